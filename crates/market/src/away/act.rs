//! The verbs of away days, and what others ask of them.

use std::collections::HashMap;

use kernel::ids::{AwayId, MakerId, PersonId};
use kernel::{Day, Limit};
use store::{Db, DbError, Read, Tx, transaction};

use super::{Away, AwayError, BEFORE_MOST, DAYS_MOST, sql};
use crate::catalogue;
use crate::delivery::rules::Absence;

/// Letters of a reason.
const REASON_MOST: usize = 120;
/// Days of one maker that a page shows.
const LIST: Limit = Limit::of(20);
/// Makers asked for in one statement.
const MAKERS_AT_ONCE: usize = 8;

/// A maker, or somebody for her, says that she makes nothing from one day to another, both included.
///
/// # Errors
/// [`AwayError::BadDays`].
pub async fn say(
    db: &Db,
    person: PersonId,
    maker: MakerId,
    (from, to): (Day, Day),
    reason: &str,
) -> Result<AwayId, AwayError> {
    let reason: String = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason: String = reason.chars().take(REASON_MOST).collect();
    transaction!(db, tx => {
        let today = tx.now().day();
        let fits = from <= to && to >= today && to <= from.plus(DAYS_MOST) && from <= today.plus(BEFORE_MOST);
        if !fits {
            return Err(AwayError::BadDays);
        }
        let id: AwayId = tx.new_id();
        sql::insert(tx, id, maker, (from, to), (Some(person), &reason)).await?;
        catalogue::act::shelve_maker(tx, maker).await?;
        Ok(id)
    })
}

/// The mart itself rests the goods of a maker from today on, with a reason she reads. `false`: she is away already.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn rest(tx: &mut Tx, maker: MakerId, to: Day, reason: &str) -> Result<bool, DbError> {
    let today = tx.now().day();
    let away = sql::of_maker(tx, maker, LIST).await?;
    if away.iter().any(|days| days.from <= today && today <= days.to) {
        return Ok(false);
    }
    let id: AwayId = tx.new_id();
    sql::insert(tx, id, maker, (today, to), (None, reason)).await?;
    catalogue::act::shelve_maker(tx, maker).await?;
    Ok(true)
}

/// She is back, or does not go after all: her goods are on sale again.
///
/// # Errors
/// [`AwayError::Missing`] if they are another's, or over.
pub async fn come_back(db: &Db, maker: MakerId, id: AwayId) -> Result<(), AwayError> {
    transaction!(db, tx => {
        if !sql::end(tx, maker, id).await? {
            return Err(AwayError::Missing);
        }
        Ok(catalogue::act::shelve_maker(tx, maker).await?)
    })
}

/// The days a maker is or will be away, the next first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<Away>, DbError> {
    sql::of_maker(read, maker, LIST).await
}

/// The days ahead on which these makers make nothing; who is not away is not in it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ahead(read: &mut Read, makers: &[MakerId]) -> Result<HashMap<MakerId, Vec<Absence>>, DbError> {
    let mut found: HashMap<MakerId, Vec<Absence>> = HashMap::new();
    for chunk in makers.chunks(MAKERS_AT_ONCE) {
        let places = std::array::from_fn(|place| chunk[place.min(chunk.len() - 1)]);
        for (maker, from, to) in sql::ahead(read, &places).await? {
            found.entry(maker).or_default().push((from, to));
        }
    }
    Ok(found)
}
