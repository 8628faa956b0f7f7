//! Message `match_money`: a night is over, or finance asks → what has the gateway handed on, and does it fit our books and the bank?
//!
//! Safe to repeat: a line of a report is kept once, and what is accounted for is not looked at again. Reports come late, so the
//! days before are asked about as well. While the gateway is silent nothing is laid beside each other: half a report would
//! look like money that is missing.

use kernel::Day;
use kernel::payment::Gateway;
use market::tally;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let until = Day::from_iso(&said(job)?).ok_or_else(|| Stuck::Never("not a day".to_owned()))?;
    for back in (0..=tally::DAYS_BACK).rev() {
        let report = worker.gateways.razorpay.settled_on(until.plus(-back)).await?;
        tally::take_report(&worker.db, Gateway::Razorpay, &report).await?;
    }
    let new = tally::run(&worker.db).await?;
    tracing::info!(
        new,
        until = until.iso(),
        "our books, the gateway and the bank are laid beside each other"
    );
    Ok(Ended::Done)
}
