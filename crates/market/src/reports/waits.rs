//! What waits for a decision of the DC's office, counted from the rows that wait.

use kernel::Limit;
use store::{DbError, Read};

use super::{Unpaid, facts_sql};
use crate::anomalies;
use crate::cases::{self, Scope};
use crate::quality::{self, By, Course};

/// As many are counted; more is «many».
const MOST: Limit = Limit::of(Limit::MOST);

/// What waits for a decision of the DC's office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Makers whose case has climbed to the DC's office.
    pub overdue: usize,
    /// Complaints that have.
    pub complaints: usize,
    /// Makers who wait for their money longer than was promised.
    pub unpaid: usize,
    /// Crafts whose faults do not become fewer.
    pub crafts: usize,
    /// Things that look wrong and that nobody has answered.
    pub anomalies: usize,
}

/// Makers whose money is not at their bank though its day is over, who waits longest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn unpaid(read: &mut Read) -> Result<Vec<Unpaid>, DbError> {
    let today = read.now().day();
    facts_sql::unpaid(read, today, MOST).await
}

/// Counts what waits.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waits(read: &mut Read) -> Result<Waits, DbError> {
    let trends = quality::trends(read, By::Craft).await?;
    Ok(Waits {
        overdue: cases::overdue(read, &Scope::District, MOST).await?.len(),
        complaints: usize::try_from(facts_sql::climbed(read).await?).unwrap_or(0),
        unpaid: unpaid(read).await?.len(),
        anomalies: anomalies::open_count(read).await?,
        crafts: trends.iter().filter(|line| line.course() == Course::DoesNotFall).count(),
    })
}
