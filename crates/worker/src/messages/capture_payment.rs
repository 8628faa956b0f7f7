//! Message `capture_payment`: a bank has set a buyer's money aside → the gateway takes it.
//!
//! Safe to repeat: the gateway refuses a second capture, and then we ask how the payment stands.

use connectors::Refusal;
use market::payments;
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, may_have_happened, said};
use crate::{Worker, ask};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let payment = said(job)?;
    if may_have_happened(job, worker.db.now()) {
        look(worker, &payment).await?;
    }
    let Some(amount) = payments::needs_capture(&worker.db, &payment).await? else { return Ok(Ended::Done) };
    match worker.gateway.capture(&payment, amount).await {
        Ok(report) => {
            ask::take(worker, &report, None).await?;
            Ok(Ended::Done)
        }
        Err(refusal @ Refusal::Refused { .. }) => {
            look(worker, &payment).await?;
            match payments::needs_capture(&worker.db, &payment).await? {
                None => Ok(Ended::Done),
                Some(_) => Err(refusal.into()),
            }
        }
        Err(silence) => Err(Stuck::from(silence)),
    }
}

/// Asks how the payment stands and takes it.
async fn look(worker: &Worker, payment: &str) -> Result<(), Stuck> {
    let report = worker.gateway.payment(payment).await?;
    ask::take(worker, &report, None).await.map(drop)
}
