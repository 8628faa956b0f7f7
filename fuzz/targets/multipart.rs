//! A form with a file, cut into pieces of any size.
#![no_main]
#![allow(dead_code)]

use bytes::Bytes;
use futures_util::{FutureExt, stream};

#[path = "../../crates/web/src/parted.rs"]
mod parted;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((cut, form)) = bytes.split_first() else { return };
    let pieces: Vec<_> =
        form.chunks(usize::from(*cut) + 1).map(|piece| Ok::<_, std::io::Error>(Bytes::copy_from_slice(piece))).collect();
    // Nothing in it waits, so it is done at once.
    let read = parted::read("multipart/form-data; boundary=b", stream::iter(pieces)).now_or_never();
    if let Some(Ok(parts)) = read {
        assert!(parts.fields.len() <= parted::FIELDS_MOST);
        assert!(parts.fields.iter().all(|(_, text)| text.len() <= parted::TEXT_MOST && !text.contains('\0')));
    }
});
