//! What pages ask of kits.

use kernel::ids::{CartId, CollectionId, KitId, OrderId};
use kernel::india::Pin;
use kernel::{Limit, Paise, Words};
use store::{Db, DbError, Read};

use super::sql::{self, Kit};
use super::{Bought, WhyNoKit, rules};
use crate::catalogue::{self, ForSale};
use crate::offers::OfferState;
use crate::quotes::{self, Books, WhyNot};
use crate::search;

/// Kits of a list.
const LIST: Limit = Limit::of(200);
/// Kits that are shown together.
const SHOWN: Limit = Limit::of(24);

/// A good of a kit as it stands today.
#[derive(Clone, Debug)]
pub struct PartView {
    /// How many in one kit.
    pub pieces: u32,
    /// The good today.
    pub good: ForSale,
    /// What stands in the way of selling it, if anything does.
    pub why_not: Option<WhyNot>,
}

/// A kit with its goods as they stand today.
#[derive(Clone, Debug)]
pub struct KitView {
    /// The kit.
    pub kit: Kit,
    /// Its goods in order.
    pub parts: Vec<PartView>,
    /// Why it cannot be had, whatever its goods.
    pub shut: Option<WhyNoKit>,
}

/// Kits of one kind in a basket.
#[derive(Clone, Debug)]
pub struct CartKit {
    /// How many.
    pub pieces: u32,
    /// The kit today, for so many.
    pub view: KitView,
}

impl Kit {
    /// Whether everybody may see it.
    pub const fn is_seen(&self) -> bool {
        match self.state {
            OfferState::Running | OfferState::Ended => true,
            OfferState::WaitsMaker | OfferState::WaitsSecond | OfferState::Refused => false,
        }
    }
}

impl KitView {
    /// What its parts cost by themselves.
    pub fn of_parts(&self) -> Paise {
        let prices = self.parts.iter().filter_map(|part| part.good.price.times(part.pieces));
        Paise::sum(prices).unwrap_or_default()
    }

    /// What one costs less than its parts today.
    pub fn saves(&self) -> Paise {
        self.of_parts().minus(self.kit.price).unwrap_or_default()
    }

    /// The good that stands in the way, and why.
    pub fn obstacle(&self) -> Option<(&Words, WhyNot)> {
        self.parts.iter().find_map(|part| part.why_not.map(|why| (&part.good.name, why)))
    }

    /// Whether it can be had now.
    pub fn can_be_had(&self) -> bool {
        self.shut.is_none() && self.obstacle().is_none()
    }

    /// How many can be had: the least of its parts, and of the kits that are left.
    pub fn left(&self) -> u32 {
        let of_parts = self.parts.iter().map(|part| part.good.free / i64::from(part.pieces.max(1)));
        let kits = self.kit.uses_most - self.kit.used;
        let least = of_parts.min().unwrap_or(0).min(kits);
        u32::try_from(least).unwrap_or(0)
    }
}

/// A kit, however it stands; for whoever puts it together.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: KitId) -> Result<Option<KitView>, DbError> {
    match sql::one(read, id).await? {
        Some(kit) => Ok(Some(view(read, kit, 1).await?)),
        None => Ok(None),
    }
}

/// The kit of an address, if everybody may see it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_slug(read: &mut Read, slug: &str) -> Result<Option<KitView>, DbError> {
    match sql::by_slug(read, slug).await? {
        Some(kit) => Ok(Some(view(read, kit, 1).await?)),
        None => Ok(None),
    }
}

/// All kits, the newest first; for the desk.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read) -> Result<Vec<Kit>, DbError> {
    sql::all(read, LIST).await
}

/// Kits that can be had today, what ends first first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_be_had(read: &mut Read) -> Result<Vec<KitView>, DbError> {
    let today = read.now().day();
    let mut views = Vec::new();
    for kit in sql::open_on(read, today, SHOWN).await? {
        let view = view(read, kit, 1).await?;
        if view.can_be_had() {
            views.push(view);
        }
    }
    Ok(views)
}

/// Kits of a feast that can be had today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_collection(read: &mut Read, collection: CollectionId) -> Result<Vec<KitView>, DbError> {
    let mut views = to_be_had(read).await?;
    views.retain(|view| view.kit.collection == Some(collection));
    Ok(views)
}

/// Kits that can be had today and are meant by what was typed: their names or goods sound so.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sought(read: &mut Read, typed: &str) -> Result<Vec<KitView>, DbError> {
    let said = search::rules::sounds(typed);
    let mut views = to_be_had(read).await?;
    views.retain(|view| {
        let goods = view.parts.iter().map(|part| &part.good.name);
        let mut names = goods.chain([&view.kit.name]).flat_map(|name| [&name.hi, &name.en]);
        names.any(|name| search::rules::sounds(name).iter().any(|sound| said.contains(sound)))
    });
    Ok(views)
}

/// Kits in a basket as they stand today. A kit that is gone for good is left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn in_cart(read: &mut Read, cart: CartId) -> Result<Vec<CartKit>, DbError> {
    let mut kits = Vec::new();
    for (id, pieces) in sql::in_cart(read, cart).await? {
        if let Some(kit) = sql::one(read, id).await? {
            kits.push(CartKit { pieces, view: view(read, kit, pieces).await? });
        }
    }
    Ok(kits)
}

/// The kits of an order, as they were bought.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<Bought>, DbError> {
    sql::of_order(read, order).await
}

/// A kit with its goods, as far as so many of it are wanted.
async fn view(read: &mut Read, kit: Kit, wanted: u32) -> Result<KitView, DbError> {
    let today = read.now().day();
    let parts = sql::parts(read, kit.id).await?;
    let variants: Vec<_> = parts.iter().map(|part| part.variant).collect();
    let goods = catalogue::read::for_sale(read, &variants).await?;
    let part = |good: ForSale| {
        let pieces = parts.iter().find(|part| part.variant == good.variant).map_or(1, |part| part.pieces);
        let why_not = quotes::why_not_here(&good, pieces.saturating_mul(wanted), today);
        PartView { pieces, good, why_not }
    };
    let parts: Vec<PartView> = goods.into_iter().map(part).collect();
    let mut view = KitView { shut: rules::shut(&kit, wanted, today), kit, parts };
    if view.shut.is_none() && (view.saves().is_negative() || view.saves() > view.kit.off) {
        view.shut = Some(WhyNoKit::Repriced);
    }
    Ok(view)
}

/// What one kit and its way come to at a pincode, for its page.
///
/// # Errors
/// As [`quotes::make`].
pub async fn reaches(
    db: &Db,
    books: &Books,
    kit: KitId,
    pin: &Pin,
) -> Result<quotes::Draft, quotes::QuoteError> {
    quotes::preview_with(db, books, quotes::Wants { lines: &[], kits: &[(kit, 1)] }, pin, None).await
}
