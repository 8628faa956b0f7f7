//! What a hub does with parcels: passes them, sends them back, refuses them; and what its pages ask for.

use kernel::ids::{HubId, HubSendingId, ParcelId, ShipmentId};
use kernel::{Day, Limit, Time, Words};
use store::{Db, DbError, FromRow, Read, Row, transaction};

use super::machine::{Parcel, ParcelEvent};
use super::maker::reason_of;
use super::parcels::{Beside, move_by};
use super::read::OrderLine;
use super::{OrderError, settle, sql, view_sql};
use crate::advances;
use crate::audit::Actor;
use crate::media::act::Kept;
use crate::quality::{self, HubLook};

/// A parcel as a keeper sees it.
#[derive(Clone, Debug)]
pub struct HubParcel {
    /// Its id.
    pub id: ParcelId,
    /// What is written on it.
    pub code: String,
    /// How it stands.
    pub state: Parcel,
    /// The day its maker named.
    pub ready_by: Option<Day>,
    /// The shipment it travels in.
    pub shipment: ShipmentId,
    /// Who made it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
}

impl Finding<'_> {
    /// The word it is kept as, and sent by a form.
    pub const fn word(self) -> &'static str {
        match self {
            Finding::Passes => "passes",
            Finding::GoesBack(_) => "goes_back",
            Finding::Refused(_) => "refused",
        }
    }
}

impl FromRow for HubParcel {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(HubParcel {
            id: row.take(0)?,
            code: row.take(1)?,
            state: row.take(2)?,
            ready_by: row.take(3)?,
            shipment: row.take(4)?,
            maker: Words { hi: row.take(5)?, en: row.take(6)? },
            village: Words { hi: row.take(7)?, en: row.take(8)? },
        })
    }
}

/// What a keeper finds when looking at a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding<'a> {
    /// It is good.
    Passes,
    /// It must be mended or packed better.
    GoesBack(&'a str),
    /// It cannot be sold.
    Refused(&'a str),
}

/// A keeper scans or types a parcel's code in and says what was found, with a photo if she takes one. A refused parcel is
/// refunded by itself.
///
/// # Errors
/// [`OrderError::NoParcel`] if there is none of that code for this hub; [`OrderError::NoReason`] if it does not pass and
/// no reason is given; [`OrderError::ParcelNotNow`] if it has been looked at before.
pub async fn inspect(
    db: &Db,
    actor: Actor,
    hub: HubId,
    code: &str,
    finding: Finding<'_>,
    photo: Option<&Kept>,
) -> Result<(), OrderError> {
    look(db, actor, hub, (code, finding), photo, None).await.map(|_| ())
}

/// A look at a parcel as a hub's phone took it down, perhaps without signal.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Its id, made by the phone: the same id is the same look, however often it comes.
    pub id: HubSendingId,
    /// What is written on the parcel.
    pub code: &'a str,
    /// What was found.
    pub finding: Finding<'a>,
    /// When, by the phone's clock.
    pub seen_at: Time,
}

/// What came of a look that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It counts from now on.
    Now,
    /// It had arrived before, under the same id.
    Before,
}

/// Takes a look that a phone sends, once.
///
/// # Errors
/// As [`inspect`]: what has changed meanwhile is told, and the phone keeps its look. [`OrderError::Raced`] if the id stands for
/// another look.
pub async fn take(
    db: &Db,
    actor: Actor,
    hub: HubId,
    sent: &Sent<'_>,
    photo: Option<&Kept>,
) -> Result<Taken, OrderError> {
    look(db, actor, hub, (sent.code, sent.finding), photo, Some((sent.id, sent.seen_at))).await
}

/// Whether a look with this id has arrived from this hub: then its photo need not be developed again.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn has_arrived(read: &mut Read, hub: HubId, id: HubSendingId) -> Result<bool, DbError> {
    Ok(quality::look_sent(read, id).await?.is_some_and(|(at, ..)| at == hub))
}

async fn look(
    db: &Db,
    actor: Actor,
    hub: HubId,
    (code, finding): (&str, Finding<'_>),
    photo: Option<&Kept>,
    sending: Option<(HubSendingId, Time)>,
) -> Result<Taken, OrderError> {
    let (event, reason) = match finding {
        Finding::Passes => (ParcelEvent::HubPasses, None),
        Finding::GoesBack(why) => (ParcelEvent::HubSendsBack, Some(reason_of(why)?)),
        Finding::Refused(why) => (ParcelEvent::HubRefuses, Some(reason_of(why)?)),
    };
    let code = clean(code);
    transaction!(db, tx => {
        if let Some((id, _)) = sending
            && let Some(known) = quality::look_sent(tx, id).await?
        {
            let is_same = known == (hub, code.clone(), finding.word().to_owned());
            return if is_same { Ok(Taken::Before) } else { Err(OrderError::Raced) };
        }
        let row = sql::parcel_at_hub(tx, hub, &code).await?.ok_or_else(|| OrderError::NoParcel(code.clone()))?;
        move_by(tx, &row, event, actor, Beside { reason, ready_by: None }).await?;
        let (parcel, version, maker) = (row.id, row.version, row.maker);
        let look = HubLook { hub, parcel, version, maker, finding: finding.word(), sending };
        quality::hub_looked(tx, actor, &look, reason, photo).await?;
        match (event, reason) {
            (ParcelEvent::HubRefuses, Some(why)) => settle::called_off(tx, &row, why).await?,
            (ParcelEvent::HubPasses, _) => advances::accepted(tx, &row).await?,
            _ => {}
        }
        Ok(Taken::Now)
    })
}

/// A code as people type it: small letters, spaces, dashes.
fn clean(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(20).collect::<String>().to_ascii_uppercase()
}

/// The parcels on their way to a hub or lying there.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn parcels_at(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<HubParcel>, DbError> {
    view_sql::hub_parcels(read, hub, limit).await
}

/// One parcel of a hub by its code, with what should be in it; `None` if there is none of that code for this hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn parcel(
    read: &mut Read,
    hub: HubId,
    code: &str,
) -> Result<Option<(HubParcel, Vec<OrderLine>)>, DbError> {
    let Some(parcel) = view_sql::hub_parcel(read, hub, &clean(code)).await? else { return Ok(None) };
    let lines = view_sql::lines_of_parcel(read, parcel.id).await?;
    Ok(Some((parcel, lines)))
}

/// What should be in the parcels of a hub that are being made or on their way to it: for its phone.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn lines_expected(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<OrderLine>, DbError> {
    view_sql::lines_expected(read, hub, limit).await
}
