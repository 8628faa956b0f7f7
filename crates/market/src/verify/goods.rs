//! The checks of goods: what orders, parcels and lines add up to, and the stock behind them.

use store::{DbError, Read};

use super::{Check, Found, each, found_sql, lines_sql, parents_sql, rules, sql};

/// Orders beside their lines, shipments, parcels and payment.
pub(super) async fn orders(read: &mut Read) -> Result<[Check; 3], DbError> {
    let (mut sums, mut stand, mut twice) = (Found::default(), Found::default(), Found::default());
    each(read, sql::bought_orders, |row| {
        sums.of(&row.id, rules::order_adds_up(row));
        stand.of(&row.id, rules::order_stands(row));
    })
    .await?;
    each(read, sql::shipments, |row| stand.of(&row.id, rules::shipment_stands(row))).await?;
    each(read, sql::parcel_sums, |row| sums.of(&row.id, rules::parcel_adds_up(row))).await?;
    each(read, sql::quotes_ordered_twice, |row| twice.add(format!("{}: {} orders", row.id, row.times)))
        .await?;
    Ok([
        sums.under("every order and parcel is the sum of its lines and freight"),
        stand.under("orders and shipments stand where their payments and parcels stand"),
        twice.under("no quote became two orders"),
    ])
}

/// Whether each part belongs to something.
pub(super) async fn parents(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, parents_sql::orphans, |row| found.add(format!("{}: a {} of nothing", row.id, row.kind)))
        .await?;
    Ok(found.under("every part of an order, payment or entry belongs to one"))
}

/// Lines and to whom their price goes.
pub(super) async fn lines(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, lines_sql::lines, |row| found.of(&row.id, rules::line(row))).await?;
    Ok(found.under("the parts of every line sum to its price, its tax within"))
}

/// What mends an index.
const MENDS: &str = "`deogharmart rebuild-search` mends it";

/// Whether searches find what is on the shelf and nothing else.
pub(super) async fn found(read: &mut Read) -> Result<Check, DbError> {
    let mut found = Found::default();
    each(read, found_sql::unfound, |row| {
        found.add(match row.shown {
            1 => format!("{}: it is on the shelf, and no search finds it; {MENDS}", row.id),
            0 => format!("{}: it is found, and not on the shelf; {MENDS}", row.id),
            _ => format!("{}: it is made no more, and stands on the shelf", row.id),
        });
    })
    .await?;
    Ok(found.under("what is on the shelf is found, and nothing else"))
}

/// Stock, its movements, and who holds it.
pub(super) async fn stock(read: &mut Read) -> Result<[Check; 2], DbError> {
    let (mut moves, mut holds) = (Found::default(), Found::default());
    each(read, sql::stock, |row| {
        moves.of(&row.id, rules::stock_moves(row));
        holds.of(&row.id, rules::holds_belong(row));
    })
    .await?;
    Ok([
        moves.under("no stock is below zero, and each is the sum of its movements"),
        holds.under("what is held is what unpaid orders want and stalls have been given"),
    ])
}
