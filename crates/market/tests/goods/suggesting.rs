//! What is suggested while somebody types.

use market::catalogue::act;
use market::catalogue::read::cards;
use market::search::suggest::{Suggested, suggest};
use market::search::{Vocabulary, find};
use store::on_each_engine;
use store::testing::Fresh;

use super::district;

#[tokio::test(flavor = "multi_thread")]
async fn a_few_letters_in_either_script_lead_to_goods_crafts_and_makers() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        let (db, vocabulary) = (&fresh.db, Vocabulary::default());
        let names = async |typed: &str, kind: Suggested| -> Vec<String> {
            let all = suggest(db, &vocabulary, typed).await.expect("suggests");
            assert!(all.len() <= 9);
            all.into_iter().filter(|one| one.kind == kind).map(|one| one.name.hi).collect()
        };
        for typed in ["पे", "पेड", "ped", "pera", "घोड़", "ghod", "ghormara pe", "घोड़मारा पे"]
        {
            let goods = names(typed, Suggested::Good).await;
            assert!(goods.iter().any(|name| name.contains("पेड़ा")), "{typed}: {goods:?}");
        }
        for typed in ["चू", "chu", "choo", "lac ban"] {
            assert!(!names(typed, Suggested::Craft).await.is_empty(), "{typed}");
        }
        for typed in ["basuk", "बासुकी पे"] {
            assert_eq!(names(typed, Suggested::Maker).await, ["बासुकी पेड़ा भंडार"], "{typed}");
        }
        for typed in ["", "p", "प", "%", "zzzz", "~", "9876543210"] {
            assert!(names(typed, Suggested::Good).await.is_empty(), "{typed}");
        }
        let ids = find(db, &vocabulary, "घोड़मारा", kernel::Limit::of(9)).await.expect("finds");
        let card = cards(&mut db.read().await.expect("reads"), &ids[..1]).await.expect("reads").remove(0);
        assert!(names("ghormar", Suggested::Good).await.contains(&card.name.hi));
        act::withdraw(db, card.id, "officer", "a test").await.expect("withdraws");
        assert!(!names("ghormar", Suggested::Good).await.contains(&card.name.hi), "it is off the shelf");
    });
}
