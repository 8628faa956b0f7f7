//! Decisions about goods: the place in a list, and wants summed before stock is asked.

use std::collections::BTreeMap;
use std::fmt;

use kernel::ids::{ProductId, VariantId};
use kernel::{Lang, Words};

use super::Card;

kernel::codes! {
    /// The order of a list.
    #[derive(Default)]
    pub enum Sort {
        /// What was listed last comes first.
        #[default]
        Newest = "newest",
        /// The lowest price first.
        Cheapest = "cheapest",
        /// The highest price first.
        Dearest = "dearest",
    }
}

/// A place in a list: the last good of the page before. To others it is one opaque word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    sort: Sort,
    key: i64,
    product: ProductId,
}

impl Cursor {
    /// The place after `card` in a list ordered by `sort`.
    pub fn after(sort: Sort, card: &Card) -> Cursor {
        let key = match sort {
            Sort::Newest => card.listed_at.0,
            Sort::Cheapest | Sort::Dearest => card.price.0,
        };
        Cursor { sort, key, product: card.id }
    }

    /// What `read` gave as a word before; `None` if it is not one of ours.
    pub fn read(word: &str) -> Option<Cursor> {
        let mut parts = word.splitn(3, '.');
        let sort = match parts.next()? {
            "n" => Sort::Newest,
            "c" => Sort::Cheapest,
            "d" => Sort::Dearest,
            _ => return None,
        };
        let key = i64::from_str_radix(parts.next()?, 16).ok().filter(|key| *key >= 0)?;
        let product = format!("{}_{}", ProductId::PREFIX, parts.next()?).parse().ok()?;
        Some(Cursor { sort, key, product })
    }

    /// Key and product to begin after in a list ordered by `sort`. A cursor of another order begins at the start, which
    /// in a list by price is where the wanted prices begin.
    pub(crate) fn start(after: Option<Cursor>, sort: Sort, (from, to): (i64, i64)) -> (i64, String) {
        match (after.filter(|cursor| cursor.sort == sort), sort) {
            (Some(cursor), _) => (cursor.key, cursor.product.to_string()),
            (None, Sort::Newest) => (i64::MAX, String::new()),
            (None, Sort::Cheapest) => (from.saturating_sub(1), "z".to_owned()),
            (None, Sort::Dearest) => (to.saturating_add(1), String::new()),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = match self.sort {
            Sort::Newest => 'n',
            Sort::Cheapest => 'c',
            Sort::Dearest => 'd',
        };
        let product = self.product.to_string();
        let letters = product.split_once('_').map_or("", |(_, letters)| letters);
        write!(f, "{sort}.{:x}.{letters}", self.key)
    }
}

/// Wants of the same variant become one, in the order of the ids, so that two orders never wait for each other crosswise.
/// Wants of nothing are dropped. A sum too large for `u32` becomes the largest one, which nobody has in stock.
pub fn together(wants: &[(VariantId, u32)]) -> Vec<(VariantId, u32)> {
    let mut sums: BTreeMap<VariantId, u32> = BTreeMap::new();
    for (variant, count) in wants {
        let sum = sums.entry(*variant).or_default();
        *sum = sum.saturating_add(*count);
    }
    sums.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// Letters of what a picture shows, at most; a reader who hears it wants a sentence.
const ALT_MOST: usize = 200;

/// What a picture shows, tidied: both languages, neither longer than a sentence.
///
/// # Errors
/// The languages in which it is not said. No photo is published without both.
pub fn described(alt: &Words) -> Result<Words, Vec<Lang>> {
    let tidy = |text: &str| {
        let text: Vec<&str> = text.split_whitespace().collect();
        text.join(" ").chars().take(ALT_MOST).collect::<String>()
    };
    let said = Words::new(tidy(&alt.hi), tidy(&alt.en));
    let missing: Vec<Lang> = [(Lang::Hi, &said.hi), (Lang::En, &said.en)]
        .iter()
        .filter(|(_, text)| text.is_empty())
        .map(|(lang, _)| *lang)
        .collect();
    if missing.is_empty() { Ok(said) } else { Err(missing) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::Id;

    #[test]
    fn a_cursor_reads_back_and_nothing_else_does() {
        let product = ProductId::new(Time(1_800_000_000_000), [7; 10]);
        for sort in Sort::ALL {
            let cursor = Cursor { sort: *sort, key: 12_345, product };
            assert_eq!(Cursor::read(&cursor.to_string()), Some(cursor));
        }
        for wrong in [
            "",
            "n",
            "n.1",
            "x.1.01jd0000000000000000000000",
            "n.-1.01jd0000000000000000000000",
            "n.zz.a",
            "n.1.'; drop",
        ] {
            assert_eq!(Cursor::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_cursor_of_another_order_begins_at_the_start() {
        let cursor = Cursor { sort: Sort::Newest, key: 5, product: ProductId::new(Time(5), [1; 10]) };
        assert_eq!(Cursor::start(Some(cursor), Sort::Cheapest, (100, 500)), (99, "z".to_owned()));
        assert_eq!(Cursor::start(Some(cursor), Sort::Dearest, (100, 500)), (501, String::new()));
        assert_eq!(Cursor::start(Some(cursor), Sort::Newest, (100, 500)).0, 5);
    }

    #[test]
    fn wants_of_one_variant_are_summed_and_sorted() {
        let (a, b) = (VariantId::new(Time(1), [0; 10]), VariantId::new(Time(2), [0; 10]));
        assert_eq!(together(&[(b, 1), (a, 2), (b, 3), (a, 0)]), vec![(a, 2), (b, 4)]);
        assert_eq!(together(&[(a, u32::MAX), (a, 1)]), vec![(a, u32::MAX)]);
        assert!(together(&[(a, 0)]).is_empty());
    }

    #[test]
    fn a_picture_is_described_in_both_languages_or_not_at_all() {
        let said = described(&Words::new("  बाँस की\n डलिया ", "A bamboo  basket")).expect("both");
        assert_eq!((said.hi.as_str(), said.en.as_str()), ("बाँस की डलिया", "A bamboo basket"));
        assert_eq!(described(&Words::new("", " \t")), Err(vec![Lang::Hi, Lang::En]));
        assert_eq!(described(&Words::new("डलिया", "")), Err(vec![Lang::En]));
        let long = described(&Words::new("क".repeat(500), "a".repeat(500))).expect("both");
        assert_eq!((long.hi.chars().count(), long.en.len()), (ALT_MOST, ALT_MOST));
    }
}
