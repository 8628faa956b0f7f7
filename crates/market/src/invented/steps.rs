//! The trail of an invented row: each step follows the one before and is hashed as `audit` hashes what really happens.

use kernel::{Cell, Time};
use store::params;

use super::pen::{Line, Sheet};
use super::steps_sql::{eight, one};
use crate::audit::{Actor, acted, hash_of};

/// Entries that one statement writes.
const TOGETHER: usize = 8;

/// How a row came to stand where it stands.
#[derive(Debug)]
pub(super) struct Steps {
    subject: String,
    /// Its version.
    pub(super) version: i64,
    /// How it stands.
    pub(super) state: &'static str,
    /// The hash of its last entry.
    pub(super) trail: String,
    entries: Vec<Vec<Cell>>,
}

impl Steps {
    /// A row before anything happened to it.
    pub(super) fn of(subject: &impl ToString) -> Steps {
        let subject = subject.to_string();
        Steps { subject, version: 0, state: "", trail: String::new(), entries: Vec::new() }
    }

    /// Something happens to it.
    pub(super) fn step(
        &mut self,
        at: Time,
        actor: Actor,
        (act, to): (&'static str, &'static str),
        note: &str,
    ) {
        self.version += 1;
        let (who, part) = (actor.to_string(), actor.part());
        let rest = [act, self.state, to, note];
        let hash = hash_of(&self.trail, &self.subject, self.version, at, &acted(&who, part), rest);
        self.entries.push(params![
            self.subject,
            self.version,
            at,
            who,
            act,
            self.state,
            to,
            note,
            hash,
            part
        ]);
        (self.state, self.trail) = (to, hash);
    }

    /// Its entries go onto the sheet.
    pub(super) fn onto(self, sheet: &mut Sheet) {
        sheet.entries.extend(self.entries);
    }
}

/// Entries as they are written: eight by one statement, the rest one by one.
pub(super) fn written(entries: Vec<Vec<Cell>>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut all = entries.into_iter().peekable();
    while all.peek().is_some() {
        let some: Vec<Vec<Cell>> = all.by_ref().take(TOGETHER).collect();
        if some.len() == TOGETHER {
            lines.push((eight(), some.concat()));
        } else {
            lines.extend(some.into_iter().map(|values| (one(), values)));
        }
    }
    lines
}
