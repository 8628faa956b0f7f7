//! What several papers say alike: both languages at once, rupees under one another.

use kernel::{Paise, Words};

/// Under whose roof it is; stands at the foot of each page.
pub(crate) const FOOT: &str = "देवघर मार्ट, जिला प्रशासन देवघर / DeogharMart, District Administration Deoghar";

/// A name and a value.
pub(crate) fn fact(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

/// Both languages, or one where they are the same.
pub(crate) fn both(words: &Words) -> String {
    if words.hi == words.en || words.en.is_empty() {
        words.hi.clone()
    } else if words.hi.is_empty() {
        words.en.clone()
    } else {
        format!("{} / {}", words.hi, words.en)
    }
}

/// Always with paise, so that columns stand under one another.
pub(crate) fn rupees(amount: Paise) -> String {
    let written = amount.to_string();
    if written.contains('.') { written } else { format!("{written}.00") }
}
