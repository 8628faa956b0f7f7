//! Settlements: what was captured is handed on less the fee and what went back, and the report of it may be wrong.

use kernel::payment::{SettledKind, SettledRow};
use kernel::{Day, Paise};
use simulators::gateway::{Mischief, Outcome, Pay};

use crate::town::{Town, held_back};

/// What is reported of yesterday and today: the clock is real here, and midnight may pass.
async fn reported(town: &Town) -> Vec<SettledRow> {
    let days = town.gateway.state()["settlements"].as_array().cloned().unwrap_or_default();
    let mut days: Vec<Day> =
        days.iter().filter_map(|s| s["at"].as_i64()).map(|at| kernel::Time(at).day()).collect();
    days.dedup();
    let mut rows = Vec::new();
    for day in days {
        rows.extend(town.mart.settled_on(day).await.expect("asked").into_inner());
    }
    rows
}

#[tokio::test]
async fn captured_money_is_handed_on_once_less_the_fee_and_what_went_back() {
    let town = Town::open().await;
    let upi = town.paid(250, "pin_1").await;
    let order = town.order(1_000, "pin_2").await;
    let card = Pay { method: "card".to_owned(), ..Pay::by_upi(&order.id, Outcome::Success) };
    let card = town.gateway.pay(&card).expect("paid");
    let back = town.mart.refund(&upi, Paise::rupees(100), "refund_0001").await.expect("asked").into_inner();
    assert!(reported(&town).await.is_empty());
    town.gateway.settle();
    town.gateway.settle();
    let rows = reported(&town).await;
    let told: Vec<_> = rows.iter().map(|r| (r.kind, r.entity.as_str(), r.credit.0 - r.debit.0)).collect();
    assert_eq!(
        told,
        [
            (SettledKind::Payment, upi.as_str(), 25_000),
            (SettledKind::Payment, card.as_str(), 97_640),
            (SettledKind::Refund, back.gateway_refund.as_str(), -10_000),
        ]
    );
    assert_eq!((rows[1].fee, rows[1].tax), (Paise(2_360), Paise(360)));
    assert!(rows.iter().all(|r| r.utr == rows[0].utr && r.utr.len() == 22));
    assert!(town.mart.settled_on(Day(0)).await.expect("asked").get().is_empty());
}

#[tokio::test]
async fn a_long_day_is_read_to_its_end() {
    let town = Town::open().await;
    for n in 0..405 {
        town.gateway
            .pay(&Pay::by_upi(&town.order(1, &format!("pin_{n}")).await.id, Outcome::Success))
            .expect("paid");
    }
    town.gateway.settle();
    assert_eq!(reported(&town).await.len(), 405);
}

#[tokio::test]
async fn a_report_may_leave_out_repeat_and_mistake() {
    for (mischief, told) in [
        (Mischief { settled_drop_permille: 1_000, ..held_back() }, vec![]),
        (Mischief { settled_twice_permille: 1_000, ..held_back() }, vec![25_000, 25_000]),
        (Mischief { settled_other_permille: 1_000, ..held_back() }, vec![25_100]),
    ] {
        let town = Town::open().await;
        town.gateway.set_mischief(mischief);
        town.paid(250, "pin_1").await;
        town.gateway.settle();
        let rows: Vec<i64> = reported(&town).await.iter().map(|row| row.amount.0).collect();
        assert_eq!(rows, told);
    }
}
