//! Messages from keypad phones, over the operator's own protocol, up to the parcel and the answer.

use std::time::Duration;

use kernel::Limit;
use kernel::india::Mobile;
use kernel::proof::sign;
use market::makers;
use market::orders::{Parcel, maker as desk};
use store::on_each_engine;

use crate::api_town::Town;
use crate::page_browser::Browser;
use crate::pages::anita_pays;

/// The newest text of a phone that says this, once it is there.
async fn told(town: &Town, mobile: &Mobile, words: &str) -> String {
    for _ in 0..500 {
        let texts = town.phones.messages(Some(mobile));
        if let Some(found) = texts.into_iter().find(|message| message.text.contains(words)) {
            return found.text;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{words} was not said; the phone has {:?}", town.phones.messages(Some(mobile)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_answered_and_packed_from_a_keypad_phone() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        let (maker, parcel) = anita_pays(&town).await;
        let core = makers::read::core(&mut town.db.read().await.expect("reads"), maker).await;
        let mobile = core.expect("asks").expect("a maker").mobile;
        let order = told(&town, &mobile, "नया ऑर्डर").await;
        assert!(order.contains("9220592205"), "where to write: {order}");
        let number = order.split("HAAN ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a number");
        let state = async || {
            let mut read = town.db.read().await.expect("reads");
            let open = desk::open_parcels(&mut read, maker, Limit::of(50)).await.expect("asks");
            open.into_iter().find(|own| own.id == parcel).map(|own| own.state)
        };
        assert_eq!(town.phones.writes(&mobile, &format!("HAAN {number} 2")).await, 200);
        told(&town, &mobile, "हाँ लिख ली").await;
        assert_eq!(state().await, Some(Parcel::Accepted));
        assert_eq!(town.phones.repeats(&mobile).await, 200, "the operator asks again after a lost answer");
        assert_eq!(town.phones.writes(&mobile, &format!("taiyar {number}")).await, 200);
        told(&town, &mobile, "तैयार लिख लिया").await;
        assert_eq!(state().await, Some(Parcel::Packed));
        let answers = town.phones.messages(Some(&mobile));
        assert_eq!(answers.iter().filter(|m| m.text.contains("हाँ लिख ली")).count(), 1, "answered once");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_operator_signed_is_refused_and_what_cannot_be_read_is_let_go() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let mut operator = Browser::new(&town);
    let body = r#"{"ID":"m1","FROM":"919000020001","TO":"9220592205","TEXT":"PAISA"}"#;
    let secret = kernel::Secret::new("practice-reply-secret".to_owned());
    let genuine = sign(&secret, body.as_bytes());
    let forged = sign(&kernel::Secret::new("guess".to_owned()), body.as_bytes());
    for (signature, body, status) in [
        (forged.as_str(), body, 401),
        ("", body, 401),
        (genuine.as_str(), &body.replace("PAISA", "NAHI"), 401),
        (sign(&secret, b"?").as_str(), "?", 200),
        (genuine.as_str(), body, 200),
    ] {
        let headers = [("x-sms-signature", signature)];
        assert_eq!(operator.once("POST", "/webhooks/sms", &headers, body).await.status, status, "{body}");
    }
    let mobile = Mobile::typed("9000020001").expect("a number");
    told(&town, &mobile, "मिलने बाक़ी").await;
    assert_eq!(town.phones.messages(Some(&mobile)).len(), 1, "only the genuine one was digested");
}
