//! The agent of couriers, if the mart has one.

use connectors::shiprocket::ShiprocketConfig;
use kernel::Secret;

use super::Reader;
use super::gateway::patience;
use crate::fault::{Fault, Outcome};

/// The agent, and who we are to it.
#[derive(Clone, Debug)]
pub struct CourierConfig {
    /// `MART_COURIER_URL`: base address of its API. Default `https://apiv2.shiprocket.in`.
    pub url: String,
    /// `MART_COURIER_EMAIL`: the API user. Without it there is no agent, and only the post and own hands carry.
    pub email: String,
    /// `MART_COURIER_PASSWORD`: the API user's password. No default.
    pub password: Secret<String>,
    /// `MART_COURIER_HOOK`: what the agent shows in `x-api-key` when it says that there is news. No default.
    pub hook: Secret<String>,
    /// `MART_COURIER_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 4 000.
    pub patience_ms: u64,
}

impl CourierConfig {
    /// Reads the settings; nothing if no API user is named.
    ///
    /// # Errors
    /// If one is named and something else is missing.
    pub fn read(reader: &Reader) -> Outcome<Option<CourierConfig>> {
        let url = reader.text_or("MART_COURIER_URL", "https://apiv2.shiprocket.in");
        let (password, hook) = (reader.maybe("MART_COURIER_PASSWORD"), reader.maybe("MART_COURIER_HOOK"));
        let patience_ms = patience(reader, "MART_COURIER_PATIENCE_MS");
        let Some(email) = reader.maybe("MART_COURIER_EMAIL") else { return Ok(None) };
        match (password, hook) {
            (Some(password), Some(hook)) => {
                let (password, hook) = (Secret::new(password), Secret::new(hook));
                Ok(Some(CourierConfig { url, email, password, hook, patience_ms }))
            }
            _ => Err(Fault::new(format!(
                "MART_COURIER_EMAIL is {email}, so MART_COURIER_PASSWORD and MART_COURIER_HOOK must be set"
            ))),
        }
    }

    /// The same for the connector.
    pub fn connector(&self) -> ShiprocketConfig {
        ShiprocketConfig {
            base_url: self.url.clone(),
            email: self.email.clone(),
            password: self.password.clone(),
            patience_ms: self.patience_ms,
        }
    }
}
