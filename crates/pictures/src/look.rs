//! How light and how sharp a photo is: two numbers that advice can follow from.
//!
//! Sharpness is the variance of the Laplacian, the usual cheap measure: where edges are, neighbours differ. It is taken at one
//! width, so that a large photo and a small one of the same thing come out alike.

use super::Pixels;

/// What was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Mean brightness: 0 is black, 255 white.
    pub light: u32,
    /// Variance of the Laplacian of the brightness.
    pub sharpness: u32,
}

impl Look {
    /// Looks at a picture.
    pub(crate) fn at(picture: &Pixels) -> Look {
        let (width, height) = (picture.width as usize, picture.height as usize);
        // Source of the weights: ITU-R BT.601, in thousandths.
        let bright = |pixel: &[u8]| {
            (299 * i64::from(pixel[0]) + 587 * i64::from(pixel[1]) + 114 * i64::from(pixel[2])) / 1_000
        };
        let light: Vec<i64> = picture.rgb.chunks_exact(3).map(bright).collect();
        let (mut sum, mut squares, mut count) = (0_i64, 0_i64, 0_i64);
        for y in 1..height.saturating_sub(1) {
            for x in 1..width.saturating_sub(1) {
                let at = y * width + x;
                let edge =
                    light[at - 1] + light[at + 1] + light[at - width] + light[at + width] - 4 * light[at];
                sum += edge;
                squares += edge * edge;
                count += 1;
            }
        }
        let count = count.max(1);
        let mean = sum / count;
        let sharpness = squares / count - mean * mean;
        let all = i64::try_from(light.len()).unwrap_or(i64::MAX).max(1);
        Look {
            light: u32::try_from(light.iter().sum::<i64>() / all).unwrap_or(0),
            sharpness: u32::try_from(sharpness.max(0)).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripes(width: u32, every: u32, dark: u8, light: u8) -> Pixels {
        let colour = |x: u32| if (x / every).is_multiple_of(2) { dark } else { light };
        let rgb = (0..width * width).flat_map(|at| [colour(at % width); 3]).collect();
        Pixels { width, height: width, rgb }
    }

    #[test]
    fn one_colour_is_as_light_as_it_is_and_has_no_edge() {
        for light in [0, 90, 255] {
            assert_eq!(
                Look::at(&stripes(64, 8, light, light)),
                Look { light: u32::from(light), sharpness: 0 }
            );
        }
    }

    #[test]
    fn softer_is_less_sharp() {
        let sharp = stripes(640, 5, 20, 230);
        let once = sharp.halved();
        let soft = image::imageops::resize(
            &image::RgbImage::from_raw(once.width, once.height, once.rgb.clone()).expect("pixels"),
            640,
            640,
            image::imageops::FilterType::Triangle,
        );
        let soft = Pixels { width: 640, height: 640, rgb: soft.into_raw() };
        let (sharp, soft) = (Look::at(&sharp), Look::at(&soft));
        assert!(sharp.sharpness > 3 * soft.sharpness, "{sharp:?} {soft:?}");
        assert!(sharp.light.abs_diff(soft.light) < 3);
    }

    #[test]
    fn a_picture_of_nothing_is_measured_too() {
        assert_eq!(
            Look::at(&Pixels { width: 1, height: 1, rgb: vec![9, 9, 9] }),
            Look { light: 9, sharpness: 0 }
        );
    }
}
