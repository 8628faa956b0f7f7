//! Every statement that pages ask about orders: the buyer's, the maker's, the hub's.

use kernel::Limit;
use kernel::ids::{HubId, MakerId, OrderId, ParcelId, PersonId, ShipmentId};
use kernel::india::Pin;
use store::{DbError, Personal, Read, params, sql};

use super::hub::HubParcel;
use super::machine::Parcel;
use super::maker::MakerParcel;
use super::read::{OrderCard, OrderHead, OrderLine, OrderParcel};
use crate::delivery::LabelLine;
use crate::personal::{self, ORDER_RECIPIENT, Recipient};

/// Lines and parcels one order can have.
const PARTS: Limit = Limit::of(100);

/// The head of an order for its page, by code.
pub(super) async fn head_by_code(read: &mut Read, code: &str) -> Result<Option<OrderHead>, DbError> {
    let row = read.row(
        sql!(
            "select o.id, o.code, o.person_id, o.lang, o.state, o.recipient_sealed, o.pin, o.district, o.state_code,
                    o.payment_method, o.goods_paise, o.freight_paise, o.tax_paise, o.total_paise, o.earliest_day, o.latest_day,
                    o.placed_at_ms, o.expires_at_ms, o.ended_at_ms, o.cut_paise, o.funded_paise, coalesce(f.name_hi, ''),
                    coalesce(f.name_en, '')
               from buyer_order o left join offer f on f.id = o.offer_id where o.code = $1"
        ),
        params![code],
    )
    .await?;
    let Some(mut head): Option<OrderHead> = row else { return Ok(None) };
    personal::open(read, ORDER_RECIPIENT, &head.person, &head.id, &mut head.recipient).await?;
    Ok(Some(head))
}

/// The lines of an order.
pub(super) async fn lines_of(read: &mut Read, order: OrderId) -> Result<Vec<OrderLine>, DbError> {
    read.rows(
        sql!(
            "select parcel_id, variant_id, name_hi, name_en, label_hi, label_en, quantity, unit_paise, line_paise,
                    tax_paise, maker_paise, kit_id
               from order_line where order_id = $1 order by position limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// The parcels of an order with their makers.
pub(super) async fn view_parcels(read: &mut Read, order: OrderId) -> Result<Vec<OrderParcel>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.code, p.shipment_id, p.state, p.ready_by_day, p.reason, p.goods_paise, m.slug, m.name_hi,
                    m.name_en, m.village_hi, m.village_en, p.funded_paise
               from parcel p join maker m on m.id = p.maker_id
              where p.order_id = $1 order by p.id limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// The orders of a person, newest first.
pub(super) async fn orders_of(
    read: &mut Read,
    person: PersonId,
    limit: Limit,
) -> Result<Vec<OrderCard>, DbError> {
    read.rows(
        sql!(
            "select code, state, total_paise, placed_at_ms, latest_day
               from buyer_order where person_id = $1 order by placed_at_ms desc, id desc limit $2"
        ),
        params![person, limit],
    )
    .await
}

/// What is inside a shipment, for its label.
pub(crate) async fn lines_of_shipment(
    read: &mut Read,
    shipment: ShipmentId,
) -> Result<Vec<LabelLine>, DbError> {
    read.rows(
        sql!(
            "select p.code, l.name_hi, l.name_en, l.quantity
               from parcel p join order_line l on l.parcel_id = p.id
              where p.shipment_id = $1 and p.state not in ('declined', 'cancelled')
              order by p.code, l.position limit $2"
        ),
        params![shipment, PARTS],
    )
    .await
}

/// The parcels of a maker in some states, most urgent first. An empty list of states cannot be asked for.
pub(super) async fn maker_parcels(
    read: &mut Read,
    maker: MakerId,
    states: [Parcel; 3],
    limit: Limit,
) -> Result<Vec<MakerParcel>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.code, p.state, p.asked_at_ms, p.ready_by_day, p.reason, p.maker_paise, o.lang, o.district,
                    o.latest_day, p.ended_at_ms
               from parcel p join buyer_order o on o.id = p.order_id
              where p.maker_id = $1 and p.state in ($2, $3, $4)
              order by p.asked_at_ms desc, p.id desc limit $5"
        ),
        params![maker, states[0], states[1], states[2], limit],
    )
    .await
}

/// One parcel of a maker for its page.
pub(super) async fn maker_parcel(
    read: &mut Read,
    maker: MakerId,
    id: ParcelId,
) -> Result<Option<MakerParcel>, DbError> {
    read.row(
        sql!(
            "select p.id, p.code, p.state, p.asked_at_ms, p.ready_by_day, p.reason, p.maker_paise, o.lang, o.district,
                    o.latest_day, p.ended_at_ms
               from parcel p join buyer_order o on o.id = p.order_id
              where p.id = $1 and p.maker_id = $2"
        ),
        params![id, maker],
    )
    .await
}

/// The lines of a parcel.
pub(super) async fn lines_of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Vec<OrderLine>, DbError> {
    read.rows(
        sql!(
            "select parcel_id, variant_id, name_hi, name_en, label_hi, label_en, quantity, unit_paise, line_paise,
                    tax_paise, maker_paise, kit_id
               from order_line where parcel_id = $1 order by position limit $2"
        ),
        params![parcel, PARTS],
    )
    .await
}

/// What is in the parcels of a hub that are being made or on their way to it.
pub(super) async fn lines_expected(
    read: &mut Read,
    hub: HubId,
    limit: Limit,
) -> Result<Vec<OrderLine>, DbError> {
    read.rows(
        sql!(
            "select l.parcel_id, l.variant_id, l.name_hi, l.name_en, l.label_hi, l.label_en, l.quantity, l.unit_paise,
                    l.line_paise, l.tax_paise, l.maker_paise, l.kit_id
               from order_line l join parcel p on p.id = l.parcel_id
              where p.hub_id = $1 and p.state in ('accepted', 'packed')
              order by l.parcel_id, l.position limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// The parcels that are on their way to a hub or lie there.
pub(super) async fn hub_parcels(
    read: &mut Read,
    hub: HubId,
    limit: Limit,
) -> Result<Vec<HubParcel>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.code, p.state, p.ready_by_day, p.shipment_id, m.name_hi, m.name_en, m.village_hi, m.village_en
               from parcel p join maker m on m.id = p.maker_id
              where p.hub_id = $1 and p.state in ('accepted', 'packed', 'at_hub')
              order by p.ready_by_day, p.id limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// One parcel of a hub for its page, by code.
pub(super) async fn hub_parcel(
    read: &mut Read,
    hub: HubId,
    code: &str,
) -> Result<Option<HubParcel>, DbError> {
    read.row(
        sql!(
            "select p.id, p.code, p.state, p.ready_by_day, p.shipment_id, m.name_hi, m.name_en, m.village_hi, m.village_en
               from parcel p join maker m on m.id = p.maker_id
              where p.code = $1 and p.hub_id = $2"
        ),
        params![code, hub],
    )
    .await
}

/// Where an order's own page and payment are looked for: the id behind a code.
pub(crate) async fn id_of_code(read: &mut Read, code: &str) -> Result<Option<OrderId>, DbError> {
    let row = read.row(sql!("select id from buyer_order where code = $1"), params![code]).await?;
    Ok(row.map(|(id,)| id))
}

/// The address a person used last, to save typing.
pub(super) async fn last_address(
    read: &mut Read,
    person: PersonId,
) -> Result<Option<(Recipient, Pin)>, DbError> {
    let row = read
        .row(
            sql!(
                "select id, recipient_sealed, pin
                   from buyer_order where person_id = $1 order by placed_at_ms desc, id desc limit 1"
            ),
            params![person],
        )
        .await?;
    let Some((id, mut recipient, pin)): Option<(OrderId, Personal<Recipient>, Pin)> = row else {
        return Ok(None);
    };
    personal::open(read, ORDER_RECIPIENT, &person, &id, &mut recipient).await?;
    Ok(recipient.into_known().map(|recipient| (recipient, pin)))
}
