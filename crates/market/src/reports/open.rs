//! What everybody may know: how much reached makers, and whether goods come on the day that was promised.

use kernel::Time;
use store::{DbError, Read};

use super::{Count, Cut, Measure, STEP_DAYS, Span, counts};

/// The figures everybody may know; never of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// What has reached makers since the mart began.
    pub ever: Count,
    /// What has in the last thirty days.
    pub month: Count,
    /// Parcels that reached their buyer in the last thirty days.
    pub delivery: Count,
    /// What has reached makers since the mart began, by craft; a craft of fewer than [`FEWEST`] makers is left out.
    pub crafts: Vec<Count>,
    /// When it was counted.
    pub at: Time,
}

/// A line of fewer makers would tell what one of them earns.
pub const FEWEST: i64 = 3;

/// Counts them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open(read: &mut Read) -> Result<Open, DbError> {
    let at = read.now();
    let (month, ever) = (Span::last(at, STEP_DAYS), Span { from: Time(0), to: Span::last(at, 1).to });
    let crafts = counts(read, Measure::Paid, Cut::Craft, ever).await?;
    Ok(Open {
        ever: whole(read, Measure::Paid, ever).await?,
        month: whole(read, Measure::Paid, month).await?,
        delivery: whole(read, Measure::Delivery, month).await?,
        crafts: crafts.into_iter().filter(|line| line.keys >= FEWEST).collect(),
        at,
    })
}

async fn whole(read: &mut Read, measure: Measure, span: Span) -> Result<Count, DbError> {
    Ok(counts(read, measure, Cut::Whole, span).await?.into_iter().next().unwrap_or_default())
}
