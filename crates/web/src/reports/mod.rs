//! The DC's page: what needs a decision, the month's targets, ten figures with what they were before, the ten blocks, four departments,
//! what makers earn.
//! Every figure opens the rows it counts.
//!
//! Reads: through [`market::reports`]. Writes: nothing.
//!
//! Start at [`routes`].

mod page;
mod rows;
mod told;
mod unpaid;

pub(crate) use told::{Wanted, names};

use crate::routes::{Right, Routes, Thing};

/// The addresses of the DC's page.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/office/report", Right::DcOffice, page::show)
        .get("/office/report/unpaid", Right::DcOffice, unpaid::show)
        .get("/office/report/{measure}", Right::DcOffice.any(Thing::Figure), rows::show)
}
