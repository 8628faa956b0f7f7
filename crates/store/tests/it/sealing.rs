//! Each person's key: made with the first value, gone with the last.

use store::testing::Fresh;
use store::{Clock, Db, DbError, MasterKey, Sealed, Spot, on_each_engine, transaction};

const SUNITA: &str = "mkr_sunita";
const ACCOUNT: Spot<'static> = Spot { column: "maker_bank.account", row: "mkr_sunita" };

async fn seal(db: &Db, whose: &str, text: &str) -> Result<Sealed, DbError> {
    transaction!(db, tx => { tx.seal(&whose, ACCOUNT, text).await })
}

async fn open(db: &Db, whose: &str, sealed: &Sealed) -> Result<Option<String>, DbError> {
    db.read().await?.open(&whose, ACCOUNT, sealed).await
}

#[tokio::test]
async fn what_is_sealed_opens_here_and_in_another_process() {
    on_each_engine!(async |fresh: &Fresh| {
        let sealed = seal(&fresh.db, SUNITA, "30123456789").await.expect("sealed");
        let opened = open(&fresh.db, SUNITA, &sealed).await.expect("opened");
        assert_eq!(opened.as_deref(), Some("30123456789"));
        let other = Db::open(&fresh.url, Clock::System).await.expect("opens");
        let locked = open(&other, SUNITA, &sealed).await;
        assert!(matches!(locked, Err(DbError::Locked)), "{locked:?}");
        let other = other.with_key(&store::testing::key()).expect("the key fits");
        assert_eq!(open(&other, SUNITA, &sealed).await.expect("opened").as_deref(), Some("30123456789"));
        assert_eq!(open(&other, "mkr_nobody", &sealed).await.expect("asked"), None);
    });
}

#[tokio::test]
async fn another_master_key_is_refused() {
    on_each_engine!(async |fresh: &Fresh| {
        assert!(fresh.db.has_master_key().await.expect("asked"));
        let wrong = Db::open(&fresh.url, Clock::System).await.expect("opens");
        let wrong = wrong.with_key(&MasterKey::fresh()).expect("a key");
        let refused = wrong.prove_key().await;
        assert!(matches!(refused, Err(DbError::OtherKey)), "{refused:?}");
        assert!(matches!(wrong.migrate(&|_| ()).await, Err(DbError::OtherKey)));
    });
}

#[tokio::test]
async fn a_destroyed_key_opens_nothing_and_seals_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let sealed = seal(db, SUNITA, "30123456789").await.expect("sealed");
        let of_ravi = seal(db, "mkr_ravi", "30987654321").await.expect("sealed");
        for first in [true, false] {
            let destroyed: bool =
                transaction!(db, tx => { let now = tx.now(); tx.destroy_key(&SUNITA, now).await })
                    .expect("destroyed");
            assert_eq!(destroyed, first);
        }
        assert_eq!(open(db, SUNITA, &sealed).await.expect("asked"), None);
        assert!(matches!(seal(db, SUNITA, "again").await, Err(DbError::Erased)));
        assert!(open(db, "mkr_ravi", &of_ravi).await.expect("asked").is_some(), "others keep theirs");
    });
}

#[tokio::test]
async fn a_key_of_a_transaction_that_came_to_nothing_is_not_remembered() {
    on_each_engine!(async |fresh: &Fresh| {
        let db = &fresh.db;
        let nothing: Result<(), DbError> = transaction!(db, tx => {
            let sealed = tx.seal(&SUNITA, ACCOUNT, "lost").await?;
            assert_eq!(tx.open(&SUNITA, ACCOUNT, &sealed).await?.as_deref(), Some("lost"), "its own sees it");
            Err(DbError::Failed("somebody changed her mind".to_owned()))
        });
        assert!(nothing.is_err());
        let sealed = seal(db, SUNITA, "kept").await.expect("sealed");
        let other = Db::open(&fresh.url, Clock::System).await.expect("opens");
        let other = other.with_key(&store::testing::key()).expect("the key fits");
        assert_eq!(open(&other, SUNITA, &sealed).await.expect("opened").as_deref(), Some("kept"));
    });
}

#[tokio::test]
async fn many_keys_are_brought_at_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let mut all = Vec::new();
        for number in 0..40 {
            let whose = format!("per_{number}");
            all.push((seal(&fresh.db, &whose, &whose).await.expect("sealed"), whose));
        }
        let other = Db::open(&fresh.url, Clock::System).await.expect("opens");
        let other = other.with_key(&store::testing::key()).expect("the key fits");
        let mut read = other.read().await.expect("reads");
        read.bring_keys(all.iter().map(|(_, whose)| whose)).await.expect("brought");
        for (sealed, whose) in &all {
            assert_eq!(read.open(whose, ACCOUNT, sealed).await.expect("opened").as_ref(), Some(whose));
        }
    });
}

#[tokio::test]
async fn two_who_seal_first_at_the_same_moment_share_one_key() {
    on_each_engine!(async |fresh: &Fresh| {
        let (one, two) = tokio::join!(seal(&fresh.db, SUNITA, "one"), seal(&fresh.db, SUNITA, "two"));
        for (sealed, text) in [(one.expect("sealed"), "one"), (two.expect("sealed"), "two")] {
            assert_eq!(open(&fresh.db, SUNITA, &sealed).await.expect("opened").as_deref(), Some(text));
        }
    });
}
