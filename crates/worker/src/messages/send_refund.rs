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
    ask::take_refund(worker, refund.gateway, &report).await?;
    Ok(Ended::Done)
}

async fn send(worker: &Worker, refund: &RefundToSend) -> Result<Authentic<RefundReport>, Stuck> {
    let receipt = refund.id.to_string();
    let (gateway, payment) = (refund.gateway, refund.gateway_payment.as_str());
    let sending = worker.gateways.refund(gateway, payment, refund.amount, &receipt);
    match ask::asks(worker, gateway, sending).await {
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
    let finding = worker.gateways.find_refund(refund.gateway, &refund.gateway_payment, &receipt);
    Ok(ask::asks(worker, refund.gateway, finding).await?)
}
