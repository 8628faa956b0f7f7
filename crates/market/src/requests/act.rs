//! The verbs of requests: ask, answer.

use kernel::ids::{HelpRequestId, MakerId, PersonId};
use store::{Db, DbError, Tx, transaction};

use super::{About, RequestError, sql};
use crate::{makers, notices};

/// The longest answer, in characters.
const WORDS_MOST: usize = 300;

/// A maker asks to be called or visited about something. While one about the same is open, asking again changes nothing;
/// answers whether it is a new one.
///
/// # Errors
/// [`RequestError::Db`] if the database fails.
pub async fn ask_help(db: &Db, person: PersonId, maker: MakerId, about: About) -> Result<bool, RequestError> {
    transaction!(db, tx => { Ok(ask_help_in(tx, person, maker, about).await?) })
}

/// As [`ask_help`] inside a transaction.
pub(crate) async fn ask_help_in(
    tx: &mut Tx,
    person: PersonId,
    maker: MakerId,
    about: About,
) -> Result<bool, DbError> {
    let id: HelpRequestId = tx.new_id();
    sql::insert_help(tx, id, person, maker, about).await
}

/// An officer of the maker's block says what was done; the maker is told.
///
/// # Errors
/// [`RequestError::NoRequest`] if it is another block's; [`RequestError::Answered`], [`RequestError::NoWords`].
pub async fn answer_help(
    db: &Db,
    officer: PersonId,
    blocks: &[String],
    id: HelpRequestId,
    words: &str,
) -> Result<(), RequestError> {
    let words: String = words.trim().chars().take(WORDS_MOST).collect();
    if words.chars().count() < 2 {
        return Err(RequestError::NoWords);
    }
    transaction!(db, tx => {
        let (maker, block) = sql::help_of(tx, id).await?.ok_or(RequestError::NoRequest)?;
        if !blocks.contains(&block) {
            return Err(RequestError::NoRequest);
        }
        if !sql::answer_help(tx, id, officer, &words).await? {
            return Err(RequestError::Answered);
        }
        if let Some(core) = makers::read::core(tx, maker).await? {
            notices::tell(tx, &core.mobile, core.lang, "sms-help-answered", &id.to_string(), &[]).await?;
        }
        Ok(())
    })
}
