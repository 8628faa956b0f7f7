//! The dispatch clock over HTTP: an officer calls makers who do not answer, a buyer says whether she waits.
//!
//! Reads and writes: through [`market::dispatch`]. Another block's call and another's order do not exist.
//!
//! Start at [`routes`].

mod buyer;
mod officer;

pub(crate) use buyer::on_order;
pub(crate) use officer::of_day;

use market::dispatch::DispatchError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of the clock.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/orders/{code}/late", Right::SignedIn.own(Thing::Order), buyer::show)
        .post("/orders/{code}/late", Right::SignedIn.own(Thing::Order), buyer::choose)
        .get("/officer/dispatch", Right::Officer, officer::list)
        .post("/officer/dispatch/{id}/call", Right::Officer.own(Thing::Late), officer::called)
}

impl From<DispatchError> for WebError {
    fn from(cause: DispatchError) -> WebError {
        match cause {
            DispatchError::Missing => WebError::Missing,
            DispatchError::AlreadySo => WebError::Conflict("dispatch-wrong-done"),
            DispatchError::NoLike => WebError::Conflict("dispatch-wrong-like"),
            DispatchError::Raced => WebError::Conflict("wrong-raced"),
            DispatchError::Order(cause) => cause.into(),
            DispatchError::Db(cause) => cause.into(),
        }
    }
}
