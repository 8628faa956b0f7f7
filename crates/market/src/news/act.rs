//! A reader says yes and stops; a letter is written, looked at, sent.

use kernel::ids::{NewsLetterId, PersonId};
use kernel::{Day, Lang, Limit, Words};
use store::{Db, DbError, chance, jobs, transaction};

use super::{A_MONTH, Decision, NOTICE, NewsError, SEND, WORDS_MOST, sql};
use crate::accounts;
use crate::notices;

/// Letters of the code that stops: 60 bits, so that nobody stops another's news by guessing.
const CODE_LETTERS: usize = 12;
/// Readers of one transaction.
const AT_ONCE: Limit = Limit::of(50);
/// Letters of the path a letter leads to.
const PATH_MOST: usize = 100;

/// A letter as it is written.
#[derive(Clone, Debug)]
pub struct NewLetter<'a> {
    /// What it says.
    pub words: Words,
    /// The page it leads to, behind the language: `/collections/rakhi`.
    pub path: &'a str,
    /// Comes with the form: the same press twice is one letter.
    pub once: &'a str,
}

/// Somebody who has signed in wants news. Saying it twice is fine.
///
/// # Errors
/// [`NewsError::Db`] if the database fails.
pub async fn agree(db: &Db, person: PersonId, lang: Lang) -> Result<(), NewsError> {
    transaction!(db, tx => {
        if sql::reader(tx, person).await?.is_some_and(|reader| reader.ended_at.is_none()) {
            return Ok(());
        }
        Ok(sql::put_reader(tx, person, lang, NOTICE, &chance::letters(CODE_LETTERS)).await?)
    })
}

/// Whoever has the link stops the news it came with. Twice is fine.
///
/// # Errors
/// [`NewsError::Missing`] if no such code was ever given.
pub async fn stop(db: &Db, code: &str) -> Result<(), NewsError> {
    transaction!(db, tx => {
        let reader = sql::by_code(tx, code).await?.ok_or(NewsError::Missing)?;
        Ok(sql::end_reader(tx, reader.person).await?)
    })
}

/// Somebody who has signed in stops her news. Twice is fine.
///
/// # Errors
/// [`NewsError::Db`] if the database fails.
pub async fn stop_own(db: &Db, person: PersonId) -> Result<(), NewsError> {
    transaction!(db, tx => { Ok(sql::end_reader(tx, person).await?) })
}

fn checked(new: &NewLetter<'_>) -> Result<(), NewsError> {
    let fits = |words: &str| (1..=WORDS_MOST).contains(&words.trim().chars().count());
    if !fits(&new.words.hi) {
        return Err(NewsError::Bad("news_hi"));
    }
    if !fits(&new.words.en) {
        return Err(NewsError::Bad("news_en"));
    }
    let is_path = new.path.starts_with('/') && !new.path.starts_with("//") && new.path.len() <= PATH_MOST;
    if is_path && new.path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_?=&".contains(&byte)) {
        Ok(())
    } else {
        Err(NewsError::Bad("news_path"))
    }
}

/// Writes a letter, once; it waits for a second person.
///
/// # Errors
/// [`NewsError::Bad`] with the field that cannot be.
pub async fn write(db: &Db, by: PersonId, new: &NewLetter<'_>) -> Result<NewsLetterId, NewsError> {
    checked(new)?;
    transaction!(db, tx => {
        if let Some(id) = sql::letter_of_once(tx, new.once).await? {
            return Ok(id);
        }
        let id = chance::id(tx.now());
        sql::insert_letter(tx, id, new, by).await?;
        Ok(id)
    })
}

/// The first day of a day's month.
fn month_of(day: Day) -> Day {
    let (_, _, date) = day.civil();
    day.plus(1 - i64::from(date))
}

/// A second person decides; one that goes out is left to the worker.
///
/// # Errors
/// [`NewsError::Missing`]; [`NewsError::SamePerson`]; [`NewsError::AlreadySo`]; [`NewsError::Enough`].
pub async fn decide(db: &Db, by: PersonId, id: NewsLetterId, decision: Decision) -> Result<(), NewsError> {
    transaction!(db, tx => {
        let letter = sql::letter(tx, id).await?.ok_or(NewsError::Missing)?;
        if letter.asked_by == by {
            return Err(NewsError::SamePerson);
        }
        if letter.sends.is_some() {
            return Err(NewsError::AlreadySo);
        }
        let month = month_of(tx.now().day());
        let most = match decision {
            Decision::Sends => A_MONTH,
            Decision::Refuses => i64::MAX,
        };
        let sends = i64::from(decision == Decision::Sends);
        if !sql::decide(tx, id, by, (sends, month, most)).await? {
            return Err(NewsError::Enough);
        }
        if decision == Decision::Sends {
            jobs::put(tx, SEND, &id.to_string(), &format!("\"{id}\"")).await?;
        }
        Ok(())
    })
}

/// Tells some readers of a letter; whether there are more. Each is told once, and none who has stopped.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn send_some(db: &Db, id: NewsLetterId) -> Result<bool, DbError> {
    transaction!(db, tx => {
        let Some(letter) = sql::letter(tx, id).await?.filter(|letter| letter.sends == Some(1)) else {
            return Ok(false);
        };
        let readers = sql::readers_after(tx, &letter.sent_to, AT_ONCE).await?;
        let Some(last) = readers.last() else { return Ok(false) };
        let said = letter.words();
        for reader in &readers {
            // Whoever was erased meanwhile has no number any more.
            let Some(who) = accounts::who_is(tx, reader.person).await? else { continue };
            let words = [("what", said.pick(reader.lang)), ("code", reader.code.as_str())];
            let about = format!("{id} {}", reader.person);
            notices::tell(tx, &who.mobile, reader.lang, "sms-news", &about, &words).await?;
        }
        let count = i64::try_from(readers.len()).unwrap_or(i64::MAX);
        sql::sent(tx, id, last.person, count).await?;
        Ok(readers.len() == AT_ONCE.rows())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_short_and_leads_to_a_page_of_ours() {
        let new = |hi: &str, path: &'static str| {
            checked(&NewLetter { words: Words::new(hi, "Rakhi is here"), path, once: "x" }).is_ok()
        };
        assert!(new("राखी आ गई", "/collections/rakhi") && new("राखी आ गई", "/search?q=rakhi"));
        assert!(!new("", "/x") && !new(&"राखी".repeat(10), "/x"));
        for path in ["", "x", "//evil.example", "https://evil.example", "/a b", "/<script>"] {
            assert!(!new("राखी आ गई", path), "{path}");
        }
    }

    #[test]
    fn a_month_begins_on_its_first_day() {
        let day = |y, m, d| Day::of(y, m, d).expect("a day");
        assert_eq!(month_of(day(2026, 11, 29)), day(2026, 11, 1));
        assert_eq!(month_of(day(2026, 12, 1)), day(2026, 12, 1));
    }
}
