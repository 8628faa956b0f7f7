//! Payouts: one per key, found by our reference, with a UTR, or back again.

use connectors::razorpay::{PayTo, PayeeAsk, PayoutAsk, PayoutMode};
use connectors::{Refusal, Silence};
use kernel::Paise;
use kernel::india::{AccountNumber, Ifsc, Vpa};
use kernel::payment::PayoutStatus;
use simulators::gateway::Mischief;

use crate::town::{Town, held_back};

async fn payee(town: &Town, account: &str) -> String {
    let (ifsc, number) =
        (Ifsc::typed("SBIN0001234").expect("IFSC"), AccountNumber::typed(account).expect("account"));
    let to = PayTo::Account { ifsc: &ifsc, number: &number };
    town.mart.create_payee(PayeeAsk { reference: "mkr_1", name: "Sunita Devi", to }).await.expect("a payee")
}

fn ask<'a>(fund_account: &'a str, rupees: i64, key: &'a str) -> PayoutAsk<'a> {
    PayoutAsk {
        fund_account,
        amount: Paise::rupees(rupees),
        mode: PayoutMode::Imps,
        key,
        reference: "po_1",
        narration: "DeogharMart: po_1",
    }
}

#[tokio::test]
async fn a_maker_is_paid_with_a_utr() {
    let town = Town::open().await;
    let fund_account = payee(&town, "12345678901").await;
    assert_eq!(payee(&town, "12345678901").await, fund_account, "an equal payee is the same");
    assert_ne!(payee(&town, "12345678902").await, fund_account);

    let sent = town.mart.pay_out(ask(&fund_account, 1_250, "po_1")).await.expect("sent").into_inner();
    assert_eq!(
        (sent.status, sent.utr.as_deref(), sent.amount),
        (PayoutStatus::Processing, None, Paise::rupees(1_250))
    );
    town.gateway.settle();
    let arrived = town.mart.payout(&sent.gateway_payout).await.expect("asked").into_inner();
    assert_eq!((arrived.status, arrived.reference.as_str()), (PayoutStatus::Processed, "po_1"));
    assert_eq!(arrived.utr.as_deref().map(str::len), Some(22));

    town.gateway.flush().await;
    let heard = town.ear.heard();
    let reports: Vec<_> = heard.into_iter().filter_map(|(_, w)| w?.payout).collect();
    assert_eq!(
        reports.iter().map(|r| r.status).collect::<Vec<_>>(),
        [PayoutStatus::Processing, PayoutStatus::Processed]
    );
    assert_eq!(reports[1], arrived);
}

#[tokio::test]
async fn one_key_is_one_payout() {
    let town = Town::open().await;
    let fund_account = payee(&town, "12345678901").await;
    let first = town.mart.pay_out(ask(&fund_account, 1_250, "po_1")).await.expect("sent").into_inner();
    let again = town.mart.pay_out(ask(&fund_account, 1_250, "po_1")).await.expect("the same").into_inner();
    assert_eq!(first.gateway_payout, again.gateway_payout);
    let other = town.mart.pay_out(ask(&fund_account, 1_251, "po_1")).await.expect_err("refused");
    assert!(matches!(other, Refusal::Refused { ref code, .. } if code == "BAD_REQUEST_ERROR"), "{other:?}");
    assert_eq!(town.gateway.state()["payouts"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_payout_without_an_answer_is_found_by_reference() {
    let town = Town::open().await;
    let fund_account = payee(&town, "12345678901").await;
    assert!(town.mart.find_payout("po_1").await.expect("asked").is_none());
    town.gateway.set_mischief(Mischief { timeout_after_success_permille: 1_000, ..held_back() });
    let refusal = town.hasty_mart().pay_out(ask(&fund_account, 1_250, "po_1")).await.expect_err("no answer");
    assert_eq!(refusal, Refusal::Silent(Silence::NoAnswer));
    let found = town.mart.find_payout("po_1").await.expect("asked").expect("there").into_inner();
    assert_eq!(found.amount, Paise::rupees(1_250));
    town.gateway.set_mischief(held_back());
    let again = town.mart.pay_out(ask(&fund_account, 1_250, "po_1")).await.expect("the same").into_inner();
    assert_eq!(again.gateway_payout, found.gateway_payout);
}

#[tokio::test]
async fn money_can_come_back_and_be_sent_again_under_a_new_key() {
    let town = Town::open().await;
    let closed = payee(&town, "123456780000").await;
    let sent = town.mart.pay_out(ask(&closed, 500, "po_1 try 1")).await.expect("sent").into_inner();
    town.gateway.settle();
    let back = town.mart.payout(&sent.gateway_payout).await.expect("asked").into_inner();
    assert_eq!(back.status, PayoutStatus::Returned);
    assert!(back.reason.contains("account is closed"), "{}", back.reason);

    let open = payee(&town, "12345678901").await;
    let second = town.mart.pay_out(ask(&open, 500, "po_1 try 2")).await.expect("sent").into_inner();
    let found = town.mart.find_payout("po_1").await.expect("asked").expect("there").into_inner();
    assert_eq!(found.gateway_payout, second.gateway_payout, "the one that has not come back");
}

#[tokio::test]
async fn a_upi_address_is_paid_by_upi_only() {
    let town = Town::open().await;
    let vpa = Vpa::typed("sunita@sbi").expect("VPA");
    let payee = PayeeAsk { reference: "mkr_1", name: "Sunita Devi", to: PayTo::Vpa(&vpa) };
    let fund_account = town.mart.create_payee(payee).await.expect("a payee");
    let wrong = town.mart.pay_out(ask(&fund_account, 500, "po_1")).await.expect_err("refused");
    assert!(
        matches!(wrong, Refusal::Refused { ref field, .. } if field.as_deref() == Some("mode")),
        "{wrong:?}"
    );
    let right = PayoutAsk { mode: PayoutMode::Upi, ..ask(&fund_account, 500, "po_1") };
    town.mart.pay_out(right).await.expect("sent");
}
