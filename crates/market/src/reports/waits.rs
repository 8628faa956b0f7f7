//! What waits for a decision of the DC's office, counted from the rows that wait.

use kernel::{Day, Limit};
use store::{DbError, Read};

use super::facts_sql;
use crate::cases::{self, Scope};
use crate::payouts;
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
}

/// Counts what waits.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waits(read: &mut Read) -> Result<Waits, DbError> {
    let today = read.now().day();
    let calendar = payouts::calendar(read).await?;
    let is_late = |day: &Day| calendar.paid_by(*day) < today;
    let trends = quality::trends(read, By::Craft).await?;
    Ok(Waits {
        overdue: cases::overdue(read, &Scope::District, MOST).await?.len(),
        complaints: usize::try_from(facts_sql::climbed(read).await?).unwrap_or(0),
        unpaid: facts_sql::unpaid_since(read, MOST).await?.iter().filter(|(at,)| is_late(&at.day())).count(),
        crafts: trends.iter().filter(|line| line.course() == Course::DoesNotFall).count(),
    })
}
