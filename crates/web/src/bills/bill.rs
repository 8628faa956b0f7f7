//! One bill, for whomever it concerns: the buyer, the maker, the hub it went through, finance.

use axum::extract::{Path, State};
use axum::response::Response;
use documents::Copy;
use kernel::ids::BillId;
use market::accounts::{Role, Who};
use market::bills::{self, BillHead};

use super::press;
use crate::app::App;
use crate::desk::id_of;
use crate::error::WebError;
use crate::text::Text;
use crate::who::Buyer;

/// `GET /{lang}/bills/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    _: Text,
    buyer: Buyer,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: BillId = id_of(&id)?;
    let bill = bills::one(&mut app.db().read().await?, id).await?.ok_or(WebError::Missing)?;
    let copy = concerns(&buyer.who, &bill.head).ok_or(WebError::Missing)?;
    let paper = documents::bill(&bill, copy);
    press::answer(vec![paper], &bill.head.number).await
}

/// Which copy of a bill somebody may have; `None` if it is not hers. Who buys from herself reads as a buyer.
pub(crate) fn concerns(who: &Who, bill: &BillHead) -> Option<Copy> {
    if bill.person == who.person || who.hub() == Some(bill.hub) || who.is(Role::Finance) {
        Some(Copy::Whole)
    } else if who.makers().contains(&bill.maker) {
        Some(Copy::PlaceOnly)
    } else {
        None
    }
}

/// A bill in a list: its kind and number, and where it lies.
pub(crate) fn line(t: &Text, bill: &BillHead) -> (String, String) {
    let kind = t.get(&format!("bill-kind-{}", bill.kind));
    (format!("{kind} {}", bill.number), t.path(&format!("/bills/{}", bill.id)))
}
