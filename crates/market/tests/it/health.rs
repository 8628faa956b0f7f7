//! What is stuck today: each line turns red when its fact does, and not before.

use kernel::Limit;
use market::accounts::Role;
use market::audit::Actor;
use market::backups::{self, Proof};
use market::health::{self, HealthError, Line, Room, Standing, Unwelcome, What, When};
use store::{jobs, on_each_engine, params, sql, testing::Fresh, transaction};

use crate::town::{DEOGHAR, Town};

const WELL: Room = Room { all_bytes: 1_000, free_bytes: 900 };

async fn line(town: &Town, what: What) -> Line {
    let lines = health::look(&mut town.read().await, Some(WELL)).await.expect("looks");
    lines.into_iter().find(|line| line.what == what).expect("a line")
}

async fn is_stuck(town: &Town, what: What) -> Option<i64> {
    let line = line(town, what).await;
    (line.standing == Standing::Stuck).then_some(line.count)
}

/// A message that was set aside with a reason.
async fn parked(town: &Town, kind: &str) -> kernel::ids::JobId {
    transaction!(town.db, tx => { jobs::put(tx, kind, "once", "{}").await }).expect("put");
    let taken = jobs::take(&town.db, Limit::of(500)).await.expect("taken");
    let job = taken.into_iter().find(|job| job.kind == kind).expect("ours");
    jobs::park(&town.db, job.id, "the operator says no").await.expect("parked");
    job.id
}

#[tokio::test(flavor = "multi_thread")]
async fn each_line_turns_red_when_its_fact_does() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for what in [What::Payouts, What::Webhooks, What::Parcels, What::Messages, What::Sms, What::Gateway] {
            assert_eq!(is_stuck(&town, what).await, None, "{what} on a new mart");
        }
        assert_eq!(is_stuck(&town, What::Backups).await, Some(1), "none was ever taken");
        let now = town.db.now();
        backups::taken(&town.db, "db/x.full", now, 9).await.expect("noted");
        assert_eq!(is_stuck(&town, What::Backups).await, Some(1), "none is proven");
        backups::proven(&town.db, "db/x.full", now, &Proof { checks: 54, breach: String::new() })
            .await
            .expect("noted");
        assert_eq!(
            (is_stuck(&town, What::Backups).await, line(&town, What::Backups).await.since),
            (None, Some(now))
        );
        let full = health::look(&mut town.read().await, Some(Room { all_bytes: 100, free_bytes: 5 })).await;
        assert!(
            full.expect("looks")
                .iter()
                .any(|line| line.what == What::Disk && line.standing == Standing::Stuck)
        );

        for (kind, what) in
            [("sms", What::Sms), ("send_payout", What::Gateway), ("expire_order", What::Messages)]
        {
            parked(&town, kind).await;
            assert_eq!(is_stuck(&town, what).await, Some(1), "{what}");
            let messages = health::messages(&mut town.read().await, what).await.expect("lists");
            assert_eq!((messages.len(), messages[0].why.as_str()), (1, "the operator says no"));
        }
        let event = sql!(
            "insert into payment_event (gateway, event_id, signature, body_sealed, received_at_ms, digested_at_ms, outcome)
             values ('razorpay', 'evt_1', '', '', $1, null, 'received')"
        );
        town.suffers(&[(event, params![now])]).await;
        assert_eq!(is_stuck(&town, What::Webhooks).await, None, "it has just come");
        town.minutes_pass(11);
        assert_eq!(
            (is_stuck(&town, What::Webhooks).await, line(&town, What::Webhooks).await.since),
            (Some(1), Some(now))
        );

        let bought = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        assert_eq!(is_stuck(&town, What::Parcels).await, None);
        town.minutes_pass(60 * 24 * 40);
        assert_eq!(is_stuck(&town, What::Parcels).await, Some(1), "past its day");
        assert_eq!(is_stuck(&town, What::Backups).await, Some(1), "silence");
        let good = sql!("update product set name_en = '' where id in (select min(id) from product)");
        let before = line(&town, What::Translations).await.count;
        town.suffers(&[(good, vec![])]).await;
        assert_eq!(is_stuck(&town, What::Translations).await, Some(before + 1));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_stands_there_once_it_was_looked_at_and_turns_red_before_phones_refuse() {
    on_each_engine!(async |fresh: &Fresh| {
        const SITE: &str = "https://deogharmart.in";
        let town = Town::found(&fresh.db).await;
        let lines = health::look(&mut town.read().await, None).await.expect("looks");
        assert!(lines.iter().all(|line| line.what != What::Certificate), "nobody has looked");
        let (now, in_a_month) = (town.db.now(), town.db.now().plus_days(30));
        health::saw_certificate(&town.db, SITE, Ok(in_a_month)).await.expect("kept");
        assert_eq!(is_stuck(&town, What::Certificate).await, None);
        let shown = line(&town, What::Certificate).await;
        assert_eq!((shown.count, shown.since), (30, Some(in_a_month)));
        town.minutes_pass(60 * 24 * 17);
        health::saw_certificate(&town.db, SITE, Ok(in_a_month)).await.expect("kept");
        assert_eq!(is_stuck(&town, What::Certificate).await, Some(13), "it was not renewed");
        health::saw_certificate(&town.db, SITE, Err(Unwelcome::OtherName)).await.expect("kept");
        let last = health::certificate(&mut town.read().await).await.expect("reads").expect("one");
        assert_eq!((last.site.as_str(), last.seen), (SITE, Err(Unwelcome::OtherName)));
        assert!(last.looked_at > now);
        assert_eq!(is_stuck(&town, What::Certificate).await, Some(0));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_before_others_is_not_late_when_it_is_put() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        transaction!(town.db, tx => {
            let ahead = market::notices::ahead(tx.now());
            jobs::put_for(tx, "sms", "a warning", "{}", ahead).await
        })
        .expect("put");
        assert_eq!(is_stuck(&town, What::Sms).await, None, "it was put this moment");
        town.minutes_pass(11);
        assert_eq!(is_stuck(&town, What::Sms).await, Some(1));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_goes_before_all_that_waits() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        transaction!(town.db, tx => {
            jobs::put(tx, "sms", "earlier", "{}").await?;
            let ahead = market::notices::ahead(tx.now());
            jobs::put_for(tx, "sms", "a warning", "{}", ahead).await
        })
        .expect("put");
        let mobile = kernel::india::Mobile::typed("9123456780").expect("a number");
        market::accounts::ask_code(&town.db, &mobile, kernel::Lang::Hi, 100).await.expect("asked");
        let first = jobs::take(&town.db, Limit::of(1)).await.expect("taken");
        assert!(first[0].key.starts_with("sms-code "), "{}", first[0].key);
        let second = jobs::take(&town.db, Limit::of(1)).await.expect("taken");
        assert_eq!(second[0].key, "a warning");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_that_stays_away_is_red_and_names_who_acts() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        assert_eq!(is_stuck(&town, What::Payouts).await, None);
        town.minutes_pass(27 * 60);
        assert_eq!(is_stuck(&town, What::Payouts).await, Some(1));
        let names = health::people(&mut town.read().await, What::Payouts, Limit::of(2)).await.expect("lists");
        assert!(names.len() <= 2);
        assert_eq!(line(&town, What::Payouts).await.when, When::Last);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_does_not_arrive_is_red_with_as_many_parcels_as_the_dc_reads() {
    on_each_engine!(async |fresh: &Fresh| {
        const DAY: i64 = 24 * 60;
        let town = Town::found(&fresh.db).await;
        town.sells("Anita", &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        assert_eq!(is_stuck(&town, What::Payouts).await, None, "their day is to come");
        town.minutes_pass(8 * DAY);
        market::payouts::sweep(&town.db).await.expect("swept");
        let waits = market::reports::unpaid(&mut town.read().await).await.expect("lists");
        let parcels: i64 = waits.iter().map(|one| one.parcels).sum();
        let line = line(&town, What::Payouts).await;
        assert_eq!((line.standing, line.count, line.when), (Standing::Stuck, parcels, When::Since));
        assert_eq!(parcels, 2, "the day's list is put together and nobody has the money");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_line_counts_can_be_listed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        assert!(health::past_their_day(&mut town.read().await).await.expect("lists").is_empty());
        town.minutes_pass(60 * 24 * 40);
        let late = health::past_their_day(&mut town.read().await).await.expect("lists");
        assert_eq!((late.len(), late[0].code.as_str()), (1, bought.code.as_str()));
        let good = sql!("update product set name_en = '' where id in (select min(id) from product)");
        town.suffers(&[(good, vec![])]).await;
        let lacks = health::one_language(&mut town.read().await).await.expect("lists");
        let count = line(&town, What::Translations).await.count;
        assert_eq!(i64::try_from(lacks.len()).expect("few"), count);
        assert!(lacks.iter().any(|one| one.name.en.is_empty() && !one.block.hi.is_empty()), "{lacks:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_tried_again_once_by_somebody_with_a_name() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let job = parked(&town, "sms").await;
        let Actor::Person(gopal, _) = town.by("Gopal").await else { panic!("a person") };
        health::try_again(&town.db, gopal, job).await.expect("tried again");
        assert_eq!(is_stuck(&town, What::Sms).await, None);
        let twice = health::try_again(&town.db, gopal, job).await;
        assert!(matches!(twice, Err(HealthError::NotParked)), "pressing twice");
        let asked = sql!("select kind, asked_by from job_retry");
        let retries: Vec<(String, String)> = town.read().await.rows(asked, params![]).await.expect("rows");
        assert_eq!(retries, [("sms".to_owned(), gopal.to_string())]);
        town.is_sound().await;
        town.suffers(&[(sql!("update job_retry set trail = 'x'"), vec![])]).await;
        let breaches = town.breaches().await;
        assert!(breaches.iter().any(|check| check.name == "the audit chain is unbroken"), "{breaches:?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn administrators_hear_of_a_backup_that_nobody_has_proven_once_a_day() {
    on_each_engine!(async |fresh: &Fresh| {
        const HOUR: i64 = 60;
        let town = Town::found(&fresh.db).await;
        town.serves("Arun", "6300007301", Role::Administrator).await;
        town.serves("Vikas", "6300007001", Role::DcOffice).await;
        assert_eq!(
            backups::warn(&town.db).await.expect("looks"),
            0,
            "a mart without backups says so on its page"
        );
        let moment = town.db.now();
        backups::taken(&town.db, "one", moment, 1).await.expect("is noted");
        backups::proven(&town.db, "one", moment, &Proof::default()).await.expect("is noted");
        assert_eq!(backups::warn(&town.db).await.expect("looks"), 0, "all is well");
        town.minutes_pass(27 * HOUR);
        backups::taken(&town.db, "two", town.db.now(), 1).await.expect("is noted");
        assert_eq!(backups::warn(&town.db).await.expect("looks"), 1);
        backups::warn(&town.db).await.expect("looks again");
        assert_eq!(town.told("sms-backup").await, 1, "once a day, and nobody else");
        town.minutes_pass(24 * HOUR);
        backups::warn(&town.db).await.expect("looks");
        assert_eq!(town.told("sms-backup").await, 2);
    });
}
