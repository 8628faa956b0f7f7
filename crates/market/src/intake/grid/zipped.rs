//! Packed files: what kind they are, and that they unpack to no more than a register can hold.

use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{UNPACKED_MOST, Unreadable};

/// Parts of a packed file; a register with a sheet for every panchayat has some hundred.
const PARTS_MOST: usize = 1_000;
/// Bytes of a list of styles in which fonts are looked for.
const STYLES_MOST: u64 = 4 * 1_048_576;

/// What a packed file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// Excel since 2007.
    Xlsx,
    /// OpenDocument, as LibreOffice writes it.
    Ods,
}

/// Unpacks every part once into nothing, counting; only then may anybody keep what comes out.
pub(super) fn open(bytes: &[u8]) -> Result<Packed, Unreadable> {
    let damaged = |_| Unreadable::NotASheet("it is damaged".to_owned());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > PARTS_MOST {
        return Err(Unreadable::TooLarge);
    }
    let mut left = UNPACKED_MOST;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|cause| match cause {
            ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword => Unreadable::OldExcel,
            _ => Unreadable::NotASheet("it is damaged".to_owned()),
        })?;
        let unpacked = copy(&mut part.take(left + 1), &mut sink());
        let unpacked = unpacked.map_err(|_| Unreadable::NotASheet("it is damaged".to_owned()))?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::TooLarge)?;
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("content.xml") {
        Ok(Packed::Ods)
    } else if has("xl/workbook.xml") || has("[Content_Types].xml") && !has("xl/workbook.bin") {
        Ok(Packed::Xlsx)
    } else {
        Err(Unreadable::NotASheet("it is packed, but no spreadsheet".to_owned()))
    }
}

/// What a packed file says of its fonts; empty if it says nothing. Only called for files that [`open`] has let pass.
pub(super) fn fonts(bytes: &[u8]) -> String {
    let mut found = String::new();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return found };
    for name in ["xl/styles.xml", "styles.xml"] {
        if let Ok(part) = archive.by_name(name) {
            // A file whose styles are no text has no fonts we know.
            let _ = part.take(STYLES_MOST).read_to_string(&mut found);
        }
    }
    found
}
