//! Questions people ask, and how to reach somebody.

use crate::page::{Site, View, Width, linked, view};
use crate::text::Text;

/// The help page. Its words are the same for everybody.
#[derive(Clone, Copy, Debug)]
pub struct Help;

/// The questions, in the order people ask them; `{key}.text` is the answer.
const QUESTIONS: [&str; 9] = [
    "help-order",
    "help-pay",
    "help-money-gone",
    "help-when",
    "help-code",
    "help-return",
    "help-food",
    "help-cancel",
    "help-sell",
];

impl View for Help {
    fn title(&self, t: &Text) -> String {
        t.get("help-title")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("help-description"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/help".to_owned())
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn linked(&self, t: &Text, _site: &Site) -> Vec<serde_json::Value> {
        let answer = |key: &str| crate::views::legal::paragraphs(t, key).join(" ");
        vec![linked::questions(QUESTIONS.iter().map(|key| (t.get(key), answer(key))))]
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Help as help,
    r#"
<h1>{{ t.get("help-title") }}</h1>
<div class="call"><p>{{ t.get("help-call") }}</p><a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a><small>{{ t.words(site.district.hours) }}</small></div>
{%- for key in QUESTIONS %}<details class="question"><summary>{{ t.get(key) }}</summary>{% for paragraph in crate::views::legal::paragraphs(t, key) %}<p>{{ paragraph }}</p>{% endfor %}</details>{% endfor -%}
<p><a href="{{ t.path("/help/broken") }}">{{ t.get("broken-title") }}</a></p>
<p><a href="{{ t.path("/money") }}">{{ t.get("lost-link") }}</a></p>
<h2>{{ t.get("help-grievance") }}</h2><p>{{ t.get("help-grievance.text") }} <a href="{{ t.path("/contact") }}">{{ t.get("footer-contact") }}</a></p>
"#
);
