//! When a line is red.

use kernel::Time;

use super::{Line, Room, Standing, What};

/// A message should be gone after so long.
pub const LATE_MINUTES: i64 = 10;
/// One that failed so often is late, whatever its next try is.
pub const TRIES_MOST: i64 = 3;
/// A disk that is fuller than this needs somebody.
const FULL_PERCENT: u64 = 85;
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
    Line { what, standing, count, since: since.filter(|_| count > 0) }
}

/// How full a disk is.
pub fn disk(room: Room) -> Line {
    let used = room.all_bytes.saturating_sub(room.free_bytes);
    let percent = used.saturating_mul(100).checked_div(room.all_bytes).unwrap_or(100);
    let standing = if percent >= FULL_PERCENT { Standing::Stuck } else { Standing::Well };
    Line { what: What::Disk, standing, count: i64::try_from(percent).unwrap_or(100), since: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_red() {
        let at = |free_bytes| disk(Room { all_bytes: 1_000, free_bytes });
        assert_eq!((at(400).count, at(400).standing), (60, Standing::Well));
        assert_eq!((at(150).count, at(150).standing), (85, Standing::Stuck));
        assert_eq!(disk(Room { all_bytes: 0, free_bytes: 0 }).standing, Standing::Stuck);
    }

    #[test]
    fn each_kind_of_message_has_one_line() {
        assert_eq!(
            ["sms", "digest_event", "send_payout", "tidy_up"].map(line_of),
            [What::Sms, What::Webhooks, What::Gateway, What::Messages]
        );
    }
}
