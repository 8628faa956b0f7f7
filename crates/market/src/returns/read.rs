//! What pages ask about returns.

use kernel::ids::{HubId, LineId, OrderId, PersonId, ReturnId};
use kernel::{BadCell, Day, Limit, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::machine::ReturnState;
use super::rules::{self, Rule};
use super::{Fault, Reason, Scope, Way, Wish, read_sql, sql};
use crate::catalogue::columns::Columns;
use crate::claims::ClaimState;

/// A line of an order that its buyer may still send back.
#[derive(Clone, Debug)]
pub struct Returnable {
    /// The line.
    pub line: LineId,
    /// The good.
    pub good: Words,
    /// How many pieces are left.
    pub left: u32,
    /// The rule.
    pub rule: Rule,
    /// Until when.
    pub until: Day,
    /// Whether a new piece may be wished for.
    pub can_come_anew: bool,
}

/// The rule of a kind of good: of food, a craft, or all others.
#[derive(Clone, Debug)]
pub struct KindRule {
    /// `food`, the key of a craft, or `any`.
    pub key: String,
    /// What the craft is called; nothing for food and all others.
    pub name: Words,
    /// The rule in force.
    pub rule: Rule,
}

impl FromRow for KindRule {
    fn from_row(row: Row) -> Result<KindRule, BadCell> {
        let mut columns = Columns::of(row);
        let (key, name) = (columns.next()?, columns.words()?);
        let (way, window_days, at_once) = (columns.next()?, columns.next()?, columns.next()?);
        Ok(KindRule { key, name, rule: Rule { way, window_days, at_once } })
    }
}

/// A return as its buyer sees it.
#[derive(Clone, Debug)]
pub struct OwnReturn {
    /// Its id.
    pub id: ReturnId,
    /// The good.
    pub good: Words,
    /// How many pieces.
    pub quantity: u32,
    /// What was wrong.
    pub reason: Reason,
    /// How it is settled.
    pub way: Way,
    /// How it stands.
    pub state: ReturnState,
    /// Why it was refused; empty otherwise.
    pub why: String,
    /// Until when it must be at the hub.
    pub back_by: Option<Day>,
    /// The hub it comes back to.
    pub hub: Words,
    /// How the claim behind it stands.
    pub claim: Option<ClaimState>,
    /// When she asked.
    pub asked_at: Time,
    /// What she wrote; may be empty.
    pub words: String,
    /// What she wishes for.
    pub wish: Wish,
    /// What is written on the parcel with a new piece, once one is sent.
    pub anew: Option<String>,
    /// When she asked that it be fetched.
    pub fetch_asked_at: Option<Time>,
    /// When it was.
    pub fetched_at: Option<Time>,
    /// Whether a runner can fetch it.
    pub can_be_fetched: bool,
}

impl OwnReturn {
    fn of(columns: &mut Columns) -> Result<OwnReturn, BadCell> {
        Ok(OwnReturn {
            id: columns.next()?,
            good: columns.words()?,
            quantity: columns.next()?,
            reason: columns.next()?,
            way: columns.next()?,
            state: columns.next()?,
            why: columns.next()?,
            back_by: columns.next()?,
            hub: columns.words()?,
            claim: columns.next()?,
            asked_at: columns.next()?,
            words: columns.next()?,
            wish: columns.next()?,
            anew: columns.next()?,
            fetch_asked_at: columns.next()?,
            fetched_at: columns.next()?,
            can_be_fetched: columns.yes()?,
        })
    }
}

impl FromRow for OwnReturn {
    fn from_row(row: Row) -> Result<OwnReturn, BadCell> {
        OwnReturn::of(&mut Columns::of(row))
    }
}

/// A return as whoever decides sees it.
#[derive(Clone, Debug)]
pub struct Return {
    /// As its buyer sees it.
    pub own: OwnReturn,
    /// The order's code.
    pub order: String,
    /// What was written on the parcel.
    pub parcel: String,
    /// Who made it.
    pub maker: Words,
    /// Whether she shows a photo.
    pub has_photo: bool,
    /// Whether the hub has one of the parcel.
    pub has_hub_photo: bool,
    /// What was paid for the pieces.
    pub gross: Paise,
    /// Whose fault it was found to be.
    pub fault: Option<Fault>,
    /// Whether pieces of it lie on a shelf.
    pub lies_ready: bool,
}

impl FromRow for Return {
    fn from_row(row: Row) -> Result<Return, BadCell> {
        let mut columns = Columns::of(row);
        let own = OwnReturn::of(&mut columns)?;
        let pieces = own.quantity;
        Ok(Return {
            own,
            order: columns.next()?,
            parcel: columns.next()?,
            maker: columns.words()?,
            has_photo: columns.yes()?,
            has_hub_photo: columns.yes()?,
            gross: rules::worth(columns.next()?, pieces, columns.next()?),
            fault: columns.next()?,
            lies_ready: columns.yes()?,
        })
    }
}

/// A return that a hub waits for.
pub type Awaited = Return;

/// The lines of a person's own order that may still go back, with the rule of each.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn returnable(
    read: &mut Read,
    person: PersonId,
    order: OrderId,
) -> Result<Vec<Returnable>, DbError> {
    let today = read.now().day();
    let mut lines = Vec::new();
    for (line, hi, en) in read_sql::lines_of(read, order).await? {
        let Some(bought) = sql::bought(read, person, line).await? else { continue };
        let Some(arrived) = bought.arrived_at else { continue };
        let rule = sql::rule_of(read, &bought).await?;
        let until = rules::until(&rule, arrived.day());
        let left = bought.quantity.saturating_sub(sql::taken_of(read, line).await?);
        if today <= until && left > 0 {
            let can_come_anew = rules::can_come_anew(Reason::Broken, bought.is_food != 0, bought.method);
            lines.push(Returnable { line, good: Words { hi, en }, left, rule, until, can_come_anew });
        }
    }
    Ok(lines)
}

/// The rules in force: food first, then crafts that have their own, then all others.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn kinds(read: &mut Read) -> Result<Vec<KindRule>, DbError> {
    read_sql::kinds(read).await
}

/// The returns of an order, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<OwnReturn>, DbError> {
    read_sql::of_order(read, order).await
}

/// Returns that wait to be decided, the oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting(read: &mut Read, scope: &Scope, limit: Limit) -> Result<Vec<Return>, DbError> {
    let (blocks, hub) = scope.fences();
    read_sql::standing(read, (&blocks, &hub), ReturnState::Asked, limit).await
}

/// Returns a hub waits for, the oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn awaited_at(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<Awaited>, DbError> {
    read_sql::standing(read, ("", &hub.to_string()), ReturnState::Awaited, limit).await
}

/// One return, for whoever may look.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, scope: &Scope, id: ReturnId) -> Result<Option<Return>, DbError> {
    let (blocks, hub) = scope.fences();
    read_sql::one(read, (&blocks, &hub), id).await
}

/// A picture of a return for whoever may look: the buyer's, or what the hub saw before it left.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn picture(
    read: &mut Read,
    scope: &Scope,
    id: ReturnId,
    which: &str,
) -> Result<Option<String>, DbError> {
    if one(read, scope, id).await?.is_none() {
        return Ok(None);
    }
    match which {
        "buyer" => read_sql::own_picture(read, id).await,
        "hub" => read_sql::hub_picture(read, id).await,
        _ => Ok(None),
    }
}
