//! What pages ask about baskets and quotes.

use std::collections::HashMap;

use kernel::ids::{
    AggregatorId, CartId, CounterId, HubId, KitId, MakerId, OfferId, PickupSlotId, ProductId, QuoteId,
    StallId, VariantId,
};
use kernel::india::Pin;
use kernel::{BasisPoints, Day, Paise, Time, Words};
use store::{Db, DbError, Read};

use super::books::Books;
use super::rules::{self, Line, Shipment, TaxSplit};
use super::sellable::{Stands, obstacles};
use super::sellers::{Seller, Supply, seller_for};
use super::{PaymentMethod, QuoteError, To, WhyNot, act, sql};
use crate::catalogue;
use crate::catalogue::ForSale;
use crate::delivery::Carrier;
use crate::kits::{self, Bought, Want};
use crate::offers::{self, Wanted};
use crate::places::OTHER_COUNTRIES;

/// A good in a basket, as it stands now.
#[derive(Clone, Debug)]
pub struct CartLine {
    /// How many are wanted.
    pub quantity: u32,
    /// The good today: price, stock, maker.
    pub good: ForSale,
}

store::row! {
    /// The head of a quote as it is stored.
    pub struct Head {
        /// Its id.
        pub id: QuoteId,
        /// The basket it was made from.
        pub cart: Option<CartId>,
        /// Where it goes.
        pub pin: Pin,
        /// The State that is in.
        pub state_code: String,
        /// The district that is in.
        pub district: String,
        /// How the buyer means to pay.
        pub method: PaymentMethod,
        /// The goods, tax included.
        pub goods: Paise,
        /// The freight.
        pub freight: Paise,
        /// The tax inside the goods.
        pub tax: Paise,
        /// What is to be paid.
        pub total: Paise,
        /// First day of arrival.
        pub earliest: Day,
        /// Last day of arrival.
        pub latest: Day,
        /// The mart stands by it until then.
        pub expires_at: Time,
        /// Where it is fetched, if it is.
        pub counter: Option<CounterId>,
        /// In which slot, if one was chosen.
        pub slot: Option<PickupSlotId>,
        /// The stall it began at, if it did.
        pub stall: Option<StallId>,
        /// The offer that holds for it, if one does.
        pub offer: Option<OfferId>,
        /// What makers have cut off their prices by it.
        pub cut: Paise,
        /// What another pays for the buyer by it.
        pub funded: Paise,
        /// What the offer is called in Hindi.
        pub offer_hi: String,
        /// What it is called in English.
        pub offer_en: String,
        /// What its kits cost less than their parts; a part of what is cut and paid by others.
        pub kits_off: Paise,
    }
}

impl Head {
    /// Whether it leaves the country.
    pub fn goes_abroad(&self) -> bool {
        self.state_code == OTHER_COUNTRIES
    }
}

store::row! {
    /// A line as it is stored.
    pub struct LineRow {
        /// Which shipment.
        pub shipment_no: u32,
        /// What.
        pub variant: VariantId,
        /// The product.
        pub product: ProductId,
        /// Who made it.
        pub maker: MakerId,
        /// 1 for food.
        pub is_food: i64,
        /// The name in Hindi.
        pub name_hi: String,
        /// The name in English.
        pub name_en: String,
        /// The size or colour in Hindi.
        pub label_hi: String,
        /// The size or colour in English.
        pub label_en: String,
        /// How many.
        pub quantity: u32,
        /// The price of one.
        pub unit: Paise,
        /// The price of all.
        pub line: Paise,
        /// The tax code.
        pub hsn: String,
        /// The tax rate.
        pub rate: BasisPoints,
        /// The tax inside.
        pub tax: Paise,
        /// Which tax.
        pub split: TaxSplit,
        /// `maker` or `aggregator`.
        pub seller: String,
        /// Which aggregator.
        pub aggregator: Option<AggregatorId>,
        /// What the mart keeps.
        pub commission: Paise,
        /// What the maker gets.
        pub maker_share: Paise,
        /// What she has cut off the price.
        pub cut: Paise,
        /// How much of it another pays.
        pub funded: Paise,
        /// The kit it is a part of.
        pub kit: Option<KitId>,
    }
}

store::row! {
    /// A planned shipment as it is stored.
    pub struct ShipmentRow {
        /// From 1.
        pub no: u32,
        /// Where its parcels are joined.
        pub hub: HubId,
        /// 1 for food.
        pub is_food: i64,
        /// How far.
        pub zone: String,
        /// By whom.
        pub carrier: Carrier,
        /// What it is charged by.
        pub weight_g: i64,
        /// For how much.
        pub freight: Paise,
        /// First day of arrival.
        pub earliest: Day,
        /// Last day of arrival.
        pub latest: Day,
        /// How much of the freight another pays.
        pub funded: Paise,
    }
}

/// A quote: what is bought, how it travels, what it comes to.
#[derive(Clone, Debug)]
pub struct Quote {
    /// Place, totals, dates.
    pub head: Head,
    /// What is bought.
    pub lines: Vec<Line>,
    /// How it travels.
    pub shipments: Vec<Shipment>,
    /// The kits among it.
    pub kits: Vec<Bought>,
}

impl Quote {
    /// Whether it goes over the counter of its stall, and nowhere else.
    pub fn is_across(&self) -> bool {
        let at_counter = self.shipments.iter().all(|shipment| shipment.carrier == Carrier::Counter);
        at_counter && self.head.counter.is_none()
    }
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Line {
        Line {
            variant: row.variant,
            product: row.product,
            maker: row.maker,
            shipment_no: row.shipment_no,
            is_food: row.is_food != 0,
            name: Words::new(row.name_hi, row.name_en),
            label: Words::new(row.label_hi, row.label_en),
            quantity: row.quantity,
            unit: row.unit,
            line: row.line,
            hsn: row.hsn,
            rate: row.rate,
            tax: row.tax,
            split: row.split,
            seller: row.aggregator.map_or(Seller::Maker, Seller::Aggregator),
            commission: row.commission,
            maker_share: row.maker_share,
            cut: row.cut,
            funded: row.funded,
            kit: row.kit,
        }
    }
}

impl From<ShipmentRow> for Shipment {
    fn from(row: ShipmentRow) -> Shipment {
        Shipment {
            no: row.no,
            hub: row.hub,
            is_food: row.is_food != 0,
            zone: row.zone,
            carrier: row.carrier,
            weight_g: row.weight_g,
            freight: row.freight,
            funded: row.funded,
            earliest: row.earliest,
            latest: row.latest,
        }
    }
}

/// A basket as it stands today. Goods that have left the catalogue for good are left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn basket(read: &mut Read, cart: CartId) -> Result<Vec<CartLine>, DbError> {
    let lines = sql::lines_of(read, cart).await?;
    let variants: Vec<VariantId> = lines.iter().map(|(variant, _)| *variant).collect();
    let goods = catalogue::read::for_sale(read, &variants).await?;
    let mut by_id: HashMap<VariantId, ForSale> = goods.into_iter().map(|good| (good.variant, good)).collect();
    let line = |(variant, quantity)| by_id.remove(&variant).map(|good| CartLine { quantity, good });
    Ok(lines.into_iter().filter_map(line).collect())
}

/// A quote by its id, whether or not it is still stood by.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn quote(read: &mut Read, id: QuoteId) -> Result<Option<Quote>, DbError> {
    let Some(head) = sql::head(read, id).await? else { return Ok(None) };
    let lines = sql::lines(read, id).await?.into_iter().map(Line::from).collect();
    let shipments = sql::shipments(read, id).await?.into_iter().map(Shipment::from).collect();
    let kits = kits::sql::of_quote(read, id).await?;
    Ok(Some(Quote { head, lines, shipments, kits }))
}

/// What goods would come to at a pincode; nothing is written down and nobody stands by it.
///
/// # Errors
/// As [`super::make`].
pub async fn preview(
    db: &Db,
    books: &Books,
    wants: &[(VariantId, u32)],
    pin: &Pin,
) -> Result<rules::Draft, QuoteError> {
    preview_to(db, books, wants, &To::Pin(pin.clone())).await
}

/// What somebody wants to have.
#[derive(Clone, Copy, Debug)]
pub struct Wants<'a> {
    /// Goods and how many.
    pub lines: &'a [(VariantId, u32)],
    /// Kits and how many.
    pub kits: &'a [(KitId, u32)],
}

impl Wants<'_> {
    /// Whether it is nothing.
    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.kits.is_empty()
    }
}

/// As [`preview`], kits too, and with an offer taken off, if one is wanted, as [`super::make`] would.
///
/// # Errors
/// As [`super::make`].
pub async fn preview_with(
    db: &Db,
    books: &Books,
    wants: Wants<'_>,
    pin: &Pin,
    wanted: Option<&Wanted>,
) -> Result<rules::Draft, QuoteError> {
    let mut read = db.read().await?;
    let (draft, _) = act::priced(&mut read, books, wants, &To::Pin(pin.clone())).await?;
    let Some(wanted) = wanted else { return Ok(draft) };
    let tables = books.fresh_delivery(&mut read).await?;
    offers::taken_off(&mut read, draft, &tables, wanted).await
}

/// As [`preview`], wherever it goes.
///
/// # Errors
/// As [`super::make`].
pub async fn preview_to(
    db: &Db,
    books: &Books,
    wants: &[(VariantId, u32)],
    to: &To,
) -> Result<rules::Draft, QuoteError> {
    let mut read = db.read().await?;
    let (draft, _) = act::priced(&mut read, books, Wants { lines: wants, kits: &[] }, to).await?;
    Ok(draft)
}

/// When and for how much a good reaches a pincode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaches {
    /// By which day.
    pub by: Day,
    /// For how much, if it travels alone.
    pub freight: Paise,
}

/// Whether, when and for how much one piece of each of some goods reaches a pincode, for a list; of the cheapest size or colour, as the
/// list shows it. Every good that was asked for has an answer, unless it left the catalogue.
///
/// # Errors
/// [`QuoteError::NoSuchPin`]; [`QuoteError::TooMuch`] for more goods than a basket holds.
pub async fn reaches(
    read: &mut Read,
    books: &Books,
    products: &[ProductId],
    pin: &Pin,
) -> Result<HashMap<ProductId, Result<Reaches, WhyNot>>, QuoteError> {
    let variants = catalogue::read::cheapest(read, products).await?;
    let wants: Vec<Want> = variants.into_iter().map(|variant| (None, variant, 1)).collect();
    let (goods, _, to) = act::gather(read, books, &wants, &To::Pin(pin.clone())).await?;
    let tables = books.fresh_delivery(read).await?;
    let today = read.now().day();
    let mut answers = HashMap::with_capacity(goods.len());
    for good in &goods {
        let answer = match rules::price(std::slice::from_ref(good), to, &tables, today) {
            Ok(draft) => Ok(Reaches { by: draft.latest, freight: draft.freight }),
            Err(QuoteError::NotSold(refused)) => match refused.first() {
                Some((_, _, why)) => Err(*why),
                None => continue,
            },
            Err(cause) => return Err(cause),
        };
        answers.insert(good.product, answer);
    }
    Ok(answers)
}

/// Why a good cannot be sold, for a page that knows no pincode and no tax yet.
pub fn why_not_here(good: &ForSale, quantity: u32, today: Day) -> Option<WhyNot> {
    obstacles(&Stands::of(good, true, today), quantity, today).first().copied()
}

/// What stands in the way of each size and colour of some goods, all of it, for a page that explains; nothing, if it can be bought.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn explained(
    read: &mut Read,
    books: &Books,
    variants: &[VariantId],
) -> Result<Vec<(ForSale, Vec<WhyNot>)>, DbError> {
    let today = read.now().day();
    let goods = catalogue::read::for_sale(read, variants).await?;
    let explain = |good: ForSale| {
        let taxed = books.tax.on(&good.hsn_key, today, good.price).is_some();
        let mut all = obstacles(&Stands::of(&good, taxed, today), 1, today);
        // Where it may not go is an obstacle for some buyers only; its maker and officer read it last.
        if good.has_seller() {
            all.extend(seller_for(good.tax_class, good.aggregator, Supply::BetweenStates).err());
        }
        (good, all)
    };
    Ok(goods.into_iter().map(explain).collect())
}
