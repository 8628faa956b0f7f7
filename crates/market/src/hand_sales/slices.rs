//! Slices: pieces that are set aside for a stall before it goes where there is no line.
//!
//! A slice holds its pieces as an unpaid order does, so the web does not have them. What the stall's telephone has sold it tells when it
//! has a line again; each sale takes its pieces out of the slice, under its own key once. What is left goes back when the slice is closed.

use std::collections::HashMap;

use kernel::ids::{HubId, OrderId, PersonId, StallId, StallSliceId, VariantId};
use kernel::india::Mobile;
use kernel::{Day, Lang, Paise, Time, Words};
use store::{Db, DbError, Read, Tx, transaction};

use super::act::{Sells, Told, sell_as_told};
use super::{SaleError, Way, slices_sql as sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::catalogue::{self, stock};
use crate::offers::Wanted;
use crate::orders::{self, Short};
use crate::quotes::{self, Books, PaymentMethod, To};
use crate::stalls;

/// A slice is set aside at most so many days ahead.
const DAYS_AHEAD: i64 = 7;
/// Different goods in a slice: as many as an order has.
const LINES_MOST: usize = 40;
/// Pieces of one good in a slice.
const PIECES_MOST: u32 = 500;
/// A key a telephone makes.
const KEY_LETTERS: std::ops::RangeInclusive<usize> = 8..=64;

kernel::codes! {
    /// How a slice stands.
    pub enum SliceState {
        /// The stall sells of it.
        Open = "open",
        /// What was left is the web's again.
        Closed = "closed",
    }
}

kernel::codes! {
    /// What happens to a slice.
    pub enum SliceEvent {
        /// A keeper gives back what is left.
        Closes = "slice.close",
    }
}

impl SliceState {
    /// The only way a slice changes; `None` if the event has no place now.
    pub const fn after(self, event: SliceEvent) -> Option<SliceState> {
        match (self, event) {
            (SliceState::Open, SliceEvent::Closes) => Some(SliceState::Closed),
            (SliceState::Closed, SliceEvent::Closes) => None,
        }
    }
}

store::row! {
    /// A slice.
    pub struct Slice {
        /// Its id.
        pub id: StallSliceId,
        /// For which day.
        pub day: Day,
        /// How it stands.
        pub state: SliceState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A good of a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SliceLine {
    /// Which size or colour.
    pub variant: VariantId,
    /// The good.
    pub name: Words,
    /// What tells it from its sisters.
    pub label: Words,
    /// How many were set aside.
    pub given: u32,
    /// How many of them are sold.
    pub sold: u32,
    /// What one costs.
    pub unit: Paise,
}

impl SliceLine {
    /// How many can still be sold.
    pub const fn left(&self) -> u32 {
        self.given.saturating_sub(self.sold)
    }
}

/// Sets pieces aside for a stall, once: all of them or none.
///
/// # Errors
/// [`SaleError::SliceOpen`] while another is; [`SaleError::SoldOut`] if the web has fewer; [`SaleError::Food`].
pub async fn open(
    db: &Db,
    (by, hub): (PersonId, HubId),
    (stall, day): (StallId, Day),
    wants: &[(VariantId, u32)],
    once: &str,
) -> Result<StallSliceId, SaleError> {
    transaction!(db, tx => {
        let once = format!("{by} {once}");
        if let Some(id) = sql::slice_of_once(tx, &once).await? {
            return Ok(id);
        }
        let row = stalls::stall(tx, stall).await?.filter(|row| row.hub == hub).ok_or(SaleError::Missing)?;
        let today = tx.now().day();
        if !row.stands(day) || day < today || day > today.plus(DAYS_AHEAD) {
            return Err(SaleError::Bad("slice_day"));
        }
        if sql::open_slice(tx, stall).await?.is_some() {
            return Err(SaleError::SliceOpen);
        }
        let priced = priced(tx, wants).await?;
        let id: StallSliceId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(by, Part::HubKeeper),
            act: "slice.open",
            from: "",
            to: SliceState::Open.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        if !sql::insert_slice(tx, id, (stall, day), (by, &once), &trail).await? {
            return Err(SaleError::Raced);
        }
        let short = stock::hold_all(tx, &id.to_string(), wants).await?;
        if !short.is_empty() {
            let name = |variant| priced.iter().find(|(one, ..)| *one == variant).map(|(.., name)| name.clone());
            let told = short.iter().map(|one| Short {
                variant: one.variant,
                name: name(one.variant).unwrap_or_default(),
                left: one.free,
            });
            return Err(SaleError::SoldOut(told.collect()));
        }
        for (variant, pieces, unit, _) in &priced {
            sql::insert_line(tx, id, *variant, (*pieces, *unit)).await?;
        }
        Ok(id)
    })
}

/// What is to be set aside, with prices and names.
async fn priced(
    read: &mut Read,
    wants: &[(VariantId, u32)],
) -> Result<Vec<(VariantId, u32, Paise, Words)>, SaleError> {
    if wants.is_empty() || wants.len() > LINES_MOST {
        return Err(SaleError::Bad("slice_goods"));
    }
    let variants: Vec<VariantId> = wants.iter().map(|(variant, _)| *variant).collect();
    let goods = catalogue::read::for_sale(read, &variants).await?;
    let mut priced: Vec<(VariantId, u32, Paise, Words)> = Vec::with_capacity(wants.len());
    for (variant, pieces) in wants {
        let good = goods.iter().find(|good| good.variant == *variant).ok_or(SaleError::Bad("slice_goods"))?;
        if good.is_food {
            return Err(SaleError::Food);
        }
        if *pieces == 0 || *pieces > PIECES_MOST || priced.iter().any(|(one, ..)| one == variant) {
            return Err(SaleError::Bad("slice_goods"));
        }
        priced.push((*variant, *pieces, good.price, good.name.clone()));
    }
    Ok(priced)
}

/// Gives back what is left of a slice: the web has it again.
///
/// # Errors
/// [`SaleError::NotNow`] the second time.
pub async fn close(db: &Db, (by, hub): (PersonId, HubId), stall: StallId) -> Result<(), SaleError> {
    transaction!(db, tx => {
        stalls::stall(tx, stall).await?.filter(|row| row.hub == hub).ok_or(SaleError::Missing)?;
        let slice = sql::open_slice(tx, stall).await?.ok_or(SaleError::NotNow)?;
        let event = SliceEvent::Closes;
        let next = slice.state.after(event).ok_or(SaleError::NotNow)?;
        let entry = Entry {
            subject: slice.id.to_string(),
            seq: slice.version + 1,
            actor: Actor::Person(by, Part::HubKeeper),
            act: event.as_str(),
            from: slice.state.as_str(),
            to: next.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &slice.trail, &entry).await?;
        if !sql::close_slice(tx, &slice, &trail).await? {
            return Err(SaleError::Raced);
        }
        let lines = sql::lines(tx, slice.id).await?;
        let rest: Vec<_> = lines.iter().map(|line| (line.variant, line.left())).filter(|(_, left)| *left > 0).collect();
        Ok(stock::release_all(tx, &slice.id.to_string(), &rest).await?)
    })
}

/// What is set aside for a stall now, if anything is.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_stall(read: &mut Read, stall: StallId) -> Result<Option<(Slice, Vec<SliceLine>)>, DbError> {
    let Some(slice) = sql::open_slice(read, stall).await? else { return Ok(None) };
    let lines = sql::lines(read, slice.id).await?;
    Ok(Some((slice, lines)))
}

/// What is left of a slice, and what one costs.
pub(crate) async fn left(
    read: &mut Read,
    slice: StallSliceId,
) -> Result<HashMap<VariantId, (u32, Paise)>, DbError> {
    let lines = sql::lines(read, slice).await?;
    Ok(lines.into_iter().map(|line| (line.variant, (line.left(), line.unit))).collect())
}

/// An order takes its pieces out of a slice: the slice lets them go, so that the order can hold them. Answers what is short; then nothing of
/// this transaction may stay.
pub(crate) async fn take(
    tx: &mut Tx,
    slice: StallSliceId,
    order: OrderId,
    wants: &[(VariantId, u32)],
) -> Result<Option<(VariantId, u32)>, DbError> {
    for (variant, pieces) in wants {
        if !sql::sell_of(tx, slice, *variant, *pieces).await? {
            let left = left(tx, slice).await?.get(variant).map_or(0, |(left, _)| *left);
            return Ok(Some((*variant, left)));
        }
    }
    stock::hand_on(tx, (&slice.to_string(), &order.to_string()), wants).await?;
    Ok(None)
}

/// A sale as the stall's telephone tells it when it has a line again.
#[derive(Clone, Debug)]
pub struct Outbox<'a> {
    /// The key the telephone made for it: told twice, it is one sale.
    pub key: &'a str,
    /// When it was sold, by the telephone's clock.
    pub sold_at: Time,
    /// What was sold.
    pub lines: Vec<(VariantId, u32)>,
    /// What was taken for it.
    pub taken: Paise,
    /// How it was paid; never to a code that a payment company makes.
    pub way: Way,
    /// The bank's number.
    pub utr: &'a str,
    /// The buyer's number, if she said one.
    pub buyer: Option<Mobile>,
    /// The language of news about it.
    pub lang: Lang,
}

/// Takes in what a stall has sold without a line, out of its open slice, once. Answers the order's code.
///
/// # Errors
/// [`SaleError::NoSlice`], [`SaleError::SoldOut`] if the slice has fewer, [`SaleError::OtherTotal`] if it comes to another sum than was
/// taken, [`SaleError::UtrUsed`]: nothing is written then, and the telephone keeps the sale.
pub async fn take_in(
    db: &Db,
    books: &Books,
    keeper: (PersonId, HubId),
    stall: StallId,
    sale: &Outbox<'_>,
) -> Result<String, SaleError> {
    let mut read = db.read().await?;
    stalls::stall(&mut read, stall).await?.filter(|row| row.hub == keeper.1).ok_or(SaleError::Missing)?;
    if !KEY_LETTERS.contains(&sale.key.len()) || !sale.key.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(SaleError::Bad("key"));
    }
    if sale.way == Way::Qr {
        return Err(SaleError::Bad("way"));
    }
    let once = format!("{stall} {}", sale.key);
    if let Some(code) = super::sql::code_of_once(&mut read, &once, stall).await? {
        return Ok(code);
    }
    let slice = sql::open_slice(&mut read, stall).await?.ok_or(SaleError::NoSlice)?;
    drop(read);
    let to = To::FromSlice(stall, slice.id);
    let ask = quotes::Ask {
        kits: Vec::new(),
        lines: sale.lines.clone(),
        to,
        method: PaymentMethod::Upi,
        cart: None,
        stall: None,
        wanted: Wanted::default(),
    };
    let quote = quotes::make(db, books, &ask).await.map_err(short)?;
    if quote.head.total != sale.taken {
        return Err(SaleError::OtherTotal { total: quote.head.total });
    }
    let sold_at = Time(sale.sold_at.0.min(db.now().0));
    let told = Told { once: &once, sold_at, slice: Some(slice.id) };
    let sells = Sells {
        stall,
        keeper,
        quote: quote.head.id,
        way: sale.way,
        utr: sale.utr,
        buyer: sale.buyer.as_ref(),
        lang: sale.lang,
    };
    sell_as_told(db, &sells, quote, &told).await
}

/// What a slice does not have is short, as what the web does not have.
fn short(cause: quotes::QuoteError) -> SaleError {
    let quotes::QuoteError::NotSold(goods) = &cause else { return cause.into() };
    let told = goods.iter().map(|(variant, name, why)| {
        let quotes::WhyNot::SoldOut { left } = why else { return None };
        Some(orders::Short { variant: *variant, name: name.clone(), left: *left })
    });
    match told.collect::<Option<Vec<_>>>() {
        Some(short) => SaleError::SoldOut(short),
        None => cause.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_closed_once() {
        assert_eq!(SliceState::Open.after(SliceEvent::Closes), Some(SliceState::Closed));
        assert_eq!(SliceState::Closed.after(SliceEvent::Closes), None);
    }
}
