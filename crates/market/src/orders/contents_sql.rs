//! The statements on what is inside a maker's parcels.

use kernel::Limit;
use kernel::ids::{MakerId, ParcelId};
use store::{DbError, Read, params, sql};

use super::contents::Content;

/// Lines one parcel can have.
const LINES: Limit = Limit::of(100);

/// The lines of a maker's parcels, newest parcel first.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Content>, DbError> {
    read.rows(
        sql!(
            "select l.parcel_id, l.name_hi, l.name_en, l.label_hi, l.label_en, l.quantity,
                    coalesce(i.picture_id, ''), coalesce(i.alt_hi, ''), coalesce(i.alt_en, '')
               from parcel p
               join order_line l on l.parcel_id = p.id
               left join product_picture i on i.product_id = l.product_id and i.position = 1
              where p.maker_id = $1 and p.state not in ('planned', 'cancelled')
              order by p.asked_at_ms desc, p.id desc, l.position limit $2"
        ),
        params![maker, limit],
    )
    .await
}

/// The lines of one parcel of a maker.
pub(super) async fn of_parcel(
    read: &mut Read,
    maker: MakerId,
    parcel: ParcelId,
) -> Result<Vec<Content>, DbError> {
    read.rows(
        sql!(
            "select l.parcel_id, l.name_hi, l.name_en, l.label_hi, l.label_en, l.quantity,
                    coalesce(i.picture_id, ''), coalesce(i.alt_hi, ''), coalesce(i.alt_en, '')
               from parcel p
               join order_line l on l.parcel_id = p.id
               left join product_picture i on i.product_id = l.product_id and i.position = 1
              where p.id = $1 and p.maker_id = $2
              order by l.position limit $3"
        ),
        params![parcel, maker, LINES],
    )
    .await
}
