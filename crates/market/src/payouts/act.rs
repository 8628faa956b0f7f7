//! The verbs of payouts.

use std::collections::BTreeMap;

use kernel::ids::{ClaimId, MakerId, ParcelId, PayoutBatchId, PayoutId, PersonId};
use kernel::payment::{PayoutReport, PayoutStatus};
use kernel::{Authentic, Paise};
use store::{Db, DbError, Tx, jobs, transaction};

use super::machine::{Event, Payout};
use super::sql::{self, PayoutRow, Said};
use super::{BatchState, FOLLOW_PAYOUT, PayoutError, SEND_PAYOUT};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::ledger::{self, Account, Kind};
use crate::makers::{self, BankAccount};
use crate::notices;

/// Puts together what is due to every maker who has an account. Nothing is sent before somebody else approves it.
///
/// # Errors
/// [`PayoutError::NothingDue`].
pub async fn draft(db: &Db, by: PersonId) -> Result<PayoutBatchId, PayoutError> {
    transaction!(db, tx => {
        let mut per_maker: BTreeMap<MakerId, Vec<(ParcelId, Paise)>> = BTreeMap::new();
        for (maker, parcel, amount) in sql::due_parcels(tx).await? {
            // A batch is approved and sent as a whole, so it holds no more makers than that takes; the next has the rest.
            if per_maker.len() < sql::BATCH.rows() || per_maker.contains_key(&maker) {
                per_maker.entry(maker).or_default().push((parcel, amount));
            }
        }
        if per_maker.is_empty() {
            return Err(PayoutError::NothingDue);
        }
        let mut drafted = 0;
        let batch: PayoutBatchId = tx.new_id();
        let trail = begin(tx, batch.to_string(), by, "batch.draft", BatchState::Drafted.as_str()).await?;
        sql::insert_batch(tx, batch, by, &trail).await?;
        for (maker, parcels) in per_maker {
            let amount = Paise::sum(parcels.iter().map(|(_, amount)| *amount));
            let amount = amount.ok_or_else(|| DbError::Failed("a payout too large".to_owned()))?;
            // Who owes more than is due to her waits until there is something to pay.
            let (offsets, amount) = net(amount, sql::debts(tx, maker).await?);
            if amount <= Paise::ZERO {
                continue;
            }
            drafted += 1;
            let id: PayoutId = tx.new_id();
            let trail = begin(tx, id.to_string(), by, "payout.draft", Payout::Drafted.as_str()).await?;
            sql::insert_payout(tx, id, batch, maker, amount, &trail).await?;
            for (parcel, amount) in parcels {
                sql::insert_line(tx, id, parcel, amount).await?;
            }
            for (claim, amount) in offsets {
                sql::insert_offset(tx, id, claim, amount).await?;
            }
        }
        if drafted == 0 {
            return Err(PayoutError::NothingDue);
        }
        Ok(batch)
    })
}

/// What claims leave of an amount: each debt comes off as far as there is something. Answers what came off, and the rest.
fn net(due: Paise, debts: Vec<(ClaimId, Paise)>) -> (Vec<(ClaimId, Paise)>, Paise) {
    let mut rest = due;
    let mut offsets = Vec::new();
    for (claim, debt) in debts {
        let off = debt.min(rest);
        if off > Paise::ZERO {
            rest = Paise(rest.0 - off.0);
            offsets.push((claim, off));
        }
    }
    (offsets, rest)
}

async fn begin(
    tx: &mut Tx,
    subject: String,
    by: PersonId,
    act: &'static str,
    to: &'static str,
) -> Result<Trail, DbError> {
    let entry =
        Entry { subject, seq: 1, actor: Actor::Person(by, Part::Finance), act, from: "", to, note: "" };
    audit::note(tx, &Trail::default(), &entry).await
}

/// A second person approves a batch: its payouts go out.
///
/// # Errors
/// [`PayoutError::SamePerson`] for whoever made it; [`PayoutError::NotWaiting`] the second time.
pub async fn approve(db: &Db, by: PersonId, id: PayoutBatchId) -> Result<(), PayoutError> {
    transaction!(db, tx => {
        let batch = sql::batch_row(tx, id).await?.ok_or(PayoutError::NoBatch(id))?;
        if batch.made_by == by {
            return Err(PayoutError::SamePerson);
        }
        if batch.state != BatchState::Drafted {
            return Err(PayoutError::NotWaiting);
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
        Event::Settles => (Kind::PayoutSettled, Account::Gateway, on_way),
        Event::Returns if was_settled => (Kind::PayoutReturned, maker, Account::Gateway),
        Event::Returns => (Kind::PayoutReturned, maker, on_way),
        Event::Approves | Event::CallsOff => return Ok(()),
    };
    let entry = ledger::Entry::moves(kind, row.id, row.amount, from, to).map_err(DbError::from)?;
    ledger::post(tx, &entry).await?;
    match event {
        Event::Returns => sql::end_lines(tx, row.id).await?,
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

async fn move_by(
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
