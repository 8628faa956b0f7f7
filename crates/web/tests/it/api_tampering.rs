//! Bad input over the API: every wrong field is named, nothing is changed, no number from outside is believed.

use serde_json::{Value, json};
use store::on_each_engine;

use crate::api_town::{DEOGHAR, Town, address};

const ANITA: &str = "+916300000000";

#[tokio::test]
async fn tampered_numbers_and_unknown_fields_are_named() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (variant, ..) = town.ready().await[0].clone();
        let ask = |line: Value| json!({ "lines": [line], "pincode": DEOGHAR, "payment_method": "upi" });
        for (quantity, code) in [
            (json!(-1), "bad-field"),
            (json!(0), "bad-quantity"),
            (json!(0.01), "bad-field"),
            (json!(1e18), "bad-field"),
            (json!(51), "bad-quantity"),
            (json!(4_294_967_296_u64), "bad-field"),
            (json!("१२"), "bad-field"),
            (json!("2"), "bad-field"),
            (json!([2]), "bad-field"),
            (json!({}), "bad-field"),
            (json!(true), "bad-field"),
            (Value::Null, "bad-field"),
        ] {
            let answer =
                town.post("/quotes", &ask(json!({ "variant_id": variant, "quantity": quantity }))).await;
            assert_eq!(answer.problem(), (422, code, "lines[0].quantity"), "{quantity}: {}", answer.text);
        }
        for name in [
            "price_paise",
            "unit_price_paise",
            "total_paise",
            "tax_paise",
            "freight_paise",
            "maker_id",
            "state",
        ] {
            let line = json!({ "variant_id": variant, "quantity": 1, name: 1 });
            let field = format!("lines[0].{name}");
            assert_eq!(
                town.post("/quotes", &ask(line)).await.problem(),
                (422, "unknown-field", field.as_str())
            );
            let mut whole = ask(json!({ "variant_id": variant, "quantity": 1 }));
            whole[name] = json!(1);
            assert_eq!(town.post("/quotes", &whole).await.problem(), (422, "unknown-field", name));
        }
        for id in
            ["", "1", "prd_01jd6v0k3nf0vk3r9qh2m8x7tz", "var_01jd6v0k3nf0vk3r9qh2m8x7tz", "var_'; drop table"]
        {
            let answer = town.post("/quotes", &ask(json!({ "variant_id": id, "quantity": 1 }))).await;
            assert_eq!(answer.problem(), (422, "no-such-variant", "lines[0].variant_id"), "{id}");
        }
    });
}

#[tokio::test]
async fn wrong_quotes_are_refused_with_the_reason() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (variant, ..) = town.ready().await[0].clone();
        let good = json!({
            "lines": [{ "variant_id": variant, "quantity": 1 }], "pincode": DEOGHAR, "payment_method": "upi"
        });
        town.post("/quotes", &good).await.is(201);
        let with = |field: &str, value: Value| {
            let mut body = good.clone();
            body[field] = value;
            body
        };
        // By post, where cash is not taken.
        let far = |method: &str| {
            let mut body = with("payment_method", json!(method));
            body["pincode"] = json!("834001");
            body
        };
        let many: Vec<Value> = (0..41).map(|_| json!({ "variant_id": variant, "quantity": 1 })).collect();
        for (body, code, field) in [
            (with("lines", json!([])), "nothing-asked", "lines"),
            (with("lines", json!(many)), "too-much", "lines"),
            (with("lines", json!("all")), "bad-field", "lines"),
            (with("lines", Value::Null), "bad-field", "lines"),
            (with("pincode", json!("81411")), "bad-pincode", "pincode"),
            (with("pincode", json!(814_112)), "bad-field", "pincode"),
            (with("pincode", json!("999999")), "no-such-pincode", "pincode"),
            (far("cod"), "no-cash", "payment_method"),
            (far("cash"), "no-cash", "payment_method"),
            (with("payment_method", json!("bitcoin")), "bad-payment-method", "payment_method"),
        ] {
            assert_eq!(town.post("/quotes", &body).await.problem(), (422, code, field), "{body}");
        }
        let nothing = json!({ "pincode": good["pincode"], "payment_method": good["payment_method"] });
        assert_eq!(town.post("/quotes", &nothing).await.problem(), (422, "nothing-asked", "lines"));
        for field in ["pincode", "payment_method"] {
            let mut body = good.clone();
            body.as_object_mut().expect("an object").remove(field);
            assert_eq!(town.post("/quotes", &body).await.problem(), (422, "missing-field", field));
        }
        // The same good in two lines is added up.
        let twice = with(
            "lines",
            json!([{ "variant_id": variant, "quantity": 1 }, { "variant_id": variant, "quantity": 1 }]),
        );
        assert_eq!(town.post("/quotes", &twice).await.is(201).body["lines"][0]["quantity"], 2);
    });
}

#[tokio::test]
async fn wrong_orders_change_nothing() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let anita = town.signs_in(ANITA).await;
        let (variant, slug, before) = town.ready().await[0].clone();
        let quote = anita.quote(&[(&variant, 1)]).await.is(201).body["id"].clone();
        let with = |field: &str, value: Value| {
            let mut address = address();
            address[field] = value;
            json!({ "quote_id": quote, "address": address })
        };
        let long = "क".repeat(201);
        for (body, code, field) in [
            (with("name", json!("")), "empty-field", "address.name"),
            (with("name", json!("   ")), "empty-field", "address.name"),
            (with("house", json!(long)), "long-field", "address.house"),
            (with("area", json!("a\u{0}b")), "bad-field", "address.area"),
            (with("landmark", json!(7)), "bad-field", "address.landmark"),
            (with("mobile", json!("12")), "bad-mobile", "address.mobile"),
            (with("pincode", json!("834001")), "other-pincode", "address.pincode"),
            (with("pincode", json!("x")), "bad-pincode", "address.pincode"),
            (with("state", json!("confirmed")), "unknown-field", "address.state"),
            (with("person_id", json!("per_1")), "unknown-field", "address.person_id"),
            (json!({ "quote_id": "quo_x", "address": address() }), "no-such-quote", "quote_id"),
            (
                json!({ "quote_id": "quo_01jd6v0k3nf0vk3r9qh2m8x7tz", "address": address() }),
                "no-such-quote",
                "quote_id",
            ),
            (json!({ "quote_id": [quote], "address": address() }), "bad-field", "quote_id"),
            (
                json!({ "quote_id": quote, "address": address(), "total_paise": 1 }),
                "unknown-field",
                "total_paise",
            ),
            (json!({ "quote_id": quote, "address": address(), "role": "finance" }), "unknown-field", "role"),
            (json!({ "quote_id": quote }), "missing-field", "address"),
        ] {
            assert_eq!(anita.order_with(&body, "wrong").await.problem(), (422, code, field), "{body}");
        }
        let body = json!({ "quote_id": quote, "address": address() });
        let bearer = [("authorization", anita.bearer.as_str())];
        assert_eq!(
            town.call("POST", "/orders", &bearer, &body).await.problem(),
            (400, "no-idempotency-key", "")
        );
        let long = "k".repeat(256);
        for key in ["", " ", long.as_str()] {
            assert_eq!(anita.order_with(&body, key).await.problem(), (400, "bad-idempotency-key", ""));
        }
        assert_eq!(town.post("/orders", &body).await.problem(), (401, "not-signed-in", ""));
        assert_eq!(anita.get("/orders").await.is(200).body["items"], json!([]));
        assert_eq!(town.available(&slug, &variant).await, before);
        anita.order(quote.as_str().unwrap(), "wrong").await.is(201);
    });
}

#[tokio::test]
async fn bodies_paths_and_methods_that_make_no_sense_are_problems_too() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let json = ("content-type", "application/json");
        for body in ["", "{", "[1,", "null garbage", "{\"mobile\":\"1\"} x", "\u{0}"] {
            let answer = town.raw("POST", "/sign-in-codes", &[json], body.to_owned()).await;
            assert_eq!(answer.problem(), (400, "bad-json", ""), "{body}");
        }
        let deep = "[".repeat(100_000);
        let answer = town.raw("POST", "/quotes", &[json], deep[..60_000].to_owned()).await;
        assert!(matches!(answer.status, 400 | 422), "{}", answer.text);
        for kind in ["text/plain", "application/x-www-form-urlencoded", ""] {
            let headers = [("content-type", kind)];
            let answer = town.raw("POST", "/sign-in-codes", &headers, "{}".to_owned()).await;
            assert_eq!(answer.problem(), (415, "not-json", ""), "{kind}");
        }
        let large = format!("{{\"mobile\":\"{}\"}}", "1".repeat(70_000));
        let answer = town.raw("POST", "/sign-in-codes", &[json], large).await;
        assert_eq!(answer.problem(), (413, "too-large", ""));
        for path in ["", "/nothing", "/products/a/b", "/orders/x/payment", "/..%2f"] {
            let answer = town.raw("GET", path, &[], String::new()).await;
            assert_eq!((answer.status, answer.code()), (404, "no-such-path"), "{path}");
            assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
        }
        for (method, path, allowed) in [
            ("DELETE", "/products", "GET"),
            ("PUT", "/orders", "POST"),
            ("GET", "/quotes", "POST"),
            ("POST", "/me", "GET"),
        ] {
            let answer = town.raw(method, path, &[], String::new()).await;
            assert_eq!((answer.status, answer.code()), (405, "wrong-method"), "{method} {path}");
            assert!(answer.header("allow").contains(allowed), "{method} {path}: {}", answer.header("allow"));
        }
        for problem in ["/nothing", "/me", "/products?x=1"] {
            let answer = town.raw("GET", problem, &[], String::new()).await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.body["status"], answer.status);
            assert!(answer.body["type"].as_str().is_some_and(|kind| kind.ends_with(answer.code())));
        }
    });
}
