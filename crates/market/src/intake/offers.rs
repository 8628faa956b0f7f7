//! Coupons of the sample district: one the mart pays for, one a named party does. A second call changes nothing.

use kernel::ids::PersonId;
use kernel::{BasisPoints, Paise, Words};
use store::Db;

use super::sheet::{Row, Sheet};
use super::{IntakeError, files};
use crate::audit::Part;
use crate::offers::{self, Decision, Draft, Funding, OfferError, Scope};

const TABLE: &str = "data/sample/offers.csv";
/// So many days a sample offer holds from the day it is made.
const DAYS: i64 = 180;

/// Makes the sample offers that are not there yet: a head asks, somebody of finance approves.
///
/// # Errors
/// [`IntakeError::Shipped`] if the table is wrong; [`IntakeError::Db`].
pub async fn load(db: &Db, (head, finance): (PersonId, PersonId)) -> Result<(), IntakeError> {
    let sheet = Sheet::read_table(files::bytes(TABLE).unwrap_or_default())?;
    let there = offers::all(&mut db.read().await?).await?;
    for row in sheet.rows() {
        let code = sheet.cell(row, "code");
        if there.iter().any(|view| view.offer.code.as_deref() == Some(code)) {
            continue;
        }
        let wrong = |what: String| IntakeError::Shipped { file: TABLE.to_owned(), what };
        let draft = draft(db, &sheet, row).ok_or_else(|| wrong(format!("row {}", row.number)))?;
        let made = async {
            let id = offers::ask(db, (head, Part::DepartmentHead), &draft).await?;
            offers::decide(db, (finance, Part::Finance), id, Decision::Approves).await
        };
        made.await.map_err(|cause| match cause {
            OfferError::Db(cause) => IntakeError::Db(cause),
            cause => wrong(format!("row {}, {cause}", row.number)),
        })?;
    }
    Ok(())
}

fn draft(db: &Db, sheet: &Sheet, row: &Row) -> Option<Draft> {
    let cell = |column: &str| sheet.cell(row, column);
    let words = |name: &str| {
        Words::new(cell(&format!("{name}_hi")).to_owned(), cell(&format!("{name}_en")).to_owned())
    };
    let percent: u32 = cell("percent").parse().ok()?;
    let party = words("party");
    let today = db.now().day();
    Some(Draft {
        code: Some(cell("code").to_owned()),
        name: words("name"),
        kind: cell("kind").parse().ok()?,
        percent: BasisPoints(percent * 100),
        most: Paise::rupees(cell("most_rupees").parse().ok()?),
        funding: if party.en.is_empty() { Funding::Mart } else { Funding::Party(party) },
        scope: (Scope::All, String::new()),
        least: Paise::rupees(cell("least_rupees").parse().ok()?),
        window: (today, today.plus(DAYS)),
        uses_most: cell("uses").parse().ok()?,
        per_person_most: cell("each").parse().ok()?,
    })
}
