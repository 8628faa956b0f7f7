//! The audit trail: who changed the state of what, when and why; append-only and chained by hashes.
//!
//! Reads: nothing. Writes: `audit_entry`, `audit_anchor`. Never: holds a mobile number, an address or another personal detail.
//! A row with states carries `version` and `trail`; each change makes one entry whose number is the new version and
//! whose hash covers the old `trail`. So a changed, missing or cut-off entry shows.
//!
//! Start at [`note`]; each day is bound by an [`anchor`].

pub mod anchor;
pub mod sql;

use kernel::ids::PersonId;
use kernel::proof::hex;
use kernel::{BadCell, Cell, Column, Time};
use sha2::{Digest, Sha256};
use store::{DbError, Tx};

kernel::codes! {
    /// The part in which somebody acts; one person may play several.
    pub enum Part {
        /// For herself alone: her sign-in, her own data.
        Oneself = "oneself",
        /// Buys.
        Buyer = "buyer",
        /// Makes goods, or speaks for who does.
        Maker = "maker",
        /// Keeps a collection point.
        HubKeeper = "hub_keeper",
        /// Works in the villages for a department.
        Officer = "officer",
        /// Heads a department.
        DepartmentHead = "department_head",
        /// Makes or approves payouts.
        Finance = "finance",
        /// Works for the Deputy Commissioner.
        DcOffice = "dc_office",
        /// Runs the machine.
        Administrator = "administrator",
    }
}

/// Who changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who has signed in, in the part she plays here.
    Person(PersonId, Part),
    /// The mart itself: a clock that ran out, a rule that applies.
    Mart,
    /// A payment gateway or bank, by a message that proved itself.
    Gateway,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Actor::Person(id, _) => id.fmt(f),
            Actor::Mart => f.write_str("mart"),
            Actor::Gateway => f.write_str("gateway"),
        }
    }
}

impl Actor {
    /// The word for the part somebody plays; empty for the mart and a gateway.
    pub const fn part(self) -> &'static str {
        match self {
            Actor::Person(_, part) => part.as_str(),
            Actor::Mart | Actor::Gateway => "",
        }
    }
}

/// Who acted in which part, as the hash covers it. Entries from before parts were kept have none.
pub fn acted(actor: &str, part: &str) -> String {
    if part.is_empty() { actor.to_owned() } else { format!("{actor} as {part}") }
}

/// How far the trail of a row has come: its version and the hash of its last entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail(pub String);

impl Column for Trail {
    fn to_cell(&self) -> Cell {
        self.0.to_cell()
    }
    fn from_cell(cell: Cell) -> Result<Self, BadCell> {
        String::from_cell(cell).map(Trail)
    }
}

/// One entry, before it is written.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The id of the row that changes.
    pub subject: String,
    /// Its new version: 1 for a new row.
    pub seq: i64,
    /// Who changes it.
    pub actor: Actor,
    /// What he does, such as `parcel.accept`.
    pub act: &'static str,
    /// Its state before; empty for a new row.
    pub from: &'static str,
    /// Its state after.
    pub to: &'static str,
    /// A reason or a number of a document; never a personal detail.
    pub note: &'a str,
}

/// Writes an entry after `trail` and answers the new trail, which the row must now carry.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn note(tx: &mut Tx, trail: &Trail, entry: &Entry<'_>) -> Result<Trail, DbError> {
    let at = tx.now();
    let hash = chained(&trail.0, at, entry);
    sql::insert_entry(tx, at, entry, &hash).await?;
    Ok(Trail(hash))
}

fn chained(before: &str, at: Time, entry: &Entry<'_>) -> String {
    hash_of(
        before,
        &entry.subject,
        entry.seq,
        at,
        &acted(&entry.actor.to_string(), entry.actor.part()),
        [entry.act, entry.from, entry.to, entry.note],
    )
}

/// The hash of an entry: every field, each ended by a byte that no field contains, after the hash before it.
pub fn hash_of(before: &str, subject: &str, seq: i64, at: Time, actor: &str, rest: [&str; 4]) -> String {
    let mut sha = Sha256::new();
    let (seq, at) = (seq.to_string(), at.0.to_string());
    for field in [before, subject, &seq, &at, actor].into_iter().chain(rest) {
        sha.update(field.as_bytes());
        sha.update([0]);
    }
    hex(&sha.finalize())
}
