//! Being down: how a simulator refuses to work, for as long as it is told to.

use std::time::Duration;

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use crate::serve::Stopping;

/// How long a question that is never answered stays open: longer than anyone waits.
const HANG: Duration = Duration::from_secs(60);
/// How long a slow answer takes; it is right, and nobody has waited for it.
const SLOW: Duration = Duration::from_secs(30);

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
    /// Questions are answered after half a minute.
    Slow,
    /// Every question is answered with what is no answer.
    Garbage,
}

impl Down {
    /// What comes instead of an answer, if anything does; `trouble` is how this service words an error of its own.
    pub(crate) async fn instead(
        self,
        stopping: &Stopping,
        trouble: impl FnOnce() -> Response,
    ) -> Option<Response> {
        match self {
            Down::Off => None,
            Down::Refuse => Some(broken_off()),
            Down::Error => Some(trouble()),
            Down::Hang => Some(never(stopping).await),
            Down::Garbage => Some("<html>Bad Gateway</html>".into_response()),
            Down::Slow => {
                tokio::select! {
                    () = sleep(SLOW) => None,
                    () = stopping.clone().wait() => Some(broken_off()),
                }
            }
        }
    }
}

/// No answer, until nobody waits any more or the simulator stops.
pub(crate) async fn never(stopping: &Stopping) -> Response {
    tokio::select! {
        () = sleep(HANG) => {}
        () = stopping.clone().wait() => {}
    }
    broken_off()
}

/// An answer that breaks off, as when the other machine loses power.
pub fn broken_off() -> Response {
    let broken = futures_util::stream::iter([Err::<&str, _>(std::io::Error::other("broken off on purpose"))]);
    let mut response = Body::from_stream(broken).into_response();
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().insert(header::CONNECTION, header::HeaderValue::from_static("close"));
    response
}
