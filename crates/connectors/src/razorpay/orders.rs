//! Orders at the gateway: what one checkout is to be paid, under our own receipt number.

use std::collections::BTreeMap;

use kernel::Paise;
use serde::Deserialize;
use serde_json::json;

use super::wire::Collection;
use super::{Razorpay, payable};
use crate::line::{Question, Refusal};

/// The longest receipt the gateway takes, in characters.
const RECEIPT_MAX: usize = 40;

kernel::codes! {
    /// How an order stands at the gateway.
    pub enum OrderStatus {
        /// Nobody has tried to pay.
        Created = "created",
        /// Somebody has tried; nothing is captured.
        Attempted = "attempted",
        /// A payment is captured.
        Paid = "paid",
    }
}

/// An order as the gateway knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayOrder {
    /// The gateway's id, `order_…`.
    pub id: String,
    /// Our own id for it.
    pub receipt: String,
    /// What is to be paid.
    pub amount: Paise,
    /// How it stands.
    pub status: OrderStatus,
}

#[derive(Deserialize)]
struct Order {
    id: String,
    amount: i64,
    currency: String,
    receipt: Option<String>,
    status: String,
    #[serde(default)]
    created_at: i64,
}

impl Order {
    fn read(self) -> Result<GatewayOrder, Refusal> {
        let status =
            self.status.parse().map_err(|_| Refusal::garbled(format!("order status {}", self.status)))?;
        if self.currency != "INR" || self.amount < 0 {
            return Err(Refusal::garbled(format!("order {} is not in rupees", self.id)));
        }
        Ok(GatewayOrder {
            id: self.id,
            receipt: self.receipt.unwrap_or_default(),
            amount: Paise(self.amount),
            status,
        })
    }
}

impl Razorpay {
    /// Creates the order a buyer will pay, at least one rupee. `receipt` is our own id, at most 40 characters;
    /// `notes` are shown on the gateway's dashboard, at most 15 of 256 characters.
    ///
    /// Repeating the call with the same receipt gives the same order.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: it may exist; ask [`Razorpay::find_order`] before trying again.
    pub async fn create_order(
        &self,
        amount: Paise,
        receipt: &str,
        notes: &BTreeMap<String, String>,
    ) -> Result<GatewayOrder, Refusal> {
        if receipt.is_empty() || receipt.chars().count() > RECEIPT_MAX {
            return Err(Refusal::never_sent("receipt", "must have 1 to 40 characters"));
        }
        if notes.len() > 15 || notes.values().any(|note| note.chars().count() > 256) {
            return Err(Refusal::never_sent("notes", "at most 15 notes of at most 256 characters"));
        }
        let body = json!({
            "amount": payable(amount)?,
            "currency": "INR",
            "receipt": receipt,
            "unique_receipt": true,
            "partial_payment": false,
            "notes": notes,
        });
        let order: Order =
            self.line.ask(Question::post("create order", "/v1/orders".to_owned(), body)).await?;
        let order = order.read()?;
        if order.amount != amount || order.receipt != receipt {
            return Err(Refusal::garbled(format!("order {} is not the one asked for", order.id)));
        }
        Ok(order)
    }

    /// The order with our `receipt`, if the gateway has one. Of several, the one furthest paid, then the oldest.
    ///
    /// # Errors
    /// [`Refusal`]; nothing changes at the gateway.
    pub async fn find_order(&self, receipt: &str) -> Result<Option<GatewayOrder>, Refusal> {
        let query = [("receipt", receipt), ("count", "100")];
        let question = Question::get("find order", "/v1/orders".to_owned(), &query);
        let found: Collection<Order> = self.line.ask(question).await?;
        let mut orders = found
            .items
            .into_iter()
            .filter(|order| order.receipt.as_deref() == Some(receipt))
            .map(|order| Ok((order.created_at, order.read()?)))
            .collect::<Result<Vec<_>, Refusal>>()?;
        orders.sort_by(|(a_at, a), (b_at, b)| b.status.cmp(&a.status).then(a_at.cmp(b_at)));
        Ok(orders.into_iter().next().map(|(_, order)| order))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::gateway;
    use super::*;

    #[tokio::test]
    async fn a_question_that_cannot_be_right_is_not_sent() {
        let (gateway, none) = (gateway(), BTreeMap::new());
        for (amount, receipt, field) in [
            (Paise(99), "pin_1", "amount"),
            (Paise(-100), "pin_1", "amount"),
            (Paise(100), "", "receipt"),
            (Paise(100), "01234567890123456789012345678901234567890", "receipt"),
        ] {
            match gateway.create_order(amount, receipt, &none).await {
                Err(Refusal::Refused { code, field: Some(named), .. }) => {
                    assert_eq!((code.as_str(), named.as_str()), (Refusal::NEVER_SENT, field));
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[tokio::test]
    async fn a_gateway_that_cannot_be_reached_has_done_nothing() {
        let refusal =
            gateway().create_order(Paise(100), "pin_1", &BTreeMap::new()).await.expect_err("nobody there");
        assert_eq!(refusal, Refusal::Silent(crate::Silence::NotReached));
        assert!(!refusal.may_have_happened());
    }
}
