//! Replies: SMS that people send to the mart's own number, as the operator hands them in.
//!
//! Reads: one message per call, signed. Never: asks the operator anything, answers a message.
//!
//! A header such as `DGMART` cannot be answered, so the mart has a number of its own (a long code or a virtual mobile
//! number) that its texts name. For each message to it the operator asks us once, until it hears 2xx:
//! `POST {ours}/webhooks/sms`, `X-Sms-Signature: hex(HMAC-SHA256(secret, raw body))`, JSON:
//!
//! | field | meaning |
//! |---|---|
//! | `ID` | the operator's id of the message, the same over retries |
//! | `FROM` | the sender's number in E.164 form without plus, `919876543210` |
//! | `TO` | our number |
//! | `TEXT` | what was written |
//!
//! Each operator's own spelling is an adapter in front of it, as for messages that go out.

use kernel::Secret;
use kernel::india::Mobile;
use kernel::proof::Authentic;
use serde::Deserialize;

use crate::once::says_each_key_once;

/// The header that carries the signature.
pub const SIGNATURE: &str = "x-sms-signature";
/// The longest id an operator gives a message.
const ID_MOST: usize = 100;

/// What people write to us, from our side.
#[derive(Clone, Debug)]
pub struct Replies {
    secrets: Vec<Secret<String>>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The operator's id of it.
    pub id: String,
    /// Who wrote.
    pub from: Mobile,
    /// What.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
struct Wire {
    id: String,
    from: String,
    text: String,
}

/// Why a message is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAReply {
    /// The signature does not hold under a secret of ours.
    #[error("the signature does not hold")]
    Forged,
    /// It is signed, but cannot be read as a message; asking again will not help.
    #[error("not a message of this protocol")]
    Unreadable,
    /// It is from a number that is no Indian mobile: an advertiser's header, a number abroad. Nobody can be answered there.
    #[error("not from a mobile number in India")]
    NotAMobile,
}

impl Replies {
    /// Takes messages signed with one of these secrets: the current one, and for a while the one before.
    pub const fn new(secrets: Vec<Secret<String>>) -> Replies {
        Replies { secrets }
    }

    /// The message in `raw`, if `signature` is the operator's over exactly these bytes.
    ///
    /// # Errors
    /// [`NotAReply`].
    pub fn read(&self, raw: &[u8], signature: &str) -> Result<Authentic<Reply>, NotAReply> {
        let signed = Authentic::signed(raw, signature, &self.secrets).ok_or(NotAReply::Forged)?;
        signed.read(read)
    }
}

fn read(raw: &[u8]) -> Result<Reply, NotAReply> {
    if !says_each_key_once(raw) {
        return Err(NotAReply::Unreadable);
    }
    let wire: Wire = serde_json::from_slice(raw).map_err(|_| NotAReply::Unreadable)?;
    if wire.id.is_empty() || wire.id.len() > ID_MOST {
        return Err(NotAReply::Unreadable);
    }
    let from = Mobile::typed(&wire.from).ok_or(NotAReply::NotAMobile)?;
    Ok(Reply { id: wire.id, from, text: wire.text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::proof::sign;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    fn heard(body: &str, by: &str) -> Result<Reply, NotAReply> {
        let replies = Replies::new(vec![secret("now"), secret("before")]);
        let signature = sign(&secret(by), body.as_bytes());
        replies.read(body.as_bytes(), &signature).map(Authentic::into_inner)
    }

    #[test]
    fn a_signed_message_is_read_also_under_the_secret_before() {
        let body = r#"{"ID":"m1","FROM":"919876543210","TO":"9220592205","TEXT":"HAAN 4821 3"}"#;
        for by in ["now", "before"] {
            let reply = heard(body, by).expect("a message");
            assert_eq!((reply.id.as_str(), reply.text.as_str()), ("m1", "HAAN 4821 3"));
            assert_eq!(reply.from.as_str(), "+919876543210");
        }
    }

    #[test]
    fn what_is_forged_or_no_message_is_told_apart() {
        let body = |from: &str, id: &str| format!(r#"{{"ID":"{id}","FROM":"{from}","TO":"1","TEXT":"x"}}"#);
        assert_eq!(heard(&body("919876543210", "m"), "other"), Err(NotAReply::Forged));
        assert_eq!(heard(&body("919876543210", ""), "now"), Err(NotAReply::Unreadable));
        assert_eq!(heard(&body("VM-ADVERT", "m"), "now"), Err(NotAReply::NotAMobile));
        assert_eq!(heard("HAAN", "now"), Err(NotAReply::Unreadable));
        let twice = r#"{"ID":"m","ID":"n","FROM":"919876543210","TEXT":"x"}"#;
        assert_eq!(heard(twice, "now"), Err(NotAReply::Unreadable));
        assert!(Replies::new(vec![]).read(b"{}", "").is_err());
    }
}
