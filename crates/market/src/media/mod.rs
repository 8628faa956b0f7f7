//! Pictures: their files among the mart's blobs, their rows in the database, and the colours of our own drawings.
//!
//! Reads and writes: `picture`, `rendition`, `photo_look`, files of pictures and originals of photos.
//! Never: draws or decodes anything itself; what draws is handed in as a [`Draw`], so tests need no picture library.
//!
//! A picture's id is the beginning of the hash of its original, and its files are named after it, so a page needs no
//! look-up and a browser may keep a file for ever. Start at [`file_name`] and [`act::keep_drawing`].

pub mod act;
pub mod drawing;
pub mod files;
pub mod look;
pub mod read;
pub(crate) mod sql;

use std::sync::Arc;

use kernel::proof::hex;
pub use look::{Advice, Look};
use sha2::{Digest, Sha256};
use store::DbError;
use store::blobs::BlobError;

kernel::codes! {
    /// How a file of a picture is encoded.
    pub enum Format {
        /// WebP, in every width.
        Webp = "webp",
        /// JPEG for old browsers.
        Jpeg = "jpeg",
    }
}

/// The widths of every picture, in pixels.
pub const WIDTHS: [u32; 3] = [160, 320, 640];
/// The widest JPEG that every picture has.
pub const JPEG_WIDTH_MOST: u32 = 320;
/// What a photo has besides, if it was wide enough: for wide screens, and for browsers there that know no WebP.
pub const LARGE: [(u32, Format); 3] = [(640, Format::Jpeg), (1_280, Format::Jpeg), (1_280, Format::Webp)];

/// Message: what is left of this picture among the blobs goes. Of a picture that is shown still, its original alone.
pub const FORGET_PICTURE: &str = "forget_picture";

/// One file of a picture, as it was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// How it is encoded.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What makes files from a drawing: the whole SVG goes in, every width and format comes out, or why not.
pub type Draw = Arc<dyn Fn(&str) -> Result<Vec<Drawn>, String> + Send + Sync>;

kernel::codes! {
    /// Why something sent as a photo is none. Each is a sentence of `locales/*/fieldwork.ftl`.
    pub enum NoPhoto {
        /// It is longer than a photo may be.
        TooLong = "too_long",
        /// It is neither JPEG nor PNG nor WebP.
        OtherKind = "other_kind",
        /// It has more pixels than can be borne.
        TooManyPixels = "too_many_pixels",
        /// It is too small to show anything.
        TooSmall = "too_small",
        /// It is a strip.
        OddShape = "odd_shape",
        /// It cannot be read to its end.
        Broken = "broken",
    }
}

/// A photo, developed.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Its files.
    pub files: Vec<Drawn>,
    /// How light and sharp it is.
    pub look: Look,
}

/// A photo with its files, or why it is none.
pub type Developed = Result<Photo, NoPhoto>;
/// How a photo becomes files.
pub type Developing = dyn Fn(&[u8]) -> Developed + Send + Sync;

/// What makes files from a photo that somebody sent: upright, without place or camera, in every width and format. It may
/// take a second: call it off the async threads.
#[derive(Clone)]
pub struct Develop(pub Arc<Developing>);

impl std::fmt::Debug for Develop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Develop")
    }
}

/// What can go wrong with pictures.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// A file cannot be written or read.
    #[error(transparent)]
    Files(#[from] BlobError),
    /// A drawing gave no picture.
    #[error("the drawing {name} gave no picture: {cause}")]
    NoPicture {
        /// Which.
        name: String,
        /// Why.
        cause: String,
    },
    /// What was sent as a photo is none.
    #[error("no photo: {0}")]
    NoPhoto(NoPhoto),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The id of a picture: the first 128 bits of the SHA-256 of its original, in hexadecimal.
pub fn picture_id(original: &[u8]) -> String {
    hex(&Sha256::digest(original)[..16])
}

/// The name of a file of a picture: `ab/abcdef…-320.webp`.
pub fn file_name(picture: &str, width: u32, format: Format) -> String {
    let folder = picture.get(..2).unwrap_or("00");
    let ending = match format {
        Format::Webp => "webp",
        Format::Jpeg => "jpg",
    };
    format!("{folder}/{picture}-{width}.{ending}")
}

/// Whom a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// Everybody: its files lie where the address of pictures looks.
    All,
    /// Those a page lets through: its files lie apart, where that address never looks.
    Few,
}

impl Eyes {
    /// The name of a file of a picture for these eyes.
    pub fn file_name(self, picture: &str, width: u32, format: Format) -> String {
        let name = file_name(picture, width, format);
        match self {
            Eyes::All => name,
            Eyes::Few => format!("closed/{name}"),
        }
    }
}

/// Whether `name` has the form of [`file_name`]; anything else is not looked for.
pub fn is_file_name(name: &str) -> bool {
    let Some((folder, rest)) = name.split_once('/') else { return false };
    let Some((id, size)) = rest.split_once('-') else { return false };
    let is_hex = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    let known = sizes().chain(LARGE).any(|(width, format)| file_name(id, width, format) == name);
    known && id.len() == 32 && folder.len() == 2 && is_hex(id) && !size.is_empty()
}

/// Every file a picture has: width and format.
pub fn sizes() -> impl Iterator<Item = (u32, Format)> {
    let webp = WIDTHS.iter().map(|width| (*width, Format::Webp));
    webp.chain(WIDTHS.iter().filter(|width| **width <= JPEG_WIDTH_MOST).map(|width| (*width, Format::Jpeg)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_picture() {
        let id = picture_id(b"<svg/>");
        assert_eq!(id.len(), 32);
        let name = file_name(&id, 320, Format::Webp);
        assert!(name.ends_with("-320.webp") && name[..2] == id[..2] && is_file_name(&name));
        for (width, format) in sizes().chain(LARGE) {
            assert!(is_file_name(&file_name(&id, width, format)));
        }
    }

    #[test]
    fn nothing_else_is_a_file_of_a_picture() {
        let id = picture_id(b"x");
        for wrong in [
            "",
            "..",
            "../../etc/passwd",
            "ab/../x-320.webp",
            &format!("00/{id}-320.webp"),
            &file_name(&id, 321, Format::Webp),
            &Eyes::Few.file_name(&id, 320, Format::Webp),
        ] {
            assert!(!is_file_name(wrong), "{wrong}");
        }
    }
}
