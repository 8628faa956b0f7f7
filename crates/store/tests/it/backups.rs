//! What a backup holds, and what does not count as one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use kernel::Time;
use store::backup::{BackupError, BackupKey, Backups, Carried, Facts, Kind, Memory, Onto};
use store::blobs::Blobs;
use store::testing::{Fresh, engines, fresh_alone, key};
use store::{Clock, Db, DbUrl, jobs, params, sql, transaction};

struct Kept {
    fresh: Fresh,
    key: BackupKey,
    backups: Backups,
    memory: Memory,
}

impl Kept {
    async fn open(engine: store::Engine) -> Kept {
        let fresh = fresh_alone(engine).await;
        let key = BackupKey::fresh();
        let place = Blobs::folder(&fresh.folder.join("backups")).expect("a folder");
        Kept { backups: Backups::new(place, key.clone()), key, fresh, memory: Memory::default() }
    }

    async fn put(&self, keys: std::ops::Range<i64>) {
        for key in keys {
            put(&self.fresh.db, key).await;
        }
    }

    async fn take(&mut self) -> store::backup::Name {
        self.fresh.db.clock().advance_ms(1_000);
        let (db, url) = (&self.fresh.db, &self.fresh.url);
        let facts = Facts { program: "test".to_owned(), media: "here".to_owned(), ..Facts::default() };
        self.backups.take(db, url, &mut self.memory, facts).await.expect("taken").name
    }

    /// A place to restore to, on the same engine.
    async fn elsewhere(&self) -> DbUrl {
        match &self.fresh.url {
            DbUrl::Sqlite(_) => {
                DbUrl::Sqlite(self.fresh.folder.join(format!("{}.db", store::chance::letters(8))))
            }
            DbUrl::Postgres(_) => empty_server(&self.fresh.url).await,
        }
    }

    async fn restored(&self, name: store::backup::Name) -> Vec<i64> {
        let url = self.elsewhere().await;
        self.backups.restore(name, &url, Onto::Empty).await.expect("restored");
        let db = Db::open(&url, Clock::System).await.expect("opened").with_key(&key()).expect("a key");
        db.prove_key().await.expect("the same key");
        keys_of(&db).await
    }
}

/// A database next to another one, made by copying nothing.
async fn empty_server(url: &DbUrl) -> DbUrl {
    let DbUrl::Postgres(address) = url else { panic!("no server") };
    let (host, _) = address.rsplit_once('/').expect("a database");
    let name = format!("mart_{}", store::chance::letters(12)).to_lowercase();
    let made = std::process::Command::new("createdb")
        .args(["--maintenance-db", &format!("{host}/postgres"), &name])
        .status()
        .expect("createdb is there");
    assert!(made.success());
    DbUrl::Postgres(format!("{host}/{name}"))
}

async fn put(db: &Db, key: i64) {
    let key = format!("{key:06}");
    transaction!(db, tx => { jobs::put(tx, "sms", &key, "{}").await }).expect("put");
}

async fn keys_of(db: &Db) -> Vec<i64> {
    let all = sql!("select once_key from job order by once_key limit 500");
    let rows: Vec<(String,)> =
        db.read().await.expect("a connection").rows(all, params![]).await.expect("rows");
    rows.into_iter().map(|(key,)| key.parse().expect("a number")).collect()
}

#[tokio::test]
async fn each_backup_is_its_own_moment() {
    for engine in engines() {
        let mut kept = Kept::open(engine).await;
        let mut names = Vec::new();
        for round in 0..4 {
            kept.put(round * 10..round * 10 + 10).await;
            names.push(kept.take().await);
        }
        if engine == store::Engine::Sqlite {
            assert_eq!(
                names.iter().map(|name| name.kind).collect::<Vec<_>>()[..2],
                [Kind::Full, Kind::Since]
            );
            let (whole, part) = (kept.manifest(names[0]).await, kept.manifest(names[3]).await);
            assert!(part.pages_here < whole.pages / 4, "{} of {}", part.pages_here, whole.pages);
        }
        for (round, name) in names.iter().enumerate() {
            assert_eq!(kept.restored(*name).await, (0..(round as i64 + 1) * 10).collect::<Vec<_>>());
        }
        let between = Time(names[2].moment.0 + 500);
        assert_eq!(kept.backups.newest(Some(between)).await.expect("one"), names[2]);
        assert_eq!(kept.backups.newest(None).await.expect("one"), names[3]);
        let none = kept.backups.newest(Some(Time(0))).await.expect_err("none so old").to_string();
        assert!(none.contains("there is no backup of 01-01-1970"), "{none}");
    }
}

impl Kept {
    async fn manifest(&self, name: store::backup::Name) -> store::backup::Manifest {
        self.backups.manifest(name).await.expect("a manifest")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writing_goes_on_and_what_was_acknowledged_is_in() {
    for engine in engines() {
        let mut kept = Kept::open(engine).await;
        let (written, stop) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicBool::new(false)));
        let writer = {
            let (db, written, stop) = (kept.fresh.db.clone(), written.clone(), stop.clone());
            tokio::spawn(async move {
                while !stop.load(Ordering::SeqCst) && written.load(Ordering::SeqCst) < 480 {
                    put(&db, written.load(Ordering::SeqCst)).await;
                    written.fetch_add(1, Ordering::SeqCst);
                }
            })
        };
        let mut seen = Vec::new();
        for _ in 0..4 {
            let before = written.load(Ordering::SeqCst);
            let name = kept.take().await;
            let after = written.load(Ordering::SeqCst);
            seen.push((name, before, after));
        }
        stop.store(true, Ordering::SeqCst);
        writer.await.expect("written");
        for (name, before, after) in seen {
            let keys = kept.restored(name).await;
            assert_eq!(keys, (0..keys.len() as i64).collect::<Vec<_>>(), "no hole");
            let count = keys.len() as i64;
            assert!(before <= count && count <= after + 1, "{before} ≤ {count} ≤ {after}");
        }
    }
}

#[tokio::test]
async fn a_damaged_missing_or_strange_backup_is_refused_and_leaves_nothing() {
    let mut kept = Kept::open(store::Engine::Sqlite).await;
    kept.put(0..5).await;
    let whole = kept.take().await;
    kept.put(5..9).await;
    let part = kept.take().await;
    let to = kept.elsewhere().await;
    let DbUrl::Sqlite(path) = &to else { panic!("a file") };
    let folder = kept.fresh.folder.join("backups");
    let good = std::fs::read(folder.join(whole.file())).expect("a file");
    for place in [0, 30, good.len() / 2, good.len() - 1] {
        let mut bad = good.clone();
        bad[place] ^= 1;
        std::fs::write(folder.join(whole.file()), bad).expect("written");
        let said = kept.backups.restore(part, &to, Onto::Empty).await.expect_err("refused").to_string();
        assert!(said.contains("is damaged; restore another moment"), "{said}");
        assert!(!path.exists(), "nothing is left behind");
    }
    std::fs::remove_file(folder.join(whole.file())).expect("removed");
    let said = kept.backups.restore(part, &to, Onto::Empty).await.expect_err("refused").to_string();
    assert!(said.contains("is not there, and a newer one is built on it"), "{said}");
    std::fs::write(folder.join(whole.file()), &good).expect("put back");
    let stranger = Backups::new(Blobs::folder(&folder).expect("a folder"), BackupKey::fresh());
    let said = stranger.restore(part, &to, Onto::Empty).await.expect_err("refused").to_string();
    assert!(said.contains("sealed with another key"), "{said}");
    std::fs::copy(folder.join(whole.manifest()), folder.join(part.manifest())).expect("copied");
    let said = kept.backups.restore(part, &to, Onto::Empty).await.expect_err("refused").to_string();
    assert!(said.contains("is damaged"), "a manifest is its own backup's: {said}");
    let twice = kept.backups.restore(whole, &kept.fresh.url, Onto::Empty).await;
    assert!(matches!(twice, Err(BackupError::Occupied(_))), "never over a database");
    assert_eq!(keys_of(&kept.fresh.db).await.len(), 9, "which is as it was");
    let server = DbUrl::Postgres("postgres://nobody@127.0.0.1:1/x".to_owned());
    assert!(matches!(
        kept.backups.restore(whole, &server, Onto::Empty).await,
        Err(BackupError::OtherEngine { .. })
    ));
}

#[tokio::test]
async fn a_restart_and_an_hour_begin_with_the_whole_and_a_server_is_never_copied_over() {
    let mut kept = Kept::open(store::Engine::Sqlite).await;
    kept.take().await;
    assert_eq!(kept.take().await.kind, Kind::Since);
    kept.fresh.db.clock().advance_ms(3_600_000);
    assert_eq!(kept.take().await.kind, Kind::Full);
    kept.memory = Memory::default();
    assert_eq!(kept.take().await.kind, Kind::Full);
    for engine in engines().into_iter().filter(|engine| *engine == store::Engine::Postgres) {
        let mut kept = Kept::open(engine).await;
        let name = kept.take().await;
        let twice = kept.backups.restore(name, &kept.fresh.url, Onto::Empty).await;
        assert!(matches!(twice, Err(BackupError::Occupied(_))));
        let proof = kept.elsewhere().await;
        for _ in 0..2 {
            kept.backups.restore(name, &proof, Onto::Scratch).await.expect("a proof may be made again");
        }
    }
}

#[tokio::test]
async fn files_are_carried_once_and_forgotten_late() {
    let kept = Kept::open(store::Engine::Sqlite).await;
    let media = Blobs::folder(&kept.fresh.folder.join("media")).expect("a folder");
    let mut carried = Carried::default();
    for name in ["ab/one", "cd/two"] {
        media.put(name, name.as_bytes().to_vec().into()).await.expect("written");
    }
    assert_eq!(kept.backups.carry_files(&media, &mut carried).await.expect("carried"), 0);
    let again = Blobs::folder(&kept.fresh.folder.join("again")).expect("a folder");
    assert_eq!(kept.backups.restore_files(&again).await.expect("restored"), 2);
    assert_eq!(again.get("cd/two").await.expect("read").as_deref(), Some(&b"cd/two"[..]));
    let there = kept.fresh.folder.join("backups/media/ab/one");
    assert!(!std::fs::read(&there).expect("a file").windows(6).any(|part| part == b"ab/one"), "sealed");
    media.remove("ab/one").await.expect("removed");
    let day = |days: i64| kept.fresh.db.now().plus_days(days);
    assert_eq!(kept.backups.forget_files(&media, day(0), 30).await.expect("looked"), 0);
    assert_eq!(kept.backups.forget_files(&media, day(30), 30).await.expect("looked"), 0);
    assert_eq!(kept.backups.forget_files(&media, day(31), 30).await.expect("looked"), 1);
    assert!(!there.exists() && kept.key.to_hex().reveal().len() == 64);
}
