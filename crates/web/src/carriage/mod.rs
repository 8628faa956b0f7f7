//! Carriers over HTTP: the hub's counter with numbers, stickers, lists and files, and what an administrator keeps for it.
//!
//! Reads and writes: through `market::{bookings, delivery}`. Never: decides what a shipment costs or where it may go.
//!
//! Start at [`routes`].

mod admin;
mod counter;
mod papers;

use market::bookings::BookingError;
use market::delivery::Carrier;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of carriers.
pub(crate) fn routes(routes: Routes) -> Routes {
    let own = || Right::Keeper.own(Thing::Shipment);
    routes
        .get("/hub/counter", Right::Keeper, counter::show)
        .post("/hub/counter/numbers", Right::Keeper, counter::number)
        .post("/hub/counter/departure", Right::Keeper, counter::depart)
        .get("/hub/counter/stickers", Right::Keeper, papers::stickers)
        .get("/hub/counter/file", Right::Keeper, papers::file)
        .get("/hub/counter/manifest", Right::Keeper, papers::manifest)
        .get("/hub/shipments/{id}/sticker", own(), papers::sticker)
        .get("/hub/shipments/{id}/slip", own(), papers::slip)
        .get("/admin/delivery", Right::Administrator, admin::show)
        .post("/admin/delivery/ranges", Right::Administrator, admin::enter_range)
}

impl From<BookingError> for WebError {
    fn from(cause: BookingError) -> WebError {
        match cause {
            BookingError::Missing => WebError::Missing,
            BookingError::NoNumbers => WebError::Conflict("carriage-no-numbers"),
            BookingError::NotARange(_) => WebError::Unclear("carriage-wrong-range"),
            BookingError::Overlaps => WebError::Conflict("carriage-overlaps"),
            BookingError::NotAWeight(_) => WebError::Unclear("carriage-wrong-weight"),
            BookingError::Gone => WebError::Conflict("wrong-stands-otherwise"),
            BookingError::Raced => WebError::Conflict("wrong-raced"),
            BookingError::Db(cause) => cause.into(),
        }
    }
}

/// The key of a carrier's name.
pub(crate) const fn carrier_key(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::IndiaPost => "by-post",
        Carrier::OwnHands => "by-runner",
    }
}
