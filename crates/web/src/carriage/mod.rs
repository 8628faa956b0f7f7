//! Carriers over HTTP: the hub's counter with numbers, stickers, lists and files, and what an administrator keeps for it.
//!
//! Reads and writes: through `market::{bookings, couriers, delivery}`. Never: decides what a shipment costs or where it may go.
//!
//! Start at [`routes`].

mod admin;
mod counter;
mod courier;
mod papers;
mod promises;
mod rounds;
pub(crate) mod track;
mod way;
mod week;

use market::bookings::BookingError;
use market::delivery::Carrier;
use market::tracking::{Scan, Step, TrackingError};

use crate::error::WebError;
use crate::parts::{Moment, Progress, Timeline};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;

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
        .get("/hub/shipments/{id}/courier", own(), courier::show)
        .post("/hub/shipments/{id}/courier", own(), courier::choose)
        .post("/hub/shipments/{id}/courier/inquiry", own(), courier::inquire)
        .post("/hub/shipments/{id}/courier/end", own(), courier::end)
        .get("/hub/shipments/{id}/courier/label", own(), courier::label)
        .get("/hub/rounds", Right::Keeper, rounds::show)
        .get("/hub/rounds/makers", Right::Keeper, rounds::makers)
        .get("/hub/rounds/runner", Right::Keeper, rounds::runner)
        .post("/hub/rounds/material", Right::Keeper, rounds::count)
        .get("/hub/week", Right::Keeper, week::own)
        .post("/hub/week", Right::Keeper, week::say_own)
        .get("/officer/hubs", Right::Officer, week::hubs)
        .post("/officer/hubs", Right::Officer, week::say)
        .get("/hub/way", Right::Keeper, way::show)
        .post("/hub/way/files", Right::Keeper, way::bring_in)
        .post("/hub/way/hitches/{id}/closing", Right::Keeper.own(Thing::Hitch), way::close)
        .get("/track", Right::Anybody, track::show)
        .post("/track", Right::Anybody, track::find)
        .get("/admin/delivery", Right::Administrator, admin::show)
        .post("/admin/delivery/ranges", Right::Administrator, admin::enter_range)
        .post("/admin/delivery/transit", Right::Administrator, admin::learn_anew)
        .get("/office/promises", Right::DcOffice, promises::show)
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
        Carrier::Agent => "by-agent",
        Carrier::Counter => "by-counter",
    }
}

impl From<TrackingError> for WebError {
    fn from(cause: TrackingError) -> WebError {
        match cause {
            TrackingError::NoShipment(_) | TrackingError::NoHitch(_) => WebError::Missing,
            TrackingError::Closed | TrackingError::NotUnderWay => {
                WebError::Conflict("wrong-stands-otherwise")
            }
            TrackingError::NoOutcome => WebError::Unclear("track-wrong-outcome"),
            TrackingError::Unreadable => WebError::Unclear("track-wrong-file"),
            TrackingError::TooMany => WebError::Unclear("track-wrong-many"),
            TrackingError::TooOften => WebError::TooOften(3_600),
            TrackingError::NotFound => WebError::Unclear("track-wrong-nothing"),
            TrackingError::Raced => WebError::Conflict("wrong-raced"),
            TrackingError::Db(cause) => cause.into(),
        }
    }
}

/// A step on the way, as it is read.
pub(crate) fn moment(t: &Text, scan: &Scan) -> Moment {
    let progress = match scan.step {
        Step::Undelivered | Step::Damaged | Step::Lost | Step::TurnedBack | Step::CameBack => {
            Progress::Stopped
        }
        Step::Booked
        | Step::PickedUp
        | Step::InTransit
        | Step::AtOffice
        | Step::OutForDelivery
        | Step::Delivered => Progress::Done,
    };
    Moment {
        title: t.get(&format!("step-{}", scan.step)),
        when: t.moment(&scan.at),
        note: scan.place.clone(),
        progress,
    }
}

/// What has happened to a shipment on its way.
pub(crate) fn way(t: &Text, scans: &[Scan]) -> Timeline {
    Timeline { moments: scans.iter().map(|scan| moment(t, scan)).collect() }
}
