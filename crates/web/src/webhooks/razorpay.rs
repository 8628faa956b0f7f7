//! `POST /webhooks/razorpay`: what the gateway tells us. Answered within milliseconds, digested later.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use kernel::payment::Gateway;

use super::{EVENT_BYTES_MOST, keep};
use crate::app::App;

/// Keeps a genuine event once. A forged one is refused and leaves nothing behind but a line in the log.
///
/// Any answer but 2xx makes the gateway send it again, so only a database that does not answer says 503.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
    let (signature, event_id) = (text("x-razorpay-signature"), text("x-razorpay-event-id"));
    if body.len() > EVENT_BYTES_MOST {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    if app.gateways().razorpay.webhook(&body, signature).is_none() {
        tracing::warn!(event_id, "a webhook without a right signature was refused");
        return StatusCode::UNAUTHORIZED;
    }
    keep(&app, Gateway::Razorpay, event_id, signature, &body).await
}
