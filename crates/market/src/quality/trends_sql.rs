//! The statement that counts looks by month.

use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::trends::{By, STEP_DAYS, Step};

/// Looks since a moment, in steps of so many days, by craft, block or maker. A look at a parcel of several goods counts for its
/// maker and block only.
pub(super) async fn steps(read: &mut Read, by: By, from: Time, limit: Limit) -> Result<Vec<Step>, DbError> {
    let step_ms = STEP_DAYS * 24 * 60 * 60 * 1_000;
    read.rows(
        sql!(
            "select t.row_key, t.name_hi, t.name_en, t.step, count(*), cast(sum(t.wrong) as bigint)
               from (select case $3 when 'craft' then c.craft_key when 'block' then b.lgd_code else m.id end as row_key,
                            case $3 when 'craft' then c.name_hi when 'block' then b.name_hi else m.name_hi end as name_hi,
                            case $3 when 'craft' then c.name_en when 'block' then b.name_en else m.name_en end as name_en,
                            (l.at_ms - $1) / $2 as step, l.wrong as wrong
                       from (select i.maker_id as maker_id, i.product_id as product_id, i.at_ms as at_ms,
                                    case when i.verdict = 'approved' then 0 else 1 end as wrong
                               from inspection i where i.at_ms >= $1
                              union all
                             select h.maker_id, h.product_id, h.at_ms, case when h.finding = 'passes' then 0 else 1 end
                               from hub_look h where h.at_ms >= $1
                                and not exists (select 1 from parcel q where q.id = h.parcel_id and q.in_trial = 1)) l
                       join maker m on m.id = l.maker_id join block b on b.lgd_code = m.block_code
                       left join product p on p.id = l.product_id left join craft c on c.craft_key = p.craft_key) t
              where t.row_key is not null
              group by t.row_key, t.name_hi, t.name_en, t.step
              order by t.row_key, t.step limit $4"
        ),
        params![from, step_ms, by, limit],
    )
    .await
}
