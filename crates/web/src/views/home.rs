//! The front page: what this mart is, the crafts, what is fresh, who makes it, how it works.

use crate::page::{Site, View, linked, view};
use crate::parts::{CraftTiles, MakerStrip, Reach, Shelf};
use crate::text::Text;

/// The front page.
#[derive(Clone, Debug)]
pub struct Home {
    /// The crafts of the district.
    pub crafts: CraftTiles,
    /// Goods made today; the row is left out when there are none.
    pub today: Shelf,
    /// Goods newly on the mart.
    pub new: Shelf,
    /// A few makers.
    pub makers: MakerStrip,
    /// How much of what buyers paid for goods reached makers.
    pub reach: Option<Reach>,
    /// How many makers sell here.
    pub makers_count: u32,
    /// How many goods can be bought now.
    pub goods_count: u32,
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
        vec![linked::mart(t, site), linked::site_itself(t, site), linked::shelf(&self.new, t, site)]
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
<section id="crafts"><h2>{{ t.get("home-crafts") }}</h2>{{ home.crafts.html(t) }}</section>
{%- if !home.today.cards.is_empty() %}<section><h2>{{ t.get("home-today") }}</h2>{{ home.today.html(t) }}</section>{% endif -%}
{%- if !home.new.cards.is_empty() %}<section><h2>{{ t.get("home-new") }}</h2>{{ home.new.html(t) }}<p class="more"><a href="{{ t.path("/search") }}">{{ t.get("home-all-goods") }}</a></p></section>{% endif -%}
{%- if let Some(reach) = home.reach %}<section class="promise"><h2>{{ t.get("home-reach") }}</h2>{{ reach.html(t) }}<p>{{ t.get("home-reach-text") }}</p></section>{% endif -%}
{%- if !home.makers.makers.is_empty() %}<section><h2>{{ t.get("home-makers") }}</h2>{{ home.makers.html(t) }}</section>{% endif -%}
<section><h2>{{ t.get("home-how") }}</h2><ol class="how">
<li><b>{{ t.get("home-how-1") }}</b><p>{{ t.get("home-how-1.text") }}</p></li>
<li><b>{{ t.get("home-how-2") }}</b><p>{{ t.get("home-how-2.text") }}</p></li>
<li><b>{{ t.get("home-how-3") }}</b><p>{{ t.get("home-how-3.text") }}</p></li>
<li><b>{{ t.get("home-how-4") }}</b><p>{{ t.get("home-how-4.text") }}</p></li>
</ol></section>
"##
);
