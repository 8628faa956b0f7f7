//! Pickups over HTTP: a buyer chooses a counter and fetches her order there, keepers receive and hand out, an administrator keeps
//! the list of counters.
//!
//! Reads and writes: through [`market::pickups`] and [`market::quotes`]. Never: hands anything out without its code.
//!
//! Start at [`routes`].

mod admin;
mod buyer;
mod hub;
pub(crate) mod told;

use market::pickups::PickupError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of pickups.
pub(crate) fn routes(routes: Routes) -> Routes {
    let own = || Right::Keeper.own(Thing::Pickup);
    let any = || Right::Administrator.any(Thing::Counter);
    routes
        .get("/counters", Right::Anybody, buyer::list)
        .get("/checkout/counter", Right::SignedIn, buyer::show)
        .post("/checkout/counter", Right::SignedIn, buyer::choose)
        .get("/hub/pickups", Right::Keeper, hub::list)
        .get("/hub/pickups/{id}", own(), hub::show)
        .post("/hub/pickups/{id}/arrival", own(), hub::lies_here)
        .post("/hub/pickups/{id}/handing-out", own(), hub::hand_out)
        .get("/admin/counters", Right::Administrator, admin::list)
        .post("/admin/counters", Right::Administrator, admin::enter)
        .get("/admin/counters/{id}", any(), admin::show)
        .post("/admin/counters/{id}/slots", any(), admin::open_slot)
        .post("/admin/counters/{id}/closing", any(), admin::shut)
}

impl From<PickupError> for WebError {
    fn from(cause: PickupError) -> WebError {
        match cause {
            PickupError::Missing => WebError::Missing,
            PickupError::Bad(_) => WebError::Unclear("fault-unclear.text"),
            PickupError::NotNow | PickupError::Delivery(_) => WebError::Conflict("wrong-stands-otherwise"),
            PickupError::SlotFull => WebError::Conflict("pickup-wrong-slot"),
            PickupError::Db(cause) => cause.into(),
        }
    }
}
