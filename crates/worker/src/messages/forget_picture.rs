//! Message `forget_picture`: nothing shows a picture any more → its files are removed, and its original.
//!
//! Safe to repeat: what is gone stays gone. A picture that somebody shows again meanwhile keeps its files.

use market::media::{act as media, files};
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let picture: String = said(job)?;
    let Some(blobs) = &worker.media else { return Ok(Ended::Done) };
    if media::is_recorded(&mut worker.db.read().await?, &picture).await? {
        return Ok(Ended::Done);
    }
    files::remove(blobs, &picture).await.map_err(|cause| Stuck::TryLater(cause.to_string()))?;
    Ok(Ended::Done)
}
