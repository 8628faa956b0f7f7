//! Statements behind the checks of photos at doors.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;
use crate::doors::WITHOUT_CODE_MOST;

store::row! {
    /// A photo, or a parcel, that is not as it should be.
    pub struct OddRow {
        /// Its id.
        pub id: String,
    }
}

impl Keyed for OddRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Photos at doors where nothing should have been left.
pub(super) async fn left(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<OddRow>, DbError> {
    read.rows(
        sql!(
            "select d.id
               from door_photo d join shipment s on s.id = d.shipment_id join buyer_order o on o.id = s.order_id
              where d.id > $1
                and (s.carrier <> 'own_hands' or s.state <> 'delivered' or o.payment_method = 'cash'
                     or (select cast(coalesce(sum(p.goods_paise), 0) as bigint) from parcel p
                          where p.shipment_id = s.id and p.state = 'delivered') > $3)
              order by d.id limit $2"
        ),
        params![after, limit, WITHOUT_CODE_MOST],
    )
    .await
}

/// Parcels taken up by a living payout whose batch was made while the buyer had said nothing and might still.
pub(super) async fn paid_early(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<OddRow>, DbError> {
    read.rows(
        sql!(
            "select p.id
               from door_photo d join parcel p on p.shipment_id = d.shipment_id
               join payout_line l on l.parcel_id = p.id and l.ended_at_ms is null
               join payout y on y.id = l.payout_id join payout_batch b on b.id = y.batch_id
              where p.id > $1 and b.made_at_ms < (d.held_until_day + 1) * 86400000 - 19800000
                and not exists (select 1 from audit_entry e
                                 where e.subject = d.id and e.seq = 2 and e.at_ms <= b.made_at_ms)
              order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
