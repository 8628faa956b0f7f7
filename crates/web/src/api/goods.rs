//! Goods as the API tells them: a line of a list, and everything about one.

use kernel::{Day, Lang};
use market::catalogue::{Card, Making, ProductPage, Variant};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::wire::{Name, PictureOut, one_of, paise};
use crate::shop::pictures;

/// Who made it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MakerOut {
    /// The last part of the address of her page.
    #[schema(example = "sunita-devi-ghorlash")]
    pub slug: String,
    /// Her name, or that of her group.
    pub name: Name,
    /// Her village.
    pub village: Name,
}

/// A size or colour: what is priced, stocked and bought.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VariantOut {
    /// Its id, for quotes.
    #[schema(example = "var_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    id: String,
    /// What tells it from its sisters; empty if there is nothing to choose.
    label: Name,
    /// The price of one, tax included.
    #[schema(example = 21_000, minimum = 0)]
    price_paise: i64,
    /// The maximum retail price.
    #[schema(example = 22_000, minimum = 0)]
    mrp_paise: i64,
    /// Whole pieces that can be bought now; for what is made to order, places in this week's work.
    #[schema(example = 18, minimum = 0)]
    available: i64,
    /// Whether it lies ready or is made when ordered.
    #[schema(schema_with = makings)]
    making: &'static str,
    /// Days until it is ready to leave.
    #[schema(example = 0, minimum = 0)]
    lead_days: i64,
    /// What it weighs, packed.
    #[schema(example = 550, minimum = 0)]
    weight_g: i64,
}

fn makings() -> Object {
    one_of(Making::ALL.iter().map(|making| making.as_str()))
}

impl VariantOut {
    fn of(variant: &Variant, is_on_sale: bool) -> VariantOut {
        VariantOut {
            id: variant.id.to_string(),
            label: (&variant.label).into(),
            price_paise: paise(variant.price),
            mrp_paise: paise(variant.mrp),
            available: if is_on_sale { variant.free.max(0) } else { 0 },
            making: variant.making.as_str(),
            lead_days: variant.lead_days,
            weight_g: variant.weight_g,
        }
    }
}

/// A good in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductCard {
    /// The last part of its address.
    #[schema(example = "safed-peda")]
    slug: String,
    /// Its name.
    name: Name,
    /// The key of its craft.
    #[schema(example = "peda")]
    craft: String,
    /// Who made it.
    maker: MakerOut,
    /// The price of its cheapest variant, tax included.
    #[schema(example = 21_000, minimum = 0)]
    price_paise: i64,
    /// The price of its dearest variant.
    #[schema(example = 40_000, minimum = 0)]
    price_to_paise: i64,
    /// Its picture.
    picture: Option<PictureOut>,
    /// Whether it is an invented good of the trial.
    #[schema(example = false)]
    sample: bool,
    /// What can be bought of it. Never empty.
    variants: Vec<VariantOut>,
}

impl ProductCard {
    /// A card of the shelf with its variants.
    pub(crate) fn of(site: &str, card: Card, variants: &[Variant]) -> ProductCard {
        ProductCard {
            slug: card.slug,
            name: card.name.into(),
            craft: card.craft_key,
            maker: MakerOut { slug: card.maker_slug, name: card.maker.into(), village: card.village.into() },
            price_paise: paise(card.price),
            price_to_paise: paise(card.price_to),
            picture: card.picture.map(|picture| PictureOut::of(site, &pictures::of(picture))),
            sample: card.sample,
            variants: variants.iter().map(|variant| VariantOut::of(variant, true)).collect(),
        }
    }
}

/// What the law wants told of food.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoodOut {
    /// Whether it is vegetarian.
    #[schema(example = true)]
    vegetarian: bool,
    /// The food licence or registration of its maker.
    #[schema(example = "21526112000345")]
    fssai: Option<String>,
    /// What is in it.
    ingredients: Name,
    /// What may harm some people.
    allergens: Name,
    /// How to keep it.
    storage: Name,
    /// How many days it keeps.
    #[schema(example = 20)]
    best_before_days: Option<i64>,
}

/// Everything about one good.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProductOut {
    /// The last part of its address.
    #[schema(example = "safed-peda")]
    slug: String,
    /// Its name.
    name: Name,
    /// What is said of it.
    description: Name,
    /// The key of its craft.
    #[schema(example = "peda")]
    craft: String,
    /// The craft's name.
    craft_name: Name,
    /// Who made it.
    maker: MakerOut,
    /// The block the maker lives in.
    block: Name,
    /// The price of its cheapest variant, tax included.
    #[schema(example = 21_000, minimum = 0)]
    price_paise: i64,
    /// The price of its dearest variant.
    #[schema(example = 40_000, minimum = 0)]
    price_to_paise: i64,
    /// Whether it can be bought at all; if not, nothing of it is available.
    #[schema(example = true)]
    on_sale: bool,
    /// What can be bought of it, in the maker's order. Never empty.
    variants: Vec<VariantOut>,
    /// Its pictures, the first one first.
    pictures: Vec<PictureOut>,
    /// For food: what the law wants told.
    food: Option<FoodOut>,
    /// What a pack holds.
    net_quantity: Name,
    /// How to care for it.
    care: Name,
    /// Whether it is an invented good of the trial.
    #[schema(example = false)]
    sample: bool,
    /// When it was listed.
    #[schema(example = "2026-11-20T06:30:00.000Z", format = DateTime)]
    listed_at: String,
    /// The addresses of its page.
    page: Name,
}

impl ProductOut {
    /// A product's page.
    pub(crate) fn of(site: &str, page: ProductPage, today: Day) -> ProductOut {
        let f = page.facts;
        let has_seller = f.tax_class.sells_herself() || f.aggregator.is_some();
        let is_on_sale = !f.withdrawn && !f.closed && has_seller && f.is_licensed_on(today);
        let prices = page.variants.iter().map(|variant| paise(variant.price));
        let address = |lang: Lang| format!("{site}/{lang}/products/{}", f.slug);
        let food = f.is_food.then(|| FoodOut {
            vegetarian: f.veg.unwrap_or(false),
            fssai: f.fssai,
            ingredients: f.ingredients.into(),
            allergens: f.allergens.into(),
            storage: f.storage.into(),
            best_before_days: f.shelf_life_days,
        });
        ProductOut {
            page: Name { hi: address(Lang::Hi), en: address(Lang::En) },
            slug: f.slug,
            name: f.name.into(),
            description: f.words.into(),
            craft: f.craft_key,
            craft_name: f.craft.into(),
            maker: MakerOut { slug: f.maker_slug, name: f.maker.into(), village: f.village.into() },
            block: f.block.into(),
            price_paise: prices.clone().min().unwrap_or(0),
            price_to_paise: prices.max().unwrap_or(0),
            on_sale: is_on_sale,
            variants: page.variants.iter().map(|variant| VariantOut::of(variant, is_on_sale)).collect(),
            pictures: page.pictures.into_iter().map(|p| PictureOut::of(site, &pictures::of(p))).collect(),
            food,
            net_quantity: f.net_quantity.into(),
            care: f.care.into(),
            sample: f.sample,
            listed_at: f.listed_at.rfc3339(),
        }
    }
}
