//! The press: papers are set off the async threads, one at a time; a day's bills of a hub take a second.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use documents::Paper;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::error::WebError;
use crate::respond;

/// One file is set at a time: there is one set of fonts.
static ONE: Semaphore = Semaphore::const_new(1);
/// Nobody waits longer for a turn.
const TURN_MOST: Duration = Duration::from_secs(8);
/// What a reader of PDFs inside a browser needs, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/// Sets papers as one file.
///
/// # Errors
/// [`WebError::Busy`] if no turn came in time.
pub(crate) async fn set(papers: Vec<Paper>) -> Result<Vec<u8>, WebError> {
    let turn = timeout(TURN_MOST, ONE.acquire()).await.map_err(|_| WebError::Busy)?;
    let turn = turn.map_err(|cause| WebError::Ours(cause.to_string()))?;
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        documents::render(&papers)
    });
    let file = work.await.map_err(|cause| WebError::Ours(cause.to_string()))?;
    file.map_err(|cause| WebError::Ours(cause.to_string()))
}

/// Papers as an answer for one reader: shown, not kept by anybody, and named if it is saved.
///
/// # Errors
/// As [`set`].
pub(crate) async fn answer(papers: Vec<Paper>, name: &str) -> Result<Response, WebError> {
    let mut response = set(papers).await?.into_response();
    let headers = response.headers_mut();
    respond::set(headers, "content-type", "application/pdf");
    respond::set(headers, "content-disposition", &format!("inline; filename=\"{name}.pdf\""));
    respond::set(headers, "content-security-policy", POLICY);
    respond::set(headers, "cache-control", "private, no-store");
    Ok(response)
}
