//! The front page: what this mart is, and its parts in the order heads have given them.

use kernel::Words;

use crate::page::{Site, View, linked, view};
use crate::parts::{CraftTiles, MakerStrip, Shelf, part};
use crate::text::Text;

/// A feast or a season on the front page.
#[derive(Clone, Debug)]
pub struct Feast {
    /// The last part of its address: `/collections/{slug}`.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// What it is.
    pub words: Words,
    /// Its first goods.
    pub goods: Shelf,
}

/// A part of the front page.
#[derive(Clone, Debug)]
pub enum FrontPart {
    /// The crafts of the district.
    Crafts(CraftTiles),
    /// Feasts and seasons that are open, and others by address and name; kits stand among these.
    Feasts(Vec<Feast>, Vec<(String, Words)>),
    /// Goods newly on the mart.
    New(Shelf),
    /// A few makers.
    Makers(MakerStrip),
    /// How it works.
    How,
}

part!(
    FrontPart as part,
    r##"
{%- match part -%}
{%- when FrontPart::Crafts(crafts) %}<section id="crafts"><h2>{{ t.get("home-crafts") }}</h2>{{ crafts.html(t) }}</section>
{%- when FrontPart::Feasts(feasts, more) %}{% for feast in feasts %}<section><h2><a href="{{ t.path("/collections/") }}{{ feast.slug }}">{{ t.words(feast.name) }}</a></h2><p>{{ t.words(feast.words) }}</p>{{ feast.goods.html(t) }}<p class="more"><a href="{{ t.path("/collections/") }}{{ feast.slug }}">{{ t.get("home-feast-all") }}</a></p></section>{% endfor %}
{%- if !more.is_empty() %}<section><h2>{{ t.get("home-feasts-more") }}</h2><ul class="chips">{% for (path, name) in more %}<li><a href="{{ t.path(path) }}">{{ t.words(name) }}</a></li>{% endfor %}</ul></section>{% endif %}
{%- when FrontPart::New(new) %}{% if !new.cards.is_empty() %}<section><h2>{{ t.get("home-new") }}</h2>{{ new.html(t) }}<p class="more"><a href="{{ t.path("/search") }}">{{ t.get("home-all-goods") }}</a></p></section>{% endif %}
{%- when FrontPart::Makers(makers) %}{% if !makers.makers.is_empty() %}<section><h2>{{ t.get("home-makers") }}</h2>{{ makers.html(t) }}</section>{% endif %}
{%- when FrontPart::How %}<section><h2>{{ t.get("home-how") }}</h2><ol class="how">
<li><b>{{ t.get("home-how-1") }}</b><p>{{ t.get("home-how-1.text") }}</p></li>
<li><b>{{ t.get("home-how-2") }}</b><p>{{ t.get("home-how-2.text") }}</p></li>
<li><b>{{ t.get("home-how-3") }}</b><p>{{ t.get("home-how-3.text") }}</p></li>
<li><b>{{ t.get("home-how-4") }}</b><p>{{ t.get("home-how-4.text") }}</p></li>
</ol></section>
{%- endmatch -%}
"##
);

/// The front page.
#[derive(Clone, Debug)]
pub struct Home {
    /// Its parts, from top to bottom.
    pub parts: Vec<FrontPart>,
    /// How many makers sell here.
    pub makers_count: u32,
    /// How many goods can be bought now.
    pub goods_count: u32,
}

impl Home {
    fn new_goods(&self) -> Option<&Shelf> {
        self.parts.iter().find_map(|part| match part {
            FrontPart::New(new) => Some(new),
            FrontPart::Crafts(_) | FrontPart::Feasts(..) | FrontPart::Makers(_) | FrontPart::How => None,
        })
    }
}

impl View for Home {
    fn title(&self, t: &Text) -> String {
        t.get("home-title")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("home-description"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/".to_owned())
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<serde_json::Value> {
        let shelf = self.new_goods().and_then(|new| linked::shelf(new, t, site));
        [linked::mart(t, site), linked::site_itself(t, site)].into_iter().chain(shelf).collect()
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Home as home,
    r##"
<section class="hero"><div><h1>{{ t.get("home-hero") }}</h1><p>{{ t.get("home-hero-text") }}</p>
<p class="acts"><a class="button" href="#crafts">{{ t.get("home-hero-go") }}</a></p>
<p class="count-line">{{ t.say("home-counts").set("makers", home.makers_count).set("goods", home.goods_count) }}</p></div>
<img src="{{ site.assets.url("art/hero.svg") }}" width="1280" height="640" alt="" fetchpriority="high"></section>
{%- for part in home.parts %}{{ part.html(t) }}{% endfor %}
"##
);
