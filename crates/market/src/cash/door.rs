//! At the door: the buyer pays and has her parcels, or turns them away.

use kernel::ids::{HubId, ShipmentId};
use kernel::money::share_out;
use kernel::{Limit, Paise};
use store::{Db, DbError, Read, Tx, transaction};

use super::{CashError, sql, token};
use crate::audit::Actor;
use crate::delivery::{self, Carrier, Event};
use crate::ledger::{self, Account, Kind};
use crate::orders::sql::{OrderRow, ParcelRow};
use crate::orders::{self, Parcel, ParcelEvent, parcels, settle};
use crate::quotes::PaymentMethod;
use crate::{bills, makers, notices, payments, pickups};

/// Shipments in one list.
const MANY: Limit = Limit::of(500);
/// A reason is a few words.
const REASON_MOST: usize = 200;

/// What is to be taken at the door for each shipment of a hub that is to be paid in cash and has not arrived.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_collect(read: &mut Read, hub: HubId) -> Result<Vec<(ShipmentId, Paise)>, DbError> {
    sql::to_collect(read, hub, MANY).await
}

/// A shipment has reached its buyer: if it was to be paid in cash, the cash is with whoever brought it. `arrived` are the
/// parcels that did; what was paid ahead is not taken again. Once per shipment.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn collected(
    tx: &mut Tx,
    shipment: &delivery::sql::Row,
    arrived: &[ParcelRow],
    actor: Actor,
) -> Result<(), DbError> {
    let Some(order) = cash_order(tx, shipment).await? else { return Ok(()) };
    let goods = arrived.iter().map(ParcelRow::paid);
    let amount = Paise::sum(goods.chain([shipment.paid()]));
    let owed = amount.ok_or_else(|| DbError::Failed("an amount too large".to_owned()))?;
    let ahead = token::counts(tx, shipment.id, owed).await?;
    let amount = owed.minus(ahead).unwrap_or(owed);
    if amount == Paise::ZERO {
        return Ok(());
    }
    let (holder, account) = match shipment.carrier {
        Carrier::OwnHands => (shipment.hub.to_string(), Account::CashHub(shipment.hub)),
        Carrier::Counter => {
            let counter = pickups::sql::counter_of_order(tx, order.id).await?;
            let hub = counter.map_or(shipment.hub, |counter| counter.hub);
            (hub.to_string(), Account::CashHub(hub))
        }
        Carrier::IndiaPost | Carrier::Agent => {
            (shipment.carrier.to_string(), Account::CashCourier(shipment.carrier))
        }
    };
    let payment =
        payments::paid_on_arrival(tx, (order.id, shipment.id), payments::CASH, amount, actor).await?;
    let taken = ledger::Entry::moves(Kind::CashCollected, payment, amount, Account::BuyerAdvance, account)?;
    ledger::post(tx, &taken).await?;
    sql::insert_collection(tx, (shipment.id, order.id, payment), &holder, amount, actor).await
}

/// The order of a shipment, if it is to be paid in cash.
async fn cash_order(tx: &mut Tx, shipment: &delivery::sql::Row) -> Result<Option<OrderRow>, DbError> {
    let order = orders::sql::order(tx, shipment.order).await?;
    Ok(order.filter(|order| order.method == PaymentMethod::Cash))
}

/// A buyer who was to pay in cash would not take her shipment: it comes back to its makers. Nothing was paid for it, and nothing goes
/// back but what of a token is not kept for the way. It is remembered of her.
///
/// # Errors
/// [`CashError::NotCash`] if it was paid before; [`CashError::NotNow`] unless it is on its way.
pub async fn turn_away(
    db: &Db,
    actor: Actor,
    hub: HubId,
    id: ShipmentId,
    why: &str,
) -> Result<(), CashError> {
    let why = why.trim();
    if why.is_empty() || why.chars().count() > REASON_MOST {
        return Err(CashError::NoReason);
    }
    transaction!(db, tx => {
        let row = delivery::sql::shipment_at(tx, hub, id).await?.ok_or(CashError::Missing)?;
        let order = cash_order(tx, &row).await?.ok_or(CashError::NotCash(id))?;
        let next = row.state.after(Event::TurnsAway).map_err(|_| CashError::NotNow)?;
        let back: Vec<ParcelRow> = orders::sql::parcels_in(tx, id)
            .await?
            .into_iter()
            .filter(|parcel| parcel.state == Parcel::Shipped)
            .collect();
        let weights: Vec<u64> = back.iter().map(|parcel| parcel.goods.0.unsigned_abs()).collect();
        let freight = share_out(row.freight, &weights).unwrap_or_default();
        for (parcel, freight) in back.iter().zip(freight) {
            let beside = parcels::Beside { reason: Some(why), ready_by: None };
            parcels::move_by(tx, parcel, ParcelEvent::TurnedAway, actor, beside).await?;
            bills::take_back(tx, parcel, freight).await?;
            if let Some(maker) = makers::read::core(tx, parcel.maker).await? {
                let words = [("parcel", parcel.code.as_str())];
                notices::tell(tx, &maker.mobile, maker.lang, "sms-cash-came-back", &parcel.code, &words).await?;
            }
        }
        match delivery::move_to(tx, &row, Event::TurnsAway, next, actor, None).await {
            Ok(()) => {}
            Err(delivery::DeliveryError::Db(cause)) => return Err(cause.into()),
            Err(_) => return Err(CashError::Raced),
        }
        sql::insert_refusal(tx, id, order.person, why).await?;
        token::turned_away(tx, id).await?;
        Ok(settle::after_last_parcel(tx, order.id).await?)
    })
}
