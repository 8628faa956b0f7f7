//! Every statement that makes and moves returns, in life order. What pages ask is in `read_sql`.

use kernel::ids::{
    ClaimId, HubId, LineId, MakerId, OrderId, ParcelId, PersonId, ProductId, ReturnId, VariantId,
};
use kernel::{Day, Limit, Paise, Time};
use store::{DbError, Read, Tx, params, sql};

use super::act::Beside;
use super::fetch::Fetching;
use super::machine::ReturnState;
use super::rules::Rule;
use super::{Fault, Reason, Way, Wish};
use crate::audit::Trail;
use crate::personal::{self, ORDER_RECIPIENT};
use crate::quotes::PaymentMethod;

/// Pictures of one person.
const OF_ONE: Limit = Limit::of(Limit::MOST);

store::row! {
    /// A line as its buyer may send it back.
    pub struct Bought {
        /// The order.
        pub order: OrderId,
        /// The parcel it came in.
        pub parcel: ParcelId,
        /// Who made it.
        pub maker: MakerId,
        /// The hub it passed.
        pub hub: HubId,
        /// How many.
        pub quantity: u32,
        /// The price of one.
        pub paid: Paise,
        /// Whether it is food: `1` or `0`.
        pub is_food: i64,
        /// Its craft.
        pub craft: String,
        /// When it arrived; nothing if it has not.
        pub arrived_at: Option<Time>,
        /// The line.
        pub line: LineId,
        /// How its order was paid.
        pub method: PaymentMethod,
    }
}

/// A line of a person's own order.
pub(super) async fn bought(
    read: &mut Read,
    person: PersonId,
    line: LineId,
) -> Result<Option<Bought>, DbError> {
    read.row(
        sql!(
            "select l.order_id, l.parcel_id, p.maker_id, p.hub_id, l.quantity, l.line_paise - l.funded_paise, p.is_food, g.craft_key,
                    case when p.state = 'delivered' then p.ended_at_ms else null end, l.id, o.payment_method
               from order_line l
               join parcel p on p.id = l.parcel_id
               join buyer_order o on o.id = l.order_id
               join product g on g.id = l.product_id
              where l.id = $1 and o.person_id = $2"
        ),
        params![line, person],
    )
    .await
}

store::row! {
    /// A rule as it is kept.
    pub struct RuleRow {
        /// Whether goods of this kind come back.
        pub way: Way,
        /// For how many days.
        pub window_days: i64,
        /// Up to what is granted at once.
        pub at_once: Paise,
    }
}

/// The rule in force for a line: of food, of its craft, or of all other goods.
pub(super) async fn rule_of(read: &mut Read, bought: &Bought) -> Result<Rule, DbError> {
    let today = read.now().day();
    let row: RuleRow = read
        .one(
            sql!(
                "select way, window_days, at_once_paise from return_rule
                  where from_day <= $1 and rule_key = case when cast($2 as bigint) = 1 then 'food'
                        when exists (select 1 from return_rule c where c.rule_key = $3 and c.from_day <= $1) then $3
                        else 'any' end
                  order by from_day desc limit 1"
            ),
            params![today, bought.is_food, bought.craft],
        )
        .await?;
    Ok(Rule { way: row.way, window_days: row.window_days, at_once: row.at_once })
}

/// How many pieces of a line are on their way back or were given back, by returns or by finance alone.
pub(super) async fn taken_of(read: &mut Read, line: LineId) -> Result<u32, DbError> {
    let (count,) = read
        .one(
            sql!(
                "select cast((select coalesce(sum(r.quantity), 0) from goods_return r
                               where r.line_id = $1 and r.state in ('asked', 'awaited'))
                           + (select coalesce(sum(c.quantity), 0) from claim c
                               where c.line_id = $1 and c.state <> 'refused') as bigint)"
            ),
            params![line],
        )
        .await?;
    Ok(count)
}

pub(super) struct NewReturn<'a> {
    pub id: ReturnId,
    pub bought: &'a Bought,
    pub person: PersonId,
    pub quantity: u32,
    pub reason: Reason,
    pub words: &'a str,
    pub picture: Option<&'a str>,
    pub way: Way,
    pub wish: Wish,
    pub trail: Trail,
}

/// A new return, unless others have asked for these pieces meanwhile. `false`: they have.
pub(super) async fn insert(tx: &mut Tx, new: &NewReturn<'_>) -> Result<bool, DbError> {
    let now = tx.now();
    let changed = tx
        .exec(
            sql!(
                "insert into goods_return
                        (id, order_id, parcel_id, line_id, maker_id, hub_id, person_id, quantity, reason, words, picture_id, way,
                         state, why, disposal, asked_at_ms, version, trail, wish)
                 select $1, l.order_id, l.parcel_id, l.id, $3, $4, $5, $6, $7, $8, $9, $10, 'asked', '', '', $11, 1, $12, $13
                   from order_line l
                  where l.id = $2
                    and l.quantity >= $6
                      + (select cast(coalesce(sum(r.quantity), 0) as bigint) from goods_return r
                          where r.line_id = l.id and r.state in ('asked', 'awaited'))
                      + (select cast(coalesce(sum(c.quantity), 0) as bigint) from claim c
                          where c.line_id = l.id and c.state <> 'refused')"
            ),
            params![
                new.id,
                new.bought.line,
                new.bought.maker,
                new.bought.hub,
                new.person,
                new.quantity,
                new.reason,
                new.words,
                new.picture,
                new.way,
                now,
                new.trail.clone(),
                new.wish
            ],
        )
        .await?;
    Ok(changed == 1)
}

store::row! {
    /// A return as acts need it.
    pub struct Row {
        /// Its id.
        pub id: ReturnId,
        /// The order.
        pub order: OrderId,
        /// The line.
        pub line: LineId,
        /// The good.
        pub product: ProductId,
        /// Its size or colour.
        pub variant: VariantId,
        /// What the good is called in Hindi.
        pub good_hi: String,
        /// What the good is called in English.
        pub good_en: String,
        /// What was written on the parcel.
        pub parcel_code: String,
        /// Who made it.
        pub maker: MakerId,
        /// Who bought it.
        pub person: PersonId,
        /// How many pieces.
        pub quantity: u32,
        /// What is wrong.
        pub reason: Reason,
        /// In the buyer's words.
        pub words: String,
        /// How it is settled.
        pub way: Way,
        /// How it stands.
        pub state: ReturnState,
        /// Whose fault it was found to be.
        pub fault: Option<Fault>,
        /// Who decided.
        pub decided_by: Option<PersonId>,
        /// What its buyer wishes for.
        pub wish: Wish,
        /// Its version.
        pub version: i64,
        /// Its trail.
        pub trail: Trail,
    }
}

/// A return.
pub(super) async fn row(read: &mut Read, id: ReturnId) -> Result<Option<Row>, DbError> {
    read.row(
        sql!(
            "select r.id, r.order_id, r.line_id, l.product_id, l.variant_id, l.name_hi, l.name_en, p.code, r.maker_id, r.person_id,
                    r.quantity, r.reason, r.words, r.way, r.state, r.fault, r.decided_by, r.wish, r.version, r.trail
               from goods_return r
               join order_line l on l.id = r.line_id
               join parcel p on p.id = r.parcel_id
              where r.id = $1"
        ),
        params![id],
    )
    .await
}

/// Whether a return is of a maker in these blocks and passed this hub; empty words mean all.
pub(super) async fn is_within(
    read: &mut Read,
    (blocks, hub): (&str, &str),
    id: ReturnId,
) -> Result<bool, DbError> {
    let found: Option<(i64,)> = read
        .row(
            sql!(
                "select r.version from goods_return r join maker m on m.id = r.maker_id
                  where r.id = $3 and ($1 = '' or $1 like '%;' || m.block_code || ';%') and ($2 = '' or r.hub_id = $2)"
            ),
            params![blocks, hub, id],
        )
        .await?;
    Ok(found.is_some())
}

/// Moves a return unless somebody moved it since. `false`: they did.
pub(super) async fn move_to(
    tx: &mut Tx,
    row: &Row,
    to: ReturnState,
    beside: &Beside<'_>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let ended = (!matches!(to, ReturnState::Asked | ReturnState::Awaited)).then_some(now);
    let changed = tx
        .exec(
            sql!(
                "update goods_return
                    set state = $3, trail = $4, version = version + 1, why = coalesce($5, why), fault = coalesce($6, fault),
                        decided_by = coalesce($7, decided_by), back_by_day = coalesce($8, back_by_day),
                        claim_id = coalesce($9, claim_id), disposal = $10, ended_at_ms = coalesce($11, ended_at_ms)
                  where id = $1 and version = $2"
            ),
            params![
                row.id,
                row.version,
                to,
                trail.clone(),
                beside.why,
                beside.fault,
                beside.decided_by,
                beside.back_by,
                beside.claim,
                beside.disposal,
                ended
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The parcel in which a new piece comes.
pub(super) async fn set_exchange(tx: &mut Tx, id: ReturnId, parcel: ParcelId) -> Result<(), DbError> {
    tx.put(sql!("update goods_return set exchange_parcel_id = $2 where id = $1"), params![id, parcel]).await
}

/// Whether its claim was granted and no new piece could be sent.
pub(super) async fn is_settled_with_money(read: &mut Read, id: ReturnId) -> Result<bool, DbError> {
    let found: Option<(ClaimId,)> = read
        .row(
            sql!(
                "select c.id from goods_return r join claim c on c.id = r.claim_id
                  where r.id = $1 and r.exchange_parcel_id is null and c.state = 'granted'"
            ),
            params![id],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether pieces of a variant lie ready, so that one more can.
pub(super) async fn lies_ready(read: &mut Read, variant: VariantId) -> Result<bool, DbError> {
    let found: Option<(String,)> = read
        .row(sql!("select v.making from variant v where v.id = $1 and v.making = 'stock'"), params![variant])
        .await?;
    Ok(found.is_some())
}

/// Whether its parcel was brought by runners, who can fetch it too.
pub(super) async fn runners_go(read: &mut Read, id: ReturnId) -> Result<bool, DbError> {
    let found: Option<(ReturnId,)> = read
        .row(
            sql!(
                "select r.id from goods_return r join parcel p on p.id = r.parcel_id join shipment s on s.id = p.shipment_id
                  where r.id = $1 and r.way = 'back' and s.carrier = 'own_hands'"
            ),
            params![id],
        )
        .await?;
    Ok(found.is_some())
}

/// Whether it was asked to be fetched and is not here.
pub(super) async fn is_to_fetch(read: &mut Read, id: ReturnId) -> Result<bool, DbError> {
    let found: Option<(ReturnId,)> = read
        .row(
            sql!(
                "select id from goods_return where id = $1 and fetch_asked_at_ms is not null and fetched_at_ms is null"
            ),
            params![id],
        )
        .await?;
    Ok(found.is_some())
}

/// Notes that it is to be fetched, or by whom it was. `false`: somebody moved it since.
pub(super) async fn note_fetching(
    tx: &mut Tx,
    row: &Row,
    fetched_by: Option<PersonId>,
    trail: &Trail,
) -> Result<bool, DbError> {
    let now = tx.now();
    let fetched_at = fetched_by.map(|_| now);
    let changed = tx
        .exec(
            sql!(
                "update goods_return
                    set fetch_asked_at_ms = coalesce(fetch_asked_at_ms, $3), fetched_by = coalesce($4, fetched_by),
                        fetched_at_ms = coalesce($5, fetched_at_ms), trail = $6, version = version + 1
                  where id = $1 and version = $2"
            ),
            params![row.id, row.version, now, fetched_by, fetched_at, trail.clone()],
        )
        .await?;
    Ok(changed == 1)
}

/// What runners of a hub fetch, who asked first coming first.
pub(super) async fn to_fetch(read: &mut Read, hub: HubId, limit: Limit) -> Result<Vec<Fetching>, DbError> {
    let mut rows: Vec<Fetching> = read
        .rows(
            sql!(
                "select r.id, l.name_hi, l.name_en, r.quantity, o.id, o.person_id, o.recipient_sealed
                   from goods_return r
                   join order_line l on l.id = r.line_id
                   join buyer_order o on o.id = r.order_id
                  where r.hub_id = $1 and r.state = 'awaited' and r.fetch_asked_at_ms is not null
                    and r.fetched_at_ms is null
                  order by r.fetch_asked_at_ms, r.id limit $2"
            ),
            params![hub, limit],
        )
        .await?;
    read.bring_keys(rows.iter().map(|row| row.person)).await?;
    for row in &mut rows {
        personal::open(read, ORDER_RECIPIENT, &row.person, &row.order, &mut row.from).await?;
    }
    Ok(rows)
}

/// The return behind a claim, if it is one's.
pub(super) async fn of_claim(read: &mut Read, claim: ClaimId) -> Result<Option<Row>, DbError> {
    let found: Option<(ReturnId,)> =
        read.row(sql!("select id from goods_return where claim_id = $1"), params![claim]).await?;
    match found {
        Some((id,)) => row(read, id).await,
        None => Ok(None),
    }
}

/// What should have come back by now.
pub(super) async fn late(read: &mut Read, today: Day, limit: Limit) -> Result<Vec<(ReturnId,)>, DbError> {
    read.rows(
        sql!("select id from goods_return where state = 'awaited' and back_by_day < $1 order by id limit $2"),
        params![today, limit],
    )
    .await
}

/// Photos a buyer has shown in returns.
pub(super) async fn pictures_of(read: &mut Read, person: PersonId) -> Result<Vec<(String,)>, DbError> {
    read.rows(
        sql!(
            "select distinct picture_id from goods_return where person_id = $1 and picture_id is not null limit $2"
        ),
        params![person, OF_ONE],
    )
    .await
}

/// Blanks what a buyer has written and shown.
pub(super) async fn blank(tx: &mut Tx, person: PersonId) -> Result<(), DbError> {
    tx.put(
        sql!("update goods_return set words = '', picture_id = null where person_id = $1"),
        params![person],
    )
    .await
}
