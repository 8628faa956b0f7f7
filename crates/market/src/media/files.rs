//! The media folder: a file appears whole or not at all, under a name that follows from its content.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::{LARGE, MediaError, file_name, is_file_name, sizes};

/// Where pictures lie.
#[derive(Clone, Debug)]
pub struct MediaFolder(PathBuf);

impl MediaFolder {
    /// Opens the folder, making it if it is not there.
    ///
    /// # Errors
    /// [`MediaError::Folder`] if it cannot be made.
    pub fn open(path: &Path) -> Result<MediaFolder, MediaError> {
        fs::create_dir_all(path).map_err(|cause| failed(path, &cause))?;
        Ok(MediaFolder(path.to_owned()))
    }

    /// Where a file lies; `None` if the name is not one of ours, whatever is in the folder.
    pub fn path_of(&self, name: &str) -> Option<PathBuf> {
        is_file_name(name).then(|| self.0.join(name))
    }

    /// Whether a file is there and not empty.
    pub fn has(&self, name: &str) -> bool {
        self.path_of(name)
            .and_then(|path| fs::metadata(path).ok())
            .is_some_and(|file| file.is_file() && file.len() > 0)
    }

    /// Writes a file: beside its place, onto the disk, then into its place. Writing it again changes nothing.
    ///
    /// # Errors
    /// [`MediaError::Folder`] if the name is not one of ours or the disk refuses.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), MediaError> {
        let path = self.path_of(name).ok_or_else(|| MediaError::Folder {
            folder: self.0.display().to_string(),
            cause: format!("{name} is not the name of a picture"),
        })?;
        let write = || -> std::io::Result<()> {
            let folder = path.parent().unwrap_or(&self.0);
            fs::create_dir_all(folder)?;
            let beside = path.with_extension(format!("{}.part", std::process::id()));
            let mut file = fs::File::create(&beside)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            drop(file);
            fs::rename(&beside, &path)
        };
        write().map_err(|cause| failed(&self.0, &cause))
    }

    /// Removes every file of a picture; none is fine.
    ///
    /// # Errors
    /// [`MediaError::Folder`] if the disk refuses.
    pub fn remove(&self, picture: &str) -> Result<(), MediaError> {
        for (width, format) in sizes().chain(LARGE) {
            let Some(path) = self.path_of(&file_name(picture, width, format)) else { continue };
            match fs::remove_file(&path) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(failed(&self.0, &cause));
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Makes sure that renames are on disk: to be called once after many [`MediaFolder::put`].
    ///
    /// # Errors
    /// [`MediaError::Folder`] if the disk refuses.
    pub fn settle(&self) -> Result<(), MediaError> {
        let settle = || -> std::io::Result<()> {
            for entry in fs::read_dir(&self.0)? {
                let path = entry?.path();
                if path.is_dir() {
                    sync_folder(&path)?;
                }
            }
            sync_folder(&self.0)
        };
        settle().map_err(|cause| failed(&self.0, &cause))
    }
}

impl MediaFolder {
    /// Makes sure that the renames of one picture's files are on disk.
    ///
    /// # Errors
    /// [`MediaError::Folder`] if the disk refuses.
    pub fn settle_of(&self, picture: &str) -> Result<(), MediaError> {
        let inner = self.0.join(picture.get(..2).unwrap_or("00"));
        let settle = || sync_folder(&inner).and_then(|()| sync_folder(&self.0));
        settle().map_err(|cause| failed(&self.0, &cause))
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    fs::File::open(path)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file, and a rename is on disk when it returns.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn failed(folder: &Path, cause: &std::io::Error) -> MediaError {
    MediaError::Folder { folder: folder.display().to_string(), cause: cause.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::{Format, file_name, picture_id};

    #[test]
    fn a_file_is_there_whole_and_nothing_is_left_beside_it() {
        let path = std::env::temp_dir().join(format!("mart-media-{}", std::process::id()));
        let folder = MediaFolder::open(&path).expect("a folder");
        let name = file_name(&picture_id(b"one"), 160, Format::Webp);
        assert!(!folder.has(&name));
        folder.put(&name, b"picture").expect("written");
        folder.put(&name, b"picture").expect("written again");
        folder.settle().expect("settled");
        assert!(folder.has(&name));
        folder.remove(&picture_id(b"one")).expect("removed");
        folder.remove("../out").expect("no picture of ours");
        assert!(!folder.has(&name));
        folder.put(&name, b"picture").expect("written anew");
        assert!(folder.put("../out", b"x").is_err());
        let inner = path.join(&name[..2]);
        assert_eq!(fs::read_dir(inner).expect("a folder").count(), 1);
        fs::remove_dir_all(path).expect("removed");
    }
}
