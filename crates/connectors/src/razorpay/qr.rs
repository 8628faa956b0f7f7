//! Codes that a buyer scans at a stall: each is good for one payment of one amount, for a quarter of an hour or more.
//!
//! `POST /v1/payments/qr_codes {type: upi_qr, usage: single_use, fixed_amount, payment_amount, close_by, notes}` answers with `id`
//! `qr_…`, a picture at `image_url` and, for accounts that have it, `image_content`: the `upi://pay?…` inside the picture. A payment to
//! it belongs to no order; the webhook `qr_code.credited` names both. A code cannot be found by a receipt, so ours stands in its notes.
//! Source: razorpay.com/docs/api/qr-codes (create, fetch all, fetch payments; image content); razorpay.com/docs/webhooks/qr-codes.

use kernel::payment::PaymentReport;
use kernel::proof::Authentic;
use kernel::{Paise, Time};
use serde::Deserialize;
use serde_json::{Value, json};

use super::wire::{Collection, Payment};
use super::{Razorpay, in_path, payable};
use crate::gateways::Opened;
use crate::line::{Question, Refusal};

/// What the id of a code begins with.
const PREFIX: &str = "qr_";
/// The gateway closes no code sooner, in minutes.
const OPEN_LEAST_MINUTES: i64 = 15;

/// Whether an id of the gateway is that of a code.
pub fn is_qr(gateway_order: &str) -> bool {
    gateway_order.starts_with(PREFIX)
}

#[derive(Deserialize)]
struct Code {
    id: String,
    payment_amount: Option<i64>,
    image_url: Option<String>,
    image_content: Option<String>,
    #[serde(default)]
    notes: Value,
}

impl Code {
    fn receipt(&self) -> Option<&str> {
        self.notes.get("receipt").and_then(Value::as_str)
    }

    /// What is inside the picture, or else where it is.
    fn read(self) -> Result<Opened, Refusal> {
        let amount = self.payment_amount.filter(|amount| *amount > 0);
        let amount = amount.ok_or_else(|| Refusal::garbled(format!("code {} without an amount", self.id)))?;
        if !is_qr(&self.id) {
            return Err(Refusal::garbled(format!("{} is no code", self.id)));
        }
        let page = self.image_content.or(self.image_url);
        Ok(Opened { gateway_order: self.id, amount: Paise(amount), page })
    }
}

impl Razorpay {
    /// Makes a code for one payment of `amount`. `receipt` is our own id; `until` is when nobody waits any more.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may exist; ask [`Razorpay::find_qr`] before trying again.
    pub async fn create_qr(
        &self,
        amount: Paise,
        (receipt, order_code): (&str, &str),
        (now, minutes): (Time, i64),
    ) -> Result<Opened, Refusal> {
        // A minute more than the least: our clock and theirs may differ.
        let closes = now.plus_minutes(minutes.max(OPEN_LEAST_MINUTES) + 1);
        let body = json!({
            "type": "upi_qr",
            "name": "DeogharMart",
            "usage": "single_use",
            "fixed_amount": true,
            "payment_amount": payable(amount)?,
            "description": order_code,
            "close_by": closes.0.div_euclid(1_000),
            "notes": { "receipt": receipt, "order": order_code },
        });
        let question = Question::post("create code", "/v1/payments/qr_codes".to_owned(), body);
        let code: Code = self.line.ask(question).await?;
        if code.payment_amount != Some(amount.0) || code.receipt().is_some_and(|known| known != receipt) {
            return Err(Refusal::garbled(format!("code {} is not the one asked for", code.id)));
        }
        code.read()
    }

    /// The code with our `receipt` in its notes, if it is among the newest hundred.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn find_qr(&self, receipt: &str) -> Result<Option<Opened>, Refusal> {
        let question = Question::get("find code", "/v1/payments/qr_codes".to_owned(), &[("count", "100")]);
        let found: Collection<Code> = self.line.ask(question).await?;
        let ours = found.items.into_iter().find(|code| code.receipt() == Some(receipt));
        ours.map(Code::read).transpose()
    }

    /// Every payment made to a code.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn payments_of_qr(&self, id: &str) -> Result<Authentic<Vec<PaymentReport>>, Refusal> {
        let path = format!("/v1/payments/qr_codes/{}/payments", in_path("qr_id", id)?);
        let found: Collection<Payment> = self.line.ask(Question::get("payments of code", path, &[])).await?;
        let report = |payment: Payment| {
            let report = payment.report(&self.merchant)?;
            Ok(PaymentReport { gateway_order: id.to_owned(), ..report })
        };
        let reports = found.items.into_iter().map(report).collect::<Result<Vec<_>, _>>();
        reports.map(Authentic::answered).map_err(super::payments::garbled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Result<Opened, Refusal> {
        serde_json::from_str::<Code>(text).expect("reads").read()
    }

    #[test]
    fn a_code_is_what_is_inside_its_picture_or_where_that_is() {
        let inside = r#"{"id":"qr_1","payment_amount":50000,"image_url":"https://rzp.io/i/1","image_content":"upi://pay?pa=a@b"}"#;
        assert_eq!(code(inside).expect("a code").page.as_deref(), Some("upi://pay?pa=a@b"));
        let outside = r#"{"id":"qr_1","payment_amount":50000,"image_url":"https://rzp.io/i/1","notes":[]}"#;
        let opened = code(outside).expect("a code");
        assert_eq!((opened.amount, opened.page.as_deref()), (Paise(50_000), Some("https://rzp.io/i/1")));
        for wrong in [r#"{"id":"qr_1","payment_amount":null}"#, r#"{"id":"order_1","payment_amount":100}"#] {
            assert!(code(wrong).is_err(), "{wrong}");
        }
    }
}
