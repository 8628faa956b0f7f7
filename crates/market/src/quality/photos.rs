//! Photos of quality: what a keeper saw at the hub, a good before and after it was mended, what a buyer shows beside her review.
//!
//! Reads: `improvement_card`, `review`. Writes: `quality_photo`, `hub_look`. Never: shows a photo to everybody that an officer
//! has not looked at; keeps one of somebody who was erased.
//!
//! The files of a photo lie where the public address of pictures never looks, until it is shown.

use kernel::ids::{CardId, HubId, HubSendingId, LineId, MakerId, ParcelId, ProductId, QualityPhotoId};
use kernel::{BadCell, Limit, Time, Words};
use store::{Db, DbError, FromRow, Read, Row, Tx, transaction};

use super::photo_machine::{PhotoEvent, PhotoState};
use super::{QualityError, cards, cards_sql, photos_sql as sql};
use crate::accounts::Blocks;
use crate::audit::{self, Actor, Entry, Trail};
use crate::catalogue::columns::Columns;
use crate::media;
use crate::media::act::Kept;

/// Photos of a list.
const LIST: Limit = Limit::of(50);
/// Photos of one card; more show nothing new.
const OF_A_CARD: usize = 12;

kernel::codes! {
    /// What a photo shows.
    pub enum Moment {
        /// What came to the hub.
        Hub = "hub",
        /// A good as it was found.
        Before = "before",
        /// The good mended.
        After = "after",
        /// What a buyer received.
        Review = "review",
    }
}

/// A photo on a card.
#[derive(Clone, Copy, Debug)]
pub struct CardPhoto {
    /// Its id.
    pub id: QualityPhotoId,
    /// What it shows.
    pub moment: Moment,
    /// Since when.
    pub at: Time,
}

impl FromRow for CardPhoto {
    fn from_row(row: Row) -> Result<CardPhoto, BadCell> {
        let mut columns = Columns::of(row);
        Ok(CardPhoto { id: columns.next()?, moment: columns.next()?, at: columns.next()? })
    }
}

/// A buyer's photo that an officer has yet to look at, or that everybody sees.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub id: QualityPhotoId,
    /// The good.
    pub good: Words,
    /// Who made it.
    pub maker: Words,
    /// Stars of the review beside it.
    pub stars: i64,
    /// Its words.
    pub words: String,
    /// How it stands.
    pub state: PhotoState,
}

impl FromRow for Waiting {
    fn from_row(row: Row) -> Result<Waiting, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Waiting {
            id: columns.next()?,
            good: columns.words()?,
            maker: columns.words()?,
            stars: columns.next()?,
            words: columns.next()?,
            state: columns.next()?,
        })
    }
}

/// What a photo belongs to; at least one of the three.
#[derive(Clone, Copy, Debug)]
pub(super) struct Of {
    pub card: Option<CardId>,
    pub parcel: Option<ParcelId>,
    pub line: Option<LineId>,
    pub maker: MakerId,
}

/// A keeper's look at a parcel.
#[derive(Clone, Copy, Debug)]
pub struct HubLook {
    /// At which hub.
    pub hub: HubId,
    /// The parcel.
    pub parcel: ParcelId,
    /// Its version before the look.
    pub version: i64,
    /// Who made what is in it.
    pub maker: MakerId,
    /// What was found.
    pub finding: &'static str,
    /// As a phone took it down: under which id, and when by its clock.
    pub sending: Option<(HubSendingId, Time)>,
}

/// Keeps a photo whose files are there already.
pub(super) async fn keep(
    tx: &mut Tx,
    actor: Actor,
    (moment, of): (Moment, Of),
    photo: &Kept,
) -> Result<QualityPhotoId, DbError> {
    let id: QualityPhotoId = tx.new_id();
    let state = if moment == Moment::Review { PhotoState::Waiting } else { PhotoState::Kept };
    media::act::record_photo(tx, photo).await?;
    let (to, subject) = (state.as_str(), id.to_string());
    let entry = Entry { subject, seq: 1, actor, act: "photo.keep", from: "", to, note: moment.as_str() };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    sql::insert(tx, id, (moment, state), &of, (&photo.id, actor), &trail).await?;
    Ok(id)
}

/// A keeper has looked at a parcel. What she did not pass opens a card, with the photo on it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn hub_looked(
    tx: &mut Tx,
    actor: Actor,
    look: &HubLook,
    why: Option<&str>,
    photo: Option<&Kept>,
) -> Result<(), DbError> {
    let product: Option<ProductId> = cards_sql::only_good_of(tx, look.parcel).await?;
    let mut of = Of { card: None, parcel: Some(look.parcel), line: None, maker: look.maker };
    if let Some(why) = why {
        let parcel = (look.parcel, look.version);
        of.card = Some(cards::open_of_parcel(tx, actor, parcel, look.maker, product, why).await?);
    }
    let kept = match photo {
        Some(photo) => Some(keep(tx, actor, (Moment::Hub, of), photo).await?),
        None => None,
    };
    sql::insert_look(tx, look, product, kept, actor).await
}

/// What a phone's look under this id has found, and in which parcel of which hub; `None` if it has not arrived.
pub(crate) async fn look_sent(
    read: &mut Read,
    sending: HubSendingId,
) -> Result<Option<(HubId, String, String)>, DbError> {
    sql::look_sent(read, sending).await
}

/// An officer puts a photo on a card of her blocks: as it was found, or mended.
///
/// # Errors
/// [`QualityError::Missing`] outside her blocks; [`QualityError::AlreadySo`] if there are many already.
pub async fn add_to_card(
    db: &Db,
    (actor, blocks): (Actor, &Blocks),
    id: CardId,
    moment: Moment,
    photo: &Kept,
) -> Result<(), QualityError> {
    transaction!(db, tx => {
        let card = cards_sql::card(tx, &blocks.fenced(), id).await?.ok_or(QualityError::Missing)?;
        if sql::of_card(tx, id, LIST).await?.len() >= OF_A_CARD {
            return Err(QualityError::AlreadySo);
        }
        let of = Of { card: Some(id), parcel: None, line: None, maker: card.maker_id };
        keep(tx, actor, (moment, of), photo).await?;
        Ok(())
    })
}

/// Photos on a card, the oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_card(read: &mut Read, card: CardId) -> Result<Vec<CardPhoto>, DbError> {
    sql::of_card(read, card, LIST).await
}

/// The pictures of the inspection that opened a card, and since when; none if something else opened it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_inspection(read: &mut Read, card: CardId) -> Result<Vec<(String, Time)>, DbError> {
    sql::of_inspection(read, card, LIST).await
}

/// Who looks at photos, and how far she sees.
#[derive(Clone, Debug)]
pub enum Looker {
    /// An officer: of makers in her blocks.
    Officer(Blocks),
    /// A head of any department: all.
    Head,
    /// A maker: those on her own cards.
    Maker(MakerId),
}

/// The picture of a photo, for whoever's business it is; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn picture_for(
    read: &mut Read,
    looker: &Looker,
    photo: QualityPhotoId,
) -> Result<Option<String>, DbError> {
    let (fenced, maker) = match looker {
        Looker::Officer(blocks) => (blocks.fenced(), String::new()),
        Looker::Head => (String::new(), String::new()),
        Looker::Maker(maker) => (String::new(), maker.to_string()),
    };
    sql::picture_for(read, &fenced, &maker, photo).await
}

/// Buyers' photos of goods made in some blocks: those that wait first, then the newest that are shown.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting_photos(read: &mut Read, blocks: &Blocks) -> Result<Vec<Waiting>, DbError> {
    sql::waiting(read, &blocks.fenced(), LIST).await
}

/// An officer has looked at a buyer's photo: everybody sees it, or it goes. Its files must be open before it is shown.
///
/// # Errors
/// [`QualityError::Missing`] outside her blocks; [`QualityError::PhotoNotNow`]; [`QualityError::Raced`].
pub async fn decide_photo(
    db: &Db,
    (actor, blocks): (Actor, &Blocks),
    id: QualityPhotoId,
    event: PhotoEvent,
) -> Result<(), QualityError> {
    transaction!(db, tx => {
        let row = sql::photo(tx, &blocks.fenced(), id).await?.ok_or(QualityError::Missing)?;
        move_by(tx, actor, id, &row, event).await?;
        tx.catalogue_changed();
        Ok(())
    })
}

async fn move_by(
    tx: &mut Tx,
    actor: Actor,
    id: QualityPhotoId,
    row: &sql::PhotoRow,
    event: PhotoEvent,
) -> Result<(), QualityError> {
    let next = row.state.after(event)?;
    let entry = Entry {
        subject: id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let is_gone = matches!(next, PhotoState::Refused | PhotoState::Erased);
    let picture = if is_gone { "" } else { row.picture.as_str() };
    if !sql::move_photo(tx, id, row.version, (next, picture), &trail).await? {
        return Err(QualityError::Raced);
    }
    if is_gone && !row.picture.is_empty() {
        media::act::forget_if_unused(tx, &row.picture).await?;
    }
    Ok(())
}

/// Somebody is erased: photos of her goods go, and those she took as a buyer. `whose` is a maker or a person.
///
/// # Errors
/// [`QualityError`] if one of them was changed meanwhile, or the database fails.
pub(crate) async fn forget_photos(tx: &mut Tx, whose: &str) -> Result<(), QualityError> {
    for (id,) in sql::of_somebody(tx, whose).await? {
        if let Some(row) = sql::photo(tx, "", id).await? {
            move_by(tx, Actor::Mart, id, &row, PhotoEvent::Erases).await?;
        }
    }
    Ok(())
}

/// The pictures buyers show of a good, by the line of their review.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn shown_photos(read: &mut Read, product: ProductId) -> Result<Vec<(LineId, String)>, DbError> {
    sql::shown(read, product, LIST).await
}

/// A buyer shows what she received, beside her review.
pub(super) async fn beside_review(
    tx: &mut Tx,
    actor: Actor,
    (line, maker): (LineId, MakerId),
    card: Option<CardId>,
    photo: &Kept,
) -> Result<(), DbError> {
    let of = Of { card, parcel: None, line: Some(line), maker };
    keep(tx, actor, (Moment::Review, of), photo).await?;
    Ok(())
}
