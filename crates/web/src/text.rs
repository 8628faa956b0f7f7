//! Every sentence the mart says, in the reader's language, and how it writes numbers, money and dates.
//!
//! Reads: `locales/hi/*.ftl` and `locales/en/*.ftl`, built into the binary. Never: reads a clock or a file while running.
//! Hindi is the source; a key that English lacks is shown in Hindi, and a test fails.
//!
//! Start at [`Text::get`]; with values in the sentence, [`Text::say`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use askama::filters::HtmlSafe;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid, static_loader};
use kernel::digits::grouped;
use kernel::{Day, Lang, Paise, Time, Words};
use market::accounts::{DepartmentKey, Role};
use market::orders::OwnReason;

static_loader! {
    static LOCALES = {
        locales: "../../locales",
        fallback_language: "hi",
        customise: |bundle| {
            // Isolating marks (U+2068, U+2069) would get into pages, text messages and printed papers.
            bundle.set_use_isolating(false);
            // Fluent does not group digits the Indian way.
            bundle.set_formatter(Some(|value, _| match value {
                FluentValue::Number(number) => Some(grouped(number.value as u64)),
                _ => None,
            }));
        },
    };
}

/// Sentences without values, once put together: a page says some hundred of them. Keys come from our own sources only,
/// so their number is bounded.
static SAID: LazyLock<[RwLock<HashMap<String, String>>; 2]> = LazyLock::new(Default::default);

static HINDI: LanguageIdentifier = langid!("hi");
static ENGLISH: LanguageIdentifier = langid!("en");

/// The reader's language and everything that depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// The language of the page.
    pub lang: Lang,
}

/// One value inside a sentence.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// Words, a name, money already written out.
    Words(Cow<'a, str>),
    /// A count; it chooses the plural and is written the Indian way.
    Count(u64),
}

impl Text {
    /// Sentences in `lang`.
    pub const fn new(lang: Lang) -> Text {
        Text { lang }
    }

    /// The sentence of `key`; `key.hint` is its attribute `hint`.
    ///
    /// An unknown key is shown in angle brackets, so that it is seen at once and breaks nothing.
    pub fn get(&self, key: &str) -> String {
        let said = &SAID[usize::from(self.lang == Lang::En)];
        if let Some(sentence) = said.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return sentence.clone();
        }
        let sentence = look_up(self, key, None);
        said.write().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), sentence.clone());
        sentence
    }

    /// The sentence of `key`, or nothing if there is no such key: for hints that only some fields have.
    pub fn maybe(&self, key: &str) -> Option<String> {
        LOCALES.lookup_single_language::<&str>(self.identifier(), key, None).ok()
    }

    fn identifier(&self) -> &'static LanguageIdentifier {
        match self.lang {
            Lang::Hi => &HINDI,
            Lang::En => &ENGLISH,
        }
    }

    /// The sentence of `key` with values in it: `t.with("goods-count", &[("count", 3_u32.into())])`.
    pub fn with(&self, key: &str, args: &[(&'static str, Arg<'_>)]) -> String {
        let mut values: HashMap<&'static str, FluentValue<'_>> = HashMap::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Words(words) => FluentValue::String(words.clone()),
                Arg::Count(count) => FluentValue::from(*count),
            };
            values.insert(name, value);
        }
        look_up(self, key, Some(&values))
    }

    /// The same for templates, one value at a time: `{{ t.say("goods-count").set("count", found) }}`.
    pub fn say<'a>(&self, key: &'a str) -> Saying<'a> {
        Saying { text: *self, key, args: Vec::new() }
    }

    /// The words of a name in the reader's language, for titles and attributes.
    pub fn pick<'a>(&self, words: &'a Words) -> &'a str {
        words.pick(self.lang)
    }

    /// The words of a name as HTML. Words that exist only in the other language carry a `lang` for screen readers.
    pub fn words<'a>(&self, words: &'a Words) -> Spoken<'a> {
        let own = match self.lang {
            Lang::Hi => &words.hi,
            Lang::En => &words.en,
        };
        let said = words.pick(self.lang);
        Spoken { said, foreign: (own.is_empty() && !said.is_empty()).then(|| self.lang.other()) }
    }

    /// What somebody does for the mart.
    pub fn role(&self, role: Role) -> String {
        self.get(&format!("role-{role}"))
    }

    /// The name of a department.
    pub fn department(&self, department: DepartmentKey) -> String {
        self.get(&format!("department-{department}"))
    }

    /// `₹1,23,456`.
    pub fn money(&self, amount: &Paise) -> String {
        amount.to_string()
    }

    /// A count the Indian way: `12,34,567`.
    pub fn count(&self, count: &u32) -> String {
        grouped(u64::from(*count))
    }

    /// `22-11-2026`: on papers, bills and lists.
    pub fn date(&self, day: &Day) -> String {
        day.to_string()
    }

    /// A reason as it was given, or, if the mart itself gave it, in the reader's language.
    pub fn reason(&self, given: &str) -> String {
        given
            .parse::<OwnReason>()
            .map_or_else(|_| given.to_owned(), |own| self.get(&format!("own-reason-{}", own.word())))
    }

    /// `22 नवंबर` or `22 November`: for a promise a person remembers.
    pub fn day(&self, day: &Day) -> String {
        let (_, month, date) = day.civil();
        format!("{date} {}", self.get(MONTHS[usize::from(month.clamp(1, 12)) - 1]))
    }

    /// `नवंबर 2026`.
    pub fn month(&self, day: &Day) -> String {
        let (year, month, _) = day.civil();
        format!("{} {year}", self.get(MONTHS[usize::from(month.clamp(1, 12)) - 1]))
    }

    /// `22 नवंबर, रविवार`.
    pub fn day_and_weekday(&self, day: &Day) -> String {
        let weekday = usize::try_from(day.weekday()).unwrap_or(0);
        format!("{}, {}", self.day(day), self.get(WEEKDAYS[weekday.min(6)]))
    }

    /// `22-11-2026 14:05`, Indian time.
    pub fn moment(&self, at: &Time) -> String {
        at.in_india()
    }

    /// A path of this site in the reader's language: `/cart` → `/hi/cart`.
    pub fn path(&self, path: &str) -> String {
        format!("/{}{path}", self.lang)
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];
const WEEKDAYS: [&str; 7] =
    ["weekday-mon", "weekday-tue", "weekday-wed", "weekday-thu", "weekday-fri", "weekday-sat", "weekday-sun"];

fn look_up(t: &Text, key: &str, args: Option<&HashMap<&'static str, FluentValue<'_>>>) -> String {
    LOCALES
        .lookup_single_language(t.identifier(), key, args)
        .or_else(|_| LOCALES.lookup_single_language(Text::new(t.lang.other()).identifier(), key, args))
        .unwrap_or_else(|_| format!("⟨{key}⟩"))
}

/// A sentence whose values are still being put in. It writes itself when shown.
#[derive(Clone, Debug)]
pub struct Saying<'a> {
    text: Text,
    key: &'a str,
    args: Vec<(&'static str, Arg<'a>)>,
}

impl<'a> Saying<'a> {
    /// Puts a value in.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: impl Into<Arg<'a>>) -> Saying<'a> {
        self.args.push((name, value.into()));
        self
    }
}

impl std::fmt::Display for Saying<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text.with(self.key, &self.args))
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(words: &'a str) -> Self {
        Arg::Words(Cow::Borrowed(words))
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(words: &'a String) -> Self {
        Arg::Words(Cow::Borrowed(words))
    }
}
impl From<String> for Arg<'_> {
    fn from(words: String) -> Self {
        Arg::Words(Cow::Owned(words))
    }
}
impl From<Paise> for Arg<'_> {
    fn from(amount: Paise) -> Self {
        Arg::Words(Cow::Owned(amount.to_string()))
    }
}
impl From<&Paise> for Arg<'_> {
    fn from(amount: &Paise) -> Self {
        (*amount).into()
    }
}
impl From<u32> for Arg<'_> {
    fn from(count: u32) -> Self {
        Arg::Count(u64::from(count))
    }
}
impl From<&u32> for Arg<'_> {
    fn from(count: &u32) -> Self {
        (*count).into()
    }
}
impl From<usize> for Arg<'_> {
    fn from(count: usize) -> Self {
        Arg::Count(count as u64)
    }
}
impl From<&usize> for Arg<'_> {
    fn from(count: &usize) -> Self {
        (*count).into()
    }
}

/// Words of a name, escaped, in a `<span lang>` if they are not in the page's language.
#[derive(Clone, Copy, Debug)]
pub struct Spoken<'a> {
    said: &'a str,
    foreign: Option<Lang>,
}

impl std::fmt::Display for Spoken<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let safe = askama::filters::escape(self.said, askama::filters::Html).map_err(|_| std::fmt::Error)?;
        match self.foreign {
            Some(lang) => write!(f, "<span lang=\"{lang}\">{safe}</span>"),
            None => write!(f, "{safe}"),
        }
    }
}
impl HtmlSafe for Spoken<'_> {}
