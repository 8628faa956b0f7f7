//! Sealing and opening within a request or a transaction: finds, makes and destroys people's keys.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::sync::Arc;

use kernel::Time;

use super::{Key, Keyring, Sealed, Spot, text_of};
use crate::{DbError, Read, Tx, sql};

/// Keys a transaction has made or destroyed; others hear of them when it is on disk.
#[derive(Debug, Default)]
pub(crate) struct OfTx {
    made: HashMap<String, Arc<Key>>,
    destroyed: HashSet<String>,
}

impl OfTx {
    /// Makes known what is on disk now.
    pub(crate) fn settle(self, keyring: &Keyring) {
        for (whose, key) in self.made {
            keyring.cache().keep(whose, key);
        }
        for whose in self.destroyed {
            keyring.cache().forget(&whose);
        }
    }
}

/// Finds equal values by keyed hashes; see [`Read::hash_of`].
#[derive(Clone, Debug)]
pub struct Finder(Arc<Keyring>);

impl Finder {
    /// The hash of a value of this kind.
    pub fn hash_of(&self, kind: &str, value: &str) -> String {
        self.0.hash_of(kind, value)
    }
}

impl Read {
    /// What was sealed at this spot of `whose` row; `None` if the key is destroyed: then it reads as erased for ever.
    ///
    /// # Errors
    /// [`DbError::Unreadable`] if the value was changed or moved, [`DbError::Locked`] without a master key.
    pub async fn open(
        &mut self,
        whose: &impl Display,
        spot: Spot<'_>,
        sealed: &Sealed,
    ) -> Result<Option<String>, DbError> {
        let whose = whose.to_string();
        let Some(key) = self.key_of(&whose).await? else { return Ok(None) };
        text_of(key.open(&whose, spot, sealed)?, spot.column).map(Some)
    }

    /// What was sealed for the house at this spot.
    ///
    /// # Errors
    /// As [`Read::open`].
    pub fn open_for_house(&self, spot: Spot<'_>, sealed: &Sealed) -> Result<String, DbError> {
        text_of(self.keyring()?.house.open("house", spot, sealed)?, spot.column)
    }

    /// Seals what belongs to nobody in particular or is wiped soon; it outlives every person's key.
    ///
    /// # Errors
    /// [`DbError::Locked`] without a master key.
    pub fn seal_for_house(&self, spot: Spot<'_>, text: &str) -> Result<Sealed, DbError> {
        self.keyring()?.house.seal("house", spot, text.as_bytes())
    }

    /// The hash by which an equal value of this kind is found: 32 letters, keyed, so that whoever has the database
    /// alone cannot try all mobile numbers.
    ///
    /// # Errors
    /// [`DbError::Locked`] without a master key.
    pub fn hash_of(&self, kind: &str, value: &str) -> Result<String, DbError> {
        Ok(self.keyring()?.hash_of(kind, value))
    }

    /// Hashes without a connection, for work over many rows.
    ///
    /// # Errors
    /// [`DbError::Locked`] without a master key.
    pub fn finder(&self) -> Result<Finder, DbError> {
        self.keyring().map(Finder)
    }

    /// Brings the keys of many in few questions, before a list of them is opened.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn bring_keys<W: Display>(
        &mut self,
        whose: impl IntoIterator<Item = W>,
    ) -> Result<(), DbError> {
        let keyring = self.keyring()?;
        let mut missing: Vec<String> = whose.into_iter().map(|whose| whose.to_string()).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.retain(|whose| self.known_key(&keyring, whose).is_none());
        for some in missing.chunks(sql::KEYS_AT_ONCE) {
            for (whose, wrapped) in sql::keys_of(self, some).await? {
                let key = Arc::new(keyring.unwrap(&whose, &wrapped)?);
                keyring.cache().keep(whose, key);
            }
        }
        Ok(())
    }

    async fn key_of(&mut self, whose: &str) -> Result<Option<Arc<Key>>, DbError> {
        let keyring = self.keyring()?;
        if let Some(key) = self.known_key(&keyring, whose) {
            return Ok(Some(key));
        }
        let Some(Some(wrapped)) = sql::key_of(self, whose).await? else { return Ok(None) };
        let key = Arc::new(keyring.unwrap(whose, &wrapped)?);
        keyring.cache().keep(whose.to_owned(), Arc::clone(&key));
        Ok(Some(key))
    }

    fn known_key(&self, keyring: &Keyring, whose: &str) -> Option<Arc<Key>> {
        if self.of_tx.destroyed.contains(whose) {
            return None;
        }
        self.of_tx.made.get(whose).cloned().or_else(|| keyring.cache().get(whose))
    }

    pub(crate) fn keyring(&self) -> Result<Arc<Keyring>, DbError> {
        self.keyring.clone().ok_or(DbError::Locked)
    }
}

impl Tx {
    /// Seals a value at this spot of `whose` row. The first value of somebody makes the key.
    ///
    /// # Errors
    /// [`DbError::Erased`] if the key was destroyed: nothing may be kept of this person any more;
    /// [`DbError::Locked`] without a master key.
    pub async fn seal(
        &mut self,
        whose: &impl Display,
        spot: Spot<'_>,
        text: &str,
    ) -> Result<Sealed, DbError> {
        let whose = whose.to_string();
        let key = match self.key_of(&whose).await? {
            Some(key) => key,
            None => self.make_key(&whose).await?,
        };
        key.seal(&whose, spot, text.as_bytes())
    }

    async fn make_key(&mut self, whose: &str) -> Result<Arc<Key>, DbError> {
        let keyring = self.keyring()?;
        let (key, wrapped) = keyring.make(whose)?;
        if !sql::insert_key(self, whose, &wrapped).await? {
            // Somebody was faster, or the key is destroyed.
            return self.key_of(whose).await?.ok_or(DbError::Erased);
        }
        let key = Arc::new(key);
        self.of_tx.made.insert(whose.to_owned(), Arc::clone(&key));
        Ok(key)
    }

    /// Destroys the key of `whose`: whatever it sealed is unreadable from this commit on. The row stays as the proof.
    /// `false` if there was none, or it had been destroyed before.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn destroy_key(&mut self, whose: &impl Display, at: Time) -> Result<bool, DbError> {
        let whose = whose.to_string();
        let destroyed = sql::destroy_key(self, &whose, at).await?;
        self.of_tx.made.remove(&whose);
        self.of_tx.destroyed.insert(whose);
        Ok(destroyed)
    }
}
