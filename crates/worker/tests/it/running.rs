//! The loop itself: wakes when a job is put, stops when it is told to, survives another worker beside it.

use std::time::{Duration, Instant};

use kernel::ids::OrderId;
use store::{on_each_engine, params, sql};
use tokio::sync::oneshot;
use worker::nudge;

use crate::town::Town;

const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn whoever_places_an_order_waits_a_moment_and_can_pay() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(worker::run(town.worker.clone(), async move {
            let _ = stopped.await;
        }));
        let second = tokio::spawn(worker::run(town.worker.clone(), std::future::pending()));
        let mut placed = Vec::new();
        for _ in 0..4 {
            placed.push(town.places(&[(town.district.pot, 1)]).await);
        }
        for placed in &placed {
            assert!(nudge::open_payment(&town.db, placed.id, 1, PATIENCE).await);
            assert!(town.gateway_order(placed).await.is_some());
        }
        assert_eq!(
            town.gateway.state()["orders"].as_array().map(Vec::len),
            Some(4),
            "two workers, one order each"
        );
        stop.send(()).expect("it runs");
        tokio::time::timeout(PATIENCE, running).await.expect("it stops").expect("in peace");
        second.abort();
        town.is_sound().await;
    });
}

#[tokio::test]
async fn patience_ends() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let placed = town.places(&[(town.district.pot, 1)]).await;
        let began = Instant::now();
        let patience = Duration::from_millis(120);
        assert!(!nudge::open_payment(&town.db, placed.id, 1, patience).await);
        assert!(began.elapsed() >= patience && began.elapsed() < PATIENCE);
        let nobodys: OrderId = store::chance::id(town.db.now());
        assert!(nudge::open_payment(&town.db, nobodys, 1, PATIENCE).await, "never put");
    });
}

#[tokio::test]
async fn on_a_monday_the_summary_is_put_at_eight_and_once() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let waits = async |kind: &str| {
            let asked = sql!("select count(*) from job where kind = $1");
            let (count,): (i64,) =
                town.db.read().await.expect("reads").one(asked, params![kind]).await.expect("counts");
            count
        };
        let today = town.db.now().day();
        let monday = today.plus(7 - today.weekday());
        let to = async |minutes: i64| {
            let by = monday.starts().plus_minutes(minutes).0 - town.db.now().0;
            town.db.clock().advance_ms(by);
            worker::put_due(&town.worker).await.expect("put");
        };
        to(7 * 60 + 59).await;
        assert_eq!(waits("review_summary").await, 0, "it is not eight yet");
        to(8 * 60).await;
        assert_eq!(waits("review_summary").await, 1);
        for minutes in [8 * 60 + 20, 9 * 60, 20 * 60] {
            to(minutes).await;
        }
        assert_eq!(waits("review_summary").await, 1, "of one Monday once");
        assert_eq!(waits("find_anomalies").await, 1, "of one month once");
        let (year, month, _) = monday.civil();
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let next = kernel::Day::of(year, month, 1).expect("a day");
        town.db.clock().advance_ms(next.starts().plus_minutes(90).0 - town.db.now().0);
        worker::put_due(&town.worker).await.expect("put");
        assert_eq!(waits("find_anomalies").await, 2, "the next month looks again");
    });
}

#[tokio::test]
async fn an_address_where_nobody_answers_is_on_the_page_of_what_is_stuck() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let nobody = {
            let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
            format!("https://localhost:{}", taken.local_addr().expect("an address").port())
        };
        let lookout = connectors::certificate::Lookout::at(&nobody, 1_000).expect("an address with TLS");
        let worker = worker::Worker { site: nobody.clone(), lookout: Some(lookout), ..town.worker.clone() };
        worker::tidy_up(&worker).await.expect("tidied");
        let seen =
            market::health::certificate(&mut town.db.read().await.expect("reads")).await.expect("reads");
        let seen = seen.expect("it was looked at");
        assert_eq!((seen.site, seen.seen), (nobody, Err(market::health::Unwelcome::Silent)));
    });
}

#[tokio::test]
async fn the_hour_is_tidied() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.places(&[(town.district.pot, 1)]).await;
        town.db.clock().advance_ms(26 * 3_600_000);
        worker::tidy_up(&town.worker).await.expect("tidied");
        worker::tidy_up(&town.worker).await.expect("tidied twice");
        town.is_sound().await;
    });
}

/// The months the clock has asked to be looked through.
async fn looked_through(town: &Town) -> Vec<String> {
    let asked = sql!("select once_key from job where kind = $1 order by once_key limit 10");
    let mut read = town.db.read().await.expect("reads");
    let keys: Vec<(String,)> = read.rows(asked, params![market::anomalies::FIND]).await.expect("lists");
    keys.into_iter().map(|(key,)| key).collect()
}

#[tokio::test]
async fn the_clock_asks_once_a_month_what_looks_wrong() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let first = market::reports::month_of(town.db.now().day());
        let next = market::reports::next_month(first);
        for month in [first, next] {
            town.db.clock().advance_ms((month.starts().0 - town.db.now().0).max(0));
            for _ in 0..2 {
                let running = tokio::spawn(worker::run(town.worker.clone(), std::future::pending()));
                let asked = async {
                    while !looked_through(&town).await.contains(&month.iso()) {
                        tokio::task::yield_now().await;
                    }
                };
                tokio::time::timeout(PATIENCE, asked).await.expect("the month is looked through");
                running.abort();
            }
        }
        town.is_sound().await;
    });
}
