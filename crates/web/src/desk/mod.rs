//! Desks: the rooms of those who work for the mart. A maker answers and packs, a keeper inspects and sends, finance pays.
//!
//! Reads and writes: through `orders`, `delivery`, `payouts`. Another's row does not exist for the reader. A form that
//! was sent twice is told that it is done; one that no longer fits comes back on its own page with what to do now.
//!
//! Start at [`routes`].

mod batch;
mod family;
pub(crate) mod field;
mod finance;
mod goods;
pub(crate) mod hub;
pub(crate) mod maker;
mod money;
pub(crate) mod office;
mod papers;
pub(crate) mod parcel;
mod photo;
mod pin;
mod requests;
mod scan;
mod shipment;
pub(crate) mod told;

use std::str::FromStr;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use market::accounts::{Role, Who};
use market::roles;
use serde::Deserialize;

use crate::app::App;
use crate::error::WebError;
use crate::page::{View, Visit, page};
use crate::respond::{self, Asked};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::Board;
use crate::views::desk::Paper;

pub(crate) use family::face;
pub(crate) use field::rate;
pub(crate) use shipment::wrong as shipment_again;

/// The rooms of every desk.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/maker", Right::Maker, maker::today)
        .get("/maker/choice", Right::Maker, family::show)
        .post("/maker/choice", Right::Maker, family::choose)
        .get("/maker/goods", Right::Maker, goods::list)
        .get("/maker/goods/{slug}", Right::Maker.own(Thing::Product), goods::show)
        .post("/maker/goods/{slug}/price", Right::Maker.own(Thing::Product), goods::price)
        .post("/maker/goods/{slug}/stock", Right::Maker.own(Thing::Product), goods::stock)
        .post("/maker/goods/{slug}/photo", Right::Maker.own(Thing::Product), photo::put_up)
        .post("/maker/goods/{slug}/photo/publication", Right::Maker.own(Thing::Product), photo::publish)
        .post("/maker/goods/{slug}/photo/removal", Right::Maker.own(Thing::Product), photo::take_back)
        .post("/maker/goods/{slug}/week", Right::Maker.own(Thing::Product), goods::week)
        .post("/maker/goods/{slug}/pause", Right::Maker.own(Thing::Product), goods::pause)
        .post("/maker/goods/{slug}/pause/end", Right::Maker.own(Thing::Product), goods::resume)
        .get("/maker/help", Right::Maker, maker::help)
        .get("/maker/money", Right::Maker, money::show)
        .get("/maker/papers", Right::Maker, papers::show)
        .post("/maker/requests", Right::Maker, papers::ask)
        .get("/maker/pin", Right::Maker, pin::show)
        .post("/maker/pin", Right::Maker, pin::set)
        .post("/maker/pin/removal", Right::Maker, pin::forget)
        .get("/maker/parcels", Right::Maker, maker::list)
        .get("/maker/parcels/{id}", Right::Maker.own(Thing::Parcel), parcel::show)
        .post("/maker/parcels/{id}/acceptance", Right::Maker.own(Thing::Parcel), parcel::accept)
        .post("/maker/parcels/{id}/refusal", Right::Maker.own(Thing::Parcel), parcel::refuse)
        .post("/maker/parcels/{id}/packing", Right::Maker.own(Thing::Parcel), parcel::pack)
        .get("/maker/parcels/{id}/slip", Right::Maker.own(Thing::Parcel), parcel::slip)
        .get("/hub", Right::Keeper, hub::home)
        .get("/hub/scan", Right::Keeper, scan::show)
        .get("/hub/outbox/snapshot", Right::Keeper, scan::snapshot)
        .post("/hub/outbox/looks", Right::Keeper, scan::take)
        .get("/hub/manifest.webmanifest", Right::Anybody, scan::manifest)
        .get("/hub/parcels", Right::Keeper, hub::find)
        .get("/hub/parcels/{code}", Right::Keeper.own(Thing::Parcel), hub::parcel)
        .post("/hub/parcels/{code}/inspection", Right::Keeper.own(Thing::Parcel), hub::inspect)
        .get("/hub/shipments/{id}", Right::Keeper.own(Thing::Shipment), shipment::show)
        .post("/hub/shipments/{id}/departure", Right::Keeper.own(Thing::Shipment), shipment::depart)
        .post("/hub/shipments/{id}/delivery", Right::Keeper.own(Thing::Shipment), shipment::deliver)
        .post("/hub/shipments/{id}/scans", Right::Keeper.own(Thing::Shipment), shipment::note)
        .post("/hub/shipments/{id}/homecoming", Right::Keeper.own(Thing::Shipment), shipment::receive)
        .post("/hub/shipments/{id}/weight", Right::Keeper.own(Thing::Shipment), shipment::weigh)
        .get("/hub/shipments/{id}/label", Right::Keeper.own(Thing::Shipment), shipment::label)
        .get("/officer/requests", Right::Officer, requests::list)
        .post("/officer/requests/help/{id}", Right::Officer.own(Thing::Request), requests::close)
        .get("/finance", Right::Finance, finance::home)
        .post("/finance/batches", Right::Finance, finance::make)
        .get("/finance/batches/{id}", Right::Finance.any(Thing::Batch), batch::show)
        .post("/finance/batches/{id}/approval", Right::Finance.any(Thing::Batch), batch::approve)
        .post("/finance/batches/{id}/look", Right::Finance.any(Thing::Batch), batch::look)
        .post("/finance/batches/{id}/cancellation", Right::Finance.any(Thing::Batch), batch::call_off)
        .post("/finance/payouts/{id}/in-order", Right::Finance.any(Thing::Payout), finance::in_order)
        .room(field::routes)
}

/// Where somebody's work waits, if he or she has any here.
pub(crate) fn home_for(who: &Who) -> Option<&'static str> {
    if who.is(Role::Maker) {
        Some("/maker")
    } else if who.is(Role::HubKeeper) {
        Some("/hub")
    } else if who.is(Role::Finance) {
        Some("/finance")
    } else if who.is(Role::Officer) {
        Some("/officer")
    } else if who.is(Role::DepartmentHead) {
        Some("/head")
    } else if who.is(Role::DcOffice) {
        Some("/office/report")
    } else if roles::rules::gives_roles(who) {
        Some(crate::people::home(who))
    } else {
        None
    }
}

/// Whether a form came that had been done before: the page says so.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Seen {
    already: Option<String>,
}

impl Seen {
    pub(crate) const fn already(&self) -> bool {
        self.already.is_some()
    }
}

/// An id in an address; what is no id does not exist.
pub(crate) fn id_of<T: FromStr>(text: &str) -> Result<T, WebError> {
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

/// What a second person says to what a first one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecondWord {
    /// Yes or no.
    pub decision: YesOrNo,
}

/// Yes or no, as buttons send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(crate) enum YesOrNo {
    /// It shall be.
    #[serde(rename = "agrees")]
    Yes,
    /// It shall not.
    #[serde(rename = "refuses")]
    No,
}

/// After a form: to the page it is about.
pub(crate) fn to(t: &Text, path: &str) -> Response {
    Redirect::to(&t.path(path)).into_response()
}

/// After a form that was done before: to the page it is about, which says so.
pub(crate) fn to_done(t: &Text, path: &str) -> Response {
    to(t, &format!("{path}?already"))
}

/// A page of a desk at its own address `here`, also as the answer to a form that was refused.
pub(crate) fn answer(
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

/// A page put together of parts at its own address `here`: as what it is, or as the answer to a form that was refused.
pub(crate) fn send(
    app: &App,
    t: Text,
    asked: &Asked,
    here: &str,
    board: &Board,
) -> Result<Response, WebError> {
    let status = if board.wrongs.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    answer(app, t, asked, here, status, board)
}

/// A sheet to be printed.
pub(crate) fn print(app: &App, t: Text, asked: &Asked, paper: &Paper) -> Result<Response, WebError> {
    Ok(respond::private(StatusCode::OK, paper.html(t, app.site())?, &asked.headers))
}
