//! Stock: held in the transaction that creates an order, then taken or let go, each exactly once per source.
//!
//! A source is what causes the change: an order, a parcel, a sack brought to the hub. A second call with the same source
//! changes nothing. Σ of movements is the stock; [`faults`] proves it.

use std::collections::HashMap;

use kernel::ids::{ProductId, StockMovementId, VariantId};
use kernel::{Day, Limit};
use store::{Db, DbError, Read, Tx, params, transaction};

use super::Short;
use super::rules::together;
use super::stock_sql as sql;

pub use super::stock_sql::StockFault;
use crate::batches;

/// Holds all of `wants` for `source`, or nothing: then it answers what is short, and the stock is as before.
///
/// Wants of one variant are summed first. Each variant is one conditional update, so two buyers of the last piece
/// cannot both hold it. A source that holds a variant already keeps exactly that.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn hold_all(tx: &mut Tx, source: &str, wants: &[(VariantId, u32)]) -> Result<Vec<Short>, DbError> {
    let wants = together(wants);
    let mut batch = Vec::with_capacity(wants.len() * 2);
    let now = tx.now();
    for (variant, count) in &wants {
        let id: StockMovementId = tx.new_id();
        batch.push((sql::put_movement(), params![id, *variant, 0_i64, *count, "hold", source, now]));
        batch.push((sql::hold(), params![*variant, *count]));
    }
    let changed = tx.exec_all(batch).await?;
    tx.catalogue_changed();
    let outcomes: Vec<_> = wants.iter().zip(changed.chunks(2)).collect();
    if outcomes.iter().all(|(_, changed)| **changed == [1, 1]) {
        return Ok(Vec::new());
    }
    settle_partly_held(tx, source, &outcomes).await
}

/// Not everything was held afresh: undoes what must not stay, and says what is short.
async fn settle_partly_held(
    tx: &mut Tx,
    source: &str,
    outcomes: &[(&(VariantId, u32), &[u64])],
) -> Result<Vec<Short>, DbError> {
    let mut shorts = Vec::new();
    for ((variant, wanted), changed) in outcomes {
        match changed {
            [1, 0] => {
                let free = sql::free(tx, *variant).await?;
                shorts.push(Short { variant: *variant, wanted: *wanted, free });
            }
            // The source held it before: the second hold is taken back.
            [0, 1] => tx.put(sql::unhold(), params![*variant, *wanted]).await?,
            _ => {}
        }
    }
    if !shorts.is_empty() {
        for ((variant, wanted), changed) in outcomes {
            if matches!(changed, [1, _]) {
                tx.put(sql::forget_hold(), params![*variant, source]).await?;
            }
            if matches!(changed, [1, 1]) {
                tx.put(sql::unhold(), params![*variant, *wanted]).await?;
            }
        }
    }
    Ok(shorts)
}

/// Lets go what `source` holds of `wants`: the pieces are free again. For what has ended already nothing changes.
///
/// # Errors
/// [`DbError::Refused`] if more is let go than is held, which would be a fault of ours; [`DbError`] if the database fails.
pub async fn release_all(tx: &mut Tx, source: &str, wants: &[(VariantId, u32)]) -> Result<(), DbError> {
    end_hold(tx, source, wants, 0).await
}

/// Takes what `source` holds of `wants`: the pieces are gone. For what has ended already nothing changes, so a hold that
/// was let go cannot be taken afterwards.
///
/// # Errors
/// As [`release_all`].
pub async fn take_all(tx: &mut Tx, source: &str, wants: &[(VariantId, u32)]) -> Result<(), DbError> {
    end_hold(tx, source, wants, -1).await
}

/// Ends holds. `gone` is −1 if each held piece leaves the stock, 0 if it stays.
async fn end_hold(tx: &mut Tx, source: &str, wants: &[(VariantId, u32)], gone: i64) -> Result<(), DbError> {
    let wants = together(wants);
    let now = tx.now();
    let mut batch = Vec::with_capacity(wants.len());
    for (variant, count) in &wants {
        let (id, count): (StockMovementId, _) = (tx.new_id(), i64::from(*count));
        batch.push((
            sql::put_movement(),
            params![id, *variant, gone * count, -count, "hold_end", source, now],
        ));
    }
    let ended = tx.exec_all(batch).await?;
    for ((variant, count), ended) in wants.iter().zip(ended) {
        if ended == 1 {
            let count = i64::from(*count);
            tx.put(sql::move_stock(), params![*variant, gone * count, -count]).await?;
        }
    }
    tx.catalogue_changed();
    Ok(())
}

/// Opens so many places beyond this week's for one source, which holds them in the same transaction, or takes them back: with
/// `places` below nothing. Once per source.
///
/// # Errors
/// As [`release_all`].
pub(crate) async fn open_ahead(
    tx: &mut Tx,
    source: &str,
    variant: VariantId,
    places: i64,
) -> Result<(), DbError> {
    let (id, now): (StockMovementId, _) = (tx.new_id(), tx.now());
    if tx.exec(sql::put_movement(), params![id, variant, places, 0_i64, "week", source, now]).await? == 1 {
        tx.put(sql::move_stock(), params![variant, places, 0_i64]).await?;
    }
    Ok(())
}

/// An order takes over what a slice holds of `wants`: the slice lets go of them, and the order holds them in the same transaction.
/// Once per order.
///
/// # Errors
/// As [`release_all`].
pub(crate) async fn hand_on(
    tx: &mut Tx,
    (slice, order): (&str, &str),
    wants: &[(VariantId, u32)],
) -> Result<(), DbError> {
    end_hold(tx, &format!("{slice} {order}"), wants, 0).await
}

/// A new size or colour has its stock: so many pieces, or places of the week.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn open(
    tx: &mut Tx,
    (product, variant): (ProductId, VariantId),
    on_hand: i64,
    by: &str,
) -> Result<(), DbError> {
    let (movement, now): (StockMovementId, _) = (tx.new_id(), tx.now());
    tx.put(sql::put_stock(), params![variant, product]).await?;
    tx.put(sql::put_movement(), params![movement, variant, on_hand, 0_i64, "opened", "register", now])
        .await?;
    tx.put(sql::move_stock(), params![variant, on_hand, 0_i64]).await?;
    batches::added(tx, variant, on_hand, "opened", by).await
}

/// More pieces lie ready: brought by the maker, sent back by a buyer. Once per source.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn receive(tx: &mut Tx, source: &str, variant: VariantId, count: u32) -> Result<(), DbError> {
    let (id, now): (StockMovementId, _) = (tx.new_id(), tx.now());
    let count = i64::from(count);
    if tx.exec(sql::put_movement(), params![id, variant, count, 0_i64, "received", source, now]).await? == 1 {
        tx.put(sql::move_stock(), params![variant, count, 0_i64]).await?;
        batches::added(tx, variant, count, source, "mart").await?;
        tx.catalogue_changed();
    }
    Ok(())
}

/// Opens the slots of the week `day` lies in for everything made to order: what can be ordered is the weekly capacity
/// again, beside what is held. Once per week and variant; safe to call every hour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn open_week(db: &Db, day: Day) -> Result<u32, DbError> {
    let monday = day.plus(-day.weekday());
    let source = monday.iso();
    let mut opened = 0;
    loop {
        let due = {
            let mut read = db.read().await?;
            sql::slots_to_open(&mut read, &source, Limit::of(100)).await?
        };
        if due.is_empty() {
            return Ok(opened);
        }
        for variant in &due {
            transaction!(db, tx => {
                let id: StockMovementId = tx.new_id();
                let now = tx.now();
                let Some(change) = sql::slots_wanting(tx, *variant, monday).await? else { return Ok(()) };
                if tx.exec(sql::put_movement(), params![id, *variant, change, 0_i64, "week", source, now]).await? == 1 {
                    tx.put(sql::move_stock(), params![*variant, change, 0_i64]).await?;
                    tx.catalogue_changed();
                }
                Ok::<(), DbError>(())
            })?;
            opened += 1;
        }
    }
}

/// What can be bought now of each variant asked for; missing ones do not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn free_of(read: &mut Read, variants: &[VariantId]) -> Result<HashMap<VariantId, u32>, DbError> {
    let mut free = HashMap::new();
    for variant in variants {
        free.insert(*variant, sql::free(read, *variant).await?);
    }
    Ok(free)
}

/// Variants whose stock is not the sum of its movements, or of which more or less is held than movements say.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn faults(read: &mut Read, limit: Limit) -> Result<Vec<StockFault>, DbError> {
    sql::faults(read, limit).await
}
