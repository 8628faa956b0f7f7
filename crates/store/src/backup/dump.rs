//! A PostgreSQL database through the server's own tools: `pg_dump` makes one consistent moment, `pg_restore` puts it back.
//!
//! Address and password go to the tools in their environment, where no other user of the machine reads them.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::time::timeout;

use super::BackupError;

/// A dump that takes longer has lost its server.
const PATIENCE: Duration = Duration::from_secs(3 * 3_600);

/// The whole database as a custom-format archive.
pub(super) async fn take(url: &str) -> Result<Vec<u8>, BackupError> {
    let dump = ["--format=custom", "--no-owner", "--no-privileges"];
    run("pg_dump", url, &dump, Vec::new()).await
}

/// Puts an archive into a database, all of it or nothing; what an earlier proof has left there goes first.
pub(super) async fn put(url: &str, archive: Vec<u8>) -> Result<(), BackupError> {
    let name = config(url)?.get_dbname().unwrap_or("postgres").to_owned();
    let into = format!("--dbname={name}");
    let restore = ["--single-transaction", "--exit-on-error", "--no-owner", "--clean", "--if-exists", &into];
    run("pg_restore", url, &restore, archive).await.map(drop)
}

fn config(url: &str) -> Result<tokio_postgres::Config, BackupError> {
    crate::postgres::plain(url).parse().map_err(|cause| BackupError::Address(format!("{cause}")))
}

async fn run(
    tool: &'static str,
    url: &str,
    arguments: &[&str],
    input: Vec<u8>,
) -> Result<Vec<u8>, BackupError> {
    let mut command = Command::new(tool);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    for (name, value) in environment(&config(url)?) {
        command.env(name, value);
    }
    let mut child =
        command.spawn().map_err(|cause| BackupError::NoTool { tool, cause: cause.to_string() })?;
    let gone = |cause: std::io::Error| BackupError::Tool { tool, said: cause.to_string() };
    let mut to = child.stdin.take();
    let feeding = tokio::spawn(async move {
        if let Some(to) = &mut to {
            // A tool that stops reading says itself why it did.
            let _ = to.write_all(&input).await;
            let _ = to.shutdown().await;
        }
    });
    let output = timeout(PATIENCE, child.wait_with_output()).await;
    feeding.abort();
    let output =
        output.map_err(|_| BackupError::Tool { tool, said: "it does not end".to_owned() })?.map_err(gone)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("nothing").to_owned();
    Err(BackupError::Tool { tool, said })
}

/// Where the database is, as libpq's variables say it.
fn environment(config: &tokio_postgres::Config) -> Vec<(&'static str, String)> {
    use tokio_postgres::config::Host;
    let host = config.get_hosts().first().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(path) => path.display().to_string(),
    });
    let password = config.get_password().map(|password| String::from_utf8_lossy(password).into_owned());
    let all = [
        ("PGHOST", host),
        ("PGPORT", config.get_ports().first().map(ToString::to_string)),
        ("PGUSER", config.get_user().map(str::to_owned)),
        ("PGPASSWORD", password),
        ("PGDATABASE", config.get_dbname().map(str::to_owned)),
        ("PGOPTIONS", config.get_options().map(str::to_owned)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
