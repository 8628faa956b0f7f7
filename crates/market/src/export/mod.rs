//! Goods that go abroad: whether a good is ready and its country lets it in, what somebody abroad asks for and is offered, and the
//! case with the papers of what leaves.
//!
//! Reads: goods, makers, orders, shipments, the ledger. Writes: `export_*`, `exporter`, `exchange_rate`, `postal_rate`.
//! Never: guesses a rate of the post, a duty or a rule of a country; what nobody has entered is asked for. Never sells twice: an
//! offer to somebody abroad is an order like any other, paid, made and carried as orders are.
//!
//! | what is known | where |
//! |---|---|
//! | countries, their rules, the first stop | `data/export_*.csv`, loaded by [`load_tables`]; later words by [`book`] |
//! | what papers say of a good, in whose name it leaves | [`book`] |
//! | enquiry → offer → order → case | [`enquiry`], [`case`] |
//!
//! Start at [`ready`], which says what a good lacks and where it may go.

pub mod book;
mod book_sql;
pub mod case;
mod case_sql;
pub mod enquiry;
mod enquiry_sql;
mod machine;
pub mod papers;
pub mod ready;
mod ready_sql;
pub mod rules;
mod tables;

pub use machine::{CaseEvent, CaseState, EnquiryEvent, EnquiryState};
pub use tables::load_tables;

use store::DbError;

use crate::orders::OrderError;
use crate::quotes::QuoteError;

kernel::codes! {
    /// What a good lacks before it may go abroad.
    pub enum Lack {
        /// Its code at eight digits.
        Hs8 = "hs8",
        /// What it is and of what, in English words.
        Words = "words",
        /// What one weighs alone and packed.
        Weights = "weights",
        /// Export grade.
        Grade = "grade",
        /// Photos that show it.
        Photos = "photos",
        /// Somebody with an exporter's code and a letter of undertaking that holds.
        Exporter = "exporter",
        /// It is not for sale.
        Sale = "sale",
    }
}

kernel::codes! {
    /// Who mends what is lacking.
    pub enum Mender {
        /// The officer of the maker's block.
        Officer = "officer",
        /// Officers who look at goods.
        Inspector = "inspector",
        /// The maker.
        Maker = "maker",
        /// The export desk.
        Desk = "desk",
    }
}

impl Lack {
    /// Who mends it.
    pub const fn mender(self) -> Mender {
        match self {
            Lack::Hs8 | Lack::Words | Lack::Weights => Mender::Officer,
            Lack::Grade => Mender::Inspector,
            Lack::Photos | Lack::Sale => Mender::Maker,
            Lack::Exporter => Mender::Desk,
        }
    }
}

kernel::codes! {
    /// What a country asks of goods under a code.
    pub enum Does {
        /// They stay here.
        Stays = "stays",
        /// A certificate goes with them.
        Certificate = "certificate",
        /// Nothing any more: a later row frees what an earlier one kept back.
        Free = "free",
    }
}

kernel::codes! {
    /// A service of the post abroad.
    pub enum Service {
        /// Speed post to other countries.
        Ems = "ems",
        /// Tracked packets up to two kilograms.
        Itps = "itps",
    }
}

kernel::codes! {
    /// By which paper the bank says that money came from abroad.
    pub enum Remittance {
        /// Foreign inward remittance certificate.
        Firc = "firc",
        /// Electronic bank realisation certificate.
        Ebrc = "ebrc",
    }
}

kernel::codes! {
    /// What the State gives back for goods that left.
    pub enum Scheme {
        /// Nothing is claimed.
        None = "none",
        /// Duty drawback.
        Drawback = "drawback",
        /// Remission of duties and taxes on exported products.
        Rodtep = "rodtep",
    }
}

kernel::codes! {
    /// What keeps a case from being ready: something is missing, or two papers would say different things.
    pub enum Fault {
        /// Nobody has written down what was packed.
        NotPacked = "not_packed",
        /// No photo shows how.
        NoPhoto = "no_photo",
        /// The name on the box is not the buyer's.
        Name = "name",
        /// The box weighs less than what is in it.
        TooLight = "too_light",
        /// It weighs far more than its goods do packed.
        TooHeavy = "too_heavy",
        /// Its lines are not worth what was ordered.
        Value = "value",
        /// Pieces on the papers are not those of the order.
        Pieces = "pieces",
        /// The certificate its country asks for is missing.
        Certificate = "certificate",
        /// The letter of undertaking has run out, or the exporter's code is missing.
        Exporter = "exporter",
        /// Its country does not take it, or nothing goes there now.
        Country = "country",
        /// No rate of exchange is known for its papers.
        Rate = "rate",
        /// Its order is not paid, or the shipment is called off.
        Order = "order",
    }
}

/// What can go wrong. Each variant has a message in `locales/*/export.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is none of this id or code.
    #[error("there is no such thing")]
    Missing,
    /// Something typed does not read; the word is the field's.
    #[error("{0} does not read")]
    Typed(&'static str),
    /// The good is not ready for it.
    #[error("the good lacks {0:?}")]
    NotReady(Vec<Lack>),
    /// It may not go to this country.
    #[error("it may not go there: {0:?}")]
    Stays(ready::Verdict),
    /// The papers would be wrong.
    #[error("the papers do not fit: {0:?}")]
    Faulty(Vec<Fault>),
    /// The money that came is not what the ledger says came in.
    #[error("the ledger says {0}")]
    OtherMoney(kernel::Paise),
    /// It does not stand where this can be done.
    #[error("not now")]
    NotNow,
    /// Another change was faster.
    #[error("another change won")]
    Raced,
    /// The order cannot be quoted.
    #[error(transparent)]
    Quote(#[from] QuoteError),
    /// The order cannot be placed.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
