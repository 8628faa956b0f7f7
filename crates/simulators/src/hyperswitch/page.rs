//! The payment page of the switch: a buyer chooses what happens and is sent back. Nothing needs script.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use kernel::{Lang, Paise, Time};
use serde::Deserialize;

use super::Counter;
use super::api::weather;
use super::book::Payment;
use crate::gateway::Outcome;
use crate::page::{Tongue, show};

pub fn routes(counter: &Arc<Counter>) -> Router<Arc<Counter>> {
    Router::new()
        .route("/payment_link/{merchant}/{payment}", get(choose).post(decide))
        .route_layer(from_fn_with_state(Arc::clone(counter), weather))
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
}

#[derive(Template)]
#[template(path = "switch.html")]
struct SwitchPage {
    t: Tongue,
    amount: String,
    payment: Payment,
    is_open: bool,
    is_paid: bool,
}

/// The language of the shop the buyer comes from; the switch is told none.
fn tongue(payment: &Payment) -> Tongue {
    Tongue(if payment.return_url.contains("/en/") { Lang::En } else { Lang::Hi })
}

async fn choose(
    State(counter): State<Arc<Counter>>,
    Path((merchant, id)): Path<(String, String)>,
) -> Response {
    let found = counter.look(|book| book.payment(&id)).ok().filter(|_| merchant == counter.config.merchant);
    let Some(payment) = found else { return StatusCode::NOT_FOUND.into_response() };
    let Time(now) = crate::now();
    let unpaid = matches!(payment.status.as_str(), "requires_payment_method" | "failed");
    show(&SwitchPage {
        t: tongue(&payment),
        amount: Paise(payment.amount).to_string(),
        is_open: unpaid && now < payment.expires_at_ms,
        is_paid: !unpaid,
        payment,
    })
}

async fn decide(
    State(counter): State<Arc<Counter>>,
    Path((merchant, id)): Path<(String, String)>,
    Form(decision): Form<Decision>,
) -> Response {
    let how = match decision.wish {
        Wish::Success | Wish::Stay => Outcome::Success,
        Wish::Failure => Outcome::Failure,
        Wish::Late => Outcome::Late,
        Wish::AuthorisedOnly => Outcome::AuthorisedOnly,
    };
    let here = format!("/payment_link/{merchant}/{id}");
    match counter.with(|book| book.pay(crate::now(), &id, (&decision.method, how))) {
        Ok(_) if decision.wish == Wish::Stay => Redirect::to(&here).into_response(),
        Ok(payment) => {
            let joint = if payment.return_url.contains('?') { '&' } else { '?' };
            let back = format!("{}{joint}payment_id={id}&status={}", payment.return_url, payment.status);
            Redirect::to(&back).into_response()
        }
        // It was paid meanwhile, or its time is over: the page says so.
        Err(_) => Redirect::to(&here).into_response(),
    }
}
