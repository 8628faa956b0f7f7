//! Money whose way back is closed: it is paid out in cash at a hub, against a code from the buyer's telephone and a signature.
//!
//! Who bought at a stall and left no number has no telephone: the code is the one on her receipt, and two people of finance agree
//! whatever the sum.
//!
//! The way is closed if the bank would not take the refund, or if the money came in cash. She chooses a hub
//! herself, or finance does; above [`ALONE_MOST`] another person of finance agrees. The sum of refunds stays what the payment holds: this only says how one of them ends.

use kernel::ids::{HubId, PersonId, RefundAtHubId, RefundId};
use kernel::proof::hex;
use kernel::{Limit, Paise, Secret};
use sha2::{Digest, Sha256};
use store::{Db, DbError, Read, Tx, chance, transaction};

use super::at_hub_sql::{self as sql, AtHubRow};
use super::{PAID_AT_HUB, Refund, refunds, to_upi_sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::claims::ALONE_MOST;
use crate::ledger::{self, Account, Kind};
use crate::{hand_sales, notices, orders, places};

pub use super::at_hub_sql::{ClosedWay, ToPay};

/// Rows in each list.
const LIST: Limit = Limit::of(100);
/// So many codes are sent for one refund.
pub const CODES_MOST: i64 = 3;
/// And the next one not before so many minutes.
const CODE_PAUSE_MINUTES: i64 = 10;
/// The longest name under a receipt.
const NAME_MOST: usize = 80;

kernel::codes! {
    /// How a refund that is paid out at a hub stands.
    pub enum AtHub {
        /// It waits for a second person.
        Asked = "asked",
        /// The buyer has a code and may fetch it.
        Agreed = "agreed",
        /// It goes another way.
        Refused = "refused",
        /// The buyer has it and has signed.
        Paid = "paid",
    }
}

kernel::codes! {
    /// What happens to it.
    pub enum AtHubEvent {
        /// A second person says yes.
        Agrees = "at_hub.agree",
        /// A second person says no.
        Refuses = "at_hub.refuse",
        /// The keeper pays it out.
        Pays = "at_hub.pay",
        /// The buyer gets another code.
        CodeAgain = "at_hub.code_again",
        /// The buyer goes another way.
        Leaves = "at_hub.leave",
    }
}

impl AtHub {
    /// The only way it changes; `None` if the event has no place in this state.
    pub const fn after(self, event: AtHubEvent) -> Option<AtHub> {
        match (self, event) {
            (AtHub::Asked, AtHubEvent::Agrees) | (AtHub::Agreed, AtHubEvent::CodeAgain) => {
                Some(AtHub::Agreed)
            }
            (AtHub::Asked, AtHubEvent::Refuses) | (AtHub::Agreed, AtHubEvent::Leaves) => Some(AtHub::Refused),
            (AtHub::Agreed, AtHubEvent::Pays) => Some(AtHub::Paid),
            (AtHub::Asked, AtHubEvent::Pays | AtHubEvent::CodeAgain | AtHubEvent::Leaves)
            | (AtHub::Agreed, AtHubEvent::Agrees | AtHubEvent::Refuses)
            | (
                AtHub::Refused | AtHub::Paid,
                AtHubEvent::Agrees
                | AtHubEvent::Refuses
                | AtHubEvent::Pays
                | AtHubEvent::CodeAgain
                | AtHubEvent::Leaves,
            ) => None,
        }
    }
}

/// What can go wrong. Each variant has a sentence in `locales/*/cash.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum AtHubError {
    /// No such refund here, or its way back is not closed.
    #[error("it is not there")]
    Missing,
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// Whoever asked does not agree to much.
    #[error("the same person")]
    SamePerson,
    /// Not the code the buyer has.
    #[error("wrong code, {tries_left} tries left")]
    WrongCode {
        /// From 4 down to 0.
        tries_left: i64,
    },
    /// As many codes were sent as one refund gets, or the last one just now.
    #[error("no other code is sent now")]
    NoMoreCodes,
    /// Nobody has signed.
    #[error("no name under the receipt")]
    NotSigned,
    /// So much does not lie at the hub.
    #[error("only {held} lies there")]
    TooLittleCash {
        /// What does.
        held: Paise,
    },
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("at the hub: {0}")]
    Db(#[from] DbError),
}

fn code_hash(id: RefundAtHubId, code: &str) -> String {
    hex(&Sha256::digest(format!("{id}:{code}").as_bytes()))
}

/// Somebody of finance wants a refund paid out at a hub. A small one is agreed to at once.
///
/// # Errors
/// [`AtHubError::Missing`] unless its way back is closed; [`AtHubError::Raced`] if it is on a way already.
pub async fn ask(db: &Db, by: PersonId, refund: RefundId, hub: HubId) -> Result<RefundAtHubId, AtHubError> {
    transaction!(db, tx => {
        let amount = sql::closed(tx, refund).await?.ok_or(AtHubError::Missing)?;
        begin(tx, (by, Actor::Person(by, Part::Finance)), (refund, amount), hub).await
    })
}

/// A buyer chooses a hub for a refund of hers. A small one is agreed to at once; of a larger one finance hears.
///
/// # Errors
/// [`AtHubError::Missing`] for another's refund, or unless its way back is closed; [`AtHubError::Raced`] if it is on a way already.
pub async fn choose(
    db: &Db,
    by: PersonId,
    refund: RefundId,
    hub: HubId,
) -> Result<RefundAtHubId, AtHubError> {
    transaction!(db, tx => {
        let amount = to_upi_sql::closed_of(tx, refund, by).await?.ok_or(AtHubError::Missing)?;
        places::read::hub(tx, hub).await?.ok_or(AtHubError::Missing)?;
        begin(tx, (by, Actor::Person(by, Part::Buyer)), (refund, amount), hub).await
    })
}

async fn begin(
    tx: &mut Tx,
    (by, actor): (PersonId, Actor),
    (refund, amount): (RefundId, Paise),
    hub: HubId,
) -> Result<RefundAtHubId, AtHubError> {
    let id: RefundAtHubId = tx.new_id();
    let entry = Entry {
        subject: id.to_string(),
        seq: 1,
        actor,
        act: "at_hub.ask",
        from: "",
        to: AtHub::Asked.as_str(),
        note: "",
    };
    let trail = audit::note(tx, &Trail::default(), &entry).await?;
    if !sql::insert(tx, id, (refund, hub, amount), by, &trail).await? {
        return Err(AtHubError::Raced);
    }
    let row = sql::row(tx, id).await?.ok_or(AtHubError::Missing)?;
    if hand_sales::receipt_code(tx, row.order).await?.is_some() {
        sql::goes_by_receipt(tx, id).await?;
    } else if amount <= ALONE_MOST {
        agree(tx, (by, actor), &row).await?;
    }
    Ok(id)
}

/// What a second person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// It is paid out there.
    Yes,
    /// It is not.
    No,
}

/// A second person decides.
///
/// # Errors
/// [`AtHubError::SamePerson`] for whoever asked; [`AtHubError::NotNow`] the second time.
pub async fn decide(db: &Db, by: PersonId, id: RefundAtHubId, says: Says) -> Result<(), AtHubError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(AtHubError::Missing)?;
        if row.state != AtHub::Asked {
            return Err(AtHubError::NotNow);
        }
        if row.asked_by == by {
            return Err(AtHubError::SamePerson);
        }
        match says {
            Says::Yes => agree(tx, (by, Actor::Person(by, Part::Finance)), &row).await,
            Says::No => {
                let actor = Actor::Person(by, Part::Finance);
                let trail = note(tx, &row, AtHubEvent::Refuses, actor).await?;
                let moved = sql::refuse(tx, &row, by, &trail).await?;
                if moved { Ok(()) } else { Err(AtHubError::Raced) }
            }
        }
    })
}

async fn note(tx: &mut Tx, row: &AtHubRow, event: AtHubEvent, actor: Actor) -> Result<Trail, AtHubError> {
    let next = row.state.after(event).ok_or(AtHubError::NotNow)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: "",
    };
    Ok(audit::note(tx, &row.trail, &entry).await?)
}

/// The buyer gets the code by which the keeper knows her, unless it stands on her receipt.
async fn agree(tx: &mut Tx, (by, actor): (PersonId, Actor), row: &AtHubRow) -> Result<(), AtHubError> {
    let on_receipt = hand_sales::receipt_code(tx, row.order).await?;
    let code = on_receipt.clone().unwrap_or_else(chance::six_digits);
    let trail = note(tx, row, AtHubEvent::Agrees, actor).await?;
    if !sql::agree(tx, row, by, &code_hash(row.id, &code), &trail).await? {
        return Err(AtHubError::Raced);
    }
    if on_receipt.is_some() { Ok(()) } else { send_code(tx, row, &code, 1).await }
}

async fn send_code(tx: &mut Tx, row: &AtHubRow, code: &str, turn: i64) -> Result<(), AtHubError> {
    let order = orders::sql::order(tx, row.order).await?.ok_or(AtHubError::Missing)?;
    let amount = row.amount.to_string();
    let words = [("order", order.code.as_str()), ("amount", amount.as_str()), ("code", code)];
    let about = if turn == 1 { row.id.to_string() } else { format!("{} {turn}", row.id) };
    Ok(notices::tell_buyer(tx, &order, "sms-refund-at-hub", &about, &words).await?)
}

/// The buyer whose code was mistyped too often, or got lost, gets another; the one before counts no more.
///
/// # Errors
/// [`AtHubError::Missing`] for another's refund, or one that nobody fetches; [`AtHubError::NoMoreCodes`] beyond [`CODES_MOST`] or
/// too soon after the last.
pub async fn code_again(db: &Db, by: PersonId, refund: RefundId) -> Result<(), AtHubError> {
    transaction!(db, tx => {
        let row = own_at_hub(tx, by, refund).await?;
        if row.codes_sent >= CODES_MOST || tx.now() < row.code_sent_at.plus_minutes(CODE_PAUSE_MINUTES) {
            return Err(AtHubError::NoMoreCodes);
        }
        let code = chance::six_digits();
        let trail = note(tx, &row, AtHubEvent::CodeAgain, Actor::Person(by, Part::Buyer)).await?;
        if !sql::renew_code(tx, &row, &code_hash(row.id, &code), &trail).await? {
            return Err(AtHubError::Raced);
        }
        send_code(tx, &row, &code, row.codes_sent + 1).await
    })
}

/// Gives the tries of codes on receipts back, to be called every hour: nobody can be sent another. Answers how many.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn restore_tries(db: &Db) -> Result<u64, DbError> {
    transaction!(db, tx => { sql::restore_tries(tx).await })
}

/// The buyer would rather have it another way after all: it is open again.
///
/// # Errors
/// [`AtHubError::Missing`] for another's refund, or one that nobody fetches; [`AtHubError::Raced`].
pub async fn leave(db: &Db, by: PersonId, refund: RefundId) -> Result<(), AtHubError> {
    transaction!(db, tx => {
        let row = own_at_hub(tx, by, refund).await?;
        let trail = note(tx, &row, AtHubEvent::Leaves, Actor::Person(by, Part::Buyer)).await?;
        if sql::leave(tx, &row, &trail).await? { Ok(()) } else { Err(AtHubError::Raced) }
    })
}

/// What a buyer may fetch at a hub and has not.
async fn own_at_hub(tx: &mut Tx, by: PersonId, refund: RefundId) -> Result<AtHubRow, AtHubError> {
    let row = sql::row_of(tx, refund, by).await?.ok_or(AtHubError::Missing)?;
    if row.state == AtHub::Agreed { Ok(row) } else { Err(AtHubError::NotNow) }
}

/// The keeper pays it out: the buyer says the code and signs with her name.
///
/// # Errors
/// [`AtHubError::WrongCode`], [`AtHubError::NotSigned`], [`AtHubError::TooLittleCash`].
pub async fn pay(
    db: &Db,
    by: PersonId,
    hub: HubId,
    id: RefundAtHubId,
    (code, signed): (&Secret<String>, &str),
) -> Result<(), AtHubError> {
    let signed = signed.trim();
    if signed.chars().count() < 2 || signed.chars().count() > NAME_MOST {
        return Err(AtHubError::NotSigned);
    }
    // A wrong try must be counted, so it is a good end of the transaction and an error only after it.
    let tried: Result<_, AtHubError> = transaction!(db, tx => {
        let row = sql::row(tx, id).await?.filter(|row| row.hub == hub).ok_or(AtHubError::Missing)?;
        if row.state != AtHub::Agreed {
            return Err(AtHubError::NotNow);
        }
        if row.tries_left == 0 || code_hash(id, code.reveal()) != row.code_hash {
            sql::spend_try(tx, id).await?;
            return Ok(Err(AtHubError::WrongCode { tries_left: (row.tries_left - 1).max(0) }));
        }
        let held = ledger::balance(tx, Account::CashHub(hub)).await?;
        if held < row.amount {
            return Err(AtHubError::TooLittleCash { held });
        }
        let actor = Actor::Person(by, Part::HubKeeper);
        let trail = note(tx, &row, AtHubEvent::Pays, actor).await?;
        if !sql::pay(tx, &row, (by, signed), &trail).await? {
            return Err(AtHubError::Raced);
        }
        refunds::paid_elsewhere(tx, row.refund, actor, PAID_AT_HUB).await?;
        let done = ledger::Entry::moves(
            Kind::RefundProcessed,
            row.refund,
            row.amount,
            Account::CashHub(hub),
            Account::RefundDue,
        );
        ledger::post(tx, &done.map_err(DbError::from)?).await?;
        Ok(Ok(()))
    });
    tried?
}

/// Whether a refund in this state may end on another way: the gateway does not have it any more, or never had.
pub(super) const fn may_end_elsewhere(refund: Refund) -> bool {
    matches!(refund, Refund::Asked | Refund::Failed)
}

/// Refunds whose way back is closed and that are on no other, or wait for a second person, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn closed_ways(read: &mut Read) -> Result<Vec<ClosedWay>, DbError> {
    sql::closed_ways(read, LIST).await
}

/// What is to be paid out at a hub.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_pay(read: &mut Read, hub: HubId) -> Result<Vec<ToPay>, DbError> {
    sql::to_pay(read, hub, LIST).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_agreed() {
        let mut table = String::new();
        for from in AtHub::ALL {
            for event in AtHubEvent::ALL {
                if let Some(to) = from.after(*event) {
                    table.push_str(&format!("{from} --{event}--> {to}\n"));
                }
            }
        }
        assert_eq!(
            table,
            "asked --at_hub.agree--> agreed\nasked --at_hub.refuse--> refused\nagreed --at_hub.pay--> paid\n\
             agreed --at_hub.code_again--> agreed\nagreed --at_hub.leave--> refused\n"
        );
    }
}
