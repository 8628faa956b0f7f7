//! Keeping pictures: first the files, then the rows, so that a row never promises a file that is not there.

use std::collections::HashSet;

use bytes::Bytes;
use store::blobs::Blobs;
use store::{DbError, Read, Tx, jobs};

use super::{
    Draw, Drawn, Eyes, FORGET_PICTURE, Look, MediaError, Photo, file_name, files, picture_id, sizes, sql,
};

/// A picture whose files are in the folder and whose rows can be written.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The picture's id.
    pub id: String,
    /// Its files: width, height, format and size.
    pub files: Vec<(u32, u32, super::Format, usize)>,
    /// How light and sharp it is, if it is a photo.
    pub look: Option<Look>,
}

/// Draws `svg` and keeps its files. Drawing takes a tenth of a second and holds its thread: for threads of their own.
///
/// # Errors
/// [`MediaError::NoPicture`] if it cannot be drawn, [`MediaError::Files`] if the files cannot be written.
pub async fn keep_drawing(blobs: &Blobs, draw: &Draw, name: &str, svg: &str) -> Result<Kept, MediaError> {
    let drawn = draw(svg).map_err(|cause| MediaError::NoPicture { name: name.to_owned(), cause })?;
    keep(blobs, picture_id(svg.as_bytes()), drawn, None, Eyes::All).await
}

/// Keeps a photo that somebody sent for these eyes: as it came, and what was developed of it.
///
/// # Errors
/// [`MediaError::Files`] if the files cannot be written.
pub async fn keep_photo(
    blobs: &Blobs,
    original: Bytes,
    photo: Photo,
    eyes: Eyes,
) -> Result<Kept, MediaError> {
    let id = picture_id(&original);
    files::put_original(blobs, &id, original).await?;
    keep(blobs, id, photo.files, Some(photo.look), eyes).await
}

async fn keep(
    blobs: &Blobs,
    id: String,
    drawn: Vec<Drawn>,
    look: Option<Look>,
    eyes: Eyes,
) -> Result<Kept, MediaError> {
    let mut files = Vec::with_capacity(drawn.len());
    for Drawn { width, height, format, bytes } in drawn {
        files.push((width, height, format, bytes.len()));
        blobs.put(&eyes.file_name(&id, width, format), bytes.into()).await?;
    }
    if let Some((width, _, format, _)) = files.last() {
        blobs.settle(&eyes.file_name(&id, *width, *format)).await?;
    }
    Ok(Kept { id, files, look })
}

/// Which pictures have all their rows and all their files; the others must be drawn.
///
/// # Errors
/// [`MediaError::Db`] if the database fails, [`MediaError::Files`] if the disk or the bucket refuses.
pub async fn complete(read: &mut Read, blobs: &Blobs) -> Result<HashSet<String>, MediaError> {
    let each = i64::try_from(sizes().count()).unwrap_or(i64::MAX);
    let mut complete = HashSet::new();
    for picture in sql::recorded(read, each).await? {
        if files::has_all(blobs, &picture).await? {
            complete.insert(picture);
        }
    }
    Ok(complete)
}

/// Whether a picture is known.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn is_recorded(read: &mut Read, picture: &str) -> Result<bool, DbError> {
    sql::is_there(read, picture).await
}

/// Writes the rows of a picture whose files are in the folder. Twice is fine.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn record_drawing(tx: &mut Tx, kept: &Kept) -> Result<(), DbError> {
    record(tx, kept, "drawing").await
}

/// As [`record_drawing`], of a photo.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn record_photo(tx: &mut Tx, kept: &Kept) -> Result<(), DbError> {
    record(tx, kept, "photo").await
}

async fn record(tx: &mut Tx, kept: &Kept, kind: &str) -> Result<(), DbError> {
    sql::put_picture(tx, &kept.id, kind).await?;
    for (width, height, format, bytes) in &kept.files {
        let name = file_name(&kept.id, *width, *format);
        sql::put_rendition(tx, &kept.id, (*width, *height), *format, *bytes, &name).await?;
    }
    if let Some(look) = kept.look {
        sql::put_look(tx, &kept.id, look).await?;
    }
    Ok(())
}

/// Forgets a photo that nothing shows any more; its files follow by a message. Drawings are ours and stay.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn forget_if_unused(tx: &mut Tx, picture: &str) -> Result<(), DbError> {
    if sql::is_used(tx, picture).await? {
        return Ok(());
    }
    sql::forget(tx, picture).await?;
    jobs::put(tx, FORGET_PICTURE, &format!("unused {picture} {}", tx.now().0), &format!("\"{picture}\""))
        .await
}
