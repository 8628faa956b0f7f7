//! The label of a shipment: an address a postman far away can read, in Hindi and English at once.

use kernel::{Day, Paise, Words};

use super::shipment::weight;
use super::{Paper, spaced};
use crate::page::{Site, view};
use crate::text::Text;

/// The label of a shipment.
#[derive(Clone, Debug)]
pub struct Label {
    /// The last part of the shipment's address.
    pub id: String,
    /// The order's code.
    pub order: String,
    /// Whether the post carries it; otherwise our own hands.
    pub by_post: bool,
    /// Who receives it.
    pub name: String,
    /// House and street, village or area, landmark, district and State, line by line.
    pub address: Vec<String>,
    /// The six digits; none of an address abroad.
    pub pin: String,
    /// The number the carrier may call, ten digits.
    pub mobile: String,
    /// The parcels inside.
    pub parcels: Vec<String>,
    /// What it is charged by.
    pub weight_g: i64,
    /// Whether it is food.
    pub food: bool,
    /// The postal article number, once there is one.
    pub article: Option<String>,
    /// What is to be taken in cash when it is delivered, if it is paid so.
    pub due: Option<Paise>,
    /// Who sends it.
    pub hub: Words,
    /// Where the sender is.
    pub hub_address: Words,
    /// The sender's PIN code.
    pub hub_pin: String,
    /// The day it is printed.
    pub today: Day,
}

impl Label {
    /// The sheet.
    ///
    /// # Errors
    /// Only if a template is broken.
    pub fn paper(&self, t: &Text, site: &Site) -> askama::Result<Paper> {
        let mut sheet = String::new();
        self.write_main(t, site, &mut sheet)?;
        let back = format!("/hub/shipments/{}", self.id);
        let title = t.say("ship-title").set("order", &self.order).to_string();
        Ok(Paper { title, here: format!("{back}/label"), back, sheet })
    }
    fn weight(&self, t: &Text) -> String {
        weight(t, self.weight_g)
    }
    fn parcels(&self) -> String {
        self.parcels.iter().map(|code| spaced(code)).collect::<Vec<_>>().join(" · ")
    }
    /// The number as it is read out: `98765 43210`.
    fn mobile(&self) -> String {
        match self.mobile.split_at_checked(5) {
            Some((head, tail)) => format!("{head} {tail}"),
            None => self.mobile.clone(),
        }
    }
}

view!(
    Label as l,
    r#"
<article class="stub"><header><b>{{ t.get("label-mart") }}</b>{% if l.food %}<strong>{{ t.get("label-food") }}</strong>{% endif %}<span>{% if l.by_post %}{{ t.get("label-post") }}{% else %}{{ t.get("label-own") }}{% endif %}</span></header>
<p class="to">{{ t.get("label-to") }}</p>
<h1>{{ l.name }}</h1>
<p class="address">{% for line in l.address %}{{ line }}<br>{% endfor %}</p>
{% if !l.pin.is_empty() %}<p class="boxes"><span class="hidden">PIN {{ l.pin }}</span>{% for digit in l.pin.chars() %}<b aria-hidden="true">{{ digit }}</b>{% endfor %}</p>
<p>☎ <b>{{ l.mobile() }}</b></p>{% endif %}
{%- if let Some(due) = l.due %}<p>{{ t.get("cash-on-label") }} <b>{{ due }}</b></p>{% endif -%}
{%- if l.by_post %}<p class="article">{{ t.get("label-article") }} <b>{% match l.article %}{% when Some(number) %}{{ number }}{% when None %}{% endmatch %}</b></p>{% endif -%}
<dl><div><dt>{{ t.get("label-order") }}</dt><dd>{{ l.order }}</dd></div><div><dt>{{ t.get("label-parcels") }}</dt><dd>{{ l.parcels() }}</dd></div><div><dt>{{ t.get("label-weight") }}</dt><dd>{{ l.weight(t) }}</dd></div></dl>
<footer>{{ t.get("label-from") }} <b>{{ t.words(l.hub) }}</b>, {{ t.words(l.hub_address) }}, {{ l.hub_pin }} · ☎ {{ site.district.phone }} · {{ t.date(l.today) }}</footer></article>
"#
);
