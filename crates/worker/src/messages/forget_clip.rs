//! Message `forget_clip`: a recording is gone → its file is removed. Safe to repeat: what is gone stays gone.

use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let name: String = said(job)?;
    let Some(blobs) = &worker.media else { return Ok(Ended::Done) };
    blobs.remove(&name).await.map_err(|cause| Stuck::TryLater(cause.to_string()))?;
    Ok(Ended::Done)
}
