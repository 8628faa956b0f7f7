//! The verbs of advances: given when a hub accepts, netted when a parcel arrives, taken back when it comes to nothing; finance's
//! rule and fund.

use kernel::ids::{FundMoveId, ParcelId, PersonId};
use kernel::{BasisPoints, Day, Paise};
use store::{Db, DbError, Tx, transaction};

use super::rules::{self, Event, SHARE_MOST, State, Way};
use super::{AdvanceError, sql};
use crate::launch;
use crate::ledger::{self, Account, Kind};
use crate::orders::sql::ParcelRow;

/// A reason has so many letters at least.
const REASON_LETTERS: usize = 3;
/// A bank's reference has at least and at most so many.
const REFERENCE_LETTERS: std::ops::RangeInclusive<usize> = 6..=40;
/// No single move is larger: whoever types a digit too many is asked again.
const MOVE_MOST: Paise = Paise(1_00_00_000_00);

/// A hub has accepted a parcel: the share that the rule of today names is its maker's now, if the fund has room.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn accepted(tx: &mut Tx, parcel: &ParcelRow) -> Result<(), DbError> {
    let today = tx.now().day();
    let Some(share) = sql::share_on(tx, today).await? else { return Ok(()) };
    let amount = rules::ahead(share, parcel.maker_share);
    // In a trial no money is real: nobody is paid.
    if amount == Paise::ZERO || launch::sql::is_trial(tx, &parcel.id.to_string()).await? {
        return Ok(());
    }
    let state = if sql::take_from_fund(tx, amount).await? { State::Given } else { State::NoRoom };
    sql::insert(tx, (parcel.id, parcel.maker), share, amount, state).await?;
    if state == State::Given {
        let maker = Account::Maker(parcel.maker);
        let entry = ledger::Entry::moves(Kind::Advanced, parcel.id, amount, maker, Account::AdvanceFund)?;
        ledger::post(tx, &entry).await?;
    }
    Ok(())
}

/// A parcel has arrived that is worth `payable` to its maker: answers the rest, after what she had ahead.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn rest_of(tx: &mut Tx, parcel: ParcelId, payable: Paise) -> Result<Paise, DbError> {
    let Some(given) = sql::given(tx, parcel).await? else { return Ok(payable) };
    let (off, debt) = rules::netted(given.amount, payable);
    end(tx, &given, Event::Arrives, debt).await?;
    Ok(Paise(payable.0 - off.0))
}

/// A parcel has ended and its buyer does not have it: nothing of it is earned.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn came_to_nothing(tx: &mut Tx, parcel: ParcelId) -> Result<(), DbError> {
    let Some(given) = sql::given(tx, parcel).await? else { return Ok(()) };
    if sql::is_in_a_payout(tx, parcel).await? {
        end(tx, &given, Event::ComesBackPaid, given.amount).await
    } else {
        end(tx, &given, Event::ComesBackUnpaid, Paise::ZERO).await
    }
}

async fn end(tx: &mut Tx, given: &sql::Given, event: Event, debt: Paise) -> Result<(), DbError> {
    let Some(state) = given.state.after(event) else { return Ok(()) };
    sql::end(tx, given.parcel, state, debt).await?;
    sql::return_to_fund(tx, given.amount).await?;
    let maker = Account::Maker(given.maker);
    let entry =
        ledger::Entry::moves(Kind::AdvanceBack, given.parcel, given.amount, Account::AdvanceFund, maker)?;
    ledger::post(tx, &entry).await
}

/// From a day on another share is paid ahead.
///
/// # Errors
/// [`AdvanceError::DayOver`], [`AdvanceError::DayTaken`], [`AdvanceError::ShareTooLarge`], [`AdvanceError::NoReason`].
pub async fn set_rule(
    db: &Db,
    by: PersonId,
    (from, share): (Day, BasisPoints),
    why: &str,
) -> Result<(), AdvanceError> {
    let why = why.trim();
    if why.chars().count() < REASON_LETTERS {
        return Err(AdvanceError::NoReason);
    }
    if share > SHARE_MOST {
        return Err(AdvanceError::ShareTooLarge);
    }
    transaction!(db, tx => {
        if from < tx.now().day() {
            return Err(AdvanceError::DayOver);
        }
        if sql::insert_rule(tx, (from, share), why, by).await? { Ok(()) } else { Err(AdvanceError::DayTaken) }
    })
}

/// Finance has put money into the fund, or taken some out of it that no maker has. The bank's statement shows the reference.
///
/// # Errors
/// [`AdvanceError::TooMuch`] beyond what lies there; [`AdvanceError::ReferenceUsed`] for a move that was written down before.
pub async fn move_fund(
    db: &Db,
    by: PersonId,
    (way, amount): (Way, Paise),
    reference: &str,
) -> Result<(), AdvanceError> {
    let reference = reference.trim();
    if !REFERENCE_LETTERS.contains(&reference.chars().count()) {
        return Err(AdvanceError::NoReference);
    }
    if amount <= Paise::ZERO || amount > MOVE_MOST {
        return Err(AdvanceError::NoAmount);
    }
    transaction!(db, tx => {
        let id: FundMoveId = tx.new_id();
        if !sql::insert_move(tx, id, way.signed(amount), reference, by).await? {
            return Err(AdvanceError::ReferenceUsed);
        }
        if !sql::change_fund(tx, way.signed(amount)).await? {
            return Err(AdvanceError::TooMuch { free: sql::fund(tx).await?.free() });
        }
        let (from, to) = match way {
            Way::In => (Account::AdvanceFund, Account::Bank),
            Way::Out => (Account::Bank, Account::AdvanceFund),
        };
        let entry = ledger::Entry::moves(Kind::FundMoved, id, amount, from, to).map_err(DbError::from)?;
        Ok(ledger::post(tx, &entry).await?)
    })
}
