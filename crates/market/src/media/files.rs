//! The files of pictures among the mart's blobs, under names that follow from their content; and the original, as it came.

use bytes::Bytes;
use store::blobs::Blobs;

use super::{Eyes, LARGE, MediaError, file_name, sizes};

/// The name of a photo's original: `originals/ab/abcdef…`. It is never served: what was hidden in it is in it still.
pub fn original_name(picture: &str) -> String {
    let folder = picture.get(..2).unwrap_or("00");
    format!("originals/{folder}/{picture}")
}

/// Keeps a photo as it came.
pub(super) async fn put_original(blobs: &Blobs, picture: &str, bytes: Bytes) -> Result<(), MediaError> {
    let name = original_name(picture);
    blobs.put(&name, bytes).await?;
    Ok(blobs.settle(&name).await?)
}

/// Whether every file is there that each picture has.
///
/// # Errors
/// [`MediaError::Files`] if the disk or the bucket refuses.
pub async fn has_all(blobs: &Blobs, picture: &str) -> Result<bool, MediaError> {
    for (width, format) in sizes() {
        if !blobs.has(&file_name(picture, width, format)).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Copies the files of a picture for few eyes to where everybody finds them. Twice is fine.
///
/// # Errors
/// [`MediaError::Files`] if the disk or the bucket refuses.
pub async fn open_up(blobs: &Blobs, picture: &str) -> Result<(), MediaError> {
    for (width, format) in sizes().chain(LARGE) {
        if let Some(bytes) = blobs.get(&Eyes::Few.file_name(picture, width, format)).await? {
            blobs.put(&file_name(picture, width, format), bytes).await?;
        }
    }
    Ok(())
}

/// Removes every file of a picture and its original; none is fine.
///
/// # Errors
/// [`MediaError::Files`] if the disk or the bucket refuses.
pub async fn remove(blobs: &Blobs, picture: &str) -> Result<(), MediaError> {
    for (width, format) in sizes().chain(LARGE) {
        blobs.remove(&file_name(picture, width, format)).await?;
        blobs.remove(&Eyes::Few.file_name(picture, width, format)).await?;
    }
    remove_original(blobs, picture).await
}

/// Removes the original of a picture; none is fine.
///
/// # Errors
/// [`MediaError::Files`] if the disk or the bucket refuses.
pub async fn remove_original(blobs: &Blobs, picture: &str) -> Result<(), MediaError> {
    Ok(blobs.remove(&original_name(picture)).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::picture_id;

    #[tokio::test]
    async fn a_picture_is_removed_with_its_original() {
        let path = std::env::temp_dir().join(format!("mart-media-{}", store::chance::letters(10)));
        let blobs = Blobs::folder(&path).expect("a folder");
        let id = picture_id(b"one");
        for (width, format) in sizes() {
            assert!(!has_all(&blobs, &id).await.expect("asked"));
            let name = file_name(&id, width, format);
            blobs.put(&name, Bytes::from_static(b"picture")).await.expect("written");
        }
        put_original(&blobs, &id, Bytes::from_static(b"photo")).await.expect("written");
        assert!(has_all(&blobs, &id).await.expect("asked"));
        remove(&blobs, &id).await.expect("removed");
        assert!(!blobs.has(&original_name(&id)).await.expect("asked"));
        assert!(remove(&blobs, "../out").await.is_err(), "no picture of ours");
        std::fs::remove_dir_all(path).expect("removed");
    }
}
