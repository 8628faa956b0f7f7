//! The verbs of bookings.

use kernel::ids::{ArticleRangeId, BookingId, HubId, PersonId, ShipmentId};
use kernel::india::ArticleNumber;
use store::{Db, DbError, Tx, transaction};

use super::machine::{BookingState, Event};
use super::sql::{self, BookingRow, NewBooking};
use super::{BookingError, read};
use crate::audit::{self, Actor, Entry, Trail};
use crate::couriers;
use crate::delivery::{Carrier, Shipment, rules};

/// Gives the post's next number to every shipment of a hub that is ready for the post and has none. Answers how many were
/// given; a second press gives none.
///
/// # Errors
/// [`BookingError::NoNumbers`] if there are too few; none is given then.
pub async fn number_all(db: &Db, actor: Actor, hub: HubId) -> Result<usize, BookingError> {
    transaction!(db, tx => {
        let ready = read::ready(tx, hub, Carrier::IndiaPost).await?;
        let without: Vec<_> = ready.iter().filter(|one| one.number.is_none()).collect();
        for shipment in &without {
            let (range, letters, serial) = sql::take_serial(tx).await?.ok_or(BookingError::NoNumbers)?;
            let number = ArticleNumber::of(&letters, serial);
            let number = number.ok_or_else(|| DbError::Failed(format!("{letters}{serial} is no number")))?;
            book_post(tx, actor, shipment.id, &number, Some(range)).await?;
        }
        Ok(without.len())
    })
}

/// Books a shipment with the post under a number: of a range, or one that was typed.
async fn book_post(
    tx: &mut Tx,
    actor: Actor,
    shipment: ShipmentId,
    number: &ArticleNumber,
    range: Option<ArticleRangeId>,
) -> Result<(), DbError> {
    let id: BookingId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor,
        act: Event::Books.as_str(),
        from: "",
        to: BookingState::Booked.as_str(),
        note: number.as_str(),
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let new = NewBooking {
        id,
        shipment,
        carrier: Carrier::IndiaPost,
        state: BookingState::Booked,
        number: Some(number.as_str()),
        range,
        trail: &trail,
    };
    sql::insert(tx, &new).await
}

/// The number under which a shipment is booked with its carrier, if it is.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn booked_number(
    tx: &mut Tx,
    shipment: ShipmentId,
    carrier: Carrier,
) -> Result<Option<String>, DbError> {
    let row = sql::booking(tx, shipment, carrier).await?;
    Ok(row.filter(|row| row.state == BookingState::Booked).and_then(|row| row.number))
}

/// Writes down a number a keeper typed off the post's own sticker.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn typed(
    tx: &mut Tx,
    actor: Actor,
    shipment: ShipmentId,
    number: &ArticleNumber,
) -> Result<(), DbError> {
    book_post(tx, actor, shipment, number, None).await
}

/// A shipment does not travel any more: what was booked for it is called off. A number of the post is not given again.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn call_off(tx: &mut Tx, shipment: ShipmentId) -> Result<(), DbError> {
    for row in sql::bookings_of(tx, shipment).await? {
        if let Ok(next) = row.state.after(Event::CallsOff) {
            move_to(tx, &row, (Event::CallsOff, next), Actor::Mart, "").await?;
        }
    }
    Ok(())
}

/// Moves a booking with its entry in the trail. What is called off with an agent is called off there too.
///
/// # Errors
/// [`DbError`] if the database fails or the booking changed within its own transaction.
pub(crate) async fn move_to(
    tx: &mut Tx,
    row: &BookingRow,
    (event, next): (Event, BookingState),
    actor: Actor,
    note: &str,
) -> Result<(), DbError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note,
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if event == Event::CallsOff && row.carrier == Carrier::Agent {
        couriers::take::call_off_there(tx, row.id, "").await?;
    }
    if sql::move_booking(tx, row, next, &trail).await? {
        Ok(())
    } else {
        Err(DbError::Failed(format!("{} changed within its own transaction", row.id)))
    }
}

/// What a keeper found on the scales: grams, and millimetres where she measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// With all packing.
    pub weight_g: i64,
    /// Length, breadth, height; zeros where it was not measured.
    pub measures_mm: [i64; 3],
}

impl Weighed {
    /// The field that is wrong, if one is.
    fn fault(self) -> Option<&'static str> {
        let [length, breadth, height] = self.measures_mm;
        let measured = self.measures_mm.iter().filter(|side| **side > 0).count();
        if !(1..=rules::HEAVIEST_G).contains(&self.weight_g) {
            Some("weighed_g")
        } else if !matches!(measured, 0 | 3) || !(0..=3_000).contains(&length) {
            Some("length_cm")
        } else if !(0..=3_000).contains(&breadth) {
            Some("breadth_cm")
        } else {
            (!(0..=3_000).contains(&height)).then_some("height_cm")
        }
    }
}

/// A keeper weighs a packed shipment. It goes to the carrier with this weight; the buyer's freight stays as it was quoted.
///
/// # Errors
/// [`BookingError::NotAWeight`] with the field; [`BookingError::Gone`] once it has left.
pub async fn weigh(
    db: &Db,
    by: PersonId,
    hub: HubId,
    shipment: ShipmentId,
    weighed: Weighed,
) -> Result<(), BookingError> {
    if let Some(field) = weighed.fault() {
        return Err(BookingError::NotAWeight(field));
    }
    transaction!(db, tx => {
        let row = crate::delivery::sql::shipment_at(tx, hub, shipment).await?.ok_or(BookingError::Missing)?;
        if row.state != Shipment::Planned {
            return Err(BookingError::Gone);
        }
        Ok(sql::insert_weighing(tx, shipment, by, weighed).await?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_sides_or_none_and_no_more_than_the_post_takes() {
        let fault = |weight_g, measures_mm| Weighed { weight_g, measures_mm }.fault();
        assert_eq!(fault(1_200, [0, 0, 0]), None);
        assert_eq!(fault(1_200, [300, 200, 100]), None);
        assert_eq!(fault(0, [0, 0, 0]), Some("weighed_g"));
        assert_eq!(fault(35_001, [0, 0, 0]), Some("weighed_g"));
        assert_eq!(fault(1_200, [300, 0, 100]), Some("length_cm"));
        assert_eq!(fault(1_200, [300, 200, 3_001]), Some("height_cm"));
    }
}
