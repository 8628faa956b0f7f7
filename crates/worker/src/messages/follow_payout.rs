//! Message `follow_payout`: a payout is at the bank → has the maker got it?
//!
//! The webhook usually answers first, and then there is nothing left to ask.

use kernel::ids::PayoutId;
use kernel::payment::PayoutStatus;
use market::payouts;
use store::jobs::Job;

use crate::job::{Ended, Stuck, Went, growing_ms, said_id, turn};
use crate::{Worker, ask};

/// After this many questions, a good day later, a person looks.
const TURNS_MOST: u32 = 50;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let id: PayoutId = said_id(job)?;
    if payouts::payout_to_send(&worker.db, id).await?.is_none() {
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
        return Err(Stuck::Never("the payout is still on its way after a day; ask the bank".to_owned()));
    }
    Ok(Ended::AskAgain(worker.db.now().plus_ms(growing_ms(turn, 60_000, 30 * 60_000))))
}
