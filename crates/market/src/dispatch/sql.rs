//! Every statement of the dispatch clock, in the order a step lives.

use kernel::ids::{DispatchId, HubId, MakerId, OrderId, ParcelId, PersonId, ProductId, VariantId};
use kernel::india::{Mobile, Pin};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Personal, Read, Tx, params, sql};

use super::read::Offer;
use super::{Step, StepState};
use crate::audit::Trail;
use crate::orders::Parcel;
use crate::personal::{self, MAKER_MOBILE};

/// Offers of one order, lines of one parcel.
const PARTS: Limit = Limit::of(100);
/// Goods looked at that might stand in for another.
const LIKE: Limit = Limit::of(8);

/// How many working days after a maker's day a step is due; nothing if no rule speaks of it.
pub(super) async fn days_of(read: &mut Read, step: Step, today: Day) -> Result<Option<i64>, DbError> {
    let row: Option<(i64,)> = read
        .row(
            sql!(
                "select days from dispatch_delay where step = $1 and from_day <= $2 order by from_day desc limit 1"
            ),
            params![step, today],
        )
        .await?;
    Ok(row.map(|(days,)| days))
}

store::row! {
    /// A parcel whose step is due.
    pub struct Late {
        /// The parcel.
        pub parcel: ParcelId,
        /// How it stands: what the step is about.
        pub state: Parcel,
    }
}

/// Parcels whose step is due and was not taken: asked on `day` or before and unanswered, or promised for `day` or before and not packed. The
/// step before it was taken earlier than today. Who waits is left alone until her day.
pub(super) async fn due(read: &mut Read, step: Step, day: Day, limit: Limit) -> Result<Vec<Late>, DbError> {
    let (today, asked_before, first) = (read.now().day(), day.plus(1).starts(), step.before().is_none());
    read.rows(
        sql!(
            "select p.id, p.state from parcel p
              where ((p.state = 'asked' and p.asked_at_ms < $1) or (p.state = 'accepted' and p.ready_by_day <= $2))
                and not exists (select 1 from dispatch_step s
                                 where s.parcel_id = p.id and s.about = p.state and s.step = $3)
                and ($4 = 1 or exists (select 1 from dispatch_step b
                                        where b.parcel_id = p.id and b.about = p.state and b.step = $5 and b.at_ms < $6))
                and not exists (select 1 from dispatch_step w
                                 where w.parcel_id = p.id and w.state = 'wait' and w.wait_until_day >= $7)
              order by p.id limit $8"
        ),
        params![
            asked_before,
            day,
            step,
            i64::from(first),
            step.before().unwrap_or(step),
            today.starts(),
            today,
            limit
        ],
    )
    .await
}

/// Whether a step of a parcel was taken.
pub(super) async fn is_taken(read: &mut Read, late: &Late, step: Step) -> Result<bool, DbError> {
    let (count,): (i64,) = read
        .one(
            sql!("select count(*) from dispatch_step where parcel_id = $1 and about = $2 and step = $3"),
            params![late.parcel, late.state, step],
        )
        .await?;
    Ok(count > 0)
}

/// A step that is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    id: DispatchId,
    late: &Late,
    (step, state): (Step, StepState),
    trail: &Trail,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.put(
        sql!(
            "insert into dispatch_step (id, parcel_id, about, step, state, at_ms, note, version, trail)
             values ($1, $2, $3, $4, $5, $6, '', 1, $7)"
        ),
        params![id, late.parcel, late.state, step, state, now, trail.clone()],
    )
    .await
}

/// How many parcels of a maker the clock has called off since a moment.
pub(super) async fn ended_since(read: &mut Read, maker: MakerId, since: Time) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!(
                "select count(*) from dispatch_step s join parcel p on p.id = s.parcel_id
                  where p.maker_id = $1 and s.step = 'end' and s.at_ms >= $2"
            ),
            params![maker, since],
        )
        .await?;
    Ok(count)
}

store::row! {
    /// A step as acts need it.
    pub struct StepRow {
        /// Its id.
        pub id: DispatchId,
        /// How it stands.
        pub state: StepState,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A call that is a task in some blocks.
pub(super) async fn call(read: &mut Read, fenced: &str, id: DispatchId) -> Result<Option<StepRow>, DbError> {
    read.row(
        sql!(
            "select s.id, s.state, s.version, s.trail
               from dispatch_step s join parcel p on p.id = s.parcel_id join maker m on m.id = p.maker_id
              where s.id = $2 and s.step = 'call' and $1 like '%;' || m.block_code || ';%'"
        ),
        params![fenced, id],
    )
    .await
}

/// What the buyer of a parcel was offered about how it stands.
pub(super) async fn offer(
    read: &mut Read,
    parcel: ParcelId,
    about: Parcel,
) -> Result<Option<StepRow>, DbError> {
    read.row(
        sql!(
            "select id, state, version, trail from dispatch_step where parcel_id = $1 and about = $2 and step = 'offer'"
        ),
        params![parcel, about],
    )
    .await
}

/// What is written down when a step ends.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ending<'a> {
    pub wait_until: Option<Day>,
    pub arrives_by: Option<Day>,
    pub swapped_for: Option<ParcelId>,
    pub note: &'a str,
}

/// Ends a step unless someone ended it since. `false`: they did.
pub(super) async fn end(
    tx: &mut Tx,
    row: &StepRow,
    (to, by): (StepState, PersonId),
    ending: &Ending<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "update dispatch_step
                    set state = $3, ended_at_ms = $4, ended_by = $5, wait_until_day = $6, arrives_by_day = $7,
                        swapped_for = $8, note = $9, trail = $10, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                to,
                now,
                by,
                ending.wait_until,
                ending.arrives_by,
                ending.swapped_for,
                ending.note,
                trail.clone()
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// What the buyer of an order was offered about parcels that have not come, as it stands.
pub(super) async fn offers_of(read: &mut Read, order: OrderId) -> Result<Vec<Offer>, DbError> {
    read.rows(
        sql!(
            "select p.id, s.state, s.wait_until_day, s.arrives_by_day
               from dispatch_step s join parcel p on p.id = s.parcel_id
              where p.order_id = $1 and s.step = 'offer' and s.about = p.state
                and p.state in ('asked', 'accepted') order by p.id limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

store::row! {
    /// A parcel beside the shipment it was to travel in.
    pub struct Place {
        /// Its order.
        pub order: OrderId,
        /// How it was paid.
        pub method: String,
        /// Where it goes.
        pub pin: Pin,
        /// How far.
        pub zone: String,
        /// Where it leaves from.
        pub hub: HubId,
        /// Whether it is food.
        pub is_food: i64,
        /// What its goods cost.
        pub goods: Paise,
        /// What another pays of that.
        pub funded: Paise,
    }
}

/// Where a parcel was to travel.
pub(super) async fn place(read: &mut Read, parcel: ParcelId) -> Result<Option<Place>, DbError> {
    read.row(
        sql!(
            "select o.id, o.payment_method, o.pin, s.zone, s.hub_id, s.is_food, p.goods_paise, p.funded_paise
               from parcel p join shipment s on s.id = p.shipment_id join buyer_order o on o.id = p.order_id
              where p.id = $1"
        ),
        params![parcel],
    )
    .await
}

/// The lines of a parcel: its good, its craft, how many, the price of all; of pieces of kits none is told, for nothing else is the same kit.
pub(super) async fn lines(
    read: &mut Read,
    parcel: ParcelId,
) -> Result<Vec<(ProductId, String, u32, Paise)>, DbError> {
    read.rows(
        sql!(
            "select l.product_id, g.craft_key, l.quantity, l.line_paise
               from order_line l join product g on g.id = l.product_id
              where l.parcel_id = $1
                and not exists (select 1 from order_line k where k.parcel_id = $1 and k.kit_id is not null)
              order by l.position limit $2"
        ),
        params![parcel, PARTS],
    )
    .await
}

store::row! {
    /// A good on the shelf that might stand in for another.
    pub struct OnShelf {
        /// Which size or colour.
        pub variant: VariantId,
        /// The last part of its page's address.
        pub slug: String,
        /// Who makes it, in Hindi.
        pub maker_hi: String,
        /// Who makes it, in English.
        pub maker_en: String,
        /// Where, in Hindi.
        pub village_hi: String,
        /// Where, in English.
        pub village_en: String,
    }
}

/// Goods of a craft at a hub that cost no more, of makers who send nothing of this order; the dearest first, since it is the nearest.
pub(super) async fn like(
    read: &mut Read,
    (craft, hub): (&str, HubId),
    order: OrderId,
    most: Paise,
) -> Result<Vec<OnShelf>, DbError> {
    read.rows(
        sql!(
            "select v.id, s.slug, s.maker_name_hi, s.maker_name_en, s.village_hi, s.village_en
               from shelf s join variant v on v.product_id = s.product_id join maker m on m.id = s.maker_id
              where s.craft_key = $1 and m.hub_id = $2 and v.ended_at_ms is null and v.price_paise <= $4
                and not exists (select 1 from parcel p where p.order_id = $3 and p.maker_id = m.id)
              order by v.price_paise desc, v.id limit $5"
        ),
        params![craft, hub, order, most, LIKE],
    )
    .await
}

store::row! {
    /// A maker whom an officer calls.
    pub struct Call {
        /// The task.
        pub id: DispatchId,
        /// What is written on the parcel.
        pub code: String,
        /// Whether she has not answered (`asked`) or not packed (`accepted`).
        pub about: Parcel,
        /// Since when it is a task.
        pub since: Time,
        /// The day she named, if she did.
        pub ready_by: Option<Day>,
        /// Who.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub name_hi: String,
        /// Her name in English.
        pub name_en: String,
        /// Her village in Hindi.
        pub village_hi: String,
        /// Her village in English.
        pub village_en: String,
        /// The number she is called on.
        pub mobile: Personal<Mobile>,
        /// How many parcels of hers the clock has called off.
        pub absent: i64,
    }
}

/// Makers of some blocks whom an officer calls, the longest waiting first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn calls(read: &mut Read, fenced: &str, limit: Limit) -> Result<Vec<Call>, DbError> {
    let mut rows: Vec<Call> = read
        .rows(
            sql!(
                "select s.id, p.code, s.about, s.at_ms, p.ready_by_day, m.id, m.name_hi, m.name_en, m.village_hi,
                        m.village_en, m.mobile_sealed,
                        (select count(*) from dispatch_step e join parcel q on q.id = e.parcel_id
                          where q.maker_id = m.id and e.step = 'end')
                   from dispatch_step s
                   join parcel p on p.id = s.parcel_id
                   join maker m on m.id = p.maker_id
                  where s.step = 'call' and s.state = 'open' and p.state = s.about
                    and $1 like '%;' || m.block_code || ';%'
                  order by s.at_ms, s.id limit $2"
            ),
            params![fenced, limit],
        )
        .await?;
    read.bring_keys(rows.iter().map(|row| row.maker)).await?;
    for row in &mut rows {
        personal::open(read, MAKER_MOBILE, &row.maker, &row.maker, &mut row.mobile).await?;
    }
    Ok(rows)
}
