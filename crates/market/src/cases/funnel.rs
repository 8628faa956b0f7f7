//! The funnel: how many makers stand where, by block, department or craft, why cases rest, and how long a first sale takes.
//! Every figure has a [`Filter`](super::Filter) that opens its cases.

use std::collections::BTreeMap;

use store::{DbError, Read};

use super::lists::Stage;
use super::{Scope, StopWhy, funnel_sql};

kernel::codes! {
    /// What the funnel is cut by.
    pub enum Cut {
        /// By nothing: all together.
        Whole = "whole",
        /// By block.
        Block = "block",
        /// By the department that carries the case.
        Department = "department",
        /// By what they make.
        Craft = "craft",
    }
}

store::row! {
    /// How many cases of one cut stand at one place.
    pub struct Cell {
        /// The block's code, the department's or the craft's key; empty for the whole, `-` where no craft is known.
        pub cut: String,
        /// Where they stand.
        pub stage: Stage,
        /// How many.
        pub cases: i64,
    }
}

store::row! {
    /// How many cases rest for one reason.
    pub struct Resting {
        /// Why.
        pub why: StopWhy,
        /// How many.
        pub cases: i64,
    }
}

/// One line of the funnel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunnelLine {
    /// The block's code, the department's or the craft's key; empty for the whole.
    pub cut: String,
    /// How many stand at each stage, in the order of [`Stage::ALL`].
    pub standing: Vec<i64>,
}

impl FunnelLine {
    /// How many stand at a stage.
    pub fn at(&self, stage: Stage) -> i64 {
        let place = Stage::ALL.iter().position(|other| *other == stage);
        place.and_then(|place| self.standing.get(place)).copied().unwrap_or(0)
    }

    /// How many have come at least so far and do not rest.
    pub fn from(&self, stage: Stage) -> i64 {
        let open = Stage::ALL.iter().filter(|other| **other >= stage && **other != Stage::Stopped);
        open.map(|other| self.at(*other)).sum()
    }
}

/// The funnel of a scope.
#[derive(Clone, Debug)]
pub struct Funnel {
    /// All together.
    pub whole: FunnelLine,
    /// Cut as asked; empty for [`Cut::Whole`].
    pub lines: Vec<FunnelLine>,
    /// Why cases rest, the most frequent reason first.
    pub resting: Vec<Resting>,
    /// In the middle, so many days lie between found and first sale; `None` while nobody has sold.
    pub median_days: Option<i64>,
}

/// The funnel of a scope, cut by something.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn funnel(read: &mut Read, scope: &Scope, cut: Cut) -> Result<Funnel, DbError> {
    let whole = lines(funnel_sql::cells(read, scope, Cut::Whole).await?).into_iter().next();
    let lines = match cut {
        Cut::Whole => Vec::new(),
        Cut::Block | Cut::Department | Cut::Craft => lines(funnel_sql::cells(read, scope, cut).await?),
    };
    let sold = funnel_sql::sold(read, scope).await?;
    let median_days = if sold == 0 { None } else { funnel_sql::days_at(read, scope, (sold - 1) / 2).await? };
    let nothing = || FunnelLine { cut: String::new(), standing: vec![0; Stage::ALL.len()] };
    Ok(Funnel {
        whole: whole.unwrap_or_else(nothing),
        lines,
        resting: funnel_sql::resting(read, scope).await?,
        median_days,
    })
}

fn lines(cells: Vec<Cell>) -> Vec<FunnelLine> {
    let mut lines: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for cell in cells {
        let standing = lines.entry(cell.cut).or_insert_with(|| vec![0; Stage::ALL.len()]);
        if let Some(place) = Stage::ALL.iter().position(|stage| *stage == cell.stage) {
            standing[place] += cell.cases;
        }
    }
    lines.into_iter().map(|(cut, standing)| FunnelLine { cut, standing }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_further_has_come_by_every_stage_before() {
        let line = FunnelLine { cut: String::new(), standing: vec![5, 4, 3, 2, 1, 1, 1, 9] };
        assert_eq!(
            (line.from(Stage::Identified), line.from(Stage::Listed), line.from(Stage::Paid)),
            (17, 3, 1)
        );
        assert_eq!(line.at(Stage::Stopped), 9);
    }
}
