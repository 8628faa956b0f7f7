//! The arithmetic of a quote: lines, shares, tax, shipments, freight, dates. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kernel::ids::{HubId, KitId, MakerId, ProductId, VariantId};
use kernel::money::tax_within;
use kernel::{BasisPoints, Day, Paise, Words};

use super::sellable::{self, Stands};
use super::sellers::{self, Seller, Supply};
use super::{AGREED_MOST, LINES_MOST, QUANTITY_MOST, QuoteError, WhyNot, agreed};
use crate::batches;
use crate::delivery::rules::{self as delivery, Absence, Rate, Zone};
use crate::delivery::{Carrier, Tables};
use crate::kits::Bought;
use crate::makers::TaxClass;
use crate::offers::Applied;
use crate::pickups::Fetch;
use crate::places::Point;

kernel::codes! {
    /// Which tax is inside a line.
    pub enum TaxSplit {
        /// None: exempt goods or a seller who may not charge any.
        None = "none",
        /// Half central, half State tax.
        CgstSgst = "cgst_sgst",
        /// Integrated tax.
        Igst = "igst",
    }
}

/// A good somebody wants, with all that decides its price and its way.
#[derive(Clone, Debug)]
pub struct Good {
    /// What is bought.
    pub variant: VariantId,
    /// The product it is a size or colour of.
    pub product: ProductId,
    /// Who made it.
    pub maker: MakerId,
    /// The product's name.
    pub name: Words,
    /// The size or colour.
    pub label: Words,
    /// How many are wanted.
    pub quantity: u32,
    /// The kit it is a part of, if it is.
    pub kit: Option<KitId>,
    /// What decides whether it can be sold at all, wherever to.
    pub stands: Stands,
    /// Days on which its maker makes nothing.
    pub away: Vec<Absence>,
    /// For food that lies ready: its batches, each with the last day it is best and the pieces left.
    pub batches: Option<Vec<(Day, u32)>>,
    /// The price of one, tax included.
    pub unit: Paise,
    /// The code of its tax class.
    pub hsn: String,
    /// The tax rate of that code on this day.
    pub rate: BasisPoints,
    /// The maker's tax class.
    pub class: TaxClass,
    /// Who sells on the maker's behalf where she may not.
    pub aggregator: Option<kernel::ids::AggregatorId>,
    /// Where it is collected.
    pub hub: HubId,
    /// Where that is on the map.
    pub hub_place: Point,
    /// What one weighs.
    pub weight_g: i64,
    /// What space one takes.
    pub volume_mm3: i64,
    /// Days to make it; 0 if it lies on the shelf.
    pub lead_days: i64,
    /// Food travels apart.
    pub is_food: bool,
    /// For food: how long it keeps, if it spoils at all.
    pub shelf_life_days: Option<i64>,
}

/// Where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Destination {
    /// On the map.
    pub place: Point,
    /// Whether that is in the mart's own district.
    pub in_district: bool,
    /// Whether that is in the sellers' State.
    pub supply: Supply,
    /// How it gets there.
    pub way: Way,
}

/// How something reaches its buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is brought to her.
    Brought,
    /// She fetches it at a counter.
    Fetched(Fetch),
    /// She has it in her hands at a stall.
    Across,
    /// It goes to another country by post.
    Abroad(Abroad),
    /// It is brought by the mart's own hands to an institution, as it was agreed.
    Agreed {
        /// By which day.
        day: Day,
        /// For how much, all of it.
        freight: Paise,
    },
}

impl Way {
    /// So many pieces of one good may go this way at once.
    const fn pieces_most(self) -> u32 {
        match self {
            Way::Agreed { .. } => AGREED_MOST,
            Way::Brought | Way::Fetched(_) | Way::Across | Way::Abroad(_) => QUANTITY_MOST,
        }
    }
}

/// What is settled about goods for another country before they are priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abroad {
    /// What the post takes, as the desk has offered it.
    pub freight: Paise,
    /// The post's quickest days.
    pub days_from: i64,
    /// The post's slowest days.
    pub days_to: i64,
    /// In whose name they leave the country.
    pub seller: Seller,
}

/// What of a zone holds for every other country.
static ABROAD: LazyLock<Zone> = LazyLock::new(|| Zone {
    key: "abroad".to_owned(),
    up_to_km: 0,
    days_from: 7,
    days_to: 30,
    carrier: Carrier::IndiaPost,
});

/// What of a zone holds for a counter: it is a day away, whatever the map says.
static COUNTER: LazyLock<Zone> = LazyLock::new(|| Zone {
    key: "counter".to_owned(),
    up_to_km: 0,
    days_from: 1,
    days_to: 1,
    carrier: Carrier::Counter,
});

/// What of a zone holds for a stall: there is no way to go.
static ACROSS: LazyLock<Zone> =
    LazyLock::new(|| Zone { key: "stall".to_owned(), days_from: 0, days_to: 0, ..COUNTER.clone() });

/// A priced line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is bought.
    pub variant: VariantId,
    /// The product.
    pub product: ProductId,
    /// Who made it.
    pub maker: MakerId,
    /// Which shipment it travels in, from 1.
    pub shipment_no: u32,
    /// Food travels apart.
    pub is_food: bool,
    /// The product's name.
    pub name: Words,
    /// The size or colour.
    pub label: Words,
    /// How many.
    pub quantity: u32,
    /// The price of one, tax included.
    pub unit: Paise,
    /// The price of all, tax included.
    pub line: Paise,
    /// What its maker has cut off that price by an offer of hers.
    pub cut: Paise,
    /// How much of that price another pays for the buyer.
    pub funded: Paise,
    /// The kit it is a part of, if it is; its label says so too.
    pub kit: Option<KitId>,
    /// The tax code.
    pub hsn: String,
    /// The tax rate charged; 0 if none is.
    pub rate: BasisPoints,
    /// The tax inside the price.
    pub tax: Paise,
    /// Which tax that is.
    pub split: TaxSplit,
    /// Who sells it.
    pub seller: Seller,
    /// What the mart keeps.
    pub commission: Paise,
    /// What the maker gets: the exact remainder.
    pub maker_share: Paise,
}

/// A planned shipment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// From 1.
    pub no: u32,
    /// Where its parcels are joined.
    pub hub: HubId,
    /// Food travels apart.
    pub is_food: bool,
    /// How far.
    pub zone: String,
    /// By whom.
    pub carrier: Carrier,
    /// What it is charged by.
    pub weight_g: i64,
    /// For how much.
    pub freight: Paise,
    /// How much of that another pays for the buyer.
    pub funded: Paise,
    /// First day of arrival.
    pub earliest: Day,
    /// Last day of arrival.
    pub latest: Day,
}

/// A quote before it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What is bought.
    pub lines: Vec<Line>,
    /// How it travels.
    pub shipments: Vec<Shipment>,
    /// The goods, tax included.
    pub goods: Paise,
    /// The freight.
    pub freight: Paise,
    /// The tax inside the goods.
    pub tax: Paise,
    /// The kits among them.
    pub kits: Vec<Bought>,
    /// The offer that holds for it, if one does.
    pub offer: Option<Applied>,
    /// What is to be paid.
    pub total: Paise,
    /// When the first shipment can arrive.
    pub earliest: Day,
    /// When the last one should have arrived.
    pub latest: Day,
}

/// Prices what is wanted for a place on a day.
///
/// # Errors
/// [`QuoteError::NotSold`] with every good that stands in the way and why; [`QuoteError::Empty`] and
/// [`QuoteError::TooMuch`] for baskets out of bounds.
pub fn price(goods: &[Good], to: Destination, tables: &Tables, today: Day) -> Result<Draft, QuoteError> {
    if goods.is_empty() {
        return Err(QuoteError::Empty);
    }
    if goods.len() > LINES_MOST || goods.iter().any(|g| g.quantity == 0 || g.quantity > to.way.pieces_most())
    {
        return Err(QuoteError::TooMuch);
    }
    let refused: Vec<_> = goods
        .iter()
        .filter_map(|good| why_not(good, to, tables, today).map(|why| (good.variant, good.name.clone(), why)))
        .collect();
    if !refused.is_empty() {
        return Err(QuoteError::NotSold(refused));
    }
    let shipments = plan_shipments(goods, to, tables, today)?;
    let mut lines = Vec::with_capacity(goods.len());
    let shipment_of = |good: &Good| shipments.iter().find(|s| s.hub == good.hub && s.is_food == good.is_food);
    // A good that would arrive in time alone may come too late beside one that takes longer to make.
    let spoilt: Vec<_> = goods
        .iter()
        .filter_map(|good| {
            let why = too_old(good, shipment_of(good)?.latest)?;
            Some((good.variant, good.name.clone(), why))
        })
        .collect();
    if !spoilt.is_empty() {
        return Err(QuoteError::NotSold(spoilt));
    }
    for good in goods {
        let no = shipment_of(good).map_or(1, |s| s.no);
        lines.push(price_line(good, no, to, tables.commission_on(today)).ok_or(QuoteError::TooMuch)?);
    }
    let sum = |amounts: Vec<Paise>| Paise::sum(amounts).ok_or(QuoteError::TooMuch);
    let goods_paise = sum(lines.iter().map(|l| l.line).collect())?;
    let freight = sum(shipments.iter().map(|s| s.freight).collect())?;
    let tax = sum(lines.iter().map(|l| l.tax).collect())?;
    let total = goods_paise
        .plus(freight)
        .filter(|total| *total <= Paise::MOST_PER_ORDER)
        .ok_or(QuoteError::TooMuch)?;
    let earliest = shipments.iter().map(|s| s.earliest).min().unwrap_or(today);
    let latest = shipments.iter().map(|s| s.latest).max().unwrap_or(today);
    let (goods, kits, offer) = (goods_paise, Vec::new(), None);
    Ok(Draft { lines, shipments, goods, freight, tax, kits, offer, total, earliest, latest })
}

/// Why a good cannot be sold there now; `None` if it can.
pub fn why_not(good: &Good, to: Destination, tables: &Tables, today: Day) -> Option<WhyNot> {
    if let Some(why) = sellable::obstacles(&good.stands, good.quantity, today).first() {
        return Some(*why);
    }
    if let Err(why) = seller_of(good, to) {
        return Some(why);
    }
    let Some(zone) = zone_of(good, to, tables) else { return Some(WhyNot::TooHeavy) };
    let packed = agreed::packed(good, to.way, today);
    let leaves = leaves(to.way, (today, packed), (good.hub, good.is_food), tables);
    let arrives = match days_of(to.way, leaves, zone, &tables.rests) {
        Ok((_, latest)) => latest,
        Err(why) => return Some(why),
    };
    match (&good.batches, good.shelf_life_days) {
        (Some(_), _) => too_old(good, arrives),
        (None, Some(days)) if !delivery::food_keeps(days, packed, arrives) => Some(WhyNot::WouldSpoil),
        _ => None,
    }
}

/// Food that lies ready must keep long enough after the day it arrives: so many pieces as are wanted.
fn too_old(good: &Good, arrives: Day) -> Option<WhyNot> {
    let (batches, days) = (good.batches.as_ref()?, good.shelf_life_days?);
    let fit = batches.iter().filter(|(best_before, _)| batches::rules::keeps(*best_before, days, arrives));
    let pieces = fit.map(|(_, pieces)| *pieces).fold(0_u32, u32::saturating_add);
    match pieces {
        0 => Some(WhyNot::WouldSpoil),
        left if left < good.quantity => Some(WhyNot::SoldOut { left }),
        _ => None,
    }
}

/// The first and the last day something arrives, or can be fetched, that leaves its hub on `leaves`.
fn days_of(way: Way, leaves: Day, zone: &Zone, rests: &BTreeSet<Day>) -> Result<(Day, Day), WhyNot> {
    match way {
        Way::Across => Ok((leaves, leaves)),
        Way::Brought => Ok(delivery::promise(leaves, zone, rests)),
        Way::Fetched(fetch) => fetch.days(leaves, rests).map_err(|there| WhyNot::NotByThen { there }),
        Way::Agreed { day, .. } if leaves > day => Err(WhyNot::NotByThen { there: leaves }),
        Way::Agreed { day, .. } => Ok((leaves, day)),
        Way::Abroad(Abroad { days_from, days_to, .. }) => {
            Ok(delivery::promise(leaves, &Zone { days_from, days_to, ..zone.clone() }, rests))
        }
    }
}

/// The day something leaves its hub that is packed on `packed`; what lies at a stall leaves with its buyer today.
fn leaves(way: Way, (today, packed): (Day, Day), (hub, is_food): (HubId, bool), tables: &Tables) -> Day {
    match way {
        Way::Across => today,
        Way::Brought | Way::Fetched(_) | Way::Abroad(_) | Way::Agreed { .. } => {
            tables.week_of(hub).leaves(packed, is_food, &tables.rests)
        }
    }
}

fn zone_of<'a>(good: &Good, to: Destination, tables: &'a Tables) -> Option<&'a Zone> {
    match to.way {
        Way::Across => Some(&ACROSS),
        Way::Fetched(_) => Some(&COUNTER),
        Way::Abroad(_) => Some(&ABROAD),
        Way::Agreed { .. } => Some(&agreed::ZONE),
        Way::Brought => {
            delivery::zone_for(&tables.zones, to.in_district, delivery::road_km(good.hub_place, to.place))
        }
    }
}

/// In whose name a good is sold there.
fn seller_of(good: &Good, to: Destination) -> Result<Seller, WhyNot> {
    match to.way {
        Way::Abroad(abroad) => Ok(abroad.seller),
        Way::Brought | Way::Fetched(_) | Way::Across | Way::Agreed { .. } => {
            sellers::seller_for(good.class, good.aggregator, to.supply)
        }
    }
}

/// Parcels of one hub travel together, food and other goods apart.
fn plan_shipments(
    goods: &[Good],
    to: Destination,
    tables: &Tables,
    today: Day,
) -> Result<Vec<Shipment>, QuoteError> {
    let mut groups: BTreeMap<(HubId, bool), Vec<&Good>> = BTreeMap::new();
    for good in goods {
        groups.entry((good.hub, good.is_food)).or_default().push(good);
    }
    let mut shipments = Vec::with_capacity(groups.len());
    for (no, ((hub, is_food), goods)) in (1..).zip(groups) {
        let too_heavy = || {
            QuoteError::NotSold(goods.iter().map(|g| (g.variant, g.name.clone(), WhyNot::TooHeavy)).collect())
        };
        let total =
            |of: fn(&Good) -> i64| goods.iter().map(|g| of(g).saturating_mul(i64::from(g.quantity))).sum();
        let weight_g = delivery::chargeable_g(total(|g| g.weight_g), total(|g| g.volume_mm3)).max(1);
        let zone = goods.first().and_then(|g| zone_of(g, to, tables)).ok_or_else(too_heavy)?;
        let freight = match to.way {
            Way::Brought => freight_of(&tables.rates, zone, weight_g, today).ok_or_else(too_heavy)?,
            // What was agreed is for all of it, and is parted below.
            Way::Across | Way::Agreed { .. } => Paise::ZERO,
            Way::Fetched(_) | Way::Abroad(_) if weight_g > delivery::HEAVIEST_G => return Err(too_heavy()),
            Way::Fetched(fetch) => fetch.freight,
            Way::Abroad(abroad) => abroad.freight,
        };
        let ready = goods.iter().map(|g| agreed::packed(g, to.way, today)).max().unwrap_or(today);
        let leaves = leaves(to.way, (today, ready), (hub, is_food), tables);
        let days = days_of(to.way, leaves, zone, &tables.rests);
        let all = |why| QuoteError::NotSold(goods.iter().map(|g| (g.variant, g.name.clone(), why)).collect());
        let (earliest, latest) = days.map_err(all)?;
        let (zone, carrier) = (zone.key.clone(), zone.carrier);
        shipments.push(Shipment {
            no,
            hub,
            is_food,
            zone,
            carrier,
            weight_g,
            freight,
            funded: Paise::ZERO,
            earliest,
            latest,
        });
    }
    if let Way::Agreed { freight, .. } = to.way {
        agreed::part_freight(&mut shipments, freight).ok_or(QuoteError::TooMuch)?;
    }
    Ok(shipments)
}

fn freight_of(rates: &[Rate], zone: &Zone, weight_g: i64, today: Day) -> Option<Paise> {
    delivery::freight(rates, &zone.key, weight_g, today)
}

/// One line: the tax inside it, what the mart keeps, and the exact remainder for the maker.
fn price_line(good: &Good, shipment_no: u32, to: Destination, commission: BasisPoints) -> Option<Line> {
    let seller = seller_of(good, to).ok()?;
    let line = good.unit.times(good.quantity)?;
    // What leaves the country under a letter of undertaking is zero-rated. Source: IGST Act s.16.
    let is_taxed = sellers::charges_tax(seller, good.class) && !matches!(to.way, Way::Abroad(_));
    let rate = if is_taxed { good.rate } else { BasisPoints(0) };
    let tax = tax_within(line, rate)?;
    let split = match (tax, to.supply) {
        (Paise::ZERO, _) => TaxSplit::None,
        (_, Supply::WithinState) => TaxSplit::CgstSgst,
        (_, Supply::BetweenStates) => TaxSplit::Igst,
    };
    let (commission, maker_share) = shared(line, tax, seller, commission)?;
    Some(Line {
        variant: good.variant,
        product: good.product,
        maker: good.maker,
        shipment_no,
        is_food: good.is_food,
        name: good.name.clone(),
        label: good.label.clone(),
        quantity: good.quantity,
        unit: good.unit,
        line,
        cut: Paise::ZERO,
        funded: Paise::ZERO,
        kit: good.kit,
        hsn: good.hsn.clone(),
        rate,
        tax,
        split,
        seller,
        commission,
        maker_share,
    })
}

/// What the mart keeps of a price, and the exact remainder for the maker. An aggregator hands the tax on, so it is not the maker's; a
/// registered maker hands on her own.
pub(crate) fn shared(
    line: Paise,
    tax: Paise,
    seller: Seller,
    commission: BasisPoints,
) -> Option<(Paise, Paise)> {
    let before = match seller {
        Seller::Maker => line,
        Seller::Aggregator(_) => line.minus(tax)?,
    };
    let commission = commission.of(before)?;
    Some((commission, before.minus(commission)?))
}
