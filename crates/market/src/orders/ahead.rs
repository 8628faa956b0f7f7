//! Orders of institutions: a stage, whose goods are held and paid for on arrival out of what was paid ahead; and what is paid ahead
//! itself, an order without goods.

use kernel::ids::{OrderId, PersonId, QuoteId, VariantId};
use kernel::{Day, Lang, Paise, Time};
use store::{DbError, Tx, jobs};

use super::place::{begin, hold_for, order_code, plan};
use super::sql::{self, NewOrder};
use super::{EXPIRE, OPEN_PAYMENT, OrderError};
use crate::audit::{Actor, Part};
use crate::gateways::Payers;
use crate::institutions::accept::open_weeks;
use crate::payments;
use crate::personal::{self, Recipient};
use crate::places::Place;
use crate::quotes::sql::{NewQuote, insert_quote};
use crate::quotes::{self, Draft, Head, PaymentMethod, Quote};

/// A stage that becomes an order.
pub(crate) struct Ahead<'a> {
    /// What was agreed.
    pub quote: &'a Quote,
    /// Who buys.
    pub person: PersonId,
    /// The language of news about it.
    pub lang: Lang,
    /// Who receives it.
    pub recipient: &'a Recipient,
    /// Until when what is paid ahead is waited for.
    pub expires: Time,
}

/// Places a stage: its makers' weeks to come are opened for it, and its goods held. Nothing if its quote has become an order before.
///
/// # Errors
/// [`OrderError::SoldOut`] if others were faster.
pub(crate) async fn place_ahead(
    tx: &mut Tx,
    ahead: &Ahead<'_>,
    weeks: &[(VariantId, Day, u32)],
) -> Result<Option<OrderId>, OrderError> {
    let (quote, actor) = (ahead.quote, Actor::Person(ahead.person, Part::Buyer));
    let placing =
        Placing { head: &quote.head, person: ahead.person, lang: ahead.lang, expires: ahead.expires };
    let Some((id, _)) = insert(tx, &placing, ahead.recipient).await? else { return Ok(None) };
    open_weeks(tx, &format!("{id} ahead"), weeks).await?;
    hold_for(tx, &id.to_string(), &quote.lines).await?;
    plan(tx, id, actor, quote).await?;
    payments::intend(tx, id, quote.head.total, (payments::DEPOSIT, Payers::Domestic)).await?;
    Ok(Some(id))
}

/// What is to be paid ahead.
pub(crate) struct Pays<'a> {
    /// How much.
    pub amount: Paise,
    /// By whom.
    pub person: PersonId,
    /// The language of news about it.
    pub lang: Lang,
    /// Who receives what it is for.
    pub recipient: &'a Recipient,
    /// Where that is.
    pub place: &'a Place,
    /// The first and the last day of what it is for.
    pub days: (Day, Day),
    /// Through whom it is paid.
    pub through: &'a str,
    /// Until when it waits to be paid.
    pub expires: Time,
}

/// Places an order without goods, by which an institution pays ahead as any order is paid.
///
/// # Errors
/// [`OrderError`] if the database fails.
pub(crate) async fn place_deposit(tx: &mut Tx, pays: &Pays<'_>) -> Result<(OrderId, String), OrderError> {
    let draft = Draft {
        lines: Vec::new(),
        kits: Vec::new(),
        shipments: Vec::new(),
        goods: pays.amount,
        freight: Paise::ZERO,
        tax: Paise::ZERO,
        offer: None,
        total: pays.amount,
        earliest: pays.days.0,
        latest: pays.days.1,
    };
    let id: QuoteId = tx.new_id();
    let (method, expires) = (PaymentMethod::Upi, pays.expires);
    let new =
        NewQuote { id, cart: None, place: pays.place, at: None, stall: None, method, draft: &draft, expires };
    insert_quote(tx, &new).await?;
    let head = quotes::head_of(&new);
    let placing = Placing { head: &head, person: pays.person, lang: pays.lang, expires };
    let placed = insert(tx, &placing, pays.recipient).await?;
    let (order, code) = placed.ok_or_else(|| DbError::Failed("a new quote was ordered before".to_owned()))?;
    payments::intend(tx, order, pays.amount, (pays.through, Payers::Domestic)).await?;
    let payload = format!("\"{order}\"");
    jobs::put(tx, OPEN_PAYMENT, &order.to_string(), &payload).await?;
    jobs::put_for(tx, EXPIRE, &order.to_string(), &payload, expires).await?;
    Ok((order, code))
}

struct Placing<'a> {
    head: &'a Head,
    person: PersonId,
    lang: Lang,
    expires: Time,
}

async fn insert(
    tx: &mut Tx,
    placing: &Placing<'_>,
    recipient: &Recipient,
) -> Result<Option<(OrderId, String)>, OrderError> {
    let Placing { head, person, lang, expires } = *placing;
    let (id, code): (OrderId, String) = (tx.new_id(), order_code());
    let actor = Actor::Person(person, Part::Buyer);
    let trail = begin(tx, id.to_string(), actor, "order.place", "placed", &code).await?;
    let recipient = personal::seal_recipient(tx, person, id, recipient).await?;
    let new = NewOrder { id, code: &code, quote: head, person, lang, recipient, expires, trail };
    let (statement, values) = sql::insert_order(tx.now(), &new);
    Ok((tx.exec(statement, values).await? == 1).then_some((id, code)))
}
