//! One parcel of an order is called off and another stands in for it: the like of another maker, in the same shipment. What it costs
//! less goes back to the buyer; nobody pays more.

use kernel::ids::{LineId, ParcelId};
use kernel::{Day, Paise};
use store::{DbError, Tx};

use super::machine::ParcelEvent;
use super::parcels::{Beside, move_by};
use super::place::{begin, hold_for, parcel_code, take_fresh};
use super::sql::{self, NewParcel, ParcelRow};
use super::{OrderError, OwnReason, view_sql};
use crate::audit::Actor;
use crate::catalogue::stock;
use crate::quotes::Line;
use crate::{bills, delivery, makers, offers, payments, replies};

/// Puts `line` in the place of a parcel whose order is paid. It arrives by `latest`. Answers the new parcel, whose maker is asked.
///
/// # Errors
/// [`OrderError::SoldOut`] if others were faster; [`OrderError::ParcelNotNow`] if the old parcel went on; nothing has changed then.
pub(crate) async fn put_in_place(
    tx: &mut Tx,
    actor: Actor,
    old: &ParcelRow,
    line: &Line,
    latest: Day,
) -> Result<ParcelId, OrderError> {
    let too_dear = || DbError::Refused(format!("{} is dearer than what it stands in for", line.variant));
    old.goods.minus(line.line).filter(|back| *back >= Paise::ZERO).ok_or_else(too_dear)?;
    // Who paid a part of the first pays the same part of the second, rounded down.
    let line = &Line {
        funded: offers::of_the_same(old.funded, old.goods, line.line).ok_or_else(too_dear)?,
        ..line.clone()
    };
    let back = line.line.minus(line.funded).and_then(|paid| old.paid().minus(paid)).ok_or_else(too_dear)?;
    let (id, line_id): (ParcelId, LineId) = (tx.new_id(), tx.new_id());
    let (source, wants) = (id.to_string(), [(line.variant, line.quantity)]);
    hold_for(tx, &source, std::slice::from_ref(line)).await?;
    stock::take_all(tx, &source, &wants).await?;
    let beside = Beside { reason: Some(OwnReason::Swapped.as_str()), ready_by: None };
    move_by(tx, old, ParcelEvent::MakerDeclines, actor, beside).await?;
    let (code, hub) = (parcel_code(), delivery::sql::shipment(tx, old.shipment).await?.hub);
    let trail = begin(tx, source, actor, "parcel.plan", "planned", &code).await?;
    let new = NewParcel {
        id,
        code: &code,
        order: old.order,
        shipment: old.shipment,
        maker: line.maker,
        hub,
        is_food: line.is_food,
        goods: line.line,
        funded: line.funded,
        maker_share: line.maker_share,
        anew: 0,
        trail,
    };
    sql::insert_parcel(tx, &new).await?;
    let position = sql::next_position(tx, old.order).await?;
    sql::insert_line(tx, line_id, old.order, id, position, line).await?;
    if line.is_food {
        take_fresh(tx, line_id, (old.order, id), line, latest).await?;
    }
    if back > Paise::ZERO {
        bills::vouch_difference(tx, old, back).await?;
        payments::give_back(tx, old.order, &old.id.to_string(), OwnReason::Swapped.as_str(), back).await?;
    }
    ask(tx, actor, id, line.maker).await?;
    Ok(id)
}

/// The maker of the new parcel is asked, as after every payment.
pub(super) async fn ask(
    tx: &mut Tx,
    actor: Actor,
    id: ParcelId,
    maker: kernel::ids::MakerId,
) -> Result<(), OrderError> {
    let Some(parcel) = sql::parcel(tx, id).await? else { return Err(OrderError::no_parcel(id)) };
    move_by(tx, &parcel, ParcelEvent::OrderPaid, actor, Beside::default()).await?;
    if let Some(maker) = makers::read::core(tx, maker).await? {
        let lines = view_sql::lines_of_parcel(tx, id).await?;
        let named = (id, parcel.code.as_str());
        replies::tell_of(tx, &maker, named, parcel.maker_share, &lines).await?;
    }
    Ok(())
}
