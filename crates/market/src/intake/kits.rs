//! Gift kits of the sample district. A second call changes nothing.

use kernel::ids::PersonId;
use kernel::{Paise, Words};
use store::Db;

use super::sheet::{Row, Sheet};
use super::{IntakeError, files};
use crate::audit::Part;
use crate::kits::{self, Draft, KitError, PartTyped};
use crate::offers::{self, Decision, Funding};

const TABLE: &str = "data/sample/kits.csv";
/// So many days a sample kit is sold from the day it is made.
const DAYS: i64 = 180;

/// Puts together the sample kits that are not there yet: a head asks, somebody of finance approves.
///
/// # Errors
/// [`IntakeError::Shipped`] if the table is wrong; [`IntakeError::Db`].
pub async fn load(db: &Db, (head, finance): (PersonId, PersonId)) -> Result<(), IntakeError> {
    let sheet = Sheet::read_table(files::bytes(TABLE).unwrap_or_default())?;
    let there = kits::all(&mut db.read().await?).await?;
    for row in sheet.rows() {
        let slug = sheet.cell(row, "slug");
        if there.iter().any(|kit| kit.slug == slug) {
            continue;
        }
        let wrong = |what: String| IntakeError::Shipped { file: TABLE.to_owned(), what };
        let draft = draft(db, &sheet, row).ok_or_else(|| wrong(format!("row {}", row.number)))?;
        let made = async {
            let id = kits::ask(db, (head, Part::DepartmentHead), &draft).await?;
            let kit = kits::one(&mut db.read().await?, id).await?.ok_or(KitError::Missing)?.kit;
            Ok(offers::decide(db, (finance, Part::Finance), kit.offer, Decision::Approves).await?)
        };
        made.await.map_err(|cause: KitError| match cause {
            KitError::Db(cause) => IntakeError::Db(cause),
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
    let party = words("party");
    let today = db.now().day();
    Some(Draft {
        slug: cell("slug").to_owned(),
        name: words("name"),
        words: words("words"),
        parts: cell("parts").split(';').map(part).collect::<Option<Vec<PartTyped>>>()?,
        price: Paise::rupees(cell("price_rupees").parse().ok()?),
        funding: if party.en.is_empty() { Funding::Mart } else { Funding::Party(party) },
        window: (today, today.plus(DAYS)),
        limit: cell("limit").parse().ok(),
        collection: cell("collection").to_owned(),
    })
}

/// «2 diya-chaumukh n1».
fn part(written: &str) -> Option<PartTyped> {
    let mut words = written.split_whitespace();
    let (pieces, slug, variant) = (words.next()?.parse().ok()?, words.next()?, words.next()?);
    Some(PartTyped { slug: slug.to_owned(), variant: variant.to_owned(), pieces })
}
