//! The two clocks of a complaint, who must see to it by them, and how its number reads. Pure.
//!
//! Source: Consumer Protection (E-Commerce) Rules 2020, rule 4(5): acknowledged within 48 hours, redressed within one month. The
//! mart counts a month as 30 days, and moves a complaint up before the law is broken, not after.

use kernel::Time;
use kernel::digits::ascii_digits;

use super::{ComplaintState, Level};

/// It is heard within so many hours.
pub const HEARD_HOURS: i64 = 48;
/// It is settled within so many days.
pub const SETTLED_DAYS: i64 = 30;
/// Once it was closed it may be opened again for so many days.
pub const REOPEN_DAYS: i64 = 7;

/// Hours after which a complaint nobody has heard climbs to each level.
const UNHEARD: [(i64, Level); 3] = [(24, Level::Head), (36, Level::Grievance), (HEARD_HOURS, Level::Office)];
/// Days after which a complaint nobody has settled climbs to each level.
const UNSETTLED: [(i64, Level); 3] =
    [(15, Level::Head), (22, Level::Grievance), (SETTLED_DAYS, Level::Office)];

/// By when somebody must have said that it was heard.
pub const fn heard_by(opened: Time) -> Time {
    opened.plus_minutes(HEARD_HOURS * 60)
}

/// By when it must be settled.
pub const fn settled_by(opened: Time) -> Time {
    opened.plus_days(SETTLED_DAYS)
}

/// Until when a closed one may be opened again.
pub const fn reopens_until(closed: Time) -> Time {
    closed.plus_days(REOPEN_DAYS)
}

/// Who must see to it by now. It never climbs down.
pub fn level_at(state: ComplaintState, level: Level, opened: Time, now: Time) -> Level {
    let unheard = UNHEARD
        .iter()
        .filter(|(hours, _)| state == ComplaintState::Opened && opened.plus_minutes(hours * 60) <= now);
    let unsettled = UNSETTLED.iter().filter(|(days, _)| state.is_open() && opened.plus_days(*days) <= now);
    unheard.chain(unsettled).map(|(_, level)| *level).fold(level, Level::max)
}

/// Who sees to it when it comes back: one above whoever closed it.
pub const fn above(level: Level) -> Level {
    match level {
        Level::Officer => Level::Head,
        Level::Head => Level::Grievance,
        Level::Grievance | Level::Office => Level::Office,
    }
}

/// Complaints about what was ordered in a trial are counted in a month of their own, so much later.
const OF_TRIAL: i64 = 1_000_000;

/// The month a number is counted in: 202611.
pub fn month_of(at: Time) -> i64 {
    let (year, month, _) = at.day().civil();
    i64::from(year) * 100 + i64::from(month)
}

/// The same for what was ordered in a trial: 1202611.
pub fn trial_month_of(at: Time) -> i64 {
    OF_TRIAL + month_of(at)
}

/// How a number reads: `DGM-202611-000123`, and `DGM-T202611-000123` for what was ordered in a trial.
pub fn number_of(month: i64, serial: i64) -> String {
    let (mark, month) = if month >= OF_TRIAL { ("T", month - OF_TRIAL) } else { ("", month) };
    format!("DGM-{mark}{month:06}-{serial:06}")
}

/// A number as people type it: small letters, spaces, Devanagari digits, without the zeros in front. `None` if it is none.
pub fn number_typed(typed: &str) -> Option<String> {
    /// More letters are no number.
    const MOST: usize = 40;
    let plain: String =
        ascii_digits(typed).trim().chars().take(MOST).collect::<String>().to_ascii_uppercase();
    let mut parts = plain.split(['-', ' ', '/']).filter(|part| !part.is_empty());
    let (head, month, serial) = (parts.next()?, parts.next()?, parts.next()?);
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (of_trial, month) = month.strip_prefix('T').map_or((0, month), |month| (OF_TRIAL, month));
    if head != "DGM" || parts.next().is_some() || month.len() != 6 || !is_digits(month) || !is_digits(serial)
    {
        return None;
    }
    let (month, serial): (i64, i64) = (month.parse().ok()?, serial.parse().ok()?);
    (1..=999_999).contains(&serial).then(|| number_of(of_trial + month, serial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_hears_climbs_in_two_days_and_what_nobody_settles_in_a_month() {
        use ComplaintState::{Acknowledged, Closed, Opened, Reopened};
        let opened = Time(0);
        let hours = |n: i64| Time(0).plus_minutes(n * 60);
        let at = |state, level, hour| level_at(state, level, opened, hours(hour));
        assert_eq!(at(Opened, Level::Officer, 23), Level::Officer);
        assert_eq!(at(Opened, Level::Officer, 24), Level::Head);
        assert_eq!(at(Opened, Level::Officer, 36), Level::Grievance);
        assert_eq!(at(Opened, Level::Officer, 48), Level::Office);
        assert_eq!(at(Acknowledged, Level::Officer, 14 * 24 + 23), Level::Officer);
        assert_eq!(at(Acknowledged, Level::Officer, 15 * 24), Level::Head);
        assert_eq!(at(Acknowledged, Level::Officer, 22 * 24), Level::Grievance);
        assert_eq!(at(Reopened, Level::Head, 30 * 24), Level::Office);
        assert_eq!(at(Acknowledged, Level::Grievance, 15 * 24), Level::Grievance, "it never climbs down");
        assert_eq!(at(Closed, Level::Officer, 90 * 24), Level::Officer, "what is closed rests");
        assert_eq!((heard_by(opened), settled_by(opened)), (hours(48), hours(30 * 24)));
    }

    #[test]
    fn a_number_is_understood_as_people_write_it() {
        for typed in ["DGM-202611-000123", " dgm-202611-123 ", "dgm 202611 0123", "DGM-२०२६११-०००१२३"]
        {
            assert_eq!(number_typed(typed).as_deref(), Some("DGM-202611-000123"), "{typed}");
        }
        for wrong in [
            "",
            "123",
            "DGM-202611",
            "DGM-202611-",
            "DGM-2026-123",
            "DM-202611-123",
            "DGM-202611-0",
            "DGM-202611-1-1",
        ] {
            assert_eq!(number_typed(wrong), None, "{wrong}");
        }
        assert_eq!(month_of(Time(1_795_000_000_000)), 202_611);
        assert_eq!(number_of(trial_month_of(Time(1_795_000_000_000)), 7), "DGM-T202611-000007");
        assert_eq!(number_typed("dgm t202611 7").as_deref(), Some("DGM-T202611-000007"));
    }
}
