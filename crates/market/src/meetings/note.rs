//! The note of a review meeting: decisions and last meeting's tasks first, then the figures, all from the queries of the DC's page;
//! and its summary by SMS each Monday.

use kernel::ids::PersonId;
use kernel::{Day, Paise, Time, Words};
use store::{Db, DbError, Read, transaction};

use super::read::{Meeting, Task, standing};
use super::sql;
use crate::accounts::Role;
use crate::cases::{self, Cut as CaseCut, Funnel, Scope};
use crate::reports::{self, Count, Cut, Incomes, Measure, Span, Waits};
use crate::targets::{self, Total};
use crate::{notices, places};

/// The kind of outbox message that tells the DC's office how the week went; its key is the Monday.
pub const SUMMARY: &str = "review_summary";
/// From this hour of a Monday on.
const SUMMARY_HOUR: i64 = 8;
/// Days a summary tells of.
const WEEK: i64 = 7;

/// What stands in the table of departments: as many columns as a sheet of paper holds.
pub const BY_DEPARTMENT: [Measure; 5] =
    [Measure::Paid, Measure::Payouts, Measure::Orders, Measure::Delivery, Measure::FirstSale];

/// A block in the note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockLine {
    /// Its name.
    pub name: Words,
    /// What reached its makers.
    pub paid: Count,
    /// What they were asked for.
    pub orders: Count,
}

/// What a review meeting has before it.
#[derive(Clone, Debug)]
pub struct Note {
    /// When it was counted.
    pub at: Time,
    /// Which period it tells of.
    pub span: Span,
    /// What waits for a decision.
    pub waits: Waits,
    /// The meeting before.
    pub last: Option<Meeting>,
    /// What it gave and what is open still.
    pub tasks: Vec<Task>,
    /// Each measure, and in the period before.
    pub figures: Vec<(Measure, Count, Count)>,
    /// The measures of [`BY_DEPARTMENT`] by department.
    pub departments: Vec<(Measure, Vec<Count>)>,
    /// The district's blocks.
    pub blocks: Vec<BlockLine>,
    /// How what was paid is spread.
    pub incomes: Incomes,
    /// How many makers stand where.
    pub funnel: Funnel,
    /// What departments want to reach this month, and whether they keep their pace.
    pub targets: Vec<Total>,
}

/// What a review meeting has before it, of so many days, for somebody of the DC's office.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn note(read: &mut Read, asks: PersonId, days: i64) -> Result<Note, DbError> {
    let at = read.now();
    let span = Span::last(at, days);
    let (mut figures, mut departments) = (Vec::new(), Vec::new());
    for measure in Measure::ALL {
        let (now, before) = reports::of_period(read, *measure, span).await?;
        figures.push((*measure, now, before));
    }
    for measure in &BY_DEPARTMENT {
        departments.push((*measure, reports::counts(read, *measure, Cut::Department, span).await?));
    }
    let (last, tasks) = standing(read).await?;
    let wanted = targets::of_month(read, None, reports::month_of(at.day())).await?;
    Ok(Note {
        targets: targets::totals(&wanted, at.day()),
        at,
        span,
        waits: reports::waits(read, asks).await?,
        last,
        tasks,
        figures,
        departments,
        blocks: blocks(read, span).await?,
        incomes: reports::incomes(read, span).await?,
        funnel: cases::funnel(read, &Scope::District, CaseCut::Whole).await?,
    })
}

async fn blocks(read: &mut Read, span: Span) -> Result<Vec<BlockLine>, DbError> {
    let paid = reports::counts(read, Measure::Paid, Cut::Block, span).await?;
    let orders = reports::counts(read, Measure::Orders, Cut::Block, span).await?;
    let of =
        |lines: &[Count], code: &str| lines.iter().find(|line| line.cut == code).cloned().unwrap_or_default();
    let known = places::read::blocks(read).await?;
    let line = |block: places::Block| BlockLine {
        paid: of(&paid, &block.code),
        orders: of(&orders, &block.code),
        name: block.name,
    };
    Ok(known.into_iter().map(line).collect())
}

/// The Monday whose summary is due at a moment, if one is.
pub const fn summary_due(now: Time) -> Option<Day> {
    let today = now.day();
    let is_time = now.0 - today.starts().0 >= SUMMARY_HOUR * 3_600_000;
    if today.weekday() == 0 && is_time { Some(today) } else { None }
}

/// Tells everybody of the DC's office by SMS how the seven days before a Monday went. Of one Monday each is told once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn summarise(db: &Db, monday: Day) -> Result<(), DbError> {
    let mut read = db.read().await?;
    let span = Span { from: monday.plus(-WEEK).starts(), to: monday.starts() };
    let (paid, _) = reports::of_period(&mut read, Measure::Paid, span).await?;
    let (orders, _) = reports::of_period(&mut read, Measure::Orders, span).await?;
    let (delivery, _) = reports::of_period(&mut read, Measure::Delivery, span).await?;
    let (open, late) = sql::open_and_late(&mut read, monday).await?;
    drop(read);
    let share = delivery.percent_good().map_or_else(|| "–".to_owned(), |percent| format!("{percent}%"));
    let (makers, amount) = (paid.keys.to_string(), Paise(paid.amount).to_string());
    let (orders, tasks) = (orders.keys.to_string(), format!("{open}/{late}"));
    let words = [
        ("makers", makers.as_str()),
        ("amount", amount.as_str()),
        ("orders", orders.as_str()),
        ("share", share.as_str()),
        ("tasks", tasks.as_str()),
    ];
    transaction!(db, tx => {
        notices::tell_role(tx, Role::DcOffice, "sms-review", monday, &words).await.map(drop)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_due_on_mondays_from_eight() {
        let monday = Day::from_iso("2026-11-30").expect("a Monday");
        let at = |day: Day, minutes| summary_due(day.starts().plus_minutes(minutes));
        assert_eq!(at(monday, 7 * 60 + 59), None);
        assert_eq!((at(monday, 8 * 60), at(monday, 23 * 60)), (Some(monday), Some(monday)));
        assert_eq!((at(monday.plus(1), 600), at(monday.plus(-1), 600)), (None, None));
    }
}
