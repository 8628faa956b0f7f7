//! The header in which a browser brings its session, and the one of programs.
#![no_main]
#![allow(dead_code)]

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};

#[path = "../../crates/web/src/cookies.rs"]
mod cookies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append(COOKIE, value.clone());
            headers.append(AUTHORIZATION, value);
        }
    }
    if let Some(token) = cookies::cookie(&headers, "__Host-mart") {
        assert!(!token.contains(';'));
    }
    let _ = cookies::bearer(&headers);
});
