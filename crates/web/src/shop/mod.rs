//! The shop: front page, crafts, goods, makers, search. Pages that are the same for everybody.

pub(crate) mod card;
pub(crate) mod collection;
pub(crate) mod gone;
pub(crate) mod home;
pub(crate) mod links;
pub(crate) mod listing;
pub(crate) mod maker;
pub(crate) mod open;
pub(crate) mod pictures;
pub(crate) mod press;
pub(crate) mod product;
mod unit_price;
mod wish;
pub(crate) mod words;

use kernel::Words;
use market::catalogue::{self, Making};

use crate::parts::{Card, Shelf, Stock};

/// What there is of a good, told as it is.
pub(crate) fn stock_of(making: Making, free: i64, lead_days: i64) -> Stock {
    let count = |n: i64| u32::try_from(n).unwrap_or(0);
    match (making, count(free)) {
        (Making::Stock, 0) => Stock::Gone,
        (Making::Stock, pieces) => Stock::Ready { pieces },
        (Making::ToOrder, 0) => Stock::Resting,
        (Making::ToOrder, _) => Stock::ToOrder { days: count(lead_days) },
    }
}

/// Goods as a shelf shows them.
pub(crate) fn shelf(cards: Vec<catalogue::Card>) -> Shelf {
    let card = |card: catalogue::Card| Card {
        slug: card.slug,
        name: card.name,
        maker: card.maker,
        village: card.village,
        price: card.price,
        and_up: card.price_to > card.price,
        unit: Words::default(),
        stock: stock_of(card.making, card.free, card.lead_days),
        made_today: false,
        picture: card.picture.map(pictures::of),
        reaches: String::new(),
    };
    Shelf { cards: cards.into_iter().map(card).collect(), in_sight: false }
}
