//! Versions of goods over HTTP: a maker or her officer proposes, a second person looks at old and new side by side and decides.
//!
//! Reads and writes: through [`market::proposals`] and [`market::catalogue::own`]. Another's good or proposal does not exist.
//!
//! Start at [`routes`]; the same rooms lie on a maker's and an officer's desk ([`edit`], [`sizes`]), and on an officer's and a
//! head's ([`desk`]).

pub(crate) mod costs;
mod desk;
mod edit;
mod good;
mod sizes;
mod told;
mod translation;

use market::proposals::ProposalError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of versions.
pub(crate) fn routes(routes: Routes) -> Routes {
    let routes = edits(edits(routes, "/maker", Right::Maker), "/officer", Right::Officer);
    let routes = reviews(reviews(routes, "/officer", Right::Officer), "/head", Right::Head);
    routes
        .get("/officer/translations", Right::Officer, translation::list)
        .get("/officer/translations/{slug}", Right::Officer.own(Thing::Product), translation::show)
        .post("/officer/translations/{slug}", Right::Officer.own(Thing::Product), translation::save)
        .get("/officer/goods", Right::Officer, good::list)
        .get("/officer/goods/{slug}", Right::Officer.own(Thing::Product), good::show)
}

fn edits(routes: Routes, at: &str, right: Right) -> Routes {
    let own = right.own(Thing::Product);
    let to = |rest: &str| format!("{at}/goods/{{slug}}{rest}");
    routes
        .get(&to("/words"), own, edit::show)
        .post(&to("/words"), own, edit::propose)
        .get(&to("/costs"), own, costs::show)
        .post(&to("/costs"), own, costs::set)
        .get(&to("/sizes"), own, sizes::show)
        .post(&to("/sizes"), own, sizes::propose)
        .post(&to("/sizes/end"), own, sizes::end)
        .post(&to("/retirement"), own, sizes::retire)
        .post(&to("/return"), own, sizes::take_back)
}

fn reviews(routes: Routes, at: &str, right: Right) -> Routes {
    let own = right.own(Thing::Proposal);
    let to = |rest: &str| format!("{at}/proposals{rest}");
    routes
        .get(&to(""), right, desk::list)
        .get(&to("/{id}"), own, desk::show)
        .post(&to("/{id}/approval"), own, desk::approve)
        .post(&to("/{id}/refusal"), own, desk::refuse)
}

impl From<ProposalError> for WebError {
    fn from(cause: ProposalError) -> WebError {
        match cause {
            ProposalError::Missing => WebError::Missing,
            ProposalError::Nothing => WebError::Conflict("versions-wrong-nothing"),
            ProposalError::Unfit(_) => WebError::Unclear("versions-unfit-missing"),
            ProposalError::SamePerson => WebError::Conflict("versions-wrong-same-person"),
            ProposalError::Newer(_) => WebError::Conflict("versions-wrong-newer"),
            ProposalError::Changed => WebError::Conflict("versions-wrong-changed"),
            ProposalError::NoWords => WebError::Unclear("versions-wrong-no-words"),
            ProposalError::NotNow(_) => WebError::Conflict("versions-wrong-decided"),
            ProposalError::Raced => WebError::Conflict("wrong-raced"),
            ProposalError::Db(cause) => cause.into(),
        }
    }
}
