//! Goods that cannot be had, and why.

use kernel::Words;
use kernel::ids::VariantId;
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
    /// The same as a sentence in the client's language.
    #[schema(example = "Only 2 are left.")]
    pub(super) detail: String,
}

const WORDS: [&str; 6] =
    ["withdrawn", "sold-out", "inside-state-only", "would-spoil", "no-licence", "too-heavy"];

const fn word(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Withdrawn => WORDS[0],
        WhyNot::SoldOut { .. } => WORDS[1],
        WhyNot::InsideStateOnly => WORDS[2],
        WhyNot::WouldSpoil => WORDS[3],
        WhyNot::NoLicence => WORDS[4],
        WhyNot::TooHeavy => WORDS[5],
    }
}

fn why_words() -> utoipa::openapi::Object {
    wire::one_of(WORDS)
}

impl Refused {
    /// A good with its reason; the sentence comes with [`Refused::told`].
    pub(crate) fn new(variant: VariantId, name: Words, why: WhyNot) -> Refused {
        let left = if let WhyNot::SoldOut { left } = why { Some(left) } else { None };
        Refused {
            variant_id: variant.to_string(),
            name: name.into(),
            why: word(why),
            left,
            detail: String::new(),
        }
    }

    /// The same with its sentence.
    pub(crate) fn told(self, t: Text) -> Refused {
        let why = self.why;
        let detail = t.say(&format!("api-why-{why}")).set("left", self.left.unwrap_or(0)).to_string();
        Refused { detail, ..self }
    }

    /// One for the document.
    pub(crate) fn example() -> Refused {
        let name = Name { hi: "सफ़ेद पेड़ा".to_owned(), en: "White peda".to_owned() };
        let variant_id = "var_01jd6v0k3nf0vk3r9qh2m8x7tz".to_owned();
        Refused { variant_id, name, why: WORDS[1], left: Some(2), detail: String::new() }
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
