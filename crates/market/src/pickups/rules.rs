//! On which days something can be fetched. Pure.

use std::collections::BTreeSet;

use kernel::{Day, Paise};

use crate::delivery::Weekdays;
use crate::delivery::rules::after_working_days;

/// From its hub to a counter elsewhere, in days.
const WAY_DAYS: i64 = 1;
/// Days looked through for one on which a counter is open.
const LOOKED_MOST: i64 = 400;
/// Before a parcel waits no longer, its buyer is reminded so many days.
pub const REMIND_DAYS: i64 = 2;

/// On which days of the week, from which day to which a counter is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// On which days of the week.
    pub weekdays: Weekdays,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Opening {
    /// Whether it is open on a day.
    pub const fn on(self, day: Day) -> bool {
        day.0 >= self.from.0 && day.0 <= self.until.0 && self.weekdays.has(day.weekday())
    }

    /// The first day from `day` on on which it is open; `None` if there is none.
    pub fn first(self, day: Day) -> Option<Day> {
        let begin = day.max(self.from);
        (0..LOOKED_MOST)
            .map(|days| begin.plus(days))
            .take_while(|day| *day <= self.until)
            .find(|day| self.on(*day))
    }
}

/// How something is fetched at a counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// When the counter is open.
    pub opening: Opening,
    /// Whether it stands in the hub itself.
    pub in_hub: bool,
    /// The day of the slot, if one was chosen.
    pub slot: Option<Day>,
    /// What each shipment costs.
    pub freight: Paise,
}

impl Fetch {
    /// The first and the last day on which it can be fetched, if it leaves its hub on `leaves`; else the day from which it could. Nobody
    /// brings anything there on Sundays and days of `rests`.
    ///
    /// # Errors
    /// The day it is there, if the slot is before it or the counter is not open from then on.
    pub fn days(self, leaves: Day, rests: &BTreeSet<Day>) -> Result<(Day, Day), Day> {
        let there = if self.in_hub { leaves } else { after_working_days(leaves, WAY_DAYS, rests) };
        match self.slot {
            Some(slot) if slot < there => Err(there),
            Some(slot) => Ok((slot, slot)),
            None => {
                let first = self.opening.first(there).ok_or(there)?;
                Ok((first, self.opening.first(first.plus(1)).unwrap_or(first)))
            }
        }
    }
}

/// The last day something waits that lies at a counter since `since`: a day on which it is open, if there is one.
pub fn waits_until(opening: Opening, since: Day, keep_days: i64) -> Day {
    let day = since.plus(keep_days);
    opening.first(day).filter(|open| *open <= day.plus(keep_days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: u8) -> Day {
        Day::of(2026, 11, date).expect("a day")
    }

    /// Tuesdays and Saturdays, all November.
    fn haat() -> Opening {
        Opening { weekdays: Weekdays::of([1, 5]), from: day(1), until: day(30) }
    }

    #[test]
    fn a_haat_is_open_on_its_days() {
        let open: Vec<i64> = (1..=30).map(day).filter(|d| haat().on(*d)).map(Day::weekday).collect();
        assert!(open.iter().all(|weekday| [1, 5].contains(weekday)) && open.len() == 8, "{open:?}");
        assert_eq!(haat().first(day(25)), Some(day(28)), "Wednesday waits for Saturday");
        assert_eq!(haat().first(day(29)), None, "December is not its month");
    }

    #[test]
    fn it_can_be_fetched_from_the_first_open_day_it_is_there() {
        let fetch = |slot, in_hub| Fetch { opening: haat(), in_hub, slot, freight: Paise::ZERO };
        assert_eq!(
            fetch(None, false).days(day(23), &BTreeSet::new()),
            Ok((day(24), day(28))),
            "Monday leaves, Tuesday is there"
        );
        assert_eq!(
            fetch(None, false).days(day(24), &BTreeSet::new()),
            Ok((day(28), day(28))),
            "too late for Tuesday"
        );
        assert_eq!(fetch(None, true).days(day(24), &BTreeSet::new()), Ok((day(24), day(28))), "no way to go");
        assert_eq!(fetch(Some(day(28)), false).days(day(24), &BTreeSet::new()), Ok((day(28), day(28))));
        assert_eq!(
            fetch(Some(day(24)), false).days(day(24), &BTreeSet::new()),
            Err(day(25)),
            "the slot is over before it is there"
        );
        assert_eq!(fetch(None, false).days(day(28), &BTreeSet::new()), Err(day(30)), "the haat is over");
    }

    #[test]
    fn what_waits_can_be_fetched_on_its_last_day() {
        assert_eq!(waits_until(haat(), day(10), 7), day(17), "a Tuesday");
        assert_eq!(waits_until(haat(), day(11), 7), day(21), "Wednesday is moved to Saturday");
        assert_eq!(
            waits_until(haat(), day(28), 7),
            Day::of(2026, 12, 5).expect("a day"),
            "nobody is there any more"
        );
    }
}
