//! Just enough of Rust's spelling to tell code from comments, strings and tests.

use super::Tree;

/// A piece of source with the line it starts on (from 1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Line, from 1.
    pub line: usize,
}

/// Comments and spaces are dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier, a keyword or a number.
    Word(String),
    /// The inside of a string literal, escapes left as written.
    Text(String),
    /// Any other character.
    Sign(char),
}

impl Token {
    /// Is it this word?
    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(own) if own == word)
    }

    /// Is it this sign?
    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// Splits source into tokens. Broken source gives some tokens rather than an error: the compiler judges it.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source, line: 1, found: Vec::new() };
    while let Some(next) = reader.rest.chars().next() {
        reader.step(next);
    }
    reader.found
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    found: Vec<Token>,
}

impl Reader<'_> {
    fn step(&mut self, next: char) {
        if self.rest.starts_with("//") {
            self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.skip(block_comment(self.rest));
        } else if let Some((open, close)) = raw_string(self.rest) {
            let end = self.rest[open..].find(&close).map_or(self.rest.len(), |at| open + at);
            self.text(open, end, close.len());
        } else if next == '"' || self.rest.starts_with("b\"") || self.rest.starts_with("c\"") {
            let open = if next == '"' { 1 } else { 2 };
            let end = plain_string(self.rest, open);
            self.text(open, end, 1);
        } else if next == '\'' {
            self.skip(quote(self.rest));
        } else if next.is_alphanumeric() || next == '_' {
            let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(self.rest.len());
            self.push(Kind::Word(self.rest[..end].to_owned()));
            self.skip(end);
        } else {
            if !next.is_whitespace() {
                self.push(Kind::Sign(next));
            }
            self.skip(next.len_utf8());
        }
    }

    fn push(&mut self, kind: Kind) {
        self.found.push(Token { kind, line: self.line });
    }

    fn text(&mut self, open: usize, end: usize, closing: usize) {
        self.push(Kind::Text(self.rest[open..end].to_owned()));
        self.skip((end + closing).min(self.rest.len()));
    }

    fn skip(&mut self, bytes: usize) {
        self.line += self.rest[..bytes].matches('\n').count();
        self.rest = &self.rest[bytes..];
    }
}

fn block_comment(source: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < source.len() {
        if source[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if source[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += source[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    source.len()
}

/// `r"`, `r#"`, `br##"` …: where the inside starts and what closes it.
fn raw_string(source: &str) -> Option<(usize, String)> {
    let prefix = ["br", "cr", "r"].into_iter().find(|prefix| source.starts_with(prefix))?;
    let after = &source[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then(|| (prefix.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
}

fn plain_string(source: &str, open: usize) -> usize {
    let mut escaped = false;
    for (at, c) in source[open..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return open + at,
            _ => {}
        }
    }
    source.len()
}

/// Length of a character literal, or of the quote alone when it begins a lifetime.
fn quote(source: &str) -> usize {
    let mut inside = source[1..].char_indices();
    match inside.next() {
        Some((_, '\\')) => source[3.min(source.len())..].find('\'').map_or(source.len(), |at| at + 4),
        Some((_, c)) if source[1 + c.len_utf8()..].starts_with('\'') => 2 + c.len_utf8(),
        _ => 1,
    }
}

/// For each token: is it inside an item that only tests compile?
pub fn test_parts(tokens: &[Token]) -> Vec<bool> {
    let mut inside = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        match attribute(tokens, at) {
            Some((end, true)) => {
                let last = item_end(tokens, end);
                inside[at..last].fill(true);
                at = last;
            }
            Some((end, false)) => at = end,
            None => at += 1,
        }
    }
    inside
}

/// If an attribute starts here: the index after it, and whether it marks a test.
fn attribute(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    if !tokens[at].is_sign('#') || !tokens.get(at + 1)?.is_sign('[') {
        return None;
    }
    let end = closing(tokens, at + 1, '[', ']');
    let words = &tokens[at..end];
    let tests = words.iter().any(|t| t.is_word("test") || t.is_word("proptest"))
        && !words.iter().any(|t| t.is_word("not") || t.is_word("cfg_attr"));
    Some((end, tests))
}

/// Index after the item that starts here: after its `;`, or after its outermost braces.
fn item_end(tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    while at < tokens.len() {
        match tokens[at].kind {
            Kind::Sign('{') => return closing(tokens, at, '{', '}'),
            Kind::Sign('(') => at = closing(tokens, at, '(', ')'),
            Kind::Sign('[') => at = closing(tokens, at, '[', ']'),
            Kind::Sign(';') => return at + 1,
            _ => at += 1,
        }
    }
    tokens.len()
}

/// Index after the bracket that closes the one at `from`.
pub fn closing(tokens: &[Token], from: usize, open: char, close: char) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(from) {
        if token.is_sign(open) {
            depth += 1;
        } else if token.is_sign(close) {
            depth -= 1;
            if depth == 0 {
                return at + 1;
            }
        }
    }
    tokens.len()
}

/// Files that are compiled for tests alone: by their place, their name, or a `#[cfg(test)] mod name;` that declares them.
pub struct TestFiles {
    declared: Vec<String>,
}

impl TestFiles {
    /// Reads the declarations of all files of a tree.
    pub fn of(tree: &Tree) -> TestFiles {
        let mut declared = Vec::new();
        for (path, text) in tree.under("crates/", ".rs") {
            let tokens = tokens(text);
            let inside = test_parts(&tokens);
            for (at, part) in tokens.windows(3).enumerate() {
                if let (true, true, Kind::Word(name), true) =
                    (inside[at], part[0].is_word("mod"), &part[1].kind, part[2].is_sign(';'))
                {
                    declared.push(format!("{}{name}", folder_of_modules(path)));
                }
            }
        }
        TestFiles { declared }
    }

    /// Is it one of them?
    pub fn cover(&self, path: &str) -> bool {
        let by_place = ["/tests/", "/benches/", "/examples/"].iter().any(|folder| path.contains(folder));
        let by_name = ["/tests.rs", "_tests.rs", "/testing.rs"].iter().any(|name| path.ends_with(name));
        let declared = |module: &String| {
            path.strip_prefix(module.as_str()).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        by_place || by_name || self.declared.iter().any(declared)
    }
}

/// Where the modules that a file declares are found: beside `mod.rs`, else in the folder of the file's own name.
fn folder_of_modules(path: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => format!("{folder}/"),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        tokens(source)
            .into_iter()
            .map(|t| match t.kind {
                Kind::Word(w) => w,
                Kind::Text(w) => format!("\"{w}\""),
                Kind::Sign(c) => c.to_string(),
            })
            .collect()
    }

    #[test]
    fn comments_strings_characters_and_lifetimes_are_told_apart() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f"), ["a", "f"]);
        assert_eq!(words(r##"x("a\"b", r#"c"d"#)"##), ["x", "(", r#""a\"b""#, ",", r#""c"d""#, ")"]);
        assert_eq!(words(r"'a' 'x: '\'' '\u{1F600}' 'अ' y"), ["x", ":", "y"]);
        assert_eq!(words("b\"z\" br\"q\" raw"), ["\"z\"", "\"q\"", "raw"]);
    }

    #[test]
    fn lines_are_counted_through_strings() {
        let found = tokens("\"a\nb\"\nc");
        assert_eq!(found[0].line, 1);
        assert_eq!(found[1].line, 3);
    }

    #[test]
    fn test_items_are_seen_and_others_not() {
        let source = "fn a() { x } #[cfg(test)] mod tests { fn b() { y } } #[cfg(not(test))] fn c() { z } #[test] fn d(s: [u8; 2]) { w }";
        let found = tokens(source);
        let inside = test_parts(&found);
        let of = |word: &str| inside[found.iter().position(|t| t.is_word(word)).unwrap()];
        assert!(!of("x") && of("y") && !of("z") && of("w"));
    }

    #[test]
    fn declared_test_modules_are_test_files() {
        let tree = Tree::of(&[
            ("crates/web/src/views/mod.rs", "#[cfg(test)]\nmod sample;\nmod home;"),
            ("crates/web/src/page.rs", "#[cfg(test)] mod frame;"),
        ]);
        let files = TestFiles::of(&tree);
        assert!(
            files.cover("crates/web/src/views/sample.rs") && files.cover("crates/web/src/page/frame/big.rs")
        );
        assert!(
            !files.cover("crates/web/src/views/home.rs") && !files.cover("crates/web/src/views/samples.rs")
        );
        assert!(files.cover("crates/web/tests/it/main.rs"));
    }
}
