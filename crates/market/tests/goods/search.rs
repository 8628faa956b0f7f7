//! What people type finds what they mean: the golden list of the sample district.

use kernel::Limit;
use market::catalogue::{Card, act, read};
use market::search::act::{index_missing, rebuild};
use market::search::{Vocabulary, find};
use market::verify;
use store::testing::{Fresh, NOON, key};
use store::{Clock, Db, DbError, on_each_engine, params, sql, transaction};

use super::district;

const GOLDEN: &str = include_str!("../../../../data/sample/search_golden.csv");
/// Where people look first, and how many of a hundred queries must have their good there.
const TOP: usize = 3;
const AT_TOP_LEAST: usize = 95;
/// How far down a page people look; nothing may stand lower.
const NEAR_TOP: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn what_people_type_finds_what_they_mean() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        the_golden_list_is_met(&fresh.db).await;
        what_leaves_the_shelf_is_not_found(&fresh.db).await;
        strange_queries_find_nothing_and_break_nothing(&fresh.db).await;
        another_process_hears_of_a_change(fresh).await;
        the_index_is_made_again_from_the_goods(&fresh.db).await;
    });
}

async fn the_golden_list_is_met(db: &Db) {
    let (vocabulary, mut all, mut at_top, mut missed, mut wrong) =
        (Vocabulary::default(), 0, 0, Vec::new(), Vec::new());
    for line in GOLDEN.lines().skip(1) {
        let [query, wanted, kind] = line.split(',').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = find(db, &vocabulary, query, Limit::of(24)).await.expect("answers");
        let mut read = db.read().await.expect("a connection");
        let cards = read::cards(&mut read, &found).await.expect("answers");
        let fits = |card: &Card| is_meant(&card.slug, wanted) || card.craft_key == wanted;
        let place = cards.iter().position(fits);
        if kind == "must_not" {
            wrong.extend(place.map(|place| format!("{line}: found at {}", place + 1)));
            continue;
        }
        all += 1;
        match place {
            Some(place) if place < TOP => at_top += 1,
            Some(place) => missed.push(format!("{line}: at {} of {}", place + 1, cards.len())),
            None => missed.push(format!("{line}: not among {}", cards.len())),
        }
        if place.is_none_or(|place| place >= NEAR_TOP) {
            wrong.push(format!("{line}: {place:?} of {}", cards.len()));
        }
    }
    println!(
        "{at_top} of {all} golden queries have their good among the first {TOP}; not there: {missed:#?}"
    );
    assert!(at_top * 100 >= all * AT_TOP_LEAST, "{at_top} of {all}: {missed:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A star stands for the rest of an address: `lahthi-*` is any good of that kind.
fn is_meant(slug: &str, wanted: &str) -> bool {
    match (wanted.strip_suffix('*'), wanted.strip_prefix('*')) {
        (Some(start), _) => slug.starts_with(start),
        (None, Some(end)) => slug.ends_with(end),
        (None, None) => slug == wanted,
    }
}

/// Another process on the same database, with a clock of its own, hears of a change within two seconds.
async fn another_process_hears_of_a_change(fresh: &Fresh) {
    let clock = Clock::standing(NOON);
    let other = Db::open(&fresh.url, clock.clone()).await.expect("opens").with_key(&key()).expect("fits");
    let vocabulary = Vocabulary::default();
    let search = async |query| find(&other, &vocabulary, query, Limit::of(24)).await.expect("answers");
    let good = search("lahthi").await[0];
    let before = vocabulary.generation(&other).await.expect("answers");
    act::withdraw(&fresh.db, good, "officer", "a test").await.expect("withdraws");
    clock.advance_ms(2_000);
    assert_ne!(vocabulary.generation(&other).await.expect("answers"), before, "kept pages are dropped");
    assert!(!search("lahthi").await.contains(&good));
    act::bring_back(&fresh.db, good).await.expect("brings back");
    clock.advance_ms(2_000);
    assert!(search("lahthi").await.contains(&good));
}

/// A rebuild brings back what was lost, changes nothing that is right, and may run at any time.
async fn the_index_is_made_again_from_the_goods(db: &Db) {
    let vocabulary = Vocabulary::default();
    let search = async |query| find(db, &vocabulary, query, Limit::of(24)).await.expect("answers");
    let before = search("पेड़ा").await;
    let lost: Result<(), DbError> = transaction!(db, tx => {
        tx.exec(sql!("delete from search_document where product_id = $1"), params![before[0]]).await?;
        Ok(())
    });
    lost.expect("removes");
    assert!(
        !find(db, &Vocabulary::default(), "पेड़ा", Limit::of(24)).await.expect("answers").contains(&before[0])
    );
    let broken = async || -> Vec<_> {
        let checks = verify::run(db).await.expect("checks");
        checks.into_iter().filter(|check| !check.holds()).flat_map(|check| check.breaches).collect()
    };
    assert!(broken().await.iter().all(|told| told.contains("rebuild-search")) && broken().await.len() == 1);
    let all = rebuild(db, &|_| ()).await.expect("rebuilds");
    assert!(broken().await.is_empty());
    assert!(all > 150, "{all}");
    assert_eq!((search("पेड़ा").await, vocabulary.goods()), (before.clone(), all));
    assert_eq!(find(db, &Vocabulary::default(), "पेड़ा", Limit::of(24)).await.expect("answers"), before);
    assert_eq!(index_missing(db).await.expect("looks"), 0);
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
