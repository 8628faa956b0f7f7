//! The statements behind the returns. Credit notes are counted as less; refund vouchers are of no supply.

use kernel::{Limit, Time};
use store::{DbError, Read, params, sql};

use super::returns::{HsnRow, KeptRow, SuppliedRow, UsedRow};

/// Rows of a return at most.
const ROWS: Limit = Limit::of(Limit::MOST);

/// Registered sellers with a bill in a span of time.
pub(super) async fn registered(
    read: &mut Read,
    (from, to): (Time, Time),
) -> Result<Vec<(String, String, String, String)>, DbError> {
    read.rows(
        sql!(
            "select seller_id, max(seller_hi), max(seller_en), max(gstin)
               from bill
              where issued_at_ms >= $1 and issued_at_ms < $2 and standing in ('regular', 'composition')
                and seller_id not like 'trial:%'
              group by seller_id order by seller_id limit $3"
        ),
        params![from, to, ROWS],
    )
    .await
}

/// What was supplied, by seller, State and rate.
pub(super) async fn supplied(read: &mut Read, (from, to): (Time, Time)) -> Result<Vec<SuppliedRow>, DbError> {
    read.rows(
        sql!(
            "select b.seller_id, b.supplied_in, max(s.name_en), l.rate_bp,
                    cast(sum(case when b.kind = 'credit_note' then -l.taxable_paise else l.taxable_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.cgst_paise else l.cgst_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.sgst_paise else l.sgst_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.igst_paise else l.igst_paise end) as bigint)
               from bill b
               join bill_line l on l.bill_id = b.id
               join state s on s.gst_code = b.supplied_in
              where b.issued_at_ms >= $1 and b.issued_at_ms < $2 and b.kind <> 'refund_voucher'
                and b.seller_id not like 'trial:%'
              group by b.seller_id, b.supplied_in, l.rate_bp
              order by b.seller_id, b.supplied_in, l.rate_bp limit $3"
        ),
        params![from, to, ROWS],
    )
    .await
}

/// What was supplied, by seller, HSN code and rate.
pub(super) async fn by_hsn(read: &mut Read, (from, to): (Time, Time)) -> Result<Vec<HsnRow>, DbError> {
    read.rows(
        sql!(
            "select b.seller_id, l.hsn, l.rate_bp,
                    cast(sum(case when b.kind = 'credit_note' then -l.quantity else l.quantity end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.gross_paise else l.gross_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.taxable_paise else l.taxable_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.cgst_paise else l.cgst_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.sgst_paise else l.sgst_paise end) as bigint),
                    cast(sum(case when b.kind = 'credit_note' then -l.igst_paise else l.igst_paise end) as bigint)
               from bill b join bill_line l on l.bill_id = b.id
              where b.issued_at_ms >= $1 and b.issued_at_ms < $2 and b.kind <> 'refund_voucher'
                and b.seller_id not like 'trial:%'
              group by b.seller_id, l.hsn, l.rate_bp
              order by b.seller_id, l.hsn, l.rate_bp limit $3"
        ),
        params![from, to, ROWS],
    )
    .await
}

/// Which numbers were used, by seller and kind; a span that holds two financial years has two rows.
pub(super) async fn used(read: &mut Read, (from, to): (Time, Time)) -> Result<Vec<UsedRow>, DbError> {
    read.rows(
        sql!(
            "select seller_id, kind, min(serial), max(serial), count(*), max(number)
               from bill where issued_at_ms >= $1 and issued_at_ms < $2 and seller_id not like 'trial:%'
              group by seller_id, kind, year order by seller_id, kind, year limit $3"
        ),
        params![from, to, ROWS],
    )
    .await
}

/// What was kept back, by seller.
pub(super) async fn kept(read: &mut Read, (from, to): (Time, Time)) -> Result<Vec<KeptRow>, DbError> {
    read.rows(
        sql!(
            "select w.seller_id, max(b.seller_hi), max(b.seller_en), max(b.gstin), cast(sum(w.net_paise) as bigint),
                    cast(sum(w.tcs_cgst_paise) as bigint), cast(sum(w.tcs_sgst_paise) as bigint),
                    cast(sum(w.tcs_igst_paise) as bigint), cast(sum(w.sale_paise) as bigint),
                    cast(sum(w.tds_paise) as bigint)
               from withheld w
               join bill b on b.parcel_id = w.parcel_id and b.kind in ('tax_invoice', 'bill_of_supply', 'cash_memo')
              where w.at_ms >= $1 and w.at_ms < $2
              group by w.seller_id order by w.seller_id limit $3"
        ),
        params![from, to, ROWS],
    )
    .await
}
