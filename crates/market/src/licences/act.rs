//! The verbs of licences: remind by the calendar, renew.

use kernel::ids::{MakerId, PersonId};
use kernel::india::Fssai;
use kernel::{Day, Limit};
use store::{Db, DbError, Read, Tx, transaction};

use super::{Ending, Kind, LicenceError, TOLD_BEFORE, sql};
use crate::accounts::{Blocks, DepartmentKey};
use crate::catalogue::Licence;
use crate::{catalogue, makers, notices};

/// Makers told in one round, and rows of a list.
const LIST: Limit = Limit::of(200);
/// A licence that has run out, or was never shown, stands before the head after so many days.
const CLIMBS_AFTER_DAYS: i64 = 3;
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
            let Some(until) = ending.until else { continue };
            told += u32::from(tell(db, ending.maker, until, today).await?);
        }
    }
}

/// The nearest of the steps that has come: who was found late hears once, not three times.
fn step(until: Day, today: Day) -> Option<i64> {
    let left = until.0 - today.0;
    let reached = |before: &&i64| if **before == 0 { left < 0 } else { left <= **before };
    TOLD_BEFORE.iter().rev().find(reached).copied()
}

async fn tell(db: &Db, id: MakerId, until: Day, today: Day) -> Result<bool, DbError> {
    let Some(before) = step(until, today) else { return Ok(false) };
    transaction!(db, tx => {
        if !sql::note(tx, id, Kind::Fssai, until, before).await? {
            return Ok(false);
        }
        let Some(maker) = makers::read::core(tx, id).await? else { return Ok(false) };
        let key = if before == 0 { "sms-licence-over" } else { "sms-licence" };
        let (day, about) = (until.written(), format!("{id} {} {before}", until.0));
        notices::tell(tx, &maker.mobile, maker.lang, key, &about, &[("day", &day)]).await?;
        Ok(true)
    })
}

/// Whether a licence may hold until a day: it lies ahead, and none is given for longer.
pub(crate) fn fits(until: Day, today: Day) -> bool {
    until > today && until <= today.plus(366 * YEARS_MOST)
}

/// How the licence of a maker of food stands today.
pub(crate) async fn holds(read: &mut Read, maker: MakerId) -> Result<Licence, DbError> {
    let today = read.now().day();
    Ok(Licence::of(sql::until_of(read, maker).await?, today))
}

/// A licence that an officer saw with a good; `false` if this paper was seen before.
pub(crate) async fn first(
    tx: &mut Tx,
    officer: PersonId,
    maker: MakerId,
    (number, until): (&Fssai, Day),
) -> Result<bool, DbError> {
    if !sql::keep(tx, maker, (Kind::Fssai, until), number.as_str(), officer).await? {
        return Ok(false);
    }
    sql::set_fssai(tx, maker, number.as_str(), until).await?;
    catalogue::act::shelve_maker(tx, maker).await?;
    Ok(true)
}

/// An officer has seen the first or the renewed licence: her food is on sale. Seeing the same paper twice changes nothing.
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
    transaction!(db, tx => {
        let maker = sql::maker_in(tx, &blocks.fenced(), slug).await?.ok_or(LicenceError::Missing)?;
        let number = Fssai::typed(number).ok_or(LicenceError::BadNumber)?;
        if !fits(until, tx.now().day()) {
            return Err(LicenceError::BadDay);
        }
        if !first(tx, officer, maker, (&number, until)).await? {
            return Ok(());
        }
        if let Some(core) = makers::read::core(tx, maker).await? {
            let (day, about) = (until.written(), format!("{maker} {}", until.0));
            notices::tell(tx, &core.mobile, core.lang, "sms-licence-renewed", &about, &[("day", &day)]).await?;
        }
        Ok(())
    })
}

/// Licences of an officer's blocks that are missing, run out within 60 days or have run out: her tasks, what is missing first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ending(read: &mut Read, blocks: &Blocks) -> Result<Vec<Ending>, DbError> {
    let by = read.now().day().plus(TOLD_BEFORE[0]);
    sql::ending_in(read, (&blocks.fenced(), ""), by, LIST).await
}

/// Licences of makers whose cases a department carries that are missing, or ran out some days ago: they have climbed to its head.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn overdue(read: &mut Read, department: DepartmentKey) -> Result<Vec<Ending>, DbError> {
    let by = read.now().day().plus(-CLIMBS_AFTER_DAYS);
    sql::ending_in(read, ("", department.as_str()), by, LIST).await
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
