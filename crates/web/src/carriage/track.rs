//! Following an order without signing in: the beginning of its code and the number it was ordered with.

use axum::extract::State;
use axum::response::Response;
use kernel::india::Mobile;
use market::tracking::{self, TrackingError};

use crate::app::App;
use crate::desk::to;
use crate::error::WebError;
use crate::form::{Filled, Typed};
use crate::parts::{Field, Kind, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::track::TrackPage;
use crate::who::Visitor;

/// `GET /{lang}/track`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::view(
        &app,
        t,
        &visitor.visit("/track"),
        &form(&t, &Typed::default(), Wrongs::none()),
        &asked.headers,
    )
}

fn form(t: &Text, typed: &Typed, wrongs: Wrongs) -> TrackPage {
    let code = Field::named(t, "order_code", Kind::Words, typed.get("order_code"), &wrongs);
    let mobile = Field::named(t, "mobile", Kind::Mobile, typed.get("mobile"), &wrongs);
    TrackPage { code, mobile, wrongs }
}

/// `POST /{lang}/track`: to the order's page, or the form again.
pub(super) async fn find(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    match code_of(&app, &t, &typed).await? {
        Ok(code) => Ok(to(&t, &format!("/orders/{code}"))),
        Err(wrongs) => {
            respond::view(&app, t, &visitor.visit("/track"), &form(&t, &typed, wrongs), &asked.headers)
        }
    }
}

/// The whole code of the order whose beginning and mobile number were typed, or what is wrong with them. A wrong code and a wrong
/// number hear the same.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn code_of(app: &App, t: &Text, typed: &Typed) -> Result<Result<String, Wrongs>, WebError> {
    let Some(mobile) = Mobile::typed(typed.get("mobile")) else {
        return Ok(Err(Wrongs::none().and("mobile", t.get("wrong-mobile"))));
    };
    match tracking::guest::code_for(app.db(), typed.get("order_code"), &mobile).await {
        Ok(code) => Ok(Ok(code)),
        Err(TrackingError::NotFound) => {
            Ok(Err(Wrongs::none().and("order_code", t.get("track-wrong-nothing"))))
        }
        Err(TrackingError::TooOften) => Ok(Err(Wrongs::none().and("", t.get("track-wrong-often")))),
        Err(cause) => Err(cause.into()),
    }
}
