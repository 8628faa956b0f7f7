//! What people type finds what they mean: the golden list of the sample district.

use kernel::Limit;
use market::catalogue::{act, read};
use market::search::{Vocabulary, find};
use store::testing::Fresh;
use store::{Db, on_each_engine};

use super::district;

const GOLDEN: &str = include_str!("../../../../data/sample/search_golden.csv");
/// How far down a page people look.
const NEAR_TOP: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn what_people_type_finds_what_they_mean() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        the_golden_list_is_met(&fresh.db).await;
        what_leaves_the_shelf_is_not_found(&fresh.db).await;
        strange_queries_find_nothing_and_break_nothing(&fresh.db).await;
    });
}

async fn the_golden_list_is_met(db: &Db) {
    let (vocabulary, mut wrong) = (Vocabulary::default(), Vec::new());
    for line in GOLDEN.lines().skip(1) {
        let [query, wanted, kind] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = find(db, &vocabulary, query, Limit::of(24)).await.expect("answers");
        let mut read = db.read().await.expect("a connection");
        let cards = read::cards(&mut read, &found).await.expect("answers");
        let place = cards.iter().position(|card| card.slug == wanted || card.craft_key == wanted);
        let right = match kind {
            "must_not" => place.is_none(),
            _ => place.is_some_and(|place| place < NEAR_TOP),
        };
        if !right {
            wrong.push(format!("{line}: {place:?} of {}", cards.len()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

async fn what_leaves_the_shelf_is_not_found(db: &Db) {
    let vocabulary = Vocabulary::default();
    let search = async |query| find(db, &vocabulary, query, Limit::of(24)).await.expect("answers");
    let found = search("पेड़ा").await;
    assert!(found.len() > 10);
    act::withdraw(db, found[0], "officer", "a test").await.expect("withdraws");
    assert!(!search("पेड़ा").await.contains(&found[0]));
    act::bring_back(db, found[0]).await.expect("brings back");
    assert!(search("peda").await.contains(&found[0]));
}

async fn strange_queries_find_nothing_and_break_nothing(db: &Db) {
    let vocabulary = Vocabulary::default();
    let long = "पेड़ा ".repeat(5_000);
    for query in
        ["", " ", "%", "_", "' or 1=1 --", "\u{0}", "ा", "्", "🙂", "~peda", "=", "^", "का", "का के की", &long]
    {
        find(db, &vocabulary, query, Limit::of(24)).await.expect(query);
    }
}
