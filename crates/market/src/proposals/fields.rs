//! What can be proposed of a good, and what fits there. Pure.

use kernel::digits::{ascii_digits, only_digits};
use kernel::{Paise, aadhaar};

use super::{Change, Topic};
use crate::catalogue::Making;

kernel::codes! {
    /// One thing about a good that a second person looks at. The words are those of the columns.
    pub enum Field {
        /// Its name in Hindi.
        NameHi = "name_hi",
        /// Its name in English.
        NameEn = "name_en",
        /// What is said of it in Hindi.
        WordsHi = "words_hi",
        /// What is said of it in English.
        WordsEn = "words_en",
        /// What a pack holds, in Hindi.
        NetQuantityHi = "net_quantity_hi",
        /// What a pack holds, in English.
        NetQuantityEn = "net_quantity_en",
        /// What is in it, in Hindi.
        IngredientsHi = "ingredients_hi",
        /// What is in it, in English.
        IngredientsEn = "ingredients_en",
        /// What may harm some people, in Hindi.
        AllergensHi = "allergens_hi",
        /// What may harm some people, in English.
        AllergensEn = "allergens_en",
        /// How to keep it, in Hindi.
        StorageHi = "storage_hi",
        /// How to keep it, in English.
        StorageEn = "storage_en",
        /// How to care for it, in Hindi.
        CareHi = "care_hi",
        /// How to care for it, in English.
        CareEn = "care_en",
        /// Its size in the maker's words.
        Dimensions = "dimensions",
        /// What a size or colour is called in Hindi.
        LabelHi = "label_hi",
        /// What a size or colour is called in English.
        LabelEn = "label_en",
        /// The price of a size or colour.
        Price = "price_paise",
        /// The highest price that may be asked, as it stands on the pack.
        Mrp = "mrp_paise",
        /// Its weight, packed.
        Weight = "weight_g",
        /// Its length, packed.
        Length = "length_mm",
        /// Its breadth, packed.
        Breadth = "breadth_mm",
        /// Its height, packed.
        Height = "height_mm",
        /// How a new size comes about.
        Making = "making",
        /// Days it takes.
        LeadDays = "lead_days",
        /// How many a week.
        Capacity = "capacity_per_week",
        /// How many of a new size lie ready.
        Pieces = "pieces",
        /// The photo buyers see first.
        Photo = "picture_id",
        /// What it shows, in Hindi.
        AltHi = "alt_hi",
        /// What it shows, in English.
        AltEn = "alt_en",
    }
}

/// Why something cannot stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It may not be empty.
    Missing,
    /// Longer than buyers read.
    TooLong,
    /// No such number, or one that is a slip.
    NoNumber,
    /// A price above the highest one that may be asked.
    AboveMrp,
    /// A number shaped like an Aadhaar number.
    Aadhaar,
}

/// Words of a good, in the order of its columns: what [`Topic::Words`] may change.
pub const WORDS: [Field; 15] = [
    Field::NameHi,
    Field::NameEn,
    Field::WordsHi,
    Field::WordsEn,
    Field::NetQuantityHi,
    Field::NetQuantityEn,
    Field::IngredientsHi,
    Field::IngredientsEn,
    Field::AllergensHi,
    Field::AllergensEn,
    Field::StorageHi,
    Field::StorageEn,
    Field::CareHi,
    Field::CareEn,
    Field::Dimensions,
];

/// What a new size or colour is made of.
pub const NEW_SIZE: [Field; 11] = [
    Field::LabelHi,
    Field::LabelEn,
    Field::Price,
    Field::Mrp,
    Field::Weight,
    Field::Length,
    Field::Breadth,
    Field::Height,
    Field::Making,
    Field::LeadDays,
    Field::Capacity,
];

/// What can be put right about a size or colour that is there; its price, days and places of the week have ways of their own.
pub const SIZE: [Field; 7] =
    [Field::LabelHi, Field::LabelEn, Field::Mrp, Field::Weight, Field::Length, Field::Breadth, Field::Height];

/// The photo and what it shows.
pub const PHOTO: [Field; 3] = [Field::Photo, Field::AltHi, Field::AltEn];

/// The same in the other language, and the heart of the translation desk.
pub const PAIRS: [(Field, Field); 7] = [
    (Field::NameHi, Field::NameEn),
    (Field::WordsHi, Field::WordsEn),
    (Field::NetQuantityHi, Field::NetQuantityEn),
    (Field::IngredientsHi, Field::IngredientsEn),
    (Field::AllergensHi, Field::AllergensEn),
    (Field::StorageHi, Field::StorageEn),
    (Field::CareHi, Field::CareEn),
];

impl Field {
    /// What it is about.
    pub const fn is_of(self, topic: Topic) -> bool {
        match self {
            Field::NameHi
            | Field::NameEn
            | Field::WordsHi
            | Field::WordsEn
            | Field::NetQuantityHi
            | Field::NetQuantityEn
            | Field::IngredientsHi
            | Field::IngredientsEn
            | Field::AllergensHi
            | Field::AllergensEn
            | Field::StorageHi
            | Field::StorageEn
            | Field::CareHi
            | Field::CareEn
            | Field::Dimensions => matches!(topic, Topic::Words),
            Field::Price => matches!(topic, Topic::Price | Topic::Size),
            Field::LabelHi
            | Field::LabelEn
            | Field::Mrp
            | Field::Weight
            | Field::Length
            | Field::Breadth
            | Field::Height
            | Field::Making
            | Field::LeadDays
            | Field::Capacity
            | Field::Pieces => matches!(topic, Topic::Size),
            Field::Photo | Field::AltHi | Field::AltEn => matches!(topic, Topic::Photo),
        }
    }

    /// Whether it is money, and is typed in rupees.
    pub const fn is_money(self) -> bool {
        matches!(self, Field::Price | Field::Mrp)
    }

    /// Whether it is typed in centimetres and kept in millimetres.
    pub const fn is_length(self) -> bool {
        matches!(self, Field::Length | Field::Breadth | Field::Height)
    }

    /// Whether it is a whole number.
    pub const fn is_number(self) -> bool {
        matches!(self, Field::Weight | Field::LeadDays | Field::Capacity | Field::Pieces)
    }

    /// The longest text that fits; what is no text is short.
    const fn most(self) -> usize {
        match self {
            Field::WordsHi | Field::WordsEn => 1_000,
            Field::IngredientsHi | Field::IngredientsEn | Field::AllergensHi | Field::AllergensEn => 400,
            Field::StorageHi | Field::StorageEn | Field::CareHi | Field::CareEn => 300,
            Field::AltHi | Field::AltEn => 200,
            Field::Photo => 64,
            _ => 120,
        }
    }

    /// The smallest and largest number that is not a slip.
    const fn bounds(self) -> (i64, i64) {
        match self {
            Field::Price | Field::Mrp => (100, 1_000_000_000),
            Field::Weight => (1, 35_000),
            Field::Length | Field::Breadth | Field::Height => (1, 3_000),
            Field::LeadDays => (0, 365),
            Field::Capacity | Field::Pieces => (0, 9_999),
            _ => (0, 0),
        }
    }

    /// What somebody typed, as it is kept.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn typed(self, text: &str) -> Result<String, Unfit> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let number = if self.is_money() {
            Paise::typed(&text).map(|paise| paise.0)
        } else if self.is_length() {
            millimetres(&text)
        } else if self.is_number() {
            only_digits(&text).parse().ok()
        } else if self == Field::Making {
            return text.parse::<Making>().map(|making| making.to_string()).map_err(|_| Unfit::Missing);
        } else if text.chars().count() > self.most() {
            return Err(Unfit::TooLong);
        } else if aadhaar::is_in(&text) && self != Field::Photo {
            return Err(Unfit::Aadhaar);
        } else {
            return Ok(text);
        };
        let (least, most) = self.bounds();
        match number.filter(|number| (least..=most).contains(number)) {
            Some(number) => Ok(number.to_string()),
            None => Err(Unfit::NoNumber),
        }
    }
}

/// `12.5` centimetres as millimetres.
fn millimetres(text: &str) -> Option<i64> {
    let plain = ascii_digits(text);
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let fits = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || part.len() > 1 || !fits(whole) || !fits(part) {
        return None;
    }
    format!("{whole}{part:0<1}").parse().ok()
}

/// What of `changes` cannot be published beside what stands there: each name in one language at least, no price above the MRP.
pub fn unfit(changes: &[Change], stands: impl Fn(Field) -> String) -> Vec<(Field, Unfit)> {
    let will = |field: Field| {
        let new = changes.iter().find(|change| change.field == field);
        new.map_or_else(|| stands(field), |change| change.to.clone())
    };
    let touched = |fields: &[Field]| changes.iter().any(|change| fields.contains(&change.field));
    let mut unfit = Vec::new();
    if touched(&[Field::NameHi, Field::NameEn])
        && will(Field::NameHi).is_empty()
        && will(Field::NameEn).is_empty()
    {
        unfit.push((Field::NameHi, Unfit::Missing));
    }
    let number = |field: Field| will(field).parse::<i64>().unwrap_or(0);
    if touched(&[Field::Mrp]) && number(Field::Mrp) < number(Field::Price) {
        unfit.push((Field::Mrp, Unfit::AboveMrp));
    }
    if touched(&[Field::Making])
        && will(Field::Making) == Making::ToOrder.as_str()
        && number(Field::Capacity) == 0
    {
        unfit.push((Field::Capacity, Unfit::NoNumber));
    }
    unfit
}

/// Whether what an officer writes only says in one language what is said in the other already, and nobody can be harmed by a
/// slip: such a translation is seen at once. What is in food and whom it may harm is always looked at.
pub fn is_translation(changes: &[Change], stands: impl Fn(Field) -> String) -> bool {
    let harmless = |change: &Change| {
        let pair = PAIRS.iter().find(|(hi, en)| *hi == change.field || *en == change.field);
        pair.is_some_and(|(hi, en)| {
            let other = if *hi == change.field { *en } else { *hi };
            let is_food_fact = matches!(
                hi,
                Field::IngredientsHi | Field::AllergensHi | Field::StorageHi | Field::NetQuantityHi
            );
            !is_food_fact && change.from.is_empty() && !change.to.is_empty() && !stands(other).is_empty()
        })
    };
    !changes.is_empty() && changes.iter().all(harmless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_in_one_way() {
        assert_eq!(Field::NameHi.typed("  लाल   लहठी ").as_deref(), Ok("लाल लहठी"));
        assert_eq!(Field::Mrp.typed("₹१,२५०").as_deref(), Ok("125000"));
        assert_eq!(Field::Length.typed("१२.५").as_deref(), Ok("125"));
        assert_eq!(Field::Weight.typed("250 g").as_deref(), Ok("250"));
        assert_eq!(Field::Weight.typed("0"), Err(Unfit::NoNumber));
        assert_eq!(Field::Height.typed("-3"), Err(Unfit::NoNumber));
        assert_eq!(Field::Making.typed("often"), Err(Unfit::Missing));
        assert_eq!(Field::NameEn.typed(&"a".repeat(121)), Err(Unfit::TooLong));
        assert_eq!(Field::WordsHi.typed("2345 6789 0124"), Err(Unfit::Aadhaar));
    }

    #[test]
    fn a_good_keeps_a_name_and_a_price_below_its_mrp() {
        let change = |field, to: &str| Change { field, from: "x".into(), to: to.into() };
        let stands = |field| if field == Field::Price { "30000".to_owned() } else { String::new() };
        assert_eq!(unfit(&[change(Field::NameHi, "")], stands), [(Field::NameHi, Unfit::Missing)]);
        assert_eq!(unfit(&[change(Field::Mrp, "29900")], stands), [(Field::Mrp, Unfit::AboveMrp)]);
        assert!(unfit(&[change(Field::Mrp, "30000")], stands).is_empty());
    }

    #[test]
    fn a_translation_fills_a_gap_and_says_nothing_of_what_is_in_food() {
        let stands = |field| {
            if field == Field::NameHi || field == Field::IngredientsHi { "खोआ" } else { "" }.to_owned()
        };
        let change = |field, from: &str| Change { field, from: from.into(), to: "Khoa".into() };
        assert!(is_translation(&[change(Field::NameEn, "")], stands));
        assert!(!is_translation(&[change(Field::NameEn, "Milk")], stands), "it says something else");
        assert!(!is_translation(&[change(Field::WordsEn, "")], stands), "nothing is said in Hindi");
        assert!(!is_translation(&[change(Field::IngredientsEn, "")], stands), "somebody may be harmed");
        assert!(!is_translation(&[], stands));
    }

    #[test]
    fn every_field_is_of_a_topic() {
        for field in Field::ALL {
            assert!(Topic::ALL.iter().any(|topic| field.is_of(*topic)), "{field}");
        }
    }
}
