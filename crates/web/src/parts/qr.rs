//! A picture a phone can read, drawn as one path.

use qrcodegen::{QrCode, QrCodeEcc};

/// A picture a phone can read.
#[derive(Clone, Debug)]
pub struct Qr {
    /// What it leads to, for those who cannot see it.
    label: String,
    path: String,
    size: i32,
    /// The word that styles it; without one it is as wide as what it stands in.
    class: &'static str,
}

impl Qr {
    /// The picture of a text of ours; an empty one if it is longer than a picture can be.
    pub fn of(text: &str, label: String) -> Qr {
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
            return Qr { label, path: String::new(), size: 1, class: "qr" };
        };
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                // Four modules of margin. Source: ISO/IEC 18004, quiet zone.
                path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
        Qr { label, path, size: code.size() + 8, class: "qr" }
    }

    /// The same as wide as its sheet, to be read from some steps away.
    #[must_use]
    pub fn wide(self) -> Qr {
        Qr { class: "", ..self }
    }
}

part!(
    Qr as qr,
    r##"<svg{% if !qr.class.is_empty() %} class="{{ qr.class }}"{% endif %} viewBox="0 0 {{ qr.size }} {{ qr.size }}" role="img" aria-label="{{ qr.label }}"><path fill="#fff" d="M0 0h{{ qr.size }}v{{ qr.size }}H0z"/><path d="{{ qr.path }}"/></svg>"##
);

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// The squares of a picture as its HTML draws them, without the margin.
    fn squares(html: &str) -> Vec<Vec<bool>> {
        let size: usize = html
            .split("viewBox=\"0 0 ")
            .nth(1)
            .and_then(|rest| rest.split(' ').next())
            .expect("a size")
            .parse()
            .expect("a number");
        let mut all = vec![vec![false; size - 8]; size - 8];
        let path = html.rsplit(" d=\"").next().and_then(|rest| rest.split('"').next()).expect("a path");
        for step in path.split('M').skip(1) {
            let mut at = step.split(['h', ' ']).map(|n| n.parse::<usize>().expect("a place"));
            let (x, y) = (at.next().expect("x"), at.next().expect("y"));
            all[y - 4][x - 4] = true;
        }
        all
    }

    /// Whether a square belongs to the pattern of the picture and holds no part of the text. Source: ISO/IEC 18004, versions 2 to 6.
    fn is_pattern(x: usize, y: usize, size: usize) -> bool {
        let (left, top) = (x < 9, y < 9);
        let finder = (top && (left || x + 8 >= size)) || (left && y + 8 >= size);
        let align = size - 7;
        finder || x == 6 || y == 6 || (x.abs_diff(align) <= 2 && y.abs_diff(align) <= 2)
    }

    fn masked(mask: u32, x: usize, y: usize) -> bool {
        match mask {
            0 => (x + y).is_multiple_of(2),
            1 => y.is_multiple_of(2),
            2 => x.is_multiple_of(3),
            3 => (x + y).is_multiple_of(3),
            4 => (x / 3 + y / 2).is_multiple_of(2),
            5 => x * y % 2 + x * y % 3 == 0,
            6 => (x * y % 2 + x * y % 3).is_multiple_of(2),
            _ => ((x + y) % 2 + x * y % 3).is_multiple_of(2),
        }
    }

    /// Reads a picture as a telephone does: mask, zigzag, bytes. Only texts of up to 26 or of 33 to 42 letters, which are one block.
    pub(crate) fn read(html: &str) -> Option<String> {
        let squares = squares(html);
        let size = squares.len();
        if !(25..=29).contains(&size) {
            return None;
        }
        // Three bits beside the upper left corner say the mask; they are themselves hidden by 101.
        let mask = [2, 3, 4].into_iter().fold(0, |bits, x| bits << 1 | u32::from(squares[8][x])) ^ 0b101;
        let columns = (0..size).rev().filter(|x| *x > 6).step_by(2).chain([5, 3, 1]);
        let mut bits = Vec::new();
        for (turn, right) in columns.enumerate() {
            for step in 0..size {
                let y = if turn % 2 == 0 { size - 1 - step } else { step };
                for x in [right, right - 1] {
                    if !is_pattern(x, y, size) {
                        bits.push(squares[y][x] != masked(mask, x, y));
                    }
                }
            }
        }
        let number = |bits: &[bool]| bits.iter().fold(0_usize, |sum, bit| sum << 1 | usize::from(*bit));
        // 0100: bytes; then how many, then they.
        if number(&bits[..4]) != 0b0100 {
            return None;
        }
        let length = number(&bits[4..12]);
        let bytes: Vec<u8> = (0..length)
            .map(|at| u8::try_from(number(&bits[12 + at * 8..20 + at * 8])).expect("eight bits"))
            .collect();
        String::from_utf8(bytes).ok()
    }

    #[test]
    fn what_is_drawn_reads_back() {
        let t = crate::text::Text::new(kernel::Lang::Hi);
        for text in ["https://mart.example.in/s/7K3F9QXT", "http://127.0.0.1:8080/s/a"] {
            for qr in [Qr::of(text, "x".to_owned()), Qr::of(text, "x".to_owned()).wide()] {
                assert_eq!(read(&qr.html(&t).to_string()).as_deref(), Some(text));
            }
        }
    }
}
