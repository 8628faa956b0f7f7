//! SQL stands in `sql.rs` (`…_sql.rs`, or in the store), and there inside `sql!(…)`, so that a test prepares it on both engines.

use super::Tree;
use super::rust::{self, Kind, TestFiles, Token};

/// Breaches in all Rust files. Tests may spell out a statement to look behind the curtain.
pub fn faults(tree: &Tree) -> Vec<String> {
    let tests = TestFiles::of(tree);
    tree.under("crates/", ".rs")
        .filter(|(path, _)| !tests.cover(path) && !path.starts_with("crates/xtask/"))
        .flat_map(|(path, text)| of_file(path, text))
        .collect()
}

fn of_file(path: &str, text: &str) -> Vec<String> {
    let tokens = rust::tokens(text);
    let tests = rust::test_parts(&tokens);
    let wrapped = inside_sql_macro(&tokens);
    let (in_sql_file, in_store) = (is_sql_file(path), path.starts_with("crates/store/"));
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Text(literal) = &token.kind else { continue };
        if tests[at] || !is_statement(literal) {
            continue;
        }
        let line = token.line;
        if !in_sql_file && !in_store {
            faults.push(format!("{path}:{line}: SQL lives in sql.rs"));
        } else if in_sql_file && !wrapped[at] {
            faults.push(format!("{path}:{line}: wrap the statement in sql!(…), or no test prepares it"));
        }
    }
    faults
}

/// `sql.rs`, or `shelf_sql.rs` where a feature has too many statements for one file.
pub(super) fn is_sql_file(path: &str) -> bool {
    path.ends_with("/sql.rs") || path.ends_with("_sql.rs")
}

/// For each token: is it between the brackets of `sql!(…)`?
pub(super) fn inside_sql_macro(tokens: &[Token]) -> Vec<bool> {
    let mut inside = vec![false; tokens.len()];
    for at in 0..tokens.len().saturating_sub(2) {
        let called = tokens[at].is_word("sql") && tokens[at + 1].is_sign('!');
        let pair =
            [('(', ')'), ('{', '}'), ('[', ']')].into_iter().find(|(open, _)| tokens[at + 2].is_sign(*open));
        if let (true, Some((open, close))) = (called, pair) {
            let end = rust::closing(tokens, at + 2, open, close);
            inside[at..end].fill(true);
        }
    }
    inside
}

/// A statement, told from a sentence that happens to begin with the same word.
fn is_statement(literal: &str) -> bool {
    let lower = literal.to_ascii_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == '(').filter(|w| !w.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    match words.as_slice() {
        ["select", ..] => has("from"),
        ["insert", "into" | "or", ..] => has("values") || has("select"),
        ["update", ..] => has("set"),
        ["delete", "from", _, ..] => true,
        ["create" | "alter" | "drop", "table" | "index" | "unique" | "view" | "trigger", _, ..] => true,
        ["with", _, ..] => has("as") && has("select"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_outside_its_file_is_a_fault() {
        let text = "//! x\nfn a() { q(\"select id\n from maker\") }";
        assert_eq!(
            of_file("crates/market/src/makers/read.rs", text),
            ["crates/market/src/makers/read.rs:2: SQL lives in sql.rs"]
        );
        assert!(of_file("crates/store/src/pg.rs", text).is_empty());
    }

    #[test]
    fn a_statement_is_wrapped() {
        let path = "crates/market/src/makers/case_sql.rs";
        assert!(
            of_file(path, "fn a() { tx.exec(sql!(\"delete from cart_line where id = $1\"), []) }").is_empty()
        );
        assert!(
            of_file(path, "fn a() { tx.exec(\"delete from cart_line where id = $1\", []) }")[0]
                .contains("wrap")
        );
    }

    #[test]
    fn sentences_are_not_statements() {
        for sentence in
            ["select a maker", "update your number", "with love from Deoghar", "insert the card", "delete"]
        {
            assert!(!is_statement(sentence), "{sentence}");
        }
        assert!(is_statement("INSERT INTO a(b) VALUES ($1)"));
        assert!(is_statement("with t as (select 1) select * from t"));
    }

    #[test]
    fn tests_may_look_behind_the_curtain() {
        let text = "#[cfg(test)] mod tests { fn a() { q(\"select 1 from maker\") } }";
        assert!(of_file("crates/market/src/makers/act.rs", text).is_empty());
    }
}
