//! Every statement on couriers, in life order.

use kernel::ids::{BookingId, OrderId, PersonId, ShipmentId, VariantId};
use kernel::india::Pin;
use kernel::{Limit, Paise, Time};
use store::{DbError, Personal, Read, Tx, params, sql};

use super::read::{Asked, Booked, OfferLine};
use super::take::Reach;
use crate::bookings::BookingState;
use crate::personal::{self, ORDER_RECIPIENT, Recipient};

/// Couriers of one shipment, goods in one box.
const PARTS: Limit = Limit::of(100);

/// What a shipment weighs and measures, as it was found last.
pub(super) async fn measures(read: &mut Read, id: ShipmentId) -> Result<Option<(i64, [i64; 3])>, DbError> {
    let row: Option<(i64, i64, i64, i64)> = read
        .row(
            sql!(
                "select weight_g, length_mm, breadth_mm, height_mm from weighing
                  where shipment_id = $1 order by at_ms desc limit 1"
            ),
            params![id],
        )
        .await?;
    Ok(row.map(|(weight, length, breadth, height)| (weight, [length, breadth, height])))
}

/// A shipment is asked about, again perhaps.
pub(super) async fn put_inquiry(tx: &mut Tx, id: ShipmentId, by: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into courier_inquiry (shipment_id, asked_at_ms, asked_by, silent) values ($1, $2, $3, '')
             on conflict (shipment_id) do update
                set asked_at_ms = excluded.asked_at_ms, asked_by = excluded.asked_by, answered_at_ms = null, silent = ''"
        ),
        params![id, now, by],
    )
    .await
}

/// What was offered before holds no more.
pub(super) async fn forget_offers(tx: &mut Tx, id: ShipmentId) -> Result<(), DbError> {
    tx.put(sql!("delete from courier_offer where shipment_id = $1"), params![id]).await
}

/// Whether an answer is awaited.
pub(super) async fn is_awaited(read: &mut Read, id: ShipmentId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from courier_inquiry where shipment_id = $1 and answered_at_ms is null"),
            params![id],
        )
        .await?;
    Ok(count > 0)
}

/// There is an answer, or a reason why there is none. `false`: there was one.
pub(super) async fn close_inquiry(tx: &mut Tx, id: ShipmentId, silent: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update courier_inquiry set answered_at_ms = $2, silent = $3
                  where shipment_id = $1 and answered_at_ms is null"
            ),
            params![id, now, silent],
        )
        .await?;
    Ok(changed == 1)
}

/// A courier who can carry a shipment, as the agent says.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The agent's number of it.
    pub courier_ref: i64,
    /// Its name.
    pub courier: String,
    /// What the agent charges.
    pub rate: Paise,
    /// Within how many days it arrives.
    pub days: Option<i64>,
}

/// One of those who can.
pub(super) async fn insert_offer(tx: &mut Tx, id: ShipmentId, offer: &Offered) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into courier_offer (shipment_id, courier_ref, courier, rate_paise, days) values ($1, $2, $3, $4, $5)
             on conflict (shipment_id, courier_ref) do nothing"
        ),
        params![id, offer.courier_ref, offer.courier, offer.rate, offer.days],
    )
    .await
}

/// What the agent was asked about a shipment.
pub(super) async fn inquiry(read: &mut Read, id: ShipmentId) -> Result<Option<Asked>, DbError> {
    read.row(
        sql!("select asked_at_ms, answered_at_ms, silent from courier_inquiry where shipment_id = $1"),
        params![id],
    )
    .await
}

/// Who can carry a shipment, the cheapest first.
pub(super) async fn offers(read: &mut Read, id: ShipmentId) -> Result<Vec<OfferLine>, DbError> {
    read.rows(
        sql!(
            "select courier_ref, courier, rate_paise, days from courier_offer
              where shipment_id = $1 order by rate_paise, courier_ref limit $2"
        ),
        params![id, PARTS],
    )
    .await
}

/// One of those who can.
pub(super) async fn offer(
    read: &mut Read,
    id: ShipmentId,
    courier_ref: i64,
) -> Result<Option<OfferLine>, DbError> {
    read.row(
        sql!(
            "select courier_ref, courier, rate_paise, days from courier_offer
              where shipment_id = $1 and courier_ref = $2"
        ),
        params![id, courier_ref],
    )
    .await
}

/// Which courier a booking is for, and what it costs.
pub(super) async fn set_courier(tx: &mut Tx, id: BookingId, offer: &OfferLine) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update booking set courier_ref = $2, courier = $3, charged_paise = $4, reason = '', asked_at_ms = $5
              where id = $1"
        ),
        params![id, offer.courier_ref, offer.courier, offer.rate, now],
    )
    .await
}

/// What is booked with the agent for a shipment.
pub(super) async fn booked(read: &mut Read, id: ShipmentId) -> Result<Option<Booked>, DbError> {
    read.row(
        sql!(
            "select state, courier, charged_paise, number, reason, asked_at_ms, label
               from booking where shipment_id = $1 and carrier = 'agent'"
        ),
        params![id],
    )
    .await
}

/// From where to where a shipment goes, and how large it is; nothing before it is weighed.
pub(super) async fn reach(read: &mut Read, id: ShipmentId) -> Result<Option<Reach>, DbError> {
    let Some((weight_g, measures_mm)) = measures(read, id).await? else { return Ok(None) };
    let pins: Option<(Pin, Pin)> = read
        .row(
            sql!(
                "select h.pincode, o.pin from shipment s join hub h on h.id = s.hub_id join buyer_order o on o.id = s.order_id
                  where s.id = $1"
            ),
            params![id],
        )
        .await?;
    Ok(pins.map(|(from, to)| Reach { from, to, weight_g, measures_mm }))
}

store::row! {
    /// A booking with what the agent is told of its order.
    pub struct Head {
        /// How it stands.
        pub state: BookingState,
        /// The shipment.
        pub shipment: ShipmentId,
        /// The agent's number of the courier.
        pub courier_ref: Option<i64>,
        /// The agent's order, if there is one.
        pub outside_order: Option<String>,
        /// The hub's key.
        pub pickup: String,
        /// When it was ordered.
        pub placed_at: Time,
        /// The order.
        pub order: OrderId,
        /// Whose.
        pub person: PersonId,
        /// Who receives it.
        pub to: Personal<Recipient>,
        /// The district.
        pub district: String,
        /// The State.
        pub state_name: String,
    }
}

/// A booking with the agent.
pub(super) async fn head(read: &mut Read, id: BookingId) -> Result<Option<Head>, DbError> {
    let row = read
        .row(
            sql!(
                "select b.state, s.id, b.courier_ref, b.outside_order, h.hub_key, o.placed_at_ms, o.id, o.person_id,
                        o.recipient_sealed, o.district, t.name_en
                   from booking b
                   join shipment s on s.id = b.shipment_id
                   join hub h on h.id = s.hub_id
                   join buyer_order o on o.id = s.order_id
                   join state t on t.gst_code = o.state_code
                  where b.id = $1 and b.carrier = 'agent'"
            ),
            params![id],
        )
        .await?;
    let Some(mut head): Option<Head> = row else { return Ok(None) };
    personal::open(read, ORDER_RECIPIENT, &head.person, &head.order, &mut head.to).await?;
    Ok(Some(head))
}

store::row! {
    /// A good inside a box.
    pub struct Good {
        /// Which size or colour.
        pub variant: VariantId,
        /// What it is called, in English if it has an English name.
        pub name: String,
        /// How many.
        pub quantity: u32,
        /// The price of one.
        pub unit: Paise,
        /// The tax code.
        pub hsn: String,
    }
}

/// What is in a shipment.
pub(super) async fn goods(read: &mut Read, id: ShipmentId) -> Result<Vec<Good>, DbError> {
    read.rows(
        sql!(
            "select l.variant_id, case when l.name_en = '' then l.name_hi else l.name_en end, l.quantity, l.unit_paise, l.hsn
               from parcel p join order_line l on l.parcel_id = p.id
              where p.shipment_id = $1 and p.state not in ('declined', 'cancelled') order by l.position limit $2"
        ),
        params![id, PARTS],
    )
    .await
}

/// The agent's ids of an order of ours.
pub(super) async fn set_outside(
    tx: &mut Tx,
    id: BookingId,
    order: &str,
    parcel: &str,
) -> Result<(), DbError> {
    tx.put(
        sql!("update booking set outside_order = $2, outside_id = $3 where id = $1"),
        params![id, order, parcel],
    )
    .await
}

/// Under which waybill it travels, and with whom.
pub(super) async fn set_waybill(tx: &mut Tx, id: BookingId, awb: &str, courier: &str) -> Result<(), DbError> {
    tx.put(
        sql!("update booking set number = $2, courier = case when $3 = '' then courier else $3 end where id = $1"),
        params![id, awb, courier],
    )
    .await
}

/// Why nobody carries it.
pub(super) async fn set_reason(tx: &mut Tx, id: BookingId, why: &str) -> Result<(), DbError> {
    tx.put(sql!("update booking set reason = $2 where id = $1"), params![id, why]).await
}

/// The agent's id of a box that has no label yet.
pub(super) async fn unlabelled(read: &mut Read, id: BookingId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = read
        .row(
            sql!("select outside_id from booking where id = $1 and state = 'booked' and label is null"),
            params![id],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Where the label lies.
pub(super) async fn set_label(tx: &mut Tx, id: BookingId, name: &str) -> Result<(), DbError> {
    tx.put(sql!("update booking set label = $2 where id = $1"), params![id, name]).await
}

/// The waybill of a box that has not ended.
pub(super) async fn travelling(read: &mut Read, id: BookingId) -> Result<Option<String>, DbError> {
    let row: Option<(String,)> = read
        .row(
            sql!(
                "select b.number from booking b join shipment s on s.id = b.shipment_id
                  where b.id = $1 and b.state = 'booked' and s.state in ('planned', 'shipped', 'coming_back')"
            ),
            params![id],
        )
        .await?;
    Ok(row.map(|(awb,)| awb))
}

/// The booking under a waybill whose box has not ended.
pub(super) async fn followed(read: &mut Read, awb: &str) -> Result<Option<BookingId>, DbError> {
    let row: Option<(BookingId,)> = read
        .row(
            sql!(
                "select b.id from booking b join shipment s on s.id = b.shipment_id
                  where b.carrier = 'agent' and b.number = $1 and b.state = 'booked'
                    and s.state in ('planned', 'shipped', 'coming_back')"
            ),
            params![awb],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}
