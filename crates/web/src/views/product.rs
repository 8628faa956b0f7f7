//! One good: pictures, who makes it, what it costs, when it can arrive, and everything the law wants told.
//!
//! Sources of what is displayed: Consumer Protection (E-Commerce) Rules 2020; Legal Metrology (Packaged Commodities)
//! Rules 2011, rule 6(10); FSSAI's rules for food sold online. A fact that is not known is left out, never invented.

use kernel::{BasisPoints, Day, Paise, Words};
use serde_json::{Value, json};

use crate::page::{Site, View, linked, view};
use crate::parts::{
    Choice, Crumb, Crumbs, Facts, Field, FormKey, Kind, Notice, Picture, Place, Price, Quantity, Radios,
    Reach, Shelf, Stock, Wrongs,
};
use crate::text::Text;
use crate::views::reviews::Quality;

/// One size or colour of a good.
#[derive(Clone, Debug)]
pub struct Variant {
    /// What the form sends as `variant`.
    pub id: String,
    /// What it is called: «2.6 इंच», «500 ग्राम».
    pub name: Words,
    /// What it costs, all taxes included.
    pub price: Paise,
    /// The most anybody may ask for it.
    pub mrp: Paise,
    /// The price of a kilogram, a litre or a piece, with what it is of.
    pub unit_price: Option<(Paise, Words)>,
    /// How soon it can be had.
    pub stock: Stock,
}

/// Whether the good can be put into a cart.
#[derive(Clone, Debug)]
pub enum Buying {
    /// It can: the form's one-time key and the most pieces one may take.
    Open {
        /// The one-time key of the form.
        form_key: Option<String>,
        /// The most pieces of one variant.
        most: u32,
    },
    /// It cannot, and why: a whole sentence with the next step.
    Closed {
        /// The sentence.
        why: String,
    },
}

/// What was answered to «can it come to my PIN code?»
#[derive(Clone, Debug)]
pub enum PromiseAnswer {
    /// It can.
    Yes {
        /// The place of the PIN code: «रांची, झारखंड».
        place: String,
        /// It arrives by this day.
        by: Day,
        /// Freight for one piece.
        freight: Paise,
        /// Whether cash on delivery is possible there.
        cash: bool,
    },
    /// It cannot.
    No {
        /// The place of the PIN code, if there is one.
        place: String,
        /// Why not: a whole sentence.
        why: String,
    },
}

/// The question about a PIN code and its answer.
#[derive(Clone, Debug, Default)]
pub struct Promise {
    /// The PIN code asked about; empty if none.
    pub pincode: String,
    /// The answer; `None` before the question.
    pub answer: Option<PromiseAnswer>,
    /// What was wrong with the PIN code.
    pub wrongs: Wrongs,
}

/// What must be said of food.
#[derive(Clone, Debug)]
pub struct Food {
    /// FSSAI licence or registration number, 14 digits.
    pub fssai: String,
    /// Whether it is vegetarian: decides the mark.
    pub vegetarian: bool,
    /// What is in it, most first.
    pub ingredients: Words,
    /// What may hurt some people: «दूध».
    pub allergens: Words,
    /// How to keep it.
    pub storage: Words,
    /// For how many days after making it is good.
    pub best_before_days: u32,
}

/// What the law wants told of a good. Empty words are left out.
#[derive(Clone, Debug, Default)]
pub struct LegalFacts {
    /// Who sells it, in whose name the bill is made.
    pub seller: Words,
    /// The seller's address.
    pub seller_address: Words,
    /// How the seller is registered: «GSTIN 20…», «GST नामांकन संख्या …», «अपंजीकृत».
    pub seller_registration: Words,
    /// The common name: «दूध की मिठाई».
    pub generic_name: Words,
    /// Country of origin.
    pub origin: Words,
    /// Net quantity in SI units or numbers.
    pub net_quantity: Words,
    /// Maximum retail price, all taxes included.
    pub mrp: Option<Paise>,
    /// Price per kilogram, litre or piece: the amount and the unit («प्रति किलो»).
    pub unit_price: Option<(Paise, Words)>,
    /// Length × width × height and weight.
    pub dimensions: Words,
    /// Material.
    pub material: Words,
    /// How to look after it.
    pub care: Words,
    /// HSN code.
    pub hsn: String,
    /// Tax contained in the price.
    pub tax: Option<BasisPoints>,
    /// How returns of it go.
    pub returns: Words,
    /// What was answered when it was listed, where buyers read it: question and answer.
    pub answers: Vec<(Words, Words)>,
}

/// The page of one good.
#[derive(Clone, Debug)]
pub struct Product {
    /// The last part of the address: `/products/{slug}`.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// One sentence about it.
    pub summary: Words,
    /// Its story; paragraphs are parted by empty lines.
    pub story: Words,
    /// Key and name of its craft.
    pub craft: (String, Words),
    /// Pictures, the best one first.
    pub pictures: Vec<Picture>,
    /// Slug and name of the maker.
    pub maker: (String, Words),
    /// The path of the picture that goes with a link to it.
    pub card: String,
    /// Village and block of the maker.
    pub place: Words,
    /// Two or three sentences about the maker.
    pub maker_about: Words,
    /// A picture of the maker.
    pub maker_picture: Option<Picture>,
    /// What is paid for the chosen variant.
    pub price: Paise,
    /// Whether other variants cost more.
    pub and_up: bool,
    /// What one gets for it.
    pub unit: Words,
    /// How soon it can be had.
    pub stock: Stock,
    /// Sizes and colours; one only means there is nothing to choose.
    pub variants: Vec<Variant>,
    /// The `id` of the variant that is chosen.
    pub chosen: String,
    /// Whether it can be put into a cart.
    pub buying: Buying,
    /// The question about a PIN code.
    pub promise: Promise,
    /// How much of the price reaches the maker.
    pub reach: Option<Reach>,
    /// What must be said of food.
    pub food: Option<Food>,
    /// What the law wants told.
    pub facts: LegalFacts,
    /// Its mark, and what buyers say.
    pub quality: Quality,
    /// More of the same maker.
    pub more: Shelf,
    /// What was wrong with the form.
    pub wrongs: Wrongs,
    /// Something that has just happened: «टोकरी में रखा गया».
    pub news: Option<Notice>,
}

impl Product {
    fn crumbs(&self, t: &Text) -> Crumbs {
        Crumbs {
            way: vec![
                Crumb { label: t.get("crumbs-home"), href: t.path("/") },
                Crumb {
                    label: t.pick(&self.craft.1).to_owned(),
                    href: t.path(&format!("/crafts/{}", self.craft.0)),
                },
            ],
        }
    }
    /// The good as schema.org knows it.
    fn as_thing(&self, t: &Text, site: &Site) -> Value {
        let url = linked::address(t, site, &format!("/products/{}", self.slug));
        let seller = t.pick(&self.facts.seller);
        let offer =
            |one: &Variant| linked::offer(one.price, one.stock, &format!("{url}?variant={}", one.id), seller);
        let mut thing = json!({
            "@type": "Product",
            "name": t.pick(&self.name),
            "description": t.pick(&self.summary),
            "url": url,
            "category": t.pick(&self.craft.1),
            "brand": { "@type": "Brand", "name": t.pick(&self.maker.1) },
            "countryOfOrigin": { "@type": "Country", "name": "IN" },
            "image": self.pictures.iter().filter_map(|one| linked::picture(one, site)).collect::<Vec<_>>(),
            "offers": self.variants.iter().map(offer).collect::<Vec<_>>(),
        });
        if let Some((mean, count)) = &self.quality.rated {
            thing["aggregateRating"] = json!({ "@type": "AggregateRating", "ratingValue": mean, "reviewCount": count, "bestRating": 5 });
        }
        thing
    }
    fn price(&self) -> Price {
        Price { amount: self.price, and_up: self.and_up, unit: self.unit.clone() }
    }
    fn tax_told(&self, t: &Text) -> String {
        match self.facts.tax {
            Some(rate) if rate.0 > 0 => t.say("price-with-tax").set("rate", rate.to_string()).to_string(),
            _ => t.get("price-all-in"),
        }
    }
    fn choices(&self, t: &Text) -> Radios {
        let choices = self.variants.iter().map(|variant| {
            let mrp = t.say("variant-mrp").set("mrp", t.money(&variant.mrp)).to_string();
            let mut hint = format!("{} · {mrp}", t.money(&variant.price));
            if let Some((amount, per)) = &variant.unit_price {
                hint = format!("{hint} · {} {}", t.money(amount), t.pick(per));
            }
            match variant.stock {
                Stock::Gone => hint = format!("{hint} · {}", t.get("stock-gone")),
                Stock::Resting => hint = format!("{hint} · {}", t.get("stock-resting")),
                Stock::Ready { .. } | Stock::ToOrder { .. } => {}
            }
            let choice = Choice::new(&variant.id, t.pick(&variant.name)).hint(hint).chosen_if(&self.chosen);
            if variant.stock.can_be_bought() { choice } else { choice.closed() }
        });
        Radios {
            name: "variant".into(),
            label: t.get("product-variant"),
            error: self.wrongs.of("variant").map(str::to_owned),
            choices: choices.collect(),
        }
    }
    fn quantity(&self, t: &Text, most: &u32) -> Quantity {
        Quantity { id: "quantity".into(), value: 1, most: *most, of: t.pick(&self.name).to_owned() }
    }
    fn pincode(&self, t: &Text) -> Field {
        Field::named(t, "pincode", Kind::Pincode, &self.promise.pincode, &self.promise.wrongs)
    }
    fn paragraphs<'a>(&'a self, t: &Text) -> impl Iterator<Item = &'a str> {
        self.story.pick(t.lang).split("\n\n").filter(|p| !p.trim().is_empty())
    }
    fn facts(&self, t: &Text, site: &Site) -> Facts {
        let f = &self.facts;
        let words = |words: &Words| t.pick(words).to_owned();
        let mut facts = Facts::default()
            .and(t.get("fact-generic-name"), words(&f.generic_name))
            .and(t.get("fact-net-quantity"), words(&f.net_quantity))
            .and(
                t.get("fact-mrp"),
                f.mrp.map(|mrp| t.say("fact-mrp-value").set("mrp", mrp).to_string()).unwrap_or_default(),
            );
        if let Some((amount, per)) = &f.unit_price {
            facts = facts.and(t.get("fact-unit-price"), format!("{amount} {}", t.pick(per)));
        }
        if let Some(food) = &self.food {
            facts = facts
                .and(t.get("fact-ingredients"), words(&food.ingredients))
                .and(t.get("fact-allergens"), words(&food.allergens))
                .and(
                    t.get("fact-best-before"),
                    t.say("fact-best-before-value").set("days", food.best_before_days).to_string(),
                )
                .and(t.get("fact-storage"), words(&food.storage))
                .and(t.get("fact-fssai"), food.fssai.clone());
        }
        let d = &site.district;
        let facts =
            f.answers.iter().fold(facts, |facts, (asked, answer)| facts.and(words(asked), words(answer)));
        facts
            .and(t.get("fact-material"), words(&f.material))
            .and(t.get("fact-dimensions"), words(&f.dimensions))
            .and(t.get("fact-care"), words(&f.care))
            .and(t.get("fact-origin"), words(&f.origin))
            .and(t.get("fact-seller"), words(&f.seller))
            .and(t.get("fact-seller-address"), words(&f.seller_address))
            .and(t.get("fact-seller-registration"), words(&f.seller_registration))
            .and(t.get("fact-returns"), words(&f.returns))
            .and(t.get("fact-hsn"), f.hsn.clone())
            .and(
                t.get("fact-care-line"),
                format!("{}, {}, {}, {}", t.pick(&d.legal_name), t.pick(&d.office), d.phone, d.email),
            )
    }
}

impl View for Product {
    fn title(&self, t: &Text) -> String {
        t.say("product-title").set("name", t.pick(&self.name)).set("maker", t.pick(&self.maker.1)).to_string()
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.pick(&self.summary).to_owned())
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/products/{}", self.slug))
    }
    fn shared_picture(&self, t: &Text, site: &Site) -> Option<linked::Shared> {
        let url = format!("{}{}", site.url, self.card);
        Some(linked::Shared { url, size: Some(market::sharing::CARD), alt: self.title(t) })
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
    Product as p,
    r##"
{{ p.crumbs(t).html(t) }}
{{ p.wrongs.html(t) }}{{ p.promise.wrongs.html(t) }}
{%- if let Some(news) = p.news %}{{ news.html(t) }}{% endif -%}
<div class="product">
<section class="gallery" aria-label="{{ t.get("product-pictures") }}"{% if p.pictures.len() > 1 %} tabindex="0"{% endif %}>{% for picture in p.pictures %}{% if loop.first %}{{ picture.html(t, Place::Main) }}{% else %}{{ picture.html(t, Place::Card) }}{% endif %}{% endfor %}</section>
<div class="buy">
<h1>{{ t.words(p.name) }}{% if let Some(food) = p.food %} <span class="diet{% if !food.vegetarian %} non{% endif %}" role="img" aria-label="{% if food.vegetarian %}{{ t.get("vegetarian") }}{% else %}{{ t.get("non-vegetarian") }}{% endif %}"></span>{% endif %}</h1>
<p class="by">{{ t.get("made-by") }} <a href="{{ t.path("/makers/") }}{{ p.maker.0 }}">{{ t.words(p.maker.1) }}</a>, {{ t.words(p.place) }}</p>
<p class="big-price">{{ p.price().html(t) }}<small>{{ p.tax_told(t) }}</small></p>
<p>{{ p.stock.html(t) }}</p>
<p class="summary">{{ t.words(p.summary) }}</p>
{%- match p.buying -%}
{%- when Buying::Open { form_key, most } -%}
<form action="{{ t.path("/cart/lines") }}" method="post">{{ FormKey::from(*form_key).html(t) }}
{%- if p.variants.len() > 1 %}{{ p.choices(t).html(t) }}{% else %}<input type="hidden" name="variant" value="{{ p.chosen }}">{% endif -%}
<div class="take">{{ p.quantity(t, most).html(t) }}<button type="submit" class="button">{{ t.get("product-add") }}</button></div></form>
{%- when Buying::Closed { why } -%}<div class="notice care"><p>{{ why }}</p></div>
{%- endmatch -%}
{%- if let Some(reach) = p.reach %}{{ reach.html(t) }}{% endif -%}
<section class="arrive" id="delivery"><h2>{{ t.get("promise-title") }}</h2>
<form action="#delivery" class="inline">{{ p.pincode(t).html(t) }}<button type="submit" class="button second">{{ t.get("promise-ask") }}</button></form>
{%- match p.promise.answer -%}
{%- when Some(PromiseAnswer::Yes { place, by, freight, cash }) -%}
<div class="answer yes" role="status"><p><b>{{ t.say("promise-by").set("day", t.day_and_weekday(by)) }}</b></p><p>{{ t.say("promise-place").set("place", place.as_str()) }}
{% if freight.0 == 0 %}{{ t.get("promise-freight-free") }}{% else %}{{ t.say("promise-freight").set("freight", *freight) }}{% endif %} {% if *cash %}{{ t.get("promise-cash") }}{% else %}{{ t.get("promise-no-cash") }}{% endif %}</p></div>
{%- when Some(PromiseAnswer::No { place, why }) -%}
<div class="answer no" role="status"><p><b>{{ t.get("promise-not") }}</b></p><p>{% if !place.is_empty() %}{{ place }}: {% endif %}{{ why }}</p></div>
{%- when None -%}
{%- endmatch -%}
<p><a href="{{ t.path("/abroad/") }}{{ p.slug }}">{{ t.get("abroad-link") }}</a> · <a href="{{ t.path("/bulk") }}">{{ t.get("inst-link") }}</a></p>
<p><a href="{{ t.path("/products/") }}{{ p.slug }}/links" rel="nofollow">{{ t.get("links-link") }}</a></p>
</section>
</div>
<section class="about">{% if !p.story.hi.is_empty() || !p.story.en.is_empty() %}<h2>{{ t.get("product-story") }}</h2>{% for paragraph in p.paragraphs(t) %}<p>{{ paragraph }}</p>{% endfor %}{% endif %}
<aside class="maker">{% if let Some(picture) = p.maker_picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}<div><h3><a href="{{ t.path("/makers/") }}{{ p.maker.0 }}">{{ t.words(p.maker.1) }}</a></h3><p>{{ t.words(p.place) }}</p><p>{{ t.words(p.maker_about) }}</p></div></aside></section>
</div>
<section class="all-facts"><h2>{{ t.get("product-facts") }}</h2>{{ p.facts(t, site).html(t) }}</section>
{{ p.quality.html(t) }}
{%- if !p.more.cards.is_empty() %}<section><h2>{{ t.say("product-more").set("maker", t.pick(p.maker.1)) }}</h2>{{ p.more.html(t) }}</section>{% endif -%}
"##
);
