//! Five hundred planted values, and nobody whom they are none of the business of ever meets one: on no page, in no file, in
//! no address, in no line of the log.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use axum::http::Method;
use kernel::india::Mobile;
use kernel::{Lang, Words};
use market::accounts::{self, DepartmentKey, Role, Scope};
use market::cases::{self, By, Found, Source};
use market::makers;
use market::matching::{Paper, PaperKind, Traits};
use serde_json::json;
use store::Engine;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use web::{Right, Row, Thing};

use crate::api_town::Town;
use crate::pages::MAKERS;
use crate::walker::{ask, nobodys};
use crate::walker_cast::cast;

const BUYERS: u32 = 20;
const CASES: u32 = 100;

/// Every line and field that is logged while this test runs, its neighbours' too.
static LOG: Mutex<String> = Mutex::new(String::new());

struct Recorder;

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = writeln!(LOG.lock().unwrap_or_else(PoisonError::into_inner), "{field}={value:?}");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Recorder);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Recorder);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Recorder);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What was planted, and the addresses of the orders it stands in.
#[derive(Default)]
struct Planted {
    values: Vec<String>,
    orders: Vec<String>,
}

impl Planted {
    /// The first value that stands in a text, however its digits are grouped.
    fn found_in(&self, text: &str) -> Option<&str> {
        let close: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        self.values.iter().map(String::as_str).find(|value| {
            let plain: String = value.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
            close.contains(&plain)
        })
    }
}

/// Twenty people order and do not pay: nobody but themselves has anything to do with it yet.
async fn buy(town: &Town, planted: &mut Planted) {
    let (variant, _, _) = town.ready().await.into_iter().max_by_key(|(_, _, count)| *count).expect("goods");
    for n in 0..BUYERS {
        let mobile = format!("98704130{n:02}");
        let said = |what: &str| format!("Kanari-{what}-{n:03}");
        let address = json!({
            "name": said("name"), "house": said("house"), "area": said("area"), "landmark": said("landmark"),
            "pincode": "814112"
        });
        let buyer = town.signs_in(&mobile).await;
        let quote = buyer.quote(&[(&variant, 1)]).await.is(201);
        let body = json!({ "quote_id": quote.body["id"], "address": address });
        let order = buyer.order_with(&body, &format!("canary-{n}")).await.is(201);
        planted.orders.push(order.body["code"].as_str().expect("a code").to_owned());
        planted.values.push(mobile);
        planted.values.extend(["name", "house", "area", "landmark"].map(said));
    }
}

/// A hundred people whom a department has found that none of the walkers works for, in a block of nobody's.
async fn identify(town: &Town, planted: &mut Planted) {
    let number = Mobile::typed("6300000190").expect("a number");
    let scope = Scope { department: Some(DepartmentKey::CottageBoard), ..Scope::default() };
    let head = accounts::give_role(&town.db, &number, "Head", Lang::Hi, Role::DepartmentHead, &scope).await;
    let by = By::head(head.expect("a role"), DepartmentKey::CottageBoard);
    for n in 0..CASES {
        let (mobile, udyam) =
            (format!("98704{:05}", 20_000 + n), format!("UDYAM-JH-05-{:07}", 7_041_000 + n));
        let (kin, group_name) = (format!("Kanari-kin-{n:03}"), format!("Kanari-group-{n:03}"));
        let traits = Traits {
            name: Words::new(&*format!("फूलो {n}"), ""),
            mobile: Mobile::typed(&mobile),
            kin: kin.clone(),
            block: "3082".to_owned(),
            papers: Paper::typed(PaperKind::Udyam, &udyam).into_iter().collect(),
            ..Traits::default()
        };
        let found = Found {
            traits,
            group_name: group_name.clone(),
            lang: Lang::Hi,
            source: Source::Officer,
            note: String::new(),
        };
        cases::identify(&town.db, &by, &found).await.expect("is written down");
        planted.values.extend([mobile, udyam, kin, group_name]);
    }
}

/// The account numbers of the sample's makers: masked to everybody.
async fn accounts(town: &Town, planted: &mut Planted) {
    let mut read = town.db.read().await.expect("reads");
    for number in MAKERS {
        let mobile = Mobile::typed(&format!("90000200{number:02}")).expect("a number");
        for maker in makers::read::by_mobile(&mut read, &mobile).await.expect("asks") {
            let account = makers::read::bank_account(&mut read, maker.id).await.expect("asks");
            planted.values.extend(account.map(|account| account.account_no.as_str().to_owned()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_meets_a_value_that_is_none_of_her_business() {
    let _ = tracing::subscriber::set_global_default(Recorder);
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let people = cast(&town).await;
    let mut planted = Planted::default();
    buy(&town, &mut planted).await;
    identify(&town, &mut planted).await;
    assert_eq!(planted.values.len(), 500);
    accounts(&town, &mut planted).await;
    assert!(planted.values.len() > 500, "the sample has accounts");
    // The log of those to whom the values belong may hold none of them either: nothing is wiped here.
    let (mut seen, mut met) = (0, Vec::new());
    for entry in &town.entries {
        if entry.method != Method::GET
            || entry.access.right == Right::Gateway
            || entry.path.starts_with("/en")
        {
            continue;
        }
        for who in &people {
            let rows: Vec<String> = match entry.access.row {
                Row::None => vec![String::new()],
                Row::Any(Thing::Order) | Row::Own(Thing::Order) => {
                    planted.orders.iter().take(3).cloned().collect()
                }
                Row::Any(thing) | Row::Own(thing) => {
                    let known = [who.own.get(&thing), who.others.get(&thing)].into_iter().flatten().cloned();
                    known.chain([nobodys(thing).to_owned()]).collect()
                }
            };
            for id in rows {
                let own = [("origin", town.url.as_str())];
                let page = ask(&town, who, entry, &id, &own).await;
                seen += 1;
                let led = page.header("location").to_owned();
                for (where_, text) in [("on", &page.html), ("in an address of", &led), ("at", &page.at)] {
                    if let Some(value) = planted.found_in(text) {
                        met.push(format!("{value} {where_} {} as {}", entry.path, who.name));
                    }
                }
            }
        }
    }
    println!("canary: {} values, {seen} answers", planted.values.len());
    assert!(met.is_empty(), "{} times:\n{}", met.len(), met.join("\n"));
    let log = LOG.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(log.len() > 1_000, "the log was heard: {} letters", log.len());
    assert_eq!(planted.found_in(&log), None, "in the log");
    // The sieve holds water: a value that stands somewhere is found.
    assert!(planted.found_in("Tel. 98704 20 007").is_some());
}
