//! The front door, health, maps for machines, and what is said when there is nothing here or we have failed.

use std::any::Any;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Lang;

use crate::app::App;
use crate::error::WebError;
use crate::respond::set;
use crate::text::Text;

/// `GET /`: to the language the browser asks for, Hindi unless it is English.
pub(crate) async fn front(headers: HeaderMap) -> Response {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let mut response = Redirect::to(&format!("/{}/", Lang::from_header(wanted))).into_response();
    set(response.headers_mut(), "vary", "accept-language");
    response
}

/// `GET /hi`: the front page has a slash at its end, so that it has one address.
pub(crate) async fn front_slash(t: Text) -> Redirect {
    Redirect::permanent(&t.path("/"))
}

/// `GET /healthz`: the process lives.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// Nothing here.
pub(crate) async fn missing() -> WebError {
    WebError::Missing
}

/// A broken assumption of ours: the reader gets a number, the log the cause.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let words = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(|s| (*s).to_owned()));
    WebError::Ours(words.unwrap_or_else(|| "a panic without words".to_owned())).into_response()
}

/// `GET /{key}.txt`: shows search engines that who tells them of changed pages may put files here.
pub(crate) async fn engine_key(
    State(app): State<App>,
    Path(file): Path<String>,
) -> Result<Response, WebError> {
    let key = app.parts.engine_key.as_deref().ok_or(WebError::Missing)?;
    if file.strip_suffix(".txt") != Some(key) {
        return Err(WebError::Missing);
    }
    let mut response = key.to_owned().into_response();
    set(response.headers_mut(), "cache-control", "public, max-age=3600");
    Ok(response)
}

/// `GET /robots.txt`.
pub(crate) async fn robots(State(app): State<App>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /hi/cart\nDisallow: /en/cart\nDisallow: /hi/checkout\nDisallow: /en/checkout\n\
         Disallow: /hi/orders\nDisallow: /en/orders\nDisallow: /api/\nSitemap: {}/sitemap.xml\n",
        app.site().url
    );
    let mut response = text.into_response();
    set(response.headers_mut(), "cache-control", "public, max-age=3600");
    response
}
