//! Every statement on reports, statements and what they are laid beside, in life order.

use kernel::ids::{BankLineId, PaymentId, PersonId, SettlementRowId, StatementId};
use kernel::payment::{Gateway, SettledRow};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use super::Thing;
use super::read::{StatementHead, StatementLine};
use super::rules::{Booked, Expected, ToldRow};
use super::statement::Stated;

/// Keeps a line of a report as it came, unless this very line is known. `copy` counts equal lines of one report.
pub(super) async fn insert_row(
    tx: &mut Tx,
    id: SettlementRowId,
    (gateway, row): (Gateway, &SettledRow),
    copy: i64,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into settlement_row (id, settlement, utr, kind, entity, amount_paise, fee_paise, tax_paise, credit_paise,
                                             debit_paise, copy, settled_at_ms, fetched_at_ms, gateway, fate)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'waiting') on conflict do nothing"
            ),
            params![
                id,
                row.settlement,
                row.utr,
                row.kind,
                row.entity,
                row.amount,
                row.fee,
                row.tax,
                row.credit,
                row.debit,
                copy,
                row.at,
                now,
                gateway
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// A payment company's file was brought. `false`: it was before.
pub(super) async fn insert_file(
    tx: &mut Tx,
    (gateway, file_name, sha256): (Gateway, &str, &str),
    lines: i64,
    by: PersonId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into settlement_file (file_sha256, gateway, file_name, line_count, brought_by, brought_at_ms)
                 values ($1, $2, $3, $4, $5, $6) on conflict (file_sha256) do nothing"
            ),
            params![sha256, gateway, file_name, lines, by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The newest day of what a company has handed on.
pub(super) async fn told_until(read: &mut Read, gateway: Gateway) -> Result<Option<Day>, DbError> {
    let (at,): (Option<Time>,) = read
        .one(sql!("select max(settled_at_ms) from settlement_row where gateway = $1"), params![gateway])
        .await?;
    Ok(at.map(|at| at.day()))
}

/// Lines of reports that are not accounted for, behind one: new ones, and gaps that may fit by now.
pub(super) async fn told(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ToldRow>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.gateway, r.kind, r.entity, r.amount_paise, r.fee_paise, r.tax_paise, r.credit_paise, r.debit_paise,
                    r.settled_at_ms
               from settlement_row r
              where r.fate <> 'posted' and r.id > $1
                and not exists (select 1 from money_gap g where g.about = r.id and g.state in ('explained', 'booked'))
              order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// A line of a report.
pub(super) async fn row(read: &mut Read, id: &str) -> Result<Option<ToldRow>, DbError> {
    read.row(
        sql!(
            "select id, gateway, kind, entity, amount_paise, fee_paise, tax_paise, credit_paise, debit_paise, settled_at_ms
               from settlement_row where id = $1"
        ),
        params![id],
    )
    .await
}

/// What was paid longer ago and is not settled has been a gap for long.
const LOOKED_BACK_DAYS: i64 = 90;

/// Payments and refunds that a line which is not accounted for names, or that no line names, behind one.
pub(super) async fn booked(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Booked>, DbError> {
    let since = read.now().plus_days(-LOOKED_BACK_DAYS);
    read.rows(
        sql!(
            "select b.gateway, b.entity, b.amount_paise, b.fee_paise, b.at_ms,
                    (select count(*) from settlement_row s where s.entity = b.entity and s.gateway = b.gateway and s.fate = 'posted')
               from (select gateway, gateway_payment as entity, amount_paise, fee_paise, made_at_ms as at_ms
                       from payment where status in ('captured', 'refunded') and gateway in ('razorpay', 'hyperswitch')
                      union all
                     select y.gateway, r.gateway_refund, r.amount_paise, 0, coalesce(r.ended_at_ms, r.asked_at_ms)
                       from refund r join payment y on y.id = r.payment_id
                      where r.gateway_refund is not null and r.status <> 'failed' and y.gateway in ('razorpay', 'hyperswitch')) b
              where b.entity > $1
                and (exists (select 1 from settlement_row s where s.entity = b.entity and s.fate <> 'posted')
                     or (b.at_ms >= $2
                         and not exists (select 1 from settlement_row s where s.entity = b.entity)
                         and not exists (select 1 from money_gap g
                                          where g.about = b.entity and g.state in ('explained', 'booked'))))
              order by b.entity limit $3"
        ),
        params![after, since, limit],
    )
    .await
}

/// What must stand in a statement and has not been found in one, behind a place.
pub(super) async fn expected(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Expected>, DbError> {
    read.rows(
        sql!(
            "select e.thing, e.about, e.reference, e.amount_paise, e.at_ms
               from (select 'settlement' as thing, r.settlement as about, min(r.utr) as reference,
                            cast(sum(r.credit_paise - r.debit_paise) as bigint) as amount_paise, min(r.settled_at_ms) as at_ms
                       from settlement_row r group by r.settlement
                      union all
                     select 'payout', y.id, y.utr, -y.amount_paise, y.ended_at_ms
                       from payout y where y.utr is not null and y.state in ('settled', 'returned')
                      union all
                     select 'payout_back', y.id, y.utr, y.amount_paise, y.ended_at_ms
                       from payout y where y.utr is not null and y.state = 'returned'
                      union all
                     select 'refund_upi', u.id, u.utr, -u.amount_paise, u.ended_at_ms
                       from refund_to_upi u where u.utr is not null and u.state in ('paid', 'returned')
                      union all
                     select 'refund_upi_back', u.id, u.utr, u.amount_paise, u.ended_at_ms
                       from refund_to_upi u where u.utr is not null and u.state = 'returned'
                      union all
                     select 'printed_upi', s.order_id, s.utr, o.total_paise, o.placed_at_ms
                       from hand_sale s join buyer_order o on o.id = s.order_id where s.utr is not null
                      union all
                     select 'fund', n.id, n.reference, n.amount_paise, n.moved_at_ms from advance_fund_move n
                      union all
                     select 'cash_in', h.id, h.slip, h.amount_paise, h.handed_at_ms from cash_handover h
                      union all
                     select 'remittance', m.id, min(m.reference), cast(sum(l.amount_paise) as bigint), min(m.taken_at_ms)
                       from cash_remittance m join cash_remittance_line l on l.remittance_id = m.id and l.fate = 'matched'
                      group by m.id) e
              where e.thing || ' ' || e.about > $1 and e.at_ms is not null and e.amount_paise <> 0
                and not exists (select 1 from bank_line b where b.matched_kind = e.thing and b.matched_about = e.about)
                and not exists (select 1 from money_gap g where g.about = e.about and g.state in ('explained', 'booked'))
              order by e.thing || ' ' || e.about limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Lines of statements that are nothing of ours yet, behind one: id, day, amount and the sealed words.
pub(super) async fn open_lines(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<(BankLineId, Day, Paise, Sealed)>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.day, l.amount_paise, l.words_sealed
               from bank_line l
              where l.matched_kind is null and l.id > $1
                and not exists (select 1 from money_gap g where g.about = l.id and g.state in ('explained', 'booked'))
              order by l.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// A line of a report is accounted for: it fits, or two have booked it. `false`: it was before.
pub(super) async fn post_row(tx: &mut Tx, id: SettlementRowId) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update settlement_row set fate = 'posted' where id = $1 and fate <> 'posted'"),
            params![id],
        )
        .await?;
    Ok(changed == 1)
}

/// A line of a report is a gap for now.
pub(super) async fn set_aside(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    tx.put(sql!("update settlement_row set fate = 'gap' where id = $1 and fate = 'waiting'"), params![id])
        .await
}

/// A line of a statement is this thing of ours, once.
pub(super) async fn match_line(
    tx: &mut Tx,
    id: BankLineId,
    thing: Thing,
    about: &str,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update bank_line set matched_kind = $2, matched_about = $3
                  where id = $1 and matched_kind is null
                    and not exists (select 1 from bank_line b where b.matched_kind = $2 and b.matched_about = $3)"
            ),
            params![id, thing, about],
        )
        .await?;
    Ok(changed == 1)
}

/// The payment that was made to the printed code for an order, and its amount.
pub(super) async fn printed(read: &mut Read, order: &str) -> Result<Option<(PaymentId, Paise)>, DbError> {
    read.row(
        sql!(
            "select y.id, y.amount_paise from payment y join payment_intent i on i.id = y.intent_id
              where i.order_id = $1 and y.gateway = 'printed'"
        ),
        params![order],
    )
    .await
}

/// A settlement has got another line: what the bank has is not known to be all of it any more.
pub(super) async fn unmatch(tx: &mut Tx, settlement: &str) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update bank_line set matched_kind = null, matched_about = null
              where matched_kind = 'settlement' and matched_about = $1"
        ),
        params![settlement],
    )
    .await
}

pub(super) struct NewStatement<'a> {
    pub id: StatementId,
    pub file_name: &'a str,
    pub sha256: &'a str,
    pub lines: Sealed,
    pub faults: &'a str,
    pub count: i64,
    pub by: PersonId,
}

/// Keeps what was read of a file, unless this very file is known.
pub(super) async fn insert_statement(tx: &mut Tx, new: &NewStatement<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into bank_statement (id, file_name, file_sha256, lines_sealed, faults, line_count, brought_by, brought_at_ms)
                 values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (file_sha256) do nothing"
            ),
            params![new.id, new.file_name, new.sha256, new.lines.clone(), new.faults, new.count, new.by, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The statement that this very file was.
pub(super) async fn statement_of(read: &mut Read, sha256: &str) -> Result<Option<StatementId>, DbError> {
    let found: Option<(StatementId,)> =
        read.row(sql!("select id from bank_statement where file_sha256 = $1"), params![sha256]).await?;
    Ok(found.map(|(id,)| id))
}

/// A statement with what was read of it.
pub(super) async fn statement(read: &mut Read, id: StatementId) -> Result<Option<StatementHead>, DbError> {
    read.row(
        sql!(
            "select id, file_name, lines_sealed, faults, line_count, brought_at_ms, taken_at_ms, new_count
               from bank_statement where id = $1"
        ),
        params![id],
    )
    .await
}

/// The newest statements.
pub(super) async fn statements(read: &mut Read, limit: Limit) -> Result<Vec<StatementLine>, DbError> {
    read.rows(
        sql!(
            "select id, file_name, line_count, brought_at_ms, taken_at_ms, new_count
               from bank_statement order by brought_at_ms desc, id desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// Which of these lines are known, by their fingers; asked for one after the other in one statement each.
pub(super) async fn is_known(read: &mut Read, finger: &str) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from bank_line where finger = $1"), params![finger]).await?;
    Ok(count > 0)
}

/// A statement is taken in, once; what was only shown is wiped.
pub(super) async fn close_statement(
    tx: &mut Tx,
    id: StatementId,
    by: PersonId,
    new: i64,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update bank_statement set taken_by = $2, taken_at_ms = $3, new_count = $4, lines_sealed = ''
                  where id = $1 and taken_at_ms is null"
            ),
            params![id, by, now, new],
        )
        .await?;
    Ok(changed == 1)
}

/// A line of a statement, unless this very line is known.
pub(super) async fn insert_line(
    tx: &mut Tx,
    id: BankLineId,
    statement: StatementId,
    (line, words, finger): (&Stated, &Sealed, &str),
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "insert into bank_line (id, statement_id, line_no, day, amount_paise, words_sealed, finger)
                 values ($1, $2, $3, $4, $5, $6, $7) on conflict (finger) do nothing"
            ),
            params![id, statement, line.no, line.day, line.amount, words.clone(), finger],
        )
        .await?;
    Ok(changed == 1)
}

/// The newest day any statement has reached.
pub(super) async fn stated_until(read: &mut Read) -> Result<Option<Day>, DbError> {
    let (day,): (Option<Day>,) = read.one(sql!("select max(day) from bank_line"), params![]).await?;
    Ok(day)
}

/// The sealed words of a line.
pub(super) async fn words_of(read: &mut Read, id: &str) -> Result<Option<Sealed>, DbError> {
    let found: Option<(Sealed,)> =
        read.row(sql!("select words_sealed from bank_line where id = $1"), params![id]).await?;
    Ok(found.map(|(words,)| words))
}

/// Forgets statements that were brought before a moment and never taken in.
pub(super) async fn forget_statements(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(
        sql!("delete from bank_statement where taken_at_ms is null and brought_at_ms < $1"),
        params![before],
    )
    .await
}
