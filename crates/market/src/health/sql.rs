//! Every statement on what is stuck.

use kernel::ids::{JobId, JobRetryId, PersonId};
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::{Certificate, LateShipment, Message, OneLanguage, Unwelcome, rules::TRIES_MOST};
use crate::accounts::Role;
use crate::audit::Trail;

/// Messages that are late or set aside: kind, how many, the first of them.
pub(super) async fn late_messages(
    read: &mut Read,
    late: Time,
) -> Result<Vec<(String, i64, Option<Time>)>, DbError> {
    read.rows(
        sql!(
            "select kind, count(*), min(put_at_ms) from job
              where state = 'parked'
                 or (state = 'waiting' and ((run_at_ms < $1 and put_at_ms < $1) or attempts >= $2))
              group by kind order by kind"
        ),
        params![late, TRIES_MOST],
    )
    .await
}

/// The same, one by one.
pub(super) async fn messages(read: &mut Read, late: Time, limit: Limit) -> Result<Vec<Message>, DbError> {
    read.rows(
        sql!(
            "select id, kind, state, attempts, put_at_ms, coalesce(last_error, '') from job
              where state = 'parked'
                 or (state = 'waiting' and ((run_at_ms < $1 and put_at_ms < $1) or attempts >= $2))
              order by put_at_ms, id limit $3"
        ),
        params![late, TRIES_MOST, limit],
    )
    .await
}

/// What the gateway told before a moment and nobody has digested.
pub(super) async fn undigested(read: &mut Read, late: Time) -> Result<(i64, Option<Time>), DbError> {
    read.one(
        sql!(
            "select count(*), min(received_at_ms) from payment_event
              where digested_at_ms is null and received_at_ms < $1"
        ),
        params![late],
    )
    .await
}

/// Shipments that should have arrived before a day.
pub(super) async fn past_their_day(read: &mut Read, today: Day) -> Result<(i64, Option<Day>), DbError> {
    read.one(
        sql!(
            "select count(*), min(s.latest_day)
               from shipment s join buyer_order o on o.id = s.order_id
              where s.state in ('planned', 'shipped') and o.state = 'confirmed' and s.latest_day < $1"
        ),
        params![today],
    )
    .await
}

/// The same, one by one.
pub(super) async fn late_shipments(
    read: &mut Read,
    today: Day,
    limit: Limit,
) -> Result<Vec<LateShipment>, DbError> {
    read.rows(
        sql!(
            "select o.code, s.state, s.latest_day
               from shipment s join buyer_order o on o.id = s.order_id
              where s.state in ('planned', 'shipped') and o.state = 'confirmed' and s.latest_day < $1
              order by s.latest_day, s.id limit $2"
        ),
        params![today, limit],
    )
    .await
}

/// Cases whose next action was due by a day.
pub(super) async fn overdue_cases(read: &mut Read, by: Day) -> Result<(i64, Option<Day>), DbError> {
    read.one(
        sql!(
            "select count(*), min(n.due_day)
               from case_next n join maker_case c on c.id = n.case_id
              where n.ended_at_ms is null and n.due_day <= $1 and c.state not in ('stopped', 'merged')"
        ),
        params![by],
    )
    .await
}

/// Goods on the shelf that have a name or words in one language only.
pub(super) async fn untranslated(read: &mut Read) -> Result<i64, DbError> {
    let row: (i64,) = read
        .one(
            sql!(
                "select count(*) from product
                  where (name_hi = '' and name_en <> '') or (name_hi <> '' and name_en = '')
                     or (words_hi = '' and words_en <> '') or (words_hi <> '' and words_en = '')"
            ),
            params![],
        )
        .await?;
    Ok(row.0)
}

/// The same, one by one, with the block of who makes it.
pub(super) async fn one_language(read: &mut Read, limit: Limit) -> Result<Vec<OneLanguage>, DbError> {
    read.rows(
        sql!(
            "select p.name_hi, p.name_en, p.slug, b.name_hi, b.name_en
               from product p join maker m on m.id = p.maker_id join block b on b.lgd_code = m.block_code
              where (p.name_hi = '' and p.name_en <> '') or (p.name_hi <> '' and p.name_en = '')
                 or (p.words_hi = '' and p.words_en <> '') or (p.words_hi <> '' and p.words_en = '')
              order by b.name_en, p.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Who plays a part, who has played it longest first.
pub(super) async fn people(read: &mut Read, role: Role, limit: Limit) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!(
                "select p.name
                   from role_grant g join person p on p.id = g.person_id
                  where g.role = $1 and g.ended_at_ms is null and p.name <> ''
                  group by p.id, p.name order by min(g.granted_at_ms), p.id limit $2"
            ),
            params![role, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

/// Whether there is such a message.
pub(super) async fn is_there(read: &mut Read, job: JobId) -> Result<bool, DbError> {
    let row: Option<(i64,)> = read.row(sql!("select 1 from job where id = $1"), params![job]).await?;
    Ok(row.is_some())
}

/// Remembers who let a message be tried again.
pub(super) async fn insert_retry(
    tx: &mut Tx,
    id: JobRetryId,
    (job, kind): (JobId, &str),
    by: PersonId,
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into job_retry (id, job_id, kind, asked_by, at_ms, state, version, trail)
             values ($1, $2, $3, $4, $5, 'asked', 1, $6)"
        ),
        params![id, job, kind, by, now, *trail],
    )
    .await
}

/// What was seen of the address that was asked last.
pub(super) async fn certificate(read: &mut Read) -> Result<Option<Certificate>, DbError> {
    type Seen = (String, Time, Option<Time>, String);
    let seen: Option<Seen> = read
        .row(
            sql!(
                "select site, looked_at_ms, until_ms, fault from certificate_look
                  order by looked_at_ms desc, site limit 1"
            ),
            params![],
        )
        .await?;
    Ok(seen.map(|(site, looked_at, until, fault)| Certificate {
        site,
        looked_at,
        seen: until.ok_or_else(|| fault.parse().unwrap_or(Unwelcome::Silent)),
    }))
}

/// Keeps what was seen of an address in place of what was seen before.
pub(super) async fn write_certificate(
    tx: &mut Tx,
    site: &str,
    seen: Result<Time, Unwelcome>,
) -> Result<(), DbError> {
    let now = tx.now();
    let fault = seen.err().map_or("", Unwelcome::as_str);
    tx.put(
        sql!(
            "insert into certificate_look (site, looked_at_ms, until_ms, fault) values ($1, $2, $3, $4)
             on conflict (site) do update
                set looked_at_ms = excluded.looked_at_ms, until_ms = excluded.until_ms, fault = excluded.fault"
        ),
        params![site, now, seen.ok(), fault],
    )
    .await
}
