//! The checks of bills can fail, like the others in `verify`; so can that of who listed whom.

use store::sql;

use crate::verify::{BILL_SUMS, KEPT_BACK, LISTED_BY, NO_GAP, SUPPLIED, breaks};

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
