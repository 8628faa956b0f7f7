//! SMS: handed in once, by a registered template, and readable on a phone.

use connectors::sms::{Sms, SmsMessage};
use connectors::{Refusal, Silence};
use kernel::india::Mobile;
use serde_json::{Value, json};
use simulators::Down;
use simulators::sms::{self, SmsBox, SmsBoxConfig, SmsTemplate};

use crate::town::FREE_PORT;

const CODE: &str = "1107000000000000001";

async fn open(templates: Option<Vec<SmsTemplate>>) -> (SmsBox, Sms) {
    let box_ = sms::start(SmsBoxConfig { listen: FREE_PORT, templates, book: None }).await.expect("a box");
    let config = connectors::sms::SmsConfig { patience_ms: 1_000, ..box_.sms_config() };
    let sms = Sms::new(config).expect("a line");
    (box_, sms)
}

fn sunita() -> Mobile {
    Mobile::typed("9876543210").expect("a number")
}

async fn look(url: String) -> reqwest::Response {
    let client = connectors::line::local_client(4_000).expect("a client");
    client.get(url).send().await.expect("an answer")
}

#[tokio::test]
async fn a_message_is_taken_once_however_often_it_is_sent() {
    let (box_, sms) = open(None).await;
    let to = sunita();
    for _ in 0..3 {
        let message = SmsMessage {
            to: &to, text: "आपका कोड 123456 है", template_id: CODE, key: "job_1"
        };
        sms.send(message).await.expect("taken");
    }
    sms.send(SmsMessage { to: &to, text: "Paid Rs 250", template_id: CODE, key: "job_2" })
        .await
        .expect("taken");
    let texts: Vec<String> = box_.messages(Some(&to)).into_iter().map(|m| m.text).collect();
    assert_eq!(texts, ["Paid Rs 250", "आपका कोड 123456 है"], "newest first");
}

#[tokio::test]
async fn only_registered_words_are_taken() {
    let template = SmsTemplate {
        id: CODE.into(), text: "{#numeric#} आपका कोड है। DeogharMart".into()
    };
    let (box_, sms) = open(Some(vec![template])).await;
    let to = sunita();
    let long = format!("{} आपका कोड है। DeogharMart", "1".repeat(31));
    for (template_id, text, code) in [
        (CODE, "कोई और शब्द", "TEMPLATE_MISMATCH"),
        (CODE, long.as_str(), "TEMPLATE_MISMATCH"),
        ("1107000000000000009", "123456 आपका कोड है। DeogharMart", "UNREGISTERED_TEMPLATE"),
    ] {
        let refusal =
            sms.send(SmsMessage { to: &to, text, template_id, key: "job_1" }).await.expect_err("refused");
        assert!(matches!(refusal, Refusal::Refused { code: ref said, .. } if said == code), "{refusal:?}");
    }
    let text = "123456 आपका कोड है। DeogharMart";
    sms.send(SmsMessage { to: &to, text, template_id: CODE, key: "job_1" }).await.expect("taken");
    assert_eq!(box_.messages(None).len(), 1);
}

#[tokio::test]
async fn messages_are_listed_however_the_number_is_written() {
    let (box_, sms) = open(None).await;
    sms.send(SmsMessage { to: &sunita(), text: "hello", template_id: CODE, key: "job_1" })
        .await
        .expect("taken");
    for to in ["+919876543210", "%2B919876543210", "919876543210", "9876543210"] {
        let body: Value = look(format!("{}/messages?to={to}", box_.url)).await.json().await.expect("JSON");
        assert_eq!(body["items"][0]["text"], "hello", "{to}");
        assert_eq!(body["items"][0]["to"], "+919876543210");
        assert!(body["items"][0]["sent_at"].as_str().is_some_and(|at| at.ends_with('Z')));
    }
    let other: Value = look(format!("{}/messages?to=9876543211", box_.url)).await.json().await.expect("JSON");
    assert_eq!(other, json!({ "items": [], "total": 0 }));
    assert_eq!(look(format!("{}/messages?to=12", box_.url)).await.status(), 400);
}

#[tokio::test]
async fn a_phone_shows_its_messages_with_links_and_without_markup() {
    let (box_, sms) = open(None).await;
    let text = "पार्सल चला: http://127.0.0.1:8080/o/1 <script>";
    sms.send(SmsMessage { to: &sunita(), text, template_id: CODE, key: "job_1" }).await.expect("taken");
    let phones = look(box_.url.clone()).await.text().await.expect("a page");
    assert!(phones.contains("href=\"/phone/9876543210?lang=hi\""));
    let phone = look(format!("{}/phone/9876543210", box_.url)).await.text().await.expect("a page");
    assert!(phone.contains("<a href=\"http://127.0.0.1:8080/o/1\""), "{phone}");
    assert!(phone.contains("&#60;script&#62;") && phone.contains("DGMART"));
    assert_eq!(look(format!("{}/phone/12", box_.url)).await.status(), 404);
}

#[tokio::test]
async fn a_box_that_is_down_loses_nothing_that_is_sent_again() {
    let (box_, sms) = open(None).await;
    let to = sunita();
    let message = || SmsMessage { to: &to, text: "hello", template_id: CODE, key: "job_1" };
    for (down, silence) in [
        (Down::Refuse, Silence::NoAnswer),
        (Down::Error, Silence::Troubled { status: 500 }),
        (Down::Hang, Silence::NoAnswer),
    ] {
        box_.set_down(down);
        assert_eq!(sms.send(message()).await, Err(Refusal::Silent(silence)), "{down:?}");
    }
    box_.set_down(Down::Off);
    sms.send(message()).await.expect("taken");
    assert_eq!(box_.messages(Some(&to)).len(), 1);
}
