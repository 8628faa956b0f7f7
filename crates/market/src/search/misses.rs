//! What was searched in vain, counted by week: a to-do for whoever looks after the words.
//!
//! Kept are the words as they are compared, and how often; not who, when in the week, or from where. What could be a
//! telephone number, an address of mail or a long sentence is not kept at all. Misses gather in the memory of the process
//! and are written together, at most once a minute; a process that is killed loses those of its last minute.
//!
//! Reads, writes: `search_miss`. Start at [`of_week`]; what is kept is decided in [`kept`].

use std::collections::HashMap;

use kernel::{Day, Limit, Time};
use store::{Db, DbError, Read, transaction};

use super::{Vocabulary, misses_sql as sql, rules};

/// Longer ones are sentences, not what a good is called.
const LETTERS_MOST: usize = 60;
/// A query with as many digits may be somebody's number.
const DIGITS_LEAST: usize = 6;
/// Different words a process gathers before they are written.
const GATHERED_MOST: usize = 200;
/// How long they gather.
const GATHERED_MS: i64 = 60_000;
/// Different words of a week; those that come later are not kept.
const OF_A_WEEK_MOST: i64 = 1_000;
/// Days after which a week is forgotten.
const KEPT_DAYS: i64 = 91;

store::row! {
    /// Words that found nothing.
    pub struct Miss {
        /// As they are compared.
        pub words: String,
        /// How often.
        pub times: i64,
    }
}

/// Misses that are not written yet, by week and words.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    misses: HashMap<(Day, String), i64>,
    since: Time,
}

impl Gathered {
    /// One miss more; answers whether it is time to write.
    pub(super) fn add(&mut self, query: &str, now: Time) -> bool {
        let Some(words) = kept(query) else { return false };
        if self.misses.is_empty() {
            self.since = now;
        }
        let key = (monday(now.day()), words);
        if self.misses.len() < GATHERED_MOST || self.misses.contains_key(&key) {
            *self.misses.entry(key).or_default() += 1;
        }
        now.0.saturating_sub(self.since.0) >= GATHERED_MS
    }
}

/// The words of a query as they are kept; nothing if they could say who searched.
pub fn kept(query: &str) -> Option<String> {
    let words = rules::said(query).join(" ");
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let fits = !words.is_empty() && words.chars().count() <= LETTERS_MOST;
    (fits && digits < DIGITS_LEAST && !query.contains('@')).then_some(words)
}

/// The Monday of a day's week.
pub fn monday(day: Day) -> Day {
    day.plus(-day.weekday())
}

/// Writes what has gathered.
///
/// # Errors
/// [`DbError`] if the database fails; what had gathered is lost then.
pub async fn write(db: &Db, vocabulary: &Vocabulary) -> Result<(), DbError> {
    let gathered = vocabulary.gathered();
    if gathered.misses.is_empty() {
        return Ok(());
    }
    // In one order, so that two processes do not wait for each other crosswise.
    let mut misses: Vec<_> = gathered.misses.into_iter().collect();
    misses.sort();
    transaction!(db, tx => {
        for ((week, words), times) in &misses {
            sql::count(tx, *week, words, *times, OF_A_WEEK_MOST).await?;
        }
        let oldest = monday(tx.now().day()).plus(-KEPT_DAYS);
        sql::forget_before(tx, oldest).await
    })
}

/// What was searched in vain in the week that begins on `week`, the most often first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_week(read: &mut Read, week: Day, limit: Limit) -> Result<Vec<Miss>, DbError> {
    sql::of_week(read, week, limit).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_what_may_be_somebodys_number_is_not() {
        assert_eq!(kept("  Whisky, का ").as_deref(), Some("whisky"));
        assert_eq!(kept("बनारसी साड़ी 2 मीटर").as_deref(), Some("बनारसी साड़ी 2 मीटर"));
        let long = "पेड़ा".repeat(30);
        for query in ["", "!?", "98765 43210", "९८७६५४३२१०", "call 9876-54", "anita@example.in", &long]
        {
            assert_eq!(kept(query), None, "{query}");
        }
    }

    #[test]
    fn misses_gather_for_a_minute_and_are_bounded() {
        let mut gathered = Gathered::default();
        assert!(!gathered.add("whisky", Time(1_000)) && !gathered.add("Whisky!", Time(2_000)));
        assert_eq!(gathered.misses.values().copied().collect::<Vec<_>>(), [2]);
        assert!(gathered.add("plastic", Time(61_000)));
        for number in 0..500 {
            gathered.add(&format!("word{number}"), Time(62_000));
        }
        assert_eq!(gathered.misses.len(), GATHERED_MOST);
    }

    #[test]
    fn a_week_begins_on_monday() {
        let monday_in_november = Day::of(2026, 11, 23).expect("a day");
        for day in 23..30 {
            assert_eq!(monday(Day::of(2026, 11, day).expect("a day")), monday_in_november);
        }
    }
}
