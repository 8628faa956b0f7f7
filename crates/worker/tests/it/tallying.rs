//! The gateway is asked what it has handed on, whatever its weather, and what it says is laid beside our books.

use kernel::{Day, Limit, Paise, Time};
use market::ledger::{self, Account};
use market::tally::{self, GapKind};
use simulators::Down;
use simulators::gateway::{Mischief, Outcome, Pay};
use store::on_each_engine;

use crate::town::{Town, held_back};

/// The day the gateway stands at: its clock is real, the mart's stands.
fn gateway_day(town: &Town) -> Day {
    let newest = town.gateway.state()["settlements"].as_array().and_then(|all| all.last()).cloned();
    Time(newest.and_then(|one| one["at"].as_i64()).expect("a settlement")).day()
}

async fn balance(town: &Town, account: Account) -> Paise {
    ledger::balance(&mut town.db.read().await.expect("a connection"), account).await.expect("an answer")
}

async fn gaps(town: &Town) -> Vec<GapKind> {
    let mut read = town.db.read().await.expect("a connection");
    let (open, _) = tally::gaps(&mut read, Limit::of(50)).await.expect("an answer");
    open.into_iter().map(|gap| gap.kind).collect()
}

/// Finance asks the gateway again, and the worker carries it.
async fn asks(town: &Town) {
    tally::ask_again(&town.db, gateway_day(town)).await.expect("asks");
    town.work().await;
}

#[tokio::test]
async fn what_a_card_paid_is_handed_on_less_fee_and_tax_and_nothing_is_left_at_the_gateway() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.ordered().await;
        let order = town.gateway_order(&placed).await.expect("the payment is open");
        let card = Pay { method: "card".to_owned(), ..Pay::by_upi(&order, Outcome::Success) };
        town.gateway.pay(&card).expect("paid");
        town.webhooks_come().await;
        town.gateway.settle();
        town.gateway.set_down(Down::Error);
        asks(&town).await;
        assert_eq!(balance(&town, Account::Bank).await, Paise::ZERO, "who is silent has said nothing");
        assert!(gaps(&town).await.is_empty());
        town.gateway.set_down(Down::Off);
        town.minutes_pass(1).await;
        let net = town.gateway.state()["settlements"][0]["amount"].as_i64().expect("an amount");
        assert_eq!(balance(&town, Account::Bank).await, Paise(net));
        assert_eq!(balance(&town, Account::Gateway).await, Paise::ZERO);
        assert!(balance(&town, Account::FeeTax).await > Paise::ZERO);
        town.db.clock().advance_ms(1_000);
        asks(&town).await;
        assert_eq!(
            (balance(&town, Account::Bank).await, gaps(&town).await.len()),
            (Paise(net), 0),
            "twice is once"
        );
        town.is_sound().await;
    });
}

/// A report with this mistake about one payment; what becomes of it.
async fn mistaken(mischief: Mischief, told: &[GapKind]) {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.gateway.set_mischief(mischief.clone());
        town.paid().await;
        town.gateway.settle();
        asks(&town).await;
        assert_eq!(gaps(&town).await, told);
        town.is_sound().await;
    });
}

#[tokio::test]
async fn a_report_that_names_a_payment_twice_is_told() {
    mistaken(Mischief { settled_twice_permille: 1_000, ..held_back() }, &[GapKind::Twice]).await;
}

#[tokio::test]
async fn a_report_with_another_amount_is_told() {
    mistaken(Mischief { settled_other_permille: 1_000, ..held_back() }, &[GapKind::OtherAmount]).await;
}
