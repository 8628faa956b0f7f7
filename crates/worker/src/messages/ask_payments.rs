//! Message `ask_payments`: a buyer misses her money → what does the gateway know of payments for this order?
//!
//! Whatever state the order is in: a payment that comes to light late goes back by itself.

use kernel::ids::OrderId;
use market::payments::lost;
use store::jobs::Job;

use crate::job::{Ended, Went, said_id};
use crate::{Worker, ask};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let order: OrderId = said_id(job)?;
    if let Some(gateway_order) = lost::gateway_order(&worker.db, order).await? {
        ask::payments_of(worker, &gateway_order).await?;
    }
    Ok(Ended::Done)
}
