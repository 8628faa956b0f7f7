//! Targets: what a department wants to reach in a block in a month, and whether it keeps its pace. What is reached is counted by
//! [`reports`](crate::reports) from the same rows as everything the DC reads.
//!
//! Reads: `reports`, `block`. Writes: `target`, `target_version`. Never: changes a month that is over; edits what was wanted before.
//!
//! Start at [`set`]; the pace stands in [`rules`], a sheet of many targets in [`sheet`].

mod act;
mod read;
pub mod rules;
pub mod sheet;
mod sql;

pub use act::{Setter, Way, Wish, set};
pub use read::{Target, Total, Version, of_month, one, totals, versions};
pub use rules::{Pace, pace};

use store::DbError;

use crate::reports::{Count, Measure};

kernel::codes! {
    /// What a target counts.
    pub enum What {
        /// Makers listed.
        Listed = "listed",
        /// Makers whose first good reached a buyer.
        FirstSale = "first_sale",
        /// Makers paid.
        Paid = "paid",
        /// What reached their banks, in paise.
        Rupees = "rupees",
    }
}

impl What {
    /// The measure it is counted by.
    pub const fn measure(self) -> Measure {
        match self {
            What::Listed => Measure::Listed,
            What::FirstSale => Measure::FirstSale,
            What::Paid | What::Rupees => Measure::Paid,
        }
    }

    /// What of a measure's count it is.
    pub const fn reached(self, count: &Count) -> i64 {
        match self {
            What::Listed | What::FirstSale | What::Paid => count.keys,
            What::Rupees => count.amount,
        }
    }
}

kernel::codes! {
    /// How a target stands.
    pub enum State {
        /// It is wanted.
        Standing = "standing",
        /// It is wanted no more.
        Dropped = "dropped",
    }
}

kernel::codes! {
    /// What happens to a target.
    pub enum Event {
        /// So much is wanted from now on.
        Sets = "target.set",
        /// Nothing is.
        Drops = "target.drop",
    }
}

impl State {
    /// The only way a target changes; `None` if it cannot.
    pub const fn after(self, event: Event) -> Option<State> {
        match (self, event) {
            (State::Standing | State::Dropped, Event::Sets) => Some(State::Standing),
            (State::Standing, Event::Drops) => Some(State::Dropped),
            (State::Dropped, Event::Drops) => None,
        }
    }
}

/// Why a target is not set. Each variant has a message in `locales/*/targets.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// Of another department.
    #[error("another department's target")]
    NotYours,
    /// A month that is over, or further away than a year.
    #[error("not a month targets are set for")]
    BadMonth,
    /// No block of the district.
    #[error("no such block")]
    NoBlock,
    /// More than there can be.
    #[error("not a number it can be")]
    BadNumber,
    /// Another change was faster.
    #[error("another change of the target won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table() {
        let mut table = String::new();
        for from in State::ALL {
            for event in Event::ALL {
                if let Some(to) = from.after(*event) {
                    table += &format!("{from} + {event} → {to}\n");
                }
            }
        }
        assert_eq!(
            table,
            "standing + target.set → standing\nstanding + target.drop → dropped\ndropped + target.set → standing\n"
        );
    }
}
