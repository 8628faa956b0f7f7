//! Licences as crates name them: expressions such as `(MIT OR Apache-2.0) AND Unicode-3.0`, and the older way with a slash for «or».
//!
//! Source: SPDX specification, annex D «SPDX License Expressions».

use super::inventory::Crate;
use super::rules::Rules;
use std::collections::BTreeSet;

/// Crates whose licence is not fulfilled by what is allowed, and allowed licences that nothing needs.
pub fn faults(crates: &[Crate], rules: &Rules) -> Vec<String> {
    let mut faults = Vec::new();
    let mut needed = BTreeSet::new();
    for one in crates {
        let allowed = one.licence.as_deref().and_then(|text| fulfilled(text, &rules.licences, &mut needed));
        match (&one.licence, allowed) {
            (_, Some(true)) => {}
            (None, _) => faults.push(format!("{} {} names no licence", one.name, one.version)),
            (Some(text), None) => {
                faults.push(format!("{} {}: the licence «{text}» does not read", one.name, one.version));
            }
            (Some(text), Some(false)) => {
                faults.push(format!(
                    "{} {}: «{text}» is not among the allowed licences",
                    one.name, one.version
                ));
            }
        }
    }
    let spare = rules.licences.iter().filter(|licence| !needed.contains(licence.as_str()));
    faults
        .extend(spare.map(|licence| format!("no crate needs {licence} any more; take it out of deny.toml")));
    faults
}

/// The expression in the way of today.
pub fn modern(text: &str) -> String {
    text.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// Whether what is allowed is enough; `None` if it is no expression. What is named and allowed is noted in `met`.
fn fulfilled<'a>(text: &str, allowed: &'a [String], met: &mut BTreeSet<&'a str>) -> Option<bool> {
    let spaced = modern(text).replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed, met };
    let answer = reader.any()?;
    reader.words.is_empty().then_some(answer)
}

struct Reader<'w, 'a, 'm> {
    words: &'w [&'w str],
    allowed: &'a [String],
    met: &'m mut BTreeSet<&'a str>,
}

impl Reader<'_, '_, '_> {
    fn takes(&mut self, word: &str) -> bool {
        let fits = self.words.first() == Some(&word);
        if fits {
            self.words = &self.words[1..];
        }
        fits
    }

    fn any(&mut self) -> Option<bool> {
        let mut answer = self.all()?;
        while self.takes("OR") {
            answer |= self.all()?;
        }
        Some(answer)
    }

    fn all(&mut self) -> Option<bool> {
        let mut answer = self.one()?;
        while self.takes("AND") {
            answer &= self.one()?;
        }
        Some(answer)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let answer = self.any()?;
            return self.takes(")").then_some(answer);
        }
        let (name, rest) = self.words.split_first()?;
        if ["OR", "AND", "WITH", ")"].contains(name) {
            return None;
        }
        self.words = rest;
        let mut name = (*name).to_owned();
        if self.takes("WITH") {
            let (exception, rest) = self.words.split_first()?;
            self.words = rest;
            name = format!("{name} WITH {exception}");
        }
        let known = self.allowed.iter().find(|licence| **licence == name);
        self.met.extend(known.map(String::as_str));
        Some(known.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> Option<bool> {
        let allowed = ["MIT", "Unicode-3.0"].map(str::to_owned);
        fulfilled(text, &allowed, &mut BTreeSet::new())
    }

    #[test]
    fn one_of_several_is_enough_and_all_of_several_are_needed() {
        for fine in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-3.0/MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "GPL-3.0 OR MIT AND MIT",
        ] {
            assert_eq!(with(fine), Some(true), "{fine}");
        }
        for bad in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "Apache-2.0 WITH LLVM-exception",
            "MIT WITH x",
            "(GPL-3.0 OR BSD) AND MIT",
        ] {
            assert_eq!(with(bad), Some(false), "{bad}");
        }
        for unread in ["", "MIT OR", "(MIT", "MIT)", "AND MIT", "MIT MIT", "MIT WITH"] {
            assert_eq!(with(unread), None, "{unread}");
        }
    }

    #[test]
    fn a_crate_without_a_fitting_licence_and_a_spare_licence_are_told() {
        let rules = Rules { licences: vec!["MIT".to_owned(), "ISC".to_owned()], ..Rules::default() };
        let of = |licence: Option<&str>| Crate::named("a", licence);
        let told = |licence: Option<&str>| faults(&[of(Some("MIT OR ISC")), of(licence)], &rules).join("; ");
        assert_eq!(told(Some("MIT")), "");
        assert!(told(None).contains("names no licence"));
        assert!(told(Some("GPL-3.0-only")).contains("not among the allowed"));
        assert!(told(Some("MIT,ISC or so")).contains("does not read"));
        assert_eq!(
            faults(&[of(Some("MIT"))], &rules),
            ["no crate needs ISC any more; take it out of deny.toml"]
        );
    }
}
