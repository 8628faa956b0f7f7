//! What is asked of a craft is a text with versions: who changes it, what a phone that has not heard of it sends, what a good
//! remembers.

use kernel::ids::{FieldFileId, FieldRecordId, Id, ProductId};
use kernel::proof::hex;
use kernel::{BasisPoints, Limit, Time, Words};
use market::accounts::{Blocks, DepartmentKey, Post};
use market::fieldwork::{
    self, Answers, Approval, FieldworkError, Head, Kind, Officer, PART_BYTES, Promised, Role, Sent, Standing,
};
use market::media::act::Kept;
use market::media::{Format, sizes};
use market::templates::{self, Stamp, TemplateError, What};
use sha2::{Digest, Sha256};
use store::{DbError, chance, on_each_engine, params, sql, testing::Fresh, transaction};

use crate::town::{Town, sql as town_sql};

const BLOCK: &str = "2201";

/// The town with the tax rate of lac bangles, which its texts name.
async fn town(fresh: &Fresh) -> Town {
    let town = Town::found(&fresh.db).await;
    let rated: Result<(), DbError> = transaction!(town.db, tx => {
        town_sql::insert_craft(tx, "lac", 20).await?;
        town_sql::insert_rate(tx, "lac_bangles", BasisPoints(0)).await
    });
    rated.expect("a rate");
    town
}

async fn text(town: &Town) -> (Stamp, String) {
    let mut read = town.read().await;
    let (held, text) = templates::current(&mut read, "lac").await.expect("reads").expect("shipped");
    (held.stamp, text)
}

/// The text with one unit less and the size no longer needed.
fn changed(text: &str) -> String {
    let unit = "[[unit]]\nkey = \"box\"\nhi = \"दुल्हन का डिब्बा\"\nen = \"bridal box\"\n\n";
    assert!(text.contains(unit));
    text.replacen(unit, "", 1).replacen("hi = \"चूड़ी का नाप?\"", "hi = \"कौन-सा नाप?\"", 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn asha_changes_what_is_asked_of_lac_and_says_why() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = town(fresh).await;
        let (asha, bina) = (town.person("Asha").await, town.person("Bina").await);
        let (stamp, old) = text(&town).await;
        assert_eq!(stamp.to_string(), "lac@1");

        let none = templates::enforce(&town.db, asha, "lac", "बारिश में शिकायत").await;
        assert!(matches!(none, Err(TemplateError::NoDraft)), "nothing was typed");
        let same = templates::keep_draft(&town.db, asha, "lac", 1, &old.replace('\n', "\r\n")).await;
        assert!(matches!(same, Err(TemplateError::Same)), "a browser's line ends are no change");
        for (wrong, field, what) in [
            (old.replacen("how = \"choice\"", "how = \"guess\"", 1), "how", What::NotAChoice),
            (old.replacen("key = \"lac_bangles\"", "key = \"no_such_rate\"", 1), "rate", What::NoRate),
            (old.replacen("crafts = [\"lac\"]", "crafts = [\"lac\", \"peda\"]", 1), "crafts", What::NoCraft),
        ] {
            let refused = templates::keep_draft(&town.db, asha, "lac", 1, &wrong).await;
            let Err(TemplateError::Wrong(list)) = refused else { panic!("{refused:?}") };
            assert_eq!((list[0].field.as_str(), list[0].what), (field, what));
            assert!(list[0].line > 1, "{list:?}");
        }
        assert_eq!(text(&town).await, (stamp, old.clone()), "a bad text changes nothing");

        templates::keep_draft(&town.db, asha, "lac", 1, &changed(&old)).await.expect("kept");
        templates::keep_draft(&town.db, bina, "lac", 1, &changed(&old)).await.expect("kept, hers");
        assert_eq!(text(&town).await.0.version, 1, "keeping is not putting in force");
        let silent = templates::enforce(&town.db, asha, "lac", " ").await;
        assert!(matches!(silent, Err(TemplateError::NoReason)));
        let stamp = templates::enforce(&town.db, asha, "lac", "डिब्बा अब नहीं बनता").await.expect("in force");
        assert_eq!(stamp.to_string(), "lac@2");
        let again = templates::enforce(&town.db, asha, "lac", "फिर").await;
        assert!(matches!(again, Err(TemplateError::NoDraft)), "once");
        let late = templates::enforce(&town.db, bina, "lac", "मैं भी").await;
        assert!(matches!(late, Err(TemplateError::Raced)), "hers was of the version before");

        let past = templates::history(&mut town.read().await, "lac", Limit::of(10)).await.expect("reads");
        let told: Vec<_> = past.iter().map(|p| (p.version, p.made_by.as_str(), p.why.as_str())).collect();
        assert_eq!(told, [(2, "Asha", "डिब्बा अब नहीं बनता"), (1, "", "")]);
        market::templates::load_shipped(&town.db).await.expect("loads");
        assert_eq!(text(&town).await.0.version, 2, "what was shipped does not undo what was decided here");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn every_craft_of_the_town_is_asked_something() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = town(fresh).await;
        let mut read = town.read().await;
        for (craft, family) in [("lac", "lac"), ("silk", "sewing_embroidery"), ("stone", "other")] {
            let held = templates::of_craft(&mut read, craft).await.expect("reads").expect("one");
            assert_eq!(held.stamp.family, family, "{craft}");
            assert!((6..=8).contains(&held.template.asked().len()), "{craft}");
        }
        let lac: Stamp = "lac@1".parse().expect("a stamp");
        assert_eq!(templates::of_stamp(&mut read, &lac, "bamboo").await.expect("reads"), None);
        assert!("lac@0".parse::<Stamp>().is_err() && "Lac@1".parse::<Stamp>().is_err());
    });
}

fn answers(more: &[(&str, &str)]) -> Answers {
    let plain = [
        ("name_hi", "फूलमनी मुर्मू"),
        ("mobile", "9431012345"),
        ("block", BLOCK),
        ("village_hi", "सारठ"),
        ("pincode", "814149"),
        ("craft", "lac"),
        ("good_hi", "लाह की चूड़ी"),
        ("good_en", "Lac bangle"),
        ("length_cm", "7"),
        ("breadth_cm", "7"),
        ("height_cm", "2"),
        ("weight_g", "120"),
        ("making", "stock"),
        ("stock", "10"),
        ("material", "60"),
        ("hours", "1.5"),
        ("price", "250"),
    ];
    Answers::of(Kind::Listing, plain.into_iter().chain(more.iter().copied()))
}

const ASKED: [(&str, &str); 6] = [
    ("ask_1", "box"),
    ("ask_2", "2_6"),
    ("ask_3", "lac"),
    ("ask_4", "mirror"),
    ("ask_5", "red"),
    ("ask_7", "hand"),
];

fn sent(more: &[(&str, &str)]) -> (Sent, Vec<u8>) {
    let bytes = vec![9_u8; 40_000];
    let id = FieldRecordId::new(Time(1), chance::bytes());
    let file = Promised {
        id: FieldFileId::new(Time(1), chance::bytes()),
        role: Role::Goods,
        position: 1,
        bytes: 40_000,
        sha256: hex(&Sha256::digest(&bytes)),
    };
    let sent =
        Sent { id, kind: Kind::Listing, recorded_at: Time(5), answers: answers(more), files: vec![file] };
    (sent, bytes)
}

/// The record goes all the way: its photo, her yes, the head's.
async fn listed(town: &Town, anjali: &Officer, meera: Head, record: &Sent, bytes: &[u8]) -> ProductId {
    let file = &record.files[0];
    for (part, chunk) in (0..).zip(bytes.chunks(PART_BYTES)) {
        let sha = hex(&Sha256::digest(chunk));
        fieldwork::put_part(&town.db, anjali, file.id, part, chunk, &sha).await.expect("a part");
    }
    let files =
        sizes().map(|(width, format)| (width, width, format, 9)).collect::<Vec<(u32, u32, Format, usize)>>();
    let picture = Kept { id: market::media::picture_id(bytes), files, look: None };
    fieldwork::kept(&town.db, anjali, file.id, Some(&picture)).await.expect("kept");
    let before = town.messages("sms").await;
    fieldwork::ask_code(&town.db, anjali, record.id).await.expect("a code is sent");
    let all = town.messages("sms").await;
    let notice = all.iter().find(|payload| !before.contains(payload)).expect("a code was sent");
    let code = notice.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).expect("a code");
    fieldwork::agree_by_code(&town.db, anjali, record.id, code).await.expect("she agrees");
    let alt = Words::new("लाह की चूड़ी", "A lac bangle");
    let approval = Approval { hsn_key: "lac_bangles".to_owned(), alt, selling: None };
    fieldwork::approve(&town.db, meera, record.id, &approval).await.expect("approved")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_keeps_its_answers_in_the_words_of_the_version_that_asked() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = town(fresh).await;
        let post = Post { department: DepartmentKey::Jslps, blocks: Blocks(vec![BLOCK.to_owned()]) };
        let anjali = Officer { person: town.person("Anjali").await, post };
        let meera = Head { person: town.person("Meera").await, department: DepartmentKey::Jslps };
        let asha = town.person("Asha").await;

        // The phone recorded this in the village, by version 1; meanwhile version 2 holds, without the bridal box.
        let (_, old) = text(&town).await;
        templates::keep_draft(&town.db, asha, "lac", 1, &changed(&old)).await.expect("kept");
        templates::enforce(&town.db, asha, "lac", "डिब्बा अब नहीं बनता").await.expect("in force");
        let stamped = |stamp| ASKED.into_iter().chain([("template", stamp)]).collect::<Vec<_>>();
        let (record, bytes) = sent(&stamped("lac@1"));
        let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("taken in all the same");
        assert_eq!(taken.state, Standing::Receiving, "{}", taken.reason);
        let product = listed(&town, &anjali, meera, &record, &bytes).await;
        let kept = templates::answers_of(&mut town.read().await, product).await.expect("reads");
        let said: Vec<_> = kept.iter().map(|a| (a.label.en.as_str(), a.words.hi.as_str(), a.shown)).collect();
        assert_eq!(said[0], ("How is it sold?", "दुल्हन का डिब्बा", true));
        assert_eq!(said[1], ("Which size of bangle?", "2.6", true));
        assert_eq!(said.len(), ASKED.len(), "what was not answered is not there");

        // By version 2 there is no such answer, and what is missing is named.
        let (record, _) = sent(&stamped("lac@2"));
        let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("kept all the same");
        assert_eq!((taken.state, taken.reason.as_str()), (Standing::SentBack, "!ask_1:choice"));
        let (record, _) = sent(&[("template", "lac@2"), ("ask_1", "pair")]);
        let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("kept all the same");
        assert!(taken.reason.contains("ask_2:missing"), "{}", taken.reason);
        // A version that never was, and another family's.
        for stamp in ["lac@9", "bamboo@1", "lac"] {
            let (record, _) = sent(&stamped(stamp));
            let taken = fieldwork::take(&town.db, &anjali, &record).await.expect("kept all the same");
            assert_eq!(taken.reason, "!craft:choice", "{stamp}");
        }
        // A page from before there were questions.
        let (record, bytes) = sent(&[]);
        assert_eq!(
            fieldwork::take(&town.db, &anjali, &record).await.expect("taken").state,
            Standing::Receiving
        );
        let plain = listed(&town, &anjali, meera, &record, &bytes).await;
        let kept = templates::answers_of(&mut town.read().await, plain).await.expect("reads");
        assert!(kept.is_empty());
        town.is_sound().await;

        // A form that never showed the questions does not get around them.
        let draft = fieldwork::begin(&town.db, &anjali).await.expect("begun");
        let given: Vec<(&str, &str)> = vec![("craft", "lac"), ("price", "250")];
        fieldwork::answer(&town.db, &anjali, draft, &given).await.expect("kept");
        let Err(FieldworkError::Wrong(list)) = fieldwork::finish(&town.db, &anjali, draft).await else {
            panic!("it is not whole")
        };
        assert!(list.iter().any(|wrong| wrong.key == "ask_2"), "{list:?}");

        // A hand in the database.
        town.suffers(&[(sql!("delete from product_template where product_id = $1"), params![product])]).await;
        let breaches = town.breaches().await;
        let named: Vec<_> = breaches.iter().map(|check| check.name).collect();
        assert_eq!(named, ["every craft template reads whole, and every answer came of one"]);
        town.suffers(&[(sql!("update craft_template set words = 'x' where family = 'lac'"), vec![])]).await;
        assert_eq!(town.breaches().await[0].breaches.len(), 3);
    });
}
