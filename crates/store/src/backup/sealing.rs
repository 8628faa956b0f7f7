//! Sealing a file: AES-256-GCM in pieces of 64 KB under a key of the file's own, as age and Tink do it.
//!
//! A file begins with our mark, what the key is known by, and 32 bytes of chance; its own key is derived from these (HKDF-SHA256) and
//! its name. Each piece carries its number and whether it is the last: none can be changed, moved, left out or put into another
//! file. Never: a cipher of our own.

use bytes::Bytes;
use kernel::Secret;
use kernel::proof::hex;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::{hkdf, hmac};

use super::BackupError;
use crate::chance;

const MARK: &[u8] = b"deogharmart backup 1\n";
const KNOWN_BY: usize = 8;
const CHANCE: usize = 32;
const HEAD: usize = MARK.len() + KNOWN_BY + CHANCE;
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;

/// The key that seals backups. It is another one than the master key, and kept apart from the backups.
#[derive(Clone, Debug)]
pub struct BackupKey(Secret<[u8; 32]>);

impl BackupKey {
    /// A new one, of the system's randomness.
    pub fn fresh() -> BackupKey {
        BackupKey(Secret::new(chance::bytes()))
    }

    /// The key behind 64 hexadecimal digits, as its file holds them; `None` if they are something else.
    pub fn from_hex(text: &str) -> Option<BackupKey> {
        crate::seal::from_hex(text).map(|bytes| BackupKey(Secret::new(bytes)))
    }

    /// The key as its file holds it.
    pub fn to_hex(&self) -> Secret<String> {
        Secret::new(hex(self.0.reveal()))
    }

    fn known_by(&self) -> [u8; KNOWN_BY] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.reveal());
        let tag = hmac::sign(&key, b"is known by");
        std::array::from_fn(|place| tag.as_ref()[place])
    }

    /// The key of one file.
    fn of_file(&self, name: &str, chance: &[u8]) -> Result<LessSafeKey, BackupError> {
        let broken = || BackupError::Damaged(name.to_owned());
        let parts: [&[u8]; 2] = [b"deogharmart backup", name.as_bytes()];
        let drawn = hkdf::Salt::new(hkdf::HKDF_SHA256, chance).extract(self.0.reveal());
        let key = drawn.expand(&parts, &AES_256_GCM).map_err(|_| broken())?;
        Ok(LessSafeKey::new(UnboundKey::from(key)))
    }

    /// A file as it is kept.
    ///
    /// # Errors
    /// Never, unless the cipher itself refuses.
    pub(super) fn seal(&self, name: &str, plain: &[u8]) -> Result<Bytes, BackupError> {
        let chance: [u8; CHANCE] = chance::bytes();
        let key = self.of_file(name, &chance)?;
        let pieces = plain.len().div_ceil(PIECE).max(1);
        let mut sealed = Vec::with_capacity(HEAD + plain.len() + pieces * TAG);
        sealed.extend_from_slice(MARK);
        sealed.extend_from_slice(&self.known_by());
        sealed.extend_from_slice(&chance);
        for number in 0..pieces {
            let piece = &plain[number * PIECE..plain.len().min((number + 1) * PIECE)];
            let began = sealed.len();
            sealed.extend_from_slice(piece);
            let tag = key
                .seal_in_place_separate_tag(nonce(number, pieces), Aad::empty(), &mut sealed[began..])
                .map_err(|_| BackupError::Damaged(name.to_owned()))?;
            sealed.extend_from_slice(tag.as_ref());
        }
        Ok(sealed.into())
    }

    /// What is in a file that was kept under this name.
    ///
    /// # Errors
    /// [`BackupError::OtherKey`] or [`BackupError::Damaged`].
    pub(super) fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, BackupError> {
        let damaged = || BackupError::Damaged(name.to_owned());
        let (head, body) = sealed.split_at_checked(HEAD).ok_or_else(damaged)?;
        let rest = head.strip_prefix(MARK).ok_or_else(damaged)?;
        let (known_by, chance) = rest.split_at_checked(KNOWN_BY).ok_or_else(damaged)?;
        if known_by != self.known_by() {
            return Err(BackupError::OtherKey(name.to_owned()));
        }
        let key = self.of_file(name, chance)?;
        let pieces = body.len().div_ceil(PIECE + TAG);
        let mut plain = Vec::with_capacity(body.len());
        for (number, piece) in body.chunks(PIECE + TAG).enumerate() {
            let began = plain.len();
            plain.extend_from_slice(piece);
            let opened = key.open_in_place(nonce(number, pieces), Aad::empty(), &mut plain[began..]);
            let length = opened.map_err(|_| damaged())?.len();
            plain.truncate(began + length);
        }
        if pieces == 0 { Err(damaged()) } else { Ok(plain) }
    }
}

/// The number of a piece, and whether it is the last: a file that was cut short does not open.
fn nonce(number: usize, pieces: usize) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    bytes[3..11].copy_from_slice(&(number as u64).to_be_bytes());
    bytes[11] = u8::from(number + 1 == pieces);
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_opens_as_it_was_and_only_under_its_name_and_key() {
        let key = BackupKey::fresh();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let plain: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let sealed = key.seal("db/a", &plain).expect("sealed");
            assert_eq!(key.open("db/a", &sealed).expect("opened"), plain, "{length}");
            assert!(matches!(key.open("db/b", &sealed), Err(BackupError::Damaged(_))));
            assert!(matches!(BackupKey::fresh().open("db/a", &sealed), Err(BackupError::OtherKey(_))));
        }
    }

    #[test]
    fn what_was_changed_cut_or_moved_does_not_open() {
        let key = BackupKey::fresh();
        let sealed = key.seal("db/a", &vec![7; 3 * PIECE]).expect("sealed");
        let is_refused = |bytes: &[u8]| key.open("db/a", bytes).is_err();
        for place in [0, 25, 40, HEAD, HEAD + PIECE, sealed.len() - 1] {
            let mut changed = sealed.to_vec();
            changed[place] ^= 1;
            assert!(is_refused(&changed), "{place}");
        }
        for length in [0, 10, HEAD, HEAD + PIECE + TAG, HEAD + 2 * (PIECE + TAG), sealed.len() - 1] {
            assert!(is_refused(&sealed[..length]), "cut to {length}");
        }
        let (first, second) = (HEAD, HEAD + PIECE + TAG);
        let mut moved = sealed.to_vec();
        moved[first..second].copy_from_slice(&sealed[second..second + PIECE + TAG]);
        assert!(is_refused(&moved));
    }
}
