//! The calendar of goods over HTTP: a maker says when she is away; an officer sees whose licence is missing or runs out and writes it down.
//!
//! Reads and writes: through [`market::away`] and [`market::licences`]. Another's days or licence do not exist.
//!
//! Start at [`routes`].

mod away;
mod licences;

pub(crate) use licences::{of_day, of_head};

use crate::routes::{Right, Routes, Thing};

/// The addresses of away days and licences.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/maker/away", Right::Maker, away::show)
        .post("/maker/away", Right::Maker, away::say)
        .post("/maker/away/{id}/end", Right::Maker.own(Thing::Away), away::come_back)
        .get("/officer/licences", Right::Officer, licences::list)
        .get("/officer/licences/{slug}", Right::Officer.own(Thing::Maker), licences::show)
        .post("/officer/licences/{slug}", Right::Officer.own(Thing::Maker), licences::renew)
}
