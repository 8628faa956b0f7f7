//! An officer notes a training that was held, and who came.

use std::collections::BTreeSet;

use kernel::ids::{MakerId, PersonId, TrainingId};
use kernel::{BadCell, Day, Limit, Words};
use store::{Db, DbError, FromRow, Read, Row, transaction};

use super::{TrainingError, sql};
use crate::accounts::Blocks;
use crate::catalogue::columns::Columns;

/// Letters of a name or a topic.
const WORDS_MOST: usize = 80;
/// A training is noted at most so many days later.
const LATE_MOST: i64 = 60;
/// Trainings and makers of a list.
const LIST: Limit = Limit::of(200);

/// A training as it is noted.
#[derive(Clone, Debug)]
pub struct Held {
    /// Of which craft.
    pub craft: String,
    /// When.
    pub day: Day,
    /// Who showed it.
    pub trainer: String,
    /// What was shown.
    pub topic: String,
    /// Who came.
    pub makers: BTreeSet<MakerId>,
    /// Comes with the form: the same press twice is one training.
    pub once: String,
}

/// A training in a list.
#[derive(Clone, Debug)]
pub struct Attended {
    /// Of which craft.
    pub craft: Words,
    /// When.
    pub day: Day,
    /// Who showed it.
    pub trainer: String,
    /// What was shown.
    pub topic: String,
    /// How many came.
    pub came: i64,
}

impl FromRow for Attended {
    fn from_row(row: Row) -> Result<Attended, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Attended {
            craft: columns.words()?,
            day: columns.next()?,
            trainer: columns.next()?,
            topic: columns.next()?,
            came: columns.next()?,
        })
    }
}

fn said(words: &str) -> Result<String, TrainingError> {
    let words: String = words.trim().chars().take(WORDS_MOST).collect();
    if words.chars().count() < 3 { Err(TrainingError::NoWords) } else { Ok(words) }
}

/// Notes a training, once.
///
/// # Errors
/// [`TrainingError::NoCraft`]; [`TrainingError::BadDay`]; [`TrainingError::NoWords`]; [`TrainingError::Nobody`] if nobody came
/// or one of them lives outside the officer's blocks.
pub async fn note(db: &Db, (person, blocks): (PersonId, &Blocks), held: &Held) -> Result<(), TrainingError> {
    let (trainer, topic) = (said(&held.trainer)?, said(&held.topic)?);
    transaction!(db, tx => {
        let today = tx.now().day();
        if held.day > today || held.day < today.plus(-LATE_MOST) {
            return Err(TrainingError::BadDay);
        }
        if !sql::is_craft(tx, &held.craft).await? {
            return Err(TrainingError::NoCraft);
        }
        let id: TrainingId = tx.new_id();
        let once = format!("{person} {}", held.once);
        if !sql::insert(tx, id, held, (&trainer, &topic), (person, &once)).await? {
            return Ok(());
        }
        let mut came = 0;
        for maker in &held.makers {
            came += sql::attend(tx, id, *maker, &blocks.fenced()).await?;
        }
        if came == 0 || came != held.makers.len() as u64 {
            return Err(TrainingError::Nobody);
        }
        Ok(())
    })
}

/// Trainings to which somebody of these blocks came, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn held_in(read: &mut Read, blocks: &Blocks) -> Result<Vec<Attended>, DbError> {
    sql::held_in(read, &blocks.fenced(), LIST).await
}

/// Trainings a maker came to, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn attended_by(read: &mut Read, maker: MakerId) -> Result<Vec<Attended>, DbError> {
    sql::attended_by(read, maker, LIST).await
}

/// Makers of these blocks who can come: id and name.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn may_come(read: &mut Read, blocks: &Blocks) -> Result<Vec<(MakerId, Words)>, DbError> {
    let rows = sql::may_come(read, &blocks.fenced(), LIST).await?;
    Ok(rows.into_iter().map(|(id, hi, en)| (id, Words { hi, en })).collect())
}
