//! The gateway's entities as they come over the wire, and their translation into the kernel's words.
//!
//! A field that is missing where it must be, an amount below nothing, or a status word not known here makes the
//! whole entity unreadable. Fields not named here are ignored: the gateway adds new ones without notice.

use kernel::payment::{PaymentReport, PaymentStatus, PayoutReport, PayoutStatus, RefundReport, RefundStatus};
use kernel::{Paise, Time};
use serde::Deserialize;

/// Why an entity could not be translated.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    #[error("{what} {id}: status {word} is not known")]
    Status { what: &'static str, id: String, word: String },
    #[error("{what} {id}: an amount or time out of range")]
    Range { what: &'static str, id: String },
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}

/// `{"entity":"collection","count":2,"items":[…]}`.
#[derive(Deserialize)]
pub(super) struct Collection<T> {
    pub items: Vec<T>,
}

/// A payment.
#[derive(Deserialize)]
pub(super) struct Payment {
    captured: Option<bool>,
    pub id: String,
    amount: i64,
    currency: String,
    status: String,
    pub order_id: Option<String>,
    method: Option<String>,
    fee: Option<i64>,
    error_description: Option<String>,
    error_reason: Option<String>,
    acquirer_data: Option<AcquirerData>,
    created_at: i64,
}

/// The bank's own numbers of a payment: one of them, by the way it was paid.
#[derive(Default, Deserialize)]
struct AcquirerData {
    rrn: Option<String>,
    upi_transaction_id: Option<String>,
    bank_transaction_id: Option<String>,
}

impl AcquirerData {
    /// The number that stands in the payer's SMS, as letters and digits.
    fn reference(self) -> String {
        let said = first_said([self.rrn, self.bank_transaction_id, self.upi_transaction_id]);
        said.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>().to_ascii_uppercase()
    }
}

/// A refund.
#[derive(Deserialize)]
pub(super) struct Refund {
    pub id: String,
    amount: i64,
    pub payment_id: String,
    receipt: Option<String>,
    status: String,
}

/// A payout.
#[derive(Deserialize)]
pub(super) struct Payout {
    pub id: String,
    amount: i64,
    status: String,
    utr: Option<String>,
    pub reference_id: Option<String>,
    failure_reason: Option<String>,
    status_details: Option<StatusDetails>,
    #[serde(default)]
    pub created_at: i64,
}

#[derive(Deserialize)]
struct StatusDetails {
    description: Option<String>,
}

impl Payment {
    /// The payment in the kernel's words, received by `merchant`.
    pub fn report(self, merchant: &str) -> Result<PaymentReport, Unreadable> {
        let status = match self.status.as_str() {
            "created" => PaymentStatus::Created,
            "authorized" => PaymentStatus::Authorised,
            "captured" => PaymentStatus::Captured,
            // An authorisation that nobody captured lapses and goes back by itself: the mart never had the money.
            "refunded" if self.captured == Some(false) => PaymentStatus::Failed,
            "refunded" => PaymentStatus::Refunded,
            "failed" => PaymentStatus::Failed,
            _ => return Err(Unreadable::Status { what: "payment", id: self.id, word: self.status }),
        };
        let range = || Unreadable::Range { what: "payment", id: self.id.clone() };
        let amount = not_negative(self.amount).ok_or_else(range)?;
        let fee = not_negative(self.fee.unwrap_or(0)).ok_or_else(range)?;
        let at = moment(self.created_at).ok_or_else(range)?;
        Ok(PaymentReport {
            merchant: merchant.to_owned(),
            gateway_order: self.order_id.unwrap_or_default(),
            gateway_payment: self.id,
            amount,
            currency: self.currency,
            status,
            method: self.method.unwrap_or_default(),
            fee,
            reason: first_said([self.error_description, self.error_reason]),
            bank_reference: self.acquirer_data.unwrap_or_default().reference(),
            at,
        })
    }
}

impl Refund {
    /// The refund in the kernel's words.
    pub fn report(self) -> Result<RefundReport, Unreadable> {
        let status = match self.status.as_str() {
            "pending" => RefundStatus::Pending,
            "processed" => RefundStatus::Processed,
            "failed" => RefundStatus::Failed,
            _ => return Err(Unreadable::Status { what: "refund", id: self.id, word: self.status }),
        };
        let Some(amount) = not_negative(self.amount) else {
            return Err(Unreadable::Range { what: "refund", id: self.id });
        };
        Ok(RefundReport {
            gateway_refund: self.id,
            gateway_payment: self.payment_id,
            receipt: self.receipt.unwrap_or_default(),
            amount,
            status,
        })
    }
}

impl Payout {
    /// The payout in the kernel's words. Ten words of the bank become three: on its way, arrived, came back.
    ///
    /// Source: razorpay.com/docs/x/payouts/states-life-cycle.
    pub fn report(self) -> Result<PayoutReport, Unreadable> {
        let status = self.status()?;
        let Some(amount) = not_negative(self.amount) else {
            return Err(Unreadable::Range { what: "payout", id: self.id });
        };
        let reason = match status {
            PayoutStatus::Returned => {
                first_said([self.status_details.and_then(|d| d.description), self.failure_reason])
            }
            PayoutStatus::Processing | PayoutStatus::Processed => String::new(),
        };
        Ok(PayoutReport {
            gateway_payout: self.id,
            reference: self.reference_id.unwrap_or_default(),
            amount,
            status,
            utr: self.utr.filter(|utr| !utr.is_empty()),
            reason,
        })
    }

    /// Whether the bank has sent the money back or never sent it. An unknown word counts as «no»: the caller
    /// reads the report next and finds it unreadable there.
    pub fn came_back(&self) -> bool {
        matches!(self.status(), Ok(PayoutStatus::Returned))
    }

    fn status(&self) -> Result<PayoutStatus, Unreadable> {
        match self.status.as_str() {
            "pending" | "queued" | "scheduled" | "processing" => Ok(PayoutStatus::Processing),
            "processed" => Ok(PayoutStatus::Processed),
            "reversed" | "cancelled" | "rejected" | "failed" => Ok(PayoutStatus::Returned),
            word => Err(Unreadable::Status { what: "payout", id: self.id.clone(), word: word.to_owned() }),
        }
    }
}

/// An amount; `None` below nothing.
pub(super) fn not_negative(paise: i64) -> Option<Paise> {
    (paise >= 0).then_some(Paise(paise))
}

/// Unix seconds as a moment.
pub(super) fn moment(seconds: i64) -> Option<Time> {
    seconds.checked_mul(1_000).map(Time)
}

fn first_said<const N: usize>(words: [Option<String>; N]) -> String {
    words.into_iter().flatten().find(|w| !w.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn payment(change: &[(&str, Value)]) -> Result<PaymentReport, Unreadable> {
        let mut body = json!({
            "id": "pay_29QQoUBi66xm2f", "entity": "payment", "amount": 12_500, "currency": "INR",
            "status": "captured", "order_id": "order_9A33XWu170gUtm", "method": "card", "fee": 295, "tax": 45,
            "notes": [], "error_description": null, "created_at": 1_795_000_000
        });
        for (key, value) in change {
            body[*key] = value.clone();
        }
        serde_json::from_value::<Payment>(body)?.report("acc_1")
    }

    #[test]
    fn an_authorisation_that_lapsed_is_no_money() {
        let lapsed = payment(&[("status", json!("refunded")), ("captured", json!(false))]).expect("readable");
        assert_eq!(lapsed.status, PaymentStatus::Failed);
        let given_back =
            payment(&[("status", json!("refunded")), ("captured", json!(true))]).expect("readable");
        assert_eq!(given_back.status, PaymentStatus::Refunded);
    }

    #[test]
    fn a_payment_is_translated() {
        let report = payment(&[]).expect("readable");
        assert_eq!(report.amount, Paise(12_500));
        assert_eq!(report.fee, Paise(295));
        assert_eq!(report.at, Time(1_795_000_000_000));
        assert_eq!(report.status, PaymentStatus::Captured);
        assert_eq!(
            (report.merchant.as_str(), report.method.as_str(), report.reason.as_str()),
            ("acc_1", "card", "")
        );
    }

    #[test]
    fn the_banks_own_number_is_told_if_there_is_one() {
        for (said, reference) in [
            (json!({ "rrn": "600000 000001" }), "600000000001"),
            (json!({ "rrn": null, "bank_transaction_id": "0125836177" }), "0125836177"),
            (json!({ "auth_code": "1" }), ""),
            (Value::Null, ""),
        ] {
            assert_eq!(payment(&[("acquirer_data", said)]).expect("readable").bank_reference, reference);
        }
    }

    #[test]
    fn what_is_unknown_yet_may_be_null() {
        let report =
            payment(&[("fee", Value::Null), ("order_id", Value::Null), ("status", json!("authorized"))])
                .expect("readable");
        assert_eq!(report.fee, Paise::ZERO);
        assert_eq!(report.gateway_order, "");
        assert_eq!(report.status, PaymentStatus::Authorised);
    }

    #[test]
    fn money_that_is_no_whole_number_of_paise_is_unreadable() {
        for (key, value) in [
            ("amount", json!(-1)),
            ("amount", json!(125.5)),
            ("amount", json!("12500")),
            ("fee", json!(-5)),
            ("amount", Value::Null),
            ("status", json!("vanished")),
            ("created_at", json!(i64::MAX)),
        ] {
            assert!(payment(&[(key, value.clone())]).is_err(), "{key} {value}");
        }
    }

    #[test]
    fn ten_words_of_the_bank_become_three() {
        for (word, status) in [
            ("pending", PayoutStatus::Processing),
            ("queued", PayoutStatus::Processing),
            ("scheduled", PayoutStatus::Processing),
            ("processing", PayoutStatus::Processing),
            ("processed", PayoutStatus::Processed),
            ("reversed", PayoutStatus::Returned),
            ("cancelled", PayoutStatus::Returned),
            ("rejected", PayoutStatus::Returned),
            ("failed", PayoutStatus::Returned),
        ] {
            let body = json!({"id": "pout_1", "amount": 100, "status": word, "utr": "", "reference_id": "po_1",
                "status_details": {"description": "said the bank"}});
            let report = serde_json::from_value::<Payout>(body).expect("shape").report().expect("readable");
            assert_eq!(report.status, status, "{word}");
            assert_eq!(report.utr, None);
            assert_eq!(report.reason.is_empty(), status != PayoutStatus::Returned, "{word}");
        }
    }
}
