//! Every statement of tokens, in the order of their life.

use kernel::Paise;
use kernel::ids::{OrderId, ShipmentId};
use store::{DbError, Read, Tx, params, sql};

/// Shipments of one order at most.
const MANY: kernel::Limit = kernel::Limit::of(500);

/// What each shipment of an order costs its buyer, goods and way.
pub(super) async fn worth_of(read: &mut Read, order: OrderId) -> Result<Vec<(ShipmentId, Paise)>, DbError> {
    read.rows(
        sql!(
            "select s.id,
                    s.freight_paise - s.funded_paise
                    + (select cast(coalesce(sum(p.goods_paise - p.funded_paise), 0) as bigint) from parcel p where p.shipment_id = s.id)
               from shipment s where s.order_id = $1 order by s.shipment_no limit $2"
        ),
        params![order, MANY],
    )
    .await
}

/// A shipment's part of a token.
pub(super) async fn insert(
    tx: &mut Tx,
    (order, shipment): (OrderId, ShipmentId),
    token: Paise,
    keeps: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into cash_token (shipment_id, order_id, token_paise, keeps_paise) values ($1, $2, $3, $4)"
        ),
        params![shipment, order, token, keeps],
    )
    .await
}

/// The token of an order.
pub(super) async fn of_order(read: &mut Read, order: OrderId) -> Result<Paise, DbError> {
    let (token,) = read
        .one(
            sql!("select cast(coalesce(sum(token_paise), 0) as bigint) from cash_token where order_id = $1"),
            params![order],
        )
        .await?;
    Ok(token)
}

store::row! {
    /// A shipment's part of a token, of which nothing has become yet.
    pub struct TokenRow {
        /// Of which order.
        pub order: OrderId,
        /// How much.
        pub token: Paise,
        /// So much of it is kept if the shipment is turned away.
        pub keeps: Paise,
    }
}

/// The part of a shipment whose order was confirmed by its token, until something has become of it.
pub(super) async fn living(read: &mut Read, shipment: ShipmentId) -> Result<Option<TokenRow>, DbError> {
    read.row(
        sql!(
            "select t.order_id, t.token_paise, t.keeps_paise
               from cash_token t join buyer_order o on o.id = t.order_id
              where t.shipment_id = $1 and t.ended_at_ms is null and o.state = 'confirmed'"
        ),
        params![shipment],
    )
    .await
}

/// What has become of a part: counted, kept, given back. `false`: somebody was faster.
pub(super) async fn end(
    tx: &mut Tx,
    shipment: ShipmentId,
    (counted, kept, back): (Paise, Paise, Paise),
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update cash_token set counted_paise = $2, kept_paise = $3, back_paise = $4, ended_at_ms = $5
                  where shipment_id = $1 and ended_at_ms is null"
            ),
            params![shipment, counted, kept, back, now],
        )
        .await?;
    Ok(changed == 1)
}
