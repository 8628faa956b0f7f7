//! Signed callbacks: verify over the raw bytes, keep word for word, answer at once; the worker digests.

pub(crate) mod hyperswitch;
pub(crate) mod parcel;
pub(crate) mod razorpay;
pub(crate) mod sms;

use axum::http::StatusCode;
use kernel::payment::Gateway;
use market::payments;

use crate::app::App;

/// No event of a payment company is larger.
const EVENT_BYTES_MOST: usize = 256 * 1024;
/// An id of an event has at most so many letters.
const EVENT_ID_MOST: usize = 100;

/// Keeps an event whose signature holds. Any answer but 2xx makes the company send it again, so only a database that does not answer
/// says 503.
async fn keep(app: &App, gateway: Gateway, event_id: &str, signature: &str, body: &[u8]) -> StatusCode {
    let Ok(body) = std::str::from_utf8(body) else { return StatusCode::BAD_REQUEST };
    if event_id.is_empty() || event_id.len() > EVENT_ID_MOST {
        return StatusCode::BAD_REQUEST;
    }
    match payments::receive_event(app.db(), gateway, event_id, signature, body).await {
        Ok(()) => StatusCode::OK,
        Err(cause) => {
            tracing::error!(%gateway, event_id, %cause, "a webhook could not be kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
