//! Every statement on search terms.

use kernel::ids::ProductId;
use kernel::{Cell, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::rules::{Posting, TERMS_MOST};

store::row! {
    /// The text of a product that is on the shelf.
    pub struct ProductText {
        /// The last part of its address.
        pub slug: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// What is said of it in Hindi.
        pub words_hi: String,
        /// What is said of it in English.
        pub words_en: String,
        /// What is in it, in Hindi.
        pub ingredients_hi: String,
        /// What is in it, in English.
        pub ingredients_en: String,
        /// The craft in Hindi.
        pub craft_hi: String,
        /// The craft in English.
        pub craft_en: String,
        /// The maker in Hindi.
        pub maker_hi: String,
        /// The maker in English.
        pub maker_en: String,
        /// The village in Hindi.
        pub village_hi: String,
        /// The village in English.
        pub village_en: String,
    }
}

/// The text of a product, if it is on the shelf.
pub(crate) async fn text_of(tx: &mut Tx, product: ProductId) -> Result<Option<ProductText>, DbError> {
    tx.row(
        sql!(
            "select p.slug, p.name_hi, p.name_en, p.words_hi, p.words_en, p.ingredients_hi, p.ingredients_en,
                    c.name_hi, c.name_en, s.maker_name_hi, s.maker_name_en, s.village_hi, s.village_en
               from shelf s
               join product p on p.id = s.product_id
               join craft c on c.craft_key = s.craft_key
              where s.product_id = $1"
        ),
        params![product],
    )
    .await
}

/// Removes the terms of a product.
pub(crate) async fn forget(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    tx.put(sql!("delete from search_term where product_id = $1"), params![product]).await
}

/// Keeps a term of a product, and the term in the vocabulary.
pub(crate) async fn put_term(
    tx: &mut Tx,
    product: ProductId,
    term: &str,
    weight: i64,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into search_term (term, product_id, weight) values ($1, $2, $3)"),
        params![term, product, weight],
    )
    .await?;
    tx.put(sql!("insert into vocabulary (term) values ($1) on conflict (term) do nothing"), params![term])
        .await
}

/// Says that terms have changed.
pub(crate) async fn bump(tx: &mut Tx) -> Result<(), DbError> {
    tx.put(sql!("update search_version set version = version + 1 where id = 1"), params![]).await
}

/// The version of the vocabulary.
pub(crate) async fn version(read: &mut Read) -> Result<i64, DbError> {
    let (version,) = read.one(sql!("select version from search_version where id = 1"), params![]).await?;
    Ok(version)
}

/// Every term; a district of a hundred thousand goods stays far below the limit.
pub(crate) async fn vocabulary(read: &mut Read) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read.rows(sql!("select term from vocabulary limit 500000"), params![]).await?;
    Ok(rows.into_iter().map(|(term,)| term).collect())
}

/// Which goods on the shelf have one of these terms, the weightiest first.
pub(crate) async fn postings(read: &mut Read, terms: &[&str]) -> Result<Vec<Posting>, DbError> {
    let mut rows = Vec::new();
    for chunk in terms.chunks(8) {
        let values: Vec<Cell> = (0..8).map(|place| Cell::from(chunk[place.min(chunk.len() - 1)])).collect();
        let most = Limit::of(Limit::MOST);
        let values = values.into_iter().chain([Cell::from(&most)]).collect();
        let found: Vec<Posting> = read
            .rows(
                sql!(
                    "select t.product_id, t.term, t.weight, s.listed_at_ms
                       from search_term t
                       join shelf s on s.product_id = t.product_id
                      where t.term in ($1, $2, $3, $4, $5, $6, $7, $8)
                      order by t.weight desc limit $9"
                ),
                values,
            )
            .await?;
        rows.extend(found);
    }
    debug_assert!(terms.len() <= TERMS_MOST);
    Ok(rows)
}
