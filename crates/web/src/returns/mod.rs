//! Returns over HTTP: a buyer shows what is wrong, an officer or finance decides with the hub's photo beside hers, a keeper looks at
//! what came back.
//!
//! Reads and writes: through [`market::returns`]. Another's return does not exist.
//!
//! Start at [`routes`].

mod buyer;
mod desk;
mod rules;
mod told;

use market::returns::ReturnError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of returns.
pub(crate) fn routes(routes: Routes) -> Routes {
    let order = || Right::SignedIn.own(Thing::Order);
    let routes = routes
        .get("/orders/{code}/returns", order(), buyer::show)
        .post("/orders/{code}/returns", order(), buyer::ask)
        .post("/orders/{code}/returns/withdrawal", order(), buyer::withdraw)
        .post("/orders/{code}/returns/fetching", order(), buyer::want_fetched)
        .get("/help/broken", Right::Anybody, rules::show);
    let desks = [
        ("/officer", Right::Officer.own(Thing::Return)),
        ("/finance", Right::Finance.any(Thing::Return)),
        ("/hub", Right::Keeper.own(Thing::Return)),
    ];
    let routes = desks.into_iter().fold(routes, |routes, (at, access)| {
        routes
            .get(&format!("{at}/returns"), access.right, desk::list)
            .get(&format!("{at}/returns/{{id}}"), access, desk::show)
            .get(&format!("{at}/returns/{{id}}/photos/{{which}}"), access, desk::photo)
    });
    routes
        .post("/officer/returns/{id}/decision", Right::Officer.own(Thing::Return), desk::decide)
        .post("/finance/returns/{id}/decision", Right::Finance.any(Thing::Return), desk::decide)
        .post("/hub/returns/{id}/fetching", Right::Keeper.own(Thing::Return), desk::fetched)
        .post("/hub/returns/{id}/inspection", Right::Keeper.own(Thing::Return), desk::inspect)
}

impl From<ReturnError> for WebError {
    fn from(cause: ReturnError) -> WebError {
        match cause {
            ReturnError::Missing => WebError::Missing,
            ReturnError::NotInTime => WebError::Unclear("return-wrong-time"),
            ReturnError::TooMany { .. } => WebError::Unclear("return-wrong-pieces"),
            ReturnError::BadReason => WebError::Unclear("return-wrong-reason"),
            ReturnError::NoPhoto => WebError::Unclear("return-wrong-photo"),
            ReturnError::NoPiece => WebError::Unclear("return-wrong-piece"),
            ReturnError::NotFetched => WebError::Conflict("return-wrong-fetch"),
            ReturnError::NoWords => WebError::Unclear("return-wrong-words"),
            ReturnError::NotNow(_) | ReturnError::Raced => WebError::Conflict("return-wrong-stands"),
            ReturnError::Claim(cause) => cause.into(),
            ReturnError::Db(cause) => cause.into(),
        }
    }
}
