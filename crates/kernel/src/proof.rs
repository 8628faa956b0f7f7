//! Proof that a message is from whom it says: a signature over its raw bytes, or an answer to our own call.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};

use crate::Secret;

/// A value whose sender has proved itself. It can only be made by the checks in this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authentic<T>(T);

impl<'a> Authentic<&'a [u8]> {
    /// `raw`, if `signature` (hexadecimal) is its HMAC-SHA256 under one of `secrets`; compared in constant time.
    ///
    /// Several secrets are allowed because a message signed before a change of secret may arrive after it.
    /// Empty secrets never match.
    pub fn signed(raw: &'a [u8], signature: &str, secrets: &[Secret<String>]) -> Option<Authentic<&'a [u8]>> {
        let given = unhex(signature)?;
        let matches = |secret: &Secret<String>| {
            !secret.reveal().is_empty()
                && mac(secret.reveal(), raw).is_some_and(|mac| mac.verify_slice(&given).is_ok())
        };
        secrets.iter().any(matches).then_some(Authentic(raw))
    }

    /// As [`Authentic::signed`], with HMAC-SHA512.
    pub fn signed_512(
        raw: &'a [u8],
        signature: &str,
        secrets: &[Secret<String>],
    ) -> Option<Authentic<&'a [u8]>> {
        let given = unhex(signature)?;
        let matches = |secret: &Secret<String>| {
            !secret.reveal().is_empty()
                && mac_512(secret.reveal(), raw).is_some_and(|mac| mac.verify_slice(&given).is_ok())
        };
        secrets.iter().any(matches).then_some(Authentic(raw))
    }
}

impl<T> Authentic<T> {
    /// An answer that came back on our own call, over a connection whose other end we chose and pay with our own key.
    pub const fn answered(value: T) -> Authentic<T> {
        Authentic(value)
    }

    /// The value.
    pub const fn get(&self) -> &T {
        &self.0
    }

    /// The value itself.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// What can be read out of an authentic message is as authentic.
    pub fn read<U, E>(self, reading: impl FnOnce(T) -> Result<U, E>) -> Result<Authentic<U>, E> {
        reading(self.0).map(Authentic)
    }
}

/// The HMAC-SHA256 of `raw` under `secret` in lower-case hexadecimal. Source: RFC 2104.
pub fn sign(secret: &Secret<String>, raw: &[u8]) -> String {
    mac(secret.reveal(), raw).map(|mac| hex(&mac.finalize().into_bytes())).unwrap_or_default()
}

/// As [`sign`], with HMAC-SHA512.
pub fn sign_512(secret: &Secret<String>, raw: &[u8]) -> String {
    mac_512(secret.reveal(), raw).map(|mac| hex(&mac.finalize().into_bytes())).unwrap_or_default()
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(secret: &str, raw: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(raw);
    Some(mac)
}

fn mac_512(secret: &str, raw: &[u8]) -> Option<Hmac<Sha512>> {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(raw);
    Some(mac)
}

/// The bytes behind hexadecimal, if it is that.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[test]
    fn the_published_test_vector_is_met() {
        let raw = b"order_1|pay_1";
        let signature = "52115a0d3400de9e86aade1f1b6eba9e8974604f4e267a9e9a16633a4c8dd2cb";
        assert_eq!(sign(&secret("secret"), raw), signature);
        assert!(Authentic::signed(raw, signature, &[secret("new"), secret("secret")]).is_some());
    }

    /// Source: RFC 4231, test case 2.
    #[test]
    fn the_published_test_vector_of_512_bits_is_met() {
        let (raw, key) = (b"what do ya want for nothing?", secret("Jefe"));
        let signature = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd\
                         caeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(sign_512(&key, raw), signature);
        assert!(Authentic::signed_512(raw, signature, &[secret("new"), key]).is_some());
        assert!(Authentic::signed_512(raw, signature, &[secret("new"), secret("")]).is_none());
        assert!(Authentic::signed_512(raw, &sign(&secret("Jefe"), raw), &[secret("Jefe")]).is_none());
    }

    #[test]
    fn anything_else_is_refused() {
        let signature = sign(&secret("secret"), b"body");
        let none: [Secret<String>; 0] = [];
        assert!(Authentic::signed(b"body", &signature, &none).is_none());
        assert!(Authentic::signed(b"bodz", &signature, &[secret("secret")]).is_none());
        assert!(Authentic::signed(b"body", "", &[secret("secret")]).is_none());
        assert!(Authentic::signed(b"body", &signature[2..], &[secret("secret")]).is_none());
        assert!(Authentic::signed(b"body", "zz", &[secret("secret")]).is_none());
        assert!(Authentic::signed(b"body", &sign(&secret(""), b"body"), &[secret("")]).is_none());
    }
}
