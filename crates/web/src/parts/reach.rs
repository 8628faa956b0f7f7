//! How much of a price reaches the maker: a bar and a sentence, the promise of this mart.

use kernel::{Paise, Words};

/// «₹520 में से ₹494 सुनीता देवी तक पहुँचते हैं।»
#[derive(Clone, Debug)]
pub struct Reach {
    /// The price paid.
    pub of: Paise,
    /// What the maker gets of it.
    pub to_maker: Paise,
    /// Who gets it; on the front page everybody who makes.
    pub maker: Option<Words>,
}

impl Reach {
    /// Hundredths that reach the maker, 0 to 100, for the width of the bar.
    fn percent(&self) -> i64 {
        if self.of.0 <= 0 {
            0
        } else {
            (i128::from(self.to_maker.0) * 100 / i128::from(self.of.0)).clamp(0, 100) as i64
        }
    }
}

part!(
    Reach as reach,
    r#"<div class="reach"><p>
{%- match reach.maker -%}
{%- when Some(maker) -%}{{ t.say("reach-maker").set("of", reach.of).set("amount", reach.to_maker).set("maker", t.pick(maker)) }}
{%- when None -%}{{ t.say("reach-all").set("of", reach.of).set("amount", reach.to_maker) }}
{%- endmatch -%}
</p><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="4"/><rect width="{{ reach.percent() }}" height="4"/></svg></div>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn the_bar_says_what_the_sentence_says() {
        let reach = Reach {
            of: Paise(52_000),
            to_maker: Paise(49_400),
            maker: Some(Words::new("सुनीता देवी", "Sunita Devi")),
        };
        let html = reach.html(&Text::new(Lang::En)).to_string();
        assert!(
            html.contains("₹520") && html.contains("₹494") && html.contains(r#"<rect width="95""#),
            "{html}"
        );
        assert_eq!(Reach { of: Paise::ZERO, ..reach }.percent(), 0);
    }
}
