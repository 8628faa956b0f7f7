//! What pages ask of stalls: where a code leads, what lies there, what was sold through it.

use kernel::ids::{CounterId, HubId, MakerId, StallId};
use kernel::{BadCell, Day, Limit, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::machine::StallState;
use super::{StallKind, sql};
use crate::catalogue::columns::Columns;
use crate::catalogue::{self, Card, Filter};

/// Stalls, makers or orders in one list.
const LIST: Limit = Limit::of(200);
/// Goods on the page of a stall: as many as a slow line brings at once.
const GOODS: Limit = Limit::of(24);
/// Goods of one maker on it.
const OF_ONE: Limit = Limit::of(12);

/// A stall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stall {
    /// Its id.
    pub id: StallId,
    /// What its printed code leads to.
    pub code: String,
    /// Whose hub it belongs to.
    pub hub: HubId,
    /// What it is.
    pub kind: StallKind,
    /// Its name.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
    /// Where a pilgrim can fetch.
    pub counter: Option<CounterId>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// How it stands.
    pub state: StallState,
}

impl Stall {
    /// Whether its code leads to its page on a day.
    pub fn stands(&self, day: Day) -> bool {
        self.state == StallState::Open && (self.from..=self.until).contains(&day)
    }
}

impl FromRow for Stall {
    fn from_row(row: Row) -> Result<Stall, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Stall {
            id: columns.next()?,
            code: columns.next()?,
            hub: columns.next()?,
            kind: columns.next()?,
            name: columns.words()?,
            place: columns.words()?,
            counter: columns.next()?,
            from: columns.next()?,
            until: columns.next()?,
            state: columns.next()?,
        })
    }
}

kernel::codes! {
    /// How goods that were sold at a stall reach their buyer.
    pub enum Reaches {
        /// They are brought to her.
        Brought = "brought",
        /// She fetches them at a counter.
        Fetched = "fetched",
        /// She had them in her hands at once.
        Across = "across",
    }
}

store::row! {
    /// What was sold through a stall.
    pub struct StallSales {
        /// The stall.
        pub stall: StallId,
        /// Orders that were paid or promised.
        pub orders: i64,
        /// Their pieces.
        pub pieces: i64,
        /// Their goods, without freight.
        pub goods: Paise,
    }
}

store::row! {
    /// An order that began at a stall.
    pub struct Sale {
        /// When it was placed.
        pub at: Time,
        /// How it stands.
        pub state: crate::orders::Order,
        /// Its pieces.
        pub pieces: i64,
        /// Its goods, without freight.
        pub goods: Paise,
        /// How its goods reach their buyer.
        pub reaches: Reaches,
    }
}

/// A stall by its id.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stall(read: &mut Read, id: StallId) -> Result<Option<Stall>, DbError> {
    sql::stall(read, id).await
}

/// The stall a code leads to, if it stands today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn living(read: &mut Read, code: &str) -> Result<Option<Stall>, DbError> {
    let today = read.now().day();
    let code: String = code.trim().chars().take(16).collect::<String>().to_ascii_uppercase();
    Ok(sql::stall_of_code(read, &code).await?.filter(|stall| stall.stands(today)))
}

/// Every stall, those that stand longest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read) -> Result<Vec<Stall>, DbError> {
    sql::stalls(read, LIST).await
}

/// The makers whose goods lie at a stall; none: all goods.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn makers_of(read: &mut Read, id: StallId) -> Result<Vec<(MakerId, Words)>, DbError> {
    Ok(named(sql::makers_of(read, id, LIST).await?))
}

/// Makers who have not closed, for the form of a new stall.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn makers_to_choose(read: &mut Read) -> Result<Vec<(MakerId, Words)>, DbError> {
    Ok(named(sql::makers_to_choose(read, LIST).await?))
}

fn named(rows: Vec<(MakerId, String, String)>) -> Vec<(MakerId, Words)> {
    rows.into_iter().map(|(id, hi, en)| (id, Words { hi, en })).collect()
}

/// What the page of a stall shows: the goods that lie there, then the newest of all others.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn goods_of(read: &mut Read, id: StallId) -> Result<(Vec<Card>, Vec<Card>), DbError> {
    let mut here: Vec<Card> = Vec::new();
    for (maker, _) in makers_of(read, id).await? {
        here.extend(catalogue::read::of_maker(read, maker, OF_ONE).await?);
    }
    let mut others = catalogue::read::shelf_page(read, &Filter::default(), GOODS).await?.cards;
    others.retain(|card| here.iter().all(|there| there.id != card.id));
    here.truncate(GOODS.rows());
    others.truncate(GOODS.rows() - here.len());
    Ok((here, others))
}

/// What was sold through every stall.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sales(read: &mut Read) -> Result<Vec<StallSales>, DbError> {
    sql::sales(read, LIST).await
}

/// The orders that began at a stall, the newest first. Nothing of who bought.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn sales_of(read: &mut Read, id: StallId) -> Result<Vec<Sale>, DbError> {
    sql::sales_of(read, id, LIST).await
}
