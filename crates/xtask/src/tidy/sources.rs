//! Rules for every Rust file: it introduces itself, stays small, keeps floats off money, and leaves nothing unfinished.

use super::Tree;
use super::rust::{self, Kind, TestFiles, Token};

const LINES_MAX: usize = 500;
const FN_LINES_MAX: usize = 70;
/// Rooms where an amount of money may pass by.
const NEAR_MONEY: [&str; 3] = ["crates/kernel/", "crates/market/", "crates/store/"];
/// A workbook knows no other numbers; amounts leave for it there and never come back.
const FLOATS_BY_FORMAT: &str = "crates/market/src/sheets/mod.rs";

/// Breaches in all Rust files.
pub fn faults(tree: &Tree) -> Vec<String> {
    let tests = TestFiles::of(tree);
    tree.under("crates/", ".rs").flat_map(|(path, text)| of_file(path, text, tests.cover(path))).collect()
}

fn of_file(path: &str, text: &str, all_tests: bool) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//!") {
        faults.push(format!("{path}: say at the top (//!) what this file is"));
    }
    let lines = text.lines().count();
    if lines > LINES_MAX {
        faults.push(format!("{path}: {lines} lines; split it by subject ({LINES_MAX} at most)"));
    }
    let tokens = rust::tokens(text);
    let tests = rust::test_parts(&tokens);
    if path != FLOATS_BY_FORMAT && NEAR_MONEY.iter().any(|room| path.starts_with(room)) {
        faults.extend(floats(path, &tokens));
    }
    if !all_tests {
        faults.extend(unfinished(path, &tokens, &tests));
        faults.extend(marks(path, text, &tokens, &tests));
        faults.extend(long_functions(path, &tokens, &tests));
    }
    faults
}

fn floats(path: &str, tokens: &[Token]) -> Vec<String> {
    tokens
        .iter()
        .filter(|token| token.is_word("f64") || token.is_word("f32"))
        .map(|token| {
            format!("{path}:{}: a float near money; use whole paise, grams, basis points", token.line)
        })
        .collect()
}

fn unfinished(path: &str, tokens: &[Token], tests: &[bool]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(at, _)| !tests[*at]) {
        let next = |distance: usize, sign: char| tokens.get(at + distance).is_some_and(|t| t.is_sign(sign));
        if token.is_word("unwrap") && at > 0 && tokens[at - 1].is_sign('.') && next(1, '(') && next(2, ')') {
            let line = token.line;
            faults.push(format!(
                "{path}:{line}: unwrap outside tests; return the error or expect with a sentence"
            ));
        }
        if (token.is_word("todo") || token.is_word("unimplemented")) && next(1, '!') {
            faults.push(format!("{path}:{}: unfinished code", token.line));
        }
    }
    faults
}

/// Notes to self, in comments and elsewhere.
fn marks(path: &str, text: &str, tokens: &[Token], tests: &[bool]) -> Vec<String> {
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat()];
    let in_tests = |line: usize| {
        let of = |t: &Token| t.line >= line;
        tokens.iter().position(of).is_some_and(|at| tests[at])
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| marks.iter().any(|mark| line.contains(mark.as_str())))
        .filter(|(at, _)| !in_tests(at + 1))
        .map(|(at, _)| format!("{path}:{}: a note to self; do it, or file an issue", at + 1))
        .collect()
}

fn long_functions(path: &str, tokens: &[Token], tests: &[bool]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(Kind::Word(name)) = tokens.get(at + 1).map(|t| &t.kind) else { continue };
        if !token.is_word("fn") || tests[at] {
            continue;
        }
        if let Some(lines) = body_lines(tokens, at)
            && lines > FN_LINES_MAX
        {
            let line = token.line;
            faults.push(format!("{path}:{line}: fn {name} has {lines} lines; {FN_LINES_MAX} at most"));
        }
    }
    faults
}

/// Lines from `fn` to its closing brace; `None` if it has no body here.
fn body_lines(tokens: &[Token], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let token = tokens.get(at)?;
        match token.kind {
            Kind::Sign('(') => at = rust::closing(tokens, at, '(', ')'),
            Kind::Sign('[') => at = rust::closing(tokens, at, '[', ']'),
            Kind::Sign(';') => return None,
            Kind::Sign('{') => {
                let end = rust::closing(tokens, at, '{', '}');
                return Some(tokens.get(end - 1)?.line - tokens[from].line + 1);
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults_of(path: &str, text: &str) -> Vec<String> {
        of_file(path, text, path.contains("/tests/"))
    }

    #[test]
    fn a_file_introduces_itself_and_stays_small() {
        assert!(faults_of("crates/web/src/a.rs", "fn a() {}")[0].contains("say at the top"));
        let long = format!("//! Long.\n{}", "\n".repeat(500));
        assert!(faults_of("crates/web/src/a.rs", &long)[0].contains("501 lines"));
        assert!(faults_of("crates/web/src/a.rs", "//! Fine.\nfn a() {}").is_empty());
    }

    #[test]
    fn floats_stay_out_of_the_money_rooms_only() {
        let text = "//! x\nfn a(b: f64) {} // f32 in words is fine";
        assert_eq!(faults_of("crates/market/src/a.rs", text).len(), 1);
        assert!(faults_of("crates/web/src/a.rs", text).is_empty());
    }

    #[test]
    fn unwrap_and_notes_are_for_tests_only() {
        let note = ["TO", "DO"].concat();
        let text = format!(
            "//! x\nfn a() {{ b.unwrap(); }} // {note}\n#[cfg(test)]\nmod tests {{ fn c() {{ d.unwrap(); }} // {note}\n}}"
        );
        let found = faults_of("crates/web/src/a.rs", &text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().all(|fault| fault.contains("a.rs:2:")));
        assert!(faults_of("crates/web/tests/it/a.rs", &text).is_empty());
        assert!(faults_of("crates/web/src/a.rs", "//! x\nfn a() { b.unwrap_or(1); }").is_empty());
    }

    #[test]
    fn long_functions_are_named_with_their_line() {
        let text = format!("//! x\nfn long(a: [u8; 3]) -> u8 {{{}}}\nfn short();", "\n".repeat(71));
        assert_eq!(
            faults_of("crates/web/src/a.rs", &text),
            ["crates/web/src/a.rs:2: fn long has 72 lines; 70 at most"]
        );
    }
}
