//! The control desk for tests and demonstrations, JSON under `/_sim/`.
//!
//! | call | body | does |
//! |---|---|---|
//! | `GET state` | – | everything, with each webhook and the answers to it |
//! | `POST pay` | `{order_id, outcome: success\|failure\|late\|authorised_only, method?, even_if_paid?}` | pays as a buyer |
//! | `POST late` | `{payment_id}` | a late payment arrives now |
//! | `POST settle` | – | late payments, refunds and payouts all end now |
//! | `POST refund` | `{refund_id, end: processed\|failed}` | the bank ends a refund |
//! | `POST payout` | `{payout_id, end: processed\|reversed}` | the bank ends a payout |
//! | `POST flush` | – | every waiting webhook is tried once, now; answers what became of each |
//! | `POST replay` | [`Replay`](super::Replay) | old webhooks again |
//! | `POST mischief` | [`Mischief`] | replaces the mischief |
//! | `POST down` | `{mode: off\|refuse\|error\|hang\|slow\|garbage}` | goes down |
//! | `POST webhook_url` | `{url}` | where webhooks go |
//!
//! It needs no key: the gateway listens on loopback only, and its money is not real.

use std::sync::Arc;

use axum::extract::State as Held;
use axum::routing::{get, post};
use axum::{Json, Router, body::Bytes};
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{Answer, said};
use super::book::BankState;
use super::desk::{Desk, Ripe, State};
use super::{Mischief, postman};
use crate::Down;

pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/_sim/state", get(state))
        .route("/_sim/pay", post(pay))
        .route("/_sim/late", post(late))
        .route("/_sim/settle", post(settle))
        .route("/_sim/refund", post(end_refund))
        .route("/_sim/payout", post(end_payout))
        .route("/_sim/flush", post(flush))
        .route("/_sim/replay", post(replay))
        .route("/_sim/mischief", post(mischief))
        .route("/_sim/down", post(down))
        .route("/_sim/webhook_url", post(webhook_url))
}

#[derive(Deserialize)]
struct Late {
    payment_id: String,
}

#[derive(Deserialize)]
struct EndRefund {
    refund_id: String,
    end: BankState,
}

#[derive(Deserialize)]
struct EndPayout {
    payout_id: String,
    end: BankState,
}

#[derive(Deserialize)]
struct Mode {
    mode: Down,
}

#[derive(Deserialize)]
struct Address {
    url: String,
}

/// Everything the gateway knows. Secrets are not among it.
pub fn state_json(state: &State) -> Value {
    let book = &state.book;
    let events: Vec<Value> = book
        .events
        .values()
        .map(|e| json!({ "id": e.id, "kind": e.kind, "about": e.about, "deliveries": e.deliveries }))
        .collect();
    json!({
        "orders": book.orders.values().map(|o| o.wire()).collect::<Vec<_>>(),
        "payments": book.payments.values().map(|p| p.wire()).collect::<Vec<_>>(),
        "refunds": book.refunds.values().map(|r| r.wire()).collect::<Vec<_>>(),
        "payouts": book.payouts.values().map(|p| p.wire()).collect::<Vec<_>>(),
        "settlements": book.settlements.values().map(|s| json!({
            "id": s.id, "utr": s.utr, "lines": s.lines, "amount": s.net().0, "at": s.at.0,
        })).collect::<Vec<_>>(),
        "webhooks": events,
        "mischief": state.mischief,
        "down": state.down,
        "webhook_url": state.webhook_url,
    })
}

fn done() -> Json<Value> {
    Json(json!({ "done": true }))
}

async fn state(Held(desk): Held<Arc<Desk>>) -> Json<Value> {
    Json(desk.look(|state| state_json(state)))
}

async fn pay(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let pay = said(&body)?;
    desk.with(|state| state.pay(crate::now(), &pay)).map(|payment| Json(payment.wire()))
}

async fn late(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let late: Late = said(&body)?;
    desk.with(|state| state.arrive_late(crate::now(), &late.payment_id)).map(|payment| Json(payment.wire()))
}

async fn settle(Held(desk): Held<Arc<Desk>>) -> Json<Value> {
    desk.with(|state| state.settle(crate::now(), Ripe::All));
    done()
}

async fn end_refund(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let end: EndRefund = said(&body)?;
    desk.with(|state| state.end_refund(crate::now(), &end.refund_id, end.end))
        .map(|refund| Json(refund.wire()))
}

async fn end_payout(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let end: EndPayout = said(&body)?;
    desk.with(|state| state.end_payout(crate::now(), &end.payout_id, end.end))
        .map(|payout| Json(payout.wire()))
}

async fn flush(Held(desk): Held<Arc<Desk>>) -> Json<Value> {
    Json(json!({ "deliveries": postman::round(&desk, Ripe::All).await }))
}

async fn replay(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let replay = said(&body)?;
    Ok(Json(json!({ "deliveries": postman::replay(&desk, &replay).await })))
}

async fn mischief(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let mischief: Mischief = said(&body)?;
    desk.with(|state| state.mischief = mischief);
    Ok(done())
}

async fn down(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let Mode { mode } = said(&body)?;
    desk.with(|state| state.down = mode);
    Ok(done())
}

async fn webhook_url(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let Address { url } = said(&body)?;
    desk.with(|state| state.webhook_url = Some(url));
    Ok(done())
}
