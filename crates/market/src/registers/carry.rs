//! What the worker does for a filing, piece by piece: looks through its rows, enters the fit ones, takes them back.
//!
//! Each piece is safe to repeat: a row carries its fate, and only a row that waits, is fit, or is entered is touched. So a
//! kill in the middle loses nothing and enters nobody twice.

use std::collections::HashMap;

use kernel::Limit;
use kernel::ids::{CaseId, FilingId};
use store::{Db, DbError, Read, params, transaction};
use tokio::task::JoinSet;

use super::act::moved;
use super::check::{self, Judged, Person};
use super::machine::{Event, FilingState};
use super::places::Places;
use super::read::{RowLine, all_opened, headings_of, sealed_words};
use super::sql::{self, FilingRow};
use super::{CellFault, Columns, Fate, RegisterError, Sender, Twin, rows_sql, twins};
use crate::accounts::Post;
use crate::audit::Actor;
use crate::cases::{self, CaseError, Found, Source};
use crate::intake::grid::Line;
use crate::matching::{self, Suggestion};
use crate::{catalogue, places};

/// Rows looked at before the worker takes a breath.
const CHECKED_AT_ONCE: usize = 2_000;
/// Rows whose outcome is written in one transaction.
const WRITTEN_AT_ONCE: usize = 200;
/// Rows entered or taken back before the worker takes a breath.
const ENTERED_AT_ONCE: Limit = Limit::of(400);
/// Rows entered at the same time, so that several share one write to the disk.
const BESIDE: usize = 24;

/// Carries a filing on by one piece; `true` if there is more to do.
///
/// # Errors
/// [`RegisterError::Db`] if the database fails; the piece may be repeated.
pub async fn carry_on(db: &Db, id: FilingId) -> Result<bool, RegisterError> {
    let Some(filing) = sql::filing(&mut db.read().await?, id).await? else { return Ok(false) };
    match filing.state {
        FilingState::Checking => look_through(db, filing).await,
        FilingState::Entering => enter(db, filing).await,
        FilingState::TakingBack => take_back(db, filing).await,
        FilingState::Read
        | FilingState::Checked
        | FilingState::Entered
        | FilingState::TakenBack
        | FilingState::ThrownAway => Ok(false),
    }
}

impl FilingRow {
    /// Who handed it in, with the blocks that were his then.
    fn sender(&self) -> Sender {
        match self.by {
            None => Sender::Machine(self.department),
            Some(person) if self.blocks.0.is_empty() => Sender::Head(person, self.department),
            Some(person) => {
                Sender::Officer(person, Post { department: self.department, blocks: self.blocks.clone() })
            }
        }
    }
}

/// What the district has, for judging rows.
pub(super) async fn places_for(read: &mut Read, sender: &Sender) -> Result<Places, DbError> {
    let blocks = places::read::blocks(read).await?;
    let crafts = catalogue::read::craft_names(read).await?;
    Ok(Places::of(&blocks, crafts, sender, read.now().day()))
}

/// What came of every row of a sheet, before anybody known was asked about.
pub(super) struct Survey {
    pub judged: Vec<(usize, Judged)>,
    /// For a row, the earlier one that tells of the same person.
    pub twins: HashMap<usize, Twin>,
}

/// Judges all rows below the heading, beside other work.
pub(super) async fn survey(
    lines: Vec<Line>,
    columns: Columns,
    places: Places,
) -> Result<Survey, RegisterError> {
    let surveyed = tokio::task::spawn_blocking(move || {
        let heading = lines.iter().find(|line| line.number == columns.heading);
        let headings = heading.map(|line| line.cells.clone()).unwrap_or_default();
        let below = lines.iter().filter(|line| line.number > columns.heading);
        let judged: Vec<(usize, Judged)> =
            below.map(|line| (line.number, check::row(line, &headings, &columns, &places))).collect();
        let people: Vec<(usize, &Person)> = judged
            .iter()
            .filter_map(|(row, judged)| match judged {
                Judged::Fit(person, _) => Some((*row, &**person)),
                Judged::NoRow | Judged::Faulty(_) => None,
            })
            .collect();
        let twins = twins::within(&people);
        Survey { judged, twins }
    });
    surveyed.await.map_err(|cause| DbError::Failed(cause.to_string()).into())
}

/// Who of those known may be a person: at most what [`matching::suggest`] shows.
pub(super) async fn known(read: &mut Read, person: &Person) -> Result<Vec<Twin>, DbError> {
    let found = matching::suggest(read, &person.traits, None).await?;
    Ok(found.iter().map(twin_of).collect())
}

fn twin_of(found: &Suggestion) -> Twin {
    Twin {
        case: found.case.to_string(),
        maker: found.maker.map(|maker| maker.to_string()).unwrap_or_default(),
        row: 0,
        name: twins::shown(&found.name),
        village: twins::shown(&found.village),
        department: found.department.to_string(),
        reasons: found.reasons.iter().map(ToString::to_string).collect(),
    }
}

/// What becomes of a row, and what is kept beside it.
struct Outcome {
    row: usize,
    fate: Fate,
    faults: Vec<CellFault>,
    twins: Vec<Twin>,
}

async fn look_through(db: &Db, filing: FilingRow) -> Result<bool, RegisterError> {
    let (waiting, survey) = {
        let mut read = db.read().await?;
        let (sheet, heading) = (filing.columns.sheet, filing.columns.heading);
        let kept = rows_sql::lines(&mut read, filing.id, sheet).await?;
        let rows = all_opened(&read, filing.id, sheet, kept)?;
        let waits = |row: &&RowLine| row.fate == Fate::Waiting;
        let waiting: Vec<usize> = rows.iter().filter(waits).map(|row| row.row).collect();
        let places = places_for(&mut read, &filing.sender()).await?;
        drop(read);
        let lines = rows.iter().map(RowLine::line).collect();
        let survey = survey(lines, filing.columns.clone(), places).await?;
        let above = waiting.iter().filter(|row| **row <= heading).map(|row| (*row, Judged::NoRow));
        let judged = above.collect::<Vec<_>>().into_iter().chain(survey.judged).collect();
        (waiting, Survey { judged, twins: survey.twins })
    };
    let is_last = waiting.len() <= CHECKED_AT_ONCE;
    let waiting: std::collections::HashSet<usize> = waiting.into_iter().take(CHECKED_AT_ONCE).collect();
    let mut outcomes = Vec::new();
    for (row, judged) in survey.judged.into_iter().filter(|(row, _)| waiting.contains(row)) {
        let in_file = survey.twins.get(&row).cloned();
        let outcome = outcome(&mut db.read().await?, row, judged, in_file).await?;
        outcomes.push(outcome);
        if outcomes.len() >= WRITTEN_AT_ONCE {
            write(db, &filing, std::mem::take(&mut outcomes)).await?;
        }
    }
    write(db, &filing, outcomes).await?;
    if !is_last {
        return Ok(true);
    }
    end(db, filing.id, FilingState::Checking, Event::AllChecked).await
}

async fn outcome(
    read: &mut Read,
    row: usize,
    judged: Judged,
    in_file: Option<Twin>,
) -> Result<Outcome, DbError> {
    Ok(match judged {
        Judged::NoRow => Outcome { row, fate: Fate::NoRow, faults: Vec::new(), twins: Vec::new() },
        Judged::Faulty(faults) => Outcome { row, fate: Fate::Faulty, faults, twins: Vec::new() },
        Judged::Fit(person, remarks) => {
            let mut twins: Vec<Twin> = in_file.into_iter().collect();
            twins.extend(known(read, &person).await?);
            let fate = if twins.is_empty() { Fate::Fit } else { Fate::Twin };
            Outcome { row, fate, faults: remarks, twins }
        }
    })
}

async fn write(db: &Db, filing: &FilingRow, outcomes: Vec<Outcome>) -> Result<(), DbError> {
    let (id, sheet) = (filing.id, filing.columns.sheet);
    transaction!(db, tx => {
        let mut changes = Vec::with_capacity(outcomes.len());
        for outcome in &outcomes {
            let row = i64::try_from(outcome.row).unwrap_or(i64::MAX);
            let mut values = params![id, i64::try_from(sheet).unwrap_or(0), row, outcome.fate];
            values.extend(sealed_words(tx, (id, sheet, row), &outcome.faults, &outcome.twins)?);
            changes.push((rows_sql::judge_row(), values));
        }
        tx.exec_all(changes).await.map(drop)
    })
}

/// Ends a state if the filing is still in it; a filing that was thrown away meanwhile stays so.
async fn end(db: &Db, id: FilingId, from: FilingState, event: Event) -> Result<bool, RegisterError> {
    transaction!(db, tx => {
        let Some(mut row) = sql::filing(tx, id).await? else { return Ok(false) };
        if row.state == from {
            moved(tx, &mut row, event, Actor::Mart).await?;
        }
        Ok::<bool, RegisterError>(false)
    })
}

async fn enter(db: &Db, filing: FilingRow) -> Result<bool, RegisterError> {
    let sheet = filing.columns.sheet;
    let (rows, headings, places) = {
        let mut read = db.read().await?;
        let kept = rows_sql::rows(&mut read, filing.id, sheet, Fate::Fit, 0, ENTERED_AT_ONCE).await?;
        let rows = all_opened(&read, filing.id, sheet, kept)?;
        let headings = headings_of(&mut read, filing.id, &filing.columns).await?;
        (rows, headings, places_for(&mut read, &filing.sender()).await?)
    };
    if rows.is_empty() {
        return end(db, filing.id, FilingState::Entering, Event::AllEntered).await;
    }
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        match check::row(&row.line(), &headings, &filing.columns, &places) {
            Judged::Fit(person, _) => people.push((row, person)),
            // It was fit when it was looked at: a block or craft has gone since.
            Judged::NoRow | Judged::Faulty(_) => hold_back(db, &filing, &row, Fate::Refused, &[]).await?,
        }
    }
    let (mut under_way, mut people) = (JoinSet::new(), people.into_iter());
    loop {
        while under_way.len() < BESIDE
            && let Some((row, person)) = people.next()
        {
            let (db, filing) = (db.clone(), filing.clone());
            under_way.spawn(async move { enter_one(&db, &filing, &row, &person).await });
        }
        match under_way.join_next().await {
            None => return Ok(true),
            Some(ended) => ended.map_err(|cause| DbError::Failed(cause.to_string()))??,
        }
    }
}

/// Enters one row: its case and its fate in one transaction.
async fn enter_one(db: &Db, filing: &FilingRow, row: &RowLine, person: &Person) -> Result<(), RegisterError> {
    let fresh = met_since(db, filing, row, person).await?;
    if !fresh.is_empty() {
        let twins: Vec<Twin> = row.twins.iter().cloned().chain(fresh).collect();
        return Ok(hold_back(db, filing, row, Fate::Twin, &twins).await?);
    }
    let number = i64::try_from(row.row).unwrap_or(i64::MAX);
    let met = person.met_on.map(|day| format!(", met {}", day.iso())).unwrap_or_default();
    let found = Found {
        traits: person.traits.clone(),
        group_name: person.group.clone(),
        lang: person.lang(),
        source: Source::Register,
        note: format!("{} row {}{met}", filing.id, row.row),
    };
    let sender = filing.sender();
    let entered: Result<(), RegisterError> = transaction!(db, tx => {
        let case = cases::identify_as(tx, sender.actor(), &sender.scope(), &found).await?;
        // Another worker may have been faster: then its case stays and this one is undone.
        if rows_sql::enter(tx, filing.id, filing.columns.sheet, number, case).await? { Ok(()) } else { Err(RegisterError::Raced) }
    });
    match entered {
        Ok(()) | Err(RegisterError::Raced) => Ok(()),
        Err(RegisterError::Case(CaseError::Db(cause)) | RegisterError::Db(cause)) => Err(cause.into()),
        Err(_) => Ok(hold_back(db, filing, row, Fate::Refused, &row.twins).await?),
    }
}

/// Whoever has become known since the row was looked at and is not from this very register.
async fn met_since(
    db: &Db,
    filing: &FilingRow,
    row: &RowLine,
    person: &Person,
) -> Result<Vec<Twin>, RegisterError> {
    let mut read = db.read().await?;
    let mut fresh = Vec::new();
    for twin in known(&mut read, person).await? {
        let Ok(case) = twin.case.parse::<CaseId>() else { continue };
        let was_told = row.twins.iter().any(|told| told.case == twin.case);
        if !was_told && !rows_sql::is_from(&mut read, filing.id, case).await? {
            fresh.push(twin);
        }
    }
    Ok(fresh)
}

async fn hold_back(
    db: &Db,
    filing: &FilingRow,
    row: &RowLine,
    fate: Fate,
    twins: &[Twin],
) -> Result<(), DbError> {
    let (id, sheet) = (filing.id, filing.columns.sheet);
    let number = i64::try_from(row.row).unwrap_or(i64::MAX);
    transaction!(db, tx => {
        let [_, twins] = sealed_words(tx, (id, sheet, number), &[], twins)?;
        rows_sql::hold_back(tx, id, sheet, number, (fate, twins)).await
    })
}

async fn take_back(db: &Db, filing: FilingRow) -> Result<bool, RegisterError> {
    let rows = {
        let mut read = db.read().await?;
        rows_sql::rows(&mut read, filing.id, filing.columns.sheet, Fate::Entered, 0, ENTERED_AT_ONCE).await?
    };
    if rows.is_empty() {
        return end(db, filing.id, FilingState::TakingBack, Event::AllTakenBack).await;
    }
    for case in rows.iter().filter_map(|row| row.case) {
        let taken: Result<(), RegisterError> = transaction!(db, tx => {
            let untouched = cases::take_back_in(tx, Actor::Mart, case).await?;
            let to = if untouched { Fate::TakenBack } else { Fate::Stayed };
            rows_sql::take_back(tx, filing.id, case, to).await?;
            Ok(())
        });
        taken?;
    }
    Ok(true)
}
