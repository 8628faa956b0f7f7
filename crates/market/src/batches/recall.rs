//! Unsafe food: one act takes a batch off the shelf; then each parcel of it that has not arrived is stopped with its money on
//! the way back, and everybody who bought of it is told.
//!
//! The act itself is one transaction and as quick for one buyer as for ten thousand; who must be told follows through the
//! outbox, some at once ([`tell_some`]), each exactly once however often the message is carried.

use kernel::Limit;
use kernel::ids::{FoodBatchId, OrderId, PersonId};
use store::{Db, DbError, Tx, jobs, transaction};

use super::read::Scope;
use super::recall_sql::{self as sql, Untold};
use super::{BatchError, act, read};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::notices;
use crate::orders::{self, OrderError};

/// The kind of outbox message that tells the buyers of a recalled batch.
pub const RECALL: &str = "recall_batch";
/// Buyers told by one carrying of the message.
pub const TOLD_AT_ONCE: Limit = Limit::of(200);
/// Letters of a reason.
const WHY_MOST: usize = 200;

/// Recalls a batch: from this moment nobody can buy of it.
///
/// # Errors
/// [`BatchError::NoBatch`] if it is another's; [`BatchError::NoReason`]; [`BatchError::AlreadySo`]; [`BatchError::Raced`].
pub async fn recall(
    db: &Db,
    (person, part): (PersonId, Part),
    scope: &Scope,
    id: FoodBatchId,
    why: &str,
) -> Result<(), BatchError> {
    let why: String = why.trim().chars().take(WHY_MOST).collect();
    if why.chars().count() < 3 {
        return Err(BatchError::NoReason);
    }
    transaction!(db, tx => {
        let (line, _) = read::one(tx, scope, id).await?.ok_or(BatchError::NoBatch)?;
        if line.recalled_at.is_some() {
            return Err(BatchError::AlreadySo);
        }
        let entry = Entry {
            subject: id.to_string(),
            seq: 1,
            actor: Actor::Person(person, part),
            act: "batch.recall",
            from: "",
            to: "recalled",
            note: &why,
        };
        let trail = audit::note(tx, &Trail::default(), &entry).await?;
        if !sql::recall(tx, id, line.left, (person, &why), &trail).await? {
            return Err(BatchError::Raced);
        }
        let variant = sql::variant_of(tx, id).await?;
        act::move_stock(tx, variant, -line.left, "recalled", &id.to_string()).await?;
        let first = notices::ahead(tx.now());
        jobs::put_for(tx, RECALL, &id.to_string(), &format!("\"{id}\""), first).await?;
        Ok(())
    })
}

/// An order was paid whose food was recalled while it waited: the recall goes on for it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn paid_late(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    for (batch,) in sql::recalled_of(tx, order).await? {
        jobs::put(tx, RECALL, &format!("{batch} {order}"), &format!("\"{batch}\"")).await?;
    }
    Ok(())
}

/// Tells some buyers of a recalled batch and stops their parcels; answers whether there are more. Safe to repeat.
///
/// # Errors
/// [`BatchError`] if the database fails.
pub async fn tell_some(db: &Db, id: FoodBatchId) -> Result<bool, BatchError> {
    let untold = sql::untold(&mut db.read().await?, id, TOLD_AT_ONCE).await?;
    for share in &untold {
        tell_one(db, id, share).await?;
    }
    Ok(untold.len() == TOLD_AT_ONCE.rows())
}

/// One buyer: told once, and her parcel stopped if she does not have it yet.
async fn tell_one(db: &Db, id: FoodBatchId, share: &Untold) -> Result<(), BatchError> {
    transaction!(db, tx => {
        let now = tx.now();
        if !sql::told(tx, share.line, id, now).await? {
            return Ok(());
        }
        let order = orders::sql::order(tx, share.order).await?;
        let order = order.ok_or_else(|| DbError::Failed(format!("no order {}", share.order)))?;
        let (code, why, good) = sql::said_of(tx, id, order.lang.as_str()).await?;
        let about = format!("{id} {}", order.code);
        let good = notices::brief(&good);
        let mut words = vec![("good", good.as_str()), ("batch", code.as_str()), ("order", order.code.as_str())];
        match orders::stop_recalled(tx, share.parcel, &why).await? {
            Some(amount) => {
                let amount = amount.to_string();
                words.push(("amount", &amount));
                notices::warn_buyer(tx, &order, "sms-recall-stopped", &about, &words).await?;
            }
            None => notices::warn_buyer(tx, &order, "sms-recall", &about, &words).await?,
        }
        Ok::<(), OrderError>(())
    })?;
    Ok(())
}
