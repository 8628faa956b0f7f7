//! The statements by which finance changes the rules of cash.

use kernel::ids::PersonId;
use kernel::india::Pin;
use kernel::{Day, Limit};
use store::{DbError, Read, Tx, params, sql};

use super::rules::{PinRule, Rule};
use super::ruling::{PinView, RuleView};

/// A rule from a day on. `false`: that day has one.
pub(super) async fn insert_rule(tx: &mut Tx, rule: &Rule, why: &str, by: PersonId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into cash_rule (effective_from_day, reach, most_paise, refused_most, refused_days, source, set_by, set_at_ms,
                                        token_paise, token_bp, token_kept_paise)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (effective_from_day) do nothing"
            ),
            params![
                rule.from,
                rule.reach,
                rule.most,
                rule.refused_most,
                rule.refused_days,
                why,
                by,
                now,
                rule.token.least,
                rule.token.share_bp,
                rule.token.kept_most
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// A rule of a pincode from a day on. `false`: that day has one for it.
pub(super) async fn insert_pin(
    tx: &mut Tx,
    (pin, from, stands): (&Pin, Day, PinRule),
    why: &str,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into cash_pin (pin, effective_from_day, stands, source, set_by, set_at_ms)
                 values ($1, $2, $3, $4, $5, $6) on conflict (pin, effective_from_day) do nothing"
            ),
            params![pin.clone(), from, stands, why, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The rules, the latest day first.
pub(super) async fn rules(read: &mut Read, limit: Limit) -> Result<Vec<RuleView>, DbError> {
    read.rows(
        sql!(
            "select r.effective_from_day, r.reach, r.most_paise, r.refused_most, r.refused_days, r.token_paise, r.token_bp, r.token_kept_paise,
                    r.source, coalesce(p.name, '')
               from cash_rule r left join person p on p.id = r.set_by
              order by r.effective_from_day desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// Pincodes with a rule of their own, what was said last first.
pub(super) async fn pins(read: &mut Read, limit: Limit) -> Result<Vec<PinView>, DbError> {
    read.rows(
        sql!(
            "select c.pin, c.effective_from_day, c.stands, c.source, coalesce(p.name, '')
               from cash_pin c left join person p on p.id = c.set_by
              order by c.set_at_ms desc, c.effective_from_day desc, c.pin limit $1"
        ),
        params![limit],
    )
    .await
}
