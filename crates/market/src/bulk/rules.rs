//! Decisions about one row of a bulk edit. Pure.

use kernel::digits::only_digits;
use kernel::ids::{MakerId, ProductId, VariantId};
use kernel::{BadCell, Paise, Words};
use store::{FromRow, Row};

use crate::catalogue::Making;
use crate::catalogue::columns::Columns;
use crate::catalogue::own::{PIECES_MOST, PauseWhy};

kernel::codes! {
    /// What of a size or colour can be changed in bulk.
    pub enum Field {
        /// Its price.
        Price = "price",
        /// How many lie ready.
        Pieces = "pieces",
        /// How many a week, when it is made to order.
        Capacity = "capacity",
        /// Whether the good rests, and why; `no` ends a pause.
        Pause = "pause",
        /// The tax class of the good.
        Hsn = "hsn",
    }
}

kernel::codes! {
    /// Why a row cannot be.
    pub enum Fault {
        /// No such size or colour in her blocks.
        NoSize = "no_size",
        /// No such number.
        NoNumber = "no_number",
        /// Pieces are counted only of what lies ready.
        NotReady = "not_ready",
        /// Places of the week are only of what is made to order.
        NotToOrder = "not_to_order",
        /// No such reason.
        NoReason = "no_reason",
        /// The craft has no such tax class.
        NoHsn = "no_hsn",
        /// The same thing stands in another row.
        Twice = "twice",
    }
}

kernel::codes! {
    /// What became of a row.
    pub enum Outcome {
        /// It was done.
        Done = "done",
        /// It waits for a second person.
        Waits = "waits",
        /// It had changed since and stayed as it was.
        Stayed = "stayed",
        /// It was undone.
        Undone = "undone",
    }
}

/// A word that ends a pause.
pub const NO_PAUSE: &str = "no";

/// A size or colour as it stands now.
#[derive(Clone, Debug)]
pub struct Now {
    /// Which.
    pub variant: VariantId,
    /// Of which good.
    pub product: ProductId,
    /// The last part of the good's address.
    pub slug: String,
    /// The good's name.
    pub good: Words,
    /// The size or colour.
    pub label: Words,
    /// Whose.
    pub maker: MakerId,
    /// Her name.
    pub maker_name: Words,
    /// Its craft.
    pub craft: String,
    /// Its price.
    pub price: Paise,
    /// How it comes about.
    pub making: Making,
    /// Days it takes.
    pub lead_days: i64,
    /// How many a week.
    pub capacity: i64,
    /// How many can be bought.
    pub free: i64,
    /// Why it rests.
    pub paused: Option<PauseWhy>,
    /// Its tax class.
    pub hsn_key: String,
}

impl FromRow for Now {
    fn from_row(row: Row) -> Result<Now, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Now {
            variant: columns.next()?,
            product: columns.next()?,
            slug: columns.next()?,
            good: columns.words()?,
            label: columns.words()?,
            maker: columns.next()?,
            maker_name: columns.words()?,
            craft: columns.next()?,
            price: columns.next()?,
            making: columns.next()?,
            lead_days: columns.next()?,
            capacity: columns.next()?,
            free: columns.next()?,
            paused: columns.next()?,
            hsn_key: columns.next()?,
        })
    }
}

impl Now {
    /// What stands there, as it is kept; money in paise.
    pub fn stands(&self, field: Field) -> String {
        match field {
            Field::Price => self.price.0.to_string(),
            Field::Pieces if self.making == Making::Stock => self.free.to_string(),
            Field::Capacity if self.making == Making::ToOrder => self.capacity.to_string(),
            Field::Pieces | Field::Capacity => String::new(),
            Field::Pause => self.paused.map_or(NO_PAUSE, PauseWhy::as_str).to_owned(),
            Field::Hsn => self.hsn_key.clone(),
        }
    }

    /// What was typed, as it is kept.
    ///
    /// # Errors
    /// The [`Fault`].
    pub fn typed(&self, field: Field, text: &str, hsn_keys: &[String]) -> Result<String, Fault> {
        let text = text.trim();
        let counted = |least: u32| {
            let number = only_digits(text).parse::<u32>().ok();
            let number = number.filter(|number| (least..=PIECES_MOST).contains(number));
            number.map(|number| number.to_string()).ok_or(Fault::NoNumber)
        };
        match field {
            Field::Price => {
                let price = Paise::typed(text).filter(|price| price.0 >= 100);
                price.map(|price| price.0.to_string()).ok_or(Fault::NoNumber)
            }
            Field::Pieces if self.making != Making::Stock => Err(Fault::NotReady),
            Field::Pieces => counted(0),
            Field::Capacity if self.making != Making::ToOrder => Err(Fault::NotToOrder),
            Field::Capacity => counted(1),
            Field::Pause if text == NO_PAUSE || text.parse::<PauseWhy>().is_ok() => Ok(text.to_owned()),
            Field::Pause => Err(Fault::NoReason),
            Field::Hsn if text == self.hsn_key || hsn_keys.iter().any(|key| key == text) => {
                Ok(text.to_owned())
            }
            Field::Hsn => Err(Fault::NoHsn),
        }
    }
}
