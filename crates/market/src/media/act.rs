//! Keeping pictures: first the files, then the rows, so that a row never promises a file that is not there.

use std::collections::HashSet;

use store::{DbError, Read, Tx};

use super::files::MediaFolder;
use super::{Develop, Draw, Drawn, MediaError, file_name, picture_id, sizes, sql};

/// A picture whose files are in the folder and whose rows can be written.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The picture's id.
    pub id: String,
    /// Its files: width, height, format and size.
    pub files: Vec<(u32, u32, super::Format, usize)>,
}

/// Draws `svg` into the folder. Takes a tenth of a second; call it off the async threads.
///
/// # Errors
/// [`MediaError::NoPicture`] if it cannot be drawn, [`MediaError::Folder`] if the files cannot be written.
pub fn keep_drawing(folder: &MediaFolder, draw: &Draw, name: &str, svg: &str) -> Result<Kept, MediaError> {
    let id = picture_id(svg.as_bytes());
    let drawn = draw(svg).map_err(|cause| MediaError::NoPicture { name: name.to_owned(), cause })?;
    let mut files = Vec::with_capacity(drawn.len());
    for Drawn { width, height, format, bytes } in drawn {
        folder.put(&file_name(&id, width, format), &bytes)?;
        files.push((width, height, format, bytes.len()));
    }
    Ok(Kept { id, files })
}

/// Keeps a photo that somebody sent as files of every width. Takes up to a second; call it off the async threads, one at a
/// time.
///
/// # Errors
/// [`MediaError::NoPhoto`] if it is none, [`MediaError::Folder`] if the files cannot be written.
pub fn keep_photo(folder: &MediaFolder, develop: &Develop, bytes: &[u8]) -> Result<Kept, MediaError> {
    let id = picture_id(bytes);
    let mut files = Vec::new();
    for Drawn { width, height, format, bytes } in develop.0(bytes).map_err(MediaError::NoPhoto)? {
        folder.put(&file_name(&id, width, format), &bytes)?;
        files.push((width, height, format, bytes.len()));
    }
    folder.settle_of(&id)?;
    Ok(Kept { id, files })
}

/// Which pictures have all their rows and all their files; the others must be drawn.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn complete(read: &mut Read, folder: &MediaFolder) -> Result<HashSet<String>, DbError> {
    let each = i64::try_from(sizes().count()).unwrap_or(i64::MAX);
    let recorded = sql::recorded(read, each).await?;
    let has_files = |id: &String| sizes().all(|(width, format)| folder.has(&file_name(id, width, format)));
    Ok(recorded.into_iter().filter(has_files).collect())
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
    Ok(())
}
