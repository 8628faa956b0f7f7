//! From trial to launch over HTTP: the DC's office moves the mart from stage to stage and invites; in a trial visitors say what they
//! think of a page, and who is not invited is told so kindly.
//!
//! Reads and writes: through [`market::launch`]. Never: marks an order itself; the statement that writes it does.
//!
//! Start at [`routes`].

mod checks;
mod gate;
mod office;
mod restores;
mod said;
mod visitor;

use market::launch::LaunchError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of stages and trials.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/office/launch", Right::DcOffice, office::show)
        .post("/office/launch/stage", Right::DcOffice, office::set_stage)
        .post("/office/launch/signature", Right::DcOffice, gate::sign)
        .get("/office/launch/checks/{check}", Right::DcOffice.any(Thing::GateCheck), checks::show)
        .get("/admin/restores", Right::Administrator, restores::show)
        .post("/admin/restores", Right::Administrator, restores::note)
        .post("/admin/restores/{id}/agreement", Right::Administrator.any(Thing::RestoreWord), restores::agree)
        .post("/office/launch/guests", Right::DcOffice, office::invite)
        .post("/office/launch/guests/removal", Right::DcOffice, office::uninvite)
        .post("/office/launch/wishes", Right::DcOffice, office::invite_asked)
        .post("/office/launch/pins", Right::DcOffice, office::open_pin)
        .post("/office/launch/pins/removal", Right::DcOffice, office::close_pin)
        .get("/office/launch/feedback/{id}", Right::DcOffice.any(Thing::Feedback), said::show)
        .post("/office/launch/feedback/{id}/task", Right::DcOffice.any(Thing::Feedback), said::give)
        .get("/trial", Right::Anybody, visitor::show)
        .post("/trial/wishes", Right::SignedIn, visitor::wish)
        .get("/feedback", Right::Anybody, visitor::ask)
        .post("/feedback", Right::Anybody, visitor::say)
}

impl From<LaunchError> for WebError {
    fn from(cause: LaunchError) -> WebError {
        match cause {
            LaunchError::Missing => WebError::Missing,
            LaunchError::NotNow(_) => WebError::Conflict("launch-wrong-stage"),
            LaunchError::NotSigned | LaunchError::NotGreen(_) => WebError::Conflict("gate-wrong-red"),
            LaunchError::BadDay => WebError::Unclear("restore-wrong-day"),
            LaunchError::SamePerson => WebError::Conflict("restore-wrong-same"),
            LaunchError::NoWords => WebError::Unclear("launch-wrong-words"),
            LaunchError::NoPin => WebError::Unclear("wrong-no-such-pin"),
            LaunchError::TooMany => WebError::TooOften(3_600),
            LaunchError::Raced => WebError::Conflict("wrong-raced"),
            LaunchError::Db(cause) => cause.into(),
        }
    }
}
