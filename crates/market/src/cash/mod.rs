//! Cash on delivery: who may pay so, what is taken at the door, who holds it and until when it is counted and handed on.
//!
//! Reads: quotes, orders, shipments. Writes: `cash_rule`, `cash_pin`, `cash_confirmation`, `cash_token`, `cash_collection`, `cash_refusal`,
//! `cash_handover`, `cash_count`, `cash_remittance`, payments that were made in cash, ledger entries. Leaves: the code by SMS.
//! Never: confirms an order without the code; writes cash off by one person; owes a buyer what she has not paid.
//!
//! Where and for whom cash is taken is a dated rule. The order is placed and holds its goods as any other; a code by SMS takes
//! the place of the payment, or a token does that is paid online, if the rule asks one. What is taken at the door is a payment of its own for each shipment: a hub's runner brings it to
//! the hub's cash box, a carrier hands it on later. Both owe it in the ledger until the bank has it.
//!
//! | file | what happens |
//! |---|---|
//! | `confirm` | a code is sent, typed, and the order is confirmed |
//! | `token` | a part is paid online ahead; it counts at the door, or goes back |
//! | `door` | a shipment is paid in cash, or turned away |
//! | `day_book` | a hub pays in at the bank, counts, and two people write off what is missing |
//! | `remit` | a carrier's sheet says what it has handed on |
//! | `ruling` | finance changes the rule, or how it applies to a pincode |
//!
//! Start at [`why_not`] and [`confirm`].

mod confirm;
mod day_book;
mod door;
mod read;
mod remit;
pub mod rules;
pub mod ruling;
mod ruling_sql;
pub(crate) mod sql;
mod tables;
pub mod token;
mod token_sql;
mod view_sql;

pub(crate) use confirm::ask_code;
pub use confirm::{confirm, send_again};
pub use day_book::{Decision, count, decide, hand_to_bank};
pub(crate) use door::collected;
pub use door::{to_collect, turn_away};
pub use read::{
    Confirmation, CountLine, DayBook, HubCash, OpenShipment, Remittance, RemittanceLine, Taken, confirmation,
    counts_to_decide, day_book, hubs, open_with_carriers, remittances,
};
pub use remit::{Outcome, take_in};
pub use rules::{CountEvent, CountState, Facts, Fate, PinRule, Reach, Rule, Token, WhyNoCash};
pub use tables::load_tables;

use kernel::Paise;
use kernel::ids::{PersonId, ShipmentId};
use store::{DbError, Read};

use crate::launch;

/// A code can be compared so often; a new one may be tried as often again.
pub const CODE_TRIES: i64 = 5;
/// So many codes are sent for one order.
pub const CODES_MOST: i64 = 3;
/// And the next one not before so many minutes.
pub const CODE_PAUSE_MINUTES: i64 = 1;

/// Why cash is not taken for something; `None` if it is. Without a person only place and price decide.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn why_not(
    read: &mut Read,
    facts: &Facts<'_>,
    person: Option<PersonId>,
) -> Result<Option<WhyNoCash>, DbError> {
    if launch::stage(read).await? == launch::Stage::Trial {
        return Ok(Some(WhyNoCash::InTrial));
    }
    let today = read.now().day();
    let Some(rule) = sql::rule_on(read, today).await? else { return Ok(Some(WhyNoCash::NotThere)) };
    let pin = sql::pin_on(read, facts.pin, today).await?.unwrap_or(PinRule::AsRuled);
    let refused = match person {
        Some(person) => sql::refused_since(read, person, today.plus(-rule.refused_days).starts()).await?,
        None => 0,
    };
    Ok(rules::why_not(&rule, pin, facts, refused))
}

/// What can go wrong with cash. Each variant has a sentence in `locales/*/cash.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum CashError {
    /// No such order, shipment or count here.
    #[error("it is not there")]
    Missing,
    /// The order does not wait for a code.
    #[error("the order does not wait for a code")]
    NotWaiting,
    /// Not the code we sent.
    #[error("wrong code, {tries_left} tries left")]
    WrongCode {
        /// From 4 down to 0.
        tries_left: i64,
    },
    /// As many codes were sent as one order gets, or the last one just now.
    #[error("no other code is sent now")]
    NoMoreCodes,
    /// The shipment is not to be paid in cash.
    #[error("shipment {0} is not paid in cash")]
    NotCash(ShipmentId),
    /// It would change what has been.
    #[error("the day is over")]
    DayOver,
    /// That day has a rule, and no rule is changed.
    #[error("that day has a rule")]
    DayTaken,
    /// A reason is a few words.
    #[error("no reason is given")]
    NoReason,
    /// Nothing, or less.
    #[error("no amount")]
    NoAmount,
    /// More than lies there.
    #[error("only {held} lies there")]
    TooMuch {
        /// What does.
        held: Paise,
    },
    /// The bank's slip or reference has no number, or too long a one.
    #[error("no number of the bank")]
    NoReference,
    /// The number of the bank's slip or reference was written down before.
    #[error("the bank's number was written down before")]
    ReferenceUsed,
    /// A count of this hub waits for a second person.
    #[error("a count waits to be decided")]
    CountWaits,
    /// Whoever counted does not decide.
    #[error("the same person")]
    SamePerson,
    /// No line of the sheet has both a number and an amount.
    #[error("the sheet has no columns of numbers and amounts")]
    NoColumns,
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("cash: {0}")]
    Db(#[from] DbError),
}

impl From<crate::orders::OrderError> for CashError {
    fn from(cause: crate::orders::OrderError) -> CashError {
        match cause {
            crate::orders::OrderError::Db(cause) => CashError::Db(cause),
            crate::orders::OrderError::Raced => CashError::Raced,
            _ => CashError::NotNow,
        }
    }
}
