//! A photo as somebody sends it: kind, header and size are judged before anything is decoded, and what is decoded is drawn anew.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = pictures::develop(bytes);
});
