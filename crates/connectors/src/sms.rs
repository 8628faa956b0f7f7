//! SMS through an operator registered under DLT (the TRAI register of commercial senders and their templates).
//!
//! Writes: one message per call. Never: chooses words; the template was registered, the caller filled it.
//!
//! One question, `POST {url}`, `Authorization: Bearer {key}`, JSON:
//!
//! | field | meaning |
//! |---|---|
//! | `PE_ID` | principal entity: our 19-digit number in the register |
//! | `TEMPLATE_ID` | 19-digit number of the registered template the text was made from |
//! | `HEADER` | six characters shown as the sender, `DGMART` |
//! | `TO` | the mobile number in E.164 form without plus, `919876543210` |
//! | `TEXT` | the whole text, variables filled in |
//! | `UNICODE` | whether it needs UCS-2: 70 characters, 67 per part; otherwise GSM 7-bit, 160 and 153 |
//! | `KEY` | our id of this sending, the same over retries; the operator drops a repeat |
//!
//! Answer `202 {"id":"…","state":"accepted"|"repeated"}`, or a 4xx `{"error":{"code","description","field"}}`.
//! Field names follow what Indian operators share; each operator's own spelling is an adapter in front of it.
//! Source: TRAI TCCCPR 2018 (PE and template ids on every message), 3GPP TS 23.038 and 23.040 (alphabet, parts).

use kernel::Secret;
use kernel::india::Mobile;
use serde::Deserialize;
use serde_json::json;

use crate::line::{Badge, Line, NoLine, Question, Refusal};

/// The longest text sent, in UTF-16 units: ten joined parts in UCS-2.
const TEXT_MAX: usize = 670;

/// Where messages are handed in and who we are in the register.
#[derive(Clone, Debug)]
pub struct SmsConfig {
    /// The whole address messages are posted to.
    pub url: String,
    /// The registered header, `DGMART`.
    pub header: String,
    /// Our principal entity id.
    pub pe_id: String,
    /// Longest wait for one answer, in milliseconds.
    pub patience_ms: u64,
    /// What we show the operator.
    pub key: Secret<String>,
}

/// One message.
#[derive(Clone, Debug)]
pub struct SmsMessage<'a> {
    /// To whom.
    pub to: &'a Mobile,
    /// The text as the person reads it.
    pub text: &'a str,
    /// The registered template it was made from.
    pub template_id: &'a str,
    /// Our id of this sending, stable over retries.
    pub key: &'a str,
}

/// The operator, from our side.
#[derive(Clone, Debug)]
pub struct Sms {
    line: Line,
    header: String,
    pe_id: String,
}

#[derive(Deserialize)]
struct Accepted {
    id: String,
}

impl Sms {
    /// Sets up the line; nothing is sent yet.
    ///
    /// # Errors
    /// [`NoLine`] if the address is none, or would carry the key unencrypted beyond this machine.
    pub fn new(config: SmsConfig) -> Result<Sms, NoLine> {
        let line = Line::to(&config.url, Badge::Bearer(config.key), config.patience_ms)?;
        Ok(Sms { line, header: config.header, pe_id: config.pe_id })
    }

    /// Hands in a message. `Ok` means that the operator took it, not that the phone has it.
    ///
    /// # Errors
    /// [`Refusal::Silent`] or [`Refusal::Garbled`]: repeat with the same key; the operator drops a repeat.
    /// [`Refusal::Refused`]: the template or the text is wrong; repeating will not help.
    pub async fn send(&self, message: SmsMessage<'_>) -> Result<(), Refusal> {
        if message.key.is_empty() || message.template_id.is_empty() {
            return Err(Refusal::never_sent("KEY", "a message needs a key and a template"));
        }
        if message.text.is_empty() || message.text.encode_utf16().count() > TEXT_MAX {
            return Err(Refusal::never_sent("TEXT", "must have 1 to 670 characters"));
        }
        let body = json!({
            "PE_ID": self.pe_id,
            "TEMPLATE_ID": message.template_id,
            "HEADER": self.header,
            "TO": message.to.as_str().trim_start_matches('+'),
            "TEXT": message.text,
            "UNICODE": needs_unicode(message.text),
            "KEY": message.key,
        });
        let accepted: Accepted = self.line.ask(Question::post("send sms", String::new(), body)).await?;
        tracing::debug!(id = accepted.id, key = message.key, "sms accepted");
        Ok(())
    }
}

/// Whether a text needs UCS-2: anything beyond the GSM alphabet. `₹` does, and so does Devanagari.
///
/// Source: 3GPP TS 23.038, section 6.2.1; only the part shared with ASCII is counted as GSM here, which may
/// choose UCS-2 for a rare `é` but never loses a character.
pub fn needs_unicode(text: &str) -> bool {
    !text.chars().all(|c| matches!(c, '\n' | '\r' | ' '..='~') && c != '`')
}

/// How many parts a text is charged as: 160 or 153 per part in GSM 7-bit, 70 or 67 in UCS-2.
///
/// `[ ] { } \ ^ ~ |` take two places in GSM 7-bit. Source: 3GPP TS 23.038, section 6.2.1.1.
pub fn parts(text: &str) -> usize {
    let (length, alone, joined) = if needs_unicode(text) {
        (text.encode_utf16().count(), 70, 67)
    } else {
        let double =
            text.chars().filter(|c| matches!(c, '[' | ']' | '{' | '}' | '\\' | '^' | '~' | '|')).count();
        (text.len() + double, 160, 153)
    };
    if length <= alone { 1 } else { length.div_ceil(joined) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hindi_and_the_rupee_sign_need_unicode() {
        assert!(!needs_unicode("Your code is 123456.\nDeogharMart"));
        for text in ["आपका कोड 123456 है", "₹250", "back`tick"] {
            assert!(needs_unicode(text), "{text}");
        }
    }

    #[test]
    fn long_texts_are_charged_by_part() {
        for (text, count) in [
            ("x".repeat(160), 1),
            ("x".repeat(161), 2),
            ("x".repeat(306), 2),
            ("[".repeat(80), 1),
            ("[".repeat(81), 2),
            ("क".repeat(70), 1),
            ("क".repeat(71), 2),
            ("क".repeat(135), 3),
        ] {
            assert_eq!(parts(&text), count, "{} characters", text.chars().count());
        }
    }

    #[tokio::test]
    async fn a_text_without_end_is_not_sent() {
        let config = SmsConfig {
            url: "http://127.0.0.1:1/send".into(),
            header: "DGMART".into(),
            pe_id: "1101000000000000001".into(),
            patience_ms: 100,
            key: Secret::new("key".into()),
        };
        let sms = Sms::new(config).expect("a line");
        let to = Mobile::typed("9876543210").expect("a number");
        let long = "क".repeat(671);
        for (text, key) in [(long.as_str(), "job_1"), ("", "job_1"), ("x", "")] {
            let refusal =
                sms.send(SmsMessage { to: &to, text, template_id: "1", key }).await.expect_err("not sent");
            assert!(!refusal.may_ask_again(), "{key}");
        }
    }
}
