//! Message `capture_payment`: a bank has set a buyer's money aside → the gateway takes it.
//!
//! Safe to repeat: the gateway refuses a second capture, and then we ask how the payment stands.

use connectors::Refusal;
use kernel::payment::Gateway;
use market::payments;
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, may_have_happened, said};
use crate::{Worker, ask};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let payment = said(job)?;
    let gateway = payments::gateway_of(&worker.db, &payment).await?;
    let Some(gateway) = gateway else { return Err(Stuck::Never("nobody knows the payment".to_owned())) };
    if may_have_happened(job, worker.db.now()) {
        look(worker, gateway, &payment).await?;
    }
    let Some(amount) = payments::needs_capture(&worker.db, &payment).await? else { return Ok(Ended::Done) };
    match ask::asks(worker, gateway, worker.gateways.capture(gateway, &payment, amount)).await {
        Ok(report) => {
            ask::take(worker, gateway, &report, None).await?;
            Ok(Ended::Done)
        }
        Err(refusal @ Refusal::Refused { .. }) => {
            look(worker, gateway, &payment).await?;
            match payments::needs_capture(&worker.db, &payment).await? {
                None => Ok(Ended::Done),
                Some(_) => Err(refusal.into()),
            }
        }
        Err(silence) => Err(Stuck::from(silence)),
    }
}

/// Asks how the payment stands and takes it.
async fn look(worker: &Worker, gateway: Gateway, payment: &str) -> Result<(), Stuck> {
    let report = ask::asks(worker, gateway, worker.gateways.payment(gateway, payment)).await?;
    ask::take(worker, gateway, &report, None).await.map(drop)
}
