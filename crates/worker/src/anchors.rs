//! Each day's audit anchor, made once the day is over and written into a file of its own.

use std::fs;
use std::path::Path;

use kernel::Limit;
use market::audit::anchor::{self, Anchor};
use store::DbError;

use crate::Worker;

/// A file that could not be written is written within so many days.
const WRITTEN_WITHIN_DAYS: Limit = Limit::of(7);

/// Makes the anchors that are due and writes their files; answers how many were made.
pub(crate) async fn make_due(worker: &Worker) -> Result<usize, DbError> {
    let made = anchor::make_due(&worker.db).await?;
    if let Some(folder) = worker.folder.as_ref().map(|folder| folder.join("anchors")) {
        let newest = anchor::newest(&mut worker.db.read().await?, WRITTEN_WITHIN_DAYS).await?;
        for anchor in made.iter().chain(&newest) {
            if let Err(cause) = write(&folder, anchor) {
                tracing::error!(%cause, day = anchor.day.iso(), "an audit anchor could not be written beside the database");
            }
        }
    }
    Ok(made.len())
}

/// Writes `YYYY-MM-DD.txt` whole or not at all. What is there stays: an anchor is never written anew.
fn write(folder: &Path, anchor: &Anchor) -> std::io::Result<()> {
    let path = folder.join(format!("{}.txt", anchor.day.iso()));
    if path.exists() {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let beside = path.with_extension("part");
    fs::write(&beside, anchor.paper())?;
    fs::File::open(&beside)?.sync_all()?;
    fs::rename(beside, path)
}
