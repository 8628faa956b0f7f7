//! What is personal is sealed: without the master key and the person's own key nobody reads it, neither from the
//! database nor from a copy of it. Destroying a person's key makes everything sealed with it unreadable for ever.
//!
//! Reads and writes: `person_key`, `master_key`. Never: writes a key anywhere unwrapped, or logs what it opens.
//! The master key (a file beside the data) wraps one key per person or maker; a value is sealed with its person's key
//! under AES-256-GCM, tied to its column and row, so that it opens in no other place. What nobody owns yet, such as a
//! message on its way out, is sealed for the house. Equal values are found by keyed hashes ([`Read::hash_of`]).
//!
//! Start at [`Tx::seal`] and [`Read::open`].
//!
//! [`Read::hash_of`]: crate::Read::hash_of
//! [`Tx::seal`]: crate::Tx::seal
//! [`Read::open`]: crate::Read::open

mod access;
mod cache;
mod personal;

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::proof::hex;
use kernel::{BadCell, Cell, Column, Secret};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

pub use self::access::Finder;
pub(crate) use self::access::OfTx;
use self::cache::Cache;
pub use self::personal::Personal;
use crate::{DbError, chance};

/// What every sealed value begins with; no plain value of a sealed column does.
const MARK: &str = "~1.";
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Letters of a keyed hash: 128 bits.
const HASH_LETTERS: usize = 32;

/// The key that wraps all others. It never stands in the database.
#[derive(Clone, Debug)]
pub struct MasterKey(Secret<[u8; KEY_BYTES]>);

impl MasterKey {
    /// A new one, of the system's randomness.
    pub fn fresh() -> MasterKey {
        MasterKey(Secret::new(chance::bytes()))
    }

    /// The key behind 64 hexadecimal digits, as its file holds them; `None` if they are something else.
    pub fn from_hex(text: &str) -> Option<MasterKey> {
        from_hex(text).map(|bytes| MasterKey(Secret::new(bytes)))
    }

    /// The key as its file holds it.
    pub fn to_hex(&self) -> Secret<String> {
        Secret::new(hex(self.0.reveal()))
    }

    /// A key for one purpose, so that no key serves two.
    fn derived(&self, purpose: &str) -> [u8; KEY_BYTES] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.reveal());
        let mut derived = [0; KEY_BYTES];
        derived.copy_from_slice(hmac::sign(&key, purpose.as_bytes()).as_ref());
        derived
    }
}

/// The bytes behind 64 hexadecimal digits.
pub(crate) fn from_hex(text: &str) -> Option<[u8; KEY_BYTES]> {
    let text = text.trim();
    if text.len() != 2 * KEY_BYTES || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; KEY_BYTES];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// A value as it stands in a sealed column. Only [`Read::open`](crate::Read::open) makes it readable.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Sealed(String);

impl Sealed {
    /// Whether a stored text is sealed; before an upgrade has come through it may still be plain.
    pub fn is_sealed(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// Whether there is nothing: no value was given, or it has been wiped.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(sealed)")
    }
}

impl Column for Sealed {
    fn to_cell(&self) -> Cell {
        self.0.to_cell()
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        String::from_cell(cell).map(Sealed)
    }
}

/// Where a sealed value stands. It opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    /// Table and column: `maker_bank.account`.
    pub column: &'static str,
    /// The key of the row.
    pub row: &'a str,
}

/// A key that seals and opens.
pub(crate) struct Key(LessSafeKey);

impl Key {
    fn new(bytes: &[u8; KEY_BYTES]) -> Result<Key, DbError> {
        UnboundKey::new(&AES_256_GCM, bytes)
            .map(|key| Key(LessSafeKey::new(key)))
            .map_err(|_| broken("a key"))
    }

    fn seal(&self, whose: &str, spot: Spot<'_>, text: &[u8]) -> Result<Sealed, DbError> {
        let nonce: [u8; NONCE_LEN] = chance::bytes();
        let mut bytes = Vec::with_capacity(NONCE_LEN + text.len() + AES_256_GCM.tag_len());
        bytes.extend_from_slice(text);
        let bound = bound_to(whose, spot);
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound), &mut bytes)
            .map_err(|_| broken(spot.column))?;
        bytes.splice(..0, nonce);
        let mut sealed = String::with_capacity(MARK.len() + bytes.len() * 4 / 3 + 4);
        sealed.push_str(MARK);
        URL_SAFE_NO_PAD.encode_string(&bytes, &mut sealed);
        Ok(Sealed(sealed))
    }

    fn open(&self, whose: &str, spot: Spot<'_>, sealed: &Sealed) -> Result<Vec<u8>, DbError> {
        let wrong = || broken(spot.column);
        let text = sealed.0.strip_prefix(MARK).ok_or_else(wrong)?;
        let mut bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        let (nonce, rest) = bytes.split_at_mut_checked(NONCE_LEN).ok_or_else(wrong)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| wrong())?;
        let opened = self.0.open_in_place(nonce, Aad::from(bound_to(whose, spot)), rest);
        Ok(opened.map_err(|_| wrong())?.to_vec())
    }
}

/// What a sealed value is tied to, each part ended by a byte that no part contains.
fn bound_to(whose: &str, spot: Spot<'_>) -> Vec<u8> {
    [whose, spot.column, spot.row].map(|part| [part.as_bytes(), &[0]].concat()).concat()
}

/// A value that does not open says only where it stands.
fn broken(column: &str) -> DbError {
    DbError::Unreadable(column.to_owned())
}

fn text_of(bytes: Vec<u8>, column: &str) -> Result<String, DbError> {
    String::from_utf8(bytes).map_err(|_| broken(column))
}

/// The keys of an open database.
pub(crate) struct Keyring {
    wrapping: Key,
    house: Key,
    finding: hmac::Key,
    fingerprint: String,
    cache: Cache,
}

impl Keyring {
    pub(crate) fn of(master: &MasterKey) -> Result<Arc<Keyring>, DbError> {
        Ok(Arc::new(Keyring {
            wrapping: Key::new(&master.derived("wraps the keys of people"))?,
            house: Key::new(&master.derived("seals for the house"))?,
            finding: hmac::Key::new(hmac::HMAC_SHA256, &master.derived("finds equal values")),
            fingerprint: hex(&master.derived("is known by")),
            cache: Cache::default(),
        }))
    }

    /// What the database remembers of the master key, to refuse another one.
    pub(crate) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    /// A new key and how the database keeps it.
    fn make(&self, whose: &str) -> Result<(Key, Sealed), DbError> {
        let bytes: [u8; KEY_BYTES] = chance::bytes();
        Ok((Key::new(&bytes)?, self.wrapping.seal(whose, WRAPPED, &bytes)?))
    }

    fn unwrap(&self, whose: &str, wrapped: &Sealed) -> Result<Key, DbError> {
        let bytes = self.wrapping.open(whose, WRAPPED, wrapped)?;
        let bytes: [u8; KEY_BYTES] = bytes.try_into().map_err(|_| broken(WRAPPED.column))?;
        Key::new(&bytes)
    }

    fn hash_of(&self, kind: &str, value: &str) -> String {
        let tag = hmac::sign(&self.finding, &[kind.as_bytes(), &[0], value.as_bytes()].concat());
        let mut letters = hex(tag.as_ref());
        letters.truncate(HASH_LETTERS);
        letters
    }
}

/// Where a wrapped key stands.
const WRAPPED: Spot<'static> = Spot { column: "person_key.wrapped", row: "" };

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(keys)")
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("(key)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPOT: Spot<'static> = Spot { column: "maker_bank.account", row: "mkr_1" };

    fn keyring() -> Arc<Keyring> {
        Keyring::of(&MasterKey::fresh()).expect("keys")
    }

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let ring = keyring();
        let (key, wrapped) = ring.make("mkr_1").expect("a key");
        let sealed = key.seal("mkr_1", SPOT, b"30123456789").expect("sealed");
        assert!(Sealed::is_sealed(&sealed.0) && !sealed.0.contains("30123456789"));
        let same = ring.unwrap("mkr_1", &wrapped).expect("unwrapped");
        assert_eq!(same.open("mkr_1", SPOT, &sealed).expect("opened"), b"30123456789");
        for (whose, spot) in [
            ("mkr_2", SPOT),
            ("mkr_1", Spot { column: "maker.mobile", ..SPOT }),
            ("mkr_1", Spot { row: "mkr_2", ..SPOT }),
        ] {
            assert!(same.open(whose, spot, &sealed).is_err(), "{whose} {spot:?}");
        }
        assert!(ring.unwrap("mkr_2", &wrapped).is_err(), "a key is its owner's");
        assert!(keyring().unwrap("mkr_1", &wrapped).is_err(), "under another master key");
    }

    #[test]
    fn a_changed_value_does_not_open() {
        let (key, _) = keyring().make("mkr_1").expect("a key");
        let sealed = key.seal("mkr_1", SPOT, b"x").expect("sealed");
        for place in MARK.len()..sealed.0.len() {
            let mut letters = sealed.0.clone().into_bytes();
            letters[place] = if letters[place] == b'A' { b'B' } else { b'A' };
            let changed = Sealed(String::from_utf8(letters).expect("letters"));
            assert!(key.open("mkr_1", SPOT, &changed).is_err() || changed == sealed, "{place}");
        }
        for short in ["", "~1.", "~1.AAAA", "plain"] {
            assert!(key.open("mkr_1", SPOT, &Sealed(short.to_owned())).is_err(), "{short}");
        }
    }

    #[test]
    fn equal_values_have_equal_hashes_of_one_kind_under_one_key() {
        let (ring, other) = (keyring(), keyring());
        let hash = ring.hash_of("mobile", "+919876543210");
        assert_eq!(hash, ring.hash_of("mobile", "+919876543210"));
        assert_ne!(hash, ring.hash_of("bank", "+919876543210"));
        assert_ne!(hash, other.hash_of("mobile", "+919876543210"));
        assert_eq!(hash.len(), HASH_LETTERS);
    }

    #[test]
    fn a_master_key_is_read_as_it_is_written_and_printed_never() {
        let key = MasterKey::fresh();
        let again = MasterKey::from_hex(&format!("{}\n", key.to_hex().reveal())).expect("a key");
        assert_eq!(key.to_hex(), again.to_hex());
        assert_eq!(format!("{key:?}"), "MasterKey((secret))");
        for wrong in ["", "abc", &"g".repeat(64), &"a".repeat(63), &"a".repeat(65), &"é".repeat(32)] {
            assert!(MasterKey::from_hex(wrong).is_none(), "{wrong}");
        }
    }
}
