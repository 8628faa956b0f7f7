//! Webhooks: signed, repeated, shuffled, lost, forged.

use std::collections::HashSet;

use axum::http::StatusCode;
use kernel::Paise;
use kernel::payment::{PaymentStatus, RefundStatus};
use simulators::gateway::{Mischief, Outcome, Pay, Replay};

use crate::town::{Town, held_back};

#[tokio::test]
async fn a_payment_is_told_in_three_events() {
    let town = Town::open().await;
    let id = town.paid(250, "pin_1").await;
    town.gateway.flush().await;
    let heard = town.ear.heard();
    let events: Vec<_> = heard.iter().map(|(_, webhook)| webhook.as_ref().expect("genuine")).collect();
    let kinds: Vec<&str> = events.iter().map(|w| w.kind.as_str()).collect();
    assert_eq!(kinds, ["payment.authorized", "payment.captured", "order.paid"]);
    let payment = events[1].payment.as_ref().expect("a payment");
    assert_eq!((payment.status, payment.gateway_payment.as_str()), (PaymentStatus::Captured, id.as_str()));
    assert!(events.iter().all(|w| w.account == town.mart.merchant() && w.unread.is_none()));
    assert!(town.gateway.flush().await.is_empty());
}

#[tokio::test]
async fn a_refund_is_told_when_made_and_when_it_arrived() {
    let town = Town::open().await;
    let id = town.paid(250, "pin_1").await;
    town.mart.refund(&id, Paise::rupees(100), "refund_0001").await.expect("asked");
    town.gateway.settle();
    town.gateway.flush().await;
    let heard = town.ear.heard();
    let last = heard.last().and_then(|(_, w)| w.as_ref()).expect("genuine");
    let refund = last.refund.as_ref().expect("a refund");
    assert_eq!((last.kind.as_str(), refund.status), ("refund.processed", RefundStatus::Processed));
    assert_eq!((refund.receipt.as_str(), refund.amount), ("refund_0001", Paise::rupees(100)));
    assert_eq!(last.payment.as_ref().map(|p| p.gateway_payment.as_str()), Some(id.as_str()));
}

#[tokio::test]
async fn a_forged_event_is_refused_and_the_genuine_one_still_counts() {
    let town = Town::open().await;
    town.gateway.set_mischief(Mischief { forge_permille: 1_000, ..held_back() });
    town.paid(250, "pin_1").await;
    let delivered = town.gateway.flush().await;
    assert_eq!(delivered.iter().map(|d| d.status).collect::<Vec<_>>(), [400, 200, 400, 200, 400, 200]);
    assert!(town.gateway.flush().await.is_empty(), "a forger does not try again");
}

#[tokio::test]
async fn the_previous_secret_still_counts() {
    let town = Town::open().await;
    town.gateway.set_mischief(Mischief { old_secret_permille: 1_000, ..held_back() });
    town.paid(250, "pin_1").await;
    assert!(town.gateway.flush().await.iter().all(|d| d.status == 200));
    assert_eq!(town.ear.kinds().len(), 3);
}

#[tokio::test]
async fn a_repeat_carries_the_same_event_id() {
    let town = Town::open().await;
    town.gateway.set_mischief(Mischief { duplicate_permille: 1_000, reorder: true, ..held_back() });
    town.paid(250, "pin_1").await;
    town.gateway.flush().await;
    let heard = town.ear.heard();
    let different: HashSet<&String> = heard.iter().map(|(id, _)| id).collect();
    assert_eq!((heard.len(), different.len()), (6, 3));
}

#[tokio::test]
async fn a_lost_event_is_found_by_asking() {
    let town = Town::open().await;
    town.gateway.set_mischief(Mischief { drop_permille: 1_000, ..held_back() });
    let order = town.order(250, "pin_1").await;
    town.gateway.pay(&Pay::by_upi(&order.id, Outcome::Success)).expect("paid");
    assert!(town.gateway.flush().await.is_empty());
    let seen = town.mart.payments_of_order(&order.id).await.expect("asked").into_inner();
    assert_eq!(seen[0].status, PaymentStatus::Captured);
}

#[tokio::test]
async fn an_event_is_tried_again_until_it_is_taken() {
    let town = Town::open().await;
    town.paid(250, "pin_1").await;
    town.ear.fail_next(&[StatusCode::INTERNAL_SERVER_ERROR; 3]);
    assert!(town.gateway.flush().await.iter().all(|d| d.status == 500));
    assert!(town.ear.heard().is_empty());
    assert!(town.gateway.flush().await.iter().all(|d| d.status == 200));
    assert_eq!(town.ear.kinds(), ["payment.authorized", "payment.captured", "order.paid"]);
}

#[tokio::test]
async fn without_mischief_events_come_by_themselves() {
    let mut config = crate::town::patient();
    config.mischief = Mischief::default();
    let town = Town::with(config).await;
    town.paid(250, "pin_1").await;
    // A flush waits for the postman who is on his way, then carries what he has not taken yet.
    town.gateway.flush().await;
    assert_eq!(town.ear.kinds().len(), 3);
}

#[tokio::test]
async fn old_events_can_be_replayed_in_a_storm() {
    let town = Town::open().await;
    let id = town.paid(250, "pin_1").await;
    town.paid(99, "pin_2").await;
    town.gateway.flush().await;
    town.ear.heard();
    let storm = Replay {
        kind: Some("payment.captured".into()),
        about: Some(id.clone()),
        copies: Some(20),
        shuffle: true,
        parallel: Some(8),
        ..Replay::default()
    };
    assert_eq!(town.gateway.replay(&storm).await.len(), 20);
    let heard = town.ear.heard();
    assert_eq!(heard.len(), 20);
    assert!(heard.iter().all(|(event, w)| *event == heard[0].0
        && w.as_ref().and_then(|w| w.payment.as_ref()).is_some_and(|p| p.gateway_payment == id)));
}

#[tokio::test]
async fn the_same_seed_does_the_same_mischief() {
    let mut stories = Vec::new();
    for _ in 0..2 {
        let town = Town::open().await;
        let some = Mischief {
            duplicate_permille: 300,
            drop_permille: 300,
            forge_permille: 300,
            reorder: true,
            ..held_back()
        };
        town.gateway.set_mischief(some);
        for n in 0..10 {
            town.paid(100, &format!("pin_{n}")).await;
        }
        stories.push(
            town.gateway
                .flush()
                .await
                .into_iter()
                .map(|d| (d.event_id, d.kind, d.status))
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(stories[0], stories[1]);
    assert!(stories[0].len() > 10);
}
