//! Asks the mart's own address every hour whether a buyer's phone would open it.

use connectors::certificate::Unwelcome as Seen;
use market::health::{self, Unwelcome};
use store::DbError;

use crate::Worker;

/// Looks once and keeps what was seen; answers whether somebody must see to it. Where the address has no TLS nothing is looked at.
///
/// # Errors
/// [`DbError`] if the database fails; an address that does not answer is no error but what was seen.
pub async fn look(worker: &Worker) -> Result<bool, DbError> {
    let Some(lookout) = &worker.lookout else { return Ok(false) };
    let seen = lookout.valid_until().await.map_err(|why| match why {
        Seen::RunOut => Unwelcome::RunOut,
        Seen::OtherName => Unwelcome::OtherName,
        Seen::NotTrusted => Unwelcome::NotTrusted,
        Seen::Silent => Unwelcome::Silent,
    });
    if let Err(why) = seen {
        tracing::error!(site = worker.site, %why, "phones do not open the mart's own address");
    }
    health::saw_certificate(&worker.db, &worker.site, seen).await?;
    Ok(seen.is_err())
}
