//! Files of records: whole ones become pictures in the darkroom; a voice is kept as it is.

use kernel::ids::{FieldFileId, FieldRecordId};
use kernel::proof::hex;
use market::fieldwork::{
    self, FieldworkError, FileState, Officer, PART_BYTES, Promised, Role, VOICE_BYTES_MOST,
};
use market::media::{Eyes, NoPhoto};
use sha2::{Digest, Sha256};
use store::chance;

use crate::app::App;
use crate::darkroom;
use crate::error::WebError;

/// Looks at a file whose parts are all here: it is kept, or refused and its record sent back. Safe to call again.
pub(super) async fn finish(app: &App, officer: &Officer, id: FieldFileId) -> Result<FileState, WebError> {
    let file =
        fieldwork::file_of(&mut app.db().read().await?, officer, id).await?.ok_or(WebError::Missing)?;
    if file.state != FileState::Whole {
        return Ok(file.state);
    }
    let refused = match fieldwork::bytes_of(app.db(), officer, id).await? {
        None => Some("broken"),
        Some(bytes) if file.role == Role::Voice => {
            if is_voice(&bytes) {
                fieldwork::kept(app.db(), officer, id, None).await?;
                None
            } else {
                Some("other_kind")
            }
        }
        Some(bytes) => match darkroom::develop(app, bytes.into(), Eyes::All).await? {
            Ok(kept) => {
                fieldwork::kept(app.db(), officer, id, Some(&kept)).await?;
                None
            }
            Err(why) => Some(why.as_str()),
        },
    };
    let Some(why) = refused else { return Ok(FileState::Kept) };
    fieldwork::file_refused(app.db(), officer, id, why).await?;
    Ok(FileState::Refused)
}

/// Whether these bytes begin as a recording of a phone does: Ogg, WebM, MP4 and 3GP, AMR, MP3, WAV, AAC.
fn is_voice(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'O', b'g', b'g', b'S', ..]
            | [0x1a, 0x45, 0xdf, 0xa3, ..]
            | [_, _, _, _, b'f', b't', b'y', b'p', ..]
            | [b'#', b'!', b'A', b'M', b'R', ..]
            | [b'I', b'D', b'3', ..]
            | [0xff, 0xe2..=0xe3 | 0xf0..=0xff, ..]
            | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..]
    )
}

/// A file from a form, whole: kept, or the sentence of why not.
pub(super) async fn keep(
    app: &App,
    officer: &Officer,
    record: FieldRecordId,
    role: Role,
    bytes: &[u8],
) -> Result<Option<&'static str>, WebError> {
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if length > if role == Role::Voice { VOICE_BYTES_MOST } else { fieldwork::FILE_BYTES_MOST } {
        return Ok(Some(if role == Role::Voice { "no-voice-too_long" } else { "no-photo-too_long" }));
    }
    let sha256 = hex(&Sha256::digest(bytes));
    let file = Promised { id: chance::id(app.db().now()), role, position: 1, bytes: length, sha256 };
    fieldwork::promise(app.db(), officer, record, &file).await?;
    // Another photo for the same place has come in between and replaced this one.
    put_all(app, officer, file.id, bytes).await.map_err(|cause| match cause {
        FieldworkError::NoFile => WebError::Conflict("wrong-raced"),
        other => other.into(),
    })?;
    let state = finish(app, officer, file.id).await?;
    if state == FileState::Kept {
        return Ok(None);
    }
    let file = fieldwork::file_of(&mut app.db().read().await?, officer, file.id).await?;
    let why = file.and_then(|file| file.why.parse::<NoPhoto>().ok());
    Ok(Some(if role == Role::Voice { "no-voice-other_kind" } else { key_of(why.unwrap_or(NoPhoto::Broken)) }))
}

/// Writes all parts of a file that was promised.
pub(super) async fn put_all(
    app: &App,
    officer: &Officer,
    id: FieldFileId,
    bytes: &[u8],
) -> Result<(), FieldworkError> {
    for (part, chunk) in (0_i64..).zip(bytes.chunks(PART_BYTES)) {
        let sha = hex(&Sha256::digest(chunk));
        fieldwork::put_part(app.db(), officer, id, part, chunk, &sha).await?;
    }
    Ok(())
}

/// The sentence of why a photo is none.
pub(crate) const fn key_of(why: NoPhoto) -> &'static str {
    match why {
        NoPhoto::TooLong => "no-photo-too_long",
        NoPhoto::OtherKind => "no-photo-other_kind",
        NoPhoto::TooManyPixels => "no-photo-too_many_pixels",
        NoPhoto::TooSmall => "no-photo-too_small",
        NoPhoto::OddShape => "no-photo-odd_shape",
        NoPhoto::Broken => "no-photo-broken",
    }
}

#[cfg(test)]
mod tests {
    use super::is_voice;

    #[test]
    fn a_voice_is_known_by_how_it_begins() {
        for voice in
            [&b"OggS\0"[..], b"\x1a\x45\xdf\xa3", b"\0\0\0\x18ftyp3gp5", b"#!AMR\n", b"RIFF\0\0\0\0WAVE"]
        {
            assert!(is_voice(voice));
        }
        for other in [&b"<html>"[..], b"RIFF\0\0\0\0WEBP", b"", b"\xff\xd8\xff\xe0"] {
            assert!(!is_voice(other), "{other:?}");
        }
    }
}
