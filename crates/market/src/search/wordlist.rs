//! Words that mean the same, as the DC's office looks after them: a word is joined to another, a group changed or taken out.
//!
//! Reads, writes: `search_synonym`, `audit_entry`. A change reaches the searches of this process at once and of others
//! within a second. Never: lets a change of the shipped list undo what somebody has changed here.
//!
//! Start at [`join`] and [`change`].

use kernel::ids::PersonId;
use kernel::{Limit, Time};
use store::{Db, DbError, Read, Tx, transaction};

use super::sound;
use super::wordlist_sql::{self as sql, Change};
use crate::audit::{self, Actor, Entry, Part, Trail};

/// Words of a group at most.
pub const WORDS_MOST: usize = 30;
/// Letters of a word at most.
pub const LETTERS_MOST: usize = 40;

store::row! {
    /// A group of words that mean the same.
    pub struct Group {
        /// Its id.
        pub id: String,
        /// Its words, parted by spaces.
        pub words: String,
        /// Who changed it last; empty if it is as it was shipped.
        pub changed_by: String,
        /// When.
        pub changed_at: Time,
        /// When it was taken out.
        pub ended_at: Option<Time>,
        /// Grows with each change.
        pub version: i64,
        /// The hash of its last audit entry.
        pub trail: Trail,
    }
}

/// What can be wrong with a change of the list.
#[derive(Debug, thiserror::Error)]
pub enum WordlistError {
    /// There is no word in what was typed.
    #[error("no word")]
    NoWord,
    /// More words, or longer ones, than a group holds.
    #[error("too many or too long words")]
    TooMany,
    /// Words that mean the same need at least two.
    #[error("a single word")]
    OneWord,
    /// There is no such group.
    #[error("no such group")]
    NoGroup,
    /// Somebody else has just changed it.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The id of a group that begins with this word.
pub fn id_of(word: &str) -> String {
    format!("syn_{word}")
}

/// Groups, those that were taken out too, by their ids behind `after`.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn groups(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Group>, DbError> {
    sql::groups(read, after, limit).await
}

/// One group.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn group(read: &mut Read, id: &str) -> Result<Option<Group>, DbError> {
    sql::group(read, id).await
}

/// Says that the words of `new` mean the same as `known`: they join its group, or make one with it.
///
/// # Errors
/// [`WordlistError`] if there is nothing to join, or too much.
pub async fn join(db: &Db, by: PersonId, new: &str, known: &str) -> Result<(), WordlistError> {
    let (new, known) = (sound::words(new), sound::words(known));
    let [known] = known.as_slice() else { return Err(WordlistError::NoWord) };
    if new.is_empty() {
        return Err(WordlistError::NoWord);
    }
    transaction!(db, tx => {
        let mut words = vec![known.clone()];
        words.extend(new.iter().cloned());
        match living_with(tx, known).await? {
            Some(group) => {
                let mut all = sound::words(&group.words);
                all.extend(new.iter().cloned());
                alter(tx, by, &group, &checked(&all)?).await
            }
            None => match sql::group(tx, &id_of(known)).await? {
                // It was taken out, or its words have moved on: it begins anew with these.
                Some(group) => alter(tx, by, &group, &checked(&words)?).await,
                None => begin(tx, by, &id_of(known), &checked(&words)?).await,
            },
        }
    })
}

/// Changes the words of a group as it stood at `version`; without any word it is taken out.
///
/// # Errors
/// [`WordlistError`] if there is no such group, somebody was faster, or the words will not do.
pub async fn change(db: &Db, by: PersonId, id: &str, version: i64, words: &str) -> Result<(), WordlistError> {
    let words = sound::words(words);
    transaction!(db, tx => {
        let group = sql::group(tx, id).await?.ok_or(WordlistError::NoGroup)?;
        if group.version != version {
            return Err(WordlistError::Raced);
        }
        if words.is_empty() { end(tx, by, &group).await } else { alter(tx, by, &group, &checked(&words)?).await }
    })
}

/// Each word once, parted by spaces.
fn checked(words: &[String]) -> Result<String, WordlistError> {
    let mut all: Vec<&str> = Vec::new();
    for word in words {
        if !all.contains(&word.as_str()) {
            all.push(word);
        }
    }
    if all.len() > WORDS_MOST || all.iter().any(|word| word.chars().count() > LETTERS_MOST) {
        return Err(WordlistError::TooMany);
    }
    if all.len() < 2 { Err(WordlistError::OneWord) } else { Ok(all.join(" ")) }
}

/// The first living group that has the word.
async fn living_with(tx: &mut Tx, word: &str) -> Result<Option<Group>, DbError> {
    let (limit, mut after) = (Limit::of(Limit::MOST), String::new());
    loop {
        let page = sql::groups(tx, &after, limit).await?;
        let Some(last) = page.last() else { return Ok(None) };
        after.clone_from(&last.id);
        let has = |group: &Group| group.ended_at.is_none() && group.words.split(' ').any(|one| one == word);
        if let Some(group) = page.into_iter().find(has) {
            return Ok(Some(group));
        }
    }
}

async fn begin(tx: &mut Tx, by: PersonId, id: &str, words: &str) -> Result<(), WordlistError> {
    let trail = note(tx, by, (id, 1, &Trail::default()), ("synonym.add", "", LIVING), words).await?;
    let change = Change { id, version: 0, words, by, ended_at: None };
    let won = sql::insert(tx, &change, trail).await?;
    kept(tx, won).await
}

async fn alter(tx: &mut Tx, by: PersonId, group: &Group, words: &str) -> Result<(), WordlistError> {
    if group.words == words && group.ended_at.is_none() {
        return Ok(());
    }
    let step = ("synonym.change", stood(group), LIVING);
    let trail = note(tx, by, (&group.id, group.version + 1, &group.trail), step, words).await?;
    let change = Change { id: &group.id, version: group.version, words, by, ended_at: None };
    let won = sql::update(tx, &change, trail).await?;
    kept(tx, won).await
}

async fn end(tx: &mut Tx, by: PersonId, group: &Group) -> Result<(), WordlistError> {
    if group.ended_at.is_some() {
        return Ok(());
    }
    let step = ("synonym.end", stood(group), ENDED);
    let trail = note(tx, by, (&group.id, group.version + 1, &group.trail), step, &group.words).await?;
    let ended_at = Some(tx.now());
    let change = Change { id: &group.id, version: group.version, words: &group.words, by, ended_at };
    let won = sql::update(tx, &change, trail).await?;
    kept(tx, won).await
}

const LIVING: &str = "living";
const ENDED: &str = "ended";

/// The state its last entry says; a shipped group has no entry.
fn stood(group: &Group) -> &'static str {
    match (group.version, group.ended_at) {
        (0, _) => "",
        (_, None) => LIVING,
        (_, Some(_)) => ENDED,
    }
}

/// Whether an act can lead a group from one state to another; for the checks of the trail.
pub(crate) fn is_legal(act: &str, from: &str, to: &str) -> bool {
    match act {
        "synonym.add" => (from, to) == ("", LIVING),
        "synonym.change" => to == LIVING && ["", LIVING, ENDED].contains(&from),
        "synonym.end" => to == ENDED && ["", LIVING].contains(&from),
        _ => false,
    }
}

async fn note(
    tx: &mut Tx,
    by: PersonId,
    (id, seq, trail): (&str, i64, &Trail),
    (act, from, to): (&'static str, &'static str, &'static str),
    words: &str,
) -> Result<Trail, DbError> {
    let actor = Actor::Person(by, Part::DcOffice);
    audit::note(tx, trail, &Entry { subject: id.to_owned(), seq, actor, act, from, to, note: words }).await
}

/// The end of every change: others must hear of it.
async fn kept(tx: &mut Tx, won: bool) -> Result<(), WordlistError> {
    if !won {
        return Err(WordlistError::Raced);
    }
    sql::bump_synonyms(tx).await?;
    tx.catalogue_changed();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Result<String, WordlistError> {
        checked(&sound::words(words))
    }

    #[test]
    fn a_group_has_two_words_or_more_each_once() {
        assert_eq!(words("Basket, टोकरी basket").expect("two"), "basket टोकरी");
        assert!(matches!(words("basket Basket"), Err(WordlistError::OneWord)));
        assert!(matches!(words(&"पेड़ा".repeat(20)), Err(WordlistError::TooMany)));
        let many: Vec<String> = (0..40).map(|n| format!("word{n}")).collect();
        assert!(matches!(checked(&many), Err(WordlistError::TooMany)));
    }
}
