//! When a backup is due, and when it is an alarm that none is there.

use kernel::Time;

use super::Standing;

/// A proof is made once a day.
const PROOF_EVERY_MS: i64 = 24 * 3_600_000;
/// After a proof that did not hold, the next is made so soon.
const PROOF_AGAIN_MS: i64 = 3_600_000;
/// The newest proven backup may be so old.
const PROVEN_LATE_MS: i64 = 26 * 3_600_000;
/// A backup may be late by so many times, and by so long at least.
const LATE_TIMES: i64 = 3;
const LATE_LEAST_MS: i64 = 10 * 60_000;
/// After a failure the next is tried so soon, if it were not due sooner.
const AGAIN_MS: i64 = 60_000;

kernel::codes! {
    /// Why backups are an alarm.
    pub enum Alarm {
        /// None was ever taken.
        Never = "never",
        /// The newest is too old.
        Late = "late",
        /// None is proven that is young enough.
        Unproven = "unproven",
    }
}

/// Whether a backup should be restored somewhere now and looked through.
pub fn is_proof_due(standing: &Standing, now: Time) -> bool {
    let pause = if standing.breach.is_some() { PROOF_AGAIN_MS } else { PROOF_EVERY_MS };
    standing.newest.is_some() && standing.tried_at.is_none_or(|at| at.plus_ms(pause) <= now)
}

/// What is wrong, the worst first. A backup that nobody has restored is a hope: without a proof of the last 26 hours it is an alarm
/// however well new ones are taken, also if everything stands still in silence.
pub fn alarm(standing: &Standing, now: Time) -> Option<Alarm> {
    let Some(newest) = standing.newest else { return Some(Alarm::Never) };
    let patience = standing.every_ms.unwrap_or(0).saturating_mul(LATE_TIMES).max(LATE_LEAST_MS);
    if newest.plus_ms(patience) < now {
        return Some(Alarm::Late);
    }
    standing.proven.is_none_or(|proven| proven.plus_ms(PROVEN_LATE_MS) < now).then_some(Alarm::Unproven)
}

/// When the next may be taken after one that failed.
pub fn next_after_failure(now: Time, every_ms: i64) -> Time {
    now.plus_ms(every_ms.min(AGAIN_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_795_336_507_250);

    fn well() -> Standing {
        Standing {
            every_ms: Some(60_000),
            newest: Some(NOW.plus_minutes(-1)),
            bytes: 1,
            failing: None,
            proven: Some(NOW.plus_minutes(-60 * 25)),
            tried_at: Some(NOW.plus_minutes(-60 * 23)),
            breach: None,
        }
    }

    #[test]
    fn silence_is_an_alarm() {
        assert_eq!(alarm(&well(), NOW), None);
        assert_eq!(alarm(&Standing { newest: None, ..well() }, NOW), Some(Alarm::Never));
        assert_eq!(alarm(&well(), NOW.plus_minutes(8)), None);
        assert_eq!(alarm(&well(), NOW.plus_minutes(10)), Some(Alarm::Late));
        let slow = Standing { every_ms: Some(3_600_000), ..well() };
        assert_eq!(
            (alarm(&slow, NOW.plus_minutes(20)), alarm(&slow, NOW.plus_minutes(240))),
            (None, Some(Alarm::Late))
        );
        let fresh = |minutes| Standing { newest: Some(NOW.plus_minutes(minutes)), ..well() };
        assert_eq!(alarm(&fresh(60), NOW.plus_minutes(60)), None);
        assert_eq!(alarm(&fresh(61), NOW.plus_minutes(61)), Some(Alarm::Unproven));
        assert_eq!(alarm(&Standing { proven: None, ..well() }, NOW), Some(Alarm::Unproven));
    }

    #[test]
    fn one_is_proven_each_day_and_sooner_after_a_breach() {
        assert!(!is_proof_due(&well(), NOW) && is_proof_due(&well(), NOW.plus_minutes(60)));
        assert!(is_proof_due(&Standing { tried_at: None, ..well() }, NOW));
        assert!(!is_proof_due(&Standing { tried_at: None, newest: None, ..well() }, NOW));
        assert!(is_proof_due(&Standing { breach: Some("x".to_owned()), ..well() }, NOW));
    }
}
