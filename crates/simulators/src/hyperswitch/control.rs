//! The control desk of the switch for tests and demonstrations, JSON under `/_sim/`; see the table in `gateway/control.rs`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Counter, postman};
use crate::Down;
use crate::gateway::{Mischief, Outcome};

pub fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/_sim/state", get(state))
        .route("/_sim/pay", post(pay))
        .route("/_sim/settle", post(settle))
        .route("/_sim/settlement", post(hand_on))
        .route("/_sim/flush", post(flush))
        .route("/_sim/mischief", post(mischief))
        .route("/_sim/down", post(down))
        .route("/_sim/webhook_url", post(webhook_url))
}

async fn state(State(counter): State<Arc<Counter>>) -> Json<Value> {
    Json(counter.look(|book| book.state()))
}

#[derive(Deserialize)]
struct Pay {
    payment_id: String,
    outcome: Outcome,
}

async fn pay(State(counter): State<Arc<Counter>>, Json(pay): Json<Pay>) -> Response {
    let paid = counter.with(|book| book.pay(crate::now(), &pay.payment_id, ("upi", pay.outcome)));
    match paid {
        Ok(payment) => Json(counter.look(|book| book.wire(&payment))).into_response(),
        Err((_, code, message)) => {
            (StatusCode::BAD_REQUEST, Json(json!({ "code": code, "message": message }))).into_response()
        }
    }
}

async fn settle(State(counter): State<Arc<Counter>>) -> Json<Value> {
    counter.with(|book| book.settle(crate::now(), true));
    Json(json!({ "done": true }))
}

/// The file, as a person downloads it from the processor.
async fn hand_on(State(counter): State<Arc<Counter>>) -> Response {
    let file = counter.with(|book| book.hand_on(crate::now()));
    ([("content-type", "text/csv; charset=utf-8")], file).into_response()
}

async fn flush(State(counter): State<Arc<Counter>>) -> Json<Value> {
    Json(json!({ "deliveries": postman::round(&counter, true).await }))
}

async fn mischief(State(counter): State<Arc<Counter>>, Json(mischief): Json<Mischief>) -> Json<Value> {
    counter.with(|book| book.mischief = mischief);
    Json(json!({ "done": true }))
}

#[derive(Deserialize)]
struct Mode {
    mode: Down,
}

async fn down(State(counter): State<Arc<Counter>>, Json(down): Json<Mode>) -> Json<Value> {
    counter.with(|book| book.down = down.mode);
    Json(json!({ "done": true }))
}

#[derive(Deserialize)]
struct Address {
    url: String,
}

async fn webhook_url(State(counter): State<Arc<Counter>>, Json(to): Json<Address>) -> Json<Value> {
    counter.with(|book| book.webhook_url = Some(to.url));
    Json(json!({ "done": true }))
}
