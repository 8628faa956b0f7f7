//! What other features ask about tax.

use kernel::Words;
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

/// The names of the goods behind tax keys, in the order of the keys; a key without a rate is left out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn names(read: &mut Read, keys: &[String]) -> Result<Vec<(String, Words)>, DbError> {
    let rates = sql::rates(read).await?;
    let named = |key: &String| {
        let rate = rates.iter().find(|rate| rate.hsn_key == *key)?;
        Some((key.clone(), Words::new(&*rate.name_hi, &*rate.name_en)))
    };
    Ok(keys.iter().filter_map(named).collect())
}
