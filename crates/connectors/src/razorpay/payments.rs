//! Payments and refunds: what was paid for an order, taking the money that is set aside, giving it back.

use kernel::Paise;
use kernel::payment::{PaymentReport, RefundReport};
use kernel::proof::Authentic;
use serde_json::{Value, json};

use super::wire::{Collection, Payment, Refund, Unreadable};
use super::{Razorpay, in_path, payable};
use crate::line::{Question, Refusal};

/// The shortest key the gateway takes in `X-Refund-Idempotency`, in characters.
const REFUND_KEY_MIN: usize = 10;

impl Razorpay {
    /// Every payment made for an order, also the failed ones.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway. [`Refusal::Garbled`] if a payment of another order is among them.
    pub async fn payments_of_order(
        &self,
        gateway_order: &str,
    ) -> Result<Authentic<Vec<PaymentReport>>, Refusal> {
        let path = format!("/v1/orders/{}/payments", in_path("order_id", gateway_order)?);
        let found: Collection<Payment> = self.line.ask(Question::get("payments of order", path, &[])).await?;
        if found.items.iter().any(|p| p.order_id.as_deref() != Some(gateway_order)) {
            return Err(Refusal::garbled("a payment of another order"));
        }
        let reports =
            found.items.into_iter().map(|p| p.report(&self.merchant)).collect::<Result<Vec<_>, _>>();
        answered(reports)
    }

    /// One payment.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn payment(&self, payment_id: &str) -> Result<Authentic<PaymentReport>, Refusal> {
        let path = format!("/v1/payments/{}", in_path("payment_id", payment_id)?);
        let payment: Payment = self.line.ask(Question::get("payment", path, &[])).await?;
        self.same_payment(payment_id, payment)
    }

    /// Takes money that the buyer's bank has set aside. `amount` must be the whole authorised amount.
    ///
    /// # Errors
    /// [`Refusal::Refused`] also if it is captured already; [`Razorpay::payment`] tells.
    pub async fn capture(
        &self,
        payment_id: &str,
        amount: Paise,
    ) -> Result<Authentic<PaymentReport>, Refusal> {
        let path = format!("/v1/payments/{}/capture", in_path("payment_id", payment_id)?);
        let body = json!({ "amount": payable(amount)?, "currency": "INR" });
        let payment: Payment = self.line.ask(Question::post("capture", path, body)).await?;
        self.same_payment(payment_id, payment)
    }

    /// Gives back `amount` of a captured payment, by the way it came. `receipt` is our own id for this refund.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may be under way; ask [`Razorpay::refunds_of`] first.
    pub async fn refund(
        &self,
        payment_id: &str,
        amount: Paise,
        receipt: &str,
    ) -> Result<Authentic<RefundReport>, Refusal> {
        let path = format!("/v1/payments/{}/refund", in_path("payment_id", payment_id)?);
        if !(REFUND_KEY_MIN..=40).contains(&receipt.len()) || !receipt.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Refusal::never_sent("receipt", "must have 10 to 40 plain characters"));
        }
        let body = json!({ "amount": payable(amount)?, "speed": "normal", "receipt": receipt });
        let headers = [("X-Refund-Idempotency", receipt)];
        let question = Question { headers: &headers, ..Question::post("refund", path, body) };
        let refund: Refund = self.line.ask(question).await?;
        let report = refund.report().map_err(garbled)?;
        if report.gateway_payment != payment_id || report.amount != amount || report.receipt != receipt {
            return Err(Refusal::garbled(format!(
                "refund {} is not the one asked for",
                report.gateway_refund
            )));
        }
        Ok(Authentic::answered(report))
    }

    /// Every refund of a payment, at most a hundred.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn refunds_of(&self, payment_id: &str) -> Result<Authentic<Vec<RefundReport>>, Refusal> {
        let path = format!("/v1/payments/{}/refunds", in_path("payment_id", payment_id)?);
        let question = Question::get("refunds of payment", path, &[("count", "100")]);
        let found: Collection<Refund> = self.line.ask(question).await?;
        if found.items.iter().any(|r| r.payment_id != payment_id) {
            return Err(Refusal::garbled("a refund of another payment"));
        }
        answered(found.items.into_iter().map(Refund::report).collect::<Result<Vec<_>, _>>())
    }

    fn same_payment(&self, asked: &str, payment: Payment) -> Result<Authentic<PaymentReport>, Refusal> {
        if payment.id != asked {
            return Err(Refusal::garbled("another payment"));
        }
        answered(payment.report(&self.merchant))
    }
}

fn answered<T>(read: Result<T, Unreadable>) -> Result<Authentic<T>, Refusal> {
    read.map(Authentic::answered).map_err(garbled)
}

pub(super) fn garbled(unreadable: Unreadable) -> Refusal {
    Refusal::garbled(unreadable.to_string())
}

/// A payment in a webhook, received by `merchant`.
pub(super) fn payment_in(entity: &Value, merchant: &str) -> Result<PaymentReport, Unreadable> {
    serde_json::from_value::<Payment>(entity.clone())?.report(merchant)
}

/// A refund in a webhook.
pub(super) fn refund_in(entity: &Value) -> Result<RefundReport, Unreadable> {
    serde_json::from_value::<Refund>(entity.clone())?.report()
}
