//! Keeping back what the law wants of a seller's money, in the transaction in which she earns it.

use store::{DbError, Tx};

use super::sql;
use super::withheld::{Kept, Supply, kept};
use crate::bills::{BilledSupply, Standing};
use crate::orders::sql::ParcelRow;
use crate::places::HOME_STATE;

/// Notes and answers what is kept back of a parcel that has reached its buyer.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn keep_back(
    tx: &mut Tx,
    parcel: &ParcelRow,
    billed: &BilledSupply,
) -> Result<Kept, DbError> {
    let today = tx.now().day();
    let (is_person, has_pan) = match billed.aggregator {
        Some(_) => (false, true),
        None => sql::who_sells(tx, parcel.maker).await?,
    };
    let supply = Supply {
        standing: billed.standing,
        is_person,
        has_pan,
        taxed: if billed.standing == Standing::Composition { billed.taxable } else { billed.taxed },
        sale: billed.taxable,
        is_between_states: billed.supplied_in != HOME_STATE,
        sold_before: sql::sold_in(tx, &billed.seller, today.financial_year()).await?,
    };
    let kept = kept(&sql::withholding(tx).await?, today, supply);
    let kept = kept.ok_or_else(|| DbError::Failed("an amount too large".to_owned()))?;
    sql::insert_withheld(tx, (&parcel.id.to_string(), parcel.id), &billed.seller, supply.sale, &kept).await?;
    Ok(kept)
}
