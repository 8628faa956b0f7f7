//! Bulk and institutions, over HTTP: the form for whoever wants many pieces, her page with offer, proforma and money, the desk that plans
//! over many makers, and what each maker has of it.
//!
//! Reads and writes: through [`market::institutions`]. Whoever has the code of an enquiry may look at it, as with orders; to accept, to
//! pay the balance and to judge a sample one signs in with the number it was asked from.
//!
//! Start at [`routes`].

mod ask;
mod desk;
mod maker;
mod offer;
mod status;
mod told;

use market::institutions::InstitutionError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of bulk orders.
pub(crate) fn routes(routes: Routes) -> Routes {
    let by_code = || Right::SignedIn.any(Thing::InstitutionCode);
    let enquiry = || Right::DcOffice.any(Thing::InstitutionEnquiry);
    routes
        .get("/bulk", Right::Anybody, ask::show)
        .post("/bulk", Right::Anybody, ask::ask)
        .get("/bulk/{code}", Right::Anybody.any(Thing::InstitutionCode), status::show)
        .get("/bulk/{code}/proforma", Right::Anybody.any(Thing::InstitutionCode), status::proforma)
        .get("/bulk/{code}/mine", by_code(), status::mine)
        .post("/bulk/{code}/acceptance", by_code(), status::accept)
        .post("/bulk/{code}/balance", by_code(), status::balance)
        .post("/bulk/{code}/samples", by_code(), status::judge)
        .get("/maker/institutions", Right::Maker, maker::show)
        .get("/office/institutions", Right::DcOffice, desk::list)
        .get("/office/institutions/call", Right::DcOffice, ask::call)
        .post("/office/institutions/call", Right::DcOffice, ask::take_down)
        .get("/office/institutions/{id}", enquiry(), desk::show)
        .post("/office/institutions/{id}/offer", enquiry(), offer::send)
        .post("/office/institutions/{id}/refusal", enquiry(), desk::refuse)
        .post("/office/institutions/{id}/calling-off", enquiry(), desk::call_off)
        .post("/office/institutions/{id}/samples", enquiry(), desk::ask_sample)
        .post("/office/institutions/{id}/samples/step", enquiry(), desk::step_sample)
}

impl From<InstitutionError> for WebError {
    fn from(cause: InstitutionError) -> WebError {
        match cause {
            InstitutionError::Missing => WebError::Missing,
            InstitutionError::Typed(_) => WebError::Unclear("inst-wrong-typed"),
            InstitutionError::Short(_) => WebError::Conflict("inst-wrong-short"),
            InstitutionError::NotSold(_) => WebError::Conflict("inst-wrong-not-sold"),
            InstitutionError::NotYours => WebError::Conflict("inst-wrong-not-yours"),
            InstitutionError::TooLate => WebError::Conflict("inst-wrong-too-late"),
            InstitutionError::Closed(_) => WebError::Conflict("inst-wrong-closed"),
            InstitutionError::NotNow => WebError::Conflict("wrong-stands-otherwise"),
            InstitutionError::Raced => WebError::Conflict("wrong-raced"),
            InstitutionError::Quote(_) | InstitutionError::Order(_) => WebError::Conflict("inst-wrong-order"),
            InstitutionError::Db(cause) => cause.into(),
        }
    }
}
