//! Money whose way back is closed: its buyer chooses a UPI address or a hub on a page of her order, finance looks at names that differ.
//!
//! Reads and writes: through [`market::payments::to_upi`] and [`market::payments::at_hub`]. Another's order does not exist.
//!
//! Start at [`routes`].

mod buyer;
mod desk;

pub(crate) use buyer::{on_order, on_order_of_another};
use market::payments::to_upi::ToUpiError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of refunds on another way.
pub(crate) fn routes(routes: Routes) -> Routes {
    let order = || Right::SignedIn.own(Thing::Order);
    let way = || Right::Finance.any(Thing::ToUpi);
    routes
        .get("/orders/{code}/refund", order(), buyer::show)
        .post("/orders/{code}/refund/upi", order(), buyer::to_upi)
        .post("/orders/{code}/refund/hub", order(), buyer::at_hub)
        .post("/orders/{code}/refund/code", order(), buyer::code_again)
        .post("/orders/{code}/refund/otherwise", order(), buyer::leave)
        .get("/finance/refunds", Right::Finance, desk::list)
        .get("/finance/refunds/{id}", way(), desk::show)
        .post("/finance/refunds/{id}/payment", way(), desk::ask)
        .post("/finance/refunds/{id}/decision", way(), desk::decide)
}

impl From<ToUpiError> for WebError {
    fn from(cause: ToUpiError) -> WebError {
        match cause {
            ToUpiError::Missing => WebError::Missing,
            ToUpiError::NotNow => WebError::Conflict("cash-wrong-not-now"),
            ToUpiError::OnItsWay => WebError::Conflict("upi-wrong-on-its-way"),
            ToUpiError::NoReason => WebError::Unclear("upi-wrong-reason"),
            ToUpiError::SamePerson => WebError::Conflict("cash-wrong-same-asked"),
            ToUpiError::Raced => WebError::Conflict("fault-changed.text"),
            ToUpiError::Db(cause) => cause.into(),
        }
    }
}
