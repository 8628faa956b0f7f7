//! What pages ask about returns, as statements.

use kernel::Limit;
use kernel::ids::{LineId, OrderId, ReturnId};
use store::{DbError, Read, params, sql};

use super::machine::ReturnState;
use super::read::{KindRule, OwnReturn, Return};

/// Lines and returns of one order.
const PARTS: Limit = Limit::of(100);

/// The columns and joins of a return as whoever decides sees it.
macro_rules! whole {
    ($rest:literal) => {
        sql!(
            "select r.id, l.name_hi, l.name_en, r.quantity, r.reason, r.way, r.state, r.why, r.back_by_day, h.name_hi, h.name_en,
                    c.state, r.asked_at_ms, r.words, r.wish, (select e.code from parcel e where e.id = r.exchange_parcel_id),
                    r.fetch_asked_at_ms, r.fetched_at_ms,
                    (select count(*) from parcel w join shipment s on s.id = w.shipment_id
                      where w.id = r.parcel_id and s.carrier = 'own_hands'),
                    o.code, p.code, m.name_hi, m.name_en,
                    case when r.picture_id is null then 0 else 1 end,
                    (select count(*) from hub_look k join quality_photo q on q.id = k.photo_id
                      where k.parcel_id = r.parcel_id and q.picture_id <> ''),
                    l.line_paise - l.funded_paise, l.quantity, r.fault, case when v.making = 'stock' then 1 else 0 end
               from goods_return r
               join order_line l on l.id = r.line_id
               join variant v on v.id = l.variant_id
               join buyer_order o on o.id = r.order_id
               join parcel p on p.id = r.parcel_id
               join maker m on m.id = r.maker_id
               join hub h on h.id = r.hub_id
               left join claim c on c.id = r.claim_id
              where ($1 = '' or $1 like '%;' || m.block_code || ';%') and ($2 = '' or r.hub_id = $2) ",
            $rest
        )
    };
}

/// The lines of an order.
pub(super) async fn lines_of(
    read: &mut Read,
    order: OrderId,
) -> Result<Vec<(LineId, String, String)>, DbError> {
    read.rows(
        sql!("select id, name_hi, name_en from order_line where order_id = $1 order by position limit $2"),
        params![order, PARTS],
    )
    .await
}

/// The rules in force, food first and all others last.
pub(super) async fn kinds(read: &mut Read) -> Result<Vec<KindRule>, DbError> {
    let today = read.now().day();
    read.rows(
        sql!(
            "select r.rule_key, coalesce(c.name_hi, ''), coalesce(c.name_en, ''), r.way, r.window_days, r.at_once_paise
               from return_rule r left join craft c on c.craft_key = r.rule_key
              where r.from_day = (select max(n.from_day) from return_rule n where n.rule_key = r.rule_key and n.from_day <= $1)
              order by case r.rule_key when 'food' then 0 when 'any' then 2 else 1 end, r.rule_key limit $2"
        ),
        params![today, PARTS],
    )
    .await
}

/// The returns of an order, newest first.
pub(super) async fn of_order(read: &mut Read, order: OrderId) -> Result<Vec<OwnReturn>, DbError> {
    read.rows(
        sql!(
            "select r.id, l.name_hi, l.name_en, r.quantity, r.reason, r.way, r.state, r.why, r.back_by_day, h.name_hi, h.name_en,
                    c.state, r.asked_at_ms, r.words, r.wish, (select e.code from parcel e where e.id = r.exchange_parcel_id),
                    r.fetch_asked_at_ms, r.fetched_at_ms,
                    (select count(*) from parcel w join shipment s on s.id = w.shipment_id
                      where w.id = r.parcel_id and s.carrier = 'own_hands')
               from goods_return r
               join order_line l on l.id = r.line_id
               join hub h on h.id = r.hub_id
               left join claim c on c.id = r.claim_id
              where r.order_id = $1 order by r.asked_at_ms desc, r.id desc limit $2"
        ),
        params![order, PARTS],
    )
    .await
}

/// Returns that stand so, the oldest first.
pub(super) async fn standing(
    read: &mut Read,
    (blocks, hub): (&str, &str),
    state: ReturnState,
    limit: Limit,
) -> Result<Vec<Return>, DbError> {
    read.rows(
        whole!("and r.state = $3 order by r.asked_at_ms, r.id limit $4"),
        params![blocks, hub, state, limit],
    )
    .await
}

/// One return.
pub(super) async fn one(
    read: &mut Read,
    (blocks, hub): (&str, &str),
    id: ReturnId,
) -> Result<Option<Return>, DbError> {
    read.row(whole!("and r.id = $3"), params![blocks, hub, id]).await
}

/// What the buyer shows.
pub(super) async fn own_picture(read: &mut Read, id: ReturnId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(
            sql!("select picture_id from goods_return where id = $1 and picture_id is not null"),
            params![id],
        )
        .await?;
    Ok(found.map(|(picture,)| picture))
}

/// What the hub saw of the parcel last.
pub(super) async fn hub_picture(read: &mut Read, id: ReturnId) -> Result<Option<String>, DbError> {
    let found: Option<(String,)> = read
        .row(
            sql!(
                "select q.picture_id
                   from goods_return r
                   join hub_look k on k.parcel_id = r.parcel_id
                   join quality_photo q on q.id = k.photo_id
                  where r.id = $1 and q.picture_id <> '' order by k.version desc limit 1"
            ),
            params![id],
        )
        .await?;
    Ok(found.map(|(picture,)| picture))
}
