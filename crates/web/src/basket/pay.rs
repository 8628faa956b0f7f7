//! Paying for an order: the form that leads to the gateway, and the page one comes back to. Both only read.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connectors::razorpay::CheckoutAsk;
use kernel::Time;
use market::orders::{self, Order, OrderView};
use market::payments::Intent;
use market::quotes::PaymentMethod;

use crate::app::App;
use crate::cash;
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{Pay, PayReturn, PayStanding};
use crate::who::Visitor;

/// A page that waits for news looks again after so many seconds while the order is young; a slow network is dear.
const LOOK_AGAIN_S: (u32, u32) = (3, 20);
/// An order is young for so many minutes.
const YOUNG_MINUTES: i64 = 5;

async fn order(app: &App, code: &str) -> Result<OrderView, WebError> {
    orders::by_code(&mut app.db().read().await?, code).await?.ok_or(WebError::Missing)
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
    if open && head.method == PaymentMethod::Cash {
        let first = (StatusCode::OK, Wrongs::none());
        return cash::code::show(&app, t, &visitor, &order, &asked, first).await;
    }
    let Some(gateway_order) = payment.gateway_order.as_deref().filter(|_| open && !payment.is_under_way())
    else {
        return waiting_or_over(&app, t, &visitor, &order, &asked);
    };
    let back = format!("{}{}", app.site().url, t.path(&format!("/orders/{}/return", head.code)));
    let given_up = format!("{}{}", app.site().url, t.path(&format!("/orders/{}", head.code)));
    let name = t.get("mart");
    let form = app.gateway().checkout_form(CheckoutAsk {
        gateway_order,
        amount: payment.amount,
        name: &name,
        description: &head.code,
        callback_url: &back,
        cancel_url: &given_up,
        contact: "",
        method_first: head.method.as_str(),
        language: t.lang,
    });
    let page = Pay {
        code: head.code.clone(),
        total: payment.amount,
        gateway: form.action_url,
        fields: form.fields,
        kept_until: head.expires_at,
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
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

/// `POST /{lang}/orders/{code}/payment`: pay again on the same order.
pub(crate) async fn again(t: Text, Path(code): Path<String>) -> Redirect {
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
    if order.head.method == PaymentMethod::Cash {
        return Ok(again(t, Path(code)).await.into_response());
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
