//! The verbs of returns: a buyer asks or keeps it after all, an officer or finance decides.

use kernel::ids::{LineId, PersonId, ReturnId};
use store::{Db, Tx, transaction};

use super::machine::{Event, ReturnState};
use super::rules::{self, ToShelf};
use super::sql::{self, NewReturn, Row};
use super::{Fault, Reason, ReturnError, Scope, Way, Wish};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::media::act::{Kept, record_photo};
use crate::orders::sql as orders_sql;
use crate::quality::{self, Source};
use crate::{claims, makers, notices};

/// The longest remark, in characters: as long as a claim's reason may be.
const WORDS_MOST: usize = 200;

/// What a buyer says of a line.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The line.
    pub line: LineId,
    /// How many pieces of it.
    pub quantity: u32,
    /// What is wrong.
    pub reason: Reason,
    /// In her own words; may be empty.
    pub words: &'a str,
    /// What she wishes for.
    pub wish: Wish,
}

/// What whoever decides says.
#[derive(Clone, Copy, Debug)]
pub enum Decision<'a> {
    /// It is right, and this is whose fault it was.
    Right(Fault),
    /// It is not, and why.
    Refused(&'a str),
}

/// The beginning of what somebody typed.
pub(super) fn cut(typed: &str) -> String {
    typed.trim().chars().take(WORDS_MOST).collect()
}

/// A buyer asks; what is broken and worth little is granted at once.
///
/// # Errors
/// [`ReturnError::Missing`] for a line that is not hers; [`ReturnError::NotInTime`]; [`ReturnError::TooMany`];
/// [`ReturnError::BadReason`]; [`ReturnError::NoPhoto`] where nothing comes back and nothing is shown; [`ReturnError::NoPiece`] for a
/// wish that cannot be.
pub async fn ask(
    db: &Db,
    person: PersonId,
    ask: &Ask<'_>,
    photo: Option<&Kept>,
) -> Result<ReturnId, ReturnError> {
    transaction!(db, tx => {
        let bought = sql::bought(tx, person, ask.line).await?.ok_or(ReturnError::Missing)?;
        let rule = sql::rule_of(tx, &bought).await?;
        let arrived = bought.arrived_at.ok_or(ReturnError::NotInTime)?.day();
        if tx.now().day() > rules::until(&rule, arrived) {
            return Err(ReturnError::NotInTime);
        }
        if !rules::fits(&rule, ask.reason) {
            return Err(ReturnError::BadReason);
        }
        if ask.wish == Wish::Piece && !rules::can_come_anew(ask.reason, bought.is_food != 0, bought.method) {
            return Err(ReturnError::NoPiece);
        }
        let way = rules::way_of(&rule, ask.reason);
        // What does not come back is seen, or nobody can decide; of what is missing there is nothing to see.
        if photo.is_none() && way == Way::Photo && ask.reason != Reason::Missing {
            return Err(ReturnError::NoPhoto);
        }
        let left = bought.quantity.saturating_sub(sql::taken_of(tx, ask.line).await?);
        if !(1..=left).contains(&ask.quantity) {
            return Err(ReturnError::TooMany { left });
        }
        let gross = rules::worth(bought.paid, ask.quantity, bought.quantity);
        let id: ReturnId = tx.new_id();
        let actor = Actor::Person(person, Part::Buyer);
        let (subject, to, note) = (id.to_string(), ReturnState::Asked.as_str(), ask.reason.as_str());
        let entry = Entry { subject, seq: 1, actor, act: "return.ask", from: "", to, note };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        if let Some(photo) = photo {
            record_photo(tx, photo).await?;
        }
        let (words, picture) = (cut(ask.words), photo.map(|photo| photo.id.as_str()));
        let new = NewReturn { id, bought: &bought, person, quantity: ask.quantity, reason: ask.reason, words: &words, picture, way, wish: ask.wish, trail };
        if !sql::insert(tx, &new).await? {
            return Err(ReturnError::Raced);
        }
        let row = sql::row(tx, id).await?.ok_or(ReturnError::Missing)?;
        tell_maker(tx, &row, "sms-return-maker").await?;
        if rules::at_once(&rule, ask.reason, photo.is_some(), gross) {
            grant(tx, &row, (Event::Grants, Actor::Mart), (rules::likely(ask.reason), person, ToShelf::No)).await?;
        } else {
            tell_buyer(tx, &row, "sms-return").await?;
        }
        Ok(id)
    })
}

/// A buyer keeps it after all.
///
/// # Errors
/// [`ReturnError::Missing`] if it is another's; [`ReturnError::NotNow`] once it is decided.
pub async fn withdraw(db: &Db, person: PersonId, id: ReturnId) -> Result<(), ReturnError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.filter(|row| row.person == person).ok_or(ReturnError::Missing)?;
        move_by(tx, &row, (Event::Withdraws, Actor::Person(person, Part::Buyer)), &Beside::default()).await
    })
}

/// An officer or finance decides. What need not come back is granted now; what must is awaited at the hub.
///
/// # Errors
/// [`ReturnError::Missing`] outside her blocks; [`ReturnError::NotNow`] the second time; [`ReturnError::NoWords`] for a no without a
/// reason.
pub async fn decide(
    db: &Db,
    (person, scope): (PersonId, &Scope),
    id: ReturnId,
    decision: Decision<'_>,
) -> Result<(), ReturnError> {
    let part = if matches!(scope, Scope::Finance) { Part::Finance } else { Part::Officer };
    let actor = Actor::Person(person, part);
    transaction!(db, tx => {
        let row = in_scope(tx, scope, id).await?;
        match decision {
            Decision::Refused(why) => {
                let why = cut(why);
                if why.chars().count() < 3 {
                    return Err(ReturnError::NoWords);
                }
                let beside = Beside { why: Some(&why), decided_by: Some(person), ..Beside::default() };
                move_by(tx, &row, (Event::Refuses, actor), &beside).await?;
                tell_buyer(tx, &row, "sms-return-refused").await?;
                tell_maker(tx, &row, "sms-return-maker-refused").await
            }
            Decision::Right(fault) if row.way == Way::Photo => {
                grant(tx, &row, (Event::Grants, actor), (fault, person, ToShelf::No)).await
            }
            Decision::Right(fault) => {
                let back_by = tx.now().day().plus(rules::BACK_DAYS);
                let beside = Beside { fault: Some(fault), decided_by: Some(person), back_by: Some(back_by), ..Beside::default() };
                move_by(tx, &row, (Event::Awaits, actor), &beside).await?;
                tell_buyer(tx, &row, "sms-return-awaited").await
            }
        }
    })
}

/// A return somebody may decide on or look into.
pub(super) async fn in_scope(tx: &mut Tx, scope: &Scope, id: ReturnId) -> Result<Row, ReturnError> {
    let (blocks, hub) = scope.fences();
    if sql::is_within(tx, (&blocks, &hub), id).await? {
        return sql::row(tx, id).await?.ok_or(ReturnError::Missing);
    }
    Err(ReturnError::Missing)
}

/// What is written down beside the new state.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside<'a> {
    pub why: Option<&'a str>,
    pub fault: Option<Fault>,
    pub decided_by: Option<PersonId>,
    pub back_by: Option<kernel::Day>,
    pub claim: Option<kernel::ids::ClaimId>,
    pub disposal: &'static str,
}

/// Moves a return by an event, with its entry in the trail.
pub(super) async fn move_by(
    tx: &mut Tx,
    row: &Row,
    (event, actor): (Event, Actor),
    beside: &Beside<'_>,
) -> Result<(), ReturnError> {
    let next = row.state.after(event)?;
    let note = beside.fault.map_or("", Fault::as_str);
    let (subject, from, to) = (row.id.to_string(), row.state.as_str(), next.as_str());
    let entry = Entry { subject, seq: row.version + 1, actor, act: event.as_str(), from, to, note };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_to(tx, row, next, beside, &trail).await? { Ok(()) } else { Err(ReturnError::Raced) }
}

/// The money goes back through a claim in the name of whoever decided; what was the maker's fault opens a card.
pub(super) async fn grant(
    tx: &mut Tx,
    row: &Row,
    (event, actor): (Event, Actor),
    (fault, decided_by, to_shelf): (Fault, PersonId, ToShelf),
) -> Result<(), ReturnError> {
    let order = orders_sql::order(tx, row.order).await?.ok_or(ReturnError::Missing)?;
    let reason = if row.words.is_empty() { row.reason.as_str() } else { row.words.as_str() };
    let asked = claims::Ask {
        order: &order.code,
        line: row.line,
        quantity: row.quantity,
        fault: rules::borne(fault, to_shelf),
        reason,
        anew: (row.wish == Wish::Piece).then_some(row.id),
    };
    let claim = claims::ask_in(tx, (decided_by, actor), &asked).await?;
    let disposal = match (row.way, to_shelf) {
        (Way::Photo, _) => "",
        (Way::Back, ToShelf::Yes) => "shelf",
        (Way::Back, ToShelf::No) => "written_off",
    };
    let beside = Beside {
        fault: Some(fault),
        decided_by: Some(decided_by),
        claim: Some(claim),
        disposal,
        ..Beside::default()
    };
    move_by(tx, row, (event, actor), &beside).await?;
    if matches!(fault, Fault::Maker | Fault::Packing) {
        let (about, source) = ((row.maker, Some(row.product)), (Source::Return, &*row.id.to_string()));
        quality::open_card(tx, Actor::Mart, about, source, reason).await?;
        tx.catalogue_changed();
    }
    // Of a new piece her buyer has heard already, or hears once a second person has said yes; its maker is asked for it.
    if row.wish == Wish::Piece && !sql::is_settled_with_money(tx, row.id).await? {
        return Ok(());
    }
    tell_buyer(tx, row, "sms-return-granted").await?;
    tell_maker(tx, row, "sms-return-maker-granted").await
}

/// The buyer hears how her return stands.
pub(super) async fn tell_buyer(tx: &mut Tx, row: &Row, key: &str) -> Result<(), ReturnError> {
    if let Some(order) = orders_sql::order(tx, row.order).await? {
        let words = [("order", order.code.as_str())];
        notices::tell_buyer(tx, &order, key, &row.id.to_string(), &words).await?;
    }
    Ok(())
}

/// The maker hears what a buyer says of her good, and what became of it.
pub(super) async fn tell_maker(tx: &mut Tx, row: &Row, key: &str) -> Result<(), ReturnError> {
    let Some(maker) = makers::read::core(tx, row.maker).await? else { return Ok(()) };
    let good = notices::brief(match maker.lang {
        kernel::Lang::Hi => &row.good_hi,
        kernel::Lang::En => &row.good_en,
    });
    let words = [("good", good.as_str()), ("parcel", row.parcel_code.as_str())];
    Ok(notices::tell(tx, &maker.mobile, maker.lang, key, &row.id.to_string(), &words).await?)
}
