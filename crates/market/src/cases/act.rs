//! From «seen at work» to «she says yes»: the verbs of whoever carries a case.

use kernel::ids::{CaseId, MakerId, VisitId};
use kernel::{Day, Lang, Time};
use store::{Db, DbError, Read, Tx, transaction};

use super::machine::{CaseState, Event};
use super::rules::{self, NAME_MOST, NOTE_MOST, VISIT_NOTED_WITHIN_DAYS};
use super::sql::{self, CaseRow, NewCase, NewNext, NewStep};
use super::{By, CaseError, NextWhat, Scope, Source, Step, read_sql};
use crate::accounts::DepartmentKey;
use crate::audit::{self, Actor, Entry, Trail};
use crate::matching::{self, Paper, Traits};

/// What is told of a maker when she is found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is known of her.
    pub traits: Traits,
    /// The group she works in; may be empty.
    pub group_name: String,
    /// The language she reads.
    pub lang: Lang,
    /// Where the word of her comes from.
    pub source: Source,
    /// A word more, such as the row of a register; may be empty. No personal detail: it stays in the audit trail.
    pub note: String,
}

/// A place on the map in millionths of a degree (about 11 cm), and how sure the phone was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// North.
    pub lat_e6: i64,
    /// East.
    pub lon_e6: i64,
    /// Metres around it.
    pub accuracy_m: i64,
}

/// What an officer saw on a visit.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The day of the visit.
    pub day: Day,
    /// Where, in words.
    pub place: String,
    /// Where, on the map.
    pub spot: Option<Spot>,
    /// Her tools.
    pub tools: String,
    /// The sample she showed.
    pub sample_seen: String,
    /// What she makes.
    pub crafts: String,
    /// For how many years.
    pub years: Option<i64>,
    /// How many pieces a week.
    pub capacity_per_week: Option<i64>,
    /// Where her material comes from.
    pub raw_material: String,
    /// Who in the group makes what.
    pub who_makes: String,
    /// Anything else.
    pub note: String,
    /// Made by the phone that recorded it: the same key is the same visit.
    pub once_key: Option<String>,
}

/// Writes down a maker somebody has found. Whoever is the same person is suggested before by
/// [`matching::suggest`]; this act asks no more.
///
/// # Errors
/// [`CaseError::NoName`], [`CaseError::OtherBlock`] outside the officer's blocks, [`CaseError::Implausible`] for a text
/// that is too long or a craft or block nobody knows.
pub async fn identify(db: &Db, by: &By, found: &Found) -> Result<CaseId, CaseError> {
    transaction!(db, tx => { identify_in(tx, by, found).await })
}

/// The same within a transaction that has begun, for a register row by row.
///
/// # Errors
/// As [`identify`].
pub async fn identify_in(tx: &mut Tx, by: &By, found: &Found) -> Result<CaseId, CaseError> {
    identify_as(tx, by.actor(), &by.scope, found).await
}

/// The same, also for a register that came by the command line and not from a person.
pub(crate) async fn identify_as(
    tx: &mut Tx,
    actor: Actor,
    scope: &Scope,
    found: &Found,
) -> Result<CaseId, CaseError> {
    let department = scope.department().ok_or(CaseError::OnlyToLookAt)?;
    let traits = &found.traits;
    check(tx, traits, &found.group_name).await?;
    let officer = match (scope, actor) {
        (Scope::Officer(post), _) if !post.blocks.cover(&traits.block) => return Err(CaseError::OtherBlock),
        (Scope::Officer(_), Actor::Person(person, _)) => Some(person),
        (Scope::Officer(_) | Scope::Head(_) | Scope::District, _) => None,
    };
    let (id, now): (CaseId, Time) = (tx.new_id(), tx.now());
    let trail = begin(tx, id, actor, "case.identify", CaseState::Identified, &found.note).await?;
    let new = NewCase {
        id,
        maker: None,
        traits,
        group_name: &found.group_name,
        lang: found.lang,
        department,
        officer,
        source: found.source,
        found_at: now,
        state: CaseState::Identified,
        trail: &trail,
    };
    sql::insert_case(tx, &new).await?;
    let who = actor.to_string();
    step(tx, id, 1, Step::Identified, &who, department, found.source.as_str(), &found.note).await?;
    for paper in &traits.papers {
        sql::put_paper(tx, id, 1, paper, &who).await?;
    }
    matching::index(tx, id, traits).await?;
    let (what, days) = match officer {
        Some(_) => (NextWhat::Visit, 7),
        None => (NextWhat::TakeOver, 3),
    };
    let due = now.day().plus(days);
    let next = NewNext { case: id, seq: 1, what, note: "", department, person: officer, due, by: &who };
    sql::insert_next(tx, &next).await?;
    Ok(id)
}

/// What is told must be sayable and about places we know.
async fn check(tx: &mut Tx, traits: &Traits, group_name: &str) -> Result<(), CaseError> {
    if traits.name.hi.trim().is_empty() && traits.name.en.trim().is_empty() {
        return Err(CaseError::NoName);
    }
    let texts = [
        ("name", &traits.name.hi),
        ("name", &traits.name.en),
        ("kin", &traits.kin),
        ("village", &traits.village.hi),
        ("village", &traits.village.en),
    ];
    if let Some((field, _)) = texts.into_iter().find(|(_, text)| text.chars().count() > NAME_MOST) {
        return Err(CaseError::Implausible(field));
    }
    if group_name.chars().count() > NAME_MOST {
        return Err(CaseError::Implausible("group"));
    }
    if !sql::knows_block(tx, &traits.block).await? {
        return Err(CaseError::Implausible("block"));
    }
    if !traits.craft.is_empty() && !sql::knows_craft(tx, &traits.craft).await? {
        return Err(CaseError::Implausible("craft"));
    }
    Ok(())
}

/// The first entry of a case's trail.
pub(super) async fn begin(
    tx: &mut Tx,
    id: CaseId,
    actor: Actor,
    act: &'static str,
    state: CaseState,
    note: &str,
) -> Result<Trail, DbError> {
    let entry = Entry { subject: id.to_string(), seq: 1, actor, act, from: "", to: state.as_str(), note };
    audit::note(tx, &Trail::default(), &entry).await
}

#[expect(clippy::too_many_arguments, reason = "one per column of the fact")]
pub(super) async fn step(
    tx: &mut Tx,
    case: CaseId,
    seq: i64,
    step: Step,
    by: &str,
    department: DepartmentKey,
    source: &str,
    note: &str,
) -> Result<(), DbError> {
    let at = tx.now();
    sql::insert_step(tx, &NewStep { case, step, seq, at, by, department, source, note }).await
}

/// The case within the scope of whoever acts; another's does not exist.
pub(super) async fn mine(tx: &mut Tx, by: &By, id: CaseId) -> Result<CaseRow, CaseError> {
    sql::case_of(tx, id, &by.scope).await?.ok_or(CaseError::NoCase(id))
}

/// The case, if the department of whoever acts carries it. Who has joined sees it and may not.
pub(super) async fn carried(tx: &mut Tx, by: &By, id: CaseId) -> Result<CaseRow, CaseError> {
    let row = mine(tx, by, id).await?;
    if by.department()? == row.department { Ok(row) } else { Err(CaseError::NotYours) }
}

/// Moves a case by an event with its entry in the trail; answers its new version and state. The row carries both on.
pub(super) async fn moved(
    tx: &mut Tx,
    row: &mut CaseRow,
    event: Event,
    actor: Actor,
    note: &str,
) -> Result<i64, CaseError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note,
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if !sql::move_case(tx, row, next, &trail).await? {
        return Err(CaseError::Raced);
    }
    (row.state, row.version, row.trail) = (next, row.version + 1, trail);
    Ok(row.version)
}

/// What is to be done next now that a case stands as it does: by whoever carries it, by the rule's day.
pub(super) async fn follow(tx: &mut Tx, row: &CaseRow, by: &str) -> Result<(), DbError> {
    sql::end_next(tx, row.id).await?;
    let Some((what, days)) = rules::next_in(row.state) else { return Ok(()) };
    let (what, person) = match (what, row.officer) {
        // Approving is the head's: a person of the department, not the officer.
        (NextWhat::Approve, _) => (NextWhat::Approve, None),
        (_, None) => (NextWhat::TakeOver, None),
        (what, officer) => (what, officer),
    };
    let due = tx.now().day().plus(days);
    let (case, seq, department) = (row.id, row.version, row.department);
    sql::insert_next(tx, &NewNext { case, seq, what, note: "", department, person, due, by }).await
}

/// A reason or note that somebody wrote: not empty, not a book.
pub(super) fn said(text: &str) -> Result<&str, CaseError> {
    let text = text.trim();
    if text.is_empty() {
        Err(CaseError::NoReason)
    } else if text.chars().count() > NOTE_MOST {
        Err(CaseError::Implausible("note"))
    } else {
        Ok(text)
    }
}

/// Notes a visit. The same key of a phone is the same visit, however often it is sent.
///
/// # Errors
/// [`CaseError::NoCase`]; [`CaseError::BadDay`] for a day to come or long past; [`CaseError::NotNow`] while it rests.
pub async fn visit(db: &Db, by: &By, id: CaseId, seen: &Seen) -> Result<VisitId, CaseError> {
    transaction!(db, tx => { visit_in(tx, by, id, seen).await })
}

/// The same within a transaction that has begun, for a visit that a phone has recorded.
pub(crate) async fn visit_in(tx: &mut Tx, by: &By, id: CaseId, seen: &Seen) -> Result<VisitId, CaseError> {
    if let Some(key) = &seen.once_key
        && let Some((visit, case)) = sql::visit_by_key(tx, key).await?
    {
        // Another's visit under this key does not exist for her.
        mine(tx, by, case).await.map_err(|_| CaseError::NoCase(id))?;
        return if case == id { Ok(visit) } else { Err(CaseError::NoCase(id)) };
    }
    let mut row = mine(tx, by, id).await?;
    let department = by.department()?;
    let today = tx.now().day();
    if seen.day > today || seen.day < today.plus(-VISIT_NOTED_WITHIN_DAYS) {
        return Err(CaseError::BadDay);
    }
    plausible(seen)?;
    let before = row.state;
    let seq = moved(tx, &mut row, Event::Visits, by.actor(), "").await?;
    let visit: VisitId = tx.new_id();
    if !sql::insert_visit(tx, visit, id, by.person, department, seen).await? {
        return Err(CaseError::Raced);
    }
    let who = by.actor().to_string();
    step(tx, id, seq, Step::Visited, &who, department, &visit.to_string(), "").await?;
    if row.state != before {
        follow(tx, &row, &who).await?;
    }
    if row.maker.is_some() {
        // Her public page tells who was with her.
        tx.catalogue_changed();
    }
    Ok(visit)
}

/// A case that a visit can be noted to.
#[derive(Debug)]
pub(crate) struct ToVisit {
    /// The case; where two were merged, the one that stays.
    pub id: CaseId,
    /// Her block.
    pub block: String,
    /// Her account with the mart, if she is listed.
    pub maker: Option<MakerId>,
}

/// The case within a scope, or the one it was merged into, if it is open.
pub(crate) async fn to_visit(read: &mut Read, scope: &Scope, id: CaseId) -> Result<Option<ToVisit>, DbError> {
    let id = read_sql::survivor(read, id).await?.unwrap_or(id);
    let row = sql::case_of(read, id, scope).await?.filter(|row| row.state.is_open());
    Ok(row.map(|row| ToVisit { id: row.id, block: row.block, maker: row.maker }))
}

fn plausible(seen: &Seen) -> Result<(), CaseError> {
    let texts = [
        ("place", &seen.place),
        ("tools", &seen.tools),
        ("sample_seen", &seen.sample_seen),
        ("crafts", &seen.crafts),
        ("raw_material", &seen.raw_material),
        ("who_makes", &seen.who_makes),
        ("note", &seen.note),
    ];
    if let Some((field, _)) = texts.into_iter().find(|(_, text)| text.chars().count() > NOTE_MOST) {
        return Err(CaseError::Implausible(field));
    }
    if seen.years.is_some_and(|years| !(0..=100).contains(&years)) {
        return Err(CaseError::Implausible("years"));
    }
    if seen.capacity_per_week.is_some_and(|pieces| !(0..=1_000_000).contains(&pieces)) {
        return Err(CaseError::Implausible("capacity_per_week"));
    }
    Ok(())
}

/// Names the next action, who does it and by which day, in place of what stood there.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::BadDay`]; [`CaseError::NotNow`] while it rests.
pub async fn plan(
    db: &Db,
    by: &By,
    id: CaseId,
    what: NextWhat,
    due: Day,
    note: &str,
) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = carried(tx, by, id).await?;
        if !rules::can_plan(due, tx.now().day()) {
            return Err(CaseError::BadDay);
        }
        if what == NextWhat::Other || !note.trim().is_empty() {
            said(note)?;
        }
        let note = note.trim();
        let seq = moved(tx, &mut row, Event::Plans, by.actor(), what.as_str()).await?;
        sql::end_next(tx, id).await?;
        let person = if what == NextWhat::Approve { None } else { row.officer };
        let (who, department) = (by.actor().to_string(), row.department);
        let next = NewNext { case: id, seq, what, note, department, person, due, by: &who };
        Ok(sql::insert_next(tx, &next).await?)
    })
}

/// Corrects what is known of her; how she is found by others is written anew. Papers stay as they are.
///
/// # Errors
/// As [`identify`]; [`CaseError::NotYours`]; [`CaseError::NotNow`] while it rests.
pub async fn correct(
    db: &Db,
    by: &By,
    id: CaseId,
    traits: &Traits,
    group_name: &str,
) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = carried(tx, by, id).await?;
        check(tx, traits, group_name).await?;
        if let Scope::Officer(post) = &by.scope
            && !post.blocks.cover(&traits.block)
        {
            return Err(CaseError::OtherBlock);
        }
        moved(tx, &mut row, Event::Corrects, by.actor(), "").await?;
        sql::set_traits(tx, id, traits, group_name).await?;
        let papers = sql::papers(tx, id).await?;
        Ok(matching::reindex(tx, id, &Traits { papers, ..traits.clone() }).await?)
    })
}

/// Notes a paper with its number, in place of the one of its kind that was known. Any department that takes part may.
///
/// # Errors
/// [`CaseError::NoCase`]; [`CaseError::NotNow`] while it rests.
pub async fn note_paper(db: &Db, by: &By, id: CaseId, paper: &Paper) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = mine(tx, by, id).await?;
        by.department()?;
        let seq = moved(tx, &mut row, Event::Corrects, by.actor(), paper.kind.as_str()).await?;
        sql::put_paper(tx, id, seq, paper, &by.actor().to_string()).await?;
        let traits = traits_of(tx, &row).await?;
        Ok(matching::reindex(tx, id, &traits).await?)
    })
}

/// Everything known of a case, as matching compares it.
pub(super) async fn traits_of(read: &mut store::Read, row: &CaseRow) -> Result<Traits, DbError> {
    Ok(Traits {
        kind: row.kind,
        gender: row.gender,
        name: row.name.clone(),
        kin: row.kin.clone(),
        mobile: row.mobile().cloned(),
        village: row.village.clone(),
        block: row.block.clone(),
        craft: row.craft.clone().unwrap_or_default(),
        papers: sql::papers(read, row.id).await?,
    })
}
