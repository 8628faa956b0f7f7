//! Four short screens from cart to order: mobile, code, address, a last look. The sum stands beside each of them.

use kernel::Time;

use super::cart::{CartKitShown, CartMaker};
use crate::page::{Site, View, Width, view};
use crate::parts::{Button, Fact, Facts, Field, FormKey, Kind, Radios, Steps, Totals, Wrongs};
use crate::text::Text;

pub(crate) fn steps(t: &Text, now: usize) -> Steps {
    let names =
        ["checkout-step-mobile", "checkout-step-code", "checkout-step-address", "checkout-step-review"];
    Steps { names: names.iter().map(|key| t.get(key)).collect(), now }
}

/// Screen 1: the mobile number, so that the buyer hears of the order. No account, no password.
#[derive(Clone, Debug, Default)]
pub struct CheckoutMobile {
    /// What was typed.
    pub mobile: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
    /// What the order comes to.
    pub totals: Totals,
}

impl CheckoutMobile {
    fn field(&self, t: &Text) -> Field {
        Field::named(t, "mobile", Kind::Mobile, &self.mobile, &self.wrongs)
    }
}

impl View for CheckoutMobile {
    fn title(&self, t: &Text) -> String {
        t.get("checkout-mobile-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    CheckoutMobile as c,
    r#"
{{ crate::views::checkout::steps(t, 1).html(t) }}{{ c.wrongs.html(t) }}
<h1>{{ t.get("checkout-mobile-title") }}</h1>{% if let Some(news) = crate::views::cart::at_the_door(t, site) %}{{ news.html(t) }}<p><a href="{{ t.path("/trial") }}">{{ t.get("trial-door-more") }}</a></p>{% endif %}<p>{{ t.get("checkout-mobile-text") }}</p>
<form action="{{ t.path("/checkout/mobile") }}" method="post">{{ FormKey::from(c.form_key).html(t) }}{{ c.field(t).html(t) }}
<p class="hint">{{ t.get("checkout-mobile-use") }} <a href="{{ t.path("/privacy") }}">{{ t.get("footer-privacy") }}</a></p>
<button type="submit" class="button">{{ t.get("code-send") }}</button></form>
<aside class="sum small"><h2>{{ t.get("cart-sum") }}</h2>{{ c.totals.html(t) }}</aside>
"#
);

/// Screen 2: the code that came by SMS.
#[derive(Clone, Debug, Default)]
pub struct CheckoutCode {
    /// The number the code went to, as typed: the buyer must be able to see a slip of the finger.
    pub mobile: String,
    /// Seconds until another code may be sent; 0: now.
    pub again_in_s: u32,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
    /// What the order comes to.
    pub totals: Totals,
}

impl CheckoutCode {
    fn field(&self, t: &Text) -> Field {
        Field::named(t, "code", Kind::Code, "", &self.wrongs)
    }
}

impl View for CheckoutCode {
    fn title(&self, t: &Text) -> String {
        t.get("code-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    CheckoutCode as c,
    r#"
{{ crate::views::checkout::steps(t, 2).html(t) }}{{ c.wrongs.html(t) }}
<h1>{{ t.get("code-title") }}</h1><p>{{ t.say("code-sent").set("mobile", c.mobile) }} <a href="{{ t.path("/checkout/mobile") }}">{{ t.get("code-other-number") }}</a></p>
<form action="{{ t.path("/checkout/code") }}" method="post">{{ FormKey::from(c.form_key).html(t) }}{{ c.field(t).html(t) }}<button type="submit" class="button">{{ t.get("go-on") }}</button></form>
{%- if c.again_in_s > 0 %}<p class="hint">{{ t.say("code-wait").set("n", c.again_in_s) }}</p>{% else %}<form action="{{ t.path("/checkout/mobile") }}" method="post" class="again">{{ FormKey::from(c.form_key).html(t) }}<input type="hidden" name="mobile" value="{{ c.mobile }}"><p class="hint">{{ t.get("code-not-come") }}</p><button type="submit" class="button quiet">{{ t.get("code-again") }}</button></form>{% endif -%}
<aside class="sum small"><h2>{{ t.get("cart-sum") }}</h2>{{ c.totals.html(t) }}</aside>
"#
);

/// Screen 3: where it goes.
#[derive(Clone, Debug, Default)]
pub struct CheckoutAddress {
    /// Who receives it.
    pub name: String,
    /// House and street.
    pub house: String,
    /// Village or part of town.
    pub area: String,
    /// Something near that everybody knows; may stay empty.
    pub landmark: String,
    /// The PIN code freight was counted for.
    pub pincode: String,
    /// District and State of the PIN code: «रांची, झारखंड».
    pub place: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
    /// What the order comes to.
    pub totals: Totals,
}

impl CheckoutAddress {
    fn fields(&self, t: &Text) -> [Field; 4] {
        let field = |name, kind, value: &str| Field::named(t, name, kind, value, &self.wrongs);
        [
            field("name", Kind::Name, &self.name),
            field("house", Kind::House, &self.house),
            field("area", Kind::Area, &self.area),
            field("landmark", Kind::Words, &self.landmark),
        ]
    }
    fn pincode(&self, t: &Text) -> Field {
        Field::named(t, "pincode", Kind::Pincode, &self.pincode, &self.wrongs)
    }
}

impl View for CheckoutAddress {
    fn title(&self, t: &Text) -> String {
        t.get("checkout-address-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    CheckoutAddress as c,
    r#"
{{ crate::views::checkout::steps(t, 3).html(t) }}{{ c.wrongs.html(t) }}
<h1>{{ t.get("checkout-address-title") }}</h1>
<p><a href="{{ t.path("/checkout/counter") }}">{{ t.get("pickup-or") }}</a></p>
<form action="{{ t.path("/checkout/address") }}" method="post">{{ FormKey::from(c.form_key).html(t) }}
{%- for field in c.fields(t) %}{{ field.html(t) }}{% endfor -%}
<div class="pair">{{ c.pincode(t).html(t) }}<div class="field"><span class="label">{{ t.get("checkout-place") }}</span><output class="place">{{ c.place }}</output></div></div>
<p class="hint">{{ t.get("checkout-pincode-change") }}</p>
<button type="submit" class="button">{{ t.get("go-on") }}</button></form>
<aside class="sum small"><h2>{{ t.get("cart-sum") }}</h2>{{ c.totals.html(t) }}</aside>
"#
);

/// Screen 4: everything once more; the button names the sum.
#[derive(Clone, Debug)]
pub struct CheckoutReview {
    /// Gift kits that are bought.
    pub kits: Vec<CartKitShown>,
    /// What else is bought, by maker.
    pub makers: Vec<CartMaker>,
    /// Who receives it and where, line by line.
    pub address: Vec<String>,
    /// Whether she fetches it there; else it is brought.
    pub is_fetched: bool,
    /// The buyer's number.
    pub mobile: String,
    /// When all of it arrives: «28 नवंबर तक».
    pub arrives: String,
    /// What it comes to: frozen.
    pub totals: Totals,
    /// Until when these prices and this freight stand.
    pub stands_until: Option<Time>,
    /// The ways to pay, if there is more than one; nothing is chosen beforehand unless the buyer chose it.
    pub pay_by: Vec<crate::parts::Choice>,
    /// The frozen quote, sent along as `quote`.
    pub quote: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong: a price that changed, a piece that is gone.
    pub wrongs: Wrongs,
}

impl CheckoutReview {
    fn facts(&self, t: &Text) -> Facts {
        let change = |path: &str| Some((t.path(path), t.get("change")));
        let row = |key: &str, value: String, change| Fact { label: t.get(key), value, change };
        let (to, page) = match self.is_fetched {
            true => ("review-fetch", "/checkout/counter"),
            false => ("review-to", "/checkout/address"),
        };
        Facts {
            rows: vec![
                row(to, self.address.join("\n"), change(page)),
                row("review-mobile", self.mobile.clone(), change("/checkout/mobile")),
                row("review-arrives", self.arrives.clone(), None),
            ],
        }
    }
    fn pay_by(&self, t: &Text) -> Radios {
        Radios {
            name: "pay_by".into(),
            label: t.get("review-pay-by"),
            error: self.wrongs.of("pay_by").map(str::to_owned),
            choices: self.pay_by.clone(),
        }
    }
    fn button(&self, t: &Text) -> Button {
        Button::main(t.say("review-order").set("total", self.totals.total).to_string())
    }
}

impl View for CheckoutReview {
    fn title(&self, t: &Text) -> String {
        t.get("review-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    CheckoutReview as c,
    r#"
{{ crate::views::checkout::steps(t, 4).html(t) }}{{ c.wrongs.html(t) }}
<h1>{{ t.get("review-title") }}</h1>
{{ c.facts(t).html(t) }}
{%- for kit in c.kits -%}
<section class="parcel"><h2>{{ kit.quantity }} × {{ t.words(kit.name) }} <small>{{ kit.amount }}</small></h2>
<ul class="brief">{% for (pieces, good) in kit.goods %}<li><span>{{ pieces }} × {{ t.words(good) }}</span></li>{% endfor %}</ul></section>
{%- endfor -%}
{%- for maker in c.makers -%}
<section class="parcel"><h2>{{ t.words(maker.name) }} <small>{{ t.words(maker.place) }}{% if !maker.leaves.is_empty() %} · {{ maker.leaves }}{% endif %}</small></h2>
<ul class="brief">{% for line in maker.lines %}<li><span>{{ line.quantity }} × {{ t.words(line.name) }}{% if !line.variant.hi.is_empty() || !line.variant.en.is_empty() %}, {{ t.words(line.variant) }}{% endif %}</span> <b>{{ line.amount }}</b></li>{% endfor %}</ul></section>
{%- endfor -%}
<form action="{{ t.path("/checkout/review") }}" method="post" data-once>{{ FormKey::from(c.form_key).html(t) }}<input type="hidden" name="quote" value="{{ c.quote }}">
{%- if !c.pay_by.is_empty() %}{{ c.pay_by(t).html(t) }}{% endif -%}
{{ c.totals.html(t) }}
{%- if let Some(until) = c.stands_until %}<p class="hint">{{ t.say("review-until").set("time", t.moment(until)) }}</p>{% endif -%}
{{ c.button(t).html(t) }}
<p class="hint">{{ t.get("review-terms") }} <a href="{{ t.path("/terms") }}">{{ t.get("footer-terms") }}</a>, <a href="{{ t.path("/returns") }}">{{ t.get("footer-returns") }}</a></p></form>
"#
);
