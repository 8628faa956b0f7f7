//! Whether the name at the bank and the name we know are one person's: a number from 0 to 100, by rule and without guessing.
//!
//! Word by word, in any order and either script: the same spelling counts whole, the same sound nearly so, an initial a
//! little; a second name that only one of them has takes a part away. It advises two people; it decides nothing but that
//! names with nothing in common are not approved.

use crate::search::sound::keys;

/// Words before or after a name that are no part of it.
const TITLES: [&str; 17] = [
    "shri",
    "sri",
    "shree",
    "smt",
    "srimati",
    "shrimati",
    "mr",
    "mrs",
    "ms",
    "km",
    "kumari",
    "sushri",
    "dr",
    "श्री",
    "श्रीमती",
    "सुश्री",
    "कुमारी",
];

/// How two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// 85 and more: the same name.
    Same,
    /// 50 to 84: the same name in part.
    Close,
    /// Less: another name.
    Other,
}

/// The agreement behind a score.
pub const fn agreement(score: i64) -> Agreement {
    match score {
        85.. => Agreement::Same,
        50..=84 => Agreement::Close,
        _ => Agreement::Other,
    }
}

fn words_of(name: &str) -> Vec<String> {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() || is_sign(c) { c } else { ' ' }).collect();
    let words = plain.split_whitespace().map(str::to_lowercase);
    words.filter(|word| !TITLES.contains(&word.as_str())).collect()
}

/// Vowel signs and the like of Devanagari, which are no letters of their own.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{097f}')
}

/// How a word sounds, whichever script it is written in.
fn sound(word: &str) -> String {
    keys(word).sounds
}

/// How two words agree, in hundredths.
fn word_score(one: &str, other: &str) -> i64 {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    if one == other {
        100
    } else if !sound(one).is_empty() && sound(one) == sound(other) {
        90
    } else if initial(one, other) || initial(other, one) {
        60
    } else {
        0
    }
}

/// How two names agree, from 0 to 100.
pub fn score(one: &str, other: &str) -> i64 {
    let (one, other) = (words_of(one), words_of(other));
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if few.is_empty() {
        return 0;
    }
    let mut left: Vec<&String> = many.iter().collect();
    let mut sum = 0;
    for word in &few {
        let best = left.iter().enumerate().map(|(at, other)| (word_score(word, other), at)).max();
        if let Some((score, at)) = best.filter(|(score, _)| *score > 0) {
            sum += score;
            left.remove(at);
        }
    }
    // A word that only one of them has counts half as a word that differs.
    let (few, many) = (few.len(), many.len());
    let whole = i64::try_from(2 * few + (many - few)).unwrap_or(i64::MAX);
    2 * sum / whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_name_is_one_name_however_it_is_written() {
        for (one, other, wanted) in [
            ("Sunita Devi", "SUNITA DEVI", Agreement::Same),
            ("Smt. Sunita Devi", "DEVI SUNITA", Agreement::Same),
            ("Suneeta Devi", "SUNITA DEVI", Agreement::Same),
            ("सुनीता देवी", "SUNITA DEVI", Agreement::Same),
            ("Sunita", "SUNITA DEVI", Agreement::Close),
            ("S Devi", "SUNITA DEVI", Agreement::Close),
            ("Sunita Devi", "RAMESH KUMAR MANDAL", Agreement::Other),
            ("Sunita Devi", "", Agreement::Other),
            ("Smt", "SUNITA DEVI", Agreement::Other),
        ] {
            assert_eq!(agreement(score(one, other)), wanted, "{one} | {other}: {}", score(one, other));
        }
    }

    proptest! {
        #[test]
        fn the_order_of_asking_does_not_matter(one in "[a-z]{1,8}( [a-z]{1,8}){0,2}", other in "[a-z]{1,8}( [a-z]{1,8}){0,2}") {
            let both = (score(&one, &other), score(&other, &one));
            prop_assert!((0..=100).contains(&both.0) && (0..=100).contains(&both.1));
            prop_assert_eq!(score(&one, &one) >= 85 || words_of(&one).is_empty(), true);
        }
    }
}
