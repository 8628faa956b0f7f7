//! Shelves: the goods of a craft, and what a search found.

use kernel::Words;

use crate::page::{Site, View, linked, view};
use crate::parts::{Button, Crumb, Crumbs, Empty, Filter, KitShelf, Pager, Shelf};
use crate::text::Text;

/// The goods of one craft.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The last part of the address: `/crafts/{key}`.
    pub key: String,
    /// What the craft is called.
    pub name: Words,
    /// Two or three sentences about the craft here.
    pub about: Words,
    /// Whether there is a page that tells how such goods are made.
    pub is_taught: bool,
    /// The goods of this page of the list.
    pub goods: Shelf,
    /// How many goods the filters leave in all.
    pub count: u32,
    /// The filters.
    pub filter: Filter,
    /// Where the list goes on.
    pub pager: Pager,
    /// In plain words, what stands first and why: «जो अभी तैयार हैं वे पहले, फिर नए».
    pub order_told: String,
}

impl Listing {
    fn crumbs(&self, t: &Text) -> Crumbs {
        Crumbs { way: vec![Crumb { label: t.get("crumbs-home"), href: t.path("/") }] }
    }
    fn empty(&self, t: &Text) -> Empty {
        Empty {
            title: t.get("listing-empty"),
            text: t.get("listing-empty.text"),
            next: Some(
                Button::second(t.get("listing-empty-next")).to(t.path(&format!("/crafts/{}", self.key))),
            ),
        }
    }
}

impl View for Listing {
    fn title(&self, t: &Text) -> String {
        t.say("listing-title").set("craft", t.pick(&self.name)).to_string()
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.pick(&self.about).to_owned())
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/crafts/{}", self.key))
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<serde_json::Value> {
        let way = linked::crumbs(&self.crumbs(t), site, t.pick(&self.name));
        [way].into_iter().chain(linked::shelf(&self.goods, t, site)).collect()
    }
    fn went_wrong(&self) -> bool {
        !self.filter.wrongs.is_empty()
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Listing as list,
    r#"
{{ list.crumbs(t).html(t) }}
<div class="intro"><h1>{{ t.words(list.name) }}</h1><p>{{ t.words(list.about) }}{% if list.is_taught %} <a href="{{ t.path("/crafts/") }}{{ list.key }}/about">{{ t.get("craft-taught") }}</a>{% endif %}</p></div>
{{ list.filter.wrongs.html(t) }}
<div class="aside-left"><div>{{ list.filter.html(t) }}</div><div>
<p class="told"><b>{{ t.say("goods-count").set("count", list.count) }}</b>{% if !list.goods.cards.is_empty() %}<br>{{ list.order_told }} <a href="{{ t.path("/help/ranking") }}">{{ t.get("ranking-why") }}</a>{% endif %}</p>
{%- if list.goods.cards.is_empty() %}{{ list.empty(t).html(t) }}{% else %}<h2 class="hidden">{{ t.get("goods") }}</h2>{{ list.goods.html(t) }}{{ list.pager.html(t) }}{% endif -%}
</div></div>
"#
);

/// What a search found; with no words, everything.
#[derive(Clone, Debug)]
pub struct Search {
    /// What was searched for, as typed.
    pub words: String,
    /// The goods of this page of the list.
    pub goods: Shelf,
    /// How many goods were found in all.
    pub count: u32,
    /// The filters.
    pub filter: Filter,
    /// Where the list goes on.
    pub pager: Pager,
    /// In plain words, what stands first and why.
    pub order_told: String,
    /// Gift kits that were found.
    pub kits: KitShelf,
    /// Words that are near what was typed and find something, with the address of that search.
    pub meant: Option<(String, String)>,
}

impl Search {
    fn empty(&self, t: &Text) -> Empty {
        Empty { title: t.get("search-empty"), text: t.get("search-empty.text"), next: None }
    }
}

impl View for Search {
    fn title(&self, t: &Text) -> String {
        if self.words.is_empty() {
            t.get("search-all")
        } else {
            t.say("search-title").set("words", &self.words).to_string()
        }
    }
    fn went_wrong(&self) -> bool {
        !self.filter.wrongs.is_empty()
    }
    fn searched(&self) -> &str {
        &self.words
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Search as found,
    r#"
<h1>{{ crate::page::View::title(*found, t) }}</h1>
{%- if let Some((words, href)) = found.meant %}<p class="meant">{{ t.get("search-meant") }} <a href="{{ href }}">{{ words }}</a></p>{% endif -%}
{{ found.filter.wrongs.html(t) }}
{%- if !found.kits.cards.is_empty() %}<section><h2>{{ t.get("kits-title") }}</h2>{{ found.kits.html(t) }}</section>{% endif -%}
<div class="aside-left"><div>{{ found.filter.html(t) }}</div><div>
<p class="told"><b>{{ t.say("goods-count").set("count", found.count) }}</b>{% if !found.goods.cards.is_empty() %}<br>{{ found.order_told }} <a href="{{ t.path("/help/ranking") }}">{{ t.get("ranking-why") }}</a>{% endif %}</p>
{%- if found.goods.cards.is_empty() -%}
{{ found.empty(t).html(t) }}
<h2>{{ t.get("search-crafts") }}</h2><ul class="chips">{% for (key, name) in site.crafts %}<li><a href="{{ t.path("/crafts/") }}{{ key }}">{{ t.words(name) }}</a></li>{% endfor %}</ul>
{%- else %}<h2 class="hidden">{{ t.get("goods") }}</h2>{{ found.goods.html(t) }}{{ found.pager.html(t) }}{% endif -%}
</div></div>
"#
);
