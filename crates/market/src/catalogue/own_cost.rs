//! What a piece of a good costs its maker: told once, counted with at each price, so that nobody sells below her own cost unawares.
//!
//! Reads: `fair_wage`. Writes: `product_cost`. Never: refuses a price; the maker says it.
//!
//! Start at [`set_costs`]; the arithmetic is [`crate::fieldwork::helper`].

use kernel::ids::{PersonId, ProductId};
use kernel::{BadCell, Paise};
use store::{Db, DbError, FromRow, Read, Row, Tx, transaction};

use super::own_cost_sql as sql;
use crate::fieldwork::{self, Costs, Helper};

/// Rupees one piece can cost at most; more is a slip of the finger.
const COST_MOST: Paise = Paise(10_000_000);
/// Quarter hours in one piece at most.
const QUARTERS_MOST: i64 = 8_000;

impl FromRow for Costs {
    fn from_row(mut row: Row) -> Result<Costs, BadCell> {
        Ok(Costs {
            material: row.take(0)?,
            quarter_hours: row.take(1)?,
            packing: row.take(2)?,
            freight: row.take(3)?,
        })
    }
}

/// Whether these can be the costs of one piece.
pub fn plausible(costs: &Costs) -> bool {
    let money = [costs.material, costs.packing, costs.freight];
    money.iter().all(|paise| (0..=COST_MOST.0).contains(&paise.0))
        && (0..=QUARTERS_MOST).contains(&costs.quarter_hours)
}

/// Somebody tells what a piece costs, in the place of what was told before.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn set_costs(db: &Db, person: PersonId, product: ProductId, costs: &Costs) -> Result<(), DbError> {
    transaction!(db, tx => { set_costs_in(tx, person, product, costs).await })
}

/// As [`set_costs`], inside another act.
pub(crate) async fn set_costs_in(
    tx: &mut Tx,
    person: PersonId,
    product: ProductId,
    costs: &Costs,
) -> Result<(), DbError> {
    sql::put(tx, product, costs, person).await
}

/// What a piece costs, and what it should bring at today's fair wage; nothing, if nobody has told.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn costs_of(read: &mut Read, product: ProductId) -> Result<Option<(Costs, Helper)>, DbError> {
    let Some(costs) = sql::costs(read, product).await? else { return Ok(None) };
    let today = read.now().day();
    let hour = fieldwork::fair_wage(read, today).await?;
    Ok(fieldwork::helper(&costs, hour).map(|helper| (costs, helper)))
}
