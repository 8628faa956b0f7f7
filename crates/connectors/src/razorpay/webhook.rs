//! Webhooks: events the gateway posts to us, signed over the raw bytes.
//!
//! `X-Razorpay-Signature: hex(HMAC-SHA256(webhook_secret, raw body))`; `x-razorpay-event-id` names the event and is
//! the same on every retry. Events come at least once and in any order. Nothing is parsed before the signature holds.
//! Source: razorpay.com/docs/webhooks (validate and test; best practices).

use kernel::payment::PaymentReport;
use kernel::proof::Authentic;
use serde::Deserialize;
use serde_json::Value;

use super::wire::{Unreadable, moment};
use super::{Razorpay, payments, payouts};
use crate::gateways::Webhook;
use crate::once::says_each_key_once;

#[derive(Deserialize)]
struct Event {
    event: String,
    #[serde(default)]
    account_id: String,
    #[serde(default)]
    payload: Value,
    created_at: i64,
}

impl Razorpay {
    /// The event in `raw`, if `signature` is the gateway's over exactly these bytes, with the current or the
    /// previous secret, and the bytes are one event that says each key once.
    pub fn webhook(&self, raw: &[u8], signature: &str) -> Option<Authentic<Webhook>> {
        let signed = Authentic::signed(raw, signature, &self.webhook_secrets)?;
        signed.read(|raw| read(raw).ok_or(())).ok()
    }
}

fn read(raw: &[u8]) -> Option<Webhook> {
    if !says_each_key_once(raw) {
        return None;
    }
    let event: Event = serde_json::from_slice(raw).ok()?;
    let created_at = moment(event.created_at)?;
    let entity = |name: &str| event.payload.get(name).and_then(|part| part.get("entity"));
    let mut unread = None;
    let payment = told(entity("payment").map(|e| payments::payment_in(e, &event.account_id)), &mut unread);
    let payment = payment.and_then(|payment| at_code(payment, entity("qr_code"), entity("payment")));
    let refund = told(entity("refund").map(payments::refund_in), &mut unread);
    let payout = told(entity("payout").map(payouts::payout_in), &mut unread);
    Some(Webhook {
        event_id: String::new(),
        kind: event.event,
        account: event.account_id,
        created_at,
        payment,
        refund,
        payout,
        unread,
    })
}

/// A payment to a code belongs to no order. The event that names the code tells of it; the others about the same payment say nothing.
fn at_code(payment: PaymentReport, code: Option<&Value>, entity: Option<&Value>) -> Option<PaymentReport> {
    let text = |of: Option<&Value>, name: &str| {
        of.and_then(|part| part.get(name)).and_then(Value::as_str).map(str::to_owned)
    };
    match text(code, "id") {
        Some(id) => Some(PaymentReport { gateway_order: id, ..payment }),
        None if !payment.gateway_order.is_empty() => Some(payment),
        None => text(entity, "description").is_none_or(|words| !words.starts_with("QR")).then_some(payment),
    }
}

/// What was read; what could not be is noted.
fn told<T>(part: Option<Result<T, Unreadable>>, unread: &mut Option<String>) -> Option<T> {
    match part? {
        Ok(report) => Some(report),
        Err(why) => {
            *unread = Some(why.to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::gateway;
    use super::*;
    use kernel::Secret;
    use kernel::payment::PaymentStatus;
    use kernel::proof::sign;
    use serde_json::json;

    fn signed_with(secret: &str, body: &str) -> Option<Webhook> {
        let signature = sign(&Secret::new(secret.to_owned()), body.as_bytes());
        gateway().webhook(body.as_bytes(), &signature).map(Authentic::into_inner)
    }

    fn captured() -> Value {
        json!({"entity": "event", "account_id": "acc_Deoghar0000001", "event": "payment.captured",
            "contains": ["payment"], "created_at": 1_795_000_001,
            "payload": {"payment": {"entity": {"id": "pay_1", "entity": "payment", "amount": 12_500,
                "currency": "INR", "status": "captured", "order_id": "order_1", "method": "upi", "fee": 0, "tax": 0,
                "created_at": 1_795_000_000}}}})
    }

    #[test]
    fn current_and_previous_secret_count_and_no_other() {
        let body = captured().to_string();
        for secret in ["new", "old"] {
            let webhook = signed_with(secret, &body).expect("genuine");
            let payment = webhook.payment.expect("a payment");
            assert_eq!(
                (payment.status, payment.merchant.as_str()),
                (PaymentStatus::Captured, "acc_Deoghar0000001")
            );
            assert_eq!(webhook.unread, None);
        }
        assert_eq!(signed_with("secret", &body), None);
        assert_eq!(signed_with("", &body), None);
    }

    #[test]
    fn one_changed_byte_is_not_the_gateways() {
        let body = captured().to_string();
        let signature = sign(&Secret::new("new".to_owned()), body.as_bytes());
        let spaced = format!("{body} ");
        assert!(gateway().webhook(spaced.as_bytes(), &signature).is_none());
        assert!(gateway().webhook(body.as_bytes(), &signature).is_some());
    }

    #[test]
    fn kinds_not_known_here_are_read_as_nothing() {
        let body = r#"{"event":"payment.dispute.created","account_id":"acc_1","created_at":1,"payload":{"dispute":{}}}"#;
        let webhook = signed_with("new", body).expect("genuine");
        assert_eq!(
            (webhook.payment, webhook.refund, webhook.payout, webhook.unread),
            (None, None, None, None)
        );
    }

    #[test]
    fn a_payment_to_a_code_is_told_by_the_event_that_names_it() {
        let mut body = captured();
        body["payload"]["payment"]["entity"]["order_id"] = Value::Null;
        body["payload"]["payment"]["entity"]["description"] = json!("QRv2 Payment");
        assert_eq!(signed_with("new", &body.to_string()).expect("genuine").payment, None);
        body["event"] = json!("qr_code.credited");
        body["payload"]["qr_code"] = json!({"entity": {"id": "qr_1", "entity": "qr_code"}});
        let payment = signed_with("new", &body.to_string()).expect("genuine").payment.expect("a payment");
        assert_eq!((payment.gateway_order.as_str(), payment.amount.0), ("qr_1", 12_500));
    }

    #[test]
    fn an_unreadable_part_is_said_not_swallowed() {
        let mut body = captured();
        body["payload"]["payment"]["entity"]["status"] = json!("half_captured");
        let webhook = signed_with("new", &body.to_string()).expect("genuine");
        assert_eq!(webhook.payment, None);
        assert!(webhook.unread.expect("said").contains("half_captured"));
    }

    #[test]
    fn a_sum_said_twice_is_refused_though_signed() {
        let body = captured().to_string().replace("\"amount\":12500", "\"amount\":12500,\"amount\":1");
        assert_eq!(signed_with("new", &body), None);
        assert_eq!(signed_with("new", "{}"), None);
        assert_eq!(signed_with("new", "[]"), None);
    }
}
