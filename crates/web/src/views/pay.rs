//! The way to the payment company and back. The page one comes back to only reads: it never says «paid» by itself.

use kernel::{Paise, Time};
use market::gateways::Payers;

use crate::page::{Site, View, Width, view};
use crate::parts::{Button, FormKey, Notice, Tone};
use crate::text::Text;

/// The way to a payment company's page.
#[derive(Clone, Debug)]
pub enum PayWay {
    /// A form that leads there.
    Form {
        /// Where it goes.
        action: String,
        /// What is sent there, name and value.
        fields: Vec<(String, String)>,
    },
    /// An address.
    Link(String),
    /// This company does not answer; another one serves now, and the buyer may go on with that.
    Other,
    /// None answers.
    Nobody,
}

/// The order is placed; the money is still to come.
#[derive(Clone, Debug)]
pub struct Pay {
    /// The public code of the order.
    pub code: String,
    /// What is to be paid.
    pub total: Paise,
    /// What is paid in cash on arrival, if this is only a token of it.
    pub at_door: Option<Paise>,
    /// How the buyer gets there.
    pub way: PayWay,
    /// The name of the company that serves now.
    pub company: String,
    /// The name of the company that should serve and does not answer; empty if it is this one.
    pub instead_of: String,
    /// For whom another company would serve; nothing if nobody.
    pub others: Option<Payers>,
    /// One-time key of the forms that come back to us.
    pub form_key: Option<String>,
    /// Until when the goods are kept for this buyer.
    pub kept_until: Time,
}

impl Pay {
    /// Whether the page leads to a company, or only says why it does not.
    fn leads_there(&self) -> bool {
        matches!(self.way, PayWay::Form { .. } | PayWay::Link(_))
    }
    /// What is said to those another company would serve.
    fn other(&self, t: &Text, part: &str) -> String {
        let key = match self.others {
            Some(Payers::Foreign) => "gateway-for-foreign",
            Some(Payers::Domestic) | None => "gateway-for-domestic",
        };
        t.get(&format!("{key}{part}"))
    }
    fn notice(&self, t: &Text) -> Option<Notice> {
        let key = match self.way {
            PayWay::Form { .. } | PayWay::Link(_) if self.instead_of.is_empty() => return None,
            PayWay::Form { .. } | PayWay::Link(_) => "gateway-instead",
            PayWay::Other => "gateway-down",
            PayWay::Nobody => "gateway-nobody",
        };
        let say = |key: &str| {
            let (first, company) = (self.instead_of.as_str(), self.company.as_str());
            t.say(key).set("first", first).set("company", company).to_string()
        };
        Some(Notice::new(Tone::Care, say(key), say(&format!("{key}.text"))))
    }
}

impl View for Pay {
    fn title(&self, t: &Text) -> String {
        t.get("pay-title")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Pay as pay,
    r#"
<p class="code-line">{{ t.get("order-code") }} <b class="order-code">{{ pay.code }}</b></p>
<h1>{{ t.get("pay-title") }}</h1>
<p class="sum-line">{{ t.say("pay-amount").set("total", pay.total) }}</p>
{% if let Some(rest) = pay.at_door %}<p>{{ t.say("token-rest").set("rest", *rest) }}</p>{% endif %}
{% if let Some(notice) = pay.notice(t) %}{{ notice.html(t) }}{% endif %}
{%- match pay.way -%}
{%- when PayWay::Form with { action, fields } -%}
<form action="{{ action }}" method="post" data-once>{% for (name, value) in fields %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor %}
<button type="submit" class="button">{{ t.say("pay-now").set("total", pay.total) }}</button></form>
{%- when PayWay::Link with (href) -%}
<p><a class="button" href="{{ href }}" referrerpolicy="no-referrer">{{ t.say("pay-now").set("total", pay.total) }}</a></p>
{%- when PayWay::Other -%}
<form action="{{ t.path("/orders/") }}{{ pay.code }}/payment" method="post" data-once>{{ FormKey::from(pay.form_key).html(t) }}<button type="submit" class="button">{{ t.say("gateway-go-on").set("company", pay.company) }}</button></form>
{%- when PayWay::Nobody -%}
<p><a class="button" href="">{{ t.get("return-look-again") }}</a></p>
{%- endmatch -%}
{% if pay.leads_there() %}<h2>{{ t.get("pay-next") }}</h2><ol class="plain">
<li>{{ t.say("pay-next-1").set("company", pay.company) }}</li>
<li>{{ t.get("pay-next-2") }}</li>
<li>{{ t.get("pay-next-3") }}</li></ol>
{%- if let Some(payers) = pay.others -%}
<h2>{{ pay.other(t, "") }}</h2><p>{{ pay.other(t, ".text") }}</p>
<form action="{{ t.path("/orders/") }}{{ pay.code }}/payment" method="post" data-once>{{ FormKey::from(pay.form_key).html(t) }}<input type="hidden" name="way" value="{{ payers }}"><button type="submit" class="button second">{{ pay.other(t, ".button") }}</button></form>
{%- endif %}{% endif %}
<div class="notice plain"><p>{{ t.say("pay-later").set("time", t.moment(pay.kept_until)) }} <a href="{{ t.path("/orders/") }}{{ pay.code }}">{{ t.get("pay-later-link") }}</a></p></div>
"#
);

/// What is known of the money when the buyer comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayStanding {
    /// The payment company has confirmed it.
    Paid,
    /// Nothing is known yet.
    Waiting,
    /// It did not go through; the order still stands.
    Failed,
    /// The time ran out; what comes in late goes back by itself.
    Expired,
}

/// The page a buyer comes back to from the payment company.
#[derive(Clone, Debug)]
pub struct PayReturn {
    /// The public code of the order.
    pub code: String,
    /// What was to be paid.
    pub total: Paise,
    /// What is known.
    pub standing: PayStanding,
    /// Seconds after which a page with script looks again; while waiting only. Give it up after a few minutes.
    pub again_after_s: Option<u32>,
    /// One-time key of the form that starts another payment.
    pub form_key: Option<String>,
}

impl PayReturn {
    fn notice(&self, t: &Text) -> Notice {
        let (tone, key) = match self.standing {
            PayStanding::Paid => (Tone::Good, "return-paid"),
            PayStanding::Waiting => (Tone::Care, "return-waiting"),
            PayStanding::Failed => (Tone::Stop, "return-failed"),
            PayStanding::Expired => (Tone::Stop, "return-expired"),
        };
        let text = t.say(&format!("{key}.text")).set("total", self.total).to_string();
        Notice::new(tone, t.get(key), text)
    }
    fn order(&self, t: &Text) -> Button {
        let href = t.path(&format!("/orders/{}", self.code));
        match self.standing {
            PayStanding::Paid => Button::main(t.get("return-see-order")).to(href),
            _ => Button::second(t.get("return-see-order")).to(href),
        }
    }
}

impl View for PayReturn {
    fn title(&self, t: &Text) -> String {
        self.notice(t).title
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn again_after_s(&self) -> Option<u32> {
        self.again_after_s.filter(|_| self.standing == PayStanding::Waiting)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    PayReturn as back,
    r#"
<p class="code-line">{{ t.get("order-code") }} <b class="order-code">{{ back.code }}</b></p>
<h1>{{ back.notice(t).title }}</h1>
<div class="notice {{ back.notice(t).tone.word() }}" role="status"><p>{{ back.notice(t).text }}</p></div>
{%- match back.standing -%}
{%- when PayStanding::Waiting -%}
<p><a class="button" href="">{{ t.get("return-look-again") }}</a></p>
<h2>{{ t.get("return-money-gone") }}</h2><p>{{ t.get("return-money-gone.text") }} <a href="{{ t.path("/orders/") }}{{ back.code }}/money">{{ t.get("lost-link") }}</a></p>
{%- when PayStanding::Failed -%}
<form action="{{ t.path("/orders/") }}{{ back.code }}/payment" method="post" data-once>{{ FormKey::from(back.form_key).html(t) }}<button type="submit" class="button">{{ t.say("pay-again").set("total", back.total) }}</button></form>
<h2>{{ t.get("return-money-gone") }}</h2><p>{{ t.get("return-money-gone.text") }} <a href="{{ t.path("/orders/") }}{{ back.code }}/money">{{ t.get("lost-link") }}</a></p>
{%- when PayStanding::Expired -%}
<p><a class="button" href="{{ t.path("/cart") }}">{{ t.get("return-to-cart") }}</a></p>
<h2>{{ t.get("return-money-gone") }}</h2><p>{{ t.get("return-money-gone.text") }} <a href="{{ t.path("/orders/") }}{{ back.code }}/money">{{ t.get("lost-link") }}</a></p>
{%- when PayStanding::Paid -%}
{%- endmatch -%}
<p>{{ back.order(t).html(t) }}</p>
<p class="hint">{{ t.get("help-call") }} <a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a></p>
"#
);
