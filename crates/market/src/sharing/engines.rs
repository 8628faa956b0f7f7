//! What search engines are told: the addresses of goods that have changed since they were told last, and of their makers.
//!
//! Reads: `search_document`, which gets the next version with every change of a good; `product`, `maker`. Writes: `engine_mark`.
//! Never: tells of an invented good, or of anything before the DC's office has said that the mart is live.

use std::collections::BTreeSet;

use kernel::Limit;
use kernel::ids::ProductId;
use store::{Db, DbError, Read, Tx, jobs, transaction};

use super::sql;
use crate::launch::{self, Stage};

/// Message: search engines are told what has changed.
pub const TELL: &str = "tell_search_engines";
/// Goods of one message; each has an address in both languages, and its maker too.
const GOODS_MOST: Limit = Limit::of(Limit::MOST);
/// How often they are told at most.
const QUARTER_MS: i64 = 900_000;

/// What search engines are to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Paths behind the language.
    pub paths: Vec<String>,
    /// Whether nothing is left after this.
    pub is_whole: bool,
    /// The last good of it, with its version.
    until: (i64, ProductId),
}

store::row! {
    /// A good that has changed.
    pub struct Changed {
        /// Its version.
        pub version: i64,
        /// Its id.
        pub product: ProductId,
        /// The last part of its address.
        pub slug: String,
        /// The last part of its maker's.
        pub maker: String,
    }
}

/// Leaves the message of this quarter of an hour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn put(tx: &mut Tx) -> Result<(), DbError> {
    let quarter = tx.now().0.div_euclid(QUARTER_MS).to_string();
    jobs::put(tx, TELL, &quarter, "{}").await
}

/// What they are to be told now; nothing if nothing has changed, or the mart is not live.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn due(read: &mut Read) -> Result<Option<News>, DbError> {
    if launch::said_stage(read).await? != Some(Stage::Live) {
        return Ok(None);
    }
    let (version, product) = sql::engine_mark(read).await?.unwrap_or_default();
    let changed = sql::changed(read, (version, &product), GOODS_MOST).await?;
    let Some(last) = changed.last() else { return Ok(None) };
    let until = (last.version, last.product);
    let is_whole = changed.len() < GOODS_MOST.rows();
    let goods = changed.iter().map(|one| format!("/products/{}", one.slug));
    let makers: BTreeSet<String> = changed.iter().map(|one| format!("/makers/{}", one.maker)).collect();
    Ok(Some(News { paths: goods.chain(makers).collect(), is_whole, until }))
}

/// They have taken it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn told(db: &Db, news: &News) -> Result<(), DbError> {
    transaction!(db, tx => { sql::put_engine_mark(tx, news.until).await })
}
