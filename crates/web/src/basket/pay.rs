//! Paying for an order: the way to the payment company that serves, and the page one comes back to. Both only read; whoever presses
//! «pay» again may be led to another company if hers does not answer.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connectors::razorpay::CheckoutAsk;
use kernel::Time;
use kernel::payment::Gateway;
use market::gateways::{self, Payers, Served};
use market::orders::{self, Order, OrderView};
use market::payments::ways::{self, Wish};
use market::payments::{Intent, PaymentError};
use market::quotes::PaymentMethod;
use serde::Deserialize;
use worker::nudge;

use crate::app::App;
use crate::cash;
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{Pay, PayReturn, PayStanding, PayWay};
use crate::who::Visitor;

/// A page that waits for news looks again after so many seconds while the order is young; a slow network is dear.
const LOOK_AGAIN_S: (u32, u32) = (3, 20);
/// A buyer waits so long for another company to open her payment; then the page says that it is on its way.
const PATIENCE: Duration = Duration::from_secs(3);
/// An order is young for so many minutes.
const YOUNG_MINUTES: i64 = 5;

async fn order(app: &App, code: &str) -> Result<OrderView, WebError> {
    orders::by_code(&mut app.db().read().await?, code).await?.ok_or(WebError::Missing)
}

/// Whether a code by SMS takes the place of the payment: cash of which nothing is paid ahead goes through no company.
pub(crate) fn is_promised_by_code(order: &OrderView) -> bool {
    order.head.method == PaymentMethod::Cash && order.payment.gateway.is_none()
}

/// `GET /{lang}/orders/{code}/payment`: one button that leads to the gateway. Whoever has the code may pay.
pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let order = order(&app, &code).await?;
    let (head, payment) = (&order.head, &order.payment);
    let open = head.state == Order::Placed && payment.state == Intent::Open;
    if open && is_promised_by_code(&order) {
        let first = (StatusCode::OK, Wrongs::none());
        return cash::code::show(&app, t, &visitor, &order, &asked, first).await;
    }
    if !open || payment.is_under_way() {
        return waiting_or_over(&app, t, &visitor, &order, &asked);
    }
    match way(&app, &t, &order).await? {
        Some(Way { way, served, others }) => {
            let name = |gateway: Gateway| t.get(name_key(gateway));
            let down = payment.gateway.filter(|_| matches!(way, PayWay::Other | PayWay::Nobody));
            let page = Pay {
                code: head.code.clone(),
                total: payment.amount,
                at_door: (head.method == PaymentMethod::Cash)
                    .then(|| head.total.minus(payment.amount).unwrap_or(head.total)),
                way,
                company: name(served.by),
                instead_of: down.or(served.instead_of).map(name).unwrap_or_default(),
                others,
                form_key: visitor.0.as_ref().map(key_for),
                kept_until: head.expires_at,
            };
            respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
        }
        None => waiting_or_over(&app, t, &visitor, &order, &asked),
    }
}

/// The key of a payment company's name.
pub(crate) const fn name_key(gateway: Gateway) -> &'static str {
    match gateway {
        Gateway::Razorpay => "gateway-razorpay",
        Gateway::Hyperswitch => "gateway-hyperswitch",
    }
}

/// How an order can be paid now.
struct Way {
    way: PayWay,
    served: Served,
    others: Option<Payers>,
}

/// How an order can be paid now; nothing while its payment is being opened.
async fn way(app: &App, t: &Text, order: &OrderView) -> Result<Option<Way>, WebError> {
    let payment = &order.payment;
    let Some(gateway) = payment.gateway else { return Ok(None) };
    let mut read = app.db().read().await?;
    let served = gateways::serves(&mut read, payment.payers).await?;
    let is_up = gateways::standing_of(&mut read, gateway).await?.serves();
    let wish = match payment.payers {
        Payers::Domestic => Payers::Foreign,
        Payers::Foreign => Payers::Domestic,
    };
    let theirs = gateways::serves(&mut read, wish).await?;
    drop(read);
    let others = Some(wish).filter(|_| theirs.is_up && theirs.by != gateway);
    let way = match (&payment.gateway_order, is_up) {
        (Some(gateway_order), true) => to_pay(app, t, order, gateway_order),
        (None, true) => return Ok(None),
        (Some(_), false) if served.is_up => PayWay::Other,
        // Its message goes another way by itself.
        (None, false) if served.is_up => return Ok(None),
        (_, false) => PayWay::Nobody,
    };
    let by = if is_up { gateway } else { served.by };
    // A payment that went another way before anybody else's says so, too.
    let moved = Some(served.by).filter(|first| payment.way_no > 1 && is_up && *first != gateway);
    let instead_of = moved.or(served.instead_of.filter(|_| served.by == by));
    Ok(Some(Way { way, served: Served { by, instead_of, ..served }, others }))
}

/// The way to the company's own page.
fn to_pay(app: &App, t: &Text, order: &OrderView, gateway_order: &str) -> PayWay {
    let (head, payment) = (&order.head, &order.payment);
    if let Some(page) = &payment.page {
        return PayWay::Link(page.clone());
    }
    let back = format!("{}{}", app.site().url, t.path(&format!("/orders/{}/return", head.code)));
    let given_up = format!("{}{}", app.site().url, t.path(&format!("/orders/{}", head.code)));
    let form = app.gateways().razorpay.checkout_form(CheckoutAsk {
        gateway_order,
        amount: payment.amount,
        name: &t.get("mart"),
        description: &head.code,
        callback_url: &back,
        cancel_url: &given_up,
        contact: "",
        method_first: head.method.as_str(),
        language: t.lang,
    });
    PayWay::Form { action: form.action_url, fields: form.fields }
}

fn waiting_or_over(
    app: &App,
    t: Text,
    visitor: &Visitor,
    order: &OrderView,
    asked: &Asked,
) -> Result<Response, WebError> {
    if standing(order) == PayStanding::Paid {
        return Ok(Redirect::to(&t.path(&format!("/orders/{}", order.head.code))).into_response());
    }
    let page = back_page(order, visitor, app.db().now());
    respond::view(app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

impl From<PaymentError> for WebError {
    fn from(cause: PaymentError) -> WebError {
        match cause {
            PaymentError::Db(cause) => cause.into(),
            PaymentError::Raced => WebError::Busy,
            PaymentError::Order(cause) => WebError::Ours(cause.to_string()),
        }
    }
}

/// What a buyer asks for when she wants to pay another way.
#[derive(Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    way: String,
}

/// `POST /{lang}/orders/{code}/payment`: pay again on the same order, through whoever serves now.
pub(crate) async fn again(
    State(app): State<App>,
    t: Text,
    Path(code): Path<String>,
    Filled(wanted): Filled<Wanted>,
) -> Result<Redirect, WebError> {
    let order = order(&app, &code).await?;
    let payers = wanted.way.parse::<Payers>().ok();
    let wish = match payers {
        None => Wish::AsServed,
        Some(Payers::Foreign) => Wish::Foreign,
        Some(Payers::Domestic) => Wish::Domestic,
    };
    if let Some(from) = order.payment.gateway {
        let is_up = gateways::standing_of(&mut app.db().read().await?, from).await?.serves();
        // Whoever only pays again stays where she is while that answers.
        let goes = payers.is_some() || !is_up;
        if goes && ways::leave(app.db(), order.head.id, from, wish).await?.is_some() {
            nudge::open_payment(app.db(), order.head.id, order.payment.way_no + 1, PATIENCE).await;
        }
    }
    Ok(to_payment(&t, &code))
}

/// To the page where an order is paid.
fn to_payment(t: &Text, code: &str) -> Redirect {
    Redirect::to(&t.path(&format!("/orders/{code}/payment")))
}

/// `POST /{lang}/orders/{code}/return`: the gateway sends the browser back with what it believes. We believe the
/// webhook and our own question to the gateway; so this only turns the form into a page that can be reloaded.
pub(crate) async fn come_back(t: Text, Path(code): Path<String>) -> Redirect {
    Redirect::to(&t.path(&format!("/orders/{code}/return")))
}

/// `GET /{lang}/orders/{code}/return`: how the payment stands, from our own books.
pub(crate) async fn returned(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let order = order(&app, &code).await?;
    if is_promised_by_code(&order) {
        return Ok(to_payment(&t, &code).into_response());
    }
    let page = back_page(&order, &visitor, app.db().now());
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

fn back_page(order: &OrderView, visitor: &Visitor, now: Time) -> PayReturn {
    let standing = standing(order);
    let is_young = now < order.head.placed_at.plus_minutes(YOUNG_MINUTES);
    let again = if is_young { LOOK_AGAIN_S.0 } else { LOOK_AGAIN_S.1 };
    PayReturn {
        code: order.head.code.clone(),
        total: order.payment.amount,
        standing,
        again_after_s: (standing == PayStanding::Waiting).then_some(again),
        form_key: visitor.0.as_ref().map(key_for),
    }
}

pub(super) fn standing(order: &OrderView) -> PayStanding {
    match (order.head.state, order.payment.state) {
        (Order::Confirmed | Order::Completed | Order::Cancelled, _) | (_, Intent::Paid) => PayStanding::Paid,
        (Order::Expired, _) | (_, Intent::Closed) => PayStanding::Expired,
        (Order::Placed, Intent::Open) if order.payment.last_failure().is_some() => PayStanding::Failed,
        (Order::Placed, Intent::Open) => PayStanding::Waiting,
    }
}
