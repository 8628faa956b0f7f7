//! Files of a record: promised with its text, sent in parts, each part once, whole when the fingerprint fits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::ids::{FieldFileId, FieldRecordId};
use kernel::proof::hex;
use sha2::{Digest, Sha256};
use store::{Db, DbError, Tx, transaction};

use super::read::{FieldFile, RecordRow};
use super::{FieldworkError, Officer, sql, take};
use crate::media::act::{Kept, record_photo};

/// The longest part of a file: what a 2G line carries in a few seconds.
pub const PART_BYTES: usize = 64 * 1024;
/// The longest file.
pub const FILE_BYTES_MOST: i64 = 8 * 1024 * 1024;
/// The longest voice: about a minute.
pub const VOICE_BYTES_MOST: i64 = 1024 * 1024;
/// Files of a record.
const FILES_MOST: usize = 8;

kernel::codes! {
    /// What a file shows or says.
    pub enum Role {
        /// The good, to be listed with.
        Goods = "goods",
        /// The maker at work.
        Maker = "maker",
        /// What an inspection found.
        Finding = "finding",
        /// The maker's yes, spoken.
        Voice = "voice",
    }
}

kernel::codes! {
    /// How a file stands.
    pub enum FileState {
        /// Parts are missing.
        Coming = "coming",
        /// All parts are here; it is looked at.
        Whole = "whole",
        /// It is kept.
        Kept = "kept",
        /// It is no photo or no voice.
        Refused = "refused",
    }
}

/// A file a phone promises.
#[derive(Clone, Debug)]
pub struct Promised {
    /// Its id, made by the phone.
    pub id: FieldFileId,
    /// What it shows.
    pub role: Role,
    /// Which of its role, from 1.
    pub position: i64,
    /// How long it is.
    pub bytes: i64,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// What has become of a file after a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Which part comes next, from 0.
    pub next: i64,
    /// How it stands.
    pub state: FileState,
}

/// Files promised with a record. Another file in the place of one that was promised before replaces it.
pub(super) async fn promise_all(
    tx: &mut Tx,
    row: &RecordRow,
    promised: &[Promised],
) -> Result<(), FieldworkError> {
    if promised.len() > FILES_MOST {
        return Err(FieldworkError::NoFile);
    }
    let known = sql::files_of(tx, row.id).await?;
    for file in promised {
        let most = if file.role == Role::Voice { VOICE_BYTES_MOST } else { FILE_BYTES_MOST };
        let is_hash = file.sha256.len() == 64 && file.sha256.bytes().all(|b| b.is_ascii_hexdigit());
        if !(1..=most).contains(&file.bytes) || !is_hash || !(1..=9).contains(&file.position) {
            return Err(FieldworkError::NotAsPromised);
        }
        if known.iter().any(|old| old.id == file.id) {
            continue;
        }
        // What a maker said belongs to the answers of that time and is never replaced.
        let position = if file.role == Role::Voice { row.version } else { file.position };
        if let Some(old) = known.iter().find(|old| old.role == file.role && old.position == position) {
            sql::forget_file(tx, old.id).await?;
        }
        let sha256 = file.sha256.to_ascii_lowercase();
        if !sql::promise_file(tx, row.id, file.id, (file.role, position), file.bytes, &sha256).await? {
            return Err(FieldworkError::NoFile);
        }
    }
    Ok(())
}

/// A file added to a draft or a waiting record by a form: whole, in one go.
///
/// # Errors
/// [`FieldworkError::NoRecord`]; [`FieldworkError::NotAsPromised`] if it is too long.
pub async fn promise(
    db: &Db,
    officer: &Officer,
    record: FieldRecordId,
    promised: &Promised,
) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let row = sql::record(tx, officer.person, record).await?.ok_or(FieldworkError::NoRecord)?;
        promise_all(tx, &row, std::slice::from_ref(promised)).await
    })
}

/// Takes part `part` (from 0) of a file. A part that is here already is taken as a repeat if it is the same.
///
/// # Errors
/// [`FieldworkError::NoFile`]; [`FieldworkError::Gap`] with the part that is next; [`FieldworkError::NotAsPromised`] if its
/// fingerprint is another, it is too long, or a repeat differs.
pub async fn put_part(
    db: &Db,
    officer: &Officer,
    id: FieldFileId,
    part: i64,
    bytes: &[u8],
    sha256: &str,
) -> Result<Arrived, FieldworkError> {
    if bytes.is_empty()
        || bytes.len() > PART_BYTES
        || !hex(&Sha256::digest(bytes)).eq_ignore_ascii_case(sha256)
    {
        return Err(FieldworkError::NotAsPromised);
    }
    let base64 = STANDARD.encode(bytes);
    transaction!(db, tx => {
        let file = sql::file(tx, officer.person, id).await?.ok_or(FieldworkError::NoFile)?;
        if file.state != FileState::Coming || part < file.next_part {
            return repeated(tx, &file, part, &base64).await;
        }
        if part > file.next_part {
            return Err(FieldworkError::Gap(file.next_part));
        }
        let whole = i64::try_from(PART_BYTES).unwrap_or(i64::MAX);
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let left = file.bytes - part * whole;
        if length != left.min(whole) {
            return Err(FieldworkError::NotAsPromised);
        }
        let state = if left <= whole { FileState::Whole } else { FileState::Coming };
        if !sql::put_part(tx, id, part, &base64, state).await? {
            return Err(FieldworkError::Raced);
        }
        Ok(Arrived { next: part + 1, state })
    })
}

async fn repeated(tx: &mut Tx, file: &FieldFile, part: i64, base64: &str) -> Result<Arrived, FieldworkError> {
    let known = sql::part(tx, file.id, part).await?;
    if known.is_some_and(|(known,)| known != base64) {
        return Err(FieldworkError::NotAsPromised);
    }
    Ok(Arrived { next: file.next_part, state: file.state })
}

/// The bytes of a file whose parts are all here; `None` if they are not, or are not what was promised.
///
/// # Errors
/// [`FieldworkError::NoFile`]; [`DbError`] if the database fails.
pub async fn bytes_of(
    db: &Db,
    officer: &Officer,
    id: FieldFileId,
) -> Result<Option<Vec<u8>>, FieldworkError> {
    let mut read = db.read().await?;
    let file = sql::file(&mut read, officer.person, id).await?.ok_or(FieldworkError::NoFile)?;
    let bytes = joined(sql::parts(&mut read, id).await?)?;
    Ok((hex(&Sha256::digest(&bytes)) == file.sha256).then_some(bytes))
}

pub(super) fn joined(parts: Vec<(String,)>) -> Result<Vec<u8>, DbError> {
    let mut bytes = Vec::new();
    for (part,) in parts {
        let part = STANDARD.decode(part).map_err(|_| DbError::Failed("a part is not base64".to_owned()))?;
        bytes.extend(part);
    }
    Ok(bytes)
}

/// A file is what it should be and is kept: a photo as the picture it became, a voice as it is. The record moves on if it
/// was the last one.
///
/// # Errors
/// [`FieldworkError::NoFile`]; [`DbError`] if the database fails.
pub async fn kept(
    db: &Db,
    officer: &Officer,
    id: FieldFileId,
    picture: Option<&Kept>,
) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let file = sql::file(tx, officer.person, id).await?.ok_or(FieldworkError::NoFile)?;
        if let Some(picture) = picture {
            record_photo(tx, picture).await?;
            sql::forget_parts(tx, id).await?;
        }
        let name = picture.map(|picture| picture.id.as_str());
        if sql::end_file(tx, id, FileState::Kept, name, "").await? {
            take::settle(tx, officer, file.record).await?;
        }
        Ok(())
    })
}

/// A file is not what it should be. Its record is sent back, so that another one is made.
///
/// # Errors
/// As [`kept`].
pub async fn file_refused(
    db: &Db,
    officer: &Officer,
    id: FieldFileId,
    why: &str,
) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let file = sql::file(tx, officer.person, id).await?.ok_or(FieldworkError::NoFile)?;
        if sql::end_file(tx, id, FileState::Refused, None, why).await? {
            sql::forget_parts(tx, id).await?;
            take::bad_file(tx, officer, file.record).await?;
        }
        Ok(())
    })
}
