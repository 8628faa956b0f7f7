//! What pages and other features ask about makers.

use kernel::Limit;
use kernel::ids::{AggregatorId, MakerId, PersonId};
use kernel::india::Mobile;
use store::{DbError, Read};

use super::{Aggregator, BankAccount, MAKERS_PER_TELEPHONE, MakerCard, MakerCore, MakerPage, Papers, sql};

/// A maker's page, open or closed; her goods are [`crate::catalogue::read::of_maker`].
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn page(read: &mut Read, slug: &str) -> Result<Option<MakerPage>, DbError> {
    sql::page(read, slug).await
}

/// Makers with goods to see, the newest first, for the home page.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn newest(read: &mut Read, limit: Limit) -> Result<Vec<MakerCard>, DbError> {
    sql::newest(read, limit).await
}

/// What acts on an order need to know of a maker.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn core(read: &mut Read, id: MakerId) -> Result<Option<MakerCore>, DbError> {
    sql::core(read, id).await
}

/// The makers a person signs in for.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_person(read: &mut Read, person: PersonId) -> Result<Vec<MakerCore>, DbError> {
    sql::of_person(read, person).await
}

/// The makers who are called on this number, the longest known first: a family may have one telephone.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_mobile(read: &mut Read, mobile: &Mobile) -> Result<Vec<MakerCore>, DbError> {
    sql::by_mobile(read, mobile, Limit::of(MAKERS_PER_TELEPHONE)).await
}

/// Which papers of a maker are on record.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn papers(read: &mut Read, id: MakerId) -> Result<Option<Papers>, DbError> {
    sql::papers(read, id).await
}

/// The account a maker's money goes to today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn bank_account(read: &mut Read, id: MakerId) -> Result<Option<BankAccount>, DbError> {
    sql::bank_account(read, id).await
}

/// A seller on behalf of makers.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn aggregator(read: &mut Read, id: AggregatorId) -> Result<Option<Aggregator>, DbError> {
    sql::aggregator(read, id).await
}

/// All sellers on behalf of makers, by name.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn aggregators(read: &mut Read) -> Result<Vec<Aggregator>, DbError> {
    sql::aggregators(read).await
}

/// Slugs of makers with goods to see, after `after` in alphabetical order, for the sitemap.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn slugs(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<String>, DbError> {
    sql::slugs(read, after, limit).await
}
