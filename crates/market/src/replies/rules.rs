//! What an SMS means: Hindi, Hindi in Roman letters, English or single digits, in any order, with any marks between.
//!
//! | written | means |
//! |---|---|
//! | `HAAN 4821 3`, `हाँ ४८२१ ३`, `1 4821 3` | yes to order 4821, ready in three days |
//! | `NAHI 4821 2`, `नहीं 4821 2`, `2 4821 2` | no, for reason 2 |
//! | `TAIYAR 4821`, `तैयार 4821`, `3 4821` | it is packed |
//! | `PAISA`, `पैसा`, `4` | what is owed and what was paid |
//! | `MADAD`, `मदद`, `5` | help is wanted |
//! | `ORDER`, `ऑर्डर`, `6` | which orders are open; with a number: what is in it |
//!
//! What could mean two things means nothing: the sender is asked again, and nothing happens.

use kernel::digits::ascii_digits;
use unicode_normalization::UnicodeNormalization;

/// An order's number is never longer; whatever is, is a telephone number or worse.
const NUMBER_MOST: usize = 6;

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// She will make it; in so many days, if she said.
    Yes {
        /// From 0, which is today.
        days: Option<i64>,
    },
    /// She cannot; for this reason, if she said: its place in the list of reasons, from 1.
    No {
        /// From 1 to 9.
        reason: Option<u8>,
    },
    /// It is packed.
    Packed,
    /// What is owed to her and what was paid.
    Money,
    /// Somebody should help her.
    Help,
    /// Which orders are open, or what is in one.
    Orders,
}

/// What an SMS says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What she wants.
    pub said: Said,
    /// The number of the order, or the code of the parcel, if she gave one.
    pub about: Option<String>,
}

/// The verb of a message, before its numbers are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Yes,
    No,
    Packed,
    Money,
    Help,
    Orders,
}

/// Words as [`plain`] leaves them.
const WORDS: [(Verb, &[&str]); 6] = [
    (
        Verb::Yes,
        &[
            "ha",
            "han",
            "haji",
            "hanji",
            "yes",
            "thik",
            "thek",
            "tik",
            "dungi",
            "dunga",
            "denge",
            "manjur",
            "हा",
            "हाजी",
            "ठीक",
            "दूगी",
            "दूगा",
            "देगे",
            "मजूर",
            "यस",
        ],
    ),
    (
        Verb::No,
        &[
            "nahi",
            "nahin",
            "nai",
            "nah",
            "na",
            "no",
            "nhi",
            "nhin",
            "mana",
            "cancel",
            "नही",
            "नाही",
            "ना",
            "न",
            "मना",
            "नो",
        ],
    ),
    (
        Verb::Packed,
        &[
            "taiyar",
            "tayar",
            "taiar",
            "tyar",
            "taiyaar",
            "ready",
            "redy",
            "pack",
            "packed",
            "pak",
            "paked",
            "तैयार",
            "तयार",
            "पैक",
            "रेडी",
        ],
    ),
    (
        Verb::Money,
        &[
            "paisa",
            "paise",
            "pesa",
            "pese",
            "paisha",
            "money",
            "rupaya",
            "rupaye",
            "rupye",
            "hisab",
            "पैसा",
            "पैसे",
            "रुपये",
            "रुपया",
            "हिसाब",
        ],
    ),
    (Verb::Help, &["madad", "madat", "help", "sahayta", "sahayata", "मदद", "मदत", "सहायता", "हेल्प"]),
    (Verb::Orders, &["order", "orders", "kam", "list", "suchi", "आर्डर", "ऑर्डर", "काम", "सूची", "लिस्ट"]),
];
/// «जी» and «ok» say yes only where nothing else is said: «जी नहीं» is a no.
const POLITE: [&str; 5] = ["ji", "ok", "oke", "जी", "ओके"];
/// Words for a day.
const DAYS: [(&str, i64); 6] = [("aj", 0), ("kal", 1), ("parso", 2), ("आज", 0), ("कल", 1), ("परसो", 2)];
/// What a digit at the beginning means where no word says anything.
const DIGITS: [(&str, Verb); 6] = [
    ("1", Verb::Yes),
    ("2", Verb::No),
    ("3", Verb::Packed),
    ("4", Verb::Money),
    ("5", Verb::Help),
    ("6", Verb::Orders),
];

/// What an SMS says; `None` if it says nothing, or two things at once.
pub fn hear(text: &str) -> Option<Command> {
    let text = ascii_digits(text).to_lowercase();
    let (code, rest) = without_code(&text);
    let mut pieces = pieces(&rest);
    if pieces.iter().any(Piece::is_too_long) {
        return None;
    }
    let verb = verb(&mut pieces)?;
    let number = code.or(number(&mut pieces)?);
    let small: Vec<i64> = pieces.iter().filter_map(Piece::small).collect();
    let ([] | [_]) = small.as_slice() else { return None };
    let small = small.first().copied();
    let said = match verb {
        Verb::Yes => Said::Yes { days: small.or_else(|| day_named(&pieces)) },
        Verb::No => {
            Said::No { reason: small.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=9).contains(n)) }
        }
        Verb::Packed => Said::Packed,
        Verb::Money => Said::Money,
        Verb::Help => Said::Help,
        Verb::Orders => Said::Orders,
    };
    Some(Command { said, about: number })
}

/// A run of letters or of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Word(String),
    Digits(String),
}

impl Piece {
    /// A number of few digits: a day or a reason.
    fn small(&self) -> Option<i64> {
        match self {
            Piece::Digits(digits) if digits.len() <= 3 => digits.parse().ok(),
            Piece::Digits(_) | Piece::Word(_) => None,
        }
    }

    fn is_too_long(&self) -> bool {
        matches!(self, Piece::Digits(digits) if digits.len() > NUMBER_MOST)
    }
}

/// The code of a parcel (`P7K3F9QXT`, also in groups of three), and the text without it. Letters of a code are no words.
fn without_code(text: &str) -> (Option<String>, String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_code = |word: &str| {
        word.len() == 9
            && word.starts_with('p')
            && word.bytes().all(|b| b.is_ascii_alphanumeric())
            && word.bytes().any(|b| b.is_ascii_digit())
    };
    for at in 0..words.len() {
        for groups in [1, 3] {
            let Some(part) = words.get(at..at + groups) else { continue };
            let joined = part.concat();
            if is_code(&joined) {
                let rest = [&words[..at], &words[at + groups..]].concat().join(" ");
                return (Some(joined.to_uppercase()), rest);
            }
        }
    }
    (None, text.to_owned())
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut apart = true;
    for c in text.chars() {
        match (pieces.last_mut().filter(|_| !apart), c) {
            (Some(Piece::Digits(digits)), '0'..='9') => digits.push(c),
            (_, '0'..='9') => pieces.push(Piece::Digits(c.to_string())),
            (Some(Piece::Word(word)), c) if is_letter(c) => word.push(c),
            (_, c) if is_letter(c) => pieces.push(Piece::Word(c.to_string())),
            _ => {}
        }
        apart = !(c.is_ascii_digit() || is_letter(c));
    }
    for piece in &mut pieces {
        if let Piece::Word(word) = piece {
            *word = plain(word);
        }
    }
    pieces
}

/// Letters, the signs that Devanagari letters carry, and the joiners some keyboards leave between them.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{0900}'..='\u{0963}' | '\u{200c}' | '\u{200d}')
}

/// As people may mean it: without nasal marks, dots below, joiners and doubled letters.
fn plain(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for c in
        word.nfc().filter(|c| !matches!(c, '\u{0900}'..='\u{0902}' | '\u{093c}' | '\u{200c}' | '\u{200d}'))
    {
        if !(c.is_ascii() && plain.ends_with(c)) {
            plain.push(c);
        }
    }
    plain
}

/// The one thing that is said; its word or digit is taken out.
fn verb(pieces: &mut Vec<Piece>) -> Option<Verb> {
    let verb_of = |word: &str| WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(verb, _)| *verb);
    let mut said: Vec<Verb> = Vec::new();
    let mut polite = false;
    for piece in pieces.iter() {
        let Piece::Word(word) = piece else { continue };
        polite |= POLITE.contains(&word.as_str());
        if let Some(verb) = verb_of(word).filter(|verb| !said.contains(verb)) {
            said.push(verb);
        }
    }
    // «हाँ तैयार है»: yes, it is ready. «हाँ, ऑर्डर 4821» and «ऑर्डर 4821 नहीं» are a yes and a no.
    match said.as_slice() {
        [one] => Some(*one),
        [Verb::Yes, Verb::Packed] | [Verb::Packed, Verb::Yes] => Some(Verb::Packed),
        [Verb::Orders, other @ (Verb::Yes | Verb::No | Verb::Packed)]
        | [other @ (Verb::Yes | Verb::No | Verb::Packed), Verb::Orders] => Some(*other),
        [] if polite => Some(Verb::Yes),
        [] => {
            let first = pieces.first().and_then(|piece| match piece {
                Piece::Digits(digits) => DIGITS.iter().find(|(digit, _)| digit == digits),
                Piece::Word(_) => None,
            });
            let (_, verb) = first?;
            pieces.remove(0);
            Some(*verb)
        }
        _ => None,
    }
}

/// The number of the order: the one number of four to six digits. Two different ones say nothing certain.
#[allow(clippy::option_option)]
fn number(pieces: &mut Vec<Piece>) -> Option<Option<String>> {
    let is_number =
        |piece: &Piece| matches!(piece, Piece::Digits(digits) if (4..=NUMBER_MOST).contains(&digits.len()));
    let mut found: Vec<String> = Vec::new();
    for piece in pieces.iter().filter(|piece| is_number(piece)) {
        if let Piece::Digits(digits) = piece
            && !found.contains(digits)
        {
            found.push(digits.clone());
        }
    }
    pieces.retain(|piece| !is_number(piece));
    if found.len() > 1 { None } else { Some(found.pop()) }
}

fn day_named(pieces: &[Piece]) -> Option<i64> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Word(word) => DAYS.iter().find(|(day, _)| day == word).map(|(_, days)| *days),
        Piece::Digits(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn says(text: &str, said: Said, about: &str) {
        let about = Some(about.to_owned()).filter(|about| !about.is_empty());
        assert_eq!(hear(text), Some(Command { said, about }), "{text:?}");
    }

    #[test]
    fn a_yes_is_heard_however_it_is_written() {
        for text in [
            "HAAN 4821 3",
            "haan 4821 3",
            "Haan,4821,3",
            "haan4821 3",
            "हाँ ४८२१ ३",
            "हां 4821 3",
            "हा 4821-3",
            "ha 4821 3 din",
            "1 4821 3",
            "4821 haan 3",
            "yes 4821 3",
            "ji haan 4821 3 din me",
            "  HAAAN   4821   3  ",
            "जी 4821 3 दिन",
            "haan order 4821 3",
            "HAN.4821.3",
        ] {
            says(text, Said::Yes { days: Some(3) }, "4821");
        }
        says("HAAN 4821", Said::Yes { days: None }, "4821");
        says("haan", Said::Yes { days: None }, "");
        says("1", Said::Yes { days: None }, "");
        says("haan 4821 kal", Said::Yes { days: Some(1) }, "4821");
        says("हाँ 4821 परसों तक", Said::Yes { days: Some(2) }, "4821");
        says("haan 4821 aaj", Said::Yes { days: Some(0) }, "4821");
        says("haan P7K3F9QXT 3", Said::Yes { days: Some(3) }, "P7K3F9QXT");
        says("haan p7k 3f9 qxt 3", Said::Yes { days: Some(3) }, "P7K3F9QXT");
    }

    #[test]
    fn a_no_is_heard_with_its_reason() {
        for text in [
            "NAHI 4821 2",
            "nahin 4821 2",
            "नहीं 4821 2",
            "ना 4821 २",
            "2 4821 2",
            "जी नहीं 4821 2",
            "no 4821 2",
        ] {
            says(text, Said::No { reason: Some(2) }, "4821");
        }
        says("nahi 4821", Said::No { reason: None }, "4821");
        says("nahi 4821 0", Said::No { reason: None }, "4821");
        says("NAHI PNN3YES1N 2", Said::No { reason: Some(2) }, "PNN3YES1N");
    }

    #[test]
    fn the_other_words_are_heard() {
        for text in [
            "TAIYAR 4821",
            "taiyaar 4821",
            "तैयार 4821",
            "3 4821",
            "ready 4821",
            "haan taiyar hai 4821",
            "तैयार है ४८२१",
        ] {
            says(text, Said::Packed, "4821");
        }
        for text in ["PAISA", "paise", "पैसा", "4", "hisab"] {
            says(text, Said::Money, "");
        }
        for text in ["MADAD", "मदद", "help", "5", "Madad!!"] {
            says(text, Said::Help, "");
        }
        for text in ["ORDER", "ऑर्डर", "6", "kaam"] {
            says(text, Said::Orders, "");
        }
        says("ORDER 4821", Said::Orders, "4821");
    }

    #[test]
    fn what_could_mean_two_things_means_nothing() {
        for text in [
            "",
            "   ",
            "4821",
            "4821 3",
            "haan nahi 4821",
            "taiyar nahi 4821",
            "haan 4821 5930",
            "haan 4821 3 4",
            "haan 9876543210",
            "kya haal hai",
            "7 4821",
            "नमस्ते",
            "p7k3f9qxt",
            "paisa madad",
        ] {
            assert_eq!(hear(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_written_breaks_it(text in "\\PC{0,400}") {
            let _ = hear(&text);
        }

        #[test]
        fn a_command_survives_what_thumbs_and_keyboards_do_to_it(
            word in prop::sample::select(vec!["haan", "HAAN", "Han", "हाँ", "हां", "1"]),
            number in 1_000_u32..=999_999,
            days in 0_i64..=60,
            between in prop::sample::select(vec![" ", "  ", ", ", " - ", ".", "\n", " / "]),
            devanagari in any::<bool>(),
        ) {
            let mut text = format!("{word}{between}{number}{between}{days}");
            if devanagari {
                text = text.chars().map(|c| match c {
                    '0'..='9' => char::from_u32(0x966 + u32::from(c) - u32::from('0')).unwrap_or(c),
                    other => other,
                }).collect();
            }
            let heard = hear(&text);
            prop_assert_eq!(heard, Some(Command { said: Said::Yes { days: Some(days) }, about: Some(number.to_string()) }));
        }

        #[test]
        fn whatever_stands_around_it_no_yes_becomes_a_no(noise in "[a-zक-ह ]{0,12}", number in 1_000_u32..=9_999) {
            if let Some(Command { said: Said::No { .. }, .. }) = hear(&format!("haan {number} {noise}")) {
                prop_assert!(false, "a yes became a no by {noise:?}");
            }
        }
    }
}
