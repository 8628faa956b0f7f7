//! The DC's page: what needs a decision, nine figures with what they were before, the ten blocks, what makers earn, the year, a table by
//! department, block, officer, craft or who they are, the month's targets, the funnel with why cases rest.
//! Every figure opens the rows it counts.
//!
//! Reads: through [`market::reports`]. Writes: nothing.
//!
//! Start at [`routes`].

mod charts;
mod earners;
mod gaps;
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
        .get("/office/report/incomes", Right::DcOffice, earners::show)
        .get("/office/report/gaps", Right::DcOffice, gaps::show)
        .get("/office/report/{measure}", Right::DcOffice.any(Thing::Figure), rows::show)
}
