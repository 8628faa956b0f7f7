//! Gift kits: all that can be had, and the page of one with its goods below it.

use kernel::{Paise, Words};
use serde_json::{Value, json};

use super::product::{Promise, PromiseAnswer};
use crate::page::{Site, View, linked, view};
use crate::parts::{
    Button, Crumb, Crumbs, Empty, Field, Kind, KitShelf, Picture, Place, Price, Quantity, Stock, Wrongs,
};
use crate::text::Text;

/// All kits that can be had.
#[derive(Clone, Debug)]
pub struct KitsPage {
    /// The kits.
    pub kits: KitShelf,
}

impl KitsPage {
    fn empty(&self, t: &Text) -> Empty {
        let next = Button::second(t.get("home-all-goods")).to(t.path("/search"));
        Empty { title: t.get("kits-none"), text: t.get("kits-none.text"), next: Some(next) }
    }
}

impl View for KitsPage {
    fn title(&self, t: &Text) -> String {
        t.get("kits-title")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("kits-lead"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/kits".to_owned())
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    KitsPage as page,
    r#"
<div class="intro"><h1>{{ t.get("kits-title") }}</h1><p>{{ t.get("kits-lead") }}</p></div>
{%- if page.kits.cards.is_empty() %}{{ page.empty(t).html(t) }}{% else %}<h2 class="hidden">{{ t.get("goods") }}</h2>{{ page.kits.html(t) }}{% endif -%}
"#
);

/// A good of a kit.
#[derive(Clone, Debug)]
pub struct KitPart {
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// The size or colour; empty if there is nothing to choose.
    pub label: Words,
    /// How many in one kit.
    pub pieces: u32,
    /// What these cost by themselves.
    pub amount: Paise,
    /// Who makes it: slug and name.
    pub maker: (String, Words),
    /// Its picture.
    pub picture: Option<Picture>,
    /// Why it cannot be had now.
    pub trouble: Option<String>,
}

/// The page of one kit.
#[derive(Clone, Debug)]
pub struct KitPage {
    /// The last part of its address.
    pub slug: String,
    /// What the form sends as `kit`.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// What it is.
    pub words: Words,
    /// What one costs.
    pub price: Paise,
    /// What its parts cost more by themselves, who pays that, in a sentence; empty for nothing.
    pub saves: String,
    /// Its goods.
    pub parts: Vec<KitPart>,
    /// How many can be had now.
    pub left: u32,
    /// Why it cannot be had; none if it can.
    pub closed: Option<String>,
    /// When and for how much it reaches a pincode.
    pub promise: Promise,
    /// What was wrong with the form.
    pub wrongs: Wrongs,
}

/// Fewer than this are worth a word.
const FEW: u32 = 11;

impl KitPage {
    fn crumbs(&self, t: &Text) -> Crumbs {
        let crumb = |key: &str, path: &str| Crumb { label: t.get(key), href: t.path(path) };
        Crumbs { way: vec![crumb("crumbs-home", "/"), crumb("kits-title", "/kits")] }
    }
    fn price(&self) -> Price {
        Price { amount: self.price, and_up: false, unit: Words::default() }
    }
    fn quantity(&self, t: &Text) -> Quantity {
        Quantity {
            id: "quantity".into(),
            value: 1,
            most: self.left.max(1),
            of: t.pick(&self.name).to_owned(),
        }
    }
    fn pincode(&self, t: &Text) -> Field {
        Field::named(t, "pincode", Kind::Pincode, &self.promise.pincode, &self.promise.wrongs)
    }
    fn few(&self) -> bool {
        self.closed.is_none() && self.left < FEW
    }
    fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.parts.iter().filter_map(|part| part.picture.as_ref())
    }
    /// The kit as schema.org knows it: a product made of others.
    fn as_thing(&self, t: &Text, site: &Site) -> Value {
        let url = linked::address(t, site, &format!("/kits/{}", self.slug));
        let stock = if self.closed.is_none() { Stock::Ready { pieces: self.left } } else { Stock::Gone };
        let part = |part: &KitPart| {
            let url = linked::address(t, site, &format!("/products/{}", part.slug));
            json!({ "@type": "Product", "name": t.pick(&part.name), "url": url })
        };
        json!({
            "@type": "Product",
            "name": t.pick(&self.name),
            "description": t.pick(&self.words),
            "url": url.as_str(),
            "countryOfOrigin": "IN",
            "image": self.pictures().filter_map(|one| linked::picture(one, site)).collect::<Vec<_>>(),
            "offers": [linked::offer(self.price, stock, &url, t.pick(&site.district.owner))],
            "isRelatedTo": self.parts.iter().map(part).collect::<Vec<_>>(),
        })
    }
}

impl View for KitPage {
    fn title(&self, t: &Text) -> String {
        t.say("kit-page-title").set("kit", t.pick(&self.name)).to_string()
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.pick(&self.words).to_owned())
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/kits/{}", self.slug))
    }
    fn shared_picture(&self, t: &Text, site: &Site) -> Option<linked::Shared> {
        let url = linked::picture(self.pictures().next()?, site)?;
        Some(linked::Shared { url, size: None, alt: t.pick(&self.name).to_owned() })
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<Value> {
        vec![linked::crumbs(&self.crumbs(t), site, t.pick(&self.name)), self.as_thing(t, site)]
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty() || !self.promise.wrongs.is_empty()
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    KitPage as k,
    r##"
{{ k.crumbs(t).html(t) }}
{{ k.wrongs.html(t) }}{{ k.promise.wrongs.html(t) }}
<div class="product">
<section class="gallery" aria-label="{{ t.get("product-pictures") }}" tabindex="0">{% for picture in k.pictures() %}{% if loop.first %}{{ picture.html(t, Place::Main) }}{% else %}{{ picture.html(t, Place::Card) }}{% endif %}{% endfor %}</section>
<div class="buy">
<h1>{{ t.words(k.name) }}</h1>
<p class="by">{{ t.get("kit-tag") }}</p>
<p class="big-price">{{ k.price().html(t) }}<small>{{ t.get("price-all-in") }}</small></p>
{%- if !k.saves.is_empty() %}<p class="hint">{{ k.saves }}</p>{% endif -%}
{%- if k.few() %}<p><b>{{ t.say("kit-left").set("left", k.left) }}</b></p>{% endif -%}
<p class="summary">{{ t.words(k.words) }}</p>
{%- match k.closed -%}
{%- when None -%}
<form action="{{ t.path("/cart/kits") }}" method="post"><input type="hidden" name="kit" value="{{ k.id }}">
<div class="take">{{ k.quantity(t).html(t) }}<button type="submit" class="button">{{ t.get("product-add") }}</button></div></form>
{%- when Some(why) -%}<div class="notice care"><p>{{ why }}</p></div>
{%- endmatch -%}
<section class="arrive" id="delivery"><h2>{{ t.get("promise-title") }}</h2>
<form action="#delivery" class="inline">{{ k.pincode(t).html(t) }}<button type="submit" class="button second">{{ t.get("promise-ask") }}</button></form>
{%- match k.promise.answer -%}
{%- when Some(PromiseAnswer::Yes { place, by, freight, cash: _ }) -%}
<div class="answer yes" role="status"><p><b>{{ t.say("promise-by").set("day", t.day_and_weekday(by)) }}</b></p><p>{{ t.say("promise-place").set("place", place.as_str()) }}
{% if freight.0 == 0 %}{{ t.get("promise-freight-free") }}{% else %}{{ t.say("promise-freight").set("freight", *freight) }}{% endif %}</p></div>
{%- when Some(PromiseAnswer::No { place, why }) -%}
<div class="answer no" role="status"><p><b>{{ t.get("promise-not") }}</b></p><p>{% if !place.is_empty() %}{{ place }}: {% endif %}{{ why }}</p></div>
{%- when None -%}
{%- endmatch -%}
</section>
</div>
<section class="about"><h2>{{ t.get("kit-parts") }}</h2>
{%- for part in k.parts -%}
<div class="line">{% if let Some(picture) = part.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}
<div><h3><a href="{{ t.path("/products/") }}{{ part.slug }}">{{ t.words(part.name) }}</a></h3>
<p class="hint">{{ part.pieces }} × {% if !part.label.hi.is_empty() || !part.label.en.is_empty() %}{{ t.words(part.label) }} · {% endif %}<a href="{{ t.path("/makers/") }}{{ part.maker.0 }}">{{ t.words(part.maker.1) }}</a></p></div>
<b class="amount">{{ part.amount }}</b>
{%- if let Some(trouble) = part.trouble %}<p class="error">{{ trouble }}</p>{% endif -%}
</div>
{%- endfor -%}
<p class="hint">{{ t.get("kit-parts-text") }}</p></section>
</div>
"##
);
