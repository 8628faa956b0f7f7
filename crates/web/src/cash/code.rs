//! The page on which a buyer confirms by code that she will pay in cash. Whoever has the order's code may see it; only who has
//! the telephone has the code.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Secret;
use kernel::digits::only_digits;
use market::cash::{self, CashError};
use market::orders::{self, OrderView};
use serde::Deserialize;

use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::page::page;
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::cash::CashCode;
use crate::who::Visitor;

/// The page of the code, as it is or as the answer to a form that was refused.
pub(crate) async fn show(
    app: &App,
    t: Text,
    visitor: &Visitor,
    order: &OrderView,
    asked: &Asked,
    (status, wrongs): (StatusCode, Wrongs),
) -> Result<Response, WebError> {
    let code = &order.head.code;
    let stands = cash::confirmation(&mut app.db().read().await?, code).await?.ok_or(WebError::Missing)?;
    let view = CashCode {
        code: code.clone(),
        total: order.head.total,
        kept_until: order.head.expires_at,
        tries_left: stands.tries_left,
        has_more: stands.has_more,
        form_key: visitor.0.as_ref().map(key_for),
        wrongs,
    };
    let visit = visitor.visit(&format!("/orders/{code}/payment"));
    Ok(respond::private(status, page(app.site(), t, &visit, &view)?, &asked.headers))
}

/// The code, as it was typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    code: String,
}

/// `POST /{lang}/orders/{code}/confirmation`: the order is confirmed.
pub(super) async fn confirm(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
    Filled(form): Filled<Form>,
) -> Result<Response, WebError> {
    let order = order(&app, &code).await?;
    let code = &order.head.code;
    let wrongs = match cash::confirm(app.db(), code, &Secret::new(only_digits(&form.code))).await {
        Ok(()) | Err(CashError::NotWaiting) => return Ok(to(&t, &format!("/orders/{code}"))),
        Err(CashError::WrongCode { tries_left }) => {
            let left = u32::try_from(tries_left).unwrap_or(0);
            Wrongs::none().and("code", t.say("wrong-code").set("left", left).to_string())
        }
        Err(cause) => return Err(cause.into()),
    };
    show(&app, t, &visitor, &order, &asked, (StatusCode::UNPROCESSABLE_ENTITY, wrongs)).await
}

/// `POST /{lang}/orders/{code}/confirmation/code`: another code goes out.
pub(super) async fn send_again(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let order = order(&app, &code).await?;
    let here = format!("/orders/{}/payment", order.head.code);
    match cash::send_again(app.db(), &order.head.code).await {
        Ok(()) | Err(CashError::NotWaiting) => Ok(to(&t, &here)),
        Err(CashError::NoMoreCodes) => {
            let wrongs = Wrongs::none().and("code", t.get("cash-no-more-codes"));
            show(&app, t, &visitor, &order, &asked, (StatusCode::CONFLICT, wrongs)).await
        }
        Err(cause) => Err(cause.into()),
    }
}

async fn order(app: &App, code: &str) -> Result<OrderView, WebError> {
    orders::by_code(&mut app.db().read().await?, code).await?.ok_or(WebError::Missing)
}

fn to(t: &Text, path: &str) -> Response {
    Redirect::to(&t.path(path)).into_response()
}
