//! The working week of a hub: when it is open, when its round fetches from makers, and on which day a parcel leaves it. Pure.

use std::collections::BTreeSet;

use kernel::{BadCell, Cell, Column, Day};

/// From the round's return to the post's counter: parcels are looked at, joined, packed and labelled.
pub const HUB_WORK_MINUTES: i64 = 60;
/// Nobody looks further ahead for a day on which something leaves.
const FURTHEST: i64 = 60;

/// Days of the week, as one number: Monday is 1, Tuesday 2, … Sunday 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekdays(pub i64);

impl Weekdays {
    /// Monday to Saturday.
    pub const WORKING: Weekdays = Weekdays(0b011_1111);

    /// These days, counted from Monday as 0.
    pub fn of(days: impl IntoIterator<Item = i64>) -> Weekdays {
        Weekdays(days.into_iter().filter(|day| (0..7).contains(day)).fold(0, |all, day| all | 1 << day))
    }

    /// Whether a day of the week is one of them; Monday is 0.
    pub const fn has(self, weekday: i64) -> bool {
        self.0 >> weekday & 1 == 1
    }

    /// They, in order; Monday is 0.
    pub fn days(self) -> impl Iterator<Item = i64> {
        (0..7).filter(move |day| self.has(*day))
    }

    /// Whether it is at least one day, and nothing that is none.
    pub const fn is_sound(self) -> bool {
        1 <= self.0 && self.0 <= 127
    }
}

impl Column for Weekdays {
    fn to_cell(&self) -> Cell {
        self.0.to_cell()
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        i64::from_cell(cell).map(Weekdays)
    }
}

/// When a hub works, as its keeper or an officer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// The days it is open.
    pub open: Weekdays,
    /// The days its round fetches from makers.
    pub rounds: Weekdays,
    /// When it opens, in minutes since midnight.
    pub opens_minute: i64,
    /// When it closes.
    pub closes_minute: i64,
    /// When its round is back.
    pub back_minute: i64,
}

impl Default for Week {
    /// What is supposed of a hub nobody has said anything of.
    fn default() -> Week {
        let days = Weekdays::WORKING;
        Week { open: days, rounds: days, opens_minute: 600, closes_minute: 1_080, back_minute: 900 }
    }
}

impl Week {
    /// Whether it can be: open at some time on some day, with a round on some day, back within a day.
    pub fn is_sound(&self) -> bool {
        let minute = |minute: i64| (0..1_440).contains(&minute);
        self.open.is_sound()
            && self.rounds.is_sound()
            && minute(self.opens_minute)
            && minute(self.closes_minute)
            && minute(self.back_minute)
            && self.opens_minute < self.closes_minute
    }

    /// Whether what the round brings leaves on the same day.
    const fn leaves_with_the_round(&self) -> bool {
        self.back_minute + HUB_WORK_MINUTES <= self.closes_minute
    }

    /// The day a parcel packed on `ready` leaves the hub. Food is brought and leaves on the next day that is open; other goods are
    /// fetched by the next round after the day they were packed, and leave that day unless the round is back too late.
    pub fn leaves(&self, ready: Day, is_food: bool, rests: &BTreeSet<Day>) -> Day {
        let first = |from: Day, days: Weekdays| {
            let fits = |day: &Day| days.has(day.weekday()) && !rests.contains(day);
            (0..FURTHEST).map(|ahead| from.plus(ahead)).find(fits).unwrap_or_else(|| from.plus(FURTHEST))
        };
        if is_food {
            return first(ready, self.open);
        }
        let fetched = first(ready.plus(1), self.rounds);
        let from = if self.leaves_with_the_round() { fetched } else { fetched.plus(1) };
        first(from, self.open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: u8) -> Day {
        Day::of(2026, 11, date).expect("a day")
    }

    #[test]
    fn a_hub_nobody_spoke_of_fetches_on_the_next_working_day() {
        let (week, none) = (Week::default(), BTreeSet::new());
        assert_eq!(week.leaves(day(20), false, &none), day(21), "Friday to Saturday");
        assert_eq!(week.leaves(day(21), false, &none), day(23), "over the Sunday");
        assert_eq!(week.leaves(day(21), true, &none), day(21), "food leaves on the day it is packed");
    }

    #[test]
    fn a_round_on_two_days_is_waited_for_but_not_by_food() {
        let week = Week { rounds: Weekdays::of([1, 4]), ..Week::default() };
        let none = BTreeSet::new();
        assert_eq!(week.leaves(day(20), false, &none), day(24), "packed on Friday, fetched on Tuesday");
        assert_eq!(week.leaves(day(23), false, &none), day(24), "packed on Monday");
        assert_eq!(week.leaves(day(20), true, &none), day(20));
    }

    #[test]
    fn a_round_that_is_back_late_and_a_holiday_cost_a_day_each() {
        let late = Week { back_minute: 1_030, ..Week::default() };
        let none = BTreeSet::new();
        assert_eq!(late.leaves(day(23), false, &none), day(25), "back at 17:10, the hub closes at 18:00");
        let holiday = BTreeSet::from([day(24)]);
        assert_eq!(Week::default().leaves(day(23), false, &holiday), day(25));
    }

    #[test]
    fn what_cannot_be_is_not_sound() {
        assert!(Week::default().is_sound());
        assert!(!Week { open: Weekdays(0), ..Week::default() }.is_sound());
        assert!(!Week { rounds: Weekdays(128), ..Week::default() }.is_sound());
        assert!(!Week { closes_minute: 500, ..Week::default() }.is_sound());
        assert!(!Week { back_minute: 1_440, ..Week::default() }.is_sound());
    }
}
