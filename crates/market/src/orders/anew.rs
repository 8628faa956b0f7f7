//! A piece that arrived wrong is sent anew: the same good, in a shipment of its own, for the money that was paid for the first. Nobody
//! pays again, and no freight is charged.

use kernel::Paise;
use kernel::ids::{LineId, ParcelId, ShipmentId};
use kernel::money::tax_within;
use store::{DbError, Tx, chance};

use super::anew_sql::{self, Sold};
use super::machine::{Event, Order};
use super::parcels::move_order;
use super::place::{begin, hold_for, parcel_code};
use super::sql::{self, NewParcel};
use super::swap::ask;
use super::{OrderError, Parcel};
use crate::audit::Actor;
use crate::away;
use crate::catalogue::{self, ForSale, stock};
use crate::delivery::{self, rules as ways};
use crate::quotes::{Line, Shipment, Stands, obstacles};

/// What pieces were sold for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Worth {
    /// The price, tax included.
    pub gross: Paise,
    /// How much of it another pays for the buyer.
    pub funded: Paise,
}

/// Sends some pieces of a line anew. `None`: they cannot be had now, or were to be paid in cash or are food; nothing has changed then.
///
/// # Errors
/// [`OrderError`] if the database fails.
pub(crate) async fn send(
    tx: &mut Tx,
    actor: Actor,
    line: LineId,
    (quantity, worth): (u32, Worth),
) -> Result<Option<ParcelId>, OrderError> {
    let Some(sold) = anew_sql::sold(tx, line).await? else { return Ok(None) };
    let Some(order) = sql::order(tx, sold.order).await? else { return Ok(None) };
    let good = catalogue::read::for_sale(tx, &[sold.variant]).await?.pop();
    let may = !order.method.is_paid_on_arrival() && sold.is_food == 0 && sold.state == Parcel::Delivered;
    let Some(good) = good.filter(|good| may && stands(good, quantity, tx)) else { return Ok(None) };
    // What went over a counter or abroad has no way it could go again by itself.
    if !delivery::tables(tx).await?.zones.iter().any(|zone| zone.key == sold.zone) {
        return Ok(None);
    }
    let line = as_sold(&sold, quantity, worth).ok_or_else(too_large)?;
    let id: ParcelId = tx.new_id();
    let source = id.to_string();
    match hold_for(tx, &source, std::slice::from_ref(&line)).await {
        Ok(()) => {}
        Err(OrderError::SoldOut(_)) => return Ok(None),
        Err(cause) => return Err(cause),
    }
    stock::take_all(tx, &source, &[(line.variant, line.quantity)]).await?;
    if order.state == Order::Completed {
        move_order(tx, &order, Event::SentAnew, actor).await?;
    }
    let shipment = plan(tx, actor, &sold, &good, quantity).await?;
    let code = parcel_code();
    let trail = begin(tx, source, actor, "parcel.plan", "planned", &code).await?;
    let new = NewParcel {
        id,
        code: &code,
        order: sold.order,
        shipment,
        maker: sold.maker,
        hub: sold.hub,
        is_food: false,
        goods: line.line,
        funded: line.funded,
        maker_share: line.maker_share,
        anew: anew_sql::next_anew(tx, sold.order, sold.maker).await?,
        trail,
    };
    sql::insert_parcel(tx, &new).await?;
    let (line_id, position): (LineId, u32) = (tx.new_id(), sql::next_position(tx, sold.order).await?);
    sql::insert_line(tx, line_id, sold.order, id, position, &line).await?;
    ask(tx, actor, id, sold.maker).await?;
    Ok(Some(id))
}

/// Whether a good can still be sold as it stands.
fn stands(good: &ForSale, quantity: u32, tx: &Tx) -> bool {
    let today = tx.now().day();
    obstacles(&Stands::of(good, true, today), quantity, today).is_empty()
}

/// A shipment of its own, the way the first one went, for nothing.
async fn plan(
    tx: &mut Tx,
    actor: Actor,
    sold: &Sold,
    good: &ForSale,
    quantity: u32,
) -> Result<ShipmentId, OrderError> {
    let tables = delivery::tables(tx).await?;
    let absent = away::ahead(tx, &[sold.maker]).await?.remove(&sold.maker).unwrap_or_default();
    let ready = ways::ready(tx.now().day(), good.lead_days, &absent);
    let leaves = tables.week_of(sold.hub).leaves(ready, false, &tables.rests);
    let zone = tables.zones.iter().find(|zone| zone.key == sold.zone);
    let zone = zone.ok_or_else(|| DbError::Failed(format!("no zone {}", sold.zone)))?;
    let (earliest, latest) = ways::promise(leaves, zone, &tables.rests);
    let pieces = i64::from(quantity);
    let volume = good.length_mm.saturating_mul(good.breadth_mm).saturating_mul(good.height_mm);
    let weight_g = ways::chargeable_g(good.weight_g.saturating_mul(pieces), volume.saturating_mul(pieces));
    let planned = Shipment {
        no: anew_sql::next_shipment(tx, sold.order).await?,
        hub: sold.hub,
        is_food: false,
        zone: sold.zone.clone(),
        carrier: zone.carrier,
        weight_g: weight_g.max(1),
        freight: Paise::ZERO,
        funded: Paise::ZERO,
        earliest,
        latest,
    };
    let id: ShipmentId = tx.new_id();
    let trail = begin(tx, id.to_string(), actor, "shipment.plan", "planned", "").await?;
    let delivery_code = chance::six_digits();
    let new = delivery::sql::NewShipment {
        id,
        order: sold.order,
        planned: &planned,
        delivery_code: &delivery_code,
        trail,
    };
    delivery::sql::insert_shipment(tx, &new).await?;
    Ok(id)
}

/// The line as it was sold, for so many pieces.
fn as_sold(sold: &Sold, quantity: u32, worth: Worth) -> Option<Line> {
    let line = worth.gross;
    let tax = tax_within(line, sold.rate)?;
    let seller = sold.seller();
    let before = if sold.aggregator.is_some() { line.minus(tax)? } else { line };
    let part = i128::from(sold.commission.0) * i128::from(quantity) / i128::from(sold.quantity.max(1));
    let commission = Paise(i64::try_from(part).ok()?);
    Some(Line {
        variant: sold.variant,
        product: sold.product,
        maker: sold.maker,
        shipment_no: 1,
        is_food: false,
        name: sold.name.clone(),
        label: sold.label.clone(),
        quantity,
        unit: sold.unit,
        line,
        cut: sold.unit.times(quantity)?.minus(line)?,
        funded: worth.funded,
        kit: sold.kit,
        hsn: sold.hsn.clone(),
        rate: sold.rate,
        tax,
        split: sold.split,
        seller,
        commission,
        maker_share: before.minus(commission)?,
    })
}

fn too_large() -> DbError {
    DbError::Failed("an amount too large".to_owned())
}
