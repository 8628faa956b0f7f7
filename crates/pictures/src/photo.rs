//! Photos from phones: JPEG, PNG or WebP in; the same small files as of a drawing out.
//!
//! What people send is hostile until proven otherwise: its kind is told by its first bytes, its size is read from its header
//! before anything is decoded, and what comes out has been encoded anew. So no file of a sender is ever served, and nothing
//! that was hidden in it (place, camera, another format at its end) travels on.
//!
//! Start at [`develop`].

use std::io::Cursor;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits, RgbImage, imageops};

use super::{JPEG_WIDTH_MOST, NoPicture, Pixels, Rendered, WIDTHS};

/// The longest photo that is read. Phones make 2 to 6 MB.
pub const PHOTO_BYTES_MOST: usize = 8 * 1024 * 1024;
/// Pixels of a photo at most, told by its header before it is decoded.
pub const PHOTO_PIXELS_MOST: u64 = 40_000_000;
/// The shorter side of a photo at least: less shows nobody what she buys.
pub const PHOTO_SIDE_LEAST: u32 = 240;

/// Memory a decoder may take beside the pixels themselves, in bytes.
const DECODER_BYTES_MOST: u64 = 256 * 1024 * 1024;

/// Why a photo was not taken. Each is a sentence to the sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPhoto {
    /// It is longer than [`PHOTO_BYTES_MOST`].
    TooLong,
    /// Its first bytes are none of JPEG, PNG or WebP.
    OtherKind,
    /// It has more than [`PHOTO_PIXELS_MOST`].
    TooManyPixels,
    /// Its shorter side is below [`PHOTO_SIDE_LEAST`].
    TooSmall,
    /// It is more than four times as high as wide, or as wide as high.
    OddShape,
    /// It cannot be read to its end, moves, or gives no small file.
    Broken,
}

impl std::fmt::Display for NotAPhoto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotAPhoto::TooLong => write!(f, "the photo is longer than {PHOTO_BYTES_MOST} bytes"),
            NotAPhoto::OtherKind => f.write_str("neither JPEG nor PNG nor WebP"),
            NotAPhoto::TooManyPixels => write!(f, "the photo has more than {PHOTO_PIXELS_MOST} pixels"),
            NotAPhoto::TooSmall => write!(f, "the photo is narrower than {PHOTO_SIDE_LEAST} pixels"),
            NotAPhoto::OddShape => f.write_str("the photo is more than four times as long as broad"),
            NotAPhoto::Broken => f.write_str("the photo cannot be read"),
        }
    }
}

impl std::error::Error for NotAPhoto {}

/// A photo as files of every width, upright and without anything but its pixels.
///
/// It takes up to a second and some 200 MB for the largest photo: call it off the async threads, one at a time.
///
/// # Errors
/// [`NotAPhoto`]; nothing is decoded before kind, length and size are known to be bearable.
pub fn develop(bytes: &[u8]) -> Result<Vec<Rendered>, NotAPhoto> {
    if bytes.len() > PHOTO_BYTES_MOST {
        return Err(NotAPhoto::TooLong);
    }
    let photo = match bytes {
        [0xff, 0xd8, 0xff, ..] => decoded(JpegDecoder::new(Cursor::new(bytes)))?,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => {
            decoded(PngDecoder::with_limits(Cursor::new(bytes), limits()))?
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp_decoded(bytes)?,
        _ => return Err(NotAPhoto::OtherKind),
    };
    files_of(&photo)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MOST);
    limits
}

/// Whether a photo of this size is taken.
fn bearable(width: u32, height: u32) -> Result<(), NotAPhoto> {
    let (short, long) = (width.min(height), width.max(height));
    if u64::from(width) * u64::from(height) > PHOTO_PIXELS_MOST {
        Err(NotAPhoto::TooManyPixels)
    } else if short < PHOTO_SIDE_LEAST {
        Err(NotAPhoto::TooSmall)
    } else if long > short.saturating_mul(4) {
        Err(NotAPhoto::OddShape)
    } else {
        Ok(())
    }
}

fn decoded(decoder: ImageResult<impl ImageDecoder>) -> Result<RgbImage, NotAPhoto> {
    let mut decoder = decoder.map_err(|_| NotAPhoto::Broken)?;
    let (width, height) = decoder.dimensions();
    bearable(width, height)?;
    decoder.set_limits(limits()).map_err(|_| NotAPhoto::TooManyPixels)?;
    // A picture that does not say how it was held was held upright.
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let photo = DynamicImage::from_decoder(decoder).map_err(|_| NotAPhoto::Broken)?;
    Ok(upright(on_white(photo), held))
}

fn webp_decoded(bytes: &[u8]) -> Result<RgbImage, NotAPhoto> {
    let features = webp::BitstreamFeatures::new(bytes).ok_or(NotAPhoto::Broken)?;
    let (width, height) = (features.width(), features.height());
    bearable(width, height)?;
    let photo = webp::Decoder::new(bytes).decode().ok_or(NotAPhoto::Broken)?;
    let pixels = photo.to_vec();
    let photo = if photo.is_alpha() {
        image::RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
    };
    Ok(on_white(photo.ok_or(NotAPhoto::Broken)?))
}

/// Without transparency, as it would look on paper.
fn on_white(photo: DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.into_rgb8();
    }
    let photo = photo.into_rgba8();
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let [red, green, blue, alpha] = photo.get_pixel(x, y).0;
        let blend = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([blend(red), blend(green), blend(blue)])
    })
}

fn upright(photo: RgbImage, held: Orientation) -> RgbImage {
    if held == Orientation::NoTransforms {
        return photo;
    }
    let mut photo = DynamicImage::ImageRgb8(photo);
    photo.apply_orientation(held);
    photo.into_rgb8()
}

fn files_of(photo: &RgbImage) -> Result<Vec<Rendered>, NotAPhoto> {
    let mut files = Vec::with_capacity(WIDTHS.len() * 2);
    let widest = WIDTHS[WIDTHS.len() - 1];
    let height = (u64::from(photo.height()) * u64::from(widest) / u64::from(photo.width())).max(1);
    let height = u32::try_from(height).map_err(|_| NotAPhoto::OddShape)?;
    let sized = if photo.width() >= widest {
        imageops::thumbnail(photo, widest, height)
    } else {
        imageops::resize(photo, widest, height, imageops::FilterType::Triangle)
    };
    let mut pixels = Pixels { width: widest, height, rgb: sized.into_raw() };
    let broken = |_: NoPicture| NotAPhoto::Broken;
    for width in WIDTHS.iter().rev() {
        while pixels.width > *width {
            pixels = pixels.halved();
        }
        files.push(pixels.webp_lossy().map_err(broken)?);
        if *width <= JPEG_WIDTH_MOST {
            files.push(pixels.jpeg().map_err(broken)?);
        }
    }
    files.reverse();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use image::ExtendedColorType::Rgb8;
    use image::ImageEncoder;
    use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};

    use super::*;
    use crate::{FILE_BYTES_MOST, Format};

    /// A picture whose left half is red and whose right half is busy.
    fn pixels(width: u32, height: u32) -> Vec<u8> {
        let noise = |x: u32, y: u32| u8::try_from((x * 7_919 + y * 104_729) % 251).unwrap_or(0);
        let pixel = |x: u32, y: u32| {
            if x < width / 2 { [200, 30, 20] } else { [noise(x, y), noise(y, x), noise(x + y, x)] }
        };
        (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y))).collect()
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 80)
            .encode(&pixels(width, height), width, height, Rgb8)
            .expect("a JPEG");
        file
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        PngEncoder::new(&mut file).write_image(&pixels(width, height), width, height, Rgb8).expect("a PNG");
        file
    }

    fn webp_file(width: u32, height: u32) -> Vec<u8> {
        webp::Encoder::from_rgb(&pixels(width, height), width, height).encode(60.0).to_vec()
    }

    /// The same JPEG with an EXIF block that says «held on its side» and where it was taken.
    fn held_on_its_side(jpeg: &[u8]) -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        tiff.extend(b"\x01\x0e\0\x02\0\0\0\x12\0\0\0\x26\0\0\0\0GPS 24.485,86.695\0");
        let length = u16::try_from(tiff.len() + 2).expect("short").to_be_bytes();
        let mut file = vec![0xff, 0xd8, 0xff, 0xe1];
        file.extend(length);
        file.extend(tiff);
        file.extend(&jpeg[2..]);
        file
    }

    #[test]
    fn a_photo_becomes_five_small_files_whatever_its_kind() {
        for photo in [jpeg(1_200, 900), png(800, 600), webp_file(900, 1_200), jpeg(300, 260)] {
            let files = develop(&photo).expect("a photo");
            let widths: Vec<_> = files.iter().map(|file| (file.width, file.format)).collect();
            let (webp, jpeg) = (Format::Webp, Format::Jpeg);
            assert_eq!(widths, [(160, jpeg), (160, webp), (320, jpeg), (320, webp), (640, webp)]);
            assert!(files.iter().all(|file| (1..=FILE_BYTES_MOST).contains(&file.bytes.len())));
        }
    }

    #[test]
    fn it_is_turned_upright_and_forgets_where_it_was_taken() {
        let lying = held_on_its_side(&jpeg(800, 400));
        let files = develop(&lying).expect("a photo");
        assert!(files.iter().all(|file| file.height > file.width), "it stands");
        assert!(lying.windows(3).any(|part| part == b"GPS"), "the place was in what was sent");
        for file in &files {
            assert!(!file.bytes.windows(3).any(|part| part == b"GPS"), "and is in no file of ours");
            assert!(!file.bytes.windows(4).any(|part| part.eq_ignore_ascii_case(b"exif")));
        }
    }

    #[test]
    fn what_is_no_photo_is_refused_before_it_is_decoded() {
        for other in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], b"GIF89a", b"%PDF-1.7", b"", b"\xff\xd8"]
        {
            assert_eq!(develop(other).err(), Some(NotAPhoto::OtherKind));
        }
        assert_eq!(develop(&vec![0xff; PHOTO_BYTES_MOST + 1]).err(), Some(NotAPhoto::TooLong));
        assert_eq!(develop(&jpeg(200, 800)).err(), Some(NotAPhoto::TooSmall));
        assert_eq!(develop(&jpeg(1_300, 300)).err(), Some(NotAPhoto::OddShape));
        // A bomb: the header promises a thousand million pixels and nothing follows.
        let mut bomb = png(300, 300);
        bomb[16..24].copy_from_slice(&[0, 0, 0x7d, 0, 0, 0, 0x7d, 0]);
        assert!(matches!(develop(&bomb).err(), Some(NotAPhoto::TooManyPixels | NotAPhoto::Broken)));
    }

    #[test]
    fn a_photo_cut_off_or_damaged_never_panics() {
        for whole in [jpeg(400, 300), png(400, 300), webp_file(400, 300)] {
            for step in 1..10 {
                let _ = develop(&whole[..whole.len() * step / 10]);
                let mut damaged = whole.clone();
                let place = 12 + (damaged.len() - 13) * step / 10;
                damaged[place] ^= 0x5a;
                let _ = develop(&damaged);
            }
        }
    }
}
