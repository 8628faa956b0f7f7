//! Who may be meant by a row besides: somebody known already, or an earlier row of the same file.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::check::Person;
use crate::matching;

/// Somebody who may be the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// Her case; empty if it is a row of the same file.
    pub case: String,
    /// Her account with the mart, if she is listed; else empty.
    pub maker: String,
    /// The row of the same file; 0 if it is a case.
    pub row: usize,
    /// Her name, as it is shown.
    pub name: String,
    /// Her village.
    pub village: String,
    /// The department that met her; empty for a row.
    pub department: String,
    /// Why: words of [`matching::Reason`].
    pub reasons: Vec<String>,
}

impl Twin {
    /// Who it is, for programs: the maker, else the case, else the row of the same file.
    pub fn id(&self) -> String {
        match (self.maker.is_empty(), self.case.is_empty()) {
            (false, _) => self.maker.clone(),
            (true, false) => self.case.clone(),
            (true, true) => format!("row {}", self.row),
        }
    }
}

/// For each row, the earlier row that may tell of the same person. The earlier one counts.
pub(super) fn within(people: &[(usize, &Person)]) -> HashMap<usize, Twin> {
    let traits: Vec<_> = people.iter().map(|(_, person)| &person.traits).collect();
    let found = matching::among(&traits);
    let twins = people.iter().zip(found).filter_map(|((row, _), found)| {
        let (earlier, reasons) = found?;
        let (first, person) = people.get(earlier)?;
        let twin = Twin {
            case: String::new(),
            maker: String::new(),
            row: *first,
            name: shown(&person.traits.name),
            village: shown(&person.traits.village),
            department: String::new(),
            reasons: reasons.iter().map(ToString::to_string).collect(),
        };
        Some((*row, twin))
    });
    twins.collect()
}

/// A text in the script it has.
pub(super) fn shown(words: &kernel::Words) -> String {
    if words.hi.is_empty() { words.en.clone() } else { words.hi.clone() }
}
