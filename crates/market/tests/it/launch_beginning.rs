//! A district's mart begins with the setting up, and what is under way goes on by the stage it was ordered at.

use kernel::payment::{Gateway, Money};
use market::accounts::Role;
use market::gateways;
use market::launch::{self, Stage, StageEvent, WhyClosed};
use market::orders::OrderError;
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

impl Town {
    async fn goes(&self, event: StageEvent) {
        let office = self.serves("Vikas", "6300007001", Role::DcOffice).await;
        launch::set_stage(&self.db, office, event, "as the DC has decided").await.expect("moves");
    }

    async fn tries(&self, who: &str) -> Result<(), OrderError> {
        let quote = self.quote(&[("iron tawa", 1)], DEOGHAR).await.expect("it can be seen");
        self.order(who, quote.head.id, DEOGHAR).await.map(drop)
    }

    async fn invites_to_trial(&self, who: &str) {
        let office = self.serves("Vikas", "6300007001", Role::DcOffice).await;
        let person = self.person(who).await;
        launch::invite_person(&self.db, office, person).await.expect("is invited");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_orders_before_the_office_has_opened_a_trial() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert!(launch::begin(&town.db).await.expect("begins"));
        assert!(!launch::begin(&town.db).await.expect("again changes nothing"));
        assert_eq!(launch::said_stage(&mut town.read().await).await.expect("asks"), Some(Stage::Setup));
        let early = town.tries("Anita").await;
        assert!(matches!(early, Err(OrderError::Closed(WhyClosed::SetUp))), "{early:?}");
        town.is_sound().await;
        town.goes(StageEvent::OpensTrial).await;
        town.invites_to_trial("Anita").await;
        town.tries("Anita").await.expect("she is invited");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mart_where_somebody_has_ordered_is_not_closed_by_loading_tables_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.buys("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        assert!(!launch::begin(&town.db).await.expect("asks"));
        assert_eq!(launch::stage(&mut town.read().await).await.expect("asks"), Stage::Live);
        town.tries("Bimal").await.expect("it goes on");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_takes_no_real_money() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.goes(StageEvent::StepsBack).await;
        town.invites_to_trial("Anita").await;
        gateways::announce(&town.db, &[(Gateway::Razorpay, Money::Real)]).await.expect("announced");
        let real = town.tries("Anita").await;
        assert!(matches!(real, Err(OrderError::Closed(WhyClosed::RealMoney))), "{real:?}");
        gateways::announce(&town.db, &[(Gateway::Razorpay, Money::Pretend)]).await.expect("announced");
        town.tries("Anita").await.expect("the keys of the trial");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_under_way_when_the_stage_changes_is_counted_as_it_was_ordered() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let quote = town.quote(&[("lac bangles", 1)], DEOGHAR).await.expect("it is sold");
        let share = quote.lines[0].maker_share;
        let real = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&real).await;
        town.goes(StageEvent::StepsBack).await;
        town.invites_to_trial("Anita").await;
        let tried = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&tried).await;
        // Back to setting up while both are under way: neither stands still.
        town.goes(StageEvent::Closes).await;
        for bought in [&real, &tried] {
            town.brings_to_hub("Sunita", bought).await;
            town.everything_arrives(bought).await;
        }
        assert_eq!(town.owed("Sunita").await, share, "one of the two was bought");
        town.is_sound().await;
    });
}
