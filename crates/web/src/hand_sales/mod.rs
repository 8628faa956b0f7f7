//! Hand sales over HTTP: a keeper picks goods at her hub's stall, sees what they come to, takes the money and hands them over; the
//! printed code; slices for where there is no line, and what the stall's telephone tells of them.
//!
//! Reads and writes: through [`market::hand_sales`]. Never: shows another hub's stall or sale; takes a sum from a browser.
//!
//! Start at [`routes`].

mod desk;
mod laid_out;
mod offline;
mod sale;
mod slice;
mod told;

use market::hand_sales::SaleError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of hand sales.
pub(crate) fn routes(routes: Routes) -> Routes {
    let stall = || Right::Keeper.own(Thing::Stall);
    let sale = || Right::Keeper.own(Thing::HandSale);
    routes
        .get("/hub/stalls/{id}", stall(), desk::show)
        .post("/hub/stalls/{id}/quotes", stall(), desk::lay_out)
        .get("/hub/stalls/{id}/upi", stall(), desk::poster)
        .get("/hub/stalls/{id}/slice", stall(), slice::show)
        .post("/hub/stalls/{id}/slices", stall(), slice::open)
        .post("/hub/stalls/{id}/slices/closing", stall(), slice::close)
        .get("/hub/stalls/{id}/offline", stall(), offline::show)
        .post("/hub/stalls/{id}/outbox", stall(), offline::take)
        .get("/hub/quotes/{id}", Right::Keeper.own(Thing::LaidOut), laid_out::show)
        .post("/hub/quotes/{id}/sale", Right::Keeper.own(Thing::LaidOut), laid_out::sell)
        .get("/hub/sales/{id}", sale(), sale::show)
        .post("/hub/sales/{id}/look", sale(), sale::look)
        .post("/hub/sales/{id}/calling-off", sale(), sale::call_off)
}

impl From<SaleError> for WebError {
    fn from(cause: SaleError) -> WebError {
        match cause {
            SaleError::Missing => WebError::Missing,
            SaleError::Raced => WebError::Busy,
            SaleError::NotNow => WebError::Conflict("wrong-stands-otherwise"),
            SaleError::Db(cause) => cause.into(),
            _ => WebError::Conflict("fault-unclear.text"),
        }
    }
}
