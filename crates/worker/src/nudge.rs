//! Waiting a little for a job, so that a page can show its answer at once instead of «please reload».

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use kernel::ids::OrderId;
use market::couriers::ASK;
use market::orders::OPEN_PAYMENT;
use market::payments::ways;
use store::{Db, DbError, jobs};
use tokio::time::{Instant, sleep, timeout_at};

/// Another process may do the job, so the database is asked this often even if nobody here has done anything.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// However much is done here meanwhile, the database is not asked more often than this.
const LOOK_NOT_BEFORE: Duration = Duration::from_millis(5);

/// Waits until the payment of an order is open at the gateway, or cannot be opened, or `patience` is over.
/// `true`: it is settled one way or the other, and the order's page says which.
/// `way_no` counts how often it was opened anew, from one.
pub async fn open_payment(db: &Db, order: OrderId, way_no: i64, patience: Duration) -> bool {
    match settled(db, OPEN_PAYMENT, &ways::open_key(order, way_no), patience).await {
        Ok(is_settled) => is_settled,
        Err(cause) => {
            tracing::warn!(%order, %cause, "the database was too busy to wait for a payment to open");
            false
        }
    }
}

/// Waits until the agent of couriers has answered who can carry a shipment, or is given up, or `patience` is over.
pub async fn ask_couriers(db: &Db, key: &str, patience: Duration) {
    if let Err(cause) = settled(db, ASK, key, patience).await {
        tracing::warn!(%cause, "the database was too busy to wait for the agent of couriers");
    }
}

/// Waits until the payment company has been asked and all is laid beside each other, or that is put off, or `patience` is over.
pub async fn tally(db: &Db, key: &str, patience: Duration) {
    if let Err(cause) = settled(db, market::tally::MATCH, key, patience).await {
        tracing::warn!(key, %cause, "the database was too busy to wait for the tally");
    }
}

/// Waits until the payment company has been asked about payments, or that is put off, or `patience` is over.
pub async fn payments(db: &Db, keys: &[String], patience: Duration) {
    let until = Instant::now() + patience;
    for key in keys {
        let left = until.saturating_duration_since(Instant::now());
        if let Err(cause) = settled(db, market::payments::ASK_PAYMENTS, key, left).await {
            tracing::warn!(key, %cause, "the database was too busy to wait for the gateway's answer");
        }
    }
}

/// Waits until a job is done or parked, or `patience` is over. `true`: it is.
async fn settled(db: &Db, kind: &str, key: &str, patience: Duration) -> Result<bool, DbError> {
    let until = Instant::now() + patience;
    loop {
        // Listening begins before looking, or what happens in between would be missed.
        let mut heard = pin!(db.changes().job_done());
        let heard_already = poll_fn(|cx| Poll::Ready(heard.as_mut().poll(cx).is_ready())).await;
        // The read goes back before the wait: whoever waits holds no connection.
        let is_settled = jobs::is_settled(&mut db.read().await?, kind, key).await?;
        if is_settled || Instant::now() >= until {
            return Ok(is_settled);
        }
        let looked = Instant::now();
        if !heard_already {
            let _ = timeout_at(until.min(looked + LOOK_EVERY), heard).await;
        }
        sleep(LOOK_NOT_BEFORE.saturating_sub(looked.elapsed())).await;
    }
}
