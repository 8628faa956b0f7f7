//! Moments and days. A moment is UTC milliseconds; a day is a date in India (UTC+05:30, no summer time).

use crate::{BadCell, Cell, Column};

/// India Standard Time is five and a half hours ahead of UTC, all year.
const IST_AHEAD_MS: i64 = 19_800_000;
const DAY_MS: i64 = 86_400_000;
/// The Julian day number of 1970-01-01.
const JULIAN_1970: i64 = 2_440_588;

/// A moment: milliseconds since 1970-01-01T00:00:00 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

impl Time {
    /// This moment and `ms` milliseconds more (or fewer, if negative); stops at the ends of time.
    pub const fn plus_ms(self, ms: i64) -> Time {
        Time(self.0.saturating_add(ms))
    }

    /// This moment and `minutes` more.
    pub const fn plus_minutes(self, minutes: i64) -> Time {
        self.plus_ms(minutes.saturating_mul(60_000))
    }

    /// This moment and `days` times 24 hours more.
    pub const fn plus_days(self, days: i64) -> Time {
        self.plus_ms(days.saturating_mul(DAY_MS))
    }

    /// The date on a calendar in Deoghar.
    pub const fn day(self) -> Day {
        Day((self.0 + IST_AHEAD_MS).div_euclid(DAY_MS))
    }

    /// `22-11-2026 14:05`, Indian time.
    pub fn in_india(self) -> String {
        let minute = (self.0 + IST_AHEAD_MS).rem_euclid(DAY_MS) / 60_000;
        format!("{} {:02}:{:02}", self.day(), minute / 60, minute % 60)
    }

    /// The moment written as `2026-11-22 14:05` in Indian time, or as `2026-11-22T08:35:00.000Z`; seconds may be left out or told.
    pub fn from_written(text: &str) -> Option<Time> {
        let (date, clock) = text.trim().split_once(['T', ' '])?;
        let (clock, ahead_ms) = match clock.strip_suffix('Z') {
            Some(clock) => (clock, 0),
            None => (clock, IST_AHEAD_MS),
        };
        Some(Time(Day::from_iso(date)?.0.checked_mul(DAY_MS)? + of_a_day(clock)? - ahead_ms))
    }

    /// `2026-11-22T08:35:00.000Z` for machines (RFC 3339).
    pub fn rfc3339(self) -> String {
        let ms = self.0.rem_euclid(DAY_MS);
        let (seconds, part) = (ms / 1_000, ms % 1_000);
        let date = Day(self.0.div_euclid(DAY_MS)).iso();
        format!("{date}T{:02}:{:02}:{:02}.{part:03}Z", seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }
}

/// Milliseconds of `20:15`, `20:15:07` or `20:15:07.250`.
fn of_a_day(clock: &str) -> Option<i64> {
    let digits = |text: &str, wide: usize| -> Option<i64> {
        Some(text).filter(|text| text.len() == wide && text.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
    };
    let (clock, part) = clock.split_once('.').unwrap_or((clock, "000"));
    let mut parts = clock.split(':');
    let hours = digits(parts.next()?, 2).filter(|hours| *hours < 24)?;
    let minutes = digits(parts.next()?, 2).filter(|minutes| *minutes < 60)?;
    let seconds = digits(parts.next().unwrap_or("00"), 2).filter(|seconds| *seconds < 60)?;
    parts.next().is_none().then_some(())?;
    Some((hours * 3_600 + minutes * 60 + seconds) * 1_000 + digits(part, 3)?)
}

/// A date in India, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

impl Day {
    /// The day `days` later (earlier, if negative).
    pub const fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The first moment of this day in India.
    pub const fn starts(self) -> Time {
        Time(self.0.saturating_mul(DAY_MS).saturating_sub(IST_AHEAD_MS))
    }

    /// Monday is 0, Sunday is 6. 1970-01-01 was a Thursday.
    pub const fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7)
    }

    /// Year, month (1–12) and day of the month (1–31).
    pub fn civil(self) -> (i32, u8, u8) {
        let julian = i32::try_from(self.0.saturating_add(JULIAN_1970)).unwrap_or(i32::MAX);
        let date = time::Date::from_julian_day(julian).unwrap_or(time::Date::MAX);
        (date.year(), u8::from(date.month()), date.day())
    }

    /// The day of a calendar date, if there is such a date.
    pub fn of(year: i32, month: u8, day: u8) -> Option<Day> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Day(i64::from(date.to_julian_day()) - JULIAN_1970))
    }

    /// `2026-11-22`, for machines and `<time datetime>`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `25-11-2026`, as people in India write a day in a message.
    pub fn written(self) -> String {
        let (year, month, day) = self.civil();
        format!("{day:02}-{month:02}-{year}")
    }

    /// The day written as `2026-11-22`, if it is one.
    pub fn from_iso(text: &str) -> Option<Day> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The Indian financial year this day falls in, by its first calendar year: 31-03-2027 → 2026.
    pub fn financial_year(self) -> i32 {
        let (year, month, _) = self.civil();
        if month >= 4 { year } else { year - 1 }
    }
}

/// `22-11-2026`: how dates are written in India.
impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{day:02}-{month:02}-{year:04}")
    }
}

impl Column for Time {
    fn to_cell(&self) -> Cell {
        Cell::Int(self.0)
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        i64::from_cell(cell).map(Time)
    }
}

impl Column for Day {
    fn to_cell(&self) -> Cell {
        Cell::Int(self.0)
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        i64::from_cell(cell).map(Day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_moment_is_read_as_it_was_told() {
        let at = Time(1_795_336_507_250);
        assert_eq!(Time::from_written(&at.rfc3339()), Some(at));
        assert_eq!(Time::from_written("2026-11-22T08:35Z"), Time::from_written("2026-11-22 14:05"));
        assert_eq!(Time::from_written("2026-11-22 14:05:07"), Some(Time(1_795_336_507_000)));
        for wrong in [
            "",
            "now",
            "2026-11-22",
            "2026-11-22 24:00",
            "2026-11-22 1:00",
            "2026-11-22 10:00:00:00",
            "2026-11-22 10:60",
            "2026-02-30 10:00",
            "2026-11-22 10:00:00.1",
        ] {
            assert_eq!(Time::from_written(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_is_written_as_people_write_it() {
        let day = Day::of(2026, 11, 5).expect("a day");
        assert_eq!((day.written().as_str(), day.iso().as_str()), ("05-11-2026", "2026-11-05"));
    }

    #[test]
    fn a_day_begins_at_half_past_six_in_the_evening_utc() {
        let day = Day::of(2026, 11, 22).expect("a date");
        assert_eq!(day.starts().rfc3339(), "2026-11-21T18:30:00.000Z");
        assert_eq!(day.starts().day(), day);
        assert_eq!(day.starts().plus_ms(-1).day(), day.plus(-1));
    }

    #[test]
    fn dates_read_and_write_both_ways() {
        let day = Day::from_iso("2028-02-29").expect("a leap day");
        assert_eq!(day.to_string(), "29-02-2028");
        assert_eq!(day.iso(), "2028-02-29");
        assert_eq!(Day(0).iso(), "1970-01-01");
        assert_eq!(Day(0).weekday(), 3);
        assert_eq!(Day::from_iso("2027-02-29"), None);
        assert_eq!(Day::from_iso("22-11"), None);
    }

    #[test]
    fn the_financial_year_turns_on_the_first_of_april() {
        assert_eq!(Day::of(2027, 3, 31).expect("a date").financial_year(), 2026);
        assert_eq!(Day::of(2027, 4, 1).expect("a date").financial_year(), 2027);
    }
}
