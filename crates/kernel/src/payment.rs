//! What a payment gateway tells us, in the market's words. Connectors write it, the market reads it.

use crate::{Paise, Time};

crate::codes! {
    /// The payment companies a mart can use. What differs between them stands in exhaustive tables, so a new one is a row of each.
    pub enum Gateway {
        /// Razorpay, also for payouts.
        Razorpay = "razorpay",
        /// Hyperswitch, which leads to any processor and takes cards from abroad.
        Hyperswitch = "hyperswitch",
    }
}

crate::codes! {
    /// What the keys that a mart holds at a company move.
    pub enum Money {
        /// Money of banks.
        Real = "real",
        /// None: the company's sandbox.
        Pretend = "pretend",
    }
}

crate::codes! {
    /// How a payment stands at the gateway.
    pub enum PaymentStatus {
        /// The buyer has begun to pay.
        Created = "created",
        /// The bank has set the money aside; it must be captured.
        Authorised = "authorised",
        /// The money is the gateway's and will be settled.
        Captured = "captured",
        /// The money has gone back, in part or whole.
        Refunded = "refunded",
        /// It did not work. A failed payment may still become authorised later.
        Failed = "failed",
    }
}

crate::codes! {
    /// How a refund stands at the gateway.
    pub enum RefundStatus {
        /// Accepted, not yet with the buyer.
        Pending = "pending",
        /// With the buyer.
        Processed = "processed",
        /// The bank would not take it.
        Failed = "failed",
    }
}

crate::codes! {
    /// How money sent to a maker stands at the bank.
    pub enum PayoutStatus {
        /// Accepted, waiting or on its way.
        Processing = "processing",
        /// In the maker's account; there is a UTR.
        Processed = "processed",
        /// It came back or was refused.
        Returned = "returned",
    }
}

/// One payment as the gateway describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentReport {
    /// The merchant account the money was paid to, as the gateway names it.
    pub merchant: String,
    /// The gateway's id of the order it was paid for.
    pub gateway_order: String,
    /// The gateway's id of this payment.
    pub gateway_payment: String,
    /// What was paid.
    pub amount: Paise,
    /// ISO 4217 code, `INR`.
    pub currency: String,
    /// How it stands.
    pub status: PaymentStatus,
    /// `upi`, `card`, `netbanking`, as the gateway says it.
    pub method: String,
    /// The gateway's fee including its tax, zero while unknown.
    pub fee: Paise,
    /// Why it failed, in the gateway's words; empty otherwise.
    pub reason: String,
    /// The bank's own reference of it, as it stands in the payer's SMS; empty while the gateway does not say.
    pub bank_reference: String,
    /// When the gateway made it.
    pub at: Time,
}

/// One refund as the gateway describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundReport {
    /// The gateway's id of this refund.
    pub gateway_refund: String,
    /// The payment it takes money from.
    pub gateway_payment: String,
    /// Our own id for it, sent along when it was asked for; empty if it was not ours.
    pub receipt: String,
    /// What goes back.
    pub amount: Paise,
    /// How it stands.
    pub status: RefundStatus,
}

crate::codes! {
    /// What the bank says of an account that was sent one rupee.
    pub enum ProofStatus {
        /// Nothing yet.
        Pending = "pending",
        /// It lives.
        Active = "active",
        /// There is no such account, or it takes no money.
        Invalid = "invalid",
    }
}

/// The proof of a bank account as the bank gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountProof {
    /// The bank's id of this proof.
    pub gateway_id: String,
    /// Our own id for it.
    pub reference: String,
    /// What it says.
    pub status: ProofStatus,
    /// In whose name the account stands; empty if the bank does not say.
    pub registered_name: String,
}

/// One payout as the bank describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutReport {
    /// The bank's id of this payout.
    pub gateway_payout: String,
    /// Our own id for it.
    pub reference: String,
    /// What was sent.
    pub amount: Paise,
    /// How it stands.
    pub status: PayoutStatus,
    /// The bank's unique transaction reference once it is settled.
    pub utr: Option<String>,
    /// Why it came back; empty otherwise.
    pub reason: String,
}

crate::codes! {
    /// What a line of a settlement is about.
    pub enum SettledKind {
        /// A buyer's payment: it adds to what the gateway hands on.
        Payment = "payment",
        /// Money that went back to a buyer: it takes away.
        Refund = "refund",
        /// Anything else the gateway adds or takes.
        Other = "other",
    }
}

/// One line of what the gateway says it has settled: handed on to the mart's bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRow {
    /// The gateway's id of the settlement.
    pub settlement: String,
    /// The bank's reference of the settlement.
    pub utr: String,
    /// What the line is about.
    pub kind: SettledKind,
    /// The gateway's id of the payment, refund or other matter.
    pub entity: String,
    /// What was paid or went back.
    pub amount: Paise,
    /// What the gateway keeps of it, tax included.
    pub fee: Paise,
    /// The tax within the fee.
    pub tax: Paise,
    /// What the line adds to the settlement.
    pub credit: Paise,
    /// What it takes away.
    pub debit: Paise,
    /// When it was settled.
    pub at: Time,
}
