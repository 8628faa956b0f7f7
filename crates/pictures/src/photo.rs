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

use super::{JPEG_WIDTH_MOST, LARGE_BYTES_MOST, LARGE_WIDTH, Look, NoPicture, Pixels, Rendered, WIDTHS};

/// The longest photo that is read. Phones make 2 to 6 MB.
pub const PHOTO_BYTES_MOST: usize = 8 * 1024 * 1024;
/// Pixels of a photo at most, told by its header before it is decoded.
pub const PHOTO_PIXELS_MOST: u64 = 40_000_000;
/// The shorter side of a photo at least: less shows nobody what she buys.
pub const PHOTO_SIDE_LEAST: u32 = 240;

/// Memory a decoder may take beside the pixels themselves, in bytes.
const DECODER_BYTES_MOST: u64 = 256 * 1024 * 1024;
/// Bytes of decoded pixels at most: 40 million of four bytes. A photo of two bytes a colour may have half as many.
const DECODED_BYTES_MOST: u64 = 4 * PHOTO_PIXELS_MOST;
/// Scans of a progressive JPEG at most. A camera writes ten; a file of thousands of empty ones would take minutes.
const SCANS_MOST: usize = 32;
/// Segments of a JPEG before its pixels begin, at most; a photo has some twenty.
const SEGMENTS_MOST: usize = 1_000;

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

/// A photo, developed.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Its files, smallest first.
    pub files: Vec<Rendered>,
    /// How light and sharp it is.
    pub look: Look,
}

/// A photo as files of every width, upright and without anything but its pixels; the large ones too if it is wide enough.
///
/// It takes up to two seconds and some 400 MB for the largest photo: call it off the async threads, one at a time.
///
/// # Errors
/// [`NotAPhoto`]; nothing is decoded before kind, length and size are known to be bearable.
pub fn develop(bytes: &[u8]) -> Result<Photo, NotAPhoto> {
    if bytes.len() > PHOTO_BYTES_MOST {
        return Err(NotAPhoto::TooLong);
    }
    let (photo, held) = match bytes {
        [0xff, 0xd8, 0xff, ..] if is_whole_jpeg(bytes) => decoded(JpegDecoder::new(Cursor::new(bytes)))?,
        [0xff, 0xd8, 0xff, ..] => return Err(NotAPhoto::Broken),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => {
            decoded(PngDecoder::with_limits(Cursor::new(bytes), limits()))?
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp_decoded(bytes)?,
        _ => return Err(NotAPhoto::OtherKind),
    };
    finished(photo, held)
}

/// Whether a JPEG's pixels come to their end, in as many scans as can be borne. A decoder paints what was cut off grey and says nothing; a photo whose lower
/// half is missing sells nothing.
fn is_whole_jpeg(jpeg: &[u8]) -> bool {
    let mut at = 2;
    for _ in 0..SEGMENTS_MOST {
        match jpeg.get(at..) {
            // Any number of fill bytes may stand before a marker.
            Some([0xff, 0xff, ..]) => at += 1,
            // The scan: in it 0xff is followed by zero or a restart, so the first end marker is the end.
            Some([0xff, 0xda, rest @ ..]) => {
                let Some(end) = rest.windows(2).position(|two| two == [0xff, 0xd9]) else { return false };
                return rest[..end].windows(2).filter(|two| *two == [0xff, 0xda]).count() < SCANS_MOST;
            }
            Some([0xff, _, high, low, ..]) => at += 2 + usize::from(u16::from_be_bytes([*high, *low])),
            _ => return false,
        }
    }
    false
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

fn decoded(decoder: ImageResult<impl ImageDecoder>) -> Result<(RgbImage, Orientation), NotAPhoto> {
    let mut decoder = decoder.map_err(|_| NotAPhoto::Broken)?;
    let (width, height) = decoder.dimensions();
    bearable(width, height)?;
    if decoder.total_bytes() > DECODED_BYTES_MOST {
        return Err(NotAPhoto::TooManyPixels);
    }
    decoder.set_limits(limits()).map_err(|_| NotAPhoto::TooManyPixels)?;
    // A picture that does not say how it was held was held upright.
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let photo = DynamicImage::from_decoder(decoder).map_err(|_| NotAPhoto::Broken)?;
    Ok((on_white(photo), held))
}

pub(crate) fn webp_decoded(bytes: &[u8]) -> Result<(RgbImage, Orientation), NotAPhoto> {
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
    Ok((on_white(photo.ok_or(NotAPhoto::Broken)?), held_in_webp(bytes)))
}

/// How a WebP says it was held: in the chunk EXIF, behind the pixels. Source: the WebP container specification.
fn held_in_webp(file: &[u8]) -> Orientation {
    let mut at = 12;
    for _ in 0..SEGMENTS_MOST {
        let Some([a, b, c, d, l0, l1, l2, l3]) = file.get(at..).and_then(|rest| rest.first_chunk()) else {
            break;
        };
        let length = usize::try_from(u32::from_le_bytes([*l0, *l1, *l2, *l3])).unwrap_or(usize::MAX);
        let Some(end) = (at + 8).checked_add(length) else { break };
        if [*a, *b, *c, *d] == *b"EXIF" {
            let exif = file.get(at + 8..end).unwrap_or_default();
            let exif = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
            return Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms);
        }
        let Some(next) = end.checked_add(length % 2) else { break };
        at = next;
    }
    Orientation::NoTransforms
}

/// Without transparency, as it would look on paper.
fn on_white(photo: DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.into_rgb8();
    }
    let photo = photo.into_rgba8();
    let (width, height) = photo.dimensions();
    let mut bytes = photo.into_raw();
    let pixels = bytes.len() / 4;
    // In place: what is written stands always before what is still to be read.
    for pixel in 0..pixels {
        let alpha = u32::from(bytes[4 * pixel + 3]);
        for colour in 0..3 {
            let sum = u32::from(bytes[4 * pixel + colour]) * alpha + 255 * (255 - alpha);
            bytes[3 * pixel + colour] = u8::try_from(sum / 255).unwrap_or(u8::MAX);
        }
    }
    bytes.truncate(3 * pixels);
    RgbImage::from_raw(width, height, bytes).unwrap_or_default()
}

fn upright(photo: RgbImage, held: Orientation) -> RgbImage {
    if held == Orientation::NoTransforms {
        return photo;
    }
    let mut photo = DynamicImage::ImageRgb8(photo);
    photo.apply_orientation(held);
    photo.into_rgb8()
}

/// As wide as asked, in its own shape.
fn sized(photo: &RgbImage, width: u32) -> Result<RgbImage, NotAPhoto> {
    let height = (u64::from(photo.height()) * u64::from(width) / u64::from(photo.width())).max(1);
    let height = u32::try_from(height).map_err(|_| NotAPhoto::OddShape)?;
    Ok(if photo.width() >= width {
        imageops::thumbnail(photo, width, height)
    } else {
        imageops::resize(photo, width, height, imageops::FilterType::Triangle)
    })
}

/// The photo no larger than its largest file, and only then turned: turning all of it would take as much memory again.
fn made_small(photo: RgbImage, held: Orientation) -> Result<RgbImage, NotAPhoto> {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    let lies = matches!(held, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH);
    let (wide, high) = if lies { (photo.height(), photo.width()) } else { photo.dimensions() };
    if wide <= LARGE_WIDTH {
        return Ok(upright(photo, held));
    }
    let high = u64::from(high) * u64::from(LARGE_WIDTH) / u64::from(wide);
    let high = u32::try_from(high).map_err(|_| NotAPhoto::OddShape)?.max(1);
    let (across, down) = if lies { (high, LARGE_WIDTH) } else { (LARGE_WIDTH, high) };
    let small = imageops::thumbnail(&photo, across, down);
    drop(photo);
    Ok(upright(small, held))
}

fn finished(photo: RgbImage, held: Orientation) -> Result<Photo, NotAPhoto> {
    let photo = made_small(photo, held)?;
    let widest = WIDTHS[WIDTHS.len() - 1];
    let fits = pixels(sized(&photo, widest)?);
    let look = Look::at(&fits);
    let mut files = if photo.width() >= LARGE_WIDTH { large(photo, &fits) } else { Vec::new() };
    let mut pixels = fits;
    let broken = |_: NoPicture| NotAPhoto::Broken;
    for width in WIDTHS.iter().rev() {
        while pixels.width > *width {
            pixels = pixels.halved();
        }
        files.push(webp_of(&pixels).map_err(broken)?);
        if *width <= JPEG_WIDTH_MOST {
            files.push(pixels.jpeg().map_err(broken)?);
        }
    }
    files.reverse();
    Ok(Photo { files, look })
}

fn pixels(photo: RgbImage) -> Pixels {
    Pixels { width: photo.width(), height: photo.height(), rgb: photo.into_raw() }
}

/// A small WebP, whatever is to be seen: leaves and noise that do not fit are shown less sharply.
fn webp_of(pixels: &Pixels) -> Result<Rendered, NoPicture> {
    let mut file = pixels.webp_lossy();
    let mut coarse = pixels.halved();
    while matches!(file, Err(NoPicture::TooBusy)) && coarse.width.min(coarse.height) > 8 {
        let small = RgbImage::from_raw(coarse.width, coarse.height, coarse.rgb.clone()).unwrap_or_default();
        let soft = imageops::resize(&small, pixels.width, pixels.height, imageops::FilterType::Triangle);
        file = self::pixels(soft).webp_lossy();
        coarse = coarse.halved();
    }
    file
}

/// The files for wide screens, the largest first: all of them or, if one does not become small enough, none.
fn large(photo: RgbImage, half: &Pixels) -> Vec<Rendered> {
    let whole = pixels(photo);
    let files = [whole.webp_within(LARGE_BYTES_MOST), whole.jpeg_within(LARGE_BYTES_MOST), half.jpeg()];
    files.into_iter().collect::<Result<Vec<_>, _>>().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use image::ExtendedColorType::Rgb8;
    use image::ImageEncoder;
    use image::codecs::{jpeg::JpegEncoder, png::PngEncoder};

    use super::*;
    use crate::{FILE_BYTES_MOST, Format};

    /// A picture as smooth as a face.
    fn smooth(width: u32, height: u32) -> Vec<u8> {
        let shade = |part: u32, whole: u32| u8::try_from(part * 255 / whole).unwrap_or(0);
        let pixels = (0..height).flat_map(|y| {
            (0..width).flat_map(move |x| [shade(x, width), shade(y, height), shade(x + y, width + height)])
        });
        let pixels: Vec<u8> = pixels.collect();
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, 90).encode(&pixels, width, height, Rgb8).expect("a JPEG");
        file
    }

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

    /// An EXIF block that says «held on its side» and where it was taken.
    fn exif() -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
        tiff.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
        tiff.extend(b"\x01\x0e\0\x02\0\0\0\x12\0\0\0\x26\0\0\0\0GPS 24.485,86.695\0");
        tiff
    }

    /// The same JPEG with this block.
    fn held_on_its_side(jpeg: &[u8]) -> Vec<u8> {
        let tiff = exif();
        let length = u16::try_from(tiff.len() + 2).expect("short").to_be_bytes();
        let mut file = vec![0xff, 0xd8, 0xff, 0xe1];
        file.extend(length);
        file.extend(tiff);
        file.extend(&jpeg[2..]);
        file
    }

    #[test]
    fn a_photo_becomes_five_small_files_whatever_its_kind() {
        for photo in [jpeg(1_200, 900), png(800, 600), webp_file(900, 1_279), jpeg(300, 260)] {
            let files = develop(&photo).expect("a photo").files;
            let widths: Vec<_> = files.iter().map(|file| (file.width, file.format)).collect();
            let (webp, jpeg) = (Format::Webp, Format::Jpeg);
            assert_eq!(widths, [(160, jpeg), (160, webp), (320, jpeg), (320, webp), (640, webp)]);
            assert!(files.iter().all(|file| (1..=FILE_BYTES_MOST).contains(&file.bytes.len())));
        }
    }

    #[test]
    fn a_wide_photo_has_files_for_wide_screens_too() {
        for photo in [smooth(1_280, 960), smooth(2_000, 1_000), held_on_its_side(&smooth(1_000, 1_901))] {
            let files = develop(&photo).expect("a photo").files;
            let (webp, jpeg) = (Format::Webp, Format::Jpeg);
            let large: Vec<_> = files[5..].iter().map(|file| (file.width, file.format)).collect();
            assert_eq!(large, [(640, jpeg), (1_280, jpeg), (1_280, webp)]);
            assert!(files.iter().all(|file| file.bytes.len() <= LARGE_BYTES_MOST));
            assert!(
                files[..5].iter().all(|file| file.bytes.len() <= FILE_BYTES_MOST),
                "a phone loads no more"
            );
        }
    }

    #[test]
    fn noise_becomes_small_files_too_and_is_shown_less_sharply() {
        for photo in [jpeg(1_280, 960), jpeg(640, 2_500)] {
            let files = develop(&photo).expect("a photo").files;
            assert_eq!(files.len(), 5, "nothing large that would be larger than it may");
            assert!(files.iter().all(|file| file.bytes.len() <= FILE_BYTES_MOST));
        }
    }

    #[test]
    fn a_jpeg_that_was_cut_off_is_no_photo() {
        let whole = held_on_its_side(&jpeg(800, 600));
        for share in 1..20 {
            assert_eq!(develop(&whole[..whole.len() * share / 20]).err(), Some(NotAPhoto::Broken), "{share}");
        }
        let scan = whole.windows(2).position(|two| two == [0xff, 0xda]).expect("a scan");
        let mut scans = whole[..scan].to_vec();
        scans.extend(whole[scan..scan + 14].repeat(SCANS_MOST + 1));
        scans.extend(&whole[scan..]);
        assert_eq!(develop(&scans).err(), Some(NotAPhoto::Broken), "thousands of scans");
        let mut longer = whole.clone();
        longer.extend(b"PK\x03\x04 a film, an archive, whatever phones and others hang behind");
        let (one, other) =
            (develop(&whole).expect("a photo").files, develop(&longer).expect("a photo").files);
        assert!(one.iter().zip(&other).all(|(one, other)| one.bytes == other.bytes), "it does not travel on");
    }

    #[test]
    fn it_is_turned_upright_and_forgets_where_it_was_taken() {
        let lying = held_on_its_side(&jpeg(800, 400));
        let mut webp = webp_file(800, 400);
        webp.extend(b"EXIF");
        webp.extend(u32::try_from(exif().len()).expect("short").to_le_bytes());
        webp.extend(exif());
        let length = u32::try_from(webp.len() - 8).expect("short").to_le_bytes();
        webp[4..8].copy_from_slice(&length);
        let from_webp = develop(&webp).expect("a photo").files;
        let mut files = develop(&lying).expect("a photo").files;
        files.extend(from_webp);
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
