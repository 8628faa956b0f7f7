//! Message `forget_picture`: nothing shows a picture any more → its files are removed from this machine.
//!
//! Safe to repeat: what is gone stays gone. A picture that somebody shows again meanwhile keeps its files.

use market::media::{act as media, files::MediaFolder};
use store::jobs::Job;

use crate::Worker;
use crate::job::{Ended, Stuck, Went, said};

pub(super) async fn run(worker: &Worker, job: &Job) -> Went {
    let picture: String = said(job)?;
    let Some(folder) = &worker.folder else { return Ok(Ended::Done) };
    if media::is_recorded(&mut worker.db.read().await?, &picture).await? {
        return Ok(Ended::Done);
    }
    let path = folder.join("media");
    let removed = tokio::task::spawn_blocking(move || MediaFolder::open(&path)?.remove(&picture));
    match removed.await {
        Ok(Ok(())) => Ok(Ended::Done),
        Ok(Err(cause)) => Err(Stuck::TryLater(cause.to_string())),
        Err(cause) => Err(Stuck::TryLater(cause.to_string())),
    }
}
