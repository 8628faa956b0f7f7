//! The verbs of bulk edits: draft, apply, undo, throw away.

use std::collections::BTreeMap;

use kernel::ids::{BulkEditId, MakerId, PersonId, VariantId};
use kernel::{Limit, Paise};
use store::{Db, DbError, Read, Tx, transaction};

use super::machine::{Event, State};
use super::rules::{Fault, Field, NO_PAUSE, Now, Outcome};
use super::{BulkError, BulkRow, Edit, ROWS_MOST, UNDO_HOURS, Wish, sql};
use crate::accounts::Blocks;
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::catalogue::act::shelve;
use crate::catalogue::own::{self, PauseWhy, Priced};
use crate::proposals::{self, Proposer, Topic};
use crate::{makers, notices, templates};

/// Rows of an edit, and sizes and colours on a page.
const ROWS: Limit = Limit::of(Limit::MOST);
/// Edits on a page.
const LIST: Limit = Limit::of(20);
/// Letters of a name that nobody knows.
const LABEL_MOST: usize = 60;

/// An officer at work: who, and in which blocks.
pub type By<'a> = (PersonId, &'a Blocks);

/// Writes down what would change, row by row, each with its old value or the reason why it cannot be; nothing changes yet.
///
/// # Errors
/// [`BulkError::Nothing`]; [`BulkError::TooMany`].
pub async fn draft(
    db: &Db,
    (officer, blocks): By<'_>,
    file_name: &str,
    wishes: &[Wish],
) -> Result<BulkEditId, BulkError> {
    let file_name: String = file_name.chars().take(120).collect();
    transaction!(db, tx => {
        let mut drafted = Vec::new();
        for wish in wishes {
            drafted.extend(look(tx, blocks, wish).await?);
        }
        mark_twins(&mut drafted);
        if drafted.is_empty() {
            return Err(BulkError::Nothing);
        }
        if drafted.len() > ROWS_MOST {
            return Err(BulkError::TooMany);
        }
        let id: BulkEditId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(officer, Part::Officer),
            act: "bulk.draft",
            from: "",
            to: State::Drafted.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        sql::insert(tx, id, officer, &file_name, &trail).await?;
        for (position, row) in (1_i64..).zip(&drafted) {
            let what = (position, row.variant, row.label.as_str());
            sql::insert_row(tx, id, what, row.field, (&row.from, &row.to), row.fault).await?;
        }
        Ok(id)
    })
}

/// A row before it is written.
struct Drafted {
    variant: Option<VariantId>,
    /// What it is about: two rows about the same thing would undo each other.
    about: String,
    label: String,
    field: Field,
    from: String,
    to: String,
    fault: Option<Fault>,
}

/// One wish beside what stands; nothing, if it stands so already.
async fn look(tx: &mut Tx, blocks: &Blocks, wish: &Wish) -> Result<Option<Drafted>, BulkError> {
    let label: String = wish.variant.chars().take(LABEL_MOST).collect();
    let now = match wish.variant.parse() {
        Ok(variant) => sql::good(tx, &blocks.fenced(), variant).await?,
        Err(_) => None,
    };
    let raw: String = wish.to.chars().take(LABEL_MOST).collect();
    let Some(now) = now else {
        let (about, from, fault) = (String::new(), String::new(), Some(Fault::NoSize));
        return Ok(Some(Drafted { variant: None, about, label, field: wish.field, from, to: raw, fault }));
    };
    let from = now.stands(wish.field);
    let rates = match wish.field {
        Field::Hsn => templates::of_craft(tx, &now.craft).await?.map(|held| held.template.rate_keys()),
        Field::Price | Field::Pieces | Field::Capacity | Field::Pause => None,
    };
    let (to, fault) = match now.typed(wish.field, &wish.to, &rates.unwrap_or_default()) {
        Ok(to) => (to, None),
        Err(fault) => (raw, Some(fault)),
    };
    // A pause and a tax class are the whole good's, whichever of its sizes was chosen.
    let about = match wish.field {
        Field::Pause | Field::Hsn => now.product.to_string(),
        Field::Price | Field::Pieces | Field::Capacity => now.variant.to_string(),
    };
    let row = Drafted { variant: Some(now.variant), about, label, field: wish.field, from, to, fault };
    Ok((row.fault.is_some() || row.from != row.to).then_some(row))
}

/// Of several rows about one thing the first is meant; the same wish again is no row, another one a fault.
fn mark_twins(rows: &mut Vec<Drafted>) {
    let mut meant: BTreeMap<(String, Field), String> = BTreeMap::new();
    rows.retain_mut(|row| {
        if row.fault.is_some() {
            return true;
        }
        match meant.get(&(row.about.clone(), row.field)) {
            Some(to) if *to == row.to => return false,
            Some(_) => row.fault = Some(Fault::Twice),
            None => {
                meant.insert((row.about.clone(), row.field), row.to.clone());
            }
        }
        true
    });
}

/// Does all that can be done, in one act. What has changed since it was shown stays as it is. Makers are told how much was changed.
///
/// # Errors
/// [`BulkError::Missing`] if it is another's; [`BulkError::NotNow`]; [`BulkError::Raced`]: then nothing was done.
pub async fn apply(db: &Db, (officer, blocks): By<'_>, id: BulkEditId) -> Result<(), BulkError> {
    transaction!(db, tx => {
        let edit = sql::edit(tx, officer, id).await?.ok_or(BulkError::Missing)?;
        let now = tx.now();
        step(tx, officer, &edit, Event::Applies, Some(now)).await?;
        let mut changed: BTreeMap<MakerId, usize> = BTreeMap::new();
        for row in sql::rows(tx, id, ROWS).await?.iter().filter(|row| row.fault.is_none()) {
            let outcome = match known(tx, blocks, row).await? {
                Some(good) if good.stands(row.field) == row.from => {
                    *changed.entry(good.maker).or_default() += 1;
                    set(tx, officer, &good, row, &row.to, &format!("{id} {}", row.position)).await?
                }
                _ => Outcome::Stayed,
            };
            sql::set_outcome(tx, id, row.position, outcome).await?;
        }
        for (maker, count) in changed {
            if let Some(core) = makers::read::core(tx, maker).await? {
                let (count, about) = (count.to_string(), format!("{id} {maker}"));
                let words = [("count", count.as_str())];
                notices::tell(tx, &core.mobile, core.lang, "sms-goods-changed", &about, &words).await?;
            }
        }
        Ok(())
    })
}

/// Takes back what was done, within a day. A row that has changed since stays as it is and says so.
///
/// # Errors
/// [`BulkError::Missing`]; [`BulkError::TooLate`]; [`BulkError::NotNow`]; [`BulkError::Raced`].
pub async fn undo(db: &Db, (officer, blocks): By<'_>, id: BulkEditId) -> Result<(), BulkError> {
    transaction!(db, tx => {
        let edit = sql::edit(tx, officer, id).await?.ok_or(BulkError::Missing)?;
        edit.state.after(Event::Undoes)?;
        let until = edit.applied_at.map(|at| at.plus_minutes(60 * UNDO_HOURS));
        if until.is_none_or(|until| tx.now() > until) {
            return Err(BulkError::TooLate);
        }
        step(tx, officer, &edit, Event::Undoes, edit.applied_at).await?;
        // The last first, as one takes back what one has put on each other.
        for row in sql::rows(tx, id, ROWS).await?.iter().rev() {
            let outcome = match (row.outcome, known(tx, blocks, row).await?) {
                (Some(Outcome::Done), Some(good)) if good.stands(row.field) == row.to => {
                    put_back(tx, officer, &good, row, &format!("undo {id} {}", row.position)).await?;
                    Outcome::Undone
                }
                (Some(Outcome::Waits), Some(good)) if waits_still(tx, &good, row).await? => {
                    let by = Proposer { person: officer, part: Part::Officer };
                    proposals::take_back_in(tx, by, Topic::Price, &good.variant.to_string()).await?;
                    Outcome::Undone
                }
                (Some(Outcome::Done | Outcome::Waits), _) => Outcome::Stayed,
                (None | Some(Outcome::Stayed | Outcome::Undone), _) => continue,
            };
            sql::set_outcome(tx, id, row.position, outcome).await?;
        }
        Ok(())
    })
}

/// Nobody wants it.
///
/// # Errors
/// [`BulkError::Missing`]; [`BulkError::NotNow`] once it was done.
pub async fn throw_away(db: &Db, officer: PersonId, id: BulkEditId) -> Result<(), BulkError> {
    transaction!(db, tx => {
        let edit = sql::edit(tx, officer, id).await?.ok_or(BulkError::Missing)?;
        step(tx, officer, &edit, Event::ThrowsAway, None).await
    })
}

async fn known(tx: &mut Tx, blocks: &Blocks, row: &BulkRow) -> Result<Option<Now>, DbError> {
    match row.variant {
        Some(variant) => sql::good(tx, &blocks.fenced(), variant).await,
        None => Ok(None),
    }
}

/// Whether the price asked for by this row is the one that waits.
async fn waits_still(tx: &mut Tx, good: &Now, row: &BulkRow) -> Result<bool, BulkError> {
    let Some(waits) = proposals::newest(tx, Topic::Price, &good.variant.to_string()).await? else {
        return Ok(false);
    };
    let changes = proposals::changes(tx, waits.id).await?;
    Ok(changes.iter().any(|change| change.to == row.to))
}

/// Puts `to` in its place by the rules of one good.
async fn set(
    tx: &mut Tx,
    officer: PersonId,
    good: &Now,
    row: &BulkRow,
    to: &str,
    once: &str,
) -> Result<Outcome, BulkError> {
    let number = || to.parse::<u32>().unwrap_or(0);
    match row.field {
        Field::Price => {
            let by = Proposer { person: officer, part: Part::Officer };
            let wanted = Paise(to.parse().unwrap_or(0));
            return match own::set_price_in(tx, by, good.maker, good.variant, wanted).await {
                Ok(Priced::Live | Priced::Same) => Ok(Outcome::Done),
                Ok(Priced::Asked) => Ok(Outcome::Waits),
                // A slip of the finger for one good is one for many.
                Err(own::OwnError::BadPrice) => Ok(Outcome::Stayed),
                Err(cause) => Err(cause.into()),
            };
        }
        Field::Pieces => {
            let seen = u32::try_from(good.free).unwrap_or(0);
            own::set_stock_in(tx, good.maker, good.variant, (seen, number()), once).await?;
        }
        Field::Capacity => {
            let lead_days = u32::try_from(good.lead_days).unwrap_or(0);
            own::set_week_in(tx, good.maker, good.variant, (lead_days, number())).await?;
        }
        Field::Pause => {
            if good.paused.is_some() {
                own::resume_in(tx, good.maker, &good.slug).await?;
            }
            if to != NO_PAUSE {
                let why = to.parse().unwrap_or(PauseWhy::Other);
                own::pause_in(tx, officer, good.maker, &good.slug, why).await?;
            }
        }
        Field::Hsn => {
            sql::set_hsn(tx, good.product, to).await?;
            shelve(tx, good.product).await?;
        }
    }
    Ok(Outcome::Done)
}

/// Puts back what stood there before; a price goes back whatever the way, for it was looked at then.
async fn put_back(
    tx: &mut Tx,
    officer: PersonId,
    good: &Now,
    row: &BulkRow,
    once: &str,
) -> Result<(), BulkError> {
    if row.field == Field::Price {
        let (from, to) = (good.price, Paise(row.from.parse().unwrap_or(0)));
        return Ok(own::put_price_back(tx, officer, (good.product, good.variant), (from, to)).await?);
    }
    set(tx, officer, good, row, &row.from, once).await.map(drop)
}

async fn step(
    tx: &mut Tx,
    officer: PersonId,
    edit: &Edit,
    event: Event,
    applied_at: Option<kernel::Time>,
) -> Result<(), BulkError> {
    let next = edit.state.after(event)?;
    let entry = Entry {
        subject: edit.id.to_string(),
        seq: edit.version + 1,
        actor: Actor::Person(officer, Part::Officer),
        act: event.as_str(),
        from: edit.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &edit.trail, &entry).await?;
    if sql::step(tx, edit, next, applied_at, &trail).await? { Ok(()) } else { Err(BulkError::Raced) }
}

/// Sizes and colours an officer may change, by name of good or maker.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn goods(read: &mut Read, blocks: &Blocks, words: &str) -> Result<Vec<Now>, DbError> {
    sql::goods(read, &blocks.fenced(), &words.trim().to_lowercase(), ROWS).await
}

/// An edit of an officer; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn edit(read: &mut Read, officer: PersonId, id: BulkEditId) -> Result<Option<Edit>, DbError> {
    sql::edit(read, officer, id).await
}

/// Her edits, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn mine(read: &mut Read, officer: PersonId) -> Result<Vec<Edit>, DbError> {
    sql::mine(read, officer, LIST).await
}

/// The rows of an edit.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rows(read: &mut Read, id: BulkEditId) -> Result<Vec<BulkRow>, DbError> {
    sql::rows(read, id, ROWS).await
}
