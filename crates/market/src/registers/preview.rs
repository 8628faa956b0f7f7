//! What a register would do, without keeping anything of it: for the command line.

use store::Db;

use super::act::{enough, opened};
use super::carry::{known, places_for, survey};
use super::check::Judged;
use super::columns::{self, Remembered};
use super::{CellFault, Columns, RegisterError, Sender, Twin, sql};

/// What is said of one row.
#[derive(Clone, Debug)]
pub struct RowPreview {
    /// Its number in the file.
    pub row: usize,
    /// Whether it is fit to be entered.
    pub fit: bool,
    /// What is to be said of its cells.
    pub faults: Vec<CellFault>,
    /// Who may be the same person.
    pub twins: Vec<Twin>,
}

/// What a register would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What the columns were taken to hold.
    pub columns: Columns,
    /// Makers' rows.
    pub rows: usize,
    /// Of these, the fit ones; those that may tell of somebody known are fit too.
    pub ok: usize,
    /// Rows of which something is to be said.
    pub told: Vec<RowPreview>,
}

/// What all rows of one file may say for those that are silent.
#[derive(Clone, Debug, Default)]
pub struct ForAll {
    /// Which sheet, by its tab or number from 1; empty: the one that looks most like a register.
    pub sheet: String,
    /// The block of all rows, by LGD code.
    pub block: String,
    /// The craft of all rows, by key.
    pub craft: String,
}

/// Looks at a register and changes nothing.
///
/// # Errors
/// [`RegisterError::Unreadable`]; [`RegisterError::NoNameColumn`], [`RegisterError::NoBlock`], [`RegisterError::NoCraft`]
/// if its headings tell too little; [`RegisterError::NoSuchRow`] if there is no such sheet.
pub async fn preview(
    db: &Db,
    sender: &Sender,
    bytes: Vec<u8>,
    for_all: &ForAll,
) -> Result<Preview, RegisterError> {
    let book = opened(bytes).await?;
    let mut read = db.read().await?;
    let remembered: Remembered = sql::headings(&mut read, sender.department()).await?.into_iter().collect();
    let guessed = match for_all.sheet.as_str() {
        "" => columns::guess(&book, &remembered),
        name => {
            let by_name = book.sheets.iter().position(|sheet| sheet.name == name);
            let by_number = || name.parse().ok().and_then(|number: usize| number.checked_sub(1));
            let place = by_name.or_else(by_number).filter(|place| *place < book.sheets.len());
            let place = place.ok_or(RegisterError::NoSuchRow)?;
            columns::guess_in(&book.sheets[place], place, &remembered)
        }
    };
    let columns = Columns { block: for_all.block.clone(), craft: for_all.craft.clone(), ..guessed };
    enough(&columns)?;
    let places = places_for(&mut read, sender).await?;
    let lines = book.sheets.into_iter().nth(columns.sheet).map(|sheet| sheet.lines).unwrap_or_default();
    let survey = survey(lines, columns.clone(), places).await?;
    let mut preview = Preview { columns, rows: 0, ok: 0, told: Vec::new() };
    for (row, judged) in survey.judged {
        let told = match judged {
            Judged::NoRow => continue,
            Judged::Faulty(faults) => RowPreview { row, fit: false, faults, twins: Vec::new() },
            Judged::Fit(person, faults) => {
                let mut twins: Vec<Twin> = survey.twins.get(&row).cloned().into_iter().collect();
                twins.extend(known(&mut read, &person).await?);
                RowPreview { row, fit: true, faults, twins }
            }
        };
        preview.rows += 1;
        preview.ok += usize::from(told.fit);
        if !told.faults.is_empty() || !told.twins.is_empty() {
            preview.told.push(told);
        }
    }
    Ok(preview)
}
