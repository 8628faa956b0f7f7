//! What pages, orders and the worker ask about payment companies.

use kernel::payment::Gateway;
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read};

use super::rules::{self, Served, Standing};
use super::{Payers, sql};

/// Rules shown: a mart changes its company a few times in its life.
const RULES: Limit = Limit::of(100);

store::row! {
    /// One place of a rule.
    pub struct RuleView {
        /// The rule.
        pub id: String,
        /// From which day on.
        pub from: Day,
        /// For whom.
        pub payers: Payers,
        /// Its place: 1 serves, 2 stands in.
        pub priority: i64,
        /// The company.
        pub gateway: Gateway,
        /// Why.
        pub reason: String,
        /// Who said so; empty if it shipped with the program.
        pub by: String,
        /// When.
        pub at: Time,
    }
}

/// A rule with its companies, the first of them first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// From which day on.
    pub from: Day,
    /// For whom.
    pub payers: Payers,
    /// Who serves, and who stands in.
    pub gateways: Vec<Gateway>,
    /// Why.
    pub reason: String,
    /// Who said so; empty if it shipped with the program.
    pub by: String,
}

/// The rules, those of the latest day first, and of one day what was said last.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn orders(read: &mut Read) -> Result<Vec<Order>, DbError> {
    let mut all: Vec<(String, Order)> = Vec::new();
    for row in sql::rules(read, RULES).await? {
        match all.last_mut() {
            Some((id, order)) if *id == row.id => order.gateways.push(row.gateway),
            _ => {
                let RuleView { id, from, payers, gateway, reason, by, .. } = row;
                all.push((id, Order { from, payers, gateways: vec![gateway], reason, by }));
            }
        }
    }
    Ok(all.into_iter().map(|(_, order)| order).collect())
}

/// Which of the rules holds for somebody on a day.
pub fn in_force(orders: &[Order], payers: Payers, day: Day) -> Option<&Order> {
    orders.iter().find(|order| order.payers == payers && order.from <= day)
}

/// How each company stands.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn standings(read: &mut Read) -> Result<Vec<Standing>, DbError> {
    sql::standings(read).await
}

/// How one company stands.
///
/// # Errors
/// [`DbError`] if the database fails, or knows no such company, which cannot be.
pub async fn standing_of(read: &mut Read, gateway: Gateway) -> Result<Standing, DbError> {
    let found = sql::standing(read, gateway).await?;
    found.ok_or_else(|| DbError::Failed(format!("there is no state of {gateway}")))
}

/// Who serves a new payment now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn serves(read: &mut Read, payers: Payers) -> Result<Served, DbError> {
    serving(read, payers, None).await
}

/// Who serves now, leaving one company out that has just been silent.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn serving(read: &mut Read, payers: Payers, without: Option<Gateway>) -> Result<Served, DbError> {
    let today = read.now().day();
    let orders = orders(read).await?;
    let order = in_force(&orders, payers, today).map_or(Gateway::ALL, |order| &order.gateways);
    let mut standings = sql::standings(read).await?;
    for standing in &mut standings {
        if Some(standing.gateway) == without {
            standing.down_since = standing.down_since.or(Some(read.now()));
        }
    }
    Ok(rules::serve(order, &standings))
}

store::row! {
    /// What came through a company.
    pub struct Came {
        /// Which.
        pub gateway: Gateway,
        /// How many payments.
        pub count: i64,
        /// How much.
        pub amount: Paise,
    }
}

/// What came through each company today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn came_today(read: &mut Read) -> Result<Vec<Came>, DbError> {
    let day = read.now().day();
    sql::came(read, (day.starts(), day.plus(1).starts())).await
}

/// Whether any key the mart holds moves real money.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn moves_money(read: &mut Read) -> Result<bool, DbError> {
    Ok(sql::real_keys(read).await? > 0)
}
