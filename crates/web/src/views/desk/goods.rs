//! A maker's own goods: a grid of pictures, and behind each its prices, its pieces and a pause.

use kernel::{Paise, Words};

use super::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{
    Choice, Empty, Field, FormKey, Kind, Notice, PhotoAsk, Picture, Place, Radios, Tone, Wrongs,
};
use crate::text::Text;

/// What one press of «less» or «more» changes a price by.
const PRICE_STEP: Paise = Paise(5_00);

/// How a good stands in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoodStands {
    /// Buyers can have so many.
    Free(i64),
    /// It is made when ordered, so many this week.
    ToOrder(i64),
    /// She does not make it now.
    Paused,
    /// Somebody took it off sale.
    Withdrawn,
}

/// One good in the grid.
#[derive(Clone, Debug)]
pub struct GoodTile {
    /// The last part of its address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its picture.
    pub picture: Option<Picture>,
    /// The price of its cheapest size.
    pub price: Paise,
    /// How it stands.
    pub stands: GoodStands,
    /// Whether a price of it waits for an officer.
    pub waits: bool,
}

impl GoodTile {
    fn says(&self, t: &Text) -> String {
        let count = |key: &str, n: i64| t.say(key).set("count", u32::try_from(n).unwrap_or(0)).to_string();
        match self.stands {
            GoodStands::Free(n) => count("goods-free", n),
            GoodStands::ToOrder(n) => count("goods-to-order", n),
            GoodStands::Paused => t.get("goods-paused"),
            GoodStands::Withdrawn => t.get("goods-withdrawn"),
        }
    }
}

/// All goods of a maker.
#[derive(Clone, Debug)]
pub struct OwnGoods {
    /// Whose desk it is.
    pub maker: Words,
    /// The newest first.
    pub goods: Vec<GoodTile>,
    /// Whether any of it is food that lies ready: it is made in batches.
    pub in_batches: bool,
}

impl OwnGoods {
    fn empty(&self, t: &Text) -> Empty {
        Empty { title: t.get("goods-empty"), text: t.get("goods-empty.text"), next: None }
    }
}

impl View for OwnGoods {
    fn title(&self, t: &Text) -> String {
        t.get("room-goods")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/goods")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        Some(("goods", t.say("aloud-goods").set("count", self.goods.len()).to_string()))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    OwnGoods as g,
    r#"
<h1>{{ t.get("room-goods") }}</h1>
{%- if g.goods.is_empty() %}{{ g.empty(t).html(t) }}{% else -%}
<ul class="shelf own">{% for good in g.goods %}
<li class="card"><div class="photo">{% if let Some(picture) = good.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}</div><h3><a href="{{ t.path("/maker/goods/") }}{{ good.slug }}">{{ t.words(good.name) }}</a></h3><p class="price"><b>{{ good.price }}</b></p><p class="stock">{{ good.says(t) }}</p>{% if good.waits %}<p class="hint">{{ t.get("goods-waits") }}</p>{% endif %}</li>{% endfor %}
</ul>{% endif -%}
<p><a class="button second" href="{{ t.path("/maker/reviews") }}">{{ t.get("quality-said") }}</a></p>
<p><a class="button second" href="{{ t.path("/maker/cards") }}">{{ t.get("training-cards") }}</a></p>
{%- if g.in_batches %}<p><a class="button second" href="{{ t.path("/maker/batches") }}">{{ t.get("food-mine") }}</a></p>{% endif -%}
"#
);

/// A size or colour of a good, to be changed.
#[derive(Clone, Debug)]
pub struct OwnVariant {
    /// Its id, as it is sent.
    pub id: String,
    /// What it is called; empty if there is only one.
    pub label: Words,
    /// Its price.
    pub price: Paise,
    /// The price that waits for an officer.
    pub wanted: Option<Paise>,
    /// For what is made to order: days it takes, how many a week, places of this week that are open.
    pub week: Option<(i64, i64, i64)>,
    /// Pieces that can be bought; `None` for what is made to order.
    pub free: Option<u32>,
    /// Comes back with a count, so that the same press twice counts once.
    pub once: String,
}

impl OwnVariant {
    fn less(&self) -> Option<String> {
        let less = self.price.plus(PRICE_STEP.negated())?;
        (less.0 >= PRICE_STEP.0).then(|| less.to_string())
    }
    fn more(&self) -> String {
        self.price.plus(PRICE_STEP).unwrap_or(self.price).to_string()
    }
    fn price_id(&self) -> String {
        format!("rupees-{}", self.id)
    }
    fn week_says(&self, t: &Text, free: &i64) -> String {
        t.say("goods-week").set("count", u32::try_from(*free).unwrap_or(0)).to_string()
    }
    fn days_id(&self) -> String {
        format!("days-{}", self.id)
    }
    fn capacity_id(&self) -> String {
        format!("capacity-{}", self.id)
    }
    fn pieces_id(&self) -> String {
        format!("pieces-{}", self.id)
    }
}

/// A photo she has put up, before buyers see it.
#[derive(Clone, Debug)]
pub struct WaitingPhoto {
    /// The address of a small file of it.
    pub address: String,
    /// What could be better about it.
    pub advice: Option<String>,
    /// What it may be said to show, until she says it better.
    pub alt: Words,
}

/// One good of a maker.
#[derive(Clone, Debug)]
pub struct OwnGoodPage {
    /// Whose desk it is.
    pub maker: Words,
    /// The last part of its address.
    pub slug: String,
    /// Its name.
    pub name: Words,
    /// Its picture.
    pub picture: Option<Picture>,
    /// A photo that waits to be described.
    pub photo: Option<WaitingPhoto>,
    /// Why she does not make it now: the key of the reason.
    pub paused: Option<&'static str>,
    /// Whether somebody took it off sale.
    pub withdrawn: bool,
    /// A price below her own cost.
    pub loss: Option<Notice>,
    /// Why it cannot be bought now, or not everywhere.
    pub obstacles: Vec<String>,
    /// Whether something about it waits for a second person.
    pub waits: bool,
    /// Why the last thing she asked for was refused.
    pub refused: Option<String>,
    /// Its sizes and colours.
    pub variants: Vec<OwnVariant>,
    /// What was done just now: the key of the sentence.
    pub news: Option<&'static str>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl OwnGoodPage {
    fn told(&self, t: &Text) -> Option<Notice> {
        let tone = if self.news == Some("goods-asked") { Tone::Care } else { Tone::Good };
        self.news.map(|key| Notice::new(tone, t.get(key), ""))
    }
    fn standing(&self, t: &Text) -> Option<Notice> {
        if self.withdrawn {
            return Some(Notice::new(Tone::Stop, t.get("goods-withdrawn"), t.get("goods-withdrawn.text")));
        }
        let why = self.paused?;
        Some(Notice::new(
            Tone::Care,
            t.get("goods-paused"),
            t.say("goods-paused-why").set("why", t.get(why)).to_string(),
        ))
    }
    fn refused(&self, t: &Text) -> Option<Notice> {
        let why = self.refused.as_ref()?;
        Some(Notice::new(Tone::Stop, t.get("versions-was-refused"), why.as_str()))
    }
    fn reasons(&self, t: &Text) -> Radios {
        let choice = |(value, key): &(&str, &str)| Choice::new(*value, t.get(key));
        Radios {
            name: "why".into(),
            label: t.get("goods-why"),
            error: self.wrongs.of("why").map(str::to_owned),
            choices: PAUSES.iter().map(choice).collect(),
        }
    }
    fn photo_ask(&self, t: &Text) -> PhotoAsk {
        crate::views::field::photo(t, "goods", self.wrongs.of("file-goods"))
    }
    fn alts(&self, t: &Text, photo: &WaitingPhoto) -> Vec<String> {
        let ask = |name: &str, value: &str| {
            let (label, hint) = (t.get(&format!("ask-{name}")), t.get(&format!("ask-{name}.hint")));
            let error = self.wrongs.of(name).map(str::to_owned);
            let (name, value) = (name.to_owned(), value.to_owned());
            Field { name, label, hint, value, error, kind: Kind::Words }.html(t).to_string()
        };
        vec![ask("alt_hi", &photo.alt.hi), ask("alt_en", &photo.alt.en)]
    }
    fn asks_for_photo(&self) -> bool {
        self.wrongs.of("file-goods").is_some()
    }
    fn wanted(&self, t: &Text, wanted: &Paise) -> String {
        t.say("goods-wanted").set("amount", *wanted).to_string()
    }
}

/// Why a maker pauses a good: what is sent, and the key of the sentence.
pub const PAUSES: [(&str, &str); 4] = [
    ("material", "pause-material"),
    ("home", "pause-home"),
    ("season", "pause-season"),
    ("other", "pause-other"),
];

impl View for OwnGoodPage {
    fn title(&self, t: &Text) -> String {
        t.pick(&self.name).to_owned()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/goods")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        let price = self.variants.first().map(|variant| variant.price).unwrap_or_default();
        let says =
            t.say("aloud-good").set("good", t.pick(&self.name).to_owned()).set("amount", price).to_string();
        Some(("good", says))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    OwnGoodPage as g,
    r#"
{{ g.wrongs.html(t) }}{% if let Some(news) = g.told(t) %}{{ news.html(t) }}{% endif %}
<div class="you">{% if let Some(picture) = g.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}<h1>{{ t.words(g.name) }}</h1></div>
{%- if let Some(standing) = g.standing(t) %}{{ standing.html(t) }}{% endif -%}
{%- if let Some(loss) = g.loss %}{{ loss.html(t) }}{% endif -%}
{%- if !g.obstacles.is_empty() %}<div class="notice care" role="status">{% for why in g.obstacles %}<p>{{ why }}</p>{% endfor %}</div>{% endif -%}
{%- if g.waits %}<p class="hint">{{ t.get("versions-state-waiting") }}</p>{% endif -%}
{%- if let Some(refused) = g.refused(t) %}{{ refused.html(t) }}{% endif -%}
{%- if let Some(photo) = g.photo -%}
<section class="parcel"><h2>{{ t.get("goods-photo-new") }}</h2><p class="seen"><img src="{{ photo.address }}" alt="{{ t.get("photo-here") }}" width="320" height="320"></p>
{%- if let Some(advice) = photo.advice %}<div class="notice care"><p>{{ advice }}</p></div>{% endif -%}
<form class="tall" action="{{ t.path("/maker/goods/") }}{{ g.slug }}/photo/publication" method="post" data-once>{{ FormKey::from(g.form_key).html(t) }}{% for alt in g.alts(t, photo) %}{{ alt|safe }}{% endfor %}<button type="submit" class="button">{{ t.get("goods-photo-show") }}</button></form>
<form action="{{ t.path("/maker/goods/") }}{{ g.slug }}/photo/removal" method="post">{{ FormKey::from(g.form_key).html(t) }}<button type="submit" class="button second">{{ t.get("goods-photo-drop") }}</button></form></section>
{%- endif -%}
{%- if g.paused.is_some() -%}
<form action="{{ t.path("/maker/goods/") }}{{ g.slug }}/pause/end" method="post">{{ FormKey::from(g.form_key).html(t) }}<button type="submit" class="button">{{ t.get("goods-resume") }}</button></form>
{%- endif -%}
{%- for v in g.variants -%}
<section class="parcel"><h2>{% if v.label.hi.is_empty() && v.label.en.is_empty() %}{{ t.get("goods-price") }}{% else %}{{ t.words(v.label) }}{% endif %}</h2>
{%- if let Some(wanted) = v.wanted %}<p class="hint">{{ g.wanted(t, wanted) }}</p>{% endif -%}
<form class="step" action="{{ t.path("/maker/goods/") }}{{ g.slug }}/price" method="post">{{ FormKey::from(g.form_key).html(t) }}<input type="hidden" name="variant" value="{{ v.id }}">
{%- if let Some(less) = v.less() %}<button type="submit" name="rupees" value="{{ less }}">−<span> ₹5</span></button>{% else %}<span></span>{% endif -%}
<b>{{ v.price }}</b><button type="submit" name="rupees" value="{{ v.more() }}">+<span> ₹5</span></button></form>
<details class="question"><summary>{{ t.get("goods-other-price") }}</summary><form class="inline" action="{{ t.path("/maker/goods/") }}{{ g.slug }}/price" method="post">{{ FormKey::from(g.form_key).html(t) }}<input type="hidden" name="variant" value="{{ v.id }}"><div class="field"><label for="{{ v.price_id() }}">{{ t.get("goods-price") }}</label><input id="{{ v.price_id() }}" name="rupees" type="text" inputmode="decimal" maxlength="12" value="{{ v.price }}"></div><button type="submit" class="button second">{{ t.get("goods-set") }}</button></form></details>
{%- if let Some(free) = v.free -%}
<form class="step" action="{{ t.path("/maker/goods/") }}{{ g.slug }}/stock" method="post">{{ FormKey::from(g.form_key).html(t) }}<input type="hidden" name="variant" value="{{ v.id }}"><input type="hidden" name="seen" value="{{ free }}"><input type="hidden" name="once" value="{{ v.once }}">
{%- if *free > 0 %}<button type="submit" name="pieces" value="{{ free - 1 }}">−<span> 1</span></button>{% else %}<span></span>{% endif -%}
<b>{{ free }} <small>{{ t.get("goods-pieces") }}</small></b><button type="submit" name="pieces" value="{{ free + 1 }}">+<span> 1</span></button></form>
<details class="question"><summary>{{ t.get("goods-other-count") }}</summary><form class="inline" action="{{ t.path("/maker/goods/") }}{{ g.slug }}/stock" method="post">{{ FormKey::from(g.form_key).html(t) }}<input type="hidden" name="variant" value="{{ v.id }}"><input type="hidden" name="seen" value="{{ free }}"><input type="hidden" name="once" value="{{ v.once }}"><div class="field"><label for="{{ v.pieces_id() }}">{{ t.get("goods-how-many") }}</label><input id="{{ v.pieces_id() }}" name="pieces" type="text" inputmode="numeric" maxlength="5" value="{{ free }}"></div><button type="submit" class="button second">{{ t.get("goods-set") }}</button></form></details>
{%- else %}<p class="hint">{{ t.get("goods-made") }}</p>{% endif -%}
{%- if let Some((days, capacity, open)) = v.week -%}
<p>{{ v.week_says(t, open) }}</p>
<details class="question"><summary>{{ t.get("goods-week-change") }}</summary><form class="tall" action="{{ t.path("/maker/goods/") }}{{ g.slug }}/week" method="post">{{ FormKey::from(g.form_key).html(t) }}<input type="hidden" name="variant" value="{{ v.id }}"><div class="field"><label for="{{ v.capacity_id() }}">{{ t.get("claim-capacity_per_week") }}</label><input id="{{ v.capacity_id() }}" class="short" name="capacity" type="text" inputmode="numeric" maxlength="5" value="{{ capacity }}"></div><div class="field"><label for="{{ v.days_id() }}">{{ t.get("claim-lead_days") }}</label><input id="{{ v.days_id() }}" class="short" name="days" type="text" inputmode="numeric" maxlength="3" value="{{ days }}"></div><button type="submit" class="button second">{{ t.get("goods-set") }}</button></form></details>
{%- endif -%}
</section>
{%- endfor -%}
<p class="hint">{{ t.get("goods-rise") }}</p>
<details class="question tall"{% if g.asks_for_photo() %} open{% endif %}><summary>{{ t.get("goods-photo") }}</summary><form action="{{ t.path("/maker/goods/") }}{{ g.slug }}/photo" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(g.form_key).html(t) }}{{ g.photo_ask(t).html(t) }}<button type="submit" class="button second">{{ t.get("goods-photo-send") }}</button></form></details>
{%- if g.paused.is_none() && !g.withdrawn -%}
<details class="question tall"{% if g.wrongs.of("why").is_some() %} open{% endif %}><summary>{{ t.get("goods-pause") }}</summary><form action="{{ t.path("/maker/goods/") }}{{ g.slug }}/pause" method="post">{{ FormKey::from(g.form_key).html(t) }}<p>{{ t.get("goods-pause.text") }}</p>{{ g.reasons(t).html(t) }}<button type="submit" class="button second">{{ t.get("goods-pause-go") }}</button></form></details>
{%- endif -%}
<p><a class="button second" href="{{ t.path("/maker/goods/") }}{{ g.slug }}/words">{{ t.get("versions-edit-words") }}</a></p>
<p><a class="button second" href="{{ t.path("/maker/goods/") }}{{ g.slug }}/costs">{{ t.get("versions-cost") }}</a></p>
<p><a class="button second" href="{{ t.path("/maker/goods/") }}{{ g.slug }}/sizes">{{ t.get("versions-edit-sizes") }}</a></p>
<p><a href="{{ t.path("/maker/goods") }}">{{ t.get("goods-all") }}</a></p>
"#
);
