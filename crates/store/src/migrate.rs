//! Migrations: numbered sentences, forward only, resumable after a kill at any statement.
//!
//! Each statement runs in a transaction that also counts it, so that a start after a crash goes on with the next one,
//! and two starting programs do not run the same statement twice.

use kernel::proof::hex;
use sha2::{Digest, Sha256};

use crate::tx::Conn;
use crate::{Db, DbError, Engine, Sql, params, sql, transaction};

/// A file of `migrations/`.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_people_sign_in.sql`: its number, then the sentence that becomes true.
    pub name: &'static str,
    /// Its statements, each ended by a semicolon at the end of a line. One after the line `-- PostgreSQL only` is taken
    /// as done on SQLite, one after `-- SQLite only` on PostgreSQL. What SQLite must do together stands in one statement: its parts are
    /// divided by semicolons at the beginning of lines.
    pub text: &'static str,
}

/// What a migration run has to tell.
pub type Progress<'a> = &'a (dyn Fn(&str) + Sync);

/// Stands on a line before a statement that SQLite does not know or need.
const POSTGRES_ONLY: &str = "-- PostgreSQL only";
/// Stands on a line before what SQLite must do otherwise: it cannot drop what holds a table together, so the table is made anew.
const SQLITE_ONLY: &str = "-- SQLite only";

/// A statement of a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Without comments and its semicolon.
    pub text: String,
    /// The engine it is for, if not for both.
    pub only: Option<Engine>,
}

static EMBEDDED: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

impl Migration {
    /// Its number, from the file's name.
    pub fn number(&self) -> i64 {
        self.name.split('_').next().and_then(|number| number.parse().ok()).unwrap_or(0)
    }

    /// The sentence that becomes true.
    pub fn sentence(&self) -> String {
        let name = self.name.trim_end_matches(".sql");
        name.split_once('_').map_or(name, |(_, words)| words).replace('_', " ")
    }

    /// Its statements, without comments.
    pub fn statements(&self) -> Vec<Step> {
        let text = format!("{}\n", self.text);
        let steps = text.split(";\n").map(|part| {
            let code: Vec<&str> =
                part.lines().map(|line| line.split("--").next().unwrap_or("").trim_end()).collect();
            let stands = |mark: &str| part.lines().any(|line| line.trim_end() == mark);
            let only = if stands(POSTGRES_ONLY) {
                Some(Engine::Postgres)
            } else {
                stands(SQLITE_ONLY).then_some(Engine::Sqlite)
            };
            Step { text: code.join("\n").trim().to_owned(), only }
        });
        steps.filter(|step| !step.text.is_empty()).collect()
    }

    /// Twelve letters that are others as soon as any migration is.
    #[cfg(feature = "testing")]
    pub(crate) fn fingerprint_of_all() -> String {
        let all: Vec<String> = EMBEDDED.iter().map(Migration::fingerprint).collect();
        hex(&Sha256::digest(all.concat().as_bytes()))[..12].to_owned()
    }

    fn fingerprint(&self) -> String {
        let texts: Vec<String> = self.statements().into_iter().map(|step| step.text).collect();
        hex(&Sha256::digest(texts.join(";\n").as_bytes()))
    }
}

impl Db {
    /// Brings the schema to what this program knows. `tell` hears each sentence that becomes true.
    ///
    /// # Errors
    /// [`DbError::Newer`] if a newer program has been here, [`DbError::Rewritten`] if a migration was edited after it ran.
    pub async fn migrate(&self, tell: Progress<'_>) -> Result<(), DbError> {
        self.migrate_with(EMBEDDED, tell).await?;
        self.prove_key().await
    }

    /// Whether the master key, if one was given, is the one this database is sealed with. The first one given is it.
    ///
    /// # Errors
    /// [`DbError::OtherKey`] if it is another.
    pub async fn prove_key(&self) -> Result<(), DbError> {
        let Some(keyring) = self.keyring() else { return Ok(()) };
        let known = transaction!(self, tx => {
            crate::sql::insert_fingerprint(tx, keyring.fingerprint()).await?;
            crate::sql::fingerprint(tx).await
        })?;
        if known.as_deref() == Some(keyring.fingerprint()) { Ok(()) } else { Err(DbError::OtherKey) }
    }

    /// Whether something may be sealed in this database, so that no new master key may be made for it.
    ///
    /// # Errors
    /// [`DbError`] if the database does not answer.
    pub async fn has_master_key(&self) -> Result<bool, DbError> {
        // A database that no program has prepared has no such table.
        let mut read = self.read().await?;
        Ok(matches!(crate::sql::fingerprint(&mut read).await, Ok(Some(_))))
    }

    /// As [`Db::migrate`] with a given list, for tests of resuming and refusing.
    ///
    /// # Errors
    /// As [`Db::migrate`].
    pub async fn migrate_with(&self, list: &[Migration], tell: Progress<'_>) -> Result<(), DbError> {
        self.keep_count().await?;
        let known = list.last().map_or(0, Migration::number);
        let (found,): (Option<i64>,) =
            self.read().await?.one(sql!("select max(number) from schema_migration"), params![]).await?;
        match found {
            Some(found) if found > known => return Err(DbError::Newer { found, known }),
            _ => {}
        }
        for migration in list {
            self.apply(migration, tell).await?;
        }
        Ok(())
    }

    /// Whether the schema is exactly what this program knows.
    ///
    /// # Errors
    /// [`DbError`] if the database does not answer.
    pub async fn is_migrated(&self) -> Result<bool, DbError> {
        let (done,): (i64,) = self
            .read()
            .await?
            .one(sql!("select count(*) from schema_migration where done_at_ms is not null"), params![])
            .await?;
        Ok(usize::try_from(done).is_ok_and(|done| done == EMBEDDED.len()))
    }

    /// The highest migration that has run.
    ///
    /// # Errors
    /// [`DbError`] if the database does not answer, or no program has prepared it.
    pub async fn schema(&self) -> Result<i64, DbError> {
        let highest =
            sql!("select coalesce(max(number), 0) from schema_migration where done_at_ms is not null");
        Ok(self.read().await?.one::<(i64,)>(highest, params![]).await?.0)
    }

    async fn apply(&self, migration: &Migration, tell: Progress<'_>) -> Result<(), DbError> {
        let (number, fingerprint) = (migration.number(), migration.fingerprint());
        let (steps_done, ran, done_at): (i64, String, Option<i64>) = transaction!(self, tx => {
            let insert = sql!(
                "insert into schema_migration (number, sentence, fingerprint, steps_done) values ($1, $2, $3, 0)
                 on conflict (number) do nothing"
            );
            tx.exec(insert, params![number, migration.sentence(), fingerprint]).await?;
            let state = sql!("select steps_done, fingerprint, done_at_ms from schema_migration where number = $1");
            tx.one(state, params![number]).await
        })?;
        if ran != fingerprint {
            return Err(DbError::Rewritten(number));
        }
        if done_at.is_some() {
            return Ok(());
        }
        let steps = migration.statements();
        for (step, statement) in steps.iter().enumerate().skip(usize::try_from(steps_done).unwrap_or(0)) {
            self.take_step(number, step, statement).await?;
        }
        let now = self.now();
        transaction!(self, tx => {
            let done = sql!("update schema_migration set done_at_ms = $2 where number = $1 and done_at_ms is null");
            tx.exec(done, params![number, now]).await
        })?;
        tell(&migration.sentence());
        Ok(())
    }

    /// One statement and the count of it, together or not at all; nothing if another program has done it meanwhile.
    async fn take_step(&self, number: i64, step: usize, statement: &Step) -> Result<(), DbError> {
        let before = i64::try_from(step).unwrap_or(i64::MAX);
        transaction!(self, tx => {
            let count = sql!(
                "update schema_migration set steps_done = steps_done + 1 where number = $1 and steps_done = $2"
            );
            let is_next = tx.exec(count, params![number, before]).await? == 1;
            if is_next && statement.only.is_none_or(|engine| engine == self.engine()) {
                run_on(&mut tx.conn, &statement.text).await?;
            }
            Ok::<(), DbError>(())
        })
    }

    /// Makes the table that counts the steps. Two programs that start at once may both try; the second sees the first's.
    async fn keep_count(&self) -> Result<(), DbError> {
        let table = "create table if not exists schema_migration (
                         number      bigint not null primary key,
                         sentence    text   not null,
                         fingerprint text   not null,
                         steps_done  bigint not null,
                         done_at_ms  bigint
                     )";
        let first: Result<(), DbError> = transaction!(self, tx => { run_on(&mut tx.conn, table).await });
        match first {
            Ok(()) => Ok(()),
            Err(_) => transaction!(self, tx => { run_on(&mut tx.conn, table).await }),
        }
    }

    /// Has the engine check every registered statement and answers what it refuses: the proof that one text serves both.
    ///
    /// # Errors
    /// [`DbError`] if the database does not answer.
    pub async fn statements_refused(&self) -> Result<Vec<String>, DbError> {
        let mut refused = Vec::new();
        let mut tx = self.begin().await?;
        for statement in crate::STATEMENTS {
            if let Err(cause) = prepare(&mut tx.conn, statement).await {
                refused.push(format!("{}: {cause}", statement.place()));
            }
        }
        Ok(refused)
    }
}

async fn prepare(conn: &mut Conn, statement: Sql) -> Result<(), String> {
    match conn {
        Conn::Lease(lease) => {
            let conn = lease.conn().map_err(|cause| cause.to_string())?;
            conn.prepare(statement.for_sqlite()).map(drop).map_err(|cause| cause.to_string())
        }
        Conn::Postgres(session) => {
            session.run("savepoint one").await.map_err(|cause| cause.to_string())?;
            let prepared = session.prepare(statement).await;
            session.run("rollback to savepoint one").await.map_err(|cause| cause.to_string())?;
            prepared.map_err(|cause| {
                cause.as_db_error().map_or_else(|| cause.to_string(), |db| db.message().to_owned())
            })
        }
        Conn::Reader(_) | Conn::Gone => Err("no transaction".to_owned()),
    }
}

/// Runs a schema statement, which has no values and is not prepared.
async fn run_on(conn: &mut Conn, statement: &str) -> Result<(), DbError> {
    let explain =
        |cause: String| DbError::Failed(format!("{cause} in: {}", statement.lines().next().unwrap_or("")));
    match conn {
        Conn::Lease(lease) => {
            lease.conn()?.execute_batch(statement).map_err(|cause| explain(cause.to_string()))
        }
        Conn::Postgres(session) => session.run(statement).await.map_err(|cause| {
            explain(cause.as_db_error().map_or_else(|| cause.to_string(), |db| db.message().to_owned()))
        }),
        Conn::Reader(_) | Conn::Gone => Err(DbError::Failed("no transaction".to_owned())),
    }
}
