//! Members of the sample district's groups. Who is there stays.

use store::Db;

use super::sheet::Sheet;
use super::{IntakeError, files};
use crate::audit::Actor;
use crate::groups::{self, GroupError, Typed};
use crate::makers;

const FILE: &str = "data/sample/members.csv";

/// Lets invented members join the invented groups that have none of this name.
///
/// # Errors
/// [`IntakeError::Shipped`] if the table is wrong; [`IntakeError::Db`].
pub async fn load(db: &Db) -> Result<(), IntakeError> {
    let wrong = |what: String| IntakeError::Shipped { file: FILE.to_owned(), what };
    let sheet = Sheet::read_table(files::bytes(FILE).unwrap_or_default())?;
    for row in sheet.rows() {
        let cell = |column| sheet.cell(row, column).to_owned();
        let mut read = db.read().await?;
        let Some(maker) = makers::read::page(&mut read, &cell("maker_key")).await? else { continue };
        let members = groups::members(&mut read, maker.id).await?;
        drop(read);
        if members.iter().any(|member| member.name == cell("name")) {
            continue;
        }
        let capacity = cell("capacity_per_week").parse().unwrap_or(0);
        let typed = Typed { name: cell("name"), makes: cell("makes"), capacity };
        groups::add_member(db, Actor::Mart, maker.id, &typed).await.map_err(|cause| match cause {
            GroupError::Db(cause) => IntakeError::Db(cause),
            other => wrong(format!("row {}, {other}", row.number)),
        })?;
    }
    Ok(())
}
