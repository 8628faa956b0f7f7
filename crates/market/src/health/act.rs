//! The verbs: a message that was set aside is tried again; the mart's own address was asked.

use kernel::Time;
use kernel::ids::{JobId, JobRetryId, PersonId};
use store::{Db, DbError, jobs, transaction};

use super::{HealthError, Unwelcome, sql};
use crate::audit::{self, Actor, Entry, Part, Trail};

/// An administrator has mended what it failed of, and lets a message be tried again. Pressing twice is an error the second time.
///
/// # Errors
/// [`HealthError::NotParked`] if it is not set aside, [`HealthError::Missing`] if there is none.
pub async fn try_again(db: &Db, by: PersonId, job: JobId) -> Result<(), HealthError> {
    transaction!(db, tx => {
        if !sql::is_there(tx, job).await? {
            return Err(HealthError::Missing);
        }
        let kind = jobs::unpark(tx, job).await?.ok_or(HealthError::NotParked)?;
        let id: JobRetryId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(by, Part::Administrator),
            act: "job.retry",
            from: "",
            to: "asked",
            note: &kind,
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        sql::insert_retry(tx, id, (job, &kind), by, &trail).await?;
        Ok(())
    })
}

/// The worker has asked the mart's own address as a buyer's phone would: until when its certificate counts, or why it does not.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn saw_certificate(db: &Db, site: &str, seen: Result<Time, Unwelcome>) -> Result<(), DbError> {
    transaction!(db, tx => { sql::write_certificate(tx, site, seen).await })
}
