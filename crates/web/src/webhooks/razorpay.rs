//! `POST /webhooks/razorpay`: what the gateway tells us. Answered within milliseconds, digested later.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use market::payments;

use crate::app::App;

/// No event is larger.
const BYTES_MOST: usize = 256 * 1024;
/// The name of the gateway in the inbox.
const GATEWAY: &str = "razorpay";

/// Keeps a genuine event once. A forged one is refused and leaves nothing behind but a line in the log.
///
/// Any answer but 2xx makes the gateway send it again, so only a database that does not answer says 503.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
    let (signature, event_id) = (text("x-razorpay-signature"), text("x-razorpay-event-id"));
    if body.len() > BYTES_MOST {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    if app.gateway().webhook(&body, signature).is_none() {
        tracing::warn!(event_id, "a webhook without a right signature was refused");
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(body) = std::str::from_utf8(&body) else { return StatusCode::BAD_REQUEST };
    if event_id.is_empty() || event_id.len() > 100 {
        return StatusCode::BAD_REQUEST;
    }
    match payments::receive_event(app.db(), GATEWAY, event_id, signature, body).await {
        Ok(()) => StatusCode::OK,
        Err(cause) => {
            tracing::error!(event_id, %cause, "a webhook could not be kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
