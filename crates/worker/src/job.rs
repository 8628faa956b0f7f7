//! What can become of a job, and how the store learns of it.

use connectors::Refusal;
use kernel::Time;
use kernel::ids::{JobId, from_base32};
use store::jobs::{self, Job};
use store::{Db, DbError, transaction};

/// A job that has waited longer than this may have been tried before, whatever its count says.
const YOUNG_MS: i64 = 30_000;

/// How a job went.
pub(crate) type Went = Result<Ended, Stuck>;

/// A good end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The answer is in.
    Done,
    /// All is well, but there is no answer yet: ask again at this moment. It counts as no failure.
    AskAgain(Time),
}

/// Why a job is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stuck {
    /// Waiting may help. After many attempts the job is parked all the same.
    TryLater(String),
    /// Waiting will not help; somebody must look at it.
    Never(String),
}

impl From<Refusal> for Stuck {
    fn from(refusal: Refusal) -> Stuck {
        if refusal.may_ask_again() {
            Stuck::TryLater(refusal.to_string())
        } else {
            Stuck::Never(refusal.to_string())
        }
    }
}

/// A database that fails today may work tomorrow; what keeps failing is parked by counting.
macro_rules! later {
    ($($cause:ty)+) => {$(
        impl From<$cause> for Stuck {
            fn from(cause: $cause) -> Stuck {
                Stuck::TryLater(cause.to_string())
            }
        }
    )+};
}
later!(DbError market::couriers::CourierError market::tally::TallyError market::bank_proof::BankError market::payments::PaymentError market::payments::to_upi::ToUpiError market::payouts::PayoutError market::orders::OrderError market::replies::ReplyError);

/// Tells the store how a job went.
pub(crate) async fn settle(db: &Db, job: &Job, went: Went) -> Result<(), DbError> {
    match went {
        Ok(Ended::Done) => transaction!(db.alone(), tx => { jobs::done(tx, job.id).await }),
        Ok(Ended::AskAgain(at)) => transaction!(db, tx => {
            jobs::done(tx, job.id).await?;
            jobs::put_for(tx, &job.kind, &next_key(&job.key), &job.payload, at).await
        }),
        Err(Stuck::TryLater(why)) => {
            tracing::warn!(kind = job.kind, key = shown(job), attempt = job.attempt, why, "put off");
            jobs::failed(db, job, &why).await
        }
        Err(Stuck::Never(why)) => {
            tracing::error!(kind = job.kind, key = shown(job), why, "parked");
            jobs::park(db, job.id, &why).await
        }
    }
}

/// The key of a job for the log. That of an SMS ends with a number, which is nobody's business there.
pub(crate) fn shown(job: &Job) -> &str {
    match job.key.rsplit_once(' ') {
        Some((before, number)) if number.starts_with('+') => before,
        _ => &job.key,
    }
}

/// What a message carries: one id as a JSON string.
pub(crate) fn said(job: &Job) -> Result<String, Stuck> {
    serde_json::from_str(&job.payload).map_err(|_| Stuck::Never(format!("not a payload of {}", job.kind)))
}

/// As [`said`], as an id of ours.
pub(crate) fn said_id<T: std::str::FromStr>(job: &Job) -> Result<T, Stuck> {
    said(job)?.parse().map_err(|_| Stuck::Never(format!("not a payload of {}", job.kind)))
}

/// When a job was put into the queue; its id begins with the moment it was made (UUID version 7).
pub(crate) fn put_at(id: JobId) -> Time {
    let bits = id.to_string().split_once('_').and_then(|(_, letters)| from_base32(letters));
    Time(i64::try_from(bits.unwrap_or(0) >> 80).unwrap_or(0))
}

/// Whether an earlier attempt may have been carried out outside, so that the other side is asked before it is told.
/// A parked job that somebody has revived counts its attempts anew, but it is not young any more.
pub(crate) fn may_have_happened(job: &Job, now: Time) -> bool {
    job.attempt > 1 || now > put_at(job.id).plus_ms(YOUNG_MS)
}

/// How often the same question has been asked, from 1: `pyt_… 3` is the third.
pub(crate) fn turn(key: &str) -> u32 {
    key.split_once(' ').and_then(|(_, turn)| turn.parse().ok()).unwrap_or(1)
}

fn next_key(key: &str) -> String {
    let about = key.split_once(' ').map_or(key, |(about, _)| about);
    format!("{about} {}", turn(key).saturating_add(1))
}

/// Longer from turn to turn: `first_ms`, twice that, four times, at most `most_ms`.
pub(crate) fn growing_ms(turn: u32, first_ms: i64, most_ms: i64) -> i64 {
    first_ms.saturating_mul(1_i64 << turn.saturating_sub(1).min(30)).min(most_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ids::Id;

    #[test]
    fn a_question_asked_again_has_a_key_of_its_own() {
        assert_eq!((turn("pyt_1"), next_key("pyt_1")), (1, "pyt_1 2".to_owned()));
        assert_eq!((turn("pyt_1 9"), next_key("pyt_1 9")), (9, "pyt_1 10".to_owned()));
    }

    #[test]
    fn pauses_grow_to_a_bound() {
        assert_eq!([1, 2, 3, 4, 99].map(|turn| growing_ms(turn, 60, 300)), [60, 120, 240, 300, 300]);
    }

    #[test]
    fn an_id_tells_when_its_job_was_put() {
        assert_eq!(put_at(JobId::new(Time(1_795_329_000_123), [7; 10])), Time(1_795_329_000_123));
    }

    #[test]
    fn an_old_job_asks_before_it_acts_even_on_its_first_attempt() {
        let put = Time(1_795_329_000_000);
        let (kind, key, payload) = (String::new(), String::new(), String::new());
        let job = |attempt| Job {
            id: JobId::new(put, [7; 10]),
            kind: kind.clone(),
            key: key.clone(),
            payload: payload.clone(),
            attempt,
        };
        assert!(!may_have_happened(&job(1), put.plus_ms(1_000)));
        assert!(may_have_happened(&job(2), put.plus_ms(1_000)));
        assert!(may_have_happened(&job(1), put.plus_minutes(90)));
    }

    #[test]
    fn a_refusal_is_final_and_silence_is_not() {
        let silent = Refusal::Silent(connectors::Silence::NoAnswer);
        assert!(matches!(Stuck::from(silent), Stuck::TryLater(_)));
        let refused =
            Refusal::Refused { code: "BAD".into(), description: "no".into(), field: None, reason: None };
        assert_eq!(Stuck::from(refused), Stuck::Never("refused (BAD): no".into()));
    }
}
