//! Every statement on collections, in life order.

use kernel::ids::{CollectionId, ProductId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::act::Draft;
use super::machine::CollectionState;
use super::read::Collection;
use crate::audit::Trail;

store::row! {
    /// How far a collection has come.
    pub struct Standing {
        /// Its id.
        pub id: CollectionId,
        /// How it stands.
        pub state: CollectionState,
        /// How often it was changed.
        pub version: i64,
        /// The end of its trail.
        pub trail: Trail,
    }
}

/// The good of this address, if it is on the shelf.
pub(super) async fn product_of(read: &mut Read, slug: &str) -> Result<Option<ProductId>, DbError> {
    let found: Option<(ProductId,)> =
        read.row(sql!("select product_id from shelf where slug = $1"), params![slug]).await?;
    Ok(found.map(|(id,)| id))
}

/// The collection of this address, however it stands.
pub(super) async fn of_slug(read: &mut Read, slug: &str) -> Result<Option<CollectionId>, DbError> {
    let found: Option<(CollectionId,)> =
        read.row(sql!("select id from collection where slug = $1"), params![slug]).await?;
    Ok(found.map(|(id,)| id))
}

/// Writes a new one.
pub(super) async fn insert(
    tx: &mut Tx,
    id: CollectionId,
    draft: &Draft,
    trail: &Trail,
) -> Result<(), DbError> {
    let (from, to) = draft.window;
    tx.put(
        sql!(
            "insert into collection (id, slug, name_hi, name_en, words_hi, words_en, from_day, to_day, order_by_day,
                                     state, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'draft', 1, $10)"
        ),
        params![
            id,
            draft.slug,
            draft.name.hi,
            draft.name.en,
            draft.words.hi,
            draft.words.en,
            from,
            to,
            draft.order_by,
            *trail
        ],
    )
    .await
}

/// How far one has come.
pub(super) async fn standing(read: &mut Read, id: CollectionId) -> Result<Option<Standing>, DbError> {
    read.row(sql!("select id, state, version, trail from collection where id = $1"), params![id]).await
}

/// A step of the version that was read. `false`: somebody was faster.
pub(super) async fn advance(
    tx: &mut Tx,
    (id, version): (CollectionId, i64),
    to: CollectionState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update collection set state = $3, version = version + 1, trail = $4 where id = $1 and version = $2"
            ),
            params![id, version, to, *trail],
        )
        .await?;
    Ok(changed == 1)
}

/// Its words and days anew.
pub(super) async fn rewrite(tx: &mut Tx, id: CollectionId, draft: &Draft) -> Result<(), DbError> {
    let (from, to) = draft.window;
    tx.put(
        sql!(
            "update collection set slug = $2, name_hi = $3, name_en = $4, words_hi = $5, words_en = $6,
                                   from_day = $7, to_day = $8, order_by_day = $9
              where id = $1"
        ),
        params![
            id,
            draft.slug,
            draft.name.hi,
            draft.name.en,
            draft.words.hi,
            draft.words.en,
            from,
            to,
            draft.order_by
        ],
    )
    .await
}

/// It has no goods any more.
pub(super) async fn empty(tx: &mut Tx, id: CollectionId) -> Result<(), DbError> {
    tx.exec(sql!("delete from collection_good where collection_id = $1"), params![id]).await.map(drop)
}

/// One of its goods.
pub(super) async fn put_good(
    tx: &mut Tx,
    id: CollectionId,
    product: ProductId,
    place: i64,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into collection_good (collection_id, product_id, place) values ($1, $2, $3)"),
        params![id, product, place],
    )
    .await
}

/// Columns of a collection.
macro_rules! collections {
    ($rest:literal) => {
        sql!(
            "select c.id, c.slug, c.name_hi, c.name_en, c.words_hi, c.words_en, c.from_day, c.to_day, c.order_by_day,
                    c.state, c.version
               from collection c ",
            $rest
        )
    };
}

/// Those that are shown and open on a day; what ends first stands first.
pub(super) async fn open_on(read: &mut Read, day: Day, limit: Limit) -> Result<Vec<Collection>, DbError> {
    read.rows(
        collections!(
            "where c.state = 'shown' and c.to_day >= $1 and c.from_day <= $1 order by c.to_day, c.slug limit $2"
        ),
        params![day, limit],
    )
    .await
}

/// The one of this address, if it is shown.
pub(super) async fn by_slug(read: &mut Read, slug: &str) -> Result<Option<Collection>, DbError> {
    read.row(collections!("where c.slug = $1 and c.state = 'shown'"), params![slug]).await
}

/// One, however it stands.
pub(super) async fn one(read: &mut Read, id: CollectionId) -> Result<Option<Collection>, DbError> {
    read.row(collections!("where c.id = $1"), params![id]).await
}

/// All, the latest window first.
pub(super) async fn all(read: &mut Read, limit: Limit) -> Result<Vec<Collection>, DbError> {
    read.rows(collections!("order by c.to_day desc, c.slug limit $1"), params![limit]).await
}

/// Its goods in their order, with the last part of their address; also those that have left the shelf.
pub(super) async fn goods(
    read: &mut Read,
    id: CollectionId,
    limit: Limit,
) -> Result<Vec<(ProductId, String)>, DbError> {
    read.rows(
        sql!(
            "select g.product_id, p.slug from collection_good g join product p on p.id = g.product_id
              where g.collection_id = $1 order by g.place limit $2"
        ),
        params![id, limit],
    )
    .await
}
