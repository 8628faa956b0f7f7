//! Who carries our text messages, and under which numbers they are registered.

use std::collections::BTreeMap;

use connectors::replies::Replies;
use kernel::Secret;
use worker::words::{Templates, WrongTemplates};

use super::Reader;
use super::gateway::patience;

/// The SMS operator, and who we are in the register of senders (DLT).
#[derive(Clone, Debug)]
pub struct SmsConfig {
    /// `MART_SMS_URL`: the whole address messages are posted to. No default.
    pub url: String,
    /// `MART_SMS_KEY`: what we show the operator. No default.
    pub key: Secret<String>,
    /// `MART_SMS_HEADER`: the registered header, six capitals. Default `DGMART`.
    pub header: String,
    /// `MART_SMS_PE_ID`: our number as a principal entity. No default.
    pub pe_id: String,
    /// `MART_SMS_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 4 000.
    pub patience_ms: u64,
    /// `MART_SMS_REPLY_TO`: the mart's own number that people write to, as they type it: ten digits or a short code.
    /// No default: a header such as `DGMART` cannot be answered.
    pub reply_to: String,
    /// `MART_SMS_REPLY_SECRET`: what the operator signs people's messages with. No default.
    pub reply_secret: Secret<String>,
    /// `MART_SMS_REPLY_SECRET_BEFORE`: the secret before, for a day after a change.
    pub reply_secret_before: Option<Secret<String>>,
    /// `MART_SMS_TEMPLATE_SMS_CODE_HI` and so on (`[sms.template]` `"sms-code.hi"` in the file): the number of each
    /// registered text. No default; `deogharmart serve` names every one that is missing.
    pub numbers: BTreeMap<String, String>,
}

/// How many texts there are to be registered.
pub fn all_texts() -> i64 {
    i64::try_from(Templates::names().count()).unwrap_or(i64::MAX)
}

impl SmsConfig {
    /// Reads the settings.
    pub fn read(reader: &Reader) -> SmsConfig {
        let variable =
            |name: &str| format!("MART_SMS_TEMPLATE_{}", name.to_ascii_uppercase().replace(['-', '.'], "_"));
        SmsConfig {
            url: reader.text("MART_SMS_URL"),
            key: reader.secret("MART_SMS_KEY"),
            header: reader.text_or("MART_SMS_HEADER", "DGMART"),
            pe_id: reader.text("MART_SMS_PE_ID"),
            patience_ms: patience(reader, "MART_SMS_PATIENCE_MS"),
            reply_to: reader.text("MART_SMS_REPLY_TO"),
            reply_secret: reader.secret("MART_SMS_REPLY_SECRET"),
            reply_secret_before: reader.maybe("MART_SMS_REPLY_SECRET_BEFORE").map(Secret::new),
            numbers: Templates::names().map(|name| (name.clone(), reader.text(&variable(&name)))).collect(),
        }
    }

    /// The same for the connector.
    pub fn connector(&self) -> connectors::sms::SmsConfig {
        connectors::sms::SmsConfig {
            url: self.url.clone(),
            header: self.header.clone(),
            pe_id: self.pe_id.clone(),
            patience_ms: self.patience_ms,
            key: self.key.clone(),
        }
    }

    /// Whose signature makes a message genuine.
    pub fn replies(&self) -> Replies {
        let secrets = [Some(self.reply_secret.clone()), self.reply_secret_before.clone()];
        Replies::new(secrets.into_iter().flatten().collect())
    }

    /// How many of our texts have a registered number, and how many there are.
    pub fn registered(&self) -> (i64, i64) {
        let missing = self.templates().map_or_else(|wrong| wrong.missing.len(), |_| 0);
        (all_texts() - i64::try_from(missing).unwrap_or(i64::MAX), all_texts())
    }

    /// The numbers of our texts.
    ///
    /// # Errors
    /// Which are missing, though reading has said so before.
    pub fn templates(&self) -> Result<Templates, WrongTemplates> {
        Templates::registered(self.numbers.clone())
    }
}
