//! The two verbs: a runner leaves a parcel against a photo, and its buyer says whose it is.

use kernel::Paise;
use kernel::ids::{DoorPhotoId, HubId, PersonId, ShipmentId};
use store::{Db, Tx, transaction};

use super::machine::{DoorEvent, DoorState};
use super::{DoorError, HOLD_DAYS, WITHOUT_CODE_MOST, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::complaints::{self, About, Complainant, Filing};
use crate::delivery::{self, Carrier};
use crate::media::act::{Kept, record_photo};
use crate::orders::{self, Parcel};
use crate::payouts;
use crate::quotes::PaymentMethod;

/// Whether a shipment may be left against a photo.
///
/// # Errors
/// [`DoorError::Cash`], [`DoorError::TooMuch`]; [`DoorError::Missing`] if not our own hands carry it.
pub(super) fn check(carrier: Carrier, method: PaymentMethod, goods: Paise) -> Result<(), DoorError> {
    if carrier != Carrier::OwnHands {
        return Err(DoorError::Missing);
    }
    if method == PaymentMethod::Cash {
        return Err(DoorError::Cash);
    }
    if goods > WITHOUT_CODE_MOST { Err(DoorError::TooMuch) } else { Ok(()) }
}

/// A runner leaves a shipment at the door without the code, with a photo of where. It has arrived; its makers' money waits some days
/// longer, and its buyer is told that she may say otherwise.
///
/// # Errors
/// As [`check`]; [`DoorError::Delivery`] unless it is under way.
pub async fn leave(
    db: &Db,
    (actor, by): (Actor, PersonId),
    hub: HubId,
    id: ShipmentId,
    photo: &Kept,
) -> Result<(), DoorError> {
    transaction!(db, tx => {
        let row = delivery::sql::shipment_at(tx, hub, id).await?.ok_or(DoorError::Missing)?;
        let order = orders::sql::order(tx, row.order).await?.ok_or(DoorError::Missing)?;
        let parcels = orders::sql::parcels_in(tx, id).await?;
        let goods = parcels.iter().filter(|parcel| parcel.state == Parcel::Shipped).map(|parcel| parcel.goods);
        check(row.carrier, order.method, Paise::sum(goods).ok_or(DoorError::TooMuch)?)?;
        delivery::arrive_told(tx, &row, actor, "sms-left-at-door").await?;
        record_photo(tx, photo).await?;
        let door: DoorPhotoId = tx.new_id();
        let (subject, to) = (door.to_string(), DoorState::Unsaid.as_str());
        let entry = Entry { subject, seq: 1, actor, act: "door.leave", from: "", to, note: "" };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let until = tx.now().day().plus(HOLD_DAYS);
        sql::insert(tx, door, id, (&photo.id, by), until, &trail).await?;
        let pay_by = payouts::calendar(tx).await?.paid_by(until);
        Ok(sql::pay_later(tx, id, pay_by).await?)
    })
}

/// The buyer says whose it is. «Not mine» becomes a complaint with a number and clocks; so long the makers' money waits.
///
/// # Errors
/// [`DoorError::Missing`] for another's; [`DoorError::AlreadySaid`]; [`DoorError::TooLate`]; [`DoorError::Complaint`].
pub async fn say(
    db: &Db,
    (who, by): (Complainant<'_>, PersonId),
    id: ShipmentId,
    event: DoorEvent,
    words: &str,
) -> Result<Option<String>, DoorError> {
    transaction!(db, tx => {
        let row = sql::row_of(tx, by, id).await?.ok_or(DoorError::Missing)?;
        let next = row.state.after(event).ok_or(DoorError::AlreadySaid)?;
        if row.until < tx.now().day() {
            return Err(DoorError::TooLate);
        }
        let complaint = match event {
            DoorEvent::Owns => None,
            DoorEvent::Disowns => Some(complain(tx, who, &row, words).await?),
        };
        let actor = Actor::Person(by, Part::Oneself);
        let (subject, from, to) = (row.id.to_string(), row.state.as_str(), next.as_str());
        let entry = Entry { subject, seq: row.version + 1, actor, act: event.as_str(), from, to, note: "" };
        let trail = audit::note(tx, &row.trail, &entry).await?;
        if sql::move_to(tx, &row, next, complaint.as_ref().map(|(id, _)| *id), &trail).await? {
            Ok(complaint.map(|(_, number)| number))
        } else {
            Err(DoorError::Raced)
        }
    })
}

async fn complain(
    tx: &mut Tx,
    who: Complainant<'_>,
    row: &sql::DoorRow,
    words: &str,
) -> Result<(kernel::ids::ComplaintId, String), DoorError> {
    let once = format!("door {}", row.id);
    let order = Some(row.order.as_str());
    let filing = Filing { about: About::Order, order, line: None, good: None, words, once: &once };
    Ok(complaints::file_in(tx, who, &filing, None).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_hands_leave_what_is_paid_and_not_worth_much() {
        let fits = |carrier, method, goods| check(carrier, method, goods).is_ok();
        let online = PaymentMethod::Upi;
        assert!(fits(Carrier::OwnHands, online, WITHOUT_CODE_MOST));
        assert!(!fits(Carrier::OwnHands, online, Paise(WITHOUT_CODE_MOST.0 + 1)));
        assert!(!fits(Carrier::OwnHands, PaymentMethod::Cash, Paise(1)));
        for carrier in [Carrier::IndiaPost, Carrier::Agent, Carrier::Counter] {
            assert!(!fits(carrier, online, Paise(1)), "{carrier}");
        }
    }
}
