//! «Money left my account, but there is no order»: what is told is what is known, and only to whom it concerns.

use kernel::Paise;
use kernel::payment::PaymentStatus::{self, Authorised, Captured, Failed};
use market::payments::lost::{self, Fact, Fate, LostError, Search, fate};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

const RRN: &str = "600000000017";

impl Town {
    /// The gateway tells of a payment with the bank's own number of it.
    async fn bank_tells(&self, bought: &Bought, status: PaymentStatus) {
        let mut report = self.report(bought, "pay_1", status);
        report.bank_reference = RRN.to_owned();
        self.hears(report).await;
    }

    async fn facts(&self, bought: &Bought) -> Vec<Fate> {
        let today = self.db.now().day();
        let facts = lost::of_order(&mut self.read().await, bought.id).await.expect("an answer");
        facts.iter().map(|fact| fate(fact, today)).collect()
    }

    async fn looks_up(&self, reference: &str, amount: Paise, days_ago: i64) -> Option<Fact> {
        let day = self.db.now().day().plus(-days_ago);
        let search = Search::typed(reference, amount, day).expect("a reference");
        lost::found(&mut self.read().await, &search).await.expect("an answer")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_told_where_her_money_is_at_every_step() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let today = town.db.now().day();
        assert_eq!(town.facts(&anita).await, [], "nobody has told us of anything");
        town.bank_tells(&anita, Failed).await;
        assert_eq!(town.facts(&anita).await, [Fate::Failed { back_by: today.plus(1) }]);
        town.bank_tells(&anita, Authorised).await;
        assert_eq!(town.facts(&anita).await, [Fate::SetAside]);
        town.bank_tells(&anita, Captured).await;
        assert_eq!(town.facts(&anita).await, [Fate::Paid]);

        let late = town.buys("Bimal", &[("lac bangles", 1)], DEOGHAR).await;
        town.minutes_pass(30);
        assert!(town.expires(&late).await);
        town.pays(&late).await;
        let since = town.db.now();
        assert_eq!(town.facts(&late).await, [Fate::ComingBack { since }]);
        town.refunds_arrive(&late).await;
        let told = town.facts(&late).await;
        assert!(
            matches!(&told[..], [Fate::GivenBack { reference, .. }] if !reference.is_empty()),
            "{told:?}"
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_is_found_by_number_amount_and_day_and_by_nothing_less() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.bank_tells(&anita, Captured).await;
        let found = town.looks_up("6000 0000 0017", anita.total, 0).await.expect("it is hers");
        assert_eq!((found.code.as_str(), found.amount), (anita.code.as_str(), anita.total));
        assert!(town.looks_up(RRN, anita.total, 1).await.is_some(), "a day is easily mistaken");
        assert!(town.looks_up(RRN, anita.total, 3).await.is_none());
        assert!(town.looks_up(RRN, Paise(anita.total.0 + 1), 0).await.is_none());
        assert!(town.looks_up("600000000018", anita.total, 0).await.is_none());
        let short = Search::typed("17", anita.total, town.db.now().day());
        assert!(matches!(short, Err(LostError::NoReference)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gateway_is_asked_once_a_minute_and_nobody_searches_without_end() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        for _ in 0..3 {
            lost::ask_again(&town.db, anita.id).await.expect("asks");
        }
        assert_eq!(town.messages("ask_payments").await.len(), 1);
        town.minutes_pass(1);
        let search = Search::typed(RRN, anita.total, town.db.now().day()).expect("a reference");
        let keys = lost::search(&town.db, &search).await.expect("searches");
        assert_eq!(keys.len(), 1, "the only order of that amount that waits");
        for _ in 0..5 {
            lost::search(&town.db, &search).await.expect("searches");
        }
        let seventh = lost::search(&town.db, &search).await;
        assert!(matches!(seventh, Err(LostError::TooOften)), "{seventh:?}");
        assert_eq!(town.messages("ask_payments").await.len(), 2);
        town.minutes_pass(60);
        lost::search(&town.db, &search).await.expect("another hour");
    });
}
