//! What the checks of deals ask.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// An enquiry with what was paid ahead for it, and what the journal holds of that.
    pub struct HeldRow {
        /// Its id.
        pub id: String,
        /// What was paid, after the orders.
        pub paid: Paise,
        /// What was used, after the payments of its stages.
        pub used: Paise,
        /// What went back.
        pub returned: Paise,
        /// What the journal holds.
        pub booked: Paise,
    }
}

impl Keyed for HeldRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Enquiries with their money.
pub(super) async fn held(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<HeldRow>, DbError> {
    read.rows(
        sql!(
            "select e.id,
                    (select cast(coalesce(sum(o.total_paise), 0) as bigint) from institution_offer f
                       join institution_deposit d on d.offer_id = f.id join buyer_order o on o.id = d.order_id
                      where f.enquiry_id = e.id and o.state = 'completed'),
                    (select cast(coalesce(sum(y.amount_paise), 0) as bigint) from institution_offer f
                       join institution_stage s on s.offer_id = f.id join payment_intent i on i.order_id = s.order_id
                       join payment y on y.intent_id = i.id where f.enquiry_id = e.id),
                    (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from institution_offer f
                       join institution_deposit d on d.offer_id = f.id join institution_return r on r.order_id = d.order_id
                      where f.enquiry_id = e.id),
                    (select cast(coalesce(-sum(p.amount_paise), 0) as bigint) from posting p
                      where p.account in ('deposit:' || e.id, 'trial:deposit:' || e.id))
               from institution_enquiry e where e.id > $1 order by e.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

store::row! {
    /// A stage that became an order.
    pub struct StageRow {
        /// Its order.
        pub id: String,
        /// Pieces it was offered with.
        pub offered: i64,
        /// For how much, freight and all.
        pub offered_paise: Paise,
        /// Pieces of its order.
        pub ordered: i64,
        /// What that comes to.
        pub ordered_paise: Paise,
        /// Whether its advance was paid, if its makers were asked.
        pub is_covered: i64,
    }
}

impl Keyed for StageRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Stages beside their orders. What was sent anew stands in a parcel of its own and is not counted.
pub(super) async fn stages(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<StageRow>, DbError> {
    read.rows(
        sql!(
            "select o.id,
                    (select cast(coalesce(sum(l.pieces), 0) as bigint) from institution_line l
                      where l.offer_id = s.offer_id and l.stage_no = s.no),
                    (select cast(coalesce(sum(l.pieces * l.unit_paise), 0) as bigint) from institution_line l
                      where l.offer_id = s.offer_id and l.stage_no = s.no) + s.freight_paise,
                    (select cast(coalesce(sum(l.quantity), 0) as bigint) from order_line l join parcel p on p.id = l.parcel_id
                      where l.order_id = o.id and p.anew = 0),
                    o.total_paise,
                    case when o.state in ('placed', 'expired')
                              or exists (select 1 from institution_deposit d join buyer_order a on a.id = d.order_id
                                          where d.offer_id = s.offer_id and d.part = 'advance' and a.state = 'completed')
                         then 1 else 0 end
               from institution_stage s join buyer_order o on o.id = s.order_id
              where o.id > $1 order by o.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
