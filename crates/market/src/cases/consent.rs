//! She says yes to being on the mart, and may take it back as easily.

use kernel::ids::{CaseId, MakerId};
use store::{Db, Tx, transaction};

use super::act::{carried, follow, moved, said, step};
use super::machine::Event;
use super::sql::{self, CaseRow};
use super::{By, CaseError, ConsentBy, Scope, Step};
use crate::audit::Actor;
use crate::makers;

/// She says yes. `note` tells which notice she was read, or where the recording or paper lies.
///
/// # Errors
/// [`CaseError::NotYours`] for a department that only takes part; [`CaseError::NotNow`] before a visit or twice.
pub async fn consent(db: &Db, by: &By, id: CaseId, how: ConsentBy, note: &str) -> Result<(), CaseError> {
    transaction!(db, tx => { consent_in(tx, by, id, how, note).await })
}

/// The same within a transaction that has begun.
///
/// # Errors
/// As [`consent`].
pub async fn consent_in(
    tx: &mut Tx,
    by: &By,
    id: CaseId,
    how: ConsentBy,
    note: &str,
) -> Result<(), CaseError> {
    let mut row = carried(tx, by, id).await?;
    let note = said(note)?;
    let seq = moved(tx, &mut row, Event::Consents, by.actor(), how.as_str()).await?;
    let who = by.actor().to_string();
    step(tx, id, seq, Step::Consented, &who, row.department, how.as_str(), note).await?;
    follow(tx, &row, &who).await?;
    Ok(())
}

/// She takes her yes back, and her shop closes at once; what was ordered stays ordered, what is hers is paid.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NotNow`] if she has not said yes; [`CaseError::NoReason`].
pub async fn withdraw_consent(db: &Db, by: &By, id: CaseId, why: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let row = carried(tx, by, id).await?;
        withdraw_in(tx, by.actor(), row, said(why)?).await
    })
}

/// The same by herself, from her own pages.
///
/// # Errors
/// [`CaseError::NotNow`] if she has not said yes.
pub async fn withdraw_own_consent(db: &Db, actor: Actor, maker: MakerId, why: &str) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let Some(id) = super::read::case_id_of(tx, maker).await? else { return Ok(()) };
        let row = sql::case_of(tx, id, &Scope::District).await?.ok_or(CaseError::NoCase(id))?;
        withdraw_in(tx, actor, row, said(why)?).await
    })
}

async fn withdraw_in(tx: &mut Tx, actor: Actor, mut row: CaseRow, why: &str) -> Result<(), CaseError> {
    let who = actor.to_string();
    moved(tx, &mut row, Event::Withdraws, actor, "").await?;
    for step in [Step::Consented, Step::Verified, Step::Listed] {
        sql::end_step(tx, row.id, step, &who, why).await?;
    }
    super::listing::end_asking(tx, row.id).await?;
    if let Some(maker) = row.maker {
        makers::act::close_in(tx, maker, &who, why).await?;
    }
    Ok(follow(tx, &row, &who).await?)
}
