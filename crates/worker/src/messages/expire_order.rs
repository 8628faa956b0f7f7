//! Message `expire_order`: the time to pay is over → the goods are free again, unless the money is there after all.
//!
//! A webhook may be lost, so the gateway is asked first. While it is silent, or a bank still holds the buyer's money,
//! the end is put off, but not for ever: others want the goods, and money that comes later goes back by itself. Where no payment
//! company answers the buyer could not pay, and the order is kept for hours.

use kernel::Time;
use kernel::ids::OrderId;
use market::orders::{self, settle};
use market::payments::{self, Intent, PaymentView, ways};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, growing_ms, said_id, turn};
use crate::{Worker, ask};

/// So long after its time an order is ended whatever the gateway says or does not say.
const SILENCE_MINUTES: i64 = 10;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let order: OrderId = said_id(job)?;
    let Some((payment, expires)) = standing(worker, order).await? else { return Ok(Ended::Done) };
    if payment.state != Intent::Open {
        return Ok(Ended::Done);
    }
    let (now, last) = (worker.db.now(), expires.plus_minutes(SILENCE_MINUTES));
    let pause = now.plus_ms(growing_ms(turn(&job.key), 20_000, 120_000));
    if now < last && is_undecided(worker, order).await? {
        return Ok(Ended::AskAgain(last.min(pause)));
    }
    if payment.gateway.is_some() && ways::keeps(&mut worker.db.read().await?, expires).await? {
        return Ok(Ended::AskAgain(pause));
    }
    if settle::expire(&worker.db, order).await? {
        tracing::info!(%order, "expired unpaid");
    }
    Ok(Ended::Done)
}

/// How the payment of an order stands with us, and when the order's time is over.
async fn standing(worker: &Worker, order: OrderId) -> Result<Option<(PaymentView, Time)>, Stuck> {
    let mut read = worker.db.read().await?;
    let Some((_, expires)) = orders::code_and_expiry(&mut read, order).await? else { return Ok(None) };
    Ok(Some((payments::view(&mut read, order).await?, expires)))
}

/// Asks whom it was opened with. `true`: one is silent, or a bank has the money set aside and a capture is on its way.
async fn is_undecided(worker: &Worker, order: OrderId) -> Result<bool, Stuck> {
    let mut is_silent = false;
    for way in ways::of_order(&mut worker.db.read().await?, order).await? {
        match ask::payments_of(worker, way.gateway, &way.gateway_order).await {
            Ok(()) => {}
            Err(Stuck::TryLater(_)) => is_silent = true,
            Err(Stuck::Never(why)) => {
                tracing::error!(%order, why, "a gateway cannot be asked about an order; it expires unasked");
            }
        }
    }
    let under_way = standing(worker, order).await?.is_some_and(|(payment, _)| payment.is_under_way());
    Ok(is_silent || under_way)
}
