//! Templates hold no inline style, script or handler: the content security policy allows none.
//!
//! A template is an `.html` file or a string literal with askama's braces in it.

use super::Tree;
use super::rust::{self, Kind};

/// Breaches in all templates.
pub fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, text) in tree.under("crates/", ".html").filter(|(path, _)| is_the_marts(path)) {
        faults.extend(of_page(path, text, 1));
    }
    for (path, text) in tree.under("crates/", ".rs").filter(|(path, _)| is_the_marts(path)) {
        for token in rust::tokens(text) {
            if let Kind::Text(literal) = &token.kind
                && (literal.contains("{{") || literal.contains("{%"))
            {
                faults.extend(of_page(path, literal, token.line));
            }
        }
    }
    faults
}

/// The simulators play other companies, whose pages are not ours.
fn is_the_marts(path: &str) -> bool {
    !path.starts_with("crates/xtask/") && !path.starts_with("crates/simulators/")
}

fn of_page(path: &str, text: &str, first: usize) -> Vec<String> {
    let mut faults = Vec::new();
    let mut line = first;
    for (at, part) in text.split('<').enumerate() {
        let tag = part.split('>').next().unwrap_or_default();
        if at > 0
            && let Some(word) = breach(tag)
        {
            faults.push(format!("{path}:{line}: {word}"));
        }
        line += part.matches('\n').count();
    }
    faults
}

fn breach(tag: &str) -> Option<&'static str> {
    let lower = tag.to_ascii_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let data = lower.contains("application/ld+json");
    if words.first() == Some(&"script") && !lower.contains(" src=") && !data {
        return Some("script stands in a file of its own (src=…)");
    }
    if words.first() == Some(&"style") {
        return Some("style stands in the style sheet");
    }
    let attributes = words.iter().skip(1);
    for word in attributes {
        let name = word.split('=').next().unwrap_or_default();
        if *word != name && name == "style" {
            return Some("inline style; give it a class");
        }
        if *word != name
            && name.len() > 3
            && name.starts_with("on")
            && name.chars().all(|c| c.is_ascii_lowercase())
        {
            return Some("inline handler; listen from the script file");
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_things_are_faults_and_data_is_not() {
        let page = "<p style=\"a\">\n<script>x</script>\n<script src=\"/a.js\" defer></script>\n<a onclick=\"b\">\n<script type=\"application/ld+json\">{}</script><p class=\"style\" data-once=\"1\">\n<style>";
        assert_eq!(
            of_page("p.html", page, 1),
            [
                "p.html:1: inline style; give it a class",
                "p.html:2: script stands in a file of its own (src=…)",
                "p.html:4: inline handler; listen from the script file",
                "p.html:6: style stands in the style sheet",
            ]
        );
    }

    #[test]
    fn templates_in_literals_count_too() {
        let source = "//! x\npart!(A, r#\"<p>\n<i style=\"x\">{{ a }}</i>\"#);";
        let tree = Tree::of(&[("crates/web/src/a.rs", source)]);
        assert_eq!(faults(&tree), ["crates/web/src/a.rs:3: inline style; give it a class"]);
    }
}
