//! Improvement cards: opened by what went wrong, planned by an officer, closed by the next inspection that finds the good right.

use kernel::ids::{CardId, MakerId, ParcelId, ProductId};
use kernel::{BadCell, Day, Limit, Time, Words};
use store::{Db, DbError, FromRow, Read, Row, Tx, transaction};

use super::machine::{CardState, Event};
use super::{QualityError, cards_sql as sql};
use crate::accounts::Blocks;
use crate::audit::{self, Actor, Entry, Trail};
use crate::catalogue::columns::Columns;
use crate::makers;
use crate::notices::{self, brief};

/// Letters of an advice or a reason.
const WORDS_MOST: usize = 300;
/// A card is planned at most so far ahead.
const PLAN_DAYS: i64 = 120;
/// Cards of a list.
const LIST: Limit = Limit::of(100);

kernel::codes! {
    /// What showed that something went wrong.
    pub enum Source {
        /// An officer's inspection.
        Inspection = "inspection",
        /// The hub did not pass a parcel.
        Hub = "hub",
        /// A buyer gave few stars.
        Review = "review",
        /// A buyer sent it back.
        Return = "return",
    }
}

/// A card as pages show it.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Whose good.
    pub maker_id: MakerId,
    /// Her name.
    pub maker: Words,
    /// Her village.
    pub village: Words,
    /// The good; empty if it is about none in particular.
    pub good: Words,
    /// What showed it.
    pub source: Source,
    /// What went wrong; may be empty.
    pub defect: String,
    /// What to do.
    pub advice: String,
    /// Who shows how.
    pub trainer: String,
    /// When it is looked at again.
    pub due: Option<Day>,
    /// How it stands.
    pub state: CardState,
    /// Since when.
    pub opened_at: Time,
    /// Its version.
    pub version: i64,
    /// Its trail.
    pub trail: Trail,
}

impl FromRow for Card {
    fn from_row(row: Row) -> Result<Card, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Card {
            id: columns.next()?,
            maker_id: columns.next()?,
            maker: columns.words()?,
            village: columns.words()?,
            good: columns.words()?,
            source: columns.next()?,
            defect: columns.next()?,
            advice: columns.next()?,
            trainer: columns.next()?,
            due: columns.next()?,
            state: columns.next()?,
            opened_at: columns.next()?,
            version: columns.next()?,
            trail: columns.next()?,
        })
    }
}

/// Something went wrong: a card is opened, once per source; answers which.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn open_card(
    tx: &mut Tx,
    actor: Actor,
    (maker, product): (MakerId, Option<ProductId>),
    (source, source_id): (Source, &str),
    defect: &str,
) -> Result<CardId, DbError> {
    if let Some(known) = sql::of_source(tx, source, source_id).await? {
        return Ok(known);
    }
    let id: CardId = tx.new_id();
    let to = CardState::Open.as_str();
    let entry = Entry { subject: id.to_string(), seq: 1, actor, act: "card.open", from: "", to, note: "" };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    let defect: String = defect.chars().take(WORDS_MOST).collect();
    sql::insert(tx, id, (maker, product), (source, source_id), &defect, &trail).await?;
    Ok(id)
}

/// The hub did not pass a parcel: a card about what is in it; answers which.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn open_of_parcel(
    tx: &mut Tx,
    actor: Actor,
    (parcel, version): (ParcelId, i64),
    maker: MakerId,
    product: Option<ProductId>,
    why: &str,
) -> Result<CardId, DbError> {
    let source_id = format!("{parcel} {version}");
    open_card(tx, actor, (maker, product), (Source::Hub, &source_id), why).await
}

/// An inspection finds a good right: its cards are closed.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn mended(
    tx: &mut Tx,
    actor: Actor,
    product: ProductId,
    inspection: &str,
) -> Result<(), DbError> {
    for card in sql::open_of(tx, &product.to_string(), LIST).await? {
        let Ok(next) = card.state.after(Event::Mends) else { continue };
        let trail = noted(tx, actor, &card, Event::Mends, next, inspection).await?;
        sql::end(tx, &card, next, inspection, &trail).await?;
    }
    tx.catalogue_changed();
    Ok(())
}

async fn noted(
    tx: &mut Tx,
    actor: Actor,
    card: &Card,
    event: Event,
    next: CardState,
    note: &str,
) -> Result<Trail, DbError> {
    let entry = Entry {
        subject: card.id.to_string(),
        seq: card.version + 1,
        actor,
        act: event.as_str(),
        from: card.state.as_str(),
        to: next.as_str(),
        note,
    };
    audit::note(tx, &card.trail, &entry).await
}

/// An officer says what to do, who shows how and when the good is looked at again. The maker is told.
///
/// # Errors
/// [`QualityError::Missing`] outside her blocks; [`QualityError::NoWords`]; [`QualityError::BadDay`]; [`QualityError::NotNow`].
pub async fn plan(
    db: &Db,
    (actor, blocks): (Actor, &Blocks),
    id: CardId,
    (advice, trainer): (&str, &str),
    due: Day,
) -> Result<(), QualityError> {
    let (advice, trainer) = (said(advice)?, said(trainer)?);
    transaction!(db, tx => {
        let card = sql::card(tx, &blocks.fenced(), id).await?.ok_or(QualityError::Missing)?;
        let today = tx.now().day();
        if due <= today || due > today.plus(PLAN_DAYS) {
            return Err(QualityError::BadDay);
        }
        let next = card.state.after(Event::Plans)?;
        let trail = noted(tx, actor, &card, Event::Plans, next, "").await?;
        if !sql::plan(tx, &card, (&advice, &trainer), due, &trail).await? {
            return Err(QualityError::Raced);
        }
        if let Some(maker) = makers::read::core(tx, card.maker_id).await? {
            let (advice, day) = (brief(&advice), due.written());
            let words = [("note", advice.as_str()), ("day", day.as_str())];
            let about = format!("{id} {}", card.version + 1);
            notices::tell(tx, &maker.mobile, maker.lang, "sms-card", &about, &words).await?;
        }
        Ok(())
    })
}

/// An officer finds that it was no defect.
///
/// # Errors
/// As [`plan`].
pub async fn drop_card(
    db: &Db,
    (actor, blocks): (Actor, &Blocks),
    id: CardId,
    why: &str,
) -> Result<(), QualityError> {
    let why = said(why)?;
    transaction!(db, tx => {
        let card = sql::card(tx, &blocks.fenced(), id).await?.ok_or(QualityError::Missing)?;
        let next = card.state.after(Event::Drops)?;
        let trail = noted(tx, actor, &card, Event::Drops, next, &why).await?;
        if !sql::end(tx, &card, next, &why, &trail).await? {
            return Err(QualityError::Raced);
        }
        tx.catalogue_changed();
        Ok(())
    })
}

/// A maker is erased: whatever is open of her ends.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn drop_all(tx: &mut Tx, maker: MakerId, why: &str) -> Result<(), DbError> {
    for card in sql::open_of(tx, &maker.to_string(), LIST).await? {
        let Ok(next) = card.state.after(Event::Drops) else { continue };
        let trail = noted(tx, Actor::Mart, &card, Event::Drops, next, why).await?;
        sql::end(tx, &card, next, why, &trail).await?;
    }
    Ok(())
}

fn said(words: &str) -> Result<String, QualityError> {
    let words: String = words.trim().chars().take(WORDS_MOST).collect();
    if words.chars().count() < 3 { Err(QualityError::NoWords) } else { Ok(words) }
}

/// Cards that are open in some blocks, what is due first at the head; no blocks mean all.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_cards(read: &mut Read, blocks: Option<&Blocks>) -> Result<Vec<Card>, DbError> {
    sql::open_in(read, &blocks.map(Blocks::fenced).unwrap_or_default(), LIST).await
}

/// One card of a maker in an officer's blocks; another's does not exist. No blocks mean all.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn card(read: &mut Read, blocks: Option<&Blocks>, id: CardId) -> Result<Option<Card>, DbError> {
    sql::card(read, &blocks.map(Blocks::fenced).unwrap_or_default(), id).await
}

/// A maker's own cards, those that are open first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn cards_of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<Card>, DbError> {
    sql::of_maker(read, maker, LIST).await
}

/// One of a maker's own cards, with the craft of its good; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn own_card(
    read: &mut Read,
    maker: MakerId,
    id: CardId,
) -> Result<Option<(Card, String)>, DbError> {
    let Some(card) = sql::card(read, "", id).await?.filter(|card| card.maker_id == maker) else {
        return Ok(None);
    };
    let craft = sql::craft_of(read, id).await?;
    Ok(Some((card, craft)))
}
