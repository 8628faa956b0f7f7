//! Putting a backup back, onto an empty place.

use std::fs::OpenOptions;
use std::path::Path;

use kernel::Time;

use super::{BackupError, Backups, Kind, Manifest, Name, disk, dump, known_by, pages};
use crate::{DbError, DbUrl};

/// What lies where a backup should go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onto {
    /// Nothing may lie there.
    Empty,
    /// A database of proofs: what the last proof has left there goes.
    Scratch,
}

impl Backups {
    /// The newest backup that holds nothing after `at`; the newest of all without it.
    ///
    /// # Errors
    /// [`BackupError::NoneSoOld`] if there is none.
    pub async fn newest(&self, at: Option<Time>) -> Result<Name, BackupError> {
        let names = self.names().await?;
        let newest = names.iter().rfind(|name| at.is_none_or(|at| name.moment <= at)).copied();
        let when = at.map_or_else(|| "any moment".to_owned(), Time::in_india);
        newest.ok_or_else(|| BackupError::NoneSoOld(self.place(), when))
    }

    /// Puts the database back as it was in a backup, and answers what that was. Nothing but the backup is looked at.
    ///
    /// # Errors
    /// [`BackupError`] if something lies there, or the backup or what it is built on is missing, damaged or sealed with another
    /// key. Then no database is left behind.
    pub async fn restore(&self, name: Name, to: &DbUrl, onto: Onto) -> Result<Manifest, BackupError> {
        let manifest = self.manifest(name).await?;
        let wanted = super::engine_of(to);
        if manifest.engine != wanted {
            return Err(BackupError::OtherEngine { found: manifest.engine, wanted });
        }
        match to {
            DbUrl::Postgres(url) => {
                if onto == Onto::Empty
                    && crate::Db::open(to, crate::Clock::System).await?.schema().await.is_ok()
                {
                    return Err(BackupError::Occupied("the database".to_owned()));
                }
                let text = self.text(name, &manifest).await?;
                if known_by(&text) != manifest.sha256 {
                    return Err(BackupError::Damaged(name.file()));
                }
                dump::put(url, text).await?;
            }
            DbUrl::Sqlite(path) => {
                let written = self.write(name, &manifest, path).await;
                if written.is_err() && !matches!(written, Err(BackupError::Occupied(_))) {
                    let _ = std::fs::remove_file(path);
                }
                written?;
            }
        }
        Ok(manifest)
    }

    /// The backups one is built on, the whole one first.
    async fn chain(&self, name: Name, manifest: &Manifest) -> Result<Vec<(Name, Manifest)>, BackupError> {
        let mut chain = vec![(name, manifest.clone())];
        while let Some((last, before)) =
            chain.last().map(|(name, manifest)| (*name, manifest.previous.clone()))
        {
            let Some(before) = before else { break };
            let before = Name::of_file(&before)
                .filter(|before| before.moment < last.moment)
                .ok_or_else(|| BackupError::Damaged(last.manifest()))?;
            chain.push((before, self.manifest(before).await?));
        }
        match chain.last() {
            Some((first, _)) if first.kind == Kind::Full => {
                chain.reverse();
                Ok(chain)
            }
            _ => Err(BackupError::Damaged(name.manifest())),
        }
    }

    async fn write(&self, name: Name, manifest: &Manifest, path: &Path) -> Result<(), BackupError> {
        let chain = self.chain(name, manifest).await?;
        let mut file = match OpenOptions::new().read(true).write(true).create_new(true).open(path) {
            Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {
                return Err(BackupError::Occupied(path.display().to_string()));
            }
            file => file.map_err(disk(path))?,
        };
        for (name, manifest) in &chain {
            let text = self.text(*name, manifest).await?;
            let (page_bytes, damaged) = (manifest.page_bytes, || BackupError::Damaged(name.file()));
            let putting =
                tokio::task::spawn_blocking(move || pages::put(&mut file, page_bytes, &text).map(|()| file));
            file =
                putting.await.map_err(|cause| DbError::Failed(cause.to_string()))?.map_err(|_| damaged())?;
        }
        let (path, page_bytes, count) = (path.to_owned(), manifest.page_bytes, manifest.pages);
        let finishing = tokio::task::spawn_blocking(move || {
            pages::finish(&file, &path, page_bytes, count).map_err(disk(&path))
        });
        let sha256 = finishing.await.map_err(|cause| DbError::Failed(cause.to_string()))??;
        if sha256 == manifest.sha256 { Ok(()) } else { Err(BackupError::Damaged(name.file())) }
    }

    /// What is in a backup's file.
    async fn text(&self, name: Name, manifest: &Manifest) -> Result<Vec<u8>, BackupError> {
        let file = name.file();
        let sealed = self.place.get(&file).await?.ok_or_else(|| BackupError::Missing(file.clone()))?;
        if known_by(&sealed) != manifest.file_sha256 {
            return Err(BackupError::Damaged(file));
        }
        self.key.open(&file, &sealed)
    }
}
