//! Claims over HTTP: finance gives back pieces that had reached their buyer, and a second person decides on much.
//!
//! Reads and writes: through [`market::claims`]. An order is found by its code; nobody types an amount.
//!
//! Start at [`routes`].

mod desk;

use market::claims::ClaimError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of claims.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/finance/claims", Right::Finance, desk::show)
        .post("/finance/claims", Right::Finance, desk::ask)
        .post("/finance/claims/{id}/decision", Right::Finance.any(Thing::Claim), desk::decide)
}

impl From<ClaimError> for WebError {
    fn from(cause: ClaimError) -> WebError {
        match cause {
            ClaimError::Missing => WebError::Missing,
            ClaimError::NotDelivered => WebError::Unclear("claim-wrong-not-delivered"),
            ClaimError::TooMany { .. } => WebError::Unclear("claim-wrong-count"),
            ClaimError::NoReason => WebError::Unclear("claim-wrong-reason"),
            ClaimError::SamePerson => WebError::Conflict("claim-wrong-same-person"),
            ClaimError::NotNow(_) | ClaimError::Raced => WebError::Conflict("claim-wrong-decided"),
            ClaimError::Db(cause) => cause.into(),
        }
    }
}
