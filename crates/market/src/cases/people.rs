//! Who carries a case and who takes part: joining, handing over.

use kernel::ids::{CaseId, PersonId};
use store::{Db, DbError, Read, transaction};

use super::act::{carried, follow, mine, moved, said};
use super::machine::Event;
use super::rules::NOTE_MOST;
use super::{By, CaseError, Scope, people_sql, sql};
use crate::accounts::{self, DepartmentKey, Officer};

/// The officer's department takes part: from now on it sees the case, adds visits and attests its own items. Any officer
/// in whose blocks the maker lives may; the department that carries the case sees it in the case's history.
///
/// # Errors
/// [`CaseError::NoCase`] outside her blocks; [`CaseError::AlreadySo`] if her department takes part already.
pub async fn join(db: &Db, by: &By, id: CaseId, note: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let Scope::Officer(post) = &by.scope else { return Err(CaseError::NotYours) };
        let mut row = sql::case_in_blocks(tx, id, &by.scope).await?.ok_or(CaseError::NoCase(id))?;
        if mine(tx, by, id).await.is_ok() {
            return Err(CaseError::AlreadySo);
        }
        if note.chars().count() > NOTE_MOST {
            return Err(CaseError::Implausible("note"));
        }
        let seq = moved(tx, &mut row, Event::Joins, by.actor(), post.department.as_str()).await?;
        Ok(people_sql::insert_joining(tx, id, post.department, seq, by.person, note.trim()).await?)
    })
}

/// Somebody else carries the case from now on: a colleague, or an officer of a department that takes part. An officer
/// hands over what her department carries; a head also hands out what nobody carries yet.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NoOfficer`] if the other is no officer of the block and of such a department;
/// [`CaseError::NoReason`] without a note.
pub async fn hand_over(db: &Db, by: &By, id: CaseId, to: PersonId, note: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = carried(tx, by, id).await?;
        let note = said(note)?;
        let taking_part = people_sql::joined(tx, id).await?;
        let can_take = |officer: &&Officer| {
            officer.person == to && (officer.department == row.department || taking_part.contains(&officer.department))
        };
        let all = accounts::officers_in(tx, &row.block).await?;
        let department = all.iter().find(can_take).ok_or(CaseError::NoOfficer)?.department;
        if row.officer == Some(to) && row.department == department {
            return Err(CaseError::AlreadySo);
        }
        let seq = moved(tx, &mut row, Event::HandsOver, by.actor(), "").await?;
        people_sql::insert_handover(tx, &row, seq, &by.actor().to_string(), (department, to), note).await?;
        people_sql::set_officer(tx, id, department, to).await?;
        if department != row.department {
            // The department that has carried it goes on taking part, and the one that carries it needs no joining.
            people_sql::end_joining(tx, id, department).await?;
            people_sql::insert_joining(tx, id, row.department, seq, by.person, note).await?;
        }
        (row.department, row.officer) = (department, Some(to));
        Ok(follow(tx, &row, &by.actor().to_string()).await?)
    })
}

/// Who may carry a case: the officers of its block, of its own department and of those that take part.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn officers(read: &mut Read, scope: &Scope, id: CaseId) -> Result<Vec<Officer>, DbError> {
    let Some(row) = sql::case_of(read, id, scope).await? else { return Ok(Vec::new()) };
    let mut may: Vec<DepartmentKey> = people_sql::joined(read, id).await?;
    may.push(row.department);
    let mut all = accounts::officers_in(read, &row.block).await?;
    all.retain(|officer| may.contains(&officer.department));
    Ok(all)
}
