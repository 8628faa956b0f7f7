//! Telling the person at the terminal what is being prepared and how far it is.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// On a terminal the same line is written again at most this often.
const LINE_EVERY: Duration = Duration::from_millis(100);

/// Progress in lines: one that counts up on a terminal, one per finished stage elsewhere.
#[derive(Debug)]
pub struct Teller {
    on_terminal: bool,
    line: Mutex<Line>,
}

/// What stands on the current line.
#[derive(Debug)]
struct Line {
    stage: String,
    written: Option<Instant>,
}

impl Teller {
    /// For standard output.
    pub fn new() -> Teller {
        let line = Line { stage: String::new(), written: None };
        Teller { on_terminal: std::io::stdout().is_terminal(), line: Mutex::new(line) }
    }

    /// Something is true now.
    pub fn say(&self, words: &str) {
        self.finish_line();
        put(&format!("{words}\n"));
    }

    /// `done` of `all` of a stage are done.
    pub fn count(&self, stage: &str, done: usize, all: usize) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let is_last = done >= all;
        if line.stage != stage {
            if !line.stage.is_empty() && self.on_terminal {
                put("\n");
            }
            stage.clone_into(&mut line.stage);
            line.written = None;
        }
        let due = line.written.is_none_or(|at| at.elapsed() >= LINE_EVERY);
        match (self.on_terminal, is_last, due) {
            (true, false, false) | (false, false, _) => return,
            (true, ..) => put(&format!("\r  {stage}: {done} of {all}")),
            (false, true, _) => put(&format!("  {stage}: {all}\n")),
        }
        if is_last {
            if self.on_terminal {
                put("\n");
            }
            line.stage.clear();
        }
        line.written = Some(Instant::now());
    }

    fn finish_line(&self) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if !line.stage.is_empty() && self.on_terminal {
            put("\n");
        }
        line.stage.clear();
    }
}

/// Writes to standard output. Whoever has closed it does not want to hear more, which is no fault.
fn put(words: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(words.as_bytes()).and_then(|()| out.flush());
}
