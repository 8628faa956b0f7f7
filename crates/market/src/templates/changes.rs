//! What is different between two versions, part by part, for whoever decides on it. Pure.

use std::collections::BTreeMap;

use kernel::Words;

use super::{How, Only, Question, Template};

/// Something that is different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which part of the template: a key of `locales/*/templates.ftl`.
    pub part: &'static str,
    /// How it was; nothing if it is new.
    pub before: Option<Words>,
    /// How it will be; nothing if it goes.
    pub after: Option<Words>,
}

/// The parts of a template as lists of words by what names them.
fn parts(template: &Template) -> Vec<(&'static str, BTreeMap<String, Words>)> {
    let same = |text: &str| Words::new(text, text);
    let list = |lines: &[Only<Words>]| {
        lines.iter().map(|one| (one.part.en.clone(), with_crafts(&one.part, &one.crafts))).collect()
    };
    vec![
        ("name", BTreeMap::from([(String::new(), template.name.clone())])),
        ("crafts", template.crafts.iter().map(|craft| (craft.clone(), same(craft))).collect()),
        ("eaten", BTreeMap::from([(String::new(), same(template.eaten.as_str()))])),
        ("units", template.units.iter().map(|unit| (unit.key.clone(), unit.words.clone())).collect()),
        (
            "rates",
            template
                .rates
                .iter()
                .map(|one| (one.part.clone(), with_crafts(&same(&one.part), &one.crafts)))
                .collect(),
        ),
        (
            "questions",
            template
                .questions
                .iter()
                .map(|one| (one.part.key.clone(), with_crafts(&told(&one.part), &one.crafts)))
                .collect(),
        ),
        (
            "legal",
            template
                .legal
                .iter()
                .map(|one| (one.part.field.to_string(), with_crafts(&one.part.words, &one.crafts)))
                .collect(),
        ),
        ("packing", list(&template.packing)),
        ("checks", list(&template.checks)),
    ]
}

fn with_crafts(words: &Words, crafts: &[String]) -> Words {
    if crafts.is_empty() {
        return words.clone();
    }
    let crafts = crafts.join(", ");
    Words::new(format!("{} [{crafts}]", words.hi), format!("{} [{crafts}]", words.en))
}

/// A question with everything that matters to who answers or reads it.
fn told(question: &Question) -> Words {
    let marks = match (question.needed, question.shown) {
        (true, true) => (" · ज़रूरी, ख़रीदार को दिखता है", " · needed, buyers read it"),
        (true, false) => (" · ज़रूरी", " · needed"),
        (false, true) => (" · ख़रीदार को दिखता है", " · buyers read it"),
        (false, false) => ("", ""),
    };
    let said = |pick: fn(&Words) -> &str, mark: &str| {
        let answers: Vec<&str> = question.choices.iter().map(|choice| pick(&choice.words)).collect();
        let answers = match question.how {
            How::Choice => format!(" ({})", answers.join(" / ")),
            How::Count => format!(" (123 {})", pick(&question.unit)),
            How::Words => String::new(),
        };
        format!("{}{answers}{mark}", pick(&question.words))
    };
    Words::new(said(|words| &words.hi, marks.0), said(|words| &words.en, marks.1))
}

/// What is different in `new`, in the order of the parts.
pub fn changes(old: &Template, new: &Template) -> Vec<Change> {
    let mut all = Vec::new();
    for ((part, mut before), (_, after)) in parts(old).into_iter().zip(parts(new)) {
        for (key, now) in after {
            let was = before.remove(&key);
            if was.as_ref() != Some(&now) {
                all.push(Change { part, before: was, after: Some(now) });
            }
        }
        all.extend(before.into_values().map(|was| Change { part, before: Some(was), after: None }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::files;
    use crate::templates::read_text;

    #[test]
    fn what_is_new_gone_or_otherwise_is_told_once() {
        let text = files::text("data/templates/lac.toml");
        let old = read_text("lac", &text).expect("reads");
        assert_eq!(changes(&old, &old), []);
        let mut new = old.clone();
        new.units.pop();
        new.checks[0].part.hi.push('!');
        new.packing.push(Only { part: Words::new("रुई", "Cotton wool"), crafts: Vec::new() });
        let told = changes(&old, &new);
        assert_eq!(told.iter().map(|one| one.part).collect::<Vec<_>>(), ["units", "packing", "checks"]);
        assert!(told[0].after.is_none() && told[1].before.is_none() && told[2].before.is_some());
    }
}
