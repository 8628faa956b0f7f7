//! The circuit of a payment company, and who serves. Pure: time comes in as an argument.

use kernel::Time;
use kernel::payment::Gateway;

/// So many silences in a row, and a company is left out.
pub const SILENCES_MOST: i64 = 3;
/// A silence longer ago than this is not in a row with a new one.
const ROW_MINUTES: i64 = 5;
/// After so long somebody asks whether it is back; twice as long after each probe that failed ...
const PROBE_AFTER_MS: i64 = 30_000;
/// ... up to this.
const PROBE_PAUSE_MOST_MS: i64 = 300_000;

/// How a company answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub gateway: Gateway,
    /// Whether the mart is set up for it.
    pub is_here: bool,
    /// Silences in a row, and then probes that failed.
    pub failures: i64,
    /// The last of them.
    pub failed_at: Option<Time>,
    /// Since when it is left out; nothing: it serves.
    pub down_since: Option<Time>,
    /// Nobody asks before.
    pub probe_at: Option<Time>,
    /// When it last came back.
    pub up_since: Option<Time>,
}

impl Standing {
    /// Whether new payments may go there.
    pub const fn serves(&self) -> bool {
        self.is_here && self.down_since.is_none()
    }
}

/// What came of asking a company something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It answered, be it with a no.
    Answered,
    /// It did not, or says itself that it is in trouble.
    Silent,
}

/// How a company stands after it was asked; nothing if that tells nothing new.
pub fn after(was: &Standing, seen: Seen, now: Time) -> Option<Standing> {
    match seen {
        Seen::Answered if was.failures == 0 && was.down_since.is_none() => None,
        Seen::Answered => Some(Standing {
            failures: 0,
            failed_at: None,
            down_since: None,
            probe_at: None,
            up_since: was.down_since.map_or(was.up_since, |_| Some(now)),
            ..*was
        }),
        // While it is down only a probe counts, and that counted when it was claimed.
        Seen::Silent if was.down_since.is_some() => None,
        Seen::Silent => {
            let in_row = was.failed_at.is_some_and(|last| now < last.plus_minutes(ROW_MINUTES));
            let failures = if in_row { was.failures + 1 } else { 1 };
            let is_down = failures >= SILENCES_MOST;
            Some(Standing {
                failures,
                failed_at: Some(now),
                down_since: is_down.then_some(now),
                probe_at: is_down.then(|| now.plus_ms(PROBE_AFTER_MS)),
                ..*was
            })
        }
    }
}

/// How a company stands once a node has claimed the next probe; nothing if it is not due. If the probe fails, the next one waits longer.
pub fn probed(was: &Standing, now: Time) -> Option<Standing> {
    was.probe_at.filter(|due| *due <= now)?;
    let failures = was.failures + 1;
    let doubled = u32::try_from(failures - SILENCES_MOST).unwrap_or(0).min(10);
    let pause = (PROBE_AFTER_MS << doubled).min(PROBE_PAUSE_MOST_MS);
    Some(Standing { failures, failed_at: Some(now), probe_at: Some(now.plus_ms(pause)), ..*was })
}

/// Who serves a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// The company.
    pub by: Gateway,
    /// The one the rule names first, if that one does not answer.
    pub instead_of: Option<Gateway>,
    /// Whether it answers; if not, none does.
    pub is_up: bool,
}

/// Who serves: the first in order that the mart is set up for and that answers; if none answers, the first in order.
pub fn serve(order: &[Gateway], standings: &[Standing]) -> Served {
    let standing = |gateway: &Gateway| standings.iter().find(|one| one.gateway == *gateway);
    let here: Vec<Gateway> =
        order.iter().copied().filter(|one| standing(one).is_some_and(|it| it.is_here)).collect();
    let first = here.first().copied().unwrap_or(Gateway::Razorpay);
    match here.iter().find(|one| standing(one).is_some_and(Standing::serves)) {
        Some(by) => Served { by: *by, instead_of: Some(first).filter(|first| first != by), is_up: true },
        None => Served { by: first, instead_of: None, is_up: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Gateway::{Hyperswitch, Razorpay};

    fn well(gateway: Gateway) -> Standing {
        Standing {
            gateway,
            is_here: true,
            failures: 0,
            failed_at: None,
            down_since: None,
            probe_at: None,
            up_since: None,
        }
    }

    fn silent(times: i64, mut standing: Standing, mut now: Time) -> (Standing, Time) {
        for _ in 0..times {
            now = now.plus_ms(1_000);
            standing = after(&standing, Seen::Silent, now).unwrap_or(standing);
        }
        (standing, now)
    }

    #[test]
    fn three_silences_in_a_row_open_the_circuit_and_two_do_not() {
        let (twice, now) = silent(2, well(Razorpay), Time(0));
        assert!(twice.serves());
        let answered = after(&twice, Seen::Answered, now).expect("a change");
        assert_eq!((answered.failures, answered.up_since), (0, None), "it was never down");
        assert!(silent(2, answered, now).0.serves(), "not in a row");
        assert!(silent(1, twice, now.plus_minutes(6)).0.serves(), "long ago");
        let (thrice, now) = silent(1, twice, now);
        assert_eq!((thrice.serves(), thrice.down_since), (false, Some(now)));
        assert_eq!(after(&thrice, Seen::Silent, now), None, "it is known");
        assert_eq!(after(&well(Razorpay), Seen::Answered, now), None, "it is known");
    }

    #[test]
    fn one_node_probes_at_a_time_and_later_after_each_failure() {
        let (down, now) = silent(3, well(Razorpay), Time(0));
        assert_eq!(probed(&down, now.plus_ms(29_999)), None);
        let mut at = now.plus_ms(30_000);
        let mut standing = down;
        let mut pauses = Vec::new();
        for _ in 0..6 {
            standing = probed(&standing, at).expect("due");
            assert_eq!(probed(&standing, at), None, "claimed");
            let next = standing.probe_at.expect("down");
            pauses.push(next.0 - at.0);
            at = next;
        }
        assert_eq!(pauses, [60_000, 120_000, 240_000, 300_000, 300_000, 300_000]);
        let up = after(&standing, Seen::Answered, at).expect("a change");
        assert_eq!((up.serves(), up.up_since, up.probe_at), (true, Some(at), None));
    }

    #[test]
    fn the_first_that_answers_serves_and_it_is_said_instead_of_whom() {
        let order = [Razorpay, Hyperswitch];
        let (down, _) = silent(3, well(Razorpay), Time(0));
        let (other_down, _) = silent(3, well(Hyperswitch), Time(0));
        let absent = Standing { is_here: false, ..well(Hyperswitch) };
        let serve = |standings: &[Standing]| serve(&order, standings);
        let served = |by, instead_of, is_up| Served { by, instead_of, is_up };
        assert_eq!(serve(&[well(Razorpay), well(Hyperswitch)]), served(Razorpay, None, true));
        assert_eq!(serve(&[down, well(Hyperswitch)]), served(Hyperswitch, Some(Razorpay), true));
        assert_eq!(serve(&[down, absent]), served(Razorpay, None, false));
        assert_eq!(serve(&[down, other_down]), served(Razorpay, None, false));
        assert_eq!(serve(&[]), served(Razorpay, None, false), "nothing is known");
    }
}
