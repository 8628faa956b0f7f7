//! Keeping goods findable.

use kernel::ids::ProductId;
use store::{Db, DbError, Tx, transaction};

use super::index::written;
use super::rules::{MAKER_WEIGHT, Text, terms_of};
use super::sql;
use crate::quality::{self, Score};

/// Goods made findable in one transaction, so that nobody waits long for a rebuild.
const GOODS_AT_ONCE: i64 = 100;

/// Makes the terms of a product anew. One that is not on the shelf has none.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn index(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    sql::bump(tx).await?;
    match sql::text_of(tx, product).await? {
        Some(row) => put(tx, product, row).await,
        None => sql::empty_document(tx, product).await,
    }
}

async fn put(tx: &mut Tx, product: ProductId, row: sql::ProductText) -> Result<(), DbError> {
    let score = Score { count: row.reviews, stars: row.stars };
    let beside = (row.listed_at, quality::praise(score));
    let text = Text {
        names: vec![row.name_hi, row.name_en],
        noun: row.slug.clone(),
        about: vec![
            (row.slug, 8),
            (row.craft_hi, 6),
            (row.craft_en, 6),
            (row.maker_hi, MAKER_WEIGHT),
            (row.maker_en, MAKER_WEIGHT),
            (row.village_hi, 3),
            (row.village_en, 3),
        ],
        words: vec![row.words_hi, row.words_en, row.ingredients_hi, row.ingredients_en],
    };
    let terms = terms_of(&text);
    sql::put_document(tx, product, beside, &written(&terms)).await
}

/// Makes the index again from goods and makers as they stand, while the mart runs; answers how many goods were looked at.
/// `tell` hears how many after each step.
///
/// # Errors
/// [`DbError`] if the database fails; what was made before stays, and a second call begins anew.
pub async fn rebuild(db: &Db, tell: &(dyn Fn(usize) + Sync)) -> Result<usize, DbError> {
    let (mut done, mut after) = (0, String::new());
    loop {
        let goods = sql::to_rebuild(&mut db.read().await?, &after, GOODS_AT_ONCE).await?;
        let Some(last) = goods.last() else { return Ok(done) };
        after = last.to_string();
        index_all(db, &goods).await?;
        done += goods.len();
        tell(done);
    }
}

/// Makes the terms of goods that have none yet, after an older program; answers how many those were.
///
/// # Errors
/// As [`rebuild`]; a second call goes on.
pub async fn index_missing(db: &Db) -> Result<usize, DbError> {
    let (mut done, mut after) = (0, String::new());
    loop {
        let goods = sql::without_terms(&mut db.read().await?, &after, GOODS_AT_ONCE).await?;
        let Some(last) = goods.last() else { return Ok(done) };
        after = last.to_string();
        index_all(db, &goods).await?;
        done += goods.len();
    }
}

async fn index_all(db: &Db, goods: &[ProductId]) -> Result<(), DbError> {
    transaction!(db, tx => {
        for product in goods {
            index(tx, *product).await?;
        }
        tx.catalogue_changed();
        Ok::<(), DbError>(())
    })
}
