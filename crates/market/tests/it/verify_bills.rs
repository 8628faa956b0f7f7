//! The checks of bills can fail, like the others in `verify`; so can that of who listed whom.

use store::sql;

use crate::verify::{CHAIN, CLAIMED, LISTED_BY, breaks};

pub const SUPPLIED: &str = "every parcel that left has one bill, of its goods";
pub const BILL_SUMS: &str = "every bill is the sum of its lines";
pub const NO_GAP: &str = "no number of a bill is missing";
pub const KEPT_BACK: &str = "what the law keeps back is kept back once, the rest is payable";

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_of_other_goods() {
    breaks("a bill that says less", &[SUPPLIED, BILL_SUMS], async |_| {
        let less = sql!(
            "update bill set goods_paise = goods_paise - 1, total_paise = total_paise - 1, taxable_paise = taxable_paise - 1
              where kind = 'cash_memo'"
        );
        vec![(less, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_was_skipped() {
    breaks("a series that ran ahead", &[NO_GAP], async |_| {
        vec![(sql!("update bill_series set last_no = last_no + 1 where kind = 'tax_invoice'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tax_kept_back_that_nobody_booked() {
    breaks("more kept back than the journal knows", &[KEPT_BACK], async |_| {
        vec![(sql!("update withheld set tds_paise = tds_paise + 1 where seller_id like 'mkr_%'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_listed_by_one_person() {
    breaks("a yes that nobody gave", &[LISTED_BY], async |_| {
        vec![(sql!("update case_step set source = 'head' where step = 'listed' and by_id = 'mart'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_nobody_booked() {
    breaks("pieces given back behind the journal's back", &[CLAIMED, CHAIN], async |busy| {
        let claimed = sql!(
            "insert into claim (id, order_id, parcel_id, line_id, quantity, gross_paise, order_paise, tax_paise, net_paise, maker_paise,
                                debt_paise, fault, reason, state, asked_by, asked_at_ms, decided_by, decided_at_ms, version, trail)
             select 'clm_00000000000000000000000001', l.order_id, l.parcel_id, l.id, 1, l.unit_paise, l.unit_paise, 0, 0, 0, 0, 'mart',
                    'kind', 'granted', o.person_id, 0, o.person_id, 0, 0, ''
               from order_line l join buyer_order o on o.id = l.order_id
              where l.order_id = $1 and l.position = 1"
        );
        vec![(claimed, vec![kernel::Column::to_cell(&busy.paid_out.id)])]
    })
    .await;
}
