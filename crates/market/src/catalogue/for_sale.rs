//! Everything a quote needs to know of a size or colour.

use kernel::ids::{AggregatorId, HubId, MakerId, ProductId, VariantId};
use kernel::india::Pin;
use kernel::{BadCell, Day, Paise, Words};
use store::{FromRow, Row};

use super::columns::Columns;
use super::{Making, Picture};
use crate::makers::TaxClass;

/// Everything a quote needs to know of a variant.
#[derive(Clone, Debug)]
pub struct ForSale {
    /// The variant.
    pub variant: VariantId,
    /// What tells it from its sisters.
    pub label: Words,
    /// Its price, tax included.
    pub price: Paise,
    /// The maximum retail price.
    pub mrp: Paise,
    /// Its weight, packed.
    pub weight_g: i64,
    /// Its length, packed.
    pub length_mm: i64,
    /// Its breadth, packed.
    pub breadth_mm: i64,
    /// Its height, packed.
    pub height_mm: i64,
    /// How it comes about.
    pub making: Making,
    /// Days until it is ready to leave.
    pub lead_days: i64,
    /// How many can be bought now.
    pub free: i64,
    /// The product.
    pub product: ProductId,
    /// The last part of its page's address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its craft.
    pub craft_key: String,
    /// Whether people eat it: food and other goods travel apart.
    pub is_food: bool,
    /// The key of its tax rate.
    pub hsn_key: String,
    /// How many days it keeps.
    pub shelf_life_days: Option<i64>,
    /// Whether it is an invented good of the trial.
    pub sample: bool,
    /// Whether somebody took it off sale.
    pub withdrawn: bool,
    /// Whether its maker does not make it now.
    pub paused: bool,
    /// Whether this size or colour is not made any more.
    pub ended: bool,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Who made it.
    pub maker: MakerId,
    /// The last part of the address of her page.
    pub maker_slug: String,
    /// Her name.
    pub maker_name: Words,
    /// Her class under GST.
    pub tax_class: TaxClass,
    /// Who sells for her where she may not sell herself.
    pub aggregator: Option<AggregatorId>,
    /// Whether she has a food licence or registration.
    pub has_fssai: bool,
    /// The last day it holds.
    pub fssai_until: Option<Day>,
    /// Whether she is closed.
    pub closed: bool,
    /// The last day she is away, if she is.
    pub away_until: Option<Day>,
    /// Where she brings parcels.
    pub hub: HubId,
    /// Where that is.
    pub hub_pincode: Pin,
}

impl ForSale {
    /// Whether anybody may sell it: an unenrolled maker needs somebody who does on her behalf, even at home.
    pub fn has_seller(&self) -> bool {
        self.tax_class.sells_herself() || self.aggregator.is_some()
    }

    /// How its food licence stands on `day`.
    pub fn licence_on(&self, day: Day) -> Licence {
        if self.is_food {
            Licence::of(self.fssai_until.filter(|_| self.has_fssai), day)
        } else {
            Licence::Fine
        }
    }
}

/// How the food licence of a good's maker stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// It holds, or the good needs none.
    Fine,
    /// She never had one, or nobody knows its last day.
    Never,
    /// It has run out.
    Over,
}

impl Licence {
    /// The licence of a maker of food, of which the last day is known.
    pub fn of(until: Option<Day>, today: Day) -> Licence {
        match until {
            None => Licence::Never,
            Some(until) if until < today => Licence::Over,
            Some(_) => Licence::Fine,
        }
    }
}

impl FromRow for ForSale {
    fn from_row(row: Row) -> Result<ForSale, BadCell> {
        let mut columns = Columns::of(row);
        Ok(ForSale {
            variant: columns.next()?,
            label: columns.words()?,
            price: columns.next()?,
            mrp: columns.next()?,
            weight_g: columns.next()?,
            length_mm: columns.next()?,
            breadth_mm: columns.next()?,
            height_mm: columns.next()?,
            making: columns.next()?,
            lead_days: columns.next()?,
            free: columns.next()?,
            product: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            craft_key: columns.next()?,
            is_food: columns.yes()?,
            hsn_key: columns.next()?,
            shelf_life_days: columns.next()?,
            sample: columns.yes()?,
            withdrawn: columns.yes()?,
            paused: columns.yes()?,
            ended: columns.yes()?,
            picture: Picture::from_columns(&mut columns)?,
            maker: columns.next()?,
            maker_slug: columns.next()?,
            maker_name: columns.words()?,
            tax_class: columns.next()?,
            aggregator: columns.next()?,
            has_fssai: columns.yes()?,
            fssai_until: columns.next()?,
            closed: columns.yes()?,
            away_until: columns.next()?,
            hub: columns.next()?,
            hub_pincode: columns.next()?,
        })
    }
}
