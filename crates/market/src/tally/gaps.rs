//! A gap is found, explained by a person, booked by two, or fits by now.

use kernel::Paise;
use kernel::ids::{GapId, PersonId};
use store::{Db, DbError, Tx, transaction};

use super::gaps_sql::{self as sql, GapRow, Said};
use super::rules::Found;
use super::{GapEvent, GapKind, GapState, TallyError, act};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::cash::Decision;
use crate::ledger::{self, Account, Kind};

/// A word is a few words.
const WORD_MOST: usize = 300;

/// A gap is written down.
///
/// # Errors
/// [`DbError::Refused`] if somebody has written it down just now.
pub(super) async fn find(tx: &mut Tx, id: GapId, found: &Found) -> Result<(), DbError> {
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Mart,
        act: "gap.find",
        from: "",
        to: GapState::Open.as_str(),
        note: found.kind.as_str(),
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    if sql::insert(tx, id, found, &trail).await? {
        Ok(())
    } else {
        Err(DbError::Refused(format!("{} {} is known", found.kind, found.about)))
    }
}

/// A word that says why.
fn word_of(typed: &str) -> Result<&str, TallyError> {
    let word = typed.trim();
    if (5..=WORD_MOST).contains(&word.chars().count()) { Ok(word) } else { Err(TallyError::NoWord) }
}

/// Moves a gap, or says why not.
async fn move_by(
    tx: &mut Tx,
    row: &GapRow,
    (actor, event): (Actor, GapEvent),
    said: Said<'_>,
) -> Result<(), TallyError> {
    let to = row.state.after(event).ok_or(TallyError::NotNow)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: said.word.unwrap_or_default(),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let said = Said { to, ..said };
    if sql::move_gap(tx, row, &said, &trail).await? { Ok(()) } else { Err(TallyError::Raced) }
}

const NOTHING_SAID: Said<'static> = Said { to: GapState::Open, word: None, asked_by: None, decided_by: None };

/// The lists fit by now.
pub(super) async fn fits(db: &Db, id: GapId) -> Result<(), TallyError> {
    transaction!(db, tx => {
        match sql::row(tx, id).await? {
            Some(row) if row.state.after(GapEvent::Fits).is_some() => {
                move_by(tx, &row, (Actor::Mart, GapEvent::Fits), NOTHING_SAID).await
            }
            _ => Ok(()),
        }
    })
}

/// The lists differ once more, perhaps by another amount.
pub(super) async fn returns(db: &Db, id: GapId, found: &Found) -> Result<(), TallyError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(TallyError::Missing)?;
        move_by(tx, &row, (Actor::Mart, GapEvent::Returns), NOTHING_SAID).await?;
        Ok(sql::say_anew(tx, id, found).await?)
    })
}

/// A person explains a gap; nothing is moved by it.
///
/// # Errors
/// [`TallyError::NoWord`] without a word, [`TallyError::NotNow`] unless it is open.
pub async fn explain(db: &Db, by: PersonId, id: GapId, word: &str) -> Result<(), TallyError> {
    let word = word_of(word)?;
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(TallyError::Missing)?;
        let said = Said { word: Some(word), asked_by: Some(by), ..NOTHING_SAID };
        move_by(tx, &row, (Actor::Person(by, Part::Finance), GapEvent::Explains), said).await
    })
}

/// A person wants what is missing booked as a fee or a charge; nothing is moved before a second person agrees.
///
/// # Errors
/// [`TallyError::NotBookable`] if it is neither, [`TallyError::NoWord`], [`TallyError::NotNow`].
pub async fn ask(db: &Db, by: PersonId, id: GapId, word: &str) -> Result<(), TallyError> {
    let word = word_of(word)?;
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(TallyError::Missing)?;
        if !row.kind.can_be_booked() {
            return Err(TallyError::NotBookable);
        }
        let said = Said { word: Some(word), asked_by: Some(by), ..NOTHING_SAID };
        move_by(tx, &row, (Actor::Person(by, Part::Finance), GapEvent::Asks), said).await
    })
}

/// A second person decides; if she agrees, it is booked.
///
/// # Errors
/// [`TallyError::SamePerson`] for whoever asked, [`TallyError::NotNow`] the second time.
pub async fn decide(db: &Db, by: PersonId, id: GapId, decision: Decision) -> Result<(), TallyError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(TallyError::Missing)?;
        if row.state != GapState::Asked {
            return Err(TallyError::NotNow);
        }
        if row.asked_by == Some(by) {
            return Err(TallyError::SamePerson);
        }
        let actor = Actor::Person(by, Part::Finance);
        match decision {
            Decision::Refuses => move_by(tx, &row, (actor, GapEvent::Refuses), NOTHING_SAID).await,
            Decision::Agrees => {
                let said = Said { decided_by: Some(by), ..NOTHING_SAID };
                move_by(tx, &row, (actor, GapEvent::Agrees), said).await?;
                book(tx, &row).await
            }
        }
    })
}

/// What two have agreed on is entered: the line itself, if it is one of a settlement, and what is missing as a fee or a charge.
async fn book(tx: &mut Tx, row: &GapRow) -> Result<(), TallyError> {
    let amount = |amount: Option<Paise>| amount.unwrap_or_default();
    let (from, to, missing) = match row.kind {
        GapKind::OtherFee => {
            let more = Paise(amount(row.gateway).0 - amount(row.ours).0);
            (Account::Gateway, Account::GatewayFee, more)
        }
        // What the gateway added is negative here: it makes its fee smaller.
        GapKind::Strange => (Account::Gateway, Account::GatewayFee, amount(row.gateway).negated()),
        GapKind::UpiUnseen => (Account::UpiDue, Account::CashShort, amount(row.ours)),
        GapKind::BankNotOurs => (Account::BankCharges, Account::Bank, amount(row.bank)),
        GapKind::NotSettled
        | GapKind::NotOurs
        | GapKind::OtherAmount
        | GapKind::Twice
        | GapKind::NotAtBank
        | GapKind::BankOther => return Err(TallyError::NotBookable),
    };
    if row.gateway.is_some() {
        let line = super::sql::row(tx, &row.about).await?.ok_or(TallyError::Missing)?;
        act::account_for(tx, &line).await?;
    }
    let entry = ledger::Entry::moves(Kind::Corrected, row.id, missing, from, to);
    Ok(ledger::post(tx, &entry.map_err(DbError::from)?).await?)
}
