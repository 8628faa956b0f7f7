//! How an offer is taken off a quote, used by an order, given back, and paid for.

use kernel::Paise;
use kernel::ids::{FunderId, LineId, OrderId, ParcelId, PersonId};
use store::{DbError, Read, Tx};

use super::{Kind, WhyNoOffer, rules, sql};
use crate::delivery::Tables;
use crate::launch;
use crate::ledger::Account;
use crate::orders::OrderError;
use crate::quotes::{Draft, Head, QuoteError};

/// Which offer may hold for a quote.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The code that was typed; without one, offers hold by themselves.
    pub coupon: Option<String>,
    /// Who buys, where that is known: an offer may be used so often by one person.
    pub person: Option<PersonId>,
}

/// Takes off a quote in the making what was asked for, or the best of what holds by itself. Offers do not add up.
///
/// # Errors
/// [`QuoteError::NoOffer`] if the code that was typed does not hold.
pub(crate) async fn taken_off(
    read: &mut Read,
    draft: Draft,
    tables: &Tables,
    wanted: &Wanted,
) -> Result<Draft, QuoteError> {
    if let Some(typed) = &wanted.coupon {
        let found = match rules::code(typed) {
            Some(code) => sql::by_code(read, &code).await?,
            None => None,
        };
        let offer = found.ok_or(QuoteError::NoOffer(WhyNoOffer::Unknown))?;
        return try_on(read, &draft, &offer, tables, wanted.person).await?.map_err(QuoteError::NoOffer);
    }
    let today = read.now().day();
    let mut best = draft;
    let plain = best.clone();
    for offer in sql::by_themselves(read, today).await? {
        if let Ok(taken) = try_on(read, &plain, &offer, tables, wanted.person).await?
            && taken.total < best.total
        {
            best = taken;
        }
    }
    Ok(best)
}

/// Whether a code may be kept with a basket whose goods and way nobody has priced yet.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn check(read: &mut Read, wanted: &Wanted) -> Result<Option<WhyNoOffer>, DbError> {
    let Some(typed) = &wanted.coupon else { return Ok(None) };
    let Some(code) = rules::code(typed) else { return Ok(Some(WhyNoOffer::Unknown)) };
    let Some(offer) = sql::by_code(read, &code).await? else { return Ok(Some(WhyNoOffer::Unknown)) };
    standing(read, &offer, wanted.person).await
}

async fn try_on(
    read: &mut Read,
    draft: &Draft,
    offer: &sql::Offer,
    tables: &Tables,
    person: Option<PersonId>,
) -> Result<Result<Draft, WhyNoOffer>, DbError> {
    if let Some(why) = standing(read, offer, person).await? {
        return Ok(Err(why));
    }
    let mut fits = Vec::with_capacity(draft.lines.len());
    for line in &draft.lines {
        // A kit has its price already.
        fits.push(line.kit.is_none() && sql::holds_for(read, offer, line.product).await?);
    }
    let commission = tables.commission_on(read.now().day());
    Ok(rules::take_off(draft, offer, &fits, commission))
}

/// Why an offer does not hold now, for anybody or for this person.
async fn standing(
    read: &mut Read,
    offer: &sql::Offer,
    person: Option<PersonId>,
) -> Result<Option<WhyNoOffer>, DbError> {
    if let Some(why) = rules::closed(offer, read.now().day()) {
        return Ok(Some(why));
    }
    let Some(person) = person else { return Ok(None) };
    let used = sql::used_by(read, offer.id, person).await?;
    Ok((used >= offer.per_person_most).then_some(WhyNoOffer::AlreadyUsed))
}

/// Why the offer of a quote cannot be used any more, looked up before an order is placed so that most of those who come late disturb
/// nobody. Its window does not matter: the mart stands by a quote until it is too old.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn gone(
    read: &mut Read,
    quote: &Head,
    person: PersonId,
) -> Result<Option<WhyNoOffer>, DbError> {
    let Some(id) = quote.offer else { return Ok(None) };
    let Some(offer) = sql::one(read, id).await? else { return Ok(Some(WhyNoOffer::Unknown)) };
    Ok(match rules::closed(&offer, offer.from) {
        Some(why) => Some(why),
        None if sql::used_by(read, id, person).await? >= offer.per_person_most => {
            Some(WhyNoOffer::AlreadyUsed)
        }
        None => None,
    })
}

/// An order uses the offer of its quote, in the transaction that places it. Both limits are conditions of the statements that count.
///
/// # Errors
/// [`OrderError::NoOffer`] if it is used up, or was stopped.
pub(crate) async fn use_once(
    tx: &mut Tx,
    (order, person): (OrderId, PersonId),
    quote: &Head,
) -> Result<(), OrderError> {
    let Some(id) = quote.offer else { return Ok(()) };
    let off = quote.cut.plus(quote.funded).and_then(|all| all.minus(quote.kits_off));
    let off = off.ok_or_else(|| DbError::Failed("an amount too large".to_owned()))?;
    // What is tried out takes nothing from those who will buy.
    if is_trial(tx, order).await? {
        return Ok(sql::insert_use(tx, order, id, person, off).await?);
    }
    if !sql::use_by(tx, id, person).await? {
        return Err(OrderError::NoOffer(WhyNoOffer::AlreadyUsed));
    }
    if !sql::use_one(tx, id).await? {
        return Err(OrderError::NoOffer(WhyNoOffer::UsedUp));
    }
    Ok(sql::insert_use(tx, order, id, person, off).await?)
}

/// An order came to nothing: its use of an offer is free again. Once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn give_back(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    let Some((offer, person)) = sql::use_of(tx, order).await? else { return Ok(()) };
    if sql::end_use(tx, order).await? && !is_trial(tx, order).await? {
        sql::free(tx, offer, person).await?;
    }
    Ok(())
}

async fn is_trial(tx: &mut Tx, order: OrderId) -> Result<bool, DbError> {
    launch::sql::is_trial(tx, &order.to_string()).await
}

/// The side of an entry on which whoever pays for an order's offer stands with an amount; nothing for nothing.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn of_order(
    tx: &mut Tx,
    order: OrderId,
    amount: Paise,
) -> Result<Option<(Account, Paise)>, DbError> {
    if amount == Paise::ZERO {
        return Ok(None);
    }
    Ok(Some((account_of(sql::funder_of(tx, order).await?), amount)))
}

fn account_of(funder: Option<FunderId>) -> Account {
    funder.map_or(Account::OfferOfMart, Account::OfferOf)
}

/// As [`of_order`], of what another pays for a parcel: what is for pieces of kits stands with whoever pays for these.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn of_parcel(
    tx: &mut Tx,
    (order, parcel): (OrderId, ParcelId),
    amount: Paise,
) -> Result<Vec<(Account, Paise)>, DbError> {
    if amount == Paise::ZERO {
        return Ok(Vec::new());
    }
    let mut sides = Vec::new();
    let mut rest = amount;
    for (funder, part) in sql::of_kits_in(tx, parcel).await? {
        rest = rest.minus(part).ok_or_else(|| DbError::Failed("an amount too large".to_owned()))?;
        sides.push((account_of(funder), part));
    }
    sides.extend(of_order(tx, order, rest).await?);
    Ok(sides)
}

/// As [`of_order`], of what another paid for a line: for a piece of a kit whoever pays for that.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn of_line(
    tx: &mut Tx,
    (order, line): (OrderId, LineId),
    amount: Paise,
) -> Result<Option<(Account, Paise)>, DbError> {
    match sql::of_kit_line(tx, line).await? {
        Some(funder) => Ok((amount != Paise::ZERO).then_some((account_of(funder), amount))),
        None => of_order(tx, order, amount).await,
    }
}

impl Kind {
    /// Whether it takes off the price of goods.
    pub const fn is_of_goods(self) -> bool {
        match self {
            Kind::Percent | Kind::Fixed => true,
            Kind::Freight => false,
        }
    }
}
