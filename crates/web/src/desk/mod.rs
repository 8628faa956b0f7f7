//! Desks: the rooms of those who work for the mart. A maker answers and packs, a keeper inspects and sends, finance pays.
//!
//! Reads and writes: through `orders`, `delivery`, `payouts`. Another's row does not exist for the reader. A form that
//! was sent twice is told that it is done; one that no longer fits comes back on its own page with what to do now.
//!
//! Start at [`routes`].

mod batch;
mod finance;
mod hub;
mod maker;
mod money;
mod parcel;
mod shipment;
mod told;

use std::str::FromStr;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use market::accounts::{Role, Who};
use serde::Deserialize;

use crate::app::App;
use crate::error::WebError;
use crate::page::{View, Visit, page};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::desk::Paper;

/// The rooms of every desk.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/maker", get(maker::today))
        .route("/maker/help", get(maker::help))
        .route("/maker/money", get(money::show))
        .route("/maker/parcels", get(maker::list))
        .route("/maker/parcels/{id}", get(parcel::show))
        .route("/maker/parcels/{id}/acceptance", post(parcel::accept))
        .route("/maker/parcels/{id}/refusal", post(parcel::refuse))
        .route("/maker/parcels/{id}/packing", post(parcel::pack))
        .route("/maker/parcels/{id}/slip", get(parcel::slip))
        .route("/hub", get(hub::home))
        .route("/hub/parcels", get(hub::find))
        .route("/hub/parcels/{code}", get(hub::parcel))
        .route("/hub/parcels/{code}/inspection", post(hub::inspect))
        .route("/hub/shipments/{id}", get(shipment::show))
        .route("/hub/shipments/{id}/departure", post(shipment::depart))
        .route("/hub/shipments/{id}/delivery", post(shipment::deliver))
        .route("/hub/shipments/{id}/label", get(shipment::label))
        .route("/finance", get(finance::home))
        .route("/finance/batches", post(finance::make))
        .route("/finance/batches/{id}", get(batch::show))
        .route("/finance/batches/{id}/approval", post(batch::approve))
}

/// Where somebody's work waits, if he or she has any here.
pub(crate) fn home_for(who: &Who) -> Option<&'static str> {
    if who.is(Role::Maker) {
        Some("/maker")
    } else if who.is(Role::HubKeeper) {
        Some("/hub")
    } else if who.is(Role::Finance) {
        Some("/finance")
    } else {
        None
    }
}

/// Whether a form came that had been done before: the page says so.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    already: Option<String>,
}

impl Seen {
    const fn already(&self) -> bool {
        self.already.is_some()
    }
}

/// An id in an address; what is no id does not exist.
fn id_of<T: FromStr>(text: &str) -> Result<T, WebError> {
    text.parse().map_err(|_| WebError::Missing)
}

/// Why a form was not done, and where that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    /// What it asks for was done before.
    Already,
    /// An answer is wrong: the field and the sentence.
    Field(&'static str, &'static str),
    /// It stands otherwise now: the sentence.
    Otherwise(&'static str),
}

impl Refused {
    const fn status(self) -> StatusCode {
        match self {
            Refused::Field(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Refused::Already | Refused::Otherwise(_) => StatusCode::CONFLICT,
        }
    }
}

/// After a form: to the page it is about.
fn to(t: &Text, path: &str) -> Response {
    Redirect::to(&t.path(path)).into_response()
}

/// After a form that was done before: to the page it is about, which says so.
fn to_done(t: &Text, path: &str) -> Response {
    to(t, &format!("{path}?already"))
}

/// A page of a desk at its own address `here`, also as the answer to a form that was refused.
fn answer(
    app: &App,
    t: Text,
    asked: &Asked,
    here: &str,
    status: StatusCode,
    view: &dyn View,
) -> Result<Response, WebError> {
    let visit = Visit { path: here.to_owned(), signed_in: Some(true), ..Visit::default() };
    Ok(respond::private(status, page(app.site(), t, &visit, view)?, &asked.headers))
}

/// A sheet to be printed.
fn print(app: &App, t: Text, asked: &Asked, paper: &Paper) -> Result<Response, WebError> {
    Ok(respond::private(StatusCode::OK, paper.html(t, app.site())?, &asked.headers))
}
