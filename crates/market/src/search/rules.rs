//! Which terms a product is kept under, and which terms a query asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::sound::{self, Keys};
use super::synonyms::Synonyms;
use super::{QUERY_LETTERS_MOST, QUERY_WORDS_MOST};

/// Terms looked up for one query in all.
pub(crate) const TERMS_MOST: usize = 48;
/// Shorter keys are not completed: two letters begin too many words.
const PREFIX_LETTERS_LEAST: usize = 3;
/// In shorter keys one changed letter is another word.
const FUZZY_LETTERS_LEAST: usize = 5;

/// How much a word of the name counts.
pub(crate) const NAME_WEIGHT: i64 = 16;
/// How much a word of the maker's name counts, and nothing else does.
pub(crate) const MAKER_WEIGHT: i64 = 4;
/// How much it counts if it says what the good is.
const NOUN_WEIGHT: i64 = 20;

/// Words that say nothing about a good. Query words among these are left out unless there are no others.
const LITTLE_WORDS: [&str; 34] = [
    "का",
    "की",
    "के",
    "को",
    "में",
    "से",
    "और",
    "पर",
    "है",
    "ने",
    "एक",
    "वाला",
    "वाली",
    "वाले",
    "लिए",
    "ka",
    "ki",
    "ke",
    "ko",
    "se",
    "aur",
    "mein",
    "wala",
    "wali",
    "wale",
    "the",
    "of",
    "and",
    "a",
    "an",
    "for",
    "in",
    "with",
    "from",
];

/// What is known of a product's text: each part with how much a word of it counts.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Its names, in both languages.
    pub names: Vec<String>,
    /// The word its page's address begins with: what it is, before how it is. Such a word counts most.
    pub noun: String,
    /// The craft's and other words people may look by: maker, village, address of the page.
    pub about: Vec<(String, i64)>,
    /// What is said of it.
    pub words: Vec<String>,
}

/// The terms of a product with their weights, 1 for a word of the description to 20 for what it is called.
pub fn terms_of(text: &Text) -> BTreeMap<String, i64> {
    let mut terms: BTreeMap<String, i64> = BTreeMap::new();
    let mut keep = |term: String, weight: i64| {
        let kept = terms.entry(term).or_insert(weight);
        *kept = weight.max(*kept);
    };
    let noun = sound::words(&text.noun).first().map(|word| sound::keys(word).sounds).unwrap_or_default();
    for name in &text.names {
        for word in sound::words(name).into_iter().filter(|word| !is_little(word)) {
            let weight = if is_noun(&sound::keys(&word), &noun) { NOUN_WEIGHT } else { NAME_WEIGHT };
            keep_word(&mut keep, &word, weight);
        }
    }
    for (part, weight) in &text.about {
        for word in sound::words(part).into_iter().filter(|word| !is_little(word)) {
            keep_word(&mut keep, &word, *weight);
        }
    }
    for words in &text.words {
        for word in sound::words(words).into_iter().filter(|word| !is_little(word)) {
            keep(word, 1);
        }
    }
    terms
}

/// Whether a word of the name is the noun of the address, or its plural.
fn is_noun(keys: &Keys, noun: &str) -> bool {
    let one = sound::singular(&keys.sounds);
    !noun.is_empty()
        && (keys.sounds == noun || one.as_deref() == Some(noun) || keys.variants.iter().any(|v| v == noun))
}

fn keep_word(keep: &mut impl FnMut(String, i64), word: &str, weight: i64) {
    let Keys { spelt, sounds, variants } = sound::keys(word);
    for key in spelt.iter().flat_map(|key| [Some(key.clone()), sound::singular_spelt(key)]).flatten() {
        keep(format!("={key}"), weight);
    }
    if let Some(one) = sound::singular(&sounds) {
        keep(format!("^{one}"), weight);
    }
    for variant in variants {
        if let Some(one) = sound::singular(&variant) {
            keep(format!("^{one}"), weight);
        }
        keep(format!("^{variant}"), weight);
    }
    keep(format!("~{sounds}"), weight);
    keep(word.to_owned(), weight);
}

/// What one word of a query stands for: terms, each with how well it fits.
pub type Meaning = Vec<(String, i64)>;

/// The words of a query that are looked at.
pub(crate) fn said(query: &str) -> Vec<String> {
    let query: String = query.chars().take(QUERY_LETTERS_MOST).collect();
    let all = sound::words(&query);
    let (little, mut said): (Vec<String>, Vec<String>) = all.into_iter().partition(|word| is_little(word));
    if said.is_empty() {
        said = little;
    }
    said.truncate(QUERY_WORDS_MOST);
    said
}

/// How the words of a text sound, each also as the singular of a plural; for the few things beside goods that are found by words.
pub(crate) fn sounds(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in said(text) {
        let sounds = sound::keys(&word).sounds;
        all.extend(sound::singular(&sounds));
        all.push(sounds);
    }
    all
}

/// What the words of a query stand for. Empty if there is no word, or if one of them means nothing here.
pub(crate) fn meanings(said: &[String], index: &Index, synonyms: &Synonyms) -> Vec<Meaning> {
    let each = if said.is_empty() { 0 } else { TERMS_MOST / said.len() };
    let found: Vec<Meaning> = said.iter().map(|word| meaning(word, index, synonyms, each)).collect();
    if found.iter().any(Vec::is_empty) { Vec::new() } else { found }
}

/// Terms for one word: what is written, what sounds so, what means so; else what begins so; else what is one slip away.
fn meaning(word: &str, index: &Index, synonyms: &Synonyms, most: usize) -> Meaning {
    let keys = sound::keys(word);
    let key = keys.spelt.as_ref().map_or_else(|| format!("~{}", keys.sounds), |spelt| format!("={spelt}"));
    let mut terms = plain_terms(word, &keys);
    terms.extend(synonyms_of(word, &keys, synonyms).into_iter().map(|term| (term, 3)));
    terms.retain(|(term, _)| index.has(term));
    let letters = key.chars().count() - 1;
    if terms.is_empty() && letters >= PREFIX_LETTERS_LEAST {
        terms.extend(index.beginning(&key).into_iter().map(|term| (term, 2)));
    }
    if terms.is_empty() && letters >= FUZZY_LETTERS_LEAST {
        terms.extend(index.nearly(&key).into_iter().map(|term| (term, 1)));
    }
    let mut seen = BTreeSet::new();
    terms.retain(|(term, _)| seen.insert(term.clone()));
    terms.truncate(most);
    terms
}

/// The terms a word itself is kept under, the best first.
fn plain_terms(word: &str, keys: &Keys) -> Meaning {
    let mut terms = vec![(word.to_owned(), 6)];
    match &keys.spelt {
        Some(spelt) => {
            terms.push((format!("={spelt}"), 6));
            terms.extend(sound::singular_spelt(spelt).map(|one| (format!("={one}"), 4)));
        }
        None => {
            terms.push((format!("~{}", keys.sounds), 6));
            terms.push((format!("^{}", keys.sounds), 5));
            let others = keys.variants.iter().cloned().chain(sound::singular(&keys.sounds));
            terms.extend(others.flat_map(|other| [(format!("~{other}"), 4), (format!("^{other}"), 4)]));
        }
    }
    terms
}

fn synonyms_of(word: &str, keys: &Keys, synonyms: &Synonyms) -> Vec<String> {
    let mut terms = Vec::new();
    for other in synonyms.others(word, keys) {
        let other_keys = sound::keys(other);
        terms.push(other.to_owned());
        match &other_keys.spelt {
            Some(_) => terms.extend(plain_terms(other, &other_keys).into_iter().map(|(term, _)| term)),
            // A Devanagari word is never looked for by its sound: घड़ा and गड्ढा sound alike in Latin letters.
            None if keys.spelt.is_none() => terms.push(format!("~{}", other_keys.sounds)),
            None => {}
        }
    }
    terms
}

fn is_little(word: &str) -> bool {
    LITTLE_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::index::{Document, written};
    use super::*;
    use kernel::Time;
    use kernel::ids::{Id, ProductId};

    const SHIPPED: &str = include_str!("../../../../data/search_synonyms.csv");

    fn finds(name: &str, query: &str) -> bool {
        let text = Text { names: vec![name.to_owned()], ..Text::default() };
        let terms = written(&terms_of(&text));
        let (product, listed_at) = (ProductId::new(Time(1), [1; 10]), Time(1));
        let mut index = Index::default();
        index.put(&Document { product, version: 1, listed_at, praise: 0, terms });
        let synonyms = Synonyms::of(SHIPPED.lines().skip(1));
        !meanings(&said(query), &index, &synonyms).is_empty()
    }

    #[test]
    fn a_word_is_found_however_it_is_spelt() {
        for query in ["पेड़ा", "पेडा", "peda", "pera", "pedha", "Peda!", "penda", "ped"] {
            assert!(finds("घोड़मारा का पेड़ा", query), "{query}");
        }
        for query in ["चूड़ी", "चूड़ियाँ", "choodiyan", "chudiya", "churi", "bangle", "bangles", "kangan"]
        {
            assert!(finds("लाह की चूड़ियाँ", query) && finds("लाह चूड़ी", query), "{query}");
        }
    }

    #[test]
    fn another_word_is_not_found() {
        for (name, query) in [
            ("पेड़ा", "पीड़ा"),
            ("पीड़ा", "पेड़ा"),
            ("चौड़ा", "चूड़ी"),
            ("दौड़ा", "दौरा"),
            ("गड्ढा", "घड़ा"),
            ("घिसा", "घी"),
            ("दिल", "diya"),
            ("tablet", "tawa"),
            ("पेड़ा", "whisky"),
        ] {
            assert!(!finds(name, query), "{query} must not find {name}");
        }
    }

    #[test]
    fn every_word_of_a_query_must_mean_something() {
        assert!(finds("केसर पेड़ा", "kesar peda") && finds("केसर पेड़ा", "केसर का पेड़ा"));
        assert!(!finds("केसर पेड़ा", "kesar mobile"));
        assert!(!finds("केसर पेड़ा", "") && !finds("केसर पेड़ा", " ?! "));
    }
}
