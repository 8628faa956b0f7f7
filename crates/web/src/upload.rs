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
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use crate::app::App;
use crate::complaints;
use crate::error::WebError;
use crate::form::{Filled, Typed, is_aadhaar_in, is_from_own_page, is_ours};
use crate::parted::{self, Fault, Parts};
use crate::who::Visitor;

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
        let ours = is_from_own_page(&parts.headers);
        let unclear = if ours { WebError::Unclear("fault-unclear.text") } else { WebError::NotOurForm };
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let read = timeout(ARRIVES_MOST, parted::read(kind, body.into_data_stream())).await;
        let read = read.unwrap_or(Err(Fault::TooSlow));
        let Parts { fields, file, file_name } = read.map_err(|fault| match fault {
            Fault::Unclear => unclear,
            Fault::TooLarge => WebError::TooLarge,
            Fault::TooSlow => WebError::Unclear("fault-too-slow"),
        })?;
        let mut uploaded = Uploaded { fields, file, file_name, place: Some(place) };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_never_has_every_place() {
        let take = |sender: &str| Own::take(sender.to_owned());
        let own: Vec<_> = (0..EACH_MOST).map_while(|_| take("phulmani")).collect();
        assert_eq!(own.len(), EACH_MOST);
        assert!(take("phulmani").is_none() && take("sunita").is_some());
        drop(own);
        assert!(take("phulmani").is_some());
    }
}
