//! Money on its way back to a buyer.

use kernel::ids::{OrderId, RefundId};
use kernel::payment::{Gateway, RefundReport};
use kernel::{Authentic, Paise};
use store::{Db, DbError, Tx, jobs, transaction};

use super::sql::{self, NewRefund, PaymentRow, RefundRow};
use super::{CASH, DEPOSIT, FOLLOW_REFUND, PRINTED, Refund, SEND_REFUND, at_hub, rules};
use crate::audit::{self, Actor, Entry, Trail};
use crate::ledger::{self, Account, Kind};
use crate::orders::sql::OrderRow;
use crate::{notices, orders};

/// Ways of payments that no gateway ever had.
const BY_HAND: [&str; 3] = [CASH, PRINTED, DEPOSIT];

/// A refund the gateway has to hear of.
#[derive(Clone, Debug)]
pub struct RefundToSend {
    /// Our id, the receipt at the gateway.
    pub id: RefundId,
    /// Through whom it came and goes back.
    pub gateway: Gateway,
    /// The gateway's id of the payment it takes money from.
    pub gateway_payment: String,
    /// What goes back.
    pub amount: Paise,
    /// Whether the gateway has it already and is only to be asked how it stands.
    pub is_sent: bool,
}

/// Gives part of an order's money back. `about` makes it happen once: a parcel is refunded once. What was paid shipment by
/// shipment goes back of as many payments as it takes.
pub(crate) async fn give_back(
    tx: &mut Tx,
    order: OrderId,
    about: &str,
    reason: &str,
    amount: Paise,
) -> Result<(), DbError> {
    let payments = sql::payments_of_order(tx, order).await?;
    let row = orders::sql::order(tx, order).await?;
    let row = row.ok_or_else(|| DbError::Failed("a payment without an order".to_owned()))?;
    let too_much =
        || DbError::Refused(format!("a refund of {amount} for {about} is more than is left of {order}"));
    let mut rest = amount;
    for (payment, left) in payments {
        let part = rest.min(left);
        if part > Paise::ZERO {
            give_back_payment(tx, &payment, &row, about, reason, part).await?;
            rest = rest.minus(part).ok_or_else(too_much)?;
        }
    }
    if rest == Paise::ZERO { Ok(()) } else { Err(too_much()) }
}

/// Gives back from one payment; refuses to give more than it holds.
pub(super) async fn give_back_payment(
    tx: &mut Tx,
    payment: &PaymentRow,
    order: &OrderRow,
    about: &str,
    reason: &str,
    amount: Paise,
) -> Result<(), DbError> {
    let id: RefundId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor: Actor::Mart,
        act: "refund.ask",
        from: "",
        to: Refund::Asked.as_str(),
        note: about,
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let new = NewRefund { id, payment: payment.id, order: order.id, about, reason, amount, trail: &trail };
    if !sql::insert_refund(tx, &new).await? {
        return Err(DbError::Refused(format!(
            "a refund of {amount} for {about} is more than is left, or the second one"
        )));
    }
    let owed =
        ledger::Entry::moves(Kind::RefundAsked, id, amount, Account::RefundDue, Account::BuyerAdvance)?;
    ledger::post(tx, &owed).await?;
    // What came in cash, to the printed code or out of what was paid ahead has no way back by itself: its buyer chooses a hub or a UPI address.
    if BY_HAND.contains(&payment.method.as_str()) {
        let row = sql::refund(tx, id).await?;
        let row = row.ok_or_else(|| DbError::Failed(format!("{id} is not there")))?;
        return tell(tx, &row, "sms-refund-way").await;
    }
    jobs::put(tx, SEND_REFUND, &id.to_string(), &format!("\"{id}\"")).await
}

/// The refund behind a message; `None` if it has ended.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn refund_to_send(db: &Db, id: RefundId) -> Result<Option<RefundToSend>, DbError> {
    let mut read = db.read().await?;
    let Some(row) = sql::refund(&mut read, id).await? else { return Ok(None) };
    let open = matches!(row.status, Refund::Asked | Refund::Pending);
    let Some(gateway) = row.company().filter(|_| open) else { return Ok(None) };
    Ok(Some(RefundToSend {
        id,
        gateway,
        gateway_payment: row.gateway_payment,
        amount: row.amount,
        is_sent: row.status == Refund::Pending,
    }))
}

/// Takes what the gateway says of one of our refunds. A refund that is with the buyer leaves the ledger once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn refund_reported(
    db: &Db,
    gateway: Gateway,
    report: &Authentic<RefundReport>,
) -> Result<(), DbError> {
    let report = report.get();
    let Ok(id) = report.receipt.parse::<RefundId>() else { return Ok(()) };
    transaction!(db, tx => {
        let Some(row) = sql::refund(tx, id).await? else { return Ok(()) };
        let is_theirs = row.company() == Some(gateway);
        if !is_theirs || row.gateway_payment != report.gateway_payment || row.amount != report.amount {
            tracing::error!(refund = %id, "the gateway speaks of another refund under our receipt");
            return Ok(());
        }
        if is_by_hand(&row) {
            tracing::error!(refund = %id, "the gateway speaks of money it never had");
            return Ok(());
        }
        let Some(next) = rules::refund_after(row.status, report.status) else { return Ok(()) };
        let said = (Actor::Gateway, "refund.report");
        move_refund(tx, &row, next, Some(&report.gateway_refund), said).await?;
        match next {
            Refund::Processed => {
                let done = ledger::Entry::moves(Kind::RefundProcessed, id, row.amount, Account::held_by(gateway), Account::RefundDue)?;
                ledger::post(tx, &done).await?;
                tell(tx, &row, "sms-refunded").await
            }
            Refund::Pending => {
                let later = tx.now().plus_minutes(1);
                jobs::put_for(tx, FOLLOW_REFUND, &id.to_string(), &format!("\"{id}\""), later).await
            }
            Refund::Failed => tell(tx, &row, "sms-refund-way").await,
            Refund::Asked => Ok(()),
        }
    })
}

/// Whether it gives back what was paid at the door, to the printed code or from what was paid ahead: no gateway had that for it.
fn is_by_hand(row: &RefundRow) -> bool {
    row.gateway_payment.split_once(':').is_some_and(|(way, _)| BY_HAND.contains(&way))
}

/// A refund whose way back was closed has reached the buyer on another: it has ended.
pub(super) async fn paid_elsewhere(
    tx: &mut Tx,
    id: RefundId,
    actor: Actor,
    act: &'static str,
) -> Result<(), DbError> {
    let row = sql::refund(tx, id).await?.filter(|row| at_hub::may_end_elsewhere(row.status));
    let row = row.ok_or_else(|| DbError::Refused(format!("{id} went back another way")))?;
    move_refund(tx, &row, Refund::Processed, None, (actor, act)).await?;
    tell(tx, &row, "sms-refunded").await
}

/// A refund that had reached the buyer on another way has come back: it is owed again.
pub(super) async fn came_back(
    tx: &mut Tx,
    id: RefundId,
    actor: Actor,
    act: &'static str,
) -> Result<(), DbError> {
    let row = sql::refund(tx, id).await?.filter(|row| row.status == Refund::Processed);
    let row = row.ok_or_else(|| DbError::Refused(format!("{id} had not arrived")))?;
    move_refund(tx, &row, Refund::Failed, None, (actor, act)).await
}

async fn move_refund(
    tx: &mut Tx,
    row: &RefundRow,
    next: Refund,
    gateway_refund: Option<&str>,
    (actor, act): (Actor, &'static str),
) -> Result<(), DbError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act,
        from: row.status.as_str(),
        to: next.as_str(),
        note: gateway_refund.unwrap_or_default(),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_refund(tx, row, next, gateway_refund, &trail).await? { Ok(()) } else { Err(DbError::Busy) }
}

/// The buyer hears of a refund.
async fn tell(tx: &mut Tx, row: &RefundRow, key: &str) -> Result<(), DbError> {
    let Some(order) = orders::sql::order(tx, row.order).await? else { return Ok(()) };
    let words = [("order", order.code.as_str()), ("amount", &row.amount.to_string())];
    // A refund may come back and arrive again: each time is told.
    notices::tell_buyer(tx, &order, key, &format!("{} {}", row.id, row.version), &words).await
}
