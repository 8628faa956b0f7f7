//! Message `digest_reply`: somebody has answered by SMS → what it asks for is done, and an answer is left.
//!
//! The web only checks and stores, so that the operator hears 200 at once. Safe to repeat: a message is digested in one
//! transaction with what it does, and one that was digested changes nothing.

use market::replies;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Went, said};
use crate::words;

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    replies::digest(&worker.db, &said(job)?, &words::reason).await?;
    Ok(Ended::Done)
}
