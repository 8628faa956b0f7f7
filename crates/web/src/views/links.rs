//! Ways to hand a page on: plain links, no script and no button of anybody else.

use kernel::Words;

use crate::error::encoded;
use crate::page::{Link, Site, View, Width, view};
use crate::parts::Button;
use crate::text::Text;

/// Ways to hand a page on.
#[derive(Clone, Debug)]
pub struct Links {
    /// The page: a path behind the language.
    pub path: String,
    /// The picture that goes with it.
    pub card: Option<String>,
    /// What it is about.
    pub name: Words,
}

impl Links {
    /// The whole address with the key of a way.
    fn address(&self, t: &Text, site: &Site, key: &str) -> String {
        format!("{}{}?s={key}", site.url, t.path(&self.path))
    }
    fn words(&self, t: &Text) -> String {
        t.say("links-words").set("name", t.pick(&self.name)).to_string()
    }
    fn ways(&self, t: &Text, site: &Site) -> Vec<Link> {
        let address = |key: &str| encoded(&self.address(t, site, key)).replace('/', "%2F");
        let words = encoded(&self.words(t));
        vec![
            Link::new(t.get("links-wa"), format!("https://wa.me/?text={words}%20{}", address("wa"))),
            Link::new(t.get("links-sm"), format!("sms:?body={words}%20{}", address("sm"))),
            Link::new(
                t.get("links-tg"),
                format!("https://t.me/share/url?url={}&text={words}", address("tg")),
            ),
            Link::new(
                t.get("links-fb"),
                format!("https://www.facebook.com/sharer/sharer.php?u={}", address("fb")),
            ),
            Link::new(t.get("links-ml"), format!("mailto:?subject={words}&body={}", address("ml"))),
        ]
    }
    fn back(&self, t: &Text) -> Button {
        Button::second(t.get("links-back")).to(t.path(&self.path))
    }
}

impl View for Links {
    fn title(&self, t: &Text) -> String {
        t.say("links-title").set("name", t.pick(&self.name)).to_string()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Links as l,
    r#"
<h1>{{ l.title(t) }}</h1>
{% for way in l.ways(t, site) %}<p><a class="button second" href="{{ way.href }}" rel="nofollow noopener">{{ way.label }}</a></p>{% endfor %}
<h2>{{ t.get("links-copy") }}</h2><p class="hint">{{ t.get("links-copy.text") }}</p><p class="code-line">{{ l.address(t, site, "ln") }}</p>
{%- if let Some(card) = l.card %}<p><a href="{{ card }}">{{ t.get("links-card") }}</a></p>{% endif -%}
<p>{{ l.back(t).html(t) }}</p>
"#
);
