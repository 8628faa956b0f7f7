//! Message `forget_picture`: nothing shows a picture any more → its files are removed, and its original.
//!
//! Safe to repeat: what is gone stays gone. A picture that is shown still keeps its files, and only its
//! original goes: where a photo was taken may say where somebody lives who has asked to be erased.

use market::media::{act as media, files};
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let picture: String = said(job)?;
    let Some(blobs) = &worker.media else { return Ok(Ended::Done) };
    let is_shown = media::is_recorded(&mut worker.db.read().await?, &picture).await?;
    let removed = if is_shown {
        files::remove_original(blobs, &picture).await
    } else {
        files::remove(blobs, &picture).await
    };
    removed.map_err(|cause| Stuck::TryLater(cause.to_string()))?;
    Ok(Ended::Done)
}
