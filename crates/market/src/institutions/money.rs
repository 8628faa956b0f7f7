//! The money of a deal: what is paid ahead is kept, what is delivered is paid out of it, nothing leaves that is not covered, what is not
//! used goes back. Every rupee comes in by an order that is paid at the gateway and goes back by that order's refund.

use kernel::ids::{InstitutionEnquiryId, InstitutionReturnId, OrderId, PersonId};
use kernel::{Day, Paise};
use store::{Db, DbError, Read, Tx, transaction};

use super::machine::{EnquiryEvent, OfferEvent, OfferState};
use super::money_sql::{self as sql, Deposit, Part};
use super::offer::Offer;
use super::rules::Money;
use super::{InstitutionError, accept, enquiry, offer, offer_sql, plan, sql as enquiry_sql};
use crate::audit::{Actor, Part as Acting};
use crate::catalogue::stock;
use crate::gateways::{self, Payers};
use crate::ledger::{self, Account, Kind};
use crate::orders::sql::{OrderRow, ParcelRow};
use crate::orders::{self, Event, Order, OrderError, Parcel, maker, parcels, settle};
use crate::quotes::PaymentMethod;
use crate::{delivery, launch, notices, payments, places};

/// Where the money of an offer stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_offer(read: &mut Read, offer: &Offer) -> Result<Money, DbError> {
    sql::money(read, offer.row.id).await
}

/// The deposit an order is, if it is one.
pub(crate) async fn deposit_of(read: &mut Read, order: OrderId) -> Result<Option<Deposit>, DbError> {
    sql::deposit(read, order).await
}

/// What was to be paid ahead is paid: it is kept for the stages. With the advance they are under way: makers are asked.
pub(crate) async fn deposit_paid(tx: &mut Tx, paid: &OrderRow, deposit: &Deposit) -> Result<(), OrderError> {
    // An order without goods is at its end once it is paid.
    let order = orders::sql::order(tx, paid.id).await?.ok_or(OrderError::Raced)?;
    parcels::move_order(tx, &order, Event::LastParcelArrives, Actor::Mart).await?;
    let account = Account::Deposit(deposit.enquiry);
    let kept = ledger::Entry::moves(Kind::Deposited, order.id, order.total, account, Account::BuyerAdvance);
    ledger::post(tx, &kept.map_err(DbError::from)?).await?;
    if deposit.part == Part::Advance {
        for stage in stages_behind(tx, order.id).await? {
            let stage = orders::sql::order(tx, stage).await?.ok_or(OrderError::Raced)?;
            settle::confirmed(tx, &stage, Event::Covered, Actor::Gateway).await?;
        }
    }
    let words = [("order", order.code.as_str()), ("amount", &order.total.to_string())];
    notices::tell_buyer(tx, &order, "sms-order-confirmed", &order.code, &words).await?;
    // Something may have been called off while the balance was being paid.
    free(tx, deposit, &order.id.to_string(), "paid more than is to come").await.map(drop)
}

/// The stages an advance stands for; none for any other order.
pub(crate) async fn stages_behind(read: &mut Read, order: OrderId) -> Result<Vec<OrderId>, DbError> {
    sql::stages_behind(read, order).await
}

/// An order has ended unpaid: if it was an advance, its offer lapses and another may be sent.
pub(crate) async fn lapsed(tx: &mut Tx, order: OrderId) -> Result<(), OrderError> {
    let Some(deposit) = sql::deposit(tx, order).await? else { return Ok(()) };
    if deposit.part != Part::Advance {
        return Ok(());
    }
    lapse(tx, &deposit).await.map_err(as_order)
}

async fn lapse(tx: &mut Tx, deposit: &Deposit) -> Result<(), InstitutionError> {
    let row = offer_sql::one(tx, deposit.offer).await?.ok_or(InstitutionError::Missing)?;
    offer::change(tx, Actor::Mart, &row, OfferEvent::Lapses).await?;
    let asked = enquiry_sql::one(tx, deposit.enquiry).await?.ok_or(InstitutionError::Missing)?;
    enquiry::change(tx, Actor::Mart, &asked, EnquiryEvent::Lapses, "").await
}

fn as_order(cause: InstitutionError) -> OrderError {
    match cause {
        InstitutionError::Db(cause) => OrderError::Db(cause),
        _ => OrderError::Raced,
    }
}

/// An order has ended unpaid: the weeks to come that were opened for it are closed again.
pub(crate) async fn give_back_weeks(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    for (variant, pieces) in sql::weeks_of(tx, order).await? {
        stock::open_ahead(tx, &format!("{order} back"), variant, -pieces).await?;
    }
    Ok(())
}

/// Whether what an institution has paid covers a shipment beside all that is on its way to it; every other order's is covered.
pub(crate) async fn covers(
    read: &mut Read,
    row: &delivery::sql::Row,
    travelling: &[ParcelRow],
) -> Result<bool, DbError> {
    let Some(deposit) = sql::behind_stage(read, row.order).await? else { return Ok(true) };
    let money = sql::money(read, deposit.offer).await?;
    let goods = Paise::sum(travelling.iter().map(ParcelRow::paid)).unwrap_or_default();
    let worth = goods.plus(row.paid()).unwrap_or_default();
    Ok(money.covers(worth))
}

/// A shipment has reached an institution: it is paid for out of what was paid ahead. Once per shipment.
pub(crate) async fn used(
    tx: &mut Tx,
    shipment: &delivery::sql::Row,
    arrived: &[ParcelRow],
    actor: Actor,
) -> Result<(), DbError> {
    let order = orders::sql::order(tx, shipment.order).await?;
    let Some(order) = order.filter(|order| order.method == PaymentMethod::Deposit) else { return Ok(()) };
    let deposit = sql::behind_stage(tx, order.id).await?;
    let deposit =
        deposit.ok_or_else(|| DbError::Failed(format!("nothing was paid ahead of {}", order.id)))?;
    let amount = Paise::sum(arrived.iter().map(ParcelRow::paid).chain([shipment.paid()]));
    let amount = amount.ok_or_else(|| DbError::Failed("an amount too large".to_owned()))?;
    let payment =
        payments::paid_on_arrival(tx, (order.id, shipment.id), payments::DEPOSIT, amount, actor).await?;
    let account = Account::Deposit(deposit.enquiry);
    let entry = ledger::Entry::moves(Kind::DepositUsed, payment, amount, Account::BuyerAdvance, account)?;
    ledger::post(tx, &entry).await
}

/// Something of an order that is paid on arrival does not come: what an institution has paid beyond what is still to come goes back.
/// Answers how much; nothing of what is paid in cash.
pub(crate) async fn surplus_goes_back(
    tx: &mut Tx,
    order: &OrderRow,
    about: &str,
    why: &str,
) -> Result<Paise, OrderError> {
    match sql::behind_stage(tx, order.id).await? {
        Some(deposit) => free(tx, &deposit, about, why).await,
        None => Ok(Paise::ZERO),
    }
}

async fn free(tx: &mut Tx, deposit: &Deposit, about: &str, why: &str) -> Result<Paise, OrderError> {
    let surplus = sql::money(tx, deposit.offer).await?.surplus();
    let mut rest = surplus;
    for paid in sql::paid_orders(tx, deposit.offer).await? {
        let part = rest.min(paid.left);
        if part <= Paise::ZERO {
            continue;
        }
        let id: InstitutionReturnId = tx.new_id();
        if !sql::insert_return(tx, id, (paid.order, about), part).await? {
            return Err(OrderError::Raced);
        }
        let account = Account::Deposit(deposit.enquiry);
        let freed = ledger::Entry::moves(Kind::DepositFreed, id, part, Account::BuyerAdvance, account);
        ledger::post(tx, &freed.map_err(DbError::from)?).await?;
        payments::give_back(tx, paid.order, about, why, part).await?;
        rest = rest.minus(part).unwrap_or_default();
    }
    Ok(Paise(surplus.0 - rest.0))
}

/// A stage has ended: with the last one the deal has, and what is left goes back.
pub(crate) async fn stage_ended(tx: &mut Tx, order: OrderId) -> Result<(), OrderError> {
    let Some(deposit) = sql::behind_stage(tx, order).await? else { return Ok(()) };
    if sql::open_stages(tx, deposit.offer).await? > 0 {
        return Ok(());
    }
    free(tx, &deposit, &order.to_string(), "not used").await?;
    let asked = enquiry_sql::one(tx, deposit.enquiry).await?.ok_or(OrderError::Raced)?;
    // What arrived wrong may be made good after the end.
    match enquiry::change(tx, Actor::Mart, &asked, EnquiryEvent::Ends, "").await {
        Ok(()) | Err(InstitutionError::NotNow) => Ok(()),
        Err(cause) => Err(as_order(cause)),
    }
}

/// The buyer pays the balance: an order for all that is due, or the one that waits for it already. Answers its code.
///
/// # Errors
/// [`InstitutionError::NotYours`] for another; [`InstitutionError::NotNow`] if nothing is due.
pub async fn ask_balance(
    db: &Db,
    person: PersonId,
    id: InstitutionEnquiryId,
) -> Result<String, InstitutionError> {
    transaction!(db, tx => {
        let asked = enquiry::one(tx, id).await?.ok_or(InstitutionError::Missing)?;
        accept::is_hers(tx, person, &asked).await?;
        let current = offer::current(tx, id).await?.filter(|offer| offer.row.state == OfferState::Accepted);
        let current = current.ok_or(InstitutionError::NotNow)?;
        let (money, offer) = (sql::money(tx, current.row.id).await?, current.row.id);
        if money.paid == Paise::ZERO || money.due() == Paise::ZERO {
            return Err(InstitutionError::NotNow);
        }
        if let Some(waits) = sql::waiting(tx, offer).await? {
            if waits.total == money.due() && waits.expires > tx.now() {
                return Ok(waits.code);
            }
            let row = orders::sql::order(tx, waits.order).await?.ok_or(InstitutionError::Raced)?;
            settle::end_unpaid(tx, &row, Actor::Mart).await?;
        }
        if let Some(why) = launch::admission(tx, person, &asked.row.pin).await? {
            return Err(InstitutionError::Closed(why));
        }
        let recipient = asked.contact.recipient().ok_or(InstitutionError::Typed("inst_mobile"))?;
        let place = places::read::find_pin(tx, &asked.row.pin).await?.ok_or(InstitutionError::Typed("inst_pin"))?;
        let served = gateways::serves(tx, Payers::Domestic).await?;
        let days: Vec<Day> = current.stages.iter().map(|stage| stage.row.day).collect();
        let pays = orders::Pays {
            amount: money.due(),
            person,
            lang: asked.row.lang,
            recipient: &recipient,
            place: &place,
            days: (days[0], days[days.len() - 1]),
            through: served.by.as_str(),
            expires: tx.now().plus_minutes(60 * plan::rule(tx).await?.pay_hours),
        };
        let (order, code) = orders::place_deposit(tx, &pays).await?;
        sql::insert_deposit(tx, order, offer, Part::Balance).await?;
        Ok(code)
    })
}

/// The rest of a deal is called off: what no maker has packed is not made, and what was paid beyond what still comes goes back. What is
/// packed is delivered: who made it is paid. Answers how many parcels were called off.
///
/// # Errors
/// [`InstitutionError::Typed`] without a reason; [`InstitutionError::NotNow`] unless it is agreed and paid ahead.
pub async fn call_off(
    db: &Db,
    by: PersonId,
    id: InstitutionEnquiryId,
    reason: &str,
) -> Result<usize, InstitutionError> {
    let reason = reason.trim();
    if !(3..=200).contains(&reason.chars().count()) {
        return Err(InstitutionError::Typed("inst_reason"));
    }
    transaction!(db, tx => {
        let current = offer::current(tx, id).await?.filter(|offer| offer.row.state == OfferState::Accepted);
        let current = current.ok_or(InstitutionError::NotNow)?;
        let actor = Actor::Person(by, Acting::DcOffice);
        let mut off = 0;
        for order in current.stages.iter().filter_map(|stage| stage.row.order) {
            let row = orders::sql::order(tx, order).await?.ok_or(InstitutionError::Raced)?;
            if row.state != Order::Confirmed {
                continue;
            }
            for parcel in orders::sql::parcels_of(tx, order).await? {
                if matches!(parcel.state, Parcel::Asked | Parcel::Accepted) {
                    maker::decline_in(tx, actor, parcel.maker, parcel.id, reason).await?;
                    off += 1;
                }
            }
        }
        if off == 0 { Err(InstitutionError::NotNow) } else { Ok(off) }
    })
}
