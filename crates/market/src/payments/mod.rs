//! Payments: what we want paid for an order, what the gateway says was paid, and what goes back.
//!
//! Reads: orders, who serves. Writes: `payment_intent`, `payment_left`, `payment`, `payment_event`, `refund`, `refund_at_hub`,
//! `refund_to_upi`, ledger entries.
//! Leaves: messages to capture and to refund. Never: believes a browser; calls a gateway; refunds a typed amount.
//!
//! An order has one intent. Any number of messages about any number of payments may arrive, in any order, any number of
//! times: each payment only moves forward, and each step has its effect once. The intent names the company it goes through; it may
//! move to another one ([`ways`]), and what was opened before is still listened to. Start at [`take_report`].

mod act;
pub mod at_hub;
mod at_hub_sql;
pub mod lost;
mod lost_sql;
mod read;
mod refunds;
pub mod rules;
pub(crate) mod sql;
pub mod to_upi;
mod to_upi_sql;
pub mod ways;
mod ways_sql;

pub use act::{
    EVENTS_KEPT_DAYS, EventKey, Outcome, ToOpen, close_event, gateway_of, intent_to_open, needs_capture,
    opened, receive_event, take_report, wipe_old_events,
};
pub(crate) use act::{close_intent, end_cash_intent, intend, learn_fee, paid_by_printed, paid_on_arrival};
pub use read::{PaymentView, RefundView, StoredEvent, event, refunds_of, view};
pub(crate) use refunds::give_back;
pub use refunds::{RefundToSend, refund_reported, refund_to_send};

use store::DbError;

/// The kind of outbox message that brings a stored event in.
pub const DIGEST: &str = "digest_event";
/// The kind of outbox message that captures an authorised payment.
pub const CAPTURE: &str = "capture_payment";
/// The kind of outbox message that asks what the gateway knows of payments for an order.
pub const ASK_PAYMENTS: &str = "ask_payments";
/// The kind of outbox message that sends a refund.
pub const SEND_REFUND: &str = "send_refund";
/// The kind of outbox message that asks what became of a refund.
pub const FOLLOW_REFUND: &str = "follow_refund";

/// What the trail says of a refund that ended at a hub.
pub(crate) const PAID_AT_HUB: &str = "refund.pay_at_hub";
/// What it says of one that ended at a UPI address.
pub(crate) const PAID_BY_UPI: &str = "refund.pay_by_upi";
/// What it says of one that came back from there.
pub(crate) const SENT_BACK_BY_UPI: &str = "refund.come_back";

/// In place of a gateway, for what is paid at the door.
pub const CASH: &str = "cash";
/// In place of a gateway, for what is paid to the UPI address on a printed code.
pub const PRINTED: &str = "printed";
/// In place of a gateway, for what is paid from what an institution has paid ahead.
pub const DEPOSIT: &str = "deposit";

kernel::codes! {
    /// How an intent stands.
    pub enum Intent {
        /// It waits to be paid.
        Open = "open",
        /// It is paid.
        Paid = "paid",
        /// Its order has expired; what still arrives goes back.
        Closed = "closed",
    }
}

kernel::codes! {
    /// How a refund stands.
    pub enum Refund {
        /// It is owed; the gateway has not heard of it.
        Asked = "asked",
        /// The gateway has it.
        Pending = "pending",
        /// The buyer has it.
        Processed = "processed",
        /// The bank would not take it; the buyer chooses another way.
        Failed = "failed",
    }
}

/// What can go wrong with payments.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// An order could not follow its payment.
    #[error("payment: {0}")]
    Order(#[from] Box<crate::orders::OrderError>),
    /// Somebody else changed the payment at the same moment; ask again.
    #[error("another change to the payment won")]
    Raced,
    /// The database failed.
    #[error("payments: {0}")]
    Db(#[from] DbError),
}

impl From<crate::orders::OrderError> for PaymentError {
    fn from(cause: crate::orders::OrderError) -> PaymentError {
        match cause {
            crate::orders::OrderError::Db(cause) => PaymentError::Db(cause),
            crate::orders::OrderError::Raced => PaymentError::Raced,
            other => PaymentError::Order(Box::new(other)),
        }
    }
}
