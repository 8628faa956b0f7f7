//! Batches come, are taken from, and end. Whatever changes the stock of food that lies ready goes through here as well.

use kernel::ids::{FoodBatchId, LineId, MakerId, OrderId, ParcelId, PersonId, StockMovementId, VariantId};
use kernel::{Day, Limit};
use store::{Db, DbError, Tx, chance, params, transaction};

use super::BatchError;
use super::rules::{sold_until, take_first};
use super::sql::{self, Food, NewBatch};
use crate::audit::Actor;
use crate::catalogue::{Making, stock_sql};

/// Pieces of one batch; more is a slip of the finger.
const PIECES_MOST: u32 = 20_000;
/// Pieces an invented maker makes at a time.
const SAMPLE_PIECES: i64 = 20;
/// Letters of a laboratory's number.
const SLIP_MOST: usize = 40;
/// Batches and lines looked at together.
const MANY: Limit = Limit::of(100);

/// `B7K3F9QX`: what stands on a pack.
fn code() -> String {
    format!("B{}", chance::letters(7).to_uppercase())
}

/// Pieces of a variant were put on the shelf: if people eat it, they are a batch made today. Once per source.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn added(
    tx: &mut Tx,
    variant: VariantId,
    pieces: i64,
    source: &str,
    by: &str,
) -> Result<(), DbError> {
    let Some(food) = sql::food(tx, variant).await? else { return Ok(()) };
    if food.making == Making::Stock && pieces > 0 {
        let today = tx.now().day();
        make(tx, &food, (today, pieces, pieces), "", source, by).await?;
    }
    Ok(())
}

/// Writes a batch. `None`: there is one of this source.
async fn make(
    tx: &mut Tx,
    food: &Food,
    (made, made_count, left_count): (Day, i64, i64),
    lab_slip: &str,
    source: &str,
    by: &str,
) -> Result<Option<FoodBatchId>, DbError> {
    let (id, code): (FoodBatchId, _) = (tx.new_id(), code());
    let best_before = made.plus(food.shelf_life_days);
    let new =
        NewBatch { id, code: &code, food, made, best_before, made_count, left_count, lab_slip, source, by };
    Ok(sql::insert(tx, &new).await?.then_some(id))
}

/// A maker notes what she has made: so many pieces on a day, with the number of a laboratory's report if there is one. They are
/// on the shelf at once. `once` comes with the page: the same press twice counts once.
///
/// # Errors
/// [`BatchError::NoBatch`] if it is not food of hers that lies ready; [`BatchError::BadDay`]; [`BatchError::BadCount`].
pub async fn note(
    db: &Db,
    (person, maker): (PersonId, MakerId),
    variant: VariantId,
    (made, pieces): (Day, u32),
    lab_slip: &str,
    once: &str,
) -> Result<(), BatchError> {
    let lab_slip: String = lab_slip.trim().chars().take(SLIP_MOST).collect();
    if pieces == 0 || pieces > PIECES_MOST || once.is_empty() || once.len() > 64 {
        return Err(BatchError::BadCount);
    }
    transaction!(db, tx => {
        let food = sql::food(tx, variant).await?;
        let food = food.filter(|food| food.maker == maker && food.making == Making::Stock);
        let food = food.ok_or(BatchError::NoBatch)?;
        let today = tx.now().day();
        if made > today || sold_until(made.plus(food.shelf_life_days), food.shelf_life_days) < today {
            return Err(BatchError::BadDay);
        }
        let (source, pieces) = (format!("{maker} {once}"), i64::from(pieces));
        let batch = make(tx, &food, (made, pieces, pieces), &lab_slip, &source, &person.to_string()).await?;
        if batch.is_some() {
            move_stock(tx, variant, pieces, "received", &source).await?;
        }
        Ok(())
    })
}

/// Changes the stock beside a batch, once per reason and source.
pub(super) async fn move_stock(
    tx: &mut Tx,
    variant: VariantId,
    change: i64,
    why: &str,
    source: &str,
) -> Result<(), DbError> {
    let (id, now): (StockMovementId, _) = (tx.new_id(), tx.now());
    let movement = params![id, variant, change, 0_i64, why, source, now];
    if change != 0 && tx.exec(stock_sql::put_movement(), movement).await? == 1 {
        tx.put(stock_sql::move_stock(), params![variant, change, 0_i64]).await?;
        tx.catalogue_changed();
    }
    Ok(())
}

/// A maker counted fewer pieces than there were: those that end first are the ones that are missing.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn counted_down(tx: &mut Tx, variant: VariantId, pieces: u32) -> Result<(), DbError> {
    let mut missing = pieces;
    for batch in sql::left(tx, variant, MANY).await? {
        let taken = batch.pieces.min(missing);
        if taken > 0 && sql::take(tx, batch.id, taken).await? {
            missing -= taken;
        }
    }
    Ok(())
}

/// A line takes its pieces from the batches that end first and still keep when it arrives. `Some` with how many there are if it
/// is too few; nothing is taken then. What nobody eats, and what is made to order, takes none.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn take(
    tx: &mut Tx,
    line: LineId,
    (order, parcel): (OrderId, ParcelId),
    (variant, pieces): (VariantId, u32),
    arrives: Day,
) -> Result<Option<u32>, DbError> {
    let Some(food) = sql::food(tx, variant).await? else { return Ok(None) };
    if food.making == Making::ToOrder {
        return Ok(None);
    }
    let left = sql::left(tx, variant, MANY).await?;
    let taken = match take_first(&left, food.shelf_life_days, arrives, pieces) {
        Ok(taken) => taken,
        Err(few) => return Ok(Some(few)),
    };
    for (batch, pieces) in taken {
        if !sql::take(tx, batch, pieces).await? {
            return Ok(Some(0));
        }
        sql::insert_share(tx, line, batch, (order, parcel), pieces).await?;
    }
    Ok(None)
}

/// An order was not paid in time: its pieces lie in their batches again, after its holds were let go. Pieces of a batch that
/// may not be sold any more leave the shelf instead.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn give_back(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    for (batch, variant, pieces) in sql::shares_of_order(tx, order, MANY).await? {
        if !sql::put_back(tx, batch, pieces).await? {
            let source = format!("{order} {batch}");
            move_stock(tx, variant, -i64::from(pieces), "spoiled", &source).await?;
        }
    }
    sql::forget_shares(tx, order).await
}

/// A parcel is packed: its food that was made to order is a batch made today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn made_for(tx: &mut Tx, parcel: ParcelId, actor: Actor) -> Result<(), DbError> {
    let today = tx.now().day();
    for (line, variant, pieces, order) in sql::unmade_lines(tx, parcel, MANY).await? {
        let Some(food) = sql::food(tx, variant).await? else { continue };
        let counts = (today, i64::from(pieces), 0);
        if let Some(batch) = make(tx, &food, counts, "", &line.to_string(), &actor.to_string()).await? {
            sql::insert_share(tx, line, batch, (order, parcel), pieces).await?;
        }
    }
    Ok(())
}

/// Takes batches off the shelf that are too old to be sold to anybody today; answers how many. Safe to call every hour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn end_old(db: &Db) -> Result<usize, DbError> {
    let mut ended = 0;
    loop {
        let old = {
            let mut read = db.read().await?;
            let today = read.now().day();
            sql::too_old(&mut read, today, MANY).await?
        };
        if old.is_empty() {
            return Ok(ended);
        }
        for (batch, variant, left) in &old {
            transaction!(db, tx => {
                if sql::end(tx, *batch, *left).await? {
                    move_stock(tx, *variant, -*left, "spoiled", &batch.to_string()).await?;
                }
                Ok::<(), DbError>(())
            })?;
        }
        ended += old.len();
    }
}

/// The invented makers of a sample district make again what has run out or grown too old; answers how many goods.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn samples_are_made_again(db: &Db) -> Result<usize, DbError> {
    end_old(db).await?;
    let gone = sql::samples_gone(&mut db.read().await?, Limit::of(Limit::MOST)).await?;
    for (variant,) in &gone {
        transaction!(db, tx => {
            let Some(food) = sql::food(tx, *variant).await? else { return Ok(()) };
            let today = tx.now().day();
            let source = format!("sample {}", today.iso());
            let counts = (today, SAMPLE_PIECES, SAMPLE_PIECES);
            if make(tx, &food, counts, "", &source, "mart").await?.is_some() {
                move_stock(tx, *variant, SAMPLE_PIECES, "received", &source).await?;
            }
            Ok::<(), DbError>(())
        })?;
    }
    Ok(gone.len())
}

/// Food on the shelf from before there were batches becomes a batch made today; answers how many there were.
///
/// # Errors
/// [`DbError`] if the database fails; a second call goes on.
pub async fn open_missing(db: &Db) -> Result<usize, DbError> {
    let mut opened = 0;
    loop {
        let done: usize = transaction!(db, tx => {
            let rows = sql::unbatched(tx, MANY).await?;
            for (variant, pieces) in &rows {
                let source = format!("before {}", tx.now().0);
                added(tx, *variant, *pieces, &source, "mart").await?;
            }
            Ok::<usize, DbError>(rows.len())
        })?;
        opened += done;
        if done < MANY.rows() {
            return Ok(opened);
        }
    }
}
