//! Every statement on rules and states of payment companies.

use kernel::ids::PersonId;
use kernel::payment::{Gateway, Money};
use kernel::{Day, Limit, Time};
use store::{DbError, FromRow, Read, Row, Tx, params, sql};

use super::Payers;
use super::read::{Came, RuleView};
use super::rules::Standing;

/// A mart knows this many companies at most.
const COMPANIES: Limit = Limit::of(10);

pub(super) struct NewRow<'a> {
    pub id: &'a str,
    pub from: Day,
    pub payers: Payers,
    pub priority: i64,
    pub gateway: Gateway,
    pub reason: &'a str,
    pub by: Option<PersonId>,
}

/// One place of a rule, unless it is written.
pub(super) async fn insert_rule(tx: &mut Tx, new: &NewRow<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into gateway_rule (id, from_day, payers, priority, gateway, reason, set_by, set_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id, priority) do nothing"
        ),
        params![new.id, new.from, new.payers, new.priority, new.gateway, new.reason, new.by, now],
    )
    .await
}

/// The rules place by place: the latest day first, of one day what was said last, of one rule the first company first.
pub(super) async fn rules(read: &mut Read, limit: Limit) -> Result<Vec<RuleView>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.from_day, r.payers, r.priority, r.gateway, r.reason, coalesce(p.name, ''), r.set_at_ms
               from gateway_rule r left join person p on p.id = r.set_by
              order by r.from_day desc, r.set_at_ms desc, r.id desc, r.priority limit $1"
        ),
        params![limit],
    )
    .await
}

impl FromRow for Standing {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        let is_here: i64 = row.take(1)?;
        Ok(Standing {
            gateway: row.take(0)?,
            is_here: is_here == 1,
            failures: row.take(2)?,
            failed_at: row.take(3)?,
            down_since: row.take(4)?,
            probe_at: row.take(5)?,
            up_since: row.take(6)?,
        })
    }
}

/// How each company stands.
pub(super) async fn standings(read: &mut Read) -> Result<Vec<Standing>, DbError> {
    read.rows(
        sql!(
            "select gateway, is_here, failures, failed_at_ms, down_since_ms, probe_at_ms, up_since_ms
               from gateway_state order by gateway desc limit $1"
        ),
        params![COMPANIES],
    )
    .await
}

/// How one company stands.
pub(super) async fn standing(read: &mut Read, gateway: Gateway) -> Result<Option<Standing>, DbError> {
    read.row(
        sql!(
            "select gateway, is_here, failures, failed_at_ms, down_since_ms, probe_at_ms, up_since_ms
               from gateway_state where gateway = $1"
        ),
        params![gateway],
    )
    .await
}

/// Changes how a company stands, unless somebody has changed it since. `false`: somebody has.
pub(super) async fn change(tx: &mut Tx, was: &Standing, next: &Standing) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update gateway_state
                    set is_here = $3, failures = $4, failed_at_ms = $5, down_since_ms = $6, probe_at_ms = $7, up_since_ms = $8
                  where gateway = $1 and failures = $2"
            ),
            params![
                was.gateway,
                was.failures,
                i64::from(next.is_here),
                next.failures,
                next.failed_at,
                next.down_since,
                next.probe_at,
                next.up_since
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// What came through each company in a span of time.
pub(super) async fn came(read: &mut Read, (from, to): (Time, Time)) -> Result<Vec<Came>, DbError> {
    read.rows(
        sql!(
            "select gateway, count(*), cast(sum(amount_paise) as bigint) from payment
              where gateway not in ('cash', 'printed', 'deposit') and status in ('captured', 'refunded') and made_at_ms >= $1 and made_at_ms < $2
              group by gateway order by gateway limit $3"
        ),
        params![from, to, COMPANIES],
    )
    .await
}

/// Notes what our key at a company moves, and since when, if it moved something else before.
pub(super) async fn hold_key(tx: &mut Tx, gateway: Gateway, money: Money) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into gateway_key (gateway, money, since_ms) values ($1, $2, $3)
             on conflict (gateway) do update set money = excluded.money, since_ms = excluded.since_ms
              where gateway_key.money <> excluded.money"
        ),
        params![gateway, money, now],
    )
    .await
}

/// Companies the mart is set up for with a key that moves real money.
pub(super) async fn real_keys(read: &mut Read) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!(
                "select count(*) from gateway_key k join gateway_state s on s.gateway = k.gateway
                  where k.money = 'real' and s.is_here = 1"
            ),
            params![],
        )
        .await?;
    Ok(count)
}
