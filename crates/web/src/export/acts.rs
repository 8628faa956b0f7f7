//! What the desk does to a case, one step each. A step that is refused comes back on the case's page with the reason.

use axum::response::Response;
use kernel::digits::only_digits;
use kernel::ids::ExportCaseId;
use kernel::{Day, Paise};
use market::export::case::{self, Money, Packed};
use market::export::{ExportError, Remittance, Scheme};
use market::media::Eyes;

use super::case::{page, path_of};
use super::desk::HERE;
use super::told;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::{office, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed};
use crate::parts::Wrongs;
use crate::upload::WithPhoto;

/// A step of the case an address names.
pub(super) type Step = office::Step<ExportCaseId>;

impl Step {
    /// To the page of the case; with what was typed and why, if it was refused.
    async fn end(
        self,
        done: Result<(), ExportError>,
        typed: &Typed,
        field: &'static str,
    ) -> Result<Response, WebError> {
        match done {
            Ok(()) => Ok(to(&self.t, &path_of(self.id))),
            Err(cause) => {
                let wrongs = told::wrong(&self.t, cause, field)?;
                self.again(typed, wrongs).await
            }
        }
    }

    async fn again(self, typed: &Typed, wrongs: Wrongs) -> Result<Response, WebError> {
        let board = page(&self.app, &self.t, &self.office, self.id, typed, wrongs).await?;
        send(&self.app, self.t, &self.asked, &path_of(self.id), &board)
    }
}

/// A whole number as it was typed; what is none is an impossible one.
fn number(typed: &Typed, name: &str) -> i64 {
    only_digits(typed.get(name)).parse().unwrap_or(-1)
}

fn amount(typed: &Typed, name: &'static str) -> Result<Paise, ExportError> {
    Paise::typed(typed.get(name)).ok_or(ExportError::Typed(name))
}

fn day(typed: &Typed, name: &'static str) -> Result<Day, ExportError> {
    typed.day(name).ok_or(ExportError::Typed(name))
}

/// `POST /{lang}/office/export/cases/{id}/packing`.
pub(super) async fn pack(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let packed = Packed {
        box_name: typed.get("box_name"),
        gross_g: number(&typed, "box_gross_g"),
        size_mm: ["box_length", "box_breadth", "box_height"]
            .map(|side| number(&typed, side).saturating_mul(10)),
        certificate: typed.get("box_certificate"),
    };
    let done = case::pack(step.app.db(), step.by(), step.id, &packed).await;
    // Three fields are one measure.
    let done = done.map_err(|cause| match cause {
        ExportError::Typed("box_size") => ExportError::Typed("box_length"),
        other => other,
    });
    step.end(done, &typed, "box_name").await
}

/// `POST /{lang}/office/export/cases/{id}/photos`.
pub(super) async fn add_photo(step: Step, form: WithPhoto) -> Result<Response, WebError> {
    let developed = match &form.photo {
        None => Err("no-photo-none"),
        Some(photo) => darkroom::develop(&step.app, photo.clone(), Eyes::Few).await?.map_err(key_of),
    };
    match developed {
        Ok(kept) => {
            let done = case::add_photo(step.app.db(), step.by(), step.id, &kept).await;
            step.end(done, &form.typed, "file-box").await
        }
        Err(key) => {
            let wrongs = Wrongs::none().and("file-box", step.t.get(key));
            step.again(&form.typed, wrongs).await
        }
    }
}

/// `POST /{lang}/office/export/cases/{id}/readiness`.
pub(super) async fn make_ready(
    step: Step,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let done = case::make_ready(step.app.db(), step.by(), step.id).await;
    step.end(done, &Typed::default(), "box_name").await
}

/// `POST /{lang}/office/export/cases/{id}/departure`.
pub(super) async fn hand_over(step: Step, Filled(Nothing {}): Filled<Nothing>) -> Result<Response, WebError> {
    let done = case::hand_over(step.app.db(), step.by(), step.id).await;
    step.end(done, &Typed::default(), "box_name").await
}

/// `POST /{lang}/office/export/cases/{id}/proof`.
pub(super) async fn prove(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let done = match day(&typed, "bill_day") {
        Ok(day) => {
            let proof = (typed.get("bill_number"), day, typed.get("office_code"));
            case::prove(step.app.db(), step.by(), step.id, proof).await
        }
        Err(cause) => Err(cause),
    };
    step.end(done, &typed, "bill_number").await
}

fn money(typed: &Typed) -> Result<Money<'_>, ExportError> {
    let kind: Remittance =
        typed.get("remittance_kind").parse().map_err(|_| ExportError::Typed("remittance_kind"))?;
    Ok(Money {
        kind,
        number: typed.get("remittance_number"),
        day: day(typed, "remittance_day")?,
        amount: amount(typed, "remittance_amount")?,
        charges: amount(typed, "remittance_charges")?,
    })
}

/// `POST /{lang}/office/export/cases/{id}/remittance`.
pub(super) async fn remit(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let done = match money(&typed) {
        Ok(money) => case::remit(step.app.db(), step.by(), step.id, &money).await,
        Err(cause) => Err(cause),
    };
    step.end(done, &typed, "remittance_amount").await
}

/// `POST /{lang}/office/export/cases/{id}/scheme`.
pub(super) async fn claim(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let scheme = typed.get("scheme").parse::<Scheme>().map_err(|_| ExportError::Typed("scheme"));
    let amount = match &scheme {
        Ok(Scheme::None) => Ok(Paise::ZERO),
        _ => amount(&typed, "scheme_amount"),
    };
    let done = match (scheme, amount) {
        (Ok(scheme), Ok(amount)) => {
            case::claim(step.app.db(), step.by(), step.id, (scheme, typed.get("scheme_reference"), amount))
                .await
        }
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
    };
    step.end(done, &typed, "scheme").await
}

/// `POST /{lang}/office/export/cases/{id}/closing`.
pub(super) async fn close(step: Step, Filled(Nothing {}): Filled<Nothing>) -> Result<Response, WebError> {
    case::close(step.app.db(), step.by(), step.id).await?;
    Ok(to(&step.t, HERE))
}

/// `POST /{lang}/office/export/cases/{id}/cancellation`.
pub(super) async fn cancel(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let done = case::cancel(step.app.db(), step.by(), step.id, typed.get("cancel_reason")).await;
    step.end(done, &typed, "cancel_reason").await
}
