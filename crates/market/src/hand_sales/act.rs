//! A keeper sells, or calls a sale off that nobody pays.

use kernel::ids::{HubId, OrderId, PersonId, QuoteId, StallId, StallSliceId};
use kernel::india::Mobile;
use kernel::{Lang, Time};
use store::{Db, DbError, Read, Tx, jobs, transaction};

use super::sql::{self, NewSale};
use super::{SaleError, Way, rules};
use crate::audit::{Actor, Part};
use crate::gateways::{self, Payers};
use crate::launch::{self, Stage};
use crate::orders::{self, Across, EXPIRE, Event, OPEN_PAYMENT, settle};
use crate::payments;
use crate::quotes::{self, Head, PaymentMethod, Quote};
use crate::stalls;

/// A payment company is asked about the same sale no more often.
const LOOK_AGAIN_MS: i64 = 10_000;

/// What a keeper sells, to whom, and how it is paid.
#[derive(Clone, Copy, Debug)]
pub struct Sells<'a> {
    /// At which stall.
    pub stall: StallId,
    /// Who sells, for which hub.
    pub keeper: (PersonId, HubId),
    /// What was laid out.
    pub quote: QuoteId,
    /// How it is paid.
    pub way: Way,
    /// The bank's number, as it was typed; only for [`Way::Printed`].
    pub utr: &'a str,
    /// The buyer's number, if she says one: her bill goes there.
    pub buyer: Option<&'a Mobile>,
    /// The language of news about it.
    pub lang: Lang,
}

/// How a sale came here.
pub(super) struct Told<'a> {
    /// The same twice is one sale.
    pub once: &'a str,
    /// When it was sold.
    pub sold_at: Time,
    /// Out of which slice; the web's stock without one.
    pub slice: Option<StallSliceId>,
}

/// Sells what was laid out, once. Answers the order's code; whatever is paid now is handed over with it.
///
/// # Errors
/// [`SaleError::SoldOut`] if others were faster; [`SaleError::TooMuch`], [`SaleError::BadUtr`], [`SaleError::UtrUsed`].
pub async fn sell(db: &Db, ask: &Sells<'_>) -> Result<String, SaleError> {
    let mut read = db.read().await?;
    if let Some(code) = sql::code_of_once(&mut read, &ask.quote.to_string(), ask.stall).await? {
        return Ok(code);
    }
    let stall = stalls::stall(&mut read, ask.stall).await?.filter(|stall| stall.hub == ask.keeper.1);
    if !stall.ok_or(SaleError::Missing)?.stands(read.now().day()) {
        return Err(SaleError::NotToday);
    }
    let quote = quotes::quote(&mut read, ask.quote).await?.ok_or(SaleError::Missing)?;
    if quote.head.stall != Some(ask.stall) || !quote.is_across() {
        return Err(SaleError::Missing);
    }
    if quote.head.expires_at <= read.now() {
        return Err(SaleError::TooOld);
    }
    drop(read);
    let told = Told { once: &ask.quote.to_string(), sold_at: db.now(), slice: None };
    sell_as_told(db, ask, quote, &told).await
}

/// Sells a quote that fits its stall; if somebody was faster with the same, that is the sale.
pub(super) async fn sell_as_told(
    db: &Db,
    ask: &Sells<'_>,
    quote: Quote,
    told: &Told<'_>,
) -> Result<String, SaleError> {
    let utr = match ask.way {
        Way::Printed => Some(rules::utr(ask.utr).ok_or(SaleError::BadUtr)?),
        Way::Cash | Way::Qr => None,
    };
    let method = if ask.way == Way::Cash { PaymentMethod::Cash } else { PaymentMethod::Upi };
    let quote = Quote { head: Head { method, ..quote.head }, ..quote };
    let mut read = db.read().await?;
    is_open(&mut read, ask, &quote).await?;
    let served = gateways::serves(&mut read, Payers::Domestic).await?;
    drop(read);
    let through = match ask.way {
        Way::Cash => payments::CASH,
        Way::Qr => served.by.as_str(),
        Way::Printed => payments::PRINTED,
    };
    let sold: Result<String, SaleError> =
        transaction!(db, tx => { sell_in(tx, (ask, utr.as_deref()), &quote, (told, through)).await });
    match sold {
        // Whoever was faster may not have it on disk yet; among changes his stands before ours, and ours is answered when both are.
        Err(SaleError::Raced) => transaction!(db, tx => {
            sql::code_of_once(tx, told.once, ask.stall).await?.ok_or(SaleError::Raced)
        }),
        other => other,
    }
}

/// Whether the mart is open, and the sum not too much for its way.
async fn is_open(read: &mut Read, ask: &Sells<'_>, quote: &Quote) -> Result<(), SaleError> {
    if let Some(why) = launch::admission(read, ask.keeper.0, &quote.head.pin).await? {
        return Err(SaleError::Closed(why));
    }
    if ask.way != Way::Qr && launch::stage(read).await? == Stage::Trial {
        return Err(SaleError::InTrial);
    }
    rules::fits(ask.way, quote.head.total)
}

async fn sell_in(
    tx: &mut Tx,
    (ask, utr): (&Sells<'_>, Option<&str>),
    quote: &Quote,
    (told, through): (&Told<'_>, &str),
) -> Result<String, SaleError> {
    if let Some(utr) = utr
        && sql::is_utr_known(tx, utr).await?
    {
        let is_this = sql::code_of_once(tx, told.once, ask.stall).await?.is_some();
        return Err(if is_this { SaleError::Raced } else { SaleError::UtrUsed });
    }
    // What was sold out of a slice has happened; a limit that comes afterwards cannot undo it.
    if ask.way == Way::Printed && told.slice.is_none() {
        rules::stays_small(quote.head.total, sql::unseen(tx, ask.stall).await?)?;
    }
    let by = Actor::Person(ask.keeper.0, Part::HubKeeper);
    let expires = tx.now().plus_minutes(rules::PAY_WITHIN_MINUTES);
    let across = Across { quote, buyer: ask.buyer, lang: ask.lang, by, through, expires, slice: told.slice };
    let (order, code) = orders::place_across(tx, &across).await?.ok_or(SaleError::Raced)?;
    let new = NewSale { order, stall: ask.stall, way: ask.way, by: ask.keeper.0, utr, told };
    if !sql::insert_sale(tx, &new).await? {
        return Err(SaleError::Raced);
    }
    match ask.way {
        Way::Qr => wait_for(tx, order, expires).await?,
        Way::Cash => hand_over(tx, order, Event::CashPromised, by).await?,
        Way::Printed => {
            payments::paid_by_printed(tx, order, utr.unwrap_or_default(), by).await?;
            hand_over(tx, order, Event::Paid, by).await?;
        }
    }
    Ok(code)
}

/// The payment company is to make a code; what nobody pays is free again.
async fn wait_for(tx: &mut Tx, order: OrderId, expires: Time) -> Result<(), DbError> {
    let payload = format!("\"{order}\"");
    jobs::put(tx, OPEN_PAYMENT, &order.to_string(), &payload).await?;
    jobs::put_for(tx, EXPIRE, &order.to_string(), &payload, expires).await
}

async fn hand_over(tx: &mut Tx, order: OrderId, event: Event, by: Actor) -> Result<(), SaleError> {
    let row = orders::sql::order(tx, order).await?.ok_or(SaleError::Missing)?;
    Ok(settle::handed_across(tx, &row, event, (by, by)).await?)
}

/// Nobody pays: the keeper calls a sale off, and its goods are free at once. Money that comes after all goes back by itself.
///
/// # Errors
/// [`SaleError::NotNow`] unless it waits to be paid.
pub async fn call_off(db: &Db, (by, hub): (PersonId, HubId), code: &str) -> Result<(), SaleError> {
    transaction!(db, tx => {
        let sale = sql::sale(tx, code).await?.filter(|sale| sale.hub == hub).ok_or(SaleError::Missing)?;
        let row = orders::sql::order(tx, sale.order).await?.ok_or(SaleError::Missing)?;
        match settle::end_unpaid(tx, &row, Actor::Person(by, Part::HubKeeper)).await {
            Err(orders::OrderError::NotNow(_)) => Err(SaleError::NotNow),
            ended => Ok(ended?),
        }
    })
}

/// The payment company is asked about a sale that waits, at most once in ten seconds.
///
/// # Errors
/// [`SaleError::Missing`] if there is no such sale.
pub async fn look(db: &Db, code: &str) -> Result<(), SaleError> {
    transaction!(db, tx => {
        let sale = sql::sale(tx, code).await?.ok_or(SaleError::Missing)?;
        if sale.way != Way::Qr || sale.state != orders::Order::Placed {
            return Ok(());
        }
        let key = format!("{} {}", sale.order, tx.now().0.div_euclid(LOOK_AGAIN_MS));
        Ok(jobs::put(tx, payments::ASK_PAYMENTS, &key, &format!("\"{}\"", sale.order)).await?)
    })
}
