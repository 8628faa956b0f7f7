//! What can go wrong with a request, and the one place that turns it into a page a person understands.
//!
//! A handler answers a [`WebError`]; [`faults`] turns it into a page in the reader's language (or the API into JSON),
//! and writes the causes that are our own into the log under a number the reader can quote.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Lang;
use market::catalogue::retired::Gone;
use store::DbError;

use crate::app::App;
use crate::form::is_aadhaar_in;
use crate::page::Visit;
use crate::respond::{self, RequestNumber};
use crate::text::Text;
use crate::views::{Fault, FaultKind};

/// Why a request was not answered as asked.
#[derive(Clone, Debug)]
pub enum WebError {
    /// There is nothing here, or nothing for this reader.
    Missing,
    /// What stood here is gone for good; this stands in its place.
    Gone(Box<Gone>),
    /// The form did not come from our own page.
    NotOurForm,
    /// It stands otherwise than the reader thought; the key names the sentence.
    Conflict(&'static str),
    /// What was sent makes no sense; the key names the sentence.
    Unclear(&'static str),
    /// What was sent is larger than any form of ours.
    TooLarge,
    /// The reader must first sign in and comes back to this path.
    SignIn(String),
    /// The reader speaks for several makers, must say which she is, and comes back to this path.
    WhichMaker(String),
    /// The reader works here and must first prove a second factor; then comes back to this path.
    SecondFactor(String),
    /// Too many requests of this kind; after so many seconds it works again.
    TooOften(u32),
    /// The mart has too much to do; it works again in a second.
    Busy,
    /// Our own fault.
    Ours(String),
}

impl From<DbError> for WebError {
    fn from(cause: DbError) -> WebError {
        log_if_full(&cause);
        if cause.may_pass() { WebError::Busy } else { WebError::Ours(cause.to_string()) }
    }
}

/// Whoever runs the mart must hear of a full disk; people are asked to come again.
pub(crate) fn log_if_full(cause: &DbError) {
    if matches!(cause, DbError::NoRoom(_)) {
        tracing::error!(%cause, "nothing can be written");
    }
}

impl From<askama::Error> for WebError {
    fn from(cause: askama::Error) -> WebError {
        WebError::Ours(cause.to_string())
    }
}

impl WebError {
    const fn kind(&self) -> FaultKind {
        match self {
            WebError::Missing => FaultKind::Missing,
            WebError::Gone(_) => FaultKind::Gone,
            WebError::NotOurForm
            | WebError::SignIn(_)
            | WebError::WhichMaker(_)
            | WebError::SecondFactor(_) => FaultKind::NotYours,
            WebError::Conflict(_) => FaultKind::Changed,
            WebError::Unclear(_) => FaultKind::Unclear,
            WebError::TooLarge => FaultKind::TooLarge,
            WebError::TooOften(_) => FaultKind::TooOften,
            WebError::Busy => FaultKind::Busy,
            WebError::Ours(_) => FaultKind::Ours,
        }
    }
}

/// The error travels with the answer until [`faults`] makes a page of it.
impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.kind().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Turns errors into pages.
pub(crate) async fn faults(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let header =
        request.headers().get("accept-language").and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
    let takes = request.headers().clone();
    let number = request.extensions().get::<RequestNumber>().map(|n| n.0.clone()).unwrap_or_default();
    // No page has a letter in its address that is none, and not every database takes it; the API says so in its own way.
    let makes_no_sense = path.contains("%00") && !path.starts_with("/api/");
    let mut response = if makes_no_sense {
        WebError::Missing.into_response()
    } else if !path.starts_with("/api/") && asks_for_aadhaar(request.uri().query()) {
        path = request.uri().path().to_owned();
        WebError::Unclear("fault-aadhaar").into_response()
    } else {
        next.run(request).await
    };
    let Some(error) = response.extensions_mut().remove::<WebError>() else { return response };
    let (lang, rest) = split_language(&path).unwrap_or((Lang::from_header(&header), "/"));
    let t = Text::new(lang);
    if let WebError::SignIn(next) = &error {
        return Redirect::to(&t.path(&format!("/sign-in?next={}", encoded(next)))).into_response();
    }
    if let WebError::WhichMaker(next) = &error {
        return Redirect::to(&t.path(&format!("/maker/choice?next={}", encoded(next)))).into_response();
    }
    if let WebError::SecondFactor(next) = &error {
        return Redirect::to(&t.path(&format!("/second-factor?next={}", encoded(next)))).into_response();
    }
    let visit = Visit { path: rest.to_owned(), ..Visit::default() };
    if let WebError::Gone(gone) = &error
        && let Ok(page) = crate::shop::gone::answer(&app, t, &visit, gone, &takes).await
    {
        return page;
    }
    let mut fault = Fault::new(error.kind());
    match &error {
        WebError::Conflict(key) | WebError::Unclear(key) => fault.says = t.get(key),
        WebError::NotOurForm => {
            tracing::warn!(number, "a form that is not our own was refused");
            fault.says = t.get("fault-form");
        }
        WebError::Ours(cause) => {
            tracing::error!(number, path, cause, "a request failed by our fault");
            fault.number = Some(number);
        }
        _ => {}
    }
    let status = response.status();
    let mut page = match crate::page::page(app.site(), t, &visit, &fault) {
        Ok(html) => respond::private(status, html, &axum::http::HeaderMap::new()),
        Err(_) => status.into_response(),
    };
    let wait = match error {
        WebError::TooOften(seconds) => Some(seconds.to_string()),
        WebError::Busy => Some("1".to_owned()),
        _ => None,
    };
    if let Some(wait) = wait {
        respond::set(page.headers_mut(), "retry-after", &wait);
    }
    page
}

/// Whether somebody typed a number shaped like an Aadhaar number into a search or a filter.
pub(crate) fn asks_for_aadhaar(query: Option<&str>) -> bool {
    let fields = query.and_then(|query| serde_urlencoded::from_str::<Vec<(String, String)>>(query).ok());
    fields.is_some_and(|fields| fields.iter().any(|(name, value)| is_aadhaar_in(name, value)))
}

/// `/hi/cart?x` → Hindi and `/cart?x`.
pub(crate) fn split_language(path: &str) -> Option<(Lang, &str)> {
    let rest = path.strip_prefix('/')?;
    let (lang, rest) = rest.split_at_checked(2)?;
    let lang = lang.parse().ok()?;
    matches!(rest.as_bytes().first(), None | Some(b'/' | b'?')).then_some((lang, rest))
}

/// A path inside a query, percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_first_part_of_a_path() {
        assert_eq!(split_language("/hi/cart?a=1"), Some((Lang::Hi, "/cart?a=1")));
        assert_eq!(split_language("/en"), Some((Lang::En, "")));
        assert_eq!(split_language("/hindi/cart"), None);
        assert_eq!(split_language("/"), None);
        assert_eq!(split_language("/ह"), None);
    }
}
