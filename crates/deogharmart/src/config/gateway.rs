//! Where buyers pay and makers are paid from.

use connectors::razorpay::RazorpayConfig;
use kernel::Secret;

use super::Reader;

/// The payment gateway, and who we are to it.
#[derive(Clone, Debug)]
pub struct GatewayConfig {
    /// `MART_GATEWAY_URL`: base address of its API. Default `https://api.razorpay.com`.
    pub url: String,
    /// `MART_GATEWAY_KEY_ID`: public half of the API key, `rzp_live_…`. No default.
    pub key_id: String,
    /// `MART_GATEWAY_KEY_SECRET`: secret half of the API key. No default.
    pub key_secret: Secret<String>,
    /// `MART_GATEWAY_WEBHOOK_SECRET`: what webhooks are signed with. No default.
    pub webhook_secret: Secret<String>,
    /// `MART_GATEWAY_WEBHOOK_SECRET_BEFORE`: what they were signed with before a change, for retries. None by default.
    pub webhook_secret_before: Option<Secret<String>>,
    /// `MART_GATEWAY_MERCHANT`: our account, `acc_…`; a payment to another one is put aside. No default.
    pub merchant: String,
    /// `MART_GATEWAY_PAYOUT_ACCOUNT`: the current account makers are paid from. No default.
    pub payout_account: String,
    /// `MART_GATEWAY_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 4 000.
    pub patience_ms: u64,
}

impl GatewayConfig {
    /// Reads the settings.
    pub fn read(reader: &Reader) -> GatewayConfig {
        GatewayConfig {
            url: reader.text_or("MART_GATEWAY_URL", "https://api.razorpay.com"),
            key_id: reader.text("MART_GATEWAY_KEY_ID"),
            key_secret: reader.secret("MART_GATEWAY_KEY_SECRET"),
            webhook_secret: reader.secret("MART_GATEWAY_WEBHOOK_SECRET"),
            webhook_secret_before: reader.maybe("MART_GATEWAY_WEBHOOK_SECRET_BEFORE").map(Secret::new),
            merchant: reader.text("MART_GATEWAY_MERCHANT"),
            payout_account: reader.text("MART_GATEWAY_PAYOUT_ACCOUNT"),
            patience_ms: patience(reader, "MART_GATEWAY_PATIENCE_MS"),
        }
    }

    /// The same for the connector.
    pub fn razorpay(&self) -> RazorpayConfig {
        RazorpayConfig {
            base_url: self.url.clone(),
            key_id: self.key_id.clone(),
            key_secret: self.key_secret.clone(),
            webhook_secrets: std::iter::once(self.webhook_secret.clone())
                .chain(self.webhook_secret_before.clone())
                .collect(),
            merchant: self.merchant.clone(),
            payout_account: self.payout_account.clone(),
            patience_ms: self.patience_ms,
        }
    }
}

/// Milliseconds between a tenth of a second and ten seconds; a job asks up to three questions in its forty seconds.
pub(super) fn patience(reader: &Reader, name: &str) -> u64 {
    let within = |value: &str| value.parse().ok().filter(|ms| (100..=10_000).contains(ms));
    reader.parsed_or(name, 4_000, "milliseconds from 100 to 10000", within)
}
