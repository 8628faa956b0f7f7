//! Every statement on steps, tasks and files of events, in life order.

use kernel::ids::{HitchId, HubId, OrderId, PersonId, ShipmentId};
use kernel::india::ArticleNumber;
use kernel::{Day, Limit, Time};
use store::{DbError, Read, Tx, params, sql};

use super::HitchKind;
use super::act::Told;
use super::read::{FileLine, HitchLine, Moved, Scan};
use crate::audit::Trail;
use crate::delivery::sql::Row;

/// Steps of one order; a courier tells some twenty a shipment.
const STEPS: Limit = Limit::of(300);

/// A step, unless it is known. `false`: it is.
pub(super) async fn insert_scan(
    tx: &mut Tx,
    shipment: ShipmentId,
    told: &Told<'_>,
    place: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into scan (shipment_id, at_ms, step, place, source, noted_at_ms) values ($1, $2, $3, $4, $5, $6)
                 on conflict (shipment_id, at_ms, step) do nothing"
            ),
            params![shipment, told.at, told.step, place, told.source, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The shipment of a hub that goes under an article number.
pub(super) async fn by_article(
    read: &mut Read,
    hub: HubId,
    article: &ArticleNumber,
) -> Result<Option<Row>, DbError> {
    read.row(
        sql!(
            "select id, order_id, hub_id, carrier, state, freight_paise, funded_paise, delivery_code, code_tries, version, trail
               from shipment where article_number = $1 and hub_id = $2"
        ),
        params![article.clone(), hub],
    )
    .await
}

/// The steps of a shipment.
pub(super) async fn scans_of(read: &mut Read, id: ShipmentId) -> Result<Vec<Scan>, DbError> {
    read.rows(
        sql!(
            "select shipment_id, step, at_ms, place, source from scan where shipment_id = $1 order by at_ms, step limit $2"
        ),
        params![id, STEPS],
    )
    .await
}

/// The steps of all shipments of an order.
pub(super) async fn scans_of_order(read: &mut Read, order: OrderId) -> Result<Vec<Scan>, DbError> {
    read.rows(
        sql!(
            "select c.shipment_id, c.step, c.at_ms, c.place, c.source
               from scan c join shipment s on s.id = c.shipment_id
              where s.order_id = $1 order by c.at_ms, c.step limit $2"
        ),
        params![order, STEPS],
    )
    .await
}

/// When the parcels of an order came to their states: the last time, if it was more than once.
pub(super) async fn moved(read: &mut Read, order: OrderId) -> Result<Vec<Moved>, DbError> {
    read.rows(
        sql!(
            "select p.id, e.to_state, max(e.at_ms)
               from parcel p join audit_entry e on e.subject = p.id
              where p.order_id = $1 group by p.id, e.to_state order by max(e.at_ms), p.id limit $2"
        ),
        params![order, STEPS],
    )
    .await
}

pub(super) struct NewHitch<'a> {
    pub id: HitchId,
    pub shipment: ShipmentId,
    pub hub: HubId,
    pub kind: HitchKind,
    pub since: Time,
    pub due: Day,
    pub trail: &'a Trail,
}

/// A new task.
pub(super) async fn insert_hitch(tx: &mut Tx, new: &NewHitch<'_>) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into hitch (id, shipment_id, hub_id, kind, since_ms, due_day, state, outcome, version, trail)
             values ($1, $2, $3, $4, $5, $6, 'open', '', 1, $7)"
        ),
        params![new.id, new.shipment, new.hub, new.kind, new.since, new.due, new.trail.clone()],
    )
    .await
}

store::row! {
    /// A task as acts need it.
    pub struct HitchRow {
        /// Its id.
        pub id: HitchId,
        /// `open` or `closed`.
        pub state: String,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A task of a hub.
pub(super) async fn hitch(read: &mut Read, hub: HubId, id: HitchId) -> Result<Option<HitchRow>, DbError> {
    read.row(
        sql!("select id, state, version, trail from hitch where id = $1 and hub_id = $2"),
        params![id, hub],
    )
    .await
}

/// The open tasks of a shipment.
pub(super) async fn open_of_shipment(
    read: &mut Read,
    shipment: ShipmentId,
) -> Result<Vec<HitchRow>, DbError> {
    read.rows(
        sql!(
            "select id, state, version, trail from hitch where shipment_id = $1 and state = 'open' order by id limit $2"
        ),
        params![shipment, STEPS],
    )
    .await
}

/// Closes a task unless someone closed it since. `false`: they did.
pub(super) async fn close_hitch(
    tx: &mut Tx,
    row: &HitchRow,
    by: Option<PersonId>,
    outcome: &str,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update hitch set state = 'closed', outcome = $3, closed_by = $4, closed_at_ms = $5, trail = $6,
                        version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, outcome, by, now, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// The open tasks of a hub.
pub(super) async fn hitches_of(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<HitchLine>, DbError> {
    read.rows(
        sql!(
            "select h.id, h.shipment_id, o.code, h.kind, h.since_ms, h.due_day, s.carrier, o.district
               from hitch h join shipment s on s.id = h.shipment_id join buyer_order o on o.id = s.order_id
              where h.hub_id = $1 and h.state = 'open' order by h.due_day, h.id limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// How many tasks are open at a hub.
pub(super) async fn open_hitches(read: &mut Read, hub: HubId) -> Result<i64, DbError> {
    let (count,) = read
        .one(sql!("select count(*) from hitch where hub_id = $1 and state = 'open'"), params![hub])
        .await?;
    Ok(count)
}

/// A file that was brought in.
pub(super) async fn insert_file(
    tx: &mut Tx,
    id: &str,
    hub: HubId,
    by: PersonId,
    name: &str,
    (taken, known): (i64, i64),
    faults: &str,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into event_file (id, hub_id, file_name, taken, known, faults, brought_by, brought_at_ms)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        params![id, hub, name, taken, known, faults, by, now],
    )
    .await
}

/// The files of a hub.
pub(super) async fn files_of(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<FileLine>, DbError> {
    read.rows(
        sql!(
            "select f.file_name, f.taken, f.known, f.faults, p.name, f.brought_at_ms
               from event_file f join person p on p.id = f.brought_by
              where f.hub_id = $1 order by f.brought_at_ms desc, f.id desc limit $2"
        ),
        params![hub, limit],
    )
    .await
}

/// Counts a try and answers how many there were this hour.
pub(super) async fn count_try(tx: &mut Tx, key: &str, hour: i64) -> Result<i64, DbError> {
    let (tries,) = tx
        .one(
            sql!(
                "insert into tracking_try (key_hash, hour, tries) values ($1, $2, 1)
                 on conflict (key_hash, hour) do update set tries = tracking_try.tries + 1
              returning tries"
            ),
            params![key, hour],
        )
        .await?;
    Ok(tries)
}

/// Forgets tries of earlier hours.
pub(super) async fn forget_tries(tx: &mut Tx, hour: i64) -> Result<u64, DbError> {
    tx.exec(sql!("delete from tracking_try where hour < $1"), params![hour]).await
}

/// The code of an order that begins like this and was ordered by the person with this number.
pub(super) async fn code_of(
    read: &mut Read,
    beginning: &str,
    mobile_hash: &str,
) -> Result<Option<String>, DbError> {
    let row = read
        .row(
            sql!(
                "select o.code from person p join buyer_order o on o.person_id = p.id
                  where p.mobile_hash = $2 and substr(o.code, 1, 12) = $1 and o.state <> 'expired' order by o.code limit 1"
            ),
            params![beginning, mobile_hash],
        )
        .await?;
    Ok(row.map(|(code,)| code))
}
