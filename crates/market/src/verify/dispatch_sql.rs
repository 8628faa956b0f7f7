//! The statements behind the checks of the dispatch clock.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A parcel that was called off without an offer.
    pub struct Unoffered {
        /// The step that called it off.
        pub id: String,
    }
}

store::row! {
    /// A parcel, what stands in for it, and what went back.
    pub struct SwapRow {
        /// The step in which its buyer chose.
        pub id: String,
        /// Its order.
        pub order: String,
        /// How it stands.
        pub state: String,
        /// Its goods.
        pub goods: Paise,
        /// The order of what stands in for it.
        pub new_order: String,
        /// The goods of that.
        pub new_goods: Paise,
        /// What was given back about it.
        pub refunded: Paise,
        /// What its refund voucher says.
        pub vouched: Paise,
    }
}

impl Keyed for Unoffered {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for SwapRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Parcels the clock has called off that nobody was asked about.
pub(super) async fn unoffered(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Unoffered>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!(
                "select e.id from dispatch_step e
                  where e.id > $1 and e.step = 'end'
                    and not exists (select 1 from dispatch_step o
                                     where o.parcel_id = e.parcel_id and o.about = e.about and o.step = 'offer'
                                       and o.at_ms < e.at_ms)
                  order by e.id limit $2"
            ),
            params![after, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| Unoffered { id }).collect())
}

/// Parcels with what stands in for them.
pub(super) async fn swaps(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<SwapRow>, DbError> {
    read.rows(
        sql!(
            "select s.id, p.order_id, p.state, p.goods_paise - p.funded_paise, n.order_id, n.goods_paise - n.funded_paise,
                    (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from refund r
                      where r.order_id = p.order_id and r.about = p.id),
                    (select cast(coalesce(sum(b.total_paise), 0) as bigint) from bill b
                      where b.parcel_id = p.id and b.kind = 'refund_voucher')
               from dispatch_step s join parcel p on p.id = s.parcel_id join parcel n on n.id = s.swapped_for
              where s.id > $1 and s.state = 'swap' order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
