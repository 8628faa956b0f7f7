//! What entries are looked for by: numbers, and short keys of name and place. Pure, but for the hash handed in.
//!
//! A key must be met by nearly every second entry of the same person and by few others; [`rules`](super::rules) judges
//! whoever shares one.

use super::rules::Entry;
use super::{Paper, Traits};

/// Keys asked for at once; more are left out, the weightiest stay.
pub(super) const KEYS_MOST: usize = 24;

/// The kind under which a mobile number is hashed.
pub(super) const MOBILE: &str = "mobile";
/// The kind under which parts of names and places are hashed.
pub(super) const SOUND: &str = "sound";

/// A key before it is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// `mobile`, the word of a paper, or `sound`.
    pub kind: &'static str,
    /// What is hashed.
    pub value: String,
    /// Whether it is a word of the name; how many share it tells how rare the name is.
    pub is_of_name: bool,
}

/// Every key of an entry, the weightiest first.
pub(super) fn of(traits: &Traits, entry: &Entry) -> Vec<Key> {
    let mut keys: Vec<Key> = traits.papers.iter().map(paper).collect();
    if let Some(mobile) = &traits.mobile {
        keys.push(Key { kind: MOBILE, value: mobile.as_str().to_owned(), is_of_name: false });
    }
    let what = if entry.is_group { "g" } else { "p" };
    let (bones, block) = (entry.name.bones(), &entry.block);
    let places = entry.village.joined();
    // A clerk may mistype the name or the village, seldom both: either is enough beside a hint of the other.
    for place in &places {
        for initial in entry.name.initials() {
            push(&mut keys, sound(format!("{what}v{block}/{place}/{initial}")));
        }
    }
    for bone in bones {
        push(&mut keys, Key { is_of_name: true, ..sound(format!("{what}n{block}/{bone}")) });
    }
    for kin in entry.kin.bones().into_iter().take(2) {
        for initial in entry.name.initials().into_iter().take(2) {
            push(&mut keys, sound(format!("{what}k{block}/{kin}/{initial}")));
        }
    }
    keys
}

fn paper(paper: &Paper) -> Key {
    Key { kind: paper.kind.as_str(), value: paper.number.clone(), is_of_name: false }
}

fn sound(value: String) -> Key {
    Key { kind: SOUND, value, is_of_name: false }
}

fn push(keys: &mut Vec<Key>, key: Key) {
    if !keys.contains(&key) {
        keys.push(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::PaperKind;
    use kernel::Words;

    fn keys(name: &str, village: &str, kin: &str) -> Vec<String> {
        let traits = Traits {
            name: Words::new(name, ""),
            village: Words::new(village, ""),
            kin: kin.to_owned(),
            block: "3088".to_owned(),
            papers: Paper::typed(PaperKind::Pan, "abcpd 1234 e").into_iter().collect(),
            ..Traits::default()
        };
        of(&traits, &Entry::of(&traits))
            .into_iter()
            .map(|key| format!("{} {}", key.kind, key.value))
            .collect()
    }

    #[test]
    fn two_spellings_share_a_key_and_papers_come_first() {
        let (one, other) = (keys("सुनीता मरांडी", "सारठ", ""), keys("MARANDI SUNEETA", "Sarath", "Ramesh"));
        assert_eq!(one[0], "pan ABCPD1234E");
        assert!(one.iter().filter(|key| other.contains(key)).count() >= 4, "{one:?} {other:?}");
        assert!(one.len() <= KEYS_MOST && other.len() <= KEYS_MOST, "all are asked for");
    }

    #[test]
    fn a_slip_in_the_village_or_in_the_name_leaves_a_key() {
        let one = keys("सुनीता देवी", "सारठ", "");
        for other in [keys("Sumita Devi", "Sarath", ""), keys("Sunita Devi", "Sirapth", "")] {
            assert!(one.iter().skip(1).any(|key| other.contains(key)), "{one:?} {other:?}");
        }
    }
}
