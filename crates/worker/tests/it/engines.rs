//! Search engines are told which pages have changed: many in one message, none before the mart is live, and again until they have taken it.

use axum::Router;
use axum::routing::get;
use connectors::indexnow::IndexNow;
use market::catalogue;
use market::sharing::engines;
use simulators::Down;
use simulators::indexnow::{self, Engine};
use store::testing::Fresh;
use store::{on_each_engine, params, sql, transaction};
use worker::Worker;

use crate::town::{FREE_PORT, Town};

const KEY: &str = "deoghar-mart-2026";

/// Serves a key, as the mart's pages do; its address.
async fn site() -> String {
    let port = tokio::net::TcpListener::bind(FREE_PORT).await.expect("a port");
    let address = port.local_addr().expect("an address");
    let router = Router::new().route(&format!("/{KEY}.txt"), get(async || KEY));
    tokio::spawn(async move { axum::serve(port, router).await });
    format!("http://{address}")
}

async fn tells(town: &Town, engine: &Engine, key: &str) -> Worker {
    let search_engines = Some(IndexNow::new(engine.config(key)).expect("a line"));
    Worker { search_engines, site: site().await, ..town.worker.clone() }
}

async fn put_and_carry(worker: &Worker) {
    transaction!(worker.db, tx => { engines::put(tx).await }).expect("is put");
    worker::drain(worker).await.expect("works");
}

/// The mart is live, and its goods are no samples.
async fn goes_live(worker: &Worker) {
    transaction!(worker.db, tx => {
        tx.put(
            sql!(
                "insert into mart_stage (id, seq, stage, since_ms, set_by, reason, version, trail)
                 select 'stg_test', 1000, 'live', 0, min(p.id), 'a test', 1, 'trl_test' from person p"
            ),
            params![],
        )
        .await?;
        tx.put(sql!("update product set sample = 0"), params![]).await
    })
    .expect("is live");
}

/// Something about the bangles has changed.
async fn bangles_change(worker: &Worker) {
    transaction!(worker.db, tx => {
        let (bangles,) = tx.one(sql!("select id from product where slug = 'bangles'"), params![]).await?;
        catalogue::act::shelve(tx, bangles).await
    })
    .expect("shelved");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_good_is_told_in_both_languages_and_only_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::open(fresh).await;
        let engine = indexnow::start(FREE_PORT).await.expect("an engine");
        let worker = tells(&town, &engine, KEY).await;
        bangles_change(&worker).await;
        put_and_carry(&worker).await;
        assert!(engine.told().is_empty(), "nobody is told before the mart is live");

        goes_live(&worker).await;
        town.db.clock().advance_ms(900_000);
        engine.goes(Down::Error);
        put_and_carry(&worker).await;
        assert!(engine.told().is_empty());
        engine.goes(Down::Off);
        town.db.clock().advance_ms(60_000);
        worker::drain(&worker).await.expect("works");
        let told = engine.told();
        assert_eq!(told.len(), 1, "one message for many addresses: {told:?}");
        for path in ["/hi/products/bangles", "/en/products/bangles"] {
            let address = format!("{}{path}", worker.site);
            assert_eq!(told[0].iter().filter(|one| **one == address).count(), 1, "{address}");
        }
        assert!(told[0].iter().any(|one| one.contains("/hi/makers/")));

        town.db.clock().advance_ms(900_000);
        put_and_carry(&worker).await;
        assert_eq!(engine.told().len(), 1, "what was told is not told again");
        bangles_change(&worker).await;
        town.db.clock().advance_ms(900_000);
        put_and_carry(&worker).await;
        let told = engine.told();
        assert_eq!((told.len(), told[1].len()), (2, 4), "the good and its maker in both languages: {told:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_does_not_find_the_key_refuses_and_somebody_must_look() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::open(fresh).await;
        let engine = indexnow::start(FREE_PORT).await.expect("an engine");
        let worker = tells(&town, &engine, "another-key-2026").await;
        goes_live(&worker).await;
        bangles_change(&worker).await;
        put_and_carry(&worker).await;
        assert_eq!((engine.told().len(), engine.refused()), (0, vec![403]));
        let parked: (i64,) = town
            .db
            .read()
            .await
            .expect("reads")
            .one(
                sql!("select count(*) from job where kind = 'tell_search_engines' and state = 'parked'"),
                params![],
            )
            .await
            .expect("counts");
        assert_eq!(parked.0, 1);
    });
}
