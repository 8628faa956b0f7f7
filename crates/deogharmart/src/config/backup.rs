//! Where backups go, how often, and the key that seals them.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use store::DbUrl;
use store::backup::{BackupKey, Backups};
use store::blobs::Blobs;
use worker::backups::{Backing, ProofPlace};

use super::media::{BACKUP, BucketConfig};
use super::{PlaceConfig, Reader, blobs};
use crate::fault::{Because, Fault, Outcome};

/// Seconds between two backups of a file, and of a server, which is copied whole each time.
const EVERY_FILE_S: i64 = 60;
const EVERY_SERVER_S: i64 = 3_600;

/// Backups by the clock.
#[derive(Clone, Debug)]
pub struct BackupConfig {
    /// `MART_BACKUP_FOLDER`: a folder, on another disk or mounted from another machine. No default: no backups, unless a bucket is named.
    place: Place,
    /// `MART_BACKUP_KEY_FILE`: the file with the key that seals them. No default.
    key_file: PathBuf,
    /// `MART_BACKUP_EVERY_S`: seconds from one to the next. Default 60, on PostgreSQL 3600.
    every_s: i64,
    /// `MART_BACKUP_KEPT_DAYS`: for how many days one of each day is kept. Default 30.
    kept_days: i64,
    /// `MART_BACKUP_PROOF_DATABASE`: PostgreSQL only: an empty database in which one is proven each day. No default.
    proof: Option<DbUrl>,
}

#[derive(Clone, Debug)]
enum Place {
    Folder(PathBuf),
    Bucket(BucketConfig),
}

impl BackupConfig {
    /// Reads the settings; nothing if no place is named.
    ///
    /// # Errors
    /// If two places are named, or one without a key.
    pub fn read(reader: &Reader, database: &DbUrl) -> Outcome<Option<BackupConfig>> {
        let (folder, bucket) = (reader.maybe("MART_BACKUP_FOLDER"), BucketConfig::read(reader, BACKUP)?);
        let key_file = reader.maybe("MART_BACKUP_KEY_FILE");
        let every = match database {
            DbUrl::Sqlite(_) => EVERY_FILE_S,
            DbUrl::Postgres(_) => EVERY_SERVER_S,
        };
        let within = |least: i64, most: i64| {
            move |value: &str| value.parse().ok().filter(|number| (least..=most).contains(number))
        };
        let every_s =
            reader.parsed_or("MART_BACKUP_EVERY_S", every, "seconds from 1 to 86400", within(1, 86_400));
        let kept_days =
            reader.parsed_or("MART_BACKUP_KEPT_DAYS", 30, "days from 2 to 3650", within(2, 3_650));
        let proof = reader.maybe("MART_BACKUP_PROOF_DATABASE").map(|url| url.parse()).transpose()?;
        if proof.as_ref() == Some(database) {
            return Err(Fault::new(
                "MART_BACKUP_PROOF_DATABASE is the mart's own database; name an empty one, for all that is in it goes",
            ));
        }
        let place = match (folder, bucket) {
            (None, None) => return Ok(None),
            (Some(_), Some(_)) => {
                return Err(Fault::new(
                    "MART_BACKUP_FOLDER and MART_BACKUP_BUCKET are both set; leave one out",
                ));
            }
            (Some(folder), None) => Place::Folder(folder.into()),
            (None, Some(bucket)) => Place::Bucket(bucket),
        };
        let key_file = key_file.map(PathBuf::from).ok_or_else(|| {
            Fault::new("backups have a place and no key: MART_BACKUP_KEY_FILE is missing; `openssl rand -hex 32` makes one")
        })?;
        Ok(Some(BackupConfig { place, key_file, every_s, kept_days, proof }))
    }

    /// Where backups are, with their key.
    ///
    /// # Errors
    /// If the folder cannot be made, or the key file is not there, not ours alone, or no key.
    pub fn open(&self) -> Outcome<Backups> {
        let place = match &self.place {
            Place::Folder(folder) => Blobs::folder(folder)?,
            Place::Bucket(bucket) => Blobs::bucket(bucket.open()?),
        };
        Ok(Backups::new(place, key(&self.key_file)?))
    }

    /// As [`BackupConfig::open`], with backups that lie in another folder.
    ///
    /// # Errors
    /// As [`BackupConfig::open`].
    pub fn open_in(reader: &Reader, folder: &Path) -> Outcome<Backups> {
        let file = reader.maybe("MART_BACKUP_KEY_FILE").ok_or_else(|| {
            Fault::new("the backups are sealed; name the file with their key with MART_BACKUP_KEY_FILE")
        })?;
        if !folder.is_dir() {
            return Err(Fault::new(format!("there is no folder {}", folder.display())));
        }
        Ok(Backups::new(Blobs::folder(folder)?, key(Path::new(&file))?))
    }

    /// All a worker needs to take them.
    ///
    /// # Errors
    /// As [`BackupConfig::open`].
    pub fn backing(&self, place: &PlaceConfig) -> Outcome<Backing> {
        let elsewhere =
            place.bucket.as_ref().map(|bucket| format!("bucket {} at {}", bucket.name, bucket.url));
        let files = match &place.bucket {
            None => Some(blobs(&place.folder, None)?),
            Some(_) => None,
        };
        let proof = match (&place.database, &self.proof) {
            (DbUrl::Sqlite(_), _) => ProofPlace::Folder(place.folder.proof()),
            (DbUrl::Postgres(_), Some(url)) => ProofPlace::Database(url.clone()),
            (DbUrl::Postgres(_), None) => ProofPlace::Nowhere,
        };
        Ok(Backing {
            backups: self.open()?,
            url: place.database.clone(),
            every_ms: self.every_s * 1_000,
            kept_days: self.kept_days,
            proof,
            files,
            files_elsewhere: elsewhere.unwrap_or_default(),
            program: format!("deogharmart {}", env!("CARGO_PKG_VERSION")),
        })
    }
}

/// The key in a file that nobody else can read.
fn key(file: &Path) -> Outcome<BackupKey> {
    let text = match fs::read_to_string(file) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            return Err(Fault::new(format!(
                "there is no backup key {0}; put it back from where it is kept, or make one for new backups: (umask 277; openssl rand -hex 32 > {0})",
                file.display()
            )));
        }
        text => text.because(|| format!("cannot read the backup key {}", file.display()))?,
    };
    let mode = fs::metadata(file).map_or(0, |file| file.permissions().mode());
    if mode & 0o077 != 0 {
        return Err(Fault::new(format!(
            "others can read the backup key {0}; run `chmod 400 {0}`",
            file.display()
        )));
    }
    BackupKey::from_hex(&text).ok_or_else(|| Fault::new(format!("{} holds no backup key", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[(&str, &str)]) -> Outcome<Option<BackupConfig>> {
        let env = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let reader = Reader::new(env, "").expect("readable");
        BackupConfig::read(&reader, &DbUrl::Postgres("postgres://a@b/mart".to_owned()))
    }

    #[test]
    fn a_place_needs_a_key_and_there_is_one_place() {
        assert!(read(&[]).expect("read").is_none());
        let folder = ("MART_BACKUP_FOLDER", "/backups");
        let said = read(&[folder]).expect_err("no key").to_string();
        assert!(said.contains("MART_BACKUP_KEY_FILE is missing"), "{said}");
        let config = read(&[folder, ("MART_BACKUP_KEY_FILE", "/key")]).expect("read").expect("backups");
        assert_eq!((config.every_s, config.kept_days), (3_600, 30), "a server is copied each hour");
        let own = ("MART_BACKUP_PROOF_DATABASE", "postgres://a@b/mart");
        let said = read(&[folder, ("MART_BACKUP_KEY_FILE", "/key"), own]).expect_err("its own").to_string();
        assert!(said.contains("the mart's own database"), "{said}");
        let bucket = [
            ("MART_BACKUP_BUCKET", "b"),
            ("MART_BACKUP_URL", "https://x"),
            ("MART_BACKUP_KEY_ID", "i"),
            ("MART_BACKUP_KEY_SECRET", "s"),
            folder,
        ];
        assert!(read(&bucket).expect_err("two places").to_string().contains("both set"));
    }

    #[test]
    fn a_key_that_others_read_is_none() {
        let file = std::env::temp_dir().join(format!("mart_backup_key_{}", store::chance::letters(10)));
        let refused = || key(&file).expect_err("refused").to_string();
        assert!(refused().contains("there is no backup key"));
        fs::write(&file, BackupKey::fresh().to_hex().reveal()).expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("opened to others");
        assert!(refused().contains("chmod 400"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).expect("closed");
        assert!(key(&file).is_ok());
        fs::remove_file(&file).expect("removed");
    }
}
