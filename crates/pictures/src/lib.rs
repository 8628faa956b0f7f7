//! Craft drawings and phone photos to pictures of several sizes: WebP and JPEG files of at most 30 KB come out, and of a
//! photo that is wide enough larger ones for wide screens.
//!
//! Reads and writes: nothing but its arguments. Never: loads a font, a file or an address named in a drawing.
//! Drawings are ours; photos that people send are another matter and have limits of their own before decoding.
//!
//! Start at [`render`] for a drawing and at [`develop`] for a photo.

mod card;
mod look;
mod photo;

pub use card::card;
pub use look::Look;
pub use photo::{NotAPhoto, PHOTO_BYTES_MOST, PHOTO_PIXELS_MOST, PHOTO_SIDE_LEAST, Photo, develop};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// The widths a page asks for, in pixels. Each is half of the next, so that one drawing serves all.
pub const WIDTHS: [u32; 3] = [160, 320, 640];
/// The widest JPEG. Line art of 640 pixels does not fit into a small one; an old browser gets this size.
pub const JPEG_WIDTH_MOST: u32 = 320;
/// No file of these widths is larger; pages promise it to phones on slow lines.
pub const FILE_BYTES_MOST: usize = 30 * 1024;
/// The width of a photo's large files, for wide screens. A drawing has none: it shows nothing more when it is larger.
pub const LARGE_WIDTH: u32 = 1_280;
/// No large file is larger.
pub const LARGE_BYTES_MOST: usize = 160 * 1024;
/// The longest drawing that is read.
pub const DRAWING_BYTES_MOST: usize = 256 * 1024;

/// From this width on a drawing's few flat colours pack better without loss than with it.
const LOSSLESS_FROM: u32 = 320;
/// How hard the lossless encoder tries, 0 to 100.
const LOSSLESS_EFFORT: u8 = 75;
/// Qualities tried from best to worst until the file is small enough.
const WEBP_QUALITIES: [u8; 7] = [78, 66, 54, 42, 30, 18, 8];
const JPEG_QUALITIES: [u8; 6] = [66, 54, 42, 30, 18, 8];

/// How a picture is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// WebP: what nearly every phone takes.
    Webp,
    /// JPEG, for the rest.
    Jpeg,
}

/// One file of a picture.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// How it is encoded.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a drawing gave no picture.
#[derive(Debug, PartialEq, Eq)]
pub enum NoPicture {
    /// It is longer than [`DRAWING_BYTES_MOST`].
    TooLong,
    /// It is not a drawing, or one without a size.
    NotADrawing(String),
    /// It is more than four times as high as wide, or as wide as high.
    OddShape,
    /// Even at the lowest quality a file of it is larger than it may be.
    TooBusy,
    /// An encoder failed.
    Encoder(String),
}

impl std::fmt::Display for NoPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoPicture::TooLong => write!(f, "the drawing is longer than {DRAWING_BYTES_MOST} bytes"),
            NoPicture::NotADrawing(why) => write!(f, "not a drawing: {why}"),
            NoPicture::OddShape => f.write_str("the drawing is more than four times as long as broad"),
            NoPicture::TooBusy => f.write_str("the picture has too much detail for a small file"),
            NoPicture::Encoder(why) => write!(f, "the picture could not be encoded: {why}"),
        }
    }
}

impl std::error::Error for NoPicture {}

/// Draws `svg` in every width and format. The same drawing always gives the same pixels.
///
/// # Errors
/// [`NoPicture`] if it is not a drawing or does not fit.
pub fn render(svg: &str) -> Result<Vec<Rendered>, NoPicture> {
    let mut files = Vec::with_capacity(WIDTHS.len() * 2);
    let mut picture = draw(svg, WIDTHS[WIDTHS.len() - 1])?;
    for width in WIDTHS.iter().rev() {
        while picture.width > *width {
            picture = picture.halved();
        }
        files.push(picture.webp()?);
        if *width <= JPEG_WIDTH_MOST {
            files.push(picture.jpeg()?);
        }
    }
    files.reverse();
    Ok(files)
}

/// Pixels without transparency, three bytes each.
struct Pixels {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

fn draw(svg: &str, width: u32) -> Result<Pixels, NoPicture> {
    if svg.len() > DRAWING_BYTES_MOST {
        return Err(NoPicture::TooLong);
    }
    let tree = Tree::from_str(svg, &Options::default())
        .map_err(|cause| NoPicture::NotADrawing(cause.to_string()))?;
    let size = tree.size();
    let shape = size.height() / size.width();
    if !(0.25..=4.0).contains(&shape) {
        return Err(NoPicture::OddShape);
    }
    let height = (width as f32 * shape).round() as u32;
    let mut canvas = Pixmap::new(width, height).ok_or(NoPicture::OddShape)?;
    canvas.fill(Color::WHITE);
    let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(&tree, scale, &mut canvas.as_mut());
    let rgb = canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Ok(Pixels { width, height, rgb })
}

impl Pixels {
    /// Half as wide and high: each pixel is the mean of four.
    fn halved(&self) -> Pixels {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let line = self.width as usize * 3;
        let mut rgb = Vec::with_capacity((width * height * 3) as usize);
        for y in 0..height as usize {
            let (upper, lower) = (2 * y * line, (2 * y + 1).min(self.height as usize - 1) * line);
            for x in 0..width as usize {
                let (left, right) = (6 * x, (6 * x + 3).min(line - 3));
                for colour in 0..3 {
                    let at = |row: usize, column: usize| u16::from(self.rgb[row + column + colour]);
                    let sum = at(upper, left) + at(upper, right) + at(lower, left) + at(lower, right);
                    rgb.push(u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX));
                }
            }
        }
        Pixels { width, height, rgb }
    }

    /// Without loss if that is small enough, else the best quality that is.
    fn webp(&self) -> Result<Rendered, NoPicture> {
        if self.width >= LOSSLESS_FROM {
            let bytes = self.encoded(true, LOSSLESS_EFFORT)?;
            if bytes.len() <= FILE_BYTES_MOST {
                return Ok(self.file(Format::Webp, bytes));
            }
        }
        self.webp_lossy()
    }

    /// The best quality that is small enough; for photos, which never pack well without loss.
    fn webp_lossy(&self) -> Result<Rendered, NoPicture> {
        self.webp_within(FILE_BYTES_MOST)
    }

    /// The best quality within `most` bytes.
    fn webp_within(&self, most: usize) -> Result<Rendered, NoPicture> {
        self.first_within(most, Format::Webp, &WEBP_QUALITIES, |quality| self.encoded(false, quality))
    }

    fn encoded(&self, lossless: bool, quality: u8) -> Result<Vec<u8>, NoPicture> {
        let encoder = webp::Encoder::from_rgb(&self.rgb, self.width, self.height);
        let file = encoder.encode_simple(lossless, f32::from(quality));
        file.map(|file| file.to_vec()).map_err(|cause| NoPicture::Encoder(format!("{cause:?}")))
    }

    /// The best quality that is small enough.
    fn jpeg(&self) -> Result<Rendered, NoPicture> {
        self.jpeg_within(FILE_BYTES_MOST)
    }

    /// The best quality within `most` bytes.
    fn jpeg_within(&self, most: usize) -> Result<Rendered, NoPicture> {
        self.first_within(most, Format::Jpeg, &JPEG_QUALITIES, |quality| {
            let mut file = Vec::new();
            image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality)
                .encode(&self.rgb, self.width, self.height, image::ExtendedColorType::Rgb8)
                .map_err(|cause| NoPicture::Encoder(cause.to_string()))?;
            Ok(file)
        })
    }

    fn first_within(
        &self,
        most: usize,
        format: Format,
        qualities: &[u8],
        encode: impl Fn(u8) -> Result<Vec<u8>, NoPicture>,
    ) -> Result<Rendered, NoPicture> {
        for quality in qualities {
            let bytes = encode(*quality)?;
            if bytes.len() <= most {
                return Ok(self.file(format, bytes));
            }
        }
        Err(NoPicture::TooBusy)
    }

    fn file(&self, format: Format, bytes: Vec<u8>) -> Rendered {
        Rendered { width: self.width, height: self.height, format, bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIYA: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
        <path fill="#a93f25" d="M0 0h64v64H0z"/><path fill="#f0ae3c" d="M12 36h40c0 12-8 18-20 18S12 48 12 36z"/></svg>"##;

    #[test]
    fn a_drawing_becomes_five_small_files() {
        let files = render(DIYA).expect("a picture");
        let shapes: Vec<_> = files.iter().map(|file| (file.width, file.height)).collect();
        assert_eq!(shapes, [(160, 160), (160, 160), (320, 320), (320, 320), (640, 640)]);
        for file in &files {
            assert!(!file.bytes.is_empty() && file.bytes.len() <= FILE_BYTES_MOST);
            match file.format {
                Format::Webp => assert_eq!(&file.bytes[8..12], b"WEBP"),
                Format::Jpeg => assert_eq!(&file.bytes[..2], [0xff, 0xd8]),
            }
        }
    }

    #[test]
    fn the_same_drawing_gives_the_same_files() {
        let (one, two) = (render(DIYA).expect("a picture"), render(DIYA).expect("a picture"));
        assert!(one.iter().zip(&two).all(|(one, two)| one.bytes == two.bytes));
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        assert!(matches!(render("not an svg"), Err(NoPicture::NotADrawing(_))));
        assert_eq!(render(&" ".repeat(DRAWING_BYTES_MOST + 1)).err(), Some(NoPicture::TooLong));
        let strip = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 1"/>"#;
        assert_eq!(render(strip).err(), Some(NoPicture::OddShape));
    }
}
