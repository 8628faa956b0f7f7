//! Finding goods by words, in what this process holds of them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use kernel::ids::ProductId;
use kernel::{Limit, Time};
use store::{Db, DbError, Read};

use super::index::Index;
use super::rules::{meanings, said};
use super::sql;
use super::synonyms::Synonyms;

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
    let said = said(query);
    let (synonyms, index) = (vocabulary.synonyms(), vocabulary.index());
    let meanings = meanings(&said, &index, &synonyms);
    if meanings.is_empty() {
        return Ok(Vec::new());
    }
    Ok(index.best(&meanings, limit.rows()))
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
            let words = sql::synonyms(&mut read).await?;
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
            && db.now().0.saturating_sub(self.asked_at.0) < FRESH_MS
    }
}
