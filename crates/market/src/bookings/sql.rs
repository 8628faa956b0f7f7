//! Every statement on ranges, bookings and weighings, in life order.

use std::collections::BTreeMap;

use kernel::ids::{ArticleRangeId, BookingId, HubId, PersonId, ShipmentId};
use kernel::{Limit, Time, Words};
use store::{DbError, Read, Tx, params, sql};

use super::act::Weighed;
use super::machine::BookingState;
use super::ranges::Range;
use super::read::{MANY, Parcelled, SealedSticker, Sticker, Story};
use crate::audit::Trail;
use crate::delivery::Carrier;
use crate::personal::{self, ORDER_RECIPIENT};

/// Parts of one shipment.
const PARTS: Limit = Limit::of(100);

/// Whether some numbers of a range are known already.
pub(super) async fn overlapping(
    read: &mut Read,
    letters: &str,
    first: u32,
    last: u32,
) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!(
                "select count(*) from article_range where letters = $1 and first_serial <= $3 and last_serial >= $2"
            ),
            params![letters, first, last],
        )
        .await?;
    Ok(count > 0)
}

/// A new range.
pub(super) async fn insert_range(
    tx: &mut Tx,
    id: ArticleRangeId,
    (letters, first, last): (&str, u32, u32),
    office: &str,
    by: PersonId,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into article_range
                    (id, letters, first_serial, last_serial, next_serial, office, entered_by, entered_at_ms)
             values ($1, $2, $3, $4, $3, $5, $6, $7)"
        ),
        params![id, letters, first, last, office, by, now],
    )
    .await
}

/// All ranges, the newest first.
pub(super) async fn ranges(read: &mut Read) -> Result<Vec<Range>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.letters, r.first_serial, r.last_serial, r.next_serial, r.office, p.name
               from article_range r join person p on p.id = r.entered_by
              order by r.entered_at_ms desc, r.id desc limit $1"
        ),
        params![PARTS],
    )
    .await
}

/// How many numbers are left in all ranges.
pub(super) async fn numbers_left(read: &mut Read) -> Result<i64, DbError> {
    let (left,) = read
        .one(
            sql!("select cast(coalesce(sum(last_serial + 1 - next_serial), 0) as bigint) from article_range"),
            params![],
        )
        .await?;
    Ok(left)
}

/// Takes the next serial of the oldest range that has one: the range, its letters, the serial.
pub(super) async fn take_serial(tx: &mut Tx) -> Result<Option<(ArticleRangeId, String, u32)>, DbError> {
    tx.row(
        sql!(
            "update article_range set next_serial = next_serial + 1
              where id = (select min(r.id) from article_range r where r.next_serial <= r.last_serial)
                and next_serial <= last_serial
          returning id, letters, next_serial - 1"
        ),
        params![],
    )
    .await
}

pub(crate) struct NewBooking<'a> {
    pub id: BookingId,
    pub shipment: ShipmentId,
    pub carrier: Carrier,
    pub state: BookingState,
    pub number: Option<&'a str>,
    pub range: Option<ArticleRangeId>,
    pub trail: &'a Trail,
}

/// A new booking.
pub(crate) async fn insert(tx: &mut Tx, new: &NewBooking<'_>) -> Result<(), DbError> {
    let (now, number) = (tx.now(), new.number.map(str::to_owned));
    tx.put(
        sql!(
            "insert into booking
                    (id, shipment_id, carrier, state, number, range_id, outside_id, courier, reason, asked_at_ms, version, trail)
             values ($1, $2, $3, $4, $5, $6, '', '', '', $7, 1, $8)"
        ),
        params![new.id, new.shipment, new.carrier, new.state, number, new.range, now, new.trail.clone()],
    )
    .await
}

store::row! {
    /// A booking as acts need it.
    pub struct BookingRow {
        /// Its id.
        pub id: BookingId,
        /// What is carried.
        pub shipment: ShipmentId,
        /// By whom.
        pub carrier: Carrier,
        /// How it stands.
        pub state: BookingState,
        /// The carrier's number.
        pub number: Option<String>,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A booking by its id.
pub(crate) async fn by_id(read: &mut Read, id: BookingId) -> Result<Option<BookingRow>, DbError> {
    read.row(
        sql!("select id, shipment_id, carrier, state, number, version, trail from booking where id = $1"),
        params![id],
    )
    .await
}

/// The booking of a shipment with a carrier.
pub(crate) async fn booking(
    read: &mut Read,
    shipment: ShipmentId,
    carrier: Carrier,
) -> Result<Option<BookingRow>, DbError> {
    read.row(
        sql!("select id, shipment_id, carrier, state, number, version, trail from booking where shipment_id = $1 and carrier = $2"),
        params![shipment, carrier],
    )
    .await
}

/// All bookings of a shipment.
pub(super) async fn bookings_of(read: &mut Read, shipment: ShipmentId) -> Result<Vec<BookingRow>, DbError> {
    read.rows(
        sql!(
            "select id, shipment_id, carrier, state, number, version, trail from booking where shipment_id = $1 order by id limit $2"
        ),
        params![shipment, PARTS],
    )
    .await
}

/// Moves a booking unless someone moved it since. `false`: they did.
pub(super) async fn move_booking(
    tx: &mut Tx,
    row: &BookingRow,
    to: BookingState,
    trail: &Trail,
) -> Result<bool, DbError> {
    let ended = (to == BookingState::CalledOff).then_some(tx.now());
    let changed = tx
        .exec(
            sql!(
                "update booking
                    set state = $3, trail = $4, version = version + 1, ended_at_ms = coalesce($5, ended_at_ms)
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, to, trail.clone(), ended],
        )
        .await?;
    Ok(changed == 1)
}

/// What was found on the scales.
pub(super) async fn insert_weighing(
    tx: &mut Tx,
    shipment: ShipmentId,
    by: PersonId,
    weighed: Weighed,
) -> Result<(), DbError> {
    let (now, [length, breadth, height]) = (tx.now(), weighed.measures_mm);
    tx.put(
        sql!(
            "insert into weighing (shipment_id, at_ms, weight_g, length_mm, breadth_mm, height_mm, weighed_by)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (shipment_id, at_ms) do update
                set weight_g = excluded.weight_g, length_mm = excluded.length_mm, breadth_mm = excluded.breadth_mm,
                    height_mm = excluded.height_mm, weighed_by = excluded.weighed_by"
        ),
        params![shipment, now, weighed.weight_g, length, breadth, height, by],
    )
    .await
}

/// The columns of a sticker and the tables they come from; what follows says which shipments.
macro_rules! stickers {
    ($which:literal) => {
        sql!(
            "select s.id, o.code, s.state, s.carrier, b.number, o.lang, s.is_food, s.weight_g, w.weight_g, w.length_mm,
                    w.breadth_mm, w.height_mm, o.id, o.person_id, o.recipient_sealed, o.pin, o.district, t.name_hi, t.name_en,
                    s.handed_at_ms, o.state_code
               from shipment s
               join buyer_order o on o.id = s.order_id
               join state t on t.gst_code = o.state_code
               left join booking b on b.shipment_id = s.id and b.carrier = s.carrier and b.state = 'booked'
               left join weighing w on w.shipment_id = s.id
                     and w.at_ms = (select max(n.at_ms) from weighing n where n.shipment_id = s.id) ",
            $which
        )
    };
}

async fn opened(read: &mut Read, all: Vec<SealedSticker>) -> Result<Vec<Sticker>, DbError> {
    read.bring_keys(all.iter().map(|one| one.person)).await?;
    let mut opened = Vec::with_capacity(all.len());
    for mut one in all {
        personal::open(read, ORDER_RECIPIENT, &one.person, &one.order, &mut one.to).await?;
        opened.push(Sticker { to: one.to.into_known(), ..one.sticker });
    }
    Ok(opened)
}

/// Shipments of a hub for a carrier that are whole: planned, something in them, all of it at the hub.
pub(super) async fn ready(read: &mut Read, hub: HubId, carrier: Carrier) -> Result<Vec<Sticker>, DbError> {
    let all = read
        .rows(
            stickers!(
                "where s.hub_id = $1 and s.state = 'planned' and s.carrier = $2 and o.state = 'confirmed'
                   and exists (select 1 from parcel p where p.shipment_id = s.id and p.state = 'at_hub')
                   and not exists (select 1 from parcel p
                                    where p.shipment_id = s.id and p.state not in ('at_hub', 'declined', 'cancelled'))
                 order by s.latest_day, s.id limit $3"
            ),
            params![hub, carrier, MANY],
        )
        .await?;
    opened(read, all).await
}

/// Shipments of a hub that are on their way with a carrier.
pub(super) async fn under_way(
    read: &mut Read,
    hub: HubId,
    carrier: Carrier,
) -> Result<Vec<Sticker>, DbError> {
    let all = read
        .rows(
            stickers!("where s.hub_id = $1 and s.state = 'shipped' and s.carrier = $2 order by s.latest_day, s.id limit $3"),
            params![hub, carrier, MANY],
        )
        .await?;
    opened(read, all).await
}

/// Shipments of a hub that were handed to a carrier between two moments.
pub(super) async fn gone_on(
    read: &mut Read,
    hub: HubId,
    carrier: Carrier,
    (from, to): (Time, Time),
) -> Result<Vec<Sticker>, DbError> {
    let all = read
        .rows(
            stickers!(
                "where s.hub_id = $1 and s.carrier = $2 and s.handed_at_ms >= $3 and s.handed_at_ms < $4
                 order by s.handed_at_ms, s.id limit $5"
            ),
            params![hub, carrier, from, to, MANY],
        )
        .await?;
    opened(read, all).await
}

/// One shipment of a hub whose order is paid.
pub(super) async fn one(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Option<Sticker>, DbError> {
    let row = read
        .row(
            stickers!("where s.id = $1 and s.hub_id = $2 and o.state not in ('placed', 'expired')"),
            params![id, hub],
        )
        .await?;
    Ok(opened(read, row.into_iter().collect()).await?.pop())
}

/// The codes of the living parcels of a shipment.
pub(super) async fn codes_in(read: &mut Read, id: ShipmentId) -> Result<Vec<String>, DbError> {
    let rows: Vec<(String,)> = read
        .rows(
            sql!(
                "select code from parcel where shipment_id = $1 and state not in ('declined', 'cancelled')
                  order by code limit $2"
            ),
            params![id, PARTS],
        )
        .await?;
    Ok(rows.into_iter().map(|(code,)| code).collect())
}

type StoryRow = (String, String, String, String, String, String, String);

/// The makers of a hub's shipment, each with her goods in it.
pub(super) async fn stories(read: &mut Read, hub: HubId, id: ShipmentId) -> Result<Vec<Story>, DbError> {
    let makers: Vec<StoryRow> = read
        .rows(
            sql!(
                "select p.code, m.name_hi, m.name_en, m.village_hi, m.village_en, m.story_hi, m.story_en
                   from parcel p join maker m on m.id = p.maker_id
                  where p.shipment_id = $1 and p.hub_id = $2 and p.state not in ('declined', 'cancelled')
                  order by p.code limit $3"
            ),
            params![id, hub, PARTS],
        )
        .await?;
    let goods: Vec<(String, String, String, String, String, u32)> = read
        .rows(
            sql!(
                "select p.code, l.name_hi, l.name_en, l.label_hi, l.label_en, l.quantity
                   from parcel p join order_line l on l.parcel_id = p.id
                  where p.shipment_id = $1 and p.hub_id = $2 order by p.code, l.position limit $3"
            ),
            params![id, hub, PARTS],
        )
        .await?;
    let mut inside: BTreeMap<String, Vec<Parcelled>> = BTreeMap::new();
    for (code, hi, en, label_hi, label_en, quantity) in goods {
        let (name, label) = (Words { hi, en }, Words { hi: label_hi, en: label_en });
        inside.entry(code).or_default().push(Parcelled { name, label, quantity });
    }
    let story = |(code, name_hi, name_en, village_hi, village_en, story_hi, story_en): StoryRow| Story {
        goods: inside.remove(&code).unwrap_or_default(),
        parcel_code: code,
        name: Words { hi: name_hi, en: name_en },
        village: Words { hi: village_hi, en: village_en },
        story: Words { hi: story_hi, en: story_en },
    };
    Ok(makers.into_iter().map(story).collect())
}
