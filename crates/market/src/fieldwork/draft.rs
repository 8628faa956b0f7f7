//! What forms send: a listing answered question by question, kept after each, left and come back to anywhere.

use kernel::ids::{FieldRecordId, MakerId};
use store::{Db, chance, transaction};

use super::answers::Answers;
use super::files::{FileState, Role};
use super::machine::{Event, Standing};
use super::sql::{self, Facts};
use super::take::{self, Differences, facts_of};
use super::{FieldworkError, Kind, Officer};
use crate::templates;

/// Begins a listing in a form.
///
/// # Errors
/// [`FieldworkError`] if the database fails.
pub async fn begin(db: &Db, officer: &Officer) -> Result<FieldRecordId, FieldworkError> {
    let id = chance::id(db.now());
    transaction!(db, tx => {
        let (answers, differences, now) = (Answers::default(), Differences::default(), tx.now());
        let facts = Facts {
            block: "",
            maker: None,
            product: None,
            mobile: "",
            answers: &answers,
            differences: &differences,
            reason: "",
            decided_by: None,
        };
        take::begin(tx, officer, id, Kind::Listing, facts, Standing::Draft, now).await
    })?;
    Ok(id)
}

/// Keeps answers of a draft. A record that waits for the maker or came back becomes a draft again with the first of them.
///
/// # Errors
/// [`FieldworkError::NoRecord`]; [`FieldworkError::NotNow`] if it has gone on.
pub async fn answer(
    db: &Db,
    officer: &Officer,
    id: FieldRecordId,
    given: &[(&str, &str)],
) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let mut row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
        if row.state != Standing::Draft {
            let next = row.state.after(Event::Reopens)?;
            let facts = facts_of(&row);
            take::step(tx, officer, &row, Event::Reopens, next, &facts).await?;
            row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
        }
        let mut answers = row.answers.clone();
        let mut mobile = row.mobile().to_owned();
        for (key, value) in given {
            if *key == "mobile" {
                mobile = value.trim().chars().take(20).collect();
            } else {
                answers.set(row.kind, key, value);
            }
        }
        let maker = answers.get("maker").parse::<MakerId>().ok();
        let block: String = answers.get("block").chars().take(10).collect();
        let facts = Facts { block: &block, maker: known(tx, maker).await?, mobile: &mobile, answers: &answers, ..facts_of(&row) };
        if answers.fit() && sql::keep_answers(tx, &row, &facts).await? { Ok(()) } else { Err(FieldworkError::Raced) }
    })
}

/// A maker's id only if there is such a maker: the row may refer to no other.
async fn known(tx: &mut store::Tx, maker: Option<MakerId>) -> Result<Option<MakerId>, FieldworkError> {
    match maker {
        Some(id) => Ok(crate::makers::read::core(tx, id).await?.map(|maker| maker.id)),
        None => Ok(None),
    }
}

/// All answers are given: the listing waits for the maker's yes.
///
/// # Errors
/// [`FieldworkError::Wrong`] with every answer that is missing or wrong; it stays a draft.
pub async fn finish(db: &Db, officer: &Officer, id: FieldRecordId) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
        if row.state == Standing::Waiting {
            return Ok(());
        }
        let next = row.state.after(Event::Completes)?;
        let mut answers = row.answers.clone();
        if answers.get("template").is_empty() {
            // A form that was never shown the questions of the craft is asked them now.
            let now = templates::of_craft(tx, answers.get("craft")).await?;
            answers.set(row.kind, "template", &now.map(|held| held.stamp.to_string()).unwrap_or_default());
        }
        let files = sql::files_of(tx, id).await?;
        let photos = files.iter().filter(|f| f.role == Role::Goods && f.state == FileState::Kept).count();
        let looked = take::look(tx, officer, row.kind, &answers, row.mobile(), photos).await?;
        if !looked.wrongs.is_empty() {
            return Err(FieldworkError::Wrong(looked.wrongs));
        }
        let facts = Facts {
            block: &looked.block,
            maker: looked.maker,
            differences: &looked.differences,
            ..facts_of(&row)
        };
        take::step(tx, officer, &row, Event::Completes, next, &facts).await
    })
}
