//! What makers have earned reaches their banks, or comes back and is due again.

use kernel::Limit;
use market::payouts::{self, Payout, PayoutView};
use simulators::Down;
use simulators::gateway::Mischief;
use store::on_each_engine;

use crate::district::{RAMESH, SUNITA};
use crate::town::{Town, held_back};

async fn payouts_of(town: &Town, maker: kernel::ids::MakerId) -> Vec<PayoutView> {
    let mut read = town.db.read().await.expect("a connection");
    payouts::payouts_of(&mut read, maker, Limit::of(10)).await.expect("an answer")
}

async fn due(town: &Town) -> Vec<String> {
    let mut read = town.db.read().await.expect("a connection");
    payouts::due(&mut read).await.expect("an answer").into_iter().map(|due| due.name_en).collect()
}

/// Two people of the finance office pay what is due.
async fn is_paid_out(town: &Town) {
    let (first, second) = (town.clerk("+919822222221").await, town.clerk("+919822222222").await);
    let batch = payouts::draft(&town.db, first).await.expect("drafted");
    payouts::approve(&town.db, second, batch).await.expect("approved");
}

#[tokio::test]
async fn one_maker_is_paid_and_what_a_bank_sends_back_is_due_again() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.paid().await;
        town.delivered(&placed).await;
        assert_eq!(town.state(&placed).await, "completed");
        assert_eq!(due(&town).await.len(), 2);
        is_paid_out(&town).await;
        assert!(due(&town).await.is_empty());
        town.work().await;
        assert_eq!(payouts_of(&town, town.district.sunita).await[0].state, Payout::Sent);
        town.bank_settles().await;
        let sunita = payouts_of(&town, town.district.sunita).await;
        assert_eq!((sunita.len(), sunita[0].state), (1, Payout::Settled));
        let utr = sunita[0].utr.clone().expect("a reference of the bank");
        assert_eq!((utr.len(), town.told(SUNITA, &utr)), (22, 1));
        assert_eq!(payouts_of(&town, town.district.ramesh).await[0].state, Payout::Returned);
        assert_eq!((due(&town).await, town.told(RAMESH, "UTR")), (vec!["Ramesh Pandit".to_owned()], 0));
        town.minutes_pass(5).await;
        town.is_sound().await;
    });
}

#[tokio::test]
async fn a_payout_whose_answers_and_webhooks_are_lost_is_made_once_and_followed() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.paid().await;
        town.delivered(&placed).await;
        is_paid_out(&town).await;
        town.gateway.set_down(Down::Hang);
        town.work().await;
        town.gateway.set_down(Down::Off);
        let deaf = Mischief { drop_permille: 1_000, ..held_back() };
        town.gateway.set_mischief(Mischief { error_after_success_permille: 1_000, ..deaf.clone() });
        town.minutes_pass(1).await;
        town.gateway.set_mischief(deaf);
        town.minutes_pass(10).await;
        assert_eq!(town.gateway.state()["payouts"].as_array().map(Vec::len), Some(2));
        assert_eq!(payouts_of(&town, town.district.sunita).await[0].state, Payout::Sent);
        // Days pass for a bank; the questions become rare but do not end as failures.
        town.minutes_pass(200).await;
        town.gateway.settle();
        town.minutes_pass(31).await;
        assert_eq!(payouts_of(&town, town.district.sunita).await[0].state, Payout::Settled);
        assert_eq!((town.told(SUNITA, "UTR"), due(&town).await.len()), (1, 1));
        town.is_sound().await;
    });
}
