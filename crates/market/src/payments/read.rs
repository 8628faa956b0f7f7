//! What pages and the worker ask about payments.

use kernel::ids::OrderId;
use kernel::payment::{Gateway, PaymentStatus};
use kernel::{Paise, Time};
use store::{DbError, Read};

use super::{Intent, Refund, rules, sql};
use crate::gateways::Payers;

store::row! {
    /// A payment on its order's page.
    pub struct PaymentLine {
        /// How it stands.
        pub status: PaymentStatus,
        /// How it was paid.
        pub method: String,
        /// How much.
        pub amount: Paise,
        /// Why it failed.
        pub reason: String,
        /// When we first heard of it.
        pub at: Time,
    }
}

impl PaymentLine {
    /// Whether the money was taken.
    pub fn has_money(&self) -> bool {
        rules::has_money(self.status)
    }
}

store::row! {
    /// A refund on its order's page.
    pub struct RefundView {
        /// What it is for: a parcel's id, `late` or `double`.
        pub about: String,
        /// Why.
        pub reason: String,
        /// How much.
        pub amount: Paise,
        /// How it stands.
        pub status: Refund,
        /// Since when it is owed.
        pub asked_at: Time,
        /// When it ended.
        pub ended_at: Option<Time>,
    }
}

/// What a gateway sent, as it came.
#[derive(Clone, Debug)]
pub struct StoredEvent {
    /// The signature that came with it.
    pub signature: String,
    /// The body, word for word; empty once it is wiped.
    pub body: String,
    /// What became of it.
    pub outcome: String,
}

/// How the payment of an order stands.
#[derive(Clone, Debug)]
pub struct PaymentView {
    /// Open, paid or closed.
    pub state: Intent,
    /// What is to be paid.
    pub amount: Paise,
    /// Through whom; none where it is paid at the door.
    pub gateway: Option<Gateway>,
    /// Whose card or account pays.
    pub payers: Payers,
    /// How often it has been opened anew, counted from one.
    pub way_no: i64,
    /// The gateway's id of it, once opened.
    pub gateway_order: Option<String>,
    /// The address of the company's page; where there is none, a form leads there.
    pub page: Option<String>,
    /// What was tried, newest first.
    pub payments: Vec<PaymentLine>,
}

impl PaymentView {
    /// Whether the bank has set money aside or the gateway works on it: the buyer should wait and not pay again.
    pub fn is_under_way(&self) -> bool {
        self.state == Intent::Open && self.payments.iter().any(|p| p.status == PaymentStatus::Authorised)
    }

    /// The newest attempt, if it failed.
    pub fn last_failure(&self) -> Option<&PaymentLine> {
        self.payments.first().filter(|p| p.status == PaymentStatus::Failed)
    }
}

/// How the payment of an order stands.
///
/// # Errors
/// [`DbError`] if the database fails or the order has no intent, which cannot be.
pub async fn view(read: &mut Read, order: OrderId) -> Result<PaymentView, DbError> {
    let intent = sql::intent_of(read, order).await?;
    let intent = intent.ok_or_else(|| DbError::Failed(format!("order {order} has no payment intent")))?;
    let payments = sql::payment_lines(read, order).await?;
    Ok(PaymentView {
        state: intent.state,
        amount: intent.amount,
        gateway: intent.company(),
        payers: intent.payers,
        way_no: intent.way_no,
        gateway_order: intent.gateway_order,
        page: intent.page,
        payments,
    })
}

/// What goes back to the buyer of an order.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn refunds_of(read: &mut Read, order: OrderId) -> Result<Vec<RefundView>, DbError> {
    sql::refunds_of(read, order).await
}

/// A stored event.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn event(
    read: &mut Read,
    gateway: Gateway,
    event_id: &str,
) -> Result<Option<StoredEvent>, DbError> {
    sql::event(read, gateway, event_id).await
}
