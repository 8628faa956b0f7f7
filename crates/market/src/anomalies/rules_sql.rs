//! The rules: one statement each. What one of them finds twice is found once.

use kernel::ids::{CaseId, MakerId, OrderId, PersonId};
use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

store::row! {
    /// What a rule has found.
    pub struct Found {
        /// What makes it one.
        pub about: String,
        /// About whom.
        pub maker: Option<MakerId>,
        /// Her case.
        pub case: Option<CaseId>,
        /// The order, if it is about one.
        pub order: Option<OrderId>,
        /// Whom of the officers it concerns.
        pub officer: Option<PersonId>,
    }
}

/// Makers listed before a moment whom nobody has seen: no visit, no inspection, no parcel. The sample district is none.
pub(super) async fn ghosts(read: &mut Read, before: Time, limit: Limit) -> Result<Vec<Found>, DbError> {
    read.rows(
        sql!(
            "select c.id, c.maker_id, c.id, null, c.officer_id
               from maker_case c
               join case_step s on s.case_id = c.id and s.step = 'listed' and s.ended_at_ms is null
              where c.state = 'listed' and c.sample = 0 and s.at_ms < $1
                and not exists (select 1 from case_visit v where v.case_id = c.id)
                and not exists (select 1 from inspection i where i.maker_id = c.maker_id)
                and not exists (select 1 from parcel p where p.maker_id = c.maker_id)
                and not exists (select 1 from anomaly a where a.rule = 'ghost' and a.about = c.id)
              order by c.id limit $2"
        ),
        params![before, limit],
    )
    .await
}

/// Parcels that a maker's own people have bought of her, once for each order.
pub(super) async fn self_buying(read: &mut Read, limit: Limit) -> Result<Vec<Found>, DbError> {
    read.rows(
        sql!(
            "select p.order_id || ' ' || p.maker_id as about, p.maker_id, c.id, p.order_id, c.officer_id
               from parcel p
               join buyer_order o on o.id = p.order_id
               join maker m on m.id = p.maker_id
               left join maker_case c on c.maker_id = m.id
              where p.asked_at_ms is not null and p.in_trial = 0
                and (m.person_id = o.person_id
                     or exists (select 1 from role_grant g
                                 where g.person_id = o.person_id and g.role = 'maker' and g.maker_id = p.maker_id))
                and not exists (select 1 from anomaly a
                                 where a.rule = 'self_buying' and a.about = p.order_id || ' ' || p.maker_id)
              group by p.order_id, p.maker_id, c.id, c.officer_id
              order by about limit $1"
        ),
        params![limit],
    )
    .await
}

/// Listings and accounts that were approved by who had visited the maker, attested her papers or carried her case.
pub(super) async fn own_approvals(read: &mut Read, limit: Limit) -> Result<Vec<Found>, DbError> {
    read.rows(
        sql!(
            "select t.about, t.maker_id, t.case_id, null, t.approver
               from (select q.case_id || ' ' || cast(q.seq as text) as about, c.maker_id, c.id as case_id, q.decided_by as approver
                       from case_proposal q join maker_case c on c.id = q.case_id
                      where q.decision = 'approved'
                        and (q.decided_by = c.officer_id
                             or exists (select 1 from case_visit v where v.case_id = c.id and v.by_id = q.decided_by)
                             or exists (select 1 from case_check k where k.case_id = c.id and k.by_id = q.decided_by))
                     union all
                     select b.id, b.maker_id, c.id, b.approved_by
                       from bank_change b join maker_case c on c.maker_id = b.maker_id
                      where b.approved_by is not null
                        and (b.approved_by = c.officer_id
                             or exists (select 1 from case_visit v where v.case_id = c.id and v.by_id = b.approved_by))) t
              where not exists (select 1 from anomaly a where a.rule = 'own_approval' and a.about = t.about)
              order by t.about limit $1"
        ),
        params![limit],
    )
    .await
}

/// Makers with an account, behind one of them; with the officer who carries each.
pub(super) async fn with_account(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<(MakerId, Option<PersonId>)>, DbError> {
    read.rows(
        sql!(
            "select m.id, c.officer_id from maker m left join maker_case c on c.maker_id = m.id
              where m.id > $1 and exists (select 1 from maker_bank b where b.maker_id = m.id)
              order by m.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
