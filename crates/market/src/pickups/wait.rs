//! What waits at a counter: it lies there, is handed out against its code, or goes back when nobody comes.

use kernel::ids::{HubId, ShipmentId};
use kernel::{Limit, Secret};
use store::{Db, DbError, Tx, transaction};

use super::{PickupError, rules, sql};
use crate::audit::Actor;
use crate::delivery::sql::Row;
use crate::delivery::{self, DeliveryError, Shipment};
use crate::{notices, orders, tracking};

/// Shipments reminded of or sent back in one transaction.
const AT_ONCE: Limit = Limit::of(100);

/// A shipment that is fetched has left its hub: if the counter stands in that hub, it lies there at once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn left_its_hub(tx: &mut Tx, row: &Row) -> Result<(), DbError> {
    let Some(counter) = sql::counter_of_order(tx, row.order).await? else { return Ok(()) };
    if counter.kind == super::CounterKind::Hub && counter.hub == row.hub {
        begin_to_wait(tx, row, &counter).await?;
    }
    Ok(())
}

async fn begin_to_wait(tx: &mut Tx, row: &Row, counter: &super::Counter) -> Result<bool, DbError> {
    let until = rules::waits_until(counter.opening(), tx.now().day(), counter.keep_days);
    if !sql::insert_wait(tx, row.id, counter.id, until).await? {
        return Ok(false);
    }
    if let Some(order) = orders::sql::order(tx, row.order).await? {
        let (place, day) = (notices::brief(counter.name.pick(order.lang)), until.written());
        let words = [("place", place.as_str()), ("day", &day), ("code", &row.delivery_code)];
        notices::tell_buyer(tx, &order, "sms-at-counter", &row.id.to_string(), &words).await?;
    }
    Ok(true)
}

/// The keeper of a counter has received a shipment: it lies there now, and its buyer is told with her code.
///
/// # Errors
/// [`PickupError::NotNow`] unless it is on its way to this counter; [`PickupError::Missing`] at another's.
pub async fn lies_here(db: &Db, hub: HubId, id: ShipmentId) -> Result<(), PickupError> {
    transaction!(db, tx => {
        let row = sql::shipment_for(tx, hub, id).await?.ok_or(PickupError::Missing)?;
        let counter = sql::counter_of_order(tx, row.order).await?.ok_or(PickupError::Missing)?;
        if row.state != Shipment::Shipped || !begin_to_wait(tx, &row, &counter).await? {
            return Err(PickupError::NotNow);
        }
        Ok(())
    })
}

/// The keeper of a counter hands a shipment out to whoever says its code. A wrong one costs one of five tries.
///
/// # Errors
/// [`PickupError::NotNow`] unless it lies here; [`DeliveryError::WrongCode`] with the tries left.
pub async fn hand_out(
    db: &Db,
    actor: Actor,
    hub: HubId,
    id: ShipmentId,
    code: &Secret<String>,
) -> Result<(), PickupError> {
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let tried: Result<_, PickupError> = transaction!(db, tx => {
        let row = sql::shipment_for(tx, hub, id).await?.ok_or(PickupError::Missing)?;
        if row.state != Shipment::Shipped || !sql::waits(tx, id).await? {
            return Err(PickupError::NotNow);
        }
        Ok(delivery::against_code(tx, &row, actor, Some(code)).await?)
    });
    Ok(tried??)
}

/// What follows by the clock: who has not come is reminded, and what waits no longer goes back to its hub, whose keepers get the
/// task of receiving it; the buyer then gets her money back. Answers how many of each.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn turn(db: &Db) -> Result<(u64, u64), DbError> {
    let reminded = transaction!(db, tx => {
        let today = tx.now().day();
        let due = sql::to_remind(tx, today.plus(rules::REMIND_DAYS), AT_ONCE).await?;
        for (shipment, order, until) in &due {
            sql::reminded(tx, *shipment, today).await?;
            if let Some(order) = orders::sql::order(tx, *order).await? {
                let day = until.written();
                let words = [("order", order.code.as_str()), ("day", day.as_str())];
                notices::tell_buyer(tx, &order, "sms-counter-reminder", &shipment.to_string(), &words).await?;
            }
        }
        Ok::<_, DbError>(due.len() as u64)
    })?;
    let gone = transaction!(db, tx => {
        let today = tx.now().day();
        let over = sql::over(tx, today, AT_ONCE).await?;
        for (shipment, hub) in &over {
            let row = delivery::sql::shipment(tx, *shipment).await?;
            delivery::turn_back(tx, &row, Actor::Mart).await.map_err(failed)?;
            tracking::comes_back(tx, *shipment, *hub, Actor::Mart).await?;
        }
        Ok::<_, DbError>(over.len() as u64)
    })?;
    Ok((reminded, gone))
}

fn failed(cause: DeliveryError) -> DbError {
    match cause {
        DeliveryError::Db(cause) => cause,
        other => DbError::Failed(other.to_string()),
    }
}
