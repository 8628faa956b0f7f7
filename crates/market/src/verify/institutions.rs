//! The checks of deals with institutions: what is held is what was paid, less what was used and went back; what makers were asked for is
//! what was offered.

use kernel::ids::{InstitutionEnquiryId, InstitutionOfferId, InstitutionSampleId};
use store::{DbError, Read};

use super::institutions_sql as sql;
use super::paths::{begins, states};
use super::{Check, Found, each};
use crate::institutions::{EnquiryEvent, EnquiryState, OfferEvent, OfferState, SampleEvent, SampleState};

/// Deals beside the journal, their offers and their orders.
pub(super) async fn deals(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut money, mut pieces) = (Found::default(), Found::default());
    each(read, sql::held, |row| {
        let held = row.paid.0 - row.used.0 - row.returned.0;
        if held < 0 || held != row.booked.0 {
            let (paid, used, returned) = (row.paid, row.used, row.returned);
            let booked = row.booked;
            money.add(format!(
                "{}: {paid} paid, {used} used, {returned} went back; the journal holds {booked}",
                row.id
            ));
        }
    })
    .await?;
    each(read, sql::stages, |row| {
        let (offered, ordered) = (row.offered, row.ordered);
        if offered != ordered || row.offered_paise != row.ordered_paise {
            pieces.add(format!(
                "{}: {offered} pieces for {} were offered, {ordered} for {} ordered",
                row.id, row.offered_paise, row.ordered_paise
            ));
        }
        if row.is_covered == 0 {
            pieces.add(format!("{}: makers were asked and nothing was paid ahead", row.id));
        }
    })
    .await?;
    Ok([
        money.under("what institutions paid ahead is held, used or went back, and the journal says the same"),
        pieces.under("every stage of a deal is ordered as it was offered, after its advance was paid"),
    ])
}

/// The ways enquiries, offers and samples may go.
pub(super) fn is_legal(kind: &str, act: &str, from: &str, to: &str) -> bool {
    match kind {
        InstitutionEnquiryId::PREFIX => {
            let step = states::<EnquiryState>(from, to).is_some_and(|(from, to)| {
                EnquiryEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
            });
            begins(act, from, to, "institution.ask", "asked") || step
        }
        InstitutionOfferId::PREFIX => {
            let step = states::<OfferState>(from, to).is_some_and(|(from, to)| {
                OfferEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
            });
            begins(act, from, to, "institution_offer.send", "sent") || step
        }
        InstitutionSampleId::PREFIX => {
            let step = states::<SampleState>(from, to).is_some_and(|(from, to)| {
                SampleEvent::ALL.iter().any(|event| event.as_str() == act && from.after(*event) == Some(to))
            });
            begins(act, from, to, "sample.ask", "asked") || step
        }
        _ => false,
    }
}
