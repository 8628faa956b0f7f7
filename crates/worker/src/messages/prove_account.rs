//! Message `prove_account`: a maker has agreed to an account → one rupee goes there, and the bank says whose it is.
//! Message `follow_proof`: what became of it.
//!
//! Safe to repeat: the change's id is our reference at the bank; a repeat looks it up first and sends no second rupee.

use connectors::razorpay::{PayTo, PayeeAsk};
use kernel::Authentic;
use kernel::ids::BankChangeId;
use kernel::payment::{AccountProof, ProofStatus};
use market::bank_proof;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Went, growing_ms, may_have_happened, said, said_id, turn};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let id: BankChangeId = said_id(job)?;
    let Some(ask) = bank_proof::proof_to_ask(&worker.db, id).await? else { return Ok(Ended::Done) };
    let reference = id.to_string();
    let known = if may_have_happened(job, worker.db.now()) {
        worker.gateways.razorpay.find_proof(&reference).await?
    } else {
        None
    };
    let proof = match known {
        Some(known) => known,
        None => {
            let to = PayTo::Account { ifsc: &ask.ifsc, number: &ask.account.account_no };
            let payee = PayeeAsk { reference: &ask.maker.to_string(), name: &ask.account.holder, to };
            let fund_account = worker.gateways.razorpay.create_payee(payee).await?;
            worker.gateways.razorpay.prove_account(&fund_account, &reference).await?
        }
    };
    bank_proof::proven(&worker.db, &proof).await?;
    Ok(Ended::Done)
}

/// Asks what became of a proof, less and less often.
pub(super) async fn follow(worker: &Worker, job: &Job) -> Went {
    let proof: Authentic<AccountProof> = worker.gateways.razorpay.proof(&said(job)?).await?;
    let is_pending = proof.get().status == ProofStatus::Pending;
    if is_pending {
        let wait = growing_ms(turn(&job.key), 10_000, 3_600_000);
        return Ok(Ended::AskAgain(worker.db.now().plus_ms(wait)));
    }
    bank_proof::proven(&worker.db, &proof).await?;
    Ok(Ended::Done)
}
