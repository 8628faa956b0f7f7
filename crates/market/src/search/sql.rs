//! Every statement on the documents of search, in the order they are made and read.

use kernel::ids::ProductId;
use kernel::{BadCell, Time};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::index::Document;

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
        /// When it was listed.
        pub listed_at: Time,
        /// How many reviews there are.
        pub reviews: i64,
        /// Stars in all.
        pub stars: i64,
    }
}

/// The text of a product, if it is on the shelf.
pub(crate) async fn text_of(tx: &mut Tx, product: ProductId) -> Result<Option<ProductText>, DbError> {
    tx.row(
        sql!(
            "select p.slug, p.name_hi, p.name_en, p.words_hi, p.words_en, p.ingredients_hi, p.ingredients_en,
                    c.name_hi, c.name_en, s.maker_name_hi, s.maker_name_en, s.village_hi, s.village_en,
                    s.listed_at_ms, (select count(*) from review r where r.product_id = s.product_id),
                    (select cast(coalesce(sum(r.stars), 0) as bigint) from review r where r.product_id = s.product_id)
               from shelf s
               join product p on p.id = s.product_id
               join craft c on c.craft_key = s.craft_key
              where s.product_id = $1"
        ),
        params![product],
    )
    .await
}

/// Says that goods have changed; who reads the version in the same transaction holds it until the end.
pub(crate) async fn bump(tx: &mut Tx) -> Result<(), DbError> {
    tx.put(sql!("update search_version set version = version + 1 where id = 1"), params![]).await
}

/// Keeps the terms of a product under the version as it stands.
pub(crate) async fn put_document(
    tx: &mut Tx,
    product: ProductId,
    (listed_at, praise): (Time, i64),
    terms: &str,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into search_document (product_id, version, listed_at_ms, terms, praise)
             select $1, v.version, $2, $3, $4 from search_version v where v.id = 1
             on conflict (product_id) do update
                set version = excluded.version, listed_at_ms = excluded.listed_at_ms, terms = excluded.terms,
                    praise = excluded.praise"
        ),
        params![product, listed_at, terms, praise],
    )
    .await
}

/// Takes the terms of a product away; that it had some is kept, so that every process hears of it.
pub(crate) async fn empty_document(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update search_document
                set terms = '', version = (select v.version from search_version v where v.id = 1)
              where product_id = $1"
        ),
        params![product],
    )
    .await
}

/// The versions of goods and of words that mean the same.
pub(crate) async fn versions(read: &mut Read) -> Result<(i64, i64), DbError> {
    read.one(sql!("select version, synonyms from search_version where id = 1"), params![]).await
}

impl FromRow for Document {
    fn from_row(mut row: Row) -> Result<Self, BadCell> {
        Ok(Document {
            product: row.take(0)?,
            version: row.take(1)?,
            listed_at: row.take(2)?,
            terms: row.take(3)?,
            praise: row.take(4)?,
        })
    }
}

/// Documents behind a version and product, in the order of versions.
pub(crate) async fn documents(
    read: &mut Read,
    after: &(i64, String),
    most: i64,
) -> Result<Vec<Document>, DbError> {
    read.rows(
        sql!(
            "select d.product_id, d.version, d.listed_at_ms, d.terms, d.praise
               from search_document d
              where (d.version, d.product_id) > ($1, $2)
              order by d.version, d.product_id limit $3"
        ),
        params![after.0, after.1, most],
    )
    .await
}

/// Products whose terms are to be made again: on the shelf or with terms, in the order of their ids.
pub(crate) async fn to_rebuild(read: &mut Read, after: &str, most: i64) -> Result<Vec<ProductId>, DbError> {
    let rows: Vec<(ProductId,)> = read
        .rows(
            sql!(
                "select p.id from product p
                  where p.id > $1
                    and (exists (select 1 from shelf s where s.product_id = p.id)
                         or exists (select 1 from search_document d where d.product_id = p.id and d.terms <> ''))
                  order by p.id limit $2"
            ),
            params![after, most],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Products on the shelf that have no terms yet, in the order of their ids.
pub(crate) async fn without_terms(
    read: &mut Read,
    after: &str,
    most: i64,
) -> Result<Vec<ProductId>, DbError> {
    let rows: Vec<(ProductId,)> = read
        .rows(
            sql!(
                "select s.product_id from shelf s
                  where s.product_id > $1
                    and not exists (select 1 from search_document d where d.product_id = s.product_id)
                  order by s.product_id limit $2"
            ),
            params![after, most],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
