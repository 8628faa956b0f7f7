//! What changes rules and states of payment companies.

use kernel::ids::{GatewayRuleId, PersonId};
use kernel::payment::{Gateway, Money};
use store::{Db, DbError, Tx, transaction};

use super::rules::{self, Seen, Standing};
use super::sql::{self, NewRow};
use super::{NewRule, RuleError};

/// A reason has so many letters at least.
const REASON_LETTERS: usize = 3;

/// Says which companies the mart is set up for, and what its keys there move; whoever starts says it.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn announce(db: &Db, here: &[(Gateway, Money)]) -> Result<(), DbError> {
    transaction!(db, tx => {
        for was in sql::standings(tx).await? {
            let key = here.iter().find(|(gateway, _)| *gateway == was.gateway);
            if key.is_some() != was.is_here {
                sql::change(tx, &was, &Standing { is_here: key.is_some(), ..was }).await?;
            }
            if let Some((gateway, money)) = key {
                sql::hold_key(tx, *gateway, *money).await?;
            }
        }
        Ok(())
    })
}

/// Notes what came of asking a company. Nothing is written while it answers as before.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn saw(db: &Db, gateway: Gateway, seen: Seen) -> Result<(), DbError> {
    let mut read = db.read().await?;
    let now = read.now();
    let was = sql::standing(&mut read, gateway).await?;
    drop(read);
    if was.is_none_or(|was| rules::after(&was, seen, now).is_none()) {
        return Ok(());
    }
    transaction!(db, tx => {
        let now = tx.now();
        let Some(was) = sql::standing(tx, gateway).await? else { return Ok(()) };
        let Some(next) = rules::after(&was, seen, now) else { return Ok(()) };
        tell(&was, &next);
        move_to(tx, &was, &next).await.map(drop)
    })
}

fn tell(was: &Standing, next: &Standing) {
    match (was.down_since, next.down_since) {
        (None, Some(_)) => {
            tracing::error!(gateway = %was.gateway, "does not answer; new payments go another way")
        }
        (Some(_), None) => tracing::info!(gateway = %was.gateway, "answers again"),
        _ => {}
    }
}

/// Claims the probe of a company that is down, if one is due: `true` for one node, which asks.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn probe_due(db: &Db, gateway: Gateway) -> Result<bool, DbError> {
    transaction!(db, tx => {
        let now = tx.now();
        let Some(was) = sql::standing(tx, gateway).await? else { return Ok(false) };
        match rules::probed(&was, now) {
            Some(next) => move_to(tx, &was, &next).await,
            None => Ok(false),
        }
    })
}

async fn move_to(tx: &mut Tx, was: &Standing, next: &Standing) -> Result<bool, DbError> {
    sql::change(tx, was, next).await
}

/// Finance says who serves whom from a day on.
///
/// # Errors
/// [`RuleError`] with what is wrong; nothing is written then.
pub async fn enter(db: &Db, by: PersonId, rule: &NewRule<'_>) -> Result<GatewayRuleId, RuleError> {
    let reason = rule.reason.trim();
    if reason.chars().count() < REASON_LETTERS {
        return Err(RuleError::NoReason);
    }
    if rule.second == Some(rule.first) {
        return Err(RuleError::Twice);
    }
    transaction!(db, tx => {
        if rule.from < tx.now().day() {
            return Err(RuleError::DayOver);
        }
        let standings = sql::standings(tx).await?;
        for gateway in std::iter::once(rule.first).chain(rule.second) {
            if !standings.iter().any(|one| one.gateway == gateway && one.is_here) {
                return Err(RuleError::NotHere(gateway));
            }
        }
        let id: GatewayRuleId = tx.new_id();
        write(tx, &id.to_string(), rule, reason, Some(by)).await?;
        Ok(id)
    })
}

/// Writes the rows of a rule.
pub(super) async fn write(
    tx: &mut Tx,
    id: &str,
    rule: &NewRule<'_>,
    reason: &str,
    by: Option<PersonId>,
) -> Result<(), DbError> {
    for (priority, gateway) in (1_i64..).zip(std::iter::once(rule.first).chain(rule.second)) {
        let (from, payers) = (rule.from, rule.payers);
        sql::insert_rule(tx, &NewRow { id, from, payers, priority, gateway, reason, by }).await?;
    }
    Ok(())
}
