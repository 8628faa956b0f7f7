//! Fresh databases for tests: SQLite always, PostgreSQL when `MART_TEST_POSTGRES` names a throw-away server.
//!
//! `cargo xtask check` starts such a server. Each test gets a database or a file of its own, migrated, with a clock that
//! stands at 22-11-2026 12:00 in India.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock, PoisonError};

use kernel::Time;
use tokio::sync::OnceCell;

use crate::{Clock, Db, DbUrl, Engine, MasterKey, Migration, chance};

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
        if let (DbUrl::Postgres(_), Some(name)) = (&self.url, self.folder.file_name()) {
            let name = name.to_string_lossy().into_owned();
            ENDED.lock().unwrap_or_else(PoisonError::into_inner).push(name);
        }
    }
}

/// The engines this test run has.
pub fn engines() -> Vec<Engine> {
    let postgres = std::env::var("MART_TEST_POSTGRES").is_ok_and(|url| !url.is_empty());
    if postgres { vec![Engine::Sqlite, Engine::Postgres] } else { vec![Engine::Sqlite] }
}

/// Whether each transaction is told at its first commit that somebody was faster (`MART_TEST_OUTRUN`), as PostgreSQL may tell any of
/// them: what a transaction does must be the same when it is done twice.
pub(crate) fn everybody_is_outrun() -> bool {
    static IS_SO: OnceLock<bool> = OnceLock::new();
    *IS_SO.get_or_init(|| std::env::var_os("MART_TEST_OUTRUN").is_some())
}

/// A new migrated database on `engine`: a copy of one that was migrated once.
///
/// # Panics
/// If it cannot be made; a test has nothing to test then.
pub async fn fresh(engine: Engine) -> Fresh {
    let (url, folder) = match engine {
        Engine::Sqlite => copy_of_file().await,
        Engine::Postgres => copy_on_server().await,
    };
    let db = Db::open(&url, Clock::standing(NOON)).await.expect("the database opens");
    let db = db.with_key(&key()).expect("the key fits");
    Fresh { db, url, folder }
}

async fn migrated(url: &DbUrl) -> Db {
    let db = Db::open(url, Clock::standing(NOON)).await.expect("the database opens");
    let db = db.with_key(&key()).expect("the key fits");
    db.migrate(&|_| ()).await.expect("the migrations run");
    db
}

async fn copy_of_file() -> (DbUrl, PathBuf) {
    static MIGRATED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let migrate = async || {
        let (url, folder) = empty(Engine::Sqlite).await;
        migrated(&url).await.compact().await.expect("the file holds all");
        let file = std::fs::read(folder.join("mart.db")).expect("the file is read");
        let _ = std::fs::remove_dir_all(folder);
        file
    };
    let (url, folder) = empty(Engine::Sqlite).await;
    std::fs::write(folder.join("mart.db"), MIGRATED.get_or_init(migrate).await).expect("a file for the test");
    (url, folder)
}

/// Databases of tests that have ended; the next test lets go of them.
static ENDED: Mutex<Vec<String>> = Mutex::new(Vec::new());

async fn copy_on_server() -> (DbUrl, PathBuf) {
    static MIGRATED: OnceCell<String> = OnceCell::const_new();
    let model = MIGRATED.get_or_init(model).await;
    let (name, folder) = named();
    let server = Server::met(&address(None)).await;
    let ended = std::mem::take(&mut *ENDED.lock().unwrap_or_else(PoisonError::into_inner));
    for ended in ended {
        server.run(&format!("drop database if exists {ended} with (force)")).await.expect("it is let go");
    }
    server.run(&format!("create database {name} template {model}")).await.expect("a copy for the test");
    (DbUrl::Postgres(address(Some(&name))), folder)
}

/// The migrated database that others are copies of. Programs of tests that run at once make it once.
async fn model() -> String {
    let name = format!("mart_model_{}", Migration::fingerprint_of_all());
    let server = Server::met(&address(None)).await;
    server.run("select pg_advisory_lock(7)").await.expect("one at a time");
    let done = format!("select 1 from pg_database where datname = '{name}' and not datallowconn");
    if server.client.query_opt(&done, &[]).await.expect("the server answers").is_none() {
        server.run(&format!("drop database if exists {name} with (force)")).await.expect("half a model goes");
        server.run(&format!("create database {name}")).await.expect("a database for the model");
        drop(migrated(&DbUrl::Postgres(address(Some(&name)))).await);
        let close = format!(
            "alter database {name} allow_connections false;
             select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{name}'"
        );
        for statement in close.split(';') {
            server.run(statement).await.expect("nobody changes the model");
        }
    }
    name
}

/// The throw-away server's address, of the database it names or of another.
fn address(database: Option<&str>) -> String {
    let server = std::env::var("MART_TEST_POSTGRES").expect("MART_TEST_POSTGRES names a server");
    let Some(database) = database else { return server };
    let (place, options) = server.split_once('?').map_or((server.as_str(), None), |(p, o)| (p, Some(o)));
    let (host, _) = place.rsplit_once('/').expect("the address names a database");
    options.map_or_else(|| format!("{host}/{database}"), |options| format!("{host}/{database}?{options}"))
}

/// A connection outside the pool; it ends when it is let go.
struct Server {
    client: tokio_postgres::Client,
}

impl Server {
    async fn met(address: &str) -> Server {
        let (client, connection) =
            tokio_postgres::connect(address, tokio_postgres::NoTls).await.expect("the server answers");
        tokio::spawn(connection);
        Server { client }
    }

    async fn run(&self, text: &str) -> Result<(), tokio_postgres::Error> {
        self.client.batch_execute(text).await
    }
}

fn named() -> (String, PathBuf) {
    let name = format!("mart_{}", chance::letters(12));
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    (name, folder)
}

/// The address of a new, empty database on `engine`.
///
/// # Panics
/// If it cannot be made.
pub async fn empty(engine: Engine) -> (DbUrl, PathBuf) {
    let (name, folder) = named();
    let url = match engine {
        Engine::Sqlite => DbUrl::Sqlite(folder.join("mart.db")),
        Engine::Postgres => {
            let server = address(None);
            Server::met(&server)
                .await
                .run(&format!("create schema {name}"))
                .await
                .expect("a schema for the test");
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
