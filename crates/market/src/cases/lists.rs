//! Lists of cases: an officer's day, what is overdue, what waits for a decision, and every figure's own list.

use kernel::ids::{CaseId, PersonId};
use kernel::{BadCell, Day, Limit, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::rules::{Climbed, HEAD_AFTER_DAYS, OFFICE_AFTER_DAYS, climbed};
use super::{CaseState, NextWhat, Scope, StopWhy, lists_sql};
use crate::accounts::DepartmentKey;
use crate::catalogue::columns::Columns;

/// Lines of each part of an officer's day.
const DAY: Limit = Limit::of(50);
/// An action that is due within so many days is shown as coming.
const COMING_DAYS: i64 = 7;

/// No action is due later than this.
const FOR_EVER: Day = Day(1_000_000);

kernel::codes! {
    /// Where a case stands today, each in one place: its state, and for a maker of the mart what orders and payouts tell.
    pub enum Stage {
        /// Found.
        Identified = "identified",
        /// Visited.
        Visited = "visited",
        /// She has said yes.
        Consented = "consented",
        /// It waits for a second person's yes.
        Verified = "verified",
        /// She is a maker of the mart and has sold nothing yet.
        Listed = "listed",
        /// A parcel of hers has reached a buyer; no money has reached her yet.
        FirstSale = "first_sale",
        /// Money has reached her.
        Paid = "paid",
        /// It rests.
        Stopped = "stopped",
    }
}

/// A case in a list.
#[derive(Clone, Debug)]
pub struct CaseLine {
    /// The case.
    pub id: CaseId,
    /// Her name.
    pub name: Words,
    /// Her village.
    pub village: Words,
    /// Her block.
    pub block: Words,
    /// What she makes; empty if nobody knows.
    pub craft: Words,
    /// Which department carries it.
    pub department: DepartmentKey,
    /// Who carries it; empty if nobody does.
    pub officer: String,
    /// How it stands.
    pub state: CaseState,
    /// When she was found.
    pub found_at: Time,
    /// What is to be done next, and by which day.
    pub next: Option<(NextWhat, Day)>,
    /// A word more to it.
    pub next_note: String,
}

impl CaseLine {
    /// Before whom its next action stands on a day.
    pub fn climbed(&self, today: Day) -> Climbed {
        self.next.map_or(Climbed::NotDue, |(_, due)| climbed(due, today))
    }
}

impl FromRow for CaseLine {
    fn from_row(row: Row) -> Result<CaseLine, BadCell> {
        let mut columns = Columns::of(row);
        Ok(CaseLine {
            id: columns.next()?,
            name: columns.words()?,
            village: columns.words()?,
            block: columns.words()?,
            craft: columns.words()?,
            department: columns.next()?,
            officer: columns.next()?,
            state: columns.next()?,
            found_at: columns.next()?,
            next: columns.next::<Option<NextWhat>>()?.zip(columns.next::<Option<Day>>()?),
            next_note: columns.next()?,
        })
    }
}

/// What a list is narrowed to; nothing means all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Where they stand.
    pub stage: Option<Stage>,
    /// In which block, by LGD code.
    pub block: String,
    /// Carried by which department.
    pub department: Option<DepartmentKey>,
    /// Making what, by the craft's key.
    pub craft: String,
    /// Resting for which reason.
    pub why: Option<StopWhy>,
    /// Carried by whom.
    pub officer: Option<PersonId>,
    /// In which village, as it is written in Hindi or English.
    pub village: String,
    /// After which case in the list, for the next page.
    pub after: Option<CaseId>,
}

/// Cases within a scope, the latest found first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn page(
    read: &mut Read,
    scope: &Scope,
    filter: &Filter,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    lists_sql::page(read, scope, filter, limit).await
}

store::row! {
    /// How many open cases an officer carries in a village.
    pub struct VillageLine {
        /// The village in Hindi.
        pub village_hi: String,
        /// The village in English.
        pub village_en: String,
        /// Its block in Hindi.
        pub block_hi: String,
        /// Its block in English.
        pub block_en: String,
        /// How many.
        pub cases: i64,
    }
}

/// What an officer has to do.
#[derive(Clone, Debug)]
pub struct MyDay {
    /// What was due before today, the longest first.
    pub late: Vec<CaseLine>,
    /// What is due today.
    pub today: Vec<CaseLine>,
    /// What comes within the week.
    pub coming: Vec<CaseLine>,
    /// Cases of her department in her blocks that nobody carries.
    pub nobodys: Vec<CaseLine>,
    /// What she asked the head to decide.
    pub asked: Vec<CaseLine>,
    /// Her open cases by village, the fullest first.
    pub villages: Vec<VillageLine>,
}

/// An officer's day.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn my_day(read: &mut Read, scope: &Scope, officer: PersonId) -> Result<MyDay, DbError> {
    let today = read.now().day();
    let week = today.plus(COMING_DAYS);
    let all = lists_sql::due_of(read, scope, officer, week, DAY).await?;
    let of = |wanted: fn(Climbed) -> bool| {
        all.iter().filter(|line| wanted(line.climbed(today))).cloned().collect::<Vec<_>>()
    };
    Ok(MyDay {
        late: of(|climbed| climbed >= Climbed::Late),
        today: of(|climbed| climbed == Climbed::DueToday),
        coming: of(|climbed| climbed == Climbed::NotDue),
        nobodys: lists_sql::nobodys(read, scope, DAY).await?,
        asked: lists_sql::asked_by(read, officer, DAY).await?,
        villages: lists_sql::villages(read, officer, DAY).await?,
    })
}

/// Open cases within a scope, what is due first at the head: what an officer takes along where there is no signal.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open(read: &mut Read, scope: &Scope, limit: Limit) -> Result<Vec<CaseLine>, DbError> {
    lists_sql::due_until(read, scope, FOR_EVER, limit).await
}

/// Actions that have climbed so far: to the head of a department, to the DC's office. The longest overdue first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn overdue(read: &mut Read, scope: &Scope, limit: Limit) -> Result<Vec<CaseLine>, DbError> {
    let days = match scope {
        Scope::Officer(_) => 1,
        Scope::Head(_) => HEAD_AFTER_DAYS,
        Scope::District => OFFICE_AFTER_DAYS,
    };
    let until = read.now().day().plus(-days);
    lists_sql::due_until(read, scope, until, limit).await
}

/// Cases that wait for the yes of a head, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting_for_approval(
    read: &mut Read,
    department: DepartmentKey,
    limit: Limit,
) -> Result<Vec<CaseLine>, DbError> {
    lists_sql::waiting(read, department, limit).await
}
