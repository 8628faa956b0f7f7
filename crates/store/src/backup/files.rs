//! Photos and other files beside the database. They never change, so each is carried once; one that is gone from the mart goes from the
//! backups as late as the last backup that may still name it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Time;

use super::{BackupError, Backups};
use crate::DbError;
use crate::blobs::Blobs;

/// Where files lie among the backups.
const FOLDER: &str = "media";
/// Since when files have been missing from the mart.
const GONE: &str = "media.gone";
/// Files carried in one round: a first backup of many photos does not keep the next one of the database waiting.
const ROUND_MOST: usize = 400;

/// Which files are among the backups, as far as this process knows.
#[derive(Debug, Default)]
pub struct Carried(Option<BTreeSet<String>>);

impl Backups {
    /// Carries files that are not among the backups yet; answers how many still wait.
    ///
    /// # Errors
    /// [`BackupError`] if a place refuses.
    pub async fn carry_files(&self, from: &Blobs, carried: &mut Carried) -> Result<usize, BackupError> {
        let mut there = match carried.0.take() {
            Some(there) => there,
            None => self.files().await?,
        };
        let mut waiting: Vec<String> = from.names("").await?;
        waiting.retain(|name| !there.contains(name));
        for name in waiting.iter().take(ROUND_MOST) {
            if let Some(bytes) = from.get(name).await? {
                let kept = format!("{FOLDER}/{name}");
                self.place.put(&kept, self.key.seal(&kept, &bytes)?).await?;
            }
            there.insert(name.clone());
        }
        carried.0 = Some(there);
        Ok(waiting.len().saturating_sub(ROUND_MOST))
    }

    /// Files among the backups.
    async fn files(&self) -> Result<BTreeSet<String>, BackupError> {
        let kept = self.place.names(FOLDER).await?;
        Ok(kept
            .iter()
            .filter_map(|name| name.strip_prefix(FOLDER)?.strip_prefix('/'))
            .map(str::to_owned)
            .collect())
    }

    /// Puts all files back; answers how many there were.
    ///
    /// # Errors
    /// [`BackupError`] if a file does not open or cannot be written.
    pub async fn restore_files(&self, to: &Blobs) -> Result<usize, BackupError> {
        let files = self.files().await?;
        for name in &files {
            let kept = format!("{FOLDER}/{name}");
            let sealed = self.place.get(&kept).await?.ok_or_else(|| BackupError::Missing(kept.clone()))?;
            to.put(name, self.key.open(&kept, &sealed)?.into()).await?;
        }
        Ok(files.len())
    }

    /// Forgets files that have been gone from the mart for `kept_days`; answers how many.
    ///
    /// # Errors
    /// [`BackupError`] if a place refuses.
    pub async fn forget_files(&self, from: &Blobs, now: Time, kept_days: i64) -> Result<usize, BackupError> {
        let before: BTreeMap<String, i64> = match self.place.get(GONE).await? {
            Some(sealed) => {
                let told = self.key.open(GONE, &sealed)?;
                serde_json::from_slice(&told).map_err(|_| BackupError::Damaged(GONE.to_owned()))?
            }
            None => BTreeMap::new(),
        };
        let living: BTreeSet<String> = from.names("").await?.into_iter().collect();
        let mut gone = BTreeMap::new();
        let mut forgotten = 0;
        for name in self.files().await?.difference(&living) {
            let since = before.get(name).copied().unwrap_or(now.0);
            if Time(since).plus_days(kept_days) < now {
                self.place.remove(&format!("{FOLDER}/{name}")).await?;
                forgotten += 1;
            } else {
                gone.insert(name.clone(), since);
            }
        }
        if gone != before {
            let told = serde_json::to_vec(&gone).map_err(|cause| DbError::Failed(cause.to_string()))?;
            self.place.put(GONE, self.key.seal(GONE, &told)?).await?;
        }
        Ok(forgotten)
    }
}
