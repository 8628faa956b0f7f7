//! The statement on what is inside a maker's parcels.

use kernel::Limit;
use kernel::ids::MakerId;
use store::{DbError, Read, params, sql};

use super::contents::Content;

/// The lines of a maker's parcels, newest parcel first.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Content>, DbError> {
    read.rows(
        sql!(
            "select l.parcel_id, l.name_hi, l.name_en, l.label_hi, l.label_en, l.quantity
               from parcel p join order_line l on l.parcel_id = p.id
              where p.maker_id = $1 and p.state not in ('planned', 'cancelled')
              order by p.asked_at_ms desc, p.id desc, l.position limit $2"
        ),
        params![maker, limit],
    )
    .await
}
