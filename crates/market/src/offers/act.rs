//! The verbs of those who make offers: to ask for one, to agree, to decide, to end it.

use kernel::ids::{FunderId, MakerId, OfferId, PersonId};
use kernel::{BasisPoints, Day, Paise, Words};
use store::{Db, Tx, transaction};

use super::machine::{OfferEvent, OfferState};
use super::rules::{self, MOST};
use super::sql::{self, Offer};
use super::{FundedBy, Kind, OfferError, Scope};
use crate::audit::{self, Actor, Entry, Part, Trail};

/// Letters of a name.
const NAME_MOST: usize = 60;
/// Days its window is open.
const DAYS_MOST: i64 = 366;
/// How often it can be used at most.
const USES_MOST: i64 = 100_000;
/// How often one person can use it at most.
const PER_PERSON_MOST: i64 = 100;
/// What it takes off one order at most.
const OFF_MOST: Paise = Paise::rupees(10_000);

/// Who is to pay, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Funding {
    /// The mart.
    Mart,
    /// The maker of this address.
    Maker(String),
    /// A party of this name; one that is new is remembered.
    Party(Words),
}

/// An offer as it is typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What is typed; without one it holds by itself.
    pub code: Option<String>,
    /// What it is called on the bill.
    pub name: Words,
    /// What is taken off.
    pub kind: Kind,
    /// How much of the price.
    pub percent: BasisPoints,
    /// How much off one order at most.
    pub most: Paise,
    /// Who pays.
    pub funding: Funding,
    /// Of which goods, with the last part of their address.
    pub scope: (Scope, String),
    /// What its goods come to at least.
    pub least: Paise,
    /// Its first and last day.
    pub window: (Day, Day),
    /// How often it can be used.
    pub uses_most: i64,
    /// How often by one person.
    pub per_person_most: i64,
}

/// What a second person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It holds.
    Approves,
    /// It does not.
    Refuses,
}

/// Asks for an offer. It waits for the maker who is to pay for it, then for a second person.
///
/// # Errors
/// What [`OfferError`] says of names, codes, sizes, windows, limits and goods.
pub async fn ask(db: &Db, by: (PersonId, Part), draft: &Draft) -> Result<OfferId, OfferError> {
    let code = checked(draft)?;
    transaction!(db, tx => {
        if let Some(code) = &code
            && sql::by_code(tx, code).await?.is_some()
        {
            return Err(OfferError::CodeTaken);
        }
        let key = match draft.scope.0 {
            Scope::All => String::new(),
            _ => sql::scope_key(tx, draft.scope.0, &draft.scope.1).await?.ok_or(OfferError::NoScope)?,
        };
        put(tx, by, draft, (code.as_deref(), &key)).await
    })
}

/// Asks for the offer behind a kit that is being put together in the same transaction.
///
/// # Errors
/// As [`ask`].
pub(crate) async fn ask_for_kit(
    tx: &mut Tx,
    by: (PersonId, Part),
    draft: &Draft,
) -> Result<OfferId, OfferError> {
    checked(draft)?;
    put(tx, by, draft, (None, &draft.scope.1)).await
}

/// Writes an offer that was asked for.
async fn put(
    tx: &mut Tx,
    (person, part): (PersonId, Part),
    draft: &Draft,
    (code, key): (Option<&str>, &str),
) -> Result<OfferId, OfferError> {
    if draft.window.1 < tx.now().day() {
        return Err(OfferError::BadWindow);
    }
    let funder = funder(tx, person, &draft.funding).await?;
    let by_maker = matches!(funder, FundedBy::Maker(_));
    let state = if by_maker { OfferState::WaitsMaker } else { OfferState::WaitsSecond };
    let id: OfferId = tx.new_id();
    let (actor, to, note) = (Actor::Person(person, part), state.as_str(), code.unwrap_or(""));
    let entry = Entry { subject: id.to_string(), seq: 1, actor, act: "offer.ask", from: "", to, note };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert(tx, &sql::NewOffer { id, code, draft, funder, key, state, by: person, trail }).await?;
    Ok(id)
}

/// The code as it is kept, if everything else fits.
fn checked(draft: &Draft) -> Result<Option<String>, OfferError> {
    let named = |text: &str| (2..=NAME_MOST).contains(&text.trim().chars().count());
    if !named(&draft.name.hi) || !named(&draft.name.en) {
        return Err(OfferError::BadWords);
    }
    let code = match &draft.code {
        None => None,
        Some(typed) => Some(rules::code(typed).ok_or(OfferError::BadCode)?),
    };
    let sized = match draft.kind {
        Kind::Percent => draft.percent.0 > 0 && draft.percent <= MOST,
        Kind::Fixed => draft.most.times(2).is_some_and(|twice| twice <= draft.least),
        Kind::Freight => true,
    };
    // A kit may cost what its parts cost.
    let takes_off = draft.most > Paise::ZERO || (draft.scope.0 == Scope::Kit && draft.most == Paise::ZERO);
    if !sized || !takes_off || draft.most > OFF_MOST || draft.least.is_negative() {
        return Err(OfferError::BadSize);
    }
    if matches!(draft.funding, Funding::Maker(_)) && !draft.kind.is_of_goods() {
        return Err(OfferError::NotHers);
    }
    let (from, to) = draft.window;
    if !(0..DAYS_MOST).contains(&to.0.saturating_sub(from.0)) {
        return Err(OfferError::BadWindow);
    }
    let limited =
        (1..=USES_MOST).contains(&draft.uses_most) && (1..=PER_PERSON_MOST).contains(&draft.per_person_most);
    if limited { Ok(code) } else { Err(OfferError::BadLimit) }
}

async fn funder(tx: &mut Tx, by: PersonId, funding: &Funding) -> Result<FundedBy, OfferError> {
    match funding {
        Funding::Mart => Ok(FundedBy::Mart),
        Funding::Maker(slug) => {
            let key = sql::scope_key(tx, Scope::Maker, slug).await?.ok_or(OfferError::NoMaker)?;
            Ok(FundedBy::Maker(key.parse().map_err(|_| OfferError::NoMaker)?))
        }
        Funding::Party(name) => {
            let named = |text: &str| (2..=NAME_MOST).contains(&text.trim().chars().count());
            if !named(&name.hi) || !named(&name.en) {
                return Err(OfferError::BadWords);
            }
            if let Some(id) = sql::funder_named(tx, name.en.trim()).await? {
                return Ok(FundedBy::Party(id));
            }
            let id: FunderId = tx.new_id();
            sql::insert_funder(tx, id, name, by).await?;
            Ok(FundedBy::Party(id))
        }
    }
}

/// The maker who is to pay for an offer says yes or no. Another maker's offer does not exist for her.
///
/// # Errors
/// [`OfferError::Missing`]; [`OfferError::NotNow`] the second time.
pub async fn agree(
    db: &Db,
    (maker, person): (MakerId, PersonId),
    id: OfferId,
    event: OfferEvent,
) -> Result<(), OfferError> {
    transaction!(db, tx => {
        let offer = sql::one(tx, id).await?.filter(|offer| offer.maker == Some(maker)).ok_or(OfferError::Missing)?;
        let actor = Actor::Person(person, Part::Maker);
        let agreed = (event == OfferEvent::Agrees).then_some(person);
        step(tx, &offer, actor, event, sql::By { agreed, decided: None }).await
    })
}

/// A second person approves or refuses.
///
/// # Errors
/// [`OfferError::SamePerson`] for whoever asked; [`OfferError::NotNow`] before its maker has said yes, or the second time.
pub async fn decide(
    db: &Db,
    (person, part): (PersonId, Part),
    id: OfferId,
    decision: Decision,
) -> Result<(), OfferError> {
    let event = match decision {
        Decision::Approves => OfferEvent::Approves,
        Decision::Refuses => OfferEvent::Refuses,
    };
    transaction!(db, tx => {
        let offer = sql::one(tx, id).await?.ok_or(OfferError::Missing)?;
        if offer.asked_by == person {
            return Err(OfferError::SamePerson);
        }
        let by = sql::By { agreed: None, decided: Some(person) };
        step(tx, &offer, Actor::Person(person, part), event, by).await
    })
}

/// Stops an offer. Quotes that were made with it are not ordered with it any more; orders keep it.
///
/// # Errors
/// [`OfferError::Missing`]; [`OfferError::NotNow`] unless it is running.
pub async fn end(db: &Db, (person, part): (PersonId, Part), id: OfferId) -> Result<(), OfferError> {
    transaction!(db, tx => {
        let offer = sql::one(tx, id).await?.ok_or(OfferError::Missing)?;
        let by = sql::By { agreed: None, decided: None };
        step(tx, &offer, Actor::Person(person, part), OfferEvent::Ends, by).await
    })
}

/// One step of the machine, with its entry in the trail.
async fn step(
    tx: &mut Tx,
    offer: &Offer,
    actor: Actor,
    event: OfferEvent,
    by: sql::By,
) -> Result<(), OfferError> {
    let to = offer.state.after(event)?;
    let entry = Entry {
        subject: offer.id.to_string(),
        seq: offer.version + 1,
        actor,
        act: event.as_str(),
        from: offer.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &offer.trail, &entry).await?;
    if !sql::advance(tx, offer, to, &by, &trail).await? {
        return Err(OfferError::Raced);
    }
    // A kit is shown from then on, or no more.
    if offer.scope == Scope::Kit {
        tx.catalogue_changed();
    }
    Ok(())
}
