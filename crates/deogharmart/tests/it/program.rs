//! Running the binary; every child ends with its value, by its own id, whatever happens.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// A folder that goes with the test.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Scratch {
        let path = std::env::temp_dir().join(format!("mart_it_{}", store::chance::letters(10)));
        std::fs::create_dir_all(&path).expect("a folder");
        Scratch(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The binary, without settings of whoever runs the tests.
pub fn deogharmart(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deogharmart"));
    command.args(arguments).stdin(Stdio::null());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MART_")) {
        command.env_remove(name);
    }
    command
}

/// Runs it to its end.
pub fn run(arguments: &[&str]) -> Output {
    deogharmart(arguments).output().expect("it runs")
}

/// It refuses with one sentence and this exit code.
pub fn refuses(arguments: &[&str], code: i32, words: &str) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(words), "{said}");
    if code == 1 {
        assert_eq!(said.trim_end().lines().count(), 1, "one sentence: {said}");
    }
}

/// A running program.
pub struct Running {
    child: Child,
    log: PathBuf,
}

impl Running {
    /// Starts it; what it says goes to a file.
    pub fn start(arguments: &[&str], log: PathBuf) -> Running {
        let file = std::fs::File::create(&log).expect("a log");
        let again = file.try_clone().expect("a log");
        let child = deogharmart(arguments).stdout(file).stderr(again).spawn().expect("it starts");
        Running { child, log }
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits for a file to appear.
    pub fn until_there(&mut self, file: &Path, patience: Duration) -> String {
        let began = Instant::now();
        loop {
            if let Ok(text) = std::fs::read_to_string(file) {
                return text;
            }
            if let Some(status) = self.child.try_wait().expect("a child") {
                panic!("it ended with {status}: {}", self.log());
            }
            assert!(began.elapsed() < patience, "not ready: {}", self.log());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Sends a signal, `INT` or `TERM`, and waits for the end.
    pub fn stop(&mut self, signal: &str) -> (ExitStatus, Duration) {
        let began = Instant::now();
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status().expect("kill is there");
        assert!(sent.success());
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return (status, began.elapsed());
            }
            assert!(began.elapsed() < Duration::from_secs(20), "it does not stop: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
