//! How a batch comes about: a person puts it together, or the mart does by the clock; then somebody looks it through, or calls it off.
//!
//! A swept batch has nobody who answers for it until a first person has looked; only then may a second one approve it.

use std::collections::HashMap;

use kernel::ids::{ClaimId, MakerId, ParcelId, PayoutBatchId, PayoutId, PersonId};
use kernel::{Day, Paise, Time};
use store::{Db, DbError, Tx, transaction};

use super::act::move_by;
use super::calendar::calendar;
use super::machine::{Event, Payout};
use super::sql::{self, Said};
use super::{BatchState, PayoutError, due_sql, sweep_sql};
use crate::audit::{self, Actor, Entry, Part, Trail};

/// Batches of one sweep; what is left then is swept the day after.
const BATCHES_MOST: i64 = 20;
/// Pages of due parcels that are looked at for one batch.
const PAGES_MOST: usize = 200;

kernel::codes! {
    /// What of a parcel is due.
    pub enum What {
        /// What a delivered one has brought, less what was paid ahead.
        Rest = "rest",
        /// The part of an accepted one that is paid ahead.
        Ahead = "ahead",
    }
}

/// What has to come off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Debt {
    /// A claim was granted after she was paid.
    Claim(ClaimId),
    /// She was paid ahead of a parcel that came to nothing.
    Ahead(ParcelId),
}

/// Something of a parcel, and how much.
type Due = (What, ParcelId, Paise);

/// What one maker is to be paid.
struct Payable {
    maker: MakerId,
    amount: Paise,
    parts: Vec<Due>,
    offsets: Vec<(Debt, Paise)>,
}

/// Who puts a batch together.
#[derive(Clone, Copy)]
enum By {
    Person(PersonId),
    /// The mart, in the sweep of this day.
    Clock(Day),
}

impl By {
    const fn actor(self) -> Actor {
        match self {
            By::Person(person) => Actor::Person(person, Part::Finance),
            By::Clock(_) => Actor::Mart,
        }
    }
}

/// Puts together what is due to every maker who has an account. Nothing is sent before somebody else approves it.
///
/// # Errors
/// [`PayoutError::NothingDue`].
pub async fn draft(db: &Db, by: PersonId) -> Result<PayoutBatchId, PayoutError> {
    transaction!(db, tx => {
        let payable = payable(tx).await?;
        if payable.is_empty() {
            return Err(PayoutError::NothingDue);
        }
        write(tx, By::Person(by), payable).await
    })
}

/// The day's sweep: on a day on which banks work the mart puts together all that is due. Once a day, however often it is called;
/// answers how many batches wait now, none if it has run before.
///
/// # Errors
/// [`PayoutError`] if the database fails.
pub async fn sweep(db: &Db) -> Result<Option<i64>, PayoutError> {
    transaction!(db, tx => {
        let today = tx.now().day();
        if !sweep_sql::insert_sweep(tx, today).await? {
            return Ok(None);
        }
        let mut batches = 0;
        while calendar(tx).await?.works(today) && batches < BATCHES_MOST {
            let payable = payable(tx).await?;
            if payable.is_empty() {
                break;
            }
            write(tx, By::Clock(today), payable).await?;
            batches += 1;
        }
        sweep_sql::count_swept(tx, today, batches).await?;
        Ok(Some(batches))
    })
}

async fn payable(tx: &mut Tx) -> Result<Vec<Payable>, PayoutError> {
    let mut payable = Vec::new();
    for (maker, parts) in due_by_maker(tx).await? {
        // A batch is approved and sent as a whole, so it holds no more makers than that takes; the next has the rest.
        if payable.len() == sql::BATCH.rows() {
            break;
        }
        let amount = Paise::sum(parts.iter().map(|(_, _, amount)| *amount));
        let amount = amount.ok_or_else(|| DbError::Failed("a payout too large".to_owned()))?;
        // Who owes more than is due to her waits until there is something to pay.
        let (offsets, amount) = net(amount, debts(tx, maker).await?);
        if amount > Paise::ZERO {
            payable.push(Payable { maker, amount, parts, offsets });
        }
    }
    Ok(payable)
}

/// All that is due, page by page: makers by what has waited longest, each with no more than one payout tells of.
async fn due_by_maker(tx: &mut Tx) -> Result<Vec<(MakerId, Vec<Due>)>, DbError> {
    let mut all: Vec<(MakerId, Vec<Due>)> = Vec::new();
    let mut places: HashMap<MakerId, usize> = HashMap::new();
    let mut behind = (Time(i64::MIN), String::new());
    for _ in 0..PAGES_MOST {
        let page = due_sql::due_things(tx, (behind.0, &behind.1)).await?;
        for one in &page {
            let at = *places.entry(one.maker).or_insert_with(|| {
                all.push((one.maker, Vec::new()));
                all.len() - 1
            });
            if all[at].1.len() < sql::PARCELS.rows() {
                all[at].1.push((one.what, one.parcel, one.amount));
            }
        }
        match page.last() {
            Some(last) if page.len() == sql::PARCELS.rows() => behind = (last.at, last.place.clone()),
            _ => break,
        }
    }
    Ok(all)
}

/// What a maker has to give back: first for claims, then what was paid ahead for nothing.
async fn debts(tx: &mut Tx, maker: MakerId) -> Result<Vec<(Debt, Paise)>, DbError> {
    let claims = due_sql::debts(tx, maker).await?.into_iter().map(|(id, owed)| (Debt::Claim(id), owed));
    let ahead = due_sql::debts_of_advances(tx, maker).await?;
    Ok(claims.chain(ahead.into_iter().map(|(id, owed)| (Debt::Ahead(id), owed))).collect())
}

/// What debts leave of an amount: each comes off as far as there is something. Answers what came off, and the rest.
fn net(due: Paise, debts: Vec<(Debt, Paise)>) -> (Vec<(Debt, Paise)>, Paise) {
    let mut rest = due;
    let mut offsets = Vec::new();
    for (debt, owed) in debts {
        let off = owed.min(rest);
        if off > Paise::ZERO {
            rest = Paise(rest.0 - off.0);
            offsets.push((debt, off));
        }
    }
    (offsets, rest)
}

async fn write(tx: &mut Tx, by: By, payable: Vec<Payable>) -> Result<PayoutBatchId, PayoutError> {
    let batch: PayoutBatchId = tx.new_id();
    let trail = begin(tx, batch.to_string(), by, "batch.draft", BatchState::Drafted.as_str()).await?;
    let (person, day) = match by {
        By::Person(person) => (Some(person), None),
        By::Clock(day) => (None, Some(day)),
    };
    sql::insert_batch(tx, batch, person, day, &trail).await?;
    for Payable { maker, amount, parts, offsets } in payable {
        let id: PayoutId = tx.new_id();
        let trail = begin(tx, id.to_string(), by, "payout.draft", Payout::Drafted.as_str()).await?;
        sql::insert_payout(tx, id, batch, maker, amount, &trail).await?;
        for (what, parcel, amount) in parts {
            match what {
                What::Rest => sql::insert_line(tx, id, parcel, amount).await?,
                What::Ahead => due_sql::insert_ahead(tx, id, parcel, amount).await?,
            }
        }
        for (debt, amount) in offsets {
            match debt {
                Debt::Claim(claim) => sql::insert_offset(tx, id, claim, amount).await?,
                Debt::Ahead(parcel) => due_sql::insert_taken_back(tx, id, parcel, amount).await?,
            }
        }
    }
    Ok(batch)
}

async fn begin(
    tx: &mut Tx,
    subject: String,
    by: By,
    act: &'static str,
    to: &'static str,
) -> Result<Trail, DbError> {
    let entry = Entry { subject, seq: 1, actor: by.actor(), act, from: "", to, note: "" };
    audit::note(tx, &Trail::default(), &entry).await
}

/// A first person has looked a swept batch through and answers for it; a second one may approve it now.
///
/// # Errors
/// [`PayoutError::NotWaiting`] if somebody answers for it already or it waits no more.
pub async fn look(db: &Db, by: PersonId, id: PayoutBatchId) -> Result<(), PayoutError> {
    transaction!(db, tx => {
        let batch = sql::batch_row(tx, id).await?.ok_or(PayoutError::NoBatch(id))?;
        if batch.made_by.is_some() || batch.state != BatchState::Drafted {
            return Err(PayoutError::NotWaiting);
        }
        let stands = BatchState::Drafted.as_str();
        let entry = Entry {
            subject: id.to_string(),
            seq: batch.version + 1,
            actor: Actor::Person(by, Part::Finance),
            act: "batch.look",
            from: stands,
            to: stands,
            note: "",
        };
        let trail = audit::note(tx, &batch.trail, &entry).await?;
        if sweep_sql::look_through(tx, &batch, by, &trail).await? { Ok(()) } else { Err(PayoutError::Raced) }
    })
}

/// Somebody calls a batch off that nobody has approved: its parcels are due again.
///
/// # Errors
/// [`PayoutError::NotWaiting`] if it waits no more.
pub async fn call_off(db: &Db, by: PersonId, id: PayoutBatchId) -> Result<(), PayoutError> {
    transaction!(db, tx => {
        let batch = sql::batch_row(tx, id).await?.ok_or(PayoutError::NoBatch(id))?;
        if batch.state != BatchState::Drafted {
            return Err(PayoutError::NotWaiting);
        }
        let actor = Actor::Person(by, Part::Finance);
        let entry = Entry {
            subject: id.to_string(),
            seq: batch.version + 1,
            actor,
            act: "batch.call_off",
            from: batch.state.as_str(),
            to: BatchState::Cancelled.as_str(),
            note: "",
        };
        let trail = audit::note(tx, &batch.trail, &entry).await?;
        if !sweep_sql::cancel_batch(tx, &batch, &trail).await? {
            return Err(PayoutError::Raced);
        }
        for payout in sql::payouts_in(tx, id).await? {
            let said = Said { gateway_payout: None, utr: None, reason: "" };
            move_by(tx, &payout, Event::CallsOff, actor, &said).await?;
            sql::end_lines(tx, payout.id).await?;
            due_sql::end_ahead(tx, payout.id).await?;
        }
        Ok(())
    })
}
