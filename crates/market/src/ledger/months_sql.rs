//! The statements of closed months.

use kernel::ids::{LedgerMonthId, PersonId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::months::{MonthRow, Total};
use crate::audit::Trail;

/// Kinds of accounts there can be.
const KINDS: Limit = Limit::of(50);

/// A month somebody has closed or wants to.
pub(super) async fn month(read: &mut Read, first: Day) -> Result<Option<MonthRow>, DbError> {
    read.row(
        sql!(
            "select m.id, m.first_day, case when m.taken_back_at_ms is null then m.state else 'taken_back' end, m.asked_by, p.name, m.asked_at_ms, a.name, m.agreed_at_ms, m.version, m.trail
               from ledger_month m join person p on p.id = m.asked_by
               left join person a on a.id = m.agreed_by
              where m.first_day = $1"
        ),
        params![first],
    )
    .await
}

/// The newest of them.
pub(super) async fn months(read: &mut Read, limit: Limit) -> Result<Vec<MonthRow>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.first_day, case when m.taken_back_at_ms is null then m.state else 'taken_back' end, m.asked_by, p.name, m.asked_at_ms, a.name, m.agreed_at_ms, m.version, m.trail
               from ledger_month m join person p on p.id = m.asked_by
               left join person a on a.id = m.agreed_by
              order by m.first_day desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// The first moment that is open.
pub(super) async fn closed_until(read: &mut Read) -> Result<Option<Time>, DbError> {
    let (at,) =
        read.one(sql!("select max(to_ms) from ledger_month where state = 'closed'"), params![]).await?;
    Ok(at)
}

/// Whether a month waits for its second person.
pub(super) async fn somebody_asks(read: &mut Read) -> Result<bool, DbError> {
    let (waiting,): (i64,) = read
        .one(
            sql!("select count(*) from ledger_month where state = 'asked' and taken_back_at_ms is null"),
            params![],
        )
        .await?;
    Ok(waiting > 0)
}

/// A month that somebody wants to close.
pub(super) async fn insert(
    tx: &mut Tx,
    id: LedgerMonthId,
    (first, from, to): (Day, Time, Time),
    by: PersonId,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into ledger_month (id, first_day, from_ms, to_ms, state, asked_by, asked_at_ms, version, trail)
             values ($1, $2, $3, $4, 'asked', $5, $6, 1, $7)"
        ),
        params![id, first, from, to, by, now, trail.clone()],
    )
    .await
}

/// Takes the wish to close a month back. `false`: somebody was faster.
pub(super) async fn take_back(tx: &mut Tx, row: &MonthRow, trail: &Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update ledger_month set taken_back_at_ms = $3, trail = $4, version = version + 1
                  where id = $1 and version = $2 and state = 'asked'"
            ),
            params![row.id, row.version, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Somebody wants to close it after all. `false`: somebody was faster.
pub(super) async fn ask_again(
    tx: &mut Tx,
    row: &MonthRow,
    by: PersonId,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update ledger_month
                    set taken_back_at_ms = null, asked_by = $3, asked_at_ms = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2 and state = 'asked' and taken_back_at_ms is not null"
            ),
            params![row.id, row.version, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Closes a month unless somebody changed it since, or the same person asked. `false`: one of these.
pub(super) async fn close(tx: &mut Tx, row: &MonthRow, by: PersonId, trail: &Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update ledger_month
                    set state = 'closed', agreed_by = $3, agreed_at_ms = $4, trail = $5, version = version + 1
                  where id = $1 and version = $2 and state = 'asked' and taken_back_at_ms is null and asked_by <> $3"
            ),
            params![row.id, row.version, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps what every account had in the month.
pub(super) async fn keep_totals(tx: &mut Tx, first: Day, from: Time, to: Time) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into ledger_month_total (first_day, account, opening_paise, debit_paise, credit_paise)
             select $1, p.account,
                    cast(sum(case when e.at_ms < $2 then p.amount_paise else 0 end) as bigint),
                    cast(sum(case when e.at_ms >= $2 and p.amount_paise > 0 then p.amount_paise else 0 end) as bigint),
                    cast(sum(case when e.at_ms >= $2 and p.amount_paise < 0 then -p.amount_paise else 0 end) as bigint)
               from posting p join journal_entry e on e.id = p.entry_id
              where e.at_ms < $3 and p.account not like 'trial:%'
              group by p.account"
        ),
        params![first, from, to],
    )
    .await
}

/// What the accounts of each kind had in a month.
pub(super) async fn totals(read: &mut Read, from: Time, to: Time) -> Result<Vec<Total>, DbError> {
    read.rows(
        sql!(
            "select kind,
                    cast(sum(case when at_ms < $1 then amount_paise else 0 end) as bigint),
                    cast(sum(case when at_ms >= $1 and amount_paise > 0 then amount_paise else 0 end) as bigint),
                    cast(sum(case when at_ms >= $1 and amount_paise < 0 then -amount_paise else 0 end) as bigint)
               from (select case when p.account like 'maker:%' then 'maker'
                                 when p.account like 'seller_tax:%' then 'seller_tax'
                                 else p.account end as kind, p.amount_paise, e.at_ms
                       from posting p join journal_entry e on e.id = p.entry_id
                      where e.at_ms < $2 and p.account not like 'trial:%') as of_kind
              group by kind order by kind limit $3"
        ),
        params![from, to, KINDS],
    )
    .await
}
