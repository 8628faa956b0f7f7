//! Months of the ledger: a trial balance, closed by one person and agreed to by another. Then nothing can be posted into it.
//!
//! What is heard of later stands at the first moment that is open and keeps the moment it was entered (`sql::insert_entry`).

use kernel::ids::{LedgerMonthId, PersonId};
use kernel::{Day, Limit, Paise, Time};
use store::{Db, DbError, Read, Tx, transaction};

use super::months_sql as sql;
use crate::audit::{self, Actor, Entry, Part, Trail};

kernel::codes! {
    /// How the closing of a month stands.
    pub enum MonthState {
        /// One person wants to close it.
        Asked = "asked",
        /// Another has agreed: it is closed.
        Closed = "closed",
        /// It was asked for by mistake; it may be asked for anew.
        TakenBack = "taken_back",
    }
}

kernel::codes! {
    /// What happens to it.
    pub enum Event {
        /// A second person agrees to the totals.
        Agrees = "month.agree",
        /// Somebody takes the wish back.
        TakesBack = "month.take_back",
        /// Somebody wants it after all.
        AsksAgain = "month.ask_again",
    }
}

impl MonthState {
    /// The only way the closing of a month changes; `None` if it cannot.
    pub const fn after(self, event: Event) -> Option<MonthState> {
        match (self, event) {
            (MonthState::Asked, Event::Agrees) => Some(MonthState::Closed),
            (MonthState::Asked, Event::TakesBack) => Some(MonthState::TakenBack),
            (MonthState::TakenBack, Event::AsksAgain) => Some(MonthState::Asked),
            (MonthState::Asked, Event::AsksAgain)
            | (MonthState::TakenBack, Event::Agrees | Event::TakesBack)
            | (MonthState::Closed, Event::Agrees | Event::TakesBack | Event::AsksAgain) => None,
        }
    }
}

/// Why a month is not closed. Each variant has a message in `locales/*/finance.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum MonthError {
    /// It has not ended yet.
    #[error("the month has not ended")]
    NotOver,
    /// Another month must be closed before it, or it is closed.
    #[error("it is not this month's turn")]
    NotItsTurn,
    /// Somebody has asked for it already.
    #[error("the month waits for a second person")]
    Waits,
    /// Nobody has asked for it.
    #[error("nobody wants to close the month")]
    NotAsked,
    /// Who asked cannot agree.
    #[error("the same person asked")]
    SamePerson,
    /// Another change was faster.
    #[error("another change to the month won")]
    Raced,
    /// The database failed.
    #[error("months: {0}")]
    Db(#[from] DbError),
}

store::row! {
    /// One account in a month.
    pub struct Total {
        /// The account; a kind, where all of its accounts are taken together.
        pub account: String,
        /// Its balance when the month began.
        pub opening: Paise,
        /// What was debited.
        pub debit: Paise,
        /// What was credited.
        pub credit: Paise,
    }
}

impl Total {
    /// Its balance when the month ends.
    pub fn closing(&self) -> Paise {
        Paise::sum([self.opening, self.debit, self.credit.negated()]).unwrap_or_default()
    }
}

store::row! {
    /// The closing of a month.
    pub struct MonthRow {
        /// Its id.
        pub id: LedgerMonthId,
        /// Its first day.
        pub first_day: Day,
        /// How it stands.
        pub state: MonthState,
        /// Who wants it.
        pub asked_by: PersonId,
        /// That person's name.
        pub asked_by_name: String,
        /// Since when.
        pub asked_at: Time,
        /// The name of who agreed.
        pub agreed_by_name: Option<String>,
        /// When.
        pub agreed_at: Option<Time>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A month's trial balance.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Its closing, if somebody wants it.
    pub month: Option<MonthRow>,
    /// Its accounts by kind. Debits and credits are equal.
    pub totals: Vec<Total>,
}

/// The first day of the month behind.
fn next(first: Day) -> Day {
    let (year, month, _) = first.civil();
    let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
    next.unwrap_or_else(|| first.plus(31))
}

/// The trial balance of the month that begins on `first`: as it was agreed to, or as it stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn trial(read: &mut Read, first: Day) -> Result<Trial, DbError> {
    let month = sql::month(read, first).await?;
    let totals = sql::totals(read, first.starts(), next(first).starts()).await?;
    Ok(Trial { month, totals })
}

/// Months somebody has closed or wants to, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn months(read: &mut Read, limit: Limit) -> Result<Vec<MonthRow>, DbError> {
    sql::months(read, limit).await
}

/// Somebody of finance wants to close a month that is over; the months before it are closed with the first one, then they
/// follow each other.
///
/// # Errors
/// [`MonthError`].
pub async fn ask(db: &Db, by: PersonId, first: Day) -> Result<(), MonthError> {
    transaction!(db, tx => {
        let (from, to) = (first.starts(), next(first).starts());
        if tx.now() < to {
            return Err(MonthError::NotOver);
        }
        let before = sql::month(tx, first).await?;
        match before.as_ref().map(|month| month.state) {
            Some(MonthState::Asked) => return Err(MonthError::Waits),
            Some(MonthState::Closed) => return Err(MonthError::NotItsTurn),
            Some(MonthState::TakenBack) | None => {}
        }
        if sql::closed_until(tx).await?.is_some_and(|until| until != from) || sql::somebody_asks(tx).await? {
            return Err(MonthError::NotItsTurn);
        }
        if let Some(month) = before {
            let trail = note(tx, &month, by, Event::AsksAgain).await?;
            let is_asked = sql::ask_again(tx, &month, by, &trail).await?;
            return if is_asked { Ok(()) } else { Err(MonthError::Raced) };
        }
        let id: LedgerMonthId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(by, Part::Finance),
            act: "month.ask",
            from: "",
            to: MonthState::Asked.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        Ok(sql::insert(tx, id, (first, from, to), by, &trail).await?)
    })
}

/// A second person agrees: the totals are kept, and nothing can be posted into the month.
///
/// # Errors
/// [`MonthError::SamePerson`] for whoever asked; [`MonthError::NotAsked`] the second time.
pub async fn agree(db: &Db, by: PersonId, first: Day) -> Result<(), MonthError> {
    transaction!(db, tx => {
        let month = sql::month(tx, first).await?.ok_or(MonthError::NotAsked)?;
        if month.state == MonthState::Asked && month.asked_by == by {
            return Err(MonthError::SamePerson);
        }
        let trail = note(tx, &month, by, Event::Agrees).await?;
        if !sql::close(tx, &month, by, &trail).await? {
            return Err(MonthError::Raced);
        }
        Ok(sql::keep_totals(tx, first, first.starts(), next(first).starts()).await?)
    })
}

/// Somebody of finance takes the wish to close a month back, before a second person has agreed.
///
/// # Errors
/// [`MonthError::NotAsked`] if nobody wants to close it, or it is closed.
pub async fn take_back(db: &Db, by: PersonId, first: Day) -> Result<(), MonthError> {
    transaction!(db, tx => {
        let month = sql::month(tx, first).await?.ok_or(MonthError::NotAsked)?;
        let trail = note(tx, &month, by, Event::TakesBack).await?;
        if sql::take_back(tx, &month, &trail).await? { Ok(()) } else { Err(MonthError::Raced) }
    })
}

async fn note(tx: &mut Tx, month: &MonthRow, by: PersonId, event: Event) -> Result<Trail, MonthError> {
    let next = month.state.after(event).ok_or(MonthError::NotAsked)?;
    let entry = Entry {
        subject: month.id.to_string(),
        seq: month.version + 1,
        actor: Actor::Person(by, Part::Finance),
        act: event.as_str(),
        from: month.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    Ok(audit::note(tx, &month.trail, &entry).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_and_the_turn_of_the_year() {
        assert_eq!(MonthState::Asked.after(Event::Agrees), Some(MonthState::Closed));
        assert_eq!(MonthState::Asked.after(Event::TakesBack), Some(MonthState::TakenBack));
        assert_eq!(MonthState::TakenBack.after(Event::AsksAgain), Some(MonthState::Asked));
        assert_eq!(MonthState::TakenBack.after(Event::Agrees), None);
        assert!(Event::ALL.iter().all(|event| MonthState::Closed.after(*event).is_none()));
        let december = Day::of(2026, 12, 1).expect("a date");
        assert_eq!(next(december).iso(), "2027-01-01");
    }
}
