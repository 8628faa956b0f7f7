//! A file of JSON lines that is only ever appended to, and read again after a restart.
//!
//! A last line that was cut off by a crash is dropped; a broken line elsewhere is an error. At every start the
//! file is written anew with what is still true, beside the old one, and put in its place in one step.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StartError;

/// An open journal; without a file it forgets.
#[derive(Debug, Default)]
pub struct Journal(Option<File>);

/// Every line of the journal at `path`; none if there is no such file yet.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, StartError> {
    let broken = |error| StartError::Book { path: path.to_owned(), error };
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(broken(error)),
    };
    let mut entries = Vec::new();
    for line in text.split_inclusive('\n') {
        match serde_json::from_str(line) {
            Ok(entry) => entries.push(entry),
            Err(_) if !line.ends_with('\n') => {
                tracing::warn!(path = %path.display(), "last line was cut off")
            }
            Err(error) => return Err(broken(io::Error::other(error))),
        }
    }
    Ok(entries)
}

impl Journal {
    /// Replaces the file at `path` by `entries` and goes on after them.
    pub fn rewrite<T: Serialize>(
        path: &Path,
        entries: impl IntoIterator<Item = T>,
    ) -> Result<Journal, StartError> {
        let broken = |error| StartError::Book { path: path.to_owned(), error };
        let mut beside: PathBuf = path.to_owned();
        beside.as_mut_os_string().push(".new");
        let mut text = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut text, &entry).map_err(|e| broken(e.into()))?;
            text.push(b'\n');
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(broken)?;
        }
        let mut file = File::create(&beside).map_err(broken)?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(broken)?;
        fs::rename(&beside, path).map_err(broken)?;
        let file = OpenOptions::new().append(true).open(path).map_err(broken)?;
        Ok(Journal(Some(file)))
    }

    /// Adds one line. A full disk is logged: practice goes on, only its memory ends.
    pub fn add<T: Serialize>(&mut self, entry: &T) {
        let Some(file) = &mut self.0 else { return };
        let written = serde_json::to_vec(entry).map_err(io::Error::from).and_then(|mut line| {
            line.push(b'\n');
            file.write_all(&line)
        });
        if let Err(error) = written {
            tracing::error!(%error, "the book could not be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cut_off_at_the_end_is_dropped_and_nothing_else() {
        let path = std::env::temp_dir().join(format!("deogharmart-journal-{}.jsonl", std::process::id()));
        let mut journal = Journal::rewrite(&path, [1, 2]).expect("written");
        journal.add(&3);
        assert_eq!(read::<u32>(&path).expect("read"), [1, 2, 3]);
        fs::write(&path, "1\n2\n{\"cut").expect("written");
        assert_eq!(read::<u32>(&path).expect("read"), [1, 2]);
        fs::write(&path, "1\nnonsense\n3\n").expect("written");
        assert!(read::<u32>(&path).is_err());
        fs::remove_file(&path).expect("removed");
        assert!(read::<u32>(&path).expect("read").is_empty());
    }
}
