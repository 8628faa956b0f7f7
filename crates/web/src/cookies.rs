//! What a browser or a program shows of itself: the cookie of that name, the token behind the word «Bearer».
//!
//! Reads the headers and nothing else of ours, so that it is fuzzed as it is (`fuzz/targets/cookie.rs`).

use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};

/// The value of the first cookie of that name.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn the_right_cookie_is_taken_out_of_many() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; mart=token; b=2"));
        assert_eq!(cookie(&headers, "mart"), Some("token".to_owned()));
        assert_eq!(cookie(&headers, "art"), None);
    }

    #[test]
    fn a_bearer_token_is_what_follows_the_word() {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_static("bearer abc "));
        assert_eq!(bearer(&headers), Some("abc"));
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Basic abc"));
        assert!(bearer(&headers).is_none());
    }

    #[test]
    fn seeds_of_the_fuzzer_are_read_or_passed_over() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/cookie");
        let seeds: Vec<_> = std::fs::read_dir(folder).expect("seeds").flatten().collect();
        assert!(seeds.len() >= 3, "only {} seeds", seeds.len());
        for seed in seeds {
            let bytes = std::fs::read(seed.path()).expect("a seed");
            let mut headers = HeaderMap::new();
            for value in
                bytes.split(|byte| *byte == b'\n').filter_map(|line| HeaderValue::from_bytes(line).ok())
            {
                headers.append(COOKIE, value.clone());
                headers.append(AUTHORIZATION, value);
            }
            assert!(cookie(&headers, "__Host-mart").is_none_or(|token| !token.contains(';')));
            assert!(bearer(&headers).is_none_or(|token| token.trim() == token));
        }
    }
}
