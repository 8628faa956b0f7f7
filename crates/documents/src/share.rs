//! The picture that goes with a link to a good: its words set in our own fonts and drawn as outlines, so that whoever paints the
//! drawing needs no font and Hindi stands as it is written.
//!
//! The drawing is 1 200 × 630, the size WhatsApp, Facebook and X show. Its left part is left to the good's picture.
//!
//! Start at [`share_drawing`].

use std::fmt::Write as _;

use market::sharing::{CARD, Card, PHOTO};
use parley::layout::PositionedLayoutItem;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

use crate::Side;
use crate::press::{Desk, Look, break_at, desk};

/// Between the good's picture and the words, and to the right edge.
const MARGIN: f32 = 44.0;
/// The colours of the mart's pages: coal, soot, red earth, marigold, clay.
const COAL: &str = "#2a1a12";
const SOOT: &str = "#624d3f";
const GERU: &str = "#a5300d";
const MARIGOLD: &str = "#f7ab26";
const CLAY: &str = "#fffaf3";
/// The lotus lamp of the mart, 64 × 64; the same shape as `assets/art/logo.svg`.
const MARK: [&str; 2] = [
    "M32 3C43 13 43 27 32 36C21 27 21 13 32 3Z",
    "M6 14C21 16 28 24 29 37C15 37 6 29 6 14ZM58 14C43 16 36 24 35 37C49 37 58 29 58 14ZM3 41H61C59 54 48 61 32 61S5 54 3 41ZM17 50L21.5 45.5 26 50 21.5 54.5ZM27.5 50L32 45.5 36.5 50 32 54.5ZM38 50L42.5 45.5 47 50 42.5 54.5Z",
];

/// Words of a card.
struct Words<'a> {
    words: &'a str,
    size: f32,
    bold: bool,
    colour: &'static str,
    /// Lines that have room; of more the letters become smaller.
    lines: usize,
}

/// The drawing of a card, to be painted with the good's picture over its left part.
pub fn share_drawing(card: &Card) -> String {
    let mut desk = desk();
    let (wide, high) = (CARD.0 as f32, CARD.1 as f32);
    let left = PHOTO as f32 + MARGIN;
    let room = wide - left - MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\"><path fill=\"{CLAY}\" d=\"M0 0H{wide}V{high}H0z\"/>"
    );
    garland(&mut svg, PHOTO as f32, wide);
    mark(&mut svg, (PHOTO as f32 / 2.0 - 128.0, high / 2.0 - 128.0, 4.0), (GERU, COAL));
    mark(&mut svg, (left, 66.0, 0.9), (MARIGOLD, GERU));
    let brand = Words { words: &card.mart, size: 27.0, bold: true, colour: COAL, lines: 1 };
    set(&mut svg, &mut desk, &brand, (left + 72.0, 74.0, room - 72.0));
    let mut y = 150.0;
    let name = &card.name;
    for words in [
        Words { words: &name.hi, size: 50.0, bold: true, colour: COAL, lines: 3 },
        Words { words: &name.en, size: 31.0, bold: false, colour: SOOT, lines: 2 },
    ] {
        y += set(&mut svg, &mut desk, &words, (left, y, room)) + 6.0;
    }
    let price = Words { words: &card.price, size: 54.0, bold: true, colour: GERU, lines: 1 };
    set(&mut svg, &mut desk, &price, (left, high - 218.0, room));
    let by = |maker: &str, village: &str| [maker, village].map(str::trim).join(", ");
    let (hi, en) = (by(&card.maker.hi, &card.village.hi), by(&card.maker.en, &card.village.en));
    for (words, size, y) in [(&hi, 27.0, high - 128.0), (&en, 21.0, high - 82.0)] {
        let words = Words { words, size, bold: false, colour: SOOT, lines: 1 };
        set(&mut svg, &mut desk, &words, (left, y, room));
    }
    svg.push_str("</svg>");
    svg
}

/// The garland over a door, as on every page: a bar, triangles that hang from it, a ball between each two.
fn garland(svg: &mut String, from: f32, to: f32) {
    let step = 30.0;
    let count = ((to - from) / step).ceil() as i32;
    let _ = write!(svg, "<path fill=\"{COAL}\" d=\"M{from} 0H{to}V26H{from}z");
    for at in 0..count {
        let x = from + step * at as f32;
        let _ = write!(svg, "M{x} 26h{step}l-{half} {half}z", half = step / 2.0);
    }
    svg.push_str("\"/>");
    for at in 0..=count {
        let _ = write!(svg, "<circle fill=\"{GERU}\" cx=\"{}\" cy=\"40\" r=\"5\"/>", from + step * at as f32);
    }
}

fn mark(svg: &mut String, (x, y, scale): (f32, f32, f32), (flame, leaf): (&str, &str)) {
    let [inner, outer] = MARK;
    let _ = write!(
        svg,
        "<g transform=\"translate({x} {y}) scale({scale})\"><path fill=\"{flame}\" d=\"{inner}\"/><path fill=\"{leaf}\" fill-rule=\"evenodd\" d=\"{outer}\"/></g>"
    );
}

/// Sets words as outlines; answers how high they are. What does not fit becomes smaller, at last cut.
fn set(svg: &mut String, desk: &mut Desk, what: &Words<'_>, (x, y, room): (f32, f32, f32)) -> f32 {
    if what.words.trim().is_empty() {
        return 0.0;
    }
    let weight = if what.bold { 700.0 } else { 400.0 };
    let mut size = what.size;
    let mut layout = desk.set(what.words, Look { size, weight, side: Side::Left, grey: 0 });
    break_at(&mut layout, room, Side::Left);
    while layout.len() > what.lines && size > what.size * 0.6 {
        size *= 0.92;
        layout = desk.set(what.words, Look { size, weight, side: Side::Left, grey: 0 });
        break_at(&mut layout, room, Side::Left);
    }
    let mut pen = Pen { path: String::new(), x: 0.0, y: 0.0 };
    let mut height = 0.0;
    for line in layout.lines().take(what.lines) {
        height += line.metrics().line_height;
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(placed) = item else { continue };
            let font = placed.run().font();
            let Ok(font) = FontRef::from_index(font.data.data(), font.index) else { continue };
            let outlines = font.outline_glyphs();
            for glyph in placed.positioned_glyphs() {
                let Some(outline) = outlines.get(GlyphId::new(glyph.id)) else { continue };
                (pen.x, pen.y) = (x + glyph.x, y + glyph.y);
                let how = DrawSettings::unhinted(Size::new(size), LocationRef::default());
                // A glyph that cannot be drawn leaves its place empty.
                let _drawn = outline.draw(how, &mut pen);
            }
        }
    }
    let _ = write!(svg, "<path fill=\"{}\" d=\"{}\"/>", what.colour, pen.path);
    height
}

/// Writes outlines as a path of SVG, whose y runs downwards.
struct Pen {
    path: String,
    x: f32,
    y: f32,
}

impl Pen {
    fn to(&mut self, how: &str, points: &[(f32, f32)]) {
        self.path.push_str(how);
        for (x, y) in points {
            let _ = write!(self.path, "{:.1} {:.1} ", self.x + x, self.y - y);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.to("M", &[(x, y)]);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.to("L", &[(x, y)]);
    }
    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.to("Q", &[(cx0, cy0), (x, y)]);
    }
    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.to("C", &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }
    fn close(&mut self) {
        self.path.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card {
            mart: "देवघर मार्ट · DeogharMart".to_owned(),
            name: kernel::Words::new("सफ़ेद पेड़ा", "White peda"),
            maker: kernel::Words::new("सुनीता देवी", "Sunita Devi"),
            village: kernel::Words::new("घोरमारा", "Ghormara"),
            price: "₹1,250".to_owned(),
            picture: None,
        }
    }

    #[test]
    fn words_are_drawn_as_outlines_and_the_same_words_are_the_same_drawing() {
        let svg = share_drawing(&card());
        assert_eq!(svg, share_drawing(&card()));
        assert!(!svg.contains("<text") && svg.matches("<path").count() >= 10, "{}", svg.len());
        assert!(svg.len() < 200_000, "{}", svg.len());
    }

    #[test]
    fn a_vowel_sign_before_its_letter_is_shaped_before_it() {
        // In «कि» the sign stands left of the letter though it is typed behind it: shaped, the first outline begins further
        // left than that of «क» alone does.
        let drawn = |words: &str| {
            let mut svg = String::new();
            let words = Words { words, size: 50.0, bold: false, colour: COAL, lines: 1 };
            set(&mut svg, &mut desk(), &words, (0.0, 0.0, 500.0));
            svg
        };
        assert_ne!(drawn("कि"), drawn("क ि"));
        assert_eq!(drawn("क्ष").matches('M').count(), drawn("क्ष").matches('Z').count());
    }

    #[test]
    fn a_long_name_becomes_smaller_and_stays_within_its_lines() {
        let long = "हाथ से बनी बाँस की बड़ी टोकरी ढक्कन के साथ ".repeat(6);
        let mut svg = String::new();
        let words = Words { words: &long, size: 50.0, bold: true, colour: COAL, lines: 3 };
        let height = set(&mut svg, &mut desk(), &words, (0.0, 0.0, 480.0));
        assert!(height <= 3.0 * 50.0 * 1.4 + 1.0, "{height}");
    }
}
