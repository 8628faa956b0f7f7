//! `deogharmart import register`: looks at a department's register, and with `--commit` enters what is fit.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use kernel::Words;
use kernel::ids::FilingId;
use market::intake::grid::{BYTES_MOST, Unreadable};
use market::registers::{self, Columns, ForAll, Preview, RegisterError, Sender, Twin};
use serde::Serialize;
use store::Db;
use web::text::Text;

use crate::cli::{Import, ImportRegister};
use crate::fault::{Because, Fault, Outcome};
use crate::{config, mart};

/// The exit code if a row is not fit.
const SOME_UNFIT: u8 = 3;

/// What is said to a program.
#[derive(Debug, Serialize)]
struct Told {
    /// Makers' rows.
    rows: usize,
    /// Of these, the fit ones.
    ok: usize,
    /// What is to be said of cells, row by row. A row whose cell was only left out is fit all the same.
    errors: Vec<CellTold>,
    /// Rows that may tell of somebody known; they wait for a person's answer.
    duplicates: Vec<TwinTold>,
}

#[derive(Debug, Serialize)]
struct CellTold {
    row: usize,
    column: String,
    reason: String,
}

#[derive(Debug, Serialize)]
struct TwinTold {
    row: usize,
    maker: String,
    reasons: Vec<String>,
}

/// Does what was typed.
pub async fn run(import: Import) -> Outcome<ExitCode> {
    match import {
        Import::Register(register) => import_register(register).await,
    }
}

async fn import_register(ask: ImportRegister) -> Outcome<ExitCode> {
    let t = Text::new(ask.lang);
    let bytes = bytes_of(&ask.file, &t)?;
    let place = config::place(&ask.place)?;
    let db = mart::open_prepared(&place).await?;
    let sender = Sender::Machine(ask.department);
    let for_all = ForAll { sheet: ask.sheet, block: ask.block, craft: ask.craft };
    let preview = registers::preview(&db, &sender, bytes.clone(), &for_all).await;
    let preview = preview.map_err(|cause| in_words(&t, &cause))?;
    let filing = if ask.commit {
        let name = ask.file.file_name().unwrap_or_default().to_string_lossy();
        Some(
            enter(&db, &sender, &name, bytes, &preview.columns)
                .await
                .map_err(|cause| in_words(&t, &cause))?,
        )
    } else {
        None
    };
    let told = told(&t, &preview);
    if ask.json {
        let text = serde_json::to_string(&told).because(|| "the answer cannot be written".to_owned())?;
        say(&text)?;
    } else {
        say(&in_lines(&told, filing))?;
    }
    Ok(if told.ok == told.rows { ExitCode::SUCCESS } else { ExitCode::from(SOME_UNFIT) })
}

fn say(text: &str) -> Outcome<()> {
    writeln!(std::io::stdout(), "{text}").because(|| "nobody listens to the answer".to_owned())
}

/// The file, unless it is larger than any register.
fn bytes_of(file: &Path, t: &Text) -> Outcome<Vec<u8>> {
    let unreadable = || format!("{} cannot be read", file.display());
    let size = std::fs::metadata(file).because(unreadable)?.len();
    if size > BYTES_MOST as u64 {
        return Err(Fault::new(t.pick(&Unreadable::TooLarge.words())));
    }
    std::fs::read(file).because(unreadable)
}

/// Hands the register in and enters its fit rows; answers the filing, and how many were entered.
async fn enter(
    db: &Db,
    sender: &Sender,
    name: &str,
    bytes: Vec<u8>,
    columns: &Columns,
) -> Result<(FilingId, usize), RegisterError> {
    let id = registers::hand_in(db, sender, name, bytes).await?;
    registers::settle(db, sender, id, columns).await?;
    while registers::carry_on(db, id).await? {}
    match registers::begin_import(db, sender, id).await {
        Ok(()) => while registers::carry_on(db, id).await? {},
        Err(RegisterError::NothingFit) => {}
        Err(cause) => return Err(cause),
    }
    let filing = registers::filing(&mut db.read().await?, sender, id).await?;
    Ok((id, filing.count(registers::Fate::Entered)))
}

/// Why the register as a whole was refused.
fn in_words(t: &Text, cause: &RegisterError) -> Fault {
    let words = match cause {
        RegisterError::Unreadable(why) => why.words(),
        RegisterError::NoNameColumn => Words::new(
            "किसी कॉलम का शीर्षक «नाम» नहीं है। शीर्षक ठीक करें, या पंजी को विभाग के पेज से भेजें और वहाँ कॉलम मिलाएँ।",
            "No column is headed “name”. Put the heading right, or hand the register in on the department's page and match the columns there.",
        ),
        RegisterError::NoBlock => Words::new(
            "प्रखंड का कोई कॉलम नहीं है। --block 3088 की तरह प्रखंड का कोड दें।",
            "No column tells the block. Give its code, as in --block 3088.",
        ),
        RegisterError::NoCraft => Words::new(
            "शिल्प का कोई कॉलम नहीं है। --craft lac की तरह शिल्प दें।",
            "No column tells the craft. Give it, as in --craft lac.",
        ),
        RegisterError::NoSuchRow => Words::new("ऐसी कोई शीट नहीं है।", "There is no such sheet."),
        other => return Fault::new(other.to_string()),
    };
    Fault::new(t.pick(&words))
}

fn told(t: &Text, preview: &Preview) -> Told {
    let mut told = Told { rows: preview.rows, ok: preview.ok, errors: Vec::new(), duplicates: Vec::new() };
    for row in &preview.told {
        let cell = |fault: &registers::CellFault| CellTold {
            row: row.row,
            column: fault.column.clone(),
            reason: t.pick(&fault.reason()).to_owned(),
        };
        let twin = |twin: &Twin| TwinTold {
            row: row.row,
            maker: twin.id(),
            reasons: twin.reasons.iter().map(|word| t.get(&format!("same-{word}"))).collect(),
        };
        told.errors.extend(row.faults.iter().map(cell));
        told.duplicates.extend(row.twins.iter().map(twin));
    }
    told
}

/// The same for a person.
fn in_lines(told: &Told, filing: Option<(FilingId, usize)>) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines
        .extend(told.errors.iter().map(|cell| format!("row {}, {}: {}", cell.row, cell.column, cell.reason)));
    let twin =
        |twin: &TwinTold| format!("row {}: perhaps {} ({})", twin.row, twin.maker, twin.reasons.join("; "));
    lines.extend(told.duplicates.iter().map(twin));
    lines.push(format!("{} rows, {} fit, {} to put right", told.rows, told.ok, told.rows - told.ok));
    lines.push(match filing {
        Some((id, entered)) => {
            format!("{entered} entered as {id}; the rest waits on the department's page of registers")
        }
        None => "nothing was written; --commit enters the fit rows".to_owned(),
    });
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_reads_exactly_four_words() {
        let told = Told {
            rows: 2,
            ok: 1,
            errors: vec![CellTold { row: 7, column: "मोबाइल".into(), reason: "यह".into() }],
            duplicates: vec![TwinTold { row: 8, maker: "cas_1".into(), reasons: vec!["वही".into()] }],
        };
        assert_eq!(
            serde_json::to_string(&told).expect("JSON"),
            r#"{"rows":2,"ok":1,"errors":[{"row":7,"column":"मोबाइल","reason":"यह"}],"duplicates":[{"row":8,"maker":"cas_1","reasons":["वही"]}]}"#
        );
        let lines = in_lines(&told, None);
        assert!(
            lines.contains("row 7, मोबाइल: यह") && lines.ends_with("--commit enters the fit rows"),
            "{lines}"
        );
    }
}
