//! The ways of a payment: through which company it goes, how it moves to another, and what is still listened to.
//!
//! One order has one intent, and an intent one company at a time, so one page to pay at. What was opened with another company before is
//! kept (`payment_left`): money that still comes there pays the order if nothing else has, and goes back by itself if something has.

use kernel::ids::OrderId;
use kernel::payment::{Gateway, PaymentStatus};
use kernel::{Limit, Time};
use store::{Db, DbError, Read, Tx, jobs, transaction};

use super::sql::{self, IntentRow};
use super::{Intent, PaymentError, ways_sql};
use crate::audit::{self, Actor, Entry};
use crate::gateways::{self, Payers};
use crate::orders::OPEN_PAYMENT;

/// An order that cannot be paid because no company answers is kept for so long.
const KEPT_HOURS: i64 = 6;
/// And for so long after one answers again.
const KEPT_AFTER_MINUTES: i64 = 30;
/// What was left is asked about by the clock for a day; after that only webhooks tell of it.
const LEFT_ASKED_DAYS: i64 = 1;
/// Ways of one order.
const WAYS: Limit = Limit::of(20);

/// Why a payment goes another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Its company has just not answered.
    Silent,
    /// Its buyer wants to go on, whoever serves now.
    AsServed,
    /// Its buyer pays with a card from abroad.
    Foreign,
    /// Its buyer pays with a card from India or UPI after all.
    Domestic,
}

store::row! {
    /// Something that was opened with a company and may be paid there.
    pub struct Way {
        /// For which order.
        pub order: OrderId,
        /// With whom.
        pub gateway: Gateway,
        /// The company's id of it.
        pub gateway_order: String,
    }
}

/// The key of the message that opens a payment: a new one for each way.
pub fn open_key(order: OrderId, way_no: i64) -> String {
    if way_no == 1 { order.to_string() } else { format!("{order} {way_no}") }
}

/// The intent behind what a company has opened, now or before.
pub(super) async fn intent_behind(
    read: &mut Read,
    gateway: Gateway,
    gateway_order: &str,
) -> Result<Option<IntentRow>, DbError> {
    match ways_sql::intent_now(read, gateway, gateway_order).await? {
        Some(intent) => Ok(Some(intent)),
        None => ways_sql::intent_before(read, gateway, gateway_order).await,
    }
}

/// Moves the payment of an order from one company to the one that should serve it. Answers that one; nothing if the payment stays
/// where it is: it is paid, a bank has money set aside, no other company answers, or somebody was faster.
///
/// # Errors
/// [`PaymentError`] if the database fails.
pub async fn leave(
    db: &Db,
    order: OrderId,
    from: Gateway,
    wish: Wish,
) -> Result<Option<Gateway>, PaymentError> {
    transaction!(db, tx => {
        let Some(intent) = sql::intent_of(tx, order).await? else { return Ok(None) };
        if intent.state != Intent::Open || intent.company() != Some(from) || is_under_way(tx, order).await? {
            return Ok(None);
        }
        let payers = match wish {
            Wish::Silent | Wish::AsServed => intent.payers,
            Wish::Foreign => Payers::Foreign,
            Wish::Domestic => Payers::Domestic,
        };
        let without = Some(from).filter(|_| wish == Wish::Silent);
        let served = gateways::serving(tx, payers, without).await?;
        if served.by == from || !served.is_up {
            return Ok(None);
        }
        go(tx, &intent, served.by, payers).await?;
        Ok(Some(served.by))
    })
}

async fn is_under_way(read: &mut Read, order: OrderId) -> Result<bool, DbError> {
    let payments = sql::payment_lines(read, order).await?;
    Ok(payments.iter().any(|payment| payment.status == PaymentStatus::Authorised))
}

async fn go(tx: &mut Tx, intent: &IntentRow, to: Gateway, payers: Payers) -> Result<(), PaymentError> {
    let entry = Entry {
        subject: intent.id.to_string(),
        seq: intent.version + 1,
        actor: Actor::Mart,
        act: "intent.reroute",
        from: intent.state.as_str(),
        to: intent.state.as_str(),
        note: to.as_str(),
    };
    let trail = audit::note(tx, &intent.trail, &entry).await?;
    if let Some(left) = &intent.gateway_order {
        ways_sql::insert_left(tx, &intent.gateway, left, intent.id).await?;
    }
    if !ways_sql::reroute(tx, intent, (to, payers), &trail).await? {
        return Err(PaymentError::Raced);
    }
    let order = intent.order;
    jobs::put(tx, OPEN_PAYMENT, &open_key(order, intent.way_no + 1), &format!("\"{order}\"")).await?;
    Ok(())
}

/// What may be paid still, or was left a short while ago, and has waited since before a moment: webhooks may have been lost, so the
/// companies are asked.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn whats_open(read: &mut Read, before: Time, limit: Limit) -> Result<Vec<Way>, DbError> {
    let since = read.now().plus_days(-LEFT_ASKED_DAYS);
    let mut all = ways_sql::open(read, before, limit).await?;
    all.extend(ways_sql::left_since(read, since, limit).await?);
    Ok(all)
}

/// All that was ever opened for an order.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<Way>, DbError> {
    ways_sql::of_order(read, order, WAYS).await
}

/// Whether an unpaid order is kept beyond its time, since its buyer could not pay: no company answers, or one answers again since a
/// short while ago.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keeps(read: &mut Read, expires: Time) -> Result<bool, DbError> {
    let now = read.now();
    if now >= expires.plus_minutes(60 * KEPT_HOURS) {
        return Ok(false);
    }
    let here: Vec<_> = gateways::standings(read).await?.into_iter().filter(|one| one.is_here).collect();
    if here.iter().all(|one| !one.serves()) {
        return Ok(true);
    }
    // Somebody was up before: then the buyer had a way to pay all along.
    let others_were_up = here.iter().any(|one| one.serves() && one.up_since.is_none_or(|at| at < expires));
    let back = here.iter().filter_map(|one| one.up_since).max();
    Ok(!others_were_up && back.is_some_and(|at| now < at.plus_minutes(KEPT_AFTER_MINUTES)))
}
