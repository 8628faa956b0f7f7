//! `deogharmart restore`: a mart as it was at a moment, onto an empty place, checked before anybody uses it.

use std::process::ExitCode;

use store::backup::{Backups, Manifest, Name, Onto};
use store::{Db, DbUrl};
use worker::backups::fewer;

use super::verify;
use crate::cli::Restore;
use crate::config::{self, BackupConfig, PlaceConfig, Reader};
use crate::fault::{Fault, Outcome};
use crate::tell::Teller;
use crate::{key, mart, seeds};

/// Restores, says to which moment, and verifies; the exit code says whether all holds.
pub async fn run(restore: Restore) -> Outcome<ExitCode> {
    let place = config::place(&restore.place)?;
    let backups = match (&restore.from, &place.backup) {
        (Some(folder), _) => BackupConfig::open_in(&Reader::open(restore.place.config.as_deref())?, folder)?,
        (None, Some(backup)) => backup.open()?,
        (None, None) => {
            return Err(Fault::new(
                "say where the backups are with --from, or name their place in the configuration",
            ));
        }
    };
    if let Some(there) = place.folder.in_the_way() {
        return Err(Fault::new(format!(
            "{} is in the way: a mart is restored onto an empty place only; choose another with --data, or move it aside",
            there.display()
        )));
    }
    if !place.key_file.exists() {
        return Err(Fault::new(format!(
            "the backup is of a sealed database, and its master key {} is not there; put it there from where it is kept, or name it with MART_MASTER_KEY_FILE",
            place.key_file.display()
        )));
    }
    place.folder.make()?;
    let name = backups.newest(restore.at).await?;
    let manifest = backups.restore(name, &place.database, Onto::Empty).await?;
    let db = mart_of(&place).await?;
    tell(&db, &backups, &place, name, &manifest).await?;
    verify::check(&db, &place).await
}

/// The restored database. One of an older program is brought to what this program knows.
async fn mart_of(place: &PlaceConfig) -> Outcome<Db> {
    let db = key::open(&place.database, &place.key_file).await?;
    db.prove_key().await?;
    let ready = db.is_migrated().await? && market::personal::upgrade::is_done(&db).await?;
    if !ready {
        seeds::migrate(&db, &Teller::new()).await?;
    }
    mart::open_prepared(place).await
}

/// Says what is there now and what is not.
async fn tell(
    db: &Db,
    backups: &Backups,
    place: &PlaceConfig,
    name: Name,
    manifest: &Manifest,
) -> Outcome<()> {
    let teller = Teller::new();
    let missing = fewer(db, &manifest.rows).await?;
    if !missing.is_empty() {
        return Err(Fault::new(format!("the backup {} is not whole: {}", name.file(), missing.join("; "))));
    }
    let at = name.moment.in_india();
    teller.say(&format!("Restored to {at} ({}), from {}.", name.moment.rfc3339(), backups.place()));
    match (&place.bucket, manifest.media.as_str()) {
        (None, "here") => {
            let files = backups.restore_files(&config::blobs(&place.folder, None)?).await?;
            teller.say(&format!("Photos and pictures: {files} files."));
        }
        (_, elsewhere) => teller.say(&format!("Photos are not in the backup; they lay in: {elsewhere}.")),
    }
    let engine = match place.database {
        DbUrl::Sqlite(_) => "SQLite",
        DbUrl::Postgres(_) => "PostgreSQL",
    };
    teller.say(&format!(
        "On {engine}, {} orders. What happened after that moment is not in it: compare gateway and bank before the worker starts.",
        manifest.rows.get("buyer_order").copied().unwrap_or(0)
    ));
    Ok(())
}
