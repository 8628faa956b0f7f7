//! What is asked of stages and trials.

use kernel::ids::{FeedbackId, PersonId, TaskId};
use kernel::india::Pin;
use kernel::{Limit, Paise, Time};
use store::{DbError, Read};

use super::machine::Stage;
use super::{WhyClosed, sql};
use crate::gateways;

/// Rows of a list.
const LIST: Limit = Limit::of(200);

store::row! {
    /// A stage the mart stood at.
    pub struct Standing {
        /// Which.
        pub stage: Stage,
        /// Since when.
        pub since: Time,
        /// Who of the DC's office said so.
        pub by: String,
        /// Why.
        pub reason: String,
    }
}

store::row! {
    /// A number that is invited.
    pub struct Guest {
        /// Its last digits.
        pub last_digits: String,
        /// Since when.
        pub at: Time,
    }
}

store::row! {
    /// Somebody who would like to be invited.
    pub struct Wish {
        /// Who.
        pub person: PersonId,
        /// Her name; may be empty.
        pub name: String,
        /// Since when.
        pub at: Time,
    }
}

store::row! {
    /// What was said of a page.
    pub struct Feedback {
        /// Its id.
        pub id: FeedbackId,
        /// Of which page.
        pub page: String,
        /// What.
        pub words: String,
        /// When.
        pub at: Time,
        /// Whose task it has become.
        pub task: Option<TaskId>,
    }
}

/// What came of a trial; in no other figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// Orders placed.
    pub orders: i64,
    /// Of them paid, with pretend money.
    pub paid: i64,
    /// What they came to.
    pub amount: Paise,
    /// Parcels that reached their buyer.
    pub arrived: i64,
    /// Of them by the promised day.
    pub in_time: i64,
    /// Each craft with makers, and how many parcels of it have walked the whole way.
    pub crafts: Vec<(String, i64)>,
}

/// At which stage the mart stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stage(read: &mut Read) -> Result<Stage, DbError> {
    Ok(here(read).await?.1)
}

/// How many stages were said, and at which the mart stands. A sample district, and a mart older than stages, are open from the beginning.
pub(super) async fn here(read: &mut Read) -> Result<(i64, Stage), DbError> {
    Ok(sql::stage(read).await?.unwrap_or((0, Stage::Live)))
}

/// At which stage the mart began.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn began(read: &mut Read) -> Result<Stage, DbError> {
    Ok(if sql::has_begun(read).await? { Stage::Setup } else { Stage::Live })
}

/// The stage that was said to hold, if one ever was.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn said_stage(read: &mut Read) -> Result<Option<Stage>, DbError> {
    Ok(sql::stage(read).await?.map(|(_, stage)| stage))
}

/// The stages so far, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn stages(read: &mut Read) -> Result<Vec<Standing>, DbError> {
    sql::stages(read, LIST).await
}

/// Why somebody may not order to a pincode now; `None` if she may.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn admission(read: &mut Read, person: PersonId, pin: &Pin) -> Result<Option<WhyClosed>, DbError> {
    Ok(match stage(read).await? {
        Stage::Live => None,
        Stage::Setup => Some(WhyClosed::SetUp),
        Stage::Trial if gateways::moves_money(read).await? => Some(WhyClosed::RealMoney),
        Stage::Trial if !sql::is_guest(read, person).await? => Some(WhyClosed::NotInvited),
        Stage::Trial if !sql::is_open(read, pin).await? => Some(WhyClosed::NotThere),
        Stage::Trial => None,
    })
}

/// The numbers invited, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn guests(read: &mut Read) -> Result<Vec<Guest>, DbError> {
    sql::guests(read, LIST).await
}

/// The pincodes the trial sends to; none named is all.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn pins(read: &mut Read) -> Result<Vec<Pin>, DbError> {
    Ok(sql::pins(read, LIST).await?.into_iter().map(|(pin,)| pin).collect())
}

/// Who would like to be invited, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn wishes(read: &mut Read) -> Result<Vec<Wish>, DbError> {
    sql::wishes(read, LIST).await
}

/// What was said of pages, what is nobody's task yet first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn feedback(read: &mut Read) -> Result<Vec<Feedback>, DbError> {
    sql::feedback(read, LIST).await
}

/// What came of the trial.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn report(read: &mut Read) -> Result<Trial, DbError> {
    let (orders, paid, amount, arrived, in_time) = sql::report(read).await?;
    let crafts = sql::walked(read, LIST).await?;
    Ok(Trial { orders, paid, amount, arrived, in_time, crafts })
}
