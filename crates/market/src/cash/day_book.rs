//! A hub's cash box: what is paid in at the bank, what is counted, and how two people write down what is not there.

use kernel::ids::{CashCountId, CashHandoverId, HubId, PersonId};
use kernel::{Paise, Time};
use store::{Db, DbError, Tx, transaction};

use super::CashError;
use super::rules::{CountEvent, CountState};
use super::sql::{self, CountRow, NewCount};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::ledger::{self, Account, Kind};

/// A reason is a few words, a number of the bank a few letters.
const REASON_MOST: usize = 200;
pub(super) const REFERENCE_MOST: usize = 40;

/// The number of a slip or reference, tidied.
pub(super) fn reference(typed: &str) -> Result<String, CashError> {
    let clean = typed.trim().to_ascii_uppercase();
    let fits = (3..=REFERENCE_MOST).contains(&clean.chars().count());
    if fits { Ok(clean) } else { Err(CashError::NoReference) }
}

/// A keeper has paid cash in at the bank.
///
/// # Errors
/// [`CashError::TooMuch`] beyond what lies there; [`CashError::ReferenceUsed`] for a slip that was written down before.
pub async fn hand_to_bank(
    db: &Db,
    by: PersonId,
    hub: HubId,
    amount: Paise,
    slip: &str,
) -> Result<(), CashError> {
    let slip = reference(slip)?;
    if amount <= Paise::ZERO {
        return Err(CashError::NoAmount);
    }
    transaction!(db, tx => {
        let held = ledger::balance(tx, Account::CashHub(hub)).await?;
        if amount > held {
            return Err(CashError::TooMuch { held });
        }
        let id: CashHandoverId = tx.new_id();
        if !sql::insert_handover(tx, id, hub, amount, &slip, by).await? {
            return Err(CashError::ReferenceUsed);
        }
        let entry = ledger::Entry::moves(Kind::CashBanked, id, amount, Account::CashHub(hub), Account::Bank);
        Ok(ledger::post(tx, &entry.map_err(DbError::from)?).await?)
    })
}

/// A keeper has counted the cash box. If it is as the book says, that is all; else she says why, and a second person decides.
///
/// # Errors
/// [`CashError::NoReason`] if it differs and nothing is said; [`CashError::CountWaits`] while another count does.
pub async fn count(
    db: &Db,
    by: PersonId,
    hub: HubId,
    counted: Paise,
    why: &str,
) -> Result<CountState, CashError> {
    let why = why.trim();
    if counted.is_negative() {
        return Err(CashError::NoAmount);
    }
    transaction!(db, tx => {
        if sql::count_waits(tx, hub).await? {
            return Err(CashError::CountWaits);
        }
        let book = ledger::balance(tx, Account::CashHub(hub)).await?;
        let state = if book == counted { CountState::Right } else { CountState::Asked };
        if state == CountState::Asked && (why.is_empty() || why.chars().count() > REASON_MOST) {
            return Err(CashError::NoReason);
        }
        let id: CashCountId = tx.new_id();
        let actor = Actor::Person(by, Part::HubKeeper);
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor,
            act: "count.write",
            from: "",
            to: state.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        sql::insert_count(tx, &NewCount { id, hub, book, counted, why, state, by, trail }).await?;
        Ok(state)
    })
}

/// What a second person says to a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is so: the book follows what was counted.
    Agrees,
    /// It is to be counted again.
    Refuses,
}

impl Decision {
    const fn event(self) -> CountEvent {
        match self {
            Decision::Agrees => CountEvent::Agrees,
            Decision::Refuses => CountEvent::Refuses,
        }
    }
}

/// A second person decides on a count. What was taken or handed on since it was made stays as it is: the difference is what is
/// written down.
///
/// # Errors
/// [`CashError::SamePerson`] for whoever counted; [`CashError::NotNow`] the second time.
pub async fn decide(db: &Db, by: PersonId, id: CashCountId, decision: Decision) -> Result<(), CashError> {
    transaction!(db, tx => {
        let row = sql::count(tx, id).await?.ok_or(CashError::Missing)?;
        let next = row.state.after(decision.event()).ok_or(CashError::NotNow)?;
        if row.counted_by == by {
            return Err(CashError::SamePerson);
        }
        move_count(tx, &row, by, (decision.event(), next)).await?;
        if decision == Decision::Agrees {
            let missing = row.book.minus(row.counted).ok_or_else(|| DbError::Failed("too large".to_owned()))?;
            let cash = Account::CashHub(row.hub);
            let entry = ledger::Entry::moves(Kind::CashCounted, id, missing, cash, Account::CashShort);
            ledger::post(tx, &entry.map_err(DbError::from)?).await?;
        }
        Ok(())
    })
}

async fn move_count(
    tx: &mut Tx,
    row: &CountRow,
    by: PersonId,
    (event, next): (CountEvent, CountState),
) -> Result<(), CashError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor: Actor::Person(by, Part::Finance),
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let now: Time = tx.now();
    if sql::move_count(tx, row, next, (by, now), &trail).await? { Ok(()) } else { Err(CashError::Raced) }
}
