//! Backups by the clock: one as often as configured, and once a day one is restored somewhere else, looked through and thrown away.
//!
//! Reads: the database, through the store's backups. Writes: the place of the backups, a scratch folder, and what came of it through
//! `market::backups`. Never: holds up pages or messages; a backup that fails is said in the log and on the page of health.
//!
//! Start at [`Backing`]; [`round`] is one turn.

use std::path::{Path, PathBuf};
use std::time::Duration;

use kernel::Time;
use market::backups::{self, Proof, rules};
use market::verify;
use store::backup::{BackupError, Backups, Carried, Facts, Memory, Name, Onto};
use store::blobs::Blobs;
use store::{Db, DbError, DbUrl};
use tokio::time::{MissedTickBehavior, interval};

/// How often somebody looks whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Breaches told of one proof; a page has no room for more.
const TOLD_MOST: usize = 3;

/// Where backups go, how often, and where one is proven.
#[derive(Clone, Debug)]
pub struct Backing {
    /// Where they are kept.
    pub backups: Backups,
    /// The database, for tools that open it themselves.
    pub url: DbUrl,
    /// How often, in milliseconds.
    pub every_ms: i64,
    /// For how many days one of each day is kept.
    pub kept_days: i64,
    /// Where one is proven.
    pub proof: ProofPlace,
    /// Files beside the database; none if they lie in a store of their own.
    pub files: Option<Blobs>,
    /// Where else they lie, for people.
    pub files_elsewhere: String,
    /// The program, for people.
    pub program: String,
}

/// Where a backup is restored to be looked through.
#[derive(Clone, Debug)]
pub enum ProofPlace {
    /// A folder that is made and removed.
    Folder(PathBuf),
    /// A database of the server that belongs to nobody else.
    Database(DbUrl),
    /// None is named: nothing can be proven.
    Nowhere,
}

/// What one process remembers between its backups.
#[derive(Debug, Default)]
pub struct Between {
    memory: Memory,
    carried: Carried,
    /// The day whose old backups have been forgotten.
    tidied: Option<kernel::Day>,
}

/// Keeps taking backups until it is dropped.
pub(crate) async fn keep(db: Db, backing: Backing) {
    let mut between = Between::default();
    let mut tick = interval(LOOK_EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut next = Time(0);
    loop {
        tick.tick().await;
        if db.now() < next {
            continue;
        }
        next = db.now().plus_ms(backing.every_ms);
        match round(&db, &backing, &mut between).await {
            Ok(()) => {}
            Err(cause) => {
                tracing::error!(%cause, "no backup could be taken");
                next = rules::next_after_failure(db.now(), backing.every_ms);
            }
        }
    }
}

/// One turn: a backup if it is time and nobody else is at it, the day's proof, and what the rule no longer keeps.
///
/// # Errors
/// [`BackupError`], which is also remembered for the page of health.
pub async fn round(db: &Db, backing: &Backing, between: &mut Between) -> Result<(), BackupError> {
    if !backups::claim(db, backing.every_ms).await? {
        return Ok(());
    }
    let went = take_and_prove(db, backing, between).await;
    if let Err(cause) = &went {
        backups::failed(db, backing.every_ms, &cause.to_string()).await?;
    }
    went
}

async fn take_and_prove(db: &Db, backing: &Backing, between: &mut Between) -> Result<(), BackupError> {
    take(db, backing, between).await?;
    let (standing, now) = (backups::standing(&mut db.read().await?).await?, db.now());
    if rules::is_proof_due(&standing, now) {
        prove(db, backing).await?;
    }
    if between.tidied != Some(now.day()) {
        let gone = backing.backups.forget_old(now, backing.kept_days).await?;
        if let Some(files) = &backing.files {
            backing.backups.forget_files(files, now, backing.kept_days).await?;
        }
        tracing::info!(gone, "old backups are forgotten");
        between.tidied = Some(now.day());
    }
    Ok(())
}

/// Takes one backup now; answers its name, and how many files still wait to be carried.
///
/// # Errors
/// [`BackupError`] if the database or the place refuses.
pub async fn take(db: &Db, backing: &Backing, between: &mut Between) -> Result<(Name, usize), BackupError> {
    let rows = backups::rows(&mut db.read().await?).await?;
    let media = if backing.files.is_some() { "here".to_owned() } else { backing.files_elsewhere.clone() };
    let facts = Facts { program: backing.program.clone(), rows, media };
    let backup = backing.backups.take(db, &backing.url, &mut between.memory, facts).await?;
    let (name, bytes) = (backup.name, i64::try_from(backup.bytes).unwrap_or(i64::MAX));
    backups::taken(db, &name.file(), name.moment, bytes).await?;
    tracing::info!(name = name.file(), bytes, "a backup is taken");
    let waiting = match &backing.files {
        Some(files) => backing.backups.carry_files(files, &mut between.carried).await?,
        None => 0,
    };
    Ok((name, waiting))
}

/// Restores the newest backup somewhere else, looks it through and remembers what came of it. A breach is no error here: it is
/// what the page of health shows.
///
/// # Errors
/// [`BackupError`] if there is no backup, or what came of it cannot be remembered.
pub async fn prove(db: &Db, backing: &Backing) -> Result<Proof, BackupError> {
    let name = backing.backups.newest(None).await?;
    let proof = match look_through(db, backing, name).await {
        Ok(proof) => proof,
        Err(cause) => Proof { checks: 0, breach: cause.to_string() },
    };
    if proof.breach.is_empty() {
        tracing::info!(name = name.file(), checks = proof.checks, "a backup is proven");
    } else {
        tracing::error!(name = name.file(), breach = proof.breach, "a backup does not hold");
    }
    backups::proven(db, &name.file(), name.moment, &proof).await?;
    Ok(proof)
}

async fn look_through(db: &Db, backing: &Backing, name: Name) -> Result<Proof, BackupError> {
    match &backing.proof {
        ProofPlace::Folder(folder) => {
            empty(folder)?;
            let url = DbUrl::Sqlite(folder.join("mart.db"));
            let proof = restored(db, backing, name, &url).await;
            let _ = std::fs::remove_dir_all(folder);
            proof
        }
        ProofPlace::Database(url) => restored(db, backing, name, url).await,
        ProofPlace::Nowhere => Err(BackupError::NoProof),
    }
}

fn empty(folder: &Path) -> Result<(), BackupError> {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)
        .map_err(|cause| BackupError::Disk(folder.display().to_string(), cause.to_string()))
}

async fn restored(db: &Db, backing: &Backing, name: Name, url: &DbUrl) -> Result<Proof, BackupError> {
    let manifest = backing.backups.restore(name, url, Onto::Scratch).await?;
    let copy = db.beside(url).await?;
    copy.prove_key().await?;
    let checks = verify::run(&copy).await?;
    let mut breaches: Vec<String> = checks
        .iter()
        .filter(|check| !check.holds())
        .map(|check| format!("{}: {}", check.name, check.breaches.join("; ")))
        .collect();
    breaches.extend(fewer(&copy, &manifest.rows).await?);
    breaches.truncate(TOLD_MOST);
    Ok(Proof { checks: i64::try_from(checks.len()).unwrap_or(i64::MAX), breach: breaches.join("; ") })
}

/// Tables that have fewer rows than when the backup was begun.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn fewer(
    copy: &Db,
    least: &std::collections::BTreeMap<String, i64>,
) -> Result<Vec<String>, DbError> {
    let there = backups::rows(&mut copy.read().await?).await?;
    let is_fewer = |(table, least): (&String, &i64)| {
        let found = there.get(table).copied().unwrap_or(0);
        (found < *least).then(|| format!("{table} has {found} rows, and had {least}"))
    };
    Ok(least.iter().filter_map(is_fewer).collect())
}
