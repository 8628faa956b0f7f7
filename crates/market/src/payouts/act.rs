//! The verbs of payouts that are on their way: approved, sent, settled, returned. How a batch comes about is in `drafting`.

use kernel::Authentic;
use kernel::ids::{PayoutBatchId, PayoutId, PersonId};
use kernel::payment::{PayoutReport, PayoutStatus};
use store::{Db, DbError, Tx, jobs, transaction};

use super::machine::{Event, Payout};
use super::returned::WhyReturned;
use super::sql::{self, PayoutRow, Said};
use super::{BatchState, FOLLOW_PAYOUT, PayoutError, SEND_PAYOUT, due_sql, sweep_sql};
use crate::audit::{self, Actor, Entry, Part};
use crate::ledger::{self, Account, Kind};
use crate::makers::{self, BankAccount};
use crate::notices;

/// A second person approves a batch: its payouts go out.
///
/// # Errors
/// [`PayoutError::SamePerson`] for whoever made it; [`PayoutError::NotWaiting`] the second time.
pub async fn approve(db: &Db, by: PersonId, id: PayoutBatchId) -> Result<(), PayoutError> {
    transaction!(db, tx => {
        let batch = sql::batch_row(tx, id).await?.ok_or(PayoutError::NoBatch(id))?;
        if batch.made_by == Some(by) {
            return Err(PayoutError::SamePerson);
        }
        if batch.state != BatchState::Drafted {
            return Err(PayoutError::NotWaiting);
        }
        if batch.made_by.is_none() {
            return Err(PayoutError::NobodyLooked);
        }
        let entry = Entry {
            subject: id.to_string(),
            seq: batch.version + 1,
            actor: Actor::Person(by, Part::Finance),
            act: "batch.approve",
            from: batch.state.as_str(),
            to: BatchState::Approved.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &batch.trail, &entry).await?;
        if !sql::approve_batch(tx, &batch, by, &trail).await? {
            return Err(PayoutError::Raced);
        }
        for payout in sql::payouts_in(tx, id).await? {
            let said = Said { gateway_payout: None, utr: None, reason: "" };
            move_by(tx, &payout, Event::Approves, Actor::Person(by, Part::Finance), &said).await?;
            let payload = format!("\"{}\"", payout.id);
            jobs::put(tx, SEND_PAYOUT, &payout.id.to_string(), &payload).await?;
        }
        Ok(())
    })
}

/// A payout the bank has to hear of, with where it goes. `None` if it has ended or its maker has no account.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn payout_to_send(db: &Db, id: PayoutId) -> Result<Option<(PayoutRow, BankAccount)>, DbError> {
    let mut read = db.read().await?;
    let Some(row) = sql::payout(&mut read, id).await? else { return Ok(None) };
    if !matches!(row.state, Payout::Approved | Payout::Sent) {
        return Ok(None);
    }
    let account = makers::read::bank_account(&mut read, row.maker).await?;
    Ok(account.map(|account| (row, account)))
}

/// Takes what the bank says of one of our payouts. Each step has its effect once; nothing goes backward.
///
/// # Errors
/// [`PayoutError`] if the database fails; the same report may be brought again.
pub async fn payout_reported(db: &Db, report: &Authentic<PayoutReport>) -> Result<(), PayoutError> {
    let report = report.get();
    let Ok(id) = report.reference.parse::<PayoutId>() else { return Ok(()) };
    transaction!(db, tx => {
        // The bank may be quicker than its first answer: a payout that is settled was sent before.
        for event in [Event::Accepts, Event::of(report.status)] {
            let Some(row) = sql::payout(tx, id).await? else { return Ok(()) };
            if row.amount != report.amount {
                tracing::error!(payout = %id, "the bank speaks of another amount under our reference");
                return Ok(());
            }
            if row.state.after(event).is_ok() {
                step(tx, &row, event, report).await?;
            }
        }
        Ok(())
    })
}

async fn step(tx: &mut Tx, row: &PayoutRow, event: Event, report: &PayoutReport) -> Result<(), PayoutError> {
    let (gateway_payout, utr) = (Some(report.gateway_payout.as_str()), report.utr.as_deref());
    let reason = if event == Event::Returns { report.reason.as_str() } else { "" };
    move_by(tx, row, event, Actor::Gateway, &Said { gateway_payout, utr, reason }).await?;
    let (maker, on_way) = (Account::Maker(row.maker), Account::PayoutOnWay);
    let was_settled = row.state == Payout::Settled;
    let (kind, from, to) = match event {
        Event::Accepts => (Kind::PayoutSent, on_way, maker),
        Event::Settles => (Kind::PayoutSettled, Account::Bank, on_way),
        Event::Returns if was_settled => (Kind::PayoutReturned, maker, Account::Bank),
        Event::Returns => (Kind::PayoutReturned, maker, on_way),
        Event::Approves | Event::CallsOff => return Ok(()),
    };
    let entry = ledger::Entry::moves(kind, row.id, row.amount, from, to).map_err(DbError::from)?;
    ledger::post(tx, &entry).await?;
    match event {
        Event::Returns => came_back(tx, row, reason).await?,
        Event::Accepts if report.status == PayoutStatus::Processing => {
            let later = tx.now().plus_minutes(1);
            jobs::put_for(tx, FOLLOW_PAYOUT, &row.id.to_string(), &format!("\"{}\"", row.id), later).await?;
        }
        _ => {}
    }
    if event == Event::Settles {
        tell(tx, row, utr.unwrap_or("")).await?;
    }
    Ok(())
}

/// A payout came back: its parcels are due again, and she hears what to do now.
async fn came_back(tx: &mut Tx, row: &PayoutRow, reason: &str) -> Result<(), DbError> {
    sql::end_lines(tx, row.id).await?;
    due_sql::end_ahead(tx, row.id).await?;
    let why = WhyReturned::of(reason);
    sweep_sql::insert_return(tx, row, why).await?;
    let Some(maker) = makers::read::core(tx, row.maker).await? else { return Ok(()) };
    let amount = row.amount.to_string();
    notices::tell(tx, &maker.mobile, maker.lang, why.notice(), &row.id.to_string(), &[("amount", &amount)])
        .await
}

/// Somebody of finance has made sure that an account is in order as it stands: what came back is due again.
///
/// # Errors
/// [`PayoutError::NoPayout`]; [`PayoutError::NotWaiting`] if nothing waits for it any more.
pub async fn in_order(db: &Db, by: PersonId, id: PayoutId) -> Result<(), PayoutError> {
    transaction!(db, tx => {
        sql::payout(tx, id).await?.ok_or(PayoutError::NoPayout(id))?;
        if sweep_sql::say_in_order(tx, id, by).await? { Ok(()) } else { Err(PayoutError::NotWaiting) }
    })
}

pub(super) async fn move_by(
    tx: &mut Tx,
    row: &PayoutRow,
    event: Event,
    actor: Actor,
    said: &Said<'_>,
) -> Result<(), PayoutError> {
    let next = row.state.after(event).map_err(|_| PayoutError::Raced)?;
    let entry = Entry {
        subject: row.id.to_string(),
        seq: row.version + 1,
        actor,
        act: event.act(),
        from: row.state.as_str(),
        to: next.as_str(),
        note: said.utr.unwrap_or(said.reason),
    };
    let trail = audit::note(tx, &row.trail, &entry).await?;
    if sql::move_payout(tx, row, next, said, &trail).await? { Ok(()) } else { Err(PayoutError::Raced) }
}

async fn tell(tx: &mut Tx, row: &PayoutRow, utr: &str) -> Result<(), DbError> {
    let Some(maker) = makers::read::core(tx, row.maker).await? else { return Ok(()) };
    let words = [("amount", row.amount.to_string()), ("utr", utr.to_owned())];
    let words: Vec<(&str, &str)> = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
    notices::tell(tx, &maker.mobile, maker.lang, "sms-paid-out", &row.id.to_string(), &words).await
}
