//! The verbs of baskets and quotes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::ids::{CartId, KitId, MakerId, QuoteId, StallId, StallSliceId, VariantId};
use kernel::india::Pin;
use kernel::{BasisPoints, Limit, Time};
use store::{Db, Read, transaction};

use super::across::There;
use super::agreed::Agreed;
use super::books::{Books, DISTRICT_CENTRE};
use super::read::{Head, Quote, Wants};
use super::rules::{self, Abroad, Destination, Draft, Good, Way};
use super::sellable::Stands;
use super::sellers::Supply;
use super::sql::NewQuote;
use super::{LINES_MOST, PaymentMethod, QUANTITY_MOST, QUOTE_LIFE_MINUTES, QuoteError, sql};
use crate::catalogue::{self, Making};
use crate::kits::{self, Bought, Want};
use crate::offers::{self, Wanted};
use crate::pickups::{self, At, CounterKind, CounterState, Fetch};
use crate::places::{OTHER_COUNTRIES, Place};
use crate::{away, batches, cash, places};

/// The district whose own hands deliver.
const HOME_DISTRICT: &str = "Deoghar";
/// B. Deoghar head post office: there goods for other countries are handed in.
const ABROAD_BY: &str = "814112";

/// Where goods shall go.
#[derive(Clone, Debug)]
pub enum To {
    /// To a pincode.
    Pin(Pin),
    /// To a counter, where they are fetched.
    Counter(At),
    /// Into the hands of whoever stands at a stall.
    Across(StallId),
    /// The same, out of the pieces that were set aside for a stall.
    FromSlice(StallId, StallSliceId),
    /// To another country, whose name stands where a district would.
    Abroad(String, Abroad),
    /// To an institution, as it was agreed.
    Agreed(Agreed),
}

/// What somebody wants to know the price of.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Goods and how many; the same good twice is added up.
    pub lines: Vec<(VariantId, u32)>,
    /// Kits and how many, each once.
    pub kits: Vec<(KitId, u32)>,
    /// Where to.
    pub to: To,
    /// How the buyer means to pay.
    pub method: PaymentMethod,
    /// The basket they come from, if any: the order empties it.
    pub cart: Option<CartId>,
    /// The stall whose code the buyer has scanned, if she has.
    pub stall: Option<StallId>,
    /// Which offer may hold for it.
    pub wanted: Wanted,
}

/// Puts a good into a basket, changes how many, or with 0 takes it out. The same call twice leaves the same basket.
///
/// # Errors
/// [`QuoteError::TooMuch`] beyond what a basket holds; [`QuoteError::NoVariant`] if there is no such good.
pub async fn set_quantity(
    db: &Db,
    cart: CartId,
    variant: VariantId,
    quantity: u32,
) -> Result<(), QuoteError> {
    if quantity > QUANTITY_MOST {
        return Err(QuoteError::TooMuch);
    }
    transaction!(db, tx => {
        sql::forget_draft_quote(tx, cart).await?;
        if quantity == 0 {
            return Ok(sql::remove_line(tx, cart, variant).await?);
        }
        let lines = sql::lines_of(tx, cart).await?;
        let is_there = lines.iter().any(|(there, _)| *there == variant);
        if !is_there && lines.len() >= LINES_MOST {
            return Err(QuoteError::TooMuch);
        }
        if catalogue::read::for_sale(tx, &[variant]).await?.is_empty() {
            return Err(QuoteError::NoVariant(variant));
        }
        Ok(sql::set_line(tx, cart, variant, quantity).await?)
    })
}

/// Makes a quote: prices, tax, freight and dates as the mart stands by them for half an hour. Nothing is held yet.
///
/// # Errors
/// [`QuoteError`] with every good that stands in the way.
pub async fn make(db: &Db, books: &Books, ask: &Ask) -> Result<Quote, QuoteError> {
    let (draft, place) = {
        let mut read = db.read().await?;
        let wants = Wants { lines: &ask.lines, kits: &ask.kits };
        let (draft, place) = priced(&mut read, books, wants, &ask.to).await?;
        let tables = books.fresh_delivery(&mut read).await?;
        // A price said face to face or written to another country is what was said: no offer comes on top.
        let draft = match ask.to {
            To::Pin(_) | To::Counter(_) => offers::taken_off(&mut read, draft, &tables, &ask.wanted).await?,
            To::Across(_) | To::FromSlice(..) | To::Abroad(..) | To::Agreed(_) => draft,
        };
        if ask.method == PaymentMethod::Cash
            && let Some(why) =
                cash::why_not(&mut read, &cash::Facts::of_draft(&draft, &place.pin), None).await?
        {
            return Err(QuoteError::NoCash(why));
        }
        (draft, place)
    };
    transaction!(db, tx => {
        let id: QuoteId = tx.new_id();
        let expires = tx.now().plus_minutes(QUOTE_LIFE_MINUTES);
        let at = ask.to.counter();
        let stall = ask.to.stall().or(ask.stall);
        let new = NewQuote { id, cart: ask.cart, place: &place, at, stall, method: ask.method, draft: &draft, expires };
        sql::insert_quote(tx, &new).await?;
        let (lines, shipments, kits) = (draft.lines.clone(), draft.shipments.clone(), draft.kits.clone());
        Ok(Quote { head: head_of(&new), lines, shipments, kits })
    })
}

/// The head of a new quote.
pub(crate) fn head_of(new: &NewQuote<'_>) -> Head {
    let NewQuote { place, draft, .. } = new;
    Head {
        id: new.id,
        cart: new.cart,
        pin: place.pin.clone(),
        state_code: place.state_code.clone(),
        district: place.district.clone(),
        method: new.method,
        goods: draft.goods,
        freight: draft.freight,
        tax: draft.tax,
        total: draft.total,
        earliest: draft.earliest,
        latest: draft.latest,
        expires_at: new.expires,
        counter: new.at.map(|at| at.counter),
        slot: new.at.and_then(|at| at.slot),
        stall: new.stall,
        offer: draft.offer.as_ref().map(|applied| applied.id),
        cut: draft.cut(),
        funded: draft.funded(),
        offer_hi: draft.offer.as_ref().map(|applied| applied.name.hi.clone()).unwrap_or_default(),
        offer_en: draft.offer.as_ref().map(|applied| applied.name.en.clone()).unwrap_or_default(),
        kits_off: Bought::all_off(&draft.kits),
    }
}

/// How the buyer means to pay what was quoted; once it is ordered, nothing changes.
///
/// # Errors
/// [`store::DbError`] if the database fails.
pub async fn pay_by(db: &Db, quote: QuoteId, method: PaymentMethod) -> Result<(), store::DbError> {
    transaction!(db, tx => { sql::set_method(tx, quote, method).await })
}

/// Forgets quotes that ran out before `before` and that nobody ordered, and addresses typed before it that came to
/// nothing, so that asking for prices fills no disk and keeps nobody's address. Answers how many quotes, at most `limit`.
///
/// # Errors
/// [`store::DbError`] if the database fails.
pub async fn forget_old(db: &Db, before: Time, limit: Limit) -> Result<u64, store::DbError> {
    transaction!(db, tx => {
        sql::forget_drafts(tx, before).await?;
        sql::forget_quotes(tx, before, limit).await
    })
}

/// What is wanted at its price, kits at theirs, before an offer is taken off; and the place it goes to.
pub(super) async fn priced(
    read: &mut Read,
    books: &Books,
    wants: Wants<'_>,
    to: &To,
) -> Result<(Draft, Place), QuoteError> {
    let kits = kits::open(read, wants.kits).await?;
    let (goods, place, to) = gather(read, books, &kits::wants(wants.lines, &kits), to).await?;
    let tables = books.fresh_delivery(read).await?;
    let today = read.now().day();
    let draft = rules::price(&goods, to, &tables, today)?;
    Ok((kits::at_one_price(draft, &kits, tables.commission_on(today))?, place))
}

/// Everything the arithmetic needs: the goods with their tax and hubs, and the place they go to.
pub(super) async fn gather(
    read: &mut Read,
    books: &Books,
    wants: &[Want],
    to: &To,
) -> Result<(Vec<Good>, Place, Destination), QuoteError> {
    let wanted = added_up(wants)?;
    let there = There::of(read, to).await?;
    let (pin, way) = match &there {
        Some(there) => there.way(),
        None => way_to(read, to).await?,
    };
    let place = places::read::find_pin(read, &pin).await?.ok_or(QuoteError::NoSuchPin)?;
    let place = place_abroad(place, to);
    let in_all = in_all(&wanted);
    let variants: Vec<VariantId> = in_all.keys().copied().collect();
    let found: HashMap<_, _> = catalogue::read::for_sale(read, &variants)
        .await?
        .into_iter()
        .map(|good| (good.variant, good))
        .collect();
    let today = read.now().day();
    let food: Vec<VariantId> = found.values().filter(|good| keeps(good)).map(|good| good.variant).collect();
    let makers: BTreeSet<MakerId> = found.values().map(|good| good.maker).collect();
    let absences = away::ahead(read, &makers.into_iter().collect::<Vec<_>>()).await?;
    let keeping = batches::keeping(read, &food).await?;
    let kits = kits::names(read, wants).await?;
    let mut goods = Vec::with_capacity(wanted.len());
    for ((kit, variant), quantity) in wanted {
        let good = found.get(&variant).cloned().ok_or(QuoteError::NoVariant(variant))?;
        let rate = books.tax.on(&good.hsn_key, today, good.price);
        // Without a rate nobody can say what tax is inside the price: such a good waits for an accountant.
        let mut stands = Stands::of(&good, rate.is_some(), today);
        // What lies in a kit cannot lie beside it too.
        let beside = in_all.get(&variant).map_or(0, |all| all.saturating_sub(quantity));
        stands.free = stands.free.saturating_sub(beside);
        let wanted = Good {
            variant,
            product: good.product,
            maker: good.maker,
            name: good.name,
            label: kits::labelled(good.label, kit.and_then(|kit| kits.get(&kit))),
            quantity,
            kit,
            stands,
            away: absences.get(&good.maker).cloned().unwrap_or_default(),
            batches: keeping.get(&variant).cloned(),
            unit: good.price,
            hsn: rate.as_ref().map_or(String::new(), |r| r.hsn.clone()),
            rate: rate.map_or(BasisPoints(0), |r| r.rate),
            class: good.tax_class,
            aggregator: good.aggregator,
            hub: good.hub,
            hub_place: books.place_of(good.hub),
            weight_g: good.weight_g,
            volume_mm3: good.length_mm.saturating_mul(good.breadth_mm).saturating_mul(good.height_mm),
            lead_days: good.lead_days,
            is_food: good.is_food,
            shelf_life_days: good.shelf_life_days,
        };
        let wanted = There::laid_out(there.as_ref(), wanted, books)?;
        goods.push(match to {
            To::Agreed(agreed) => agreed.priced(wanted),
            To::Pin(_) | To::Counter(_) | To::Across(_) | To::FromSlice(..) | To::Abroad(..) => wanted,
        });
    }
    let to = destination(&place, way);
    Ok((goods, place, to))
}

/// Where something goes, and how.
fn destination(place: &Place, way: Way) -> Destination {
    let supply = if place.is_in_home_state() { Supply::WithinState } else { Supply::BetweenStates };
    let in_district = place.district.eq_ignore_ascii_case(HOME_DISTRICT);
    Destination { place: place.at.unwrap_or(DISTRICT_CENTRE), in_district, supply, way }
}

/// Whether it is food that lies ready in batches.
fn keeps(good: &catalogue::ForSale) -> bool {
    good.is_food && good.shelf_life_days.is_some() && good.making == Making::Stock
}

/// Each good once, and once in each kit.
type Counted = BTreeMap<(Option<KitId>, VariantId), u32>;

fn added_up(wants: &[Want]) -> Result<Counted, QuoteError> {
    let mut wanted = Counted::new();
    for (kit, variant, quantity) in wants {
        let sum = wanted.entry((*kit, *variant)).or_default();
        *sum = sum.saturating_add(*quantity);
    }
    if wanted.len() > LINES_MOST { Err(QuoteError::TooMuch) } else { Ok(wanted) }
}

/// How many pieces of each good, by itself and in kits.
fn in_all(wanted: &Counted) -> BTreeMap<VariantId, u32> {
    let mut all: BTreeMap<VariantId, u32> = BTreeMap::new();
    for ((_, variant), quantity) in wanted {
        let sum = all.entry(*variant).or_default();
        *sum = sum.saturating_add(*quantity);
    }
    all
}

/// The post office where goods for other countries are handed in; it stands where an address in India has its own.
fn posted_at() -> Result<Pin, QuoteError> {
    Pin::typed(ABROAD_BY).ok_or(QuoteError::NoSuchPin)
}

/// The place of supply of what leaves the country is no State; its country stands where a district would.
fn place_abroad(posted_at: Place, to: &To) -> Place {
    match to {
        To::Pin(_) | To::Counter(_) | To::Across(_) | To::FromSlice(..) | To::Agreed(_) => posted_at,
        To::Abroad(country, _) => {
            Place { district: country.clone(), state_code: OTHER_COUNTRIES.to_owned(), ..posted_at }
        }
    }
}

/// The pincode something goes to, and how: brought, or fetched at an open counter in a slot that has a place left.
async fn way_to(read: &mut Read, to: &To) -> Result<(Pin, Way), QuoteError> {
    let at = match to {
        To::Pin(pin) => return Ok((pin.clone(), Way::Brought)),
        To::Abroad(_, abroad) => return Ok((posted_at()?, Way::Abroad(*abroad))),
        To::Agreed(agreed) => {
            return Ok((agreed.pin.clone(), Way::Agreed { day: agreed.day, freight: agreed.freight }));
        }
        To::Counter(at) => at,
        To::Across(_) | To::FromSlice(..) => return Err(QuoteError::NoCounter),
    };
    let counter = pickups::counter(read, at.counter).await?.filter(|one| one.state == CounterState::Open);
    let counter = counter.ok_or(QuoteError::NoCounter)?;
    let slot = match at.slot {
        Some(slot) => {
            let slot = pickups::sql::slot_of(read, at.counter, slot).await?;
            Some(slot.filter(pickups::Slot::is_free).ok_or(QuoteError::SlotFull)?.day)
        }
        None => None,
    };
    let in_hub = counter.kind == CounterKind::Hub;
    let fetch = Fetch { opening: counter.opening(), in_hub, slot, freight: counter.freight };
    Ok((counter.pin, Way::Fetched(fetch)))
}

impl To {
    /// The counter, if it is fetched.
    pub const fn counter(&self) -> Option<At> {
        match self {
            To::Pin(_) | To::Across(_) | To::FromSlice(..) | To::Abroad(..) | To::Agreed(_) => None,
            To::Counter(at) => Some(*at),
        }
    }

    /// The stall, if it goes over its counter.
    pub const fn stall(&self) -> Option<StallId> {
        match self {
            To::Pin(_) | To::Counter(_) | To::Abroad(..) | To::Agreed(_) => None,
            To::Across(stall) | To::FromSlice(stall, _) => Some(*stall),
        }
    }
}
