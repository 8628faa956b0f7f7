//! Every statement that names what the launch gate counts, one by one.

use kernel::{Day, Limit};
use store::{DbError, Read, params, sql};

use super::gate::Seen;

/// The crafts on the shelf, each with its newest parcel that reached a buyer.
pub(super) async fn walked_each(read: &mut Read, limit: Limit) -> Result<Vec<Seen>, DbError> {
    read.rows(
        sql!(
            "select c.name_hi, c.name_en, coalesce(w.code, ''), case when w.code is null then 0 else 1 end, w.ended_at_ms
               from craft c
               left join (select g.craft_key, max(p.ended_at_ms) as ended
                            from parcel p join order_line l on l.parcel_id = p.id join product g on g.id = l.product_id
                           where p.state = 'delivered' group by g.craft_key) t on t.craft_key = c.craft_key
               left join (select g.craft_key, p.ended_at_ms, max(p.code) as code
                            from parcel p join order_line l on l.parcel_id = p.id join product g on g.id = l.product_id
                           where p.state = 'delivered' group by g.craft_key, p.ended_at_ms) w
                      on w.craft_key = c.craft_key and w.ended_at_ms = t.ended
              where exists (select 1 from shelf s where s.craft_key = c.craft_key)
              order by c.craft_key limit $1"
        ),
        params![limit],
    )
    .await
}

/// Who has a role that needs several people.
pub(super) async fn people_of_two(read: &mut Read, limit: Limit) -> Result<Vec<Seen>, DbError> {
    read.rows(
        sql!(
            "select p.name, p.name, g.role, 1, min(g.granted_at_ms)
               from role_grant g join person p on p.id = g.person_id
              where g.role in ('administrator', 'finance', 'dc_office') and g.ended_at_ms is null
              group by g.role, p.id, p.name order by g.role, p.name, p.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// The tax rates in force of what is on the shelf; those that are signed count.
pub(super) async fn rates_each(read: &mut Read, today: Day, limit: Limit) -> Result<Vec<Seen>, DbError> {
    read.rows(
        sql!(
            "select r.name_hi, r.name_en, r.hsn, case when r.verified = 'signed' then 1 else 0 end, cast(null as bigint)
               from (select distinct p.hsn_key from shelf s join product p on p.id = s.product_id) k
               join hsn_rate r on r.hsn_key = k.hsn_key
                and r.effective_from_day = (select max(n.effective_from_day) from hsn_rate n
                                             where n.hsn_key = k.hsn_key and n.effective_from_day <= $1)
              order by r.hsn_key limit $2"
        ),
        params![today, limit],
    )
    .await
}

/// The hubs; those with hours and a keeper count.
pub(super) async fn hubs_each(read: &mut Read, limit: Limit) -> Result<Vec<Seen>, DbError> {
    read.rows(
        sql!(
            "select h.name_hi, h.name_en, h.open_hours,
                    case when h.open_hours <> ''
                          and exists (select 1 from role_grant g
                                       where g.hub_id = h.id and g.role = 'hub_keeper' and g.ended_at_ms is null)
                         then 1 else 0 end, cast(null as bigint)
               from hub h order by h.name_en, h.id limit $1"
        ),
        params![limit],
    )
    .await
}

/// The bank holidays between two days; each begins at midnight in India.
pub(super) async fn holidays_each(
    read: &mut Read,
    (from, to): (Day, Day),
    limit: Limit,
) -> Result<Vec<Seen>, DbError> {
    read.rows(
        sql!(
            "select name_hi, name_en, '', 1, day * 86400000 - 19800000
               from bank_holiday where day >= $1 and day <= $2 order by day limit $3"
        ),
        params![from, to, limit],
    )
    .await
}
