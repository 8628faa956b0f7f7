//! Two cases of one maker: the one points to the other, both stay whole, and it can be undone.
//!
//! Nothing is moved. Orders, money and papers stay where they came about; pages read through the pointer. Money goes to
//! the account it went to before: a merge must be no way to lead somebody's earnings elsewhere.

use kernel::ids::{CaseId, MergeId};
use store::{Db, DbError, Tx, transaction};

use super::act::{moved, said};
use super::machine::Event;
use super::merging_sql::{self, NewMerge};
use super::sql::{self, CaseRow};
use super::{By, CaseError, Scope, Unmergeable, people_sql};
use crate::makers::{self, MakerError};

/// The first case was found to be the second one's maker. The first points to the second from now on; its shop, if it has
/// one, takes no new orders. The department of the first takes part in the second, and both see it in their history.
///
/// # Errors
/// [`CaseError::NoCase`]; [`CaseError::NotYours`] if the department of whoever acts carries neither;
/// [`CaseError::NotMergeable`]; [`CaseError::NoReason`]; [`CaseError::NotNow`] while the second rests.
pub async fn merge(
    db: &Db,
    by: &By,
    loser: CaseId,
    survivor: CaseId,
    reason: &str,
) -> Result<MergeId, CaseError> {
    transaction!(db, tx => {
        let reason = said(reason)?;
        if loser == survivor {
            return Err(CaseError::NotMergeable(Unmergeable::Itself));
        }
        let (mut gone, mut stays) = both(tx, by, loser, survivor).await?;
        can_merge(tx, &gone, &stays).await?;
        let (department, who) = (by.department()?, by.actor().to_string());
        let loser_state = gone.state;
        let id: MergeId = tx.new_id();
        moved(tx, &mut gone, Event::Merges, by.actor(), &survivor.to_string()).await?;
        let seq = moved(tx, &mut stays, Event::Absorbs, by.actor(), &loser.to_string()).await?;
        let loser_next = sql::living_next(tx, loser).await?;
        sql::end_next(tx, loser).await?;
        let taking_part = people_sql::joined(tx, survivor).await?;
        let joins = gone.department != stays.department && !taking_part.contains(&gone.department);
        if joins {
            people_sql::insert_joining(tx, survivor, gone.department, seq, by.person, reason).await?;
        }
        let closes = match gone.maker {
            Some(maker) => makers::act::close_if_open(tx, maker, &who, reason).await?,
            None => false,
        };
        let (joined, closed_maker) = (i64::from(joins), i64::from(closes));
        let new = NewMerge {
            id, loser, survivor, by: by.person, department, reason, loser_state, loser_next, joined, closed_maker,
        };
        merging_sql::insert_merge(tx, &new).await?;
        Ok(id)
    })
}

/// The two, if whoever acts sees one of them and her department carries one of them.
async fn both(tx: &mut Tx, by: &By, one: CaseId, other: CaseId) -> Result<(CaseRow, CaseRow), CaseError> {
    let department = by.department()?;
    let seen = [sql::case_of(tx, one, &by.scope).await?, sql::case_of(tx, other, &by.scope).await?];
    if seen.iter().all(Option::is_none) {
        return Err(CaseError::NoCase(one));
    }
    let one = sql::case_of(tx, one, &Scope::District).await?.ok_or(CaseError::NoCase(one))?;
    let other = sql::case_of(tx, other, &Scope::District).await?.ok_or(CaseError::NoCase(other))?;
    let carries = seen.iter().flatten().any(|row| row.department == department);
    if carries { Ok((one, other)) } else { Err(CaseError::NotYours) }
}

async fn can_merge(tx: &mut Tx, gone: &CaseRow, stays: &CaseRow) -> Result<(), CaseError> {
    let no = |why| Err(CaseError::NotMergeable(why));
    let of_gone = merging_sql::living_of(tx, gone.id).await?;
    let of_stays = merging_sql::living_of(tx, stays.id).await?;
    if of_gone.iter().chain(&of_stays).any(|merge| merge.loser == gone.id || merge.loser == stays.id) {
        return no(Unmergeable::MergedAlready);
    }
    if !of_gone.is_empty() {
        return no(Unmergeable::HasMerged);
    }
    if gone.maker.is_some() && stays.maker.is_none() {
        return no(Unmergeable::WouldLoseMaker);
    }
    Ok(())
}

/// The two are two people after all: everything stands as it stood before.
///
/// # Errors
/// [`CaseError::NoMerge`] if it was undone or nothing of it is seen; [`CaseError::NotYours`] for a department that carries
/// neither; [`CaseError::NoReason`].
pub async fn unmerge(db: &Db, by: &By, id: MergeId, reason: &str) -> Result<CaseId, CaseError> {
    transaction!(db, tx => {
        let reason = said(reason)?;
        let merge = merging_sql::merge(tx, id).await?.ok_or(CaseError::NoMerge(id))?;
        let (mut gone, mut stays) =
            both(tx, by, merge.loser, merge.survivor).await.map_err(|cause| match cause {
                CaseError::NoCase(_) => CaseError::NoMerge(id),
                other => other,
            })?;
        let to = merge.loser_state;
        moved(tx, &mut gone, Event::Unmerges { to }, by.actor(), &merge.survivor.to_string()).await?;
        moved(tx, &mut stays, Event::Releases, by.actor(), &merge.loser.to_string()).await?;
        if let Some(seq) = merge.loser_next {
            sql::revive_next(tx, merge.loser, seq).await?;
        }
        if merge.joined != 0 {
            people_sql::end_joining(tx, merge.survivor, gone.department).await?;
        }
        if let Some(maker) = gone.maker.filter(|_| merge.closed_maker != 0) {
            makers::act::reopen_in(tx, maker).await?;
        }
        merging_sql::undo(tx, id, by.person, reason).await?;
        Ok(merge.survivor)
    })
}

impl From<MakerError> for CaseError {
    fn from(cause: MakerError) -> CaseError {
        match cause {
            MakerError::Db(cause) => CaseError::Db(cause),
            other => CaseError::Db(DbError::Failed(other.to_string())),
        }
    }
}
