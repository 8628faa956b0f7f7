//! The verbs of requests: ask, answer, decide.

use kernel::Paise;
use kernel::ids::{HelpRequestId, MakerId, PersonId, PriceRequestId, VariantId};
use store::{Db, DbError, Tx, transaction};

use super::{About, Decision, RequestError, sql};
use crate::catalogue::own;
use crate::{makers, notices, replies};

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

/// Leaves a price to be looked at. The one asked for before is replaced.
pub(crate) async fn ask_price_in(
    tx: &mut Tx,
    person: PersonId,
    (maker, variant): (MakerId, VariantId),
    (now, wanted): (Paise, Paise),
) -> Result<(), DbError> {
    sql::withdraw_price(tx, variant).await?;
    let id: PriceRequestId = tx.new_id();
    sql::insert_price(tx, id, person, (maker, variant), (now, wanted)).await
}

/// An officer of the maker's block says yes or no to a price; the maker is told, and an approved price holds at once.
///
/// # Errors
/// [`RequestError::NoRequest`] if it is another block's; [`RequestError::Answered`].
pub async fn decide_price(
    db: &Db,
    officer: PersonId,
    blocks: &[String],
    id: PriceRequestId,
    decision: Decision,
) -> Result<(), RequestError> {
    transaction!(db, tx => {
        let asked = sql::price_of(tx, id).await?.ok_or(RequestError::NoRequest)?;
        if !blocks.contains(&asked.block) || asked.asked_by == officer {
            return Err(RequestError::NoRequest);
        }
        if !sql::decide_price(tx, id, officer, decision).await? {
            return Err(RequestError::Answered);
        }
        if decision == Decision::Approved {
            own::approve_price_in(tx, officer, asked.variant, asked.wanted).await?;
        }
        let Some(core) = makers::read::core(tx, asked.maker).await? else { return Ok(()) };
        let key = match decision {
            Decision::Approved => "sms-price-approved",
            Decision::Declined => "sms-price-declined",
        };
        let good = replies::short(asked.good.pick(core.lang));
        let words = [("good", good.as_str()), ("amount", &asked.wanted.to_string())];
        Ok(notices::tell(tx, &core.mobile, core.lang, key, &id.to_string(), &words).await?)
    })
}
