//! What was promised beside what happened, and what carriers really take.

use kernel::Limit;
use market::promises::{self, Kept, KeptBy, Measured, PromiseError, rules};
use market::quotes::Books;
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

impl Town {
    async fn kept(&self, by: KeptBy) -> Vec<Kept> {
        promises::kept_by(&mut self.read().await, by, Limit::of(50)).await.expect("counts")
    }

    async fn measured_in(&self, zone: &str) -> Measured {
        let all = promises::measured(&mut self.read().await).await.expect("measures");
        all.into_iter().find(|one| one.zone == zone).expect("a zone")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_parcel_shows_by_carrier_hub_and_craft() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert!(town.kept(KeptBy::Carrier).await.is_empty());
        town.sells("Anita", &[("iron tawa", 1), ("lac bangles", 1)], DEOGHAR).await;
        let late = town.lies_ready("Bimal", &[("iron tawa", 1)], DEOGHAR).await;
        town.minutes_pass(12 * 24 * 60);
        town.everything_arrives(&late).await;
        let carriers = town.kept(KeptBy::Carrier).await;
        assert_eq!((carriers.len(), carriers[0].of.en.as_str()), (1, "own_hands"));
        assert_eq!((carriers[0].arrived, carriers[0].kept, carriers[0].share()), (2, 1, 500));
        let hubs = town.kept(KeptBy::Hub).await;
        assert_eq!((hubs.len(), hubs[0].share()), (1, 500));
        let crafts: Vec<_> =
            town.kept(KeptBy::Craft).await.iter().map(|c| (c.of.en.clone(), c.share())).collect();
        assert_eq!(crafts, [("iron".to_owned(), 500), ("bangle".to_owned(), 1_000)], "the worst first");
        assert_eq!(town.kept(KeptBy::Zone).await[0].of.en, "district");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_zone_took_is_taken_over_by_an_administrator_and_no_old_promise_moves() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let neha = town.person("Neha").await;
        let shipped = town.measured_in("district").await;
        assert_eq!((shipped.promised, shipped.suggested), ((1, 2), None));
        let early = promises::take_over(&town.db, neha, "district").await;
        assert!(matches!(early, Err(PromiseError::Nothing)), "nothing has been measured");
        let none = promises::take_over(&town.db, neha, "moon").await;
        assert!(matches!(none, Err(PromiseError::NoZone)));

        for round in 0..rules::ENOUGH / 2 {
            let mut sent = Vec::new();
            for who in ["Anita", "Chandni"] {
                town.restocks("iron tawa", &format!("{who} {round}")).await;
                let bought = town.lies_ready(who, &[("iron tawa", 1)], DEOGHAR).await;
                let shipment = town.view(&bought).await.shipments[0].id;
                town.leaves(shipment).await.expect("leaves");
                sent.push((bought, shipment));
            }
            town.minutes_pass(4 * 24 * 60);
            for (bought, shipment) in sent {
                town.arrives(&bought, shipment).await.expect("arrives");
            }
        }
        let promised = town.view(&town.buys("Bimal", &[("iron tawa", 1)], DEOGHAR).await).await.head.latest;
        let measured = town.measured_in("district").await;
        let suggested = measured.suggested.expect("enough arrived");
        assert!(suggested.1 >= 3 && suggested.1 <= 2 + rules::SLOWER_MOST, "{suggested:?}");
        promises::take_over(&town.db, neha, "district").await.expect("is taken over");
        promises::take_over(&town.db, neha, "district").await.expect("twice is once");
        assert_eq!(town.measured_in("district").await.promised, (1, 2), "from tomorrow");
        town.minutes_pass(24 * 60);
        assert_eq!(town.measured_in("district").await.promised, suggested);
        let books = Books::open(&mut town.read().await).await.expect("the books open again");
        let zone = books.delivery.zones.iter().find(|zone| zone.key == "district").expect("a zone");
        assert_eq!((zone.days_from, zone.days_to), suggested);
        let bimal = town.person("Bimal").await;
        let his = market::orders::orders_of(&mut town.read().await, bimal, Limit::of(5)).await;
        assert_eq!(his.expect("lists")[0].latest, promised, "what was promised stays");
    });
}
