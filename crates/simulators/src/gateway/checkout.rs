//! The hosted checkout page: a buyer's browser comes with a form, chooses what happens, and is sent back signed.
//!
//! Every step answers a POST with a 303 to a page that may be reloaded. Nothing needs script; the last page
//! sends itself back where there is some, and has a button where there is none.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use kernel::{Lang, proof::sign};
use serde::Deserialize;
use serde_json::json;

use super::acts::{Outcome, Pay};
use super::api::weather;
use super::book::{Entry, Order, OrderState, Payment, PaymentState, Visit};
use super::desk::Desk;
use super::fault::Fault;
use crate::page::{Tongue, show};

pub fn routes(desk: &Arc<Desk>) -> Router<Arc<Desk>> {
    Router::new()
        .route("/v1/checkout/embedded", post(arrive))
        .route("/v1/checkout/embedded/{order}", get(choose).post(decide))
        .route("/v1/checkout/embedded/{order}/back/{payment}", get(go_back))
        .route("/v1/checkout/embedded/{order}/stay/{payment}", get(stay))
        .route_layer(from_fn_with_state(Arc::clone(desk), weather))
}

/// The form the merchant's page sends. Source: razorpay.com/docs, hosted checkout, integration steps.
#[derive(Deserialize)]
struct Arrival {
    key_id: String,
    order_id: String,
    callback_url: String,
    cancel_url: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default, rename = "prefill[contact]")]
    contact: String,
    #[serde(default, rename = "config[display][language]")]
    language: String,
}

/// A language chosen on the page.
#[derive(Deserialize)]
struct Chosen {
    lang: Option<String>,
}

impl Chosen {
    fn or(&self, usual: Lang) -> Tongue {
        Tongue(self.lang.as_deref().and_then(|word| word.parse().ok()).unwrap_or(usual))
    }
}

/// What the person at the page wants to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wish {
    Success,
    Failure,
    Late,
    AuthorisedOnly,
    /// Paid, but the browser never returns.
    Stay,
}

#[derive(Deserialize)]
struct Decision {
    wish: Wish,
    method: String,
    lang: Option<String>,
}

#[derive(Template)]
#[template(path = "pay.html")]
struct PayPage {
    t: Tongue,
    order: Order,
    visit: Visit,
    /// The payment that paid it, if it is paid.
    paid_by: Option<String>,
}

#[derive(Template)]
#[template(path = "back.html")]
struct BackPage {
    t: Tongue,
    visit: Visit,
    amount: String,
    worked: bool,
    fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "stay.html")]
struct StayPage {
    t: Tongue,
    amount: String,
    payment_id: String,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    t: Tongue,
    what: String,
}

/// A fault as a page, for a person.
fn trouble(t: Tongue, fault: &Fault) -> Response {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, show(&TroublePage { t, what: fault.description.clone() })).into_response()
}

async fn arrive(State(desk): State<Arc<Desk>>, Form(form): Form<Arrival>) -> Response {
    let lang = form.language.parse().unwrap_or(Lang::En);
    let web = |url: &str| url.starts_with("http://") || url.starts_with("https://");
    let taken = desk.with(|state| {
        if form.key_id != desk.config.key_id {
            return Err(Fault::not_you());
        }
        if !web(&form.callback_url) || !web(&form.cancel_url) {
            return Err(Fault::field("callback_url", "The callback url format is invalid."));
        }
        let mut order = state.book.order(&form.order_id)?;
        order.visit = Some(Visit {
            callback_url: form.callback_url,
            cancel_url: form.cancel_url,
            name: form.name,
            description: form.description,
            contact: form.contact,
            hindi: lang == Lang::Hi,
        });
        state.book.put(Entry::Order(order));
        Ok(())
    });
    match taken {
        Ok(()) => Redirect::to(&format!("/v1/checkout/embedded/{}", form.order_id)).into_response(),
        Err(fault) => trouble(Tongue(lang), &fault),
    }
}

/// The order and the visit that came for it.
fn visited(desk: &Desk, order_id: &str) -> Result<(Order, Visit), Fault> {
    let order = desk.look(|state| state.book.order(order_id))?;
    let visit = order.visit.clone().ok_or_else(|| Fault::bad("Nobody has come to pay this order yet"))?;
    Ok((order, visit))
}

async fn choose(
    State(desk): State<Arc<Desk>>,
    Path(order_id): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Response {
    let (order, visit) = match visited(&desk, &order_id) {
        Ok(found) => found,
        Err(fault) => return trouble(chosen.or(Lang::En), &fault),
    };
    let took = |p: &Payment| matches!(p.state, PaymentState::Captured | PaymentState::Refunded);
    let paid_by = match order.state {
        OrderState::Paid => desk.look(|s| s.book.payments_of(&order_id).into_iter().find(took).map(|p| p.id)),
        OrderState::Created | OrderState::Attempted => None,
    };
    show(&PayPage { t: chosen.or(visit.lang()), order, visit, paid_by })
}

async fn decide(
    State(desk): State<Arc<Desk>>,
    Path(order_id): Path<String>,
    Form(decision): Form<Decision>,
) -> Response {
    let chosen = Chosen { lang: decision.lang };
    let (outcome, then) = match decision.wish {
        Wish::Success => (Outcome::Success, "back"),
        Wish::Failure => (Outcome::Failure, "back"),
        Wish::Late => (Outcome::Late, "back"),
        Wish::AuthorisedOnly => (Outcome::AuthorisedOnly, "back"),
        Wish::Stay => (Outcome::Success, "stay"),
    };
    let pay = Pay { method: decision.method, ..Pay::by_upi(&order_id, outcome) };
    match desk.with(|state| state.pay(crate::now(), &pay)) {
        Ok(payment) => {
            let lang = chosen.or(Lang::En).code();
            Redirect::to(&format!("/v1/checkout/embedded/{order_id}/{then}/{}?lang={lang}", payment.id))
                .into_response()
        }
        Err(fault) => trouble(chosen.or(Lang::En), &fault),
    }
}

async fn go_back(
    State(desk): State<Arc<Desk>>,
    Path((order_id, payment_id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Response {
    match visited(&desk, &order_id)
        .and_then(|(_, visit)| Ok((visit, payment_for(&desk, &order_id, &payment_id)?)))
    {
        Ok((visit, payment)) => {
            let fields = return_fields(&desk, &payment);
            let worked = payment.failure().is_none();
            let t = chosen.or(visit.lang());
            show(&BackPage { t, visit, amount: payment.amount.to_string(), worked, fields })
        }
        Err(fault) => trouble(chosen.or(Lang::En), &fault),
    }
}

async fn stay(
    State(desk): State<Arc<Desk>>,
    Path((order_id, payment_id)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Response {
    match payment_for(&desk, &order_id, &payment_id) {
        Ok(p) => show(&StayPage { t: chosen.or(Lang::En), amount: p.amount.to_string(), payment_id: p.id }),
        Err(fault) => trouble(chosen.or(Lang::En), &fault),
    }
}

fn payment_for(desk: &Desk, order_id: &str, payment_id: &str) -> Result<Payment, Fault> {
    let payment = desk.look(|state| state.book.payment(payment_id))?;
    if payment.order_id == order_id { Ok(payment) } else { Err(Fault::no_such_id()) }
}

/// What the browser carries back: the signed ids, or the error.
fn return_fields(desk: &Desk, payment: &Payment) -> Vec<(String, String)> {
    let fields = match payment.failure() {
        None => {
            let signed = format!("{}|{}", payment.order_id, payment.id);
            let signature = sign(&desk.config.key_secret, signed.as_bytes());
            vec![
                ("razorpay_payment_id", payment.id.clone()),
                ("razorpay_order_id", payment.order_id.clone()),
                ("razorpay_signature", signature),
            ]
        }
        Some(failure) => {
            let metadata = json!({ "payment_id": payment.id, "order_id": payment.order_id });
            vec![
                ("error[code]", failure.code.to_owned()),
                ("error[description]", failure.description.to_owned()),
                ("error[source]", failure.source.to_owned()),
                ("error[step]", failure.step.to_owned()),
                ("error[reason]", failure.reason.to_owned()),
                ("error[metadata]", metadata.to_string()),
            ]
        }
    };
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
