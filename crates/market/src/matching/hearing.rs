//! How two words sound beside each other, with the differences clerks do not hear gone. Pure.

use super::names::Likeness;

/// How two light readings stand beside each other.
pub(super) fn heard(one: &str, other: &str) -> Likeness {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() == 1 {
        return if long.starts_with(short) { Likeness::Shorter } else { Likeness::Different };
    }
    if one == other {
        return Likeness::Same;
    }
    // A last nasal is written or not: नूरजहाँ.
    if short.len() > 3 && matches!(long.strip_prefix(short), Some("n" | "an")) {
        return Likeness::Near;
    }
    let apart = edits(short, long);
    let same_bones = boned(one) == boned(other);
    let same_start = one.chars().next() == other.chars().next();
    match (same_bones, apart) {
        // A vowel heard otherwise, as in «Sumitra» and «Sumittara».
        (true, 1) if short.len() >= 4 => Likeness::Same,
        // A letter too few, too many or in its neighbour's place is a slip; another letter is another name: Ramesh, Rajesh.
        (_, 1) if short.len() >= 4 && same_start && !exchanged(short, long) => Likeness::Near,
        (true, 2) if short.len() >= 6 => Likeness::Near,
        (true, _) => Likeness::Faint,
        (_, 1) if short.len() >= 3 && same_start => Likeness::Faint,
        _ => Likeness::Different,
    }
}

/// Whether two readings that are one edit apart have another letter in one place.
fn exchanged(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    one.len() == other.len() && sorted(one) != sorted(other)
}

/// How a skeleton sounds when the differences clerks do not hear are gone: v and b, ai and e, au and o, an h, a last a.
pub(super) fn lightened(skeleton: &str) -> String {
    let letters: Vec<char> = skeleton.chars().collect();
    let mut out = String::with_capacity(letters.len());
    let mut at = 0;
    while let Some(c) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied();
        let (sound, taken) = match (c, next) {
            ('a', Some('v')) if letters.get(at + 2) == Some(&'u') => ('o', 3),
            // «Baidyanath» is said Baijnath, «Yamuna» Jamuna.
            ('d', Some('i')) if letters.get(at + 2) == Some(&'a') && letters.len() > at + 4 => ('j', 3),
            ('i', Some('a' | 'o' | 'u')) if at == 0 => ('j', 1),
            // «Mahadeo» is Mahadev.
            ('o', _) if out.ends_with('e') => ('b', 1),
            ('a' | 'e', Some('i')) => ('e', 2),
            ('a', Some('u')) => ('o', 2),
            ('v', _) => ('b', 1),
            ('h', _) if at > 0 => {
                at += 1;
                continue;
            }
            _ => (c, 1),
        };
        if !out.ends_with(sound) {
            out.push(sound);
        }
        at += taken;
    }
    if out.len() > 2 && out.ends_with('a') {
        out.pop();
    }
    for (ending, said) in ENDINGS {
        if let Some(stem) = out.strip_suffix(ending) {
            return format!("{stem}{said}");
        }
    }
    out
}

/// Endings that clerks write in several ways: «Singh» and «Sinh», «gaon» and «gawn».
const ENDINGS: [(&str, &str); 7] = [
    ("sing", "sin"),
    ("gaon", "gab"),
    ("gabn", "gab"),
    ("ganb", "gab"),
    ("gon", "gab"),
    ("gob", "gab"),
    ("gao", "gab"),
];

/// The reading without vowels, but for a first one, which is any vowel.
pub(super) fn boned(light: &str) -> String {
    let mut out = String::with_capacity(light.len());
    for (at, c) in light.chars().enumerate() {
        let is_vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
        let sound = if is_vowel && at == 0 { Some('a') } else { (!is_vowel).then_some(c) };
        if let Some(sound) = sound
            && !out.ends_with(sound)
        {
            out.push(sound);
        }
    }
    out
}

/// How many letters must be changed, left out, put in or swapped with their neighbour; counts no further than 3.
fn edits(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 2 {
        return 3;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let same = usize::from(one[i - 1] != other[j - 1]);
            let mut least = (last[j - 1] + same).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(3).min(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (one, other, count) in
            [("a", "a", 0), ("sunit", "sunti", 1), ("sunit", "sumit", 1), ("ab", "abcde", 3)]
        {
            assert_eq!(edits(one, other), count, "{one} {other}");
        }
    }
}
