//! What buyers say: once per line that reached them, with the maker's answer beside it.

use kernel::ids::{LineId, MakerId, OrderId, PersonId, ProductId};
use kernel::{BadCell, Lang, Limit, Time, Words};
use store::{Db, DbError, FromRow, Read, Row, transaction};

use super::cards::Source;
use super::{QualityError, cards, photos, reviews_sql as sql};
use crate::audit::{Actor, Part};
use crate::catalogue::columns::Columns;
use crate::media::act::Kept;
use crate::search;

/// A review of so few stars opens an improvement card.
pub const LOW_STARS: i64 = 2;
/// Letters of a review or an answer.
const WORDS_MOST: usize = 500;
/// Digits in a row that somebody could be called or known by.
const DIGITS_MOST: usize = 7;
/// Reviews on a page.
const LIST: Limit = Limit::of(20);

/// A line of an order that a buyer may speak of.
#[derive(Clone, Debug)]
pub struct ReviewAsk {
    /// The line.
    pub line: LineId,
    /// The good.
    pub good: Words,
    /// Who made it.
    pub maker: Words,
    /// What she said, if she has: stars and words.
    pub said: Option<(i64, String)>,
}

impl FromRow for ReviewAsk {
    fn from_row(row: Row) -> Result<ReviewAsk, BadCell> {
        let mut columns = Columns::of(row);
        Ok(ReviewAsk {
            line: columns.next()?,
            good: columns.words()?,
            maker: columns.words()?,
            said: columns.next::<Option<i64>>()?.zip(columns.next::<Option<String>>()?),
        })
    }
}

/// A review as pages show it. Who wrote it is nobody's business; that she bought it is proven by the line.
#[derive(Clone, Debug)]
pub struct Review {
    /// The line.
    pub line: LineId,
    /// The good.
    pub good: Words,
    /// One to five.
    pub stars: i64,
    /// What was said; may be empty.
    pub words: String,
    /// When.
    pub at: Time,
    /// The maker's answer; may be empty.
    pub reply: String,
}

impl FromRow for Review {
    fn from_row(row: Row) -> Result<Review, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Review {
            line: columns.next()?,
            good: columns.words()?,
            stars: columns.next()?,
            words: columns.next()?,
            at: columns.next()?,
            reply: columns.next()?,
        })
    }
}

/// What all reviews of a good come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How many there are.
    pub count: i64,
    /// Stars in all.
    pub stars: i64,
}

impl Score {
    /// The mean in tenths of a star, rounded half up; nothing without a review.
    pub const fn tenths(self) -> Option<i64> {
        if self.count == 0 { None } else { Some((self.stars * 20 + self.count) / (self.count * 2)) }
    }
}

/// Words somebody typed for others to read: not a book, and no number in them that somebody could be called or known by.
fn fit(words: &str) -> Result<String, QualityError> {
    let words = words.trim();
    let mut digits = 0;
    for letter in kernel::digits::ascii_digits(words).chars() {
        digits = match letter {
            '0'..='9' => digits + 1,
            ' ' | '-' | '.' => digits,
            _ => 0,
        };
        if digits > DIGITS_MOST {
            return Err(QualityError::BadWords);
        }
    }
    if words.chars().count() > WORDS_MOST { Err(QualityError::BadWords) } else { Ok(words.to_owned()) }
}

/// A buyer says how a good was, with a photo if she likes. A low one opens a card for the maker.
///
/// # Errors
/// [`QualityError::Missing`] for a line that is not hers or has not reached her; [`QualityError::AlreadySo`] the second time;
/// [`QualityError::NoStars`]; [`QualityError::BadWords`].
pub async fn write(
    db: &Db,
    person: PersonId,
    line: LineId,
    (stars, words, lang): (i64, &str, Lang),
    photo: Option<&Kept>,
) -> Result<(), QualityError> {
    if !(1..=5).contains(&stars) {
        return Err(QualityError::NoStars);
    }
    let words = fit(words)?;
    transaction!(db, tx => {
        let bought = sql::bought(tx, person, line).await?.ok_or(QualityError::Missing)?;
        if !sql::insert(tx, person, line, &bought, stars, &words, lang).await? {
            return Err(QualityError::AlreadySo);
        }
        let mut card = None;
        if stars <= LOW_STARS {
            let (about, source) = ((bought.maker, Some(bought.product)), (Source::Review, &*line.to_string()));
            card = Some(cards::open_card(tx, Actor::Mart, about, source, &words).await?);
        }
        if let Some(photo) = photo {
            let by = Actor::Person(person, Part::Buyer);
            photos::beside_review(tx, by, (line, bought.maker), card, photo).await?;
        }
        // What buyers say counts a little in a search.
        search::act::index(tx, bought.product).await?;
        tx.catalogue_changed();
        Ok(())
    })
}

/// A maker answers a review of her good, once.
///
/// # Errors
/// [`QualityError::Missing`] for another maker's; [`QualityError::AlreadySo`]; [`QualityError::NoWords`].
pub async fn reply(db: &Db, maker: MakerId, line: LineId, words: &str) -> Result<(), QualityError> {
    let words = fit(words)?;
    if words.is_empty() {
        return Err(QualityError::NoWords);
    }
    transaction!(db, tx => {
        if !sql::is_of(tx, maker, line).await? {
            return Err(QualityError::Missing);
        }
        if !sql::reply(tx, line, &words).await? {
            return Err(QualityError::AlreadySo);
        }
        tx.catalogue_changed();
        Ok(())
    })
}

/// The lines of an order that have reached their buyer, with what she said of them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn asks(read: &mut Read, order: OrderId) -> Result<Vec<ReviewAsk>, DbError> {
    sql::asks(read, order, LIST).await
}

/// What is said of a good, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_product(read: &mut Read, product: ProductId) -> Result<Vec<Review>, DbError> {
    sql::of_product(read, product, LIST).await
}

/// What is said of a maker's goods, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<Review>, DbError> {
    sql::of_maker(read, maker, LIST).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_to_a_tenth() {
        assert_eq!(Score::default().tenths(), None);
        assert_eq!(Score { count: 3, stars: 13 }.tenths(), Some(43));
        assert_eq!(Score { count: 2, stars: 9 }.tenths(), Some(45));
    }

    #[test]
    fn no_number_of_anybody_stands_in_a_review() {
        assert!(fit("बहुत अच्छा, 2 दिन में 500 ग्राम आया").is_ok());
        assert!(fit("call 98765 43210").is_err() && fit("९८७६५४३२१०").is_err());
        assert!(fit(&"क".repeat(501)).is_err());
    }
}
