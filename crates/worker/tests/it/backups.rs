//! Backups by the clock: taken, proven by restoring, and loud when they are not.

use market::backups::rules::{self, Alarm};
use market::backups::{self, Standing};
use store::backup::{BackupKey, Backups};
use store::blobs::Blobs;
use store::testing::{Fresh, engines, fresh_alone};
use store::{Db, DbUrl, Engine, sql, transaction};
use worker::backups::{Backing, Between, ProofPlace, round};

use crate::town::Town;

const MINUTE_MS: i64 = 60_000;

fn backing(fresh: &Fresh) -> Backing {
    let place = Blobs::folder(&fresh.folder.join("backups")).expect("a folder");
    let proof = match &fresh.url {
        DbUrl::Sqlite(_) => ProofPlace::Folder(fresh.folder.join("proof")),
        DbUrl::Postgres(url) => ProofPlace::Database(beside(url)),
    };
    Backing {
        backups: Backups::new(place, BackupKey::fresh()),
        url: fresh.url.clone(),
        every_ms: MINUTE_MS,
        kept_days: 30,
        proof,
        files: Some(Blobs::folder(&fresh.folder.join("media")).expect("a folder")),
        files_elsewhere: String::new(),
        program: "test".to_owned(),
    }
}

/// An empty database on the same server.
fn beside(url: &str) -> DbUrl {
    let (host, _) = url.rsplit_once('/').expect("a database");
    let name = format!("proof_{}", store::chance::letters(12)).to_lowercase();
    let made = std::process::Command::new("createdb")
        .args(["--maintenance-db", &format!("{host}/postgres"), &name])
        .status()
        .expect("createdb is there");
    assert!(made.success());
    DbUrl::Postgres(format!("{host}/{name}"))
}

async fn standing(db: &Db) -> Standing {
    backups::standing(&mut db.read().await.expect("reads")).await.expect("an answer")
}

async fn alarm(db: &Db) -> Option<Alarm> {
    rules::alarm(&standing(db).await, db.now())
}

#[tokio::test]
async fn a_backup_is_taken_each_minute_and_proven_each_day_and_silence_is_an_alarm() {
    for engine in engines() {
        let fresh = fresh_alone(engine).await;
        let town = Town::open(&fresh).await;
        let (db, backing, mut between) = (&town.db, backing(&fresh), Between::default());
        assert_eq!(alarm(db).await, Some(Alarm::Never));
        town.paid().await;
        round(db, &backing, &mut between).await.expect("taken");
        let first = standing(db).await;
        assert_eq!((first.newest, first.proven, first.breach), (Some(db.now()), Some(db.now()), None));
        assert_eq!(alarm(db).await, None);
        round(db, &backing, &mut between).await.expect("not yet");
        assert_eq!(backing.backups.names().await.expect("listed").len(), 1, "the next is not due");
        for _ in 0..3 {
            db.clock().advance_ms(MINUTE_MS);
            round(db, &backing, &mut between).await.expect("taken");
        }
        let later = standing(db).await;
        assert_eq!((later.newest, later.proven), (Some(db.now()), first.newest), "one proof a day");
        assert!(!fresh.folder.join("proof").exists(), "nothing is left of it");
        db.clock().advance_ms(9 * MINUTE_MS);
        assert_eq!(alarm(db).await, None);
        db.clock().advance_ms(2 * MINUTE_MS);
        assert_eq!(alarm(db).await, Some(Alarm::Late), "nobody says anything, and that is what is wrong");
        db.clock().advance_ms(24 * 60 * MINUTE_MS);
        round(db, &backing, &mut between).await.expect("taken, and proven anew");
        assert_eq!((alarm(db).await, standing(db).await.proven), (None, Some(db.now())));
        town.is_sound().await;
    }
}

#[tokio::test]
async fn a_backup_that_does_not_hold_is_an_alarm_however_well_new_ones_are_taken() {
    let fresh = fresh_alone(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let (db, backing, mut between) = (&town.db, backing(&fresh), Between::default());
    town.paid().await;
    transaction!(db, tx => {
        tx.exec(sql!("update stock set held = held + 1, on_hand = on_hand + 1"), store::params![]).await
    })
    .expect("somebody's hand in the database");
    round(db, &backing, &mut between).await.expect("taken");
    let breach = standing(db).await.breach.expect("seen");
    assert!(breach.contains("stock") || breach.contains("held"), "{breach}");
    assert_eq!(alarm(db).await, Some(Alarm::Unproven));
    transaction!(db, tx => {
        tx.exec(sql!("update stock set held = held - 1, on_hand = on_hand - 1"), store::params![]).await
    })
    .expect("put right");
    db.clock().advance_ms(30 * MINUTE_MS);
    round(db, &backing, &mut between).await.expect("taken");
    assert_eq!(alarm(db).await, Some(Alarm::Unproven), "looked at again after an hour");
    db.clock().advance_ms(31 * MINUTE_MS);
    round(db, &backing, &mut between).await.expect("taken");
    assert_eq!(alarm(db).await, None);
}

#[tokio::test]
async fn a_place_that_refuses_is_said_and_tried_again() {
    let fresh = fresh_alone(Engine::Sqlite).await;
    let town = Town::open(&fresh).await;
    let (db, backing, mut between) = (&town.db, backing(&fresh), Between::default());
    round(db, &backing, &mut between).await.expect("taken");
    let (folder, aside) = (fresh.folder.join("backups"), fresh.folder.join("aside"));
    std::fs::rename(&folder, &aside).expect("the disk is gone");
    std::fs::write(&folder, "no folder").expect("something else is there");
    db.clock().advance_ms(MINUTE_MS);
    let since = db.now();
    for _ in 0..2 {
        round(db, &backing, &mut between).await.expect_err("refused");
        db.clock().advance_ms(MINUTE_MS);
    }
    let failing = standing(db).await.failing.expect("it is remembered");
    assert!(failing.0 == since && failing.1.contains("cannot be used"), "{failing:?}");
    std::fs::remove_file(&folder).expect("removed");
    std::fs::rename(&aside, &folder).expect("the disk is back");
    round(db, &backing, &mut between).await.expect("taken");
    assert_eq!(standing(db).await.failing, None);
    let nowhere = Backing { proof: ProofPlace::Nowhere, ..backing };
    let breach = worker::backups::prove(db, &nowhere).await.expect("said").breach;
    assert!(breach.contains("MART_BACKUP_PROOF_DATABASE"), "{breach}");
}
