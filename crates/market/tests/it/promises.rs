//! What was promised beside what happened, and what carriers really take.

use kernel::Limit;
use market::delivery::{Week, Weekdays};
use market::hubs::{self, Charge, HubError};
use market::promises::{self, Kept, KeptBy, Way, rules};
use market::quotes::{Books, QuoteError, Reaches, WhyNot};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};
use crate::verify::breaks;

pub const LEARNT: &str = "what is promised was learnt from enough arrivals and within its bounds";

impl Town {
    async fn kept(&self, by: KeptBy) -> Vec<Kept> {
        promises::kept_by(&mut self.read().await, by, Limit::of(50)).await.expect("counts")
    }

    /// The way of the carrier that goes to a zone.
    async fn way_to(&self, zone: &str) -> Way {
        let all = promises::ways(&mut self.read().await).await.expect("measures");
        all.into_iter().find(|one| one.zone == zone).expect("a zone")
    }

    async fn block_of_deoghar_hub(&self) -> String {
        let hub = market::places::read::hub(&mut self.read().await, self.deoghar_hub).await;
        hub.expect("reads").expect("is there").block_code
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

/// So many pairs of boxes to the district, each pair under way for some days.
async fn pairs_arrive(town: &Town, pairs: u64, days: i64) {
    for round in 0..pairs {
        let mut sent = Vec::new();
        for who in ["Anita", "Chandni"] {
            town.restocks("iron tawa", &format!("{who} {round} {}", town.db.now().0)).await;
            let bought = town.lies_ready(who, &[("iron tawa", 1)], DEOGHAR).await;
            let shipment = town.view(&bought).await.shipments[0].id;
            town.leaves(shipment).await.expect("leaves");
            sent.push((bought, shipment));
        }
        town.minutes_pass(days * 24 * 60);
        for (bought, shipment) in sent {
            town.arrives(&bought, shipment).await.expect("arrives");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_carrier_took_is_promised_from_then_on_and_no_old_promise_moves() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(town.way_to("district").await.promised(), (1, 2), "as it ships with the mart");
        assert_eq!(promises::learn_anew(&town.db).await.expect("learns"), 0, "nothing has arrived");
        pairs_arrive(&town, rules::ENOUGH / 2, 4).await;
        let promised = town.view(&town.buys("Bimal", &[("iron tawa", 1)], DEOGHAR).await).await.head.latest;
        assert_eq!(promises::learn_nightly(&town.db).await.expect("learns"), 1);
        let way = town.way_to("district").await;
        let learnt = way.learnt.as_ref().expect("enough arrived");
        assert!(learnt.days_to >= 3 && learnt.days_to <= 2 + rules::SLOWER_MOST, "{learnt:?}");
        assert_eq!((learnt.shipments, learnt.back_days), (30, rules::DAYS_BACK), "in two months of boxes");
        let again = promises::learn_nightly(&town.db).await.expect("learns");
        assert_eq!(again, 0, "once a day is enough");

        let zone_of = |books: &Books| {
            let tables = books.delivery();
            tables.zones.iter().find(|zone| zone.key == "district").map(|zone| (zone.days_from, zone.days_to))
        };
        assert_eq!(zone_of(&town.books), Some((1, 2)), "these books were read before");
        town.minutes_pass(2);
        let later = town.view(&town.buys("Dinesh", &[("iron tawa", 1)], DEOGHAR).await).await.head.latest;
        assert_eq!(zone_of(&town.books), Some(way.promised()), "they are read again within a minute");
        assert!(later > promised);
        let bimal = town.person("Bimal").await;
        let his = market::orders::orders_of(&mut town.read().await, bimal, Limit::of(5)).await;
        assert_eq!(his.expect("lists")[0].latest, promised, "what was promised stays");
        assert!(market::verify::run(&town.db).await.expect("verifies").iter().all(|check| check.holds()));

        town.minutes_pass(120 * 24 * 60);
        assert_eq!(promises::learn_nightly(&town.db).await.expect("learns"), 0, "all is long ago");
        assert_eq!(town.way_to("district").await.promised(), (1, 2), "and what ships holds again");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_whose_round_goes_on_tuesdays_promises_later_and_only_its_people_say_so() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let hari = town.person("Hari").await;
        let latest = async |good| {
            let pin = kernel::india::Pin::typed(DEOGHAR).expect("a pincode");
            let wants = [(town.good(good), 1)];
            let draft = market::quotes::preview(&town.db, &town.books, &wants, &pin).await;
            draft.expect("can be sent").latest
        };
        let (tawa, peda, pot) = (latest("iron tawa").await, latest("peda").await, latest("clay pot").await);
        let week = Week { rounds: Weekdays::of([1]), closes_minute: 1_020, ..Week::default() };
        let keeper = Charge::Keeper(town.deoghar_hub);
        let elsewhere = hubs::say_week(&town.db, (hari, &keeper), town.madhupur_hub, week).await;
        assert!(matches!(elsewhere, Err(HubError::Missing)), "another's hub");
        let never = Week { open: Weekdays(0), ..week };
        let never = hubs::say_week(&town.db, (hari, &keeper), town.deoghar_hub, never).await;
        assert!(matches!(never, Err(HubError::NotAWeek)));
        hubs::say_week(&town.db, (hari, &keeper), town.deoghar_hub, week).await.expect("is said");
        town.books.freshen(&mut town.read().await).await.expect("reads again");
        let now = latest("iron tawa").await;
        let mut waits = (1..=7).map(|days| town.db.now().day().plus(days)).filter(|day| day.weekday() == 1);
        assert!(now >= tawa && waits.next_back().is_some_and(|tuesday| now > tuesday), "{tawa:?} {now:?}");
        assert_eq!(latest("peda").await, peda, "food is brought, it waits for no round");
        assert_eq!(latest("clay pot").await, pot, "Madhupur has a round of its own");
        let hub = market::places::read::hub(&mut town.read().await, town.deoghar_hub).await;
        assert_eq!(hub.expect("reads").expect("is there").open_hours, "10:00–17:00");

        let post = |block: &str| {
            let blocks = market::accounts::Blocks(vec![block.to_owned()]);
            market::accounts::Post { department: market::accounts::DepartmentKey::Jslps, blocks }
        };
        let meena = town.person("Meena").await;
        let (far, own) =
            (Charge::Officer(post("9999")), Charge::Officer(post(&town.block_of_deoghar_hub().await)));
        let other = hubs::say_week(&town.db, (meena, &far), town.deoghar_hub, Week::default()).await;
        assert!(matches!(other, Err(HubError::Missing)), "not in her blocks");
        town.minutes_pass(1);
        hubs::say_week(&town.db, (meena, &own), town.deoghar_hub, Week::default()).await.expect("is said");
        town.books.freshen(&mut town.read().await).await.expect("reads again");
        assert_eq!(latest("iron tawa").await, tawa);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_knows_for_each_good_when_it_comes_or_why_not() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let pin = kernel::india::Pin::typed(crate::town::KOLKATA).expect("a pincode");
        let names = ["iron tawa", "lac bangles", "peda"];
        let mut products = Vec::new();
        for name in names {
            let goods = market::catalogue::read::for_sale(&mut town.read().await, &[town.good(name)]).await;
            products.push(goods.expect("reads")[0].product);
        }
        let all = market::quotes::reaches(&mut town.read().await, &town.books, &products, &pin)
            .await
            .expect("answers");
        let wants = [(town.good("iron tawa"), 1)];
        let alone = market::quotes::preview(&town.db, &town.books, &wants, &pin).await.expect("can be sent");
        assert_eq!(all[&products[0]], Ok(Reaches { by: alone.latest, freight: alone.freight }));
        assert_eq!(all[&products[1]], Err(WhyNot::InsideStateOnly));
        assert_eq!(all.len(), 3);
        let nowhere = kernel::india::Pin::typed("999999").expect("looks like one");
        let none = market::quotes::reaches(&mut town.read().await, &town.books, &products, &nowhere).await;
        assert!(matches!(none, Err(QuoteError::NoSuchPin)));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_stretched_beyond_its_bounds_is_found() {
    crate::verify::breaks(
        "days nobody learnt",
        &["what is promised was learnt from enough arrivals and within its bounds"],
        async |_| {
            let stretched = sql!(
                "insert into learnt_transit (carrier, zone, days_from, days_to, shipments, back_days, read_at_ms)
                 values ('own_hands', 'district', 2, 20, 40, 28, 0)"
            );
            vec![(stretched, vec![])]
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_learnt_from_nothing_or_beyond_all_bounds_is_found() {
    breaks("thirty days to the neighbours, of one arrival", &[LEARNT], async |_| {
        let typed = sql!(
            "insert into learnt_transit (carrier, zone, days_from, days_to, shipments, back_days, read_at_ms)
             values ('india_post', 'near', 1, 30, 1, 90, 0)"
        );
        vec![(typed, vec![])]
    })
    .await;
}
