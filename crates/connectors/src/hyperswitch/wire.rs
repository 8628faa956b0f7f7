//! The switch's entities as they come over the wire, and their translation into the kernel's words.
//!
//! An amount below nothing or a status word not known here makes the whole entity unreadable. Fields not named here are ignored.

use kernel::payment::{PaymentReport, PaymentStatus, RefundReport, RefundStatus};
use kernel::{Paise, Time};
use serde::Deserialize;

use super::paid_to;

/// Why an entity could not be translated.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("{what} {id}: status {word} is not known")]
    Status { what: &'static str, id: String, word: String },
    #[error("{what} {id}: an amount out of range")]
    Range { what: &'static str, id: String },
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

/// The hosted page of a payment.
#[derive(Deserialize)]
pub(super) struct PaymentLink {
    pub link: String,
}

/// A payment.
#[derive(Deserialize)]
pub(super) struct Payment {
    pub payment_id: String,
    #[serde(default)]
    merchant_id: String,
    #[serde(default)]
    profile_id: Option<String>,
    pub status: String,
    pub amount: i64,
    #[serde(default)]
    amount_received: Option<i64>,
    pub currency: String,
    #[serde(default)]
    payment_method: Option<String>,
    #[serde(default)]
    error_message: Option<String>,
    #[serde(default)]
    pub payment_link: Option<PaymentLink>,
    #[serde(default)]
    created: Option<String>,
}

impl Payment {
    /// What was paid, if anybody has tried. A page nobody has used is no payment.
    pub fn report(self) -> Result<Option<PaymentReport>, Unreadable> {
        let Some(status) = self.how()? else { return Ok(None) };
        let whole =
            status != PaymentStatus::Captured || self.amount_received.is_none_or(|got| got == self.amount);
        if self.amount <= 0 || !whole {
            return Err(Unreadable::Range { what: "payment", id: self.payment_id });
        }
        let failed = status == PaymentStatus::Failed;
        Ok(Some(PaymentReport {
            merchant: paid_to(&self.merchant_id, self.profile_id.as_deref().unwrap_or("")),
            gateway_order: self.payment_id.clone(),
            gateway_payment: self.payment_id,
            amount: Paise(self.amount),
            currency: self.currency,
            status,
            method: self.payment_method.unwrap_or_default(),
            fee: Paise::ZERO,
            reason: self.error_message.filter(|_| failed).unwrap_or_default(),
            bank_reference: String::new(),
            at: self.created.as_deref().and_then(Time::from_written).unwrap_or(Time(0)),
        }))
    }

    /// Source: juspay/hyperswitch, `common_enums::IntentStatus`.
    fn how(&self) -> Result<Option<PaymentStatus>, Unreadable> {
        match self.status.as_str() {
            "requires_payment_method" | "requires_confirmation" => Ok(None),
            "requires_customer_action" | "requires_merchant_action" | "processing" => {
                Ok(Some(PaymentStatus::Created))
            }
            "requires_capture" => Ok(Some(PaymentStatus::Authorised)),
            "succeeded" => Ok(Some(PaymentStatus::Captured)),
            "failed" | "cancelled" | "expired" => Ok(Some(PaymentStatus::Failed)),
            word => {
                let (id, word) = (self.payment_id.clone(), word.to_owned());
                Err(Unreadable::Status { what: "payment", id, word })
            }
        }
    }
}

/// A refund. Its id is ours.
#[derive(Deserialize)]
pub(super) struct Refund {
    pub refund_id: String,
    pub payment_id: String,
    amount: i64,
    #[serde(default)]
    currency: String,
    status: String,
}

impl Refund {
    pub fn report(self) -> Result<RefundReport, Unreadable> {
        let status = match self.status.as_str() {
            "pending" | "review" => RefundStatus::Pending,
            "succeeded" => RefundStatus::Processed,
            "failed" => RefundStatus::Failed,
            word => {
                let word = word.to_owned();
                return Err(Unreadable::Status { what: "refund", id: self.refund_id, word });
            }
        };
        if self.amount <= 0 || self.currency != "INR" {
            return Err(Unreadable::Range { what: "refund", id: self.refund_id });
        }
        Ok(RefundReport {
            gateway_refund: self.refund_id.clone(),
            gateway_payment: self.payment_id,
            receipt: self.refund_id,
            amount: Paise(self.amount),
            status,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn payment(status: &str) -> Result<Option<PaymentReport>, Unreadable> {
        let value = json!({"payment_id": "pin_1", "merchant_id": "merchant_deoghar", "profile_id": "pro_deoghar",
            "status": status, "amount": 12_500, "amount_received": 12_500, "currency": "INR",
            "payment_method": "card", "error_message": "declined", "created": "2026-11-28T10:11:12.000Z"});
        serde_json::from_value::<Payment>(value).expect("a payment").report()
    }

    #[test]
    fn each_status_is_one_of_ours() {
        let how = |word: &str| payment(word).expect("readable").map(|report| report.status);
        assert_eq!(how("requires_payment_method"), None, "a page nobody has used");
        assert_eq!(how("processing"), Some(PaymentStatus::Created));
        assert_eq!(how("requires_capture"), Some(PaymentStatus::Authorised));
        assert_eq!(how("succeeded"), Some(PaymentStatus::Captured));
        assert_eq!(how("failed"), Some(PaymentStatus::Failed));
        for word in ["partially_captured", "succeded", ""] {
            assert!(payment(word).is_err(), "{word}");
        }
    }

    #[test]
    fn a_payment_says_whom_it_went_to_and_why_it_failed() {
        let report = payment("failed").expect("readable").expect("tried");
        assert_eq!(
            (report.merchant.as_str(), report.reason.as_str()),
            ("merchant_deoghar/pro_deoghar", "declined")
        );
        assert_eq!(payment("succeeded").expect("readable").expect("paid").reason, "");
    }

    #[test]
    fn half_of_what_was_asked_is_not_read_as_all_of_it() {
        let value = json!({"payment_id": "pin_1", "status": "succeeded", "amount": 12_500, "amount_received": 6_000,
            "currency": "INR"});
        assert!(serde_json::from_value::<Payment>(value).expect("a payment").report().is_err());
    }
}
