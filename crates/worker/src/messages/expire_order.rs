//! Message `expire_order`: the time to pay is over → the goods are free again, unless the money is there after all.
//!
//! A webhook may be lost, so the gateway is asked first, and once more a day later, whatever became of the order: somebody may have
//! paid twice or late, and nobody told us. While the gateway is silent, or a bank still holds the buyer's money, the end is put off, but
//! not for ever: others want the goods, and money that comes later goes back by itself. Where no payment company answers the buyer
//! could not pay, and the order is kept for hours.

use kernel::Time;
use kernel::ids::OrderId;
use market::orders::{self, settle};
use market::payments::{self, Intent, PaymentView, ways};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, growing_ms, said_id, turn};
use crate::{Worker, ask};

/// So long after its time an order is ended whatever the gateway says or does not say.
const SILENCE_MINUTES: i64 = 10;
/// So long after the time to pay the gateway is asked for the last time.
const LAST_LOOK_MINUTES: i64 = 24 * 60;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let order: OrderId = said_id(job)?;
    let Some((payment, expires)) = standing(worker, order).await? else { return Ok(Ended::Done) };
    let heard = look(worker, order).await;
    let (now, day_after) = (worker.db.now(), expires.plus_minutes(LAST_LOOK_MINUTES));
    if now >= day_after && payment.state != Intent::Open {
        return heard.map(|()| Ended::Done);
    }
    Ok(match waits(worker, order, (now, heard.is_err()), turn(&job.key)).await? {
        Some(pause) => Ended::AskAgain(pause),
        None if payment.gateway.is_none() => Ended::Done,
        None => Ended::AskAgain(day_after),
    })
}

/// Ends an order whose time is over, if nothing has been paid and nothing is on its way. Answers when to look again if it waits.
async fn waits(
    worker: &Worker,
    order: OrderId,
    (now, is_silent): (Time, bool),
    turn: u32,
) -> Result<Option<Time>, Stuck> {
    let Some((payment, expires)) = standing(worker, order).await? else { return Ok(None) };
    if payment.state != Intent::Open {
        return Ok(None);
    }
    let last = expires.plus_minutes(SILENCE_MINUTES);
    let pause = now.plus_ms(growing_ms(turn, 20_000, 120_000));
    if now < last && (is_silent || payment.is_under_way()) {
        return Ok(Some(last.min(pause)));
    }
    if ways::keeps(&mut worker.db.read().await?, expires).await? {
        return Ok(Some(pause));
    }
    if settle::expire(&worker.db, order).await? {
        tracing::info!(%order, "expired unpaid");
    }
    Ok(None)
}

/// How the payment of an order stands with us, and when the order's time is over.
async fn standing(worker: &Worker, order: OrderId) -> Result<Option<(PaymentView, Time)>, Stuck> {
    let mut read = worker.db.read().await?;
    let Some((_, expires)) = orders::code_and_expiry(&mut read, order).await? else { return Ok(None) };
    Ok(Some((payments::view(&mut read, order).await?, expires)))
}

/// Takes in what all with whom it was opened know of it.
async fn look(worker: &Worker, order: OrderId) -> Result<(), Stuck> {
    let mut silent = None;
    for way in ways::of_order(&mut worker.db.read().await?, order).await? {
        match ask::payments_of(worker, way.gateway, &way.gateway_order).await {
            Ok(()) => {}
            Err(stuck @ Stuck::TryLater(_)) => silent = Some(stuck),
            Err(Stuck::Never(why)) => {
                tracing::error!(%order, why, "a gateway cannot be asked about an order; it stands as we know it");
            }
        }
    }
    silent.map_or(Ok(()), Err)
}
