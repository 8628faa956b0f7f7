//! What pages ask about batches.

use std::collections::HashMap;

use kernel::ids::{FoodBatchId, MakerId, OrderId, ParcelId, VariantId};
use kernel::{BadCell, Day, Limit, Paise, Time, Words};
use store::{DbError, FromRow, Read, Row};

use super::{recall_sql, sql};
use crate::accounts::Blocks;
use crate::catalogue::columns::Columns;

/// Lines of a list.
const LIST: Limit = Limit::of(100);

/// Whose batches somebody may stop.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Of makers in an officer's blocks.
    Officer(Blocks),
    /// Of anybody: a head of any department.
    Head,
}

impl Scope {
    /// The blocks between semicolons; empty where all are meant.
    pub(super) fn fenced(&self) -> String {
        match self {
            Scope::Officer(blocks) => blocks.fenced(),
            Scope::Head => String::new(),
        }
    }
}

/// A batch in a list.
#[derive(Clone, Debug)]
pub struct BatchLine {
    /// Its id.
    pub id: FoodBatchId,
    /// What stands on the pack.
    pub code: String,
    /// The good.
    pub good: Words,
    /// Its size or colour.
    pub label: Words,
    /// Who made it.
    pub maker: Words,
    /// When it was made.
    pub made: Day,
    /// The last day it is best.
    pub best_before: Day,
    /// How many pieces were made.
    pub made_count: i64,
    /// How many lie there.
    pub left: i64,
    /// Whether it went off the shelf for its age.
    pub ended: bool,
    /// When it was recalled.
    pub recalled_at: Option<Time>,
    /// Why it was recalled.
    pub why: String,
}

impl FromRow for BatchLine {
    fn from_row(row: Row) -> Result<BatchLine, BadCell> {
        let mut columns = Columns::of(row);
        Ok(BatchLine {
            id: columns.next()?,
            code: columns.next()?,
            good: columns.words()?,
            label: columns.words()?,
            maker: columns.words()?,
            made: columns.next()?,
            best_before: columns.next()?,
            made_count: columns.next()?,
            left: columns.next()?,
            ended: columns.yes()?,
            recalled_at: columns.next()?,
            why: columns.next()?,
        })
    }
}

/// A batch as its public page shows it.
#[derive(Clone, Debug)]
pub struct BatchPage {
    /// The batch.
    pub line: BatchLine,
    /// The last part of the good's address.
    pub slug: String,
    /// The last part of the maker's address.
    pub maker_slug: String,
    /// Her village.
    pub village: Words,
    /// Her food licence.
    pub fssai: String,
    /// The number of a laboratory's report; may be empty.
    pub lab_slip: String,
}

/// What stands on a pack of food.
#[derive(Clone, Debug)]
pub struct PackLabel {
    /// The batch's code.
    pub code: String,
    /// The good.
    pub good: Words,
    /// Whether it is vegetarian: decides the mark.
    pub vegetarian: bool,
    /// What is in it.
    pub ingredients: Words,
    /// What may hurt some people.
    pub allergens: Words,
    /// How much is in a pack.
    pub net_quantity: Words,
    /// The maximum retail price.
    pub mrp: Paise,
    /// When it was made.
    pub made: Day,
    /// The last day it is best.
    pub best_before: Day,
    /// How to keep it.
    pub storage: Words,
    /// Who made it.
    pub maker: Words,
    /// Her village.
    pub village: Words,
    /// Her food licence.
    pub fssai: String,
}

impl FromRow for PackLabel {
    fn from_row(row: Row) -> Result<PackLabel, BadCell> {
        let mut columns = Columns::of(row);
        let (code, good, vegetarian) = (columns.next()?, columns.words()?, columns.yes()?);
        let (ingredients, allergens) = (columns.words()?, columns.words()?);
        // A pack is of one size; a good of one size only has its quantity from the good.
        let (size, of_good) = (columns.words()?, columns.words()?);
        Ok(PackLabel {
            code,
            good,
            vegetarian,
            ingredients,
            allergens,
            net_quantity: if size.hi.is_empty() { of_good } else { size },
            mrp: columns.next()?,
            made: columns.next()?,
            best_before: columns.next()?,
            storage: columns.words()?,
            maker: columns.words()?,
            village: columns.words()?,
            fssai: columns.next()?,
        })
    }
}

/// What somebody has bought of a batch.
#[derive(Clone, Debug)]
pub struct Bought {
    /// The good.
    pub good: Words,
    /// How many pieces.
    pub pieces: u32,
    /// What stands on the pack.
    pub code: String,
    /// When it was made.
    pub made: Day,
    /// The last day it is best.
    pub best_before: Day,
    /// Why it was recalled, if it was.
    pub recalled: Option<String>,
}

impl FromRow for Bought {
    fn from_row(row: Row) -> Result<Bought, BadCell> {
        let mut columns = Columns::of(row);
        Ok(Bought {
            good: columns.words()?,
            pieces: columns.next()?,
            code: columns.next()?,
            made: columns.next()?,
            best_before: columns.next()?,
            recalled: columns.next()?,
        })
    }
}

/// What can be taken of some variants: best before and pieces, by variant; nothing of what nobody eats.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn keeping(
    read: &mut Read,
    variants: &[VariantId],
) -> Result<HashMap<VariantId, Vec<(Day, u32)>>, DbError> {
    let mut keeping = HashMap::new();
    for variant in variants {
        let left = sql::left(read, *variant, LIST).await?;
        keeping.insert(*variant, left.into_iter().map(|batch| (batch.best_before, batch.pieces)).collect());
    }
    Ok(keeping)
}

/// The public page of a batch, by the code on the pack.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn page(read: &mut Read, code: &str) -> Result<Option<BatchPage>, DbError> {
    let Some(line) = recall_sql::by_code(read, code).await? else { return Ok(None) };
    let (slug, maker_slug, village_hi, village_en, fssai, lab_slip) =
        recall_sql::beside(read, line.id).await?;
    let village = Words::new(village_hi, village_en);
    Ok(Some(BatchPage { line, slug, maker_slug, village, fssai, lab_slip }))
}

/// What stands on a pack of a batch, by its code.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn label(read: &mut Read, code: &str) -> Result<Option<PackLabel>, DbError> {
    sql::label(read, code).await
}

/// A maker's batches, the newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<BatchLine>, DbError> {
    recall_sql::of_maker(read, maker, LIST).await
}

/// Batches somebody may stop, the newest first; `wanted` is a code, or nothing; those after one of them if its id is given.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn within(
    read: &mut Read,
    scope: &Scope,
    (wanted, after): (&str, &str),
    limit: Limit,
) -> Result<Vec<BatchLine>, DbError> {
    recall_sql::within(read, &scope.fenced(), (&wanted.trim().to_uppercase(), after), limit).await
}

/// A batch somebody may stop, with how many orders took of it; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(
    read: &mut Read,
    scope: &Scope,
    id: FoodBatchId,
) -> Result<Option<(BatchLine, i64)>, DbError> {
    let Some(line) = recall_sql::one(read, &scope.fenced(), id).await? else { return Ok(None) };
    Ok(Some((line, recall_sql::orders_of(read, id).await?)))
}

/// Food of a maker that lies ready: variant, good, size or colour.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn food_of(read: &mut Read, maker: MakerId) -> Result<Vec<(VariantId, Words, Words)>, DbError> {
    let rows = recall_sql::food_of(read, maker, LIST).await?;
    let named = |(id, good_hi, good_en, hi, en): (VariantId, String, String, String, String)| {
        (id, Words::new(good_hi, good_en), Words::new(hi, en))
    };
    Ok(rows.into_iter().map(named).collect())
}

/// What an order has of which batches.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<Bought>, DbError> {
    recall_sql::bought(read, &order.to_string(), LIST).await
}

/// What stands on the packs of a parcel.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn labels_of_parcel(read: &mut Read, parcel: ParcelId) -> Result<Vec<Bought>, DbError> {
    recall_sql::bought(read, &parcel.to_string(), LIST).await
}
