//! The records as the merchant sees them: Razorpay's entities, field by field.
//!
//! Source: razorpay.com/docs/api (orders, payments, refunds; RazorpayX contacts, fund accounts, payouts).

use kernel::{Paise, Time};
use serde_json::{Value, json};

use super::book::{BankState, Code, Order, OrderState, Payee, Payment, PaymentState, Payout, Refund};

/// Unix seconds.
pub fn seconds(time: Time) -> i64 {
    time.0.div_euclid(1_000)
}

/// `{"entity":"collection",…}`.
pub fn collection(items: Vec<Value>) -> Value {
    json!({ "entity": "collection", "count": items.len(), "items": items })
}

impl OrderState {
    pub fn word(self) -> &'static str {
        match self {
            OrderState::Created => "created",
            OrderState::Attempted => "attempted",
            OrderState::Paid => "paid",
        }
    }
}

impl PaymentState {
    pub fn word(self) -> &'static str {
        match self {
            PaymentState::Authorized => "authorized",
            PaymentState::Captured => "captured",
            PaymentState::Refunded => "refunded",
            PaymentState::Failed => "failed",
        }
    }
}

impl BankState {
    pub fn word(self) -> &'static str {
        match self {
            BankState::Pending => "pending",
            BankState::Processing => "processing",
            BankState::Processed => "processed",
            BankState::Failed => "failed",
            BankState::Reversed => "reversed",
        }
    }
}

impl Order {
    pub fn wire(&self) -> Value {
        if let Some(code) = &self.code {
            return self.code_wire(code);
        }
        json!({
            "id": self.id,
            "entity": "order",
            "amount": self.amount.0,
            "amount_paid": self.amount_paid.0,
            "amount_due": self.amount.minus(self.amount_paid).map_or(0, |due| due.0.max(0)),
            "currency": "INR",
            "receipt": self.receipt,
            "offer_id": null,
            "status": self.state.word(),
            "attempts": self.attempts,
            "notes": self.notes,
            "created_at": seconds(self.at),
        })
    }
}

impl Order {
    /// A code that is scanned, with what is inside its picture.
    fn code_wire(&self, code: &Code) -> Value {
        let rupees = format!("{}.{:02}", self.amount.0 / 100, self.amount.0 % 100);
        let id = &self.id;
        json!({
            "id": id,
            "entity": "qr_code",
            "created_at": seconds(self.at),
            "name": "DeogharMart",
            "usage": "single_use",
            "type": "upi_qr",
            "image_url": format!("http://127.0.0.1/practice/{id}"),
            "image_content": format!("upi://pay?pa=practice.{id}@upi&pn=DeogharMart&tr={id}&cu=INR&am={rupees}"),
            "payment_amount": self.amount.0,
            "status": if code.closed { "closed" } else { "active" },
            "description": code.description,
            "fixed_amount": true,
            "payments_amount_received": self.amount_paid.0,
            "payments_count_received": i64::from(self.amount_paid.0 > 0),
            "notes": self.notes,
            "close_by": code.close_by_s,
        })
    }
}

/// What a payment that failed says about it.
pub struct Failure {
    pub code: &'static str,
    pub description: &'static str,
    pub source: &'static str,
    pub step: &'static str,
    pub reason: &'static str,
}

impl Payment {
    /// Whether it was paid to a code that is scanned: it belongs to no order then.
    fn is_to_code(&self) -> bool {
        self.order_id.starts_with("qr_")
    }

    /// Why it failed: the buyer's bank said no, or did not say anything in time.
    pub fn failure(&self) -> Option<Failure> {
        match (self.state, self.late_at_ms) {
            (PaymentState::Failed, None) => Some(Failure {
                code: "BAD_REQUEST_ERROR",
                description: "Your payment was declined by the bank. Try another payment method or contact your bank.",
                source: "issuer_bank",
                step: "payment_authorization",
                reason: "payment_failed",
            }),
            (PaymentState::Failed, Some(_)) => Some(Failure {
                code: "GATEWAY_ERROR",
                description: "Payment was unsuccessful as the bank did not answer in time.",
                source: "gateway",
                step: "payment_authorization",
                reason: "payment_timed_out",
            }),
            (PaymentState::Authorized | PaymentState::Captured | PaymentState::Refunded, _) => None,
        }
    }

    pub fn wire(&self) -> Value {
        let failure = self.failure();
        let charged = match self.state {
            PaymentState::Captured | PaymentState::Refunded => (Some(self.fee.0), Some(self.tax.0)),
            PaymentState::Authorized | PaymentState::Failed => (None, None),
        };
        let refund_status = match self.refunded {
            Paise::ZERO => None,
            all if all == self.amount => Some("full"),
            _ => Some("partial"),
        };
        json!({
            "id": self.id,
            "entity": "payment",
            "amount": self.amount.0,
            "currency": "INR",
            "status": self.state.word(),
            "order_id": if self.is_to_code() { None } else { Some(&self.order_id) },
            "invoice_id": null,
            "international": false,
            "method": self.method,
            "amount_refunded": self.refunded.0,
            "refund_status": refund_status,
            "captured": charged.0.is_some(),
            "description": if self.is_to_code() { Some("QRv2 Payment") } else { None },
            "card_id": null,
            "bank": if self.method == "netbanking" { Some("SBIN") } else { None },
            "wallet": null,
            "vpa": if self.method == "upi" { Some("practice@upi") } else { None },
            "email": null,
            "contact": self.contact,
            "notes": [],
            "fee": charged.0,
            "tax": charged.1,
            "error_code": failure.as_ref().map(|f| f.code),
            "error_description": failure.as_ref().map(|f| f.description),
            "error_source": failure.as_ref().map(|f| f.source),
            "error_step": failure.as_ref().map(|f| f.step),
            "error_reason": failure.as_ref().map(|f| f.reason),
            "acquirer_data": { "rrn": format!("{:012}", 600_000_000_000_u64 + self.n) },
            "created_at": seconds(self.at),
        })
    }
}

impl Refund {
    pub fn wire(&self) -> Value {
        let arn = match self.state {
            BankState::Processed => Some(format!("{:023}", self.n)),
            _ => None,
        };
        json!({
            "id": self.id,
            "entity": "refund",
            "amount": self.amount.0,
            "currency": "INR",
            "payment_id": self.payment_id,
            "notes": [],
            "receipt": self.receipt,
            "acquirer_data": { "arn": arn },
            "status": self.state.word(),
            "speed_requested": "normal",
            "speed_processed": "normal",
            "batch_id": null,
            "created_at": seconds(self.at),
        })
    }
}

impl Payee {
    /// The contact or fund account: what was asked, with an id.
    pub fn wire(&self, entity: &str) -> Value {
        let mut out = self.asked.clone();
        out["id"] = json!(self.id);
        out["entity"] = json!(entity);
        out["active"] = json!(true);
        out["created_at"] = json!(seconds(self.at));
        out
    }
}

impl Payout {
    pub fn wire(&self) -> Value {
        let (description, source, reason) = match self.state {
            BankState::Processed => (
                "Payout is processed and the money has been credited",
                "beneficiary_bank",
                "payout_processed",
            ),
            BankState::Reversed => (
                "Payout was returned as the beneficiary account is closed",
                "beneficiary_bank",
                "beneficiary_account_closed",
            ),
            _ => ("Payout is being processed by our partner bank", "partner_bank", "payout_bank_processing"),
        };
        json!({
            "id": self.id,
            "entity": "payout",
            "fund_account_id": self.fund_account_id,
            "amount": self.amount.0,
            "currency": "INR",
            "notes": [],
            "fees": 590,
            "tax": 90,
            "status": self.state.word(),
            "purpose": "payout",
            "utr": self.utr,
            "mode": self.mode,
            "reference_id": self.reference_id,
            "narration": self.narration,
            "batch_id": null,
            "failure_reason": null,
            "status_details": { "description": description, "source": source, "reason": reason },
            "created_at": seconds(self.at),
            "fee_type": null,
        })
    }
}
