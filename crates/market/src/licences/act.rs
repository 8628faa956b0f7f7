//! The verbs of licences: remind by the calendar, renew.

use kernel::digits::only_digits;
use kernel::ids::PersonId;
use kernel::{Day, Limit};
use store::{Db, DbError, Read, transaction};

use super::{Ending, Kind, LicenceError, TOLD_BEFORE, sql};
use crate::accounts::Blocks;
use crate::{catalogue, makers, notices};

/// Makers told in one round, and rows of a list.
const LIST: Limit = Limit::of(200);
/// A licence is given for five years at most. Source: FSS (Licensing and Registration) Regulations 2011, 2.1.7.
const YEARS_MOST: i64 = 5;

/// Tells every maker whose licence runs out within 60, 30, 7 days, or has run out: each once. Safe to call every hour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn remind(db: &Db) -> Result<u32, DbError> {
    let (mut after, mut told) = (String::new(), 0);
    let today = db.now().day();
    loop {
        let due = sql::within(&mut db.read().await?, today.plus(TOLD_BEFORE[0]), &after, LIST).await?;
        let Some(last) = due.last() else { return Ok(told) };
        after = last.maker.to_string();
        for ending in &due {
            told += u32::from(tell(db, ending, today).await?);
        }
    }
}

/// The nearest of the steps that has come: who was found late hears once, not three times.
fn step(until: Day, today: Day) -> Option<i64> {
    let left = until.0 - today.0;
    let reached = |before: &&i64| if **before == 0 { left < 0 } else { left <= **before };
    TOLD_BEFORE.iter().rev().find(reached).copied()
}

async fn tell(db: &Db, ending: &Ending, today: Day) -> Result<bool, DbError> {
    let Some(before) = step(ending.until, today) else { return Ok(false) };
    transaction!(db, tx => {
        if !sql::note(tx, ending.maker, Kind::Fssai, ending.until, before).await? {
            return Ok(false);
        }
        let Some(maker) = makers::read::core(tx, ending.maker).await? else { return Ok(false) };
        let key = if before == 0 { "sms-licence-over" } else { "sms-licence" };
        let (day, about) = (ending.until.written(), format!("{} {} {before}", ending.maker, ending.until.0));
        notices::tell(tx, &maker.mobile, maker.lang, key, &about, &[("day", &day)]).await?;
        Ok(true)
    })
}

/// An officer has seen the renewed licence: her food is on sale again. Seeing the same paper twice changes nothing.
///
/// # Errors
/// [`LicenceError::Missing`] outside her blocks; [`LicenceError::BadNumber`], [`LicenceError::BadDay`].
pub async fn renew(
    db: &Db,
    officer: PersonId,
    blocks: &Blocks,
    slug: &str,
    (number, until): (&str, Day),
) -> Result<(), LicenceError> {
    let number = only_digits(number);
    transaction!(db, tx => {
        let maker = sql::maker_in(tx, &blocks.fenced(), slug).await?.ok_or(LicenceError::Missing)?;
        if number.len() != 14 {
            return Err(LicenceError::BadNumber);
        }
        let today = tx.now().day();
        if until <= today || until > today.plus(366 * YEARS_MOST) {
            return Err(LicenceError::BadDay);
        }
        if !sql::keep(tx, maker, (Kind::Fssai, until), &number, officer).await? {
            return Ok(());
        }
        sql::set_fssai(tx, maker, &number, until).await?;
        catalogue::act::shelve_maker(tx, maker).await?;
        if let Some(core) = makers::read::core(tx, maker).await? {
            let (day, about) = (until.written(), format!("{maker} {}", until.0));
            notices::tell(tx, &core.mobile, core.lang, "sms-licence-renewed", &about, &[("day", &day)]).await?;
        }
        Ok(())
    })
}

/// Licences of an officer's blocks that run out within 60 days or have run out: her tasks, what ends first at the head.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ending(read: &mut Read, blocks: &Blocks) -> Result<Vec<Ending>, DbError> {
    let by = read.now().day().plus(TOLD_BEFORE[0]);
    sql::ending_in(read, &blocks.fenced(), by, LIST).await
}

/// The licence of one maker in an officer's blocks; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ending_of(read: &mut Read, blocks: &Blocks, slug: &str) -> Result<Option<Ending>, DbError> {
    sql::ending_of(read, &blocks.fenced(), slug).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_step_that_has_come_is_told() {
        let until = Day(1_000);
        let told = [939, 940, 969, 970, 992, 993, 1_000, 1_001].map(|today| step(until, Day(today)));
        assert_eq!(told, [None, Some(60), Some(60), Some(30), Some(30), Some(7), Some(7), Some(0)]);
    }
}
