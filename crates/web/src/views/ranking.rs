//! What stands first in a list and why, in plain words.
//!
//! Source: Consumer Protection (E-Commerce) Rules 2020, rule 5: a marketplace tells the main parameters of its ranking.
//! Whoever changes what `market::search` or the shelf ranks by changes these sentences too.

use crate::page::{Site, View, Width, view};
use crate::text::Text;

/// The page that explains the order of goods. Its words are the same for everybody.
#[derive(Clone, Copy, Debug)]
pub struct Ranking;

/// What is told, in this order; `{key}.text` are the paragraphs.
const SECTIONS: [&str; 8] = [
    "ranking-lists",
    "ranking-found",
    "ranking-first",
    "ranking-reviews",
    "ranking-equal",
    "ranking-typing",
    "ranking-not",
    "ranking-wrong",
];

impl View for Ranking {
    fn title(&self, t: &Text) -> String {
        t.get("ranking-title")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("ranking-lead"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/help/ranking".to_owned())
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Ranking as ranking,
    r#"
<h1>{{ crate::page::View::title(*ranking, t) }}</h1><p class="lead">{{ t.get("ranking-lead") }}</p>
{%- for key in SECTIONS %}<section><h2>{{ t.get(key) }}</h2>{% for paragraph in crate::views::legal::paragraphs(t, key) %}<p>{{ paragraph }}</p>{% endfor %}</section>{% endfor -%}
<p><a href="{{ t.path("/contact") }}">{{ t.get("footer-contact") }}</a></p>
"#
);
