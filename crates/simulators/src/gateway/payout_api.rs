//! The merchant's API for payouts: contacts, fund accounts and their validation, payouts.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Json, Router, body::Bytes};

use super::api::{Answer, Listing, header_text, said};
use super::desk::Desk;
use super::fault::Fault;

pub fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/v1/contacts", post(create_contact))
        .route("/v1/fund_accounts", post(create_fund_account))
        .route("/v1/fund_accounts/validations", post(create_validation).get(validations))
        .route("/v1/fund_accounts/validations/{id}", get(validation))
        .route("/v1/payouts", post(create_payout).get(payouts))
        .route("/v1/payouts/{id}", get(payout))
}

async fn create_contact(State(desk): State<Arc<Desk>>, body: Bytes) -> Answer {
    let asked = said(&body)?;
    let contact = desk.with(|state| state.create_contact(crate::now(), asked))?;
    Ok(Json(contact.wire("contact")))
}

async fn create_fund_account(State(desk): State<Arc<Desk>>, body: Bytes) -> Answer {
    let asked = said(&body)?;
    let account = desk.with(|state| state.create_fund_account(crate::now(), asked))?;
    Ok(Json(account.wire("fund_account")))
}

async fn create_validation(State(desk): State<Arc<Desk>>, body: Bytes) -> Answer {
    let asked = said(&body)?;
    let now = crate::now();
    let validation = desk.with(|state| state.create_validation(now, asked))?;
    Ok(Json(validation.wire(now)))
}

async fn validations(State(desk): State<Arc<Desk>>, Query(listing): Query<Listing>) -> Answer {
    if listing.account_number.as_deref() != Some(desk.config.payout_account.as_str()) {
        return Err(Fault::field("account_number", "The account number field is required."));
    }
    let now = crate::now();
    Ok(Json(desk.look(|state| listing.page(state.book.validations.values().rev().map(|v| v.wire(now))))))
}

async fn validation(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    let found = desk.look(|state| state.book.validations.values().find(|v| v.id == id).cloned());
    found.map(|v| Json(v.wire(crate::now()))).ok_or_else(Fault::no_such_id)
}

async fn create_payout(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Answer {
    let asked = said(&body)?;
    let key = header_text(&headers, "x-payout-idempotency");
    let payout = desk.with(|state| state.create_payout(crate::now(), asked, key))?;
    Ok(Json(payout.wire()))
}

async fn payouts(State(desk): State<Arc<Desk>>, Query(listing): Query<Listing>) -> Answer {
    if listing.account_number.as_deref() != Some(desk.config.payout_account.as_str()) {
        return Err(Fault::field("account_number", "The account number field is required."));
    }
    let wanted = listing.reference_id.as_deref();
    Ok(Json(desk.look(|state| {
        let newest = state.book.payouts.values().rev();
        listing.page(newest.filter(|p| wanted.is_none_or(|w| p.reference_id == w)).map(|p| p.wire()))
    })))
}

async fn payout(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Answer {
    desk.look(|state| state.book.payout(&id)).map(|payout| Json(payout.wire()))
}
