//! The disk's own limit: one-row commits a second in SQLite, one after another, each on disk before the next.

use crate::fault::{Because, Outcome};
use std::path::Path;
use std::time::{Duration, Instant};

/// Commits a second in `folder`, with the mart's own settings (WAL, `synchronous=FULL`).
pub fn per_second(folder: &Path, time: Duration) -> Outcome<f64> {
    let path = folder.join("commits.db");
    let cause = "the commit loop";
    let line = rusqlite::Connection::open(&path).because(cause)?;
    line.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; create table row (id integer primary key, at text);",
    )
    .because(cause)?;
    let began = Instant::now();
    let mut count = 0_u32;
    while began.elapsed() < time {
        line.execute("insert into row (at) values (?1)", ["2026-11-22 12:00"]).because(cause)?;
        count += 1;
    }
    let rate = f64::from(count) / began.elapsed().as_secs_f64();
    drop(line);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("commits.db{ending}")));
    }
    Ok(rate)
}
