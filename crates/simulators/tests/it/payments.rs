//! Payments and refunds: fees, capture, late money, giving back.

use connectors::{Refusal, Silence};
use kernel::Paise;
use kernel::payment::{PaymentStatus, RefundStatus};
use serde_json::json;
use simulators::gateway::{Mischief, Outcome, Pay};

use crate::town::{Town, held_back};

#[tokio::test]
async fn a_payment_is_seen_with_its_order_sum_and_fee() {
    let town = Town::open().await;
    for (receipt, method, fee) in
        [("pin_1", "upi", 0), ("pin_2", "card", 2_360), ("pin_3", "netbanking", 2_360)]
    {
        let order = town.order(1_000, receipt).await;
        let pay = Pay { method: method.to_owned(), ..Pay::by_upi(&order.id, Outcome::Success) };
        let id = town.gateway.pay(&pay).expect("paid");
        let seen = town.mart.payments_of_order(&order.id).await.expect("asked").into_inner();
        let [payment] = seen.as_slice() else { panic!("{seen:?}") };
        assert_eq!(payment.gateway_payment, id);
        assert_eq!(payment.gateway_order, order.id);
        assert_eq!((payment.amount, payment.fee), (Paise::rupees(1_000), Paise(fee)), "{method}");
        assert_eq!((payment.status, payment.method.as_str()), (PaymentStatus::Captured, method));
        assert_eq!((payment.merchant.as_str(), payment.currency.as_str()), (town.mart.merchant(), "INR"));
        assert_eq!(town.mart.payment(&id).await.expect("asked").get(), payment);
    }
}

#[tokio::test]
async fn authorised_money_is_taken_whole_and_once() {
    let town = Town::open().await;
    let order = town.order(250, "pin_1").await;
    let id = town.gateway.pay(&Pay::by_upi(&order.id, Outcome::AuthorisedOnly)).expect("paid");
    let before = town.mart.payment(&id).await.expect("asked").into_inner();
    assert_eq!(before.status, PaymentStatus::Authorised);

    let part = town.mart.capture(&id, Paise::rupees(100)).await.expect_err("refused");
    assert!(
        matches!(part, Refusal::Refused { ref field, .. } if field.as_deref() == Some("amount")),
        "{part:?}"
    );
    let taken = town.mart.capture(&id, Paise::rupees(250)).await.expect("captured").into_inner();
    assert_eq!(taken.status, PaymentStatus::Captured);
    let again = town.mart.capture(&id, Paise::rupees(250)).await.expect_err("refused");
    assert!(!again.may_ask_again());
}

#[tokio::test]
async fn a_failed_payment_may_arrive_late() {
    let town = Town::open().await;
    let order = town.order(250, "pin_1").await;
    let id = town.gateway.pay(&Pay::by_upi(&order.id, Outcome::Late)).expect("tried");
    let failed = town.mart.payment(&id).await.expect("asked").into_inner();
    assert_eq!(failed.status, PaymentStatus::Failed);
    assert!(failed.reason.contains("did not answer in time"), "{}", failed.reason);

    town.gateway.settle();
    let arrived = town.mart.payment(&id).await.expect("asked").into_inner();
    assert_eq!((arrived.status, arrived.reason.as_str()), (PaymentStatus::Captured, ""));
    assert_eq!(town.gateway.flush().await.len(), 4);
    assert_eq!(town.ear.kinds(), ["payment.failed", "payment.authorized", "payment.captured", "order.paid"]);
}

#[tokio::test]
async fn late_money_for_a_paid_order_is_not_taken() {
    let town = Town::open().await;
    let order = town.order(250, "pin_1").await;
    let late = town.gateway.pay(&Pay::by_upi(&order.id, Outcome::Late)).expect("tried");
    town.gateway.pay(&Pay::by_upi(&order.id, Outcome::Success)).expect("paid");
    assert!(town.gateway.pay(&Pay::by_upi(&order.id, Outcome::Success)).is_err());
    let answer = town.ask("/_sim/late", json!({ "payment_id": late })).await;
    assert_eq!(answer["status"], "authorized");
}

#[tokio::test]
async fn two_tabs_can_pay_twice_if_a_test_wants_it() {
    let town = Town::open().await;
    let order = town.order(250, "pin_1").await;
    let body = json!({ "order_id": order.id, "outcome": "success", "even_if_paid": true });
    for _ in 0..2 {
        assert_eq!(town.ask("/_sim/pay", body.clone()).await["status"], "captured");
    }
    let seen = town.mart.payments_of_order(&order.id).await.expect("asked").into_inner();
    assert_eq!(seen.iter().filter(|p| p.status == PaymentStatus::Captured).count(), 2);
}

#[tokio::test]
async fn money_goes_back_in_parts_but_never_more_than_came() {
    let town = Town::open().await;
    let id = town.paid(250, "pin_1").await;
    let first = town.mart.refund(&id, Paise::rupees(100), "refund_0001").await.expect("asked").into_inner();
    assert_eq!((first.status, first.receipt.as_str()), (RefundStatus::Pending, "refund_0001"));
    assert_eq!(town.mart.payment(&id).await.expect("asked").get().status, PaymentStatus::Captured);

    let much = town.mart.refund(&id, Paise::rupees(151), "refund_0002").await.expect_err("refused");
    assert!(matches!(much, Refusal::Refused { .. }), "{much:?}");
    town.mart.refund(&id, Paise::rupees(150), "refund_0003").await.expect("asked");
    assert_eq!(town.mart.payment(&id).await.expect("asked").get().status, PaymentStatus::Refunded);

    town.gateway.settle();
    let refunds = town.mart.refunds_of(&id).await.expect("asked").into_inner();
    assert_eq!(refunds.len(), 2);
    assert!(refunds.iter().all(|r| r.status == RefundStatus::Processed && r.gateway_payment == id));
}

#[tokio::test]
async fn a_refund_without_an_answer_is_found_and_not_made_twice() {
    let town = Town::open().await;
    let id = town.paid(250, "pin_1").await;
    town.gateway.set_mischief(Mischief { timeout_after_success_permille: 1_000, ..held_back() });
    let refusal =
        town.hasty_mart().refund(&id, Paise::rupees(100), "refund_0001").await.expect_err("no answer");
    assert_eq!(refusal, Refusal::Silent(Silence::NoAnswer));

    let found = town.mart.refunds_of(&id).await.expect("asked").into_inner();
    assert_eq!(found.iter().map(|r| r.receipt.as_str()).collect::<Vec<_>>(), ["refund_0001"]);
    town.gateway.set_mischief(held_back());
    let again =
        town.mart.refund(&id, Paise::rupees(100), "refund_0001").await.expect("the same").into_inner();
    assert_eq!(again.gateway_refund, found[0].gateway_refund);
    let other = town.mart.refund(&id, Paise::rupees(50), "refund_0001").await;
    assert!(matches!(other, Err(Refusal::Refused { .. })), "{other:?}");
}

#[tokio::test]
async fn a_refund_the_bank_would_not_take_can_be_made_again() {
    let town = Town::open().await;
    let id = town.paid(250, "pin_1").await;
    let refund = town.mart.refund(&id, Paise::rupees(250), "refund_0001").await.expect("asked").into_inner();
    town.ask("/_sim/refund", json!({ "refund_id": refund.gateway_refund, "end": "failed" })).await;
    assert_eq!(town.mart.refunds_of(&id).await.expect("asked").get()[0].status, RefundStatus::Failed);
    assert_eq!(town.mart.payment(&id).await.expect("asked").get().status, PaymentStatus::Captured);
    town.mart.refund(&id, Paise::rupees(250), "refund_0002").await.expect("asked again");
}

#[tokio::test]
async fn ids_from_a_browser_cannot_ask_something_else() {
    let town = Town::open().await;
    for id in ["../orders", "pay_1/../../orders", ""] {
        let refusal = town.mart.payment(id).await.expect_err("not sent");
        assert!(matches!(refusal, Refusal::Refused { ref code, .. } if code == Refusal::NEVER_SENT), "{id}");
    }
    assert!(matches!(town.mart.payment("pay_unknown").await, Err(Refusal::Refused { .. })));
}
