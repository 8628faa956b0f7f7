//! Hindi from before Unicode: Latin letters that only look like Hindi in one font. Read as they stand they are nonsense.
//!
//! Fonts as Kruti Dev put each Devanagari glyph on a Latin key. We do not guess them back: several fonts share the keys,
//! and a name guessed wrong is worse than a file refused. What gives such text away are words every register has.

use std::collections::HashSet;

use super::{Book, Unreadable};

/// Words of registers as they stand in Kruti Dev and its kin: नाम, पिता, पति, ग्राम, गाँव, प्रखंड, मोबाइल, देवी, …
const WORDS: &[&str] = &[
    "uke", "firk", "ifr", "xzke", "xk¡o", "xkao", "xkWo", "xkWao", "iz[k.M", "iz[kaM", "eksckby", "eksckbZy",
    "eks0", "nsoh", "dqekj", "dqekjh", "flag", "flaUgk", "lewg", "efgyk", "irk", "ftyk", "iapk;r", "nso?kj",
    "nsÅ?kj", "ykHkqd", "lnL;", "dze", "Øe", "dzekad", "Øekad", "la[;k", "la0", "tkfr", "dk", "cSad",
    "[kkrk", "vk/kkj", "f'kYi",
];
/// Fonts whose name in a file makes fewer words enough.
const FONTS: [&str; 7] = ["Kruti Dev", "KrutiDev", "DevLys", "Chanakya", "Shusha", "Akruti", "Shivaji"];
/// Cells that are looked at.
const LOOKED_AT: usize = 4_000;

/// Refuses a file with enough of such words and hardly any Devanagari.
pub(super) fn refuse(book: &Book, styles: &str) -> Result<(), Unreadable> {
    let cells =
        book.sheets.iter().flat_map(|sheet| &sheet.lines).flat_map(|line| &line.cells).take(LOOKED_AT);
    let (mut found, mut devanagari) = (HashSet::<&str>::new(), 0_usize);
    for cell in cells {
        devanagari += usize::from(cell.chars().any(|c| matches!(c, '\u{900}'..='\u{97f}')));
        let words = cell.split(|c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')' | ',' | ':'));
        found.extend(words.filter_map(|word| WORDS.iter().copied().find(|known| *known == word)));
    }
    let has_font = FONTS.iter().any(|font| styles.contains(font));
    let enough = if has_font { 2 } else { 3 };
    if found.len() >= enough && found.len() > devanagari / 4 { Err(Unreadable::LegacyFont) } else { Ok(()) }
}
