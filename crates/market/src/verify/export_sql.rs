//! The statement behind the check of what goes abroad.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A case of export beside its order, its shipment and the ledger.
    pub struct ExportRow {
        /// Its id.
        pub id: String,
        /// Whether its papers were found to fit.
        pub is_ready: i64,
        /// Whether the post has it.
        pub is_posted: i64,
        /// Whether its money is said to be in the bank.
        pub is_remitted: i64,
        /// What its papers say it is worth.
        pub value: i64,
        /// What was ordered.
        pub ordered: i64,
        /// What the box weighs.
        pub gross_g: i64,
        /// What its goods weigh alone.
        pub net_g: i64,
        /// Photos of packing.
        pub photos: i64,
        /// Whether it is posted under the number of its shipment.
        pub is_same_number: i64,
        /// What reached the bank, and what was kept on the way.
        pub remitted: i64,
        /// What the ledger says came in.
        pub came_in: i64,
        /// The place of supply of its order.
        pub supplied_in: String,
    }
}

impl Keyed for ExportRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Cases of export.
pub(super) async fn cases(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<ExportRow>, DbError> {
    read.rows(
        sql!(
            "select c.id, case when c.state in ('opened', 'cancelled') then 0 else 1 end,
                    case when c.state in ('opened', 'ready', 'cancelled') then 0 else 1 end,
                    case when c.state in ('remitted', 'closed') then 1 else 0 end,
                    cast((select coalesce(sum(x.line_paise), 0) from export_line x where x.case_id = c.id) as bigint),
                    cast((select coalesce(sum(l.line_paise), 0) from export_line x join order_line l on l.id = x.line_id
                           where x.case_id = c.id) as bigint),
                    coalesce(c.gross_g, 0),
                    cast((select coalesce(sum(x.net_g * x.quantity), 0) from export_line x where x.case_id = c.id) as bigint),
                    (select count(*) from export_photo p where p.case_id = c.id),
                    case when c.article_number = s.article_number then 1 else 0 end,
                    coalesce(c.remittance_paise, 0) + coalesce(c.bank_charges_paise, 0),
                    cast((select coalesce(sum(p.amount_paise), 0)
                            from posting p join journal_entry e on e.id = p.entry_id
                            join payment y on y.id = e.source
                            join payment_intent i on i.id = y.intent_id
                           where e.kind = 'captured' and p.amount_paise > 0 and i.order_id = c.order_id) as bigint),
                    o.state_code
               from export_case c
               join shipment s on s.id = c.shipment_id
               join buyer_order o on o.id = c.order_id
              where c.id > $1 order by c.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
