//! What keepers and runners do with shipments.

use kernel::ids::{HubId, ShipmentId};
use kernel::india::ArticleNumber;
use kernel::{Paise, Secret};
use store::{Db, Tx, transaction};
use subtle::ConstantTimeEq;

use super::machine::{Event, Shipment};
use super::sql::{self, Row};
use super::{Carrier, DeliveryError, Numbered, Proof};
use crate::audit::{self, Actor, Entry};
use crate::ledger::{self, Account, Kind};
use crate::orders::{self, Parcel, ParcelEvent, parcels, settle};
use crate::{bills, bookings, cash, institutions, notices, offers, pickups, tracking};

/// Hands a shipment to its carrier: all parcels that were not called off have passed the hub. India Post needs the
/// article number on the label: the one it is booked under, else `article`. The buyer is told, with the code for the runner.
///
/// # Errors
/// [`DeliveryError::ParcelsMissing`] while some are not here; [`DeliveryError::NoArticleNumber`] without one.
pub async fn hand_over(
    db: &Db,
    actor: Actor,
    hub: HubId,
    id: ShipmentId,
    article: Option<&ArticleNumber>,
) -> Result<(), DeliveryError> {
    transaction!(db, tx => { hand_over_in(tx, actor, hub, id, article).await })
}

/// As [`hand_over`] inside a transaction.
pub(crate) async fn hand_over_in(
    tx: &mut Tx,
    actor: Actor,
    hub: HubId,
    id: ShipmentId,
    article: Option<&ArticleNumber>,
) -> Result<(), DeliveryError> {
    let row = sql::shipment_at(tx, hub, id).await?.ok_or(DeliveryError::NoShipment(id))?;
    let next = row.state.after(Event::HandsOver)?;
    let (mut postal, mut number) = (None, None);
    match row.carrier.manner().numbered {
        Numbered::Not => {}
        Numbered::ByThePost => postal = Some(postal_number(tx, actor, id, article).await?),
        Numbered::ByTheAgent => {
            let booked = bookings::booked_number(tx, id, row.carrier).await?;
            number = Some(booked.ok_or(DeliveryError::NotBooked)?);
        }
    }
    let travelling: Vec<_> = orders::sql::parcels_in(tx, id)
        .await?
        .into_iter()
        .filter(|parcel| !matches!(parcel.state, Parcel::Declined | Parcel::Cancelled))
        .collect();
    if travelling.is_empty() || travelling.iter().any(|parcel| parcel.state != Parcel::AtHub) {
        return Err(DeliveryError::ParcelsMissing);
    }
    if !institutions::covers(tx, &row, &travelling).await? {
        return Err(DeliveryError::BalanceDue);
    }
    bills::issue(tx, row.freight, &travelling).await?;
    for parcel in &travelling {
        let beside = parcels::Beside::default();
        parcels::move_by(tx, parcel, ParcelEvent::Leaves, actor, beside).await.map_err(raced)?;
    }
    move_to(tx, &row, Event::HandsOver, next, actor, postal.as_ref()).await?;
    tell_departure(tx, &row, number.or_else(|| postal.map(|postal| postal.to_string()))).await
}

/// Another carrier is to carry a shipment that has not left.
///
/// # Errors
/// [`DeliveryError::NotNow`] once it has; [`DeliveryError::Raced`] if somebody was faster.
pub(crate) async fn give_to(
    tx: &mut Tx,
    row: &Row,
    carrier: Carrier,
    actor: Actor,
) -> Result<(), DeliveryError> {
    let next = row.state.after(Event::Chooses)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: Event::Chooses.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: carrier.as_str(),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::set_carrier(tx, row, carrier, &trail).await? { Ok(()) } else { Err(DeliveryError::Raced) }
}

/// The number a shipment goes to the post with: the one it was booked under, or the one typed off the post's sticker.
async fn postal_number(
    tx: &mut Tx,
    actor: Actor,
    id: ShipmentId,
    typed: Option<&ArticleNumber>,
) -> Result<ArticleNumber, DeliveryError> {
    let booked = bookings::booked_number(tx, id, Carrier::IndiaPost).await?;
    if let Some(article) = booked.as_deref().and_then(ArticleNumber::typed) {
        return Ok(article);
    }
    let article = typed.ok_or(DeliveryError::NoArticleNumber)?;
    if sql::article_used(tx, article).await? {
        return Err(DeliveryError::ArticleUsed);
    }
    bookings::typed(tx, actor, id, article).await?;
    Ok(article.clone())
}

/// A runner gives a shipment to its buyer, who says the code. A wrong code costs one of five tries.
///
/// For India Post the keeper records the delivery that the post's tracking shows; there is no code then.
///
/// # Errors
/// [`DeliveryError::WrongCode`]; after the last try no code is right until the hour is over.
pub async fn deliver(
    db: &Db,
    actor: Actor,
    hub: HubId,
    id: ShipmentId,
    code: Option<&Secret<String>>,
) -> Result<(), DeliveryError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let tried: Result<_, DeliveryError> = transaction!(db, tx => {
        let row = sql::shipment_at(tx, hub, id).await?.ok_or(DeliveryError::NoShipment(id))?;
        // What is fetched is handed out where it lies, by the keepers of its counter.
        if row.carrier == Carrier::Counter {
            return Err(DeliveryError::NoShipment(id));
        }
        against_code(tx, &row, actor, code).await
    });
    tried?
}

/// A shipment reaches its buyer if the code is right where one is wanted. The outer error undoes everything; of the inner one, a try is
/// kept.
///
/// # Errors
/// As [`deliver`].
pub(crate) async fn against_code(
    tx: &mut Tx,
    row: &Row,
    actor: Actor,
    code: Option<&Secret<String>>,
) -> Result<Result<(), DeliveryError>, DeliveryError> {
    row.state.after(Event::Reaches)?;
    if row.carrier.manner().proof == Proof::HerCode {
        let given = code.map(|code| code.reveal().as_str()).unwrap_or_default();
        let right = bool::from(given.as_bytes().ct_eq(row.delivery_code.as_bytes()));
        if row.code_tries == 0 || !right {
            sql::spend_code_try(tx, row.id).await?;
            return Ok(Err(DeliveryError::WrongCode { tries_left: (row.code_tries - 1).max(0) }));
        }
    }
    arrive(tx, row, actor).await?;
    Ok(Ok(()))
}

/// A shipment has reached its buyer: her parcels are delivered, makers and freight earned, she is told.
///
/// # Errors
/// [`DeliveryError::NotNow`] unless it was under way.
pub(crate) async fn arrive(tx: &mut Tx, row: &Row, actor: Actor) -> Result<(), DeliveryError> {
    arrive_told(tx, row, actor, "sms-delivered").await
}

/// As [`arrive`], and the buyer hears it in these words.
///
/// # Errors
/// As [`arrive`].
pub(crate) async fn arrive_told(
    tx: &mut Tx,
    row: &Row,
    actor: Actor,
    told: &'static str,
) -> Result<(), DeliveryError> {
    let next = row.state.after(Event::Reaches)?;
    let mut parcels = orders::sql::parcels_in(tx, row.id).await?;
    parcels.retain(|parcel| parcel.state == Parcel::Shipped);
    cash::collected(tx, row, &parcels, actor).await?;
    institutions::used(tx, row, &parcels, actor).await?;
    let mut freight = vec![(Account::BuyerAdvance, row.paid()), (Account::Delivery, row.freight.negated())];
    freight.extend(offers::of_order(tx, row.order, row.funded).await?);
    for parcel in &parcels {
        let (seller, tax) = settle::arrived(tx, parcel, actor).await.map_err(raced)?;
        freight.extend([(Account::Delivery, tax), (seller, tax.negated())]);
    }
    move_to(tx, row, Event::Reaches, next, actor, None).await?;
    let earned = ledger::Entry::new(Kind::FreightEarned, row.id, freight);
    ledger::post(tx, &earned.map_err(store::DbError::from)?).await?;
    settle::after_last_parcel(tx, row.order).await.map_err(raced)?;
    if let Some(order) = orders::sql::order(tx, row.order).await? {
        let words = [("order", order.code.as_str())];
        notices::tell_buyer(tx, &order, told, &row.id.to_string(), &words).await?;
    }
    Ok(())
}

/// A shipment goes over the counter of a stall: it leaves with its bills, and its buyer has it.
///
/// # Errors
/// [`DeliveryError::NotNow`] unless it was only planned.
pub(crate) async fn hand_across(tx: &mut Tx, id: ShipmentId, actor: Actor) -> Result<(), DeliveryError> {
    let row = sql::shipment(tx, id).await?;
    let next = row.state.after(Event::HandsOver)?;
    let parcels = orders::sql::parcels_in(tx, id).await?;
    bills::issue(tx, row.freight, &parcels).await?;
    for parcel in &parcels {
        let beside = parcels::Beside::default();
        parcels::move_by(tx, parcel, ParcelEvent::GoesAcross, actor, beside).await.map_err(raced)?;
    }
    move_to(tx, &row, Event::HandsOver, next, actor, None).await?;
    let row = sql::shipment(tx, id).await?;
    arrive(tx, &row, actor).await
}

/// A carrier brings a shipment back: its parcels turn with it, and the buyer is told what comes of her money.
///
/// # Errors
/// [`DeliveryError::NotNow`] unless it was under way.
pub(crate) async fn turn_back(tx: &mut Tx, row: &Row, actor: Actor) -> Result<(), DeliveryError> {
    let next = row.state.after(Event::TurnsBack)?;
    for parcel in orders::sql::parcels_in(tx, row.id).await?.iter().filter(|p| p.state == Parcel::Shipped) {
        let beside = parcels::Beside::default();
        parcels::move_by(tx, parcel, ParcelEvent::TurnsBack, actor, beside).await.map_err(raced)?;
    }
    move_to(tx, row, Event::TurnsBack, next, actor, None).await?;
    if let Some(order) = orders::sql::order(tx, row.order).await? {
        let words = [("order", order.code.as_str())];
        let unpaid =
            order.method.is_paid_on_arrival() && cash::token::of_order(tx, order.id).await? == Paise::ZERO;
        let key = if unpaid { "sms-cash-called-off" } else { "sms-coming-back" };
        notices::tell_buyer(tx, &order, key, &row.id.to_string(), &words).await?;
    }
    Ok(())
}

/// In what shape a shipment is at its hub again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// As it left: its goods are for sale again, except food.
    Whole,
    /// Broken or opened.
    Broken,
}

/// A shipment that did not reach its buyer is at its hub again. She gets back what she paid for it, freight too; whole goods that
/// lay on the shelf lie there again, food never.
///
/// # Errors
/// [`DeliveryError::NotNow`] unless it was coming back.
pub async fn come_home(
    db: &Db,
    actor: Actor,
    hub: HubId,
    id: ShipmentId,
    shape: Shape,
) -> Result<(), DeliveryError> {
    transaction!(db, tx => {
        let row = sql::shipment_at(tx, hub, id).await?.ok_or(DeliveryError::NoShipment(id))?;
        let next = row.state.after(Event::ComesHome)?;
        let parcels = orders::sql::parcels_in(tx, id).await?;
        let back: Vec<_> = parcels.into_iter().filter(|one| one.state == Parcel::ComingBack).collect();
        settle::came_home(tx, &back, (row.freight, row.funded), actor, shape).await.map_err(raced)?;
        move_to(tx, &row, Event::ComesHome, next, actor, None).await?;
        tracking::close_homecoming(tx, id, actor).await?;
        settle::after_last_parcel(tx, row.order).await.map_err(raced)
    })
}

/// Gives the tries of delivery codes back, to be called every hour: a runner who mistyped can go on, and somebody who
/// guesses has 120 tries a day at a million codes. Answers how many shipments.
///
/// # Errors
/// [`DeliveryError::Db`] if the database fails.
pub async fn restore_tries(db: &Db) -> Result<u64, DeliveryError> {
    transaction!(db, tx => { Ok(sql::restore_code_tries(tx).await?) })
}

/// Moves a shipment with its entry in the trail.
///
/// # Errors
/// [`DeliveryError::Raced`] if somebody was faster.
pub(crate) async fn move_to(
    tx: &mut Tx,
    row: &Row,
    event: Event,
    next: Shipment,
    actor: Actor,
    article: Option<&ArticleNumber>,
) -> Result<(), DeliveryError> {
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: article.map_or("", ArticleNumber::as_str),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if event == Event::Calls {
        bookings::call_off(tx, row.id).await?;
    }
    if sql::move_shipment(tx, row, next, article, &trail).await? { Ok(()) } else { Err(DeliveryError::Raced) }
}

async fn tell_departure(tx: &mut Tx, row: &Row, number: Option<String>) -> Result<(), DeliveryError> {
    let Some(order) = orders::sql::order(tx, row.order).await? else { return Ok(()) };
    let number = number.unwrap_or_default();
    let last = match row.carrier.manner().numbered {
        Numbered::Not => ("code", row.delivery_code.as_str()),
        Numbered::ByThePost => ("article", number.as_str()),
        Numbered::ByTheAgent => ("number", number.as_str()),
    };
    let words = [("order", order.code.as_str()), last];
    match row.carrier.manner().told {
        Some(key) => notices::tell_buyer(tx, &order, key, &row.id.to_string(), &words).await?,
        None => pickups::left_its_hub(tx, row).await?,
    }
    Ok(())
}

fn raced(cause: orders::OrderError) -> DeliveryError {
    match cause {
        orders::OrderError::Db(cause) => DeliveryError::Db(cause),
        _ => DeliveryError::Raced,
    }
}
