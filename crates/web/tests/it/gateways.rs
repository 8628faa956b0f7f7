//! Two payment companies over HTTP: a buyer is told which way is used, finance sets a rule, forged webhooks leave nothing.

use kernel::Secret;
use kernel::payment::Gateway::{self, Hyperswitch, Razorpay};
use kernel::payment::Money::Pretend;
use kernel::proof::sign_512;
use market::accounts::Role;
use market::gateways::{self, Seen};
use serde_json::json;
use simulators::gateway::Outcome;
use store::{on_each_engine, params, sql};

use crate::api_town::{METRICS_TOKEN, Town};
use crate::page_browser::Browser;
use crate::pages::anita_looks_a_last_time;
use crate::people::with_role;

async fn seen(town: &Town, gateway: Gateway, seen: Seen) {
    for _ in 0..3 {
        gateways::saw(&town.db, gateway, seen).await.expect("noted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_is_told_which_way_is_used_and_what_to_do_when_there_is_none() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        gateways::announce(&town.db, &[(Razorpay, Pretend), (Hyperswitch, Pretend)])
            .await
            .expect("announced");
        let mut anita = Browser::new(&town);
        let review = anita_looks_a_last_time(&mut anita).await;
        let quote = review.hidden("/hi/checkout/review", "quote");
        let pay = anita.sends(&review, "/hi/checkout/review", &[("quote", &quote)]).await.is(200);
        pay.shows("कार्ड भारत के बाहर का है?");
        assert!(pay.html.contains("value=\"order_") && !pay.html.contains("अभी जवाब नहीं"), "as on any day");
        let here = pay.at.clone();

        seen(&town, Razorpay, Seen::Silent).await;
        let told = anita.get(&here).await.is(200);
        told.shows("Razorpay अभी जवाब नहीं दे रही");
        assert!(!told.html.contains("value=\"order_"), "nobody is led where nobody answers");
        let gone = anita.sends(&told, &here, &[]).await.is(200);
        assert_eq!(gone.at, here);
        gone.shows(&format!("{}/payment_link/", town.switch.url));
        gone.shows("इसलिए यह भुगतान Hyperswitch से होगा");

        seen(&town, Hyperswitch, Seen::Silent).await;
        anita.get(&here).await.is(200).shows("कोई भुगतान कंपनी अभी जवाब नहीं दे रही");
        anita.posts(&here, &[]).await.is(200).shows("कोई भुगतान कंपनी अभी जवाब नहीं दे रही");
        let token = format!("Bearer {METRICS_TOKEN}");
        let metrics = anita.once("GET", "/metrics", &[("authorization", token.as_str())], "").await.is(200);
        metrics.shows("mart_gateway_up{gateway=\"hyperswitch\"} 0");
        metrics.shows("mart_waiting{what=\"companies\"} 2");

        seen(&town, Hyperswitch, Seen::Answered).await;
        let id = gone
            .html
            .split("/payment_link/merchant_practice/")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        assert!(town.switch.pay(id.expect("a page"), Outcome::Success));
        for _ in 0..500 {
            if anita.get(&here).await.at.starts_with("/hi/orders/DM-")
                && !anita.get(&here).await.at.ends_with("payment")
            {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("the order was not paid");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_signed_by_the_second_company_leaves_nothing() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let body = json!({"merchant_id": "merchant_practice", "event_id": "evt_1", "event_type": "payment_succeeded",
            "content": {"type": "payment_details", "object": {"payment_id": "pin_1", "status": "succeeded",
                "amount": 100, "currency": "INR"}}})
        .to_string();
        let mut gateway = Browser::new(&town);
        let signed = |secret: &str| sign_512(&Secret::new(secret.to_owned()), body.as_bytes());
        for signature in [String::new(), signed("somebody else"), signed("practice-webhook-secret")] {
            let headers = [("x-webhook-signature-512", signature.as_str())];
            assert_eq!(gateway.once("POST", "/webhooks/hyperswitch", &headers, &body).await.status, 401);
        }
        let right = signed("practice-response-hash-key");
        let headers = [("x-webhook-signature-512", right.as_str())];
        assert_eq!(
            gateway.once("POST", "/webhooks/razorpay", &headers, &body).await.status,
            401,
            "the other door"
        );
        for _ in 0..2 {
            assert_eq!(gateway.once("POST", "/webhooks/hyperswitch", &headers, &body).await.status, 200);
        }
        let kept = sql!("select gateway, event_id from payment_event");
        let kept: Vec<(String, String)> =
            town.db.read().await.expect("reads").rows(kept, params![]).await.expect("rows");
        assert_eq!(kept, [("hyperswitch".to_owned(), "evt_1".to_owned())]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_looks_at_a_rule_before_it_is_set() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        gateways::announce(&town.db, &[(Razorpay, Pretend), (Hyperswitch, Pretend)])
            .await
            .expect("announced");
        let (_, key) = with_role(&town, "6300000041", Role::Finance, None).await;
        let mut farida = Browser::new(&town);
        farida.works_as("6300000041", &key, 0).await.is(200);
        let page = farida.get("/hi/finance/gateways").await.is(200);
        page.shows("Razorpay, Hyperswitch");
        page.shows("(आज लागू)");
        let today = town.db.now().day().iso();
        let shown = |first: &str, why: &str| {
            format!(
                "/hi/finance/gateways/preview?gateway_from={today}&gateway_payers=domestic&gateway_first={first}\
                 &gateway_second=razorpay&gateway_reason={why}"
            )
        };
        let wrong = farida.get(&shown("razorpay", "cheaper")).await.is(422);
        wrong.shows("वही कंपनी अपनी जगह नहीं ले सकती");
        wrong.shows("value=\"cheaper\"");
        farida.get(&shown("hyperswitch", "")).await.is(422);
        let look = farida.get(&shown("hyperswitch", "cheaper")).await.is(200);
        look.shows("अभी कुछ तय नहीं हुआ है");
        assert!(!farida.get("/hi/finance/gateways").await.html.contains("cheaper"), "nothing is written");
        let fields = [
            ("gateway_from", today.as_str()),
            ("gateway_payers", "domestic"),
            ("gateway_first", "hyperswitch"),
            ("gateway_second", "razorpay"),
            ("gateway_reason", "cheaper"),
        ];
        let set = farida.sends(&look, "/hi/finance/gateways", &fields).await.is(200);
        set.shows("Hyperswitch, Razorpay");
        set.shows("cheaper");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn finance_changes_the_rules_of_cash_and_a_pincode() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (_, key) = with_role(&town, "6300000042", Role::Finance, None).await;
        let mut farida = Browser::new(&town);
        farida.works_as("6300000042", &key, 0).await.is(200);
        farida.get("/hi/finance/cash").await.is(200).shows("/finance/cash/rules");
        let page = farida.get("/hi/finance/cash/rules").await.is(200);
        page.shows("(आज लागू)");
        let today = town.db.now().day().iso();
        let rule = [
            ("cash_from", today.as_str()),
            ("cash_reach", "own_hands"),
            ("cash_most", "1500"),
            ("cash_refused", "0"),
            ("cash_refused_days", "365"),
            ("cash_reason", "runners carry less"),
        ];
        let shown = |fields: &[(&str, &str)]| {
            let query: Vec<String> =
                fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
            format!("/hi/finance/cash/rules/preview?{}", query.join("&"))
        };
        let mut much = rule;
        much[2].1 = "900000";
        farida.get(&shown(&much)).await.is(422).shows("value=\"900000\"");
        let look = farida.get(&shown(&rule)).await.is(200);
        look.shows("₹1,500");
        farida.sends(&look, "/hi/finance/cash/rules", &rule).await.is(200).shows("runners carry less");
        let again = farida.sends(&look, "/hi/finance/cash/rules", &rule).await.is(422);
        again.shows("इस दिन का नियम पहले से है");
        let pin = [
            ("cash_pin", "814112"),
            ("cash_stands", "stopped"),
            ("cash_pin_from", today.as_str()),
            ("cash_pin_reason", "a runner was robbed"),
        ];
        let page = farida.get("/hi/finance/cash/rules").await.is(200);
        farida.sends(&page, "/hi/finance/cash/pins", &pin).await.is(200).shows("814112");
        farida
            .sends(&page, "/hi/finance/cash/pins", &[("cash_pin", "8141")])
            .await
            .is(422)
            .shows("value=\"8141\"");
    });
}
