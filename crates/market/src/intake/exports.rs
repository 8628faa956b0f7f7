//! What of the sample district may go abroad: what papers say of three goods, two makers with an exporter's code, inspections that
//! earned export grade, rates of exchange. A second call changes nothing.

use kernel::ids::{FieldRecordId, PersonId};
use kernel::india::Mobile;
use store::{Db, chance};

use super::sheet::{Row, Sheet as Table};
use super::{IntakeError, files};
use crate::accounts;
use crate::accounts::{Blocks, DepartmentKey, Post};
use crate::export::book::{self, NewExporter, Sheet};
use crate::export::ready::{self, Ready};
use crate::fieldwork::{self, Answers, Kind, Officer, Sent};

const EXPORTS: &str = "data/sample/exports.csv";
/// Rates that are invented and say so; `{}` is the day.
const RATES: [&str; 4] = [
    "USD,{},84.25,नमूना / sample",
    "EUR,{},98.5,नमूना / sample",
    "GBP,{},112.4,नमूना / sample",
    "XDR,{},112,नमूना / sample",
];
/// A letter of undertaking of the sample holds for so many days.
const LUT_DAYS: i64 = 300;
/// The templates of both crafts ask so many checks.
const CHECKS: usize = 4;

/// Notes what of the sample may go abroad.
///
/// # Errors
/// [`IntakeError::Shipped`] if the table is wrong; [`IntakeError::Db`].
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let table = Table::read_table(files::bytes(EXPORTS).unwrap_or_default())?;
    for row in table.rows() {
        good(db, &table, row).await?;
    }
    Ok(())
}

fn wrong(row: &Row, cause: impl std::fmt::Display) -> IntakeError {
    IntakeError::Shipped { file: EXPORTS.to_owned(), what: format!("row {}, {cause}", row.number) }
}

async fn good(db: &Db, table: &Table, row: &Row) -> Result<(), IntakeError> {
    let slug = table.cell(row, "product");
    let Some(ready) = ready::of_slug(&mut db.read().await?, slug).await? else { return Ok(()) };
    if ready.sheet.is_some() {
        return Ok(());
    }
    let mut officers = Vec::new();
    for number in table.cell(row, "officers").split(';').filter(|number| !number.is_empty()) {
        let mobile = Mobile::typed(number).ok_or_else(|| wrong(row, "no number"))?;
        officers.extend(accounts::sql::person_of(&mut db.read().await?, &mobile).await?);
    }
    let writes = match officers.first() {
        Some(officer) => *officer,
        None => match someone(db).await? {
            Some(person) => person,
            None => return Ok(()),
        },
    };
    let grams = |column: &str| table.cell(row, column).parse().unwrap_or(0);
    let sheet = Sheet {
        hs8: table.cell(row, "hs8").to_owned(),
        describes: table.cell(row, "describes").to_owned(),
        material: table.cell(row, "material").to_owned(),
        net_g: grams("net_g"),
        gross_g: grams("gross_g"),
    };
    let blocks = Blocks(vec![block_of(db, &ready).await?]);
    book::enter_sheet(db, (writes, &blocks), ready.good.product, &sheet)
        .await
        .map_err(|cause| wrong(row, cause))?;
    for officer in officers {
        inspect(db, (officer, &blocks), &ready).await.map_err(|cause| wrong(row, cause))?;
    }
    exports_herself(db, writes, &ready, table.cell(row, "iec")).await.map_err(|cause| wrong(row, cause))
}

/// Who writes down what no officer has: the first of the sample's staff that is there.
async fn someone(db: &Db) -> Result<Option<PersonId>, IntakeError> {
    let mut read = db.read().await?;
    for row in super::staff()? {
        if let Some(person) = accounts::sql::person_of(&mut read, &row.mobile).await? {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

async fn block_of(db: &Db, ready: &Ready) -> Result<String, IntakeError> {
    let core = crate::makers::read::core(&mut db.read().await?, ready.good.maker).await?;
    Ok(core.map(|core| core.block_code).unwrap_or_default())
}

/// An officer finds everything about a good right.
async fn inspect(
    db: &Db,
    (officer, blocks): (PersonId, &Blocks),
    ready: &Ready,
) -> Result<(), fieldwork::FieldworkError> {
    let post = Post { department: DepartmentKey::Jslps, blocks: blocks.clone() };
    let product = ready.good.product.to_string();
    let checks = fieldwork::finding_keys().iter().take(CHECKS).map(|key| (*key, "right"));
    let sent = Sent {
        id: chance::id::<FieldRecordId>(db.now()),
        kind: Kind::Inspection,
        recorded_at: db.now(),
        answers: Answers::of(Kind::Inspection, checks.chain([("product", product.as_str()), ("note", "")])),
        files: Vec::new(),
    };
    fieldwork::take(db, &Officer { person: officer, post }, &sent).await.map(|_| ())
}

/// The maker may export in her own name; with the first of them come rates of exchange.
async fn exports_herself(
    db: &Db,
    by: PersonId,
    ready: &Ready,
    iec: &str,
) -> Result<(), crate::export::ExportError> {
    if iec.is_empty() {
        return Ok(());
    }
    let today = db.now().day();
    let seller = ready.good.maker.to_string();
    let lut_until = today.plus(LUT_DAYS);
    let new = NewExporter { seller: &seller, iec, ad_code: "0000001", lut_number: "SAMPLE-LUT-1", lut_until };
    book::enter_exporter(db, by, &new).await?;
    if book::exchanges(&mut db.read().await?).await?.is_empty() {
        let lines = RATES.map(|line| line.replace("{}", &today.iso())).join("\n");
        book::exchange_rates(db, by, &lines).await?;
    }
    Ok(())
}
