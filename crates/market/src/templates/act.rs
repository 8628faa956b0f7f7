//! A text is tried, seen, and put in force; what was answered of a good is kept with the version that asked.

use kernel::ids::{PersonId, ProductId};
use store::{Db, DbError, Read, Tx, transaction};

use super::sql::{self, New};
use super::text::line_holding;
use super::{Answer, OTHER, Stamp, Template, What, Wrong, read_text};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::intake::files;

/// Where the first versions lie.
const FOLDER: &str = "data/templates/";
/// Letters of a reason at most.
const WHY_MOST: usize = 300;
const IN_FORCE: &str = "in_force";

/// Why a text was not kept or not put in force. Each variant has a message in `locales/*/templates.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// There is no such family.
    #[error("no such family")]
    NoFamily,
    /// Nothing was typed that could be put in force.
    #[error("no draft")]
    NoDraft,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// The text is the one that holds.
    #[error("the text is the one in force")]
    Same,
    /// Another version was put in force meanwhile.
    #[error("another version was put in force meanwhile")]
    Raced,
    /// The text does not read whole.
    #[error("{} things are wrong with the text", .0.len())]
    Wrong(Vec<Wrong>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Loads the shipped texts: the first version of each family, and the next where nobody here has changed what was shipped.
///
/// # Errors
/// [`TemplateError::Wrong`] if a shipped text does not read; [`TemplateError::Db`].
pub async fn load_shipped(db: &Db) -> Result<(), TemplateError> {
    transaction!(db, tx => {
        for name in files::names_in(FOLDER) {
            let family = name.trim_start_matches(FOLDER).trim_end_matches(".toml");
            let text = files::text(name);
            let template = read_text(family, &text).map_err(TemplateError::Wrong)?;
            let current = sql::current(tx, family).await?;
            let stamp = Stamp { family: family.to_owned(), version: current.as_ref().map_or(0, |row| row.version) };
            let is_new = current.is_none_or(|row| row.words != text);
            if is_new && !sql::is_ours(tx, &stamp).await? {
                let stamp = Stamp { version: stamp.version + 1, ..stamp };
                let crafts = fenced(&template);
                let new = New { stamp: &stamp, words: &text, crafts: &crafts, by: None, why: "" };
                sql::insert_version(tx, new, Trail::default()).await?;
            }
        }
        Ok(())
    })
}

/// The crafts of a template as they are searched: `;peda;chura;`.
fn fenced(template: &Template) -> String {
    format!(";{};", template.crafts.join(";"))
}

/// Keeps what an administrator has typed, if it reads whole, so that she can see what it would change.
///
/// # Errors
/// [`TemplateError::Wrong`] with each line and field; [`TemplateError::Same`] if it is what holds already.
pub async fn keep_draft(
    db: &Db,
    by: PersonId,
    family: &str,
    of_version: i64,
    text: &str,
) -> Result<(), TemplateError> {
    let text = text.replace("\r\n", "\n");
    transaction!(db, tx => {
        let current = sql::current(tx, family).await?.ok_or(TemplateError::NoFamily)?;
        if current.version != of_version {
            return Err(TemplateError::Raced);
        }
        checked(tx, family, &text).await?;
        if current.words.trim() == text.trim() {
            return Err(TemplateError::Same);
        }
        Ok(sql::put_draft(tx, family, by, of_version, &text).await?)
    })
}

/// Forgets what an administrator has typed for a family.
///
/// # Errors
/// [`TemplateError::Db`].
pub async fn drop_draft(db: &Db, by: PersonId, family: &str) -> Result<(), TemplateError> {
    transaction!(db, tx => { Ok(sql::delete_draft(tx, family, by).await?) })
}

/// Reads a text and holds it against what the mart knows: rates, crafts, other families.
async fn checked(read: &mut Read, family: &str, text: &str) -> Result<Template, TemplateError> {
    let template = read_text(family, text).map_err(TemplateError::Wrong)?;
    let mut wrongs = Vec::new();
    for rate in &template.rates {
        if !sql::knows_rate(read, &rate.part).await? {
            wrongs.push(Wrong {
                line: line_holding(text, &rate.part),
                field: "rate".to_owned(),
                what: What::NoRate,
            });
        }
    }
    let others = sql::all_current(read).await?;
    for craft in template.crafts.iter().filter(|craft| craft.as_str() != OTHER) {
        let elsewhere = others
            .iter()
            .filter(|row| row.family != family)
            .any(|row| read_text(&row.family, &row.words).is_ok_and(|other| other.crafts.contains(craft)));
        if elsewhere || !sql::knows_craft(read, craft).await? {
            wrongs.push(Wrong {
                line: line_holding(text, craft),
                field: "crafts".to_owned(),
                what: What::NoCraft,
            });
        }
    }
    if wrongs.is_empty() { Ok(template) } else { Err(TemplateError::Wrong(wrongs)) }
}

/// Puts in force what an administrator has typed and seen: the next version, with her reason. What was listed before keeps
/// the version it was listed with.
///
/// # Errors
/// [`TemplateError::NoDraft`], [`TemplateError::NoReason`]; [`TemplateError::Raced`] if another version came meanwhile.
pub async fn enforce(db: &Db, by: PersonId, family: &str, why: &str) -> Result<Stamp, TemplateError> {
    let why: String = why.trim().chars().take(WHY_MOST).collect();
    transaction!(db, tx => {
        let draft = sql::draft(tx, family, by).await?.ok_or(TemplateError::NoDraft)?;
        if why.chars().count() < 3 {
            return Err(TemplateError::NoReason);
        }
        let current = sql::current(tx, family).await?.ok_or(TemplateError::NoFamily)?;
        if current.version != draft.of_version {
            return Err(TemplateError::Raced);
        }
        let template = checked(tx, family, &draft.words).await?;
        let stamp = Stamp { family: family.to_owned(), version: current.version + 1 };
        let entry = Entry {
            subject: format!("tpl_{stamp}"),
            seq: 1,
            actor: Actor::Person(by, Part::Administrator),
            act: "template.enforce",
            from: "",
            to: IN_FORCE,
            note: &why,
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let crafts = fenced(&template);
        let new = New { stamp: &stamp, words: &draft.words, crafts: &crafts, by: Some(by), why: &why };
        if !sql::insert_version(tx, new, trail).await? {
            return Err(TemplateError::Raced);
        }
        sql::delete_draft(tx, family, by).await?;
        Ok(stamp)
    })
}

/// Whether an act can have made a version; for the checks of the trail.
pub(crate) fn is_legal(act: &str, from: &str, to: &str) -> bool {
    (act, from, to) == ("template.enforce", "", IN_FORCE)
}

/// Keeps what was answered of a new good, and which version asked.
pub(crate) async fn keep_answers(
    tx: &mut Tx,
    product: ProductId,
    stamp: &Stamp,
    answers: &[Answer],
) -> Result<(), DbError> {
    sql::put_product_template(tx, product, stamp).await?;
    for (position, answer) in (1..).zip(answers) {
        sql::put_answer(tx, product, position, answer).await?;
    }
    Ok(())
}
