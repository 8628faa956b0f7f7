//! Whether what is reached keeps pace with what is wanted. Pure.

use kernel::Day;

use super::What;
use crate::reports::{month_of, next_month};

/// How what is reached stands beside what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Its month is to come.
    ToCome,
    /// All of it is reached.
    Met,
    /// As much as the days that are over ask for.
    OnPace,
    /// So much less than they ask for.
    Behind(i64),
    /// The month is over, and so much is missing.
    Missed(i64),
}

impl Pace {
    /// Whether somebody should ask why.
    pub const fn is_behind(self) -> bool {
        matches!(self, Pace::Behind(_) | Pace::Missed(_))
    }
}

/// How far a target is on a day: by the days of its month that are over, each asking for an equal share, rounded down.
pub fn pace(wanted: i64, reached: i64, first: Day, today: Day) -> Pace {
    let next = next_month(first);
    if today < first {
        return Pace::ToCome;
    }
    if reached >= wanted {
        return Pace::Met;
    }
    if today >= next {
        return Pace::Missed(wanted - reached);
    }
    let asked = share(wanted, today.0 - first.0, next.0 - first.0);
    if reached >= asked { Pace::OnPace } else { Pace::Behind(asked - reached) }
}

/// `wanted × gone / days`, in 128 bits: paise of a whole district times days fit nowhere else.
fn share(wanted: i64, gone: i64, days: i64) -> i64 {
    let share = i128::from(wanted) * i128::from(gone) / i128::from(days.max(1));
    i64::try_from(share).unwrap_or(wanted)
}

/// How much of a hundred is reached, at most a hundred: the length of a bar.
pub fn percent(wanted: i64, reached: i64) -> i64 {
    share(100, reached.clamp(0, wanted), wanted).clamp(0, 100)
}

/// Months ahead for which targets are set.
const MONTHS_AHEAD: usize = 12;
/// Makers of a block: more is a slip of the finger.
const MAKERS_MOST: i64 = 100_000;
/// A hundred crore rupees of a block in a month.
const PAISE_MOST: i64 = 100_000_000_000;

/// Whether targets of the month that begins with a day may be set today.
pub fn may_be_set(first: Day, today: Day) -> bool {
    months(today).contains(&first)
}

/// The first days of the months for which targets may be set, this month's first.
pub fn months(today: Day) -> Vec<Day> {
    let mut first = month_of(today);
    let mut all = Vec::new();
    while all.len() <= MONTHS_AHEAD {
        all.push(first);
        first = next_month(first);
    }
    all
}

/// Whether so much can be wanted; nothing drops a target.
pub fn fits(what: What, wanted: i64) -> bool {
    let most = if what == What::Rupees { PAISE_MOST } else { MAKERS_MOST };
    (0..=most).contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        Day::from_iso(iso).expect("a day")
    }

    #[test]
    fn the_days_that_are_over_ask_for_their_share() {
        let first = day("2026-11-01");
        let at = |iso, reached| pace(30, reached, first, day(iso));
        assert_eq!(at("2026-10-31", 0), Pace::ToCome);
        assert_eq!(at("2026-11-01", 0), Pace::OnPace, "no day is over yet");
        assert_eq!((at("2026-11-11", 10), at("2026-11-11", 9)), (Pace::OnPace, Pace::Behind(1)));
        assert_eq!((at("2026-11-30", 28), at("2026-11-30", 29)), (Pace::Behind(1), Pace::OnPace));
        assert_eq!((at("2026-12-01", 29), at("2026-12-01", 30)), (Pace::Missed(1), Pace::Met));
        assert_eq!(at("2026-11-02", 31), Pace::Met);
        assert!(Pace::Behind(1).is_behind() && Pace::Missed(1).is_behind() && !Pace::OnPace.is_behind());
    }

    #[test]
    fn a_bar_is_at_most_full_and_nothing_overflows() {
        assert_eq!((percent(30, 10), percent(30, 60), percent(30, -5)), (33, 100, 0));
        assert_eq!(pace(PAISE_MOST, 0, day("2026-11-01"), day("2026-11-16")), Pace::Behind(PAISE_MOST / 2));
    }

    #[test]
    fn targets_are_set_for_this_month_and_the_twelve_after() {
        let today = day("2026-11-29");
        assert!(may_be_set(day("2026-11-01"), today) && may_be_set(day("2027-11-01"), today));
        assert!(!may_be_set(day("2026-10-01"), today) && !may_be_set(day("2027-12-01"), today));
        assert!(!may_be_set(day("2026-11-02"), today), "a month begins with its first day");
        assert!(fits(What::Paid, 0) && fits(What::Rupees, PAISE_MOST) && !fits(What::Paid, MAKERS_MOST + 1));
    }
}
