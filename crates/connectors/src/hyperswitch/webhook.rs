//! Webhooks of the switch, signed over the raw bytes.
//!
//! `x-webhook-signature-512: hex(HMAC-SHA512(payment_response_hash_key, raw body))`. The body names its event (`event_id`), the same on
//! every retry. Nothing is parsed before the signature holds.
//! Source: docs.hyperswitch.io (Webhooks); juspay/hyperswitch, `api_models::webhooks::OutgoingWebhook`.

use kernel::Time;
use kernel::proof::Authentic;
use serde::Deserialize;
use serde_json::Value;

use super::Hyperswitch;
use super::wire::{Payment, Refund, Unreadable};
use crate::gateways::Webhook;
use crate::once::says_each_key_once;

#[derive(Deserialize)]
struct Event {
    merchant_id: String,
    event_id: String,
    event_type: String,
    content: Content,
    #[serde(default)]
    timestamp: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    object: Value,
}

impl Hyperswitch {
    /// The event in `raw`, if `signature` is the switch's over exactly these bytes, with the current secret or the one before, and the
    /// bytes are one event that says each key once.
    pub fn webhook(&self, raw: &[u8], signature: &str) -> Option<Authentic<Webhook>> {
        let signed = Authentic::signed_512(raw, signature, &self.webhook_secrets)?;
        signed.read(|raw| self.read(raw).ok_or(())).ok()
    }

    fn read(&self, raw: &[u8]) -> Option<Webhook> {
        if !says_each_key_once(raw) {
            return None;
        }
        let event: Event = serde_json::from_slice(raw).ok()?;
        let (mut payment, mut refund, mut unread) = (None, None, None);
        let object = event.content.object;
        match event.content.kind.as_str() {
            "payment_details" => match payment_in(object) {
                Ok(report) => payment = report,
                Err(why) => unread = Some(why.to_string()),
            },
            "refund_details" => match refund_in(object) {
                Ok(report) => refund = Some(report),
                Err(why) => unread = Some(why.to_string()),
            },
            _ => {}
        }
        // A refund does not say of which profile it is; its payment does.
        let ours = if event.merchant_id == self.merchant { self.merchant() } else { event.merchant_id };
        let account =
            payment.as_ref().map_or(ours, |report: &kernel::payment::PaymentReport| report.merchant.clone());
        Some(Webhook {
            event_id: event.event_id,
            kind: event.event_type,
            account,
            created_at: event.timestamp.as_deref().and_then(Time::from_written).unwrap_or(Time(0)),
            payment,
            refund,
            payout: None,
            unread,
        })
    }
}

fn payment_in(object: Value) -> Result<Option<kernel::payment::PaymentReport>, Unreadable> {
    serde_json::from_value::<Payment>(object)?.report()
}

fn refund_in(object: Value) -> Result<kernel::payment::RefundReport, Unreadable> {
    serde_json::from_value::<Refund>(object)?.report()
}

#[cfg(test)]
mod tests {
    use super::super::tests::switch;
    use super::*;
    use kernel::Secret;
    use kernel::payment::PaymentStatus;
    use kernel::proof::{sign, sign_512};
    use serde_json::json;

    fn signed_with(secret: &str, body: &str) -> Option<Webhook> {
        let signature = sign_512(&Secret::new(secret.to_owned()), body.as_bytes());
        switch().webhook(body.as_bytes(), &signature).map(Authentic::into_inner)
    }

    fn succeeded() -> Value {
        json!({"merchant_id": "merchant_deoghar", "event_id": "evt_1", "event_type": "payment_succeeded",
            "timestamp": "2026-11-28T10:11:12.000Z",
            "content": {"type": "payment_details", "object": {"payment_id": "pin_1", "merchant_id": "merchant_deoghar",
                "profile_id": "pro_deoghar", "status": "succeeded", "amount": 12_500, "currency": "INR",
                "payment_method": "card", "created": "2026-11-28T10:00:00.000Z"}}})
    }

    #[test]
    fn current_secret_and_the_one_before_count_and_no_other() {
        let body = succeeded().to_string();
        for secret in ["new", "old"] {
            let webhook = signed_with(secret, &body).expect("genuine");
            assert_eq!(
                (webhook.event_id.as_str(), webhook.account.as_str()),
                ("evt_1", "merchant_deoghar/pro_deoghar")
            );
            assert_eq!(webhook.payment.map(|payment| payment.status), Some(PaymentStatus::Captured));
        }
        assert_eq!(signed_with("snd_secret", &body), None);
        assert_eq!(signed_with("", &body), None);
        let of_256_bits = sign(&Secret::new("new".to_owned()), body.as_bytes());
        assert!(switch().webhook(body.as_bytes(), &of_256_bits).is_none());
    }

    #[test]
    fn another_profile_of_our_merchant_is_not_us() {
        let mut body = succeeded();
        body["content"]["object"]["profile_id"] = json!("pro_other");
        let webhook = signed_with("new", &body.to_string()).expect("genuine");
        assert_ne!(webhook.account, switch().merchant());
    }

    #[test]
    fn one_changed_byte_or_a_sum_said_twice_is_refused() {
        let body = succeeded().to_string();
        let signature = sign_512(&Secret::new("new".to_owned()), body.as_bytes());
        assert!(switch().webhook(format!("{body} ").as_bytes(), &signature).is_none());
        let twice = body.replace("\"amount\":12500", "\"amount\":12500,\"amount\":1");
        assert_eq!(signed_with("new", &twice), None);
        assert_eq!(signed_with("new", "{}"), None);
    }

    #[test]
    fn kinds_not_known_here_are_read_as_nothing_and_new_words_are_said() {
        let mut body = succeeded();
        body["content"]["type"] = json!("dispute_details");
        let webhook = signed_with("new", &body.to_string()).expect("genuine");
        assert_eq!((webhook.payment, webhook.refund, webhook.unread), (None, None, None));
        let mut body = succeeded();
        body["content"]["object"]["status"] = json!("half_captured");
        let webhook = signed_with("new", &body.to_string()).expect("genuine");
        assert!(webhook.unread.expect("said").contains("half_captured"));
    }
}
