//! Jobs, sessions and keys keep their promises.

use kernel::Limit;
use kernel::ids::{Id, PersonId};
use store::keys::{Known, Once};
use store::sessions::Life;
use store::{DbError, jobs, keys, on_each_engine, sessions, testing::Fresh, transaction};

async fn put(fresh: &Fresh, key: &str) {
    transaction!(fresh.db, tx => { jobs::put(tx, "greet", key, "{}").await }).expect("puts");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_put_twice_is_one_job_and_one_worker_gets_it() {
    on_each_engine!(async |fresh: &Fresh| {
        put(fresh, "sunita").await;
        put(fresh, "sunita").await;
        let takers = (0..4).map(|_| jobs::take(&fresh.db, Limit::of(10)));
        let taken = futures_util::future::join_all(takers).await;
        let all: Vec<_> = taken.into_iter().flat_map(|jobs| jobs.expect("takes")).collect();
        assert_eq!(all.len(), 1);
        transaction!(fresh.db, tx => { jobs::done(tx, all[0].id).await }).expect("ends");
        put(fresh, "sunita").await;
        assert!(
            jobs::take(&fresh.db, Limit::of(10)).await.expect("takes").is_empty(),
            "done is done for ever"
        );
    });
}

/// With `MART_TEST_OUTRUN` each transaction of a run hears once that somebody was faster; this tells that it really does.
#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_was_outrun_is_done_again_and_counts_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let mut runs = 0;
        transaction!(fresh.db, tx => {
            runs += 1;
            jobs::put(tx, "greet", "radha", "{}").await
        })
        .expect("puts");
        assert_eq!(runs, 1 + usize::from(std::env::var_os("MART_TEST_OUTRUN").is_some()));
        assert_eq!(jobs::take(&fresh.db, Limit::of(10)).await.expect("takes").len(), 1);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_job_waits_longer_each_time_and_is_parked_at_last() {
    on_each_engine!(async |fresh: &Fresh| {
        put(fresh, "ramesh").await;
        for attempt in 1..=jobs::ATTEMPTS_MOST {
            let taken = jobs::take(&fresh.db, Limit::of(10)).await.expect("takes");
            assert_eq!(taken.len(), 1, "attempt {attempt}");
            jobs::failed(&fresh.db, &taken[0], "no signal").await.expect("put off");
            assert!(jobs::take(&fresh.db, Limit::of(10)).await.expect("takes").is_empty());
            fresh.db.clock().advance_ms(900_000);
        }
        assert!(jobs::take(&fresh.db, Limit::of(10)).await.expect("takes").is_empty(), "parked");
        let mut read = fresh.db.read().await.expect("reads");
        assert!(jobs::is_settled(&mut read, "greet", "ramesh").await.expect("asks"));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_workers_job_is_taken_by_another_after_a_minute() {
    on_each_engine!(async |fresh: &Fresh| {
        put(fresh, "mohan").await;
        assert_eq!(jobs::take(&fresh.db, Limit::of(1)).await.expect("takes").len(), 1);
        assert!(jobs::take(&fresh.db, Limit::of(1)).await.expect("takes").is_empty());
        fresh.db.clock().advance_ms(60_000);
        assert_eq!(jobs::take(&fresh.db, Limit::of(1)).await.expect("takes").len(), 1);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_begins_to_carry_alone_takes_at_once_what_the_dead_had_in_hand() {
    on_each_engine!(async |fresh: &Fresh| {
        let take = async || jobs::take(&fresh.db, Limit::of(1)).await.expect("takes").len();
        put(fresh, "gita").await;
        let first = jobs::begin_to_carry(&fresh.db).await.expect("begins");
        assert_eq!(take().await, 1);
        let second = jobs::begin_to_carry(&fresh.db).await.expect("begins");
        assert_eq!(take().await, 0, "the first has it in hand");
        drop(first);
        let third = jobs::begin_to_carry(&fresh.db).await.expect("begins");
        assert_eq!(take().await, 0, "the second may have it");
        drop((second, third));
        let _fourth = jobs::begin_to_carry(&fresh.db).await.expect("begins");
        let is_known = usize::from(fresh.db.engine() == store::Engine::Sqlite);
        assert_eq!(take().await, is_known, "of a server nobody knows who is alone");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_changes_the_token_and_keeps_the_basket() {
    on_each_engine!(async |fresh: &Fresh| {
        let visitor = sessions::open(&fresh.db).await.expect("opens");
        let person = PersonId::new(fresh.db.now(), [1; 10]);
        let signed_in = transaction!(fresh.db, tx => { sessions::sign_in(tx, Some(&visitor.session), person, Life::LONG).await });
        let signed_in = signed_in.expect("signs in");
        let mut read = fresh.db.read().await.expect("reads");
        let old = sessions::find(&mut read, visitor.token.reveal()).await.expect("asks");
        assert!(old.is_none(), "the old token is nobody's");
        let new = sessions::find(&mut read, signed_in.token.reveal()).await.expect("asks").expect("lives");
        assert_eq!((new.person, new.cart), (Some(person), visitor.session.cart));
        for forged in ["", "null", "%00", &"0".repeat(32), &"0".repeat(5_000)] {
            assert!(sessions::find(&mut read, forged).await.expect("asks").is_none());
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_thirty_days_without_use() {
    on_each_engine!(async |fresh: &Fresh| {
        let opened = sessions::open(&fresh.db).await.expect("opens");
        fresh.db.clock().advance_ms(sessions::LIFE_DAYS * 86_400_000);
        let mut read = fresh.db.read().await.expect("reads");
        assert!(sessions::find(&mut read, opened.token.reveal()).await.expect("asks").is_none());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_is_used_every_day_ends_after_half_a_year_all_the_same() {
    on_each_engine!(async |fresh: &Fresh| {
        let opened = sessions::open(&fresh.db).await.expect("opens");
        let living = async || {
            let mut read = fresh.db.read().await.expect("reads");
            sessions::find(&mut read, opened.token.reveal()).await.expect("asks")
        };
        for _ in 0..8 {
            let session = living().await.expect("lives");
            fresh.db.clock().advance_ms(22 * 86_400_000);
            sessions::touch(&fresh.db, &session).await.expect("touched");
        }
        assert!(living().await.is_some(), "the 176th day");
        fresh.db.clock().advance_ms(5 * 86_400_000);
        assert!(living().await.is_none(), "the 181st");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_answers_the_same_twice_and_refuses_another_question() {
    on_each_engine!(async |fresh: &Fresh| {
        let once = |body: &str| Once {
            actor: "per_1".to_owned(),
            route: "POST /orders",
            key: "k1".to_owned(),
            body_sha256: body.to_owned(),
        };
        let ask = |body: &'static str| async move {
            let once = once(body);
            transaction!(fresh.db, tx => {
                let known = keys::look_up(tx, &once).await?;
                if known == Known::New {
                    assert!(keys::keep(tx, &once, 201, "made").await?, "the key is new");
                }
                Ok::<_, DbError>(known)
            })
        };
        assert_eq!(ask("a").await.expect("asks"), Known::New);
        assert_eq!(ask("a").await.expect("asks"), Known::Answered { status: 201, answer: "made".to_owned() });
        assert_eq!(ask("b").await.expect("asks"), Known::Other);
        fresh.db.clock().advance_ms((keys::KEPT_HOURS + 1) * 3_600_000);
        assert_eq!(keys::forget_old(&fresh.db).await.expect("forgets"), 1);
        assert_eq!(ask("b").await.expect("asks"), Known::New);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_done_its_work_is_forgotten_and_what_waits_is_not() {
    on_each_engine!(async |fresh: &Fresh| {
        put(fresh, "old").await;
        let taken = jobs::take(&fresh.db, Limit::of(1)).await.expect("takes");
        transaction!(fresh.db, tx => { jobs::done(tx, taken[0].id).await }).expect("ends");
        put(fresh, "waiting").await;
        let opened = sessions::open(&fresh.db).await.expect("opens");
        sessions::end(&fresh.db, opened.session.id).await.expect("ends");
        assert_eq!(jobs::forget_old(&fresh.db).await.expect("forgets"), 0, "not yet");
        fresh.db.clock().advance_ms((jobs::KEPT_DAYS + 1) * 86_400_000);
        assert_eq!(jobs::forget_old(&fresh.db).await.expect("forgets"), 1);
        assert_eq!(sessions::forget_old(&fresh.db).await.expect("forgets"), 1);
        assert_eq!(jobs::take(&fresh.db, Limit::of(10)).await.expect("takes").len(), 1);
    });
}
