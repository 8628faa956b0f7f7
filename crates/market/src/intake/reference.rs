//! The tables the mart ships with: States, pincodes, blocks, banks, crafts, tax rates. Each is loaded once per content.

use std::collections::HashMap;

use kernel::proof::hex;
use kernel::{BasisPoints, Cell, Day, Paise};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Sql, params, transaction};

use super::act::flag;
use super::fields::decimal;
use super::sheet::{Row, Sheet};
use super::{IntakeError, Progress, files};
use crate::templates::{self, TemplateError};
use crate::{cases, catalogue, payouts, places, search, tax};

/// Rows written in one transaction.
const ROWS_AT_ONCE: usize = 1_000;

/// A row to be written, or the column that is wrong.
type Written = Result<Vec<Cell>, &'static str>;

/// Loads every table whose content is not in the database yet; answers how many rows were written.
///
/// # Errors
/// [`IntakeError::Shipped`] if a table is wrong, [`IntakeError::Db`] if the database fails; a second call goes on.
pub async fn load(db: &Db, progress: Progress<'_>) -> Result<usize, IntakeError> {
    let states = state_codes()?;
    let mut written = 0;
    written += table(db, "data/states.csv", places::sql::put_state(), progress, state).await?;
    written += table(db, "data/blocks.csv", places::sql::put_block(), progress, block).await?;
    written += table(db, "data/ifsc_prefixes.csv", places::sql::put_bank(), progress, bank).await?;
    written += table(db, "data/hsn.csv", tax::sql::put_rate(), progress, rate).await?;
    written += table(db, "data/hsn_price_steps.csv", tax::sql::put_step(), progress, step).await?;
    written += table(db, "data/withholding.csv", tax::sql::put_withholding(), progress, withholding).await?;
    written += table(db, "data/holidays.csv", payouts::sweep_sql::put_holiday(), progress, holiday).await?;
    written += table(db, "data/crafts.csv", catalogue::sql::put_craft(), progress, craft).await?;
    let pincode = |sheet: &Sheet, row: &Row| pincode(sheet, row, &states);
    written += table(db, "data/pincodes.csv", places::sql::put_pincode(), progress, pincode).await?;
    written += load_synonyms(db, progress).await?;
    cases::load_checklists(db).await?;
    load_templates(db).await?;
    Ok(written)
}

/// Loads the words that mean the same, if their list is new; groups that were changed here stay as they are.
///
/// # Errors
/// As [`load`].
pub async fn load_synonyms(db: &Db, progress: Progress<'_>) -> Result<usize, IntakeError> {
    let name = "data/search_synonyms.csv";
    let written = table(db, name, search::wordlist_sql::put_shipped(), progress, synonyms).await?;
    if written > 0 {
        transaction!(db, tx => { search::wordlist_sql::bump_synonyms(tx).await })?;
    }
    Ok(written)
}

/// Loads the craft templates: first versions, and the next of those nobody has changed here.
///
/// # Errors
/// As [`load`].
pub async fn load_templates(db: &Db) -> Result<(), IntakeError> {
    templates::load_shipped(db).await.map_err(|cause| match cause {
        TemplateError::Db(cause) => IntakeError::Db(cause),
        wrong => IntakeError::Shipped { file: "data/templates".to_owned(), what: wrong.to_string() },
    })
}

async fn table(
    db: &Db,
    name: &str,
    put: Sql,
    progress: Progress<'_>,
    read_row: impl Fn(&Sheet, &Row) -> Written,
) -> Result<usize, IntakeError> {
    let shipped = |what: String| IntakeError::Shipped { file: name.to_owned(), what };
    let bytes = files::bytes(name).ok_or_else(|| shipped("it is not there".to_owned()))?;
    let sha = hex(&Sha256::digest(bytes));
    if places::sql::loaded_sha(&mut db.read().await?, name).await?.as_deref() == Some(sha.as_str()) {
        return Ok(0);
    }
    let sheet = Sheet::read_table(bytes)?;
    let mut rows = Vec::with_capacity(sheet.rows().len());
    for row in sheet.rows() {
        let values =
            read_row(&sheet, row).map_err(|column| shipped(format!("row {}, {column}", row.number)))?;
        rows.push((put, values));
    }
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let chunks: Vec<_> = rows.chunks(ROWS_AT_ONCE).collect();
    for (place, chunk) in chunks.iter().enumerate() {
        let is_last = place + 1 == chunks.len();
        transaction!(db, tx => {
            tx.exec_all(chunk.to_vec()).await?;
            if is_last {
                places::sql::mark_loaded(tx, name, &sha, count).await?;
                tx.catalogue_changed();
            }
            Ok::<(), DbError>(())
        })?;
        progress("tables", (place * ROWS_AT_ONCE + chunk.len()).min(rows.len()), rows.len());
    }
    Ok(rows.len())
}

/// GST codes of States by their English name, as the pincode table writes them.
fn state_codes() -> Result<HashMap<String, String>, IntakeError> {
    let sheet = Sheet::read_table(files::bytes("data/states.csv").unwrap_or_default())?;
    let pair = |row| (sheet.cell(row, "name_en").to_owned(), sheet.cell(row, "gst_code").to_owned());
    Ok(sheet.rows().iter().map(pair).collect())
}

fn state(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    Ok(params![cell("gst_code"), cell("iso3166_2"), cell("name_hi"), cell("name_en"), cell("kind")])
}

fn pincode(sheet: &Sheet, row: &Row, states: &HashMap<String, String>) -> Written {
    let cell = |column| sheet.cell(row, column);
    let state = states.get(cell("state")).ok_or("state")?;
    let (lat, lon) = (decimal(cell("lat"), 4), decimal(cell("lon"), 4));
    let (lat, lon) = lat.zip(lon).unzip();
    let mut values = params![cell("pincode"), cell("office"), cell("district"), *state, lat, lon];
    values.push(flag(cell("delivers")));
    Ok(values)
}

fn block(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    let lat = decimal(cell("lat_approx"), 4).ok_or("lat_approx")?;
    let lon = decimal(cell("lon_approx"), 4).ok_or("lon_approx")?;
    Ok(params![cell("lgd_block_code"), cell("name_hi"), cell("name_en"), cell("subdivision"), lat, lon])
}

/// A group is known by its first word.
fn synonyms(sheet: &Sheet, row: &Row) -> Written {
    let words = sheet.cell(row, "words");
    let first = words.split(' ').next().filter(|word| !word.is_empty()).ok_or("words")?;
    Ok(params![search::wordlist::id_of(first), words])
}

fn bank(sheet: &Sheet, row: &Row) -> Written {
    Ok(params![sheet.cell(row, "prefix"), sheet.cell(row, "bank")])
}

fn rate(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    let rate =
        decimal(cell("gst_rate_pct"), 2).and_then(|rate| u32::try_from(rate).ok()).ok_or("gst_rate_pct")?;
    let from = Day::from_iso(cell("effective_from")).ok_or("effective_from")?;
    Ok(params![
        cell("key"),
        from,
        cell("hsn"),
        cell("name_hi"),
        cell("name_en"),
        BasisPoints(rate),
        cell("condition"),
        cell("basis"),
        cell("verified")
    ])
}

fn withholding(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    let share = |column| decimal(cell(column), 2).and_then(|rate| u32::try_from(rate).ok()).ok_or(column);
    let from = Day::from_iso(cell("effective_from")).ok_or("effective_from")?;
    let free = Paise::typed(cell("free_up_to_rupees")).ok_or("free_up_to_rupees")?;
    let (rate, no_pan) = (BasisPoints(share("rate_pct")?), BasisPoints(share("no_pan_pct")?));
    Ok(params![cell("kind"), from, rate, no_pan, free, cell("basis"), cell("verified")])
}

fn holiday(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    let day = Day::from_iso(cell("day")).ok_or("day")?;
    Ok(params![day, cell("name_hi"), cell("name_en"), cell("source"), cell("verified")])
}

fn step(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    let above = Paise::typed(cell("above_rupees")).ok_or("above_rupees")?;
    let from = Day::from_iso(cell("effective_from")).ok_or("effective_from")?;
    Ok(params![cell("hsn_key"), from, above, cell("other_key"), cell("basis"), cell("verified")])
}

fn craft(sheet: &Sheet, row: &Row) -> Written {
    let cell = |column| sheet.cell(row, column);
    let position = i64::try_from(row.number).map_err(|_| "row")?;
    let is_food = i64::from(cell("category") == "Food");
    Ok(params![
        cell("key"),
        position,
        cell("name_hi"),
        cell("name_en"),
        cell("category"),
        cell("season"),
        is_food
    ])
}
