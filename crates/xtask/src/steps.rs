//! Named, timed steps; the first that fails ends the run with a sentence.
//!
//! What a step writes on standard output is shown as it comes; the lines by which a test runner closes are kept
//! and shown once more at the end, where people and machines look for them.

use crate::fault::{Because, Outcome, fault};
use crate::kept::{Ending, Kept};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A run of steps.
pub struct Steps {
    began: Instant,
    done: Vec<(String, Duration)>,
    closing: Vec<String>,
}

impl Steps {
    /// Starts the clock.
    pub fn new() -> Steps {
        Steps { began: Instant::now(), done: Vec::new(), closing: Vec::new() }
    }

    /// Runs a command as one step.
    pub fn command(&mut self, name: &str, command: &mut Command) -> Outcome<()> {
        self.work(name, |closing| {
            command.stdout(Stdio::piped());
            let mut kept = Kept::start(command, Ending::Asked)?;
            if let Some(pipe) = kept.child().stdout.take() {
                for line in BufReader::new(pipe).lines() {
                    let line = line.because("could not read the step's output")?;
                    println!("{line}");
                    if closes_a_run(&line) {
                        closing.push(line);
                    }
                }
            }
            let status = kept.wait()?;
            if status.success() { Ok(()) } else { Err(fault(format!("it ended with {status}"))) }
        })
    }

    /// Runs a function as one step; lines pushed into its argument are shown again at the end.
    pub fn work<T>(&mut self, name: &str, act: impl FnOnce(&mut Vec<String>) -> Outcome<T>) -> Outcome<T> {
        println!("── {name}");
        let began = Instant::now();
        let result = act(&mut self.closing);
        let took = began.elapsed();
        match result {
            Ok(value) => {
                println!("── {name}: done in {}", seconds(took));
                self.done.push((name.to_owned(), took));
                Ok(value)
            }
            Err(cause) => Err(fault(format!("«{name}» failed after {}: {cause}", seconds(took)))),
        }
    }

    /// Shows every step's time and the runners' closing lines.
    pub fn end(self) {
        println!("\n── all {} steps passed in {}", self.done.len(), seconds(self.began.elapsed()));
        for (name, took) in &self.done {
            println!("   {:>9}  {name}", seconds(*took));
        }
        for line in &self.closing {
            println!("{line}");
        }
    }
}

fn seconds(took: Duration) -> String {
    format!("{}.{} s", took.as_secs(), took.subsec_millis() / 100)
}

/// `test result: ok. …` of cargo test, or `N passed, N failed` alone on a line.
pub fn closes_a_run(line: &str) -> bool {
    if line.starts_with("test result: ") {
        return true;
    }
    let words: Vec<&str> = line.split(' ').collect();
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    matches!(words.as_slice(), [passed, "passed,", failed, "failed"] if number(passed) && number(failed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_told_from_others() {
        assert!(closes_a_run("test result: ok. 3 passed; 0 failed; 0 ignored"));
        assert!(closes_a_run("12 passed, 0 failed"));
        assert!(!closes_a_run("12 passed, none failed"));
        assert!(!closes_a_run("axe: 12 passed, 0 failed pages"));
    }

    #[test]
    fn a_failed_command_is_named() {
        let told = Steps::new().command("a false step", &mut Command::new("false")).unwrap_err().to_string();
        assert!(told.contains("«a false step» failed"), "{told}");
    }
}
