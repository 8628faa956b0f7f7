//! The sentences of the mart: both languages say the same things, and nothing is said that nobody asked for.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use kernel::{Day, Lang};

use crate::text::Text;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files_under(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_under(&path, ends, found);
        } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            found.push(path);
        }
    }
}

/// Key (and `key.attribute`) → the names of its values, file by file.
fn sentences(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut files = Vec::new();
    files_under(&root().join("locales").join(lang), &[".ftl"], &mut files);
    let mut all = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let mut key = String::new();
        let mut whole = String::new();
        for line in text.lines() {
            let starts = line.chars().next().is_some_and(|c| c.is_ascii_lowercase());
            let attribute = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" ="));
            if starts {
                key = line.split(" =").next().unwrap_or("").to_owned();
                whole.clone_from(&key);
                assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{lang}: {key} is said twice");
            } else if let Some((name, _)) = attribute {
                whole = format!("{key}.{name}");
                assert!(
                    all.insert(whole.clone(), BTreeSet::new()).is_none(),
                    "{lang}: {whole} is said twice"
                );
            }
            if line.starts_with('#') {
                continue;
            }
            for part in line.split('$').skip(1) {
                let name: String =
                    part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                all.get_mut(&whole).expect("inside a sentence").insert(name);
            }
        }
    }
    all
}

fn sources(folder: &str) -> String {
    let mut files = Vec::new();
    files_under(&root().join(folder), &[".rs", ".html"], &mut files);
    files.iter().map(|file| std::fs::read_to_string(file).expect("readable")).collect()
}

#[test]
fn both_languages_say_the_same_with_the_same_values() {
    let (hindi, english) = (sentences("hi"), sentences("en"));
    assert!(hindi.len() > 200, "the locales are found");
    for (key, values) in &hindi {
        assert_eq!(Some(values), english.get(key), "{key} in English has the same values");
    }
    for key in english.keys() {
        assert!(hindi.contains_key(key), "{key} is missing in Hindi");
    }
}

#[test]
fn every_sentence_asked_for_exists() {
    let (hindi, sources) = (sentences("hi"), sources("crates/web/src"));
    for asking in ["t.get(\"", "t.say(\"", "t.with(\"", "t.maybe(\""] {
        for (at, _) in sources.match_indices(asking) {
            let other_name = sources[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let key = sources[at + asking.len()..].split('"').next().unwrap_or("");
            if !other_name
                && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
            {
                assert!(hindi.contains_key(key), "{key} is asked for and not in locales/hi");
            }
        }
    }
}

#[test]
fn every_sentence_is_used() {
    let (hindi, sources) = (sentences("hi"), sources("crates"));
    let begun = beginnings(&sources);
    for key in hindi.keys().filter(|key| !key.contains('.')) {
        let asked = |words: &str, then: &[char]| then.iter().any(|sign| begun.contains(&(words, *sign)));
        let field = key.strip_prefix("field-").is_some_and(|name| asked(name, &['"']));
        // A family of sentences may be asked for by a pattern: `"api-{code}"`.
        let family = key.match_indices('-').any(|(at, _)| asked(&key[..=at], &['{']));
        assert!(field || family || asked(key, &['"', '.']), "nobody says {key}");
    }
}

/// How the texts of a program begin: the letters behind a quotation mark, and the sign after them.
fn beginnings(sources: &str) -> HashSet<(&str, char)> {
    let of_key = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let texts = sources.match_indices('"').map(|(at, _)| &sources[at + 1..]);
    texts
        .filter_map(|text| {
            let end = text.find(|c| !of_key(c))?;
            Some((&text[..end], text[end..].chars().next()?))
        })
        .collect()
}

#[test]
fn both_languages_are_readable_in_every_sentence() {
    for lang in Lang::ALL {
        let t = Text::new(*lang);
        for (key, values) in sentences(lang.as_str()) {
            let args: Vec<(&'static str, crate::text::Arg<'_>)> =
                values.iter().map(|name| (&*name.clone().leak(), crate::text::Arg::Count(0))).collect();
            let said = t.with(&key, &args);
            assert!(!said.contains('⟨') && !said.trim().is_empty(), "{lang}: {key} says {said}");
            assert!(!said.contains(['\u{2068}', '\u{2069}']), "{lang}: {key} has isolating marks");
        }
    }
}

#[test]
fn numbers_and_dates_are_written_the_indian_way() {
    let (hi, en) = (Text::new(Lang::Hi), Text::new(Lang::En));
    let day = Day::of(2026, 11, 22).expect("a date");
    assert_eq!(
        (hi.date(&day).as_str(), hi.day(&day).as_str(), en.day(&day).as_str()),
        ("22-11-2026", "22 नवंबर", "22 November")
    );
    assert_eq!(hi.day_and_weekday(&day), "22 नवंबर, रविवार");
    assert_eq!(en.with("goods-count", &[("count", 123_456_u32.into())]), "1,23,456 items");
    assert_eq!(hi.with("goods-count", &[("count", 0_u32.into())]), "कोई सामान नहीं");
    assert_eq!(en.say("goods-count").set("count", 1_u32).to_string(), "1 item");
    assert_eq!(hi.get("no-such-key"), "⟨no-such-key⟩");
}
