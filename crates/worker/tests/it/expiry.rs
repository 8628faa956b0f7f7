//! The time to pay runs out, and money that comes after it goes back.

use simulators::Down;
use simulators::gateway::{Mischief, Outcome};
use store::on_each_engine;

use crate::town::{ANITA, Town, held_back};

#[tokio::test]
async fn an_unpaid_order_expires_and_late_money_goes_back_by_itself() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        assert_eq!(town.free(town.district.bangles).await, 9);
        town.minutes_pass(31).await;
        assert_eq!(town.state(&placed).await, "expired");
        assert_eq!(town.free(town.district.bangles).await, 10);
        town.pays(&placed, Outcome::Success).await;
        // The refund is made at the gateway, and the answer is lost: it must not be made again.
        town.gateway.set_mischief(Mischief { error_after_success_permille: 1_000, ..held_back() });
        town.webhooks_come().await;
        town.gateway.set_mischief(held_back());
        town.minutes_pass(1).await;
        assert_eq!(town.gateway.state()["refunds"].as_array().map(Vec::len), Some(1));
        assert_eq!(town.view(&placed).await.refunds[0].status.as_str(), "pending");
        assert_eq!(town.told(ANITA, "लौटा दिए गए"), 0);
        town.bank_settles().await;
        let refunds = town.view(&placed).await.refunds;
        assert_eq!(
            (refunds.len(), refunds[0].about.as_str(), refunds[0].status.as_str()),
            (1, "late", "processed")
        );
        assert_eq!((refunds[0].amount, town.told(ANITA, "लौटा दिए गए")), (placed.total, 1));
        assert_eq!(town.state(&placed).await, "expired");
        town.minutes_pass(5).await;
        town.is_sound().await;
    });
}

#[tokio::test]
async fn a_refund_whose_webhook_is_lost_is_followed() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        town.minutes_pass(31).await;
        town.pays(&placed, Outcome::Success).await;
        town.webhooks_come().await;
        town.gateway.set_mischief(Mischief { drop_permille: 1_000, ..held_back() });
        town.minutes_pass(3).await;
        town.gateway.settle();
        town.minutes_pass(10).await;
        assert_eq!(town.view(&placed).await.refunds[0].status.as_str(), "processed");
        assert_eq!(town.told(ANITA, "लौटा दिए गए"), 1);
        town.is_sound().await;
    });
}

#[tokio::test]
async fn an_order_that_is_paid_after_all_does_not_expire() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.gateway.set_mischief(Mischief { drop_permille: 1_000, ..held_back() });
        let placed = town.ordered().await;
        town.minutes_pass(29).await;
        town.pays(&placed, Outcome::Success).await;
        town.minutes_pass(2).await;
        assert_eq!(town.state(&placed).await, "confirmed");
        town.is_sound().await;
    });
}

#[tokio::test]
async fn a_second_payment_nobody_told_us_of_goes_back_when_the_gateway_is_asked_once_more() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.paid().await;
        town.gateway.set_mischief(Mischief { drop_permille: 1_000, ..held_back() });
        town.minutes_pass(20).await;
        town.pays_again(&placed).await;
        town.minutes_pass(15).await;
        assert_eq!(town.view(&placed).await.refunds[0].about, "double");
        // Whoever presses once more on the next morning is looked for too, and for the last time.
        town.pays_again(&placed).await;
        town.minutes_pass(60).await;
        assert_eq!(town.view(&placed).await.refunds.len(), 1);
        town.db.clock().advance_ms(24 * 3_600_000);
        town.work().await;
        assert_eq!(town.view(&placed).await.refunds.len(), 2);
        town.is_sound().await;
    });
}

#[tokio::test]
async fn while_no_payment_company_answers_an_order_is_kept_for_hours_and_not_for_ever() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        town.gateway.set_down(Down::Error);
        town.minutes_pass(41).await;
        assert_eq!((town.state(&placed).await, town.free(town.district.pot).await), ("placed", 8));
        for _ in 0..5 {
            town.db.clock().advance_ms(3_600_000);
            town.work().await;
        }
        assert_eq!(town.state(&placed).await, "placed");
        town.db.clock().advance_ms(3_600_000);
        town.work().await;
        assert_eq!((town.state(&placed).await, town.free(town.district.pot).await), ("expired", 10));
        town.is_sound().await;
    });
}

#[tokio::test]
async fn an_order_whose_payment_could_not_be_opened_can_be_paid_once_the_company_answers_again() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.gateway.set_down(Down::Refuse);
        let placed = town.ordered().await;
        town.minutes_pass(45).await;
        assert_eq!((town.state(&placed).await, town.gateway_order(&placed).await), ("placed", None));
        town.gateway.set_down(Down::Off);
        town.minutes_pass(16).await;
        assert!(town.gateway_order(&placed).await.is_some());
        town.minutes_pass(35).await;
        assert_eq!(town.state(&placed).await, "expired", "she had half an hour");
        town.is_sound().await;
    });
}
