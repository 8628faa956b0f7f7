//! «Money left my account, but there is no order?»: what our books say of a payment, and how the gateway is asked again.
//!
//! Nothing is promised that is not known: money is here and paid for something, is on its way back, failed at a bank and comes back
//! by itself, or has not reached us. What another has paid is told to nobody: a payment is found by its order, or by the bank's
//! reference together with amount and day.

use kernel::ids::OrderId;
use kernel::payment::PaymentStatus;
use kernel::{Day, Limit, Paise, Time};
use store::{Db, DbError, Read, jobs, transaction};

use super::{Refund, lost_sql as sql};
use crate::tracking::guest;

/// Payments of one order, and orders asked about for one search.
const SOME: Limit = Limit::of(10);
/// A minute; within one the same question is asked once.
const MINUTE_MS: i64 = 60_000;
/// Searches for one reference in an hour.
const OF_REFERENCE_MOST: i64 = 6;
/// Searches for one amount on one day in an hour: several people may have paid the same.
const OF_AMOUNT_MOST: i64 = 40;
/// A failed payment by UPI is back after so many days, by any other way after [`OTHER_BACK_DAYS`]. Source: RBI, «Harmonisation of
/// Turn Around Time for failed transactions», DPSS.CO.PD No.629/02.01.014/2019-20 of 20 September 2019.
const UPI_BACK_DAYS: i64 = 1;
/// As [`UPI_BACK_DAYS`], for cards and net-banking.
const OTHER_BACK_DAYS: i64 = 5;

store::row! {
    /// What our books say of one payment.
    pub struct Fact {
        /// The code of its order.
        pub code: String,
        /// How it stands at the gateway.
        pub status: PaymentStatus,
        /// How it was paid.
        pub method: String,
        /// How much.
        pub amount: Paise,
        /// When we first heard of it.
        pub at: Time,
        /// The bank's reference of it; empty while nobody has told it.
        pub reference: String,
        /// How all of it goes back, if it came too late or twice.
        pub refund: Option<Refund>,
        /// Since when that is owed.
        pub refund_asked_at: Option<Time>,
        /// When that ended.
        pub refund_ended_at: Option<Time>,
        /// The gateway's number of it.
        pub refund_reference: Option<String>,
    }
}

/// Where a buyer's money is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is here and has paid for its order.
    Paid,
    /// It went back to her.
    GivenBack {
        /// When.
        at: Time,
        /// Under which number.
        reference: String,
    },
    /// It is on its way back to her.
    ComingBack {
        /// Since when.
        since: Time,
    },
    /// Her bank would not take it back; finance finds another way.
    WayClosed,
    /// Her bank has set it aside and the gateway is at it.
    SetAside,
    /// It failed at a bank: the bank gives it back by itself.
    Failed {
        /// The last day for that.
        back_by: Day,
    },
    /// It has not reached us.
    NotHere {
        /// If it left today, the last day for it to come back by itself.
        back_by: Day,
    },
}

/// Where the money of a payment is.
pub fn fate(fact: &Fact, today: Day) -> Fate {
    let back_days = if fact.method == "upi" { UPI_BACK_DAYS } else { OTHER_BACK_DAYS };
    match (fact.refund, fact.status) {
        (Some(Refund::Processed), _) => Fate::GivenBack {
            at: fact.refund_ended_at.unwrap_or(fact.at),
            reference: fact.refund_reference.clone().unwrap_or_default(),
        },
        (Some(Refund::Asked | Refund::Pending), _) => {
            Fate::ComingBack { since: fact.refund_asked_at.unwrap_or(fact.at) }
        }
        (Some(Refund::Failed), _) => Fate::WayClosed,
        (None, PaymentStatus::Captured | PaymentStatus::Refunded) => Fate::Paid,
        (None, PaymentStatus::Authorised) => Fate::SetAside,
        (None, PaymentStatus::Failed) => Fate::Failed { back_by: fact.at.day().plus(back_days) },
        (None, PaymentStatus::Created) => nowhere(today),
    }
}

/// Of a payment nobody here knows of.
pub const fn nowhere(today: Day) -> Fate {
    Fate::NotHere { back_by: today.plus(UPI_BACK_DAYS) }
}

/// What can go wrong with a search.
#[derive(Debug, thiserror::Error)]
pub enum LostError {
    /// The reference has too few or too many letters to be one.
    #[error("no reference of a bank")]
    NoReference,
    /// Asked too often within an hour.
    #[error("too many searches")]
    TooOften,
    /// The database failed.
    #[error("lost money: {0}")]
    Db(#[from] DbError),
}

/// What somebody remembers of a payment.
#[derive(Clone, Debug)]
pub struct Search {
    reference: String,
    amount: Paise,
    day: Day,
}

impl Search {
    /// A bank's reference as people copy it, an amount, a day.
    ///
    /// # Errors
    /// [`LostError::NoReference`] if it has fewer than 6 or more than 40 letters and digits.
    pub fn typed(reference: &str, amount: Paise, day: Day) -> Result<Search, LostError> {
        let reference: String =
            reference.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
        if (6..=40).contains(&reference.len()) {
            Ok(Search { reference, amount, day })
        } else {
            Err(LostError::NoReference)
        }
    }
}

/// All that is known of the payments for an order, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<Fact>, DbError> {
    sql::of_order(read, order, SOME).await
}

/// The gateway shall be asked about an order. Answers the message's key; within a minute it is the same one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn ask_again(db: &Db, order: OrderId) -> Result<String, DbError> {
    transaction!(db, tx => {
        let key = format!("{order} {}", tx.now().0.div_euclid(MINUTE_MS));
        jobs::put(tx, super::ASK_PAYMENTS, &key, &format!("\"{order}\"")).await?;
        Ok(key)
    })
}

/// Begins a search: counts it, and has the gateway asked about the orders it can be about. Answers the messages' keys.
///
/// # Errors
/// [`LostError::TooOften`] beyond what one person needs in an hour.
pub async fn search(db: &Db, search: &Search) -> Result<Vec<String>, LostError> {
    // A search counts, so the transaction ends well and the answer follows it.
    let begun: Result<Vec<String>, LostError> = transaction!(db, tx => {
        let of_amount = format!("{} {}", search.amount.0, search.day.0);
        let tries = guest::count(tx, "lost reference", &search.reference).await?;
        if tries > OF_REFERENCE_MOST || guest::count(tx, "lost amount", &of_amount).await? > OF_AMOUNT_MOST {
            return Ok(Err(LostError::TooOften));
        }
        let span = (search.day.plus(-1).starts(), search.day.plus(2).starts());
        let mut keys = Vec::new();
        for (order,) in sql::could_be(tx, search.amount, span, SOME).await? {
            let key = format!("{order} {}", tx.now().0.div_euclid(MINUTE_MS));
            jobs::put(tx, super::ASK_PAYMENTS, &key, &format!("\"{order}\"")).await?;
            keys.push(key);
        }
        Ok::<_, LostError>(Ok(keys))
    })?;
    begun
}

/// What our books say of the payment that was searched for: its reference, amount and day must all fit.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn found(read: &mut Read, search: &Search) -> Result<Option<Fact>, DbError> {
    let span = (search.day.plus(-1).starts(), search.day.plus(2).starts());
    sql::by_reference(read, (&search.reference, search.amount), span).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(status: PaymentStatus, refund: Option<Refund>, method: &str) -> Fact {
        Fact {
            code: "DM-1".to_owned(),
            status,
            method: method.to_owned(),
            amount: Paise(100),
            at: Day(10).starts(),
            reference: "600000000001".to_owned(),
            refund,
            refund_asked_at: refund.map(|_| Day(11).starts()),
            refund_ended_at: refund.map(|_| Day(12).starts()),
            refund_reference: refund.map(|_| "rfnd_1".to_owned()),
        }
    }

    #[test]
    fn what_is_told_follows_from_what_is_known() {
        use PaymentStatus::{Authorised, Captured, Created, Failed, Refunded};
        let told = |status, refund, method| fate(&fact(status, refund, method), Day(20));
        assert_eq!(told(Captured, None, "upi"), Fate::Paid);
        assert_eq!(told(Refunded, None, "upi"), Fate::Paid, "a part went back for a parcel");
        assert_eq!(told(Authorised, None, "upi"), Fate::SetAside);
        assert_eq!(told(Failed, None, "upi"), Fate::Failed { back_by: Day(11) });
        assert_eq!(told(Failed, None, "card"), Fate::Failed { back_by: Day(15) });
        assert_eq!(told(Created, None, "upi"), Fate::NotHere { back_by: Day(21) });
        let since = Day(11).starts();
        assert_eq!(told(Captured, Some(Refund::Asked), "upi"), Fate::ComingBack { since });
        assert_eq!(told(Refunded, Some(Refund::Pending), "upi"), Fate::ComingBack { since });
        assert_eq!(told(Refunded, Some(Refund::Failed), "upi"), Fate::WayClosed);
        let back = Fate::GivenBack { at: Day(12).starts(), reference: "rfnd_1".to_owned() };
        assert_eq!(told(Refunded, Some(Refund::Processed), "upi"), back);
    }

    #[test]
    fn a_reference_is_taken_however_it_is_copied() {
        for (typed, fits) in [("6000 0000 0001", true), ("AXIS-n2026x", true), ("12345", false), ("", false)]
        {
            assert_eq!(Search::typed(typed, Paise(100), Day(1)).is_ok(), fits, "{typed}");
        }
    }
}
