//! The languages of the mart. Hindi is the source; English is one tap away.

crate::codes! {
    /// A language a person reads.
    pub enum Lang {
        /// Hindi, the language the mart is written in.
        Hi = "hi",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The language the switch at the top of a page leads to.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Hi => Lang::En,
            Lang::En => Lang::Hi,
        }
    }

    /// The best of our languages for an `Accept-Language` header: English for who asks for it first, and for who asks for no language
    /// of India at all; else Hindi.
    ///
    /// Source: RFC 9110, section 12.5.4 (weights from 0 to 1, default 1).
    pub fn from_header(header: &str) -> Lang {
        let (mut best, mut is_foreign, mut is_indian) = ((Lang::Hi, 0_u32), false, false);
        for part in header.split(',') {
            let mut fields = part.split(';');
            let tag = fields.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight = fields.find_map(|f| f.trim().strip_prefix("q=").map(weight_of)).unwrap_or(1_000);
            let lang = match tag.split('-').next().unwrap_or("") {
                "hi" => Lang::Hi,
                "en" => Lang::En,
                "" | "*" => continue,
                tag => {
                    is_indian |= OF_INDIA.contains(&tag);
                    is_foreign = true;
                    continue;
                }
            };
            if weight > best.1 {
                best = (lang, weight);
            }
        }
        let reads_neither = best.1 == 0 && is_foreign && !is_indian;
        if reads_neither { Lang::En } else { best.0 }
    }
}

/// Languages of India beside Hindi and English, as browsers name them: who reads one of them is at home here.
const OF_INDIA: [&str; 24] = [
    "anp", "as", "bho", "bn", "doi", "gu", "kn", "kok", "ks", "mag", "mai", "ml", "mni", "mr", "ne", "or",
    "pa", "sa", "sat", "sd", "ta", "te", "ur", "brx",
];

/// A weight such as `0.8` in thousandths; nonsense counts as nothing.
fn weight_of(text: &str) -> u32 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    match (whole.parse::<u32>(), part.parse::<u32>()) {
        (Ok(whole), Ok(part)) => (whole * 1_000 + part).min(1_000),
        _ => 0,
    }
}

/// Words in two languages. Each falls back to the other, so a page is never blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Hindi.
    pub hi: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Both languages at once.
    pub fn new(hi: impl Into<String>, en: impl Into<String>) -> Words {
        Words { hi: hi.into(), en: en.into() }
    }

    /// The words for a reader of `lang`, or the other language's if these are missing.
    pub fn pick(&self, lang: Lang) -> &str {
        let (own, other) = match lang {
            Lang::Hi => (&self.hi, &self.en),
            Lang::En => (&self.en, &self.hi),
        };
        if own.is_empty() { other } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hindi_unless_english_is_wanted_more() {
        for (header, lang) in [
            ("", Lang::Hi),
            ("bn,ta;q=0.9", Lang::Hi),
            ("*", Lang::Hi),
            ("de-DE,de;q=0.9", Lang::En),
            ("fr,hi;q=0.5", Lang::Hi),
            ("de,bn;q=0.4", Lang::Hi),
            ("en-IN,en;q=0.9,hi;q=0.8", Lang::En),
            ("hi-IN,hi;q=0.9,en;q=0.8", Lang::Hi),
            ("hi;q=0.5, en;q=0.75", Lang::En),
            ("en;q=0", Lang::Hi),
            ("en;q=x", Lang::Hi),
        ] {
            assert_eq!(Lang::from_header(header), lang, "{header}");
        }
    }

    #[test]
    fn a_missing_translation_falls_back() {
        assert_eq!(Words::new("पेड़ा", "").pick(Lang::En), "पेड़ा");
        assert_eq!(Words::new("", "Peda").pick(Lang::Hi), "Peda");
    }
}
