//! Payments and refunds at the switch.

use kernel::Paise;
use kernel::payment::{PaymentReport, RefundReport};
use kernel::proof::Authentic;
use serde_json::json;

use super::wire::{Payment, Refund, Unreadable};
use super::{Hyperswitch, in_path};
use crate::gateways::{OpenAsk, Opened};
use crate::line::{Question, Refusal};

/// The switch's codes for «there is no such thing». Source: api-reference.hyperswitch.io, error codes.
const NOT_FOUND: &str = "HE_02";

impl Hyperswitch {
    /// Opens a payment under our own id, with a hosted page the buyer is led to.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may exist; ask [`Hyperswitch::find`] before trying again.
    pub async fn open(&self, ask: &OpenAsk<'_>) -> Result<Opened, Refusal> {
        let body = json!({
            "payment_id": in_path("payment_id", ask.receipt)?,
            "amount": ask.amount.0,
            "currency": "INR",
            "profile_id": self.profile,
            "confirm": false,
            "capture_method": "automatic",
            "payment_link": true,
            "session_expiry": ask.minutes * 60,
            "return_url": ask.return_url,
            "description": ask.order_code,
            "merchant_order_reference_id": ask.order_code,
            "payment_link_config": { "display_sdk_only": false },
            "metadata": { "order": ask.order_code },
        });
        let payment: Payment =
            self.line.ask(Question::post("open payment", "/payments".to_owned(), body)).await?;
        let opened = Self::opened(payment)?;
        if opened.gateway_order != ask.receipt || opened.amount != ask.amount {
            return Err(Refusal::garbled(format!(
                "payment {} is not the one asked for",
                opened.gateway_order
            )));
        }
        Ok(opened)
    }

    /// The payment under our id, if the switch has one.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the switch.
    pub async fn find(&self, receipt: &str) -> Result<Option<Opened>, Refusal> {
        match self.retrieve(receipt).await {
            Ok(payment) => Self::opened(payment).map(Some),
            Err(Refusal::Refused { code, .. }) if code == NOT_FOUND => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    fn opened(payment: Payment) -> Result<Opened, Refusal> {
        let link = payment.payment_link.as_ref().map(|page| page.link.clone());
        let is_web = |link: &String| link.starts_with("https://") || link.starts_with("http://");
        match link.filter(is_web) {
            Some(link) if payment.currency == "INR" => Ok(Opened {
                gateway_order: payment.payment_id,
                amount: Paise(payment.amount),
                page: Some(link),
            }),
            _ => Err(Refusal::garbled(format!(
                "payment {} has no page, or is not in rupees",
                payment.payment_id
            ))),
        }
    }

    async fn retrieve(&self, id: &str) -> Result<Payment, Refusal> {
        let path = format!("/payments/{}", in_path("payment_id", id)?);
        let payment: Payment =
            self.line.ask(Question::get("payment", path, &[("force_sync", "true")])).await?;
        if payment.payment_id == id { Ok(payment) } else { Err(Refusal::garbled("another payment")) }
    }

    /// What was paid under one of our ids: nothing, or one payment.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the switch.
    pub async fn payments_of(&self, id: &str) -> Result<Authentic<Vec<PaymentReport>>, Refusal> {
        let report = self.retrieve(id).await?.report().map_err(garbled)?;
        Ok(Authentic::answered(report.into_iter().collect()))
    }

    /// How a payment stands.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the switch. [`Refusal::Garbled`] if nobody has tried to pay it.
    pub async fn payment(&self, id: &str) -> Result<Authentic<PaymentReport>, Refusal> {
        let report = self.retrieve(id).await?.report().map_err(garbled)?;
        report.map(Authentic::answered).ok_or_else(|| Refusal::garbled("a payment nobody has tried to pay"))
    }

    /// Takes money that the buyer's bank has set aside, all of it.
    ///
    /// # Errors
    /// [`Refusal::Refused`] also if it is captured already; [`Hyperswitch::payment`] tells.
    pub async fn capture(&self, id: &str, amount: Paise) -> Result<Authentic<PaymentReport>, Refusal> {
        let path = format!("/payments/{}/capture", in_path("payment_id", id)?);
        let body = json!({ "amount_to_capture": amount.0 });
        let payment: Payment = self.line.ask(Question::post("capture", path, body)).await?;
        if payment.payment_id != id {
            return Err(Refusal::garbled("another payment"));
        }
        let report = payment.report().map_err(garbled)?;
        report.map(Authentic::answered).ok_or_else(|| Refusal::garbled("a captured payment nobody has paid"))
    }

    /// Gives back `amount` of a payment under our own id.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may be under way; ask [`Hyperswitch::find_refund`] first.
    pub async fn refund(
        &self,
        payment: &str,
        amount: Paise,
        receipt: &str,
    ) -> Result<Authentic<RefundReport>, Refusal> {
        let body = json!({
            "refund_id": in_path("refund_id", receipt)?,
            "payment_id": in_path("payment_id", payment)?,
            "amount": amount.0,
            "refund_type": "instant",
        });
        let refund: Refund = self.line.ask(Question::post("refund", "/refunds".to_owned(), body)).await?;
        let report = same_refund(refund, payment, receipt)?;
        if report.amount != amount {
            return Err(Refusal::garbled(format!("refund {receipt} is not the one asked for")));
        }
        Ok(Authentic::answered(report))
    }

    /// The refund under our id, if the switch has one.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the switch.
    pub async fn find_refund(
        &self,
        payment: &str,
        receipt: &str,
    ) -> Result<Option<Authentic<RefundReport>>, Refusal> {
        let path = format!("/refunds/{}", in_path("refund_id", receipt)?);
        match self.line.ask::<Refund>(Question::get("refund", path, &[])).await {
            Ok(refund) => Ok(Some(Authentic::answered(same_refund(refund, payment, receipt)?))),
            Err(Refusal::Refused { code, .. }) if code == NOT_FOUND => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    /// Whether the switch answers at all.
    ///
    /// # Errors
    /// [`Refusal`] if it does not.
    pub async fn ping(&self) -> Result<(), Refusal> {
        // Nobody has such a payment: whoever answers that is awake, and knows us.
        self.find("pin_nobody").await.map(drop)
    }
}

fn same_refund(refund: Refund, payment: &str, receipt: &str) -> Result<RefundReport, Refusal> {
    if refund.refund_id != receipt || refund.payment_id != payment {
        return Err(Refusal::garbled("another refund"));
    }
    refund.report().map_err(garbled)
}

fn garbled(unreadable: Unreadable) -> Refusal {
    Refusal::garbled(unreadable.to_string())
}
