//! From a text to a template: everything that is wrong is told with its line and field. Pure.

use std::collections::BTreeSet;

use kernel::Words;
use serde::Deserialize;
use toml::Spanned;

use super::{
    CHECKS_MOST, Eaten, How, Legal, LegalField, Named, Only, QUESTIONS_MOST, Question, Sign, TEXT_BYTES_MOST,
    Template, is_word,
};

kernel::codes! {
    /// What is wrong with a text. Each is a sentence of `locales/*/templates.ftl`.
    pub enum What {
        /// It is no text of this kind at all, from here on.
        Unreadable = "unreadable",
        /// Something that must be there is not.
        Missing = "missing",
        /// There is no such field.
        Unknown = "unknown",
        /// It is none of the words that can stand here.
        NotAChoice = "choice",
        /// It is no short word of small Latin letters.
        NotAWord = "word",
        /// It stands there twice.
        Twice = "twice",
        /// There are too many of them.
        TooMany = "many",
        /// There are too few of them.
        TooFew = "few",
        /// It is too long.
        TooLong = "long",
        /// It is not the family it is for.
        OtherFamily = "family",
        /// There is no such tax rate.
        NoRate = "rate",
        /// There is no such craft, or another family is for it.
        NoCraft = "craft",
    }
}

/// Something that is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The line, from 1.
    pub line: usize,
    /// The field; may be empty.
    pub field: String,
    /// What is wrong.
    pub what: What,
}

/// Letters of a sentence for people.
const LETTERS_MOST: usize = 160;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    family: Spanned<String>,
    hi: Spanned<String>,
    en: Spanned<String>,
    crafts: Vec<Spanned<String>>,
    eaten: Spanned<String>,
    unit: Vec<NamedText>,
    rate: Vec<RateText>,
    question: Vec<Spanned<QuestionText>>,
    legal: Vec<LegalText>,
    packing: Vec<LineText>,
    check: Vec<Spanned<LineText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedText {
    key: Spanned<String>,
    hi: Spanned<String>,
    en: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateText {
    key: Spanned<String>,
    #[serde(default)]
    only: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionText {
    key: Spanned<String>,
    sign: Spanned<String>,
    hi: Spanned<String>,
    en: Spanned<String>,
    #[serde(default)]
    hint_hi: String,
    #[serde(default)]
    hint_en: String,
    how: Spanned<String>,
    #[serde(default)]
    choices: Vec<NamedText>,
    #[serde(default)]
    unit_hi: String,
    #[serde(default)]
    unit_en: String,
    needed: bool,
    shown: bool,
    #[serde(default)]
    only: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalText {
    field: Spanned<String>,
    hi: Spanned<String>,
    en: Spanned<String>,
    source: String,
    needed: bool,
    #[serde(default)]
    only: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineText {
    hi: Spanned<String>,
    en: Spanned<String>,
    #[serde(default)]
    only: Vec<Spanned<String>>,
}

/// The line of a place in a text, from 1.
fn line_at(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}

/// The line on which a word stands between quotes; the first if it stands nowhere.
pub(super) fn line_holding(text: &str, word: &str) -> usize {
    let quoted = format!("\"{word}\"");
    text.find(&quoted).map_or(1, |at| line_at(text, at))
}

/// What the reader of the format says, in our words.
fn unreadable(text: &str, cause: &toml::de::Error) -> Wrong {
    let named = |before: &str| {
        let rest = cause.message().strip_prefix(before)?;
        Some(rest.split('`').next().unwrap_or("").to_owned())
    };
    let (what, field) = match (named("missing field `"), named("unknown field `")) {
        (Some(field), _) => (What::Missing, field),
        (None, Some(field)) => (What::Unknown, field),
        (None, None) => (What::Unreadable, String::new()),
    };
    // A part that lacks something is told by its first line.
    Wrong { line: line_at(text, cause.span().map_or(0, |span| span.start)), field, what }
}

/// Reads a text for a family.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines.
pub fn read_text(family: &str, text: &str) -> Result<Template, Vec<Wrong>> {
    if text.len() > TEXT_BYTES_MOST {
        return Err(vec![Wrong { line: 1, field: String::new(), what: What::TooLong }]);
    }
    let raw: Text = toml::from_str(text).map_err(|cause| vec![unreadable(text, &cause)])?;
    let mut reader = Reader { text, wrongs: Vec::new(), crafts: Vec::new() };
    let template = reader.template(family, &raw);
    if reader.wrongs.is_empty() {
        return Ok(template);
    }
    reader.wrongs.sort_by_key(|wrong| wrong.line);
    Err(reader.wrongs)
}

/// Notes what is wrong instead of stopping at the first.
struct Reader<'a> {
    text: &'a str,
    wrongs: Vec<Wrong>,
    /// The crafts of the family, which parts may name.
    crafts: Vec<String>,
}

impl Reader<'_> {
    fn wrong(&mut self, at: usize, field: &str, what: What) {
        let line = line_at(self.text, at);
        self.wrongs.push(Wrong { line, field: field.to_owned(), what });
    }

    fn template(&mut self, family: &str, raw: &Text) -> Template {
        if raw.family.get_ref() != family {
            self.wrong(raw.family.span().start, "family", What::OtherFamily);
        }
        self.crafts = raw.crafts.iter().map(|craft| craft.get_ref().clone()).collect();
        self.once("crafts", &raw.crafts);
        let eaten = self.code("eaten", &raw.eaten).unwrap_or(Eaten::Never);
        let units = self.named("unit", &raw.unit);
        if units.is_empty() {
            self.wrong(0, "unit", What::TooFew);
        }
        self.once("rate", &raw.rate.iter().map(|rate| rate.key.clone()).collect::<Vec<_>>());
        let rates = raw.rate.iter().map(|rate| self.only(rate.key.get_ref().clone(), &rate.only)).collect();
        let keys: Vec<_> = raw.question.iter().map(|question| question.get_ref().key.clone()).collect();
        self.once("question", &keys);
        let template = Template {
            family: family.to_owned(),
            name: self.words(&raw.hi, &raw.en),
            crafts: self.crafts.clone(),
            eaten,
            units,
            rates,
            questions: raw.question.iter().map(|question| self.question(question.get_ref())).collect(),
            legal: raw.legal.iter().filter_map(|legal| self.legal(legal)).collect(),
            packing: raw.packing.iter().map(|line| self.line(line)).collect(),
            checks: raw.check.iter().map(|line| self.line(line.get_ref())).collect(),
        };
        self.fits(&template, raw);
        template
    }

    /// Whether each craft has as many questions and checks as a record has places for.
    fn fits(&mut self, template: &Template, raw: &Text) {
        let crafts: Vec<&str> = template.crafts.iter().map(String::as_str).collect();
        if crafts.is_empty() {
            self.wrong(0, "crafts", What::TooFew);
        }
        let last = |spans: Vec<usize>| spans.last().copied().unwrap_or(0);
        let (mut few, mut many) = ((false, false), (false, false));
        for craft in crafts {
            let narrow = template.for_craft(craft);
            few = (few.0 || narrow.asked().len() < 2, few.1 || narrow.checks.len() < 3);
            many = (
                many.0 || narrow.asked().len() > QUESTIONS_MOST,
                many.1 || narrow.checks.len() > CHECKS_MOST,
            );
        }
        let questions = last(raw.question.iter().map(|q| q.span().start).collect());
        let checks = last(raw.check.iter().map(|c| c.span().start).collect());
        for (found, at, field, what) in [
            (few.0, questions, "question", What::TooFew),
            (many.0, questions, "question", What::TooMany),
            (few.1, checks, "check", What::TooFew),
            (many.1, checks, "check", What::TooMany),
        ] {
            if found {
                self.wrong(at, field, what);
            }
        }
        if template.rates.is_empty() {
            self.wrong(0, "rate", What::TooFew);
        }
        if template.packing.is_empty() {
            self.wrong(0, "packing", What::TooFew);
        }
    }

    fn code<T: std::str::FromStr>(&mut self, field: &str, typed: &Spanned<String>) -> Option<T> {
        let read = typed.get_ref().parse().ok();
        if read.is_none() {
            self.wrong(typed.span().start, field, What::NotAChoice);
        }
        read
    }

    /// Words that name something: short, Latin, each once.
    fn once(&mut self, field: &str, keys: &[Spanned<String>]) {
        let mut seen = BTreeSet::new();
        for key in keys {
            if !is_word(key.get_ref()) {
                self.wrong(key.span().start, field, What::NotAWord);
            } else if !seen.insert(key.get_ref().as_str()) {
                self.wrong(key.span().start, field, What::Twice);
            }
        }
    }

    fn words(&mut self, hi: &Spanned<String>, en: &Spanned<String>) -> Words {
        for (field, typed) in [("hi", hi), ("en", en)] {
            let letters = typed.get_ref().trim().chars().count();
            if letters == 0 {
                self.wrong(typed.span().start, field, What::Missing);
            } else if letters > LETTERS_MOST {
                self.wrong(typed.span().start, field, What::TooLong);
            }
        }
        Words::new(hi.get_ref().trim(), en.get_ref().trim())
    }

    fn named(&mut self, field: &str, list: &[NamedText]) -> Vec<Named> {
        self.once(field, &list.iter().map(|one| one.key.clone()).collect::<Vec<_>>());
        list.iter()
            .map(|one| Named { key: one.key.get_ref().clone(), words: self.words(&one.hi, &one.en) })
            .collect()
    }

    fn only<T>(&mut self, part: T, crafts: &[Spanned<String>]) -> Only<T> {
        for craft in crafts {
            if !self.crafts.contains(craft.get_ref()) {
                self.wrong(craft.span().start, "only", What::NoCraft);
            }
        }
        Only { part, crafts: crafts.iter().map(|craft| craft.get_ref().clone()).collect() }
    }

    fn question(&mut self, raw: &QuestionText) -> Only<Question> {
        let how = self.code("how", &raw.how);
        let choices = self.named("choices", &raw.choices);
        match how {
            Some(How::Choice) if choices.len() < 2 => {
                self.wrong(raw.how.span().start, "choices", What::TooFew);
            }
            Some(How::Count | How::Words) if !choices.is_empty() => {
                self.wrong(raw.how.span().start, "choices", What::Unknown);
            }
            Some(How::Choice | How::Count | How::Words) | None => {}
        }
        let question = Question {
            key: raw.key.get_ref().clone(),
            sign: self.code("sign", &raw.sign).unwrap_or(Sign::Work),
            words: self.words(&raw.hi, &raw.en),
            hint: Words::new(raw.hint_hi.trim(), raw.hint_en.trim()),
            how: how.unwrap_or(How::Words),
            choices,
            unit: Words::new(raw.unit_hi.trim(), raw.unit_en.trim()),
            needed: raw.needed,
            shown: raw.shown,
        };
        self.only(question, &raw.only)
    }

    fn legal(&mut self, raw: &LegalText) -> Option<Only<Legal>> {
        let field: Option<LegalField> = self.code("field", &raw.field);
        let (words, source) = (self.words(&raw.hi, &raw.en), raw.source.trim().to_owned());
        if source.is_empty() {
            self.wrong(raw.field.span().start, "source", What::Missing);
        }
        Some(self.only(Legal { field: field?, words, source, needed: raw.needed }, &raw.only))
    }

    fn line(&mut self, raw: &LineText) -> Only<Words> {
        let words = self.words(&raw.hi, &raw.en);
        self.only(words, &raw.only)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::files;

    fn lac() -> String {
        files::text("data/templates/lac.toml").into_owned()
    }

    fn told(text: &str) -> Vec<(usize, String, What)> {
        let wrongs = read_text("lac", text).expect_err("wrong");
        wrongs.into_iter().map(|wrong| (wrong.line, wrong.field, wrong.what)).collect()
    }

    #[test]
    fn each_shipped_text_reads_and_asks_six_to_eight_questions_of_each_craft() {
        let mut crafts = BTreeSet::new();
        for name in files::names_in("data/templates/") {
            let family = name.trim_start_matches("data/templates/").trim_end_matches(".toml");
            let template = read_text(family, &files::text(name)).unwrap_or_else(|w| panic!("{name}: {w:?}"));
            for craft in &template.crafts {
                assert!(crafts.insert(craft.clone()), "{craft} has two templates");
                let narrow = template.for_craft(craft);
                assert!((6..=8).contains(&narrow.asked().len()), "{craft} asks {}", narrow.asked().len());
                assert!(!narrow.rates.is_empty() && !narrow.packing.is_empty(), "{craft}");
            }
        }
        assert!(crafts.len() >= 11, "{crafts:?}");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_field() {
        let line = |text: &str, of: &str| 1 + text.lines().position(|line| line.contains(of)).expect(of);
        let text = lac();
        let at = line(&text, "how = \"choice\"");
        let broken = text.replacen("how = \"choice\"", "how = \"guess\"", 1);
        assert_eq!(told(&broken)[0], (at, "how".to_owned(), What::NotAChoice));
        let broken = text.replacen("hi = ", "hii = ", 1);
        assert_eq!(told(&broken)[0].2, What::Unknown);
        assert_eq!(told(&broken)[0].1, "hii");
        let broken = text.replacen("family = \"lac\"", "family = \"peda\"", 1);
        assert_eq!(told(&broken), [(line(&broken, "family ="), "family".to_owned(), What::OtherFamily)]);
        assert_eq!(told("family = \"lac\"\nhi = ")[0], (2, String::new(), What::Unreadable));
        assert_eq!(told("family = \"lac\"")[0].2, What::Missing);
        let eight_more = "\n[[check]]\nhi = \"क\"\nen = \"a\"\n".repeat(8);
        assert!(
            told(&(text + &eight_more))
                .iter()
                .any(|(_, field, what)| field == "check" && *what == What::TooMany)
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", cut in 0..2_000_usize) {
            let _ = read_text("lac", &text);
            let whole = lac();
            let cut: String = whole.chars().take(cut).chain(text.chars()).collect();
            let _ = read_text("lac", &cut);
        }
    }
}
