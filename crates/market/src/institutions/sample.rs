//! A sample: a piece that is sent to be looked at before all are made. It is a gift of its maker; one that is sold is an order.

use kernel::ids::{InstitutionEnquiryId, InstitutionSampleId, PersonId};
use store::{Db, DbError, Read, Tx, transaction};

use super::machine::{EnquiryState, SampleEvent, SampleState};
pub use super::sql::SampleRow as Sample;
use super::sql::{self, SampleRow};
use super::{InstitutionError, enquiry};
use crate::accounts;
use crate::audit::{self, Actor, Entry, Part, Trail};

/// Letters of what is said of a sample.
const WORDS: std::ops::RangeInclusive<usize> = 3..=200;

fn some(text: &str, field: &'static str) -> Result<String, InstitutionError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if WORDS.contains(&text.chars().count()) { Ok(text) } else { Err(InstitutionError::Typed(field)) }
}

/// The desk asks a maker for a sample.
///
/// # Errors
/// [`InstitutionError::Typed`] without words; [`InstitutionError::NotNow`] once the enquiry has ended.
pub async fn ask(
    db: &Db,
    by: PersonId,
    of: InstitutionEnquiryId,
    words: &str,
) -> Result<InstitutionSampleId, InstitutionError> {
    let words = some(words, "inst_sample")?;
    transaction!(db, tx => {
        let row = sql::one(tx, of).await?.ok_or(InstitutionError::Missing)?;
        if matches!(row.state, EnquiryState::Ended | EnquiryState::Refused) {
            return Err(InstitutionError::NotNow);
        }
        let id: InstitutionSampleId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(by, Part::DcOffice),
            act: "sample.ask",
            from: "",
            to: SampleState::Asked.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        sql::insert_sample(tx, id, of, &words, &trail).await?;
        Ok(id)
    })
}

/// The desk says that it left, or is there.
///
/// # Errors
/// [`InstitutionError::Typed`] if nobody can follow how it went; [`InstitutionError::NotNow`] otherwise.
pub async fn step(
    db: &Db,
    by: PersonId,
    id: InstitutionSampleId,
    event: SampleEvent,
    words: &str,
) -> Result<InstitutionEnquiryId, InstitutionError> {
    let words = match event {
        SampleEvent::Sends => some(words, "inst_sent_by")?,
        SampleEvent::Refuses => some(words, "inst_answer")?,
        SampleEvent::Arrives | SampleEvent::Approves => words.trim().chars().take(*WORDS.end()).collect(),
    };
    transaction!(db, tx => {
        let row = sql::sample(tx, id).await?.ok_or(InstitutionError::Missing)?;
        go(tx, Actor::Person(by, Part::DcOffice), &row, event, &words).await?;
        Ok(row.enquiry)
    })
}

/// Whoever asked for it says yes or no on her page, signed in with her number.
///
/// # Errors
/// [`InstitutionError::NotYours`] for another; as [`step`] otherwise.
pub async fn answer(
    db: &Db,
    person: PersonId,
    id: InstitutionSampleId,
    event: SampleEvent,
    words: &str,
) -> Result<(), InstitutionError> {
    let words = match event {
        SampleEvent::Approves => words.trim().chars().take(*WORDS.end()).collect(),
        SampleEvent::Refuses => some(words, "inst_answer")?,
        SampleEvent::Sends | SampleEvent::Arrives => return Err(InstitutionError::NotNow),
    };
    transaction!(db, tx => {
        let row = sql::sample(tx, id).await?.ok_or(InstitutionError::Missing)?;
        let of = sql::one(tx, row.enquiry).await?.ok_or(InstitutionError::Missing)?;
        let contact = enquiry::contact(tx, &of)?;
        let mobile = accounts::sql::person_row(tx, person).await?.map(|(mobile, ..)| mobile);
        if mobile.is_none_or(|mobile| mobile.as_str() != contact.mobile) {
            return Err(InstitutionError::NotYours);
        }
        go(tx, Actor::Person(person, Part::Buyer), &row, event, &words).await
    })
}

async fn go(
    tx: &mut Tx,
    actor: Actor,
    row: &SampleRow,
    event: SampleEvent,
    words: &str,
) -> Result<(), InstitutionError> {
    let to = row.state.after(event).ok_or(InstitutionError::NotNow)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    let (sent_by, answer) = match event {
        SampleEvent::Sends => (words, row.answer.as_str()),
        SampleEvent::Arrives => (row.sent_by.as_str(), row.answer.as_str()),
        SampleEvent::Approves | SampleEvent::Refuses => (row.sent_by.as_str(), words),
    };
    if sql::move_sample(tx, row, to, (sent_by, answer), &trail).await? {
        Ok(())
    } else {
        Err(InstitutionError::Raced)
    }
}

/// The samples of an enquiry, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_enquiry(read: &mut Read, id: InstitutionEnquiryId) -> Result<Vec<SampleRow>, DbError> {
    sql::samples(read, id).await
}
