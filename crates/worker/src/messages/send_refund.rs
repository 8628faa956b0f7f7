//! Message `send_refund`: money is owed to a buyer → the gateway sends it back.
//!
//! Safe to repeat: the refund's id is receipt and key at the gateway, which keeps one refund per key; a repeat looks
//! among the payment's refunds first.

use connectors::Refusal;
use kernel::Authentic;
use kernel::ids::RefundId;
use kernel::payment::RefundReport;
use market::payments::{self, RefundToSend};
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, may_have_happened, said_id};
use crate::{Worker, ask};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let id: RefundId = said_id(job)?;
    let Some(refund) = payments::refund_to_send(&worker.db, id).await? else { return Ok(Ended::Done) };
    if refund.is_sent {
        return Ok(Ended::Done);
    }
    let known = if may_have_happened(job, worker.db.now()) { find(worker, &refund).await? } else { None };
    let report = match known {
        Some(known) => known,
        None => send(worker, &refund).await?,
    };
    ask::take_refund(worker, &report).await?;
    Ok(Ended::Done)
}

async fn send(worker: &Worker, refund: &RefundToSend) -> Result<Authentic<RefundReport>, Stuck> {
    match worker.gateway.refund(&refund.gateway_payment, refund.amount, &refund.id.to_string()).await {
        Ok(report) => Ok(report),
        // «Fully refunded already» may be this very refund.
        Err(refusal @ Refusal::Refused { .. }) => find(worker, refund).await?.ok_or_else(|| refusal.into()),
        Err(silence) => Err(silence.into()),
    }
}

/// The refund under our receipt, if the gateway has it.
pub(super) async fn find(
    worker: &Worker,
    refund: &RefundToSend,
) -> Result<Option<Authentic<RefundReport>>, Stuck> {
    let receipt = refund.id.to_string();
    let all = worker.gateway.refunds_of(&refund.gateway_payment).await?;
    Ok(all.read(|all| all.into_iter().find(|report| report.receipt == receipt).ok_or(())).ok())
}
