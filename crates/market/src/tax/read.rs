//! What other features ask about tax.

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
