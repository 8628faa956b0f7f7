//! What looks wrong, over HTTP: found by rule, listed for the DC's office with its evidence, explained or given to somebody.
//!
//! Reads and writes: through [`market::anomalies`]. What concerns who asks does not exist for her.
//!
//! Start at [`routes`].

mod page;

use market::anomalies::AnomalyError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of what looks wrong.
pub(crate) fn routes(routes: Routes) -> Routes {
    let one = || Right::DcOffice.any(Thing::Anomaly);
    routes
        .get("/office/anomalies", Right::DcOffice, page::list)
        .post("/office/anomalies", Right::DcOffice, page::look)
        .get("/office/anomalies/{id}", one(), page::show)
        .post("/office/anomalies/{id}/explanation", one(), page::explain)
        .post("/office/anomalies/{id}/task", one(), page::give)
}

impl From<AnomalyError> for WebError {
    fn from(cause: AnomalyError) -> WebError {
        match cause {
            AnomalyError::Missing => WebError::Missing,
            AnomalyError::NoWords => WebError::Unclear("meeting-wrong-words"),
            AnomalyError::Answered => WebError::Conflict("anomaly-wrong-answered"),
            AnomalyError::ConcernsOwner => WebError::Conflict("anomaly-wrong-owner"),
            AnomalyError::Raced => WebError::Conflict("wrong-raced"),
            AnomalyError::Task(cause) => cause.into(),
            AnomalyError::Db(cause) => cause.into(),
        }
    }
}
