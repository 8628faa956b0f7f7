//! Words as registers use them: what a heading asks for, what stands for a craft, a kind, a gender, a block, for nothing.
//!
//! The words are a table that ships with the mart, `data/register_words.csv`; what a department's own headings mean is
//! remembered beside it. Words are compared without their marks of spelling: प्रखण्ड and प्रखंड are one word.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::intake::files;

/// Words in headings that do not change what is asked for.
const FILLERS: [&str; 26] = [
    "का",
    "की",
    "के",
    "में",
    "से",
    "व",
    "एवं",
    "और",
    "या",
    "नंबर",
    "नं",
    "न",
    "संख्या",
    "सं",
    "विवरण",
    "पूरा",
    "कारीगर",
    "दीदी",
    "लाभुक",
    "of",
    "the",
    "no",
    "number",
    "details",
    "full",
    "artisan",
];

/// The words that ship with the mart.
static SHIPPED: LazyLock<Words> = LazyLock::new(|| {
    let text = files::text("data/register_words.csv");
    let rows = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.splitn(3, ',');
        Some((cells.next()?, cells.next()?.to_owned(), cells.next()?))
    });
    let mut words = Words::default();
    for (what, means, word) in rows {
        words.exact.insert((what.to_owned(), plain(word)), means.clone());
        let bare = bare(word);
        if !bare.is_empty() {
            words.loose.entry((what.to_owned(), bare)).or_insert(means);
        }
    }
    words
});

#[derive(Default)]
struct Words {
    exact: HashMap<(String, String), String>,
    /// The same without fillers.
    loose: HashMap<(String, String), String>,
}

/// A text to be compared: small letters, no marks of punctuation, one spelling of nasals, no nukta, digits in ASCII.
pub(super) fn plain(text: &str) -> String {
    let text = kernel::digits::ascii_digits(&without_abbreviations(&text.to_lowercase()));
    // Apart from its nukta, a letter is the same letter; a chandrabindu is written as anusvara by many.
    let letters: Vec<char> = text
        .nfd()
        .filter(|c| !matches!(c, '\u{93c}' | '\u{200c}' | '\u{200d}' | '\'' | '’'))
        .map(|c| if c == '\u{901}' { '\u{902}' } else { c })
        .collect();
    let mut spelt = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = letters.get(at).copied() {
        // ण्ड, न्द, म्प: the nasal before a consonant is written as anusvara too.
        let is_nasal = matches!(c, 'ङ' | 'ञ' | 'ण' | 'न' | 'म');
        let before_other = letters.get(at + 1) == Some(&'\u{94d}')
            && letters.get(at + 2).is_some_and(|next| {
                matches!(next, 'क'..='ह') && *next != c && !matches!(next, 'य'..='व' | 'म' | 'न' | 'ह')
            });
        if is_nasal && before_other {
            spelt.push('\u{902}');
            at += 2;
            continue;
        }
        let is_letter = c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}');
        spelt.push(if is_letter { c } else { ' ' });
        at += 1;
    }
    spelt.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// «मो०» and «क्र०सं०» end in a zero that is no zero but a full stop.
pub(super) fn without_abbreviations(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_stop = |at: usize| {
        let after_letter = at > 0 && matches!(letters[at - 1], '\u{900}'..='\u{963}');
        letters[at] == '०' && after_letter && !letters.get(at + 1).is_some_and(|next| next.is_numeric())
    };
    (0..letters.len()).map(|at| if is_stop(at) { ' ' } else { letters[at] }).collect()
}

/// As [`plain`], without fillers and numbers: «दीदी का मोबाइल नं. 2» is «मोबाइल».
fn bare(text: &str) -> String {
    let plain = plain(text);
    let words =
        plain.split(' ').filter(|word| !FILLERS.contains(word) && !word.bytes().all(|b| b.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

/// What a heading asks for, as the word of a field.
pub(super) fn heading(text: &str) -> Option<&'static str> {
    exact("heading", text).or_else(|| {
        let bare = bare(text);
        if bare.is_empty() {
            None
        } else {
            SHIPPED.loose.get(&("heading".to_owned(), bare)).map(String::as_str)
        }
    })
}

/// What a whole text means among words of a sort.
pub(super) fn exact(sort: &str, text: &str) -> Option<&'static str> {
    SHIPPED.exact.get(&(sort.to_owned(), plain(text))).map(String::as_str)
}

/// What a text means if it holds one of the words of a sort; the longest such word counts.
pub(super) fn within(sort: &str, text: &str) -> Option<&'static str> {
    let plain = plain(text);
    let words: Vec<&str> = plain.split(' ').collect();
    for length in (1..=words.len().min(4)).rev() {
        for part in words.windows(length) {
            if let Some(means) = SHIPPED.exact.get(&(sort.to_owned(), part.join(" "))) {
                return Some(means);
            }
        }
    }
    None
}

/// Whether a text only says that there is nothing: «-», «NA», «नहीं है».
pub(super) fn is_nothing(text: &str) -> bool {
    plain(text).is_empty() || exact("nothing", text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_one_word() {
        for (one, other) in
            [("प्रखण्ड", "प्रखंड"), ("गाँव", "गांव"), ("संपर्क", "सम्पर्क"), ("फ़ोन", "फोन"), ("हिन्दी", "हिंदी")]
        {
            assert_eq!(plain(one), plain(other));
        }
        assert_eq!(plain(" Mobile-No.: १ "), "mobile no 1");
        assert_ne!(plain("अन्न"), plain("अंन"), "a doubled letter is no nasal");
    }

    #[test]
    fn headings_are_known_however_they_are_put() {
        for (text, field) in [
            ("नाम", "name"),
            ("कारीगर का पूरा नाम", "name"),
            ("Name of the Artisan", "name"),
            ("पिता/पति का नाम", "kin"),
            ("Father's / Husband's Name", "kin"),
            ("दीदी का मोबाइल नं. 2", "mobile"),
            ("MOBILE NO.", "mobile"),
            ("मो०", "mobile"),
            ("ग्राम/टोला", "village"),
            ("प्रखण्ड", "block"),
            ("समूह का नाम (SHG)", "group"),
            ("SHG Code", "shg"),
            ("बैंक का नाम", "ignored"),
            ("आधार नं०", "ignored"),
            ("A/c No.", "account"),
            ("IFSC Code", "ifsc"),
            ("क्र०सं०", "serial"),
        ] {
            assert_eq!(heading(text), Some(field), "{text}");
        }
        for text in ["", "मुखिया का नाम", "Name of bank manager", "कुछ और"] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_inside_a_text_is_found_and_the_longest_counts() {
        assert_eq!(within("craft", "मिट्टी के बर्तन बनाना"), Some("pottery"));
        assert_eq!(within("craft", "Silai / Tailoring work"), Some("sewing_embroidery"));
        assert_eq!(within("craft", "खेती"), None);
        assert!(is_nothing("-") && is_nothing("N/A") && is_nothing("नहीं है") && !is_nothing("सारठ"));
    }
}
