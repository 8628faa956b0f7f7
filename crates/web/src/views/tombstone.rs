//! The page of a good or a maker that is gone for good.

use kernel::Words;

use crate::page::{Site, View, view};
use crate::parts::{Button, Shelf};
use crate::text::Text;

/// A good that is made no more, or a maker who has stopped.
#[derive(Clone, Debug)]
pub struct Tombstone {
    /// What it was called.
    pub name: Words,
    /// The craft that has the like of it: key and name.
    pub craft: (String, Words),
    /// Who made it, by the last part of her page's address and her name, if she goes on.
    pub maker: Option<(String, Words)>,
    /// Goods of the same craft.
    pub like_it: Shelf,
}

impl Tombstone {
    fn says(&self, t: &Text) -> String {
        t.say("gone-says").set("name", t.pick(&self.name)).to_string()
    }
    fn way(&self, t: &Text) -> Button {
        let words = t.say("gone-craft").set("craft", t.pick(&self.craft.1)).to_string();
        Button::main(words).to(t.path(&format!("/crafts/{}", self.craft.0)))
    }
}

impl View for Tombstone {
    fn title(&self, t: &Text) -> String {
        t.say("gone-title").set("name", t.pick(&self.name)).to_string()
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Tombstone as g,
    r#"
<h1>{{ g.title(t) }}</h1><p class="lead">{{ g.says(t) }}</p>
{%- if let Some((slug, name)) = g.maker %}<p><a href="{{ t.path("/makers/") }}{{ slug }}">{{ t.say("gone-maker").set("maker", t.pick(name)) }}</a></p>{% endif -%}
<p>{{ g.way(t).html(t) }}</p>
{%- if !g.like_it.cards.is_empty() %}<section><h2>{{ t.get("gone-like-it") }}</h2>{{ g.like_it.html(t) }}</section>{% endif -%}
"#
);
