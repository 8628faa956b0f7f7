//! Every statement on reviews.

use kernel::ids::{LineId, MakerId, OrderId, PersonId, ProductId};
use kernel::{Lang, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::reviews::{Review, ReviewAsk};

store::row! {
    /// A line that has reached its buyer.
    pub struct BoughtLine {
        /// Its order.
        pub order: OrderId,
        /// The good.
        pub product: ProductId,
        /// Who made it.
        pub maker: MakerId,
    }
}

/// A line of this person's order that has reached her.
pub(super) async fn bought(
    read: &mut Read,
    person: PersonId,
    line: LineId,
) -> Result<Option<BoughtLine>, DbError> {
    read.row(
        sql!(
            "select o.id, l.product_id, c.maker_id
               from order_line l join parcel c on c.id = l.parcel_id join buyer_order o on o.id = l.order_id
              where l.id = $1 and o.person_id = $2 and c.state = 'delivered' and c.in_trial = 0"
        ),
        params![line, person],
    )
    .await
}

/// Writes a review, once per line. `false`: there is one.
pub(super) async fn insert(
    tx: &mut Tx,
    person: PersonId,
    line: LineId,
    bought: &BoughtLine,
    stars: i64,
    words: &str,
    lang: Lang,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into review
                        (line_id, order_id, product_id, maker_id, person_id, stars, words, lang, written_at_ms, reply)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')
                 on conflict (line_id) do nothing"
            ),
            params![line, bought.order, bought.product, bought.maker, person, stars, words, lang, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Whether a review is of this maker's good.
pub(super) async fn is_of(read: &mut Read, maker: MakerId, line: LineId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(sql!("select count(*) from review where line_id = $1 and maker_id = $2"), params![line, maker])
        .await?;
    Ok(count == 1)
}

/// Keeps the maker's answer, once. `false`: there is one.
pub(super) async fn reply(tx: &mut Tx, line: LineId, words: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update review set reply = $2, replied_at_ms = $3 where line_id = $1 and replied_at_ms is null"
            ),
            params![line, words, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The lines of an order that have reached their buyer, with what she said of them.
pub(super) async fn asks(read: &mut Read, order: OrderId, limit: Limit) -> Result<Vec<ReviewAsk>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.name_hi, l.name_en, m.name_hi, m.name_en, r.stars, r.words
               from order_line l join parcel c on c.id = l.parcel_id join maker m on m.id = c.maker_id
               left join review r on r.line_id = l.id
              where l.order_id = $1 and c.state = 'delivered' and c.in_trial = 0 order by l.position limit $2"
        ),
        params![order, limit],
    )
    .await
}

/// The newest reviews of a good.
pub(super) async fn of_product(
    read: &mut Read,
    product: ProductId,
    limit: Limit,
) -> Result<Vec<Review>, DbError> {
    read.rows(
        sql!(
            "select r.line_id, p.name_hi, p.name_en, r.stars, r.words, r.written_at_ms, r.reply
               from review r join product p on p.id = r.product_id
              where r.product_id = $1 order by r.written_at_ms desc, r.line_id desc limit $2"
        ),
        params![product, limit],
    )
    .await
}

/// The newest reviews of a maker's goods.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Review>, DbError> {
    read.rows(
        sql!(
            "select r.line_id, p.name_hi, p.name_en, r.stars, r.words, r.written_at_ms, r.reply
               from review r join product p on p.id = r.product_id
              where r.maker_id = $1 order by r.written_at_ms desc, r.line_id desc limit $2"
        ),
        params![maker, limit],
    )
    .await
}
