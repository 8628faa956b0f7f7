//! The four fonts, and words set in them.

use std::borrow::Cow;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, AlignmentOptions, FontContext, Layout, LayoutContext};

use crate::Side;

/// Latin letters, ours and the rupee; everything Indian. Each in two weights. See `fonts/README.md`.
static FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansDevanagari-Bold.ttf"),
];
const FAMILIES: [FontFamilyName<'static>; 2] = [
    FontFamilyName::Named(Cow::Borrowed("Noto Sans")),
    FontFamilyName::Named(Cow::Borrowed("Noto Sans Devanagari")),
];

/// What is needed to set words; one paper at a time.
pub(crate) struct Desk {
    fonts: FontContext,
    scratch: LayoutContext<()>,
    /// The same fonts as the file writer wants them, by the id parley knows them under.
    files: Vec<(u64, Font)>,
}

static DESK: LazyLock<Mutex<Desk>> = LazyLock::new(|| Mutex::new(Desk::new()));

/// The desk, when its turn has come.
pub(crate) fn desk() -> MutexGuard<'static, Desk> {
    // Whoever panicked at the desk left scratch space behind, nothing else; each paper begins it anew.
    DESK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    /// In points.
    pub size: f32,
    /// 400 or 700.
    pub weight: f32,
    pub side: Side,
    /// How much ink: 0 is black.
    pub grey: u8,
}

impl Desk {
    fn new() -> Desk {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut fonts =
            FontContext { collection: Collection::new(options), source_cache: SourceCache::default() };
        let files = FILES.iter().filter_map(|file| {
            let blob = Blob::new(std::sync::Arc::new(*file));
            let id = blob.id();
            let _families = fonts.collection.register_fonts(blob, None);
            Font::new((*file).into(), 0).map(|font| (id, font))
        });
        let files = files.collect();
        Desk { fonts, scratch: LayoutContext::new(), files }
    }

    /// Words, shaped and ready to be broken into lines.
    pub(crate) fn set(&mut self, words: &str, look: Look) -> Layout<()> {
        let mut setting = self.scratch.ranged_builder(&mut self.fonts, words, 1.0, false);
        setting.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&FAMILIES))));
        setting.push_default(StyleProperty::FontSize(look.size));
        setting.push_default(StyleProperty::FontWeight(FontWeight::new(look.weight)));
        setting.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(1.4)));
        setting.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        setting.build(words)
    }

    /// The font of a run of glyphs.
    pub(crate) fn font(&self, id: u64) -> Option<Font> {
        self.files.iter().find(|(known, _)| *known == id).map(|(_, font)| font.clone())
    }
}

/// Breaks words into lines of a width and leans them to their side.
pub(crate) fn break_at(layout: &mut Layout<()>, width: f32, side: Side) {
    layout.break_all_lines(Some(width));
    let alignment = match side {
        Side::Left => Alignment::Start,
        Side::Right => Alignment::Right,
    };
    layout.align(alignment, AlignmentOptions::default());
}
