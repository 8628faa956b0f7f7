//! `POST /webhooks/parcel`: the agent of couriers says that there is news of a box. It does not sign what it says, so nothing of it is
//! believed but that somebody should ask: the worker fetches the truth.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use market::couriers;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::app::App;

/// No message is larger.
const BYTES_MOST: usize = 64 * 1024;
/// The header with the word that was agreed on.
const KEY: &str = "x-api-key";

#[derive(Deserialize)]
struct News {
    awb: serde_json::Value,
}

/// Takes a nudge. Whoever does not know the agreed word is refused; a waybill nobody has is let go without a word.
pub(crate) async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let shown = headers.get(KEY).map_or(&[][..], |value| value.as_bytes());
    let is_agreed =
        app.parts.courier_hook.as_ref().is_some_and(|hook| bool::from(hook.reveal().as_bytes().ct_eq(shown)));
    if !is_agreed {
        return StatusCode::UNAUTHORIZED;
    }
    if body.len() > BYTES_MOST {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let Ok(news) = serde_json::from_slice::<News>(&body) else { return StatusCode::OK };
    let awb = news.awb.as_str().map_or_else(|| news.awb.to_string(), str::to_owned);
    match couriers::nudge(app.db(), &awb).await {
        Ok(()) => StatusCode::OK,
        Err(cause) => {
            tracing::error!(%cause, "news of a box could not be noted");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
