//! When a line is red.

use kernel::{Day, Time};

use super::{Certificate, Line, Room, Standing, What, When};
use crate::payouts::Swept;

/// A message should be gone after so long.
pub const LATE_MINUTES: i64 = 10;
/// One that failed so often is late, whatever its next try is.
pub const TRIES_MOST: i64 = 3;
/// A disk that is fuller than this needs somebody.
const FULL_PERCENT: u64 = 85;
/// A certificate that ends within so many days was not renewed as it should have been: those of Let's Encrypt are renewed 30 days before.
const RENEWED_DAYS: i64 = 14;
/// The address is asked every hour; if it was not for so long, nobody knows.
const LOOKED_HOURS: i64 = 26;
/// Messages that go to the payment gateway or the bank, or ask there.
const TO_GATEWAY: [&str; 8] = [
    "open_payment",
    "capture_payment",
    "send_refund",
    "follow_refund",
    "send_payout",
    "follow_payout",
    "prove_account",
    "follow_proof",
];

/// The line a kind of message belongs to.
pub fn line_of(kind: &str) -> What {
    match kind {
        "sms" => What::Sms,
        "digest_event" => What::Webhooks,
        kind if TO_GATEWAY.contains(&kind) => What::Gateway,
        _ => What::Messages,
    }
}

/// A line that is red if there is anything.
pub fn stuck_if_any(what: What, count: i64, since: Option<Time>) -> Line {
    let standing = if count > 0 { Standing::Stuck } else { Standing::Well };
    Line { what, standing, count, since: since.filter(|_| count > 0), when: When::Since }
}

/// How payouts stand. Parcels whose makers wait for their money longer than was promised come before everything else; without one, the
/// line is red if the day's list was not put together, and says for how many makers it would be.
pub fn payouts(swept: &Swept, due: i64, (unpaid, since): (i64, Option<Day>)) -> Line {
    if unpaid > 0 {
        return stuck_if_any(What::Payouts, unpaid, since.map(|day| day.plus(1).starts()));
    }
    let standing = if swept.is_late { Standing::Stuck } else { Standing::Well };
    Line { what: What::Payouts, standing, count: due, since: swept.at, when: When::Last }
}

/// How full a disk is.
pub fn disk(room: Room) -> Line {
    let used = room.all_bytes.saturating_sub(room.free_bytes);
    let percent = used.saturating_mul(100).checked_div(room.all_bytes).unwrap_or(100);
    let standing = if percent >= FULL_PERCENT { Standing::Stuck } else { Standing::Well };
    Line {
        what: What::Disk,
        standing,
        count: i64::try_from(percent).unwrap_or(100),
        since: None,
        when: When::Since,
    }
}

/// How the certificate of the mart's own address stands.
pub fn certificate(last: &Certificate, now: Time) -> Line {
    let is_known = last.looked_at.plus_minutes(60 * LOOKED_HOURS) >= now;
    let left = last.seen.map_or(0, |until| until.day().0 - now.day().0).max(0);
    let standing = if is_known && left > RENEWED_DAYS { Standing::Well } else { Standing::Stuck };
    let (since, when) = last.seen.map_or((last.looked_at, When::Since), |until| (until, When::Until));
    Line { what: What::Certificate, standing, count: left, since: Some(since), when }
}

#[cfg(test)]
mod tests {
    use super::super::Unwelcome;
    use super::*;

    #[test]
    fn a_full_disk_is_red() {
        let at = |free_bytes| disk(Room { all_bytes: 1_000, free_bytes });
        assert_eq!((at(400).count, at(400).standing), (60, Standing::Well));
        assert_eq!((at(150).count, at(150).standing), (85, Standing::Stuck));
        assert_eq!(disk(Room { all_bytes: 0, free_bytes: 0 }).standing, Standing::Stuck);
    }

    #[test]
    fn a_certificate_is_red_two_weeks_before_its_end() {
        let now = Time(1_790_000_000_000);
        let seen_ago = |hours: i64, seen| {
            let looked_at = now.plus_minutes(-60 * hours);
            certificate(&Certificate { site: String::new(), looked_at, seen }, now)
        };
        let until = |days| Ok(now.plus_days(days));
        assert_eq!((seen_ago(1, until(15)).standing, seen_ago(1, until(15)).count), (Standing::Well, 15));
        assert_eq!((seen_ago(1, until(14)).standing, seen_ago(1, until(14)).count), (Standing::Stuck, 14));
        assert_eq!((seen_ago(1, until(-3)).standing, seen_ago(1, until(-3)).count), (Standing::Stuck, 0));
        assert_eq!(seen_ago(26, until(60)).standing, Standing::Well);
        assert_eq!(seen_ago(27, until(60)).standing, Standing::Stuck, "nobody has looked since");
        assert_eq!(seen_ago(1, Err(Unwelcome::OtherName)).standing, Standing::Stuck);
    }

    #[test]
    fn money_that_did_not_arrive_is_red_whatever_the_sweep_does() {
        let swept = |is_late| Swept { at: Some(Time(1_790_000_000_000)), is_late };
        let day = Day(20_000);
        let line = payouts(&swept(false), 3, (125, Some(day)));
        assert_eq!((line.standing, line.count, line.when), (Standing::Stuck, 125, When::Since));
        assert_eq!(line.since, Some(day.plus(1).starts()), "the day itself is still in time");
        let line = payouts(&swept(false), 3, (0, None));
        assert_eq!((line.standing, line.count, line.when), (Standing::Well, 3, When::Last));
        assert_eq!(payouts(&swept(true), 3, (0, None)).standing, Standing::Stuck);
    }

    #[test]
    fn each_kind_of_message_has_one_line() {
        assert_eq!(
            ["sms", "digest_event", "send_payout", "tidy_up"].map(line_of),
            [What::Sms, What::Webhooks, What::Gateway, What::Messages]
        );
    }
}
