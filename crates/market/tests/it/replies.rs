//! A maker with a keypad phone: everything by SMS, nothing twice, nothing of another's.

use kernel::Lang;
use kernel::india::Mobile;
use market::accounts::{Role, Scope, give_role};
use market::orders::{Order, Parcel};
use market::replies::{self, ReplyError};
use store::{on_each_engine, testing::Fresh, transaction};

use crate::town::{Bought, DEOGHAR, Town, sql};

/// A text that went out: its key and its words.
#[derive(Clone, Debug)]
struct Text {
    key: String,
    words: Vec<(String, String)>,
}

impl Text {
    fn word(&self, name: &str) -> &str {
        self.words.iter().find(|(own, _)| own == name).map_or("", |(_, word)| word)
    }
}

/// What went to a phone, oldest first.
async fn texts(town: &Town, mobile: &Mobile) -> Vec<Text> {
    let mut texts = Vec::new();
    for payload in town.messages("sms").await {
        let notice: market::notices::Notice = serde_json::from_str(&payload).expect("a notice");
        if notice.to == mobile.as_str() {
            texts.push(Text { key: notice.key, words: notice.words });
        }
    }
    texts
}

async fn newest(town: &Town, mobile: &Mobile) -> Text {
    texts(town, mobile).await.pop().expect("a text")
}

/// The number under which a maker was told of her newest order.
async fn number(town: &Town, mobile: &Mobile) -> String {
    let all = texts(town, mobile).await;
    all.iter().rfind(|text| text.key == "sms-new-order").expect("an order").word("number").to_owned()
}

/// A phone writes, the message is kept and digested; the key of what came back.
async fn writes(town: &Town, mobile: &Mobile, text: &str) -> String {
    let id = format!("mo_{}", store::chance::letters(8));
    // Texts are listed by the moment they were left.
    town.db.clock().advance_ms(1);
    writes_as(town, &id, mobile, text).await.expect("digested");
    newest(town, mobile).await.key
}

async fn writes_as(town: &Town, id: &str, mobile: &Mobile, text: &str) -> Result<(), ReplyError> {
    replies::take_in(&town.db, id, mobile, text).await.expect("kept");
    replies::digest(&town.db, id, &|place, lang| (place <= 4).then(|| format!("reason {place} in {lang}")))
        .await
}

async fn state(town: &Town, bought: &Bought, who: &str) -> Parcel {
    town.parcel(bought, who).await.state
}

async fn ordered(town: &Town) -> Bought {
    let bought = town.buys("Anita", &[("lac bangles", 2)], DEOGHAR).await;
    town.pays(&bought).await;
    bought
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_completes_an_order_with_a_keypad_phone() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.mobile("Sunita");
        let bought = ordered(&town).await;
        let told = newest(&town, &sunita).await;
        assert_eq!((told.key.as_str(), told.word("goods")), ("sms-new-order", "2 x lac bangles"));
        let number = told.word("number").to_owned();
        assert_eq!(number.len(), 4, "{number}");

        assert_eq!(writes(&town, &sunita, &format!("HAAN {number} 3")).await, "sms-re-accepted");
        assert_eq!(newest(&town, &sunita).await.word("day"), "25-11-2026");
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Accepted);
        assert_eq!(writes(&town, &sunita, &format!("तैयार {number}")).await, "sms-re-packed");
        let packed = newest(&town, &sunita).await;
        assert_eq!(packed.word("parcel"), town.parcel(&bought, "Sunita").await.code);
        assert!(!packed.word("hub").is_empty());

        town.keeper_finds("Sunita", &bought, market::orders::hub::Finding::Passes).await.expect("passes");
        assert_eq!(writes(&town, &sunita, &format!("NAHI {number} 1")).await, "sms-re-not-now");
        town.everything_arrives(&bought).await;
        assert_eq!(town.state(&bought).await, Order::Completed);
        assert_eq!(writes(&town, &sunita, "PAISA").await, "sms-re-money");
        let money = newest(&town, &sunita).await;
        assert_eq!((money.word("owed"), money.word("paid")), ("₹500", "₹0"));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_needs_a_reason_and_gives_the_buyer_the_money_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.mobile("Sunita");
        let bought = ordered(&town).await;
        let number = number(&town, &sunita).await;
        for text in [format!("NAHI {number}"), format!("NAHI {number} 7"), "नहीं".to_owned()] {
            assert_eq!(writes(&town, &sunita, &text).await, "sms-re-why", "{text}");
            assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Asked);
        }
        assert_eq!(writes(&town, &sunita, &format!("2 {number} 2")).await, "sms-re-declined");
        let parcel = town.parcel(&bought, "Sunita").await;
        assert_eq!((parcel.state, parcel.reason.as_str()), (Parcel::Declined, "reason 2 in hi"));
        assert_eq!(town.given_back(&bought).await, bought.total);
        assert_eq!(writes(&town, &sunita, &format!("2 {number} 2")).await, "sms-re-declined", "told again");
        assert_eq!(writes(&town, &sunita, &format!("HAAN {number}")).await, "sms-re-not-now");
        assert_eq!(town.refunds(&bought).await.len(), 1, "once");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_message_handed_in_twice_is_done_and_answered_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.mobile("Sunita");
        let bought = ordered(&town).await;
        let text = format!("HAAN {} 2", number(&town, &sunita).await);
        town.db.clock().advance_ms(1);
        for _ in 0..3 {
            writes_as(&town, "mo_1", &sunita, &text).await.expect("digested");
        }
        assert_eq!(texts(&town, &sunita).await.len(), 2, "the order and one answer");
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Accepted);
        // Another message that says the same is told how it stands and changes nothing.
        assert_eq!(writes(&town, &sunita, &text).await, "sms-re-accepted");
        assert_eq!(newest(&town, &sunita).await.word("day"), "24-11-2026");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_makers_on_one_phone_are_told_apart_by_the_number() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let family = town.mobile("Sunita");
        let moved: Result<(), store::DbError> =
            transaction!(town.db, tx => { sql::call_on(tx, town.maker("Basanti"), &family).await });
        moved.expect("Basanti is called on Sunita's phone");
        town.may_sell_everywhere("Basanti").await;
        let bought = town.buys("Anita", &[("lac bangles", 1), ("sohrai panel", 1)], DEOGHAR).await;
        town.pays(&bought).await;
        let all = texts(&town, &family).await;
        let of = |goods: &str| {
            let told = all.iter().find(|text| text.word("goods").contains(goods)).expect("told of it");
            told.word("number").to_owned()
        };
        let (bangles, panel) = (of("bangles"), of("panel"));
        assert_ne!(bangles, panel);
        assert_eq!(writes(&town, &family, "haan").await, "sms-re-which", "which of the two?");
        assert_eq!(writes(&town, &family, &format!("haan {panel} 5")).await, "sms-re-accepted");
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Asked);
        assert_eq!(state(&town, &bought, "Basanti").await, Parcel::Accepted);
        assert_eq!(writes(&town, &family, "haan").await, "sms-re-accepted", "only one is left to answer");
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Accepted);
        writes(&town, &family, "paisa").await;
        let names: Vec<_> = texts(&town, &family).await;
        assert_eq!(names.iter().filter(|text| text.key == "sms-re-money").count(), 2, "one for each");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_anothers_order_and_a_stranger_is_told_once_a_day() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (sunita, ramesh) = (town.mobile("Sunita"), town.mobile("Ramesh"));
        let bought = ordered(&town).await;
        let number = number(&town, &sunita).await;
        let code = town.parcel(&bought, "Sunita").await.code;
        for text in [format!("HAAN {number} 1"), format!("HAAN {code} 1"), format!("NAHI {number} 1")] {
            assert_eq!(writes(&town, &ramesh, &text).await, "sms-re-none", "{text}");
        }
        let stranger = Mobile::typed("70000 00001").expect("a number");
        for text in [format!("HAAN {number} 1"), "PAISA".to_owned(), "?".to_owned()] {
            assert_eq!(writes(&town, &stranger, &text).await, "sms-re-stranger");
        }
        assert_eq!(texts(&town, &stranger).await.len(), 1, "once a day");
        town.minutes_pass(24 * 60);
        writes(&town, &stranger, "PAISA").await;
        assert_eq!(texts(&town, &stranger).await.len(), 2, "another day");
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Asked, "nothing has happened");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_understood_changes_nothing_and_says_what_to_write() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.mobile("Sunita");
        let bought = ordered(&town).await;
        let number = number(&town, &sunita).await;
        for (text, answer) in [
            ("kya haal hai".to_owned(), "sms-re-unclear"),
            (format!("haan nahi {number}"), "sms-re-unclear"),
            (String::new(), "sms-re-unclear"),
            (format!("HAAN {number} 90"), "sms-re-day"),
            ("HAAN 9876543210".to_owned(), "sms-re-unclear"),
        ] {
            assert_eq!(writes(&town, &sunita, &text).await, answer, "{text}");
            assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Asked, "{text}");
        }
        assert_eq!(writes(&town, &sunita, "HAAN 1000").await, "sms-re-which");
        assert_eq!(newest(&town, &sunita).await.word("numbers"), number);
        assert_eq!(writes(&town, &sunita, &format!("ORDER {number}")).await, "sms-order-line");
        assert_eq!(writes(&town, &sunita, "MADAD").await, "sms-re-help");
        assert_eq!(writes(&town, &sunita, "तैयार है").await, "sms-re-which", "she has said yes to none");
        assert_eq!(
            writes(&town, &sunita, &format!("taiyar {number}")).await,
            "sms-re-packed",
            "yes and ready"
        );
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Packed);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_writes_without_end_is_not_answered_without_end() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.mobile("Sunita");
        for _ in 0..70 {
            writes(&town, &sunita, "madad").await;
        }
        assert_eq!(texts(&town, &sunita).await.len(), 60);
        town.minutes_pass(24 * 60 + 1);
        writes(&town, &sunita, "madad").await;
        assert_eq!(texts(&town, &sunita).await.len(), 61);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_never_signed_in_answers_all_the_same() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sunita = town.mobile("Sunita");
        let bought = ordered(&town).await;
        writes(&town, &sunita, "haan").await;
        assert_eq!(state(&town, &bought, "Sunita").await, Parcel::Accepted);
        let scope = Scope { maker: Some(town.maker("Sunita")), ..Scope::default() };
        give_role(&town.db, &sunita, "Sunita", Lang::Hi, Role::Maker, &scope).await.expect("the same person");
        town.is_sound().await;
    });
}
