//! Being down: how a simulator refuses to work, for as long as it is told to.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// Whether a simulator works, and if not, how it fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Down {
    /// It works.
    #[default]
    Off,
    /// Connections break without an answer.
    Refuse,
    /// Every question is answered with a 500.
    Error,
    /// Questions are never answered.
    Hang,
}

/// An answer that breaks off, as when the other machine loses power.
pub fn broken_off() -> Response {
    let broken = futures_util::stream::iter([Err::<&str, _>(std::io::Error::other("broken off on purpose"))]);
    let mut response = Body::from_stream(broken).into_response();
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
    response
}
