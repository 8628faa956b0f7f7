//! IndexNow: telling search engines which of our addresses have changed, so that they need not look for themselves.
//!
//! Writes: one message with up to [`ADDRESSES_MOST`] addresses. Never: tells an address that is not ours.
//!
//! `POST {url}`, JSON `{host, key, keyLocation, urlList}`. The engine fetches `keyLocation` and believes whoever can put a file there.
//! 200 and 202: taken; 400: malformed; 403: the key is not in its file; 422: addresses of another host; 429: too often.
//! Source: indexnow.org, «Documentation».

use serde_json::json;

use crate::line::{Badge, Line, NoLine, Question, Refusal};

/// Addresses in one message.
pub const ADDRESSES_MOST: usize = 10_000;

/// Where to tell, and by which key.
#[derive(Clone, Debug)]
pub struct IndexNowConfig {
    /// The whole address messages are posted to: `https://api.indexnow.org/indexnow`.
    pub url: String,
    /// Eight to 128 letters, digits and dashes; the mart serves them at `/{key}.txt`. No secret: whoever reads the file has it.
    pub key: String,
    /// Longest wait for one answer, in milliseconds.
    pub patience_ms: u64,
}

/// Search engines, from our side.
#[derive(Clone, Debug)]
pub struct IndexNow {
    line: Line,
    key: String,
}

/// Whether a key may be one. Source: indexnow.org, 8 to 128 of a-z, A-Z, 0-9 and dashes.
pub fn is_key(key: &str) -> bool {
    (8..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl IndexNow {
    /// Sets up the line; nothing is sent yet.
    ///
    /// # Errors
    /// [`NoLine`] if the address is none, or one in the clear beyond this machine.
    pub fn new(config: IndexNowConfig) -> Result<IndexNow, NoLine> {
        let line = Line::to(&config.url, Badge::PerQuestion, config.patience_ms)?;
        Ok(IndexNow { line, key: config.key })
    }

    /// Tells of addresses below `site` that have changed. `Ok`: the engine has taken them.
    ///
    /// # Errors
    /// [`Refusal::Silent`]: tell again, twice is fine. [`Refusal::Refused`]: the key is not served, or an address is not ours.
    pub async fn tell(&self, site: &str, addresses: &[String]) -> Result<(), Refusal> {
        if addresses.is_empty() || addresses.len() > ADDRESSES_MOST {
            return Err(Refusal::never_sent("urlList", "must have 1 to 10 000 addresses"));
        }
        let host = site.split_once("://").map_or(site, |(_, host)| host);
        let body = json!({
            "host": host,
            "key": self.key,
            "keyLocation": format!("{site}/{}.txt", self.key),
            "urlList": addresses,
        });
        self.line.tell(Question::post("tell search engines", String::new(), body)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_letters_digits_and_dashes() {
        assert!(is_key("a1b2c3d4") && is_key(&"k".repeat(128)) && is_key("deoghar-mart-2026"));
        for key in ["short", "with space1", "../etc/passwd", "कुंजीकुंजी", &"k".repeat(129)]
        {
            assert!(!is_key(key), "{key}");
        }
    }
}
