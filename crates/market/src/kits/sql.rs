//! Every statement on kits, in life order: put together, found, put into a basket, quoted, ordered, given back.

use kernel::ids::{CartId, CollectionId, KitId, MakerId, OfferId, OrderId, QuoteId, VariantId};
use kernel::{BadCell, Day, Limit, Paise, Words};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::Bought;
use super::act::Draft;
use crate::catalogue::columns::Columns;
use crate::offers::OfferState;

/// Goods in a kit, and kits in a basket or an order.
const PARTS: Limit = Limit::of(40);

/// The size or colour a kit's part is named by: by its id or key if one was typed, else the cheapest that is still made.
pub(super) async fn variant_of(
    read: &mut Read,
    slug: &str,
    variant: &str,
) -> Result<Option<(VariantId, MakerId, Paise)>, DbError> {
    read.row(
        sql!(
            "select v.id, p.maker_id, v.price_paise
               from product p join variant v on v.product_id = p.id
              where p.slug = $1 and v.ended_at_ms is null and (v.id = $2 or v.variant_key = $2 or $2 = '')
              order by v.price_paise, v.id limit 1"
        ),
        params![slug, variant],
    )
    .await
}

/// The kit of an address, however it stands.
pub(super) async fn of_slug(read: &mut Read, slug: &str) -> Result<Option<KitId>, DbError> {
    let found: Option<(KitId,)> = read.row(sql!("select id from kit where slug = $1"), params![slug]).await?;
    Ok(found.map(|(id,)| id))
}

/// The collection of an address, however it stands.
pub(super) async fn collection(read: &mut Read, slug: &str) -> Result<Option<CollectionId>, DbError> {
    let found: Option<(CollectionId,)> =
        read.row(sql!("select id from collection where slug = $1"), params![slug]).await?;
    Ok(found.map(|(id,)| id))
}

/// A maker by the last part of her page's address.
pub(super) async fn maker(read: &mut Read, slug: &str) -> Result<Option<MakerId>, DbError> {
    let found: Option<(MakerId,)> =
        read.row(sql!("select id from maker where slug = $1"), params![slug]).await?;
    Ok(found.map(|(id,)| id))
}

/// A new kit.
pub(super) async fn insert(
    tx: &mut Tx,
    (id, offer): (KitId, OfferId),
    draft: &Draft,
    collection: Option<CollectionId>,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into kit (id, offer_id, slug, words_hi, words_en, price_paise, collection_id) values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![id, offer, draft.slug, draft.words.hi.trim(), draft.words.en.trim(), draft.price, collection],
    )
    .await
}

/// A part of it.
pub(super) async fn insert_part(
    tx: &mut Tx,
    kit: KitId,
    (variant, pieces): (VariantId, u32),
    place: u32,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into kit_part (kit_id, variant_id, pieces, place) values ($1, $2, $3, $4)"),
        params![kit, variant, pieces, place],
    )
    .await
}

/// A kit with what its offer says of it.
#[derive(Clone, Debug)]
pub struct Kit {
    /// Its id.
    pub id: KitId,
    /// The last part of its address.
    pub slug: String,
    /// Its offer.
    pub offer: OfferId,
    /// What it is called.
    pub name: Words,
    /// What it is.
    pub words: Words,
    /// What one costs, tax included.
    pub price: Paise,
    /// What one costs less than its parts, at most.
    pub off: Paise,
    /// Which maker pays for that, if one does.
    pub maker: Option<MakerId>,
    /// The feast it belongs to.
    pub collection: Option<CollectionId>,
    /// Its first day.
    pub from: Day,
    /// Its last.
    pub to: Day,
    /// How many are sold.
    pub used: i64,
    /// How many there are.
    pub uses_most: i64,
    /// How its offer stands.
    pub state: OfferState,
}

impl Kit {
    /// What it is called.
    pub fn name(&self) -> Words {
        self.name.clone()
    }
}

impl FromRow for Kit {
    fn from_row(row: Row) -> Result<Kit, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Kit {
            id: columns.next()?,
            slug: columns.next()?,
            offer: columns.next()?,
            name: columns.words()?,
            words: columns.words()?,
            price: columns.next()?,
            off: columns.next()?,
            maker: columns.next()?,
            collection: columns.next()?,
            from: columns.next()?,
            to: columns.next()?,
            used: columns.next()?,
            uses_most: columns.next()?,
            state: columns.next()?,
        })
    }
}

/// Columns of a kit.
macro_rules! kits {
    ($rest:literal) => {
        sql!(
            "select k.id, k.slug, k.offer_id, f.name_hi, f.name_en, k.words_hi, k.words_en, k.price_paise, f.most_paise, f.maker_id,
                    k.collection_id, f.from_day, f.to_day, f.used, f.uses_most, f.state
               from kit k join offer f on f.id = k.offer_id ",
            $rest
        )
    };
}

/// One kit.
pub(crate) async fn one(read: &mut Read, id: KitId) -> Result<Option<Kit>, DbError> {
    read.row(kits!("where k.id = $1"), params![id]).await
}

/// The kit of an address, if everybody may see it: it was approved.
pub(super) async fn by_slug(read: &mut Read, slug: &str) -> Result<Option<Kit>, DbError> {
    read.row(kits!("where k.slug = $1 and f.state in ('running', 'ended')"), params![slug]).await
}

/// All kits, the newest first.
pub(super) async fn all(read: &mut Read, limit: Limit) -> Result<Vec<Kit>, DbError> {
    read.rows(kits!("order by k.id desc limit $1"), params![limit]).await
}

/// Kits that are sold on a day and not sold out, what ends first first.
pub(super) async fn open_on(read: &mut Read, day: Day, limit: Limit) -> Result<Vec<Kit>, DbError> {
    read.rows(
        kits!(
            "where f.state = 'running' and f.from_day <= $1 and f.to_day >= $1 and f.used < f.uses_most
             order by f.to_day, k.id limit $2"
        ),
        params![day, limit],
    )
    .await
}

store::row! {
    /// A good of a kit.
    pub struct Part {
        /// Which size or colour.
        pub variant: VariantId,
        /// How many in one kit.
        pub pieces: u32,
    }
}

/// What is in a kit, in order.
pub(super) async fn parts(read: &mut Read, kit: KitId) -> Result<Vec<Part>, DbError> {
    read.rows(
        sql!("select variant_id, pieces from kit_part where kit_id = $1 order by place limit $2"),
        params![kit, PARTS],
    )
    .await
}

/// Puts kits into a basket or changes how many.
pub(super) async fn set_in_cart(tx: &mut Tx, cart: CartId, kit: KitId, pieces: u32) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into cart_kit (cart_id, kit_id, pieces, added_at_ms) values ($1, $2, $3, $4)
             on conflict (cart_id, kit_id) do update set pieces = excluded.pieces"
        ),
        params![cart, kit, pieces, now],
    )
    .await
}

/// Takes kits out of a basket.
pub(super) async fn remove_from_cart(tx: &mut Tx, cart: CartId, kit: KitId) -> Result<(), DbError> {
    tx.put(sql!("delete from cart_kit where cart_id = $1 and kit_id = $2"), params![cart, kit]).await
}

/// Kits in a basket, in the order they were put there.
pub(super) async fn in_cart(read: &mut Read, cart: CartId) -> Result<Vec<(KitId, u32)>, DbError> {
    read.rows(
        sql!("select kit_id, pieces from cart_kit where cart_id = $1 order by added_at_ms, kit_id limit $2"),
        params![cart, PARTS],
    )
    .await
}

/// Takes what was ordered out of the basket.
pub(crate) async fn clear_ordered(tx: &mut Tx, cart: CartId, quote: QuoteId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "delete from cart_kit
              where cart_id = $1 and kit_id in (select q.kit_id from quote_kit q where q.quote_id = $2)"
        ),
        params![cart, quote],
    )
    .await
}

/// A kit of a quote.
pub(crate) async fn insert_quoted(tx: &mut Tx, quote: QuoteId, kit: &Bought) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into quote_kit (quote_id, kit_id, name_hi, name_en, pieces, price_paise, off_paise) values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![quote, kit.kit, kit.name.hi, kit.name.en, kit.pieces, kit.price, kit.off],
    )
    .await
}

impl FromRow for Bought {
    fn from_row(row: Row) -> Result<Bought, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Bought {
            kit: columns.next()?,
            name: columns.words()?,
            pieces: columns.next()?,
            price: columns.next()?,
            off: columns.next()?,
        })
    }
}

/// The kits of a quote.
pub(crate) async fn of_quote(read: &mut Read, quote: QuoteId) -> Result<Vec<Bought>, DbError> {
    read.rows(
        sql!(
            "select kit_id, name_hi, name_en, pieces, price_paise, off_paise from quote_kit where quote_id = $1 order by kit_id limit $2"
        ),
        params![quote, PARTS],
    )
    .await
}

/// A quote nobody ordered is forgotten.
pub(crate) async fn forget_quoted(tx: &mut Tx, quote: QuoteId) -> Result<(), DbError> {
    tx.put(sql!("delete from quote_kit where quote_id = $1"), params![quote]).await
}

/// So many more are sold. `false`: so many are not left, or it was stopped.
pub(super) async fn use_some(tx: &mut Tx, kit: KitId, pieces: u32) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update offer set used = used + $2
                  where id = (select k.offer_id from kit k where k.id = $1) and state = 'running' and used + $2 <= uses_most"
            ),
            params![kit, pieces],
        )
        .await?;
    Ok(changed == 1)
}

/// An order has them.
pub(super) async fn insert_ordered(tx: &mut Tx, order: OrderId, kit: &Bought) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into order_kit (order_id, kit_id, name_hi, name_en, pieces, price_paise, off_paise) values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![order, kit.kit, kit.name.hi, kit.name.en, kit.pieces, kit.price, kit.off],
    )
    .await
}

/// The kits of an order.
pub(super) async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<Bought>, DbError> {
    read.rows(
        sql!(
            "select kit_id, name_hi, name_en, pieces, price_paise, off_paise from order_kit where order_id = $1 order by kit_id limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// An order has a kit no more. `false`: it had given it back already.
pub(super) async fn end_ordered(tx: &mut Tx, order: OrderId, kit: KitId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update order_kit set given_back_at_ms = $3
                  where order_id = $1 and kit_id = $2 and given_back_at_ms is null"
            ),
            params![order, kit, now],
        )
        .await?;
    Ok(changed == 1)
}

/// So many can be sold again.
pub(super) async fn free(tx: &mut Tx, kit: KitId, pieces: u32) -> Result<(), DbError> {
    tx.put(
        sql!("update offer set used = used - $2 where id = (select k.offer_id from kit k where k.id = $1)"),
        params![kit, pieces],
    )
    .await
}
