//! The data folder: made, marked as ours, held by one demo at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use store::DbUrl;

use crate::fault::{Because, Fault, Outcome};

/// The file that says that a folder is a mart's.
const MARK: &str = ".deogharmart";
/// What the mart itself makes in its folder, beside the mark.
const OURS: [&str; 9] = [
    "anchors",
    "demo.json",
    worker::erased::FILE,
    "mart.db",
    "mart.db-wal",
    "mart.db-shm",
    "media",
    "proof",
    "simulators",
];

/// A data folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

/// A folder that no other demo uses while this value lives.
#[derive(Debug)]
pub struct Held {
    /// The folder.
    pub folder: Folder,
    mark: File,
}

impl Folder {
    /// A folder, there or not.
    pub fn at(path: impl Into<PathBuf>) -> Folder {
        Folder { path: path.into() }
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where pictures lie.
    pub fn media(&self) -> PathBuf {
        self.path.join("media")
    }

    /// Where a backup is restored for a while, to be looked through.
    pub fn proof(&self) -> PathBuf {
        self.path.join("proof")
    }

    /// What the simulators remember.
    pub fn simulators(&self) -> PathBuf {
        self.path.join("simulators")
    }

    /// The key to what is sealed in the database, unless another place is named.
    pub fn master_key(&self) -> PathBuf {
        self.path.join("master.key")
    }

    /// Each day's audit anchor, a file a day.
    pub fn anchors(&self) -> PathBuf {
        self.path.join("anchors")
    }

    /// What tells tests and scripts where a running demo is.
    pub fn demo_json(&self) -> PathBuf {
        self.path.join("demo.json")
    }

    /// The database, unless another one is named.
    pub fn database(&self) -> DbUrl {
        DbUrl::Sqlite(self.path.join("mart.db"))
    }

    /// Makes the folder if it is not there and marks it as ours.
    ///
    /// # Errors
    /// If it cannot be made or written to.
    pub fn make(&self) -> Outcome<File> {
        let sorry =
            || format!("cannot write to the folder {}; choose another with --data", self.path.display());
        fs::create_dir_all(&self.path).because(sorry)?;
        let mark = self.path.join(MARK);
        let is_new = !mark.exists() && is_empty(&self.path);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&mark)
            .because(sorry)?;
        if is_new {
            file.write_all(b"This folder belongs to DeogharMart; `demo --fresh` empties it.\n")
                .because(sorry)?;
        }
        Ok(file)
    }

    /// Makes the folder and keeps other demos out.
    ///
    /// # Errors
    /// As [`Folder::make`]; also if another demo uses it.
    pub fn hold(self) -> Outcome<Held> {
        let mark = self.make()?;
        match mark.try_lock() {
            Ok(()) => Ok(Held { folder: self, mark }),
            Err(TryLockError::WouldBlock) => Err(Fault::new(format!(
                "another demo uses the folder {}; stop it or choose another folder with --data",
                self.path.display()
            ))),
            Err(TryLockError::Error(cause)) => {
                Err(cause).because(|| format!("the folder {} cannot be locked", self.path.display()))
            }
        }
    }
}

impl Held {
    /// Removes what an earlier demo has made here and, if its database lies here too, the key to it; answers whether there was anything. Files of others stay: a folder
    /// that had something in it before we came is not marked as ours, and then nothing is removed.
    ///
    /// # Errors
    /// If something of ours cannot be removed.
    pub fn empty(&self, database: &DbUrl) -> Outcome<bool> {
        let is_ours = self.mark.metadata().is_ok_and(|mark| mark.len() > 0);
        let key = Some("master.key").filter(|_| *database == self.folder.database());
        let mut found = false;
        for name in OURS.into_iter().chain(key).filter(|_| is_ours) {
            let path = self.folder.path.join(name);
            let removed = match fs::symlink_metadata(&path) {
                Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
                Ok(there) if there.is_dir() => fs::remove_dir_all(&path),
                _ => fs::remove_file(&path),
            };
            removed.because(|| format!("cannot remove {}", path.display()))?;
            found = true;
        }
        Ok(found)
    }
}

/// What may lie in a folder that a mart is restored into: its key, and who must not come back.
const BEFORE_RESTORE: [&str; 3] = [MARK, "master.key", worker::erased::FILE];

impl Folder {
    /// The first thing that lies in the folder and would be in the way of a restored mart.
    pub fn in_the_way(&self) -> Option<PathBuf> {
        let mut entries = fs::read_dir(&self.path).into_iter().flatten().filter_map(Result::ok);
        entries
            .find(|entry| BEFORE_RESTORE.iter().all(|name| entry.file_name() != *name))
            .map(|entry| entry.path())
    }
}

fn is_empty(path: &Path) -> bool {
    fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// Writes a file whole or not at all: beside its place, onto the disk, then into its place.
///
/// # Errors
/// If the disk refuses.
pub fn write_whole(path: &Path, text: &str) -> Outcome<()> {
    let beside = path.with_extension("part");
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&beside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().because(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch() -> PathBuf {
        std::env::temp_dir().join(format!("mart_folder_{}", store::chance::letters(10)))
    }

    #[test]
    fn only_what_is_ours_is_removed() {
        let path = scratch();
        let held = Folder::at(&path).hold().expect("held");
        fs::create_dir_all(path.join("media/ab")).expect("a folder");
        fs::write(path.join("mart.db"), "x").expect("a file");
        fs::write(path.join("letter.txt"), "dear").expect("a file");
        assert!(held.empty(&held.folder.database()).expect("emptied"));
        assert!(!path.join("media").exists() && !path.join("mart.db").exists());
        assert!(path.join("letter.txt").exists());
        assert!(!held.empty(&held.folder.database()).expect("emptied again"));
        fs::remove_dir_all(path).expect("removed");
    }

    #[test]
    fn somebodys_folder_is_never_emptied() {
        let path = scratch();
        fs::create_dir_all(path.join("media")).expect("a folder");
        let held = Folder::at(&path).hold().expect("held");
        assert!(!held.empty(&held.folder.database()).expect("left alone") && path.join("media").exists());
        fs::remove_dir_all(path).expect("removed");
    }

    #[test]
    fn two_demos_do_not_share_a_folder() {
        let path = scratch();
        let held = Folder::at(&path).hold().expect("held");
        let second = Folder::at(&path).hold().expect_err("refused").to_string();
        assert!(second.contains("another demo"), "{second}");
        drop(held);
        assert!(Folder::at(&path).hold().is_ok());
        fs::remove_dir_all(path).expect("removed");
    }
}
