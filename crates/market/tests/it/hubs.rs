//! What a hub counts, and where its people go.

use market::hubs::{self, Count, HubError, Item};
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, RANCHI, Town};

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_count_holds_and_what_runs_low_says_so() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let hari = town.person("Hari").await;
        let counts = async |pieces, low_at| {
            let counted = Count { item: Item::Straw, pieces, low_at };
            hubs::count(&town.db, hari, town.deoghar_hub, counted).await
        };
        counts(40, 10).await.expect("is kept");
        town.minutes_pass(60);
        counts(8, 10).await.expect("is kept");
        assert!(matches!(counts(-1, 10).await, Err(HubError::NotACount)));
        let there = hubs::counted(&mut town.read().await, town.deoghar_hub).await.expect("lists");
        assert_eq!((there.len(), there[0].pieces, there[0].is_low()), (1, 8, true));
        let elsewhere = hubs::counted(&mut town.read().await, town.madhupur_hub).await.expect("lists");
        assert!(elsewhere.is_empty(), "another hub has its own");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_round_fetches_what_is_promised_and_the_runner_carries_what_own_hands_bring() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        town.pays(&anita).await;
        town.accepts("Sunita", &anita).await.expect("in two days");
        town.accepts("Ramesh", &anita).await.expect("in two days");
        town.packs("Ramesh", &anita).await.expect("packs");
        let stops = async |days| {
            let day = town.db.now().day().plus(days);
            let all = hubs::stops(&mut town.read().await, town.deoghar_hub, day).await.expect("lists");
            all.into_iter().map(|stop| (stop.name.en, stop.pieces, stop.mobile)).collect::<Vec<_>>()
        };
        let ramesh = ("Ramesh".to_owned(), 1, town.mobile("Ramesh").ten_digits().to_owned());
        assert_eq!(stops(0).await, [ramesh], "what is packed");
        assert_eq!(stops(2).await.len(), 2, "and what is ready by then");

        town.lies_ready("Bimal", &[("iron tawa", 1)], DEOGHAR).await;
        let gone = town.lies_ready("Chandni", &[("iron tawa", 1)], DEOGHAR).await;
        town.leaves(town.view(&gone).await.shipments[0].id).await.expect("leaves");
        town.lies_ready("Dinesh", &[("iron tawa", 1)], RANCHI).await;
        let runs = hubs::runs(&mut town.read().await, town.deoghar_hub).await.expect("lists");
        let names: Vec<_> =
            runs.iter().filter_map(|run| run.sticker.to.as_ref()).map(|to| &to.name).collect();
        assert_eq!(names.len(), 2, "what waits and what is on its way; the post carries the rest: {names:?}");
    });
}
