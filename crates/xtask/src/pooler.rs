//! A throw-away PgBouncer in front of a throw-away PostgreSQL, in transaction mode: a connection of the server is lent for one
//! transaction and then to somebody else.

use crate::fault::{Because, Outcome, fault};
use crate::kept::{Ending, Kept, Scratch};
use crate::postgres::{Cluster, tail};
use crate::workspace::{free_port, on_path};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const START_PATIENCE: Duration = Duration::from_secs(10);

/// A running pooler.
pub struct Pooler {
    // Ends before its folder is removed.
    _process: Kept,
    port: u16,
    /// What it calls itself and its version.
    pub version: String,
    _folder: Scratch,
}

/// Where its program is; Debian puts it among those of the system.
pub fn program() -> Option<PathBuf> {
    let own = Path::new("/usr/sbin/pgbouncer");
    if own.is_file() { Some(own.to_owned()) } else { on_path("pgbouncer") }
}

impl Pooler {
    /// Starts one that lends so many connections of this server for each database.
    pub fn start(cluster: &Cluster, connections: u32) -> Outcome<Pooler> {
        let program = program().ok_or_else(|| fault("PgBouncer is not installed (Debian: pgbouncer)"))?;
        let (folder, port) = (Scratch::new("pooler")?, free_port()?);
        let settings = folder.path().join("pgbouncer.ini");
        let text = format!(
            "[databases]\n* = host=127.0.0.1 port={} user=mart\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
             unix_socket_dir =\nauth_type = any\npool_mode = transaction\nmax_client_conn = 500\n\
             default_pool_size = {connections}\n",
            cluster.port()
        );
        std::fs::write(&settings, text).because("could not write the pooler's settings")?;
        let said = Command::new(&program).arg("--version").stdin(Stdio::null()).output();
        let said = said.because("could not run pgbouncer")?;
        let version = String::from_utf8_lossy(&said.stdout).lines().next().unwrap_or_default().to_owned();
        let mut command = Command::new(&program);
        command.arg(&settings);
        cluster.lend_person(&mut command, &folder)?;
        let mut process = Kept::start(&mut command, Ending::Asked)?;
        let until = Instant::now() + START_PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if process.ended().is_some() || Instant::now() > until {
                let log = std::fs::read_to_string(folder.path().join("server.log")).unwrap_or_default();
                return Err(fault(format!("PgBouncer did not start. Its log ends:\n{}", tail(&log))));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Pooler { _process: process, port, version, _folder: folder })
    }

    /// The address of a database through it, as the mart is told it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://mart@127.0.0.1:{}/{database}?pooler=transaction", self.port)
    }
}
