//! The verb: to say what is wanted, for one block or for many at once.

use kernel::Day;
use kernel::ids::{PersonId, TargetId};
use store::{Db, Tx, transaction};

use super::sql::{self, TargetRow};
use super::{Event, State, TargetError, What, rules};
use crate::accounts::DepartmentKey;
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::places;

kernel::codes! {
    /// By which way a target came.
    pub enum Way {
        /// Typed on a page.
        Page = "page",
        /// In a sheet.
        Sheet = "sheet",
    }
}

/// Who sets targets.
#[derive(Clone, Copy, Debug)]
pub struct Setter {
    /// Who.
    pub person: PersonId,
    /// In which part.
    pub part: Part,
    /// Whose targets: a head's department; every department's for the DC's office.
    pub department: Option<DepartmentKey>,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// By which department.
    pub department: DepartmentKey,
    /// In which block, by its code.
    pub block: String,
    /// In the month that begins with this day.
    pub first: Day,
    /// Of what.
    pub what: What,
    /// How much; nothing drops the target.
    pub wanted: i64,
}

/// Sets targets, all or none. What stands already as it is wanted is left alone; answers how many changed.
///
/// # Errors
/// [`TargetError`]: the first wish that cannot be.
pub async fn set(db: &Db, by: Setter, way: Way, wishes: &[Wish]) -> Result<usize, TargetError> {
    transaction!(db, tx => {
        let blocks = places::read::blocks(tx).await?;
        let today = tx.now().day();
        let mut changed = 0;
        for wish in wishes {
            if by.department.is_some_and(|own| own != wish.department) {
                return Err(TargetError::NotYours);
            }
            if !rules::may_be_set(wish.first, today) {
                return Err(TargetError::BadMonth);
            }
            if !rules::fits(wish.what, wish.wanted) {
                return Err(TargetError::BadNumber);
            }
            if !blocks.iter().any(|block| block.code == wish.block) {
                return Err(TargetError::NoBlock);
            }
            changed += usize::from(set_one(tx, by, way, wish).await?);
        }
        Ok(changed)
    })
}

/// Whether anything changed.
async fn set_one(tx: &mut Tx, by: Setter, way: Way, wish: &Wish) -> Result<bool, TargetError> {
    let before = sql::row(tx, wish).await?;
    let event = if wish.wanted == 0 { Event::Drops } else { Event::Sets };
    let stands = |row: &TargetRow| row.state == State::Standing && row.wanted == wish.wanted;
    let Some(row) = before else {
        return if event == Event::Drops { Ok(false) } else { begin(tx, by, way, wish).await };
    };
    let Some(to) = row.state.after(event).filter(|_| !stands(&row)) else { return Ok(false) };
    let trail =
        note(tx, by, (row.id, row.version + 1), event, (row.state.as_str(), to), wish.wanted, &row.trail);
    let trail = trail.await?;
    // What was wanted last stays with a target that is dropped.
    let wanted = if event == Event::Drops { row.wanted } else { wish.wanted };
    if !sql::change(tx, &row, (to, wanted), &trail).await? {
        return Err(TargetError::Raced);
    }
    sql::insert_version(tx, (row.id, row.version + 1), wish.wanted, (by.person, way)).await?;
    Ok(true)
}

async fn begin(tx: &mut Tx, by: Setter, way: Way, wish: &Wish) -> Result<bool, TargetError> {
    let id: TargetId = tx.new_id();
    let trail =
        note(tx, by, (id, 1), Event::Sets, ("", State::Standing), wish.wanted, &Trail::default()).await?;
    sql::insert(tx, id, wish, &trail).await?;
    sql::insert_version(tx, (id, 1), wish.wanted, (by.person, way)).await?;
    Ok(true)
}

async fn note(
    tx: &mut Tx,
    by: Setter,
    (id, seq): (TargetId, i64),
    event: Event,
    (from, to): (&'static str, State),
    wanted: i64,
    trail: &Trail,
) -> Result<Trail, TargetError> {
    let entry = Entry {
        subject: id.to_string(),
        seq,
        actor: Actor::Person(by.person, by.part),
        act: event.as_str(),
        from,
        to: to.as_str(),
        note: &wanted.to_string(),
    };
    Ok(audit::note(tx, trail, &entry).await?)
}
