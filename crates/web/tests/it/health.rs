//! What is stuck, on a page and for machines: the same figures, for those whose business it is.

use market::accounts::Role;
use market::health::What;
use store::{jobs, on_each_engine, params, sql, transaction};

use crate::api_town::{METRICS_TOKEN, Town};
use crate::page_browser::Browser;
use crate::people::with_role;

/// An SMS that was set aside before the worker of the town has seen it.
async fn parked(town: &Town) -> String {
    let set_aside = sql!(
        "update job set state = 'parked', last_error = 'no balance' where once_key = 'one' returning id"
    );
    let row: Result<Option<(String,)>, store::DbError> = transaction!(town.db, tx => {
        jobs::put(tx, "sms", "one", "{}").await?;
        tx.row(set_aside, params![]).await
    });
    row.expect("put").expect("a message").0
}

#[tokio::test(flavor = "multi_thread")]
async fn page_and_metrics_tell_the_same_and_a_message_is_tried_again_from_the_page() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (_, key) = with_role(&town, "6300000031", Role::Administrator, None).await;
        with_role(&town, "6300000032", Role::DcOffice, None).await;
        let job = parked(&town).await;

        let mut machine = Browser::new(&town);
        for headers in [vec![], vec![("authorization", "Bearer wrong")]] {
            assert_eq!(machine.once("GET", "/metrics", &headers, "").await.status, 404);
        }
        let token = format!("Bearer {METRICS_TOKEN}");
        let told = machine.once("GET", "/metrics", &[("authorization", token.as_str())], "").await.is(200);
        for line in
            ["mart_stuck{what=\"sms\"} 1", "mart_waiting{what=\"sms\"} 1", "mart_stuck{what=\"gateway\"} 0"]
        {
            assert!(told.html.contains(line), "{line} in {}", told.html);
        }
        let ready = machine.once("GET", "/readyz", &[], "").await.is(200);
        assert_eq!(ready.html, "ready\n", "what is stuck is nobody's business");
        let ready = machine.once("GET", "/readyz", &[("authorization", token.as_str())], "").await.is(200);
        assert!(ready.html.contains("\nsms stuck 1\n"), "{}", ready.html);
        let (mut gopal, mut priyanka) = (Browser::new(&town), Browser::new(&town));
        gopal.works_as("6300000031", &key, 0).await.is(200);
        let page = gopal.get("/hi/admin/health").await.is(200);
        let stuck = told.html.lines().filter(|l| l.starts_with("mart_stuck") && l.ends_with(" 1")).count();
        page.shows(&format!("{stuck} जगह काम अटका है"));
        gopal.get("/en/admin/health").await.is(200).shows("Something is stuck");
        let line = gopal.get("/hi/admin/health/sms").await.is(200);
        line.shows("no balance");
        let retry = format!("/hi/admin/health/{job}/retry");
        gopal.sends(&line, &retry, &[]).await.is(200);
        let asked = sql!("select job_id from job_retry");
        let retries: Vec<(String,)> =
            town.db.read().await.expect("reads").rows(asked, params![]).await.expect("rows");
        assert_eq!(retries, [(job,)]);
        let nobodys = "/hi/admin/health/job_00000000000000000000000000/retry";
        assert_eq!(gopal.posts(nobodys, &[]).await.status, 404);
        assert_eq!(gopal.get("/hi/admin/health/nothing").await.status, 404);
        gopal.get("/hi/admin/health/backups").await.is(200).shows("कभी नहीं");
        for what in What::ALL {
            let more = gopal.get(&format!("/hi/admin/health/{what}/more")).await.is(200);
            assert!(!more.html.contains("href=\"/hi/orders/"), "an order's code is not the administrator's");
            if *what != What::Certificate {
                let line = gopal.get(&format!("/en/admin/health/{what}")).await.is(200);
                assert!(
                    line.html.contains(&format!("/en/admin/health/{what}/more")),
                    "{what} has its button"
                );
            }
        }
        gopal.get("/hi/admin/health/disk/more").await.is(200).shows("journalctl --vacuum-size");

        priyanka.works_as("6300000032", &key, 0).await.is(200);
        for what in ["", "/backups", "/parcels", "/disk", "/messages"] {
            let page = priyanka.get(&format!("/hi/office/health{what}")).await.is(200);
            assert!(!page.html.contains("/retry\""), "the office looks, the administrator acts");
        }
        assert_eq!(priyanka.get("/hi/admin/health").await.status, 404);
        for what in What::ALL {
            priyanka.get(&format!("/en/office/health/{what}/more")).await.is(200);
        }
        let payouts = priyanka.get("/hi/office/health/payouts").await.is(200);
        assert!(payouts.html.contains("href=\"/hi/office/report/unpaid\""), "{}", payouts.html);

        assert_eq!(priyanka.get("/hi/office/health/certificate").await.status, 404, "nobody has looked");
        let until = town.db.now().plus_days(9);
        market::health::saw_certificate(&town.db, "https://mart.example", Ok(until)).await.expect("kept");
        priyanka.get("/hi/office/health").await.is(200).shows("प्रमाणपत्र के बचे दिन");
        priyanka.get("/en/office/health/certificate").await.is(200).shows("https://mart.example");
        let refused = Err(market::health::Unwelcome::RunOut);
        market::health::saw_certificate(&town.db, "https://mart.example", refused).await.expect("kept");
        priyanka.get("/en/office/health/certificate").await.is(200).shows("The certificate has run out");
    });
}
