//! Every statement on counters, slots and what waits, in life order.

use kernel::ids::{CounterId, HubId, OrderId, PersonId, PickupSlotId, ShipmentId};
use kernel::india::Pin;
use kernel::{Day, Limit, Paise};
use store::{DbError, Read, Tx, params, sql};

use super::act::NewCounter;
use super::machine::CounterState;
use super::read::{Counter, Slot, WaitingLine};
use crate::audit::Trail;
use crate::delivery::sql::Row;
use crate::personal::{self, ORDER_RECIPIENT};

/// The counter somebody has entered with this form before.
pub(super) async fn counter_of_once(read: &mut Read, once: &str) -> Result<Option<CounterId>, DbError> {
    let row: Option<(CounterId,)> =
        read.row(sql!("select id from counter where once_key = $1"), params![once]).await?;
    Ok(row.map(|(id,)| id))
}

/// A new counter.
pub(super) async fn insert_counter(
    tx: &mut Tx,
    id: CounterId,
    new: &NewCounter<'_>,
    pin: &Pin,
    (by, once): (PersonId, &str),
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into counter (id, hub_id, kind, name_hi, name_en, place_hi, place_en, pin, weekdays, opens_min, shuts_min,
                                  from_day, until_day, freight_paise, keep_days, state, made_by, made_at_ms, once_key, version, trail)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'open', $16, $17, $18, 1, $19)"
        ),
        params![
            id,
            new.hub,
            new.kind,
            new.name.hi.trim(),
            new.name.en.trim(),
            new.place.hi.trim(),
            new.place.en.trim(),
            pin.clone(),
            new.opening.weekdays,
            new.hours.0,
            new.hours.1,
            new.opening.from,
            new.opening.until,
            new.freight,
            new.keep_days,
            by,
            now,
            once,
            trail.clone()
        ],
    )
    .await
}

/// A counter by its id.
pub(crate) async fn counter(read: &mut Read, id: CounterId) -> Result<Option<Counter>, DbError> {
    read.row(
        sql!(
            "select id, hub_id, kind, name_hi, name_en, place_hi, place_en, pin, weekdays, opens_min, shuts_min, from_day,
                    until_day, freight_paise, keep_days, state
               from counter where id = $1"
        ),
        params![id],
    )
    .await
}

/// Every counter, those that stand longest last.
pub(super) async fn counters(read: &mut Read, limit: Limit) -> Result<Vec<Counter>, DbError> {
    read.rows(
        sql!(
            "select id, hub_id, kind, name_hi, name_en, place_hi, place_en, pin, weekdays, opens_min, shuts_min, from_day,
                    until_day, freight_paise, keep_days, state
               from counter order by state, until_day, id limit $1"
        ),
        params![limit],
    )
    .await
}

store::row! {
    /// A counter as the act that shuts it needs it.
    pub struct CounterRow {
        /// Its id.
        pub id: CounterId,
        /// How it stands.
        pub state: CounterState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A counter with its trail.
pub(super) async fn counter_row(read: &mut Read, id: CounterId) -> Result<Option<CounterRow>, DbError> {
    read.row(sql!("select id, state, version, trail from counter where id = $1"), params![id]).await
}

/// Moves a counter unless someone moved it since. `false`: they did.
pub(super) async fn move_counter(
    tx: &mut Tx,
    row: &CounterRow,
    to: CounterState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update counter set state = $3, trail = $4, version = version + 1 where id = $1 and version = $2"),
            params![row.id, row.version, to, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// A new slot, unless one begins then.
pub(super) async fn insert_slot(
    tx: &mut Tx,
    id: PickupSlotId,
    counter: CounterId,
    day: Day,
    (from_min, until_min): (i64, i64),
    places: i64,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into pickup_slot (id, counter_id, day, from_min, until_min, places, taken) values ($1, $2, $3, $4, $5, $6, 0)
             on conflict (counter_id, day, from_min) do nothing"
        ),
        params![id, counter, day, from_min, until_min, places],
    )
    .await
}

/// A slot by its id.
pub(super) async fn slot(read: &mut Read, id: PickupSlotId) -> Result<Option<Slot>, DbError> {
    read.row(
        sql!("select id, day, from_min, until_min, places, taken from pickup_slot where id = $1"),
        params![id],
    )
    .await
}

/// A slot of a counter.
pub(crate) async fn slot_of(
    read: &mut Read,
    counter: CounterId,
    id: PickupSlotId,
) -> Result<Option<Slot>, DbError> {
    read.row(
        sql!(
            "select id, day, from_min, until_min, places, taken from pickup_slot where id = $1 and counter_id = $2"
        ),
        params![id, counter],
    )
    .await
}

/// The slots of a counter from a day on.
pub(super) async fn slots_from(
    read: &mut Read,
    counter: CounterId,
    day: Day,
    limit: Limit,
) -> Result<Vec<Slot>, DbError> {
    read.rows(
        sql!(
            "select id, day, from_min, until_min, places, taken from pickup_slot
              where counter_id = $1 and day >= $2 order by day, from_min limit $3"
        ),
        params![counter, day, limit],
    )
    .await
}

/// Takes a place of a slot. `false`: there is none.
pub(super) async fn take_place(tx: &mut Tx, slot: PickupSlotId) -> Result<bool, DbError> {
    let taken = tx
        .exec(
            sql!("update pickup_slot set taken = taken + 1 where id = $1 and taken < places"),
            params![slot],
        )
        .await?;
    Ok(taken == 1)
}

/// Gives the place of an order back, if it has one.
pub(super) async fn free_place(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    tx.put(
        sql!(
            "update pickup_slot set taken = taken - 1
              where id = (select o.slot_id from buyer_order o where o.id = $1) and taken > 0"
        ),
        params![order],
    )
    .await
}

/// The counter of an order, if it is fetched.
pub(crate) async fn counter_of_order(read: &mut Read, order: OrderId) -> Result<Option<Counter>, DbError> {
    read.row(
        sql!(
            "select c.id, c.hub_id, c.kind, c.name_hi, c.name_en, c.place_hi, c.place_en, c.pin, c.weekdays, c.opens_min,
                    c.shuts_min, c.from_day, c.until_day, c.freight_paise, c.keep_days, c.state
               from buyer_order o join counter c on c.id = o.counter_id where o.id = $1"
        ),
        params![order],
    )
    .await
}

/// Counter and slot of an order.
pub(super) async fn at_of_order(
    read: &mut Read,
    order: OrderId,
) -> Result<(Option<CounterId>, Option<PickupSlotId>), DbError> {
    read.one(sql!("select counter_id, slot_id from buyer_order where id = $1"), params![order]).await
}

/// A shipment that is fetched at a counter of this hub.
pub(super) async fn shipment_for(
    read: &mut Read,
    hub: HubId,
    id: ShipmentId,
) -> Result<Option<Row>, DbError> {
    read.row(
        sql!(
            "select s.id, s.order_id, s.hub_id, s.carrier, s.state, s.freight_paise, s.funded_paise, s.delivery_code, s.code_tries, s.version,
                    s.trail
               from shipment s join buyer_order o on o.id = s.order_id join counter c on c.id = o.counter_id
              where s.id = $1 and c.hub_id = $2 and s.carrier = 'counter'"
        ),
        params![id, hub],
    )
    .await
}

/// A shipment lies at its counter. `false`: it did before.
pub(super) async fn insert_wait(
    tx: &mut Tx,
    shipment: ShipmentId,
    counter: CounterId,
    until: Day,
) -> Result<bool, DbError> {
    let now = tx.now();
    let new = tx
        .exec(
            sql!(
                "insert into counter_wait (shipment_id, counter_id, since_ms, until_day) values ($1, $2, $3, $4)
                 on conflict (shipment_id) do nothing"
            ),
            params![shipment, counter, now, until],
        )
        .await?;
    Ok(new == 1)
}

/// Whether a shipment lies at its counter.
pub(super) async fn waits(read: &mut Read, shipment: ShipmentId) -> Result<bool, DbError> {
    let (count,): (i64,) =
        read.one(sql!("select count(*) from counter_wait where shipment_id = $1"), params![shipment]).await?;
    Ok(count == 1)
}

/// What is on its way to the counters of a hub or waits there, those that wait longest first.
pub(super) async fn lines_at(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<WaitingLine>, DbError> {
    let mut rows: Vec<WaitingLine> = read
        .rows(
            sql!(
                "select s.id, o.code, s.state, o.id, o.person_id, o.recipient_sealed, o.counter_id, w.until_day, p.day, p.from_min,
                        case when o.payment_method <> 'cash' then 0
                             else s.freight_paise - s.funded_paise
                                  - coalesce((select k.token_paise from cash_token k where k.shipment_id = s.id), 0)
                                  + (select cast(coalesce(sum(x.goods_paise - x.funded_paise), 0) as bigint) from parcel x
                                                      where x.shipment_id = s.id and x.state not in ('declined', 'cancelled', 'delivered'))
                        end, s.code_tries
                   from shipment s join buyer_order o on o.id = s.order_id join counter c on c.id = o.counter_id
                   left join counter_wait w on w.shipment_id = s.id left join pickup_slot p on p.id = o.slot_id
                  where c.hub_id = $1 and s.carrier = 'counter' and s.state in ('planned', 'shipped') and o.state = 'confirmed'
                  order by coalesce(w.until_day, 999999), s.latest_day, s.id limit $2"
            ),
            params![hub, limit],
        )
        .await?;
    read.bring_keys(rows.iter().map(|row| row.person)).await?;
    for row in &mut rows {
        row.due = row.due.max(Paise::ZERO);
        personal::open(read, ORDER_RECIPIENT, &row.person, &row.order, &mut row.to).await?;
    }
    Ok(rows)
}

/// What waits no longer than a day, and of which nobody was reminded.
pub(super) async fn to_remind(
    read: &mut Read,
    until: Day,
    limit: Limit,
) -> Result<Vec<(ShipmentId, OrderId, Day)>, DbError> {
    read.rows(
        sql!(
            "select w.shipment_id, s.order_id, w.until_day from counter_wait w join shipment s on s.id = w.shipment_id
              where w.until_day <= $1 and w.reminded_day is null and s.state = 'shipped' order by w.until_day, w.shipment_id limit $2"
        ),
        params![until, limit],
    )
    .await
}

/// Its buyer is reminded.
pub(super) async fn reminded(tx: &mut Tx, shipment: ShipmentId, day: Day) -> Result<(), DbError> {
    tx.put(sql!("update counter_wait set reminded_day = $2 where shipment_id = $1"), params![shipment, day])
        .await
}

/// What has waited longer than it waits, with the hub it goes back to.
pub(super) async fn over(
    read: &mut Read,
    today: Day,
    limit: Limit,
) -> Result<Vec<(ShipmentId, HubId)>, DbError> {
    read.rows(
        sql!(
            "select w.shipment_id, s.hub_id from counter_wait w join shipment s on s.id = w.shipment_id
              where w.until_day < $1 and s.state = 'shipped' order by w.until_day, w.shipment_id limit $2"
        ),
        params![today, limit],
    )
    .await
}
