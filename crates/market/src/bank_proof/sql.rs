//! Every statement on changes of bank accounts, in life order.

use kernel::ids::{BankChangeId, MakerId, PersonId};
use kernel::india::Ifsc;
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::machine::Change;
use super::read::{BankChange, BankView, SeenBy};
use crate::accounts::DepartmentKey;
use crate::audit::Trail;
use crate::makers::Account;
use crate::personal::{self, CHANGE_ACCOUNT};

/// A change that is new.
pub(super) struct New<'a> {
    pub id: BankChangeId,
    pub maker: MakerId,
    pub department: DepartmentKey,
    pub by: PersonId,
    pub ifsc: &'a Ifsc,
    pub account: &'a Account,
    pub replaces: i64,
    pub code_hash: &'a str,
    pub code_until: Time,
}

/// Writes a new change, unless one of this maker is under way. `false`: there is.
pub(super) async fn insert(tx: &mut Tx, new: &New<'_>, trail: &Trail) -> Result<bool, DbError> {
    let now = tx.now();
    let text = new.account.as_text();
    let account = personal::seal(tx, CHANGE_ACCOUNT, &new.maker, &new.id, &text).await?;
    let changed = tx
        .exec(
            sql!(
                "insert into bank_change
                        (id, maker_id, department, ifsc, account_sealed, replaces, asked_by, asked_at_ms, code_hash,
                         code_until_ms, tries_left, registered_name, score, reason, state, version, trail)
                 select cast($1 as text), m.id, cast($3 as text), cast($4 as text), cast($5 as text),
                        cast($6 as bigint), cast($7 as text), cast($8 as bigint), cast($9 as text), cast($10 as bigint),
                        5, '', 0, '', 'asked', 1, cast($11 as text)
                   from maker m
                  where m.id = $2
                    and not exists (select 1 from bank_change c where c.maker_id = $2
                                       and c.state in ('asked', 'proving', 'proven', 'unproven', 'cooling'))"
            ),
            params![
                new.id,
                new.maker,
                new.department,
                *new.ifsc,
                account,
                new.replaces,
                new.by,
                now,
                new.code_hash,
                new.code_until,
                *trail
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Opens the account of a change.
async fn opened(read: &mut Read, row: Option<BankChange>) -> Result<Option<BankChange>, DbError> {
    let Some(mut row) = row else { return Ok(None) };
    personal::open(read, CHANGE_ACCOUNT, &row.maker, &row.id, &mut row.account).await?;
    Ok(Some(row))
}

/// Opens the accounts of many, to be shown.
async fn all_shown(read: &mut Read, mut rows: Vec<BankView>) -> Result<Vec<BankView>, DbError> {
    read.bring_keys(rows.iter().map(|row| row.maker)).await?;
    for row in &mut rows {
        personal::open(read, CHANGE_ACCOUNT, &row.maker, &row.id, &mut row.account).await?;
    }
    Ok(rows)
}

/// A change.
pub(super) async fn row(read: &mut Read, id: BankChangeId) -> Result<Option<BankChange>, DbError> {
    let row = read.row(
        sql!(
            "select id, maker_id, department, ifsc, account_sealed, replaces, asked_by, asked_at_ms, code_hash,
                    code_until_ms, tries_left, registered_name, score, approved_by, approved_at_ms, effective_at_ms, reason,
                    state, version, trail
               from bank_change where id = $1"
        ),
        params![id],
    )
    .await?;
    opened(read, row).await
}

/// The change of a maker that is under way.
pub(super) async fn open_of(read: &mut Read, maker: MakerId) -> Result<Option<BankChange>, DbError> {
    let row = read.row(
        sql!(
            "select id, maker_id, department, ifsc, account_sealed, replaces, asked_by, asked_at_ms, code_hash,
                    code_until_ms, tries_left, registered_name, score, approved_by, approved_at_ms, effective_at_ms, reason,
                    state, version, trail
               from bank_change
              where maker_id = $1 and state in ('asked', 'proving', 'proven', 'unproven', 'cooling')
              order by asked_at_ms desc limit 1"
        ),
        params![maker],
    )
    .await?;
    opened(read, row).await
}

/// What a step says beside the new state.
#[derive(Clone, Debug, Default)]
pub(super) struct Said<'a> {
    pub registered_name: Option<&'a str>,
    pub score: Option<i64>,
    pub approved_by: Option<PersonId>,
    pub effective_at: Option<Time>,
    pub reason: &'a str,
}

/// Moves a change unless someone moved it since. `false`: they did.
pub(super) async fn step(
    tx: &mut Tx,
    row: &BankChange,
    to: Change,
    said: &Said<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let approved_at = said.approved_by.map(|_| now);
    let changed = tx
        .exec(
            sql!(
                "update bank_change
                    set state = $3, registered_name = coalesce($4, registered_name), score = coalesce($5, score),
                        approved_by = coalesce($6, approved_by), approved_at_ms = coalesce($7, approved_at_ms),
                        effective_at_ms = coalesce($8, effective_at_ms), reason = $9, trail = $10, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                to,
                said.registered_name,
                said.score,
                said.approved_by,
                approved_at,
                said.effective_at,
                said.reason,
                *trail
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Takes one try of the code away. `false`: none was left, or the code is too old.
pub(super) async fn spend_try(tx: &mut Tx, id: BankChangeId) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update bank_change set tries_left = tries_left - 1
                  where id = $1 and tries_left > 0 and code_until_ms > $2"
            ),
            params![id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// A new code for a change that still waits for the maker.
pub(super) async fn new_code(
    tx: &mut Tx,
    id: BankChangeId,
    hash: &str,
    until: Time,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update bank_change set code_hash = $2, code_until_ms = $3, tries_left = 5
                  where id = $1 and state = 'asked' and code_until_ms < $3"
            ),
            params![id, hash, until],
        )
        .await?;
    Ok(changed == 1)
}

/// Changes for a list: those an officer asked for.
pub(super) async fn of_officer(
    read: &mut Read,
    by: PersonId,
    limit: Limit,
) -> Result<Vec<BankView>, DbError> {
    let rows = read.rows(
        sql!(
            "select c.id, c.maker_id, m.name_hi, m.name_en, c.ifsc, c.account_sealed, c.replaces, c.asked_by, p.name,
                    c.asked_at_ms, c.registered_name, c.score, c.effective_at_ms, c.reason, c.state
               from bank_change c join maker m on m.id = c.maker_id join person p on p.id = c.asked_by
              where c.asked_by = $1
              order by c.asked_at_ms desc, c.id desc limit $2"
        ),
        params![by, limit],
    )
    .await?;
    all_shown(read, rows).await
}

/// Changes for a list: those that wait for a head's department, the oldest first.
pub(super) async fn for_head(
    read: &mut Read,
    department: DepartmentKey,
    limit: Limit,
) -> Result<Vec<BankView>, DbError> {
    let rows = read.rows(
        sql!(
            "select c.id, c.maker_id, m.name_hi, m.name_en, c.ifsc, c.account_sealed, c.replaces, c.asked_by, p.name,
                    c.asked_at_ms, c.registered_name, c.score, c.effective_at_ms, c.reason, c.state
               from bank_change c join maker m on m.id = c.maker_id join person p on p.id = c.asked_by
              where c.department = $1 and c.state in ('proven', 'unproven', 'cooling')
              order by c.asked_at_ms, c.id limit $2"
        ),
        params![department, limit],
    )
    .await?;
    all_shown(read, rows).await
}

/// One change for a page.
pub(super) async fn view(read: &mut Read, id: BankChangeId) -> Result<Option<BankView>, DbError> {
    let row: Option<BankView> = read.row(
        sql!(
            "select c.id, c.maker_id, m.name_hi, m.name_en, c.ifsc, c.account_sealed, c.replaces, c.asked_by, p.name,
                    c.asked_at_ms, c.registered_name, c.score, c.effective_at_ms, c.reason, c.state
               from bank_change c join maker m on m.id = c.maker_id join person p on p.id = c.asked_by
              where c.id = $1"
        ),
        params![id],
    )
    .await?;
    Ok(all_shown(read, row.into_iter().collect()).await?.pop())
}

/// The department a change belongs to.
pub(super) async fn department(
    read: &mut Read,
    id: BankChangeId,
) -> Result<Option<(DepartmentKey,)>, DbError> {
    read.row(sql!("select department from bank_change where id = $1"), params![id]).await
}

/// Who has typed an account number of a maker in: for a change, or as a paper of her case.
pub(super) async fn seen_by(read: &mut Read, maker: MakerId) -> Result<Vec<SeenBy>, DbError> {
    read.rows(
        sql!(
            "select t.name, t.at_ms
               from (select p.name as name, c.asked_at_ms as at_ms
                       from bank_change c join person p on p.id = c.asked_by where c.maker_id = $1
                     union all
                     select p.name, k.noted_at_ms
                       from maker_case m
                       join case_paper k on k.case_id = m.id and k.kind = 'bank'
                       join person p on p.id = k.noted_by
                      where m.maker_id = $1) t
              order by t.at_ms desc limit 100"
        ),
        params![maker],
    )
    .await
}
