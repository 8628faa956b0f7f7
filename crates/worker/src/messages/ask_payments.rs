//! Message `ask_payments`: a buyer misses her money → what do the payment companies know of payments for this order?
//!
//! Whatever state the order is in: a payment that comes to light late goes back by itself. All it was ever opened with are asked; one
//! that is silent does not keep the others from answering.

use kernel::ids::OrderId;
use market::payments::ways;
use store::jobs::Job;

use crate::job::{Ended, Went, said_id};
use crate::{Worker, ask};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let order: OrderId = said_id(job)?;
    let ways = ways::of_order(&mut worker.db.read().await?, order).await?;
    let mut silent = None;
    for way in ways {
        if let Err(stuck) = ask::payments_of(worker, way.gateway, &way.gateway_order).await {
            silent = Some(stuck);
        }
    }
    silent.map_or(Ok(Ended::Done), Err)
}
