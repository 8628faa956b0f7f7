//! Message `recall_batch`: a batch of food was recalled → its parcels that have not arrived are stopped, its buyers are told.
//!
//! Safe to repeat: each buyer is told once. Some at a time, so that a carrying stays short; the next goes before whatever else
//! waits, or ten thousand refunds would stand between the first buyer and the last.

use market::batches::{self, BatchError};
use market::notices;
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said_id};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    match batches::tell_some(&worker.db, said_id(job)?).await {
        Ok(true) => Ok(Ended::AskAgain(notices::ahead(worker.db.now()))),
        Ok(false) => Ok(Ended::Done),
        Err(BatchError::Db(cause)) => Err(cause.into()),
        Err(cause) => Err(Stuck::TryLater(cause.to_string())),
    }
}
