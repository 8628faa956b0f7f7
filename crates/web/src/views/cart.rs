//! The cart: lines by maker, and what it all comes to at the buyer's PIN code before any address is asked for.

use kernel::{Paise, Words};

use crate::page::{Site, Stage, View, Width, view};
use crate::parts::{
    Button, Empty, Field, FormKey, Kind, Notice, Picture, Place, Quantity, Tone, Totals, Wrongs,
};
use crate::text::Text;

/// One line of a cart.
#[derive(Clone, Debug)]
pub struct CartLine {
    /// What the forms of this line are about: `/cart/lines/{id}`.
    pub id: String,
    /// The last part of the good's address.
    pub slug: String,
    /// What the good is called.
    pub name: Words,
    /// The size or colour; empty if there is nothing to choose.
    pub variant: Words,
    /// Its picture.
    pub picture: Option<Picture>,
    /// The price of one.
    pub price: Paise,
    /// How many.
    pub quantity: u32,
    /// The most that can be had now.
    pub most: u32,
    /// The price of all.
    pub amount: Paise,
    /// What is the matter with this line: «अब सिर्फ़ 2 तैयार हैं»; a whole sentence with the next step.
    pub trouble: Option<String>,
}

/// Kits of one kind: one thing, its goods below it.
#[derive(Clone, Debug)]
pub struct CartKitShown {
    /// What its forms are about: `/cart/kits/{id}`.
    pub id: String,
    /// The last part of its address.
    pub slug: String,
    /// What it is called.
    pub name: Words,
    /// The price of one.
    pub price: Paise,
    /// How many.
    pub quantity: u32,
    /// The most that can be had now.
    pub most: u32,
    /// The price of all.
    pub amount: Paise,
    /// Its goods, with how many of each in all of them.
    pub goods: Vec<(u32, Words)>,
    /// The picture of its first good.
    pub picture: Option<Picture>,
    /// What is the matter with it.
    pub trouble: Option<String>,
}

impl CartKitShown {
    fn quantity(&self, t: &Text) -> Quantity {
        let (id, of) = (format!("n-{}", self.id), t.pick(&self.name).to_owned());
        Quantity { id, value: self.quantity, most: self.most, of }
    }
}

/// The lines of one maker: they travel together.
#[derive(Clone, Debug)]
pub struct CartMaker {
    /// The last part of the maker's address.
    pub slug: String,
    /// The maker's name.
    pub name: Words,
    /// Village and block.
    pub place: Words,
    /// When it leaves the maker: «25 नवंबर तक तैयार»; may be empty.
    pub leaves: String,
    /// The lines.
    pub lines: Vec<CartLine>,
}

/// The cart.
#[derive(Clone, Debug)]
pub struct Cart {
    /// Gift kits.
    pub kits: Vec<CartKitShown>,
    /// By maker.
    pub makers: Vec<CartMaker>,
    /// The PIN code freight is counted for; empty if not asked yet.
    pub pincode: String,
    /// The place of the PIN code and when all of it arrives: «रांची, झारखंड · 28 नवंबर तक»; may be empty.
    pub arrives: String,
    /// What it all comes to.
    pub totals: Totals,
    /// Whether the buyer can go on: every line is in order and the PIN code is served.
    pub can_go_on: bool,
    /// The coupon that is kept with it; empty if none is.
    pub coupon: String,
    /// Why that coupon does not hold now.
    pub coupon_wrong: Option<String>,
    /// What was typed as a coupon and does not hold.
    pub coupon_typed: String,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
    /// Something that has just happened or changed: a price, a stock.
    pub news: Vec<Notice>,
}

/// Who may order before the mart is open to everybody, told where an order begins; nothing once it is.
pub(crate) fn at_the_door(t: &Text, site: &Site) -> Option<Notice> {
    let key = match site.stage.get() {
        Stage::Trial => "trial-lead-trial",
        Stage::Setup => "trial-lead-setup",
        Stage::Sample | Stage::Live => return None,
    };
    Some(Notice::new(Tone::Care, t.get("trial-door"), t.get(key)))
}

impl Cart {
    fn empty(&self, t: &Text) -> Empty {
        Empty {
            title: t.get("cart-empty"),
            text: t.get("cart-empty.text"),
            next: Some(Button::main(t.get("cart-empty-next")).to(t.path("/"))),
        }
    }
    /// How many pieces, a kit as one.
    pub fn pieces(&self) -> u32 {
        let alone = self.makers.iter().flat_map(|maker| &maker.lines).map(|line| line.quantity);
        alone.chain(self.kits.iter().map(|kit| kit.quantity)).sum()
    }
    fn is_empty(&self) -> bool {
        self.makers.is_empty() && self.kits.is_empty()
    }
    fn quantity(&self, t: &Text, line: &CartLine) -> Quantity {
        Quantity {
            id: format!("n-{}", line.id),
            value: line.quantity,
            most: line.most,
            of: t.pick(&line.name).to_owned(),
        }
    }
    fn pincode(&self, t: &Text) -> Field {
        Field::named(t, "pincode", Kind::Pincode, &self.pincode, &self.wrongs)
    }
    fn coupon(&self, t: &Text) -> Field {
        Field::named(t, "coupon", Kind::Words, &self.coupon_typed, &self.wrongs)
    }
}

impl View for Cart {
    fn title(&self, t: &Text) -> String {
        t.get("cart-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        if self.is_empty() { Width::Column } else { Width::Full }
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Cart as cart,
    r#"
{{ cart.wrongs.html(t) }}
{%- for news in cart.news %}{{ news.html(t) }}{% endfor -%}
{% if let Some(news) = crate::views::cart::at_the_door(t, site) %}{{ news.html(t) }}<p><a href="{{ t.path("/trial") }}">{{ t.get("trial-door-more") }}</a></p>{% endif %}
{%- if cart.is_empty() -%}
<h1>{{ t.get("cart-title") }}</h1>{{ cart.empty(t).html(t) }}
{%- else -%}
<h1>{{ t.get("cart-title") }} <small>{{ t.say("cart-pieces").set("count", cart.pieces()) }}</small></h1>
<div class="aside-right"><div>
{%- for kit in cart.kits -%}
<section class="parcel"><h2>{{ t.get("kit-tag") }}</h2>
<div class="line">{% if let Some(picture) = kit.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}
<div><h3><a href="{{ t.path("/kits/") }}{{ kit.slug }}">{{ t.words(kit.name) }}</a></h3>
<p class="hint">{% for (pieces, good) in kit.goods %}{{ pieces }} × {{ t.words(good) }}<br>{% endfor %}{{ t.say("price-each").set("price", kit.price) }}</p>
</div>
<b class="amount">{{ kit.amount }}</b>
{%- if let Some(trouble) = kit.trouble %}<p class="error">{{ trouble }}</p>{% endif -%}
<div class="line-acts"><form action="{{ t.path("/cart/kits/") }}{{ kit.id }}" method="post" data-change>{{ FormKey::from(cart.form_key).html(t) }}{{ kit.quantity(t).html(t) }}<button type="submit" class="button quiet">{{ t.get("cart-change") }}</button></form>
<form action="{{ t.path("/cart/kits/") }}{{ kit.id }}/removal" method="post">{{ FormKey::from(cart.form_key).html(t) }}<button type="submit" class="button quiet">{{ t.get("cart-remove") }}<span class="hidden"> {{ t.pick(kit.name) }}</span></button></form></div></div>
</section>
{%- endfor -%}
{%- for maker in cart.makers -%}
<section class="parcel"><h2><a href="{{ t.path("/makers/") }}{{ maker.slug }}">{{ t.words(maker.name) }}</a> <small>{{ t.words(maker.place) }}{% if !maker.leaves.is_empty() %} · {{ maker.leaves }}{% endif %}</small></h2>
{%- for line in maker.lines -%}
<div class="line">{% if let Some(picture) = line.picture %}{{ picture.html(t, Place::Stamp) }}{% endif %}
<div><h3><a href="{{ t.path("/products/") }}{{ line.slug }}">{{ t.words(line.name) }}</a></h3>
<p class="hint">{% if !line.variant.hi.is_empty() || !line.variant.en.is_empty() %}{{ t.words(line.variant) }} · {% endif %}{{ t.say("price-each").set("price", line.price) }}</p>
</div>
<b class="amount">{{ line.amount }}</b>
{%- if let Some(trouble) = line.trouble %}<p class="error">{{ trouble }}</p>{% endif -%}
<div class="line-acts"><form action="{{ t.path("/cart/lines/") }}{{ line.id }}" method="post" data-change>{{ FormKey::from(cart.form_key).html(t) }}{{ cart.quantity(t, line).html(t) }}<button type="submit" class="button quiet">{{ t.get("cart-change") }}</button></form>
<form action="{{ t.path("/cart/lines/") }}{{ line.id }}/removal" method="post">{{ FormKey::from(cart.form_key).html(t) }}<button type="submit" class="button quiet">{{ t.get("cart-remove") }}<span class="hidden"> {{ t.pick(line.name) }}</span></button></form></div></div>
{%- endfor -%}
</section>
{%- endfor -%}
</div><aside class="sum"><h2>{{ t.get("cart-sum") }}</h2>
<form action="{{ t.path("/cart/pincode") }}" method="post" class="inline">{{ FormKey::from(cart.form_key).html(t) }}{{ cart.pincode(t).html(t) }}<button type="submit" class="button second">{{ t.get("cart-pincode-go") }}</button></form>
{%- if !cart.arrives.is_empty() %}<p class="arrives">{{ cart.arrives }}</p>{% endif -%}
{{ cart.totals.html(t) }}
{%- if cart.coupon.is_empty() -%}
<form action="{{ t.path("/cart/coupon") }}" method="post" class="inline">{{ FormKey::from(cart.form_key).html(t) }}{{ cart.coupon(t).html(t) }}<button type="submit" class="button second">{{ t.get("coupon-go") }}</button></form>
{%- else -%}
<p>{{ t.say("coupon-kept").set("code", cart.coupon) }}</p>{% if let Some(wrong) = cart.coupon_wrong %}<p class="error">{{ wrong }}</p>{% endif %}
<form action="{{ t.path("/cart/coupon/removal") }}" method="post">{{ FormKey::from(cart.form_key).html(t) }}<button type="submit" class="button quiet">{{ t.get("coupon-remove") }}</button></form>
{%- endif -%}
{%- if cart.can_go_on %}<a class="button" href="{{ t.path("/checkout") }}">{{ t.get("cart-go") }}</a>{% else %}<p class="hint">{{ t.get("cart-not-yet") }}</p>{% endif -%}
<p class="hint">{{ t.get("cart-nothing-added") }}</p><p><a href="{{ t.path("/counters") }}">{{ t.get("pickup-or") }}</a></p>
</aside></div>
{%- endif -%}
"#
);
