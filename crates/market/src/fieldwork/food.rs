//! What the law wants told of food: read from the answers of a listing, and the licence of whoever makes it. Start at [`food`].

use kernel::Day;
use kernel::digits::ascii_digits;
use kernel::ids::{MakerId, PersonId};
use kernel::india::Fssai;
use store::{DbError, Read, Tx};

use super::FieldworkError;
use super::rules::{Listing, Reader};
use super::wrong::{Why, Wrong};
use crate::catalogue::Licence;
use crate::licences;
use crate::templates::{LegalField, Template};

/// What the law wants told of what people eat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Food {
    /// What a pack holds.
    pub net_quantity: String,
    /// What is in it.
    pub ingredients: String,
    /// What may harm some people; may be empty.
    pub allergens: String,
    /// How to keep it; may be empty.
    pub storage: String,
    /// How many days it keeps.
    pub shelf_life_days: i64,
    /// Whether it is vegetarian.
    pub is_veg: bool,
    /// The licence its maker showed, with its last day; a maker who is known may have shown it before.
    pub licence: Option<(Fssai, Day)>,
}

/// The answers of a good people eat, by the template of its craft.
pub(super) fn food(reader: &mut Reader<'_>, template: &Template, today: Day) -> Food {
    let mut legal = |field: LegalField| {
        let key = field.as_str();
        if template.needs(field) { reader.needed(key) } else { reader.answers.get(key).to_owned() }
    };
    Food {
        net_quantity: legal(LegalField::NetQuantity),
        ingredients: legal(LegalField::Ingredients),
        allergens: legal(LegalField::Allergens),
        storage: legal(LegalField::Storage),
        shelf_life_days: reader.number(LegalField::ShelfLife.as_str(), 1, 3_650),
        is_veg: reader.answers.get("veg") != "no",
        licence: licence(reader, today),
    }
}

/// The food licence, by whatever version of the questions: nobody sells food without one. Source: FSS Act 2006, section 31.
fn licence(reader: &mut Reader<'_>, today: Day) -> Option<(Fssai, Day)> {
    let is_known = !reader.answers.get("maker").is_empty();
    if is_known && ["fssai", "fssai_until"].iter().all(|key| reader.answers.get(key).is_empty()) {
        return None;
    }
    let number = reader.shaped("fssai", Why::NotALicence, Fssai::typed);
    let ahead = |typed: &str| Day::from_iso(&ascii_digits(typed)).filter(|day| licences::fits(*day, today));
    let until = reader.shaped("fssai_until", Why::NotALastDay, ahead);
    number.zip(until)
}

/// What is wrong with the licence of a maker who is known: none holds, and none was shown with this good.
pub(super) async fn missing(
    read: &mut Read,
    listing: &Listing,
    maker: MakerId,
) -> Result<Option<Wrong>, DbError> {
    let is_asked = listing.good.food.as_ref().is_some_and(|food| food.licence.is_none());
    let is_missing = is_asked && licences::holds(read, maker).await? != Licence::Fine;
    Ok(is_missing.then_some(Wrong { key: "fssai", why: Why::NoLicence }))
}

/// Writes down the licence that was shown with a good, before the good comes on the shelf.
pub(super) async fn keep(
    tx: &mut Tx,
    officer: PersonId,
    maker: MakerId,
    listing: &Listing,
) -> Result<(), FieldworkError> {
    if let Some(wrong) = missing(tx, listing, maker).await? {
        return Err(FieldworkError::Wrong(vec![wrong]));
    }
    let shown = listing.good.food.as_ref().and_then(|food| food.licence.as_ref());
    if let Some((number, until)) = shown {
        licences::first(tx, officer, maker, (number, *until)).await?;
    }
    Ok(())
}
