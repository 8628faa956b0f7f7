//! Makers who came by another way than an officer get their case: by a register, or before there were cases.

use kernel::Limit;
use kernel::ids::{CaseId, MakerId};
use store::{Db, DbError, Tx, transaction};

use super::act::begin;
use super::enrol_sql::{self, Caseless};
use super::machine::CaseState;
use super::rules;
use super::sql::{self, NewCase, NewNext, NewStep};
use super::{NextWhat, Source, Step};
use crate::audit::Actor;
use crate::makers;
use crate::matching::{self, Paper, PaperKind, Traits};

/// Makers given their case in one transaction.
const AT_ONCE: Limit = Limit::of(100);

/// Gives a maker who came by another way than an officer her case, listed from the beginning. Twice is fine.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn enrol(tx: &mut Tx, maker: MakerId) -> Result<(), DbError> {
    match enrol_sql::caseless_one(tx, maker).await? {
        Some(row) => enrol_row(tx, &row).await,
        None => Ok(()),
    }
}

/// Gives every maker who has none her case; answers how many there were. For makers older than cases are.
///
/// # Errors
/// [`DbError`] if the database fails; a second call goes on.
pub async fn open_missing(db: &Db) -> Result<usize, DbError> {
    let mut opened = 0;
    loop {
        let done: usize = transaction!(db, tx => {
            let rows = enrol_sql::caseless(tx, AT_ONCE).await?;
            for row in &rows {
                enrol_row(tx, row).await?;
            }
            Ok::<usize, DbError>(rows.len())
        })?;
        opened += done;
        if done < AT_ONCE.rows() {
            return Ok(opened);
        }
    }
}

async fn enrol_row(tx: &mut Tx, row: &Caseless) -> Result<(), DbError> {
    let id: CaseId = tx.new_id();
    let (department, source) =
        (rules::first_department(row.kind), if row.sample { Source::Sample } else { Source::Register });
    let mut papers: Vec<Paper> =
        row.pan().and_then(|pan| Paper::typed(PaperKind::Pan, pan)).into_iter().collect();
    if let Some(account) = makers::read::bank_account(tx, row.id).await? {
        let (ifsc, number) = (account.ifsc.as_str(), account.account_no.as_str());
        papers.extend(Paper::typed(PaperKind::Bank, &format!("{ifsc} {number}")));
    }
    let traits = Traits {
        kind: row.kind,
        name: row.name.clone(),
        mobile: row.mobile.get().cloned(),
        village: row.village.clone(),
        block: row.block.clone(),
        craft: row.craft.clone(),
        papers,
        ..Traits::default()
    };
    let trail = begin(tx, id, Actor::Mart, "case.enrol", CaseState::Listed, "").await?;
    let new = NewCase {
        id,
        maker: Some(row.id),
        traits: &traits,
        group_name: "",
        lang: row.lang,
        department,
        officer: None,
        source,
        found_at: row.joined_at,
        state: CaseState::Listed,
        trail: &trail,
    };
    sql::insert_case(tx, &new).await?;
    for step in [Step::Identified, Step::Listed] {
        let (source, at) = (source.as_str(), row.joined_at);
        let new = NewStep { case: id, step, seq: 1, at, by: "mart", department, source, note: "" };
        sql::insert_step(tx, &new).await?;
    }
    for paper in &traits.papers {
        sql::put_paper(tx, id, 1, paper, "mart").await?;
    }
    matching::index(tx, id, &traits).await?;
    let due = tx.now().day().plus(7);
    let (case, seq, what, note, person) = (id, 1, NextWhat::TakeOver, "", None);
    sql::insert_next(tx, &NewNext { case, seq, what, note, department, person, due, by: "mart" }).await
}
