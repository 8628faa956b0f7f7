//! The second person: the head of the department approves a listing or sends it back; the officer may take it back before.

use kernel::Words;
use kernel::ids::{FieldRecordId, ProductId};
use store::{Db, Tx, transaction};

use super::machine::{Event, Standing};
use super::sql::{self, Facts};
use super::take::{facts_of, step_by};
use super::{FieldworkError, Head, Officer, apply, consent_sql};
use crate::audit::{Actor, Part};
use crate::cases::Selling;

/// Letters of a reason.
const REASON_MOST: usize = 500;

/// What a head decides beside her yes.
#[derive(Clone, Debug)]
pub struct Approval {
    /// The key of the tax rate, one of those the template of the craft names.
    pub hsn_key: String,
    /// What the photo of the good shows, for people who do not see it; both languages are needed.
    pub alt: Words,
    /// In whose name its maker sells, if it is settled with this good.
    pub selling: Option<Selling>,
}

/// A head approves a listing: in one transaction it becomes a good on the shelf, its maker a maker if she was none, and she
/// is told.
///
/// # Errors
/// [`FieldworkError::SamePerson`] for whoever recorded it; [`FieldworkError::NoConsent`] if the maker's yes is not to these
/// answers; [`FieldworkError::Wrong`] if an answer does not do any more; [`FieldworkError::NotNow`] the second time.
pub async fn approve(
    db: &Db,
    head: Head,
    id: FieldRecordId,
    approval: &Approval,
) -> Result<ProductId, FieldworkError> {
    transaction!(db, tx => {
        let row = sql::record_of_department(tx, head, id).await?.ok_or(FieldworkError::NoRecord)?;
        if row.officer == head.person {
            return Err(FieldworkError::SamePerson);
        }
        let next = row.state.after(Event::Approves)?;
        if !consent_sql::has_consent(tx, &row).await? {
            return Err(FieldworkError::NoConsent);
        }
        let (maker, product) = apply::list(tx, head, &row, approval).await?;
        let facts = Facts { maker: Some(maker), product: Some(product), decided_by: Some(head.person), ..facts_of(&row) };
        step_by(tx, Actor::Person(head.person, Part::DepartmentHead), &row, Event::Approves, next, &facts).await?;
        Ok(product)
    })
}

/// A head sends a listing back with a reason; the officer mends it, and the maker is asked again.
///
/// # Errors
/// [`FieldworkError::NoReason`]; [`FieldworkError::SamePerson`]; [`FieldworkError::NotNow`].
pub async fn send_back(db: &Db, head: Head, id: FieldRecordId, why: &str) -> Result<(), FieldworkError> {
    let why: String = why.trim().trim_start_matches('!').chars().take(REASON_MOST).collect();
    if why.is_empty() {
        return Err(FieldworkError::NoReason);
    }
    transaction!(db, tx => {
        let row = sql::record_of_department(tx, head, id).await?.ok_or(FieldworkError::NoRecord)?;
        if row.officer == head.person {
            return Err(FieldworkError::SamePerson);
        }
        let next = row.state.after(Event::SendsBack)?;
        let facts = Facts { reason: &why, decided_by: Some(head.person), ..facts_of(&row) };
        step_by(tx, Actor::Person(head.person, Part::DepartmentHead), &row, Event::SendsBack, next, &facts).await
    })
}

/// The officer takes a record back that has had no effect yet.
///
/// # Errors
/// [`FieldworkError::NotNow`] once it waits for the head.
pub async fn drop_record(db: &Db, officer: &Officer, id: FieldRecordId) -> Result<(), FieldworkError> {
    transaction!(db, tx => {
        let row = sql::record(tx, officer.person, id).await?.ok_or(FieldworkError::NoRecord)?;
        let next = row.state.after(Event::Drops)?;
        step_by(tx, Actor::Person(officer.person, Part::Officer), &row, Event::Drops, next, &facts_of(&row)).await
    })
}

/// Drops a record that has had no effect yet: whoever it is about is being erased.
pub(crate) async fn drop_for_good(
    tx: &mut Tx,
    id: FieldRecordId,
    actor: Actor,
) -> Result<(), FieldworkError> {
    let Some(mut row) = sql::record_of_anybody(tx, id).await? else { return Ok(()) };
    if row.state == Standing::Review {
        step_by(tx, actor, &row, Event::Retracts, row.state.after(Event::Retracts)?, &facts_of(&row)).await?;
        row = sql::record_of_anybody(tx, id).await?.ok_or(FieldworkError::NoRecord)?;
    }
    match row.state.after(Event::Drops) {
        Ok(next) => step_by(tx, actor, &row, Event::Drops, next, &facts_of(&row)).await,
        // It is done or dropped.
        Err(_) => Ok(()),
    }
}
