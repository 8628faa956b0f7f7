//! Goods that are made no more, and their makers: their addresses answer «gone», for good.
//!
//! Reads: `product`, `maker`, `maker_closure`. Writes: `product_retirement`. Never: deletes a good; what was ordered stays ordered,
//! and whoever retired a good may take that back.

use kernel::ids::{MakerId, ProductId};
use kernel::{BadCell, Words};
use store::{Db, DbError, FromRow, Read, Row, transaction};

use super::columns::Columns;
use super::own::OwnError;
use super::{act, retired_sql as sql};
use crate::proposals::Proposer;

/// What stands in the place of a page that is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// What it was called.
    pub name: Words,
    /// The craft that has the like of it.
    pub craft_key: String,
    /// The craft's name.
    pub craft: Words,
    /// Who made it, and the last part of the address of her page; nobody if she has stopped too.
    pub maker: Option<(String, Words)>,
}

impl FromRow for Gone {
    fn from_row(row: Row) -> Result<Gone, BadCell> {
        let mut columns = Columns::of(row);
        let (name, craft_key, craft) = (columns.words()?, columns.next()?, columns.words()?);
        let (slug, maker): (String, Words) = (columns.next()?, columns.words()?);
        Ok(Gone { name, craft_key, craft, maker: (!slug.is_empty()).then_some((slug, maker)) })
    }
}

/// A good is not made again: it leaves the shelf at once, the map for search engines and all feeds, and its address says so.
///
/// # Errors
/// [`OwnError::NoGood`] if it is not this maker's; [`OwnError::AlreadySo`] if it is retired.
pub async fn retire(db: &Db, by: Proposer, maker: MakerId, slug: &str) -> Result<(), OwnError> {
    transaction!(db, tx => {
        let product = super::own_sql::own_product(tx, maker, slug).await?.ok_or(OwnError::NoGood)?;
        if !sql::insert(tx, product, by.person).await? {
            return Err(OwnError::AlreadySo);
        }
        Ok(act::shelve(tx, product).await?)
    })
}

/// A retired good is made again after all.
///
/// # Errors
/// [`OwnError::NoGood`] if it is not this maker's; [`OwnError::AlreadySo`] if it is not retired.
pub async fn take_back(db: &Db, maker: MakerId, slug: &str) -> Result<(), OwnError> {
    transaction!(db, tx => {
        let product = super::own_sql::own_product(tx, maker, slug).await?.ok_or(OwnError::NoGood)?;
        if !sql::end(tx, product).await? {
            return Err(OwnError::AlreadySo);
        }
        Ok(act::shelve(tx, product).await?)
    })
}

/// Whether a good is retired now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn is_retired(read: &mut Read, product: ProductId) -> Result<bool, DbError> {
    sql::is_retired(read, product).await
}

/// What stands in the place of a good's page, if it is retired or its maker has stopped.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn good(read: &mut Read, slug: &str) -> Result<Option<Gone>, DbError> {
    sql::good(read, slug).await
}

/// What stands in the place of a maker's page, if she has stopped.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn maker(read: &mut Read, slug: &str) -> Result<Option<Gone>, DbError> {
    sql::maker(read, slug).await
}
