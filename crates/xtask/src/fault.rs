//! What went wrong, as one sentence for the person at the terminal.

use std::fmt;

/// Why a command stops. Always a whole sentence that says what to do next, where there is something to do.
#[derive(Debug)]
pub struct Fault(String);

/// Result of everything here.
pub type Outcome<T> = Result<T, Fault>;

/// A fault with this sentence.
pub fn fault(sentence: impl Into<String>) -> Fault {
    Fault(sentence.into())
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Puts our sentence before the cause that the system gave.
pub trait Because<T> {
    /// `sentence: cause`.
    fn because(self, sentence: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> Because<T> for Result<T, E> {
    fn because(self, sentence: impl fmt::Display) -> Outcome<T> {
        self.map_err(|cause| Fault(format!("{sentence}: {cause}")))
    }
}
