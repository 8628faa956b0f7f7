//! Every statement on the journal. There is no update and no delete.

use kernel::ids::EntryId;
use kernel::{Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::{Kind, StatementLine};

/// Writes the head of an entry. A month that is closed takes nothing more: the entry then stands at the first moment that is
/// open, and keeps the moment at which it was entered.
pub(super) async fn insert_entry(tx: &mut Tx, id: EntryId, kind: Kind, source: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into journal_entry (id, kind, source, at_ms, entered_at_ms)
             select $1, $2, $3, case when m.open_from_ms > $4 then m.open_from_ms else $4 end,
                    case when m.open_from_ms > $4 then $4 else null end
               from (select coalesce(max(to_ms), 0) as open_from_ms from ledger_month where state = 'closed') m"
        ),
        params![id, kind, source, now],
    )
    .await
}

/// Writes one posting of an entry.
pub(super) async fn insert_posting(
    tx: &mut Tx,
    entry: EntryId,
    position: i64,
    account: &str,
    amount: Paise,
) -> Result<(), DbError> {
    tx.put(
        sql!("insert into posting (entry_id, position, account, amount_paise) values ($1, $2, $3, $4)"),
        params![entry, position, account, amount],
    )
    .await
}

/// The sum of an account's postings.
pub(super) async fn balance(read: &mut Read, account: &str) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!("select cast(coalesce(sum(amount_paise), 0) as bigint) from posting where account = $1"),
            params![account],
        )
        .await?;
    Ok(sum)
}

/// The sum of all postings ever made; zero, or something is broken.
pub(crate) async fn sum_of_everything(read: &mut Read) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(sql!("select cast(coalesce(sum(amount_paise), 0) as bigint) from posting"), params![])
        .await?;
    Ok(sum)
}

/// Kinds of accounts there can be; far above what there are.
const KINDS: Limit = Limit::of(50);

/// The balance of every kind of account: accounts of persons are taken together.
pub(super) async fn balances_by_kind(read: &mut Read) -> Result<Vec<(String, Paise)>, DbError> {
    read.rows(
        sql!(
            "select kind, cast(sum(amount_paise) as bigint)
               from (select case when account like 'maker:%' then 'maker'
                                 when account like 'seller_tax:%' then 'seller_tax'
                                 when account like 'cash_hub:%' then 'cash_hub'
                                 when account like 'cash_courier:%' then 'cash_courier'
                                 when account like 'offer:%' then 'offer'
                                 when account like 'deposit:%' then 'deposit'
                                 else account end as kind, amount_paise
                       from posting where account not like 'trial:%') as of_kind
              group by kind order by kind limit $1"
        ),
        params![KINDS],
    )
    .await
}

/// Lines of a statement at most; a month of the busiest maker has some hundred.
const LINES: Limit = Limit::of(Limit::MOST);

/// The balance of an account before a moment.
pub(crate) async fn balance_before(read: &mut Read, account: &str, at: Time) -> Result<Paise, DbError> {
    let (sum,) = read
        .one(
            sql!(
                "select cast(coalesce(sum(p.amount_paise), 0) as bigint)
                   from posting p join journal_entry e on e.id = p.entry_id
                  where p.account = $1 and e.at_ms < $2"
            ),
            params![account, at],
        )
        .await?;
    Ok(sum)
}

/// What happened on a maker's account in a span of time, with what each entry is about as people know it.
pub(super) async fn statement_lines(
    read: &mut Read,
    account: &str,
    (from, to): (Time, Time),
) -> Result<Vec<StatementLine>, DbError> {
    read.rows(
        sql!(
            "select e.at_ms, e.kind, coalesce(c.code, o.code, y.utr, k.code, ''), cast(-sum(p.amount_paise) as bigint)
               from posting p join journal_entry e on e.id = p.entry_id
               left join parcel c on c.id = e.source
               left join shipment s on s.id = e.source
               left join buyer_order o on o.id = s.order_id
               left join payout y on y.id = e.source
               left join claim m on m.id = e.source
               left join parcel k on k.id = m.parcel_id
              where p.account = $1 and e.at_ms >= $2 and e.at_ms < $3
              group by e.id, e.at_ms, e.kind, c.code, o.code, y.utr, k.code
              order by e.at_ms, e.id limit $4"
        ),
        params![account, from, to, LINES],
    )
    .await
}
