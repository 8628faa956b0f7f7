//! On which days banks work, and by which day a maker's money is sent. Pure, apart from [`calendar`], which reads the holidays.

use std::collections::BTreeSet;

use kernel::Day;
use store::{DbError, Read};

use super::{PAID_WITHIN_DAYS, sweep_sql};

/// The days on which banks are closed, beside those that a rule names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    holidays: BTreeSet<Day>,
}

impl Calendar {
    /// A calendar with these holidays.
    pub fn of(holidays: impl IntoIterator<Item = Day>) -> Calendar {
        Calendar { holidays: holidays.into_iter().collect() }
    }

    /// The holidays in it.
    pub const fn holidays(&self) -> &BTreeSet<Day> {
        &self.holidays
    }

    /// Whether banks work on a day. Sundays and every second and fourth Saturday they do not. Source: RBI, in force since
    /// 1 September 2015.
    pub fn works(&self, day: Day) -> bool {
        let is_free_saturday = day.weekday() == 5 && matches!((day.civil().2 - 1) / 7, 1 | 3);
        day.weekday() != 6 && !is_free_saturday && !self.holidays.contains(&day)
    }

    /// The last day on which the money of a parcel delivered on `delivered` is sent, in days on which banks work.
    pub fn paid_by(&self, delivered: Day) -> Day {
        self.after(delivered, PAID_WITHIN_DAYS)
    }

    /// The day that comes so many working days after another.
    pub fn after(&self, day: Day, days: i64) -> Day {
        let (mut day, mut left) = (day, days);
        while left > 0 {
            day = day.plus(1);
            if self.works(day) {
                left -= 1;
            }
        }
        day
    }
}

/// The calendar of banks in the district.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn calendar(read: &mut Read) -> Result<Calendar, DbError> {
    Ok(Calendar::of(sweep_sql::holidays(read).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        Day::from_iso(iso).expect("a date")
    }

    #[test]
    fn banks_rest_on_sundays_second_and_fourth_saturdays_and_holidays() {
        let calendar = Calendar::of([day("2026-11-16")]);
        let rests = |iso: &str| !calendar.works(day(iso));
        assert!(rests("2026-11-22") && rests("2026-11-14") && rests("2026-11-28") && rests("2026-11-16"));
        for works in ["2026-11-07", "2026-11-21", "2026-08-29", "2026-11-17"] {
            assert!(!rests(works), "{works}");
        }
    }

    #[test]
    fn three_days_are_three_days_on_which_banks_work() {
        let plain = Calendar::default();
        assert_eq!(plain.paid_by(day("2026-11-20")).iso(), "2026-11-24", "a Sunday in between");
        assert_eq!(
            plain.paid_by(day("2026-11-23")).iso(),
            "2026-11-26",
            "from a Monday three days are three days"
        );
        let chhath = Calendar::of([day("2026-11-16")]);
        assert_eq!(
            chhath.paid_by(day("2026-11-13")).iso(),
            "2026-11-19",
            "a second Saturday, a Sunday and Chhath"
        );
    }
}
