//! The statement behind the check of returns.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A return beside its line, its claim and the stock.
    pub struct ReturnRow {
        /// Its id.
        pub id: String,
        /// How many pieces.
        pub quantity: i64,
        /// How many were bought.
        pub bought: i64,
        /// How many are on their way back or were given back.
        pub taken: i64,
        /// Whether it was granted.
        pub is_granted: i64,
        /// How many pieces its claim gives back.
        pub claimed: i64,
        /// Whether it is food.
        pub is_food: i64,
        /// Whether it is to come back.
        pub comes_back: i64,
        /// Whether it lies on the shelf again.
        pub on_shelf: i64,
        /// How many pieces the stock received for it.
        pub received: i64,
        /// How many pieces a new parcel brings; nothing without one.
        pub anew: i64,
        /// How many of them are the same good in the same order.
        pub anew_same: i64,
        /// Whether there is a new parcel.
        pub is_anew: i64,
    }
}

impl Keyed for ReturnRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Returns.
pub(super) async fn returns(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ReturnRow>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.quantity, l.quantity,
                    cast((select coalesce(sum(o.quantity), 0) from goods_return o
                           where o.line_id = r.line_id and o.state in ('asked', 'awaited'))
                       + (select coalesce(sum(c.quantity), 0) from claim c
                           where c.line_id = r.line_id and c.state <> 'refused') as bigint),
                    case when r.state = 'granted' then 1 else 0 end,
                    (select cast(coalesce(sum(c.quantity), 0) as bigint) from claim c
                      where c.id = r.claim_id and c.line_id = r.line_id),
                    p.is_food, case when r.way = 'back' then 1 else 0 end,
                    case when r.disposal = 'shelf' then 1 else 0 end,
                    (select cast(coalesce(sum(s.on_hand_change), 0) as bigint) from stock_movement s
                      where s.why = 'received' and s.source = r.id),
                    (select cast(coalesce(sum(n.quantity), 0) as bigint) from order_line n where n.parcel_id = r.exchange_parcel_id),
                    (select cast(coalesce(sum(n.quantity), 0) as bigint) from order_line n
                      where n.parcel_id = r.exchange_parcel_id and n.variant_id = l.variant_id and n.order_id = r.order_id
                        and n.unit_paise = l.unit_paise),
                    case when r.exchange_parcel_id is null then 0 else 1 end
               from goods_return r
               join order_line l on l.id = r.line_id
               join parcel p on p.id = r.parcel_id
              where r.id > $1 order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
