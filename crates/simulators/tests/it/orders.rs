//! Orders: one per receipt, whatever happens to the answer; and a gateway that is down.

use std::collections::BTreeMap;

use connectors::razorpay::OrderStatus;
use connectors::{Refusal, Silence};
use kernel::{Paise, Secret};
use simulators::Down;
use simulators::gateway::{self, Mischief, Outcome, Pay};

use crate::town::{FREE_PORT, Town, held_back};

#[tokio::test]
async fn an_order_is_made_once_and_found_by_our_receipt() {
    let town = Town::open().await;
    let order = town.order(250, "pin_1").await;
    assert_eq!((order.amount, order.status), (Paise::rupees(250), OrderStatus::Created));
    assert_eq!(town.order(250, "pin_1").await.id, order.id);
    assert_ne!(town.order(250, "pin_2").await.id, order.id);

    assert_eq!(town.mart.find_order("pin_1").await.expect("found"), Some(order.clone()));
    assert_eq!(town.mart.find_order("pin_9").await.expect("asked"), None);

    town.gateway.pay(&Pay::by_upi(&order.id, Outcome::Success)).expect("paid");
    let found = town.mart.find_order("pin_1").await.expect("found").expect("there");
    assert_eq!(found.status, OrderStatus::Paid);
}

#[tokio::test]
async fn another_sum_under_the_same_receipt_is_refused() {
    let town = Town::open().await;
    town.order(250, "pin_1").await;
    let refusal =
        town.mart.create_order(Paise::rupees(251), "pin_1", &BTreeMap::new()).await.expect_err("refused");
    match refusal {
        Refusal::Refused { code, field, .. } => {
            assert_eq!((code.as_str(), field.as_deref()), ("BAD_REQUEST_ERROR", Some("receipt")));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn silence_after_success_is_found_by_looking() {
    let town = Town::open().await;
    for (receipt, mischief, silence) in [
        ("pin_1", Mischief { timeout_after_success_permille: 1_000, ..held_back() }, Silence::NoAnswer),
        (
            "pin_2",
            Mischief { error_after_success_permille: 1_000, ..held_back() },
            Silence::Troubled { status: 500 },
        ),
    ] {
        town.gateway.set_mischief(mischief);
        let asked = town.hasty_mart().create_order(Paise::rupees(250), receipt, &BTreeMap::new()).await;
        let refusal = asked.expect_err("no answer");
        assert_eq!(refusal, Refusal::Silent(silence));
        assert!(refusal.may_have_happened());
        assert!(town.mart.find_order(receipt).await.expect("asked").is_some());
    }
    let orders = town.gateway.state()["orders"].as_array().map(Vec::len);
    assert_eq!(orders, Some(2));
}

#[tokio::test]
async fn a_gateway_that_is_down_is_silent_and_does_nothing() {
    let town = Town::open().await;
    for (down, silence) in [
        (Down::Refuse, Silence::NoAnswer),
        (Down::Error, Silence::Troubled { status: 500 }),
        (Down::Hang, Silence::NoAnswer),
    ] {
        town.gateway.set_down(down);
        let asked = town.hasty_mart().create_order(Paise::rupees(250), "pin_1", &BTreeMap::new()).await;
        assert_eq!(asked, Err(Refusal::Silent(silence)), "{down:?}");
    }
    town.gateway.set_down(Down::Off);
    assert_eq!(town.mart.find_order("pin_1").await.expect("up again"), None);
}

#[tokio::test]
async fn a_wrong_key_is_told_so() {
    let town = Town::open().await;
    let mut config = town.gateway.razorpay_config();
    config.key_secret = Secret::new("another".to_owned());
    let stranger = connectors::razorpay::Razorpay::new(config).expect("a line");
    let refusal = stranger.find_order("pin_1").await.expect_err("refused");
    assert!(
        matches!(refusal, Refusal::Refused { ref description, .. } if description == "Authentication failed")
    );
}

#[tokio::test]
async fn nobody_there_means_nothing_was_sent() {
    let town = Town::open().await;
    let mart = town.mart.clone();
    town.gateway.stop().await;
    let refusal = mart.find_order("pin_1").await.expect_err("nobody there");
    assert_eq!(refusal, Refusal::Silent(Silence::NotReached));
    assert!(!refusal.may_have_happened());
}

#[tokio::test]
async fn a_taken_port_and_an_outside_address_are_error_values() {
    let town = Town::open().await;
    let mut config = gateway::GatewayConfig::practice(town.gateway.address);
    assert!(matches!(gateway::start(config.clone()).await, Err(simulators::StartError::NoPort(..))));
    config.listen = "0.0.0.0:0".parse().expect("an address");
    assert!(matches!(gateway::start(config.clone()).await, Err(simulators::StartError::NotLoopback(_))));
    config.listen = FREE_PORT;
    assert!(gateway::start(config).await.is_ok());
}
