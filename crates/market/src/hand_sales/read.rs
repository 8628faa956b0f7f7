//! What pages ask of hand sales: what lies at a stall, one sale, the sales of a day.

use kernel::ids::{HubId, OrderId, PersonId, StallId, StallSliceId, VariantId};
use kernel::{Day, Limit, Paise, Time, Words};
use store::{DbError, Read};

use super::{Way, sql};
use crate::accounts;
use crate::audit::{Actor, Part};
use crate::catalogue::{self, Making};
use crate::orders::Order;
use crate::quotes::why_not_here;
use crate::stalls;

/// Sales of one day at one stall.
const LIST: Limit = Limit::of(300);

store::row! {
    /// A hand sale.
    pub struct HandSale {
        /// Its order.
        pub order: OrderId,
        /// Under which code the buyer finds it.
        pub code: String,
        /// At which stall.
        pub stall: StallId,
        /// Whose hub that is.
        pub hub: HubId,
        /// How it is paid.
        pub way: Way,
        /// How its order stands.
        pub state: Order,
        /// What was or is to be paid.
        pub total: Paise,
        /// The tax inside.
        pub tax: Paise,
        /// When it was sold.
        pub sold_at: Time,
        /// Until when it waits to be paid.
        pub expires_at: Time,
        /// The bank's number.
        pub utr: Option<String>,
        /// Whether a bank's statement shows it: 1.
        pub is_seen: i64,
        /// Out of which slice.
        pub slice: Option<StallSliceId>,
    }
}

/// A good that lies at a stall and can be sold there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Which size or colour.
    pub variant: VariantId,
    /// The good.
    pub name: Words,
    /// What tells it from its sisters.
    pub label: Words,
    /// What one costs, tax included.
    pub price: Paise,
    /// How many the mart has.
    pub free: u32,
    /// Whether it can be set aside: food is not.
    pub keeps: bool,
}

/// What can be sold at a stall now: what its makers have made; everybody's, if none is named.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lying_at(read: &mut Read, stall: StallId) -> Result<Vec<Lying>, DbError> {
    let is_everybodys = stalls::makers_of(read, stall).await?.is_empty();
    let (here, others) = stalls::goods_of(read, stall).await?;
    let cards = if is_everybodys { others } else { here };
    let products: Vec<_> = cards.iter().map(|card| card.id).collect();
    let mut variants = Vec::new();
    let found = catalogue::read::variants_of(read, &products).await?;
    for product in &products {
        variants.extend(found.get(product).into_iter().flatten().map(|variant| variant.id));
    }
    let today = read.now().day();
    let goods = catalogue::read::for_sale(read, &variants).await?;
    let lies = |good: &catalogue::ForSale| {
        // Its maker may be away: her goods lie there all the same.
        let here = catalogue::ForSale { away_until: None, ..good.clone() };
        good.making == Making::Stock && why_not_here(&here, 1, today).is_none()
    };
    let told = |good: catalogue::ForSale| Lying {
        variant: good.variant,
        name: good.name,
        label: good.label,
        price: good.price,
        free: u32::try_from(good.free).unwrap_or(0),
        keeps: !good.is_food,
    };
    Ok(goods.into_iter().filter(lies).map(told).collect())
}

/// The sale behind an order's code.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sale(read: &mut Read, code: &str) -> Result<Option<HandSale>, DbError> {
    sql::sale(read, code).await
}

/// What was sold by hand at a stall on a day, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sales_of_day(read: &mut Read, stall: StallId, day: Day) -> Result<Vec<HandSale>, DbError> {
    sql::sales_between(read, stall, (day.starts(), day.plus(1).starts()), LIST).await
}

/// Whether an order is a hand sale: whoever pays it stands before the keeper.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn is_one(read: &mut Read, order: OrderId) -> Result<bool, DbError> {
    Ok(sql::sold_by(read, order).await?.is_some())
}

/// The code on the receipt of a hand sale whose buyer left no number: by it a hub knows her if money is to go back. `None` for every
/// other order: whoever has a telephone gets a code there.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn receipt_code(read: &mut Read, order: OrderId) -> Result<Option<String>, DbError> {
    let Some((buyer, code)) = sql::buyer_and_code(read, order).await? else { return Ok(None) };
    let is_known = accounts::sql::person_row(read, buyer).await?.is_some();
    Ok(Some(code).filter(|_| !is_known))
}

/// Who hands an order over its counter, if it is a hand sale.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn seller_of(read: &mut Read, order: OrderId) -> Result<Option<Actor>, DbError> {
    let by: Option<PersonId> = sql::sold_by(read, order).await?;
    Ok(by.map(|by| Actor::Person(by, Part::HubKeeper)))
}
