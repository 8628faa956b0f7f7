//! What other features ask about tax.

use kernel::Day;
use store::{DbError, Read};

use super::{RateRow, Rates, sql};

/// All rates, to be kept as long as the process runs: rates change with a deployment or an act of the administrator.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rates(read: &mut Read) -> Result<Rates, DbError> {
    Ok(Rates::of(sql::rates(read).await?, sql::steps(read).await?))
}

/// Every rate with its basis and how sure we are of it, for the administrator's page.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn register(read: &mut Read) -> Result<Vec<RateRow>, DbError> {
    sql::rates(read).await
}

/// The rates that hold on a day under these keys, in the order of the keys; a key without a rate is left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rates_of(read: &mut Read, keys: &[String], day: Day) -> Result<Vec<RateRow>, DbError> {
    let rates = sql::rates(read).await?;
    let holds = |key: &String| {
        let begun = rates.iter().filter(|rate| rate.hsn_key == *key && rate.effective_from <= day);
        begun.max_by_key(|rate| rate.effective_from).cloned()
    };
    Ok(keys.iter().filter_map(holds).collect())
}
