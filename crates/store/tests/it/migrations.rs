//! Migrations go forward only, go on where they were killed, and refuse what they do not know.

use store::testing::{empty, engines};
use store::{Clock, Db, DbError, Engine, Migration, on_each_engine, params, sql, testing::Fresh};

const FIRST: Migration = Migration {
    name: "0001_there_is_a_jar.sql",
    text: "-- A jar.\ncreate table jar (id text not null primary key);\ncreate table lid (id text not null primary key);\n",
};
const BROKEN: Migration = Migration {
    name: "0002_there_is_a_shelf.sql",
    text: "create table shelf (id text not null primary key);\ncreate tabel oops (id text);\n",
};

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_of_the_store_is_taken_by_the_engine() {
    on_each_engine!(async |fresh: &Fresh| {
        assert_eq!(fresh.db.statements_refused().await.expect("asks"), Vec::<String>::new());
        assert!(store::STATEMENTS.len() > 15);
        assert!(fresh.db.is_migrated().await.expect("asks"));
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_step_is_taken_again_and_the_steps_before_it_are_not() {
    for engine in engines() {
        let (url, _folder) = empty(engine).await;
        let db = Db::open(&url, Clock::System).await.expect("opens");
        let failure = db.migrate_with(&[FIRST, BROKEN], &|_| ()).await;
        assert!(matches!(failure, Err(DbError::Failed(_))), "{failure:?}");
        // The shelf was made; a second start must not stumble over it but reach the same broken step.
        let failure = db.migrate_with(&[FIRST, BROKEN], &|_| ()).await;
        assert!(matches!(&failure, Err(DbError::Failed(why)) if why.contains("oops")), "{failure:?}");
        let sql = sql!("select steps_done from schema_migration where number = 2");
        let (steps,): (i64,) = db.read().await.expect("reads").one(sql, params![]).await.expect("a row");
        assert_eq!(steps, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_schema_and_an_edited_migration_are_refused() {
    for engine in engines() {
        let (url, _folder) = empty(engine).await;
        let db = Db::open(&url, Clock::System).await.expect("opens");
        db.migrate_with(&[FIRST], &|_| ()).await.expect("runs");
        assert!(matches!(db.migrate_with(&[], &|_| ()).await, Err(DbError::Newer { found: 1, known: 0 })));
        let edited = Migration { text: "create table jar (id text);\n", ..FIRST };
        assert!(matches!(db.migrate_with(&[edited], &|_| ()).await, Err(DbError::Rewritten(1))));
        db.migrate_with(&[FIRST], &|_| ()).await.expect("the known text is fine");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_programs_may_start_at_once() {
    for engine in engines() {
        let (url, _folder) = empty(engine).await;
        let one = Db::open(&url, Clock::System).await.expect("opens");
        let two = Db::open(&url, Clock::System).await.expect("opens");
        let (a, b) = tokio::join!(one.migrate(&|_| ()), two.migrate(&|_| ()));
        a.expect("the first ends well");
        b.expect("the second ends well");
        assert!(one.is_migrated().await.expect("asks"));
    }
}

/// A table whose rows others name is made anew on SQLite, in one step: nobody loses her parent on the way.
#[tokio::test(flavor = "multi_thread")]
async fn sqlite_makes_a_table_anew_and_its_children_stay() {
    let texts = "-- A jar is unique no more.\n\
                 create table jar (id text not null primary key, size bigint not null, constraint jar_once unique (size));\n\
                 create table lid (id text not null primary key, jar_id text not null references jar (id));\n\
                 insert into jar (id, size) values ('a', 1);\ninsert into lid (id, jar_id) values ('b', 'a');\n\
                 -- PostgreSQL only\nalter table jar drop constraint jar_once;\n\
                 -- SQLite only\npragma defer_foreign_keys = on\n; create table was as select * from jar\n; drop table jar\n\
                 ; create table jar (id text not null primary key, size bigint not null)\n\
                 ; insert into jar select * from was\n; drop table was;\n\
                 insert into jar (id, size) values ('c', 1);\ninsert into lid (id, jar_id) values ('d', 'a');\n";
    let migration = Migration { name: "0001_there_are_jars.sql", text: texts };
    let only = migration.statements().iter().filter(|step| step.only.is_some()).count();
    assert_eq!(only, 2);
    for engine in engines() {
        let (url, _folder) = empty(engine).await;
        let db = Db::open(&url, Clock::System).await.expect("opens");
        db.migrate_with(&[migration], &|_| ()).await.expect("both engines can");
        let sql = sql!("select steps_done from schema_migration where number = 1");
        let (steps,): (i64,) = db.read().await.expect("reads").one(sql, params![]).await.expect("a row");
        assert_eq!(steps, 8, "the child found its parent again, and a second jar of the size was taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_may_be_for_one_engine_alone() {
    let texts = "-- A jar stands alone.\ncreate table jar (id text not null primary key);\n\
                 -- PostgreSQL only\nalter table jar drop constraint jar_pkey;\n\
                 create table lid (id text not null primary key);\n";
    let migration = Migration { name: "0001_there_is_a_jar.sql", text: texts };
    let only: Vec<_> = migration.statements().into_iter().map(|step| step.only).collect();
    assert_eq!(only, [None, Some(Engine::Postgres), None]);
    for engine in engines() {
        let (url, _folder) = empty(engine).await;
        let db = Db::open(&url, Clock::System).await.expect("opens");
        db.migrate_with(&[migration], &|_| ()).await.expect("SQLite could not drop a constraint");
        let sql = sql!("select steps_done from schema_migration where number = 1");
        let (steps,): (i64,) = db.read().await.expect("reads").one(sql, params![]).await.expect("a row");
        assert_eq!(steps, 3, "a step that is for the other engine counts as done");
    }
}
