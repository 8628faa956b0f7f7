//! Forms with one file, as browsers send them without script: `multipart/form-data`, bounded, a few at a time.
//!
//! A form keeps its place until its file is let go, so what all of them hold is bounded too. Who lets a form trickle in
//! loses the place in time, and nobody takes them all.
//!
//! Source: RFC 7578. A file is known by its content; the name it had on a phone is only ever shown to its sender.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use market::intake::grid;
use multer::{Constraints, Multipart, SizeLimit};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::app::App;
use crate::complaints;
use crate::error::WebError;
use crate::form::{Filled, Typed, is_aadhaar_in, is_from_own_page, is_ours};
use crate::who::Visitor;

/// No file is larger: a register at its bound, and one byte more by which it is known to be too large.
const FILE_MOST: usize = grid::BYTES_MOST + 1;
/// What may stand around the file: fields, names of parts, fences.
const AROUND_MOST: usize = 512 * 1024;
/// Fields of one form.
const FIELDS_MOST: usize = 60;
/// Bytes of one field that is text.
const TEXT_MOST: usize = 8_000;
/// Forms with a file held at the same moment; more would be too much to hold.
static AT_ONCE: Semaphore = Semaphore::const_new(12);
/// Nobody waits longer for a place.
const PLACE_MOST: Duration = Duration::from_secs(5);
/// A form that has not come to its end by then is let go: sooner than the request is.
pub(crate) const ARRIVES_MOST: Duration = Duration::from_secs(9);
/// Forms one person, or one browser without one, sends at the same moment.
const EACH_MOST: usize = 3;
/// Who is sending just now, as often as she is.
static SENDING: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// One of a person's own places, until it is dropped.
struct Own(String);

impl Own {
    fn take(sender: String) -> Option<Own> {
        let mut sending = SENDING.lock().unwrap_or_else(PoisonError::into_inner);
        let so_many = sending.iter().filter(|one| **one == sender).count();
        (so_many < EACH_MOST).then(|| {
            sending.push(sender.clone());
            Own(sender)
        })
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        let mut sending = SENDING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = sending.iter().position(|one| *one == self.0) {
            sending.swap_remove(at);
        }
    }
}

/// What was sent: fields by name, and the one file, if it has any content.
#[derive(Debug, Default)]
pub(crate) struct Uploaded {
    /// Fields that are text.
    pub fields: Vec<(String, String)>,
    /// The file.
    pub file: Option<Bytes>,
    /// What the sender's phone calls the file.
    pub file_name: String,
    /// The place, for as long as the file is held.
    place: Option<SemaphorePermit<'static>>,
}

impl Uploaded {
    /// A field that is text; nothing if it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    fn take_key(&mut self) -> Option<String> {
        let at = self.fields.iter().position(|(name, _)| name == "form_key")?;
        Some(self.fields.swap_remove(at).1)
    }
}

impl FromRequest<App> for Uploaded {
    type Rejection = WebError;
    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        uploaded(request, app).await
    }
}

/// Compiled once, not into each handler.
fn uploaded(request: Request, app: &App) -> BoxFuture<'_, Result<Uploaded, WebError>> {
    Box::pin(async move {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let session = visitor.0.as_ref().ok_or(WebError::NotOurForm)?;
        let sender = match session.person {
            Some(person) => person.to_string(),
            // Who has not signed in sends a file only with a complaint that was opened to her browser.
            None if complaints::is_open_to(app, session, parts.uri.path()).await? => session.id.to_string(),
            None => return Err(WebError::NotOurForm),
        };
        let _own = Own::take(sender).ok_or(WebError::TooOften(5))?;
        let place = timeout(PLACE_MOST, AT_ONCE.acquire()).await.map_err(|_| WebError::Busy)?;
        let place = place.map_err(|cause| WebError::Ours(cause.to_string()))?;
        // Who sends what no form of ours could have sent hears first that it is not ours.
        let unclear = if is_from_own_page(&parts.headers) { Fault::Unclear } else { Fault::NotOurs };
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let boundary = multer::parse_boundary(kind).map_err(|_| unclear.told())?;
        let limits = SizeLimit::new().whole_stream((FILE_MOST + AROUND_MOST) as u64);
        let limits = Constraints::new().size_limit(limits.per_field(FILE_MOST as u64));
        let form = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
        let read = timeout(ARRIVES_MOST, read(form)).await.unwrap_or(Err(Fault::TooSlow));
        let mut uploaded = read.map_err(|fault| match fault {
            Fault::Unclear => unclear.told(),
            other => other.told(),
        })?;
        uploaded.place = Some(place);
        let key = uploaded.take_key();
        if !is_ours(&parts.headers, &visitor, key.as_deref()) {
            return Err(WebError::NotOurForm);
        }
        if uploaded.fields.iter().any(|(name, value)| is_aadhaar_in(name, value)) {
            return Err(WebError::Unclear("fault-aadhaar"));
        }
        Ok(uploaded)
    })
}

/// A form that may bring a photo along; one that was sent without a file may come as any other form.
#[derive(Debug, Default)]
pub(crate) struct WithPhoto {
    /// What was typed.
    pub typed: Typed,
    /// The photo, as it came.
    pub photo: Option<Bytes>,
    /// The place, for as long as the photo is held.
    _place: Option<SemaphorePermit<'static>>,
}

impl FromRequest<App> for WithPhoto {
    type Rejection = WebError;
    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        if !kind.starts_with("multipart/") {
            let Filled(typed) = Filled::from_request(request, app).await?;
            return Ok(WithPhoto { typed, ..WithPhoto::default() });
        }
        let Uploaded { fields, file, place, .. } = Uploaded::from_request(request, app).await?;
        Ok(WithPhoto { typed: Typed(fields.into_iter().collect()), photo: file, _place: place })
    }
}

/// Why nothing was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Unclear,
    NotOurs,
    TooLarge,
    TooSlow,
}

impl Fault {
    const fn told(self) -> WebError {
        match self {
            Fault::Unclear => WebError::Unclear("fault-unclear.text"),
            Fault::NotOurs => WebError::NotOurForm,
            Fault::TooLarge => WebError::TooLarge,
            Fault::TooSlow => WebError::Unclear("fault-too-slow"),
        }
    }
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

/// The parts of a form, to its last fence.
async fn read(mut form: Multipart<'_>) -> Result<Uploaded, Fault> {
    let mut uploaded = Uploaded::default();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or("").to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let content = field.bytes().await?;
        if let Some(file_name) = file_name {
            if !content.is_empty() {
                (uploaded.file, uploaded.file_name) = (Some(content), file_name);
            }
            continue;
        }
        let text = String::from_utf8(content.to_vec()).map_err(|_| Fault::Unclear)?;
        if uploaded.fields.len() >= FIELDS_MOST || text.len() > TEXT_MOST || text.contains('\0') {
            return Err(Fault::Unclear);
        }
        uploaded.fields.push((name, text));
    }
    Ok(uploaded)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--x1\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\nk.1\r\n--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\u{1}\r\n\u{2}--x\r\n--x1--\r\n";

    async fn sent(form: &str, boundary: &str) -> Result<Uploaded, Fault> {
        let bytes = Bytes::from(form.to_owned());
        let body = futures_util::stream::once(async { Ok::<_, std::io::Error>(bytes) });
        read(Multipart::new(body, boundary)).await
    }

    #[tokio::test]
    async fn a_form_with_a_file_is_read() {
        let mut uploaded = sent(FORM, "x1").await.expect("a form");
        assert_eq!((uploaded.take_key().as_deref(), uploaded.fields.len()), (Some("k.1"), 0));
        let content = Some(&b"\x01\r\n\x02--x"[..]);
        assert_eq!(uploaded.file.as_deref(), content, "what looks like a fence may be content");
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

    #[test]
    fn one_person_never_has_every_place() {
        let take = |sender: &str| Own::take(sender.to_owned());
        let own: Vec<_> = (0..EACH_MOST).map_while(|_| take("phulmani")).collect();
        assert_eq!(own.len(), EACH_MOST);
        assert!(take("phulmani").is_none() && take("sunita").is_some());
        drop(own);
        assert!(take("phulmani").is_some());
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
}
