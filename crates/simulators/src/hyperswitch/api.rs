//! The merchant's API of the switch, behind `api-key`, in good weather and bad.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Counter;
use super::book::{NOT_FOUND, No, Payment, refund_wire};
use crate::down::never;

/// A payment page lives so long unless the merchant says otherwise, in seconds.
const SESSION_S: i64 = 900;

pub fn routes(counter: &Arc<Counter>) -> Router<Arc<Counter>> {
    Router::new()
        .route("/payments", post(open))
        .route("/payments/{id}", get(payment))
        .route("/payments/{id}/capture", post(capture))
        .route("/refunds", post(refund))
        .route("/refunds/{id}", get(refund_of))
        .route_layer(from_fn_with_state(Arc::clone(counter), only_the_merchant))
        .route_layer(from_fn_with_state(Arc::clone(counter), weather))
}

/// A refusal as the switch words it.
fn refused((status, code, message): No) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let body = json!({ "error": { "type": "invalid_request", "code": code, "message": message } });
    (status, Json(body)).into_response()
}

async fn only_the_merchant(State(counter): State<Arc<Counter>>, request: Request, next: Next) -> Response {
    let shown = request.headers().get("api-key").and_then(|value| value.to_str().ok()).unwrap_or("");
    if shown != counter.config.api_key.reveal() {
        return refused((401, "IR_01", "API key not provided or invalid API key used"));
    }
    next.run(request).await
}

/// Down, or an answer that is lost after the work was done. Also for the buyer's page.
pub async fn weather(State(counter): State<Arc<Counter>>, request: Request, next: Next) -> Response {
    let trouble = || (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong").into_response();
    let down = counter.look(|book| book.down);
    if let Some(instead) = down.instead(&counter.stopping, trouble).await {
        return instead;
    }
    let writes = request.method() == Method::POST && !request.uri().path().starts_with("/payment_link");
    let response = next.run(request).await;
    if !writes || !response.status().is_success() {
        return response;
    }
    let (lost, broken) = counter.look(|book| {
        let mischief = book.mischief.clone();
        (
            book.dice.happens(mischief.timeout_after_success_permille),
            book.dice.happens(mischief.error_after_success_permille),
        )
    });
    match (lost, broken) {
        (true, _) => never(&counter.stopping).await,
        (false, true) => (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong").into_response(),
        (false, false) => response,
    }
}

#[derive(Deserialize)]
struct New {
    payment_id: String,
    amount: i64,
    currency: String,
    profile_id: String,
    return_url: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    session_expiry: Option<i64>,
    payment_link: bool,
}

fn said<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, No> {
    serde_json::from_slice(body).map_err(|_| (400, "IR_06", "Json deserialize error"))
}

fn answer(worked: Result<Value, No>) -> Response {
    match worked {
        Ok(value) => Json(value).into_response(),
        Err(no) => refused(no),
    }
}

async fn open(State(counter): State<Arc<Counter>>, body: Bytes) -> Response {
    let now = crate::now();
    answer(said::<New>(&body).and_then(|new| {
        let is_ours = new.profile_id == counter.config.profile && new.payment_link;
        if new.currency != "INR" || new.amount <= 0 || !is_ours || new.payment_id.len() > 30 {
            return Err((400, "IR_07", "Invalid value provided"));
        }
        let payment = Payment {
            id: new.payment_id,
            amount: new.amount,
            return_url: new.return_url,
            description: new.description,
            status: "requires_payment_method".to_owned(),
            method: String::new(),
            error: String::new(),
            late_at_ms: None,
            expires_at_ms: now.0 + new.session_expiry.unwrap_or(SESSION_S) * 1_000,
            at_ms: now.0,
        };
        counter.with(|book| {
            let payment = book.open_payment(payment)?;
            Ok(with_page(&counter, book.wire(&payment)))
        })
    }))
}

/// The payment with the address of its page.
fn with_page(counter: &Counter, mut payment: Value) -> Value {
    let id = payment["payment_id"].as_str().unwrap_or_default().to_owned();
    let link = format!("{}/payment_link/{}/{id}", counter.url, counter.config.merchant);
    payment["payment_link"] =
        json!({ "link": link, "secure_link": null, "payment_link_id": format!("plink_{id}") });
    payment
}

async fn payment(State(counter): State<Arc<Counter>>, Path(id): Path<String>) -> Response {
    let found = counter.look(|book| book.payment(&id).map(|payment| book.wire(&payment)));
    answer(found.map(|payment| with_page(&counter, payment)))
}

#[derive(Deserialize)]
struct Capture {
    amount_to_capture: i64,
}

async fn capture(State(counter): State<Arc<Counter>>, Path(id): Path<String>, body: Bytes) -> Response {
    answer(said::<Capture>(&body).and_then(|capture| {
        counter.with(|book| {
            let payment = book.capture(crate::now(), &id, capture.amount_to_capture)?;
            Ok(book.wire(&payment))
        })
    }))
}

#[derive(Deserialize)]
struct Back {
    refund_id: String,
    payment_id: String,
    amount: i64,
}

async fn refund(State(counter): State<Arc<Counter>>, body: Bytes) -> Response {
    answer(said::<Back>(&body).and_then(|back| {
        let refund =
            counter.with(|book| book.refund(crate::now(), &back.refund_id, &back.payment_id, back.amount))?;
        Ok(refund_wire(&refund))
    }))
}

async fn refund_of(State(counter): State<Arc<Counter>>, Path(id): Path<String>) -> Response {
    answer(counter.look(|book| book.refunds.get(&id).map(refund_wire).ok_or(NOT_FOUND)))
}
