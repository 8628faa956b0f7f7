//! One demo from its first start to its second end.

use std::time::{Duration, Instant};

use kernel::Lang;
use kernel::india::Mobile;
use market::accounts;
use serde_json::Value;
use store::{Clock, Db, DbUrl};

use crate::program::{Running, Scratch, refuses, run};

/// Pictures are drawn, on machines that have much else to do.
const FIRST_START: Duration = Duration::from_secs(300);
const SECOND_START: Duration = Duration::from_secs(30);
const CARRIED: Duration = Duration::from_secs(20);

async fn get(url: &str) -> (u16, String) {
    let client = connectors::line::local_client(10_000).expect("a client");
    let answer = client.get(url).send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a text"))
}

/// How many messages a phone has.
async fn messages(demo: &Value, mobile: &str) -> usize {
    let box_url = demo["simulators"]["sms"].as_str().expect("an address");
    let (_, text) = get(&format!("{box_url}/messages?to={}", mobile.replace('+', "%2B"))).await;
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    answer["items"].as_array().expect("a list").len()
}

fn is_whole(demo: &Value) {
    let of = |role: &str| {
        demo["accounts"].as_array().expect("a list").iter().filter(|a| a["role"] == role).count()
    };
    assert!(of("maker") >= 40 && of("hub_keeper") >= 10, "{demo}");
    assert!(of("finance") >= 2 && of("administrator") >= 2, "these acts need two people: {demo}");
    assert!(of("officer") >= 4 && of("department_head") == 4 && of("dc_office") >= 1, "{demo}");
}

#[tokio::test]
async fn a_demo_starts_stops_and_goes_on_where_it_was() {
    let scratch = Scratch::new();
    let (folder, json) = (scratch.path("data"), scratch.path("data/demo.json"));
    let data = folder.to_str().expect("a path");
    let mut first = Running::start(&["demo", "--port", "0", "--data", data], scratch.path("first.log"));
    let demo: Value = serde_json::from_str(&first.until_there(&json, FIRST_START)).expect("JSON");
    is_whole(&demo);
    let url = demo["url"].as_str().expect("an address").to_owned();
    assert_eq!(get(&format!("{url}/readyz")).await.0, 200);
    let (status, page) = get(&format!("{url}/hi/")).await;
    assert!(status == 200 && page.contains("<html lang=\"hi\""), "{status} {page}");
    assert!(first.log().contains(&url), "{}", first.log());

    // Somebody else's process puts a message; the demo carries it to the phone.
    let phone = Mobile::typed("9811111111").expect("a number");
    let beside = Db::open(&DbUrl::Sqlite(folder.join("mart.db")), Clock::System).await.expect("the database");
    let key = std::fs::read_to_string(folder.join("master.key")).expect("the key");
    let key = store::MasterKey::from_hex(&key).expect("a key");
    let beside = beside.with_key(&key).expect("the key fits");
    accounts::ask_code(&beside, &phone, Lang::Hi, 100).await.expect("a code");
    drop(beside);
    let began = Instant::now();
    while messages(&demo, phone.as_str()).await == 0 {
        assert!(began.elapsed() < CARRIED, "the code was not sent: {}", first.log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    let port = url.rsplit(':').next().expect("a port");
    refuses(&["demo", "--port", port, "--data", data], 1, "is taken");
    refuses(&["demo", "--port", "0", "--data", data], 1, "another demo uses the folder");
    let rebuilt = run(&["rebuild-search", "--data", data]);
    let said = String::from_utf8_lossy(&rebuilt.stdout).into_owned();
    assert!(rebuilt.status.success() && said.contains("185 goods can be found"), "{said}");
    let learnt = run(&["rebuild-promises", "--data", data]);
    assert!(learnt.status.success() && String::from_utf8_lossy(&learnt.stdout).contains("were learnt"));
    let checks = run(&["verify", "--data", data]);
    assert!(checks.status.success(), "{}", String::from_utf8_lossy(&checks.stdout));

    let (status, took) = first.stop("INT");
    assert!(status.success() && took < Duration::from_secs(5), "{status} after {took:?}: {}", first.log());
    assert!(!json.exists(), "nothing runs, nothing is announced");

    let mut second = Running::start(&["demo", "--port", port, "--data", data], scratch.path("second.log"));
    let again: Value = serde_json::from_str(&second.until_there(&json, SECOND_START)).expect("JSON");
    assert_eq!(again["url"], demo["url"]);
    is_whole(&again);
    assert_eq!(messages(&again, phone.as_str()).await, 1, "phones remember");
    assert!(!second.log().contains("Preparing"), "{}", second.log());
    let (status, took) = second.stop("TERM");
    assert!(status.success() && took < Duration::from_secs(5), "{status} after {took:?}");
}
