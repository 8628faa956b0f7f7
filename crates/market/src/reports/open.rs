//! What everybody may know: how much reached makers, whether money and goods come on the day that was promised, how many complain.
//! Counted every full hour, so that whoever reads it reads the same.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::Time;
use store::{Db, DbError, Read};

use super::{Count, Cut, Measure, STEP_DAYS, Span, counts, facts_sql};

/// The figures everybody may know; never of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// What has reached makers since the mart began.
    pub ever: Count,
    /// What has in the last thirty days.
    pub month: Count,
    /// Parcels that reached their buyer in the last thirty days.
    pub delivery: Count,
    /// Parcels whose maker's money was due in the last thirty days.
    pub payouts: Count,
    /// Complaints that ended, or whose month ran out, in the last thirty days.
    pub complaints: Count,
    /// Complaints taken in the last thirty days.
    pub complained: i64,
    /// Parcels makers were asked for in the last thirty days.
    pub asked: i64,
    /// What has reached makers since the mart began, by craft; a craft of fewer than [`FEWEST`] makers is left out.
    pub crafts: Vec<Count>,
    /// Of when they are: a full hour.
    pub at: Time,
}

impl Open {
    /// For a thousand parcels so many complaints; nothing without a parcel.
    pub const fn complaint_share(&self) -> Option<i64> {
        if self.asked == 0 { None } else { Some(self.complained * 1_000 / self.asked) }
    }
}

/// A line of fewer makers would tell what one of them earns.
pub const FEWEST: i64 = 3;
/// How often they are counted.
const HOUR_MS: i64 = 3_600_000;
/// The day begins half an hour past an hour of the clock the world counts by.
const HALF_HOUR_MS: i64 = 1_800_000;

/// The full hour in India before a moment, or the moment itself.
const fn full_hour(now: Time) -> Time {
    Time(now.0 - (now.0 + HALF_HOUR_MS).rem_euclid(HOUR_MS))
}

/// Counts them, as they were at the last full hour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open(read: &mut Read) -> Result<Open, DbError> {
    let at = full_hour(read.now());
    let month = Span { to: at, ..Span::last(at, STEP_DAYS) };
    let ever = Span { from: Time(0), to: at };
    let crafts = counts(read, Measure::Paid, Cut::Craft, ever).await?;
    Ok(Open {
        ever: whole(read, Measure::Paid, ever).await?,
        month: whole(read, Measure::Paid, month).await?,
        delivery: whole(read, Measure::Delivery, month).await?,
        payouts: whole(read, Measure::Payouts, month).await?,
        complaints: whole(read, Measure::Complaints, month).await?,
        complained: facts_sql::complained(read, month).await?,
        asked: whole(read, Measure::Orders, month).await?.all,
        crafts: crafts.into_iter().filter(|line| line.keys >= FEWEST).collect(),
        at,
    })
}

async fn whole(read: &mut Read, measure: Measure, span: Span) -> Result<Count, DbError> {
    Ok(counts(read, measure, Cut::Whole, span).await?.into_iter().next().unwrap_or_default())
}

/// The figures of the last full hour, kept until the next; thrown away with the process.
#[derive(Debug, Default)]
pub struct Hourly {
    kept: Mutex<Option<Arc<Open>>>,
}

impl Hourly {
    /// The figures; counted if an hour has struck since, or if nobody has asked yet.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn open(&self, db: &Db) -> Result<Arc<Open>, DbError> {
        let hour = full_hour(db.now());
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(open) = kept.filter(|open| open.at == hour) {
            return Ok(open);
        }
        let counted = Arc::new(open(&mut *db.snapshot().await?).await?);
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&counted));
        Ok(counted)
    }
}

#[cfg(test)]
mod tests {
    use kernel::Day;

    use super::*;

    #[test]
    fn an_hour_is_full_when_clocks_in_india_say_so() {
        let midnight = Day(20_000).starts();
        assert_eq!(full_hour(midnight), midnight);
        assert_eq!(full_hour(midnight.plus_minutes(59)), midnight);
        assert_eq!(full_hour(midnight.plus_minutes(61)), midnight.plus_minutes(60));
    }
}
