//! The two statements over the audit trail: entries beside the rows they speak of, and rows without an entry.

use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::Keyed;

impl Keyed for Silent {
    fn key(&self) -> &str {
        &self.id
    }
}

store::row! {
    /// An entry of the audit trail, and the row it speaks of as that stands now.
    pub struct TrailRow {
        /// The id of the row.
        pub subject: String,
        /// The number of the entry.
        pub seq: i64,
        /// When.
        pub at: Time,
        /// Who.
        pub actor: String,
        /// In which part.
        pub part: String,
        /// What.
        pub act: String,
        /// The state before.
        pub from: String,
        /// The state after.
        pub to: String,
        /// Why.
        pub note: String,
        /// The hash over all this and the hash before.
        pub hash: String,
        /// The row's version; nothing if there is no such row.
        pub version: Option<i64>,
        /// The row's state.
        pub state: Option<String>,
        /// The row's hash.
        pub trail: Option<String>,
    }
}

/// The audit trail in chain order, beside the rows it speaks of.
pub(super) async fn trail(
    read: &mut Read,
    after: (&str, i64),
    limit: Limit,
) -> Result<Vec<TrailRow>, DbError> {
    read.rows(
        sql!(
            "select e.subject, e.seq, e.at_ms, e.actor, e.part, e.act, e.from_state, e.to_state, e.note, e.hash,
                    coalesce(o.version, p.version, s.version, i.version, y.version, r.version, b.version, u.version, f.version, q.version, k.version, g.version, w.version, n.version, x.version, z.version, t.version, m.version, j.version, cl.version, cm.version, gr.version, bk.version, hi.version, cn.version, rh.version, ru.version, mg.version,
                             case when a.id is null then null else 1 end, c.version, l.version, h.version, d.version, v.version, vo.version, lm.version, dp.version, tk.version, st.version, jr.version, fc.version, ofr.version, tg.version, an.version, ct.version, dr.version, sl.version, sc.version, xe.version, xc.version, ie.version, io.version, sm.version),
                    coalesce(o.state, p.state, s.state, i.state, y.status, r.status, b.state, u.state, f.state, q.state, k.state, w.state, n.state, x.state, z.state, j.state, cl.state, cn.state, rh.state, ru.state, mg.state, bk.state, hi.state, cm.state, gr.state, h.state, d.state, v.state, vo.state, case when lm.taken_back_at_ms is null then lm.state else 'taken_back' end, dp.state, tk.state, st.stage, jr.state, fc.state, ofr.state, tg.state, an.state, ct.state, dr.state, sl.state, sc.state, xe.state, xc.state, ie.state, io.state, sm.state,
                             case when g.id is null then null when g.ended_at_ms is null then 'living' else 'ended' end,
                             case when t.id is null then null when t.recalled_at_ms is null then 'good' else 'recalled' end,
                             case when m.id is null then null when m.ended_at_ms is null then 'living' else 'ended' end,
                             case when a.id is null then null else 'in_force' end,
                             case when c.id is null then null when c.left_at_ms is null then 'living' else 'left' end,
                             case when l.line_id is null then null when l.rule is null then 'open' else 'frozen' end),
                    coalesce(o.trail, p.trail, s.trail, i.trail, y.trail, r.trail, b.trail, u.trail, f.trail, q.trail, k.trail, g.trail, w.trail, n.trail, x.trail, z.trail, t.trail, m.trail, j.trail, cl.trail, cn.trail, rh.trail, ru.trail, mg.trail, bk.trail, hi.trail, cm.trail, gr.trail, a.trail, c.trail, l.trail, h.trail, d.trail, v.trail, vo.trail, lm.trail, dp.trail, tk.trail, st.trail, jr.trail, fc.trail, ofr.trail, tg.trail, an.trail, ct.trail, dr.trail, sl.trail, sc.trail, xe.trail, xc.trail, ie.trail, io.trail, sm.trail)
               from audit_entry e
               left join buyer_order o on o.id = e.subject
               left join parcel p on p.id = e.subject
               left join shipment s on s.id = e.subject
               left join payment_intent i on i.id = e.subject
               left join payment y on y.id = e.subject
               left join refund r on r.id = e.subject
               left join payout_batch b on b.id = e.subject
               left join payout u on u.id = e.subject
               left join second_factor f on f.id = e.subject
               left join role_request q on q.id = e.subject
               left join role_grant g on g.id = e.subject
               left join maker_case k on k.id = e.subject
               left join field_record w on w.id = e.subject
               left join filing x on x.id = e.subject
               left join bank_change n on n.id = e.subject
               left join erasure z on z.id = e.subject
               left join food_batch t on t.id = e.subject
               left join search_synonym m on m.id = e.subject
               left join improvement_card j on j.id = e.subject
               left join claim cl on cl.id = e.subject
               left join cash_count cn on cn.id = e.subject
               left join refund_at_hub rh on rh.id = e.subject
               left join refund_to_upi ru on ru.id = e.subject
               left join money_gap mg on mg.id = e.subject
               left join booking bk on bk.id = e.subject
               left join hitch hi on hi.id = e.subject
               left join complaint cm on cm.id = e.subject
               left join goods_return gr on gr.id = e.subject
               left join craft_template a on a.id = e.subject
               left join group_member c on c.id = e.subject
               left join line_allotment l on l.line_id = e.subject
               left join proposal h on h.id = e.subject
               left join bulk_edit d on d.id = e.subject
               left join quality_photo v on v.id = e.subject
               left join clip vo on vo.id = e.subject
               left join ledger_month lm on lm.id = e.subject
               left join dispatch_step dp on dp.id = e.subject
               left join review_task tk on tk.id = e.subject
               left join mart_stage st on st.id = e.subject
               left join job_retry jr on jr.id = e.subject
               left join collection fc on fc.id = e.subject left join target tg on tg.id = e.subject left join offer ofr on ofr.id = e.subject
               left join anomaly an on an.id = e.subject
               left join counter ct on ct.id = e.subject left join door_photo dr on dr.id = e.subject
               left join stall sl on sl.id = e.subject left join stall_slice sc on sc.id = e.subject left join export_enquiry xe on xe.id = e.subject left join export_case xc on xc.id = e.subject left join institution_enquiry ie on ie.id = e.subject left join institution_offer io on io.id = e.subject left join institution_sample sm on sm.id = e.subject
              where (e.subject, e.seq) > ($1, $2)
              order by e.subject, e.seq limit $3"
        ),
        params![after.0, after.1, limit],
    )
    .await
}

store::row! {
    /// A row with states that nobody noted down.
    pub struct Silent {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
    }
}

/// Rows with states and without any entry in the audit trail.
pub(super) async fn silent(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<Silent>, DbError> {
    read.rows(
        sql!(
            "select t.id, t.state
               from (select id, state from buyer_order union all
                     select id, state from parcel union all
                     select id, state from shipment union all
                     select id, state from payment_intent union all
                     select id, status as state from payment union all
                     select id, status as state from refund union all
                     select id, state from payout_batch union all
                     select id, state from job_retry union all
                     select id, state from collection union all
                     select id, state from offer union all
                     select id, state from payout union all
                     select id, state from second_factor union all
                     select id, state from role_request union all
                     select id, 'living' as state from role_grant where version > 0 union all
                     select id, 'living' as state from search_synonym where version > 0 union all
                     select id, 'in_force' as state from craft_template where made_by is not null union all
                     select id, state from maker_case union all
                     select id, 'living' as state from group_member union all
                     select line_id as id, 'open' as state from line_allotment union all
                     select id, state from proposal where version > 0 union all
                     select id, state from bulk_edit union all
                     select id, state from filing union all
                     select id, state from field_record union all
                     select id, state from bank_change union all
                     select id, state from claim union all
                     select id, state from ledger_month union all
                     select id, state from cash_count union all
                     select id, state from refund_at_hub union all
                     select id, state from refund_to_upi union all
                     select id, state from money_gap union all
                     select id, state from booking union all
                     select id, state from hitch union all
                     select id, state from dispatch_step union all
                     select id, state from complaint union all
                     select id, state from goods_return union all
                     select id, state from review_task union all
                     select id, state from target union all
                     select id, state from anomaly union all
                     select id, stage as state from mart_stage union all
                     select id, state from counter union all select id, state from door_photo union all
                     select id, state from stall union all
                     select id, state from stall_slice union all
                     select id, state from export_enquiry union all
                     select id, state from export_case union all select id, state from institution_enquiry union all
                     select id, state from institution_offer union all select id, state from institution_sample union all
                     select id, state from quality_photo union all
                     select id, state from clip union all
                     select id, state from erasure) t
              where t.id > $1 and not exists (select 1 from audit_entry e where e.subject = t.id)
              order by t.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
