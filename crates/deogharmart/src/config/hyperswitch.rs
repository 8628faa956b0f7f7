//! The second payment company, if the mart has one.

use connectors::hyperswitch::HyperswitchConfig as Connector;
use kernel::Secret;

use super::Reader;
use super::gateway::patience;
use crate::fault::{Fault, Outcome};

/// Hyperswitch, and who we are to it.
#[derive(Clone, Debug)]
pub struct HyperswitchConfig {
    /// `MART_HYPERSWITCH_URL`: base address of its API. Default `https://api.hyperswitch.io`.
    pub url: String,
    /// `MART_HYPERSWITCH_KEY`: the secret API key. Without it there is no second payment company.
    pub key: Secret<String>,
    /// `MART_HYPERSWITCH_MERCHANT`: our merchant account; a payment to another one is put aside. No default.
    pub merchant: String,
    /// `MART_HYPERSWITCH_PROFILE`: our profile, `pro_…`; a payment to another one is put aside. No default.
    pub profile: String,
    /// `MART_HYPERSWITCH_WEBHOOK_SECRET`: what webhooks are signed with, the «payment response hash key». No default.
    pub webhook_secret: Secret<String>,
    /// `MART_HYPERSWITCH_WEBHOOK_SECRET_BEFORE`: what they were signed with before a change, for retries. None by default.
    pub webhook_secret_before: Option<Secret<String>>,
    /// `MART_HYPERSWITCH_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 4 000.
    pub patience_ms: u64,
}

impl HyperswitchConfig {
    /// Reads the settings; nothing if no key is named.
    ///
    /// # Errors
    /// If one is named and something else is missing.
    pub fn read(reader: &Reader) -> Outcome<Option<HyperswitchConfig>> {
        let url = reader.text_or("MART_HYPERSWITCH_URL", "https://api.hyperswitch.io");
        let merchant = reader.maybe("MART_HYPERSWITCH_MERCHANT");
        let profile = reader.maybe("MART_HYPERSWITCH_PROFILE");
        let webhook_secret = reader.maybe("MART_HYPERSWITCH_WEBHOOK_SECRET").map(Secret::new);
        let webhook_secret_before = reader.maybe("MART_HYPERSWITCH_WEBHOOK_SECRET_BEFORE").map(Secret::new);
        let patience_ms = patience(reader, "MART_HYPERSWITCH_PATIENCE_MS");
        let Some(key) = reader.maybe("MART_HYPERSWITCH_KEY").map(Secret::new) else { return Ok(None) };
        match (merchant, profile, webhook_secret) {
            (Some(merchant), Some(profile), Some(webhook_secret)) => Ok(Some(HyperswitchConfig {
                url,
                key,
                merchant,
                profile,
                webhook_secret,
                webhook_secret_before,
                patience_ms,
            })),
            _ => Err(Fault::new(
                "MART_HYPERSWITCH_KEY is set, so MART_HYPERSWITCH_MERCHANT, MART_HYPERSWITCH_PROFILE and \
                 MART_HYPERSWITCH_WEBHOOK_SECRET must be set",
            )),
        }
    }

    /// The same for the connector.
    pub fn connector(&self) -> Connector {
        Connector {
            base_url: self.url.clone(),
            api_key: self.key.clone(),
            merchant: self.merchant.clone(),
            profile: self.profile.clone(),
            webhook_secrets: std::iter::once(self.webhook_secret.clone())
                .chain(self.webhook_secret_before.clone())
                .collect(),
            patience_ms: self.patience_ms,
        }
    }
}
