//! Whether less goes wrong: looks at goods, by officers in the field and keepers at hubs, and how many of them found something,
//! over a year by craft, block and maker. What does not fall is a task of the heads.

use std::collections::BTreeMap;

use kernel::{BadCell, Limit, Words};
use store::{DbError, FromRow, Read, Row};

use super::trends_sql as sql;
use crate::catalogue::columns::Columns;

/// Days of one step.
pub const STEP_DAYS: i64 = 30;
/// Steps of a year.
pub const STEPS: usize = 12;
/// Steps that count as «now», and as many before them as «before».
const RECENT: usize = 3;
/// Fewer looks say nothing.
const LOOKS_LEAST: i64 = 5;
/// Lines of a table.
const LINES: usize = 30;
/// Steps of all lines together.
const ROWS: Limit = Limit::of(Limit::MOST);

kernel::codes! {
    /// By what looks are counted together.
    pub enum By {
        /// By craft.
        Craft = "craft",
        /// By the maker's block.
        Block = "block",
        /// By maker.
        Maker = "maker",
    }
}

/// How many looks there were, and how many found something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Looks.
    pub looked: i64,
    /// Those that found something.
    pub wrong: i64,
}

impl Count {
    /// Of a thousand looks so many found something; nothing without a look.
    pub const fn permille(self) -> Option<i64> {
        if self.looked == 0 { None } else { Some(self.wrong * 1_000 / self.looked) }
    }

    fn and(self, other: Count) -> Count {
        Count { looked: self.looked + other.looked, wrong: self.wrong + other.wrong }
    }
}

/// One line: a craft, a block or a maker over a year.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// What it is called.
    pub name: Words,
    /// A year, the longest ago first.
    pub steps: [Count; STEPS],
}

/// Where a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Too few looks to say.
    TooFew,
    /// Nothing goes wrong, or less than before.
    Falls,
    /// As much as before or more: heads must see to it.
    DoesNotFall,
}

impl Trend {
    /// The last three months.
    pub fn now(&self) -> Count {
        self.steps[STEPS - RECENT..].iter().fold(Count::default(), |all, step| all.and(*step))
    }

    /// The three months before them.
    pub fn before(&self) -> Count {
        let steps = &self.steps[STEPS - 2 * RECENT..STEPS - RECENT];
        steps.iter().fold(Count::default(), |all, step| all.and(*step))
    }

    /// Where it goes.
    pub fn course(&self) -> Course {
        let (now, before) = (self.now(), self.before());
        if now.looked < LOOKS_LEAST || before.looked < LOOKS_LEAST {
            Course::TooFew
        } else if now.wrong == 0 || now.wrong * before.looked < before.wrong * now.looked {
            Course::Falls
        } else {
            Course::DoesNotFall
        }
    }
}

/// A step of a line as it is counted.
pub(super) struct Step {
    pub key: String,
    pub name: Words,
    pub step: i64,
    pub count: Count,
}

impl FromRow for Step {
    fn from_row(row: Row) -> Result<Step, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Step {
            key: columns.next()?,
            name: columns.words()?,
            step: columns.next()?,
            count: Count { looked: columns.next()?, wrong: columns.next()? },
        })
    }
}

/// Lines of the last year, those first of which most went wrong of late.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn trends(read: &mut Read, by: By) -> Result<Vec<Trend>, DbError> {
    let from = read.now().plus_days(-STEP_DAYS * i64::try_from(STEPS).unwrap_or(0));
    let mut lines: BTreeMap<String, Trend> = BTreeMap::new();
    for step in sql::steps(read, by, from, ROWS).await? {
        let line = lines.entry(step.key).or_insert_with(|| Trend { name: step.name, ..Trend::default() });
        // The very moment of the look itself is the end of the last step.
        let at = usize::try_from(step.step).unwrap_or(0).min(STEPS - 1);
        line.steps[at] = line.steps[at].and(step.count);
    }
    let mut lines: Vec<Trend> = lines.into_values().collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.now().permille(), line.now().looked)));
    lines.truncate(LINES);
    Ok(lines)
}

/// All lines as one: the whole district.
pub fn together(lines: &[Trend]) -> Trend {
    let mut all = Trend::default();
    for line in lines {
        for (sum, step) in all.steps.iter_mut().zip(line.steps) {
            *sum = sum.and(step);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(before: (i64, i64), now: (i64, i64)) -> Trend {
        let mut line = Trend::default();
        line.steps[STEPS - 4] = Count { looked: before.0, wrong: before.1 };
        line.steps[STEPS - 1] = Count { looked: now.0, wrong: now.1 };
        line
    }

    #[test]
    fn what_does_not_fall_is_a_task_and_a_few_looks_say_nothing() {
        assert_eq!(line((10, 4), (10, 3)).course(), Course::Falls);
        assert_eq!(line((10, 4), (20, 8)).course(), Course::DoesNotFall, "the same share");
        assert_eq!(line((10, 0), (10, 1)).course(), Course::DoesNotFall);
        assert_eq!(line((10, 0), (10, 0)).course(), Course::Falls, "nothing goes wrong");
        assert_eq!(line((4, 4), (10, 9)).course(), Course::TooFew);
        assert_eq!(Count { looked: 8, wrong: 1 }.permille(), Some(125));
        assert_eq!(
            together(&[line((1, 1), (2, 0)), line((3, 0), (4, 1))]).now(),
            Count { looked: 6, wrong: 1 }
        );
    }
}
