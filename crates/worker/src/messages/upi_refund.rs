//! A refund that goes to a UPI address: she gives it → whose is it? → the money goes there; has it arrived?
//!
//! Safe to repeat: the row's id is our reference for the question and key and reference for the money, of which the bank keeps one;
//! a repeat looks it up first.

use connectors::razorpay::{PayTo, PayeeAsk, PayoutAsk, PayoutMode};
use kernel::Authentic;
use kernel::ids::RefundToUpiId;
use kernel::payment::{AccountProof, PayoutStatus, ProofStatus};
use market::payments::to_upi;
use store::jobs::Job;

use super::send_payout::plain;
use crate::job::{Ended, Stuck, Went, growing_ms, may_have_happened, said, said_id, turn};
use crate::{Worker, ask};

/// What a buyer reads in her passbook.
const NARRATION: &str = "DeogharMart refund";
/// Whose the address is called before the bank has told a name.
const NOBODY_YET: &str = "DeogharMart buyer";
/// After this many questions, a good day later, a person looks.
const TURNS_MOST: u32 = 50;

/// Message `check_upi`.
pub(super) async fn check(worker: &Worker, job: &Job) -> Went {
    let id: RefundToUpiId = said_id(job)?;
    let Some(address) = to_upi::to_check(&worker.db, id).await? else { return Ok(Ended::Done) };
    let reference = id.to_string();
    let known = if may_have_happened(job, worker.db.now()) {
        worker.gateways.razorpay.find_proof(&reference).await?
    } else {
        None
    };
    let proof = match known {
        Some(known) => known,
        None => {
            let payee = PayeeAsk { reference: &reference, name: NOBODY_YET, to: PayTo::Vpa(&address) };
            let fund_account = worker.gateways.razorpay.create_payee(payee).await?;
            worker.gateways.razorpay.prove_upi(&fund_account, &reference).await?
        }
    };
    to_upi::proven(&worker.db, &proof).await?;
    Ok(Ended::Done)
}

/// Message `follow_upi_check`: asks again, less and less often.
pub(super) async fn follow_check(worker: &Worker, job: &Job) -> Went {
    let proof: Authentic<AccountProof> = worker.gateways.razorpay.proof(&said(job)?).await?;
    if proof.get().status == ProofStatus::Pending {
        let wait = growing_ms(turn(&job.key), 5_000, 3_600_000);
        return Ok(Ended::AskAgain(worker.db.now().plus_ms(wait)));
    }
    to_upi::proven(&worker.db, &proof).await?;
    Ok(Ended::Done)
}

/// Message `send_upi_refund`.
pub(super) async fn send(worker: &Worker, job: &Job) -> Went {
    let id: RefundToUpiId = said_id(job)?;
    let Some(refund) = to_upi::to_send(&worker.db, id).await? else { return Ok(Ended::Done) };
    if refund.is_sent {
        return Ok(Ended::Done);
    }
    let reference = id.to_string();
    let known = if may_have_happened(job, worker.db.now()) {
        worker.gateways.razorpay.find_payout(&reference).await?
    } else {
        None
    };
    let report = match known {
        Some(known) => known,
        None => {
            let name = plain(&refund.name).unwrap_or_else(|| NOBODY_YET.to_owned());
            let payee = PayeeAsk { reference: &reference, name: &name, to: PayTo::Vpa(&refund.address) };
            let fund_account = worker.gateways.razorpay.create_payee(payee).await?;
            let ask = PayoutAsk {
                fund_account: &fund_account,
                amount: refund.amount,
                mode: PayoutMode::Upi,
                key: &reference,
                reference: &reference,
                narration: NARRATION,
            };
            worker.gateways.razorpay.pay_out(ask).await?
        }
    };
    ask::take_payout(worker, &report).await?;
    Ok(Ended::Done)
}

/// Message `follow_upi_refund`. The webhook usually answers first, and then there is nothing left to ask.
pub(super) async fn follow(worker: &Worker, job: &Job) -> Went {
    let id: RefundToUpiId = said_id(job)?;
    if to_upi::to_send(&worker.db, id).await?.is_none() {
        return Ok(Ended::Done);
    }
    let Some(report) = worker.gateways.razorpay.find_payout(&id.to_string()).await? else {
        return Err(Stuck::TryLater("the bank does not know a payout it had accepted".to_owned()));
    };
    let is_under_way = report.get().status == PayoutStatus::Processing;
    ask::take_payout(worker, &report).await?;
    if !is_under_way {
        return Ok(Ended::Done);
    }
    let turn = turn(&job.key);
    if turn >= TURNS_MOST {
        return Err(Stuck::Never("the refund is still on its way after a day; ask the bank".to_owned()));
    }
    Ok(Ended::AskAgain(worker.db.now().plus_ms(growing_ms(turn, 60_000, 30 * 60_000))))
}
