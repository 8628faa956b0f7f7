//! Every statement on the store's own tables: keys of people, jobs, sessions, idempotency keys, in life order.

use kernel::ids::{CartId, JobId, PersonId, SessionId};
use kernel::{Cell, Limit, Time};

use crate::keys::Once;
use crate::sessions::{Life, Session, SessionLine};
use crate::{DbError, Read, Sealed, Sql, Tx, params, sql};

/// Keys asked for in one statement.
pub(crate) const KEYS_AT_ONCE: usize = 16;

/// What the database remembers of its master key.
pub(crate) async fn fingerprint(read: &mut Read) -> Result<Option<String>, DbError> {
    let row = read.row(sql!("select fingerprint from master_key where id = 1"), params![]).await?;
    Ok(row.map(|(fingerprint,)| fingerprint))
}

/// Remembers the master key, the first time.
pub(crate) async fn insert_fingerprint(tx: &mut Tx, fingerprint: &str) -> Result<(), DbError> {
    tx.put(
        sql!("insert into master_key (id, fingerprint) values (1, $1) on conflict (id) do nothing"),
        params![fingerprint],
    )
    .await
}

/// Somebody's wrapped key: `None` if there never was one, `Some(None)` if it is destroyed.
pub(crate) async fn key_of(read: &mut Read, whose: &str) -> Result<Option<Option<Sealed>>, DbError> {
    let row = read.row(sql!("select wrapped from person_key where subject = $1"), params![whose]).await?;
    Ok(row.map(|(wrapped,)| wrapped))
}

/// The wrapped keys of at most [`KEYS_AT_ONCE`] people; of fewer, the last one is asked for again.
pub(crate) async fn keys_of(read: &mut Read, whose: &[String]) -> Result<Vec<(String, Sealed)>, DbError> {
    let asked = |place: usize| whose.get(place).or(whose.last()).map_or(Cell::Null, Cell::from);
    read.rows(
        sql!(
            "select subject, wrapped from person_key
              where wrapped is not null
                and subject in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
        ),
        (0..KEYS_AT_ONCE).map(asked).collect(),
    )
    .await
}

/// Keeps a new key. `false` if there is or was one.
pub(crate) async fn insert_key(tx: &mut Tx, whose: &str, wrapped: &Sealed) -> Result<bool, DbError> {
    let now = tx.now();
    let added = tx
        .exec(
            sql!(
                "insert into person_key (subject, wrapped, made_at_ms) values ($1, $2, $3)
                 on conflict (subject) do nothing"
            ),
            params![whose, *wrapped, now],
        )
        .await?;
    Ok(added == 1)
}

/// Destroys a key; that it was there stays known. `false` if it was not, or not any more.
pub(crate) async fn destroy_key(tx: &mut Tx, whose: &str, at: Time) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update person_key set wrapped = null, destroyed_at_ms = $2
                  where subject = $1 and destroyed_at_ms is null"
            ),
            params![whose, at],
        )
        .await?;
    Ok(changed == 1)
}

pub(crate) struct NewJob<'a> {
    pub id: JobId,
    pub kind: &'a str,
    pub key: &'a str,
    pub payload: Sealed,
    pub run_at: Time,
}

/// Puts a job into the queue unless one with its kind and key is or was there.
pub(crate) async fn insert_job(tx: &mut Tx, job: &NewJob<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into job (id, kind, once_key, payload_sealed, state, run_at_ms, put_at_ms, attempts, lease_until_ms)
             values ($1, $2, $3, $4, 'waiting', $5, $6, 0, 0)
             on conflict (kind, once_key) do nothing"
        ),
        params![job.id, job.kind, job.key, job.payload, job.run_at, now],
    )
    .await
}

/// A job as it is stored: id, kind, key, sealed payload, attempts.
pub(crate) type Leased = (JobId, String, String, Sealed, i64);

/// Takes up to `limit` of the jobs that are due, the longest waiting first, until `lease_until`. The condition is asked again
/// where the row is changed: what another worker takes at the same moment is his.
pub(crate) async fn lease_jobs(tx: &mut Tx, lease_until: Time, limit: Limit) -> Result<Vec<Leased>, DbError> {
    let now = tx.now();
    tx.rows(
        sql!(
            "update job
                set lease_until_ms = $1, attempts = attempts + 1
              where id in (select id from job
                            where state = 'waiting' and run_at_ms <= $2 and lease_until_ms <= $2
                            order by run_at_ms limit $3)
                and state = 'waiting' and lease_until_ms <= $2
              returning id, kind, once_key, payload_sealed, attempts"
        ),
        params![lease_until, now, limit],
    )
    .await
}

/// Nobody has a job in hand: what is lent can be taken at once.
pub(crate) async fn end_leases(tx: &mut Tx) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update job set lease_until_ms = 0 where state = 'waiting' and lease_until_ms > $1"),
        params![now],
    )
    .await
}

/// Jobs that an older program has put plainly.
pub(crate) async fn plain_jobs(
    tx: &mut Tx,
    limit: Limit,
) -> Result<Vec<(JobId, String, String, String)>, DbError> {
    tx.rows(
        sql!(
            "select id, kind, once_key, payload_sealed from job
              where payload_sealed <> '' and payload_sealed not like '~1.%' order by id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Seals what a job carries.
pub(crate) async fn seal_job(tx: &mut Tx, id: JobId, payload: &Sealed) -> Result<(), DbError> {
    tx.put(sql!("update job set payload_sealed = $2 where id = $1"), params![id, payload.clone()]).await
}

/// What waiting and parked jobs of a kind carry, oldest first: key and sealed payload.
#[cfg(feature = "testing")]
pub(crate) async fn carried(read: &mut Read, kind: &str) -> Result<Vec<(String, Sealed)>, DbError> {
    read.rows(
        sql!("select once_key, payload_sealed from job where kind = $1 order by put_at_ms, id"),
        params![kind],
    )
    .await
}

/// Ends a job that is still waiting. What a job that is done carried is wiped: codes and numbers have done their work.
pub(crate) async fn end_job(tx: &mut Tx, id: JobId, state: &str, why: Option<&str>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update job
                set state = $2, last_error = coalesce($3, last_error), ended_at_ms = $4, lease_until_ms = 0,
                    payload_sealed = case when $2 = 'done' then '' else payload_sealed end
              where id = $1 and state = 'waiting'"
        ),
        params![id, state, why, now],
    )
    .await
}

/// Lets a job wait until `run_at`.
pub(crate) async fn put_off_job(tx: &mut Tx, id: JobId, run_at: Time, why: &str) -> Result<(), DbError> {
    tx.put(
        sql!("update job set run_at_ms = $2, last_error = $3, lease_until_ms = 0 where id = $1 and state = 'waiting'"),
        params![id, run_at, why],
    )
    .await
}

/// Makes a parked job wait again, at once.
pub(crate) async fn unpark_job(tx: &mut Tx, id: JobId) -> Result<Option<String>, DbError> {
    let now = tx.now();
    let row = tx
        .row(
            sql!(
                "update job set state = 'waiting', run_at_ms = $2, attempts = 0, ended_at_ms = null
                  where id = $1 and state = 'parked' returning kind"
            ),
            params![id, now],
        )
        .await?;
    Ok(row.map(|(kind,)| kind))
}

/// The state of a job by its kind and key: `waiting`, `done`, `parked`, or `None` if there is none.
pub(crate) async fn job_state(read: &mut Read, kind: &str, key: &str) -> Result<Option<String>, DbError> {
    let row =
        read.row(sql!("select state from job where kind = $1 and once_key = $2"), params![kind, key]).await?;
    Ok(row.map(|(state,)| state))
}

/// Forgets jobs that were done before a moment. A parked one stays until a person has looked at it.
pub(crate) async fn forget_done_jobs(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from job where state = 'done' and ended_at_ms < $1"), params![before]).await
}

/// Whether a job is due that nobody has taken.
pub(crate) async fn any_due(read: &mut Read) -> Result<bool, DbError> {
    let now = read.now();
    let row: Option<(i64,)> = read
        .row(
            sql!(
                "select 1 from job
                  where state = 'waiting' and run_at_ms <= $1 and lease_until_ms <= $1 limit 1"
            ),
            params![now],
        )
        .await?;
    Ok(row.is_some())
}

pub(crate) struct NewSession<'a> {
    pub id: SessionId,
    pub token_hash: &'a str,
    pub form_secret: &'a str,
    pub person: Option<PersonId>,
    pub cart: CartId,
    pub expires: Time,
    pub life: Life,
    pub proven_at: Option<Time>,
}

/// Opens a session.
pub(crate) async fn insert_session(tx: &mut Tx, new: &NewSession<'_>) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into session (id, token_hash, form_secret, person_id, cart_id, opened_at_ms, seen_at_ms, expires_at_ms,
                                  life_ms, proven_at_ms)
             values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)"
        ),
        params![
            new.id, new.token_hash, new.form_secret, new.person, new.cart, now, new.expires, new.life, new.proven_at
        ],
    )
    .await
}

/// The living session behind a token.
pub(crate) async fn session_of(read: &mut Read, token_hash: &str) -> Result<Option<Session>, DbError> {
    let now = read.now();
    read.row(
        sql!(
            "select id, form_secret, person_id, cart_id, seen_at_ms, pincode, life_ms, proven_at_ms
               from session
              where token_hash = $1 and ended_at_ms is null and expires_at_ms > $2"
        ),
        params![token_hash, now],
    )
    .await
}

/// Notes that a session is alive and until when it now lasts: never longer than its longest life.
pub(crate) async fn touch_session(
    tx: &mut Tx,
    id: SessionId,
    expires: Time,
    longest_ms: i64,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "update session
                set seen_at_ms = $2,
                    expires_at_ms = case when opened_at_ms + $4 < $3 then opened_at_ms + $4 else $3 end
              where id = $1 and ended_at_ms is null"
        ),
        params![id, now, expires, longest_ms],
    )
    .await
}

/// Remembers the pincode a visitor asked prices for.
pub(crate) async fn set_pincode(tx: &mut Tx, id: SessionId, pincode: &str) -> Result<(), DbError> {
    tx.put(sql!("update session set pincode = $2 where id = $1"), params![id, pincode]).await
}

/// Ends one session.
pub(crate) async fn end_session(tx: &mut Tx, id: SessionId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update session set ended_at_ms = $2 where id = $1 and ended_at_ms is null"),
        params![id, now],
    )
    .await
}

/// Ends every session of a person.
pub(crate) async fn end_sessions_of(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update session set ended_at_ms = $2 where person_id = $1 and ended_at_ms is null"),
        params![person, now],
    )
    .await
}

/// Ends every session of a person but one.
pub(crate) async fn end_other_sessions_of(
    tx: &mut Tx,
    person: PersonId,
    but: SessionId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("update session set ended_at_ms = $2 where person_id = $1 and id <> $3 and ended_at_ms is null"),
        params![person, now, but],
    )
    .await
}

/// The living sessions of a person, the newest first.
pub(crate) async fn living_sessions(read: &mut Read, person: PersonId) -> Result<Vec<SessionLine>, DbError> {
    let now = read.now();
    read.rows(
        sql!(
            "select opened_at_ms, seen_at_ms from session
              where person_id = $1 and ended_at_ms is null and expires_at_ms > $2
              order by opened_at_ms desc limit 100"
        ),
        params![person, now],
    )
    .await
}

/// Forgets sessions that ended or ran out before a moment.
pub(crate) async fn forget_sessions(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from session where expires_at_ms < $1 or ended_at_ms < $1"), params![before]).await
}

/// What was answered to an act with this key, and the fingerprint of what was asked.
pub(crate) async fn answer_of(tx: &mut Tx, once: &Once) -> Result<Option<(String, i64, String)>, DbError> {
    tx.row(
        sql!(
            "select body_sha256, status, answer from idempotency_key
              where actor = $1 and route = $2 and once_key = $3"
        ),
        params![once.actor, once.route, once.key],
    )
    .await
}

/// Keeps an answer beside the change it speaks of; no row if the key has one.
/// Values: actor, route, key, fingerprint, status, answer, time.
pub(crate) fn insert_answer() -> Sql {
    sql!(
        "insert into idempotency_key (actor, route, once_key, body_sha256, status, answer, made_at_ms)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (actor, route, once_key) do nothing"
    )
}

/// Forgets keys older than `before`; they may be used anew.
pub(crate) async fn forget_answers(tx: &mut Tx, before: Time) -> Result<u64, DbError> {
    tx.exec(sql!("delete from idempotency_key where made_at_ms < $1"), params![before]).await
}
