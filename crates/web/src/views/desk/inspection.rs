//! One parcel at a hub: what must be in it, and what the keeper finds.

use kernel::{Day, Words};

use super::{Desk, Goods, Stands, hub::code_field, spaced};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Choice, Facts, Field, FormKey, Kind, Notice, PhotoAsk, Radios, Tone, Wrongs};
use crate::text::Text;

/// One parcel at a hub.
#[derive(Clone, Debug)]
pub struct HubParcelPage {
    /// The hub.
    pub hub: Words,
    /// What is written on it.
    pub code: String,
    /// How it stands.
    pub stands: Stands,
    /// What must be in it.
    pub goods: Goods,
    /// What is looked at in goods of these crafts.
    pub standard: Vec<Words>,
    /// Who makes it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
    /// The day she named.
    pub ready_by: Option<Day>,
    /// The last part of its shipment's address.
    pub shipment: String,
    /// Labels of the packs of food in it: name and address.
    pub labels: Vec<(String, String)>,
    /// What was found just now.
    pub finding: String,
    /// Why, just now.
    pub reason: String,
    /// Whether the keeper has just pressed a button for something that was done before.
    pub already: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl HubParcelPage {
    fn standing(&self, t: &Text) -> Notice {
        let (tone, key) = match self.stands {
            Stands::Asked => (Tone::Plain, "hub-asked"),
            Stands::Accepted => (Tone::Plain, "hub-accepted"),
            Stands::Packed => (Tone::Care, "hub-packed"),
            Stands::AtHub => (Tone::Good, "hub-passed"),
            Stands::Shipped => (Tone::Good, "hub-left"),
            Stands::Delivered => (Tone::Good, "hub-arrived"),
            Stands::Declined => (Tone::Stop, "hub-declined"),
            Stands::ComingBack => (Tone::Care, "ship-coming-back"),
            Stands::Returned => (Tone::Stop, "ship-returned"),
        };
        Notice::new(tone, t.get(key), t.get(&format!("{key}.text")))
    }
    fn again(&self, t: &Text) -> Notice {
        Notice::new(Tone::Plain, t.get("desk-already"), t.get("desk-already.text"))
    }
    fn facts(&self, t: &Text) -> Facts {
        Facts::default()
            .and(t.get("hub-maker"), format!("{}, {}", t.pick(&self.maker), t.pick(&self.village)))
            .and(
                t.get("mine-fact-ready"),
                self.ready_by.map(|day| t.day_and_weekday(&day)).unwrap_or_default(),
            )
    }
    fn findings(&self, t: &Text) -> Radios {
        let choice = |value: &str, key: &str| {
            Choice::new(value, t.get(key)).hint(t.get(&format!("{key}.hint"))).chosen_if(&self.finding)
        };
        Radios {
            name: "finding".into(),
            label: t.get("hub-finding"),
            error: self.wrongs.of("finding").map(str::to_owned),
            choices: vec![
                choice("passes", "finding-passes"),
                choice("goes_back", "finding-goes-back"),
                choice("refused", "finding-refused"),
            ],
        }
    }
    fn reason(&self, t: &Text) -> Field {
        Field::named(t, "why", Kind::Words, &self.reason, &self.wrongs)
    }
    fn photo(&self, t: &Text) -> PhotoAsk {
        PhotoAsk {
            role: "hub",
            label: t.get("hub-photo"),
            hint: t.get("hub-photo.hint"),
            error: self.wrongs.of("file-hub").map(str::to_owned),
        }
    }
    /// Its code as it is written down.
    fn written(&self) -> String {
        spaced(&self.code)
    }
    fn has_passed(&self) -> bool {
        matches!(self.stands, Stands::AtHub | Stands::Shipped | Stands::Delivered)
    }
    fn next_code(&self, t: &Text) -> Field {
        code_field(t, "", &self.wrongs)
    }
}

impl View for HubParcelPage {
    fn title(&self, t: &Text) -> String {
        t.say("parcel-title").set("code", spaced(&self.code)).to_string()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Hub.navigation(t, &self.hub, "/hub")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    HubParcelPage as p,
    r#"
{{ p.wrongs.html(t) }}{% if p.already %}{{ p.again(t).html(t) }}{% endif %}
<p class="code-line">{{ t.get("parcel") }} <b class="order-code">{{ p.written() }}</b></p>
{%- let standing = p.standing(t) -%}
<div class="notice {{ standing.tone.word() }} standing"><h1>{{ standing.title }}</h1><p>{{ standing.text }}</p></div>
<section class="parcel"><h2>{{ t.get("hub-inside") }}</h2>{{ p.goods.html(t) }}{{ p.facts(t).html(t) }}</section>
{%- if !p.labels.is_empty() %}<ul class="papers">{% for (name, href) in p.labels %}<li><a href="{{ href }}">{{ name }}</a></li>{% endfor %}</ul>{% endif -%}
{%- if p.stands == Stands::Packed -%}
{%- if !p.standard.is_empty() %}<section class="parcel"><h2>{{ t.get("hub-standard") }}</h2><ul class="checks">{% for check in p.standard %}<li>{{ t.words(check) }}</li>{% endfor %}</ul></section>{% endif -%}
<form class="tall" action="{{ t.path("/hub/parcels/") }}{{ p.code }}/inspection" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(p.form_key).html(t) }}{{ p.findings(t).html(t) }}{{ p.reason(t).html(t) }}{{ p.photo(t).html(t) }}<button type="submit" class="button">{{ t.get("hub-inspected") }}</button></form>
<p><a href="{{ t.path("/hub") }}">{{ t.get("hub-back") }}</a></p>
{%- else -%}
{%- if p.has_passed() %}<p><a class="button second" href="{{ t.path("/hub/shipments/") }}{{ p.shipment }}">{{ t.get("hub-see-shipment") }}</a></p>{% endif -%}
<form class="find" action="{{ t.path("/hub/parcels") }}">{{ p.next_code(t).html(t) }}<button type="submit" class="button">{{ t.get("hub-find") }}</button></form>
<p><a href="{{ t.path("/hub") }}">{{ t.get("hub-back") }}</a></p>
{%- endif -%}
"#
);
