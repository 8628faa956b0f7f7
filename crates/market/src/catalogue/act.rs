//! What is done with goods: put on the shelf, withdrawn, brought back.

use kernel::Limit;
use kernel::ids::{MakerId, ProductId};
use store::{Db, DbError, Tx, transaction};

use super::{CatalogueError, shelf_sql, sql};
use crate::search;

/// Makes the shelf's row of a product and the words it is found by anew from its facts; to be called after any of them
/// changed.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn shelve(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    shelf_sql::unshelve(tx, product).await?;
    shelf_sql::shelve(tx, product).await?;
    search::act::index(tx, product).await?;
    tx.catalogue_changed();
    Ok(())
}

/// Makes the shelf's rows of all goods of a maker anew.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn shelve_maker(tx: &mut Tx, maker: MakerId) -> Result<(), DbError> {
    for product in sql::products_of_maker(tx, maker).await? {
        shelve(tx, product).await?;
    }
    tx.catalogue_changed();
    Ok(())
}

/// Puts on the shelf and takes off it what the calendar alone has changed; safe to call every hour. Answers how many goods.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keep_shelf(db: &Db) -> Result<u32, DbError> {
    let (mut after, mut changed) = (String::new(), 0);
    loop {
        let due = shelf_sql::misplaced(&mut db.read().await?, &after, Limit::of(100)).await?;
        let Some(last) = due.last() else { return Ok(changed) };
        after = last.to_string();
        for product in &due {
            transaction!(db, tx => { shelve(tx, *product).await })?;
            changed += 1;
        }
    }
}

/// Withdraws a product: it can be seen no more in lists and not be bought; what has been ordered stays ordered.
///
/// # Errors
/// [`CatalogueError::NoProduct`]; [`CatalogueError::AlreadySo`] if it is withdrawn.
pub async fn withdraw(db: &Db, product: ProductId, by: &str, why: &str) -> Result<(), CatalogueError> {
    transaction!(db, tx => {
        if !sql::is_known(tx, product).await? {
            return Err(CatalogueError::NoProduct(product));
        }
        if !withdraw_within(tx, product, by, why).await? {
            return Err(CatalogueError::AlreadySo);
        }
        Ok(())
    })
}

/// As [`withdraw`], within another act. `false`: it is withdrawn already, or there is no such product.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn withdraw_within(
    tx: &mut Tx,
    product: ProductId,
    by: &str,
    why: &str,
) -> Result<bool, DbError> {
    if !sql::insert_withdrawal(tx, product, by, why).await? {
        return Ok(false);
    }
    shelve(tx, product).await?;
    Ok(true)
}

/// Brings a withdrawn product back.
///
/// # Errors
/// [`CatalogueError::NoProduct`]; [`CatalogueError::AlreadySo`] if it is on sale.
pub async fn bring_back(db: &Db, product: ProductId) -> Result<(), CatalogueError> {
    transaction!(db, tx => {
        if !sql::is_known(tx, product).await? {
            return Err(CatalogueError::NoProduct(product));
        }
        if !sql::end_withdrawal(tx, product).await? {
            return Err(CatalogueError::AlreadySo);
        }
        shelve(tx, product).await.map_err(CatalogueError::from)
    })
}
