//! Razorpay: orders, hosted checkout, payments, refunds, payouts, settlements and signed webhooks.
//!
//! Reads: `GET /v1/…` and webhooks. Writes: `POST /v1/…`. Never: decides what a payment means.
//!
//! Protocol: base `https://api.razorpay.com`, HTTP Basic with key id and key secret, JSON, amounts in paise,
//! times in Unix seconds, 4xx and 5xx as `{"error":{code,description,field,reason,…}}`.
//! Source: razorpay.com/docs (API reference; Hosted Checkout; Webhooks; Retries and idempotency; RazorpayX payouts).
//!
//! Every call can end in silence after it was carried out. What makes each safe to repeat:
//!
//! | call | look up first with | and the gateway itself |
//! |---|---|---|
//! | [`Razorpay::create_order`] | [`Razorpay::find_order`] by our receipt | keeps one order per receipt (`unique_receipt`) |
//! | [`Razorpay::create_qr`] | [`Razorpay::find_qr`] by our receipt in its notes | – |
//! | [`Razorpay::capture`] | [`Razorpay::payment`] | refuses a second capture |
//! | [`Razorpay::refund`] | [`Razorpay::refunds_of`] by our receipt | keeps one refund per `X-Refund-Idempotency` |
//! | [`Razorpay::create_payee`] | – | answers an equal contact or fund account with the first one |
//! | [`Razorpay::prove_account`] | [`Razorpay::find_proof`] by our reference | – |
//! | [`Razorpay::pay_out`] | [`Razorpay::find_payout`] by our reference | keeps one payout per `X-Payout-Idempotency` |
//!
//! Start at [`Razorpay::new`].

mod checkout;
mod orders;
mod payments;
mod payouts;
mod proofs;
mod qr;
mod settlements;
mod webhook;
mod wire;

pub use checkout::{CheckoutAsk, CheckoutForm};
pub use orders::{GatewayOrder, OrderStatus};
pub use payouts::{PayTo, PayeeAsk, PayoutAsk, PayoutMode};
pub(crate) use qr::is_qr;

use kernel::Secret;
use kernel::payment::Money;

use crate::line::{Badge, Line, NoLine, Refusal};

/// Where the gateway is and who we are to it.
#[derive(Clone, Debug)]
pub struct RazorpayConfig {
    /// Base address, `https://api.razorpay.com`, without `/v1`.
    pub base_url: String,
    /// Public half of the API key, `rzp_live_…`.
    pub key_id: String,
    /// Secret half of the API key. It also signs the browser's return.
    pub key_secret: Secret<String>,
    /// What webhooks may be signed with: the current secret and, after a change, the previous one
    /// (retries of older events keep the old signature).
    pub webhook_secrets: Vec<Secret<String>>,
    /// Our merchant account, `acc_…`, as it stands in webhooks.
    pub merchant: String,
    /// The current account payouts leave from, as RazorpayX numbers it.
    pub payout_account: String,
    /// Longest wait for one answer, in milliseconds.
    pub patience_ms: u64,
}

/// The gateway, from our side.
#[derive(Clone, Debug)]
pub struct Razorpay {
    line: Line,
    key_id: String,
    key_secret: Secret<String>,
    webhook_secrets: Vec<Secret<String>>,
    merchant: String,
    payout_account: String,
}

impl Razorpay {
    /// Sets up the line; nothing is sent yet.
    ///
    /// # Errors
    /// [`NoLine`] if the address is none, or would carry the key unencrypted beyond this machine.
    pub fn new(config: RazorpayConfig) -> Result<Razorpay, NoLine> {
        let badge = Badge::Basic(config.key_id.clone(), config.key_secret.clone());
        Ok(Razorpay {
            line: Line::to(&config.base_url, badge, config.patience_ms)?,
            key_id: config.key_id,
            key_secret: config.key_secret,
            webhook_secrets: config.webhook_secrets,
            merchant: config.merchant,
            payout_account: config.payout_account,
        })
    }

    /// What our key moves. One that does not say it is a test key is taken for real. Source: Razorpay, «API keys»: `rzp_test_…`, `rzp_live_…`.
    pub fn money(&self) -> Money {
        if self.key_id.starts_with("rzp_test_") { Money::Pretend } else { Money::Real }
    }

    /// The account id our payments and webhooks carry.
    pub fn merchant(&self) -> &str {
        &self.merchant
    }
}

/// An id that may stand in a path. Ids come back from browsers, so `../` must not become another question.
fn in_path<'a>(field: &str, id: &'a str) -> Result<&'a str, Refusal> {
    let fits = (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if fits { Ok(id) } else { Err(Refusal::never_sent(field, "not an id of the gateway")) }
}

/// An amount the gateway takes: at least one rupee.
fn payable(amount: kernel::Paise) -> Result<i64, Refusal> {
    if amount.0 >= 100 { Ok(amount.0) } else { Err(Refusal::never_sent("amount", "less than one rupee")) }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub fn gateway() -> Razorpay {
        let secret = |text: &str| Secret::new(text.to_owned());
        Razorpay::new(RazorpayConfig {
            base_url: "http://127.0.0.1:1".into(),
            key_id: "rzp_test_key".into(),
            key_secret: secret("secret"),
            webhook_secrets: vec![secret("new"), secret("old")],
            merchant: "acc_Deoghar0000001".into(),
            payout_account: "7878780080316316".into(),
            patience_ms: 200,
        })
        .expect("a line")
    }

    #[test]
    fn only_ids_stand_in_paths() {
        assert!(in_path("id", "pay_29QQoUBi66xm2f").is_ok());
        for wrong in ["", "../orders", "pay_1?x=1", "pay_1/capture", "पे", &"a".repeat(65)] {
            assert!(in_path("id", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn secrets_stay_out_of_debug_output() {
        let shown = format!("{:?}", gateway());
        assert!(!shown.contains("\"secret\"") && !shown.contains("\"old\""), "{shown}");
    }
}
