//! Message `expire_order`: the time to pay is over → the goods are free again, unless the money is there after all.
//!
//! A webhook may be lost, so the gateway is asked first. While it is silent, or a bank still holds the buyer's money,
//! the end is put off, but not for ever: others want the goods, and money that comes later goes back by itself.

use kernel::Time;
use kernel::ids::OrderId;
use market::orders::{self, settle};
use market::payments::{self, Intent, PaymentView};
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
    if let Some(gateway_order) = &payment.gateway_order
        && now < last
        && is_undecided(worker, order, gateway_order).await?
    {
        let pause = growing_ms(turn(&job.key), 20_000, 120_000);
        return Ok(Ended::AskAgain(last.min(now.plus_ms(pause))));
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

/// Asks the gateway. `true`: it is silent, or a bank has the money set aside and a capture is on its way.
async fn is_undecided(worker: &Worker, order: OrderId, gateway_order: &str) -> Result<bool, Stuck> {
    match ask::payments_of(worker, gateway_order).await {
        Ok(()) => Ok(standing(worker, order).await?.is_some_and(|(payment, _)| payment.is_under_way())),
        Err(Stuck::TryLater(_)) => Ok(true),
        Err(Stuck::Never(why)) => {
            tracing::error!(%order, why, "the gateway cannot be asked about an order; it expires unasked");
            Ok(false)
        }
    }
}
