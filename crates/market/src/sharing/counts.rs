//! Counting visits: they gather in the memory of the process and are written together, at most once a minute; a process that is
//! killed loses those of its last minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::{Day, Time};
use store::{Db, DbError, transaction};

use super::source::Source;
use super::{Step, sql};

/// Days after which a count is forgotten: a year and the feast after it.
pub const DAYS_KEPT: i64 = 400;
/// How long counts gather.
const GATHERED_MS: i64 = 60_000;
/// Different counts a process gathers before it forgets new ones.
const GATHERED_MOST: usize = 2_000;
/// Different places and pages of a day that are kept; those that come later are counted as a page of their source.
const OF_A_DAY_MOST: i64 = 5_000;
/// Longer pages are nobody's.
const PAGE_MOST: usize = 90;
/// What a link is counted under whose key nobody gave out.
const UNKNOWN: &str = "other";

/// Counts that are not written yet.
#[derive(Debug, Default)]
struct Gathered {
    came: HashMap<(Day, Source, String), i64>,
    steps: HashMap<(Day, Step), i64>,
    since: Option<Time>,
}

/// The counts of a process.
#[derive(Debug, Default)]
pub struct Counts {
    gathered: Mutex<Gathered>,
}

impl Counts {
    /// Somebody came from outside to a page. Answers whether it is time to write.
    pub fn came(&self, now: Time, source: Source, page: &str) -> bool {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (now.day(), source, page.chars().take(PAGE_MOST).collect());
        if gathered.came.len() < GATHERED_MOST || gathered.came.contains_key(&key) {
            *gathered.came.entry(key).or_default() += 1;
        }
        gathered.is_due(now)
    }

    /// A step was taken. Answers whether it is time to write.
    pub fn step(&self, now: Time, step: Step) -> bool {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        *gathered.steps.entry((now.day(), step)).or_default() += 1;
        gathered.is_due(now)
    }

    /// Writes what has gathered.
    ///
    /// # Errors
    /// [`DbError`] if the database fails; what had gathered is lost then.
    pub async fn write(&self, db: &Db) -> Result<(), DbError> {
        let gathered = std::mem::take(&mut *self.gathered.lock().unwrap_or_else(PoisonError::into_inner));
        if gathered.came.is_empty() && gathered.steps.is_empty() {
            return Ok(());
        }
        // In one order, so that two processes do not wait for each other crosswise.
        let mut came: Vec<_> = gathered.came.into_iter().collect();
        came.sort();
        let mut steps: Vec<_> = gathered.steps.into_iter().collect();
        steps.sort_by_key(|((day, step), _)| (*day, step.as_str()));
        transaction!(db, tx => {
            for ((day, source, page), times) in &came {
                let word = source.word();
                let is_known = Source::is_known(word) || sql::is_place(tx, word).await?;
                let word = if is_known { word } else { UNKNOWN };
                sql::count(tx, *day, (word, page), *times, OF_A_DAY_MOST).await?;
            }
            for ((day, step), times) in &steps {
                sql::count_step(tx, *day, *step, *times).await?;
            }
            sql::forget_before(tx, tx.now().day().plus(-DAYS_KEPT)).await
        })
    }
}

impl Gathered {
    /// Whether the oldest has waited for a minute.
    fn is_due(&mut self, now: Time) -> bool {
        let since = *self.since.get_or_insert(now);
        now.0.saturating_sub(since.0) >= GATHERED_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_gather_for_a_minute_and_are_bounded() {
        let counts = Counts::default();
        assert!(!counts.came(Time(0), Source::Direct, "home") && !counts.step(Time(10), Step::Looked));
        assert!(counts.came(Time(60_000), Source::Direct, "home"));
        for number in 0..3_000 {
            counts.came(Time(60_001), Source::Link(format!("k{number}")), "home");
        }
        let gathered = counts.gathered.lock().expect("counts");
        assert_eq!(gathered.came.len(), GATHERED_MOST);
        assert_eq!(gathered.came[&(Time(0).day(), Source::Direct, "home".to_owned())], 2);
    }
}
