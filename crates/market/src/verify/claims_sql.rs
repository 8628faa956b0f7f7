//! The statements behind the checks of claims.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A line of which something was claimed.
    pub struct LineRow {
        /// The line.
        pub id: String,
        /// How many were bought.
        pub quantity: i64,
        /// How many are asked for or given back.
        pub claimed: i64,
    }
}

store::row! {
    /// A granted claim beside what followed from it.
    pub struct GrantedRow {
        /// The claim.
        pub id: String,
        /// What goes back; nothing if a new piece was sent instead.
        pub gross: Paise,
        /// What the refund about it gives back.
        pub refunded: Paise,
        /// How many entries the journal has of it.
        pub entries: i64,
        /// What the maker owed for it.
        pub debt: Paise,
        /// What living payouts have left off for it.
        pub offset: Paise,
        /// Whether the same person asked and granted.
        pub is_alone: i64,
        /// What had been asked for or granted of its order up to it.
        pub of_order: Paise,
    }
}

impl Keyed for LineRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for GrantedRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Lines of which something was claimed.
pub(super) async fn lines(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<LineRow>, DbError> {
    read.rows(
        sql!(
            "select l.id, l.quantity, c.claimed
               from order_line l
               join (select line_id, cast(sum(quantity) as bigint) as claimed from claim
                      where state <> 'refused' group by line_id) c on c.line_id = l.id
              where l.id > $1 order by l.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Granted claims.
pub(super) async fn granted(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<GrantedRow>, DbError> {
    read.rows(
        sql!(
            "select c.id,
                    case when exists (select 1 from goods_return g where g.claim_id = c.id and g.exchange_parcel_id is not null)
                         then 0 else c.gross_paise - c.funded_paise end,
                    (select cast(coalesce(sum(r.amount_paise), 0) as bigint) from refund r where r.about = c.id),
                    (select count(*) from journal_entry e where e.kind = 'claimed' and e.source = c.id),
                    c.debt_paise,
                    (select cast(coalesce(sum(f.amount_paise), 0) as bigint) from payout_offset f
                      where f.claim_id = c.id and f.ended_at_ms is null),
                    case when c.decided_by = c.asked_by then 1 else 0 end,
                    c.order_paise
               from claim c where c.id > $1 and c.state = 'granted' order by c.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
