//! Money whose way back is closed, sent to a UPI address: the buyer gives it, her bank tells whose it is.
//!
//! The name at the bank is compared with the name of the order, by the rule of `bank_proof::names`. If it is the same and the sum
//! is small, the rule sends it; else one person of finance says why and a second one agrees. The money leaves as a payout under
//! this row's own id, once. The sum of refunds stays what the payment holds: this only says how one of them ends.

use kernel::ids::{OrderId, PersonId, RefundId, RefundToUpiId};
use kernel::india::Vpa;
use kernel::payment::{AccountProof, PayoutReport, PayoutStatus, ProofStatus};
use kernel::{Authentic, Limit, Paise};
use store::{Db, DbError, Read, Tx, jobs, transaction};

use super::at_hub::Says;
use super::to_upi_sql::{self as sql, Said, ToUpiRow};
use super::{PAID_BY_UPI, SENT_BACK_BY_UPI, refunds};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::bank_proof::names::{Agreement, agreement, score};
use crate::claims::ALONE_MOST;
use crate::ledger::{self, Account, Kind};
use crate::{notices, orders, personal};

pub use super::to_upi_sql::{OwnWay, UpiWay};

/// The kind of outbox message that asks whose a UPI address is.
pub const CHECK_UPI: &str = "check_upi";
/// The kind of outbox message that asks what became of that question.
pub const FOLLOW_UPI_CHECK: &str = "follow_upi_check";
/// The kind of outbox message that sends a refund to a UPI address.
pub const SEND_UPI_REFUND: &str = "send_upi_refund";
/// The kind of outbox message that asks what became of it.
pub const FOLLOW_UPI_REFUND: &str = "follow_upi_refund";
/// Rows in each list.
const LIST: Limit = Limit::of(100);
/// The longest reason of finance, and the longest name of a bank that is kept.
const WORDS_MOST: usize = 200;

kernel::codes! {
    /// How a refund to a UPI address stands.
    pub enum ToUpi {
        /// The buyer has given an address; her bank is asked whose it is.
        Given = "given",
        /// The bank has told a name, and people must look.
        Checked = "checked",
        /// There is no such address.
        Invalid = "invalid",
        /// One person of finance wants it sent.
        Asked = "asked",
        /// It is to be sent.
        Approved = "approved",
        /// The bank has it.
        Sent = "sent",
        /// The buyer has it.
        Paid = "paid",
        /// It came back.
        Returned = "returned",
        /// Finance does not send it there.
        Refused = "refused",
    }
}

impl ToUpi {
    /// Whether the money may still go this way, or has.
    pub const fn lives(self) -> bool {
        match self {
            ToUpi::Given | ToUpi::Checked | ToUpi::Asked | ToUpi::Approved | ToUpi::Sent | ToUpi::Paid => {
                true
            }
            ToUpi::Invalid | ToUpi::Returned | ToUpi::Refused => false,
        }
    }

    /// The only way it changes; `None` if the event has no place in this state.
    pub const fn after(self, event: ToUpiEvent) -> Option<ToUpi> {
        use ToUpiEvent as E;
        match (self, event) {
            (ToUpi::Given, E::Names) => Some(ToUpi::Checked),
            (ToUpi::Given, E::Denies) => Some(ToUpi::Invalid),
            (ToUpi::Given | ToUpi::Checked | ToUpi::Asked, E::Refuses) => Some(ToUpi::Refused),
            (ToUpi::Checked, E::Passes) | (ToUpi::Asked, E::Agrees) => Some(ToUpi::Approved),
            (ToUpi::Checked, E::Asks) => Some(ToUpi::Asked),
            (ToUpi::Approved, E::Accepts) => Some(ToUpi::Sent),
            (ToUpi::Sent, E::Settles) => Some(ToUpi::Paid),
            // A bank can send money back days after it had taken it.
            (ToUpi::Approved | ToUpi::Sent | ToUpi::Paid, E::Returns) => Some(ToUpi::Returned),
            (
                ToUpi::Given
                | ToUpi::Checked
                | ToUpi::Invalid
                | ToUpi::Asked
                | ToUpi::Approved
                | ToUpi::Sent
                | ToUpi::Paid
                | ToUpi::Returned
                | ToUpi::Refused,
                E::Names
                | E::Denies
                | E::Passes
                | E::Asks
                | E::Agrees
                | E::Refuses
                | E::Accepts
                | E::Settles
                | E::Returns,
            ) => None,
        }
    }
}

kernel::codes! {
    /// What happens to it.
    pub enum ToUpiEvent {
        /// The bank tells a name.
        Names = "upi.name",
        /// The bank knows no such address.
        Denies = "upi.deny",
        /// It is little money and the name of the order: the rule sends it.
        Passes = "upi.pass",
        /// One person of finance wants it sent.
        Asks = "upi.ask",
        /// A second one agrees.
        Agrees = "upi.agree",
        /// Somebody of finance does not.
        Refuses = "upi.refuse",
        /// The bank has taken it.
        Accepts = "upi.accept",
        /// It has arrived.
        Settles = "upi.settle",
        /// It came back.
        Returns = "upi.return",
    }
}

/// What can go wrong. Each variant has a sentence in `locales/*/refunds.ftl`.
#[derive(Debug, thiserror::Error)]
pub enum ToUpiError {
    /// No such refund of this buyer, or its way back is not closed.
    #[error("it is not there")]
    Missing,
    /// It does not stand where this can be done.
    #[error("it stands otherwise by now")]
    NotNow,
    /// It is on another way already.
    #[error("it is on another way")]
    OnItsWay,
    /// Finance must say why it is sent though people have to look.
    #[error("no reason")]
    NoReason,
    /// Whoever asked does not agree.
    #[error("the same person")]
    SamePerson,
    /// Somebody was faster.
    #[error("somebody was faster")]
    Raced,
    /// The database failed.
    #[error("to a UPI address: {0}")]
    Db(#[from] DbError),
}

async fn move_by(
    tx: &mut Tx,
    row: &ToUpiRow,
    (actor, event): (Actor, ToUpiEvent),
    said: Said<'_>,
) -> Result<ToUpiRow, ToUpiError> {
    let to = row.state.after(event).ok_or(ToUpiError::NotNow)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.as_str(),
        from: row.state.as_str(),
        to: to.as_str(),
        note: said.utr.unwrap_or_default(),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if !sql::move_row(tx, row, to, &said, &trail).await? {
        return Err(ToUpiError::Raced);
    }
    sql::row(tx, row.id).await?.ok_or(ToUpiError::Missing)
}

/// A buyer gives the UPI address to which a refund of hers shall go; her bank is asked whose it is.
///
/// # Errors
/// [`ToUpiError::Missing`] for another's refund or one whose way is not closed; [`ToUpiError::OnItsWay`] while it is on any.
pub async fn give(
    db: &Db,
    by: PersonId,
    refund: RefundId,
    address: &Vpa,
) -> Result<RefundToUpiId, ToUpiError> {
    transaction!(db, tx => {
        let amount = sql::closed_of(tx, refund, by).await?.ok_or(ToUpiError::Missing)?;
        let id: RefundToUpiId = tx.new_id();
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(by, Part::Buyer),
            act: "upi.give",
            from: "",
            to: ToUpi::Given.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        let sealed = personal::seal(tx, personal::REFUND_UPI, &by, &id, address.as_str()).await?;
        if !sql::insert(tx, id, (refund, amount), (by, &sealed), &trail).await? {
            return Err(ToUpiError::OnItsWay);
        }
        jobs::put(tx, CHECK_UPI, &id.to_string(), &format!("\"{id}\"")).await?;
        Ok(id)
    })
}

/// The address whose owner is to be asked for; `None` if that is done.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_check(db: &Db, id: RefundToUpiId) -> Result<Option<Vpa>, DbError> {
    let mut read = db.read().await?;
    let Some(row) = sql::row(&mut read, id).await?.filter(|row| row.state == ToUpi::Given) else {
        return Ok(None);
    };
    sql::address(&mut read, &row).await
}

/// Takes what the bank says of an address: nothing yet, that there is none, or in whose name it stands. Twice is once.
///
/// # Errors
/// [`ToUpiError`] if the database fails or somebody was faster; the same proof may be brought again.
pub async fn proven(db: &Db, proof: &Authentic<AccountProof>) -> Result<(), ToUpiError> {
    let proof = proof.get();
    let Ok(id) = proof.reference.parse::<RefundToUpiId>() else { return Ok(()) };
    transaction!(db, tx => {
        let Some(row) = sql::row(tx, id).await?.filter(|row| row.state == ToUpi::Given) else { return Ok(()) };
        let name: String = proof.registered_name.trim().chars().take(WORDS_MOST).collect();
        match proof.status {
            ProofStatus::Pending => {
                let payload = format!("\"{}\"", proof.gateway_id);
                let soon = tx.now().plus_ms(5_000);
                Ok(jobs::put_for(tx, FOLLOW_UPI_CHECK, &id.to_string(), &payload, soon).await?)
            }
            ProofStatus::Invalid => {
                let row = move_by(tx, &row, (Actor::Gateway, ToUpiEvent::Denies), Said::default()).await?;
                Ok(tell_again(tx, &row).await?)
            }
            ProofStatus::Active => named(tx, &row, &name).await,
        }
    })
}

/// The bank has told whose an address is: little money goes to the name of the order by itself.
async fn named(tx: &mut Tx, row: &ToUpiRow, name: &str) -> Result<(), ToUpiError> {
    let order = orders::sql::order(tx, row.order).await?.ok_or(ToUpiError::Missing)?;
    let recipient = order.recipient.get().map(|to| to.name.clone()).unwrap_or_default();
    let buyer = sql::name_of_buyer(tx, row.given_by).await?;
    let score = score(name, &recipient).max(score(name, &buyer));
    let sealed = personal::seal(tx, personal::REFUND_UPI_NAME, &row.given_by, &row.id, name).await?;
    let said = Said { name: Some(&sealed), score: Some(score), ..Said::default() };
    let row = move_by(tx, row, (Actor::Gateway, ToUpiEvent::Names), said).await?;
    if agreement(score) == Agreement::Same && row.amount <= ALONE_MOST {
        let row = move_by(tx, &row, (Actor::Mart, ToUpiEvent::Passes), Said::default()).await?;
        send_off(tx, &row).await?;
    }
    Ok(())
}

async fn send_off(tx: &mut Tx, row: &ToUpiRow) -> Result<(), DbError> {
    jobs::put(tx, SEND_UPI_REFUND, &row.id.to_string(), &format!("\"{}\"", row.id)).await
}

/// A person of finance wants it sent to this address and says what has convinced her.
///
/// # Errors
/// [`ToUpiError::NoReason`] without a reason; [`ToUpiError::NotNow`] the second time.
pub async fn ask(db: &Db, by: PersonId, id: RefundToUpiId, why: &str) -> Result<(), ToUpiError> {
    let why = why.trim();
    if !(3..=WORDS_MOST).contains(&why.chars().count()) {
        return Err(ToUpiError::NoReason);
    }
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(ToUpiError::Missing)?;
        let said = Said { asked_by: Some(by), why: Some(why), ..Said::default() };
        move_by(tx, &row, (Actor::Person(by, Part::Finance), ToUpiEvent::Asks), said).await?;
        Ok(())
    })
}

/// A second person decides; before anybody has asked, one alone may refuse.
///
/// # Errors
/// [`ToUpiError::SamePerson`] for whoever asked; [`ToUpiError::NotNow`] the second time.
pub async fn decide(db: &Db, by: PersonId, id: RefundToUpiId, says: Says) -> Result<(), ToUpiError> {
    transaction!(db, tx => {
        let row = sql::row(tx, id).await?.ok_or(ToUpiError::Missing)?;
        if row.asked_by == Some(by) {
            return Err(ToUpiError::SamePerson);
        }
        let event = match says {
            Says::Yes => ToUpiEvent::Agrees,
            Says::No => ToUpiEvent::Refuses,
        };
        let said = Said { decided_by: Some(by), ..Said::default() };
        let row = move_by(tx, &row, (Actor::Person(by, Part::Finance), event), said).await?;
        match says {
            Says::Yes => Ok(send_off(tx, &row).await?),
            Says::No => Ok(tell_again(tx, &row).await?),
        }
    })
}

/// A refund to be sent to a UPI address.
#[derive(Clone, Debug)]
pub struct ToSend {
    /// Where.
    pub address: Vpa,
    /// Whose it is at the bank.
    pub name: String,
    /// How much.
    pub amount: Paise,
    /// Whether the bank has it already and is only to be asked.
    pub is_sent: bool,
}

/// What is to be sent, or asked about; `None` if it has ended or nobody has agreed.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_send(db: &Db, id: RefundToUpiId) -> Result<Option<ToSend>, DbError> {
    let mut read = db.read().await?;
    let Some(row) = sql::row(&mut read, id).await? else { return Ok(None) };
    if !matches!(row.state, ToUpi::Approved | ToUpi::Sent) {
        return Ok(None);
    }
    let Some(address) = sql::address(&mut read, &row).await? else { return Ok(None) };
    let name = sql::name(&mut read, &row).await?;
    Ok(Some(ToSend { address, name, amount: row.amount, is_sent: row.state == ToUpi::Sent }))
}

/// Takes what the bank says of it. What has arrived ends its refund, in the ledger too, once; what comes back opens it again.
///
/// # Errors
/// [`ToUpiError`] if the database fails or somebody was faster; the same report may be brought again.
pub async fn reported(db: &Db, report: &Authentic<PayoutReport>) -> Result<(), ToUpiError> {
    let report = report.get();
    let Ok(id) = report.reference.parse::<RefundToUpiId>() else { return Ok(()) };
    let last = match report.status {
        PayoutStatus::Processing => ToUpiEvent::Accepts,
        PayoutStatus::Processed => ToUpiEvent::Settles,
        PayoutStatus::Returned => ToUpiEvent::Returns,
    };
    transaction!(db, tx => {
        // The bank may be quicker than its first answer: what has arrived was sent before.
        for event in [ToUpiEvent::Accepts, last] {
            let Some(row) = sql::row(tx, id).await? else { return Ok(()) };
            if row.amount != report.amount {
                tracing::error!(refund = %id, "the bank speaks of another amount under our reference");
                return Ok(());
            }
            if row.state.after(event).is_some() {
                step(tx, &row, event, report).await?;
            }
        }
        Ok(())
    })
}

async fn step(
    tx: &mut Tx,
    row: &ToUpiRow,
    event: ToUpiEvent,
    report: &PayoutReport,
) -> Result<(), ToUpiError> {
    let utr = report.utr.as_deref().filter(|_| event == ToUpiEvent::Settles);
    let why = Some(report.reason.as_str()).filter(|_| event == ToUpiEvent::Returns);
    let said = Said { gateway_payout: Some(&report.gateway_payout), utr, why, ..Said::default() };
    let moved = move_by(tx, row, (Actor::Gateway, event), said).await?;
    match event {
        ToUpiEvent::Accepts if report.status == PayoutStatus::Processing => {
            let later = tx.now().plus_minutes(1);
            let (key, payload) = (row.id.to_string(), format!("\"{}\"", row.id));
            Ok(jobs::put_for(tx, FOLLOW_UPI_REFUND, &key, &payload, later).await?)
        }
        ToUpiEvent::Settles => {
            refunds::paid_elsewhere(tx, row.refund, Actor::Gateway, PAID_BY_UPI).await?;
            post(tx, &moved, (Kind::RefundProcessed, Account::Bank, Account::RefundDue)).await
        }
        ToUpiEvent::Returns => {
            if row.state == ToUpi::Paid {
                refunds::came_back(tx, row.refund, Actor::Gateway, SENT_BACK_BY_UPI).await?;
                post(tx, &moved, (Kind::RefundReturned, Account::RefundDue, Account::Bank)).await?;
            }
            Ok(tell_again(tx, &moved).await?)
        }
        _ => Ok(()),
    }
}

async fn post(
    tx: &mut Tx,
    row: &ToUpiRow,
    (kind, from, to): (Kind, Account, Account),
) -> Result<(), ToUpiError> {
    let entry = ledger::Entry::moves(kind, row.id, row.amount, from, to).map_err(DbError::from)?;
    Ok(ledger::post(tx, &entry).await?)
}

/// The buyer hears that her money could not go there and that she may choose again.
async fn tell_again(tx: &mut Tx, row: &ToUpiRow) -> Result<(), DbError> {
    let Some(order) = orders::sql::order(tx, row.order).await? else { return Ok(()) };
    let amount = row.amount.to_string();
    let words = [("order", order.code.as_str()), ("amount", amount.as_str())];
    notices::tell_buyer(tx, &order, "sms-refund-again", &row.id.to_string(), &words).await
}

/// What finance has to do with: addresses that wait for a name, a person or the bank, oldest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn waiting(read: &mut Read) -> Result<Vec<UpiWay>, DbError> {
    sql::waiting(read, LIST).await
}

/// One with the names that are to be compared.
#[derive(Clone, Debug)]
pub struct UpiView {
    /// As in the list.
    pub way: UpiWay,
    /// To whom the order was sent; empty if she is erased.
    pub recipient: String,
    /// Who ordered it.
    pub buyer: String,
}

/// One of them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: RefundToUpiId) -> Result<Option<UpiView>, DbError> {
    let Some(way) = sql::way(read, id).await? else { return Ok(None) };
    let order = orders::sql::order(read, way.order).await?;
    let recipient = order.and_then(|order| order.recipient.get().map(|to| to.name.clone()));
    let buyer = sql::name_of_buyer(read, way.buyer).await?;
    Ok(Some(UpiView { way, recipient: recipient.unwrap_or_default(), buyer }))
}

/// Refunds of an order whose way back is or was closed, as its buyer sees them.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn own(read: &mut Read, order: OrderId) -> Result<Vec<OwnWay>, DbError> {
    sql::own(read, order, LIST).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_agreed() {
        let mut table = String::new();
        for from in ToUpi::ALL {
            for event in ToUpiEvent::ALL {
                if let Some(to) = from.after(*event) {
                    table.push_str(&format!("{from} --{event}--> {to}\n"));
                }
            }
        }
        assert_eq!(
            table,
            "given --upi.name--> checked\ngiven --upi.deny--> invalid\ngiven --upi.refuse--> refused\n\
             checked --upi.pass--> approved\nchecked --upi.ask--> asked\nchecked --upi.refuse--> refused\n\
             asked --upi.agree--> approved\nasked --upi.refuse--> refused\n\
             approved --upi.accept--> sent\napproved --upi.return--> returned\n\
             sent --upi.settle--> paid\nsent --upi.return--> returned\n\
             paid --upi.return--> returned\n"
        );
    }
}
