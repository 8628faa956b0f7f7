//! Every statement on stages and trials.

use kernel::ids::{FeedbackId, PersonId, StageId, TaskId};
use kernel::india::Pin;
use kernel::{Limit, Paise};
use store::{DbError, Read, Tx, params, sql};

use super::machine::Stage;
use super::read::{Feedback, Guest, Standing, Wish};
use crate::audit::Trail;

/// How many stages were said, and at which the mart stands; nothing if it is open from the beginning and nobody ever moved it.
pub(super) async fn stage(read: &mut Read) -> Result<Option<(i64, Stage)>, DbError> {
    read.row(
        sql!(
            "select t.seq, t.stage from (select seq, stage from mart_stage
                                         union all
                                         select 0, stage from mart_beginning) t
              order by t.seq desc limit 1"
        ),
        params![],
    )
    .await
}

/// Begins with the setting up, unless somebody has ordered, a stage was said, or it has begun.
pub(super) async fn begin(tx: &mut Tx) -> Result<bool, DbError> {
    let now = tx.now();
    let written = tx
        .exec(
            sql!(
                "insert into mart_beginning (only_one, stage, at_ms)
                 select 1, cast($1 as text), cast($2 as bigint) from (select count(*) as ordered from buyer_order) o
                  where o.ordered = 0 and not exists (select 1 from mart_stage)
                     on conflict (only_one) do nothing"
            ),
            params![Stage::Setup, now],
        )
        .await?;
    Ok(written == 1)
}

/// Whether it began with the setting up.
pub(super) async fn has_begun(read: &mut Read) -> Result<bool, DbError> {
    let (count,): (i64,) = read.one(sql!("select count(*) from mart_beginning"), params![]).await?;
    Ok(count > 0)
}

/// The stages so far, the newest first.
pub(super) async fn stages(read: &mut Read, limit: Limit) -> Result<Vec<Standing>, DbError> {
    read.rows(
        sql!(
            "select s.stage, s.since_ms, p.name, s.reason
               from mart_stage s join person p on p.id = s.set_by order by s.seq desc limit $1"
        ),
        params![limit],
    )
    .await
}

/// Writes a stage down; refused by its unique number if another change was faster.
pub(super) async fn insert_stage(
    tx: &mut Tx,
    id: StageId,
    (seq, stage): (i64, Stage),
    (by, reason): (PersonId, &str),
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let written = tx
        .exec(
            sql!(
                "insert into mart_stage (id, seq, stage, since_ms, set_by, reason, version, trail)
                 values ($1, $2, $3, $4, $5, $6, 1, $7) on conflict (seq) do nothing"
            ),
            params![id, seq, stage, now, by, reason, trail.clone()],
        )
        .await?;
    Ok(written == 1)
}

/// Whether somebody is invited.
pub(super) async fn is_guest(read: &mut Read, person: PersonId) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from person p join trial_guest g on g.mobile_hash = p.mobile_hash where p.id = $1"
            ),
            params![person],
        )
        .await?;
    Ok(count > 0)
}

/// Whether the trial sends to a pincode: it is named, or none is.
pub(super) async fn is_open(read: &mut Read, pin: &Pin) -> Result<bool, DbError> {
    let (named, all): (i64, i64) = read
        .one(
            sql!(
                "select cast(coalesce(sum(case when pin = $1 then 1 else 0 end), 0) as bigint), count(*) from trial_pin"
            ),
            params![pin.clone()],
        )
        .await?;
    Ok(named > 0 || all == 0)
}

/// Invites a number; again changes nothing.
pub(super) async fn insert_guest(
    tx: &mut Tx,
    hash: &str,
    last_digits: &str,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into trial_guest (mobile_hash, last_digits, invited_by, at_ms) values ($1, $2, $3, $4)
             on conflict (mobile_hash) do nothing"
        ),
        params![hash, last_digits, by, now],
    )
    .await
}

/// A number is invited no more.
pub(crate) async fn delete_guest(tx: &mut Tx, hash: &str) -> Result<bool, DbError> {
    let changed = tx.exec(sql!("delete from trial_guest where mobile_hash = $1"), params![hash]).await?;
    Ok(changed > 0)
}

/// The numbers invited, the newest first.
pub(super) async fn guests(read: &mut Read, limit: Limit) -> Result<Vec<Guest>, DbError> {
    read.rows(
        sql!("select last_digits, at_ms from trial_guest order by at_ms desc, mobile_hash limit $1"),
        params![limit],
    )
    .await
}

/// Opens a pincode.
pub(super) async fn insert_pin(tx: &mut Tx, pin: &Pin, by: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into trial_pin (pin, opened_by, at_ms) values ($1, $2, $3) on conflict (pin) do nothing"
        ),
        params![pin.clone(), by, now],
    )
    .await
}

/// Closes a pincode again.
pub(super) async fn delete_pin(tx: &mut Tx, pin: &Pin) -> Result<bool, DbError> {
    let changed = tx.exec(sql!("delete from trial_pin where pin = $1"), params![pin.clone()]).await?;
    Ok(changed > 0)
}

/// The pincodes named.
pub(super) async fn pins(read: &mut Read, limit: Limit) -> Result<Vec<(Pin,)>, DbError> {
    read.rows(sql!("select pin from trial_pin order by pin limit $1"), params![limit]).await
}

/// Somebody would like to be invited; again changes nothing.
pub(super) async fn insert_wish(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into trial_wish (person_id, at_ms) values ($1, $2) on conflict (person_id) do nothing"),
        params![person, now],
    )
    .await
}

/// Who would like to be invited and is not, the longest waiting first.
pub(super) async fn wishes(read: &mut Read, limit: Limit) -> Result<Vec<Wish>, DbError> {
    read.rows(
        sql!(
            "select w.person_id, p.name, w.at_ms from trial_wish w join person p on p.id = w.person_id
              where not exists (select 1 from trial_guest g where g.mobile_hash = p.mobile_hash)
              order by w.at_ms, w.person_id limit $1"
        ),
        params![limit],
    )
    .await
}

/// Writes down what was said.
pub(super) async fn insert_feedback(
    tx: &mut Tx,
    id: FeedbackId,
    page: &str,
    words: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!("insert into trial_feedback (id, page, words, at_ms) values ($1, $2, $3, $4)"),
        params![id, page, words, now],
    )
    .await
}

/// How much was said since a moment.
pub(super) async fn said_since(read: &mut Read, since: kernel::Time) -> Result<i64, DbError> {
    let (count,) =
        read.one(sql!("select count(*) from trial_feedback where at_ms >= $1"), params![since]).await?;
    Ok(count)
}

/// What was said, what is nobody's task yet first.
pub(super) async fn feedback(read: &mut Read, limit: Limit) -> Result<Vec<Feedback>, DbError> {
    read.rows(
        sql!(
            "select f.id, f.page, f.words, f.at_ms, f.task_id from trial_feedback f
              order by case when f.task_id is null then 0 else 1 end, f.at_ms desc, f.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// What was said has become somebody's task. `false`: it had before.
pub(super) async fn take_up(tx: &mut Tx, id: FeedbackId, task: TaskId) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!(
                "update trial_feedback set task_id = $2 where id = $1 and (task_id is null or task_id = $2)"
            ),
            params![id, task],
        )
        .await?;
    Ok(changed == 1)
}

/// Orders, those paid, and what they came to; parcels that arrived, in time or late: of the trial alone.
pub(super) async fn report(read: &mut Read) -> Result<(i64, i64, Paise, i64, i64), DbError> {
    read.one(
        sql!(
            "select (select count(*) from buyer_order where in_trial = 1),
                    (select count(*) from buyer_order where in_trial = 1 and state in ('confirmed', 'completed')),
                    (select cast(coalesce(sum(total_paise), 0) as bigint) from buyer_order
                      where in_trial = 1 and state in ('confirmed', 'completed')),
                    (select count(*) from parcel where in_trial = 1 and state = 'delivered'),
                    (select count(*) from parcel p join shipment h on h.id = p.shipment_id
                      where p.in_trial = 1 and p.state = 'delivered'
                        and p.ended_at_ms < (h.latest_day + 1) * 86400000 - 19800000)"
        ),
        params![],
    )
    .await
}

/// The crafts on the shelf, and how many parcels of the trial with goods of each have reached their buyers.
pub(super) async fn walked(read: &mut Read, limit: Limit) -> Result<Vec<(String, i64)>, DbError> {
    read.rows(
        sql!(
            "select c.craft_key,
                    (select count(distinct p.id) from parcel p join order_line l on l.parcel_id = p.id
                       join product g on g.id = l.product_id
                      where g.craft_key = c.craft_key and p.in_trial = 1 and p.state = 'delivered')
               from craft c where exists (select 1 from shelf s where s.craft_key = c.craft_key)
              order by c.craft_key limit $1"
        ),
        params![limit],
    )
    .await
}

/// Whether an order, or that of a row of the ledger's, is one of the trial.
pub(crate) async fn is_trial(read: &mut Read, source: &str) -> Result<bool, DbError> {
    let asked = match source.split('_').next().unwrap_or_default() {
        "ord" => sql!("select in_trial from buyer_order where id = $1"),
        "pcl" => sql!("select in_trial from parcel where id = $1"),
        "shp" => {
            sql!("select o.in_trial from shipment s join buyer_order o on o.id = s.order_id where s.id = $1")
        }
        "pay" => sql!(
            "select o.in_trial from payment y join payment_intent i on i.id = y.intent_id
               join buyer_order o on o.id = i.order_id where y.id = $1"
        ),
        "rfd" => {
            sql!("select o.in_trial from refund r join buyer_order o on o.id = r.order_id where r.id = $1")
        }
        "rtu" => sql!(
            "select o.in_trial from refund_to_upi u join refund r on r.id = u.refund_id
               join buyer_order o on o.id = r.order_id where u.id = $1"
        ),
        "irt" => sql!(
            "select o.in_trial from institution_return r join buyer_order o on o.id = r.order_id where r.id = $1"
        ),
        "clm" => sql!("select p.in_trial from claim c join parcel p on p.id = c.parcel_id where c.id = $1"),
        _ => return Ok(false),
    };
    let found: Option<(i64,)> = read.row(asked, params![source]).await?;
    Ok(found == Some((1,)))
}
