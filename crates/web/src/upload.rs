//! Forms with one file, as browsers send them without script: `multipart/form-data` of at most 9 MB, a few at a time.
//!
//! Source: RFC 7578. Names of files are not looked at: a file is known by its content, and nobody's file name is kept.

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::error::WebError;
use crate::form::{is_aadhaar_in, is_from_own_page, is_ours};
use crate::who::Visitor;

/// No form with a file is larger: a photo of 8 MB and its fields.
const BYTES_MOST: usize = 9 * 1024 * 1024;
/// Forms with a file read at the same moment; more would be too much to hold.
static AT_ONCE: Semaphore = Semaphore::const_new(8);

/// What was sent: fields by name, and the one file, if it has any content.
#[derive(Debug, Default)]
pub(crate) struct Uploaded {
    /// Fields that are text.
    pub fields: Vec<(String, String)>,
    /// The file.
    pub file: Option<Bytes>,
}

impl Uploaded {
    /// A field that is text; nothing if it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl FromRequest<App> for Uploaded {
    type Rejection = WebError;
    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let _place = AT_ONCE.try_acquire().map_err(|_| WebError::Busy)?;
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        // Who sends what no form of ours could have sent hears first that it is not ours.
        let ours = is_from_own_page(&parts.headers);
        let unclear = || if ours { WebError::Unclear("fault-unclear.text") } else { WebError::NotOurForm };
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let boundary = boundary_of(kind).ok_or_else(unclear)?;
        let body = axum::body::to_bytes(body, BYTES_MOST).await.map_err(|_| WebError::TooLarge)?;
        let mut uploaded = read(&body, &boundary).ok_or_else(unclear)?;
        let key = uploaded.fields.iter().position(|(name, _)| name == "form_key");
        let key = key.map(|at| uploaded.fields.swap_remove(at).1);
        if !is_ours(&parts.headers, &visitor, key.as_deref()) {
            return Err(WebError::NotOurForm);
        }
        if uploaded.fields.iter().any(|(name, value)| is_aadhaar_in(name, value)) {
            return Err(WebError::Unclear("fault-aadhaar"));
        }
        Ok(uploaded)
    }
}

/// `multipart/form-data; boundary=…` → the boundary.
fn boundary_of(kind: &str) -> Option<Arc<str>> {
    let (kind, rest) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?.trim_matches('"');
    (1..=70).contains(&boundary.len()).then(|| Arc::from(boundary))
}

/// Where `needle` begins in `bytes` at or after `from`.
fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(needle.len()).position(|part| part == needle).map(|at| from + at)
}

/// The parts between the boundaries; `None` if it is no form at all.
fn read(body: &Bytes, boundary: &str) -> Option<Uploaded> {
    let fence = format!("--{boundary}");
    let between = format!("\r\n--{boundary}");
    let mut uploaded = Uploaded::default();
    if !body.starts_with(fence.as_bytes()) {
        return None;
    }
    let mut at = fence.len();
    while body.get(at..at + 2)? != b"--" {
        let head_from = at + 2;
        let head_to = find(body, b"\r\n\r\n", head_from)?;
        let content_to = find(body, between.as_bytes(), head_to + 4)?;
        let head = std::str::from_utf8(body.get(head_from..head_to)?).ok()?;
        let content = body.slice(head_to + 4..content_to);
        match (name_of(head)?, head.contains("filename=")) {
            (_, true) if content.is_empty() => {}
            (_, true) => uploaded.file = Some(content),
            (name, false) => {
                let text = String::from_utf8(content.to_vec()).ok()?;
                if uploaded.fields.len() >= 60 || text.len() > 8_000 || text.contains('\0') {
                    return None;
                }
                uploaded.fields.push((name, text));
            }
        }
        at = content_to + between.len();
    }
    Some(uploaded)
}

/// The name of a part, from its head.
fn name_of(head: &str) -> Option<String> {
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let (_, rest) = line.split_once(" name=\"")?;
    rest.split_once('"').map(|(name, _)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--x1\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\nk.1\r\n--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\u{1}\r\n\u{2}--x\r\n--x1--\r\n";

    #[test]
    fn a_form_with_a_file_is_read() {
        let uploaded = read(&Bytes::from(FORM), "x1").expect("a form");
        assert_eq!(uploaded.fields, [("form_key".to_owned(), "k.1".to_owned())]);
        assert_eq!(
            uploaded.file.as_deref(),
            Some(&b"\x01\r\n\x02--x"[..]),
            "what looks like a fence may be content"
        );
    }

    #[test]
    fn a_form_without_a_photo_has_no_file() {
        let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--b--\r\n";
        assert!(read(&Bytes::from(form), "b").expect("a form").file.is_none());
    }

    #[test]
    fn what_is_cut_off_is_no_form() {
        let whole = Bytes::from(FORM);
        for end in 0..whole.len() - 4 {
            assert!(read(&whole.slice(..end), "x1").is_none(), "{end}");
        }
        assert!(read(&Bytes::from_static(b"nonsense"), "x1").is_none());
    }

    #[test]
    fn the_boundary_stands_in_the_kind() {
        assert_eq!(boundary_of("multipart/form-data; boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(boundary_of("multipart/form-data"), None);
        assert_eq!(boundary_of("text/plain; boundary=x"), None);
    }
}
