//! A throw-away PostgreSQL cluster: made fresh, on a free port, gone at the end.
//!
//! PostgreSQL refuses to run as root; then it runs as `postgres` or `nobody`. Durability stays as in production
//! (`fsync` on): the drills are about exactly that.

use crate::fault::{Because, Outcome, fault};
use crate::kept::{Ending, Kept, Scratch};
use crate::workspace::{free_port, on_path};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Name of the superuser; trusted on the loopback address only.
const ROLE: &str = "mart";
const START_PATIENCE: Duration = Duration::from_secs(60);
const SHUT_DOWN_PATIENCE: Duration = Duration::from_secs(10);

/// A running cluster.
pub struct Cluster {
    // Ends with the cluster.
    server: Mutex<Kept>,
    programs: PathBuf,
    data: PathBuf,
    settings: Vec<&'static str>,
    person: Option<Person>,
    port: u16,
    // Removed after the server has ended: fields drop in this order.
    folder: Scratch,
}

/// The user to run as, when we are root.
#[derive(Clone, Copy)]
struct Person {
    uid: u32,
    gid: u32,
}

impl Cluster {
    /// Makes and starts one.
    pub fn start() -> Outcome<Cluster> {
        Cluster::start_with(None, &[])
    }

    /// As [`Cluster::start`], with its data on a disk that is there already, and these settings besides.
    pub fn start_with(disk: Option<&Path>, settings: &[&'static str]) -> Outcome<Cluster> {
        let programs = programs().ok_or_else(|| {
            fault("PostgreSQL's server is not installed (Debian: apt-get install postgresql-15; else put initdb on the PATH)")
        })?;
        let folder = Scratch::new("postgres")?;
        let person = if rustix::process::getuid().is_root() { Some(unprivileged()?) } else { None };
        if let Some(person) = person {
            std::os::unix::fs::chown(folder.path(), Some(person.uid), Some(person.gid))
                .because("could not hand the cluster's folder to an ordinary user")?;
        }
        let data = disk.unwrap_or(folder.path()).join("postgres");
        fs::create_dir(&data).because("could not make the cluster's folder")?;
        if let Some(person) = person {
            std::os::unix::fs::chown(&data, Some(person.uid), Some(person.gid))
                .because("could not hand the cluster's folder to an ordinary user")?;
        }
        initialise(&programs, &data, person, &folder)?;
        for _ in 0..3 {
            let port = free_port()?;
            let mut server = serve(&programs, &data, (port, settings), person, &folder)?;
            if ready(&programs, port, &mut server) {
                let (server, settings) = (Mutex::new(server), settings.to_vec());
                return Ok(Cluster { server, programs, data, settings, person, port, folder });
            }
        }
        let log = fs::read_to_string(folder.path().join("server.log")).unwrap_or_default();
        Err(fault(format!("PostgreSQL did not start. Its log ends:\n{}", tail(&log))))
    }

    /// Ends it without warning, as a power cut would.
    pub fn kill(&self) -> Outcome<()> {
        let mut server = self.server.lock().map_err(|_| fault("a thread broke down"))?;
        // Each of its processes has a group of its own and would only notice after a while.
        let own = children(server.id());
        server.kill();
        for pid in own.into_iter().filter_map(Pid::from_raw) {
            let _ = kill_process(pid, Signal::KILL);
        }
        Ok(())
    }

    /// PostgreSQL's immediate shutdown: connections end where they are, nothing is put in order.
    pub fn shut_down_at_once(&self) -> Outcome<()> {
        let mut server = self.server.lock().map_err(|_| fault("a thread broke down"))?;
        signal(server.id(), Signal::QUIT);
        match server.wait_at_most(SHUT_DOWN_PATIENCE) {
            Some(_) => Ok(()),
            None => Err(fault("PostgreSQL does not shut down")),
        }
    }

    /// It goes on holding every connection and says nothing more, until [`Cluster::thaw`].
    pub fn freeze(&self) -> Outcome<()> {
        self.signal_all(Signal::STOP)
    }

    /// It goes on where it stopped.
    pub fn thaw(&self) -> Outcome<()> {
        self.signal_all(Signal::CONT)
    }

    fn signal_all(&self, what: Signal) -> Outcome<()> {
        let server = self.pid()?;
        signal(server, what);
        children(server)
            .into_iter()
            .filter_map(|pid| u32::try_from(pid).ok())
            .for_each(|pid| signal(pid, what));
        Ok(())
    }

    /// Starts it again on the same data and port, after [`Cluster::kill`].
    pub fn again(&self) -> Outcome<()> {
        let place = (self.port, self.settings.as_slice());
        let mut server = serve(&self.programs, &self.data, place, self.person, &self.folder)?;
        if !ready(&self.programs, self.port, &mut server) {
            let log = fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default();
            return Err(fault(format!("PostgreSQL did not come back. Its log ends:\n{}", tail(&log))));
        }
        *self.server.lock().map_err(|_| fault("a thread broke down"))? = server;
        Ok(())
    }

    /// Starts it again if it has ended by itself, as its service would.
    pub fn revive(&self) -> Outcome<()> {
        let has_ended = self.server.lock().map_err(|_| fault("a thread broke down"))?.ended().is_some();
        if has_ended { self.again() } else { Ok(()) }
    }

    /// Where the tests connect; each makes its own database or schema in it.
    pub fn url(&self) -> String {
        self.url_of("postgres")
    }

    /// A new empty database in the cluster.
    pub fn database(&self, name: &str) -> Outcome<String> {
        self.create(name, &[])
    }

    /// A copy of a database that nobody is connected to.
    pub fn copy(&self, from: &str, name: &str) -> Outcome<String> {
        self.create(name, &[&format!("--template={from}")])
    }

    fn create(&self, name: &str, options: &[&str]) -> Outcome<String> {
        let made = Command::new(self.programs.join("createdb"))
            .args(["--host=127.0.0.1", &format!("--port={}", self.port), &format!("--username={ROLE}")])
            .args(options)
            .arg(name)
            .stdin(Stdio::null())
            .status()
            .because("could not run createdb")?;
        if made.success() { Ok(self.url_of(name)) } else { Err(fault(format!("createdb {name}: {made}"))) }
    }

    /// Has the server do something in one of its databases; answers what it says, a line for each row.
    pub fn say(&self, database: &str, statement: &str) -> Outcome<String> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--tuples-only", "--no-align", "--command", statement])
            .arg(self.url_of(database));
        let said = psql.stdin(Stdio::null()).output().because("could not run psql")?;
        if said.status.success() {
            return Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned());
        }
        Err(fault(format!("{statement}: {}", String::from_utf8_lossy(&said.stderr).trim())))
    }

    /// The process id of the server; its connections are its children.
    pub fn pid(&self) -> Outcome<u32> {
        Ok(self.server.lock().map_err(|_| fault("a thread broke down"))?.id())
    }

    /// Folder with `psql`, `pgbench` and the others.
    #[cfg(feature = "bench")]
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Has another program run as the server does: as an ordinary person, in a folder that is then that person's, with its words there.
    pub fn lend_person(&self, command: &mut Command, folder: &Scratch) -> Outcome<()> {
        if let Some(person) = self.person {
            for path in std::iter::once(folder.path().to_owned())
                .chain(fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|file| file.path()))
            {
                std::os::unix::fs::chown(&path, Some(person.uid), Some(person.gid))
                    .because("could not hand a folder to an ordinary user")?;
            }
        }
        dressed(command, self.person, folder).map(drop)
    }

    fn url_of(&self, database: &str) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{database}", self.port)
    }
}

fn signal(pid: u32, what: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, what);
    }
}

/// Folder of the newest server programs, or `None` if there are none.
pub fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            let programs = entry.path().join("bin");
            programs.join("initdb").is_file().then_some((version, programs))
        })
        .max();
    match debian {
        Some((_, programs)) => Some(programs),
        None => on_path("initdb").and_then(|file| file.parent().map(Path::to_path_buf)),
    }
}

fn initialise(programs: &Path, data: &Path, person: Option<Person>, folder: &Scratch) -> Outcome<()> {
    let mut command = Command::new(programs.join("initdb"));
    command
        .args(["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--no-instructions"])
        .arg(format!("--username={ROLE}"))
        .arg("--pgdata")
        .arg(data);
    let status = dressed(&mut command, person, folder)?.status().because("could not run initdb")?;
    if status.success() {
        return Ok(());
    }
    let log = fs::read_to_string(folder.path().join("server.log")).unwrap_or_default();
    Err(fault(format!("initdb: {status}. It said:\n{}", tail(&log))))
}

fn serve(
    programs: &Path,
    data: &Path,
    (port, settings): (u16, &[&str]),
    person: Option<Person>,
    folder: &Scratch,
) -> Outcome<Kept> {
    let mut command = Command::new(programs.join("postgres"));
    command.arg("-D").arg(data).arg("-k").arg(folder.path()).args(["-p", &port.to_string()]);
    let own = ["listen_addresses=127.0.0.1", "max_connections=200", "fsync=on", "timezone=UTC"];
    for setting in own.iter().chain(settings) {
        command.args(["-c", setting]);
    }
    Kept::start(dressed(&mut command, person, folder)?, Ending::Interrupted)
}

/// Runs as `person`, in the cluster's folder, with all output in its log.
fn dressed<'a>(
    command: &'a mut Command,
    person: Option<Person>,
    folder: &Scratch,
) -> Outcome<&'a mut Command> {
    let log = folder.log("server.log")?;
    let again = log.try_clone().because("could not share the log")?;
    command.stdin(Stdio::null()).stdout(log).stderr(again).current_dir(folder.path());
    command.env("LC_ALL", "C.UTF-8").env_remove("PGDATA").env_remove("PGPORT").env_remove("PGHOST");
    if let Some(person) = person {
        command.uid(person.uid).gid(person.gid);
    }
    Ok(command)
}

fn ready(programs: &Path, port: u16, server: &mut Kept) -> bool {
    let until = Instant::now() + START_PATIENCE;
    while Instant::now() < until && server.ended().is_none() {
        let asked = Command::new(programs.join("pg_isready"))
            .args(["--quiet", "--host=127.0.0.1", &format!("--port={port}"), &format!("--username={ROLE}")])
            .stdin(Stdio::null())
            .status();
        if asked.is_ok_and(|status| status.success()) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// The processes that this one has started and that still run.
fn children(parent: u32) -> Vec<i32> {
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    let is_child = |pid: &i32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // The name, which may hold anything, stands in brackets; the state and the parent follow it.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        after.split_whitespace().nth(1).and_then(|word| word.parse().ok()) == Some(parent)
    };
    pids.filter(is_child).collect()
}

/// The user `postgres`, else `nobody`.
fn unprivileged() -> Outcome<Person> {
    let people = fs::read_to_string("/etc/passwd").because("could not read /etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| person_in(&people, name))
        .ok_or_else(|| fault("PostgreSQL refuses to run as root and there is no user postgres or nobody"))
}

fn person_in(people: &str, name: &str) -> Option<Person> {
    let line = people.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some(Person { uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
}

/// The last lines of a log, enough to see the cause.
pub fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(25)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_whole_name() {
        let people = "postgres-old:x:9:9::/:/bin/sh\npostgres:x:101:104:x:/:/bin/bash\n";
        let person = person_in(people, "postgres").unwrap();
        assert_eq!((person.uid, person.gid), (101, 104));
        assert!(person_in(people, "nobody").is_none());
    }

    #[test]
    fn a_child_is_known_by_its_parent() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        assert!(children(std::process::id()).contains(&i32::try_from(child.id()).unwrap()));
        child.kill().unwrap();
        child.wait().unwrap();
    }

    #[test]
    fn a_tail_is_short() {
        let log: String = (0..100).map(|n| format!("{n}\n")).collect();
        assert!(tail(&log).starts_with("75\n"));
        assert_eq!(tail(""), "");
    }
}
