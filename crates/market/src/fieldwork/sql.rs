//! Every statement on field records and their files, in life order; the makers' yes is in `consent_sql`.

use kernel::ids::{FieldFileId, FieldRecordId, MakerId, PersonId, ProductId};
use kernel::india::Mobile;
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Sealed, Tx, params, sql};

use super::answers::Answers;
use super::files::{FileState, Role};
use super::machine::Standing;
use super::read::{FieldFile, RecordRow};
use super::take::Differences;
use super::{Head, Kind};
use crate::accounts::DepartmentKey;
use crate::audit::Trail;
use crate::personal::{self, RECORD_MOBILE};

/// A record that is new, before it is written.
pub(super) struct New<'a> {
    pub id: FieldRecordId,
    pub officer: PersonId,
    pub department: DepartmentKey,
    pub kind: Kind,
    pub facts: Facts<'a>,
    pub state: Standing,
    pub recorded_at: Time,
}

/// What may change about a record with a step.
#[derive(Clone)]
pub(super) struct Facts<'a> {
    pub block: &'a str,
    pub maker: Option<MakerId>,
    pub product: Option<ProductId>,
    pub mobile: &'a str,
    pub answers: &'a Answers,
    pub differences: &'a Differences,
    pub reason: &'a str,
    pub decided_by: Option<PersonId>,
}

/// The number of a maker met in the field: the hash it is found by, and sealed. Nothing stays nothing.
async fn sealed(tx: &mut Tx, id: FieldRecordId, mobile: &str) -> Result<(String, Sealed), DbError> {
    let hash = match Mobile::typed(mobile) {
        Some(mobile) => personal::mobile_hash(tx, &mobile)?,
        None => String::new(),
    };
    let sealed = personal::seal_some(tx, RECORD_MOBILE, &id, &id, Some(mobile)).await?;
    Ok((hash, sealed.unwrap_or_default()))
}

/// Opens what is sealed of a record.
async fn opened(read: &mut Read, row: Option<RecordRow>) -> Result<Option<RecordRow>, DbError> {
    let Some(mut row) = row else { return Ok(None) };
    personal::open(read, RECORD_MOBILE, &row.id, &row.id, &mut row.mobile_sealed).await?;
    Ok(Some(row))
}

/// As [`opened`], of many.
async fn all_opened(read: &mut Read, rows: Vec<RecordRow>) -> Result<Vec<RecordRow>, DbError> {
    read.bring_keys(rows.iter().map(|row| row.id)).await?;
    let mut records = Vec::with_capacity(rows.len());
    for row in rows {
        records.extend(opened(read, Some(row)).await?);
    }
    Ok(records)
}

/// Writes a new record, unless one of its id is there. `false`: there is.
pub(super) async fn insert_record(tx: &mut Tx, new: &New<'_>, trail: &Trail) -> Result<bool, DbError> {
    let (now, facts) = (tx.now(), &new.facts);
    let (hash, mobile) = sealed(tx, new.id, facts.mobile).await?;
    let changed = tx
        .exec(
            sql!(
                "insert into field_record
                        (id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                         differences, state, reason, recorded_at_ms, received_at_ms, version, trail, mobile_hash)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $17)
                 on conflict (id) do nothing"
            ),
            params![
                new.id,
                new.officer,
                new.department,
                new.kind,
                facts.block,
                facts.maker,
                facts.product,
                mobile,
                *facts.answers,
                facts.answers.fingerprint(),
                *facts.differences,
                new.state,
                facts.reason,
                new.recorded_at,
                now,
                *trail,
                hash
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Moves a record with all that may change about it, unless someone moved it since. `false`: they did.
pub(super) async fn move_record(
    tx: &mut Tx,
    row: &RecordRow,
    to: Standing,
    facts: &Facts<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let (hash, mobile) = sealed(tx, row.id, facts.mobile).await?;
    let changed = tx
        .exec(
            sql!(
                "update field_record
                    set state = $3, block_code = $4, maker_id = $5, product_id = $6, mobile_sealed = $7, answers = $8,
                        answers_sha256 = $9, differences = $10, reason = $11, decided_by = $12, trail = $13,
                        mobile_hash = $14, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                to,
                facts.block,
                facts.maker,
                facts.product,
                mobile,
                *facts.answers,
                facts.answers.fingerprint(),
                *facts.differences,
                facts.reason,
                facts.decided_by,
                *trail,
                hash
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Keeps the answers of a draft. `false`: it is no draft any more.
pub(super) async fn keep_answers(tx: &mut Tx, row: &RecordRow, facts: &Facts<'_>) -> Result<bool, DbError> {
    let (hash, mobile) = sealed(tx, row.id, facts.mobile).await?;
    let changed = tx
        .exec(
            sql!(
                "update field_record
                    set block_code = $2, maker_id = $3, mobile_sealed = $4, answers = $5, answers_sha256 = $6,
                        mobile_hash = $7
                  where id = $1 and state = 'draft'"
            ),
            params![
                row.id,
                facts.block,
                facts.maker,
                mobile,
                *facts.answers,
                facts.answers.fingerprint(),
                hash
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// A record of this officer.
pub(super) async fn record(
    read: &mut Read,
    officer: PersonId,
    id: FieldRecordId,
) -> Result<Option<RecordRow>, DbError> {
    let row = read.row(
        sql!(
            "select id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                    differences, state, reason, recorded_at_ms, received_at_ms, version, trail
               from field_record where id = $1 and officer_id = $2"
        ),
        params![id, officer],
    )
    .await?;
    opened(read, row).await
}

/// A record, whoever's; only for what the mart itself does.
pub(super) async fn record_of_anybody(
    read: &mut Read,
    id: FieldRecordId,
) -> Result<Option<RecordRow>, DbError> {
    let row = read
        .row(
            sql!(
                "select id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                        differences, state, reason, recorded_at_ms, received_at_ms, version, trail
                   from field_record where id = $1"
            ),
            params![id],
        )
        .await?;
    opened(read, row).await
}

/// A record of this head's department.
pub(super) async fn record_of_department(
    read: &mut Read,
    head: Head,
    id: FieldRecordId,
) -> Result<Option<RecordRow>, DbError> {
    let row = read.row(
        sql!(
            "select id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                    differences, state, reason, recorded_at_ms, received_at_ms, version, trail
               from field_record where id = $1 and department = $2"
        ),
        params![id, head.department],
    )
    .await?;
    opened(read, row).await
}

/// A record whose listing is of this maker.
pub(super) async fn record_of_maker(
    read: &mut Read,
    maker: MakerId,
    id: FieldRecordId,
) -> Result<Option<RecordRow>, DbError> {
    let row = read.row(
        sql!(
            "select id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                    differences, state, reason, recorded_at_ms, received_at_ms, version, trail
               from field_record where id = $1 and maker_id = $2"
        ),
        params![id, maker],
    )
    .await?;
    opened(read, row).await
}

/// An officer's records, what is open first, then the newest.
pub(super) async fn of_officer(
    read: &mut Read,
    officer: PersonId,
    limit: Limit,
) -> Result<Vec<RecordRow>, DbError> {
    let rows = read.rows(
        sql!(
            "select id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                    differences, state, reason, recorded_at_ms, received_at_ms, version, trail
               from field_record where officer_id = $1 and state <> 'dropped'
              order by case when state = 'done' then 1 else 0 end, received_at_ms desc, id desc limit $2"
        ),
        params![officer, limit],
    )
    .await?;
    all_opened(read, rows).await
}

/// What waits for the head of a department, the oldest first.
pub(super) async fn for_review(
    read: &mut Read,
    department: DepartmentKey,
    limit: Limit,
) -> Result<Vec<RecordRow>, DbError> {
    let rows = read.rows(
        sql!(
            "select id, officer_id, department, kind, block_code, maker_id, product_id, mobile_sealed, answers, answers_sha256,
                    differences, state, reason, recorded_at_ms, received_at_ms, version, trail
               from field_record where department = $1 and state = 'review'
              order by received_at_ms, id limit $2"
        ),
        params![department, limit],
    )
    .await?;
    all_opened(read, rows).await
}

/// Promises a file; nothing if one of this id is promised.
pub(super) async fn promise_file(
    tx: &mut Tx,
    record: FieldRecordId,
    id: FieldFileId,
    (role, position): (Role, i64),
    bytes: i64,
    sha256: &str,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "insert into field_file (id, record_id, role, position, byte_count, sha256, next_part, state, why)
                 values ($1, $2, $3, $4, $5, $6, 0, 'coming', '')
                 on conflict (id) do nothing"
            ),
            params![id, record, role, position, bytes, sha256],
        )
        .await?;
    Ok(changed == 1)
}

/// Forgets a file that is replaced by another in its place.
pub(super) async fn forget_file(tx: &mut Tx, id: FieldFileId) -> Result<(), DbError> {
    tx.put(sql!("delete from field_part where file_id = $1"), params![id]).await?;
    tx.put(sql!("delete from field_file where id = $1"), params![id]).await
}

/// The files of a record.
pub(super) async fn files_of(read: &mut Read, record: FieldRecordId) -> Result<Vec<FieldFile>, DbError> {
    let most = Limit::of(20);
    read.rows(
        sql!(
            "select id, record_id, role, position, byte_count, sha256, next_part, state, picture_id, why
               from field_file where record_id = $1 order by role, position limit $2"
        ),
        params![record, most],
    )
    .await
}

/// A file of this officer's records.
pub(super) async fn file(
    read: &mut Read,
    officer: PersonId,
    id: FieldFileId,
) -> Result<Option<FieldFile>, DbError> {
    read.row(
        sql!(
            "select f.id, f.record_id, f.role, f.position, f.byte_count, f.sha256, f.next_part, f.state, f.picture_id, f.why
               from field_file f join field_record r on r.id = f.record_id
              where f.id = $1 and r.officer_id = $2"
        ),
        params![id, officer],
    )
    .await
}

/// Writes a part and counts it, if it is the next one. `false`: it is not.
pub(super) async fn put_part(
    tx: &mut Tx,
    file: FieldFileId,
    part: i64,
    base64: &str,
    then: FileState,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update field_file set next_part = next_part + 1, state = $3
                  where id = $1 and next_part = $2 and state = 'coming'"
            ),
            params![file, part, then],
        )
        .await?;
    if changed == 1 {
        tx.put(
            sql!("insert into field_part (file_id, part_no, base64) values ($1, $2, $3)"),
            params![file, part, base64],
        )
        .await?;
    }
    Ok(changed == 1)
}

/// A part that is here.
pub(super) async fn part(
    read: &mut Read,
    file: FieldFileId,
    part: i64,
) -> Result<Option<(String,)>, DbError> {
    read.row(sql!("select base64 from field_part where file_id = $1 and part_no = $2"), params![file, part])
        .await
}

/// The parts of a file in their order.
pub(super) async fn parts(read: &mut Read, file: FieldFileId) -> Result<Vec<(String,)>, DbError> {
    let most = Limit::of(200);
    read.rows(
        sql!("select base64 from field_part where file_id = $1 order by part_no limit $2"),
        params![file, most],
    )
    .await
}

/// Ends the coming of a file: it is kept, as this picture if it is a photo, or refused.
pub(super) async fn end_file(
    tx: &mut Tx,
    file: FieldFileId,
    state: FileState,
    picture: Option<&str>,
    why: &str,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update field_file set state = $2, picture_id = $3, why = $4
                  where id = $1 and state in ('coming', 'whole')"
            ),
            params![file, state, picture, why],
        )
        .await?;
    Ok(changed == 1)
}

/// Forgets the parts of a file.
pub(super) async fn forget_parts(tx: &mut Tx, file: FieldFileId) -> Result<(), DbError> {
    tx.put(sql!("delete from field_part where file_id = $1"), params![file]).await
}

/// The wage of an hour on a day; nothing before the first row begins.
pub(super) async fn fair_wage(read: &mut Read, day: Day) -> Result<Paise, DbError> {
    let found: Option<(Paise,)> = read
        .row(
            sql!(
                "select paise_per_hour from fair_wage where effective_from_day <= $1
                  order by effective_from_day desc limit 1"
            ),
            params![day],
        )
        .await?;
    Ok(found.map_or(Paise(0), |(paise,)| paise))
}

/// Whether any record has this id.
pub(super) async fn is_taken(read: &mut Read, id: FieldRecordId) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from field_record where id = $1"), params![id]).await?;
    Ok(count > 0)
}
