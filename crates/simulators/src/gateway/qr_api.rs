//! Codes that are scanned: made, listed, looked at. In the book a code is an order whose id begins with `qr_`, so it is paid as one.

use std::sync::Arc;

use axum::extract::{Path, Query, State as Held};
use axum::routing::{get, post};
use axum::{Json, Router, body::Bytes};
use kernel::{Paise, Time};
use serde::Deserialize;
use serde_json::Value;

use super::api::{Answer, Listing, said};
use super::book::{Code, Entry, Order, OrderState};
use super::desk::{Desk, State};
use super::fault::Fault;
use super::wire::{collection, seconds};

/// A code stays open for so many seconds at least. Source: razorpay.com/docs/api/qr-codes/create, close_by.
const OPEN_LEAST_S: i64 = 15 * 60;

pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/v1/payments/qr_codes", post(create).get(list))
        .route("/v1/payments/qr_codes/{id}", get(one))
        .route("/v1/payments/qr_codes/{id}/payments", get(payments))
}

#[derive(Deserialize)]
struct NewCode {
    r#type: String,
    usage: String,
    fixed_amount: bool,
    payment_amount: i64,
    close_by: i64,
    #[serde(default)]
    description: String,
    #[serde(default)]
    notes: Value,
}

impl State {
    fn create_code(&mut self, now: Time, new: NewCode) -> Result<Order, Fault> {
        if new.r#type != "upi_qr" || new.usage != "single_use" || !new.fixed_amount {
            return Err(Fault::field("type", "The practice gateway makes codes for one fixed payment only"));
        }
        if new.payment_amount < 100 {
            return Err(Fault::field("payment_amount", "The amount must be atleast INR 1.00"));
        }
        if new.close_by < seconds(now) + OPEN_LEAST_S {
            return Err(Fault::field(
                "close_by",
                "close_by should be at least 15 minutes after current time",
            ));
        }
        let (n, id) = self.book.new_id("qr");
        let order = Order {
            n,
            id,
            amount: Paise(new.payment_amount),
            amount_paid: Paise::ZERO,
            receipt: None,
            state: OrderState::Created,
            attempts: 0,
            notes: new.notes,
            at: now,
            visit: None,
            code: Some(Code { description: new.description, close_by_s: new.close_by, closed: false }),
        };
        self.book.put(Entry::Order(order.clone()));
        Ok(order)
    }

    /// The code with this id.
    fn code(&self, id: &str) -> Result<Order, Fault> {
        let order = self.book.order(id)?;
        if order.code.is_some() { Ok(order) } else { Err(Fault::no_such_id()) }
    }
}

async fn create(Held(desk): Held<Arc<Desk>>, body: Bytes) -> Answer {
    let new = said(&body)?;
    desk.with(|state| state.create_code(crate::now(), new)).map(|code| Json(code.wire()))
}

async fn list(Held(desk): Held<Arc<Desk>>, Query(listing): Query<Listing>) -> Json<Value> {
    Json(desk.look(|state| {
        let newest = state.book.orders.values().rev();
        listing.page(newest.filter(|order| order.code.is_some()).map(Order::wire))
    }))
}

async fn one(Held(desk): Held<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    desk.look(|state| state.code(&id)).map(|code| Json(code.wire()))
}

async fn payments(Held(desk): Held<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    desk.look(|state| {
        state.code(&id)?;
        Ok(Json(collection(state.book.payments_of(&id).iter().map(|p| p.wire()).collect())))
    })
}
