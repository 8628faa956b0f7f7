//! Every statement on the makers' yes: the code that carries it, the yes itself, its end.

use kernel::ids::{FieldRecordId, MakerId};
use kernel::{Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::read::{Consent, RecordRow};

/// A code for a maker's yes to these answers.
pub(super) async fn insert_code(
    tx: &mut Tx,
    id: &str,
    row: &RecordRow,
    hash: &str,
    expires: Time,
    tries: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into consent_code (id, record_id, answers_sha256, code_hash, sent_at_ms, expires_at_ms, tries_left)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![id, row.id, row.fingerprint, hash, now, expires, tries],
    )
    .await
}

/// How many codes were sent for a record since a moment.
pub(super) async fn codes_since(read: &mut Read, record: FieldRecordId, since: Time) -> Result<i64, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from consent_code where record_id = $1 and sent_at_ms >= $2"),
            params![record, since],
        )
        .await?;
    Ok(count)
}

/// The newest code that can still be used, for these answers.
pub(super) async fn newest_code(
    read: &mut Read,
    row: &RecordRow,
) -> Result<Option<(String, String)>, DbError> {
    let now = read.now();
    read.row(
        sql!(
            "select id, code_hash from consent_code
              where record_id = $1 and answers_sha256 = $2 and used_at_ms is null and tries_left > 0 and expires_at_ms > $3
              order by sent_at_ms desc, id desc limit 1"
        ),
        params![row.id, row.fingerprint, now],
    )
    .await
}

/// Takes one try away. `false`: none was left.
pub(super) async fn spend_try(tx: &mut Tx, id: &str) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update consent_code set tries_left = tries_left - 1 where id = $1 and tries_left > 0"),
            params![id],
        )
        .await?;
    Ok(changed == 1)
}

/// A code was used.
pub(super) async fn use_code(tx: &mut Tx, id: &str) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(sql!("update consent_code set used_at_ms = $2 where id = $1"), params![id, now]).await
}

/// The maker's yes to the answers as they stand.
pub(super) async fn insert_consent(
    tx: &mut Tx,
    row: &RecordRow,
    notice: &str,
    lang: &str,
    channel: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into listing_consent (record_id, given_at_ms, notice, lang, channel, answers_sha256, officer_id)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (record_id, given_at_ms) do nothing"
        ),
        params![row.id, now, notice, lang, channel, row.fingerprint, row.officer],
    )
    .await
}

/// Whether a maker's yes to the answers as they stand holds.
pub(super) async fn has_consent(read: &mut Read, row: &RecordRow) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from listing_consent
                  where record_id = $1 and answers_sha256 = $2 and withdrawn_at_ms is null"
            ),
            params![row.id, row.fingerprint],
        )
        .await?;
    Ok(count > 0)
}

/// The yes to the answers as they stand, if it holds.
pub(super) async fn consent_to(read: &mut Read, row: &RecordRow) -> Result<Option<Consent>, DbError> {
    read.row(
        sql!(
            "select c.record_id, r.answers, c.notice, c.channel, p.name, c.given_at_ms, c.withdrawn_at_ms
               from listing_consent c
               join field_record r on r.id = c.record_id
               join person p on p.id = c.officer_id
              where c.record_id = $1 and c.answers_sha256 = $2 and c.withdrawn_at_ms is null
              order by c.given_at_ms desc limit 1"
        ),
        params![row.id, row.fingerprint],
    )
    .await
}

/// Ends every yes to a record. Answers how many.
pub(super) async fn withdraw_consents(tx: &mut Tx, record: FieldRecordId) -> Result<u64, DbError> {
    let now = tx.now();
    tx.exec(
        sql!(
            "update listing_consent set withdrawn_at_ms = $2 where record_id = $1 and withdrawn_at_ms is null"
        ),
        params![record, now],
    )
    .await
}

/// What a maker has said yes to, the newest first.
pub(super) async fn consents_of(
    read: &mut Read,
    maker: MakerId,
    limit: Limit,
) -> Result<Vec<Consent>, DbError> {
    read.rows(
        sql!(
            "select c.record_id, r.answers, c.notice, c.channel, p.name, c.given_at_ms, c.withdrawn_at_ms
               from listing_consent c
               join field_record r on r.id = c.record_id
               join person p on p.id = c.officer_id
              where r.maker_id = $1
              order by c.given_at_ms desc, c.record_id limit $2"
        ),
        params![maker, limit],
    )
    .await
}
