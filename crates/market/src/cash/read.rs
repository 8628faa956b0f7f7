//! What pages ask about cash.

use kernel::ids::{CashCountId, HubId, PersonId, RemittanceId, ShipmentId};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read};

use super::rules::{CountState, Fate};
use super::{CODES_MOST, sql, view_sql};
use crate::delivery::Carrier;
use crate::ledger::{self, Account, Kind};

/// Rows in each list of a page.
const LIST: Limit = Limit::of(200);
/// The newest few.
const NEWEST: Limit = Limit::of(20);

/// An order that waits for the code by which its buyer promises cash.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation {
    /// How often the code may still be tried.
    pub tries_left: i64,
    /// Whether another code can be asked for.
    pub has_more: bool,
}

/// How the code of an order stands; `None` if it was not to be paid in cash.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn confirmation(read: &mut Read, order_code: &str) -> Result<Option<Confirmation>, DbError> {
    let row = sql::confirmation(read, order_code).await?;
    Ok(row.map(|row| Confirmation { tries_left: row.tries_left, has_more: row.codes_sent < CODES_MOST }))
}

store::row! {
    /// Cash that was taken at a door.
    pub struct Taken {
        /// For which shipment.
        pub shipment: ShipmentId,
        /// Of which order.
        pub order_code: String,
        /// How much.
        pub amount: Paise,
        /// When.
        pub at: Time,
    }
}

store::row! {
    /// A count of a hub's cash.
    pub struct CountLine {
        /// Its id.
        pub id: CashCountId,
        /// Of which hub.
        pub hub: HubId,
        /// The hub's name in Hindi.
        pub hub_hi: String,
        /// The hub's name in English.
        pub hub_en: String,
        /// What the book said.
        pub book: Paise,
        /// What was there.
        pub counted: Paise,
        /// Why they differ.
        pub reason: String,
        /// How it stands.
        pub state: CountState,
        /// Who counted.
        pub by: PersonId,
        /// By name.
        pub by_name: String,
        /// When.
        pub at: Time,
    }
}

/// A day in a hub's cash book. Opening, received, and what left come to closing.
#[derive(Clone, Debug, Default)]
pub struct DayBook {
    /// What lay there when the day began.
    pub opening: Paise,
    /// What was taken at doors.
    pub received: Paise,
    /// What was paid in at the bank.
    pub banked: Paise,
    /// What two people have written off; less than nothing if more was there.
    pub missing: Paise,
    /// What was paid back to buyers.
    pub paid_back: Paise,
    /// What lay there when the day ended, or lies there now.
    pub closing: Paise,
    /// What was taken, door by door.
    pub taken: Vec<Taken>,
    /// What was paid in: slip and amount.
    pub slips: Vec<(String, Paise)>,
    /// The newest counts.
    pub counts: Vec<CountLine>,
}

/// A hub's cash book of a day.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn day_book(read: &mut Read, hub: HubId, day: Day) -> Result<DayBook, DbError> {
    let account = Account::CashHub(hub).to_string();
    let span = (day.starts(), day.plus(1).starts());
    let mut book =
        DayBook { opening: ledger::sql::balance_before(read, &account, span.0).await?, ..DayBook::default() };
    let mut others = Paise::ZERO;
    for (kind, amount) in view_sql::moved(read, &account, span).await? {
        match kind {
            Kind::CashCollected => book.received = amount,
            Kind::CashBanked => book.banked = amount.negated(),
            Kind::CashCounted => book.missing = amount.negated(),
            _ => others = others.plus(amount).unwrap_or(others),
        }
    }
    book.paid_back = others.negated();
    book.closing = ledger::sql::balance_before(read, &account, span.1).await?;
    book.taken = view_sql::taken(read, hub, span, LIST).await?;
    book.slips = view_sql::handed(read, hub, span, LIST).await?;
    book.counts = view_sql::counts_of(read, hub, NEWEST).await?;
    Ok(book)
}

/// Counts that wait for a second person.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn counts_to_decide(read: &mut Read) -> Result<Vec<CountLine>, DbError> {
    view_sql::counts_to_decide(read, LIST).await
}

store::row! {
    /// What lies at a hub.
    pub struct HubCash {
        /// Which.
        pub hub: HubId,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// How much.
        pub held: Paise,
        /// When it was last counted.
        pub counted_at: Option<Time>,
    }
}

/// What lies at each hub that ever had cash.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hubs(read: &mut Read) -> Result<Vec<HubCash>, DbError> {
    view_sql::hubs(read, LIST).await
}

store::row! {
    /// A shipment whose cash a carrier has not handed on, or not all of it.
    pub struct OpenShipment {
        /// Which.
        pub shipment: ShipmentId,
        /// Of which order.
        pub order_code: String,
        /// The number on it.
        pub article: String,
        /// What was taken at the door.
        pub collected: Paise,
        /// What was handed on.
        pub handed: Paise,
        /// Since when.
        pub since: Time,
    }
}

/// Shipments whose cash carriers hold still, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_with_carriers(read: &mut Read) -> Result<Vec<OpenShipment>, DbError> {
    view_sql::open_with_carriers(read, LIST).await
}

store::row! {
    /// A carrier's sheet that was taken in.
    pub struct Remittance {
        /// Its id.
        pub id: RemittanceId,
        /// Whose.
        pub carrier: Carrier,
        /// The bank's reference.
        pub reference: String,
        /// When.
        pub at: Time,
        /// Lines that fit.
        pub matched: i64,
        /// What they come to.
        pub amount: Paise,
    }
}

store::row! {
    /// A line of a sheet that somebody must look at.
    pub struct RemittanceLine {
        /// The reference of its sheet.
        pub reference: String,
        /// Its number in the sheet.
        pub no: i64,
        /// The number on the shipment, as it stands there.
        pub article: String,
        /// How much; nothing if that does not read.
        pub amount: Paise,
        /// Why.
        pub fate: Fate,
    }
}

/// The newest sheets, and lines of them that somebody must look at.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn remittances(read: &mut Read) -> Result<(Vec<Remittance>, Vec<RemittanceLine>), DbError> {
    Ok((view_sql::remittances(read, NEWEST).await?, view_sql::strange_lines(read, LIST).await?))
}
