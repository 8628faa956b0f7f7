//! Every statement on photos at doors, in life order.

use kernel::ids::{ComplaintId, DoorPhotoId, HubId, OrderId, PersonId, ShipmentId};
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::machine::DoorState;
use super::read::DoorView;
use crate::audit::Trail;
use crate::delivery::{Carrier, Shipment};
use crate::quotes::PaymentMethod;

/// Shipments of one order, and photos of one buyer.
const SOME: Limit = Limit::of(Limit::MOST);

/// How a shipment of a hub is carried, stands, is paid, and what the goods in it are worth.
pub(super) async fn under_way(
    read: &mut Read,
    hub: HubId,
    id: ShipmentId,
) -> Result<Option<(Carrier, Shipment, PaymentMethod, i64)>, DbError> {
    read.row(
        sql!(
            "select s.carrier, s.state, o.payment_method,
                    (select cast(coalesce(sum(p.goods_paise), 0) as bigint) from parcel p
                      where p.shipment_id = s.id and p.state = 'shipped')
               from shipment s join buyer_order o on o.id = s.order_id
              where s.id = $1 and s.hub_id = $2"
        ),
        params![id, hub],
    )
    .await
}

/// A photo at a door.
pub(super) async fn insert(
    tx: &mut Tx,
    id: DoorPhotoId,
    shipment: ShipmentId,
    (picture, by): (&str, PersonId),
    until: Day,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into door_photo (id, shipment_id, picture_id, taken_by, at_ms, held_until_day, state, version, trail)
             values ($1, $2, $3, $4, $5, $6, 'unsaid', 1, $7)"
        ),
        params![id, shipment, picture, by, now, until, *trail],
    )
    .await
}

/// Its makers are paid by a later day; in a trial nobody is.
pub(super) async fn pay_later(tx: &mut Tx, shipment: ShipmentId, by: Day) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update parcel set pay_by_day = $2
              where shipment_id = $1 and state = 'delivered' and pay_by_day is not null"
        ),
        params![shipment, by],
    )
    .await
}

store::row! {
    /// A photo as its buyer's word finds it.
    pub struct DoorRow {
        /// Its id.
        pub id: DoorPhotoId,
        /// The order's code.
        pub order: String,
        /// The last day.
        pub until: Day,
        /// How it stands.
        pub state: DoorState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// The photo of a shipment, if its order is this buyer's.
pub(super) async fn row_of(
    read: &mut Read,
    person: PersonId,
    id: ShipmentId,
) -> Result<Option<DoorRow>, DbError> {
    read.row(
        sql!(
            "select d.id, o.code, d.held_until_day, d.state, d.version, d.trail
               from door_photo d join shipment s on s.id = d.shipment_id join buyer_order o on o.id = s.order_id
              where d.shipment_id = $1 and o.person_id = $2"
        ),
        params![id, person],
    )
    .await
}

/// Its buyer has said something, unless she was faster. `false`: she was.
pub(super) async fn move_to(
    tx: &mut Tx,
    row: &DoorRow,
    to: DoorState,
    complaint: Option<ComplaintId>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update door_photo set state = $3, complaint_id = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, complaint, *trail],
        )
        .await?;
    Ok(changed == 1)
}

macro_rules! views {
    ($where:literal) => {
        sql!(
            "select d.shipment_id, o.code, d.picture_id, d.at_ms, d.held_until_day, d.state, coalesce(c.number, '')
               from door_photo d join shipment s on s.id = d.shipment_id join buyer_order o on o.id = s.order_id
               left join complaint c on c.id = d.complaint_id ",
            $where
        )
    };
}

/// What was left of an order.
pub(super) async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<DoorView>, DbError> {
    read.rows(views!("where s.order_id = $1 order by d.at_ms, d.id limit $2"), params![order, SOME]).await
}

/// What was left of a buyer's shipment.
pub(super) async fn of_person(
    read: &mut Read,
    person: PersonId,
    id: ShipmentId,
) -> Result<Option<DoorView>, DbError> {
    read.row(views!("where d.shipment_id = $1 and o.person_id = $2"), params![id, person]).await
}

/// What a hub left.
pub(super) async fn of_hub(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<DoorView>, DbError> {
    read.row(views!("where d.shipment_id = $1 and s.hub_id = $2"), params![id, hub]).await
}

/// Photos at a buyer's doors.
pub(super) async fn pictures_of(read: &mut Read, person: PersonId) -> Result<Vec<(String,)>, DbError> {
    read.rows(
        sql!(
            "select d.picture_id
               from door_photo d join shipment s on s.id = d.shipment_id join buyer_order o on o.id = s.order_id
              where o.person_id = $1 and d.picture_id is not null order by d.id limit $2"
        ),
        params![person, SOME],
    )
    .await
}

/// Blanks the photos at a buyer's doors.
pub(super) async fn blank(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update door_photo set picture_id = null
              where shipment_id in (select s.id from shipment s join buyer_order o on o.id = s.order_id
                                     where o.person_id = $1)"
        ),
        params![person],
    )
    .await
}
