//! Goods that cannot be had, and why.

use kernel::ids::VariantId;
use kernel::{Day, Words};
use market::quotes::WhyNot;
use serde::Serialize;
use utoipa::ToSchema;

use super::wire::{self, Name};
use crate::text::Text;

/// A good that stands in the way of a quote or an order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Refused {
    /// Which size or colour.
    #[schema(example = "var_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    variant_id: String,
    /// What it is called.
    name: Name,
    /// Why it cannot be had: a stable word.
    #[schema(schema_with = why_words)]
    why: &'static str,
    /// How many could still be had, if that is the trouble.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 2, nullable = false)]
    left: Option<u32>,
    /// From which day on it can be had again, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-12-07", format = Date, nullable = false)]
    back_on: Option<String>,
    /// The same as a sentence in the client's language.
    #[schema(example = "Only 2 are left.")]
    pub(super) detail: String,
}

const WORDS: [&str; 10] = [
    "withdrawn",
    "sold-out",
    "inside-state-only",
    "would-spoil",
    "no-licence",
    "too-heavy",
    "away",
    "week-full",
    "not-by-then",
    "needs-aggregator",
];

const fn word(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Closed | WhyNot::Withdrawn | WhyNot::Ended | WhyNot::Untaxed | WhyNot::Paused => WORDS[0],
        WhyNot::SoldOut { .. } => WORDS[1],
        WhyNot::InsideStateOnly => WORDS[2],
        WhyNot::WouldSpoil => WORDS[3],
        WhyNot::NoLicence | WhyNot::LicenceOver => WORDS[4],
        WhyNot::TooHeavy => WORDS[5],
        WhyNot::Away { .. } => WORDS[6],
        WhyNot::WeekFull { .. } => WORDS[7],
        WhyNot::NotByThen { .. } => WORDS[8],
        WhyNot::NeedsAggregator => WORDS[9],
    }
}

fn why_words() -> utoipa::openapi::Object {
    wire::one_of(WORDS)
}

impl Refused {
    /// A good with its reason; the sentence comes with [`Refused::told`].
    pub(crate) fn new(variant: VariantId, name: Words, why: WhyNot) -> Refused {
        let left = if let WhyNot::SoldOut { left } = why { Some(left) } else { None };
        let back_on = match why {
            WhyNot::Away { until } => Some(until.plus(1)),
            WhyNot::WeekFull { opens } => Some(opens),
            WhyNot::NotByThen { there } => Some(there),
            _ => None,
        };
        Refused {
            variant_id: variant.to_string(),
            name: name.into(),
            why: word(why),
            left,
            back_on: back_on.map(Day::iso),
            detail: String::new(),
        }
    }

    /// The same with its sentence.
    pub(crate) fn told(self, t: Text) -> Refused {
        let why = self.why;
        let key = format!("api-why-{why}");
        let said = t.say(&key).set("left", self.left.unwrap_or(0));
        let detail = said.set("day", self.back_on.clone().unwrap_or_default()).to_string();
        Refused { detail, ..self }
    }

    /// One for the document.
    pub(crate) fn example() -> Refused {
        let name = Name { hi: "सफ़ेद पेड़ा".to_owned(), en: "White peda".to_owned() };
        let variant_id = "var_01jd6v0k3nf0vk3r9qh2m8x7tz".to_owned();
        Refused { variant_id, name, why: WORDS[1], left: Some(2), back_on: None, detail: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn every_reason_has_a_sentence_in_both_languages() {
        for why in WORDS {
            let refused = Refused { why, ..Refused::example() };
            let said = |lang: Lang| refused.clone().told(Text::new(lang)).detail;
            assert!(
                !said(Lang::Hi).contains('⟨') && said(Lang::Hi) != said(Lang::En),
                "{why}: {}",
                said(Lang::Hi)
            );
        }
    }

    #[test]
    fn what_is_left_is_told() {
        let told = |left| Refused { left: Some(left), ..Refused::example() }.told(Text::new(Lang::En)).detail;
        assert_eq!([0, 1, 2].map(told), ["It is sold out.", "Only 1 is left.", "Only 2 are left."]);
    }
}
