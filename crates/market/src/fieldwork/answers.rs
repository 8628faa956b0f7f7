//! The answers of a record: words by question, as typed. Only questions that exist are kept, only so many letters each.
//!
//! They are kept as typed because a form is left and come back to anywhere; [`rules`](super::rules) makes types of them.

use std::collections::BTreeMap;

use kernel::proof::hex;
use kernel::{BadCell, Cell, Column};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Kind;

/// Bytes of all answers of a record, as JSON.
pub const BYTES_MOST: usize = 16 * 1024;
/// Letters of one answer.
const LETTERS_MOST: usize = 1_000;

/// The questions of a listing, in the order of its six steps.
const LISTING: &[&str] = &[
    "maker",
    "case",
    "name_hi",
    "name_en",
    "mobile",
    "phone_of",
    "maker_kind", // who
    "block",
    "panchayat",
    "village_hi",
    "village_en",
    "pincode",
    "lat",
    "lon",
    "accuracy_m", // where
    "craft",      // craft
    "template",
    "ask_1",
    "ask_2",
    "ask_3",
    "ask_4",
    "ask_5",
    "ask_6",
    "ask_7",
    "ask_8", // the craft's own questions, by their place in the version that is named
    "good_hi",
    "good_en",
    "words_hi",
    "words_en",
    "length_cm",
    "breadth_cm",
    "height_cm",
    "weight_g",
    "making",
    "stock",
    "lead_days",
    "capacity", // goods
    "net_quantity",
    "ingredients",
    "allergens",
    "storage",
    "shelf_life_days",
    "fssai",
    "fssai_until",
    "veg", // goods people eat
    "material",
    "hours",
    "packing",
    "freight",
    "price", // price
];

/// The questions of an inspection; the checks of the craft are asked as `check_…`.
const INSPECTION: &[&str] = &[
    "product",
    "template",
    "note",
    "recheck",
    "seen_price",
    "seen_stock",
    "seen_name",
    "check_1",
    "check_2",
    "check_3",
    "check_4",
    "check_5",
    "check_6",
    "check_7",
    "check_8",
];

/// The questions of a visit: whom, where, what was seen.
const VISIT: &[&str] = &[
    "case",
    "seen_name",
    "name_hi",
    "name_en",
    "kin",
    "maker_kind",
    "mobile", // who
    "block",
    "village_hi",
    "village_en",
    "craft", // where, and what she makes
    "visited",
    "place",
    "lat",
    "lon",
    "accuracy_m",
    "tools",
    "sample_seen",
    "crafts",
    "years",
    "per_week",
    "raw_material",
    "who_makes",
    "visit_note", // seen
];

/// The questions of a kind of record.
pub const fn keys_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Listing => LISTING,
        Kind::Inspection => INSPECTION,
        Kind::Visit => VISIT,
    }
}

/// Answers by question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(BTreeMap<String, String>);

impl Answers {
    /// The answers among `given` that `kind` asks for, without spaces around them; empty ones are none.
    pub fn of<'a>(kind: Kind, given: impl IntoIterator<Item = (&'a str, &'a str)>) -> Answers {
        let mut answers = Answers::default();
        for (key, value) in given {
            answers.set(kind, key, value);
        }
        answers
    }

    /// Gives one answer, or takes it back if it is empty. What the kind does not ask is not kept.
    pub fn set(&mut self, kind: Kind, key: &str, value: &str) {
        if !keys_of(kind).contains(&key) {
            return;
        }
        let value: String = value.trim().chars().filter(|c| *c != '\0').take(LETTERS_MOST).collect();
        if value.is_empty() {
            self.0.remove(key);
        } else {
            self.0.insert(key.to_owned(), value);
        }
    }

    /// The answer, or nothing.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// All of them, by question.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Whether they fit into a record.
    pub fn fit(&self) -> bool {
        self.json().len() <= BYTES_MOST
    }

    /// Takes an answer out, to be kept elsewhere.
    pub(super) fn take(&mut self, key: &str) -> String {
        self.0.remove(key).unwrap_or_default()
    }

    pub(super) fn json(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// The fingerprint of these answers: what a maker agrees to, and what tells a repeat from a change.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.json().as_bytes()))
    }
}

impl Column for Answers {
    fn to_cell(&self) -> Cell {
        Cell::Text(self.json())
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        let text = String::from_cell(cell)?;
        serde_json::from_str(&text).map_err(|_| BadCell::new("answers", &Cell::Text(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_asked_is_kept() {
        let given = [("craft", " lac "), ("account_no", "123456789"), ("price", ""), ("stock", "5")];
        let answers = Answers::of(Kind::Listing, given);
        assert_eq!(answers.iter().collect::<Vec<_>>(), [("craft", "lac"), ("stock", "5")]);
        assert_eq!(Answers::from_cell(answers.to_cell()), Ok(answers.clone()));
        assert_ne!(answers.fingerprint(), Answers::default().fingerprint());
    }

    #[test]
    fn no_answer_is_a_book() {
        let long = "क".repeat(5_000);
        let answers = Answers::of(Kind::Listing, [("words_hi", long.as_str())]);
        assert_eq!(answers.get("words_hi").chars().count(), 1_000);
    }
}
