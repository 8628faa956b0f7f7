//! What pages and papers ask of targets, each with what is reached.

use std::collections::{BTreeMap, BTreeSet};

use kernel::ids::TargetId;
use kernel::{Day, Limit, Time};
use store::{DbError, Read};

use super::act::Way;
use super::rules::{Pace, pace};
use super::{State, What, sql};
use crate::accounts::DepartmentKey;
use crate::reports::{self, Count, Cut, Measure, Span};

/// Targets of a month: departments × blocks × what is counted.
const MONTH: Limit = Limit::of(Limit::MOST);
/// Versions of one target.
const VERSIONS: Limit = Limit::of(100);

store::row! {
    /// A target.
    #[derive(PartialEq, Eq)]
    pub struct Target {
        /// Its id.
        pub id: TargetId,
        /// Whose.
        pub department: DepartmentKey,
        /// In which block, by its code.
        pub block: String,
        /// In the month that begins with this day.
        pub first: Day,
        /// Of what.
        pub what: What,
        /// How much.
        pub wanted: i64,
        /// How it stands.
        pub state: State,
    }
}

impl Target {
    /// The line of [`Cut::Post`] its figure is in.
    pub fn post(&self) -> String {
        format!("{} {}", self.department, self.block)
    }
}

store::row! {
    /// What was wanted, and who said so.
    pub struct Version {
        /// How much; nothing where it was dropped.
        pub wanted: i64,
        /// Who.
        pub by: String,
        /// When.
        pub at: Time,
        /// By which way.
        pub way: Way,
    }
}

/// What a department wants in all blocks together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Of what.
    pub what: What,
    /// Whose.
    pub department: DepartmentKey,
    /// How much.
    pub wanted: i64,
    /// What is reached in those blocks.
    pub reached: i64,
    /// Whether that keeps pace.
    pub pace: Pace,
}

/// The targets of a month that stand, each with what is reached; of one department, or of all.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_month(
    read: &mut Read,
    department: Option<DepartmentKey>,
    first: Day,
) -> Result<Vec<(Target, i64)>, DbError> {
    let mut targets = sql::of_month(read, first, MONTH).await?;
    targets.retain(|target| department.is_none_or(|own| own == target.department));
    reached(read, first, targets).await
}

/// A target with what is reached, whether it stands or was dropped.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: TargetId) -> Result<Option<(Target, i64)>, DbError> {
    let Some(target) = sql::one(read, id).await? else { return Ok(None) };
    Ok(reached(read, target.first, vec![target]).await?.into_iter().next())
}

/// What was wanted of a target, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn versions(read: &mut Read, id: TargetId) -> Result<Vec<Version>, DbError> {
    sql::versions(read, id, VERSIONS).await
}

async fn reached(read: &mut Read, first: Day, targets: Vec<Target>) -> Result<Vec<(Target, i64)>, DbError> {
    let mut counted: BTreeMap<Measure, Vec<Count>> = BTreeMap::new();
    let measures: BTreeSet<Measure> = targets.iter().map(|target| target.what.measure()).collect();
    for measure in measures {
        counted.insert(measure, reports::counts(read, measure, Cut::Post, Span::month(first)).await?);
    }
    let of = |target: &Target| {
        let lines = counted.get(&target.what.measure())?;
        lines.iter().find(|line| line.cut == target.post()).map(|line| target.what.reached(line))
    };
    Ok(targets
        .into_iter()
        .map(|target| (of(&target).unwrap_or(0), target))
        .map(|(n, target)| (target, n))
        .collect())
}

/// What departments want in all blocks together: first by what is counted, then by department.
pub fn totals(targets: &[(Target, i64)], today: Day) -> Vec<Total> {
    let mut sums: BTreeMap<(What, DepartmentKey), (i64, i64, Day)> = BTreeMap::new();
    for (target, reached) in targets {
        let sum = sums.entry((target.what, target.department)).or_insert((0, 0, target.first));
        (sum.0, sum.1) = (sum.0 + target.wanted, sum.1 + reached);
    }
    let total = |((what, department), (wanted, reached, first))| Total {
        what,
        department,
        wanted,
        reached,
        pace: pace(wanted, reached, first, today),
    };
    sums.into_iter().map(total).collect()
}
