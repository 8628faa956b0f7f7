//! Search engines that are told of changed pages, if the mart wants that.

use connectors::indexnow::{self, is_key};

use super::Reader;
use super::gateway::patience;
use crate::fault::{Fault, Outcome};

/// Whom we tell, and by which key.
#[derive(Clone, Debug)]
pub struct IndexNowConfig {
    /// `MART_INDEXNOW_URL`: whole address that changed pages are told to. Default `https://api.indexnow.org/indexnow`.
    pub url: String,
    /// `MART_INDEXNOW_KEY`: 8 to 128 letters, digits and dashes of our own choice, served at `/{key}.txt`. Without it no search engine is told.
    pub key: String,
    /// `MART_INDEXNOW_PATIENCE_MS`: longest wait for one answer, in milliseconds. Default 4 000.
    pub patience_ms: u64,
}

impl IndexNowConfig {
    /// Reads the settings; nothing without a key.
    ///
    /// # Errors
    /// If the key has not the form of one.
    pub fn read(reader: &Reader) -> Outcome<Option<IndexNowConfig>> {
        let url = reader.text_or("MART_INDEXNOW_URL", "https://api.indexnow.org/indexnow");
        let patience_ms = patience(reader, "MART_INDEXNOW_PATIENCE_MS");
        let Some(key) = reader.maybe("MART_INDEXNOW_KEY") else { return Ok(None) };
        if !is_key(&key) {
            return Err(Fault::new(
                "MART_INDEXNOW_KEY must have 8 to 128 letters, digits and dashes".to_owned(),
            ));
        }
        Ok(Some(IndexNowConfig { url, key, patience_ms }))
    }

    /// The same for the connector.
    pub fn connector(&self) -> indexnow::IndexNowConfig {
        indexnow::IndexNowConfig {
            url: self.url.clone(),
            key: self.key.clone(),
            patience_ms: self.patience_ms,
        }
    }
}
