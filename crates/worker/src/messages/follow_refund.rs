//! Message `follow_refund`: a refund is at the gateway → has the buyer got it?
//!
//! The webhook usually answers first, and then there is nothing left to ask.

use kernel::ids::RefundId;
use market::payments;
use store::jobs::Job;

use super::send_refund::find;
use crate::job::{Ended, Stuck, Went, growing_ms, said_id, turn};
use crate::{Worker, ask};

/// Banks take five to seven working days; after this many questions, some ten days later, a person looks.
const TURNS_MOST: u32 = 50;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let id: RefundId = said_id(job)?;
    let Some(refund) = payments::refund_to_send(&worker.db, id).await? else { return Ok(Ended::Done) };
    let Some(report) = find(worker, &refund).await? else {
        return Err(Stuck::TryLater("the gateway does not know a refund it had accepted".to_owned()));
    };
    ask::take_refund(worker, refund.gateway, &report).await?;
    if payments::refund_to_send(&worker.db, id).await?.is_none() {
        return Ok(Ended::Done);
    }
    let turn = turn(&job.key);
    if turn >= TURNS_MOST {
        return Err(Stuck::Never(
            "the refund is still on its way after ten days; ask the gateway".to_owned(),
        ));
    }
    Ok(Ended::AskAgain(worker.db.now().plus_ms(growing_ms(turn, 60_000, 6 * 3_600_000))))
}
