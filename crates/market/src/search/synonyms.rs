//! Words that mean the same, in groups: English, Hindi, and what is said in the villages (Khortha, Angika, Santali).
//!
//! Reads: `search_synonym`, through the vocabulary. Writes: nothing; the desk's verbs are in [`desk`](super::desk).
//! Start at [`Synonyms::of`].

use std::collections::{BTreeSet, HashMap};

use super::sound::{self, Keys};

/// Groups of words that mean the same.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// One group a line, the words apart by spaces.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Synonyms {
        let mut all = Synonyms::default();
        for line in lines {
            let group: Vec<String> = sound::words(line);
            let place = all.groups.len();
            for word in &group {
                let mut put = |key: String| {
                    let places: &mut Vec<usize> = all.by_word.entry(key).or_default();
                    if !places.contains(&place) {
                        places.push(place);
                    }
                };
                put(word.clone());
                put(key_of(&sound::keys(word)));
            }
            all.groups.push(group);
        }
        all
    }

    /// The words that mean the same as `word`, of all its groups.
    pub(crate) fn others(&self, word: &str, keys: &Keys) -> Vec<&str> {
        let mut asked = vec![word.to_owned(), key_of(keys)];
        if keys.spelt.is_none() {
            asked.extend(sound::singular(&keys.sounds).map(|one| format!("~{one}")));
        }
        let places: BTreeSet<usize> =
            asked.iter().filter_map(|key| self.by_word.get(key)).flatten().copied().collect();
        let groups = places.iter().filter_map(|place| self.groups.get(*place));
        groups.flatten().map(String::as_str).filter(|other| *other != word).collect()
    }
}

fn key_of(keys: &Keys) -> String {
    keys.spelt.as_ref().map_or_else(|| format!("~{}", keys.sounds), |spelt| format!("={spelt}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_met_by_each_of_its_words_however_it_is_spelt() {
        let synonyms = Synonyms::of(["bangle chudi चूड़ी", "bamboo bans"]);
        for word in ["bangles", "choodi", "चुड़ी"] {
            assert!(synonyms.others(word, &sound::keys(word)).contains(&"bangle"), "{word}");
        }
        assert!(synonyms.others("bans", &sound::keys("bans")) == ["bamboo"]);
        assert!(synonyms.others("basket", &sound::keys("basket")).is_empty());
    }
}
