//! A statement: one SQL text for both engines, registered so that a test can prepare every one of them.

use std::sync::OnceLock;

// `linkme` collects the statements through linker sections, which the compiler counts as unsafe; no memory is touched.
/// Every statement written with [`sql!`](crate::sql!) in any room that is linked in.
#[allow(unsafe_code)]
#[linkme::distributed_slice]
pub static STATEMENTS: [&'static Statement];

/// A statement of the house.
#[derive(Debug)]
pub struct Statement {
    text: &'static str,
    place: &'static str,
    line: u32,
    for_sqlite: OnceLock<String>,
}

/// A reference to a registered statement; the only thing the store runs.
pub type Sql = &'static Statement;

impl Statement {
    /// Used by [`sql!`](crate::sql!).
    #[doc(hidden)]
    pub const fn new(text: &'static str, place: &'static str, line: u32) -> Statement {
        Statement { text, place, line, for_sqlite: OnceLock::new() }
    }

    /// The text as PostgreSQL takes it, with `$1`, `$2`, … for values.
    pub const fn text(&self) -> &'static str {
        self.text
    }

    /// The text as SQLite takes it: there `$1` would be a name, and `?1` is the first value.
    pub fn for_sqlite(&self) -> &str {
        self.for_sqlite.get_or_init(|| self.text.replace('$', "?"))
    }

    /// Where it is written, for test output: file and line.
    pub fn place(&self) -> String {
        format!("{}:{}", self.place, self.line)
    }
}

/// Writes a statement and registers it, so that a test prepares it on both engines.
///
/// Values are `$1`, `$2`, …; a literal `$` has no place in our texts. Several texts are one statement: columns and joins that
/// several statements share stand once, in a macro of their file.
#[macro_export]
macro_rules! sql {
    ($($text:literal),+) => {{
        static STATEMENT: $crate::Statement = $crate::Statement::new(concat!($($text),+), file!(), line!());
        #[allow(unsafe_code)]
        #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static ENTRY: &$crate::Statement = &STATEMENT;
        &STATEMENT
    }};
}
