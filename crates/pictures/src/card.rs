//! A card: a drawing of ours with a photo over its left part, as one JPEG for whoever shows links.

use image::imageops;

use crate::photo::webp_decoded;
use crate::{LARGE_BYTES_MOST, NoPicture, draw};

/// Paints `drawing` `wide` pixels wide and, over its left part, the middle square of `picture`, a WebP of ours. A picture that
/// cannot be read is left out: the drawing has something in its place.
///
/// # Errors
/// [`NoPicture`] if the drawing is none or does not fit into a file of a large picture.
pub fn card(drawing: &str, wide: u32, picture: Option<&[u8]>) -> Result<Vec<u8>, NoPicture> {
    let mut pixels = draw(drawing, wide)?;
    let side = pixels.height.min(pixels.width);
    if let Some((photo, _)) = picture.and_then(|file| webp_decoded(file).ok()) {
        let edge = photo.width().min(photo.height());
        let (x, y) = ((photo.width() - edge) / 2, (photo.height() - edge) / 2);
        let square = imageops::crop_imm(&photo, x, y, edge, edge).to_image();
        let square = imageops::resize(&square, side, side, imageops::FilterType::CatmullRom);
        let (line, own) = (pixels.width as usize * 3, side as usize * 3);
        for (to, from) in pixels.rgb.chunks_exact_mut(line).zip(square.as_raw().chunks_exact(own)) {
            to[..own].copy_from_slice(from);
        }
    }
    Ok(pixels.jpeg_within(LARGE_BYTES_MOST)?.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><path fill="#fffaf3" d="M0 0H1200V630H0z"/></svg>"##;
    const LEAF: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#1e6437" d="M0 0h64v64H0z"/></svg>"##;

    #[test]
    fn the_picture_covers_the_left_square_and_nothing_else() {
        let files = crate::render(LEAF).expect("a picture");
        let leaf = files.iter().find(|file| file.width == 640).expect("the largest");
        let card = card(WALL, 1_200, Some(&leaf.bytes)).expect("a card");
        assert!(card.len() <= LARGE_BYTES_MOST);
        let seen = image::load_from_memory_with_format(&card, image::ImageFormat::Jpeg).expect("a JPEG");
        let seen = seen.into_rgb8();
        assert_eq!(seen.dimensions(), (1_200, 630));
        assert!(seen.get_pixel(300, 300).0[1] > seen.get_pixel(300, 300).0[0] + 30, "a leaf is green");
        assert!(seen.get_pixel(900, 300).0[0] > 240, "the wall is clay");
    }

    #[test]
    fn without_a_picture_the_drawing_stands_alone() {
        assert_eq!(&card(WALL, 1_200, Some(b"no picture")).expect("a card")[..2], [0xff, 0xd8]);
        assert!(matches!(card("", 1_200, None), Err(NoPicture::NotADrawing(_))));
    }
}
