//! The verbs of roles.

use kernel::Lang;
use kernel::ids::{PersonId, RoleGrantId, RoleRequestId};
use kernel::india::Mobile;
use store::{Db, Tx, sessions, transaction};

use super::sql::{self, GrantRow, NewRequest, RequestRow};
use super::{Event, Kind, RoleError, State, rules};
use crate::accounts::{self, Role, Scope, Who};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::factors;

/// A role that is asked for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The number of whoever shall have it.
    pub mobile: Mobile,
    /// Her name, kept if none is known.
    pub name: String,
    /// The language of her SMS.
    pub lang: Lang,
    /// Which role.
    pub role: Role,
    /// What it is about, as [`rules::about`] makes it.
    pub scope: Scope,
}

/// Asks that somebody gets a role. Nothing begins before a second person approves. Asking twice is one request.
///
/// # Errors
/// [`RoleError::NotYours`] if `by` may not ask for it; [`RoleError::SamePerson`] for herself; [`RoleError::HasIt`];
/// [`RoleError::NoReason`].
pub async fn ask(db: &Db, by: &Who, wanted: &Wanted, reason: &str) -> Result<RoleRequestId, RoleError> {
    let reason = rules::reason(reason)?;
    let (role, scope) = (wanted.role, &wanted.scope);
    if !rules::may_ask(by, role, scope.department) {
        return Err(RoleError::NotYours);
    }
    transaction!(db, tx => {
        let person = accounts::person_for(tx, &wanted.mobile, &wanted.name, wanted.lang).await?;
        accounts::sql::name_person(tx, person, &wanted.name).await?;
        if accounts::sql::has_role(tx, person, role, scope.maker, scope.hub).await? {
            return Err(RoleError::HasIt);
        }
        put(tx, by, Kind::Grant, person, Some(role), scope, reason).await
    })
}

/// Asks that a lost second factor is forgotten: of the person who has this role.
///
/// # Errors
/// [`RoleError::Missing`], [`RoleError::NotYours`], [`RoleError::SamePerson`], [`RoleError::NoReason`].
pub async fn ask_reset(
    db: &Db,
    by: &Who,
    grant: RoleGrantId,
    reason: &str,
) -> Result<RoleRequestId, RoleError> {
    let reason = rules::reason(reason)?;
    transaction!(db, tx => {
        let row = seen_grant(tx, by, grant).await?;
        if !rules::may_ask_reset(by, row.role, row.department) {
            return Err(RoleError::NotYours);
        }
        let scope = Scope { department: row.department, ..Scope::default() };
        put(tx, by, Kind::Reset, row.person, None, &scope, reason).await
    })
}

async fn put(
    tx: &mut Tx,
    by: &Who,
    kind: Kind,
    person: PersonId,
    role: Option<Role>,
    scope: &Scope,
    reason: &str,
) -> Result<RoleRequestId, RoleError> {
    if by.person == person {
        return Err(RoleError::SamePerson);
    }
    if let Some(id) = sql::same_request(tx, kind, person, role).await? {
        return Ok(id);
    }
    let id: RoleRequestId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: actor_of(by),
        act: "role.ask",
        from: "",
        to: State::Asked.as_str(),
        note: role.map_or(kind.as_str(), Role::as_str),
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let by = by.person;
    sql::insert_request(tx, &NewRequest { id, kind, person, role, scope, reason, by, trail: &trail }).await?;
    Ok(id)
}

/// The request, if it waits for somebody like `by`.
async fn undecided(tx: &mut Tx, by: &Who, id: RoleRequestId) -> Result<RequestRow, RoleError> {
    let row = sql::request(tx, id).await?.ok_or(RoleError::Missing)?;
    if !rules::may_decide(by, row.kind) {
        return Err(RoleError::Missing);
    }
    if row.state != State::Asked {
        return Err(RoleError::Decided);
    }
    if row.asked_by == by.person || row.person == by.person {
        return Err(RoleError::SamePerson);
    }
    Ok(row)
}

async fn moved(tx: &mut Tx, by: &Who, row: &RequestRow, event: Event, answer: &str) -> Result<(), RoleError> {
    let to = row.state.after(event).ok_or(RoleError::Decided)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor: actor_of(by),
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: row.role.map_or(row.kind.as_str(), Role::as_str),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let done = sql::decide(tx, row, to, by.person, answer, &trail).await?;
    if done { Ok(()) } else { Err(RoleError::Raced) }
}

/// A second person says yes: the role begins, or the second factor is forgotten. All sessions of whom it is about end.
///
/// # Errors
/// [`RoleError::SamePerson`] for whoever asked or whom it is about; [`RoleError::Decided`] the second time;
/// [`RoleError::Missing`] for whom it is none of her business.
pub async fn approve(db: &Db, by: &Who, id: RoleRequestId) -> Result<(), RoleError> {
    transaction!(db, tx => {
        let row = undecided(tx, by, id).await?;
        moved(tx, by, &row, Event::Approve, "").await?;
        let Some(role) = row.role else {
            return Ok(factors::reset(tx, row.person, actor_of(by)).await?);
        };
        let scope = Scope { hub: row.hub, department: row.department, blocks: row.blocks.clone(), maker: None };
        if accounts::sql::has_role(tx, row.person, role, scope.maker, scope.hub).await? {
            return Err(RoleError::HasIt);
        }
        accounts::begin_role(tx, row.person, role, &scope, actor_of(by), Some(id)).await?;
        Ok(())
    })
}

/// A second person says no.
///
/// # Errors
/// As [`approve`]; [`RoleError::NoReason`].
pub async fn decline(db: &Db, by: &Who, id: RoleRequestId, answer: &str) -> Result<(), RoleError> {
    let answer = rules::reason(answer)?;
    transaction!(db, tx => {
        let row = undecided(tx, by, id).await?;
        moved(tx, by, &row, Event::Decline, answer).await
    })
}

/// Whoever asked takes the request back.
///
/// # Errors
/// [`RoleError::Missing`] for anybody else; [`RoleError::Decided`].
pub async fn withdraw(db: &Db, by: &Who, id: RoleRequestId) -> Result<(), RoleError> {
    transaction!(db, tx => {
        let row = sql::request(tx, id).await?.filter(|row| row.asked_by == by.person);
        let row = row.ok_or(RoleError::Missing)?;
        moved(tx, by, &row, Event::Withdraw, "").await
    })
}

/// A living role that `by` may end or reset; another's does not exist.
async fn seen_grant(tx: &mut Tx, by: &Who, id: RoleGrantId) -> Result<GrantRow, RoleError> {
    let row = sql::living_grant(tx, id).await?.ok_or(RoleError::Missing)?;
    let seen =
        rules::may_end(by, row.role, row.department) || rules::may_ask_reset(by, row.role, row.department);
    if seen { Ok(row) } else { Err(RoleError::Missing) }
}

/// Ends a role at once: every session of the person ends with it.
///
/// # Errors
/// [`RoleError::Missing`] for whom it is none of her business, or if it has ended; [`RoleError::LastOne`] if nobody would
/// be left who gives roles; [`RoleError::NoReason`].
pub async fn end(db: &Db, by: &Who, id: RoleGrantId, reason: &str) -> Result<(), RoleError> {
    let reason = rules::reason(reason)?;
    transaction!(db, tx => {
        let row = seen_grant(tx, by, id).await?;
        if !rules::may_end(by, row.role, row.department) {
            return Err(RoleError::NotYours);
        }
        let keeps_the_mart = matches!(row.role, Role::DcOffice | Role::Administrator);
        if keeps_the_mart && sql::holders(tx, row.role).await? < 2 {
            return Err(RoleError::LastOne);
        }
        end_in(tx, &row, actor_of(by), reason).await
    })
}

/// Every role of a person ends, and whoever else speaks for her makers does so no more: she is being erased.
pub(crate) async fn end_all(tx: &mut Tx, person: PersonId) -> Result<(), RoleError> {
    for row in sql::living_of(tx, person).await? {
        end_in(tx, &row, Actor::Mart, "erased").await?;
    }
    Ok(())
}

/// Who acts, in the highest of her parts that gives roles.
fn actor_of(by: &Who) -> Actor {
    let part = if by.is(Role::DcOffice) {
        Part::DcOffice
    } else if by.is(Role::Administrator) {
        Part::Administrator
    } else {
        Part::DepartmentHead
    };
    Actor::Person(by.person, part)
}

async fn end_in(tx: &mut Tx, row: &GrantRow, actor: Actor, reason: &str) -> Result<(), RoleError> {
    // A role of the time before roles had a trail begins one now.
    let begun = if row.version == 0 {
        accounts::note_role(tx, row.id, row.role, Actor::Mart).await?
    } else {
        row.trail.clone()
    };
    let seq = row.version.max(1) + 1;
    let entry = Entry {
        subject: row.id.to_string(),
        seq,
        actor,
        act: "role.end",
        from: "living",
        to: "ended",
        note: reason,
    };
    let trail = audit::note(tx, &begun, &entry).await?;
    if !sql::end_grant(tx, row, &trail, seq).await? {
        return Err(RoleError::Raced);
    }
    Ok(sessions::end_all_of(tx, row.person).await?)
}

/// The very first administrator and the first person of the DC's office, from the command line of the machine. Once there
/// is one, two people give roles.
///
/// # Errors
/// [`RoleError::NotTheFirst`]; [`RoleError::NotYours`] for any other role.
pub async fn first(
    db: &Db,
    mobile: &Mobile,
    name: &str,
    lang: Lang,
    role: Role,
) -> Result<PersonId, RoleError> {
    if !matches!(role, Role::Administrator | Role::DcOffice) {
        return Err(RoleError::NotYours);
    }
    transaction!(db, tx => {
        if sql::holders(tx, role).await? > 0 {
            return Err(RoleError::NotTheFirst);
        }
        let person = accounts::person_for(tx, mobile, name, lang).await?;
        accounts::begin_role(tx, person, role, &Scope::default(), Actor::Mart, None).await?;
        Ok(person)
    })
}
