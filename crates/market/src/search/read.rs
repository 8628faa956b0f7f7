//! Finding goods by words.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::ids::ProductId;
use kernel::{Limit, Time};
use store::{Db, DbError, Read};

use super::rules::{Known, meanings, ranked};
use super::sql;

/// Another process may have changed the words; they are asked for at least this often.
const FRESH_MS: i64 = 2_000;

/// The words of the catalogue, read once and shared until they change. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    held: Arc<Mutex<Held>>,
}

#[derive(Clone, Debug, Default)]
struct Held {
    known: Arc<Known>,
    version: Option<i64>,
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
    let mut read = db.read().await?;
    let known = vocabulary.known(&mut read, db.changes().catalogue()).await?;
    let meanings = meanings(query, &known);
    if meanings.is_empty() {
        return Ok(Vec::new());
    }
    let mut terms: Vec<&str> = meanings.iter().flatten().map(|(term, _)| term.as_str()).collect();
    terms.sort_unstable();
    terms.dedup();
    let postings = sql::postings(&mut read, &terms).await?;
    let mut found = ranked(&meanings, &postings);
    found.truncate(limit.rows());
    Ok(found)
}

impl Vocabulary {
    /// The words as they stand now; read again only if they have changed.
    async fn known(&self, read: &mut Read, generation: u64) -> Result<Arc<Known>, DbError> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let asked_lately = read.now().0.saturating_sub(held.asked_at.0) < FRESH_MS;
        if held.version.is_some() && held.generation == generation && asked_lately {
            return Ok(held.known);
        }
        let version = sql::version(read).await?;
        let known = if held.version == Some(version) {
            held.known
        } else {
            Arc::new(Known::of(sql::vocabulary(read).await?))
        };
        let fresh =
            Held { known: Arc::clone(&known), version: Some(version), generation, asked_at: read.now() };
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(known)
    }
}
