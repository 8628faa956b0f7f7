//! Answers: pages for everybody, pages for one reader, and the headers that keep the two apart.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use store::chance;
use tracing::Instrument;

use crate::app::App;
use crate::cache::Kept;
use crate::error::WebError;
use crate::hearing::{self, Unheard};
use crate::page::{View, Visit, page};
use crate::squeeze::{self, Takes};
use crate::text::Text;

/// Sets a header whose value we know to be clean; an unclean one is left out.
pub(crate) fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}

/// A page of one reader: no cache on the way may keep it.
pub(crate) fn private(status: StatusCode, html: String, asked: &HeaderMap) -> Response {
    let (body, encoding) = squeeze::once(Bytes::from(html), Takes::of(asked));
    let mut response = (status, body).into_response();
    html_headers(response.headers_mut(), encoding);
    set(response.headers_mut(), "cache-control", "private, no-store");
    response
}

/// A view for one reader.
pub(crate) fn view(
    app: &App,
    t: Text,
    visit: &Visit,
    view: &dyn View,
    asked: &HeaderMap,
) -> Result<Response, WebError> {
    let status = if view.went_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(private(status, page(app.site(), t, visit, view)?, asked))
}

/// A page that is the same for everybody: from what is kept, or rendered once and kept.
///
/// A request that says `Cache-Control: no-cache` has it rendered anew.
pub(crate) async fn shared<V: View>(
    app: &App,
    t: Text,
    asked: &Asked,
    make: impl Future<Output = Result<V, WebError>>,
) -> Result<Response, WebError> {
    shared_while(app, t, asked, app.db().changes().catalogue(), make).await
}

/// As [`shared`], of something that stands as long as `generation` does: what a search finds, say.
pub(crate) async fn shared_while<V: View>(
    app: &App,
    t: Text,
    asked: &Asked,
    generation: u64,
    make: impl Future<Output = Result<V, WebError>>,
) -> Result<Response, WebError> {
    let fresh = asked.headers.get(header::CACHE_CONTROL).is_some_and(|v| v.as_bytes() == b"no-cache");
    let kept = if fresh { None } else { app.pages.get(&asked.address, generation) };
    let kept = match kept {
        Some(kept) => kept,
        None => {
            let view = make.await?;
            let visit = Visit { path: asked.rest.clone(), ..Visit::default() };
            let html = page(app.site(), t, &visit, &view)?;
            app.pages.keep(&asked.address, generation, html)
        }
    };
    Ok(send_kept(&kept, &asked.headers))
}

fn send_kept(kept: &Arc<Kept>, asked: &HeaderMap) -> Response {
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == kept.tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (body, encoding) = kept.body.sent(Takes::of(asked));
        let mut response = body.into_response();
        html_headers(response.headers_mut(), encoding);
        response
    };
    set(response.headers_mut(), "etag", &kept.tag);
    set(response.headers_mut(), "cache-control", "public, no-cache");
    response
}

fn html_headers(headers: &mut HeaderMap, encoding: Option<&'static str>) {
    set(headers, "content-type", "text/html; charset=utf-8");
    set(headers, "vary", "accept-encoding");
    if let Some(encoding) = encoding {
        set(headers, "content-encoding", encoding);
    }
}

/// What was asked for: the address a page is kept under, and the headers.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Path and query, with the language.
    pub address: String,
    /// Path and query behind the language.
    pub rest: String,
    /// The headers.
    pub headers: HeaderMap,
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        let uri = parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
        let address = uri.path_and_query().map_or("/", |p| p.as_str());
        let address = crate::counted::without_key(address).into_owned();
        let rest = crate::error::split_language(&address).map_or("", |(_, rest)| rest).to_owned();
        Ok(Asked { address, rest, headers: parts.headers.clone() })
    }
}

/// A number for each request: it stands in the answer's headers, on a page that says we have failed, and in the log.
#[derive(Clone, Debug)]
pub(crate) struct RequestNumber(pub String);

/// No request takes longer.
const LONGEST: Duration = Duration::from_secs(15);
/// One that brings a file: until it has a place, has come, has its turn and is developed. See [`crate::upload`] and
/// [`crate::darkroom`].
const LONGEST_WITH_A_FILE: Duration = Duration::from_secs(40);

/// For a year a browser comes by HTTPS alone. Nothing is said of names below ours: the mart does not know what lives there.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Ends what takes too long, and what never came to its end.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    if let Some(Unheard(key)) = request.extensions().get() {
        return WebError::Unclear(key).into_response();
    }
    let headers = request.headers();
    let is_form = headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"multipart/"));
    let brings_a_file = is_form || headers.contains_key("x-part-sha256");
    let most = if brings_a_file { LONGEST_WITH_A_FILE } else { LONGEST };
    let answer = tokio::time::timeout(most, next.run(request)).await;
    answer.unwrap_or_else(|_| WebError::Busy.into_response())
}

/// The headers of every answer: what a browser may load, where forms may go, and a number to find the request by.
pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let number = chance::letters(10).to_uppercase();
    request.extensions_mut().insert(RequestNumber(number.clone()));
    // Whoever speaks slowly has no place yet.
    let heard = hearing::hear(request).await;
    let (Ok((request, _room)), Ok(_place)) = (heard, app.free.try_acquire()) else {
        let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
        set(response.headers_mut(), "retry-after", "1");
        always(response.headers_mut(), &app.policy, app.parts.secure_cookies, &number);
        return response;
    };
    app.look_at_stage().await;
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", number);
    let mut response = async {
        let began = Instant::now();
        let response = next.run(request).await;
        tell(&method, &path, response.status(), began);
        response
    }
    .instrument(span)
    .await;
    always(response.headers_mut(), &app.policy, app.parts.secure_cookies, &number);
    response
}

/// A line of the log for what changed something or failed by our fault; what only looked has one for who wants to know more.
fn tell(method: &Method, path: &str, status: StatusCode, began: Instant) {
    let (status, took_ms) = (status.as_u16(), u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX));
    if method.is_safe() && status < 500 {
        tracing::debug!(%method, path, status, took_ms, "answered");
    } else {
        tracing::info!(%method, path, status, took_ms, "answered");
    }
}

/// What no answer goes out without, also one that says that there is no room. An answer that has a narrower word of its own keeps it.
fn always(headers: &mut HeaderMap, policy: &HeaderValue, secure: bool, number: &str) {
    set(headers, "x-request-id", number);
    if !headers.contains_key("content-security-policy") {
        headers.insert("content-security-policy", policy.clone());
    }
    if secure {
        set(headers, "strict-transport-security", HTTPS_ONLY);
    }
    set(headers, "x-content-type-options", "nosniff");
    set(headers, "referrer-policy", "same-origin");
    if !headers.contains_key("permissions-policy") {
        set(headers, "permissions-policy", "camera=(self), geolocation=(), microphone=()");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        set(headers, "cache-control", "private, no-store");
    }
}

/// What a page of ours may load and where its forms may go: ourselves, and the gateway's payment page.
pub(crate) fn policy(gateway_origin: &str, secure: bool) -> HeaderValue {
    let upgrade = if secure { "; upgrade-insecure-requests" } else { "" };
    let text = format!(
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; \
         font-src 'self'; media-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self' {gateway_origin}{upgrade}"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers_of(before: &[(&'static str, &str)], secure: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in before {
            set(&mut headers, name, value);
        }
        always(&mut headers, &policy("https://api.razorpay.com", secure), secure, "ABC");
        headers
    }

    #[test]
    fn every_answer_says_what_a_browser_may_do_with_it() {
        let headers = headers_of(&[], true);
        let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
        for part in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'"] {
            assert!(says("content-security-policy").contains(part), "{part}");
        }
        assert_eq!(says("x-content-type-options"), "nosniff");
        assert_eq!(says("referrer-policy"), "same-origin");
        assert_eq!(says("cache-control"), "private, no-store");
        assert_eq!(says("strict-transport-security"), "max-age=31536000");
    }

    #[test]
    fn without_https_nobody_is_bound_to_it_and_a_narrower_word_stays() {
        let headers = headers_of(
            &[
                ("content-security-policy", "sandbox; default-src 'none'"),
                ("cache-control", "public, no-cache"),
            ],
            false,
        );
        assert!(!headers.contains_key("strict-transport-security"));
        assert_eq!(headers["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!(headers["cache-control"], "public, no-cache");
    }
}
