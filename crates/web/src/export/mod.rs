//! Goods that go abroad, over HTTP: what a reader abroad is told and may ask, what an officer writes down of a good, the desk in the
//! DC's office with its enquiries and cases, stops of a head, rates of exchange of finance.
//!
//! Reads and writes: through [`market::export`]. Who is abroad signs in nowhere: whoever has the code of an enquiry may look at it,
//! as with orders.
//!
//! Start at [`routes`].

mod abroad;
mod acts;
mod book;
mod case;
mod desk;
mod officer;
mod told;

use market::export::ExportError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of what goes abroad.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (enquiry, case) =
        (|| Right::DcOffice.any(Thing::ExportEnquiry), || Right::DcOffice.any(Thing::ExportCase));
    routes
        .get("/abroad/{slug}", Right::Anybody.any(Thing::Product), abroad::show)
        .post("/enquiries", Right::Anybody, abroad::ask)
        .get("/enquiries/{code}", Right::Anybody.any(Thing::ExportCode), abroad::enquiry)
        .get("/officer/export", Right::Officer, officer::list)
        .get("/officer/export/{slug}", Right::Officer.own(Thing::Product), officer::show)
        .post("/officer/export/{slug}", Right::Officer.own(Thing::Product), officer::write)
        .get("/head/export", Right::Head, book::countries)
        .post("/head/export", Right::Head, book::say)
        .get("/finance/exchange", Right::Finance, book::exchange)
        .post("/finance/exchange", Right::Finance, book::enter_exchange)
        .get("/office/export", Right::DcOffice, desk::list)
        .get("/office/export/book", Right::DcOffice, book::show)
        .post("/office/export/exporters", Right::DcOffice, book::enter_exporter)
        .post("/office/export/rates", Right::DcOffice, book::enter_rates)
        .get("/office/export/enquiries/{id}", enquiry(), desk::show)
        .post("/office/export/enquiries/{id}/offer", enquiry(), desk::offer)
        .post("/office/export/enquiries/{id}/refusal", enquiry(), desk::refuse)
        .post("/office/export/enquiries/{id}/case", enquiry(), desk::open)
        .get("/office/export/cases/{id}", case(), case::show)
        .get("/office/export/cases/{id}/papers", case(), case::papers)
        .get("/office/export/cases/{id}/sheet", case(), case::sheet)
        .get("/office/export/cases/{id}/photo", case(), case::photo)
        .post("/office/export/cases/{id}/packing", case(), acts::pack)
        .post("/office/export/cases/{id}/photos", case(), acts::add_photo)
        .post("/office/export/cases/{id}/readiness", case(), acts::make_ready)
        .post("/office/export/cases/{id}/departure", case(), acts::hand_over)
        .post("/office/export/cases/{id}/proof", case(), acts::prove)
        .post("/office/export/cases/{id}/remittance", case(), acts::remit)
        .post("/office/export/cases/{id}/scheme", case(), acts::claim)
        .post("/office/export/cases/{id}/closing", case(), acts::close)
        .post("/office/export/cases/{id}/cancellation", case(), acts::cancel)
}

impl From<ExportError> for WebError {
    fn from(cause: ExportError) -> WebError {
        match cause {
            ExportError::Missing => WebError::Missing,
            ExportError::Typed(_) => WebError::Unclear("export-wrong-typed"),
            ExportError::NotReady(_) => WebError::Conflict("export-wrong-not-ready"),
            ExportError::Stays(_) => WebError::Conflict("export-wrong-stays"),
            ExportError::Faulty(_) => WebError::Conflict("export-wrong-faulty"),
            ExportError::OtherMoney(_) => WebError::Conflict("export-wrong-money"),
            ExportError::NotNow => WebError::Conflict("wrong-stands-otherwise"),
            ExportError::Raced => WebError::Conflict("wrong-raced"),
            ExportError::Quote(_) | ExportError::Order(_) => WebError::Conflict("export-wrong-order"),
            ExportError::Db(cause) => cause.into(),
        }
    }
}
