//! A picture a phone can read, drawn as one path.

use qrcodegen::{QrCode, QrCodeEcc};

/// A picture a phone can read.
#[derive(Clone, Debug)]
pub struct Qr {
    /// What it leads to, for those who cannot see it.
    label: String,
    path: String,
    size: i32,
}

impl Qr {
    /// The picture of a text of ours; an empty one if it is longer than a picture can be.
    pub fn of(text: &str, label: String) -> Qr {
        let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else {
            return Qr { label, path: String::new(), size: 1 };
        };
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                // Four modules of margin. Source: ISO/IEC 18004, quiet zone.
                path.push_str(&format!("M{} {}h1v1h-1z", x + 4, y + 4));
            }
        }
        Qr { label, path, size: code.size() + 8 }
    }
}

part!(
    Qr as qr,
    r##"<svg class="qr" viewBox="0 0 {{ qr.size }} {{ qr.size }}" role="img" aria-label="{{ qr.label }}"><path fill="#fff" d="M0 0h{{ qr.size }}v{{ qr.size }}H0z"/><path d="{{ qr.path }}"/></svg>"##
);
