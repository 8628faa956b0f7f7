//! Quality over HTTP: a buyer tells how it was, a maker answers, officers see to what went wrong, heads see whether it grows less.
//!
//! Reads and writes: through [`market::quality`]. Another's order, review or card does not exist.
//!
//! Start at [`routes`].

mod buyer;
mod cards;
mod maker;
mod photos;
mod training;
pub(crate) mod trends;

use market::quality::QualityError;

use crate::desk::send;
use crate::error::WebError;
use crate::form::Typed;
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;

/// The addresses of reviews and cards.
pub(crate) fn routes(routes: Routes) -> Routes {
    let card = || Right::Officer.own(Thing::Card);
    let photo = |right: Right| right.own(Thing::QualityPhoto);
    routes
        .get("/orders/{code}/reviews", Right::SignedIn.own(Thing::Order), buyer::show)
        .post("/orders/{code}/reviews", Right::SignedIn.own(Thing::Order), buyer::write)
        .get("/maker/reviews", Right::Maker, maker::show)
        .post("/maker/reviews", Right::Maker, maker::reply)
        .get("/officer/quality", Right::Officer, cards::of_officer)
        .get("/officer/quality/reviews", Right::Officer, photos::waiting)
        .get("/officer/quality/photos/{id}", photo(Right::Officer), photos::for_officer)
        .post("/officer/quality/photos/{id}/showing", photo(Right::Officer), photos::show)
        .post("/officer/quality/photos/{id}/refusal", photo(Right::Officer), photos::refuse)
        .post("/officer/quality/{id}/photos", card(), photos::add)
        .get("/head/quality/{id}", Right::Head.own(Thing::Card), cards::show_head)
        .get("/head/quality/photos/{id}", photo(Right::Head), photos::for_head)
        .get("/officer/trainings", Right::Officer, training::show)
        .post("/officer/trainings", Right::Officer, training::note)
        .get("/maker/cards", Right::Maker, training::own_cards)
        .get("/maker/cards/{id}", Right::Maker.own(Thing::Card), training::own_card)
        .get("/maker/cards/photos/{id}", photo(Right::Maker), photos::for_maker)
        .get("/officer/quality/{id}", card(), cards::show)
        .post("/officer/quality/{id}/plan", card(), cards::plan)
        .post("/officer/quality/{id}/removal", card(), cards::remove)
        .get("/head/quality", Right::Head, cards::of_head)
        .get("/office/quality", Right::DcOffice, trends::of_office)
}

impl From<QualityError> for WebError {
    fn from(cause: QualityError) -> WebError {
        match cause {
            QualityError::Missing => WebError::Missing,
            QualityError::NoStars => WebError::Unclear("quality-wrong-stars"),
            QualityError::BadWords => WebError::Unclear("quality-wrong-words"),
            QualityError::NoWords => WebError::Unclear("quality-wrong-no-words"),
            QualityError::BadDay => WebError::Unclear("quality-wrong-day"),
            QualityError::AlreadySo => WebError::Conflict("quality-wrong-already"),
            QualityError::NotNow(_) | QualityError::PhotoNotNow(_) | QualityError::Raced => {
                WebError::Conflict("wrong-raced")
            }
            QualityError::Db(cause) => cause.into(),
        }
    }
}

/// Stars in words and signs: «★★★★☆ 5 में से 4».
pub(crate) fn stars(t: &Text, stars: i64) -> String {
    let full = usize::try_from(stars.clamp(0, 5)).unwrap_or(0);
    let signs = format!("{}{}", "★".repeat(full), "☆".repeat(5 - full));
    format!("{signs} {}", t.say("quality-of-five").set("stars", full))
}
