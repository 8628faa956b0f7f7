//! Targets over HTTP: what departments want to reach in a month, typed for a block or brought in a sheet, with its pace.
//!
//! Reads and writes: through [`market::targets`]. A head sees and sets her own department's; the DC's office those of all.
//!
//! Start at [`routes`].

mod page;
mod seat;
mod sheet;
mod told;

pub(crate) use told::charts;

use market::targets::TargetError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of targets.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/head/targets", Right::Head, page::of_head)
        .post("/head/targets", Right::Head, page::set_by_head)
        .get("/head/targets/sheet", Right::Head, sheet::for_head)
        .post("/head/targets/sheet", Right::Head, sheet::take_of_head)
        .get("/head/targets/{id}", Right::Head.own(Thing::Target), page::one_of_head)
        .get("/office/targets", Right::DcOffice, page::of_office)
        .post("/office/targets", Right::DcOffice, page::set_by_office)
        .get("/office/targets/sheet", Right::DcOffice, sheet::for_office)
        .post("/office/targets/sheet", Right::DcOffice, sheet::take_of_office)
        .get("/office/targets/{id}", Right::DcOffice.any(Thing::Target), page::one_of_office)
}

impl From<TargetError> for WebError {
    fn from(cause: TargetError) -> WebError {
        match cause {
            TargetError::NotYours => WebError::Missing,
            TargetError::BadMonth => WebError::Unclear("target-wrong-month"),
            TargetError::NoBlock => WebError::Unclear("target-wrong-block"),
            TargetError::BadNumber => WebError::Unclear("target-wrong-number"),
            TargetError::Raced => WebError::Conflict("wrong-raced"),
            TargetError::Db(cause) => cause.into(),
        }
    }
}
