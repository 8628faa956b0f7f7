//! The page on which a buyer confirms by the code from her telephone that she will pay in cash.

use kernel::{Paise, Time};

use crate::page::{Site, View, Width, view};
use crate::parts::{Field, FormKey, Kind, Wrongs};
use crate::text::Text;

/// The order is placed; the code is still to come.
#[derive(Clone, Debug)]
pub struct CashCode {
    /// The public code of the order.
    pub code: String,
    /// What will be paid at the door.
    pub total: Paise,
    /// Until when the goods are kept for this buyer.
    pub kept_until: Time,
    /// How often the code may still be tried.
    pub tries_left: i64,
    /// Whether another code can be asked for.
    pub has_more: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl CashCode {
    fn field(&self, t: &Text) -> Field {
        Field::named(t, "code", Kind::Code, "", &self.wrongs)
    }
}

impl View for CashCode {
    fn title(&self, t: &Text) -> String {
        t.get("cash-code-title")
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
    CashCode as c,
    r#"
{{ c.wrongs.html(t) }}
<p class="code-line">{{ t.get("order-code") }} <b class="order-code">{{ c.code }}</b></p>
<h1>{{ t.get("cash-code-title") }}</h1>
<p class="sum-line">{{ t.say("cash-code-amount").set("total", c.total) }}</p>
<p>{{ t.get("cash-code-text") }}</p>
{%- if c.tries_left > 0 %}
<form action="{{ t.path("/orders/") }}{{ c.code }}/confirmation" method="post" data-once>{{ FormKey::from(c.form_key).html(t) }}{{ c.field(t).html(t) }}<button type="submit" class="button">{{ t.get("cash-code-confirm") }}</button></form>
{%- endif -%}
{%- if c.has_more %}<form action="{{ t.path("/orders/") }}{{ c.code }}/confirmation/code" method="post" class="again">{{ FormKey::from(c.form_key).html(t) }}<p class="hint">{{ t.get("code-not-come") }}</p><button type="submit" class="button quiet">{{ t.get("code-again") }}</button></form>{% endif -%}
<h2>{{ t.get("pay-next") }}</h2><ol class="plain">
<li>{{ t.get("cash-next-1") }}</li>
<li>{{ t.get("cash-next-2") }}</li>
<li>{{ t.get("cash-next-3") }}</li></ol>
<div class="notice plain"><p>{{ t.say("cash-kept").set("time", t.moment(c.kept_until)) }} <a href="{{ t.path("/orders/") }}{{ c.code }}">{{ t.get("cash-later-link") }}</a></p></div>
<p class="hint">{{ t.get("help-call") }} <a href="tel:{{ site.district.phone }}">{{ site.district.phone }}</a></p>
"#
);
