//! Tables that every engine takes, and that could be parted by district: types, keys, and who may point at whom.
//!
//! Reads: migrations, and the two lists of `docs/operate/scale.md` that say which tables every district shares and which belong
//! to a person. Every table in neither belongs to a district.

use super::Tree;
use super::dialect::words;
use std::collections::{BTreeMap, BTreeSet};

/// Where the lists stand.
const LISTS: &str = "docs/operate/scale.md";
/// What a column's definition may say first.
const TYPES: [&str; 2] = ["text", "bigint"];
/// Unique constraints that were let go for a wider one of the same name: on CockroachDB a new mart would make the wider one at once.
const WIDENED: [&str; 1] = ["parcel_once_per_maker"];
/// What begins a part of a table that is no column.
const NO_COLUMN: [&str; 5] = ["constraint", "primary", "unique", "check", "foreign"];

/// Breaches in the migrations, and names in the lists that do not hold.
pub fn faults(tree: &Tree) -> Vec<String> {
    let mut schema = Schema::default();
    let mut faults = Vec::new();
    for (path, text) in tree.under("migrations/", ".sql") {
        for sentence in text.split_inclusive(";\n") {
            faults.extend(schema.take(&words(sentence)).into_iter().map(|fault| format!("{path}: {fault}")));
        }
    }
    if let Some((_, text)) = tree.all().find(|(path, _)| *path == LISTS) {
        faults.extend(schema.parted_by(&listed(text, "shared"), &listed(text, "person")));
    }
    faults
}

/// What the migrations have made so far.
#[derive(Default)]
struct Schema {
    /// Each living table with the tables it points at.
    tables: BTreeMap<String, BTreeSet<String>>,
    /// Names of unique constraints.
    unique: BTreeSet<String>,
}

impl Schema {
    /// Takes a sentence in; answers what is wrong with it.
    fn take(&mut self, sentence: &[String]) -> Vec<String> {
        let part: Vec<&str> = sentence.iter().map(String::as_str).collect();
        match part.as_slice() {
            ["create", "table", name, "(", inside @ ..] => self.make(name, inside),
            ["drop", "table", name, ..] => {
                self.tables.remove(*name);
                Vec::new()
            }
            ["alter", "table", table, "add", definition @ ..] => {
                self.point(table, definition);
                match definition {
                    ["column", column @ ..] => column_fault(column).into_iter().collect(),
                    _ => Vec::new(),
                }
            }
            ["alter", "table", _, "drop", "constraint", name, ..]
                if self.unique.contains(*name) && !WIDENED.contains(name) =>
            {
                vec![format!(
                    "{name} is unique: CockroachDB drops only its index; leave it, or make a new table"
                )]
            }
            _ => Vec::new(),
        }
    }

    fn make(&mut self, name: &str, inside: &[&str]) -> Vec<String> {
        let mut faults: Vec<String> =
            parts(inside).filter(|part| !NO_COLUMN.contains(&part[0])).filter_map(column_fault).collect();
        if !inside.windows(2).any(|two| two == ["primary", "key"]) {
            faults.push(format!("{name} has no primary key; a row is found, copied and parted by it"));
        }
        self.tables.insert(name.to_owned(), BTreeSet::new());
        for part in parts(inside) {
            self.point(name, part);
            if let ["constraint", constraint, "unique", ..] = part {
                self.unique.insert((*constraint).to_owned());
            }
        }
        faults
    }

    fn point(&mut self, table: &str, definition: &[&str]) {
        let at = definition.windows(2).filter(|two| two[0] == "references").map(|two| two[1].to_owned());
        self.tables.entry(table.to_owned()).or_default().extend(at);
    }

    /// A shared table lies whole on every node, so it may point at its like only; a name must be a table's.
    fn parted_by(&self, shared: &BTreeSet<String>, person: &BTreeSet<String>) -> Vec<String> {
        let mut faults = Vec::new();
        for name in shared.iter().chain(person) {
            match self.tables.get(name) {
                None => faults.push(format!("{LISTS}: there is no table {name}")),
                Some(_) if shared.contains(name) && person.contains(name) => {
                    faults.push(format!("{LISTS}: {name} is in both lists"));
                }
                Some(at) => {
                    let astray = at.iter().filter(|other| shared.contains(name) && !shared.contains(*other));
                    faults.extend(astray.map(|other| {
                        format!("{LISTS}: {name} lies on every node and points at {other}, which does not: Citus refuses that")
                    }));
                }
            }
        }
        faults
    }
}

/// The parts of a table's definition, between commas outside of brackets.
fn parts<'a>(inside: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    let mut depth = 0_i32;
    inside
        .split(move |word| {
            depth += match *word {
                "(" => 1,
                ")" => -1,
                _ => 0,
            };
            *word == "," && depth == 0
        })
        .filter(|part| !part.is_empty())
}

fn column_fault(definition: &[&str]) -> Option<String> {
    match definition {
        [_, kind, ..] if TYPES.contains(kind) => None,
        [column, kind, ..] => {
            Some(format!("{column} is {kind}; `text` or `bigint` are the same on all engines"))
        }
        _ => None,
    }
}

/// Names between backticks, from `<!-- tables: WORD -->` to the next such mark.
fn listed(text: &str, word: &str) -> BTreeSet<String> {
    let begin = format!("<!-- tables: {word} -->");
    let after = text.split_once(&begin).map_or("", |(_, after)| after);
    let list = after.split("<!-- tables:").next().unwrap_or("");
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(migration: &str, lists: &str) -> Vec<String> {
        faults(&Tree::of(&[("docs/operate/scale.md", lists), ("migrations/0001_a.sql", migration)]))
    }

    #[test]
    fn other_types_and_tables_without_a_key_are_faults() {
        let text = "-- A.\ncreate table a (\n    id text not null primary key,\n    at timestamptz,\n    check (id in ('a', 'b'))\n);\n\
                    create table b (a bigint);\nalter table b add column c boolean;\n";
        assert_eq!(
            told(text, ""),
            [
                "migrations/0001_a.sql: at is timestamptz; `text` or `bigint` are the same on all engines",
                "migrations/0001_a.sql: b has no primary key; a row is found, copied and parted by it",
                "migrations/0001_a.sql: c is boolean; `text` or `bigint` are the same on all engines",
            ]
        );
    }

    #[test]
    fn a_unique_constraint_stays() {
        let text = "-- A.\ncreate table a (id text primary key, b text, constraint b_once unique (b), constraint c check (b <> ''));\n\
                    alter table a drop constraint c;\nalter table a drop constraint b_once;\n";
        let found = told(text, "");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("b_once is unique"));
    }

    #[test]
    fn a_shared_table_points_at_shared_ones_and_every_name_is_a_table() {
        let text = "-- A.\ncreate table state (code text primary key);\ncreate table person (id text primary key);\n\
                    create table pincode (id text primary key, state text references state (code), by text references person (id));\n\
                    create table gone (id text primary key);\ndrop table gone;\n";
        let lists = "<!-- tables: shared -->\n`state` `pincode` `gone`\n<!-- tables: person -->\n`person` `state`\n<!-- tables: end -->\n`else`";
        assert_eq!(
            told(text, lists),
            [
                "docs/operate/scale.md: there is no table gone",
                "docs/operate/scale.md: pincode lies on every node and points at person, which does not: Citus refuses that",
                "docs/operate/scale.md: state is in both lists",
                "docs/operate/scale.md: state is in both lists",
            ]
        );
    }
}
