//! Finding goods by words, in what this process holds of them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use kernel::ids::ProductId;
use kernel::{Limit, Time};
use store::{Db, DbError, Read};

use super::index::Index;
use super::misses::{self, Gathered};
use super::rules::{meanings, said};
use super::synonyms::Synonyms;
use super::{sql, wordlist_sql};

/// Another process may have changed goods or words; they are asked for at least this often.
const FRESH_MS: i64 = 1_000;
/// Rows of the index read at once.
const DOCUMENTS_AT_ONCE: i64 = 2_000;

/// The index of the catalogue and the words that mean the same, read once and kept up to date. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    held: Arc<Held>,
}

#[derive(Debug, Default)]
struct Held {
    index: RwLock<Index>,
    synonyms: RwLock<Arc<Synonyms>>,
    standing: Mutex<Standing>,
    misses: Mutex<Gathered>,
    /// One at a time reads what is new.
    reading: tokio::sync::Mutex<()>,
}

/// How far this process has read.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    documents: Option<i64>,
    synonyms: Option<i64>,
    generation: u64,
    asked_at: Time,
}

/// Goods that answer `query`, the best first, at most `limit`.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn find(
    db: &Db,
    vocabulary: &Vocabulary,
    query: &str,
    limit: Limit,
) -> Result<Vec<ProductId>, DbError> {
    vocabulary.refresh(db).await?;
    let found = vocabulary.found(query, limit);
    if found.is_empty() && vocabulary.missed(query, db.now()) {
        // Nobody's search fails because it could not be counted.
        if let Err(cause) = misses::write(db, vocabulary).await {
            tracing::warn!(%cause, "what was searched in vain was not counted");
        }
    }
    Ok(found)
}

impl Vocabulary {
    /// Reads what is new, if anything may be: after a change in this process at once, after one in another within a second.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn refresh(&self, db: &Db) -> Result<(), DbError> {
        if self.standing().is_fresh(db) {
            return Ok(());
        }
        let _one_at_a_time = self.held.reading.lock().await;
        let before = *self.standing();
        if before.is_fresh(db) {
            return Ok(());
        }
        let generation = db.changes().catalogue();
        let mut read = db.read().await?;
        let (documents, synonyms) = sql::versions(&mut read).await?;
        if before.synonyms != Some(synonyms) {
            let words = wordlist_sql::words(&mut read).await?;
            let fresh = Synonyms::of(words.iter().map(String::as_str));
            *self.held.synonyms.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        }
        if before.documents != Some(documents) {
            self.read_documents(&mut read, before.documents.unwrap_or(0)).await?;
        }
        let asked_at = read.now();
        let (documents, synonyms) = (Some(documents), Some(synonyms));
        *self.standing() = Standing { documents, synonyms, generation, asked_at };
        Ok(())
    }

    /// Takes in the rows that are newer than `held`, in the order of their versions.
    async fn read_documents(&self, read: &mut Read, held: i64) -> Result<(), DbError> {
        let mut after = (held, "z".to_owned());
        loop {
            let rows = sql::documents(read, &after, DOCUMENTS_AT_ONCE).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = (last.version, last.product.to_string());
            let mut index = self.held.index.write().unwrap_or_else(PoisonError::into_inner);
            rows.iter().for_each(|row| index.put(row));
        }
    }

    /// What answers a query as this process knows goods and words; one that is in vain is not noted.
    pub fn found(&self, query: &str, limit: Limit) -> Vec<ProductId> {
        let (synonyms, index) = (self.synonyms(), self.index());
        let meanings = meanings(&said(query), &index, &synonyms);
        if meanings.is_empty() { Vec::new() } else { index.best(&meanings, limit.rows()) }
    }

    /// Notes that a query was in vain; answers whether it is time to write such down.
    fn missed(&self, query: &str, now: Time) -> bool {
        self.held.misses.lock().unwrap_or_else(PoisonError::into_inner).add(query, now)
    }

    /// Takes away what was searched in vain and is not written yet.
    pub(super) fn gathered(&self) -> Gathered {
        std::mem::take(&mut *self.held.misses.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A number that differs whenever a search may answer something else, also by a change in another process. What is
    /// kept of an answer is kept under it.
    ///
    /// # Errors
    /// [`DbError`] if the database fails.
    pub async fn generation(&self, db: &Db) -> Result<u64, DbError> {
        self.refresh(db).await?;
        let Standing { documents, synonyms, generation, .. } = *self.standing();
        let numbers = [documents, synonyms].map(|version| version.unwrap_or(0).cast_unsigned());
        // Odd factors, so that a step of one number is never undone by a step of another.
        let mixed = numbers[0].wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(numbers[1]);
        Ok(mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9).wrapping_add(generation))
    }

    /// How many goods can be found.
    pub fn goods(&self) -> usize {
        self.index().len()
    }

    fn standing(&self) -> MutexGuard<'_, Standing> {
        self.held.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.held.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn synonyms(&self) -> Arc<Synonyms> {
        Arc::clone(&self.held.synonyms.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Standing {
    fn is_fresh(&self, db: &Db) -> bool {
        self.documents.is_some()
            && self.generation == db.changes().catalogue()
            && (0..FRESH_MS).contains(&db.now().0.saturating_sub(self.asked_at.0))
    }
}
