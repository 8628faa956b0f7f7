//! An order is paid, however the news of it comes.

use connectors::razorpay::Razorpay;
use simulators::Down;
use simulators::gateway::{Mischief, Outcome, Replay};
use store::on_each_engine;

use crate::district::{RAMESH, SUNITA};
use crate::town::{ANITA, Town, held_back};

/// The order is confirmed, and everybody has been told once.
async fn is_confirmed_once(town: &Town, placed: &market::orders::Placed) {
    assert_eq!(town.state(placed).await, "confirmed");
    assert_eq!(town.told(ANITA, "पक्का हो गया"), 1, "{:?}", town.texts(ANITA));
    assert_eq!(town.told(ANITA, &placed.code), 1, "the link leads to the order");
    assert_eq!((town.told(SUNITA, "नया ऑर्डर"), town.told(RAMESH, "नया ऑर्डर")), (1, 1));
    assert_eq!(town.free(town.district.bangles).await, 9);
    town.is_sound().await;
}

#[tokio::test]
async fn a_webhook_confirms_the_order() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.paid().await;
        is_confirmed_once(&town, &placed).await;
        let orders = &town.gateway.state()["orders"];
        assert_eq!(orders[0]["notes"]["order"], placed.code.as_str(), "finance finds the order by its code");
    });
}

#[tokio::test]
async fn without_any_webhook_we_ask_and_learn_it() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.gateway.set_mischief(Mischief { drop_permille: 1_000, ..held_back() });
        let placed = town.ordered().await;
        town.pays(&placed, Outcome::Success).await;
        town.webhooks_come().await;
        worker::ask_about_open(&town.worker).await.expect("asked");
        assert_eq!(town.state(&placed).await, "placed", "a webhook is given a minute");
        town.db.clock().advance_ms(61_000);
        worker::ask_about_open(&town.worker).await.expect("asked");
        town.work().await;
        is_confirmed_once(&town, &placed).await;
    });
}

#[tokio::test]
async fn ten_shuffled_copies_of_every_webhook_are_one() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        town.pays(&placed, Outcome::Success).await;
        let replay = Replay { copies: Some(10), shuffle: true, parallel: Some(8), ..Replay::default() };
        let delivered = town.gateway.replay(&replay).await;
        assert!(delivered.len() >= 20 && delivered.iter().all(|d| d.status == 200), "{delivered:?}");
        town.work().await;
        town.minutes_pass(1).await;
        is_confirmed_once(&town, &placed).await;
        town.gateway.replay(&replay).await;
        town.minutes_pass(1).await;
        is_confirmed_once(&town, &placed).await;
    });
}

#[tokio::test]
async fn a_payment_that_failed_and_worked_after_all_counts() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        town.pays(&placed, Outcome::Late).await;
        town.webhooks_come().await;
        assert_eq!(town.state(&placed).await, "placed");
        assert!(town.view(&placed).await.payment.last_failure().is_some());
        town.bank_settles().await;
        town.webhooks_come().await;
        is_confirmed_once(&town, &placed).await;
    });
}

#[tokio::test]
async fn money_set_aside_is_captured_once() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        town.pays(&placed, Outcome::AuthorisedOnly).await;
        // The gateway does it and says 500.
        town.gateway.set_mischief(Mischief { error_after_success_permille: 1_000, ..held_back() });
        town.webhooks_come().await;
        assert_eq!(town.state(&placed).await, "placed");
        assert!(town.view(&placed).await.payment.is_under_way());
        town.gateway.set_mischief(held_back());
        town.minutes_pass(1).await;
        is_confirmed_once(&town, &placed).await;
        town.webhooks_come().await;
        is_confirmed_once(&town, &placed).await;
    });
}

#[tokio::test]
async fn a_gateway_that_is_down_when_the_order_is_placed_hears_of_it_later_and_once() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.gateway.set_down(Down::Refuse);
        let placed = town.ordered().await;
        assert_eq!(town.gateway_order(&placed).await, None);
        town.gateway.set_down(Down::Off);
        // It makes the order and says nothing; the second try must find it.
        town.gateway.set_mischief(Mischief { timeout_after_success_permille: 1_000, ..held_back() });
        town.db.clock().advance_ms(1_000);
        town.work().await;
        assert_eq!(town.gateway_order(&placed).await, None);
        town.gateway.set_mischief(held_back());
        town.minutes_pass(1).await;
        assert!(town.gateway_order(&placed).await.is_some());
        assert_eq!(town.gateway.state()["orders"].as_array().map(Vec::len), Some(1));
        town.pays(&placed, Outcome::Success).await;
        town.webhooks_come().await;
        is_confirmed_once(&town, &placed).await;
    });
}

#[tokio::test]
async fn news_of_an_order_we_do_not_know_yet_waits_for_it() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        // The gateway has the order, but we went down before we noted its id there.
        let placed = town.places(&[(town.district.bangles, 1)]).await;
        let wanted = market::payments::intent_to_open(&town.db, placed.id).await.expect("an answer");
        let wanted = wanted.expect("an intent");
        let (intent, amount) = (wanted.intent, wanted.amount);
        let gateway: &Razorpay = &town.worker.gateways.razorpay;
        let known =
            gateway.create_order(amount, &intent.to_string(), &Default::default()).await.expect("an order");
        town.gateway.pay(&simulators::gateway::Pay::by_upi(&known.id, Outcome::Success)).expect("paid");
        let drop_nothing = town.gateway.flush().await;
        assert!(!drop_nothing.is_empty());
        town.work().await;
        town.minutes_pass(1).await;
        assert_eq!(town.state(&placed).await, "confirmed");
        town.is_sound().await;
    });
}

#[tokio::test]
async fn paying_twice_gives_the_second_payment_back() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.paid().await;
        town.pays_again(&placed).await;
        town.webhooks_come().await;
        town.bank_settles().await;
        let refunds = town.view(&placed).await.refunds;
        assert_eq!(refunds.len(), 1);
        assert_eq!((refunds[0].about.as_str(), refunds[0].status.as_str()), ("double", "processed"));
        is_confirmed_once_with_refund(&town, &placed).await;
    });
}

async fn is_confirmed_once_with_refund(town: &Town, placed: &market::orders::Placed) {
    assert_eq!(town.state(placed).await, "confirmed");
    assert_eq!((town.told(ANITA, "पक्का हो गया"), town.told(ANITA, "लौटा दिए गए")), (1, 1));
    town.is_sound().await;
}
