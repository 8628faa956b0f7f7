//! The statements behind the checks of bills.

use kernel::{Limit, Paise};
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A parcel that left, beside its bill and what was kept back of it.
    pub struct GoneRow {
        /// The parcel.
        pub id: String,
        /// Its goods.
        pub goods: Paise,
        /// How many bills of supply it has.
        pub bills: i64,
        /// The goods on them.
        pub billed: Paise,
        /// Its maker's share.
        pub share: Paise,
        /// What she is to be paid.
        pub payable: Paise,
        /// Whether it has arrived.
        pub is_delivered: i64,
        /// Tax inside its freight, if she sold it herself.
        pub freight_tax: Paise,
        /// What was kept back, if she sold it herself.
        pub kept: Paise,
        /// What claims took of it before it was paid out.
        pub claimed: Paise,
        /// What she had ahead of it.
        pub ahead: Paise,
    }
}

store::row! {
    /// A bill beside its lines.
    pub struct BillSums {
        /// The bill.
        pub id: String,
        /// What it comes to.
        pub total: Paise,
        /// Its tax.
        pub tax: Paise,
        /// What its lines come to.
        pub lines: Paise,
        /// Their tax.
        pub line_tax: Paise,
    }
}

store::row! {
    /// A series of numbers beside the bills that have them.
    pub struct SeriesRow {
        /// Seller, kind and year.
        pub id: String,
        /// The last number given.
        pub last: i64,
        /// How many bills there are.
        pub bills: i64,
        /// The highest number among them.
        pub highest: i64,
    }
}

store::row! {
    /// All that was kept back, told twice.
    pub struct KeptBack {
        /// TCS after what is noted of parcels.
        pub tcs: Paise,
        /// TDS after that.
        pub tds: Paise,
        /// TCS in the journal from deliveries.
        pub booked_tcs: Paise,
        /// TDS in the journal from deliveries.
        pub booked_tds: Paise,
    }
}

impl Keyed for GoneRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for BillSums {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for SeriesRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Parcels that left.
pub(super) async fn gone(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<GoneRow>, DbError> {
    read.rows(
        sql!(
            "select p.id, p.goods_paise,
                    (select count(*) from bill b
                      where b.parcel_id = p.id and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')),
                    (select cast(coalesce(sum(b.goods_paise), 0) as bigint) from bill b
                      where b.parcel_id = p.id and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')),
                    case when p.in_trial = 1 then 0 else p.maker_paise end, p.payable_paise, case when p.state = 'delivered' then 1 else 0 end,
                    (select cast(coalesce(sum(b.freight_tax_paise), 0) as bigint) from bill b
                      where b.parcel_id = p.id and b.seller_id = p.maker_id
                        and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')
                        and exists (select 1 from withheld w where w.source = p.id)),
                    (select cast(coalesce(sum(w.tcs_cgst_paise + w.tcs_sgst_paise + w.tcs_igst_paise + w.tds_paise), 0)
                                 as bigint)
                       from withheld w where w.source = p.id and w.seller_id = p.maker_id),
                    (select cast(coalesce(sum(c.maker_paise - c.debt_paise), 0) as bigint) from claim c
                      where c.parcel_id = p.id and c.state = 'granted'),
                    (select cast(coalesce(sum(a.amount_paise - a.debt_paise), 0) as bigint) from parcel_advance a
                      where a.parcel_id = p.id and a.state = 'netted')
               from parcel p
              where p.id > $1 and p.state in ('shipped', 'delivered', 'coming_back', 'returned') order by p.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Bills beside their lines.
pub(super) async fn lines(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<BillSums>, DbError> {
    read.rows(
        sql!(
            "select b.id, b.total_paise, b.cgst_paise + b.sgst_paise + b.igst_paise,
                    (select cast(coalesce(sum(l.gross_paise), 0) as bigint) from bill_line l where l.bill_id = b.id),
                    (select cast(coalesce(sum(l.cgst_paise + l.sgst_paise + l.igst_paise), 0) as bigint)
                       from bill_line l where l.bill_id = b.id)
               from bill b where b.id > $1 order by b.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Series beside their bills; the one of sellers' short numbers is none of bills.
pub(super) async fn series(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<SeriesRow>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.last_no,
                    (select count(*) from bill b where b.seller_id = s.seller_id and b.kind = s.kind and b.year = s.year),
                    (select coalesce(max(b.serial), 0) from bill b
                      where b.seller_id = s.seller_id and b.kind = s.kind and b.year = s.year)
               from (select seller_id || ' ' || kind || ' ' || cast(year as text) as id, seller_id, kind, year, last_no
                       from bill_series where seller_id <> '') s
              where s.id > $1 order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// What was kept back in all.
pub(super) async fn kept_back(read: &mut Read) -> Result<KeptBack, DbError> {
    read.one(
        sql!(
            "select cast(coalesce(sum(tcs_cgst_paise + tcs_sgst_paise + tcs_igst_paise), 0) as bigint),
                    cast(coalesce(sum(tds_paise), 0) as bigint),
                    (select cast(coalesce(-sum(t.amount_paise), 0) as bigint)
                       from posting t join journal_entry e on e.id = t.entry_id
                      where t.account = 'tcs' and e.kind in ('delivered', 'claimed')),
                    (select cast(coalesce(-sum(t.amount_paise), 0) as bigint)
                       from posting t join journal_entry e on e.id = t.entry_id
                      where t.account = 'tds' and e.kind in ('delivered', 'claimed'))
               from withheld"
        ),
        params![],
    )
    .await
}
