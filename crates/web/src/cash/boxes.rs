//! What the pages of a keeper and of finance show alike: a count in a sentence.

use kernel::Paise;
use market::cash::{CountLine, CountState};

use crate::text::Text;

/// «counted ₹450, by the book ₹500: ₹50 missing».
pub(super) fn count_told(t: &Text, count: &CountLine) -> String {
    let said = t
        .say(match count.book.minus(count.counted) {
            Some(Paise::ZERO) => "cash-count-right",
            Some(missing) if missing.is_negative() => "cash-count-over",
            _ => "cash-count-short",
        })
        .set("counted", count.counted)
        .set("book", count.book)
        .set("difference", Paise(count.book.minus(count.counted).unwrap_or_default().0.abs()))
        .to_string();
    if count.reason.is_empty() { said } else { format!("{said} {}", count.reason) }
}

/// The key of how a count stands.
pub(super) const fn count_key(state: CountState) -> &'static str {
    match state {
        CountState::Right => "cash-count-stands-right",
        CountState::Asked => "cash-count-stands-asked",
        CountState::Agreed => "cash-count-stands-agreed",
        CountState::Refused => "cash-count-stands-refused",
    }
}
