//! The short number by which an order is named on a telephone, and the text that brings it there.

use kernel::ids::ParcelId;
use kernel::{Lang, Paise};
use sha2::{Digest, Sha256};
use store::{DbError, Tx};

use super::sql;
use crate::makers::{self, MakerCore};
use crate::notices;
use crate::orders::OrderLine;

/// A word in a text message has at most so many characters.
///
/// Source: TRAI TCCCPR 2018, registered templates: a variable holds up to 30 characters.
pub(super) const WORD_MOST: usize = 30;
/// Further goods of an order that are told in texts of their own.
const LINES_MOST: usize = 6;
/// Lengths of a number, and how often each is tried before a longer one.
const LENGTHS: [(u32, u32); 2] = [(4, 12), (5, 60)];

/// The number of a parcel on its maker's telephone: four digits, more only when these are used up. It never meant another
/// order on this telephone, so an answer that comes late cannot hit the wrong one.
///
/// # Errors
/// [`DbError`] if the database fails, or if every number was taken, which needs some ten thousand orders of one telephone.
pub(crate) async fn number_for(tx: &mut Tx, maker: &MakerCore, parcel: ParcelId) -> Result<String, DbError> {
    if let Some(number) = sql::number_of(tx, parcel).await? {
        return Ok(number);
    }
    let family = makers::read::by_mobile(tx, &maker.mobile).await?;
    for (digits, tries) in LENGTHS {
        for attempt in 0..tries {
            let number = candidate(parcel, digits, attempt);
            let mut taken = sql::is_taken(tx, maker.id, &number).await?;
            for other in family.iter().filter(|other| other.id != maker.id) {
                taken |= sql::is_taken(tx, other.id, &number).await?;
            }
            if !taken {
                sql::insert_number(tx, parcel, maker.id, &number).await?;
                return Ok(number);
            }
        }
    }
    Err(DbError::Failed(format!("no short number is left for {parcel}")))
}

/// A number of so many digits that only looks like chance: the same parcel tries the same ones.
fn candidate(parcel: ParcelId, digits: u32, attempt: u32) -> String {
    let hash = Sha256::digest(format!("{parcel} {digits} {attempt}").as_bytes());
    let chance = hash.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let lowest = 10_u64.pow(digits - 1);
    (lowest + chance % (9 * lowest)).to_string()
}

/// Tells a maker of a new order: its number, what and how much, and exactly what to answer. Further goods follow in texts
/// of their own, so that nobody needs a page to know what to make.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn tell_of(
    tx: &mut Tx,
    maker: &MakerCore,
    (parcel, code): (ParcelId, &str),
    share: Paise,
    lines: &[OrderLine],
) -> Result<(), DbError> {
    let number = number_for(tx, maker, parcel).await?;
    let goods = lines.first().map_or_else(String::new, |line| brief(line, maker.lang));
    let words = [("number", number.as_str()), ("goods", goods.as_str()), ("amount", &share.to_string())];
    notices::tell(tx, &maker.mobile, maker.lang, "sms-new-order", code, &words).await?;
    for (place, line) in lines.iter().enumerate().skip(1).take(LINES_MOST) {
        let words = [("number", number.as_str()), ("goods", &brief(line, maker.lang))];
        let about = format!("{code} {place}");
        notices::tell(tx, &maker.mobile, maker.lang, "sms-order-line", &about, &words).await?;
    }
    Ok(())
}

/// «12 x लाल लहठी 2.6 इंच», cut to what a text can carry.
pub(super) fn brief(line: &OrderLine, lang: Lang) -> String {
    let label = line.label.pick(lang);
    let space = if label.is_empty() { "" } else { " " };
    short(&format!("{} x {}{space}{label}", line.quantity, line.name.pick(lang)))
}

/// Words cut to what a text can carry, at the end of a word.
pub(crate) fn short(words: &str) -> String {
    let words = words.trim();
    let Some((end, _)) = words.char_indices().nth(WORD_MOST) else { return words.to_owned() };
    let cut = &words[..end];
    let at = cut.rfind(' ').filter(|at| *at > 0).unwrap_or(cut.len());
    cut[..at].trim_end_matches([',', '-', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::Id;

    #[test]
    fn a_number_has_the_digits_it_should_and_differs_from_try_to_try() {
        let parcel = ParcelId::new(Time(1), [7; 10]);
        for digits in 4..=5 {
            let number = candidate(parcel, digits, 0);
            assert_eq!(number.len(), digits as usize, "{number}");
        }
        assert_eq!(candidate(parcel, 4, 1), candidate(parcel, 4, 1));
        assert_ne!(candidate(parcel, 4, 1), candidate(parcel, 4, 2));
    }

    #[test]
    fn words_are_cut_between_words() {
        assert_eq!(short(" 2 x लाल लहठी "), "2 x लाल लहठी");
        assert_eq!(short("12 x Red lahthi, kundan work, 2.6 inch"), "12 x Red lahthi, kundan work");
        assert_eq!(short(&"x".repeat(40)).len(), WORD_MOST);
    }
}
