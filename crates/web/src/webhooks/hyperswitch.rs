//! `POST /webhooks/hyperswitch`: what the second payment company tells us. Answered within milliseconds, digested later.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use kernel::payment::Gateway;

use super::{EVENT_BYTES_MOST, keep};
use crate::app::App;

/// The header with the signature.
const SIGNATURE: &str = "x-webhook-signature-512";

/// Keeps a genuine event once, under the id its body says. A forged one is refused and leaves nothing behind but a line in the log.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if body.len() > EVENT_BYTES_MOST {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let Some(event) = app.gateways().webhook(Gateway::Hyperswitch, &body, signature) else {
        tracing::warn!("a webhook without a right signature was refused");
        return StatusCode::UNAUTHORIZED;
    };
    keep(&app, Gateway::Hyperswitch, &event.get().event_id, signature, &body).await
}
