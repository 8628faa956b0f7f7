//! Reports: the figures by which the district judges the mart, for any period, cut by block, department, officer, craft or who the
//! makers are; and the rows each figure counts.
//!
//! Reads: payouts, parcels, shipments, looks at goods, cases. Writes: nothing, and keeps nothing: a figure is counted when it is asked for.
//! Never: counts something that has no row to show for it.
//!
//! Every measure is a set of facts, each with a maker, a moment, a key and an amount; what is counted of them is in [`Count`].
//! Start at [`counts`].

mod facts_sql;
mod incomes_sql;
mod open;
mod read;
mod waits;

use kernel::ids::MakerId;
use kernel::{BadCell, Paise, Time, Words};
use store::{FromRow, Row};

pub use open::{FEWEST, Open, open};
pub use read::{Incomes, after, counts, facts, incomes, of_period, year};
pub use waits::{Waits, waits};

use crate::catalogue::columns::Columns;

/// Steps of a year.
pub const STEPS: usize = 12;
/// Days of one step.
pub const STEP_DAYS: i64 = 30;

kernel::codes! {
    /// What is counted.
    pub enum Measure {
        /// Payouts that reached a maker's bank.
        Paid = "paid",
        /// Parcels makers were asked for, in orders that were paid or agreed.
        Orders = "orders",
        /// Parcels that reached their buyer, by the promised day or later.
        Delivery = "delivery",
        /// Looks at goods, right or wrong.
        Looks = "looks",
        /// Makers whose first good reached a buyer, and how long after they were found.
        FirstSale = "first_sale",
    }
}

kernel::codes! {
    /// What figures are cut by.
    pub enum Cut {
        /// By nothing: all together.
        Whole = "whole",
        /// By the maker's block.
        Block = "block",
        /// By the department that carries her case.
        Department = "department",
        /// By the officer who does.
        Officer = "officer",
        /// By what she makes.
        Craft = "craft",
        /// By who she is: a women's group, or by gender.
        Who = "who",
    }
}

/// A period: from its first moment to before its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first moment in it.
    pub from: Time,
    /// The first moment behind it.
    pub to: Time,
}

impl Span {
    /// So many days that end with today's.
    pub const fn last(now: Time, days: i64) -> Span {
        let tomorrow = now.day().plus(1);
        Span { from: tomorrow.plus(-days).starts(), to: tomorrow.starts() }
    }

    /// As many days before it.
    pub const fn before(self) -> Span {
        let days = self.to.day().0 - self.from.day().0;
        Span { from: self.from.day().plus(-days).starts(), to: self.from }
    }
}

store::row! {
    /// What was counted of one cut of a measure.
    #[derive(PartialEq, Eq, Default)]
    pub struct Count {
        /// The block's code, the department's, officer's or craft's key, who she is; empty for all, `-` where it is not known.
        pub cut: String,
        /// Different keys: makers paid, orders, parcels, looks, makers.
        pub keys: i64,
        /// Facts.
        pub all: i64,
        /// Those that are as they should be: in time, found right.
        pub good: i64,
        /// What they amount to: paise, or days for [`Measure::FirstSale`].
        pub amount: i64,
    }
}

impl Count {
    /// Of a hundred facts so many are as they should be; nothing without a fact.
    pub const fn percent_good(&self) -> Option<i64> {
        if self.all == 0 { None } else { Some(self.good * 100 / self.all) }
    }
}

/// What is read first of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Money.
    Rupees(Paise),
    /// Things.
    Number(i64),
    /// Of a hundred; nothing without a fact.
    Percent(Option<i64>),
    /// In the mean; nothing without a fact.
    Days(Option<i64>),
}

impl Measure {
    /// What is read first of what was counted.
    pub const fn value(self, count: &Count) -> Value {
        match self {
            Measure::Paid => Value::Rupees(Paise(count.amount)),
            Measure::Orders => Value::Number(count.keys),
            Measure::Delivery => Value::Percent(count.percent_good()),
            Measure::Looks => Value::Percent(match count.percent_good() {
                Some(good) => Some(100 - good),
                None => None,
            }),
            Measure::FirstSale => {
                Value::Days(if count.all == 0 { None } else { Some(count.amount / count.all) })
            }
        }
    }
}

/// One fact, with whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its key: a payout, an order, a parcel, a look, a maker.
    pub key: String,
    /// When.
    pub at: Time,
    /// Whether it is as it should be.
    pub good: bool,
    /// What it amounts to.
    pub amount: i64,
    /// Who made what it is about.
    pub maker: MakerId,
    /// Her name.
    pub name: Words,
    /// Her public page.
    pub slug: String,
}

impl FromRow for Fact {
    fn from_row(row: Row) -> Result<Fact, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Fact {
            key: columns.next()?,
            at: columns.next()?,
            good: columns.next::<i64>()? == 1,
            amount: columns.next()?,
            maker: columns.next()?,
            name: columns.words()?,
            slug: columns.next()?,
        })
    }
}

/// The lower ends of the classes incomes are counted in.
pub const CLASSES: [Paise; 6] = [
    Paise::rupees(0),
    Paise::rupees(500),
    Paise::rupees(1_000),
    Paise::rupees(2_500),
    Paise::rupees(5_000),
    Paise::rupees(10_000),
];

#[cfg(test)]
mod tests {
    use kernel::Day;

    use super::*;

    #[test]
    fn a_period_ends_with_today_and_the_one_before_touches_it() {
        let now = Day(20_000).starts().plus_minutes(700);
        let span = Span::last(now, 30);
        assert_eq!((span.from.day(), span.to.day()), (Day(19_971), Day(20_001)));
        assert_eq!(span.before(), Span { from: Day(19_941).starts(), to: span.from });
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(Count::default().percent_good(), None);
        assert_eq!(Count { all: 3, good: 2, ..Count::default() }.percent_good(), Some(66));
    }
}
