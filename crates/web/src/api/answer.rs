//! Answers: for one caller, never kept by anybody; or the same for everybody, kept until the catalogue changes.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;
use crate::app::App;
use crate::respond::{Asked, set};
use crate::squeeze::Takes;

/// An answer for one caller.
pub(crate) fn private<T: Serialize>(status: StatusCode, answer: &T) -> Result<Response, Problem> {
    let mut response = (status, serde_json::to_vec(answer)?).into_response();
    set(response.headers_mut(), "content-type", "application/json");
    set(response.headers_mut(), "cache-control", "private, no-store");
    Ok(response)
}

/// The body and kind of an answer that is the same for everybody.
pub(crate) struct Shared {
    /// Its media type.
    pub kind: &'static str,
    /// The request header it depends on, beside the encoding.
    pub depends_on: Option<&'static str>,
}

/// An answer that is the same for everybody: kept squeezed under its address while `generation` stands.
///
/// A request that says `Cache-Control: no-cache` has it made anew.
pub(crate) async fn shared(
    app: &App,
    asked: &Asked,
    generation: u64,
    about: Shared,
    make: impl Future<Output = Result<String, Problem>>,
) -> Result<Response, Problem> {
    let fresh = asked.headers.get(header::CACHE_CONTROL).is_some_and(|v| v.as_bytes() == b"no-cache");
    let kept = if fresh { None } else { app.pages.get(&asked.address, generation) };
    let kept = match kept {
        Some(kept) => kept,
        None => app.pages.keep(&asked.address, generation, make.await?),
    };
    let known =
        asked.headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == kept.tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (body, encoding) = kept.body.sent(Takes::of(&asked.headers));
        let mut response = body.into_response();
        set(response.headers_mut(), "content-type", about.kind);
        if let Some(encoding) = encoding {
            set(response.headers_mut(), "content-encoding", encoding);
        }
        response
    };
    let vary =
        about.depends_on.map_or("accept-encoding".to_owned(), |more| format!("accept-encoding, {more}"));
    set(response.headers_mut(), "vary", &vary);
    set(response.headers_mut(), "etag", &kept.tag);
    set(response.headers_mut(), "cache-control", "public, no-cache");
    Ok(response)
}

/// As [`shared`], as JSON, kept while the catalogue stands.
pub(crate) async fn shared_json<T: Serialize>(
    app: &App,
    asked: &Asked,
    make: impl Future<Output = Result<T, Problem>>,
) -> Result<Response, Problem> {
    shared_json_while(app, asked, app.db().changes().catalogue(), make).await
}

/// As [`shared_json`], of something that stands as long as `generation` does.
pub(crate) async fn shared_json_while<T: Serialize>(
    app: &App,
    asked: &Asked,
    generation: u64,
    make: impl Future<Output = Result<T, Problem>>,
) -> Result<Response, Problem> {
    let about = Shared { kind: "application/json", depends_on: None };
    shared(app, asked, generation, about, async { Ok(serde_json::to_string(&make.await?)?) }).await
}
