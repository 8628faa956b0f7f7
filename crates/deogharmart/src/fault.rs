//! Why the program could not do what it was asked, as one sentence for whoever typed the command.

use std::fmt;

/// A sentence that says what is wrong and what to do.
#[derive(Debug)]
pub struct Fault(String);

/// What a command answers.
pub type Outcome<T> = Result<T, Fault>;

impl Fault {
    /// A fault in these words.
    pub fn new(words: impl Into<String>) -> Fault {
        Fault(words.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! in_their_words {
    ($($cause:ty)+) => {$(
        impl From<$cause> for Fault {
            fn from(cause: $cause) -> Fault {
                Fault(cause.to_string())
            }
        }
    )+};
}
in_their_words!(
    store::DbError
    store::backup::BackupError
    store::blobs::BlobError
    market::intake::IntakeError
    market::media::MediaError
    market::makers::MakerError
    market::factors::FactorError
    market::targets::TargetError
    market::roles::RoleError
    connectors::NoLine
    simulators::StartError
);

/// Puts a failure of the system into words.
pub trait Because<T> {
    /// `words`, and what the system said.
    fn because(self, words: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: fmt::Display> Because<T> for Result<T, E> {
    fn because(self, words: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|cause| Fault(format!("{}: {cause}", words())))
    }
}
