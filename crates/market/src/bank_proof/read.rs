//! What pages and acts ask about changes of bank accounts. Account numbers leave here masked unless money is to be sent.

use kernel::ids::{BankChangeId, MakerId, PersonId};
use kernel::india::Ifsc;
use kernel::{Limit, Time, Words};
use store::{DbError, Personal, Read};

use super::machine::Change;
use super::sql;
use crate::accounts::DepartmentKey;
use crate::audit::Trail;
use crate::fieldwork::{Head, Officer};
use crate::makers::Account;

store::row! {
    /// A change as acts need it.
    pub struct BankChange {
        /// Its id.
        pub id: BankChangeId,
        /// Whose account.
        pub maker: MakerId,
        /// Whose department asked.
        pub department: DepartmentKey,
        /// The branch.
        pub ifsc: Ifsc,
        /// The account, and in whose name it stands, as typed.
        pub account: Personal<Account>,
        /// 1 if she had an account before.
        pub replaces: i64,
        /// Who asked.
        pub asked_by: PersonId,
        /// When.
        pub asked_at: Time,
        /// What is kept of the maker's code.
        pub code_hash: String,
        /// How long it can be used.
        pub code_until: Time,
        /// How often it can still be tried.
        pub tries_left: i64,
        /// The name the bank told.
        pub registered_name: String,
        /// How the names agree, 0 to 100.
        pub score: i64,
        /// Who approved.
        pub approved_by: Option<PersonId>,
        /// When.
        pub approved_at: Option<Time>,
        /// From when money goes there.
        pub effective_at: Option<Time>,
        /// Why it was refused or stopped.
        pub reason: String,
        /// How it stands.
        pub state: Change,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

store::row! {
    /// A change as pages show it.
    pub struct BankView {
        /// Its id.
        pub id: BankChangeId,
        /// Whose account.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub name_hi: String,
        /// Her name in English.
        pub name_en: String,
        /// The branch.
        pub ifsc: Ifsc,
        /// The account, shown masked only, and in whose name it stands, as typed.
        pub account: Personal<Account>,
        /// 1 if she had an account before.
        pub replaces: i64,
        /// Who asked.
        pub asked_by: PersonId,
        /// Her name.
        pub officer: String,
        /// When.
        pub asked_at: Time,
        /// The name the bank told.
        pub registered_name: String,
        /// How the names agree, 0 to 100.
        pub score: i64,
        /// From when money goes there.
        pub effective_at: Option<Time>,
        /// Why it was refused or stopped.
        pub reason: String,
        /// How it stands.
        pub state: Change,
    }
}

impl BankView {
    /// The account's last digits; nothing once she is erased.
    pub fn masked(&self) -> String {
        self.account.get().map(|account| account.account_no.masked()).unwrap_or_default()
    }

    /// In whose name it stands, as typed; nothing once she is erased.
    pub fn holder(&self) -> &str {
        self.account.get().map_or("", |account| account.holder.as_str())
    }

    /// The maker's name.
    pub fn name(&self) -> Words {
        Words::new(&*self.name_hi, &*self.name_en)
    }
}

/// The changes an officer asked for, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_officer(read: &mut Read, officer: &Officer, limit: Limit) -> Result<Vec<BankView>, DbError> {
    sql::of_officer(read, officer.person, limit).await
}

/// What waits for a head, the oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn for_head(read: &mut Read, head: Head, limit: Limit) -> Result<Vec<BankView>, DbError> {
    sql::for_head(read, head.department, limit).await
}

/// A change this officer asked for; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, officer: &Officer, id: BankChangeId) -> Result<Option<BankView>, DbError> {
    Ok(sql::view(read, id).await?.filter(|view| view.asked_by == officer.person))
}

/// A change of this head's department; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one_for_head(
    read: &mut Read,
    head: Head,
    id: BankChangeId,
) -> Result<Option<BankView>, DbError> {
    let theirs = sql::department(read, id).await?.is_some_and(|(department,)| department == head.department);
    if theirs { sql::view(read, id).await } else { Ok(None) }
}

/// The change of a maker that is under way, for her own page.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_of_maker(read: &mut Read, maker: MakerId) -> Result<Option<BankView>, DbError> {
    match sql::open_of(read, maker).await? {
        Some(change) => sql::view(read, change.id).await,
        None => Ok(None),
    }
}

store::row! {
    /// Somebody who has had an account number of a maker before her eyes.
    pub struct SeenBy {
        /// Her name.
        pub officer: String,
        /// When.
        pub at: Time,
    }
}

/// Who has seen an account number of a maker whole, the last time first. Whoever types one in has; nobody after her, for every
/// page shows its last digits only.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn seen_by(read: &mut Read, maker: MakerId) -> Result<Vec<SeenBy>, DbError> {
    sql::seen_by(read, maker).await
}

/// Whether money has an account to go to today, masked.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId) -> Result<Option<String>, DbError> {
    Ok(crate::makers::read::bank_account(read, maker).await?.map(|account| account.account_no.masked()))
}
