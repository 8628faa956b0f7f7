//! Fresh databases for tests: SQLite always, PostgreSQL when `MART_TEST_POSTGRES` names a throw-away server.
//!
//! `cargo xtask check` starts such a server. Each test gets a schema or a file of its own, migrated, with a clock that
//! stands at 22-11-2026 12:00 in India.

use std::path::PathBuf;

use kernel::Time;

use crate::{Clock, Db, DbUrl, Engine, MasterKey, chance};

/// 22-11-2026 12:00 in India.
pub const NOON: Time = Time(1_795_329_000_000);

/// The master key of tests.
///
/// # Panics
/// Never: the digits are right.
pub fn key() -> MasterKey {
    MasterKey::from_hex(&"5e".repeat(32)).expect("a key")
}

/// A database of one test, and the folder that goes with it.
#[derive(Debug)]
pub struct Fresh {
    /// The database, migrated.
    pub db: Db,
    /// Where it is, to be opened a second time.
    pub url: DbUrl,
    /// A folder that is removed with it.
    pub folder: PathBuf,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The engines this test run has.
pub fn engines() -> Vec<Engine> {
    let postgres = std::env::var("MART_TEST_POSTGRES").is_ok_and(|url| !url.is_empty());
    if postgres { vec![Engine::Sqlite, Engine::Postgres] } else { vec![Engine::Sqlite] }
}

/// A new migrated database on `engine`.
///
/// # Panics
/// If it cannot be made; a test has nothing to test then.
pub async fn fresh(engine: Engine) -> Fresh {
    let (url, folder) = empty(engine).await;
    let db = Db::open(&url, Clock::standing(NOON)).await.expect("the database opens");
    let db = db.with_key(&key()).expect("the key fits");
    db.migrate(&|_| ()).await.expect("the migrations run");
    Fresh { db, url, folder }
}

/// The address of a new, empty database on `engine`.
///
/// # Panics
/// If it cannot be made.
pub async fn empty(engine: Engine) -> (DbUrl, PathBuf) {
    let name = format!("mart_{}", chance::letters(12));
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let url = match engine {
        Engine::Sqlite => DbUrl::Sqlite(folder.join("mart.db")),
        Engine::Postgres => {
            let server = std::env::var("MART_TEST_POSTGRES").expect("MART_TEST_POSTGRES names a server");
            let (client, connection) =
                tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("the server answers");
            let running = tokio::spawn(connection);
            client.batch_execute(&format!("create schema {name}")).await.expect("a schema for the test");
            drop(client);
            let _ = running.await;
            let join = if server.contains('?') { '&' } else { '?' };
            DbUrl::Postgres(format!("{server}{join}options=-csearch_path%3D{name}"))
        }
    };
    (url, folder)
}

/// As [`fresh`], on PostgreSQL in a database of its own instead of a schema: what the server's tools copy whole.
///
/// # Panics
/// As [`fresh`].
pub async fn fresh_alone(engine: Engine) -> Fresh {
    let (mut url, folder) = empty(engine).await;
    if let DbUrl::Postgres(address) = &url {
        let name = format!("mart_{}", chance::letters(12)).to_lowercase();
        let (server, _) = address.split_once("options=").expect("an address of ours");
        let server = server.trim_end_matches(['?', '&']);
        let (client, connection) =
            tokio_postgres::connect(server, tokio_postgres::NoTls).await.expect("the server answers");
        let running = tokio::spawn(connection);
        client.batch_execute(&format!("create database {name}")).await.expect("a database for the test");
        drop(client);
        let _ = running.await;
        let (host, _) = server.rsplit_once('/').expect("an address that names a database");
        url = DbUrl::Postgres(format!("{host}/{name}"));
    }
    let db = Db::open(&url, Clock::standing(NOON)).await.expect("the database opens");
    let db = db.with_key(&key()).expect("the key fits");
    db.migrate(&|_| ()).await.expect("the migrations run");
    Fresh { db, url, folder }
}

/// Runs a test on every engine of this run.
///
/// `on_each_engine!(async |fresh| { … })` inside a `#[tokio::test]`.
#[macro_export]
macro_rules! on_each_engine {
    ($test:expr) => {
        for engine in $crate::testing::engines() {
            let fresh = $crate::testing::fresh(engine).await;
            println!("on {engine:?}");
            ($test)(&fresh).await;
        }
    };
}
