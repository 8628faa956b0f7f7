//! `POST /webhooks/sms`: what people write to the mart's own number. Answered within milliseconds, digested later.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use connectors::replies::{NotAReply, SIGNATURE};
use market::replies;

use crate::app::App;

/// No message is larger.
const BYTES_MOST: usize = 16 * 1024;

/// Keeps a genuine message once. A forged one is refused and leaves nothing behind but a line in the log.
///
/// Any answer but 2xx makes the operator hand it in again; so what can never be read, or answered, is taken and let go.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if body.len() > BYTES_MOST {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let reply = match app.parts.replies.read(&body, signature) {
        Ok(reply) => reply.into_inner(),
        Err(NotAReply::Forged) => {
            tracing::warn!("a message without a right signature was refused");
            return StatusCode::UNAUTHORIZED;
        }
        Err(cause @ (NotAReply::Unreadable | NotAReply::NotAMobile)) => {
            tracing::warn!(%cause, "a message was let go");
            return StatusCode::OK;
        }
    };
    match replies::take_in(app.db(), &reply.id, &reply.from, &reply.text).await {
        Ok(()) => StatusCode::OK,
        Err(cause) => {
            tracing::error!(id = reply.id, %cause, "a message could not be kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
