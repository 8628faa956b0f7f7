//! The launch gate: measured checks, each green only by evidence with its time, signed by the DC's office as it was.

use kernel::ids::{PersonId, RestoreWordId};
use kernel::{Day, Limit, Time};
use store::{Db, DbError, Read, transaction};

use super::machine::StageEvent;
use super::{LaunchError, act, gate_rows_sql as rows_sql, gate_sql as sql};
use crate::backups;

kernel::codes! {
    /// What is checked before a mart goes live.
    pub enum Check {
        /// Who runs the mart stands whole on the pages the law wants.
        Legal = "legal",
        /// The grievance officer is named, with telephone and e-mail.
        Grievance = "grievance",
        /// Our keys move real money, and a message of the company has proven itself with them.
        Gateway = "gateway",
        /// Enough goods can be bought.
        Goods = "goods",
        /// Of each craft on the shelf an order has walked to its buyer.
        Walked = "walked",
        /// A backup was restored.
        Restored = "restored",
        /// What takes two people has two.
        Roles = "roles",
        /// The tax rates of what is on the shelf are signed off.
        Tax = "tax",
        /// The texts of SMS are registered.
        Sms = "sms",
        /// Each hub has hours and a keeper.
        Hubs = "hubs",
        /// The year's bank holidays are known.
        Holidays = "holidays",
    }
}

impl Check {
    /// The page where the DC's office sees what it counts.
    pub const fn link(self) -> &'static str {
        match self {
            Check::Legal => "/about",
            Check::Grievance => "/contact",
            Check::Goods => "/search",
            Check::Gateway => "/office/health/companies",
            Check::Restored => "/office/health/backups",
            Check::Sms => "/office/health/sms",
            Check::Walked => "/office/launch/checks/walked",
            Check::Roles => "/office/launch/checks/roles",
            Check::Tax => "/office/launch/checks/tax",
            Check::Hubs => "/office/launch/checks/hubs",
            Check::Holidays => "/office/launch/checks/holidays",
        }
    }

    /// Whether its moment is that of looking, and not of something that happened.
    pub const fn is_looked_at(self) -> bool {
        !matches!(self, Check::Gateway | Check::Walked | Check::Restored)
    }
}

/// What the configuration says, counted: what there is, and what is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Configured {
    /// Facts about who runs the mart that are filled in and no sample's.
    pub legal: (i64, i64),
    /// Facts about the grievance officer, likewise.
    pub grievance: (i64, i64),
    /// Texts of SMS that have a registered number.
    pub sms: (i64, i64),
    /// Goods that must be on the shelf.
    pub goods_least: i64,
}

/// Goods a mart opens with at least.
pub const GOODS_LEAST: i64 = 30;
/// People each role of two needs.
const TWO: i64 = 2;
/// Bank holidays a year has at least.
const HOLIDAYS_LEAST: i64 = 10;
/// A message of the gateway, and the restore of a backup, prove something for so many days.
const GATEWAY_DAYS: i64 = 30;
const RESTORE_DAYS: i64 = 90;

/// What a check has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Which.
    pub check: Check,
    /// What there is.
    pub found: i64,
    /// What is wanted.
    pub wanted: i64,
    /// When it last happened, or when it was looked at.
    pub at: Option<Time>,
}

impl Proof {
    /// Whether there is evidence for it.
    pub const fn is_green(&self) -> bool {
        self.at.is_some() && self.found >= self.wanted
    }
}

/// Whether every check is green.
pub fn is_open(proofs: &[Proof]) -> bool {
    proofs.len() == Check::ALL.len() && proofs.iter().all(Proof::is_green)
}

/// Looks at everything the gate wants.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn proofs(read: &mut Read, configured: Configured) -> Result<Vec<Proof>, DbError> {
    let now = read.now();
    let mut proofs = Vec::new();
    for check in Check::ALL {
        let seen = |(found, wanted): (i64, i64)| (found, wanted, Some(now));
        let (found, wanted, at) = match check {
            Check::Legal => seen(configured.legal),
            Check::Grievance => seen(configured.grievance),
            Check::Sms => seen(configured.sms),
            Check::Gateway => {
                let (count, at) = sql::gateway_events(read, now.plus_days(-GATEWAY_DAYS)).await?;
                (count, 1, at)
            }
            Check::Goods => (sql::on_shelf(read).await?, configured.goods_least, Some(now)),
            Check::Walked => {
                let (walked, crafts, at) = sql::walked(read).await?;
                (walked, crafts.max(1), at)
            }
            Check::Restored => {
                let (count, at) = restored(read, now).await?;
                (count, 1, at)
            }
            Check::Roles => seen(sql::roles_of_two(read, TWO).await?),
            Check::Tax => {
                let (signed, all) = sql::signed_rates(read, now.day()).await?;
                (signed, all.max(1), Some(now))
            }
            Check::Hubs => {
                let (ready, all) = sql::ready_hubs(read).await?;
                (ready, all.max(1), Some(now))
            }
            Check::Holidays => (sql::holidays(read, year_of(now.day())).await?, HOLIDAYS_LEAST, Some(now)),
        };
        proofs.push(Proof { check: *check, found, wanted, at });
    }
    Ok(proofs)
}

/// From the first to the last day of a day's year.
fn year_of(day: Day) -> (Day, Day) {
    let (year, ..) = day.civil();
    let first = Day::of(year, 1, 1).unwrap_or(day);
    (first, Day::of(year, 12, 31).unwrap_or(day))
}

/// How often it is proven that a backup was restored, and when last: by the clock, which restores one each day, or by the word
/// of two people.
async fn restored(read: &mut Read, now: Time) -> Result<(i64, Option<Time>), DbError> {
    let since = now.plus_days(-RESTORE_DAYS);
    let by_clock = backups::standing(read).await?.proven.filter(|at| *at >= since);
    let (words, said_at) = sql::restore_words(read, since.day()).await?;
    Ok((words + i64::from(by_clock.is_some()), by_clock.max(said_at)))
}

/// An administrator says that a backup was restored on a day; a second one must agree before it proves anything.
///
/// # Errors
/// [`LaunchError::NoWords`]; [`LaunchError::BadDay`] for a day that is to come.
pub async fn say_restored(
    db: &Db,
    by: PersonId,
    day: Day,
    words: &str,
) -> Result<RestoreWordId, LaunchError> {
    let words = act::said(words)?;
    transaction!(db, tx => {
        if day > tx.now().day() || day < tx.now().plus_days(-RESTORE_DAYS).day() {
            return Err(LaunchError::BadDay);
        }
        let id: RestoreWordId = tx.new_id();
        sql::insert_restore_word(tx, id, day, &words, by).await?;
        Ok(id)
    })
}

/// A second administrator has seen the same.
///
/// # Errors
/// [`LaunchError::Missing`]; [`LaunchError::SamePerson`].
pub async fn agree_restored(db: &Db, by: PersonId, id: RestoreWordId) -> Result<(), LaunchError> {
    transaction!(db, tx => {
        let said_by = sql::restore_said_by(tx, id).await?.ok_or(LaunchError::Missing)?;
        if said_by == by {
            return Err(LaunchError::SamePerson);
        }
        if sql::agree_restore(tx, id, by).await? { Ok(()) } else { Err(LaunchError::Missing) }
    })
}

store::row! {
    /// Word of a backup that was restored.
    pub struct RestoreWord {
        /// Its id.
        pub id: RestoreWordId,
        /// When.
        pub day: Day,
        /// What was seen.
        pub words: String,
        /// Who says so.
        pub said_by: PersonId,
        /// Her name.
        pub said_by_name: String,
        /// Who agrees; nobody yet.
        pub agreed_by: Option<PersonId>,
    }
}

/// The newest words about restores.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn restore_words(read: &mut Read) -> Result<Vec<RestoreWord>, DbError> {
    sql::words_of_restores(read, Limit::of(20)).await
}

/// The DC's office signs the gate: the mart is live from this moment, and the evidence is kept as it was. The caller has just taken
/// her second factor.
///
/// # Errors
/// [`LaunchError::NotGreen`] with what is red; [`LaunchError::NotNow`] unless a trial is under way; [`LaunchError::NoWords`].
pub async fn sign(db: &Db, by: PersonId, configured: Configured, reason: &str) -> Result<(), LaunchError> {
    let reason = act::said(reason)?;
    transaction!(db, tx => {
        let (seq, from) = super::read::here(tx).await?;
        let to = from.after(StageEvent::GoesLive)?;
        let proofs = proofs(tx, configured).await?;
        if !is_open(&proofs) {
            let red = proofs.iter().filter(|proof| !proof.is_green()).map(|proof| proof.check).collect();
            return Err(LaunchError::NotGreen(red));
        }
        let id = act::write(tx, by, (seq + 1, to), StageEvent::GoesLive, &reason).await?;
        for proof in &proofs {
            sql::keep_proof(tx, id, proof).await?;
        }
        Ok(())
    })
}

/// The evidence the newest signature was given on; none where nobody has signed.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn signed_with(read: &mut Read) -> Result<Vec<Proof>, DbError> {
    sql::newest_evidence(read, Limit::of(50)).await
}

store::row! {
    /// One thing that a check counts, or would count if it were there.
    pub struct Seen {
        /// What it is called in Hindi.
        pub name_hi: String,
        /// And in English.
        pub name_en: String,
        /// More of it: a code, a role, hours; may be empty.
        pub note: String,
        /// 1 if it counts.
        pub counts: i64,
        /// When it happened; nothing where that is not known or it has not.
        pub at: Option<Time>,
    }
}

/// What a check counts, one by one, what is missing first; nothing for a check whose evidence stands on another page.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn seen(read: &mut Read, check: Check) -> Result<Option<Vec<Seen>>, DbError> {
    let most = Limit::of(Limit::MOST);
    let today = read.now().day();
    let mut all = match check {
        Check::Walked => rows_sql::walked_each(read, most).await?,
        Check::Roles => rows_sql::people_of_two(read, most).await?,
        Check::Tax => rows_sql::rates_each(read, today, most).await?,
        Check::Hubs => rows_sql::hubs_each(read, most).await?,
        Check::Holidays => rows_sql::holidays_each(read, year_of(today), most).await?,
        Check::Legal | Check::Grievance | Check::Gateway | Check::Goods | Check::Restored | Check::Sms => {
            return Ok(None);
        }
    };
    all.sort_by_key(|one| one.counts);
    Ok(Some(all))
}
