//! Compression: a body is squeezed once, when somebody first wants it so, and kept beside the plain one.

use std::io::Write as _;
use std::sync::OnceLock;

use axum::http::{HeaderMap, header};
use bytes::Bytes;

/// How a client takes its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Plain,
    Gzip,
    Brotli,
}

/// The best encoding a client says it takes.
pub(crate) fn encoding_for(headers: &HeaderMap) -> Encoding {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or("");
    let takes = |name: &str| {
        accepted.split(',').any(|part| {
            let mut fields = part.split(';').map(str::trim);
            fields.next() == Some(name) && !fields.any(|f| matches!(f, "q=0" | "q=0.0"))
        })
    };
    if takes("br") {
        Encoding::Brotli
    } else if takes("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Plain
    }
}

/// A body and its squeezed forms.
#[derive(Debug)]
pub(crate) struct Squeezed {
    plain: Bytes,
    quality: i32,
    gzip: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Squeezed {
    /// A body that lives as long as the binary: squeezed as tightly as it goes.
    pub(crate) fn for_ever(plain: Bytes) -> Squeezed {
        Squeezed::of(plain, 9)
    }

    /// A body that lives until the catalogue changes: squeezed tightly enough, and quickly.
    pub(crate) fn for_a_while(plain: Bytes) -> Squeezed {
        Squeezed::of(plain, 4)
    }

    fn of(plain: Bytes, quality: i32) -> Squeezed {
        Squeezed { plain, quality, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// The body in an encoding, and the name of the encoding if it is not plain.
    pub(crate) fn as_for(&self, encoding: Encoding) -> (Bytes, Option<&'static str>) {
        match encoding {
            Encoding::Plain => (self.plain.clone(), None),
            Encoding::Gzip => (
                self.gzip.get_or_init(|| gzip(&self.plain, self.quality.unsigned_abs())).clone(),
                Some("gzip"),
            ),
            Encoding::Brotli => {
                (self.brotli.get_or_init(|| brotli(&self.plain, self.quality)).clone(), Some("br"))
            }
        }
    }

    /// What it weighs in memory.
    pub(crate) fn weight(&self) -> u32 {
        u32::try_from(self.plain.len() * 3 / 2).unwrap_or(u32::MAX)
    }
}

/// A body made for one reader: squeezed quickly rather than tightly.
pub(crate) fn once(plain: Bytes, encoding: Encoding) -> (Bytes, Option<&'static str>) {
    match encoding {
        Encoding::Plain => (plain, None),
        Encoding::Gzip => (gzip(&plain, 2), Some("gzip")),
        Encoding::Brotli => (brotli(&plain, 2), Some("br")),
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

    #[test]
    fn the_client_gets_what_it_takes() {
        let encoding = |accepted: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted));
            encoding_for(&headers)
        };
        assert_eq!(encoding("gzip, deflate, br;q=0.9"), Encoding::Brotli);
        assert_eq!(encoding("gzip;q=1.0, br;q=0"), Encoding::Gzip);
        assert_eq!(encoding("identity"), Encoding::Plain);
        assert_eq!(encoding_for(&HeaderMap::new()), Encoding::Plain);
    }

    #[test]
    fn what_is_squeezed_can_be_read_again() {
        use std::io::Read as _;
        let plain = Bytes::from("देवघर मार्ट ".repeat(200));
        let (squeezed, name) = Squeezed::for_a_while(plain.clone()).as_for(Encoding::Gzip);
        assert_eq!(name, Some("gzip"));
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&squeezed[..]).read_to_end(&mut back).expect("a gzip");
        assert_eq!(back, plain);
        let (squeezed, _) = once(plain.clone(), Encoding::Brotli);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &squeezed[..], &mut back).expect("a brotli");
        assert_eq!(back, plain);
    }
}
