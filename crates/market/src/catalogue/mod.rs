//! The catalogue: crafts, products, variants, prices, stock, and the shelf that lists show.
//!
//! Reads: `maker`, `hub`, `block`, `picture`. Writes: `product`, `variant`, `stock`, `stock_movement`,
//! `product_withdrawal`, `product_pause`, `price_change`, `product_picture`, and `shelf`, which is derived from them and can be made again.
//! Never: takes stock in two steps. A hold is one conditional update in the transaction that creates the order.
//!
//! Start at [`read::shelf_page`], [`read::product_page`], [`read::for_sale`] and [`stock::hold_all`].

pub mod act;
pub(crate) mod columns;
pub mod facets;
mod facets_sql;
pub mod feed;
mod feed_sql;
mod for_sale;
pub mod own;
pub mod own_cost;
mod own_cost_sql;
pub mod own_photo;
mod own_photo_sql;
pub(crate) mod own_sql;
pub mod read;
pub mod retired;
mod retired_sql;
pub mod rules;
pub(crate) mod shelf_sql;
pub(crate) mod sql;
pub mod stock;
pub(crate) mod stock_sql;
pub mod teaching;

use kernel::ids::{AggregatorId, MakerId, ProductId, VariantId};
use kernel::{BadCell, Day, Paise, Time, Words};
use store::{DbError, FromRow, Row};

use crate::makers::TaxClass;
use columns::Columns;
pub use for_sale::{ForSale, Licence};
pub use rules::{Cursor, Sort};

kernel::codes! {
    /// How a variant comes about.
    pub enum Making {
        /// It lies ready.
        Stock = "stock",
        /// It is made when ordered; what can be ordered is the slots of the week.
        ToOrder = "to_order",
    }
}

/// A picture and what it shows. Its files are named after it, so a page needs no look-up; see [`crate::media`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The picture's id: the beginning of the hash of its original.
    pub id: String,
    /// What it shows, for people who do not see it.
    pub alt: Words,
    /// Whether it has the files for wide screens. Only asked where a page shows it large.
    pub is_large: bool,
}

/// A craft of the district.
#[derive(Clone, Debug)]
pub struct Craft {
    /// Its key, the last part of its page's address.
    pub key: String,
    /// Its name.
    pub name: Words,
    /// When it is most wanted, in English.
    pub season: String,
    /// Whether people eat it.
    pub is_food: bool,
    /// How many goods of it can be seen.
    pub goods: i64,
    /// The picture of its newest good.
    pub picture: Option<Picture>,
}

/// A good as a list shows it.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its id.
    pub id: ProductId,
    /// The last part of its page's address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its craft.
    pub craft_key: String,
    /// The last part of the address of its maker's page.
    pub maker_slug: String,
    /// Who made it.
    pub maker: Words,
    /// Where it was made.
    pub village: Words,
    /// The price of its cheapest variant.
    pub price: Paise,
    /// The price of its dearest variant.
    pub price_to: Paise,
    /// The maximum retail price of its cheapest variant.
    pub mrp: Paise,
    /// Whether any of it lies ready.
    pub making: Making,
    /// Days until the quickest variant is ready.
    pub lead_days: i64,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Whether it is an invented good of the trial.
    pub sample: bool,
    /// When it was listed.
    pub listed_at: Time,
    /// How many pieces, of all variants, can be bought now.
    pub free: i64,
}

/// What a list shows: which goods, in which order, from where on.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this craft.
    pub craft: Option<String>,
    /// Only makers of this block.
    pub block: Option<String>,
    /// Not cheaper.
    pub price_from: Option<Paise>,
    /// Not dearer.
    pub price_to: Option<Paise>,
    /// Whether goods that are sold out are shown.
    pub sold_out: SoldOut,
    /// The order.
    pub sort: Sort,
    /// The place after which this page begins.
    pub after: Option<Cursor>,
}

/// Whether goods that are sold out are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SoldOut {
    /// They are.
    #[default]
    Shown,
    /// Only what can be bought now.
    Hidden,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct ShelfPage {
    /// The goods, at most as many as asked for.
    pub cards: Vec<Card>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// A product as its page shows it.
#[derive(Clone, Debug)]
pub struct ProductPage {
    /// Its facts.
    pub facts: ProductFacts,
    /// What can be bought of it, in the maker's order. Never empty.
    pub variants: Vec<Variant>,
    /// Its pictures, the first one first.
    pub pictures: Vec<Picture>,
}

/// The facts of a product and its maker.
#[derive(Clone, Debug)]
pub struct ProductFacts {
    /// Its id.
    pub id: ProductId,
    /// The last part of its page's address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// What is said of it.
    pub words: Words,
    /// Its craft.
    pub craft_key: String,
    /// The craft's name.
    pub craft: Words,
    /// Whether people eat it: it bears the vegetarian mark or its opposite.
    pub is_food: bool,
    /// The key of its tax rate.
    pub hsn_key: String,
    /// What a pack holds.
    pub net_quantity: Words,
    /// What is in it.
    pub ingredients: Words,
    /// What may harm some people.
    pub allergens: Words,
    /// How to keep it.
    pub storage: Words,
    /// How to care for it.
    pub care: Words,
    /// Its size in the maker's words; empty if told by the variants.
    pub dimensions: String,
    /// How many days it keeps.
    pub shelf_life_days: Option<i64>,
    /// Vegetarian or not; `None` for what nobody eats.
    pub veg: Option<bool>,
    /// Whether it is an invented good of the trial.
    pub sample: bool,
    /// When it was listed.
    pub listed_at: Time,
    /// Whether it has been withdrawn: it cannot be bought.
    pub withdrawn: bool,
    /// Who made it.
    pub maker_id: MakerId,
    /// The last part of the address of her page.
    pub maker_slug: String,
    /// Her name.
    pub maker: Words,
    /// Her village.
    pub village: Words,
    /// Her block.
    pub block: Words,
    /// Her food licence or registration.
    pub fssai: Option<String>,
    /// The last day it holds.
    pub fssai_until: Option<Day>,
    /// Her class under GST.
    pub tax_class: TaxClass,
    /// Who sells for her where she may not sell herself.
    pub aggregator: Option<AggregatorId>,
    /// Whether she is closed or away: nothing of hers can be bought.
    pub closed: bool,
}

impl ProductFacts {
    /// Whether its maker may sell it on `day`: food needs a licence that holds.
    pub fn is_licensed_on(&self, day: Day) -> bool {
        let until = self.fssai_until.filter(|_| self.fssai.is_some());
        !self.is_food || Licence::of(until, day) == Licence::Fine
    }
}

/// A size or colour of a product.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its product.
    pub product: ProductId,
    /// Its id.
    pub id: VariantId,
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
    /// How many a week can be made; nothing for what lies ready.
    pub capacity_per_week: i64,
    /// How many can be bought now.
    pub free: i64,
}

/// A variant of which too little is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short {
    /// Which.
    pub variant: VariantId,
    /// How many were wanted in all.
    pub wanted: u32,
    /// How many are free.
    pub free: u32,
}

/// What can go wrong when someone acts on goods.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// There is no such product.
    #[error("no product {0}")]
    NoProduct(ProductId),
    /// It is withdrawn already, or on sale already.
    #[error("the product already stands so")]
    AlreadySo,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Picture {
    /// The picture whose id and words are the next three columns; none if the id is empty.
    pub(crate) fn from_columns(columns: &mut Columns) -> Result<Option<Picture>, BadCell> {
        let (id, alt) = (columns.next::<String>()?, columns.words()?);
        Ok((!id.is_empty()).then_some(Picture { id, alt, is_large: false }))
    }
}

impl FromRow for Picture {
    fn from_row(row: Row) -> Result<Picture, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Picture { id: columns.next()?, alt: columns.words()?, is_large: columns.next::<i64>()? > 0 })
    }
}

impl FromRow for Craft {
    fn from_row(row: Row) -> Result<Craft, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Craft {
            key: columns.next()?,
            name: columns.words()?,
            season: columns.next()?,
            is_food: columns.yes()?,
            goods: columns.next()?,
            picture: Picture::from_columns(&mut columns)?,
        })
    }
}

impl FromRow for Card {
    fn from_row(row: Row) -> Result<Card, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Card {
            id: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            craft_key: columns.next()?,
            maker_slug: columns.next()?,
            maker: columns.words()?,
            village: columns.words()?,
            price: columns.next()?,
            price_to: columns.next()?,
            mrp: columns.next()?,
            making: columns.next()?,
            lead_days: columns.next()?,
            picture: Picture::from_columns(&mut columns)?,
            sample: columns.yes()?,
            listed_at: columns.next()?,
            free: columns.next()?,
        })
    }
}

impl FromRow for ProductFacts {
    fn from_row(row: Row) -> Result<ProductFacts, BadCell> {
        let mut columns = Columns::of(row);
        Ok(ProductFacts {
            id: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            words: columns.words()?,
            craft_key: columns.next()?,
            craft: columns.words()?,
            is_food: columns.yes()?,
            hsn_key: columns.next()?,
            net_quantity: columns.words()?,
            ingredients: columns.words()?,
            allergens: columns.words()?,
            storage: columns.words()?,
            care: columns.words()?,
            dimensions: columns.next()?,
            shelf_life_days: columns.next()?,
            veg: columns.next::<Option<i64>>()?.map(|veg| veg != 0),
            sample: columns.yes()?,
            listed_at: columns.next()?,
            withdrawn: columns.yes()?,
            maker_id: columns.next()?,
            maker_slug: columns.next()?,
            maker: columns.words()?,
            village: columns.words()?,
            block: columns.words()?,
            fssai: columns.next()?,
            fssai_until: columns.next()?,
            tax_class: columns.next()?,
            aggregator: columns.next()?,
            closed: columns.yes()?,
        })
    }
}

impl FromRow for Variant {
    fn from_row(row: Row) -> Result<Variant, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Variant {
            product: columns.next()?,
            id: columns.next()?,
            label: columns.words()?,
            price: columns.next()?,
            mrp: columns.next()?,
            weight_g: columns.next()?,
            length_mm: columns.next()?,
            breadth_mm: columns.next()?,
            height_mm: columns.next()?,
            making: columns.next()?,
            lead_days: columns.next()?,
            capacity_per_week: columns.next()?,
            free: columns.next()?,
        })
    }
}
