//! Files that are too large for a row: in a folder of this machine, or in a bucket of any store that speaks as S3 does.
//!
//! Reads and writes: the folder or the bucket. Never: changes a file; a name follows from what is in it, so writing it again
//! changes nothing, and nothing is written inside a transaction. First the file, then the row that names it.
//!
//! Start at [`Blobs`].

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::{ObjectStore, ObjectStoreExt as _};

/// Where such files lie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs(Place);

#[derive(Clone, Debug)]
enum Place {
    Folder(PathBuf),
    Bucket(Arc<dyn ObjectStore>),
}

/// Room on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Bytes it has.
    pub all_bytes: u64,
    /// Bytes that are free for us.
    pub free_bytes: u64,
}

/// Why a file could not be written or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file {name} in {place} cannot be used: {cause}")]
pub struct BlobError {
    /// Which file.
    pub name: String,
    /// Where.
    pub place: String,
    /// What the system or the other side said.
    pub cause: String,
}

impl Blobs {
    /// A folder of this machine, made if it is not there.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn folder(path: &Path) -> Result<Blobs, BlobError> {
        let blobs = Blobs(Place::Folder(path.to_owned()));
        fs::create_dir_all(path).map_err(|cause| blobs.failed("", &cause))?;
        Ok(blobs)
    }

    /// A bucket.
    pub fn bucket(bucket: Arc<dyn ObjectStore>) -> Blobs {
        Blobs(Place::Bucket(bucket))
    }

    /// A file, whole; `None` if it is not there.
    ///
    /// # Errors
    /// If the name is none, or the disk or the bucket refuses.
    pub async fn get(&self, name: &str) -> Result<Option<Bytes>, BlobError> {
        self.check(name)?;
        match &self.0 {
            Place::Folder(folder) => match tokio::fs::read(folder.join(name)).await {
                Ok(bytes) => Ok(Some(Bytes::from(bytes))),
                Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(self.failed(name, &cause)),
            },
            Place::Bucket(bucket) => match bucket.get(&name.into()).await {
                Ok(found) => Ok(Some(found.bytes().await.map_err(|cause| self.failed(name, &cause))?)),
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                Err(cause) => Err(self.failed(name, &cause)),
            },
        }
    }

    /// Whether a file is there and not empty.
    ///
    /// # Errors
    /// As [`Blobs::get`].
    pub async fn has(&self, name: &str) -> Result<bool, BlobError> {
        self.check(name)?;
        match &self.0 {
            Place::Folder(folder) => {
                Ok(fs::metadata(folder.join(name)).is_ok_and(|file| file.is_file() && file.len() > 0))
            }
            Place::Bucket(bucket) => match bucket.head(&name.into()).await {
                Ok(found) => Ok(found.size > 0),
                Err(object_store::Error::NotFound { .. }) => Ok(false),
                Err(cause) => Err(self.failed(name, &cause)),
            },
        }
    }

    /// Writes a file; it appears whole or not at all. In a folder: beside its place, onto the disk, then into its place.
    ///
    /// # Errors
    /// As [`Blobs::get`].
    pub async fn put(&self, name: &str, bytes: Bytes) -> Result<(), BlobError> {
        self.check(name)?;
        let done = match &self.0 {
            Place::Folder(folder) => {
                let path = folder.join(name);
                let written = tokio::task::spawn_blocking(move || write_whole(&path, &bytes)).await;
                written.map_err(std::io::Error::other).flatten()
            }
            Place::Bucket(bucket) => {
                bucket.put(&name.into(), bytes.into()).await.map(drop).map_err(std::io::Error::other)
            }
        };
        done.map_err(|cause| self.failed(name, &cause))
    }

    /// Removes a file; none is fine.
    ///
    /// # Errors
    /// As [`Blobs::get`].
    pub async fn remove(&self, name: &str) -> Result<(), BlobError> {
        self.check(name)?;
        match &self.0 {
            Place::Folder(folder) => match tokio::fs::remove_file(folder.join(name)).await {
                Err(cause) if cause.kind() != ErrorKind::NotFound => Err(self.failed(name, &cause)),
                Ok(()) | Err(_) => Ok(()),
            },
            Place::Bucket(bucket) => match bucket.delete(&name.into()).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
                Err(cause) => Err(self.failed(name, &cause)),
            },
        }
    }

    /// The names of all files under a folder such as `media`, or of all with `""`, in order. What is half written is none.
    ///
    /// # Errors
    /// As [`Blobs::get`].
    pub async fn names(&self, under: &str) -> Result<Vec<String>, BlobError> {
        if !under.is_empty() {
            self.check(under)?;
        }
        let mut names = match &self.0 {
            Place::Folder(folder) => {
                let (folder, under) = (folder.clone(), folder.join(under));
                let walked = tokio::task::spawn_blocking(move || walk(&folder, &under)).await;
                walked.map_err(std::io::Error::other).flatten()
            }
            Place::Bucket(bucket) => {
                let prefix =
                    Some(under).filter(|under| !under.is_empty()).map(object_store::path::Path::from);
                let found = bucket.list(prefix.as_ref()).map_ok(|file| file.location.to_string());
                found.try_collect().await.map_err(std::io::Error::other)
            }
        }
        .map_err(|cause| self.failed(under, &cause))?;
        names.retain(|name| self.check(name).is_ok() && !name.ends_with(".part"));
        names.sort_unstable();
        Ok(names)
    }

    /// Where the files lie, for people.
    pub fn place(&self) -> String {
        match &self.0 {
            Place::Folder(folder) => folder.display().to_string(),
            Place::Bucket(bucket) => bucket.to_string(),
        }
    }

    /// The room on the disk the files lie on; nothing of a bucket, or where the system does not say.
    pub fn room(&self) -> Option<Room> {
        let Place::Folder(folder) = &self.0 else { return None };
        let disk = rustix::fs::statvfs(folder).ok()?;
        let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
        Some(Room { all_bytes: bytes(disk.f_blocks), free_bytes: bytes(disk.f_bavail) })
    }

    /// Makes sure that the folder of a file knows it, also after a power cut: once after the last [`Blobs::put`] into it.
    ///
    /// # Errors
    /// As [`Blobs::get`].
    pub async fn settle(&self, name: &str) -> Result<(), BlobError> {
        self.check(name)?;
        let Place::Folder(folder) = &self.0 else { return Ok(()) };
        let (outer, path) = (folder.clone(), folder.join(name));
        let settled = tokio::task::spawn_blocking(move || {
            for folder in path.ancestors().skip(1) {
                sync_folder(folder)?;
                if folder == outer {
                    break;
                }
            }
            Ok(())
        });
        settled.await.map_err(std::io::Error::other).flatten().map_err(|cause| self.failed(name, &cause))
    }

    /// Names are ours: folders and files of small letters, digits, hyphens and dots, and no way out.
    fn check(&self, name: &str) -> Result<(), BlobError> {
        let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
        let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(known);
        if name.split('/').all(is_part) { Ok(()) } else { Err(self.failed(name, &"it is no name of ours")) }
    }

    fn failed(&self, name: &str, cause: &dyn std::fmt::Display) -> BlobError {
        BlobError { name: name.to_owned(), place: self.place(), cause: cause.to_string() }
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let beside = path.with_extension(format!("{}.{}.part", std::process::id(), crate::chance::letters(6)));
    let mut file = fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&beside, path)
}

/// All files below a folder, named from `root` on.
fn walk(root: &Path, folder: &Path) -> std::io::Result<Vec<String>> {
    let (mut names, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else if let Some(name) = entry.path().strip_prefix(root).ok().and_then(Path::to_str) {
                names.push(name.to_owned());
            }
        }
    }
    Ok(names)
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

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;

    use super::*;

    /// The same life of a file in every place.
    async fn lives_and_dies(blobs: &Blobs) {
        let name = "ab/abcd-320.webp";
        assert!(!blobs.has(name).await.expect("asked") && blobs.get(name).await.expect("asked").is_none());
        for _ in 0..2 {
            blobs.put(name, Bytes::from_static(b"picture")).await.expect("written, and written again");
        }
        blobs.settle(name).await.expect("settled");
        assert!(blobs.has(name).await.expect("asked"));
        assert_eq!(blobs.get(name).await.expect("asked").as_deref(), Some(&b"picture"[..]));
        blobs.put("cd/other", Bytes::from_static(b"2")).await.expect("written");
        assert_eq!(blobs.names("").await.expect("listed"), [name, "cd/other"]);
        assert_eq!(blobs.names("cd").await.expect("listed"), ["cd/other"]);
        assert!(blobs.names("ef").await.expect("listed").is_empty() && blobs.names("../x").await.is_err());
        blobs.remove(name).await.expect("removed");
        blobs.remove(name).await.expect("removed again");
        assert!(!blobs.has(name).await.expect("asked"));
        for wrong in ["", "../out", "/etc/passwd", "ab//x", "ab/.x", "ab/X", "ab/x y", "ab/"] {
            assert!(blobs.get(wrong).await.is_err() && blobs.remove(wrong).await.is_err(), "{wrong}");
            assert!(blobs.put(wrong, Bytes::new()).await.is_err() && blobs.has(wrong).await.is_err());
        }
    }

    #[tokio::test]
    async fn a_file_lives_in_a_folder_whole_and_alone() {
        let path = std::env::temp_dir().join(format!("mart-blobs-{}", crate::chance::letters(10)));
        let blobs = Blobs::folder(&path).expect("a folder");
        lives_and_dies(&blobs).await;
        blobs.put("ab/one", Bytes::from_static(b"1")).await.expect("written");
        assert_eq!(fs::read_dir(path.join("ab")).expect("a folder").count(), 1, "nothing is left beside it");
        fs::remove_dir_all(path).expect("removed");
    }

    #[tokio::test]
    async fn a_file_lives_in_a_bucket() {
        lives_and_dies(&Blobs::bucket(Arc::new(InMemory::new()))).await;
    }
}
