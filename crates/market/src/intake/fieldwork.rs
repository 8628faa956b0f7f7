//! What has been going on in the sample district: trainings that were held, days on which makers will be away. Counted from
//! the day the samples are first loaded; a second call changes nothing.

use std::collections::BTreeSet;

use kernel::india::Mobile;
use store::Db;

use super::sheet::{Row, Sheet};
use super::{IntakeError, files};
use crate::accounts::{self, Blocks};
use crate::away::{self, AwayError};
use crate::makers;
use crate::training::{self, Held, TrainingError};

const TRAININGS: &str = "data/sample/trainings.csv";
const AWAY: &str = "data/sample/away.csv";

/// Notes invented trainings and away days.
///
/// # Errors
/// [`IntakeError::Shipped`] if a table is wrong; [`IntakeError::Db`].
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let sheet = Sheet::read_table(files::bytes(TRAININGS).unwrap_or_default())?;
    for row in sheet.rows() {
        hold(db, &sheet, row).await?;
    }
    let sheet = Sheet::read_table(files::bytes(AWAY).unwrap_or_default())?;
    for row in sheet.rows() {
        leave(db, &sheet, row).await?;
    }
    Ok(())
}

fn wrong(file: &str, row: &Row, cause: impl std::fmt::Display) -> IntakeError {
    IntakeError::Shipped { file: file.to_owned(), what: format!("row {}, {cause}", row.number) }
}

fn days(sheet: &Sheet, row: &Row, column: &str) -> i64 {
    sheet.cell(row, column).parse().unwrap_or(0)
}

async fn hold(db: &Db, sheet: &Sheet, row: &Row) -> Result<(), IntakeError> {
    let mut read = db.read().await?;
    let mobile =
        Mobile::typed(sheet.cell(row, "officer_mobile")).ok_or_else(|| wrong(TRAININGS, row, "no number"))?;
    let Some(officer) = accounts::sql::person_of(&mut read, &mobile).await? else { return Ok(()) };
    let (mut came, mut blocks) = (BTreeSet::new(), Vec::new());
    for key in sheet.cell(row, "maker_keys").split(';') {
        let Some(page) = makers::read::page(&mut read, key).await? else { continue };
        let core = makers::read::core(&mut read, page.id).await?;
        blocks.extend(core.map(|core| core.block_code));
        came.insert(page.id);
    }
    drop(read);
    let held = Held {
        craft: sheet.cell(row, "craft").to_owned(),
        day: db.now().day().plus(-days(sheet, row, "days_ago")),
        trainer: sheet.cell(row, "trainer").to_owned(),
        topic: sheet.cell(row, "topic").to_owned(),
        makers: came,
        once: format!("sample {}", row.number),
    };
    training::note(db, (officer, &Blocks(blocks)), &held).await.map_err(|cause| match cause {
        TrainingError::Db(cause) => IntakeError::Db(cause),
        other => wrong(TRAININGS, row, other),
    })
}

async fn leave(db: &Db, sheet: &Sheet, row: &Row) -> Result<(), IntakeError> {
    let mut read = db.read().await?;
    let Some(maker) = makers::read::page(&mut read, sheet.cell(row, "maker_key")).await? else {
        return Ok(());
    };
    let Some(person) = makers::read::core(&mut read, maker.id).await?.and_then(|core| core.person) else {
        return Ok(());
    };
    if !away::of_maker(&mut read, maker.id).await?.is_empty() {
        return Ok(());
    }
    drop(read);
    let today = db.now().day();
    let (from, to) = (today.plus(days(sheet, row, "from_days")), today.plus(days(sheet, row, "to_days")));
    match away::say(db, person, maker.id, (from, to), sheet.cell(row, "reason")).await {
        Ok(_) => Ok(()),
        Err(AwayError::Db(cause)) => Err(IntakeError::Db(cause)),
        Err(other) => Err(wrong(AWAY, row, other)),
    }
}
