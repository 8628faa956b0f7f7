//! A buyer accepts: every stage becomes an order that holds its goods and its makers' weeks, and what is to be paid ahead is an order
//! that waits to be paid. All of it in one transaction, or none.

use kernel::Day;
use kernel::ids::{InstitutionOfferId, PersonId};
use store::{Db, Read, Tx, transaction};

use super::enquiry::Enquiry;
use super::machine::{EnquiryEvent, OfferEvent, OfferState};
use super::money_sql::{self, Part as Instalment};
use super::offer::{self, Offer, Stage};
use super::{InstitutionError, enquiry, offer_sql, plan, sql};
use crate::audit::{Actor, Part};
use crate::catalogue::stock;
use crate::gateways::{self, Payers};
use crate::orders::{self, Ahead, OrderError};
use crate::quotes::{self, Books, PaymentMethod, Quote};
use crate::{accounts, launch, offers, places};

/// A buyer accepts an offer, signed in with the number it was made to. Answers the code of the order by which she pays ahead; the same
/// offer twice is the same answer.
///
/// # Errors
/// [`InstitutionError::NotYours`], [`InstitutionError::TooLate`], [`InstitutionError::Short`] if others have taken a maker's weeks
/// meanwhile, [`InstitutionError::NotNow`] if another offer stands or was accepted.
pub async fn accept(
    db: &Db,
    books: &Books,
    person: PersonId,
    id: InstitutionOfferId,
) -> Result<String, InstitutionError> {
    let (offer, enquiry) = {
        let mut read = db.read().await?;
        let offer = offer::one(&mut read, id).await?.ok_or(InstitutionError::Missing)?;
        let found = enquiry::one(&mut read, offer.row.enquiry).await?.ok_or(InstitutionError::Missing)?;
        is_hers(&mut read, person, &found).await?;
        if offer.row.state == OfferState::Accepted {
            let code = money_sql::code_of_part(&mut read, id, Instalment::Advance).await?;
            return code.ok_or(InstitutionError::NotNow);
        }
        may_be_accepted(&mut read, person, &offer, &found).await?;
        (offer, found)
    };
    let mut quoted = Vec::with_capacity(offer.stages.len());
    for stage in &offer.stages {
        let ask = quotes::Ask {
            lines: stage.wants(),
            kits: Vec::new(),
            to: stage.to(&enquiry),
            method: PaymentMethod::Deposit,
            cart: None,
            stall: None,
            wanted: offers::Wanted::default(),
        };
        quoted.push((stage, quotes::make(db, books, &ask).await?));
    }
    transaction!(db, tx => { accept_in(tx, person, (&offer, &enquiry), &quoted).await })
}

/// Whether she has signed in with the number the offer was made to.
pub(super) async fn is_hers(
    read: &mut Read,
    person: PersonId,
    enquiry: &Enquiry,
) -> Result<(), InstitutionError> {
    let mobile = accounts::sql::person_row(read, person).await?.map(|(mobile, ..)| mobile);
    match mobile {
        Some(mobile) if mobile.as_str() == enquiry.contact.mobile => Ok(()),
        _ => Err(InstitutionError::NotYours),
    }
}

async fn may_be_accepted(
    read: &mut Read,
    person: PersonId,
    offer: &Offer,
    enquiry: &Enquiry,
) -> Result<(), InstitutionError> {
    if offer.row.state != OfferState::Sent {
        return Err(InstitutionError::NotNow);
    }
    if offer.row.valid_until <= read.now() {
        return Err(InstitutionError::TooLate);
    }
    match launch::admission(read, person, &enquiry.row.pin).await? {
        Some(why) => Err(InstitutionError::Closed(why)),
        None => Ok(()),
    }
}

async fn accept_in(
    tx: &mut Tx,
    person: PersonId,
    (offer, enquiry): (&Offer, &Enquiry),
    quoted: &[(&Stage, Quote)],
) -> Result<String, InstitutionError> {
    let id = offer.row.id;
    let row = offer_sql::one(tx, id).await?.ok_or(InstitutionError::Missing)?;
    let asked = sql::one(tx, row.enquiry).await?.ok_or(InstitutionError::Missing)?;
    let actor = Actor::Person(person, Part::Buyer);
    offer::change(tx, actor, &row, OfferEvent::Accepts).await?;
    enquiry::change(tx, actor, &asked, EnquiryEvent::Agrees, "").await?;
    let expires = tx.now().plus_minutes(60 * plan::rule(tx).await?.pay_hours);
    let recipient = enquiry.contact.recipient().ok_or(InstitutionError::Typed("inst_mobile"))?;
    for (stage, quote) in quoted {
        let weeks = take_weeks(tx, stage).await?;
        let ahead = Ahead { quote, person, lang: enquiry.row.lang, recipient: &recipient, expires };
        let order = orders::place_ahead(tx, &ahead, &weeks).await?.ok_or(OrderError::Raced)?;
        for (variant, week, pieces) in weeks {
            money_sql::insert_week(tx, order, (variant, week), pieces).await?;
        }
        offer_sql::set_order(tx, (id, stage.row.no), order).await?;
    }
    let whole = offer.whole();
    let ahead = super::rules::ahead(whole, offer.row.advance);
    let place =
        places::read::find_pin(tx, &enquiry.row.pin).await?.ok_or(InstitutionError::Typed("inst_pin"))?;
    let served = gateways::serves(tx, Payers::Domestic).await?;
    let days: Vec<Day> = offer.stages.iter().map(|stage| stage.row.day).collect();
    let pays = orders::Pays {
        amount: ahead,
        person,
        lang: enquiry.row.lang,
        recipient: &recipient,
        place: &place,
        days: (days[0], days[days.len() - 1]),
        through: served.by.as_str(),
        expires,
    };
    let (order, code) = orders::place_deposit(tx, &pays).await?;
    money_sql::insert_deposit(tx, order, id, Instalment::Advance).await?;
    Ok(code)
}

/// Weeks to come that a stage's makers have room in, as it stands now; this week's places and what lies ready are held by the order
/// itself.
async fn take_weeks(
    tx: &mut Tx,
    stage: &Stage,
) -> Result<Vec<(kernel::ids::VariantId, Day, u32)>, InstitutionError> {
    let today = tx.now().day();
    let monday = today.plus(-today.weekday());
    let mut all = Vec::new();
    for line in &stage.lines {
        let (good, mut room) = plan::room_of(tx, line.variant).await?.ok_or(InstitutionError::Missing)?;
        let weeks = room.take(today, stage.row.day, line.pieces);
        let weeks = weeks.ok_or_else(|| InstitutionError::Short(good.name()))?;
        all.extend(
            weeks.into_iter().filter(|(week, _)| *week > monday).map(|(week, n)| (line.variant, week, n)),
        );
    }
    Ok(all)
}

/// Opens the weeks to come that an order has taken, so that it can hold its goods.
pub(crate) async fn open_weeks(
    tx: &mut Tx,
    source: &str,
    weeks: &[(kernel::ids::VariantId, Day, u32)],
) -> Result<(), store::DbError> {
    let mut sums = std::collections::BTreeMap::new();
    for (variant, _, pieces) in weeks {
        *sums.entry(*variant).or_insert(0_i64) += i64::from(*pieces);
    }
    for (variant, pieces) in sums {
        stock::open_ahead(tx, source, variant, pieces).await?;
    }
    Ok(())
}
