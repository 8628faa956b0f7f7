//! When a step of the clock is due. Pure: the moment, the day and the calendar come in as arguments.

use kernel::{Day, Time};

use super::{Step, StepState};
use crate::payouts::Calendar;

/// Nobody is written to before this hour of the morning, nor called.
const MORNING_HOUR: i64 = 9;
/// Nor from this hour of the evening on.
const EVENING_HOUR: i64 = 20;
/// Days within which two parcels that nobody answered are an absence.
pub const ABSENT_WITHIN_DAYS: i64 = 90;
/// So many parcels called off by the clock are an absence.
pub const ABSENT_AFTER: i64 = 2;
/// For so many days the goods of an absent maker rest, unless she or somebody for her says that she is back.
pub const REST_DAYS: i64 = 30;
/// Who waits gives the maker so many days more.
pub const WAIT_DAYS: i64 = 7;
/// How far back the clock looks; what is older than that was ended long ago.
const BACK_DAYS: i64 = 400;

/// Whether people are at work: a day of the calendar, between morning and evening.
pub fn is_at_work(calendar: &Calendar, now: Time) -> bool {
    let since_midnight_ms = now.0 - now.day().starts().0;
    let hour = since_midnight_ms / 3_600_000;
    calendar.works(now.day()) && (MORNING_HOUR..EVENING_HOUR).contains(&hour)
}

/// The latest day of a maker for which a step is due today that comes so many working days after it.
pub fn latest_day_due(calendar: &Calendar, today: Day, days: i64) -> Day {
    (0..BACK_DAYS)
        .map(|back| today.plus(-back))
        .find(|day| calendar.after(*day, days) <= today)
        .unwrap_or_else(|| today.plus(-BACK_DAYS))
}

/// How a step stands that the clock has just taken: a call and an offer wait for somebody.
pub const fn begins_as(step: Step) -> StepState {
    match step {
        Step::Remind | Step::End => StepState::Done,
        Step::Call | Step::Offer => StepState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        Day::from_iso(iso).expect("a date")
    }

    #[test]
    fn steps_are_counted_in_days_on_which_people_work() {
        let chhath = Calendar::of([day("2026-11-16")]);
        // Monday the 23rd, after a Sunday: what was due on Saturday is a working day late.
        assert_eq!(latest_day_due(&chhath, day("2026-11-23"), 1), day("2026-11-22"));
        assert_eq!(latest_day_due(&chhath, day("2026-11-23"), 2), day("2026-11-20"));
        // Tuesday after Chhath, a Sunday and a second Saturday.
        assert_eq!(latest_day_due(&chhath, day("2026-11-17"), 1), day("2026-11-16"));
        assert_eq!(latest_day_due(&chhath, day("2026-11-17"), 2), day("2026-11-12"));
    }

    #[test]
    fn nobody_is_written_to_at_night_or_on_a_holiday() {
        let calendar = Calendar::of([day("2026-11-16")]);
        let at = |iso: &str, hour: i64| day(iso).starts().plus_minutes(hour * 60);
        for (iso, hour, works) in [
            ("2026-11-17", 8, false),
            ("2026-11-17", 9, true),
            ("2026-11-17", 19, true),
            ("2026-11-17", 20, false),
            ("2026-11-16", 12, false),
            ("2026-11-22", 12, false),
        ] {
            assert_eq!(is_at_work(&calendar, at(iso, hour)), works, "{iso} {hour}");
        }
    }
}
