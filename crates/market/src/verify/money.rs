//! The checks of money: the journal, makers, orders, payments, payouts.

use kernel::Paise;
use store::{DbError, Read};

use super::{Check, Found, each, rules, sql};
use crate::ledger;

/// The journal by itself.
pub(super) async fn journal(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut entries, mut whole) = (Found::default(), Found::default());
    each(read, sql::entries, |row| entries.of(&row.id, rules::entry(row))).await?;
    let sum = ledger::sql::sum_of_everything(read).await?;
    if sum != Paise::ZERO {
        whole.add(format!("all postings together come to {sum}"));
    }
    Ok([entries.under("every journal entry sums to zero"), whole.under("the whole journal sums to zero")])
}

/// What makers are owed.
pub(super) async fn makers(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, sql::makers, |row| found.of(&row.id, rules::maker(row))).await?;
    Ok(found.under("every maker is owed what her parcels and payouts say"))
}

/// Where the money of each order is.
pub(super) async fn orders(read: &mut Read) -> Result<[Check; 1], DbError> {
    let mut found = Found::default();
    each(read, sql::paid_orders, |row| found.of(&row.id, rules::paid_order(row))).await?;
    Ok([found.under("every paisa paid for an order is earned, given back or waits")])
}

/// Payments and what goes back of them.
pub(super) async fn payments(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut entries, mut refunds) = (Found::default(), Found::default());
    each(read, sql::payments, |row| {
        entries.of(&row.id, rules::captured_once(row));
        refunds.of(&row.id, rules::refunds_fit(row));
    })
    .await?;
    Ok([
        entries.under("every captured payment is in the journal once, with its amount and fee"),
        refunds.under("no payment gives back more than it brought"),
    ])
}

/// Payouts and the parcels they pay.
pub(super) async fn payouts(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut sums, mut twice) = (Found::default(), Found::default());
    each(read, sql::payouts, |row| sums.of(&row.id, rules::payout(row))).await?;
    each(read, sql::parcels_paid_twice, |row| twice.add(format!("{}: {} payouts pay it", row.id, row.times)))
        .await?;
    Ok([
        sums.under("every payout is the sum of its maker's delivered parcels"),
        twice.under("no parcel is in two living payouts"),
    ])
}
