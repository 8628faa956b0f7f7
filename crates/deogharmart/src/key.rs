//! The master key: one small file that opens what is sealed in the database.
//!
//! Reads and writes: the file that `MART_MASTER_KEY_FILE` names, `master.key` in the data folder otherwise.
//! Never: makes a key for a database that is sealed with another; takes a file that others may read.
//!
//! Start at [`open`] and [`open_or_make`].

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use store::{Clock, Db, DbUrl, MasterKey};

use crate::fault::{Because, Fault, Outcome};

/// The database with its key.
///
/// # Errors
/// If the database cannot be opened, or the key file is not there, not ours alone, or no key.
pub async fn open(database: &DbUrl, path: &Path) -> Outcome<Db> {
    let db = Db::open(database, Clock::System).await?;
    match read(path)? {
        Some(key) => Ok(db.with_key(&key)?),
        None if db.has_master_key().await? => Err(lost(path)),
        None => Err(Fault::new(format!(
            "there is no master key {}; `deogharmart migrate` makes one",
            path.display()
        ))),
    }
}

/// As [`open`]; a database in which nothing is sealed yet gets a new key.
///
/// # Errors
/// As [`open`]; also if the file cannot be written.
pub async fn open_or_make(database: &DbUrl, path: &Path, clock: Clock) -> Outcome<Db> {
    let db = Db::open(database, clock).await?;
    if read(path)?.is_none() {
        if db.has_master_key().await? {
            return Err(lost(path));
        }
        make(path)?;
    }
    let key = read(path)?.ok_or_else(|| lost(path))?;
    Ok(db.with_key(&key)?)
}

fn lost(path: &Path) -> Fault {
    Fault::new(format!(
        "the database is sealed, and its master key {} is not there; put it back from where it is kept, or name it with MART_MASTER_KEY_FILE",
        path.display()
    ))
}

/// The key in a file; `None` if there is no file.
fn read(path: &Path) -> Outcome<Option<MasterKey>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cause).because(|| format!("cannot read the master key {}", path.display())),
    };
    let mode = fs::metadata(path).map_or(0, |file| file.permissions().mode());
    if mode & 0o077 != 0 {
        return Err(Fault::new(format!(
            "others can read the master key {0}; run `chmod 400 {0}` and ask who has read it",
            path.display()
        )));
    }
    let key = MasterKey::from_hex(&text);
    key.map(Some).ok_or_else(|| Fault::new(format!("{} holds no master key", path.display())))
}

fn make(path: &Path) -> Outcome<()> {
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
        writeln!(file, "{}", MasterKey::fresh().to_hex().reveal())?;
        file.sync_all()
    };
    match write() {
        // Two programs that start at once: the other has made it.
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.because(|| format!("cannot write the master key {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder::Folder;

    #[tokio::test]
    async fn a_key_is_made_once_for_its_owner_alone() {
        let folder =
            Folder::at(std::env::temp_dir().join(format!("mart_key_{}", store::chance::letters(10))));
        folder.make().expect("a folder");
        let (database, file) = (folder.database(), folder.master_key());
        let none = open(&database, &file).await.expect_err("no key").to_string();
        assert!(none.contains("deogharmart migrate"), "{none}");
        let db = open_or_make(&database, &file, Clock::System).await.expect("made");
        db.migrate(&|_| ()).await.expect("migrated");
        let mode = fs::metadata(&file).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o400);
        open(&database, &file).await.expect("opened").prove_key().await.expect("the same key");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("opened to others");
        let open_to_others = open(&database, &file).await.expect_err("refused").to_string();
        assert!(open_to_others.contains("chmod 400"), "{open_to_others}");
        fs::remove_file(&file).expect("lost");
        for refused in [open(&database, &file).await, open_or_make(&database, &file, Clock::System).await] {
            let lost = refused.expect_err("never a second key").to_string();
            assert!(lost.contains("put it back"), "{lost}");
        }
        fs::write(&file, "no key").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).expect("ours");
        let no_key = open(&database, &file).await.expect_err("refused").to_string();
        assert!(no_key.contains("holds no master key"), "{no_key}");
        fs::remove_dir_all(folder.path()).expect("removed");
    }
}
