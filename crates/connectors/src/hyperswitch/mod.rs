//! Hyperswitch: a switch in front of any processor. Payments with a hosted page, refunds and signed webhooks.
//!
//! Reads: `GET /payments/…`, `GET /refunds/…`, `GET /health` and webhooks. Writes: `POST /payments`, `/capture`, `/refunds`.
//! Never: decides what a payment means, sees a card.
//!
//! Protocol: base `https://api.hyperswitch.io`, header `api-key`, JSON, amounts in paise, moments as ISO 8601 in UTC, 4xx as
//! `{"error":{type,code,message}}`. Source: api-reference.hyperswitch.io (v1: Payments, Refunds);
//! docs.hyperswitch.io (Payment links; Webhooks); juspay/hyperswitch, `api_models::webhooks::OutgoingWebhook`.
//!
//! A payment here is what an order is at Razorpay: something to be paid, with any number of tries and one success at most. So it
//! is one payment of ours, under the id we give it, and moves forward.
//!
//! | call | look up first with | and the switch itself |
//! |---|---|---|
//! | [`Hyperswitch::open`] | [`Hyperswitch::find`] by the id we give | keeps one payment per `payment_id` |
//! | [`Hyperswitch::capture`] | [`Hyperswitch::payment`] | refuses a second capture |
//! | [`Hyperswitch::refund`] | [`Hyperswitch::find_refund`] by the id we give | keeps one refund per `refund_id` |
//!
//! Start at [`Hyperswitch::new`].

mod payments;
mod webhook;
mod wire;

use kernel::Secret;
use kernel::payment::Money;

use crate::line::{Badge, Line, NoLine, Refusal};

/// Where the switch is and who we are to it.
#[derive(Clone, Debug)]
pub struct HyperswitchConfig {
    /// Base address, `https://api.hyperswitch.io`.
    pub base_url: String,
    /// The secret API key, `snd_…` or `pro_…`.
    pub api_key: Secret<String>,
    /// Our merchant account, as it stands in webhooks.
    pub merchant: String,
    /// Our profile, `pro_…`: which processors serve, and in whose name money is taken.
    pub profile: String,
    /// What webhooks may be signed with (`payment_response_hash_key`): the current one and, after a change, the one before.
    pub webhook_secrets: Vec<Secret<String>>,
    /// Longest wait for one answer, in milliseconds.
    pub patience_ms: u64,
}

/// The switch, from our side.
#[derive(Clone, Debug)]
pub struct Hyperswitch {
    line: Line,
    money: Money,
    merchant: String,
    profile: String,
    webhook_secrets: Vec<Secret<String>>,
}

impl Hyperswitch {
    /// Sets up the line; nothing is sent yet.
    ///
    /// # Errors
    /// [`NoLine`] if the address is none, or would carry the key unencrypted beyond this machine.
    pub fn new(config: HyperswitchConfig) -> Result<Hyperswitch, NoLine> {
        // A key that does not say it is of the sandbox is taken for real.
        let is_sandbox = config.api_key.reveal().starts_with("snd_");
        let money = if is_sandbox { Money::Pretend } else { Money::Real };
        let badge = Badge::Header("api-key", config.api_key);
        Ok(Hyperswitch {
            money,
            line: Line::to(&config.base_url, badge, config.patience_ms)?,
            merchant: config.merchant,
            profile: config.profile,
            webhook_secrets: config.webhook_secrets,
        })
    }

    /// What our key moves.
    pub const fn money(&self) -> Money {
        self.money
    }

    /// Our merchant account and profile together, as reports name whom money was paid to. Empty if one of them is.
    pub fn merchant(&self) -> String {
        paid_to(&self.merchant, &self.profile)
    }
}

/// Whom money was paid to: a merchant account and one of its profiles.
fn paid_to(merchant: &str, profile: &str) -> String {
    if merchant.is_empty() || profile.is_empty() { String::new() } else { format!("{merchant}/{profile}") }
}

/// An id that may stand in a path, and that the switch takes as ours: at most thirty plain letters.
fn in_path<'a>(field: &str, id: &'a str) -> Result<&'a str, Refusal> {
    let fits =
        (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    if fits { Ok(id) } else { Err(Refusal::never_sent(field, "not an id of the switch")) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn switch() -> Hyperswitch {
        let secret = |text: &str| Secret::new(text.to_owned());
        Hyperswitch::new(HyperswitchConfig {
            base_url: "http://127.0.0.1:1".into(),
            api_key: secret("snd_secret"),
            merchant: "merchant_deoghar".into(),
            profile: "pro_deoghar".into(),
            webhook_secrets: vec![secret("new"), secret("old")],
            patience_ms: 200,
        })
        .expect("a line")
    }

    #[test]
    fn only_ids_stand_in_paths() {
        assert!(in_path("id", "pin_0abcdefghjkmnpqrstvwxyz0123").is_ok());
        for wrong in ["", "../payments", "pay_1?x=1", "pay_1/capture", "पे", &"a".repeat(65)] {
            assert!(in_path("id", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn secrets_stay_out_of_debug_output() {
        let shown = format!("{:?}", switch());
        assert!(!shown.contains("snd_secret") && !shown.contains("\"old\""), "{shown}");
    }

    #[test]
    fn money_is_paid_to_a_merchant_and_a_profile_or_to_nobody() {
        assert_eq!(switch().merchant(), "merchant_deoghar/pro_deoghar");
        assert_eq!(paid_to("merchant_deoghar", ""), "");
    }
}
