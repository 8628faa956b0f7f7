//! Every sentence exists in Hindi and English with the same variables, every key is used, every used key exists.
//!
//! A key is used if its exact text stands quoted in a Rust file or a template, or if a quoted pattern such as
//! `"craft-{key}"` fits it. A key that is looked up (`t.get("key")`, `t.say("key")`) must exist. Templates stand in
//! files of their own or in string literals; of both, what stands between the braces is read.

use super::Tree;
use super::rust::{self, Kind, Token};
use std::collections::{BTreeMap, BTreeSet};

/// Names that a reader's language goes by in code and templates.
const SPEAKERS: [&str; 2] = ["t", "text"];
/// Its functions whose first argument is a key.
const LOOKUPS: [&str; 4] = ["get", "say", "with", "maybe"];

/// One sentence: the file it stands in and the variables it names.
#[derive(Default)]
struct Sentence {
    file: String,
    variables: BTreeSet<String>,
    mentions: BTreeSet<String>,
}

type Book = BTreeMap<String, Sentence>;

/// Breaches between `locales/hi`, `locales/en` and the code.
pub fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let hindi = book(tree, "locales/hi/", &mut faults);
    let english = book(tree, "locales/en/", &mut faults);
    compare(&hindi, &english, "English", &mut faults);
    compare(&english, &hindi, "Hindi", &mut faults);
    let quoted = quoted(tree);
    let mentioned: BTreeSet<&String> = hindi.values().flat_map(|sentence| &sentence.mentions).collect();
    for (key, sentence) in &hindi {
        let is_attribute = key.contains('.');
        if !is_attribute && !mentioned.contains(key) && !quoted.covers(key) {
            faults.push(format!("{}: nobody says «{key}»; remove it in both languages", sentence.file));
        }
    }
    for (place, key) in &quoted.looked_up {
        if !hindi.contains_key(key) && !english.contains_key(key) {
            faults.push(format!("{place}: there is no sentence «{key}» in locales/"));
        }
    }
    faults
}

fn compare(here: &Book, there: &Book, language: &str, faults: &mut Vec<String>) {
    for (key, sentence) in here {
        match there.get(key) {
            None => faults.push(format!("{}: «{key}» has no {language} sentence", sentence.file)),
            Some(other) if other.variables != sentence.variables => {
                let missing: Vec<&str> =
                    sentence.variables.difference(&other.variables).map(String::as_str).collect();
                if !missing.is_empty() {
                    faults.push(format!(
                        "{}: «{key}» in {language} lacks ${}",
                        other.file,
                        missing.join(", $")
                    ));
                }
            }
            Some(_) => {}
        }
    }
}

fn book(tree: &Tree, folder: &str, faults: &mut Vec<String>) -> Book {
    let mut book = Book::new();
    for (path, text) in tree.under(folder, ".ftl") {
        let mut message = String::new();
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) = key_of(line) {
                message.clone_from(&key);
                current.clone_from(&key);
                let fresh = Sentence { file: path.to_owned(), ..Sentence::default() };
                if let Some(earlier) = book.insert(key, fresh) {
                    faults.push(format!("{path}: «{message}» stands in {} already", earlier.file));
                }
            } else if let Some((attribute, _)) = line.trim_start().strip_prefix('.').and_then(key_of) {
                current = format!("{message}.{attribute}");
                book.insert(current.clone(), Sentence { file: path.to_owned(), ..Sentence::default() });
            }
            if let Some(sentence) = book.get_mut(&current) {
                note_placeables(line, sentence);
            }
        }
    }
    book
}

/// `key = value` at the start of a line.
fn key_of(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end();
    let first = name.chars().next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    ((first.is_ascii_alphabetic() || first == '-') && name.chars().all(plain))
        .then(|| (name.to_owned(), value))
}

/// Variables (`$name`) and other sentences (`{ key }`, `{ -term }`) named in a line.
fn note_placeables(line: &str, sentence: &mut Sentence) {
    let name_of = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').collect()
    };
    for rest in line.split('$').skip(1) {
        sentence.variables.insert(name_of(rest));
    }
    for rest in line.split('{').skip(1) {
        let name = name_of(rest.trim_start());
        if name.chars().any(|c| c.is_ascii_lowercase()) {
            sentence.mentions.insert(name);
        }
    }
}

/// What the code says in quotes.
struct Quoted {
    exact: BTreeSet<String>,
    patterns: Vec<(String, String)>,
    looked_up: Vec<(String, String)>,
}

impl Quoted {
    fn covers(&self, key: &str) -> bool {
        self.exact.contains(key)
            || self.patterns.iter().any(|(head, tail)| {
                key.len() > head.len() + tail.len()
                    && key.starts_with(head.as_str())
                    && key.ends_with(tail.as_str())
            })
    }

    /// Notes every literal of a source whose first line is line `first` of the file.
    fn take(&mut self, path: &str, source: &str, first: usize) {
        let tokens = rust::tokens(source);
        for (at, token) in tokens.iter().enumerate() {
            let Kind::Text(text) = &token.kind else { continue };
            let line = first + token.line - 1;
            if text.contains("{{") || text.contains("{%") {
                self.take(path, &expressions(text), line);
            } else if let Some((head, tail)) = pattern(text) {
                self.patterns.push((head, tail));
            }
            if looks_up(&tokens, at) && is_key(text) {
                self.looked_up.push((format!("{path}:{line}"), text.clone()));
            }
            self.exact.insert(text.clone());
        }
    }
}

/// `price`, or `price.hint` for an attribute.
fn is_key(text: &str) -> bool {
    let (message, attribute) = text.split_once('.').unwrap_or((text, "hint"));
    [message, attribute].iter().all(|name| key_of(&format!("{name} =")).is_some())
}

fn quoted(tree: &Tree) -> Quoted {
    let mut quoted = Quoted { exact: BTreeSet::new(), patterns: Vec::new(), looked_up: Vec::new() };
    for (path, text) in tree.under("crates/", ".rs").filter(|(path, _)| is_the_marts(path)) {
        quoted.take(path, text, 1);
    }
    for (path, text) in tree.under("crates/", ".html").filter(|(path, _)| is_the_marts(path)) {
        quoted.take(path, &expressions(text), 1);
    }
    quoted
}

/// The simulators speak for other companies, in sentences of their own.
fn is_the_marts(path: &str) -> bool {
    !path.starts_with("crates/xtask/") && !path.starts_with("crates/simulators/")
}

/// Only what stands between `{{ }}` and `{% %}` of a template, every line in its place.
fn expressions(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    let newlines = |text: &str| "\n".repeat(text.matches('\n').count());
    while let Some(open) = [rest.find("{{"), rest.find("{%")].into_iter().flatten().min() {
        let close = if rest[open..].starts_with("{{") { "}}" } else { "%}" };
        let inside = &rest[open + 2..];
        let end = inside.find(close).unwrap_or(inside.len());
        out.push_str(&newlines(&rest[..open]));
        out.push_str(&inside[..end]);
        out.push(' ');
        rest = inside.get(end + 2..).unwrap_or_default();
    }
    out
}

/// `"craft-{}"`, `"{}-title"`: what stands before and after the hole, if it is enough to mean a key.
fn pattern(text: &str) -> Option<(String, String)> {
    let (head, rest) = text.split_once('{')?;
    let (_, tail) = rest.split_once('}')?;
    let plain = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let tied = head.ends_with('-') || tail.starts_with('-');
    (plain(head) && plain(tail) && tied && head.len() + tail.len() >= 4)
        .then(|| (head.to_owned(), tail.to_owned()))
}

/// Is the literal at `at` the first argument of a look-up?
fn looks_up(tokens: &[Token], at: usize) -> bool {
    let before = |distance: usize| at.checked_sub(distance).map(|index| &tokens[index]);
    let is_any =
        |token: Option<&Token>, names: &[&str]| token.is_some_and(|t| names.iter().any(|n| t.is_word(n)));
    if !before(1).is_some_and(|t| t.is_sign('(')) {
        return false;
    }
    let method = is_any(before(2), &LOOKUPS)
        && before(3).is_some_and(|t| t.is_sign('.'))
        && is_any(before(4), &SPEAKERS);
    let plain = is_any(before(2), &["t"]) && !before(3).is_some_and(|t| t.is_sign('.') || t.is_word("fn"));
    method || plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: (&str, &str) = (
        "crates/web/src/a.rs",
        "fn a(t: &Text) { t.get(\"price\"); x(&format!(\"craft-{key}\")); Conflict(\"raced\") }",
    );

    #[test]
    fn a_complete_book_has_no_fault() {
        let hindi = "price = दाम { $paise }\ncraft-peda = पेड़ा\nraced = { -mart } फिर देखें\n    .help = मदद { $n }\n-mart = मार्ट\n";
        let english = "price = Price { $paise }\ncraft-peda = Peda\nraced = { -mart }: look again\n    .help = Help { $n }\n-mart = Mart\n";
        let tree = Tree::of(&[CODE, ("locales/hi/a.ftl", hindi), ("locales/en/a.ftl", english)]);
        assert_eq!(faults(&tree), Vec::<String>::new());
    }

    #[test]
    fn missing_unused_and_unequal_sentences_are_faults() {
        let tree = Tree::of(&[
            CODE,
            (
                "locales/hi/a.ftl",
                "raced = फिर\nold = पुराना\ncraft-peda = { $x ->\n  [one] एक\n *[other] { $x }\n }\n",
            ),
            ("locales/en/a.ftl", "raced = again\nold = old\ncraft-peda = Peda\nraced = twice\nonly = here\n"),
        ]);
        let found = faults(&tree).join("\n");
        for part in [
            "a.rs:1: there is no sentence «price»",
            "locales/hi/a.ftl: nobody says «old»",
            "locales/en/a.ftl: «craft-peda» in English lacks $x",
            "«raced» stands in locales/en/a.ftl already",
            "«only» has no Hindi sentence",
        ] {
            assert!(found.contains(part), "{part} not in:\n{found}");
        }
    }

    #[test]
    fn templates_are_read_between_their_braces() {
        let page = "<p title=\"{{ t.get(\"seen\") }}\">\n{% if x == \"state\" %}{{ t(\"gone\") }}</p> t.get(\"prose\")";
        let tree = Tree::of(&[("crates/web/src/p.html", page)]);
        assert_eq!(
            faults(&tree),
            [
                "crates/web/src/p.html:1: there is no sentence «seen» in locales/",
                "crates/web/src/p.html:2: there is no sentence «gone» in locales/",
            ]
        );
    }

    #[test]
    fn templates_in_literals_are_read_too() {
        let part = "part!(Card as card, r#\"<p>\n{{ t.say(\"seen\").set(\"n\", 1) }}{{ t.get(\"seen.hint\") }}</p>\"#);";
        let tree = Tree::of(&[("crates/web/src/p.rs", part)]);
        let expected = ["seen", "seen.hint"]
            .map(|key| format!("crates/web/src/p.rs:2: there is no sentence «{key}» in locales/"));
        assert_eq!(faults(&tree), expected);
    }
}
