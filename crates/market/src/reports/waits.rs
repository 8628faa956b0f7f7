//! What waits for a decision of the DC's office, counted from the rows that wait.

use kernel::ids::PersonId;
use kernel::{Day, Limit};
use store::{DbError, Read};

use super::{Unpaid, facts_sql};
use crate::anomalies;
use crate::cases::{self, Scope};
use crate::quality::{self, By, Course};
use crate::tally;

/// As many are counted; more is «many».
const MOST: Limit = Limit::of(Limit::MOST);

kernel::codes! {
    /// What may wait for a decision of the DC's office, in the order it is told on the page and on paper.
    pub enum Wait {
        /// Makers who wait for their money longer than was promised.
        Unpaid = "unpaid",
        /// Complaints that have climbed to the DC's office.
        Complaints = "complaints",
        /// Makers whose case has.
        Overdue = "overdue",
        /// Crafts whose faults do not become fewer.
        Crafts = "crafts",
        /// Things that look wrong and that nobody has answered.
        Anomalies = "anomalies",
        /// Differences between our books, the gateway and the bank.
        Gaps = "gaps",
    }
}

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
    /// Things that look wrong, that nobody has answered and that do not concern who asks.
    pub anomalies: usize,
    /// Differences between our books, the gateway and the bank that nobody has explained.
    pub gaps: usize,
}

impl Waits {
    /// How much of one thing waits.
    pub const fn of(&self, wait: Wait) -> usize {
        match wait {
            Wait::Unpaid => self.unpaid,
            Wait::Complaints => self.complaints,
            Wait::Overdue => self.overdue,
            Wait::Crafts => self.crafts,
            Wait::Anomalies => self.anomalies,
            Wait::Gaps => self.gaps,
        }
    }

    /// What waits, each with how much of it; what does not wait is left out.
    pub fn all(&self) -> impl Iterator<Item = (Wait, usize)> {
        Wait::ALL.iter().map(|wait| (*wait, self.of(*wait))).filter(|(_, count)| *count > 0)
    }
}

/// Makers whose money is not at their bank though its day is over, who waits longest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn unpaid(read: &mut Read) -> Result<Vec<Unpaid>, DbError> {
    let today = read.now().day();
    facts_sql::unpaid(read, today, MOST).await
}

/// Of how many parcels makers wait for their money though its day is over, and since when the first does.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn unpaid_parcels(read: &mut Read) -> Result<(i64, Option<Day>), DbError> {
    let today = read.now().day();
    facts_sql::unpaid_parcels(read, today).await
}

/// Counts what waits for somebody of the DC's office.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waits(read: &mut Read, asks: PersonId) -> Result<Waits, DbError> {
    let trends = quality::trends(read, By::Craft).await?;
    Ok(Waits {
        overdue: cases::overdue(read, &Scope::District, MOST).await?.len(),
        complaints: usize::try_from(facts_sql::climbed(read).await?).unwrap_or(0),
        unpaid: unpaid(read).await?.len(),
        anomalies: anomalies::open_count(read, asks).await?,
        gaps: usize::try_from(tally::open(read).await?.all()).unwrap_or(0),
        crafts: trends.iter().filter(|line| line.course() == Course::DoesNotFall).count(),
    })
}
