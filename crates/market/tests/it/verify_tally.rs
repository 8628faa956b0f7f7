//! The checks of the tally can fail, like the others in `verify`.

use kernel::Paise;
use store::sql;

use crate::town::DEOGHAR;
use crate::verify::{Busy, breaks};

pub const SETTLED: &str = "every line of a settlement is accounted for once, or a gap a person looks at";
pub const AT_BANK: &str = "what a line of a bank's statement is said to be has its amount";

/// A payment has been handed on, and another line nobody knows of.
async fn handed_on(busy: &Busy) {
    let chand = busy.town.buys("Chand", &[("lac bangles", 1)], DEOGHAR).await;
    busy.town.pays(&chand).await;
    let row = busy.town.settled(&chand, "pay_1", Paise::ZERO);
    let words = format!("NEFT {}", row.utr);
    let rupees = format!("{}.{:02}", row.credit.0 / 100, row.credit.0 % 100);
    busy.town.reported(vec![row]).await;
    let day = busy.town.db.now().day().written();
    busy.town.states(&format!("Date,Narration,Debit,Credit\n{day},{words},,{rupees}\n")).await;
    busy.town.is_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_a_settlement_that_nobody_accounts_for() {
    breaks("a line that is said to wait", &[SETTLED], async |busy| {
        handed_on(busy).await;
        vec![(sql!("update settlement_row set fate = 'waiting'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_a_settlement_with_another_amount() {
    breaks("a line that was changed", &[SETTLED, AT_BANK], async |busy| {
        handed_on(busy).await;
        vec![(sql!("update settlement_row set credit_paise = credit_paise + 1"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_a_statement_that_is_not_what_it_is_said_to_be() {
    breaks("a line that was changed", &[AT_BANK], async |busy| {
        handed_on(busy).await;
        vec![(sql!("update bank_line set amount_paise = amount_paise + 1"), vec![])]
    })
    .await;
}
