//! Message `send_news`: a letter that two people want → an SMS is left for each reader, some at a time.
//!
//! Safe to repeat: how far it has gone is noted with the messages, and each is left once.

use market::news;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Went, said_id};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let is_more = news::send_some(&worker.db, said_id(job)?).await?;
    Ok(if is_more { Ended::AskAgain(worker.db.now()) } else { Ended::Done })
}
