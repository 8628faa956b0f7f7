//! Whoever is erased stays erased, also after yesterday's backup is put back.

use kernel::Lang;
use kernel::ids::PersonId;
use kernel::india::Mobile;
use market::accounts::{self, Role, Scope};
use market::{erasure, verify};
use store::testing::Fresh;
use store::{Clock, Db, DbUrl, Engine, testing};
use worker::erased;

use crate::town::Town;

const TWO_DAYS_MS: i64 = 48 * 3_600_000;
const BUYERS: u32 = 40;
const ERASED: usize = 10;

/// A number no other test has, and no other value looks like.
fn canary(n: u32) -> Mobile {
    Mobile::typed(&format!("98{:08}", 70_413_000 + n)).expect("a number")
}

async fn known(db: &Db, people: &[PersonId]) -> usize {
    let mut read = db.read().await.expect("reads");
    let mut count = 0;
    for person in people {
        count += usize::from(accounts::who_is(&mut read, *person).await.expect("asks").is_some());
    }
    count
}

async fn is_sound(db: &Db) {
    let checks = verify::run(db).await.expect("the checks run");
    let breaches: Vec<_> = checks.into_iter().filter(|check| !check.holds()).collect();
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[tokio::test]
async fn yesterdays_backup_brings_nobody_back() {
    let fresh: Fresh = testing::fresh(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let folder = fresh.folder.join("data");
    std::fs::create_dir_all(&folder).expect("a folder");
    let worker = worker::Worker { folder: Some(folder.clone()), ..town.worker.clone() };
    let mut buyers = Vec::new();
    for n in 0..BUYERS {
        let name = format!("Kanari {n:03}");
        let (mobile, scope) = (canary(n), Scope::default());
        let given = accounts::give_role(&town.db, &mobile, &name, Lang::Hi, Role::Maker, &scope);
        buyers.push(given.await.expect("somebody"));
    }
    for person in &buyers[..ERASED] {
        erasure::ask(&town.db, *person).await.expect("asks");
    }
    town.db.compact().await.expect("one whole file");
    let DbUrl::Sqlite(path) = &fresh.url else { panic!("a file") };
    let backup = folder.join("backup.db");
    std::fs::copy(path, &backup).expect("yesterday's copy");

    town.db.clock().advance_ms(TWO_DAYS_MS);
    worker::tidy_up(&worker).await.expect("tidies");
    worker::tidy_up(&worker).await.expect("tidies again");
    assert_eq!(known(&town.db, &buyers).await, buyers.len() - ERASED);
    is_sound(&town.db).await;
    let file = std::fs::read_to_string(folder.join(erased::FILE)).expect("the file");
    let lines = file.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(lines, ERASED, "a line for each, once: {file}");
    assert!(!file.contains("Kanari"), "ids and nothing else");

    let restored = Db::open(&DbUrl::Sqlite(backup), Clock::System).await.expect("opens");
    let restored = restored.with_key(&testing::key()).expect("the key fits");
    assert_eq!(known(&restored, &buyers).await, buyers.len(), "the copy knows them");
    assert_eq!(erased::again(&restored, &folder).await, Ok(ERASED));
    assert_eq!(erased::again(&restored, &folder).await, Ok(0));
    assert_eq!(known(&restored, &buyers).await, buyers.len() - ERASED);
    is_sound(&restored).await;
    restored.compact().await.expect("compacted");
    let bytes = std::fs::read(folder.join("backup.db")).expect("the file");
    let found = |plain: &str| bytes.windows(plain.len()).any(|window| window == plain.as_bytes());
    assert!(found(&format!("Kanari {:03}", BUYERS - 1)), "who stays has her name");
    for n in 0..BUYERS {
        assert!(!found(canary(n).as_str()), "no number lies in the file");
    }
    for n in 0..ERASED {
        assert!(!found(&format!("Kanari {n:03}")), "no name of who is gone");
    }

    std::fs::write(folder.join(erased::FILE), "2026-11-25 somebody\n").expect("written");
    let told = erased::again(&restored, &folder).await.expect_err("somebody must look");
    assert!(told.contains("2026-11-25 somebody"), "{told}");
}
