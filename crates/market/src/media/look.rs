//! What a photo's light and sharpness say to whoever took it: advice, never a refusal. A blurred photo of a good is better
//! than none, and only she who stands before it can take another.

/// How light and sharp a photo is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Mean brightness: 0 is black, 255 white.
    pub light: u32,
    /// Variance of the Laplacian of the brightness, 640 pixels wide.
    pub sharpness: u32,
}

kernel::codes! {
    /// What could be better. Each is a sentence of `locales/*/fieldwork.ftl`.
    pub enum Advice {
        /// There is too little light.
        Dark = "dark",
        /// There is too much light.
        Glaring = "glaring",
        /// The telephone moved, or stood too near.
        Blurred = "blurred",
    }
}

/// A photo darker than this shows shapes and no colours.
const DARK_BELOW: u32 = 50;
/// A photo lighter than this has lost what was light in it.
const GLARING_ABOVE: u32 = 225;
/// A photo less sharp than this has no edge that a buyer could look at. Measured: fourteen photos came to 51 and more, the same
/// ones two pixels out of focus to 16 and less.
const BLURRED_BELOW: u32 = 20;

impl Look {
    /// What could be better; nothing if the photo will do. Light comes first: in the dark every photo is blurred.
    pub const fn advice(self) -> Option<Advice> {
        if self.light < DARK_BELOW {
            Some(Advice::Dark)
        } else if self.light > GLARING_ABOVE {
            Some(Advice::Glaring)
        } else if self.sharpness < BLURRED_BELOW {
            Some(Advice::Blurred)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_follows_from_two_numbers() {
        let of = |light, sharpness| Look { light, sharpness }.advice();
        assert_eq!(of(120, 400), None);
        assert_eq!(of(DARK_BELOW, BLURRED_BELOW), None);
        assert_eq!(of(DARK_BELOW - 1, 400), Some(Advice::Dark));
        assert_eq!(of(10, 0), Some(Advice::Dark), "light comes first");
        assert_eq!(of(240, 400), Some(Advice::Glaring));
        assert_eq!(of(120, BLURRED_BELOW - 1), Some(Advice::Blurred));
    }
}
