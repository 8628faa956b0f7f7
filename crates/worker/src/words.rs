//! What an SMS says: the sentence of its key in the reader's language, and the number it is registered under.
//!
//! The sentences stand in `locales/*/sms.ftl`. Each is registered once with the operators (DLT); a text that differs
//! from its registered template is not delivered, so what varies are named words and one link.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_templates::fluent_bundle::concurrent::FluentBundle;
use fluent_templates::fluent_bundle::{FluentArgs, FluentResource};
use fluent_templates::{LanguageIdentifier, langid};
use kernel::Lang;
use market::accounts::CODE_LIFE_MINUTES;

use crate::Numbers;

type Bundle = FluentBundle<FluentResource>;

static HINDI: LazyLock<Bundle> = LazyLock::new(|| {
    let sms = include_str!("../../../locales/hi/sms.ftl");
    bundle(langid!("hi"), &[sms, include_str!("../../../locales/hi/reasons.ftl")])
});
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| {
    let sms = include_str!("../../../locales/en/sms.ftl");
    bundle(langid!("en"), &[sms, include_str!("../../../locales/en/reasons.ftl")])
});
/// Why a maker says no, in the order of the numbers she writes.
const REASONS: [&str; 4] = ["no-material", "no-time", "no-home", "no-stopped"];

/// The notice that carries a sign-in code.
pub const SIGN_IN_CODE: &str = "sms-code";

/// A notice, the words the market gives it, and the page it leads to.
struct Kind {
    key: &'static str,
    words: &'static [&'static str],
    page: Page,
}

/// Where the link of a notice leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// Nowhere: a code is for the page that is open already.
    None,
    /// To the order it is about, by its code.
    Order,
    /// To the maker's money.
    Money,
    /// To what is known of oneself.
    MyData,
    /// To what the maker has said yes to, where she can take it back.
    Consents,
    /// To the complaint it is about, by its number.
    Complaint,
    /// To what an institution was offered, by its code.
    Institution,
    /// To the reader's own tasks.
    Tasks,
    /// To what the news is about, where one tap stops it, by the reader's code.
    News,
}

const KINDS: [Kind; 87] = [
    Kind { key: SIGN_IN_CODE, words: &["code"], page: Page::None },
    Kind { key: "sms-new-order", words: &["number", "goods", "amount"], page: Page::None },
    Kind { key: "sms-order-line", words: &["number", "goods"], page: Page::None },
    Kind { key: "sms-re-accepted", words: &["number", "day"], page: Page::None },
    Kind { key: "sms-re-declined", words: &["number"], page: Page::None },
    Kind { key: "sms-re-packed", words: &["number", "parcel", "hub"], page: Page::None },
    Kind { key: "sms-re-why", words: &["number"], page: Page::None },
    Kind { key: "sms-re-day", words: &["number"], page: Page::None },
    Kind { key: "sms-re-which", words: &["numbers"], page: Page::None },
    Kind { key: "sms-re-none", words: &[], page: Page::None },
    Kind { key: "sms-re-not-now", words: &["number"], page: Page::None },
    Kind { key: "sms-re-money", words: &["name", "owed", "paid"], page: Page::None },
    Kind { key: "sms-re-help", words: &[], page: Page::None },
    Kind { key: "sms-re-unclear", words: &[], page: Page::None },
    Kind { key: "sms-re-aadhaar", words: &[], page: Page::None },
    Kind { key: "sms-re-stranger", words: &[], page: Page::None },
    Kind { key: "sms-help-answered", words: &[], page: Page::None },
    Kind { key: "sms-price-approved", words: &["good", "amount"], page: Page::None },
    Kind { key: "sms-change-approved", words: &["good"], page: Page::None },
    Kind { key: "sms-change-refused", words: &["good", "note"], page: Page::None },
    Kind { key: "sms-order-confirmed", words: &["order", "amount"], page: Page::Order },
    Kind { key: "sms-cash-code", words: &["code"], page: Page::None },
    Kind { key: "sms-cash-confirmed", words: &["order", "amount"], page: Page::Order },
    Kind { key: "sms-cash-called-off", words: &["order"], page: Page::Order },
    Kind { key: "sms-cash-came-back", words: &["parcel"], page: Page::None },
    Kind { key: "sms-refund-at-hub", words: &["order", "amount", "code"], page: Page::Order },
    Kind { key: "sms-parcel-called-off", words: &["order", "amount"], page: Page::Order },
    Kind { key: "sms-recall", words: &["good", "batch", "order"], page: Page::Order },
    Kind { key: "sms-recall-stopped", words: &["good", "order", "amount"], page: Page::Order },
    Kind { key: "sms-on-the-way", words: &["order", "code"], page: Page::Order },
    Kind { key: "sms-at-counter", words: &["place", "day", "code"], page: Page::None },
    Kind { key: "sms-counter-reminder", words: &["order", "day"], page: Page::Order },
    Kind { key: "sms-posted", words: &["order", "article"], page: Page::Order },
    Kind { key: "sms-couriered", words: &["order", "number"], page: Page::Order },
    Kind { key: "sms-out-for-delivery", words: &["order"], page: Page::Order },
    Kind { key: "sms-undelivered", words: &["order"], page: Page::Order },
    Kind { key: "sms-coming-back", words: &["order"], page: Page::Order },
    Kind { key: "sms-delivered", words: &["order"], page: Page::Order },
    Kind { key: "sms-left-at-door", words: &["order"], page: Page::Order },
    Kind { key: "sms-refund-way", words: &["order", "amount"], page: Page::Order },
    Kind { key: "sms-refund-again", words: &["order", "amount"], page: Page::Order },
    Kind { key: "sms-gaps", words: &["count"], page: Page::None },
    Kind { key: "sms-refunded", words: &["order", "amount"], page: Page::Order },
    Kind { key: "sms-paid-out", words: &["amount", "utr"], page: Page::Money },
    Kind { key: "sms-paid-back", words: &["amount"], page: Page::Money },
    Kind { key: "sms-paid-back-account", words: &["amount"], page: Page::Money },
    Kind { key: "sms-consent-code", words: &["code", "good", "price"], page: Page::None },
    Kind { key: "sms-agreed", words: &["good"], page: Page::Consents },
    Kind { key: "sms-listed", words: &["good", "price"], page: Page::Consents },
    Kind { key: "sms-consent-ended", words: &["good"], page: Page::Consents },
    Kind { key: "sms-bank-code", words: &["code", "account"], page: Page::None },
    Kind { key: "sms-bank-changes", words: &["account"], page: Page::Consents },
    Kind { key: "sms-bank-holds", words: &["account"], page: Page::Money },
    Kind { key: "sms-bank-stopped", words: &["account"], page: Page::None },
    Kind { key: "sms-inspected-approved", words: &["good"], page: Page::None },
    Kind { key: "sms-inspected-on-hold", words: &["good", "note"], page: Page::None },
    Kind { key: "sms-inspected-not-approved", words: &["good", "note"], page: Page::None },
    Kind { key: "sms-goods-changed", words: &["count"], page: Page::None },
    Kind { key: "sms-licence", words: &["day"], page: Page::None },
    Kind { key: "sms-licence-over", words: &["day"], page: Page::None },
    Kind { key: "sms-licence-renewed", words: &["day"], page: Page::None },
    Kind { key: "sms-card", words: &["note", "day"], page: Page::None },
    Kind { key: "sms-claim", words: &["parcel", "amount", "reason"], page: Page::None },
    Kind { key: "sms-return", words: &["order"], page: Page::Order },
    Kind { key: "sms-return-awaited", words: &["order"], page: Page::Order },
    Kind { key: "sms-return-granted", words: &["order"], page: Page::Order },
    Kind { key: "sms-return-anew", words: &["order"], page: Page::Order },
    Kind { key: "sms-return-refused", words: &["order"], page: Page::Order },
    Kind { key: "sms-return-maker", words: &["good", "parcel"], page: Page::None },
    Kind { key: "sms-return-maker-granted", words: &["good", "parcel"], page: Page::None },
    Kind { key: "sms-return-maker-refused", words: &["good", "parcel"], page: Page::None },
    Kind { key: "sms-voice", words: &[], page: Page::None },
    Kind { key: "sms-complaint", words: &["number"], page: Page::Complaint },
    Kind { key: "sms-complaint-heard", words: &["number"], page: Page::Complaint },
    Kind { key: "sms-complaint-answered", words: &["number"], page: Page::Complaint },
    Kind { key: "sms-complaint-closed", words: &["number"], page: Page::Complaint },
    Kind { key: "sms-dispatch-asked", words: &["number"], page: Page::None },
    Kind { key: "sms-dispatch-late", words: &["number"], page: Page::None },
    Kind { key: "sms-dispatch-offer", words: &["order"], page: Page::Order },
    Kind { key: "sms-dispatch-rest", words: &["day"], page: Page::None },
    Kind { key: "sms-task", words: &["note", "day"], page: Page::Tasks },
    Kind { key: "sms-review", words: &["makers", "amount", "orders", "share", "tasks"], page: Page::None },
    Kind { key: "sms-backup", words: &["since"], page: Page::None },
    Kind { key: "sms-institution-offer", words: &["code"], page: Page::Institution },
    Kind { key: "sms-news", words: &["what", "code"], page: Page::News },
    Kind { key: "sms-erasure", words: &["day"], page: Page::MyData },
    Kind { key: "sms-erasure-waits", words: &[], page: Page::MyData },
];

/// The text of a notice.
///
/// # Errors
/// A sentence for the log if there is no such notice or a word is missing.
pub fn text(
    key: &str,
    lang: Lang,
    words: &[(String, String)],
    site: &str,
    numbers: &Numbers,
) -> Result<String, String> {
    let kind =
        KINDS.iter().find(|kind| kind.key == key).ok_or_else(|| format!("there is no notice {key}"))?;
    let word = |name: &str| words.iter().find(|(own, _)| own == name).map(|(_, word)| word.as_str());
    if let Some(missing) = kind.words.iter().find(|name| word(name).is_none()) {
        return Err(format!("the notice {key} lacks its word {missing}"));
    }
    let mut args = FluentArgs::new();
    for (name, word) in words {
        args.set(name.as_str(), word.as_str());
    }
    match kind.page {
        Page::None => {}
        Page::Order => {
            args.set("link", format!("{site}/{lang}/orders/{}", word("order").unwrap_or_default()))
        }
        Page::Money => args.set("link", format!("{site}/{lang}/maker/money")),
        Page::MyData => args.set("link", format!("{site}/{lang}/my-data")),
        Page::Complaint => {
            args.set("link", format!("{site}/{lang}/complaints/{}", word("number").unwrap_or_default()))
        }
        Page::Institution => {
            args.set("link", format!("{site}/{lang}/bulk/{}", word("code").unwrap_or_default()))
        }
        Page::News => args.set("link", format!("{site}/{lang}/n/{}", word("code").unwrap_or_default())),
        Page::Tasks => args.set("link", format!("{site}/{lang}/tasks")),
        Page::Consents => args.set("link", format!("{site}/{lang}/maker/consents")),
    }
    args.set("minutes", CODE_LIFE_MINUTES.to_string());
    args.set("reply", dialled(&numbers.reply_to));
    args.set("help", dialled(&numbers.help));
    say(key, lang, &args)
}

/// A number as a telephone takes it: the register lets no dash or space into a number to call.
fn dialled(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// The sentence of a reason a maker gave by its number, from 1, as her buyer reads it.
pub fn reason(place: u8, lang: Lang) -> Option<String> {
    let key = REASONS.get(usize::from(place).checked_sub(1)?)?;
    say(key, lang, &FluentArgs::new()).ok()
}

fn say(key: &str, lang: Lang, args: &FluentArgs<'_>) -> Result<String, String> {
    let bundle = match lang {
        Lang::Hi => &*HINDI,
        Lang::En => &*ENGLISH,
    };
    let pattern = bundle.get_message(key).and_then(|message| message.value());
    let pattern = pattern.ok_or_else(|| format!("{key} has no sentence in {lang}"))?;
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
    if faults.is_empty() { Ok(text) } else { Err(format!("{key} in {lang} names a word nobody gives")) }
}

fn bundle(language: LanguageIdentifier, texts: &[&str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolating marks would cost a place each and differ from the registered text.
    bundle.set_use_isolating(false);
    // A broken line loses only its own sentence, and a test asks for every one.
    for text in texts {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A text as it is handed in for registration, with its variables in the register's spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The notice.
    pub key: &'static str,
    /// In which language.
    pub lang: Lang,
    /// `{#numeric#} देवघर मार्ट का …`.
    pub text: String,
}

/// Every text in every language, to be registered before the mart goes live.
///
/// # Errors
/// A sentence for the log if a text is missing, which a test rules out.
pub fn registrations() -> Result<Vec<Registration>, String> {
    let mut all = Vec::with_capacity(KINDS.len() * Lang::ALL.len());
    for kind in &KINDS {
        for lang in Lang::ALL {
            let mut args = FluentArgs::new();
            for name in kind.words {
                args.set(*name, if *name == "code" { "{#numeric#}" } else { "{#var#}" });
            }
            args.set("minutes", CODE_LIFE_MINUTES.to_string());
            args.set("link", "{#url#}");
            args.set("reply", "{#cbn#}");
            args.set("help", "{#cbn#}");
            all.push(Registration { key: kind.key, lang: *lang, text: say(kind.key, *lang, &args)? });
        }
    }
    Ok(all)
}

/// The register's numbers of our texts, by notice and language.
#[derive(Clone, Debug, Default)]
pub struct Templates(BTreeMap<String, String>);

impl Templates {
    /// Numbers as they were given: `sms-code.hi` → `1107…`.
    ///
    /// # Errors
    /// The names that are no text of ours, or the texts that have no number.
    pub fn registered(numbers: BTreeMap<String, String>) -> Result<Templates, WrongTemplates> {
        let known: Vec<String> = Templates::names().collect();
        let unknown: Vec<String> = numbers.keys().filter(|name| !known.contains(name)).cloned().collect();
        let missing: Vec<String> = known.into_iter().filter(|name| !numbers.contains_key(name)).collect();
        if unknown.is_empty() && missing.is_empty() {
            Ok(Templates(numbers))
        } else {
            Err(WrongTemplates { unknown, missing })
        }
    }

    /// What texts are called here: `sms-code.hi` and so on.
    pub fn names() -> impl Iterator<Item = String> {
        KINDS.iter().flat_map(|kind| Lang::ALL.iter().map(move |lang| format!("{}.{lang}", kind.key)))
    }

    /// Made-up numbers for practice.
    pub fn practice() -> Templates {
        Templates(
            Templates::names()
                .zip(1_u64..)
                .map(|(name, number)| (name, format!("1107{number:015}")))
                .collect(),
        )
    }

    /// The number of a text.
    pub fn id_of(&self, key: &str, lang: Lang) -> Option<String> {
        self.0.get(&format!("{key}.{lang}")).cloned()
    }
}

/// Which texts have no number, and which numbers no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongTemplates {
    /// Names nobody asks for.
    pub unknown: Vec<String>,
    /// Texts without a number.
    pub missing: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use connectors::sms::parts;

    const SITE: &str = "https://deogharmart.in";

    fn numbers() -> Numbers {
        Numbers { reply_to: "9220592205".to_owned(), help: "06432-000000".to_owned() }
    }

    /// Every notice in both languages with words as long as they get.
    fn all() -> Vec<(&'static str, Lang, String)> {
        let longest = |name: &str| match name {
            "code" => "123456",
            "order" => "DM-7K3F-9QXT-M2PA-W6RC",
            "parcel" => "P7K3F9QXT",
            "amount" | "owed" | "paid" => "₹1,23,456.50",
            "number" => "48213",
            "numbers" => "4821, 5930, 7712, 9034",
            "goods" => "12 x लाल लहठी, कुंदन जड़ी",
            "day" => "25-11-2026",
            "since" => "25-11-2026 06:30",
            "count" | "orders" | "makers" => "500",
            "share" => "100%",
            "tasks" => "24/12",
            "name" => "चांदडीह कुम्हार समिति, देवघर",
            "hub" | "place" => "पलाश संग्रह केंद्र, देवघर",
            "article" => "EE123456785IN",
            "utr" => "SBINN20261118000000007",
            "good" | "note" | "reason" | "what" => "लाल किनारी वाली तसर की साड़ी ब",
            "price" => "₹1,00,000",
            "batch" => "B7K3F9QX",
            "account" => "…6789",
            other => panic!("what is {other}?"),
        };
        let mut all = Vec::new();
        for kind in &KINDS {
            let words: Vec<_> = kind.words.iter().map(|n| ((*n).to_owned(), longest(n).to_owned())).collect();
            for lang in Lang::ALL {
                all.push((kind.key, *lang, text(kind.key, *lang, &words, SITE, &numbers()).expect("a text")));
            }
        }
        all
    }

    #[test]
    fn every_notice_is_short_and_says_who_speaks() {
        for (key, lang, text) in all() {
            let most = if key == SIGN_IN_CODE { 1 } else { 2 };
            let length = text.encode_utf16().count();
            assert!(parts(&text) <= most, "{key} in {lang} has {length} places: {text}");
            let name = if lang == Lang::Hi { "देवघर मार्ट" } else { "DeogharMart" };
            assert!(text.contains(name), "{text}");
        }
    }

    #[test]
    fn a_code_is_the_only_number_of_six_digits() {
        for (key, _, text) in
            all().into_iter().filter(|(key, ..)| ["sms-code", "sms-on-the-way"].contains(key))
        {
            let numbers: Vec<_> =
                text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 6).collect();
            assert_eq!(numbers, ["123456"], "{key}");
        }
    }

    #[test]
    fn links_lead_to_the_page_of_the_readers_language() {
        let words = [("order".to_owned(), "DM-1".to_owned())];
        let hindi = text("sms-delivered", Lang::Hi, &words, SITE, &numbers()).expect("a text");
        assert!(hindi.contains("https://deogharmart.in/hi/orders/DM-1"), "{hindi}");
        assert!(
            text("sms-posted", Lang::Hi, &words, SITE, &numbers()).is_err_and(|why| why.contains("article"))
        );
        assert!(text("sms-else", Lang::Hi, &words, SITE, &numbers()).is_err());
    }

    #[test]
    fn every_text_fits_what_is_registered_of_it() {
        let registered = registrations().expect("texts");
        for (key, lang, text) in all() {
            let entry = registered.iter().find(|r| (r.key, r.lang) == (key, lang)).expect("registered");
            let template = simulators::sms::SmsTemplate { id: String::new(), text: entry.text.clone() };
            assert!(template.made(&text), "{text} is not made of {}", entry.text);
        }
    }

    #[test]
    fn every_text_can_be_registered_and_needs_a_number() {
        let registrations = registrations().expect("texts");
        assert_eq!(registrations.len(), KINDS.len() * 2);
        assert!(registrations.iter().all(|r| r.text.len() > 30));
        let mut numbers = Templates::practice().0;
        assert!(Templates::registered(numbers.clone()).is_ok());
        let number = numbers.remove("sms-code.hi").expect("a number");
        assert_eq!(number.len(), 19);
        numbers.insert("sms-cod.hi".to_owned(), number);
        let wrong = Templates::registered(numbers).expect_err("wrong");
        assert_eq!(
            (wrong.unknown, wrong.missing),
            (vec!["sms-cod.hi".to_owned()], vec!["sms-code.hi".to_owned()])
        );
    }
}
