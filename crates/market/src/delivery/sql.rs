//! Every statement on the delivery tables and shipments, in life order.

use kernel::ids::{HubId, OrderId, ShipmentId};
use kernel::india::ArticleNumber;
use kernel::{BasisPoints, Day, Limit, Paise};
use store::{DbError, Read, Tx, params, sql};

use super::read::{HubShipment, LabelRow, RateNote, ShipmentParcel};
use super::rules::{Rate, Zone};
use super::{Carrier, Shipment, Week, Weekdays};
use crate::audit::Trail;
use crate::personal::{self, ORDER_RECIPIENT};

/// Rows a dated table may have; a district has some dozens.
const TABLE: Limit = Limit::of(500);

/// A ring, unless it is known.
pub(super) async fn insert_zone(tx: &mut Tx, position: i64, zone: &Zone) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into delivery_zone (zone, position, up_to_km, days_from, days_to, carrier)
             values ($1, $2, $3, $4, $5, $6) on conflict (zone) do nothing"
        ),
        params![zone.key, position, zone.up_to_km, zone.days_from, zone.days_to, zone.carrier],
    )
    .await
}

/// The rings, with the days their carriers take there as they were learnt last.
pub(super) async fn zones(read: &mut Read) -> Result<Vec<Zone>, DbError> {
    let rows: Vec<(String, i64, i64, i64, Carrier)> = read
        .rows(
            sql!(
                "select z.zone, z.up_to_km, coalesce(t.days_from, z.days_from), coalesce(t.days_to, z.days_to), z.carrier
                   from delivery_zone z left join learnt_transit t on t.zone = z.zone and t.carrier = z.carrier
                  order by z.position limit $1"
            ),
            params![TABLE],
        )
        .await?;
    let zone =
        |(key, up_to_km, days_from, days_to, carrier)| Zone { key, up_to_km, days_from, days_to, carrier };
    Ok(rows.into_iter().map(zone).collect())
}

/// When each hub works, as it was said last.
pub(super) async fn weeks(read: &mut Read) -> Result<Vec<(HubId, Week)>, DbError> {
    let rows: Vec<(HubId, Weekdays, Weekdays, i64, i64, i64)> = read
        .rows(
            sql!(
                "select w.hub_id, w.open_days, w.round_days, w.opens_minute, w.closes_minute, w.back_minute
                   from hub_week w
                  where w.said_at_ms = (select max(n.said_at_ms) from hub_week n where n.hub_id = w.hub_id)
                  order by w.hub_id limit $1"
            ),
            params![TABLE],
        )
        .await?;
    let week = |(hub, open, rounds, opens_minute, closes_minute, back_minute)| {
        (hub, Week { open, rounds, opens_minute, closes_minute, back_minute })
    };
    Ok(rows.into_iter().map(week).collect())
}

/// A rate, unless one of that zone, weight and day is known.
pub(super) async fn insert_rate(
    tx: &mut Tx,
    rate: &Rate,
    verified: &str,
    source: &str,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into freight_rate
                    (zone, over_g, up_to_g, base_paise, per_500g_paise, effective_from_day, verified, source)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (zone, over_g, effective_from_day) do nothing"
        ),
        params![
            rate.zone,
            rate.over_g,
            rate.up_to_g,
            rate.base,
            rate.per_500g,
            rate.from_day,
            verified,
            source
        ],
    )
    .await
}

/// All rates as an administrator reads them: zone, over, up to, base, per 500 g, from which day, how sure, from where.
pub(super) async fn rate_notes(read: &mut Read) -> Result<Vec<RateNote>, DbError> {
    read.rows(
        sql!(
            "select zone, over_g, up_to_g, base_paise, per_500g_paise, effective_from_day, verified, source
               from freight_rate order by zone, over_g, effective_from_day limit $1"
        ),
        params![TABLE],
    )
    .await
}

/// All rates.
pub(super) async fn rates(read: &mut Read) -> Result<Vec<Rate>, DbError> {
    let rows: Vec<(String, i64, i64, Paise, Paise, Day)> = read
        .rows(
            sql!(
                "select zone, over_g, up_to_g, base_paise, per_500g_paise, effective_from_day
                   from freight_rate order by zone, over_g, effective_from_day limit $1"
            ),
            params![TABLE],
        )
        .await?;
    let rate = |(zone, over_g, up_to_g, base, per_500g, from_day)| Rate {
        zone,
        over_g,
        up_to_g,
        base,
        per_500g,
        from_day,
    };
    Ok(rows.into_iter().map(rate).collect())
}

/// A commission from a day on, unless that day has one.
pub(super) async fn insert_commission(
    tx: &mut Tx,
    from: Day,
    rate: BasisPoints,
    source: &str,
) -> Result<(), DbError> {
    tx.put(
        sql!(
            "insert into commission_rate (effective_from_day, rate_bp, source) values ($1, $2, $3)
             on conflict (effective_from_day) do nothing"
        ),
        params![from, rate, source],
    )
    .await
}

/// All commissions, oldest first.
pub(super) async fn commissions(read: &mut Read) -> Result<Vec<(Day, BasisPoints)>, DbError> {
    read.rows(
        sql!("select effective_from_day, rate_bp from commission_rate order by effective_from_day limit $1"),
        params![TABLE],
    )
    .await
}

/// Plans the shipments of an order as they were quoted.
pub(crate) struct NewShipment<'a> {
    pub id: ShipmentId,
    pub order: OrderId,
    pub planned: &'a crate::quotes::Shipment,
    pub delivery_code: &'a str,
    pub trail: Trail,
}

/// A shipment of a new order.
pub(crate) async fn insert_shipment(tx: &mut Tx, new: &NewShipment<'_>) -> Result<(), DbError> {
    let s = new.planned;
    tx.put(
        sql!(
            "insert into shipment
                    (id, order_id, shipment_no, hub_id, is_food, zone, carrier, weight_g, freight_paise,
                     earliest_day, latest_day, state, delivery_code, code_tries, version, trail, funded_paise)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'planned', $12, 5, 1, $13, $14)"
        ),
        params![
            new.id,
            new.order,
            s.no,
            s.hub,
            i64::from(s.is_food),
            s.zone,
            s.carrier,
            s.weight_g,
            s.freight,
            s.earliest,
            s.latest,
            new.delivery_code,
            new.trail,
            s.funded
        ],
    )
    .await
}

store::row! {
    /// A shipment as acts need it.
    pub struct Row {
        /// Its id.
        pub id: ShipmentId,
        /// Its order.
        pub order: OrderId,
        /// Where it leaves from.
        pub hub: HubId,
        /// Who carries it.
        pub carrier: Carrier,
        /// How it stands.
        pub state: Shipment,
        /// The freight.
        pub freight: Paise,
        /// How much of it another pays for the buyer.
        pub funded: Paise,
        /// What the buyer tells the runner.
        pub delivery_code: String,
        /// How often the code may still be tried.
        pub code_tries: i64,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

impl Row {
    /// What of the freight the buyer pays.
    pub(crate) const fn paid(&self) -> Paise {
        Paise(self.freight.0 - self.funded.0)
    }
}

/// A shipment of a hub.
pub(crate) async fn shipment_at(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<Row>, DbError> {
    read.row(
        sql!(
            "select id, order_id, hub_id, carrier, state, freight_paise, funded_paise, delivery_code, code_tries, version, trail
               from shipment where id = $1 and hub_id = $2"
        ),
        params![id, hub],
    )
    .await
}

/// A shipment by its id, for the mart's own rules.
pub(crate) async fn shipment(read: &mut Read, id: ShipmentId) -> Result<Row, DbError> {
    read.one(
        sql!(
            "select id, order_id, hub_id, carrier, state, freight_paise, funded_paise, delivery_code, code_tries, version, trail
               from shipment where id = $1"
        ),
        params![id],
    )
    .await
}

/// Moves a shipment unless someone moved it since. `false`: they did.
pub(crate) async fn move_shipment(
    tx: &mut Tx,
    row: &Row,
    to: Shipment,
    article: Option<&ArticleNumber>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = matches!(to, Shipment::Delivered | Shipment::Cancelled | Shipment::Returned).then_some(now);
    let handed = matches!(to, Shipment::Shipped).then_some(now);
    let changed = tx
        .exec(
            sql!(
                "update shipment
                    set state = $3, article_number = coalesce($4, article_number), trail = $5, version = version + 1,
                        handed_at_ms = coalesce($6, handed_at_ms), ended_at_ms = coalesce($7, ended_at_ms)
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, article.cloned(), trail.clone(), handed, ended],
        )
        .await?;
    Ok(changed == 1)
}

/// Gives a shipment to another carrier unless someone moved it since. `false`: they did.
pub(super) async fn set_carrier(
    tx: &mut Tx,
    row: &Row,
    carrier: Carrier,
    trail: &Trail,
) -> Result<bool, DbError> {
    let changed = tx
        .exec(
            sql!("update shipment set carrier = $3, trail = $4, version = version + 1 where id = $1 and version = $2"),
            params![row.id, row.version, carrier, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// Whether an article number is on a shipment already.
pub(super) async fn article_used(read: &mut Read, article: &ArticleNumber) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select (select count(*) from shipment where article_number = $1)
                      + (select count(*) from booking where carrier = 'india_post' and number = $1)"
            ),
            params![article.clone()],
        )
        .await?;
    Ok(count > 0)
}

/// Takes one try from a delivery code.
pub(super) async fn spend_code_try(tx: &mut Tx, id: ShipmentId) -> Result<(), DbError> {
    tx.put(
        sql!("update shipment set code_tries = code_tries - 1 where id = $1 and code_tries > 0"),
        params![id],
    )
    .await
}

/// Gives the tries of delivery codes back.
pub(super) async fn restore_code_tries(tx: &mut Tx) -> Result<u64, DbError> {
    tx.exec(sql!("update shipment set code_tries = 5 where state = 'shipped' and code_tries < 5"), params![])
        .await
}

/// The shipments of a hub that are not at an end, oldest first.
pub(super) async fn shipments_of_hub(
    read: &mut Read,
    hub: HubId,
    limit: Limit,
) -> Result<Vec<HubShipment>, DbError> {
    let mut rows: Vec<HubShipment> = read.rows(
        sql!(
            "select s.id, o.code, s.state, s.carrier, s.latest_day, o.id, o.person_id, o.recipient_sealed, o.pin, o.district,
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state not in ('declined', 'cancelled')),
                    (select count(*) from parcel p where p.shipment_id = s.id and p.state in ('at_hub', 'shipped'))
               from shipment s join buyer_order o on o.id = s.order_id
              where s.hub_id = $1 and s.state in ('planned', 'shipped', 'coming_back') and o.state = 'confirmed'
              order by s.latest_day, s.id limit $2"
        ),
        params![hub, limit],
    )
    .await?;
    read.bring_keys(rows.iter().map(|row| row.person)).await?;
    for row in &mut rows {
        personal::open(read, ORDER_RECIPIENT, &row.person, &row.order, &mut row.to).await?;
    }
    Ok(rows)
}

/// What stands on a label.
pub(super) async fn label_row(
    read: &mut Read,
    hub: HubId,
    id: ShipmentId,
) -> Result<Option<LabelRow>, DbError> {
    let row = read.row(
        sql!(
            "select s.id, o.code, s.carrier, s.weight_g, s.article_number, s.is_food, o.lang, o.id, o.person_id,
                    o.recipient_sealed, o.pin, o.district, s.state, s.latest_day, s.code_tries, o.state_code
               from shipment s join buyer_order o on o.id = s.order_id
              where s.id = $1 and s.hub_id = $2"
        ),
        params![id, hub],
    )
    .await?;
    let Some(mut row): Option<LabelRow> = row else { return Ok(None) };
    personal::open(read, ORDER_RECIPIENT, &row.person, &row.order, &mut row.to).await?;
    Ok(Some(row))
}

/// The parcels of a hub's shipment with their makers.
pub(super) async fn shipment_parcels(
    read: &mut Read,
    hub: HubId,
    id: ShipmentId,
) -> Result<Vec<ShipmentParcel>, DbError> {
    read.rows(
        sql!(
            "select p.code, p.state, p.ready_by_day, m.name_hi, m.name_en, m.village_hi, m.village_en
               from parcel p join maker m on m.id = p.maker_id
              where p.shipment_id = $1 and p.hub_id = $2 order by p.code limit $3"
        ),
        params![id, hub, TABLE],
    )
    .await
}

/// The shipments of an order and how they stand, in order.
pub(crate) async fn shipments_of_order(
    read: &mut Read,
    order: OrderId,
) -> Result<Vec<OrderShipment>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.shipment_no, s.state, s.carrier, s.article_number, s.delivery_code, s.earliest_day, s.latest_day,
                    s.freight_paise, s.funded_paise, s.handed_at_ms, s.ended_at_ms, b.number, b.courier,
                    coalesce((select k.token_paise from cash_token k where k.shipment_id = s.id), 0)
               from shipment s
               left join booking b on b.shipment_id = s.id and b.carrier = s.carrier and b.carrier = 'agent' and b.state = 'booked'
              where s.order_id = $1 order by s.shipment_no limit $2"
        ),
        params![order, TABLE],
    )
    .await
}

store::row! {
    /// A shipment as its buyer sees it.
    pub struct OrderShipment {
        /// Its id.
        pub id: ShipmentId,
        /// Its number within the order, from 1.
        pub no: u32,
        /// How it stands.
        pub state: Shipment,
        /// Who carries it.
        pub carrier: Carrier,
        /// The postal article number, once there is one.
        pub article: Option<ArticleNumber>,
        /// What the buyer tells the runner.
        pub delivery_code: String,
        /// First promised day.
        pub earliest: Day,
        /// Last promised day.
        pub latest: Day,
        /// The freight.
        pub freight: Paise,
        /// How much of it another pays for the buyer.
        pub funded: Paise,
        /// When it left.
        pub handed_at: Option<kernel::Time>,
        /// When it arrived or was called off.
        pub ended_at: Option<kernel::Time>,
        /// The waybill of a courier, once one is booked.
        pub awb: Option<String>,
        /// Which courier.
        pub courier: Option<String>,
        /// What was to be paid ahead of it, if the rest is paid in cash.
        pub token: Paise,
    }
}
