//! Quality: what buyers say of goods, what goes wrong with them, how it is mended, and the mark a good earns.
//!
//! Reads: `inspection`, `order_line`, `parcel`. Writes: `review`, `improvement_card`. Never: a mark somebody types in; a review
//! of a good that did not reach its buyer.
//!
//! A failed inspection, a parcel the hub does not pass and a review of two stars or fewer open a card each, once. The next
//! inspection that finds the good right closes the cards of that good. Start at [`write`], [`plan`] and [`mark_and_score`].

mod cards;
mod cards_sql;
mod grade;
mod grade_sql;
mod machine;
mod marks;
mod photo_machine;
mod photos;
mod photos_sql;
mod reviews;
mod reviews_sql;
mod trends;
mod trends_sql;

pub use cards::{Card, Source, card, cards_of_maker, drop_card, open_cards, own_card, plan};
pub(crate) use cards::{drop_all, mended, open_card};
pub use grade::{COMPLAINT_DAYS, GRADE_DAYS, GRADE_LOOKS, GRADE_OFFICERS, Grade, grade, grade_of};
pub use machine::{CardState, Event, NotNow};
pub use marks::{MARK_DAYS, Mark, PRAISE_MOST, mark, mark_and_score, praise};
pub use photo_machine::{PhotoEvent, PhotoState};
pub use photos::{
    CardPhoto, HubLook, Looker, Moment, Waiting, add_to_card, decide_photo, of_card, of_inspection,
    picture_for, shown_photos, waiting_photos,
};
pub(crate) use photos::{forget_photos, hub_looked, look_sent};
pub use reviews::{LOW_STARS, Review, ReviewAsk, Score, asks, of_maker, of_product, reply, write};

pub use trends::{By, Count, Course, STEP_DAYS, STEPS, Trend, together, trends};

use store::DbError;

/// What can go wrong with a review or a card. Each variant has a message in `locales/*/quality.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum QualityError {
    /// There is no such line, review or card for this reader.
    #[error("no such thing here")]
    Missing,
    /// One to five stars.
    #[error("not a number of stars")]
    NoStars,
    /// The words hold a number somebody could be called or known by, or are too long.
    #[error("words that may not stand there")]
    BadWords,
    /// A reason, an advice or an answer is needed.
    #[error("words are needed")]
    NoWords,
    /// A day that is past or too far away.
    #[error("not a day to plan for")]
    BadDay,
    /// It stands otherwise now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// The photo stands otherwise now.
    #[error(transparent)]
    PhotoNotNow(#[from] photo_machine::PhotoNotNow),
    /// It was told or answered before.
    #[error("it was said before")]
    AlreadySo,
    /// Another change won.
    #[error("another change won")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
