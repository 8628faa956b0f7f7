//! Proposals: what shall change about a good and is risky enough that a second person looks at it first.
//!
//! Reads: `product`, `variant`, `maker`, `maker_case`. Writes: `proposal`, `proposal_change`; through `catalogue`: `product`,
//! `variant`, `product_picture`. Never: changes what buyers see before a second person has said yes to these very changes;
//! edits a proposal. A newer wish about the same thing is a proposal of its own and replaces the one that waits.
//!
//! A lower price, pieces and a pause hold at once ([`crate::catalogue::own`]); what waits is in [`Field`]. A good's history is
//! its proposals in the order they were decided. Start at [`propose`] and [`approve`].

mod act;
pub mod fields;
pub mod machine;
mod publish;
mod publish_sql;
mod read;
mod sql;

use kernel::ids::{MakerId, PersonId, ProductId, ProposalId};
use kernel::{BadCell, Time, Words};
use store::{DbError, FromRow, Row};

use crate::accounts::{Blocks, DepartmentKey};
use crate::audit::{Actor, Part, Trail};
use crate::catalogue::columns::Columns;
use crate::catalogue::own::OwnError;

pub use act::{Proposed, Subject, Whose, approve, propose, refuse, take_back};
pub(crate) use act::{propose_in, take_back_all, take_back_in};
pub use fields::{Field, Unfit};
pub use machine::{Event, NotNow, State};
pub use read::{
    changes, good, goods_in, history, last_refused, newest, seen, standing, translated, untranslated, waiting,
};

kernel::codes! {
    /// What a proposal is about. Of each good, and of each size or colour, one of each kind can wait.
    pub enum Topic {
        /// A price that rises far.
        Price = "price",
        /// What is said of a good: its name, words, ingredients, measures.
        Words = "words",
        /// Its photo.
        Photo = "photo",
        /// A size or colour: a new one, or what one is.
        Size = "size",
    }
}

/// Whoever looks at what is proposed: an officer of the maker's block, or the head of the department that carries her case.
#[derive(Clone, Debug)]
pub struct Reviewer {
    /// Who.
    pub person: PersonId,
    blocks: Blocks,
    department: Option<DepartmentKey>,
}

impl Reviewer {
    /// An officer, for goods of makers in her blocks.
    pub const fn officer(person: PersonId, blocks: Blocks) -> Reviewer {
        Reviewer { person, blocks, department: None }
    }

    /// A head, for goods of makers whose case her department carries.
    pub fn head(person: PersonId, department: DepartmentKey) -> Reviewer {
        Reviewer { person, blocks: Blocks::default(), department: Some(department) }
    }

    fn actor(&self) -> Actor {
        let part = if self.department.is_some() { Part::DepartmentHead } else { Part::Officer };
        Actor::Person(self.person, part)
    }

    fn department(&self) -> &'static str {
        self.department.map_or("", DepartmentKey::as_str)
    }
}

/// Whoever wants a good changed, in the part of the maker or of an officer who helps her.
#[derive(Clone, Copy, Debug)]
pub struct Proposer {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub part: Part,
}

/// One change: what stood there, what shall stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of what.
    pub field: Field,
    /// What stood there when it was proposed; empty for what is new.
    pub from: String,
    /// What shall stand.
    pub to: String,
}

/// A good as those who may propose changes of it see it.
#[derive(Clone, Debug)]
pub struct OwnedGood {
    /// Its id.
    pub product: ProductId,
    /// The last part of its address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Whose.
    pub maker: MakerId,
    /// Her name.
    pub maker_name: Words,
    /// Whether people eat it.
    pub is_food: bool,
    /// How many proposals wait.
    pub waiting: i64,
}

impl FromRow for OwnedGood {
    fn from_row(row: Row) -> Result<OwnedGood, BadCell> {
        let mut columns = Columns::of(row);
        Ok(OwnedGood {
            product: columns.next()?,
            slug: columns.next()?,
            name: columns.words()?,
            maker: columns.next()?,
            maker_name: columns.words()?,
            is_food: columns.yes()?,
            waiting: columns.next()?,
        })
    }
}

/// A good that lacks words in one language.
#[derive(Clone, Debug)]
pub struct Untranslated {
    /// The last part of its address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its maker's name.
    pub maker: Words,
    /// How many texts are said in one language only.
    pub lacks: i64,
}

impl FromRow for Untranslated {
    fn from_row(row: Row) -> Result<Untranslated, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Untranslated {
            slug: columns.next()?,
            name: columns.words()?,
            maker: columns.words()?,
            lacks: columns.next()?,
        })
    }
}

/// A proposal as pages show it.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Of which good.
    pub product: ProductId,
    /// The last part of the good's address.
    pub slug: String,
    /// The good's name.
    pub good: Words,
    /// Whose.
    pub maker: MakerId,
    /// Her name.
    pub maker_name: Words,
    /// Her village.
    pub village: Words,
    /// What kind of thing it is about.
    pub topic: Topic,
    /// The good, or the size or colour.
    pub about: String,
    /// The size or colour in words; empty for the whole good or a new one.
    pub label: Words,
    /// Who asked.
    pub asked_by: PersonId,
    /// Her name, as she signs in.
    pub asker: String,
    /// In which part.
    pub asked_as: Part,
    /// When.
    pub asked_at: Time,
    /// When it was decided or replaced.
    pub decided_at: Option<Time>,
    /// Who decided; empty if nobody did.
    pub decider: String,
    /// Why not.
    pub reason: String,
    /// The number of the version it has become.
    pub becomes: Option<i64>,
    /// How it stands.
    pub state: State,
    /// Its version.
    pub version: i64,
    /// Its trail.
    pub trail: Trail,
}

impl FromRow for Proposal {
    fn from_row(row: Row) -> Result<Proposal, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Proposal {
            id: columns.next()?,
            product: columns.next()?,
            slug: columns.next()?,
            good: columns.words()?,
            maker: columns.next()?,
            maker_name: columns.words()?,
            village: columns.words()?,
            topic: columns.next()?,
            about: columns.next()?,
            label: columns.words()?,
            asked_by: columns.next()?,
            asker: columns.next()?,
            asked_as: columns.next()?,
            asked_at: columns.next()?,
            decided_at: columns.next()?,
            decider: columns.next()?,
            reason: columns.next()?,
            becomes: columns.next()?,
            state: columns.next()?,
            version: columns.next()?,
            trail: columns.next()?,
        })
    }
}

/// Why something was not proposed or decided. Each has a message in `locales/*/proposals.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ProposalError {
    /// There is none, or it is another's.
    #[error("no such proposal here")]
    Missing,
    /// Nothing would change.
    #[error("nothing would change")]
    Nothing,
    /// Something of it cannot stand there.
    #[error("unfit: {0:?}")]
    Unfit(Vec<(Field, Unfit)>),
    /// Nobody decides on what she asked for.
    #[error("the same person")]
    SamePerson,
    /// A newer proposal about the same thing is there: nobody has looked at that one.
    #[error("a newer proposal {0} is there")]
    Newer(ProposalId),
    /// What buyers see has changed since: the proposal speaks of something that is not there any more.
    #[error("the good has changed since")]
    Changed,
    /// No without a reason.
    #[error("a refusal needs words")]
    NoWords,
    /// It has been decided.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Somebody else was faster.
    #[error("another decision won")]
    Raced,
    /// The database failed.
    #[error("proposals: {0}")]
    Db(#[from] DbError),
}

impl From<OwnError> for ProposalError {
    fn from(cause: OwnError) -> ProposalError {
        match cause {
            OwnError::Db(cause) => ProposalError::Db(cause),
            OwnError::NoGood
            | OwnError::BadPrice
            | OwnError::BadCount
            | OwnError::AlreadySo
            | OwnError::LastSize => ProposalError::Changed,
            OwnError::Raced => ProposalError::Raced,
        }
    }
}
