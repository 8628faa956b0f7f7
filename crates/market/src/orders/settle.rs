//! What follows for an order when it is paid, runs out of time, or its parcels end.

use kernel::Paise;
use kernel::ids::{OrderId, ParcelId, ShipmentId};
use kernel::money::share_out;
use store::{Db, DbError, Tx, transaction};

use super::OrderError;
use super::machine::{Event, Order, Parcel, ParcelEvent};
use super::parcels::{Beside, move_by, move_order};
use super::sql::{self, OrderRow, ParcelRow};
use super::view_sql;
use crate::audit::Actor;
use crate::catalogue::stock;
use crate::ledger::{self, Account, Kind};
use crate::quotes::PaymentMethod;
use crate::{
    advances, batches, bills, cash, delivery, hand_sales, institutions, kits, launch, makers, notices,
    offers, payments, payouts, pickups, replies, tax,
};

/// The order is paid: goods are gone from the shelf, makers are asked, everybody is told. At a stall its buyer has them in her hands.
pub(crate) async fn paid(tx: &mut Tx, order: &OrderRow) -> Result<(), OrderError> {
    if let Some(seller) = hand_sales::seller_of(tx, order.id).await? {
        return handed_across(tx, order, Event::Paid, (Actor::Gateway, seller)).await;
    }
    if let Some(deposit) = institutions::deposit_of(tx, order.id).await? {
        move_order(tx, order, Event::Paid, Actor::Gateway).await?;
        return institutions::deposit_paid(tx, order, &deposit).await;
    }
    confirmed(tx, order, Event::Paid, Actor::Gateway).await?;
    // Who has paid a token is told what is left for the door.
    let token = cash::token::of_order(tx, order.id).await?;
    let (key, amount) = match order.method {
        PaymentMethod::Cash => ("sms-cash-confirmed", order.total.minus(token).unwrap_or(order.total)),
        PaymentMethod::Upi | PaymentMethod::Card | PaymentMethod::Netbanking | PaymentMethod::Deposit => {
            ("sms-order-confirmed", order.total)
        }
    };
    let words = [("order", order.code.as_str()), ("amount", &amount.to_string())];
    Ok(notices::tell_buyer(tx, order, key, &order.code, &words).await?)
}

/// The buyer has promised by code to pay in cash: from here on it is as if the order were paid.
pub(crate) async fn cash_promised(tx: &mut Tx, order: &OrderRow, actor: Actor) -> Result<(), OrderError> {
    confirmed(tx, order, Event::CashPromised, actor).await?;
    let words = [("order", order.code.as_str()), ("amount", &order.total.to_string())];
    Ok(notices::tell_buyer(tx, order, "sms-cash-confirmed", &order.code, &words).await?)
}

/// Goods go over the counter of a stall: nobody is asked, for they lie there. `by` says who has it paid, and who hands them over.
pub(crate) async fn handed_across(
    tx: &mut Tx,
    order: &OrderRow,
    event: Event,
    by: (Actor, Actor),
) -> Result<(), OrderError> {
    move_order(tx, order, event, by.0).await?;
    let wants = sql::wants_of(tx, order.id).await?;
    stock::take_all(tx, &order.id.to_string(), &wants).await?;
    for shipment in delivery::sql::shipments_of_order(tx, order.id).await? {
        delivery::hand_across(tx, shipment.id, by.1).await.map_err(raced)?;
    }
    // Food that was recalled while its sale waited to be paid.
    Ok(batches::paid_late(tx, order.id).await?)
}

/// Goods are gone from the shelf, makers are asked.
pub(crate) async fn confirmed(
    tx: &mut Tx,
    order: &OrderRow,
    event: Event,
    actor: Actor,
) -> Result<(), OrderError> {
    move_order(tx, order, event, actor).await?;
    let wants = sql::wants_of(tx, order.id).await?;
    stock::take_all(tx, &order.id.to_string(), &wants).await?;
    for parcel in sql::parcels_of(tx, order.id).await? {
        move_by(tx, &parcel, ParcelEvent::OrderPaid, actor, Beside::default()).await?;
        if let Some(maker) = makers::read::core(tx, parcel.maker).await? {
            let lines = view_sql::lines_of_parcel(tx, parcel.id).await?;
            let named = (parcel.id, parcel.code.as_str());
            replies::tell_of(tx, &maker, named, parcel.maker_share, &lines).await?;
        }
    }
    Ok(batches::paid_late(tx, order.id).await?)
}

/// Ends an order that was not paid in time; what it held is free. Nothing happens if it was paid or has ended.
/// Answers whether it has just expired.
///
/// # Errors
/// [`OrderError`] if the database fails.
pub async fn expire(db: &Db, id: OrderId) -> Result<bool, OrderError> {
    transaction!(db, tx => {
        let Some(order) = sql::order(tx, id).await? else { return Ok(false) };
        if order.state != Order::Placed || order.expires_at > tx.now() {
            return Ok(false);
        }
        end_unpaid(tx, &order, Actor::Mart).await?;
        Ok(true)
    })
}

/// Ends an order that nobody has paid; what it held is free.
///
/// # Errors
/// [`OrderError::NotNow`] unless it waits to be paid.
pub(crate) async fn end_unpaid(tx: &mut Tx, order: &OrderRow, actor: Actor) -> Result<(), OrderError> {
    end_one(tx, order, actor).await?;
    // What an institution was to pay ahead stood for all its stages.
    for stage in institutions::stages_behind(tx, order.id).await? {
        if let Some(stage) = sql::order(tx, stage).await?.filter(|stage| stage.state == Order::Placed) {
            end_one(tx, &stage, actor).await?;
        }
    }
    institutions::lapsed(tx, order.id).await
}

async fn end_one(tx: &mut Tx, order: &OrderRow, actor: Actor) -> Result<(), OrderError> {
    let id = order.id;
    move_order(tx, order, Event::TimeIsUp, actor).await?;
    let wants = sql::wants_of(tx, id).await?;
    stock::release_all(tx, &id.to_string(), &wants).await?;
    institutions::give_back_weeks(tx, id).await?;
    batches::give_back(tx, id).await?;
    for parcel in sql::parcels_of(tx, id).await? {
        move_by(tx, &parcel, ParcelEvent::OrderExpires, actor, Beside::default()).await?;
        call_off_shipment(tx, parcel.shipment).await?;
    }
    payments::close_intent(tx, id).await?;
    offers::give_back(tx, id).await?;
    kits::give_back(tx, id).await?;
    Ok(pickups::free_place(tx, id).await?)
}

/// A parcel is called off by its maker or its hub: the buyer gets its price back, and the freight of its shipment if
/// nothing else travels in it.
pub(crate) async fn called_off(tx: &mut Tx, parcel: &ParcelRow, why: &str) -> Result<(), OrderError> {
    let amount = money_goes_back(tx, parcel, why).await?;
    if let Some(order) = sql::order(tx, parcel.order).await? {
        let (code, is_nothing) = (order.code.as_str(), amount == Paise::ZERO);
        let amount = amount.to_string();
        if is_nothing {
            notices::tell_buyer(tx, &order, "sms-cash-called-off", &parcel.code, &[("order", code)]).await?;
        } else {
            let words = [("order", code), ("amount", &amount)];
            notices::tell_buyer(tx, &order, "sms-parcel-called-off", &parcel.code, &words).await?;
        }
    }
    after_last_parcel(tx, parcel.order).await
}

/// A parcel with food that was recalled is stopped unless its buyer has it: the money goes back. `None`: it had arrived or was
/// called off before. Who tells the buyer is the recall.
///
/// # Errors
/// [`OrderError`] if the database fails.
pub(crate) async fn stop_recalled(tx: &mut Tx, id: ParcelId, why: &str) -> Result<Option<Paise>, OrderError> {
    let Some(parcel) = sql::parcel(tx, id).await? else { return Ok(None) };
    if parcel.state.after(ParcelEvent::Recalled).is_err() {
        return Ok(None);
    }
    let beside = Beside { reason: Some(why), ready_by: None };
    move_by(tx, &parcel, ParcelEvent::Recalled, Actor::Mart, beside).await?;
    let amount = money_goes_back(tx, &parcel, why).await?;
    after_last_parcel(tx, parcel.order).await?;
    Ok(Some(amount))
}

/// The price of a parcel goes back, and the freight of its shipment if nothing else travels in it. Of an order that is paid on
/// arrival only what was paid ahead of a shipment that does not come, or what an institution has paid ahead beyond what is still to
/// come; the bill of what had left is corrected.
async fn money_goes_back(tx: &mut Tx, parcel: &ParcelRow, why: &str) -> Result<Paise, OrderError> {
    let (mut amount, mut with_it, mut ahead) = (parcel.paid(), Paise::ZERO, Paise::ZERO);
    if let Some(shipment) = call_off_shipment(tx, parcel.shipment).await? {
        ahead = cash::token::comes_to_nothing(tx, shipment.id).await?;
        amount = amount.plus(shipment.paid()).ok_or_else(too_large)?;
        with_it = shipment.freight;
    }
    if let Some(order) = paid_on_arrival(tx, parcel).await? {
        if bills::supply_of(tx, parcel.id).await?.is_some() {
            bills::take_back(tx, parcel, with_it).await?;
        }
        let surplus = institutions::surplus_goes_back(tx, &order, &parcel.id.to_string(), why).await?;
        return Ok(ahead.plus(surplus).ok_or_else(too_large)?);
    }
    bills::take_back(tx, parcel, with_it).await?;
    payments::give_back(tx, parcel.order, &parcel.id.to_string(), why, amount).await?;
    Ok(amount)
}

/// A parcel's order, if each shipment of it is paid for on arrival: nothing was paid for what has not reached its buyer.
async fn paid_on_arrival(tx: &mut Tx, parcel: &ParcelRow) -> Result<Option<OrderRow>, DbError> {
    Ok(sql::order(tx, parcel.order).await?.filter(|order| order.method.is_paid_on_arrival()))
}

/// Parcels of one shipment are at their hub again: their price goes back to the buyer with their part of the freight, as it stands
/// on their bills; of an order that was to be paid in cash, what was paid ahead, and the bills are corrected. Whole goods that lay on the shelf lie there again; food and what is made to order do not.
pub(crate) async fn came_home(
    tx: &mut Tx,
    parcels: &[ParcelRow],
    (freight, funded): (Paise, Paise),
    actor: Actor,
    shape: delivery::Shape,
) -> Result<(), OrderError> {
    let weights: Vec<u64> = parcels.iter().map(|parcel| parcel.goods.0.unsigned_abs()).collect();
    let parts = share_out(freight, &weights).unwrap_or_default();
    let by_others = share_out(funded, &weights).unwrap_or_default();
    for ((parcel, part), funded) in parcels.iter().zip(parts).zip(by_others) {
        move_by(tx, parcel, ParcelEvent::ComesHome, actor, Beside::default()).await?;
        let amount = parcel.paid().plus(part).and_then(|whole| whole.minus(funded)).ok_or_else(too_large)?;
        bills::take_back(tx, parcel, part).await?;
        let (about, why) = (parcel.id.to_string(), "returned to sender");
        match paid_on_arrival(tx, parcel).await? {
            Some(order) => {
                cash::token::comes_to_nothing(tx, parcel.shipment).await?;
                institutions::surplus_goes_back(tx, &order, &about, why).await?;
            }
            None => payments::give_back(tx, parcel.order, &about, why, amount).await?,
        }
        if shape == delivery::Shape::Whole {
            for (variant, pieces) in sql::shelf_goods(tx, parcel.id).await? {
                stock::receive(tx, &format!("{} back", parcel.id), variant, pieces).await?;
            }
        }
    }
    Ok(())
}

/// Calls a shipment off once all its parcels are; answers it if that happened just now.
async fn call_off_shipment(tx: &mut Tx, id: ShipmentId) -> Result<Option<delivery::sql::Row>, OrderError> {
    let parcels = sql::parcels_in(tx, id).await?;
    if parcels.iter().any(|p| !matches!(p.state, Parcel::Declined | Parcel::Cancelled)) {
        return Ok(None);
    }
    let shipment = delivery::sql::shipment(tx, id).await?;
    let Ok(next) = shipment.state.after(delivery::Event::Calls) else { return Ok(None) };
    delivery::move_to(tx, &shipment, delivery::Event::Calls, next, Actor::Mart, None).await.map_err(raced)?;
    Ok(Some(shipment))
}

fn raced(cause: delivery::DeliveryError) -> OrderError {
    match cause {
        delivery::DeliveryError::Db(cause) => OrderError::Db(cause),
        _ => OrderError::Raced,
    }
}

/// A parcel has reached its buyer: the maker has earned her share, the mart its own, an aggregator holds the tax; what the law
/// keeps back is kept back of whoever sold. Answers who is owed the tax inside the parcel's freight, and how much.
pub(crate) async fn arrived(
    tx: &mut Tx,
    parcel: &ParcelRow,
    actor: Actor,
) -> Result<(Account, Paise), OrderError> {
    move_by(tx, parcel, ParcelEvent::Arrives, actor, Beside::default()).await?;
    let maker = Account::Maker(parcel.maker);
    let mut postings = vec![(Account::BuyerAdvance, parcel.paid())];
    postings.extend(offers::of_parcel(tx, (parcel.order, parcel.id), parcel.funded).await?);
    for (_, share, commission, tax, aggregator) in sql::shares_of(tx, parcel.id).await? {
        postings.push((maker, share.negated()));
        postings.push((Account::MartShare, commission.negated()));
        if let Some(aggregator) = aggregator {
            postings.push((Account::SellerTax(aggregator), tax.negated()));
        }
    }
    let (mut seller, mut kept, mut freight_tax) = (maker, Paise::ZERO, Paise::ZERO);
    // In a trial no money is real: nothing is kept back of it, and nobody is paid.
    let in_trial = launch::sql::is_trial(tx, &parcel.id.to_string()).await?;
    if let Some(supply) = bills::supply_of(tx, parcel.id).await?.filter(|_| !in_trial) {
        seller = supply.aggregator.map_or(maker, Account::SellerTax);
        let held = tax::act::keep_back(tx, parcel, &supply).await?;
        let tcs = held.tcs.whole().ok_or_else(too_large)?;
        kept = held.whole().ok_or_else(too_large)?;
        postings.extend([(seller, kept), (Account::Tcs, tcs.negated()), (Account::Tds, held.tds.negated())]);
        freight_tax = supply.freight_tax;
    }
    let entry = ledger::Entry::new(Kind::Delivered, parcel.id, postings).map_err(DbError::from)?;
    ledger::post(tx, &entry).await?;
    let beside = if seller == maker { freight_tax.minus(kept) } else { Some(Paise::ZERO) };
    let payable = beside.and_then(|beside| parcel.maker_share.plus(beside)).ok_or_else(too_large)?;
    if !in_trial {
        let by = payouts::calendar(tx).await?.paid_by(tx.now().day());
        let rest = advances::rest_of(tx, parcel.id, payable).await?;
        sql::set_payable(tx, parcel.id, rest, by).await?;
    }
    Ok((seller, freight_tax))
}

fn too_large() -> DbError {
    DbError::Failed("an amount too large".to_owned())
}

/// Completes or cancels an order once its last parcel has ended.
pub(crate) async fn after_last_parcel(tx: &mut Tx, id: OrderId) -> Result<(), OrderError> {
    let parcels = sql::parcels_of(tx, id).await?;
    if !parcels.iter().all(|parcel| parcel.state.has_ended()) {
        return Ok(());
    }
    let Some(order) = sql::order(tx, id).await? else { return Ok(()) };
    let arrived = parcels.iter().any(|parcel| parcel.state == Parcel::Delivered);
    let event = if arrived { Event::LastParcelArrives } else { Event::AllCalledOff };
    if order.method.is_paid_on_arrival() {
        payments::end_cash_intent(tx, id).await?;
    }
    if !arrived {
        pickups::free_place(tx, id).await?;
        offers::give_back(tx, id).await?;
        kits::give_back(tx, id).await?;
    }
    move_order(tx, &order, event, Actor::Mart).await?;
    if order.method.is_paid_on_arrival() {
        institutions::stage_ended(tx, id).await?;
    }
    Ok(())
}
