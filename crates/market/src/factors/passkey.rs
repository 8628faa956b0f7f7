//! Passkeys: what a browser answers for a key in a phone or computer, read and proven. Pure; the signatures are `ring`'s.
//!
//! Source: W3C Web Authentication, level 2: client data §5.8.1, authenticator data §6.1, registration §7.1, assertion §7.2;
//! keys by RFC 9053: ES256 and RS256, which every phone and computer knows one of. No attestation is asked for: we want
//! the same key again, not its maker's name.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::proof::{hex, unhex};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Somebody was there and touched it.
const PRESENT: u8 = 1;
/// A new key is told with the data.
const HAS_KEY: u8 = 1 << 6;
/// The longest name a key may have for itself, in bytes.
const CREDENTIAL_MOST: usize = 1_023;
/// The longest answer we read, in bytes.
const ANSWER_MOST: usize = 8_192;

/// A new key, as the browser tells of it: base64url without padding.
#[derive(Clone, Debug, Default)]
pub struct Registration {
    /// `clientDataJSON`.
    pub client_data: String,
    /// `authenticatorData`.
    pub authenticator_data: String,
}

/// A proof by a known key: base64url without padding.
#[derive(Clone, Debug, Default)]
pub struct Assertion {
    /// The key's name for itself.
    pub credential: String,
    /// `clientDataJSON`.
    pub client_data: String,
    /// `authenticatorData`.
    pub authenticator_data: String,
    /// The signature over both.
    pub signature: String,
}

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PublicKey {
    /// A point of P-256, uncompressed.
    Es256(Vec<u8>),
    /// Modulus and exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

impl PublicKey {
    /// As it is stored.
    pub(super) fn text(&self) -> String {
        match self {
            PublicKey::Es256(point) => format!("es256 {}", hex(point)),
            PublicKey::Rs256(n, e) => format!("rs256 {} {}", hex(n), hex(e)),
        }
    }

    /// From what is stored.
    pub(super) fn parse(text: &str) -> Option<PublicKey> {
        let mut words = text.split(' ');
        match (words.next()?, words.next()?, words.next()) {
            ("es256", point, None) => Some(PublicKey::Es256(unhex(point)?)),
            ("rs256", n, Some(e)) => Some(PublicKey::Rs256(unhex(n)?, unhex(e)?)),
            _ => None,
        }
    }

    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            PublicKey::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature).is_ok()
            }
            PublicKey::Rs256(n, e) => RsaPublicKeyComponents { n, e }
                .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
                .is_ok(),
        }
    }
}

/// A key just made.
#[derive(Clone, Debug)]
pub(super) struct NewKey {
    pub credential: String,
    pub public_key: PublicKey,
    pub sign_count: i64,
}

#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
}

struct Answer {
    client_data_hash: Vec<u8>,
    authenticator_data: Vec<u8>,
    sign_count: i64,
}

/// A new key for one of our `origins` that answers a question of ours.
pub(super) fn registered(
    raw: &Registration,
    origins: &[String],
    is_ours: impl Fn(&str) -> bool,
) -> Option<NewKey> {
    let answer = read(&raw.client_data, &raw.authenticator_data, "webauthn.create", origins, is_ours)?;
    let data = &answer.authenticator_data;
    if data[32] & HAS_KEY == 0 {
        return None;
    }
    // 16 bytes of the model, then the length of the name in two bytes, the name, the key.
    let length = usize::from(u16::from_be_bytes([*data.get(53)?, *data.get(54)?]));
    let credential = data.get(55..55 + length)?;
    if credential.is_empty() || credential.len() > CREDENTIAL_MOST {
        return None;
    }
    let public_key = cose_key(data.get(55 + length..)?)?;
    Some(NewKey { credential: URL_SAFE_NO_PAD.encode(credential), public_key, sign_count: answer.sign_count })
}

/// The count of a proof by `key`, if it is one. A key that counts must count up: else there are two of it.
pub(super) fn asserted(
    raw: &Assertion,
    key: &PublicKey,
    last_count: i64,
    origins: &[String],
    is_ours: impl Fn(&str) -> bool,
) -> Option<i64> {
    let answer = read(&raw.client_data, &raw.authenticator_data, "webauthn.get", origins, is_ours)?;
    let mut message = answer.authenticator_data;
    message.extend(answer.client_data_hash);
    if !key.verify(&message, &bytes(&raw.signature)?) {
        return None;
    }
    let counts = last_count != 0 || answer.sign_count != 0;
    (!counts || answer.sign_count > last_count).then_some(answer.sign_count)
}

fn read(
    client_data: &str,
    authenticator_data: &str,
    kind: &str,
    origins: &[String],
    is_ours: impl Fn(&str) -> bool,
) -> Option<Answer> {
    let (json, data) = (bytes(client_data)?, bytes(authenticator_data)?);
    let said: ClientData = serde_json::from_slice(&json).ok()?;
    let question = String::from_utf8(bytes(&said.challenge)?).ok()?;
    let fits =
        said.kind == kind && !said.cross_origin && origins.contains(&said.origin) && is_ours(&question);
    if !fits || data.len() < 37 || data[32] & PRESENT == 0 {
        return None;
    }
    // The site a key is for is the name of its host, without port.
    let (_, host) = said.origin.split_once("://")?;
    let site = host.split(':').next()?;
    if data[..32] != Sha256::digest(site.as_bytes())[..] {
        return None;
    }
    let sign_count = i64::from(u32::from_be_bytes([data[33], data[34], data[35], data[36]]));
    Some(Answer { client_data_hash: Sha256::digest(&json).to_vec(), authenticator_data: data, sign_count })
}

fn bytes(base64url: &str) -> Option<Vec<u8>> {
    if base64url.len() > ANSWER_MOST { None } else { URL_SAFE_NO_PAD.decode(base64url).ok() }
}

/// A key in the one form of CBOR it comes in: a map from small numbers to small numbers or bytes.
fn cose_key(cbor: &[u8]) -> Option<PublicKey> {
    let mut rest = cbor;
    let (major, pairs) = head(&mut rest)?;
    if major != 5 || pairs > 16 {
        return None;
    }
    let (mut kind, mut algorithm) = (0, 0);
    let mut parts: [&[u8]; 3] = [&[]; 3];
    for _ in 0..pairs {
        let label = number(&mut rest)?;
        match label {
            1 => kind = number(&mut rest)?,
            3 => algorithm = number(&mut rest)?,
            -1 if kind == 2 && number(&mut rest)? != 1 => return None,
            -1 if kind == 2 => {}
            -3..=-1 => parts[usize::try_from(-label - 1).ok()?] = string(&mut rest)?,
            _ => return None,
        }
    }
    match (kind, algorithm) {
        (2, -7) if parts[1].len() == 32 && parts[2].len() == 32 => {
            Some(PublicKey::Es256([&[4], parts[1], parts[2]].concat()))
        }
        (3, -257) if !parts[0].is_empty() && !parts[1].is_empty() => {
            Some(PublicKey::Rs256(parts[0].to_vec(), parts[1].to_vec()))
        }
        _ => None,
    }
}

/// Kind and size of the next item. Source: RFC 8949, §3.
fn head(rest: &mut &[u8]) -> Option<(u8, u64)> {
    let (first, tail) = rest.split_first()?;
    let (major, short) = (first >> 5, first & 31);
    let long = match short {
        0..=23 => 0,
        24 => 1,
        25 => 2,
        _ => return None,
    };
    let size = tail.get(..long)?.iter().fold(0, |size, byte| size << 8 | u64::from(*byte));
    *rest = &tail[long..];
    Some((major, if long == 0 { u64::from(short) } else { size }))
}

fn number(rest: &mut &[u8]) -> Option<i64> {
    let (major, size) = head(rest)?;
    let size = i64::try_from(size).ok()?;
    match major {
        0 => Some(size),
        1 => Some(-1 - size),
        _ => None,
    }
}

fn string<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (major, size) = head(rest)?;
    let size = usize::try_from(size).ok()?;
    if major != 2 || rest.len() < size {
        return None;
    }
    let (text, tail) = rest.split_at(size);
    *rest = tail;
    Some(text)
}

#[cfg(test)]
mod tests;
