//! What officers record in the field, with or without signal: listings made for a maker, inspections of her goods, visits.
//!
//! Reads: `maker`, `product`, `block`, `craft`, `craft_template`, `fair_wage`. Writes: `field_record`, `field_file`, `field_part`,
//! `listing_consent`, `consent_code`, `inspection`, through the catalogue what an approved listing becomes, and through the
//! cases what a visit tells.
//! Never: holds a bank or identity number in an answer; loses a record because it is wrong, late or sent twice.
//!
//! A record has an id that the phone makes, so it arrives once however often it is sent. Its text comes first, then its files
//! in parts of at most [`PART_BYTES`], each proven by its SHA-256. A listing then waits for the maker's yes, and after it for a
//! second person; an inspection and a visit count at once.
//!
//! Start at [`take`] for what phones send, [`draft`] for what forms send, [`decide`] for the second person.

mod answers;
mod apply;
mod apply_sql;
mod consent;
mod consent_sql;
mod decide;
mod draft;
mod files;
mod food;
mod machine;
mod price;
mod read;
mod rules;
mod sql;
mod standards;
mod take;
mod visits;
mod wrong;

pub use answers::{Answers, BYTES_MOST as ANSWER_BYTES_MOST, keys_of};
pub use consent::{
    CODE_MINUTES, CODES_MOST, ConsentError, NOTICE, Withdrawing, agree_by_code, agree_by_voice, ask_code,
    consents_of, withdraw,
};
pub(crate) use decide::drop_for_good;
pub use decide::{Approval, approve, drop_record, send_back};
pub use draft::{answer, begin, finish};
pub use files::{
    Arrived, FILE_BYTES_MOST, FileState, PART_BYTES, Promised, Role, VOICE_BYTES_MOST, bytes_of,
    file_refused, kept, promise, put_part,
};
pub use machine::{Event, NotNow, Standing};
pub use price::{Costs, Helper, fair_wage, helper};
pub use read::{
    Consent, FieldFile, RecordPage, RecordRow, SnapshotGood, SnapshotMaker, Spoken, consent_to, file_of,
    goods_in, makers_in, of_department, of_officer, record, record_of_department, voice_of,
};
pub use rules::{Good, Inspected, Listing, MakerNew, Verdict, Whose, finding_keys, inspection, listing};
pub use standards::{Asked, Finding, Standard, is_eaten, question_keys, standard_of, words_of};
pub use take::{Difference, Sent, Taken, take};
pub use visits::{CaseOf, Visited, visit};
pub use wrong::{Why, Wrong};

use kernel::ids::PersonId;
use store::DbError;

use crate::accounts::{DepartmentKey, Post};

kernel::codes! {
    /// What an officer recorded.
    pub enum Kind {
        /// A good to be listed for a maker, with who she is and where.
        Listing = "listing",
        /// A good looked at against the standard of its craft.
        Inspection = "inspection",
        /// Somebody visited at her work: a case that is known, or one that begins.
        Visit = "visit",
    }
}

/// The officer who records: who, for which department, in which blocks. Every act and read takes it, so another's record
/// does not exist.
#[derive(Clone, Debug)]
pub struct Officer {
    /// Who.
    pub person: PersonId,
    /// Where she works.
    pub post: Post,
}

/// The head who decides: who, of which department.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Who.
    pub person: PersonId,
    /// Which department's records she sees.
    pub department: DepartmentKey,
}

/// What can go wrong with a record. Each variant has a message in `locales/*/fieldwork.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum FieldworkError {
    /// There is no such record for this reader.
    #[error("no such field record")]
    NoRecord,
    /// It stands otherwise now.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Whoever recorded it may not decide on it.
    #[error("the officer herself may not decide")]
    SamePerson,
    /// A reason is needed.
    #[error("a reason is needed")]
    NoReason,
    /// Answers are missing or wrong.
    #[error("{} answers are missing or wrong", .0.len())]
    Wrong(Vec<Wrong>),
    /// The maker has not agreed to what stands there now.
    #[error("the maker has not agreed to these answers")]
    NoConsent,
    /// Another change won.
    #[error("another change to the record won")]
    Raced,
    /// A part of a file is not the next one; this one is.
    #[error("part {0} is next")]
    Gap(i64),
    /// A part or a whole file is not what its fingerprint says, or is too long.
    #[error("the file is not what was promised")]
    NotAsPromised,
    /// More files than a record takes, or one that was not promised.
    #[error("no such file of the record")]
    NoFile,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
