//! How an engine goes about each registered statement, as it tells itself; for tests that want no statement to read a large table
//! from end to end.
//!
//! Reads: what the engine answers to `explain`. Never: runs a statement. Start at [`plans`].

use tokio_postgres::{NoTls, SimpleQueryMessage};

use crate::{Db, DbUrl, Sql, Statement};

/// A statement and the lines of its plan.
pub type Plan = (Sql, Vec<String>);

/// The plans of all registered statements that ask or change rows, with values nobody knows yet. On PostgreSQL the tables are
/// counted first, and plans by reading all of a table are as dear as the mart makes them.
///
/// # Panics
/// If the engine does not answer; a test has nothing to test then.
pub async fn plans(db: &Db, url: &DbUrl) -> Vec<Plan> {
    match url {
        DbUrl::Sqlite(path) => of_file(path),
        DbUrl::Postgres(address) => of_server(db, address).await,
    }
}

fn of_file(path: &std::path::Path) -> Vec<Plan> {
    let conn = rusqlite::Connection::open(path).expect("the file opens");
    let plan = |statement: &'static Statement| {
        let text = format!("explain query plan {}", statement.for_sqlite());
        let mut asked = conn.prepare(&text).expect("is a statement");
        let rows = asked.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<Vec<_>, _>>();
        (statement, rows.expect("has a plan"))
    };
    crate::STATEMENTS.iter().copied().filter(|statement| has_plan(statement)).map(plan).collect()
}

async fn of_server(db: &Db, address: &str) -> Vec<Plan> {
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    drop(db.read().await);
    let ready = "analyze; set enable_seqscan = off; set jit = off; set plan_cache_mode = force_generic_plan";
    for step in ready.split(';') {
        client.batch_execute(step).await.expect("the tables are counted");
    }
    let mut all = Vec::new();
    for statement in crate::STATEMENTS.iter().copied().filter(|statement| has_plan(statement)) {
        client
            .batch_execute(&format!("prepare asked as {}", statement.text()))
            .await
            .expect("is a statement");
        let values = vec!["null"; values_of(statement.text())].join(", ");
        let values = if values.is_empty() { values } else { format!("({values})") };
        let answer =
            client.simple_query(&format!("explain execute asked{values}")).await.expect("has a plan");
        client.batch_execute("deallocate asked").await.expect("is forgotten");
        let lines = answer.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        });
        all.push((statement, lines.collect()));
    }
    all
}

fn has_plan(statement: &Statement) -> bool {
    let first = statement.text().split_whitespace().next().unwrap_or_default();
    matches!(first, "select" | "with" | "insert" | "update" | "delete")
}

/// The highest `$n` of a text.
fn values_of(text: &str) -> usize {
    let numbers = text.split('$').skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<usize>().ok()
    });
    numbers.max().unwrap_or(0)
}
