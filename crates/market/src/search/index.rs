//! The index: every term with the goods that have it, in the memory of each process.
//!
//! It is made from one row a good (`search_document`) and brought up to date by the rows that are newer than what it holds.
//! A good that changes gets a new place and its old one is given up; when a quarter of all places are given up, they are
//! cleared away. A posting is a number: the place of the good, and how much the term counts there.
//!
//! Reads, writes: nothing. Start at [`Index::put`] and [`Index::best`].

use std::collections::{BTreeMap, HashMap};
use std::ops::{Bound, RangeInclusive};

use kernel::Time;
use kernel::ids::ProductId;

use super::rules::Meaning;

/// Bits of a posting that hold the weight; weights are at most 31.
const WEIGHT_BITS: u32 = 5;
const WEIGHT_MOST: u32 = (1 << WEIGHT_BITS) - 1;
const ANY_WEIGHT: RangeInclusive<u32> = 1..=WEIGHT_MOST;
/// Terms that what is typed may become.
const BEGUN_MOST: usize = 100;
/// Terms one word may stand for when it is completed or corrected.
const GUESSES_MOST: usize = 8;
/// Fewer given-up places are not worth clearing.
const GIVEN_UP_LEAST: usize = 1_000;

/// A row of `search_document`.
#[derive(Clone, Debug)]
pub struct Document {
    /// The good.
    pub product: ProductId,
    /// The version of the index that brought it.
    pub version: i64,
    /// When the good was listed.
    pub listed_at: Time,
    /// What its reviews add or take away.
    pub praise: i64,
    /// Its terms, as [`written`] writes them; empty if it is off the shelf.
    pub terms: String,
}

/// Terms as a row keeps them: a line for each weight, the weight and then its terms.
pub(crate) fn written(terms: &BTreeMap<String, i64>) -> String {
    let mut lines: BTreeMap<i64, String> = BTreeMap::new();
    for (term, weight) in terms {
        let line = lines.entry(*weight).or_insert_with(|| weight.to_string());
        line.push(' ');
        line.push_str(term);
    }
    lines.into_values().rev().collect::<Vec<_>>().join("\n")
}

/// A good at its place.
#[derive(Clone, Copy, Debug)]
struct Place {
    product: ProductId,
    listed_at: Time,
    praise: i8,
    version: i64,
    /// Whether the good has another place now, or is off the shelf.
    given_up: bool,
}

/// Every term with its postings, and every good with its place.
#[derive(Clone, Debug, Default)]
pub struct Index {
    places: Vec<Place>,
    place_of: HashMap<ProductId, u32>,
    terms: BTreeMap<Box<str>, Vec<u32>>,
    given_up: usize,
}

/// The postings of a word's terms, each with how well the term fits, and the weights that are asked for.
type Asked<'a> = (Vec<(&'a [u32], u16)>, RangeInclusive<u32>);

/// A good that answers: how well, when it was listed, which it is.
type Answer = (u32, Time, ProductId);

impl Index {
    /// Takes in a row; one that is not newer than what is held changes nothing.
    pub fn put(&mut self, document: &Document) {
        if let Some(at) = self.place_of.get(&document.product).copied() {
            let old = &mut self.places[at as usize];
            if old.version >= document.version {
                return;
            }
            self.given_up += usize::from(!old.given_up);
            old.given_up = true;
        }
        let at = u32::try_from(self.places.len()).unwrap_or(u32::MAX >> WEIGHT_BITS);
        let Document { product, version, listed_at, praise, .. } = *document;
        let praise = i8::try_from(praise).unwrap_or(0);
        let off_shelf = document.terms.is_empty();
        self.places.push(Place { product, listed_at, praise, version, given_up: off_shelf });
        self.given_up += usize::from(off_shelf);
        self.place_of.insert(product, at);
        for line in document.terms.lines() {
            let mut words = line.split(' ');
            let weight = words.next().and_then(|word| word.parse::<u32>().ok()).unwrap_or(0);
            let posting = (at << WEIGHT_BITS) | weight.min(WEIGHT_MOST);
            for term in words {
                match self.terms.get_mut(term) {
                    Some(postings) => postings.push(posting),
                    None => drop(self.terms.insert(term.into(), vec![posting])),
                }
            }
        }
        if self.given_up > GIVEN_UP_LEAST && self.given_up > self.places.len() / 4 {
            self.clear_away();
        }
    }

    /// Closes the gaps that given-up places leave. What is off the shelf keeps no place: a row of it that comes again is
    /// taken in again, and means nothing.
    fn clear_away(&mut self) {
        let mut moved = vec![u32::MAX; self.places.len()];
        let mut kept = Vec::with_capacity(self.places.len() - self.given_up);
        for (at, place) in self.places.iter().enumerate().filter(|(_, place)| !place.given_up) {
            moved[at] = u32::try_from(kept.len()).unwrap_or(u32::MAX);
            kept.push(*place);
        }
        self.terms.retain(|_, postings| {
            postings.retain_mut(|posting| {
                let at = moved[(*posting >> WEIGHT_BITS) as usize];
                *posting = (at << WEIGHT_BITS) | (*posting & WEIGHT_MOST);
                at != u32::MAX
            });
            !postings.is_empty()
        });
        self.place_of = (0..).zip(&kept).map(|(at, place)| (place.product, at)).collect();
        (self.places, self.given_up) = (kept, 0);
    }

    /// How many goods can be found.
    pub fn len(&self) -> usize {
        self.places.len() - self.given_up
    }

    /// Whether none can be found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a good has the term.
    pub(crate) fn has(&self, term: &str) -> bool {
        self.terms.get(term).is_some_and(|postings| self.is_had(postings))
    }

    fn is_had(&self, postings: &[u32]) -> bool {
        postings.iter().any(|posting| !self.places[(posting >> WEIGHT_BITS) as usize].given_up)
    }

    fn from<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a [u32])> {
        let range = self.terms.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        range
            .map(|(term, postings)| (&**term, postings.as_slice()))
            .take_while(move |(t, _)| t.starts_with(start))
    }

    /// Terms that begin with `start`, the shortest first.
    pub(crate) fn beginning(&self, start: &str) -> Vec<String> {
        let mut found: Vec<_> = self.from(start).filter(|(_, postings)| self.is_had(postings)).collect();
        found.sort_by_key(|(term, _)| term.len());
        found.into_iter().take(GUESSES_MOST).map(|(term, _)| term.to_owned()).collect()
    }

    /// Terms of the same kind and first letter that are one slip away from `term`.
    pub(crate) fn nearly(&self, term: &str) -> Vec<String> {
        let Some(first) = term.chars().nth(1) else { return Vec::new() };
        let start: String = term.chars().take(1).chain([first]).collect();
        self.from(&start)
            .filter(|(known, postings)| is_one_slip(term, known) && self.is_had(postings))
            .take(GUESSES_MOST)
            .map(|(known, _)| known.to_owned())
            .collect()
    }

    /// Terms that begin with one of these, the shortest first, as a word that fits them all equally well.
    pub(crate) fn begun(&self, starts: &[String]) -> Meaning {
        let mut found: Vec<&str> =
            starts.iter().flat_map(|start| self.from(start)).map(|(term, _)| term).collect();
        found.sort_unstable_by_key(|term| (term.len(), *term));
        found.dedup();
        found.into_iter().take(BEGUN_MOST).map(|term| (term.to_owned(), 1)).collect()
    }

    /// Goods that answer every word of a query, the best first, at most `most`.
    pub(crate) fn best(&self, meanings: &[Meaning], most: usize) -> Vec<ProductId> {
        self.best_of(meanings, |_| ANY_WEIGHT, most)
    }

    /// As [`best`](Index::best), among goods where the word at each place counts as much as `weights` says. A word answers as well as the best of its
    /// terms, its weight times how well it fits; a good as well as its words together, a little better or worse by what its
    /// reviews say. Of two that answer equally well the newer one comes first.
    pub(crate) fn best_of(
        &self,
        meanings: &[Meaning],
        weights: impl Fn(usize) -> RangeInclusive<u32>,
        most: usize,
    ) -> Vec<ProductId> {
        let word = |(place, meaning)| (self.asked(meaning), weights(place));
        let mut words: Vec<Asked<'_>> = meanings.iter().enumerate().map(word).collect();
        // The rarest word first: it leaves the fewest goods to look at.
        words.sort_by_key(|(terms, _)| terms.iter().map(|(postings, _)| postings.len()).sum::<usize>());
        let mut scores = vec![0_u16; self.places.len()];
        let mut answers: Vec<(u32, u32)> = Vec::new();
        for (round, (terms, weights)) in words.iter().enumerate() {
            let mut touched = Vec::new();
            for (postings, fit) in terms {
                for posting in postings.iter().filter(|posting| weights.contains(&(*posting & WEIGHT_MOST))) {
                    let (at, score) = (posting >> WEIGHT_BITS, (posting & WEIGHT_MOST) as u16 * fit);
                    let kept = &mut scores[at as usize];
                    if *kept == 0 {
                        touched.push(at);
                    }
                    *kept = score.max(*kept);
                }
            }
            if round == 0 {
                let living = touched.iter().filter(|at| !self.places[**at as usize].given_up);
                answers = living.map(|at| (*at, u32::from(scores[*at as usize]))).collect();
            } else {
                answers.retain_mut(|(at, sum)| {
                    *sum += u32::from(scores[*at as usize]);
                    scores[*at as usize] > 0
                });
            }
            touched.into_iter().for_each(|at| scores[at as usize] = 0);
        }
        self.sorted(&answers, most)
    }

    fn asked(&self, meaning: &Meaning) -> Vec<(&[u32], u16)> {
        let term = |(term, fit): &(String, i64)| {
            Some((self.terms.get(term.as_str())?.as_slice(), u16::try_from(*fit).unwrap_or(0)))
        };
        meaning.iter().filter_map(term).collect()
    }

    fn sorted(&self, answers: &[(u32, u32)], most: usize) -> Vec<ProductId> {
        let answer = |(at, score): &(u32, u32)| {
            let place = self.places[*at as usize];
            (score.saturating_add_signed(i32::from(place.praise)), place.listed_at, place.product)
        };
        let mut best: Vec<Answer> = answers.iter().map(answer).collect();
        let better = |one: &Answer, other: &Answer| other.cmp(one);
        if best.len() > most {
            best.select_nth_unstable_by(most, better);
            best.truncate(most);
        }
        best.sort_unstable_by(better);
        best.into_iter().map(|(_, _, product)| product).collect()
    }
}

/// One letter more or less, or one vowel for another. A consonant for another is another word: दौरा, दौड़ा.
fn is_one_slip(one: &str, other: &str) -> bool {
    // No letter has more than four bytes.
    if one.len().abs_diff(other.len()) > 4 {
        return false;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::ids::Id;

    fn good(number: u8) -> ProductId {
        ProductId::new(Time(i64::from(number)), [number; 10])
    }

    fn row(number: u8, version: i64, terms: &str) -> Document {
        Document {
            praise: 0,
            product: good(number),
            version,
            listed_at: Time(i64::from(number)),
            terms: terms.to_owned(),
        }
    }

    fn asks(words: &[&str]) -> Vec<Meaning> {
        words.iter().map(|word| vec![((*word).to_owned(), 6)]).collect()
    }

    #[test]
    fn what_counts_more_comes_first_and_of_equals_the_newer() {
        let mut index = Index::default();
        for document in
            [row(1, 1, "16 peda\n3 mohanpur"), row(2, 2, "20 peda"), row(3, 3, "16 peda\n1 mohanpur")]
        {
            index.put(&document);
        }
        assert_eq!(index.best(&asks(&["peda"]), 9), [good(2), good(3), good(1)]);
        assert_eq!(index.best(&asks(&["peda"]), 1), [good(2)]);
        assert_eq!(index.best(&asks(&["peda", "mohanpur"]), 9), [good(1), good(3)]);
        assert!(index.best(&asks(&["peda", "lac"]), 9).is_empty());
    }

    #[test]
    fn a_good_is_found_by_its_newest_row_only() {
        let mut index = Index::default();
        index.put(&row(1, 5, "16 peda"));
        index.put(&row(1, 4, "16 lac"));
        assert!(index.has("peda") && !index.has("lac"));
        index.put(&row(1, 6, "16 lac"));
        assert!(!index.has("peda") && index.has("lac"));
        assert_eq!((index.best(&asks(&["lac"]), 9), index.len()), (vec![good(1)], 1));
        index.put(&row(1, 7, ""));
        assert!(index.is_empty() && !index.has("lac") && index.beginning("la").is_empty());
    }

    #[test]
    fn given_up_places_are_cleared_away_and_nothing_else_is() {
        let mut index = Index::default();
        index.put(&row(9, 1, "7 clay"));
        for version in 2..3_000 {
            index.put(&row(1, version, &format!("16 peda\n1 word{version}")));
        }
        assert!(index.places.len() < 2_500 && index.len() == 2, "{}", index.places.len());
        assert_eq!(index.best(&asks(&["peda"]), 9), [good(1)]);
        assert_eq!(index.best(&asks(&["clay"]), 9), [good(9)]);
        assert!(index.has("word2999") && !index.has("word2000"));
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

    #[test]
    fn reviews_part_two_goods_and_never_a_better_answer_from_a_worse_one() {
        let mut index = Index::default();
        index.put(&Document { praise: -5, ..row(1, 1, "16 diya") });
        index.put(&Document { praise: 5, ..row(2, 1, "16 diya") });
        index.put(&Document { praise: 5, ..row(3, 1, "8 diya") });
        let best = index.best(&[vec![("diya".to_owned(), 6)]], 9);
        let wanted: Vec<ProductId> = [2, 1, 3].map(|number| row(number, 1, "").product).into();
        assert_eq!(best, wanted);
    }

    #[test]
    fn a_row_keeps_every_term_with_its_weight() {
        let terms =
            BTreeMap::from([("peda".to_owned(), 20), ("=peRA".to_owned(), 20), ("khoa".to_owned(), 1)]);
        assert_eq!(written(&terms), "20 =peRA peda\n1 khoa");
    }
}
