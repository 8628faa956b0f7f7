//! What was searched in vain is a to-do, and a word that is joined to another finds at once.

use kernel::ids::PersonId;
use kernel::india::Mobile;
use kernel::{Lang, Limit};
use market::accounts::{self, Role, Scope};
use market::intake::reference;
use market::search::wordlist::{self, WordlistError};
use market::search::{Vocabulary, find, misses};
use market::verify;
use store::testing::{Fresh, NOON, key};
use store::{Clock, Db, on_each_engine};

use super::district;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_searched_in_vain_is_counted_by_week_and_names_nobody() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        let clock = Clock::standing(NOON);
        let db = Db::open(&fresh.url, clock.clone()).await.expect("opens").with_key(&key()).expect("fits");
        let vocabulary = Vocabulary::default();
        let search = async |query| find(&db, &vocabulary, query, Limit::of(3)).await.expect("answers").len();
        for query in ["whisky", "Whisky!", "98765 43210", "peda", "anita@example.in", "mobile phone"] {
            search(query).await;
        }
        let week = misses::monday(NOON.day());
        let of_week = async || -> Vec<(String, i64)> {
            let mut read = db.read().await.expect("a connection");
            let all = misses::of_week(&mut read, week, Limit::of(50)).await.expect("answers");
            all.into_iter().map(|miss| (miss.words, miss.times)).collect()
        };
        assert!(of_week().await.is_empty(), "they gather for a minute");
        clock.advance_ms(60_000);
        search("whisky").await;
        assert_eq!(of_week().await, [("whisky".to_owned(), 3), ("mobile phone".to_owned(), 1)]);
        search("whisky").await;
        misses::write(&db, &vocabulary).await.expect("writes");
        assert_eq!(of_week().await[0].1, 4);
        clock.advance_ms(100 * 86_400_000);
        search("rocket").await;
        misses::write(&db, &vocabulary).await.expect("writes");
        assert!(of_week().await.is_empty(), "a quarter of a year later it is forgotten");
    });
}

async fn office(db: &Db) -> PersonId {
    let mobile = Mobile::typed("6300000777").expect("a mobile");
    let given = accounts::give_role(db, &mobile, "Office", Lang::Hi, Role::DcOffice, &Scope::default()).await;
    given.expect("a role")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_joined_to_another_finds_at_once_and_the_shipped_list_undoes_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        district(fresh).await;
        let (db, vocabulary) = (&fresh.db, Vocabulary::default());
        let finds =
            async |query| !find(db, &vocabulary, query, Limit::of(3)).await.expect("answers").is_empty();
        let by = office(db).await;
        assert!(!finds("chhitni").await && !finds("छिटनी").await);
        wordlist::join(db, by, "chhitni छिटनी", "टोकरी").await.expect("joins");
        assert!(finds("chhitni").await && finds("छिटनी").await);
        let group = async |id: &str| {
            let mut read = db.read().await.expect("a connection");
            wordlist::group(&mut read, id).await.expect("answers").expect("is there")
        };
        let baskets = group("syn_basket").await;
        assert_eq!((baskets.changed_by.as_str(), baskets.version), ("Office", 1));
        wordlist::join(db, by, "zulfi", "पेड़ा").await.expect("the sweets' group has it");
        wordlist::join(db, by, "surma", "khurpi").await.expect("a new group begins");
        assert!(finds("surma").await);
        the_list_is_kept_in_order(db, by, &baskets).await;
        assert!(!finds("chhitni").await, "what is taken out finds nothing any more");
        reference::load_synonyms(db, &|_, _, _| ()).await.expect("loads");
        assert!(group("syn_basket").await.ended_at.is_some() && !finds("chhitni").await);
        wordlist::change(db, by, "syn_basket", 2, &baskets.words).await.expect("comes back");
        assert!(finds("chhitni").await);
        let broken: Vec<_> =
            verify::run(db).await.expect("checks").into_iter().filter(|c| !c.holds()).collect();
        assert!(broken.is_empty(), "{broken:?}");
    });
}

async fn the_list_is_kept_in_order(db: &Db, by: PersonId, baskets: &wordlist::Group) {
    let change = async |id: &str, version, words: &str| wordlist::change(db, by, id, version, words).await;
    let id = baskets.id.as_str();
    assert!(matches!(change(id, 0, "basket tokri").await, Err(WordlistError::Raced)));
    assert!(matches!(change(id, 1, "basket").await, Err(WordlistError::OneWord)));
    assert!(matches!(change("syn_nothing", 1, "a b").await, Err(WordlistError::NoGroup)));
    assert!(matches!(wordlist::join(db, by, "", "टोकरी").await, Err(WordlistError::NoWord)));
    assert!(matches!(wordlist::join(db, by, "x", "two words").await, Err(WordlistError::NoWord)));
    change(id, 1, "").await.expect("is taken out");
}
