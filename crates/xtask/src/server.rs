//! The real release binary, driven from outside: build, start, kill, restart, verify.

use crate::fault::{Because, Outcome, fault};
use crate::http::Client;
use crate::kept::{Ending, Kept, Scratch};
use crate::postgres::{Cluster, tail};
use crate::workspace::{cargo, free_port, target};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Marts restored in one drill at most.
const SPARE: usize = 12;
/// A fresh demo draws its pictures and loads its district before it is ready.
const FIRST_START_PATIENCE: Duration = Duration::from_secs(240);
/// After a kill it has everything already.
const RESTART_PATIENCE: Duration = Duration::from_secs(30);

/// Builds `target/release/deogharmart`.
pub fn build(root: &Path) -> Outcome<PathBuf> {
    let status = cargo(root)
        .args(["build", "--quiet", "--release", "--locked", "--bin", "deogharmart"])
        .stdin(Stdio::null())
        .status()
        .because("could not run cargo")?;
    if !status.success() {
        return Err(fault("the release binary does not build"));
    }
    Ok(target(root).join("release/deogharmart"))
}

/// The binary that was named, or a fresh release build.
pub fn given_or_built(root: &Path, given: Option<PathBuf>) -> Outcome<PathBuf> {
    match given {
        Some(program) => program.canonicalize().because(format!("no binary {}", program.display())),
        None => build(root),
    }
}

/// A demo's data, made once: every mart of a run begins with a copy of its own, and pictures are drawn once.
pub struct Prepared<'a> {
    program: PathBuf,
    folder: Scratch,
    database: Option<(&'a Cluster, String)>,
}

impl<'a> Prepared<'a> {
    /// Lets a demo prepare its data, in `cluster` or else in SQLite, and stops it.
    pub fn make(program: &Path, cluster: Option<&'a Cluster>) -> Outcome<Prepared<'a>> {
        let name = unused_name();
        let url = cluster.map(|cluster| cluster.database(&name)).transpose()?;
        let mut mart = Mart::start(program, url)?;
        mart.stop();
        let Mart { folder, .. } = mart;
        let database = cluster.map(|cluster| (cluster, name));
        Ok(Prepared { program: program.to_path_buf(), folder, database })
    }

    /// The server it is made for, if it is.
    pub fn cluster(&self) -> Option<&'a Cluster> {
        self.database.as_ref().map(|(cluster, _)| *cluster)
    }

    /// The database it is made for, in words.
    pub fn engine(&self) -> &'static str {
        if self.database.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// Starts a mart on a copy.
    pub fn mart(&self) -> Outcome<Mart> {
        // What the simulators remember stays behind: every mart has ports of its own.
        let mut mart = self.copied(&["simulators"])?;
        mart.launch(RESTART_PATIENCE)?;
        Ok(mart)
    }

    /// Starts a mart on a copy in this folder, which may be on a disk of its own. What the simulators remember stays elsewhere: the
    /// outside world has power of its own.
    pub fn mart_on(&self, disk: &Path, settings: &[(&'static str, String)]) -> Outcome<Mart> {
        let mut mart = self.at_rest_copied()?;
        mart.at = Some(disk.join("data"));
        mart.settings = settings.to_vec();
        copy_all(&self.folder.path().join("data"), &mart.data(), &["simulators"])?;
        let outside = mart.folder.path().join("simulators");
        std::fs::create_dir(&outside).because("could not make a folder for the simulators")?;
        std::os::unix::fs::symlink(&outside, mart.data().join("simulators"))
            .because("could not put the simulators elsewhere")?;
        mart.launch(RESTART_PATIENCE)?;
        Ok(mart)
    }

    /// Its program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Starts a mart on a copy without pictures, with these settings in its environment.
    pub fn mart_with(&self, settings: &[(&'static str, String)]) -> Outcome<Mart> {
        let mut mart = self.copied(&["simulators", "media"])?;
        mart.settings = settings.to_vec();
        mart.launch(FIRST_START_PATIENCE)?;
        Ok(mart)
    }

    /// Starts a mart on a copy with these settings in its environment.
    pub fn mart_set(&self, settings: &[(&'static str, String)]) -> Outcome<Mart> {
        let mut mart = self.copied(&["simulators"])?;
        mart.settings = settings.to_vec();
        mart.launch(RESTART_PATIENCE)?;
        Ok(mart)
    }

    /// Starts a mart on a copy that is backed up with these settings; on PostgreSQL with a database to prove backups in.
    pub fn mart_backed_up(&self, settings: &[(&'static str, String)]) -> Outcome<Mart> {
        let mut mart = self.copied(&["simulators"])?;
        mart.settings = settings.to_vec();
        if let Some((cluster, _)) = &self.database {
            mart.settings.push(("MART_BACKUP_PROOF_DATABASE", cluster.database(&unused_name())?));
            let spare: Outcome<Vec<String>> = (0..SPARE).map(|_| cluster.database(&unused_name())).collect();
            mart.spare = Mutex::new(spare?);
        }
        mart.launch(RESTART_PATIENCE)?;
        Ok(mart)
    }

    fn at_rest_copied(&self) -> Outcome<Mart> {
        let copied = self.database.as_ref();
        let url = copied.map(|(cluster, name)| cluster.copy(name, &unused_name())).transpose()?;
        Mart::at_rest(&self.program, url)
    }

    fn copied(&self, without: &[&str]) -> Outcome<Mart> {
        let mart = self.at_rest_copied()?;
        copy_all(&self.folder.path().join("data"), &mart.data(), without)?;
        Ok(mart)
    }
}

/// Name of a database that nothing else in this run uses.
fn unused_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("mart_{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Copies a folder with all that is in it, but for what is named at its top.
fn copy_all(from: &Path, to: &Path, without: &[&str]) -> Outcome<()> {
    let sorry = || format!("could not copy {}", from.display());
    std::fs::create_dir_all(to).because(sorry())?;
    for entry in std::fs::read_dir(from).because(sorry())? {
        let entry = entry.because(sorry())?;
        if without.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_all(&path, &copy, &[])?;
        } else {
            std::fs::copy(&path, &copy).because(sorry())?;
        }
    }
    Ok(())
}

/// A running `deogharmart demo` on its own data.
pub struct Mart {
    program: PathBuf,
    process: Option<Kept>,
    folder: Scratch,
    /// Its data folder, where that is not in `folder`.
    at: Option<PathBuf>,
    database: Option<String>,
    settings: Vec<(&'static str, String)>,
    /// Empty databases beside its own, for marts that are restored from it.
    spare: Mutex<Vec<String>>,
    port: u16,
    demo: Value,
}

impl Mart {
    /// Starts a demo on fresh data; `database` is a PostgreSQL address, or `None` for SQLite in the folder.
    pub fn start(program: &Path, database: Option<String>) -> Outcome<Mart> {
        let mut mart = Mart::at_rest(program, database)?;
        mart.launch(FIRST_START_PATIENCE)?;
        Ok(mart)
    }

    fn at_rest(program: &Path, database: Option<String>) -> Outcome<Mart> {
        Ok(Mart {
            program: program.to_path_buf(),
            process: None,
            folder: Scratch::new("mart")?,
            at: None,
            database,
            settings: Vec::new(),
            spare: Mutex::default(),
            port: free_port()?,
            demo: Value::Null,
        })
    }

    /// A mart of the same program and settings, at rest, with nothing in its folder and database.
    pub fn empty_beside(&self) -> Outcome<Mart> {
        let database = match &self.database {
            None => None,
            Some(_) => Some(
                self.spare
                    .lock()
                    .ok()
                    .and_then(|mut spare| spare.pop())
                    .ok_or_else(|| fault("no empty database is left"))?,
            ),
        };
        let mart = Mart::at_rest(&self.program, database)?;
        Ok(Mart { settings: self.settings.clone(), ..mart })
    }

    /// Starts it on the data that were put into its folder, without backups of its own.
    pub fn open(&mut self) -> Outcome<()> {
        self.settings.clear();
        self.launch(FIRST_START_PATIENCE)
    }

    /// Nothing in its log says this.
    pub fn log_is_calm(&self, words: &str) -> Outcome<()> {
        let log = std::fs::read_to_string(self.folder.path().join("mart.log")).unwrap_or_default();
        match log.lines().find(|line| line.contains(words)) {
            Some(line) => Err(fault(line)),
            None => Ok(()),
        }
    }

    /// Power cut: SIGKILL, without warning.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill();
        }
    }

    /// Starts again on the same data and port; answers how long it took until it was ready.
    pub fn restart(&mut self) -> Outcome<Duration> {
        let began = Instant::now();
        self.launch(RESTART_PATIENCE)?;
        Ok(began.elapsed())
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.stop();
        }
    }

    /// Runs `deogharmart verify` on its data. Every line is shown; any breach is a fault.
    pub fn verify(&self) -> Outcome<()> {
        let status = self
            .command("verify")
            .stdin(Stdio::null())
            .status()
            .because("could not run deogharmart verify")?;
        if status.success() {
            Ok(())
        } else {
            Err(fault(format!("deogharmart verify found a breach ({status})")))
        }
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Address of a simulator (`gateway`, `sms`).
    pub fn simulator(&self, name: &str) -> Outcome<String> {
        self.demo["simulators"][name]
            .as_str()
            .map(|url| url.trim_end_matches('/').to_owned())
            .ok_or_else(|| fault(format!("demo.json names no simulator «{name}»")))
    }

    /// Where demo.json is.
    pub fn demo_path(&self) -> PathBuf {
        self.data().join("demo.json")
    }

    /// Everybody who can sign in, as demo.json tells it.
    pub fn accounts(&self) -> Vec<Value> {
        self.demo["accounts"].as_array().cloned().unwrap_or_default()
    }

    /// Whether it still runs.
    pub fn lives(&mut self) -> bool {
        self.process.as_mut().is_some_and(|process| process.ended().is_none())
    }

    /// Process id, while it runs.
    pub fn pid(&self) -> Outcome<u32> {
        self.process.as_ref().map(Kept::id).ok_or_else(|| fault("the mart does not run"))
    }

    /// Stops it, starts it on the same data, and tells after how long a page was answered in full.
    #[cfg(feature = "bench")]
    pub fn time_to_first_page(&mut self, path: &str) -> Outcome<Duration> {
        self.stop();
        let mut command = self.command("demo");
        command.args(["--port", &self.port.to_string()]).stdout(self.folder.log("mart.log")?);
        let mut client = Client::new(&self.url())?;
        let began = Instant::now();
        let process = Kept::start(&mut command, Ending::Asked)?;
        while !client.send("GET", path, &[], b"").is_ok_and(|answer| answer.status == 200) {
            if began.elapsed() > RESTART_PATIENCE {
                return Err(fault(format!("no page after {} s", RESTART_PATIENCE.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let took = began.elapsed();
        self.process = Some(process);
        // The simulators' addresses may be new.
        while !client.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let text = std::fs::read_to_string(self.demo_path()).because("could not read demo.json")?;
        self.demo = serde_json::from_str(&text).because("demo.json")?;
        Ok(took)
    }

    /// Its data folder.
    pub fn data(&self) -> PathBuf {
        self.at.clone().unwrap_or_else(|| self.folder.path().join("data"))
    }

    /// The end of its log.
    pub fn log(&self) -> String {
        tail(&std::fs::read_to_string(self.folder.path().join("mart.log")).unwrap_or_default())
    }

    /// Runs a command of the program on its data.
    pub fn command(&self, chore: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(chore).arg("--data").arg(self.data()).current_dir(self.folder.path());
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    /// A second process for pages on the same data, as a mart for real runs it. What it is told of partners is the example's: it
    /// calls none.
    pub fn node(&self) -> Outcome<Node> {
        let (port, folder) = (free_port()?, Scratch::new("node")?);
        let log = folder.log("node.log")?;
        let again = log.try_clone().because("could not share the log")?;
        let example = crate::workspace::root()?.join("crates/deogharmart/src/config/example.toml");
        let mut command = self.command("serve");
        command.arg("--pages-only").arg("--config").arg(example).stdout(log).stderr(again);
        command.env("MART_LISTEN", format!("127.0.0.1:{port}"));
        let mut node = Node { process: Kept::start(&mut command, Ending::Asked)?, folder, port };
        let until = Instant::now() + RESTART_PATIENCE;
        let mut client = Client::new(&node.url())?;
        while !client.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200) {
            if node.process.ended().is_some() || Instant::now() > until {
                let log = std::fs::read_to_string(node.folder.path().join("node.log")).unwrap_or_default();
                return Err(fault(format!("the second process did not open. It said:\n{}", tail(&log))));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(node)
    }

    fn launch(&mut self, patience: Duration) -> Outcome<()> {
        let log = self.folder.log("mart.log")?;
        let again = log.try_clone().because("could not share the log")?;
        let mut command = self.command("demo");
        command.args(["--port", &self.port.to_string()]).stdout(log).stderr(again);
        let mut process = Kept::start(&mut command, Ending::Asked)?;
        let until = Instant::now() + patience;
        let mut client = Client::new(&self.url())?;
        loop {
            if let Some(status) = process.ended() {
                return Err(fault(format!(
                    "the mart ended at its start ({status}). It said:\n{}",
                    self.log()
                )));
            }
            if client.get("/readyz", &[]).is_ok_and(|answer| answer.status == 200)
                && let Ok(text) = std::fs::read_to_string(self.demo_path())
                && let Ok(demo) = serde_json::from_str(&text)
            {
                self.demo = demo;
                self.process = Some(process);
                return Ok(());
            }
            if Instant::now() > until {
                return Err(fault(format!(
                    "the mart was not ready in {} s. It said:\n{}",
                    patience.as_secs(),
                    self.log()
                )));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// A process for pages beside a mart.
pub struct Node {
    process: Kept,
    folder: Scratch,
    port: u16,
}

impl Node {
    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it without warning.
    pub fn kill(&mut self) {
        self.process.kill();
    }
}
