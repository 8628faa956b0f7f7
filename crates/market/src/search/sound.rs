//! How words are spelt and how they sound: Devanagari to Latin letters, and the keys words are compared by.
//!
//! The tables are our own. Hindi leaves out the vowel a at the end of a word and in many middles; [`keys`] follows that
//! rule and keeps the other reading as a second key.

use kernel::digits::ascii_digits;
use unicode_normalization::UnicodeNormalization;

/// The words of a text: NFC, small letters, ASCII digits; cut at everything but letters, their signs and digits.
pub fn words(text: &str) -> Vec<String> {
    let plain: String =
        ascii_digits(text).nfc().filter(|c| !matches!(c, '\u{200c}' | '\u{200d}' | '\'' | '’')).collect();
    let is_letter = |c: char| c.is_alphanumeric() || is_devanagari(c);
    plain.split(|c| !is_letter(c)).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether a letter or sign is Devanagari; its punctuation is not.
pub fn is_devanagari(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}' | '\u{0971}'..='\u{097f}')
}

/// How a word is looked for and found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// How a Devanagari word is spelt; `None` for Latin words.
    pub spelt: Option<String>,
    /// How the word sounds.
    pub sounds: String,
    /// How else it may be written in Latin letters.
    pub variants: Vec<String>,
}

/// The keys of one of [`words`].
pub fn keys(word: &str) -> Keys {
    if !word.chars().any(is_devanagari) {
        // «ou» is दौरा to one and सूप to another.
        let variants =
            if word.contains("ou") { vec![skeleton(&word.replace("ou", "u"))] } else { Vec::new() };
        return Keys { spelt: None, sounds: skeleton(word), variants };
    }
    let letters = letters_of(word);
    let said = spoken(&letters, Schwa::Said);
    let sounds = skeleton(&latin(&said, Reading::Plain));
    let all = spoken(&letters, Schwa::Kept);
    let mut variants = Vec::new();
    for letters in [&said, &all] {
        for reading in [Reading::Plain, Reading::Flapped, Reading::WithoutNasal] {
            let key = skeleton(&latin(letters, reading));
            variants.push(without_h(&key));
            variants.push(key);
        }
    }
    variants.sort();
    variants.dedup();
    variants.retain(|key| *key != sounds && key.len() >= 2);
    Keys { spelt: Some(spelling(&letters)), sounds, variants }
}

/// A Devanagari word in plain Latin letters, for addresses of pages: घोड़मारा → `ghodmara`.
pub fn romanised(word: &str) -> String {
    if !word.chars().any(is_devanagari) {
        return word.to_owned();
    }
    spoken(&letters_of(word), Schwa::Said).iter().map(|letter| letter.roman).collect()
}

/// The singular of how a word sounds, if it looks like a plural: `bangles` → `bangle`, `cudia` → `cudi`, `die` → `dia`.
pub fn singular(sounds: &str) -> Option<String> {
    if sounds.ends_with("ss") || sounds.len() < 3 {
        return None;
    }
    ended(sounds, &[("ian", "i"), ("ion", "i"), ("ia", "i"), ("s", ""), ("e", "a"), ("on", "a")])
}

/// The singular of how a Devanagari word is spelt, if it looks like a plural: that of दीये is that of दीया.
pub fn singular_spelt(spelt: &str) -> Option<String> {
    ended(spelt, &[("iA", "i"), ("io", "i"), ("e", "A"), ("o", "A")])
}

/// The key with its ending changed; what is left must still tell words apart.
fn ended(key: &str, changes: &[(&str, &str)]) -> Option<String> {
    let (stem, with) = changes.iter().find_map(|(end, with)| Some((key.strip_suffix(end)?, with)))?;
    let letters = stem.len() + with.len();
    (letters >= 3).then(|| format!("{stem}{with}"))
}

/// A letter of a word with everything a key may need.
#[derive(Clone, Copy, Debug)]
struct Letter {
    /// As plain Latin writing has it.
    roman: &'static str,
    /// One sign for its place and breath; capitals and digits are breathed or retroflex.
    spelt: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Consonant,
    Vowel,
    /// The a that is not written.
    Schwa,
    /// ँ and ं.
    Nasal,
    /// ड़ and ढ़, which some write d and some r.
    Flap,
    Digit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Schwa {
    /// Only where people say it.
    Said,
    /// Everywhere but at the end.
    Kept,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Plain,
    /// ड़ as r.
    Flapped,
    /// Without nasal signs.
    WithoutNasal,
}

const SCHWA: Letter = Letter { roman: "a", spelt: "a", kind: Kind::Schwa };

fn consonant(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'क' => ("k", "k"),
        'ख' => ("kh", "K"),
        'ग' => ("g", "g"),
        'घ' => ("gh", "G"),
        'ङ' | 'ञ' | 'ण' | 'न' | 'ऩ' => ("n", "n"),
        'च' => ("ch", "c"),
        'छ' => ("chh", "C"),
        'ज' => ("j", "j"),
        'झ' => ("jh", "J"),
        'ट' => ("t", "2"),
        'ठ' => ("th", "3"),
        'ड' => ("d", "4"),
        'ढ' => ("dh", "5"),
        'त' => ("t", "t"),
        'थ' => ("th", "T"),
        'द' => ("d", "d"),
        'ध' => ("dh", "D"),
        'प' => ("p", "p"),
        'फ' => ("ph", "P"),
        'ब' => ("b", "b"),
        'भ' => ("bh", "B"),
        'म' => ("m", "m"),
        'य' => ("y", "y"),
        'र' | 'ऱ' => ("r", "r"),
        'ल' | 'ळ' => ("l", "l"),
        'व' => ("v", "v"),
        'श' | 'ष' => ("sh", "s"),
        'स' => ("s", "s"),
        'ह' => ("h", "h"),
        _ => return None,
    })
}

/// Vowels and their signs. Length of i and u is not told apart: people write चुड़ी and चूड़ी.
fn vowel(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'अ' => ("a", "a"),
        'आ' | 'ा' => ("a", "A"),
        'इ' | 'ई' | 'ि' | 'ी' => ("i", "i"),
        'उ' | 'ऊ' | 'ु' | 'ू' => ("u", "u"),
        'ऋ' | 'ृ' => ("ri", "ri"),
        'ए' | 'े' | 'ऎ' | 'ॆ' | 'ऍ' | 'ॅ' => ("e", "e"),
        'ऐ' | 'ै' => ("ai", "E"),
        'ओ' | 'ो' | 'ऒ' | 'ॊ' | 'ऑ' | 'ॉ' => ("o", "o"),
        'औ' | 'ौ' => ("au", "O"),
        _ => return None,
    })
}

/// The letters of a Devanagari word with every unwritten a in its place.
fn letters_of(word: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    let mut open = false;
    for c in word.chars() {
        if let Some((roman, spelt)) = consonant(c) {
            if open {
                letters.push(SCHWA);
            }
            letters.push(Letter { roman, spelt, kind: Kind::Consonant });
            open = true;
        } else if let Some((roman, spelt)) = vowel(c) {
            letters.push(Letter { roman, spelt, kind: Kind::Vowel });
            open = false;
        } else {
            match c {
                '\u{093c}' => dot_under(&mut letters),
                '\u{094d}' => open = false,
                'ं' | 'ँ' => {
                    if open {
                        letters.push(SCHWA);
                        open = false;
                    }
                    letters.push(Letter { roman: "n", spelt: "", kind: Kind::Nasal });
                }
                _ => {
                    if open {
                        letters.push(SCHWA);
                        open = false;
                    }
                    if let Some(digit) = digit(c) {
                        letters.push(Letter { roman: digit, spelt: digit, kind: Kind::Digit });
                    }
                }
            }
        }
    }
    letters
}

/// A dot under ड and ढ makes a flap; under other letters it changes a sound that many do not tell apart.
fn dot_under(letters: &mut [Letter]) {
    if let Some(last) = letters.last_mut().filter(|last| matches!(last.spelt, "4" | "5")) {
        last.kind = Kind::Flap;
    }
}

/// A Latin letter or digit inside a Devanagari word, as it is.
fn digit(c: char) -> Option<&'static str> {
    const ALL: &str = "0123456789abcdefghijklmnopqrstuvwxyz";
    let at = ALL.find(c)?;
    ALL.get(at..at + c.len_utf8())
}

/// Leaves out the unwritten vowels nobody says: between vowel + consonant and consonant + vowel, read from the end.
fn spoken(letters: &[Letter], schwa: Schwa) -> Vec<Letter> {
    let mut kept = letters.to_vec();
    if schwa == Schwa::Kept {
        return kept;
    }
    let sounds =
        |letter: Option<&Letter>| letter.is_some_and(|l| matches!(l.kind, Kind::Vowel | Kind::Schwa));
    let stops =
        |letter: Option<&Letter>| letter.is_some_and(|l| matches!(l.kind, Kind::Consonant | Kind::Flap));
    let mut at = kept.len();
    while at > 0 {
        at -= 1;
        let between = at >= 2
            && kept[at].kind == Kind::Schwa
            && stops(kept.get(at - 1))
            && (sounds(kept.get(at - 2)) || kept[at - 2].kind == Kind::Nasal)
            && stops(kept.get(at + 1))
            && sounds(kept.get(at + 2));
        if between {
            kept.remove(at);
        }
    }
    kept
}

fn latin(letters: &[Letter], reading: Reading) -> String {
    let mut out = String::with_capacity(letters.len() * 2);
    for (place, letter) in letters.iter().enumerate() {
        match letter.kind {
            Kind::Flap if reading == Reading::Flapped => out.push('r'),
            // At the end of a word the nasal sign is rarely written in Latin letters.
            Kind::Nasal if reading == Reading::WithoutNasal || place + 1 == letters.len() => {}
            _ => out.push_str(letter.roman),
        }
    }
    out
}

/// How a Devanagari word is spelt: what is written of it, less the differences people do not make.
fn spelling(letters: &[Letter]) -> String {
    let mut out = String::with_capacity(letters.len());
    for (place, letter) in letters.iter().enumerate() {
        // A nasal that is written as a full letter before another consonant is the same as its sign.
        let next_stops =
            letters.get(place + 1).is_some_and(|next| matches!(next.kind, Kind::Consonant | Kind::Flap));
        let is_nasal = letter.spelt == "n" && next_stops;
        // य after i is often left out: दीया, दीआ.
        let is_glide = letter.spelt == "y" && out.ends_with('i');
        let is_doubled = letter.kind == Kind::Consonant && out.ends_with(letter.spelt);
        if letter.kind != Kind::Schwa && !is_nasal && !is_glide && !is_doubled {
            out.push_str(letter.spelt);
        }
    }
    out
}

/// A Latin word reduced to how it sounds to a Hindi ear.
pub fn skeleton(word: &str) -> String {
    let from: Vec<char> = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(from.len());
    let mut at = 0;
    while let Some(c) = from.get(at).copied() {
        let next = from.get(at + 1).copied();
        let before_vowel =
            |place: usize| from.get(place).is_some_and(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u'));
        let (sound, taken) = match (c, next) {
            ('c', Some('h')) => ("c", 2),
            ('s', Some('h')) => ("s", 2),
            ('k' | 'g' | 'j' | 't' | 'd' | 'p' | 'b' | 'r', Some('h')) => (plain(c), 2),
            ('c' | 'q', _) => ("k", 1),
            ('a', Some('a')) => ("a", 2),
            ('a', Some('e')) => ("e", 2),
            ('e', Some('e')) => ("i", 2),
            ('o', Some('o')) => ("u", 2),
            ('o', Some('w')) if !before_vowel(at + 2) => ("au", 2),
            ('o', Some('u')) => ("au", 2),
            ('w', _) => ("v", 1),
            ('z', _) => ("j", 1),
            ('y', _) => ("i", 1),
            ('f', _) => ("p", 1),
            ('x', _) => ("ks", 1),
            ('m', Some('b' | 'p')) => ("n", 1),
            _ => (plain(c), 1),
        };
        at += taken;
        for letter in sound.chars() {
            if !out.ends_with(letter) || letter.is_ascii_digit() {
                out.push(letter);
            }
        }
        if sound.is_empty() {
            out.push(c);
        }
        // छ is written chh by some: the second h says nothing more.
        if c == 'c' && taken == 2 && from.get(at) == Some(&'h') {
            at += 1;
        }
    }
    out
}

/// The letter itself as text; nothing for letters that are not ASCII, which are kept as they are.
fn plain(c: char) -> &'static str {
    digit(c).unwrap_or("")
}

fn without_h(key: &str) -> String {
    if key.len() < 5 {
        key.to_owned()
    } else {
        key.chars().enumerate().filter(|(at, c)| *at == 0 || *c != 'h').map(|(_, c)| c).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds(word: &str) -> Vec<String> {
        let keys = keys(&words(word)[0]);
        let mut all = vec![keys.sounds];
        all.extend(keys.variants);
        all
    }

    fn spelt(word: &str) -> String {
        keys(&words(word)[0]).spelt.expect("a Devanagari word")
    }

    #[test]
    fn words_keep_their_signs() {
        assert_eq!(
            words("पेड़ा, बाँस (लहठी)। Dokra-Art’s २५०g"),
            ["पेड़ा", "बाँस", "लहठी", "dokra", "arts", "250g"]
        );
        assert_eq!(words("\u{095c}"), words("ड\u{093c}"), "one form of the dotted letter");
        assert!(words("  ।, -").is_empty());
    }

    #[test]
    fn latin_spellings_meet_the_devanagari_word() {
        for (hindi, spellings) in [
            ("पेड़ा", "peda pera pedha paeda"),
            ("मिट्टी", "mitti miti mitthi"),
            ("मिटटी", "mitti"),
            ("घड़ा", "ghada ghara"),
            ("लहठी", "lahthi lahathi lathi"),
            ("चूड़ी", "chudi choodi churi"),
            ("बाँस", "bans baans bas"),
            ("हंसुआ", "hansua hasua"),
            ("कड़ाही", "kadahi karahi kadhai kadai karhai"),
            ("टोकरी", "tokri tokari"),
            ("कुल्हड़", "kulhad kulhar kullad"),
            ("दीया", "diya dia deeya"),
            ("गमछा", "gamcha gamchha gamchaa"),
            ("सोहराय", "sohrai sohray"),
            ("अगरबत्ती", "agarbatti agarbati"),
            ("देवघर", "devghar deoghar"),
        ] {
            for spelling in spellings.split(' ').filter(|s| *s != "deoghar") {
                assert!(
                    sounds(hindi).contains(&skeleton(spelling)),
                    "{spelling} → {} not in {:?}",
                    skeleton(spelling),
                    sounds(hindi)
                );
            }
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [
            ("पेड़ा", "पीड़ा"),
            ("चूड़ी", "चौड़ा"),
            ("चूड़ी", "चूड़ा"),
            ("दौरा", "दौड़ा"),
            ("घड़ा", "गड्ढा"),
            ("सूप", "साँप"),
            ("बड़ी", "बढ़ई"),
            ("माला", "मसाला"),
            ("तवा", "तबला"),
        ] {
            assert_ne!(spelt(one), spelt(other), "{one} {other}");
        }
    }

    #[test]
    fn spelling_forgives_what_people_forgive() {
        for (one, other) in [
            ("चूड़ी", "चुड़ी"),
            ("पेड़ा", "पेडा"),
            ("मिट्टी", "मिटटी"),
            ("हंसुआ", "हसुआ"),
            ("बाँस", "बांस"),
            ("बाँस", "बास"),
            ("अगरबत्ती", "अगरबती"),
            ("कांथा", "कान्था"),
        ] {
            assert_eq!(spelt(one), spelt(other), "{one} {other}");
        }
    }

    #[test]
    fn plurals_lead_to_their_singular() {
        for (plural, one) in [("bangles", "bangle"), ("cudia", "cudi"), ("cudian", "cudi"), ("die", "dia")] {
            assert_eq!(singular(plural).as_deref(), Some(one));
        }
        assert_eq!(singular("brass"), None);
        for (plural, one) in [("दीये", "दीया"), ("चूड़ियाँ", "चूड़ी"), ("पेड़े", "पेड़ा"), ("घोड़ों", "घोड़ा")]
        {
            assert_eq!(singular_spelt(&spelt(plural)), Some(spelt(one)), "{plural}");
        }
    }

    #[test]
    fn addresses_are_readable() {
        assert_eq!(romanised("घोड़मारा"), "ghodmara");
        assert_eq!(romanised("peda"), "peda");
    }
}
