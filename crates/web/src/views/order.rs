//! The page of an order: how it stands, where each parcel is, what was paid. Reloads safely and changes nothing.

use kernel::{Paise, Time, Words};

use crate::page::{Site, View, Width, view};
use crate::parts::{Button, Empty, FormKey, Notice, Row, Rows, Timeline, Totals};
use crate::text::Text;
use crate::views::board::Block;

/// A line of a parcel.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// What the good is called.
    pub name: Words,
    /// The size or colour; empty if there is nothing to choose.
    pub variant: Words,
    /// How many.
    pub quantity: u32,
    /// The price of all.
    pub amount: Paise,
}

/// The code a buyer tells the person at the door.
#[derive(Clone, Debug)]
pub struct DeliveryCode {
    /// Its digits.
    pub code: String,
}

/// What one maker sends.
#[derive(Clone, Debug)]
pub struct OrderParcel {
    /// The last part of the maker's address.
    pub maker_slug: String,
    /// The maker's name.
    pub maker: Words,
    /// Village and block.
    pub place: Words,
    /// How it stands, in a few words.
    pub standing: String,
    /// What has happened and what comes.
    pub line: Timeline,
    /// What is in it.
    pub goods: Vec<OrderLine>,
    /// Who carries it, with the number and the address to follow it; empty words are left out.
    pub carrier: Option<(String, String, String)>,
    /// The number of the parcel it comes together with, if another stands before it.
    pub with: Option<usize>,
    /// The code for the door; only while it is on its way, only to the buyer.
    pub code: Option<DeliveryCode>,
}

/// A pack of food in an order.
#[derive(Clone, Debug)]
pub struct PackTold {
    /// The code on the pack.
    pub code: String,
    /// What it is, when it was made, how long it is best.
    pub label: String,
    /// Why it is recalled, if it is.
    pub recalled: Option<String>,
}

impl PackTold {
    fn warning(&self, t: &Text) -> Option<Notice> {
        let why = self.recalled.as_ref()?;
        let title = t.say("food-do-not-eat").set("code", &self.code).to_string();
        let text = t.say("food-do-not-eat-text").set("why", why).to_string();
        Some(Notice::new(crate::parts::Tone::Stop, title, text))
    }
}

/// How the delivery address is shown.
#[derive(Clone, Debug)]
pub enum AddressShown {
    /// Whole, line by line: to the buyer who is signed in.
    Whole(Vec<String>),
    /// Only what tells orders apart: «अ••••, रांची 834001»; to somebody who knows no more than the code.
    Masked(String),
}

/// Paying for an order that still stands.
#[derive(Clone, Debug)]
pub struct PayAgain {
    /// What the button says.
    pub label: String,
    /// Until when the goods are kept.
    pub kept_until: Time,
    /// One-time key of the form.
    pub form_key: Option<String>,
}

/// The page of an order.
#[derive(Clone, Debug)]
pub struct OrderPage {
    /// Its public code.
    pub code: String,
    /// When it was placed.
    pub placed_at: Time,
    /// How it stands and what comes next.
    pub standing: Notice,
    /// What is known of the money, in a sentence: «₹612 मिल गए, 22-11-2026 14:05».
    pub payment: String,
    /// The form that pays, if money is still awaited.
    pub pay: Option<PayAgain>,
    /// What its buyer is offered about parcels that are late and about money whose way back is closed, and what she has chosen.
    pub late: Vec<Block>,
    /// The parcels, one for each maker.
    pub parcels: Vec<OrderParcel>,
    /// Which batches its food is of.
    pub food: Vec<PackTold>,
    /// What it came to.
    pub totals: Totals,
    /// Where it goes.
    pub address: AddressShown,
    /// Whether something of it has arrived that its buyer may speak of.
    pub can_tell: bool,
    /// Bills and other papers: name and address.
    pub papers: Vec<(String, String)>,
    /// Whether it can still be called off, with the key of that form.
    pub cancel_key: Option<String>,
}

impl View for OrderPage {
    fn title(&self, t: &Text) -> String {
        t.say("order-title").set("code", &self.code).to_string()
    }
    fn width(&self) -> Width {
        Width::Full
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    OrderPage as o,
    r#"
<p class="code-line">{{ t.get("order-code") }} <b class="order-code">{{ o.code }}</b> <small>{{ t.say("order-placed").set("time", t.moment(o.placed_at)) }}</small></p>
<div class="notice {{ o.standing.tone.word() }} standing"><h1>{{ o.standing.title }}</h1>{% if !o.standing.text.is_empty() %}<p>{{ o.standing.text }}</p>{% endif %}</div>
{%- if let Some(pay) = o.pay -%}
<form class="pay-again" action="{{ t.path("/orders/") }}{{ o.code }}/payment" method="post" data-once>{{ FormKey::from(pay.form_key).html(t) }}<button type="submit" class="button">{{ pay.label }}</button><p class="hint">{{ t.say("pay-kept").set("time", t.moment(pay.kept_until)) }}</p></form>
{%- endif -%}
{%- for block in o.late %}{{ block.html(t) }}{% endfor -%}
{%- for pack in o.food %}{% if let Some(warning) = pack.warning(t) %}{{ warning.html(t).to_string()|safe }}{% endif %}{% endfor -%}
<div class="aside-right"><div>
{%- for parcel in o.parcels -%}
<section class="parcel"><h2>{{ t.say("parcel-n").set("n", loop.index).set("of", o.parcels.len()) }} <small>{{ parcel.standing }}{% if let Some(n) = parcel.with %} · {{ t.say("parcel-with").set("n", *n) }}{% endif %}</small></h2>
{%- if let Some(code) = parcel.code %}<div class="door"><p>{{ t.get("door-code") }}</p><b>{{ code.code }}</b><p class="hint">{{ t.get("door-code.text") }}</p></div>{% endif -%}
<p class="by">{{ t.get("made-by") }} <a href="{{ t.path("/makers/") }}{{ parcel.maker_slug }}">{{ t.words(parcel.maker) }}</a>, {{ t.words(parcel.place) }}</p>
<ul class="brief">{% for line in parcel.goods %}<li><span>{{ line.quantity }} × {{ t.words(line.name) }}{% if !line.variant.hi.is_empty() || !line.variant.en.is_empty() %}, {{ t.words(line.variant) }}{% endif %}</span> <b>{{ line.amount }}</b></li>{% endfor %}</ul>
{{ parcel.line.html(t) }}
{%- if let Some((name, number, href)) = parcel.carrier %}<p class="hint">{{ name }} {% if href.is_empty() %}{{ number }}{% else %}<a href="{{ href }}">{{ number }}</a>{% endif %}</p>{% endif -%}
</section>
{%- endfor -%}
{%- if !o.food.is_empty() %}<section><h2>{{ t.get("food-of-order") }}</h2><ul class="brief">{% for pack in o.food %}<li><a href="{{ t.path("/batches/") }}{{ pack.code }}">{{ pack.label }}</a></li>{% endfor %}</ul></section>{% endif -%}
</div><aside class="sum">
<h2>{{ t.get("order-payment") }}</h2><p>{{ o.payment }} <a href="{{ t.path("/orders/") }}{{ o.code }}/money">{{ t.get("lost-link") }}</a></p>{{ o.totals.html(t) }}
{%- if !o.papers.is_empty() %}<ul class="papers">{% for (name, href) in o.papers %}<li><a href="{{ href }}">{{ name }}</a></li>{% endfor %}</ul>{% endif -%}
<h2>{{ t.get("order-address") }}</h2>
{%- match o.address -%}
{%- when AddressShown::Whole(lines) %}<p class="address">{% for line in lines %}{{ line }}<br>{% endfor %}</p>
{%- when AddressShown::Masked(words) %}<p class="address">{{ words }}</p><p class="hint">{{ t.get("order-address-masked") }} <a href="{{ t.path("/sign-in") }}">{{ t.get("sign-in") }}</a></p>
{%- endmatch -%}
{%- if o.can_tell %}<p><a class="button second" href="{{ t.path("/orders/") }}{{ o.code }}/returns">{{ t.get("return-title") }}</a></p><p><a class="button second" href="{{ t.path("/orders/") }}{{ o.code }}/reviews">{{ t.get("quality-tell") }}</a></p>{% endif -%}
<p><a href="{{ t.path("/complaints/new") }}?order={{ o.code }}">{{ t.get("complaint-new") }}</a></p>
<h2>{{ t.get("order-help") }}</h2><p>{{ t.get("help-call") }} <a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a><br><a href="{{ t.path("/help") }}">{{ t.get("footer-questions") }}</a></p>
{%- if let Some(key) = o.cancel_key %}<form action="{{ t.path("/orders/") }}{{ o.code }}/cancellation" method="post"><input type="hidden" name="form_key" value="{{ key }}"><button type="submit" class="button quiet">{{ t.get("order-cancel") }}</button><p class="hint">{{ t.get("order-cancel.text") }}</p></form>{% endif -%}
</aside></div>
"#
);

/// One order in a list.
#[derive(Clone, Debug)]
pub struct OrdersLine {
    /// Its public code.
    pub code: String,
    /// When it was placed.
    pub placed_at: Time,
    /// What is in it: «सफ़ेद पेड़ा और 2 सामान».
    pub goods: String,
    /// What it came to.
    pub total: Paise,
    /// How it stands.
    pub standing: String,
}

/// The orders of the buyer who is signed in.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    /// Newest first.
    pub orders: Vec<OrdersLine>,
    /// Where the list goes on.
    pub pager: crate::parts::Pager,
}

impl Orders {
    fn rows(&self, t: &Text) -> Rows {
        let row = |order: &OrdersLine| {
            let placed = t.moment(&order.placed_at);
            let (title, note) = match order.goods.as_str() {
                "" => (order.code.clone(), placed),
                goods => (goods.to_owned(), format!("{} · {placed}", order.code)),
            };
            Row {
                href: t.path(&format!("/orders/{}", order.code)),
                title,
                figure: t.money(&order.total),
                note,
                standing: order.standing.clone(),
            }
        };
        Rows { rows: self.orders.iter().map(row).collect() }
    }
    fn empty(&self, t: &Text) -> Empty {
        Empty {
            title: t.get("orders-empty"),
            text: t.get("orders-empty.text"),
            next: Some(Button::main(t.get("cart-empty-next")).to(t.path("/"))),
        }
    }
}

impl View for Orders {
    fn title(&self, t: &Text) -> String {
        t.get("orders-title")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Orders as list,
    r#"
<h1>{{ t.get("orders-title") }}</h1>
{%- if list.orders.is_empty() %}{{ list.empty(t).html(t) }}{% else -%}
{{ list.rows(t).html(t) }}
{{ list.pager.html(t) }}{% endif -%}
<p><a href="{{ t.path("/my-data") }}">{{ t.get("mydata-title") }}</a></p>
"#
);
