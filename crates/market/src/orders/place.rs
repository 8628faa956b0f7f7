//! A quote becomes an order: goods are held, parcels and shipments planned, a payment intended, in one transaction.

use std::collections::BTreeMap;

use kernel::ids::{LineId, MakerId, OrderId, ParcelId, PersonId, QuoteId, ShipmentId};
use kernel::india::{Mobile, Pin};
use kernel::{Day, Lang, Paise, Words};
use store::keys::{self, Known, Once};
use store::{Db, DbError, Tx, chance, jobs, transaction};

use super::sql::{self, NewOrder, NewParcel};
use super::{EXPIRE, OPEN_PAYMENT, OrderError, PAY_ABROAD_WITHIN_MINUTES, PAY_WITHIN_MINUTES, Short};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::catalogue::stock;
use crate::gateways::{self, Payers};
use crate::personal::{self, Recipient};
use crate::quotes::{Head, Line, PaymentMethod, Quote, Shipment};
use crate::{accounts, batches, cash, catalogue, delivery, kits, launch, offers, payments, pickups, quotes};

/// Where an order goes.
#[derive(Clone, Debug)]
pub struct Address {
    /// Who receives it.
    pub name: String,
    /// The number the runner calls; the buyer's own if none is given.
    pub mobile: Option<Mobile>,
    /// House and street.
    pub house: String,
    /// Village, ward or area.
    pub area: String,
    /// What it is near; may be empty.
    pub landmark: String,
    /// Must be the quote's.
    pub pin: Pin,
}

/// What a buyer asks for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The quote.
    pub quote: QuoteId,
    /// Who buys.
    pub person: PersonId,
    /// Where to.
    pub address: Address,
    /// The language of all news about it.
    pub lang: Lang,
    /// The key that makes a repeated call harmless, for callers that send one.
    pub once: Option<Once>,
}

/// An order just placed, or the same one if it was placed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its id.
    pub id: OrderId,
    /// Its code; whoever has it can follow and pay the order.
    pub code: String,
    /// What is to be paid.
    pub total: Paise,
    /// Kept word for word if the same key was used before.
    pub answer: Option<(u32, String)>,
}

/// Places an order. The same quote twice is the same order, whatever path the second call takes.
///
/// `answer` writes down what the caller will say, to be kept with the key of [`Ask::once`].
///
/// # Errors
/// [`OrderError::SoldOut`] with what could still be had; nothing is held then.
pub async fn place(
    db: &Db,
    ask: &Ask,
    answer: impl Fn(&Placed) -> (u32, String) + Sync,
) -> Result<Placed, OrderError> {
    let fit = fit_quote(db, ask).await?;
    if let Ok(fit) = &fit {
        match place_fresh(db, ask, fit, &answer).await? {
            Fresh::Placed(placed) => return Ok(placed),
            Fresh::KeyReused => return Err(OrderError::KeyReused),
            Fresh::OrderedMeanwhile => {}
        }
    }
    find_placed(db, ask, &answer).await?.ok_or(fit.err().unwrap_or(OrderError::Raced))
}

/// A quote that may become an order.
struct Fit {
    quote: Quote,
    /// Through whom it will be paid.
    through: &'static str,
    /// What is paid online ahead of cash.
    ahead: cash::token::Asked,
}

impl Fit {
    /// What is to be paid through them: all of it, or the token.
    fn amount(&self) -> Paise {
        if self.ahead.token > Paise::ZERO { self.ahead.token } else { self.quote.head.total }
    }
}

/// The quote, if it may still become an order; else why not. Nothing of a quote changes once it is made but the way to pay, which
/// its buyer chooses before she orders, so it is read before
/// the transaction: on PostgreSQL two orders then have nothing in common but the stock of the same good.
async fn fit_quote(db: &Db, ask: &Ask) -> Result<Result<Fit, OrderError>, DbError> {
    let mut read = db.read().await?;
    let Some(quote) = quotes::quote(&mut read, ask.quote).await? else { return Ok(Err(OrderError::NoQuote)) };
    if quote.is_across() {
        return Ok(Err(OrderError::NoQuote));
    }
    if quote.head.expires_at <= read.now() {
        return Ok(Err(OrderError::QuoteExpired));
    }
    if quote.head.pin != ask.address.pin {
        return Ok(Err(OrderError::OtherPin));
    }
    if sql::order_of_quote(&mut read, ask.quote).await?.is_some() {
        return Ok(Err(OrderError::Raced));
    }
    if let Some(why) = launch::admission(&mut read, ask.person, &quote.head.pin).await? {
        return Ok(Err(OrderError::Closed(why)));
    }
    if let Some(why) = offers::gone(&mut read, &quote.head, ask.person).await? {
        return Ok(Err(OrderError::NoOffer(why)));
    }
    if let Some(gone) = kits::gone(&mut read, &quote.kits).await? {
        return Ok(Err(gone));
    }
    if quote.head.method == PaymentMethod::Cash {
        let facts = cash::Facts::of_quote(&quote);
        if let Some(why) = cash::why_not(&mut read, &facts, Some(ask.person)).await? {
            return Ok(Err(OrderError::NoCash(why)));
        }
    }
    let ahead = cash::token::asked_of(&mut read, &quote.head).await?;
    if quote.head.method == PaymentMethod::Cash && ahead.token == Paise::ZERO {
        return Ok(Ok(Fit { quote, through: payments::CASH, ahead }));
    }
    let through = gateways::serves(&mut read, payers_of(&quote)).await?.by.as_str();
    Ok(Ok(Fit { quote, through, ahead }))
}

/// Whose cards pay for it: who is abroad has none of India.
fn payers_of(quote: &Quote) -> Payers {
    if quote.head.goes_abroad() { Payers::Foreign } else { Payers::Domestic }
}

/// The order that a quote has become, for the same person; its answer is kept for the key, or was.
async fn find_placed(
    db: &Db,
    ask: &Ask,
    answer: &(impl Fn(&Placed) -> (u32, String) + Sync),
) -> Result<Option<Placed>, OrderError> {
    transaction!(db, tx => {
        let known = match &ask.once {
            Some(once) => keys::look_up(tx, once).await?,
            None => Known::New,
        };
        if known == Known::Other {
            return Err(OrderError::KeyReused);
        }
        let Some(existing) = sql::order_of_quote(tx, ask.quote).await? else { return Ok(None) };
        if existing.person != ask.person {
            return Err(OrderError::NotYours);
        }
        let mut placed = Placed { id: existing.id, code: existing.code, total: existing.total, answer: None };
        match (known, &ask.once) {
            (Known::Answered { status, answer }, _) => placed.answer = Some((status, answer)),
            (_, Some(once)) => {
                let (status, text) = answer(&placed);
                keys::keep(tx, once, status, &text).await?;
            }
            (_, None) => {}
        }
        Ok(Some(placed))
    })
}

/// What came of placing an order for a quote that had none.
enum Fresh {
    /// It is placed.
    Placed(Placed),
    /// Another call was faster with the same quote.
    OrderedMeanwhile,
    /// The key belongs to another act; nothing is placed.
    KeyReused,
}

/// Why a fresh order is undone.
enum Undone {
    Because(Fresh),
    Failed(OrderError),
}

impl<E: Into<OrderError>> From<E> for Undone {
    fn from(cause: E) -> Undone {
        Undone::Failed(cause.into())
    }
}

/// Places the order of a quote. The row of the order and the key are written before anything is looked at: their unique keys
/// say whether somebody was faster.
async fn place_fresh(
    db: &Db,
    ask: &Ask,
    fit: &Fit,
    answer: &(impl Fn(&Placed) -> (u32, String) + Sync),
) -> Result<Fresh, OrderError> {
    let Fit { quote, through, ahead } = fit;
    let placed: Result<Placed, Undone> = transaction!(db, tx => {
        let id: OrderId = tx.new_id();
        let code = order_code();
        let expires = tx.now().plus_minutes(pay_within(&quote.head));
        let actor = Actor::Person(ask.person, Part::Buyer);
        let trail = begin(tx, id.to_string(), actor, "order.place", "placed", &code).await?;
        let placed = Placed { id, code, total: quote.head.total, answer: None };
        let (head, code) = (&quote.head, placed.code.as_str());
        let recipient = recipient(tx, ask).await?;
        let recipient = personal::seal_recipient(tx, ask.person, id, &recipient).await?;
        let (person, lang) = (ask.person, ask.lang);
        let new = NewOrder { id, code, quote: head, person, lang, recipient, expires, trail };
        let mut first = vec![sql::insert_order(tx.now(), &new)];
        if let Some(once) = &ask.once {
            let (status, text) = answer(&placed);
            first.push(keys::keeping(tx.now(), once, status, &text));
        }
        match tx.exec_all(first).await?[..] {
            [0, ..] => return Err(Undone::Because(Fresh::OrderedMeanwhile)),
            [_, 0] => return Err(Undone::Because(Fresh::KeyReused)),
            _ => {}
        }
        if !pickups::take_place(tx, head.slot).await? {
            return Err(OrderError::SlotFull.into());
        }
        offers::use_once(tx, (id, person), head).await?;
        kits::use_all(tx, id, &quote.kits).await?;
        hold_for(tx, &id.to_string(), &quote.lines).await?;
        plan(tx, id, actor, quote).await?;
        cash::token::set_out(tx, id, *ahead).await?;
        payments::intend(tx, id, fit.amount(), (through, payers_of(quote))).await?;
        if !head.goes_abroad() {
            accounts::sql::name_person(tx, ask.person, &ask.address.name).await?;
        }
        if let Some(cart) = head.cart {
            quotes::sql::clear_ordered(tx, cart, ask.quote).await?;
            kits::sql::clear_ordered(tx, cart, ask.quote).await?;
            quotes::sql::forget_draft(tx, cart).await?;
        }
        let payload = format!("\"{id}\"");
        if *through == payments::CASH {
            cash::ask_code(tx, id, person, lang).await?;
        } else {
            jobs::put(tx, OPEN_PAYMENT, &id.to_string(), &payload).await?;
        }
        jobs::put_for(tx, EXPIRE, &id.to_string(), &payload, expires).await?;
        Ok(placed)
    });
    match placed {
        Ok(placed) => Ok(Fresh::Placed(placed)),
        Err(Undone::Because(fresh)) => Ok(fresh),
        Err(Undone::Failed(cause)) => Err(cause),
    }
}

/// How long there is to pay. An offer to somebody abroad is read in another time zone.
fn pay_within(head: &Head) -> i64 {
    if head.goes_abroad() { PAY_ABROAD_WITHIN_MINUTES } else { PAY_WITHIN_MINUTES }
}

/// Who receives it; without a number of its own the address has the buyer's.
async fn recipient(tx: &mut Tx, ask: &Ask) -> Result<Recipient, OrderError> {
    let Address { name, mobile, house, area, landmark, pin: _ } = ask.address.clone();
    let mobile = match mobile {
        Some(mobile) => mobile,
        None => accounts::sql::person_row(tx, ask.person).await?.ok_or(DbError::Erased)?.0,
    };
    Ok(Recipient { name, mobile, house, area, landmark })
}

/// Holds the goods, or says by name what is short.
pub(super) async fn hold_for(tx: &mut Tx, source: &str, lines: &[Line]) -> Result<(), OrderError> {
    let wants: Vec<_> = lines.iter().map(|line| (line.variant, line.quantity)).collect();
    let short = stock::hold_all(tx, source, &wants).await?;
    if short.is_empty() {
        return Ok(());
    }
    let named = |short: &catalogue::Short| {
        let line = lines.iter().find(|line| line.variant == short.variant);
        let name = line.map_or_else(Words::default, |line| line.name.clone());
        Short { variant: short.variant, name, left: short.free }
    };
    Err(OrderError::SoldOut(short.iter().map(named).collect()))
}

/// Writes shipments, parcels and lines as they were quoted.
pub(super) async fn plan(tx: &mut Tx, order: OrderId, actor: Actor, quote: &Quote) -> Result<(), OrderError> {
    let mut shipments: BTreeMap<u32, (ShipmentId, &Shipment)> = BTreeMap::new();
    for planned in &quote.shipments {
        let id: ShipmentId = tx.new_id();
        let trail = begin(tx, id.to_string(), actor, "shipment.plan", "planned", "").await?;
        let delivery_code = chance::six_digits();
        let new = delivery::sql::NewShipment { id, order, planned, delivery_code: &delivery_code, trail };
        delivery::sql::insert_shipment(tx, &new).await?;
        shipments.insert(planned.no, (id, planned));
    }
    let mut parcels: BTreeMap<(MakerId, bool), Vec<(u32, &Line)>> = BTreeMap::new();
    for (position, line) in (1..).zip(&quote.lines) {
        parcels.entry((line.maker, line.is_food)).or_default().push((position, line));
    }
    for ((maker, is_food), lines) in parcels {
        let sum =
            |of: fn(&Line) -> Paise| Paise::sum(lines.iter().map(|(_, line)| of(line))).unwrap_or_default();
        let shipment = lines.first().and_then(|(_, line)| shipments.get(&line.shipment_no));
        let (shipment, planned) =
            shipment.ok_or_else(|| DbError::Failed("a line without a shipment".to_owned()))?;
        let id: ParcelId = tx.new_id();
        let code = parcel_code();
        let trail = begin(tx, id.to_string(), actor, "parcel.plan", "planned", &code).await?;
        let (goods, maker_share) = (sum(|line| line.line), sum(|line| line.maker_share));
        let new = NewParcel {
            id,
            code: &code,
            order,
            shipment: *shipment,
            maker,
            hub: planned.hub,
            is_food,
            goods,
            funded: sum(|line| line.funded),
            maker_share,
            anew: 0,
            trail,
        };
        sql::insert_parcel(tx, &new).await?;
        for (position, line) in lines {
            let line_id = tx.new_id();
            sql::insert_line(tx, line_id, order, id, position, line).await?;
            if line.is_food {
                take_fresh(tx, line_id, (order, id), line, planned.latest).await?;
            }
        }
    }
    Ok(())
}

/// Food that lies ready is taken from the batches that end first and still keep when it arrives.
pub(super) async fn take_fresh(
    tx: &mut Tx,
    line_id: LineId,
    place: (OrderId, ParcelId),
    line: &Line,
    arrives: Day,
) -> Result<(), OrderError> {
    let wants = (line.variant, line.quantity);
    match batches::take(tx, line_id, place, wants, arrives).await? {
        None => Ok(()),
        Some(left) => {
            let (variant, name) = (line.variant, line.name.clone());
            Err(OrderError::SoldOut(vec![Short { variant, name, left }]))
        }
    }
}

/// The first entry of a new row's trail.
pub(crate) async fn begin(
    tx: &mut Tx,
    subject: String,
    actor: Actor,
    act: &'static str,
    state: &'static str,
    note: &str,
) -> Result<Trail, DbError> {
    audit::note(tx, &Trail::default(), &Entry { subject, seq: 1, actor, act, from: "", to: state, note })
        .await
}

/// `DM-7K3F-9QXT-M2PA-W6RC`: 80 bits of chance, in groups that can be read out on the phone.
pub(super) fn order_code() -> String {
    let letters = chance::letters(16).to_uppercase();
    let groups: Vec<&str> = (0..4).map(|group| &letters[group * 4..group * 4 + 4]).collect();
    format!("DM-{}", groups.join("-"))
}

/// `P7K3F9QXT`: what stands on a parcel and is typed at the hub.
pub(super) fn parcel_code() -> String {
    format!("P{}", chance::letters(8).to_uppercase())
}
