//! The parts of a form with a file, read to the last fence: fields that are text, and the one file.
//!
//! Reads what is sent and nothing of ours, so that it is fuzzed as it is (`fuzz/targets/multipart.rs`). Never: holds more than its
//! bounds. Source: RFC 7578.

use bytes::Bytes;
use futures_util::Stream;
use multer::{Constraints, Multipart, SizeLimit};

/// No file is larger: 10 MB, and one byte more by which it is known to be too large.
pub(crate) const FILE_MOST: usize = 10 * 1_048_576 + 1;
/// What may stand around the file: fields, names of parts, fences.
const AROUND_MOST: usize = 512 * 1024;
/// Fields of one form.
pub(crate) const FIELDS_MOST: usize = 60;
/// Bytes of one field that is text.
pub(crate) const TEXT_MOST: usize = 8_000;

/// What was sent.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// Fields that are text.
    pub fields: Vec<(String, String)>,
    /// The file, if it has any content.
    pub file: Option<Bytes>,
    /// What the sender's phone calls the file.
    pub file_name: String,
}

/// Why nothing was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no such form.
    Unclear,
    /// It passes a bound.
    TooLarge,
    /// It did not come to its end.
    TooSlow,
}

impl From<multer::Error> for Fault {
    fn from(cause: multer::Error) -> Fault {
        match cause {
            multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
                Fault::TooLarge
            }
            _ => Fault::Unclear,
        }
    }
}

/// The parts of a form whose `content-type` is `kind`.
///
/// # Errors
/// [`Fault`].
pub(crate) async fn read<E>(
    kind: &str,
    body: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Result<Parts, Fault>
where
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    let boundary = multer::parse_boundary(kind)?;
    let limits = SizeLimit::new().whole_stream((FILE_MOST + AROUND_MOST) as u64);
    let limits = Constraints::new().size_limit(limits.per_field(FILE_MOST as u64));
    let mut form = Multipart::with_constraints(body, boundary, limits);
    let mut parts = Parts::default();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or("").to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content = field.bytes().await?;
        if let Some(file_name) = file_name {
            if !content.is_empty() {
                (parts.file, parts.file_name) = (Some(content), file_name);
            }
            continue;
        }
        let text = String::from_utf8(content.to_vec()).map_err(|_| Fault::Unclear)?;
        if parts.fields.len() >= FIELDS_MOST || text.len() > TEXT_MOST || text.contains('\0') {
            return Err(Fault::Unclear);
        }
        parts.fields.push((name, text));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--x1\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\nk.1\r\n--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\u{1}\r\n\u{2}--x\r\n--x1--\r\n";

    async fn sent(form: &str, boundary: &str) -> Result<Parts, Fault> {
        let bytes = Bytes::from(form.to_owned());
        let body = futures_util::stream::once(async { Ok::<_, std::io::Error>(bytes) });
        read(&format!("multipart/form-data; boundary={boundary}"), body).await
    }

    #[tokio::test]
    async fn a_form_with_a_file_is_read() {
        let parts = sent(FORM, "x1").await.expect("a form");
        assert_eq!(parts.fields, [("form_key".to_owned(), "k.1".to_owned())]);
        let content = Some(&b"\x01\r\n\x02--x"[..]);
        assert_eq!(parts.file.as_deref(), content, "what looks like a fence may be content");
    }

    #[tokio::test]
    async fn a_form_without_a_photo_has_no_file() {
        let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n";
        assert!(sent(form, "b").await.expect("a form").file.is_none());
    }

    #[tokio::test]
    async fn what_is_cut_off_is_no_form() {
        for end in 0..FORM.len() - 4 {
            assert!(sent(&FORM[..end], "x1").await.is_err(), "{end}");
        }
        assert!(sent("nonsense", "x1").await.is_err());
    }

    #[tokio::test]
    async fn text_has_a_bound_of_its_own() {
        let form = |text: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n{text}\r\n--b--\r\n")
        };
        assert!(sent(&form(&"a".repeat(TEXT_MOST)), "b").await.is_ok());
        assert_eq!(sent(&form(&"a".repeat(TEXT_MOST + 1)), "b").await.err(), Some(Fault::Unclear));
        assert_eq!(sent(&form("a\0b"), "b").await.err(), Some(Fault::Unclear));
    }

    #[tokio::test]
    async fn seeds_of_the_fuzzer_are_read_or_refused() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/multipart");
        let seeds: Vec<_> = std::fs::read_dir(folder).expect("seeds").flatten().collect();
        assert!(seeds.len() >= 3, "only {} seeds", seeds.len());
        for seed in seeds {
            let bytes = std::fs::read(seed.path()).expect("a seed");
            let form = String::from_utf8_lossy(bytes.get(1..).unwrap_or_default()).into_owned();
            let read = sent(&form, "b").await;
            if let Ok(parts) = read {
                assert!(parts.fields.len() <= 2, "{}", seed.path().display());
            }
        }
    }
}
