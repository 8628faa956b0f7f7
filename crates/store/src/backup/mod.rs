//! Backups: each minute what has changed, each hour the whole database, sealed, in a folder or a bucket; and back again.
//!
//! Reads: the database as it stands in one moment, the files beside it. Writes: the place of the backups; on restoring, a new
//! database. Never: holds up whoever writes, changes what is backed up, or overwrites a database.
//! On SQLite a backup is the pages that differ from the one before; on PostgreSQL it is a dump by the server's own tools. It is there
//! once its manifest is, which is written last.
//!
//! Start at [`Backups::take`] and [`Backups::restore`]; what is kept for how long stands in [`name`].

mod dump;
mod files;
pub mod name;
mod pages;
mod restore;
mod sealing;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kernel::Time;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

pub use self::files::Carried;
pub use self::name::{Kind, Name};
pub use self::restore::Onto;
pub use self::sealing::BackupKey;
use crate::blobs::{BlobError, Blobs};
use crate::{Db, DbError, DbUrl};

/// A whole backup begins a new chain after so long.
const CHAIN_LONGEST_MS: i64 = 3_600_000;

/// Where backups are kept, and the key that seals them.
#[derive(Clone, Debug)]
pub struct Backups {
    place: Blobs,
    key: BackupKey,
}

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Which engine wrote it: `sqlite` or `postgres`.
    pub engine: String,
    /// Which program wrote it.
    pub program: String,
    /// Migrations that had run.
    pub schema: i64,
    /// Everything acknowledged up to this moment is in it; UTC, milliseconds since 1970.
    pub moment_ms: i64,
    /// Nothing that began after this moment is in it.
    pub until_ms: i64,
    /// The file of the backup it is built on; none of a whole one.
    pub previous: Option<String>,
    /// Bytes of a page; 0 of a dump.
    pub page_bytes: u32,
    /// Pages of the database.
    pub pages: u64,
    /// Pages in this backup.
    pub pages_here: u64,
    /// What the whole database is known by at this moment; of a dump, what the dump is known by.
    pub sha256: String,
    /// What the sealed file is known by.
    pub file_sha256: String,
    /// Rows that were there just before: a restored database has at least as many.
    pub rows: BTreeMap<String, i64>,
    /// Where photos are: `here`, or where else.
    pub media: String,
}

/// What the mart itself says of a backup.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The program, for people.
    pub program: String,
    /// Rows that are there at least.
    pub rows: BTreeMap<String, i64>,
    /// Where photos are.
    pub media: String,
}

/// What the last backup of this process held, so that the next one needs to hold only what has changed.
#[derive(Debug, Default)]
pub struct Memory(Option<Last>);

#[derive(Debug)]
struct Last {
    name: Name,
    began: Time,
    pages: pages::Pages,
}

/// A backup that was taken.
#[derive(Clone, Debug)]
pub struct Backup {
    /// Its name.
    pub name: Name,
    /// What is in it.
    pub manifest: Manifest,
    /// Bytes it takes.
    pub bytes: u64,
}

/// Why a backup could not be taken or put back.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BackupError {
    /// The place of the backups refuses.
    #[error(transparent)]
    Blob(#[from] BlobError),
    /// The database refuses.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The database's address makes no sense to its tools.
    #[error("the address of the database makes no sense: {0}")]
    Address(String),
    /// Sealed with a key that was not given.
    #[error("the backup {0} is sealed with another key; name the right one with MART_BACKUP_KEY_FILE")]
    OtherKey(String),
    /// Does not open, or is not what its manifest says.
    #[error("the backup {0} is damaged; restore another moment with --at, or from another copy")]
    Damaged(String),
    /// A backup needs one that is not there.
    #[error("the backup {0} is not there, and a newer one is built on it; restore another moment with --at")]
    Missing(String),
    /// There is none so old, or none at all.
    #[error("there is no backup of {1} or before in {0}")]
    NoneSoOld(String, String),
    /// Made by another engine than the one it is to go to.
    #[error("the backup is one of {found}, and the database to restore is one of {wanted}")]
    OtherEngine {
        /// What wrote it.
        found: String,
        /// Where it should go.
        wanted: &'static str,
    },
    /// Something lies where the backup should go.
    #[error("{0} is not empty; a backup is restored onto an empty place only")]
    Occupied(String),
    /// A folder or file cannot be written.
    #[error("cannot write {0}: {1}")]
    Disk(String, String),
    /// Nowhere to prove a backup of a server.
    #[error(
        "no database is named in which a backup can be proven; make an empty one and name it with MART_BACKUP_PROOF_DATABASE"
    )]
    NoProof,
    /// A tool of the database server is not installed.
    #[error(
        "{tool} cannot be started ({cause}); install the client tools of the server's own version, on Debian postgresql-client"
    )]
    NoTool {
        /// Its name.
        tool: &'static str,
        /// What the system said.
        cause: String,
    },
    /// A tool of the database server failed.
    #[error("{tool} failed: {said}")]
    Tool {
        /// Its name.
        tool: &'static str,
        /// What it said.
        said: String,
    },
}

impl Backups {
    /// Backups in a folder or a bucket.
    pub const fn new(place: Blobs, key: BackupKey) -> Backups {
        Backups { place, key }
    }

    /// Where they lie, for people.
    pub fn place(&self) -> String {
        self.place.place()
    }

    /// Takes a backup of the database at `url`, which `db` has open.
    ///
    /// # Errors
    /// [`BackupError`] if the database, its tools or the place refuses. Nothing half done counts as a backup.
    pub async fn take(
        &self,
        db: &Db,
        url: &DbUrl,
        memory: &mut Memory,
        facts: Facts,
    ) -> Result<Backup, BackupError> {
        let schema = db.schema().await?;
        let mut manifest = Manifest {
            engine: engine_of(url).to_owned(),
            program: facts.program,
            schema,
            moment_ms: db.now().0,
            until_ms: 0,
            previous: None,
            page_bytes: 0,
            pages: 0,
            pages_here: 0,
            sha256: String::new(),
            file_sha256: String::new(),
            rows: facts.rows,
            media: facts.media,
        };
        let (kind, text, pages) = match url {
            DbUrl::Sqlite(path) => {
                let last = memory.0.take().filter(|last| last.is_young(db.now()));
                let (path, clock) = (path.clone(), db.clock().clone());
                let taking = tokio::task::spawn_blocking(move || {
                    let taken = pages::take(&path, &clock, last.as_ref().map(|last| &last.pages));
                    taken.map(|taken| (taken, last))
                });
                let (taken, last) = taking.await.map_err(|cause| DbError::Failed(cause.to_string()))??;
                manifest.tell(&taken, last.as_ref());
                let kind = if last.is_some() { Kind::Since } else { Kind::Full };
                let began = last.map_or(taken.moment, |last| last.began);
                (kind, taken.text, Some((began, taken.pages)))
            }
            DbUrl::Postgres(url) => {
                let text = dump::take(url).await?;
                (manifest.until_ms, manifest.sha256) = (db.now().0, known_by(&text));
                (Kind::Full, text, None)
            }
        };
        let name = Name { moment: Time(manifest.moment_ms), kind };
        let sealed = self.key.seal(&name.file(), &text)?;
        let bytes = sealed.len() as u64;
        manifest.file_sha256 = known_by(&sealed);
        self.place.put(&name.file(), sealed).await?;
        let told = serde_json::to_vec(&manifest).map_err(|cause| DbError::Failed(cause.to_string()))?;
        self.place.put(&name.manifest(), self.key.seal(&name.manifest(), &told)?).await?;
        self.place.settle(&name.manifest()).await?;
        memory.0 = pages.map(|(began, pages)| Last { name, began, pages });
        Ok(Backup { name, manifest, bytes })
    }

    /// All backups, oldest first.
    ///
    /// # Errors
    /// [`BackupError::Blob`] if the place cannot be listed.
    pub async fn names(&self) -> Result<BTreeSet<Name>, BackupError> {
        let files = self.place.names(name::FOLDER).await?;
        Ok(files.iter().filter_map(|file| Name::of_file(file.strip_suffix(name::MANIFEST)?)).collect())
    }

    /// What is in a backup.
    ///
    /// # Errors
    /// [`BackupError`] if it is not there, or does not open.
    pub async fn manifest(&self, name: Name) -> Result<Manifest, BackupError> {
        let file = name.manifest();
        let sealed = self.place.get(&file).await?.ok_or_else(|| BackupError::Missing(name.file()))?;
        let told = self.key.open(&file, &sealed)?;
        serde_json::from_slice(&told).map_err(|_| BackupError::Damaged(file))
    }

    /// Forgets what the rule no longer keeps; answers how many backups that were.
    ///
    /// # Errors
    /// [`BackupError::Blob`] if the place refuses.
    pub async fn forget_old(&self, now: Time, kept_days: i64) -> Result<usize, BackupError> {
        let gone = name::may_go(&self.names().await?, now, kept_days);
        for name in &gone {
            // The manifest first: without it the rest is no backup any more.
            self.place.remove(&name.manifest()).await?;
            self.place.remove(&name.file()).await?;
        }
        Ok(gone.len())
    }
}

impl Last {
    fn is_young(&self, now: Time) -> bool {
        now.0 - self.began.0 < CHAIN_LONGEST_MS
    }
}

impl Manifest {
    fn tell(&mut self, taken: &pages::Taken, last: Option<&Last>) {
        (self.moment_ms, self.until_ms) = (taken.moment.0, taken.until.0);
        (self.page_bytes, self.pages, self.pages_here) = (taken.page_bytes, taken.pages.count(), taken.here);
        self.sha256 = taken.pages.sha256();
        self.previous = last.map(|last| last.name.file());
    }
}

fn engine_of(url: &DbUrl) -> &'static str {
    match url {
        DbUrl::Sqlite(_) => "sqlite",
        DbUrl::Postgres(_) => "postgres",
    }
}

fn known_by(bytes: &[u8]) -> String {
    kernel::proof::hex(digest(&SHA256, bytes).as_ref())
}

fn disk(path: &Path) -> impl Fn(std::io::Error) -> BackupError {
    let path: PathBuf = path.to_owned();
    move |cause| BackupError::Disk(path.display().to_string(), cause.to_string())
}
