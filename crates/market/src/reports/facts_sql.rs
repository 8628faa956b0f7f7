//! Every statement on the facts of a measure.

use kernel::{Day, Limit, Time};
use store::{DbError, Read, params, sql};

use super::{Count, Cut, Fact, Measure, Span, Unpaid};

/// The facts of measure `$1` from `$2` to before `$3`, each with line `cut` of cut `$4`. Of the arms only that of the measure is gone through:
/// the others fail before their first row.
macro_rules! facts {
    ($($head:literal),+; $rest:literal) => {
        sql!(
            $($head,)+
            " from (select f.fact_key, f.counted, f.at_ms, f.good, f.amount, m.id as maker_id, coalesce(m.name_hi, '') as name_hi,
                           coalesce(m.name_en, '') as name_en, coalesce(m.slug, '') as slug,
                           case $4 when 'block' then coalesce(m.block_code, '-')
                                   when 'department' then coalesce(k.department, '-')
                                   when 'officer' then coalesce(k.officer_id, '-')
                                   when 'craft' then coalesce(m.craft_key, '-')
                                   when 'post' then coalesce(k.department, '-') || ' ' || coalesce(m.block_code, '-')
                                   when 'who' then case when m.kind = 'shg' then 'shg' else coalesce(k.gender, 'unknown') end
                                   else '' end as cut
                      from (select s.maker_id as maker_id, s.id as fact_key, s.maker_id as counted, s.ended_at_ms as at_ms,
                                   1 as good, s.amount_paise as amount
                              from payout s
                             where $1 = 'paid' and s.state = 'settled' and s.ended_at_ms >= $2 and s.ended_at_ms < $3
                            union all
                            select p.maker_id, p.id, p.id, (p.pay_by_day + 1) * 86400000 - 19800000,
                                   case when p.paid_at_ms < (p.pay_by_day + 1) * 86400000 - 19800000 then 1 else 0 end,
                                   p.payable_paise
                              from parcel p
                             where $1 = 'payouts' and p.state = 'delivered' and p.payable_paise > 0 and p.in_trial = 0
                               and p.pay_by_day >= ($2 + 106199999) / 86400000 - 1 and p.pay_by_day < ($3 + 19799999) / 86400000
                            union all
                            select c.maker_id, c.number, c.number, c.counts_at_ms,
                                   case when c.closed_at_ms <= c.counts_at_ms and c.state in ('closed', 'ended')
                                             and c.acknowledged_at_ms <= c.opened_at_ms + 172800000 then 1 else 0 end, 0
                              from (select d.maker_id, d.number, d.state, d.opened_at_ms, d.acknowledged_at_ms, d.closed_at_ms,
                                           case when d.state in ('closed', 'ended') and d.closed_at_ms < d.opened_at_ms + 2592000000
                                                then d.closed_at_ms else d.opened_at_ms + 2592000000 end as counts_at_ms
                                      from complaint d
                                     where $1 = 'complaints' and d.opened_at_ms >= $2 - 2592000000 and d.opened_at_ms < $3
                                       and not exists (select 1 from buyer_order o where o.id = d.order_id and o.in_trial = 1)) c
                             where c.counts_at_ms >= $2 and c.counts_at_ms < $3
                            union all
                            select n.maker_id, t.case_id || ' ' || cast(t.seq as text), n.maker_id, t.at_ms, 1, 0
                              from case_step t join maker_case n on n.id = t.case_id
                             where $1 = 'listed' and t.step = 'listed' and t.ended_at_ms is null and n.maker_id is not null
                               and t.at_ms >= $2 and t.at_ms < $3
                            union all
                            select p.maker_id, p.id, p.order_id, p.asked_at_ms, 1, p.goods_paise
                              from parcel p where $1 = 'orders' and p.asked_at_ms >= $2 and p.asked_at_ms < $3
                               and p.in_trial = 0
                            union all
                            select p.maker_id, p.id, p.id, p.ended_at_ms,
                                   case when p.ended_at_ms < (h.latest_day + 1) * 86400000 - 19800000 then 1 else 0 end, p.goods_paise
                              from parcel p join shipment h on h.id = p.shipment_id
                             where $1 = 'delivery' and p.state = 'delivered' and p.in_trial = 0 and p.ended_at_ms >= $2 and p.ended_at_ms < $3
                            union all
                            select i.maker_id, i.record_id, i.record_id, i.at_ms,
                                   case when i.verdict = 'approved' then 1 else 0 end, 0
                              from inspection i where $1 = 'looks' and i.at_ms >= $2 and i.at_ms < $3
                            union all
                            select l.maker_id, l.parcel_id || ' ' || l.version, l.parcel_id || ' ' || l.version, l.at_ms,
                                   case when l.finding = 'passes' then 1 else 0 end, 0
                              from hub_look l where $1 = 'looks' and l.at_ms >= $2 and l.at_ms < $3
                               and not exists (select 1 from parcel q where q.id = l.parcel_id and q.in_trial = 1)
                            union all
                            select p.maker_id, p.id, p.maker_id, p.ended_at_ms, 1,
                                   (p.ended_at_ms - coalesce(c.found_at_ms, p.ended_at_ms)) / 86400000
                              from parcel p left join maker_case c on c.maker_id = p.maker_id
                             where $1 = 'first_sale' and p.state = 'delivered' and p.in_trial = 0 and p.ended_at_ms >= $2 and p.ended_at_ms < $3
                               and not exists (select 1 from parcel e
                                                where e.maker_id = p.maker_id and e.state = 'delivered' and e.in_trial = 0
                                                  and (e.ended_at_ms < p.ended_at_ms or (e.ended_at_ms = p.ended_at_ms and e.id < p.id)))) f
                      left join maker m on m.id = f.maker_id
                      left join maker_case k on k.maker_id = f.maker_id) t ",
            $rest
        )
    };
}

/// What is counted of each line of a cut.
pub(super) async fn counts(
    read: &mut Read,
    measure: Measure,
    cut: Cut,
    span: Span,
    limit: Limit,
) -> Result<Vec<Count>, DbError> {
    read.rows(
        facts!(
            "select t.cut, count(distinct t.counted), count(*), cast(sum(t.good) as bigint), cast(sum(t.amount) as bigint),
                    cast(0 as bigint)";
            "group by t.cut order by t.cut limit $5"
        ),
        params![measure, span.from, span.to, cut, limit],
    )
    .await
}

/// The same with the amount of the fact in the middle of each line.
pub(super) async fn middles(
    read: &mut Read,
    measure: Measure,
    cut: Cut,
    span: Span,
    limit: Limit,
) -> Result<Vec<Count>, DbError> {
    read.rows(
        facts!(
            "select r.cut, count(distinct r.counted), count(*), cast(sum(r.good) as bigint), cast(sum(r.amount) as bigint),
                    cast(max(case when r.place = (r.lines - 1) / 2 + 1 then r.amount end) as bigint)",
            " from (select t.cut, t.counted, t.good, t.amount, count(*) over (partition by t.cut) as lines,
                            row_number() over (partition by t.cut order by t.amount, t.fact_key) as place";
            ") r group by r.cut order by r.cut limit $5"
        ),
        params![measure, span.from, span.to, cut, limit],
    )
    .await
}

/// The facts of one line of a cut before a place, the newest first. A look at a hub is known by its parcel's id, of thirty letters, and a
/// number; a payout by its own, and its order is that of the first parcel it pays.
pub(super) async fn facts(
    read: &mut Read,
    (measure, cut, line): (Measure, Cut, &str),
    span: Span,
    (at, key): (Time, &str),
    limit: Limit,
) -> Result<Vec<Fact>, DbError> {
    read.rows(
        facts!(
            "select r.fact_key, r.at_ms, r.good, r.amount, r.maker_id, r.name_hi, r.name_en, r.slug, ",
            "coalesce((select o.code from parcel q join buyer_order o on o.id = q.order_id where q.id = substr(r.fact_key, 1, 30)),
                             (select min(o.code) from payout_line l join parcel q on q.id = l.parcel_id
                                                     join buyer_order o on o.id = q.order_id
                               where $1 = 'paid' and l.payout_id = r.fact_key), ''),
                    case when $1 = 'payouts' and exists (select 1 from parcel q where q.id = r.fact_key and q.paid_at_ms is null) then 1
                         when $1 = 'complaints' and exists (select 1 from complaint d where d.number = r.fact_key
                                                                and d.state not in ('closed', 'ended')) then 1 else 0 end
               from (select t.fact_key, t.at_ms, t.good, t.amount, t.maker_id, t.name_hi, t.name_en, t.slug";
            "where t.cut = $5 and (t.at_ms < $6 or (t.at_ms = $6 and t.fact_key > $7))
             order by t.at_ms desc, t.fact_key limit $8) r
              order by r.at_ms desc, r.fact_key limit $8"
        ),
        params![measure, span.from, span.to, cut, line, at, key, limit],
    )
    .await
}

/// Complaints that have climbed to the DC's office and are open, those about a trial left out.
pub(super) async fn climbed(read: &mut Read) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!(
                "select count(*) from complaint c
                  where c.level = 'office' and c.state in ('opened', 'acknowledged', 'reopened')
                    and not exists (select 1 from buyer_order o where o.id = c.order_id and o.in_trial = 1)"
            ),
            params![],
        )
        .await?;
    Ok(count)
}

/// Complaints taken in a period, those about a trial left out.
pub(super) async fn complained(read: &mut Read, span: Span) -> Result<i64, DbError> {
    let (count,) = read
        .one(
            sql!(
                "select count(*) from complaint c
                  where c.opened_at_ms >= $1 and c.opened_at_ms < $2
                    and not exists (select 1 from buyer_order o where o.id = c.order_id and o.in_trial = 1)"
            ),
            params![span.from, span.to],
        )
        .await?;
    Ok(count)
}

/// Makers whose money is not at their bank though its day is over, who waits longest first.
pub(super) async fn unpaid(read: &mut Read, today: Day, limit: Limit) -> Result<Vec<Unpaid>, DbError> {
    read.rows(
        sql!(
            "select m.id, m.name_hi, m.name_en, m.slug, min(p.pay_by_day) as since, count(*), cast(sum(p.payable_paise) as bigint),
                    (select count(*) from maker_bank b where b.maker_id = m.id)
               from parcel p join maker m on m.id = p.maker_id
              where p.paid_at_ms is null and p.payable_paise > 0 and p.pay_by_day < $1 and p.state = 'delivered'
                and p.in_trial = 0
              group by m.id, m.name_hi, m.name_en, m.slug order by since, m.id limit $2"
        ),
        params![today, limit],
    )
    .await
}

/// Of how many parcels, and the first of their days.
pub(super) async fn unpaid_parcels(read: &mut Read, today: Day) -> Result<(i64, Option<Day>), DbError> {
    read.one(
        sql!(
            "select count(*), min(pay_by_day) from parcel
              where paid_at_ms is null and payable_paise > 0 and pay_by_day < $1 and state = 'delivered' and in_trial = 0"
        ),
        params![today],
    )
    .await
}
