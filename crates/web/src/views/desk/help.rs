//! Help for makers: a number to call, and the few questions they ask.

use kernel::Words;

use super::{Desk, SignOut};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{FormKey, Notice, Tone};
use crate::text::Text;

/// The questions, in the order makers ask them; `{key}.text` is the answer.
const QUESTIONS: [&str; 7] =
    ["ask-accept", "ask-pack", "ask-hub", "ask-back", "ask-paid", "ask-late", "ask-account"];

/// The help page of makers.
#[derive(Clone, Debug)]
pub struct MakerHelp {
    /// Whose desk it is.
    pub maker: Words,
    /// Whether the officer has been asked to call and has not yet.
    pub asked: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

impl MakerHelp {
    fn waiting(&self, t: &Text) -> Notice {
        Notice::new(Tone::Good, t.get("help-asked"), t.get("help-asked.text"))
    }
    fn out(&self) -> SignOut {
        SignOut { form_key: self.form_key.clone() }
    }
}

impl View for MakerHelp {
    fn title(&self, t: &Text) -> String {
        t.get("room-help")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/help")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        Some(("help", t.get("aloud-help")))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    MakerHelp as h,
    r#"
<h1>{{ t.get("room-help") }}</h1>
<div class="call"><p>{{ t.get("mine-call") }}</p><a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a><small>{{ t.words(site.district.hours) }}</small></div>
{%- if h.asked %}{{ h.waiting(t).html(t) }}{% else %}<form action="{{ t.path("/maker/requests") }}" method="post">{{ FormKey::from(h.form_key).html(t) }}<input type="hidden" name="about" value="call"><button type="submit" class="button">{{ t.get("help-call-me") }}</button></form>{% endif -%}
{%- for key in QUESTIONS %}<details class="question"><summary>{{ t.get(key) }}</summary>{% for paragraph in crate::views::legal::paragraphs(t, key) %}<p>{{ paragraph }}</p>{% endfor %}</details>{% endfor -%}
{{ h.out().html(t) }}
"#
);
