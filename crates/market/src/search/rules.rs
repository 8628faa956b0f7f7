//! Which terms a product is kept under, and which terms a query asks for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use kernel::Time;
use kernel::ids::ProductId;

use super::sound::{self, Keys};
use super::{QUERY_LETTERS_MOST, QUERY_WORDS_MOST};

/// Terms looked up for one query in all.
pub(crate) const TERMS_MOST: usize = 48;
/// Shorter keys are not completed: two letters begin too many words.
const PREFIX_LETTERS_LEAST: usize = 3;
/// In shorter keys one changed letter is another word.
const FUZZY_LETTERS_LEAST: usize = 5;
/// Terms one word may stand for when it is completed or corrected.
const GUESSES_MOST: usize = 8;

/// How much a word of the name counts.
const NAME_WEIGHT: i64 = 16;
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

/// The words of all products in the order of their bytes, for completing and correcting.
#[derive(Clone, Debug, Default)]
pub struct Known {
    terms: Vec<Box<str>>,
}

impl Known {
    /// Keeps the terms of the catalogue.
    pub fn of(terms: impl IntoIterator<Item = String>) -> Known {
        let mut terms: Vec<Box<str>> = terms.into_iter().map(String::into_boxed_str).collect();
        terms.sort_unstable();
        terms.dedup();
        Known { terms }
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    fn has(&self, term: &str) -> bool {
        self.terms.binary_search_by(|known| (**known).cmp(term)).is_ok()
    }

    /// Terms that begin with `start`, the shortest first.
    fn beginning(&self, start: &str) -> Vec<String> {
        let from = self.terms.partition_point(|known| **known < *start);
        let mut found: Vec<_> =
            self.terms[from..].iter().take_while(|known| known.starts_with(start)).collect();
        found.sort_by_key(|known| known.len());
        found.into_iter().take(GUESSES_MOST).map(|known| known.to_string()).collect()
    }

    /// Terms of the same kind and first letter that are one slip away from `term`.
    fn nearly(&self, term: &str) -> Vec<String> {
        let Some(first) = term.chars().nth(1) else { return Vec::new() };
        let start: String = term.chars().take(1).chain([first]).collect();
        let from = self.terms.partition_point(|known| **known < *start);
        let like = self.terms[from..].iter().take_while(|known| known.starts_with(&start));
        like.filter(|known| is_one_slip(term, known))
            .take(GUESSES_MOST)
            .map(|known| known.to_string())
            .collect()
    }
}

/// One letter more or less, or one vowel for another. A consonant for another is another word: दौरा, दौड़ा.
fn is_one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    match long.len() - short.len() {
        0 => {
            let vowels = "aAeEiIoOuU";
            same < short.len()
                && vowels.contains(short[same])
                && vowels.contains(long[same])
                && short[same + 1..] == long[same + 1..]
        }
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

/// A good that has a term: with how much it counts there, and when it was listed.
pub type Posting = (ProductId, String, i64, Time);

/// What one word of a query stands for: terms, each with how well it fits.
pub type Meaning = Vec<(String, i64)>;

/// What the words of a query stand for. Empty if there is no word, or if one of them means nothing here.
pub fn meanings(query: &str, known: &Known) -> Vec<Meaning> {
    let query: String = query.chars().take(QUERY_LETTERS_MOST).collect();
    let all = sound::words(&query);
    let said: Vec<_> = all.iter().filter(|word| !is_little(word)).collect();
    let said: Vec<_> = if said.is_empty() { all.iter().collect() } else { said };
    let said: Vec<_> = said.into_iter().take(QUERY_WORDS_MOST).collect();
    let each = if said.is_empty() { 0 } else { TERMS_MOST / said.len() };
    let found: Vec<Meaning> = said.iter().map(|word| meaning(word, known, each)).collect();
    if found.iter().any(Vec::is_empty) { Vec::new() } else { found }
}

/// Terms for one word: what is written, what sounds so, what means so; else what begins so; else what is one slip away.
fn meaning(word: &str, known: &Known, most: usize) -> Meaning {
    let keys = sound::keys(word);
    let key = keys.spelt.as_ref().map_or_else(|| format!("~{}", keys.sounds), |spelt| format!("={spelt}"));
    let mut terms = plain_terms(word, &keys);
    terms.extend(synonyms_of(word, &keys).into_iter().map(|term| (term, 3)));
    terms.retain(|(term, _)| known.has(term));
    let letters = key.chars().count() - 1;
    if terms.is_empty() && letters >= PREFIX_LETTERS_LEAST {
        terms.extend(known.beginning(&key).into_iter().map(|term| (term, 2)));
    }
    if terms.is_empty() && letters >= FUZZY_LETTERS_LEAST {
        terms.extend(known.nearly(&key).into_iter().map(|term| (term, 1)));
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

/// Words that mean the same, from `data/search_synonyms.csv`.
static SYNONYMS: LazyLock<Synonyms> =
    LazyLock::new(|| Synonyms::of(include_str!("../../../../data/search_synonyms.csv")));

#[derive(Debug, Default)]
struct Synonyms {
    groups: Vec<Vec<String>>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// One group a line, the words apart by spaces; the first line is a heading.
    fn of(text: &str) -> Synonyms {
        let mut all = Synonyms::default();
        for line in text.lines().skip(1) {
            let group: Vec<String> = sound::words(line);
            for word in &group {
                let keys = sound::keys(word);
                let place = all.groups.len();
                let mut put = |key: String| {
                    let places: &mut Vec<usize> = all.by_word.entry(key).or_default();
                    if !places.contains(&place) {
                        places.push(place);
                    }
                };
                put(word.clone());
                match keys.spelt {
                    Some(spelt) => put(format!("={spelt}")),
                    None => put(format!("~{}", keys.sounds)),
                }
            }
            all.groups.push(group);
        }
        all
    }
}

fn synonyms_of(word: &str, keys: &Keys) -> Vec<String> {
    let mut asked = vec![word.to_owned()];
    match &keys.spelt {
        Some(spelt) => asked.push(format!("={spelt}")),
        None => {
            asked.push(format!("~{}", keys.sounds));
            asked.extend(sound::singular(&keys.sounds).map(|one| format!("~{one}")));
        }
    }
    let places: BTreeSet<usize> =
        asked.iter().filter_map(|key| SYNONYMS.by_word.get(key)).flatten().copied().collect();
    let others = places
        .iter()
        .filter_map(|place| SYNONYMS.groups.get(*place))
        .flatten()
        .filter(|other| *other != word);
    let mut terms = Vec::new();
    for other in others {
        let other_keys = sound::keys(other);
        terms.push(other.clone());
        match &other_keys.spelt {
            Some(_) => terms.extend(plain_terms(other, &other_keys).into_iter().map(|(term, _)| term)),
            // A Devanagari word is never looked for by its sound: घड़ा and गड्ढा sound alike in Latin letters.
            None if keys.spelt.is_none() => terms.push(format!("~{}", other_keys.sounds)),
            None => {}
        }
    }
    terms
}

/// Orders products by how well they answer: every word of the query must be there; what is in a name counts most.
/// Of two that answer equally well the newer one comes first.
pub fn ranked(meanings: &[Meaning], postings: &[Posting]) -> Vec<ProductId> {
    let mut fits: HashMap<&str, Vec<(usize, i64)>> = HashMap::new();
    for (place, meaning) in meanings.iter().enumerate() {
        for (term, fit) in meaning {
            fits.entry(term).or_default().push((place, *fit));
        }
    }
    let mut best: HashMap<(Time, ProductId), Vec<i64>> = HashMap::new();
    for (product, term, weight, listed_at) in postings {
        for (place, fit) in fits.get(term.as_str()).into_iter().flatten() {
            let scores = best.entry((*listed_at, *product)).or_insert_with(|| vec![0; meanings.len()]);
            scores[*place] = scores[*place].max(weight * fit);
        }
    }
    let all = best.into_iter().filter(|(_, scores)| scores.iter().all(|score| *score > 0));
    let mut order: Vec<(i64, (Time, ProductId))> =
        all.map(|(good, scores)| (scores.iter().sum(), good)).collect();
    order.sort_unstable_by(|one, other| other.cmp(one));
    order.into_iter().map(|(_, (_, product))| product).collect()
}

fn is_little(word: &str) -> bool {
    LITTLE_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, query: &str) -> bool {
        let text = Text { names: vec![name.to_owned()], ..Text::default() };
        let known = Known::of(terms_of(&text).into_keys());
        !meanings(query, &known).is_empty()
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

    #[test]
    fn one_slip_is_a_letter_or_a_vowel() {
        assert!(
            is_one_slip("~lehti", "~lahti")
                && is_one_slip("~penda", "~peda")
                && is_one_slip("~tokri", "~tokari")
        );
        assert!(
            !is_one_slip("=daurA", "=dau4A") && !is_one_slip("~abc", "~abc") && !is_one_slip("~a", "~abc")
        );
    }
}
