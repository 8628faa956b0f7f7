//! Buying over the API: one order per key, one buyer per last piece, nobody else's order.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use simulators::gateway::{Outcome, Pay};
use store::on_each_engine;

use crate::api_town::{Buyer, Town, address};

const ANITA: &str = "+916300000000";
const RAVI: &str = "+916300000001";

/// A quote for one piece of the first thing that lies ready.
async fn quoted(buyer: &Buyer<'_>) -> (String, Value) {
    let (variant, ..) = buyer.town.ready().await.into_iter().next().expect("something lies ready");
    let quote = buyer.quote(&[(&variant, 1)]).await.is(201);
    (quote.body["id"].as_str().expect("an id").to_owned(), quote.body)
}

#[tokio::test]
async fn anita_buys_of_two_makers_and_pays() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let ready = town.ready().await;
        let (first, slug, before) = ready[0].clone();
        let second = ready.iter().find(|(id, ..)| *id != first).expect("another").0.clone();
        let quote = anita.quote(&[(&first, 1), (&second, 2)]).await.is(201).body;
        let sum = |field: &str| {
            let lines = quote["lines"].as_array().expect("lines");
            lines.iter().map(|line| line[field].as_i64().expect("paise")).sum::<i64>()
        };
        assert_eq!(quote["goods_paise"], sum("total_paise"));
        assert_eq!(quote["tax_paise"], sum("tax_paise"));
        let total = quote["goods_paise"].as_i64().unwrap() + quote["freight_paise"].as_i64().unwrap();
        assert_eq!(quote["total_paise"], total);
        assert_eq!(town.available(&slug, &first).await, before, "a quote holds nothing");
        let placed = anita.order(quote["id"].as_str().unwrap(), "walk").await.is(201);
        let code = placed.body["code"].as_str().expect("a code").to_owned();
        assert_eq!(placed.header("location"), format!("/api/v1/orders/{code}"));
        assert_eq!((&placed.body["state"], &placed.body["total_paise"]), (&json!("placed"), &json!(total)));
        assert!(!placed.body["parcels"].as_array().expect("parcels").is_empty());
        assert_eq!(town.available(&slug, &first).await, before - 1);
        let url = placed.body["payment"]["url"].as_str().expect("a page");
        assert_eq!(url, format!("{}/en/orders/{code}/payment", town.url));
        pays(&town, &code).await;
        let order = confirmed(&anita, &code).await;
        assert_eq!(
            (&order["payment"]["state"], &order["parcels"][0]["state"]),
            (&json!("paid"), &json!("asked"))
        );
        assert_eq!(order["shipments"][0]["delivery_code"], Value::Null, "nobody is at the door yet");
        // What was answered first is answered again, whatever has become of the order.
        let again = anita.order(quote["id"].as_str().unwrap(), "walk").await.is(201);
        assert_eq!((again.text, again.headers.contains_key("idempotent-replayed")), (placed.text, true));
        let list = anita.get("/orders").await.is(200);
        assert_eq!((&list.body["items"][0]["code"], &list.body["next"]), (&json!(code), &Value::Null));
    });
}

#[tokio::test]
async fn ravi_means_to_pay_at_the_door_and_no_gateway_hears_of_it() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let ravi = town.signs_in(RAVI).await;
        let (variant, ..) = town.ready().await[0].clone();
        let ask = json!({
            "lines": [{ "variant_id": variant, "quantity": 1 }], "pincode": "814112", "payment_method": "cod"
        });
        let quote = town.post("/quotes", &ask).await.is(201).body;
        assert_eq!(quote["payment_method"], "cash");
        let placed = ravi.order(quote["id"].as_str().expect("an id"), "door").await.is(201).body;
        assert_eq!((&placed["state"], &placed["payment"]["method"]), (&json!("placed"), &json!("cash")));
        let code = placed["code"].as_str().expect("a code");
        assert!(!town.gateway.state()["orders"].to_string().contains(code));
        let page = placed["payment"]["url"].as_str().expect("a page");
        assert!(page.ends_with(&format!("/orders/{code}/payment")), "the code is typed there: {page}");
    });
}

async fn pays(town: &Town, code: &str) {
    let state = town.gateway.state();
    let orders = state["orders"].as_array().expect("orders");
    let ours = orders.iter().find(|order| order.to_string().contains(code)).expect("the payment is open");
    town.gateway.pay(&Pay::by_upi(ours["id"].as_str().expect("an id"), Outcome::Success)).expect("paid");
}

async fn confirmed(buyer: &Buyer<'_>, code: &str) -> Value {
    for _ in 0..500 {
        let order = buyer.get(&format!("/orders/{code}")).await.is(200).body;
        if order["state"] == "confirmed" {
            return order;
        }
        buyer.town.gateway.flush().await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("a paid order is not confirmed");
}

#[tokio::test]
async fn one_key_is_one_order_however_often_and_at_once() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let (quote, _) = quoted(&anita).await;
        let answers = join_all((0..12).map(|_| anita.order(&quote, "double-tap"))).await;
        let first = answers[0].text.clone();
        for answer in answers {
            assert_eq!((answer.status, answer.text), (201, first.clone()));
        }
        let list = anita.get("/orders").await.is(200);
        assert_eq!(list.body["items"].as_array().map(Vec::len), Some(1));
        // Another way of writing the same is the same; another address is not.
        let spaced = format!("{{ \"address\": {}, \"quote_id\": \"{quote}\" }}", address());
        let headers = [
            ("authorization", anita.bearer.as_str()),
            ("content-type", "application/json; charset=utf-8"),
            ("idempotency-key", "double-tap"),
        ];
        let again = town.raw("POST", "/orders", &headers, spaced).await;
        assert_eq!((again.status, again.text), (201, first));
        let mut elsewhere = address();
        elsewhere["house"] = json!("99");
        let other = anita.order_with(&json!({ "quote_id": quote, "address": elsewhere }), "double-tap").await;
        assert_eq!(other.problem(), (422, "key-reused", ""));
        // Another key for the same quote is the same order; another person's key is another key.
        let (same, list) = (anita.order(&quote, "second").await.is(201), anita.get("/orders").await);
        assert_eq!(same.body["code"], list.body["items"][0]["code"]);
        let ravi = town.signs_in(RAVI).await;
        let (his, _) = quoted(&ravi).await;
        assert_ne!(ravi.order(&his, "double-tap").await.is(201).body["code"], same.body["code"]);
        assert_eq!(ravi.order(&quote, "steal").await.problem(), (422, "no-such-quote", "quote_id"));
    });
}

#[tokio::test]
async fn an_order_is_its_buyers_alone() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (anita, ravi) = (town.signs_in(ANITA).await, town.signs_in(RAVI).await);
        let (quote, _) = quoted(&anita).await;
        let code = anita.order(&quote, "mine").await.is(201).body["code"].as_str().unwrap().to_owned();
        anita.get(&format!("/orders/{code}")).await.is(200);
        anita.get(&format!("/orders/{}", code.to_lowercase())).await.is(200);
        let others = ravi.get(&format!("/orders/{code}")).await.is(404);
        for unknown in ["DM-0000-0000-0000-0000", "x", "null", "%00", "1", "DM-%E0%A5%A7"] {
            let nobodys = ravi.get(&format!("/orders/{unknown}")).await.is(404);
            assert_eq!(nobodys.text, others.text, "{unknown}");
        }
        assert_eq!(ravi.get("/orders").await.is(200).body["items"], json!([]));
        let signed_out = town.get(&format!("/orders/{code}")).await;
        assert_eq!((signed_out.status, signed_out.code()), (401, "not-signed-in"));
    });
}

#[tokio::test]
async fn the_last_piece_is_sold_once_and_the_rest_hear_why() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let ready = town.ready().await;
        let (variant, slug, count) = ready
            .iter()
            .filter(|(.., n)| *n <= 50)
            .min_by_key(|(.., n)| *n)
            .expect("few of something")
            .clone();
        let mut quotes = Vec::new();
        for _ in 0..3 {
            let quote = anita.quote(&[(&variant, count)]).await.is(201);
            quotes.push(quote.body["id"].as_str().unwrap().to_owned());
        }
        let keys = ["a", "b", "c"];
        let answers = join_all(quotes.iter().zip(keys).map(|(quote, key)| anita.order(quote, key))).await;
        let placed = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(placed, 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!((answer.status, answer.code()), (409, "sold-out"));
            assert_eq!(answer.header("content-type"), "application/problem+json");
            let refused = &answer.body["refused"][0];
            assert_eq!((&refused["variant_id"], &refused["left"]), (&json!(variant), &json!(0)));
            assert_eq!(refused["detail"], "It is sold out.");
        }
        assert_eq!(town.available(&slug, &variant).await, 0);
        let late = anita.quote(&[(&variant, 1)]).await.is(409);
        assert_eq!((late.code(), &late.body["refused"][0]["why"]), ("not-sold", &json!("sold-out")));
        // What was refused kept no key: the same key may carry a better order.
        let lost = answers.iter().position(|answer| answer.status != 201).unwrap();
        let (other, ..) = ready.iter().find(|(id, ..)| *id != variant).expect("another").clone();
        let quote = anita.quote(&[(&other, 1)]).await.is(201);
        anita.order(quote.body["id"].as_str().unwrap(), keys[lost]).await.is(201);
    });
}

#[tokio::test]
async fn an_old_quote_is_not_ordered_and_lists_have_pages() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let mut codes = Vec::new();
        for n in 0..5 {
            let (quote, _) = quoted(&anita).await;
            let order = anita.order(&quote, &format!("order-{n}")).await.is(201);
            codes.push(order.body["code"].clone());
            town.db.clock().advance_ms(1_000);
        }
        codes.reverse();
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = anita.get(&format!("/orders?limit=2{after}")).await.is(200).body;
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["code"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, codes);
        assert_eq!(anita.get("/orders?after=DM-X").await.problem(), (422, "bad-cursor", "after"));
        let (quote, _) = quoted(&anita).await;
        town.db.clock().advance_ms(31 * 60_000);
        assert_eq!(anita.order(&quote, "late").await.problem(), (409, "quote-expired", "quote_id"));
    });
}

#[tokio::test]
async fn a_promise_says_what_a_quote_would() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let (variant, ..) = town.ready().await.into_iter().next().expect("something lies ready");
        let quote = anita.quote(&[(&variant, 1)]).await.is(201).body;
        let pincode = quote["pincode"].as_str().expect("a pincode");
        let asked = |variant: &str, quantity: u32, pincode: &str| {
            format!("/promise?variant_id={variant}&quantity={quantity}&pincode={pincode}")
        };
        let told = anita.get(&asked(&variant, 1, pincode)).await.is(200).body;
        assert_eq!((&told["can_ship"], &told["reason"]), (&json!(true), &Value::Null));
        assert_eq!(told["freight_paise"], quote["freight_paise"]);
        assert_eq!(told["earliest"], quote["promise"]["earliest"]);
        assert_eq!(told["latest"], quote["promise"]["latest"]);
        assert_eq!(told["carrier"], quote["shipments"][0]["carrier"]);
        anita.get(&asked(&variant, 0, pincode)).await.is(422);
        anita.get(&asked(&variant, 1, "99")).await.is(422);
        anita.get(&asked("var_nothing", 1, pincode)).await.is(422);
        anita.get("/promise").await.is(422);
    });
}
