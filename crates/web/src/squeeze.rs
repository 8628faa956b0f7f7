//! Compression: quickly what is sent once, tightly what is asked for again, and then kept beside the plain body.

use std::io::Write as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::{HeaderMap, header};
use bytes::Bytes;

/// A body as it is sent, and the name of its encoding if it is not plain.
pub(crate) type Sent = (Bytes, Option<&'static str>);

/// What a client says it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Takes {
    gzip: bool,
    brotli: bool,
}

impl Takes {
    /// Read from `Accept-Encoding`.
    pub(crate) fn of(headers: &HeaderMap) -> Takes {
        let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
        let takes = |name: &str| {
            accepted.split(',').any(|part| {
                let mut fields = part.split(';').map(str::trim);
                fields.next() == Some(name) && !fields.any(|f| matches!(f, "q=0" | "q=0.0"))
            })
        };
        Takes { gzip: takes("gzip"), brotli: takes("br") }
    }
}

/// A body that may be asked for again, and its squeezed forms.
#[derive(Debug)]
pub(crate) struct Squeezed {
    plain: Bytes,
    quality: i32,
    asked_before: AtomicBool,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Squeezed {
    /// A body that lives as long as the binary: squeezed as tightly as it goes.
    pub(crate) fn for_ever(plain: Bytes) -> Squeezed {
        Squeezed { asked_before: AtomicBool::new(true), ..Squeezed::of(plain, 9) }
    }

    /// A body that lives until the catalogue changes. Whoever asks first has it as soon as can be; for those after him
    /// it is worth squeezing well.
    pub(crate) fn for_a_while(plain: Bytes) -> Squeezed {
        Squeezed::of(plain, 4)
    }

    fn of(plain: Bytes, quality: i32) -> Squeezed {
        let (asked_before, gzip, brotli) = (AtomicBool::new(false), OnceLock::new(), OnceLock::new());
        Squeezed { plain, quality, asked_before, gzip, brotli }
    }

    /// The body for a client.
    pub(crate) fn sent(&self, takes: Takes) -> Sent {
        if !self.asked_before.swap(true, Ordering::Relaxed) {
            return once(self.plain.clone(), takes);
        }
        if takes.brotli {
            let squeezed = self.brotli.get_or_init(|| brotli(&self.plain, self.quality));
            (squeezed.clone(), Some("br"))
        } else if takes.gzip {
            let squeezed = self.gzip.get_or_init(|| gzip(&self.plain, 9));
            (squeezed.clone(), Some("gzip"))
        } else {
            (self.plain.clone(), None)
        }
    }

    /// What it weighs in memory.
    pub(crate) fn weight(&self) -> u32 {
        u32::try_from(self.plain.len() * 3 / 2).unwrap_or(u32::MAX)
    }
}

/// A body made for one reader: gzip is quick even where it is tight enough for the first round trips of a slow line.
pub(crate) fn once(plain: Bytes, takes: Takes) -> Sent {
    if takes.gzip {
        (gzip(&plain, 4), Some("gzip"))
    } else if takes.brotli {
        (brotli(&plain, 1), Some("br"))
    } else {
        (plain, None)
    }
}

fn gzip(plain: &Bytes, level: u32) -> Bytes {
    let mut out =
        flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 4), flate2::Compression::new(level));
    match out.write_all(plain).and_then(|()| out.finish()) {
        Ok(bytes) => Bytes::from(bytes),
        // Writing into memory does not fail; should it ever, an empty gzip is wrong but harmless to others.
        Err(_) => Bytes::new(),
    }
}

fn brotli(plain: &Bytes, quality: i32) -> Bytes {
    let params =
        brotli::enc::BrotliEncoderParams { quality, lgwin: 18, size_hint: plain.len(), ..Default::default() };
    let mut out = Vec::with_capacity(plain.len() / 4);
    match brotli::BrotliCompress(&mut &plain[..], &mut out, &params) {
        Ok(_) => Bytes::from(out),
        Err(_) => Bytes::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn takes(accepted: &'static str) -> Takes {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
        Takes::of(&headers)
    }

    #[test]
    fn a_client_says_what_it_takes() {
        assert_eq!(takes("gzip, deflate, br;q=0.9"), Takes { gzip: true, brotli: true });
        assert_eq!(takes("gzip;q=1.0, br;q=0"), Takes { gzip: true, brotli: false });
        assert_eq!(takes("identity"), Takes::of(&HeaderMap::new()));
    }

    #[test]
    fn the_first_has_it_quickly_and_those_after_him_tightly() {
        let plain = Bytes::from("देवघर मार्ट ".repeat(200));
        let (both, page) = (takes("gzip, br"), Squeezed::for_a_while(plain.clone()));
        assert_eq!([page.sent(both).1, page.sent(both).1], [Some("gzip"), Some("br")]);
        assert_eq!(page.sent(takes("gzip")).1, Some("gzip"));
        assert_eq!(page.sent(takes("identity")), (plain.clone(), None));
        assert_eq!(Squeezed::for_ever(plain).sent(both).1, Some("br"));
    }

    #[test]
    fn what_is_squeezed_can_be_read_again() {
        use std::io::Read as _;
        let plain = Bytes::from("देवघर मार्ट ".repeat(200));
        let (squeezed, name) = once(plain.clone(), takes("gzip, br"));
        assert_eq!(name, Some("gzip"));
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&squeezed[..]).read_to_end(&mut back).expect("a gzip");
        assert_eq!(back, plain);
        let (squeezed, name) = once(plain.clone(), takes("br"));
        assert_eq!(name, Some("br"));
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &squeezed[..], &mut back).expect("a brotli");
        assert_eq!(back, plain);
    }
}
