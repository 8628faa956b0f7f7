//! A search as somebody types it, in any script: its words and how they sound.
#![no_main]
#![allow(dead_code)]

#[path = "../../crates/market/src/search/sound.rs"]
mod sound;

libfuzzer_sys::fuzz_target!(|typed: &str| {
    for word in sound::words(typed) {
        assert!(!word.is_empty());
        let _ = sound::keys(&word);
    }
});
