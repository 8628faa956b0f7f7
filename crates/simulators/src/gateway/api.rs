//! The merchant's API: orders, payments, refunds and settlements, behind HTTP Basic, in good weather and bad.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router, body::Bytes};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::desk::Desk;
use super::fault::Fault;
use super::wire::collection;
use super::{payout_api, qr_api};
use crate::down::{broken_off, never};

/// The most items of a list. Source: razorpay.com/docs/api, pagination.
const COUNT_MAX: usize = 100;
/// The most lines of settlements.
const SETTLED_MAX: usize = 1_000;

pub(super) type Answer = Result<Json<Value>, Fault>;

/// Everything under `/v1` that needs a key.
pub fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    Router::new()
        .route("/v1/orders", post(create_order).get(orders))
        .route("/v1/orders/{id}", get(order))
        .route("/v1/orders/{id}/payments", get(payments_of_order))
        .merge(qr_api::routes())
        .route("/v1/payments/{id}", get(payment))
        .route("/v1/payments/{id}/capture", post(capture))
        .route("/v1/payments/{id}/refund", post(refund))
        .route("/v1/payments/{id}/refunds", get(refunds))
        .route("/v1/settlements/recon/combined", get(settled_on))
        .merge(payout_api::routes())
        .route_layer(from_fn_with_state(Arc::clone(desk), mischief_after_success))
        .route_layer(from_fn_with_state(Arc::clone(desk), only_the_merchant))
        .route_layer(from_fn_with_state(Arc::clone(desk), weather))
        .fallback(async || Fault::no_such_address())
}

/// How many, and which, of a list.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Listing {
    receipt: Option<String>,
    pub account_number: Option<String>,
    pub reference_id: Option<String>,
    count: Option<usize>,
    skip: Option<usize>,
}

impl Listing {
    /// The part of a list that was asked for: ten, unless said otherwise.
    pub fn page(&self, items: impl Iterator<Item = Value>) -> Value {
        collection(items.skip(self.skip.unwrap_or(0)).take(self.count.unwrap_or(10).min(COUNT_MAX)).collect())
    }
}

#[derive(Debug, Deserialize)]
struct Capture {
    amount: i64,
    currency: String,
}

/// A JSON body, or a fault in the gateway's words.
pub(super) fn said<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|e| Fault::bad(format!("The request body is invalid: {e}")))
}

/// A header's text.
pub(super) fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

async fn create_order(State(desk): State<Arc<Desk>>, body: Bytes) -> Answer {
    let new = said(&body)?;
    let order = desk.with(|state| state.create_order(crate::now(), new))?;
    Ok(Json(order.wire()))
}

async fn orders(State(desk): State<Arc<Desk>>, Query(listing): Query<Listing>) -> Json<Value> {
    Json(desk.look(|state| match listing.receipt.as_deref() {
        // Most questions are about a receipt that nobody has used yet.
        Some(receipt) if state.book.order_with(receipt).is_none() => collection(Vec::new()),
        wanted => {
            let newest = state.book.orders.values().rev();
            let meant = newest.filter(|o| wanted.is_none() || o.receipt.as_deref() == wanted);
            listing.page(meant.map(|o| o.wire()))
        }
    }))
}

async fn order(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    desk.look(|state| state.book.order(&id)).map(|order| Json(order.wire()))
}

async fn payments_of_order(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    desk.look(|state| {
        state.book.order(&id)?;
        Ok(Json(collection(state.book.payments_of(&id).iter().map(|p| p.wire()).collect())))
    })
}

async fn payment(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    desk.look(|state| state.book.payment(&id)).map(|payment| Json(payment.wire()))
}

async fn capture(State(desk): State<Arc<Desk>>, Path(id): Path<String>, body: Bytes) -> Answer {
    let capture: Capture = said(&body)?;
    if capture.currency != "INR" {
        return Err(Fault::field("currency", "Currency is not supported"));
    }
    let payment = desk.with(|state| state.capture(crate::now(), &id, capture.amount))?;
    Ok(Json(payment.wire()))
}

async fn refund(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let new = said(&body)?;
    let key = header_text(&headers, "x-refund-idempotency");
    if key.as_ref().is_some_and(|key| key.len() < 10) {
        return Err(Fault::bad("The idempotency key must be at least 10 characters."));
    }
    let refund = desk.with(|state| state.refund(crate::now(), &id, new, key))?;
    Ok(Json(refund.wire()))
}

async fn refunds(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Query(listing): Query<Listing>,
) -> Answer {
    desk.look(|state| {
        state.book.payment(&id)?;
        Ok(Json(listing.page(state.book.refunds_of(&id).iter().map(|r| r.wire()))))
    })
}

/// Which day of settlements.
#[derive(Debug, Deserialize)]
struct DayAsked {
    year: i32,
    month: u8,
    day: u8,
    count: Option<usize>,
    skip: Option<usize>,
}

async fn settled_on(State(desk): State<Arc<Desk>>, Query(asked): Query<DayAsked>) -> Answer {
    let day = kernel::Day::of(asked.year, asked.month, asked.day);
    let day = day.ok_or_else(|| Fault::field("day", "The day field is invalid."))?;
    desk.look(|state| {
        let of_day = state.book.settlements.values().filter(|s| s.at.day() == day);
        let lines = of_day.flat_map(|s| &s.lines).skip(asked.skip.unwrap_or(0));
        Ok(Json(collection(lines.take(asked.count.unwrap_or(10).min(SETTLED_MAX)).cloned().collect())))
    })
}

/// Down means down, for the merchant and for buyers.
pub(super) async fn weather(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let down = desk.look(|state| state.down);
    match down.instead(&desk.stopping, || Fault::trouble().into_response()).await {
        Some(instead) => instead,
        None => next.run(request).await,
    }
}

async fn only_the_merchant(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let right = format!("{}:{}", desk.config.key_id, desk.config.key_secret.reveal());
    let right = format!("Basic {}", STANDARD.encode(right));
    match header_text(request.headers(), header::AUTHORIZATION.as_str()) {
        Some(given) if given == right => next.run(request).await,
        Some(_) | None => Fault::not_you().into_response(),
    }
}

/// Done, but the merchant does not hear of it.
async fn mischief_after_success(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let writes = request.method() == Method::POST;
    let response = next.run(request).await;
    if !writes || !response.status().is_success() {
        return response;
    }
    let (silent, error, cut) = desk.look(|state| {
        let mischief = &state.mischief;
        (
            state.dice.happens(mischief.timeout_after_success_permille),
            state.dice.happens(mischief.error_after_success_permille),
            state.dice.happens(mischief.reset_after_success_permille),
        )
    });
    match (silent, error, cut) {
        (true, ..) => never(&desk.stopping).await,
        (_, true, _) => Fault::trouble().into_response(),
        (_, _, true) => broken_off(),
        (false, false, false) => response,
    }
}
