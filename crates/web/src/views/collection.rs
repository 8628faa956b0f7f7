//! Goods of a feast or a season on a page of their own.

use kernel::{Day, Words};
use market::collections::Window;

use crate::page::{Site, View, linked, view};
use crate::parts::{Button, Crumb, Crumbs, Empty, KitShelf, Notice, Shelf, Tone};
use crate::text::Text;

/// The page of a feast or a season.
#[derive(Clone, Debug)]
pub struct CollectionPage {
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// What it is.
    pub words: Words,
    /// Its first and its last day.
    pub days: (Day, Day),
    /// Where today lies to them.
    pub window: Window,
    /// Until when to order to have it by the feast, while that can be done.
    pub order_by: Option<Day>,
    /// Its gift kits.
    pub kits: KitShelf,
    /// Its goods; those that cannot be seen now are left out.
    pub goods: Shelf,
}

impl CollectionPage {
    fn crumbs(&self, t: &Text) -> Crumbs {
        Crumbs { way: vec![Crumb { label: t.get("crumbs-home"), href: t.path("/") }] }
    }
    fn news(&self, t: &Text) -> Option<Notice> {
        let told = |tone, key: &str, day: &Day| {
            let text = t.say(&format!("{key}.text")).set("day", t.day(day)).to_string();
            Some(Notice::new(tone, t.get(key), text))
        };
        match (self.window, &self.order_by) {
            (Window::Before, _) => told(Tone::Plain, "feast-before", &self.days.0),
            (Window::Over, _) => told(Tone::Plain, "feast-over", &self.days.1),
            (Window::Open, Some(day)) => told(Tone::Care, "feast-order-by", day),
            (Window::Open, None) => None,
        }
    }
    fn empty(&self, t: &Text) -> Empty {
        let next = Button::second(t.get("home-all-goods")).to(t.path("/search"));
        Empty { title: t.get("feast-empty"), text: t.get("feast-empty.text"), next: Some(next) }
    }
}

impl View for CollectionPage {
    fn title(&self, t: &Text) -> String {
        t.say("feast-title").set("feast", t.pick(&self.name)).to_string()
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.pick(&self.words).to_owned())
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/collections/{}", self.slug))
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<serde_json::Value> {
        let way = linked::crumbs(&self.crumbs(t), site, t.pick(&self.name));
        [way].into_iter().chain(linked::shelf(&self.goods, t, site)).collect()
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    CollectionPage as c,
    r#"
{{ c.crumbs(t).html(t) }}
<div class="intro"><h1>{{ t.words(c.name) }}</h1><p>{{ t.words(c.words) }}</p></div>
{%- if let Some(news) = c.news(t) %}{{ news.html(t) }}{% endif -%}
{%- if !c.kits.cards.is_empty() %}<section><h2>{{ t.get("kits-title") }}</h2>{{ c.kits.html(t) }}</section>{% endif -%}
{%- if c.goods.cards.is_empty() %}{{ c.empty(t).html(t) }}{% else %}<h2 class="hidden">{{ t.get("goods") }}</h2>{{ c.goods.html(t) }}{% endif -%}
"#
);
