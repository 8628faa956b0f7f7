//! What pages and other features ask of templates.

use kernel::Limit;
use kernel::ids::{HubId, ParcelId, PersonId, ProductId};
use store::{DbError, Read};

use super::sql::{self, AnswerRow, VersionRow};
pub use super::sql::{Draft, Past};
use super::{Answer, Stamp, Template, read_text};

/// A template with the version it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which version.
    pub stamp: Stamp,
    /// What it says.
    pub template: Template,
}

/// A stored text has been read before it was stored; one that does not read any more was changed by a hand in the database.
fn held(row: VersionRow) -> Option<Held> {
    let template = read_text(&row.family, &row.words).ok()?;
    Some(Held { stamp: Stamp { family: row.family, version: row.version }, template })
}

fn narrowed(row: Option<VersionRow>, craft: &str) -> Option<Held> {
    let mut held = row.and_then(held)?;
    if !held.template.serves(craft) {
        return None;
    }
    held.template = held.template.for_craft(craft);
    Some(held)
}

/// The template that holds for a craft, with the parts that are for it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_craft(read: &mut Read, craft: &str) -> Result<Option<Held>, DbError> {
    Ok(narrowed(sql::current_for(read, craft).await?, craft))
}

/// The version a record names, for its craft; `None` if there is no such version or it is not for this craft.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_stamp(read: &mut Read, stamp: &Stamp, craft: &str) -> Result<Option<Held>, DbError> {
    Ok(narrowed(sql::version(read, stamp).await?, craft))
}

/// The template that holds of every family, whole.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn in_force(read: &mut Read) -> Result<Vec<Held>, DbError> {
    Ok(sql::all_current(read).await?.into_iter().filter_map(held).collect())
}

/// The version that holds of a family, with its text.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn current(read: &mut Read, family: &str) -> Result<Option<(Held, String)>, DbError> {
    let Some(row) = sql::current(read, family).await? else { return Ok(None) };
    let text = row.words.clone();
    Ok(held(row).map(|held| (held, text)))
}

/// All versions of a family, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn history(read: &mut Read, family: &str, limit: Limit) -> Result<Vec<Past>, DbError> {
    sql::history(read, family, limit).await
}

/// What an administrator has typed for a family and not put in force.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn draft_of(read: &mut Read, family: &str, by: PersonId) -> Result<Option<Draft>, DbError> {
    sql::draft(read, family, by).await
}

/// The templates that hold for what is in a parcel, one for each craft.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Vec<Template>, DbError> {
    let mut all = Vec::new();
    for craft in sql::crafts_of_parcel(read, parcel).await? {
        all.extend(of_craft(read, &craft).await?.map(|held| held.template));
    }
    Ok(all)
}

/// Of which crafts the goods are in the parcels that a hub expects, so that its phone can keep their standards.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn crafts_expected(
    read: &mut Read,
    hub: HubId,
    limit: Limit,
) -> Result<Vec<(ParcelId, String)>, DbError> {
    sql::crafts_expected(read, hub, limit).await
}

/// What was answered of a good when it was listed.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn answers_of(read: &mut Read, product: ProductId) -> Result<Vec<Answer>, DbError> {
    let answer = |row: AnswerRow| Answer {
        key: row.key,
        label: kernel::Words::new(row.label_hi, row.label_en),
        words: kernel::Words::new(row.answer_hi, row.answer_en),
        shown: row.shown == 1,
    };
    Ok(sql::answers(read, product).await?.into_iter().map(answer).collect())
}
