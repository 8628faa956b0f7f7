//! Reports: the figures by which the district judges the mart, for any period, cut by block, department, officer, craft or who the
//! makers are; and the rows each figure counts.
//!
//! Reads: payouts, parcels, shipments, looks at goods, cases. Writes: nothing, and keeps nothing: a figure is counted when it is asked for.
//! Never: counts something that has no row to show for it.
//!
//! Every measure is a set of facts, each with a moment, a key, an amount and mostly a maker; what is counted of them is in [`Count`].
//! What is to come does not count: a promise is kept or broken once its day is over.
//! Start at [`counts`].

mod facts_sql;
mod incomes_sql;
mod open;
mod read;
mod waits;

use kernel::ids::MakerId;
use kernel::{BadCell, Day, Paise, Time, Words};
use store::{FromRow, Row};

pub use open::{FEWEST, Hourly, Open, open};
pub use read::{
    Earner, Incomes, IncomesOf, Paid, after, counts, earners, facts, incomes, incomes_by, of_period, year,
};
pub use waits::{Wait, Waits, unpaid, unpaid_parcels, waits};

use crate::catalogue::columns::Columns;

/// Months of a year.
pub const STEPS: usize = 12;
/// Days of a period, if nobody asks for another.
pub const STEP_DAYS: i64 = 30;

kernel::codes! {
    /// What is counted.
    pub enum Measure {
        /// Payouts that reached a maker's bank.
        Paid = "paid",
        /// Parcels whose maker's money was to be at her bank by a day that is over: it was, or not.
        Payouts = "payouts",
        /// Parcels makers were asked for, in orders that were paid or agreed.
        Orders = "orders",
        /// Parcels that reached their buyer, by the promised day or later.
        Delivery = "delivery",
        /// Complaints that ended, or whose month is over: heard and settled in time, or not.
        Complaints = "complaints",
        /// Looks at goods, right or wrong.
        Looks = "looks",
        /// Makers who were listed.
        Listed = "listed",
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
        /// By department and block together, as targets are set: `jslps 3088`.
        Post = "post",
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

    /// The month that begins with a day.
    pub fn month(first: Day) -> Span {
        Span { from: first.starts(), to: next_month(first).starts() }
    }

    /// As many days before it.
    pub const fn before(self) -> Span {
        let days = self.to.day().0 - self.from.day().0;
        Span { from: self.from.day().plus(-days).starts(), to: self.from }
    }
}

/// The first day of the month a day lies in.
pub fn month_of(day: Day) -> Day {
    let (year, month, _) = day.civil();
    Day::of(year, month, 1).unwrap_or(day)
}

/// The first day of the month after the one a day lies in.
pub fn next_month(day: Day) -> Day {
    /// From the first of a month so many days lead into the next.
    const INTO_NEXT: i64 = 31;
    month_of(month_of(day).plus(INTO_NEXT))
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
        /// Of [`Measure::FirstSale`] the days of the fact in the middle when all are put in order; of the others nothing.
        pub middle: i64,
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
    /// Those of the one in the middle; nothing without a fact.
    Days(Option<i64>),
}

impl Measure {
    /// What is read first of what was counted.
    pub const fn value(self, count: &Count) -> Value {
        match self {
            Measure::Paid => Value::Rupees(Paise(count.amount)),
            Measure::Orders | Measure::Listed => Value::Number(count.keys),
            Measure::Delivery | Measure::Payouts | Measure::Complaints => {
                Value::Percent(count.percent_good())
            }
            Measure::Looks => Value::Percent(match count.percent_good() {
                Some(good) => Some(100 - good),
                None => None,
            }),
            Measure::FirstSale => Value::Days(if count.all == 0 { None } else { Some(count.middle) }),
        }
    }
}

/// One fact, with whom it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its key: a payout, an order, a parcel, a look, a complaint's number, a maker.
    pub key: String,
    /// When.
    pub at: Time,
    /// Whether it is as it should be.
    pub good: bool,
    /// What it amounts to.
    pub amount: i64,
    /// Who made what it is about; a complaint may be about nobody's goods.
    pub maker: Option<MakerId>,
    /// Her name; empty without one.
    pub name: Words,
    /// Her public page; empty without one.
    pub slug: String,
    /// The code of the order it is in; of a payout that of the first it pays; empty if it is in none.
    pub code: String,
    /// Whether what should have been done is not done yet: money that did not arrive, a complaint that is not settled.
    pub is_open: bool,
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
            code: columns.next()?,
            is_open: columns.next::<i64>()? == 1,
        })
    }
}

/// A maker whose money should be at her bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpaid {
    /// Who.
    pub maker: MakerId,
    /// Her name.
    pub name: Words,
    /// Her public page.
    pub slug: String,
    /// By which day the first of it should have been there.
    pub since: Day,
    /// Of so many parcels.
    pub parcels: i64,
    /// How much.
    pub amount: Paise,
    /// Whether she has an account it can go to.
    pub has_account: bool,
}

impl FromRow for Unpaid {
    fn from_row(row: Row) -> Result<Unpaid, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Unpaid {
            maker: columns.next()?,
            name: columns.words()?,
            slug: columns.next()?,
            since: columns.next()?,
            parcels: columns.next()?,
            amount: columns.next()?,
            has_account: columns.yes()?,
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
    fn a_month_ends_where_the_next_begins() {
        let day = |iso: &str| Day::from_iso(iso).expect("a day");
        let december = Span::month(day("2026-12-01"));
        assert_eq!((december.from.day(), december.to.day()), (day("2026-12-01"), day("2027-01-01")));
        assert_eq!(next_month(day("2028-02-29")), day("2028-03-01"));
        assert_eq!(month_of(day("2026-11-30")), day("2026-11-01"));
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!(Count::default().percent_good(), None);
        assert_eq!(Count { all: 3, good: 2, ..Count::default() }.percent_good(), Some(66));
    }
}
