//! Processes, folders and mounted disks that must not outlive us, whatever happens.
//!
//! Each process is started in a group of its own and ended by that group's id: on drop, on a failed step and on
//! Ctrl-C. Nothing here ends a process by its name. Start at [`Kept::start`]; [`watch_signals`] runs once in `main`.

use crate::fault::{Because, Outcome};
use rustix::process::{Pid, Signal, WaitOptions, kill_process_group, test_kill_process_group, waitpid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Longest wait for a process that was asked to end before it is ended by force.
const PATIENCE: Duration = Duration::from_secs(8);

static ALIVE: Mutex<Register> =
    Mutex::new(Register { groups: Vec::new(), mounts: Vec::new(), folders: Vec::new() });

struct Register {
    groups: Vec<(u32, Ending)>,
    mounts: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

/// How a process is asked to end before it is forced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It may close what it has open.
    Asked,
    /// PostgreSQL's fast shutdown, which is its word for SIGINT.
    Interrupted,
}

impl Ending {
    fn signal(self) -> Signal {
        match self {
            Ending::Asked => Signal::TERM,
            Ending::Interrupted => Signal::INT,
        }
    }
}

/// A running process that ends when this value is dropped.
pub struct Kept {
    child: Child,
    ending: Ending,
    reaped: Option<ExitStatus>,
}

impl Kept {
    /// Starts `command` in its own process group, with no standard input.
    pub fn start(command: &mut Command, ending: Ending) -> Outcome<Kept> {
        use std::os::unix::process::CommandExt;
        let name = command.get_program().to_string_lossy().into_owned();
        let mut register = lock();
        let child = command
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .because(format!("could not start {name}"))?;
        register.groups.push((child.id(), ending));
        Ok(Kept { child, ending, reaped: None })
    }

    /// Process id, which is also the id of its group.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The child, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// `None` while it runs.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        if self.reaped.is_none()
            && let Ok(Some(status)) = self.child.try_wait()
        {
            self.close_group(status);
        }
        self.reaped
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> Outcome<ExitStatus> {
        if let Some(status) = self.reaped {
            return Ok(status);
        }
        let status = self.child.wait().because("could not wait for a process")?;
        self.close_group(status);
        Ok(status)
    }

    /// Waits until it ends by itself, at most this long. `None`: it still runs.
    pub fn wait_at_most(&mut self, limit: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + limit;
        while self.ended().is_none() && Instant::now() < until {
            thread::sleep(Duration::from_millis(20));
        }
        self.reaped
    }

    /// Ends it without warning, as a power cut would, and waits until it is gone.
    pub fn kill(&mut self) {
        if self.ended().is_none() {
            send(self.id(), Signal::KILL);
            let _ = self.wait();
        }
    }

    /// Asks it to end, then forces it.
    pub fn stop(&mut self) {
        if self.ended().is_none() {
            send(self.id(), self.ending.signal());
            if self.wait_at_most(PATIENCE).is_none() {
                self.kill();
            }
        }
    }

    /// The leader is gone: whatever it left in its group goes too.
    fn close_group(&mut self, status: ExitStatus) {
        self.reaped = Some(status);
        send(self.child.id(), Signal::KILL);
        lock().groups.retain(|(id, _)| *id != self.child.id());
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A fresh folder that is removed when this value is dropped.
pub struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// `…/deogharmart-<purpose>-<process>-<number>` in the system's temporary folder, readable by us alone.
    pub fn new(purpose: &str) -> Outcome<Scratch> {
        use std::os::unix::fs::DirBuilderExt;
        let base = std::env::temp_dir();
        for number in 0..1_000 {
            let path = base.join(format!("deogharmart-{purpose}-{}-{number}", std::process::id()));
            match fs::DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => {
                    lock().folders.push(path.clone());
                    return Ok(Scratch { path });
                }
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e).because(format!("could not make a folder in {}", base.display())),
            }
        }
        Err(crate::fault::fault(format!("{} is full of our old folders; empty it", base.display())))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A new, empty log file in it.
    pub fn log(&self, name: &str) -> Outcome<File> {
        let path = self.path.join(name);
        File::options()
            .create(true)
            .append(true)
            .open(&path)
            .because(format!("could not write {}", path.display()))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
        lock().folders.retain(|folder| folder != &self.path);
    }
}

/// A file system on a folder, which is taken away when this value is dropped.
pub struct Mounted {
    at: PathBuf,
}

impl Mounted {
    /// The file system in the file `image`, on the folder `at`.
    pub fn new(image: &Path, at: &Path) -> Outcome<Mounted> {
        lock().mounts.push(at.to_path_buf());
        let mounted = Mounted { at: at.to_path_buf() };
        let done =
            Command::new("mount").args(["-o", "loop"]).arg(image).arg(at).stdin(Stdio::null()).status();
        if done.because("could not run mount")?.success() {
            Ok(mounted)
        } else {
            Err(crate::fault::fault(format!("{} cannot be mounted", image.display())))
        }
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let until = Instant::now() + PATIENCE;
        // Whoever was just killed may hold it for a moment.
        while !taken_away(&self.at, &[]) {
            if Instant::now() > until {
                taken_away(&self.at, &["--lazy"]);
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        lock().mounts.retain(|mount| mount != &self.at);
    }
}

fn taken_away(mount: &Path, how: &[&str]) -> bool {
    let quiet =
        Command::new("umount").args(how).arg(mount).stdin(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

/// On Ctrl-C, SIGTERM and SIGHUP: ends all that is kept, removes the folders, exits with 128 + the signal.
pub fn watch_signals() -> Outcome<()> {
    let mut signals =
        signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]).because("could not watch signals")?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            eprintln!("\nstopping: ending what was started …");
            end_everything();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

fn end_everything() {
    let (groups, mounts, folders) = {
        let register = lock();
        (register.groups.clone(), register.mounts.clone(), register.folders.clone())
    };
    for (id, ending) in groups.iter().rev() {
        send(*id, ending.signal());
    }
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until && groups.iter().any(|(id, _)| lives(*id)) {
        thread::sleep(Duration::from_millis(50));
    }
    for (id, _) in &groups {
        send(*id, Signal::KILL);
    }
    for mount in mounts {
        taken_away(&mount, &["--lazy"]);
    }
    for folder in folders {
        let _ = fs::remove_dir_all(folder);
    }
}

fn send(group: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(group).ok().and_then(Pid::from_raw) {
        let _ = kill_process_group(pid, signal);
    }
}

/// Is anyone of the group left? Its leader is our child: once dead it is reaped here, or it would count for ever.
fn lives(group: u32) -> bool {
    i32::try_from(group).ok().and_then(Pid::from_raw).is_some_and(|pid| {
        let _ = waitpid(Some(pid), WaitOptions::NOHANG);
        test_kill_process_group(pid).is_ok()
    })
}

fn lock() -> std::sync::MutexGuard<'static, Register> {
    ALIVE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_leaves_behind_ends_with_it() {
        let mut kept = Kept::start(
            Command::new("sh").args(["-c", "sleep 300 & echo $!; sleep 300"]).stdout(Stdio::piped()),
            Ending::Asked,
        )
        .unwrap();
        let mut line = String::new();
        let pipe = kept.child().stdout.take().unwrap();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(pipe), &mut line).unwrap();
        let grandchild: i32 = line.trim().parse().unwrap();
        drop(kept);
        let until = Instant::now() + Duration::from_secs(5);
        let gone = || {
            fs::read_to_string(format!("/proc/{grandchild}/stat")).map_or(true, |stat| stat.contains(") Z"))
        };
        while !gone() && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
        assert!(gone(), "the grandchild still runs");
    }

    #[test]
    fn a_scratch_folder_goes_when_dropped() {
        let scratch = Scratch::new("unit").unwrap();
        let path = scratch.path().to_path_buf();
        fs::write(path.join("x"), "y").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }
}
