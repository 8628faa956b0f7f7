//! One shipment at a hub: its parcels, its address, and the next step: label, departure, delivery.

use kernel::{Day, Paise, Words};

use super::{Desk, Stands, spaced};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{
    Button, Choice, Facts, Field, FormKey, Kind, Notice, PhotoAsk, Radios, Row, Rows, Said, Talk, Timeline,
    Tone, Wrongs, part,
};
use crate::text::Text;

/// How a shipment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShipmentStands {
    /// It waits for parcels or for its carrier.
    Planned,
    /// On its way.
    Shipped,
    /// With the buyer.
    Delivered,
    /// Called off.
    Cancelled,
    /// Its carrier brings it back.
    ComingBack,
    /// At its hub again.
    Returned,
}

/// A parcel of the shipment.
#[derive(Clone, Debug)]
pub struct Contents {
    /// What is written on it.
    pub code: String,
    /// Who makes it.
    pub maker: Words,
    /// How it stands.
    pub stands: Stands,
}

/// What the scales and the tape say: the names of the fields.
pub const SCALES: [&str; 4] = ["weighed_g", "length_cm", "breadth_cm", "height_cm"];

/// One shipment.
#[derive(Clone, Debug)]
pub struct ShipmentPage {
    /// The hub.
    pub hub: Words,
    /// The last part of its address.
    pub id: String,
    /// The order's code.
    pub order: String,
    /// How it stands.
    pub stands: ShipmentStands,
    /// Whether somebody carries it whose tracking is believed; otherwise our own hands.
    pub by_post: bool,
    /// Which courier carries it, if one does.
    pub courier: Option<String>,
    /// Whether its buyer fetches it at a counter.
    pub is_fetched: bool,
    /// Whether a courier may be chosen instead of the post.
    pub may_choose: bool,
    /// Who receives it and where, line by line.
    pub address: Vec<String>,
    /// The number the carrier may call.
    pub mobile: String,
    /// What it is charged by.
    pub weight_g: i64,
    /// Whether it is food.
    pub food: bool,
    /// When it should have arrived.
    pub latest: Day,
    /// The postal article number, once there is one.
    pub article: Option<String>,
    /// What is to be taken in cash when it is delivered, if it is paid so.
    pub due: Option<Paise>,
    /// What has happened on its way, oldest first.
    pub way: Timeline,
    /// What was typed off the scales and the tape just now.
    pub scales: [String; 4],
    /// The number it is booked under, before it leaves.
    pub booked: Option<String>,
    /// Its parcels.
    pub parcels: Vec<Contents>,
    /// How often the buyer's code may still be tried.
    pub tries_left: i64,
    /// What was typed just now: an article number or a code.
    pub typed: String,
    /// Whether the keeper has just pressed a button for something that was done before.
    pub already: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// Whether it may be left at the door against a photo.
    pub may_be_left: bool,
    /// It was left there.
    pub left: Option<LeftAtDoor>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

/// Whether the cash was taken: asked beside what else proves a delivery.
struct TakeCash {
    amount: Paise,
    is_wrong: bool,
}

part!(
    TakeCash as c,
    r#"<div class="check"><input type="checkbox" id="cash" name="cash" value="yes"{% if c.is_wrong %} aria-invalid="true"{% endif %}><label for="cash">{{ t.say("cash-take").set("amount", c.amount) }}</label></div>"#
);

/// A shipment that was left at its buyer's door.
#[derive(Clone, Debug)]
pub struct LeftAtDoor {
    /// Where the photo is served; nothing once it is forgotten.
    pub photo: Option<String>,
    /// When it was left.
    pub when: String,
    /// What its buyer has said.
    pub words: String,
}

impl ShipmentPage {
    fn cash(&self) -> Option<TakeCash> {
        self.due.map(|amount| TakeCash { amount, is_wrong: self.wrongs.of("cash").is_some() })
    }
    fn why_back(&self, t: &Text) -> Field {
        Field::named(t, "why_back", Kind::Words, "", &self.wrongs)
    }
    fn travelling(&self) -> impl Iterator<Item = &Contents> {
        self.parcels.iter().filter(|parcel| parcel.stands != Stands::Declined)
    }
    fn here(&self) -> usize {
        self.travelling().filter(|parcel| parcel.stands == Stands::AtHub).count()
    }
    /// Whether it can leave: something is in it, and all of that is here.
    fn can_leave(&self) -> bool {
        let (here, all) = (self.here(), self.travelling().count());
        self.stands == ShipmentStands::Planned && all > 0 && here == all
    }
    fn standing(&self, t: &Text) -> Notice {
        let (here, all) = (self.here(), self.travelling().count());
        let says = |tone, key: &str| Notice::new(tone, t.get(key), t.get(&format!("{key}.text")));
        match self.stands {
            ShipmentStands::Planned if self.can_leave() && self.is_being_booked() => {
                says(Tone::Care, "ship-asked-courier")
            }
            ShipmentStands::Planned if self.can_leave() && self.courier.is_some() => {
                says(Tone::Care, "ship-ready-courier")
            }
            ShipmentStands::Planned if self.can_leave() && self.by_post => {
                says(Tone::Care, "ship-ready-post")
            }
            ShipmentStands::Planned if self.can_leave() && self.is_fetched => {
                says(Tone::Care, "ship-ready-counter")
            }
            ShipmentStands::Planned if self.can_leave() => says(Tone::Care, "ship-ready-own"),
            ShipmentStands::Planned => Notice::new(
                Tone::Plain,
                t.say("ship-missing").set("here", here).set("all", all).to_string(),
                t.get("ship-missing.text"),
            ),
            ShipmentStands::Shipped if self.courier.is_some() => says(Tone::Good, "ship-on-way-courier"),
            ShipmentStands::Shipped if self.by_post => says(Tone::Good, "ship-on-way-post"),
            ShipmentStands::Shipped if self.is_fetched => says(Tone::Good, "ship-on-way-counter"),
            ShipmentStands::Shipped => says(Tone::Good, "ship-on-way-own"),
            ShipmentStands::Delivered => says(Tone::Good, "ship-delivered"),
            ShipmentStands::Cancelled => says(Tone::Stop, "ship-cancelled"),
            ShipmentStands::ComingBack => says(Tone::Care, "ship-coming-back"),
            ShipmentStands::Returned => says(Tone::Stop, "ship-returned"),
        }
    }
    /// Whether a courier is asked for and has given no number yet.
    fn is_being_booked(&self) -> bool {
        self.courier.is_some() && self.booked.is_none()
    }
    /// Where the keeper chooses a courier, or sees what became of it.
    fn couriers(&self, t: &Text) -> Option<Button> {
        let key = match (&self.courier, self.can_leave() && self.may_choose) {
            (Some(_), _) => "courier-link-booked",
            (None, true) => "courier-link",
            (None, false) => return None,
        };
        Some(Button::second(t.get(key)).to(t.path(&format!("/hub/shipments/{}/courier", self.id))))
    }
    fn again(&self, t: &Text) -> Notice {
        Notice::new(Tone::Plain, t.get("desk-already"), t.get("desk-already.text"))
    }
    fn facts(&self, t: &Text) -> Facts {
        Facts::default()
            .and(t.get("cash-due"), self.due.map(|due| t.money(&due)).unwrap_or_default())
            .and(t.get("ship-carrier"), self.carrier(t))
            .and(
                t.get("ship-article"),
                self.article.clone().or_else(|| self.booked.clone()).unwrap_or_default(),
            )
            .and(t.get("ship-weight"), weight(t, self.weight_g))
            .and(t.get("ship-kind"), if self.food { t.get("ship-food") } else { String::new() })
            .and(t.get("mine-fact-latest"), t.day_and_weekday(&self.latest))
            .and(t.get("ship-order"), self.order.clone())
    }
    fn carrier(&self, t: &Text) -> String {
        match &self.courier {
            Some(courier) => courier.clone(),
            None if self.is_fetched => t.get("by-counter"),
            None => t.get(if self.by_post { "by-post" } else { "by-runner" }),
        }
    }
    fn rows(&self, t: &Text) -> Rows {
        let row = |parcel: &Contents| Row {
            href: t.path(&format!("/hub/parcels/{}", parcel.code)),
            title: spaced(&parcel.code),
            figure: t.get(parcel.stands.key()),
            note: t.pick(&parcel.maker).to_owned(),
            standing: String::new(),
        };
        Rows { rows: self.parcels.iter().map(row).collect() }
    }
    fn article(&self, t: &Text) -> Field {
        Field::named(t, "article", Kind::Words, &self.typed, &self.wrongs)
    }
    /// What the scales and the tape say; the sides only where the box is bulky.
    fn weighing(&self, t: &Text) -> Vec<Field> {
        let typed = SCALES.iter().zip(&self.scales);
        typed.map(|(name, typed)| Field::named(t, name, Kind::Count, typed, &self.wrongs)).collect()
    }
    /// What a keeper may have heard of a shipment that is under way.
    fn what_happened(&self, t: &Text) -> Radios {
        let choice = |step: &str| Choice::new(step, t.get(&format!("step-{step}")));
        Radios {
            name: "step".to_owned(),
            label: t.get("track-what"),
            error: self.wrongs.of("step").map(str::to_owned),
            choices: ["undelivered", "damaged", "lost", "turned_back"].map(choice).into(),
        }
    }
    fn place(&self, t: &Text) -> Field {
        Field::named(t, "scan_place", Kind::Words, "", &self.wrongs)
    }
    fn shape(&self, t: &Text) -> Radios {
        let choice = |shape: &str| {
            Choice::new(shape, t.get(&format!("track-{shape}"))).hint(t.get(&format!("track-{shape}.hint")))
        };
        Radios {
            name: "shape".to_owned(),
            label: t.get("track-shape"),
            error: self.wrongs.of("shape").map(str::to_owned),
            choices: ["whole", "broken"].map(choice).into(),
        }
    }
    fn weighs_again(&self) -> bool {
        SCALES.iter().any(|name| self.wrongs.of(name).is_some())
    }
    fn code(&self, t: &Text) -> Field {
        let left = u32::try_from(self.tries_left).unwrap_or(0);
        let hint = t.say("field-delivery_code.hint").set("left", left).to_string();
        Field { hint, ..Field::named(t, "delivery_code", Kind::Count, "", &self.wrongs) }
    }
    fn departure(&self, t: &Text) -> Button {
        let key = match (&self.courier, self.by_post) {
            (Some(_), _) => "ship-leave-courier",
            (None, true) => "ship-leave-post",
            (None, false) if self.is_fetched => "ship-leave-counter",
            (None, false) => "ship-leave-own",
        };
        Button::main(t.get(key))
    }
    fn door_photo(&self, t: &Text) -> PhotoAsk {
        PhotoAsk {
            role: "door",
            label: t.get("door-take"),
            hint: t.get("door-take.hint"),
            error: self.wrongs.of("file-door").map(str::to_owned),
        }
    }
    /// The photo at the door, and what its buyer has said.
    fn at_door(&self, t: &Text) -> Option<Talk> {
        let left = self.left.as_ref()?;
        let (who, photo) = (t.get("door-photo"), left.photo.clone());
        let said = Said { who, is_ours: true, when: left.when.clone(), words: left.words.clone(), photo };
        Some(Talk { said: vec![said] })
    }
    fn no_tries(&self, t: &Text) -> Notice {
        Notice::new(Tone::Stop, t.get("ship-no-tries"), t.get("ship-no-tries.text"))
    }
}

/// `1 250 g` as people weigh: grams below a kilogram, else kilograms with two places.
pub(super) fn weight(t: &Text, grams: i64) -> String {
    if grams < 1_000 {
        t.say("weight-g").set("n", grams.to_string()).to_string()
    } else {
        t.say("weight-kg").set("n", format!("{}.{:02}", grams / 1_000, grams % 1_000 / 10)).to_string()
    }
}

impl View for ShipmentPage {
    fn title(&self, t: &Text) -> String {
        t.say("ship-title").set("order", &self.order).to_string()
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
    ShipmentPage as s,
    r#"
{{ s.wrongs.html(t) }}{% if s.already %}{{ s.again(t).html(t) }}{% endif %}
{%- let standing = s.standing(t) -%}
<div class="notice {{ standing.tone.word() }} standing"><h1>{{ standing.title }}</h1><p>{{ standing.text }}</p></div>
<section><h2>{{ t.get("ship-parcels") }}</h2>{{ s.rows(t).html(t) }}</section>
{%- if s.can_leave() -%}
<p><a class="button second" href="{{ t.path("/hub/shipments/") }}{{ s.id }}/sticker">{{ t.get("carriage-sticker") }}</a> <a class="button second" href="{{ t.path("/hub/shipments/") }}{{ s.id }}/slip">{{ t.get("carriage-slip") }}</a> <a class="button second" href="{{ t.path("/hub/shipments/") }}{{ s.id }}/label">{{ t.get("label-print") }}</a></p>
<details class="fold"{% if s.weighs_again() %} open{% endif %}><summary>{{ t.get("carriage-weigh") }}</summary><form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/weight" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}{% for field in s.weighing(t) %}{{ field.html(t) }}{% endfor %}<button type="submit" class="button second">{{ t.get("carriage-weigh-keep") }}</button></form></details>
{% if let Some(couriers) = s.couriers(t) %}<p>{{ couriers.html(t) }}</p>{% endif %}
{%- if !s.is_being_booked() %}<form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/departure" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}{% if s.by_post && s.booked.is_none() %}{{ s.article(t).html(t) }}{% endif %}{{ s.departure(t).html(t) }}</form>{% endif %}
{%- endif -%}
{%- if s.stands == ShipmentStands::Shipped -%}
{%- if s.is_fetched -%}<p><a class="button second" href="{{ t.path("/hub/pickups") }}">{{ t.get("room-pickups") }}</a></p>
{%- else if s.by_post -%}
<form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/delivery" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}<div class="check"><input type="checkbox" id="seen" name="seen" value="yes"{% if s.wrongs.of("seen").is_some() %} aria-invalid="true"{% endif %}><label for="seen">{% if s.courier.is_some() %}{{ t.get("ship-seen-courier") }}{% else %}{{ t.get("ship-seen") }}{% endif %}</label></div>{% if let Some(cash) = s.cash() %}{{ cash.html(t) }}{% endif %}<button type="submit" class="button">{{ t.get("ship-deliver") }}</button></form>
{%- else if s.tries_left > 0 -%}
<form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/delivery" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}{{ s.code(t).html(t) }}{% if let Some(cash) = s.cash() %}{{ cash.html(t) }}{% endif %}<button type="submit" class="button">{{ t.get("ship-deliver") }}</button></form>
{%- else -%}{{ s.no_tries(t).html(t) }}
{%- endif -%}
{%- if s.may_be_left %}<details class="fold"{% if s.wrongs.of("file-door").is_some() %} open{% endif %}><summary>{{ t.get("door-leave") }}</summary><form class="tall" action="{{ t.path("/hub/shipments/") }}{{ s.id }}/door" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(s.form_key).html(t) }}<p class="hint">{{ t.get("door-leave.text") }}</p>{{ s.door_photo(t).html(t) }}<button type="submit" class="button second">{{ t.get("door-left-there") }}</button></form></details>{% endif -%}
{%- if s.due.is_some() %}<details class="fold"><summary>{{ t.get("cash-turned-away") }}</summary><form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/refusal" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}{{ s.why_back(t).html(t) }}<button type="submit" class="button second">{{ t.get("cash-turn-away") }}</button></form></details>{% endif -%}
{%- endif -%}
{%- if s.stands == ShipmentStands::Shipped -%}
<details class="fold"{% if s.wrongs.of("step").is_some() %} open{% endif %}><summary>{{ t.get("track-went-wrong") }}</summary><form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/scans" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}{{ s.what_happened(t).html(t) }}{{ s.place(t).html(t) }}<button type="submit" class="button second">{{ t.get("track-note") }}</button></form></details>
{%- endif -%}
{%- if s.stands == ShipmentStands::ComingBack -%}
<form action="{{ t.path("/hub/shipments/") }}{{ s.id }}/homecoming" method="post" data-once>{{ FormKey::from(s.form_key).html(t) }}{{ s.shape(t).html(t) }}<button type="submit" class="button">{{ t.get("track-receive") }}</button></form>
{%- endif -%}
{%- if let Some(talk) = s.at_door(t) %}<section><h2>{{ t.get("door-title") }}</h2>{{ talk.html(t) }}</section>{% endif -%}
{%- if !s.way.moments.is_empty() %}<section><h2>{{ t.get("track-way") }}</h2>{{ s.way.html(t) }}</section>{% endif -%}
<section class="parcel"><h2>{{ t.get("ship-to") }}</h2><p class="address">{% for line in s.address %}{{ line }}<br>{% endfor %}</p><p><a href="tel:{{ s.mobile }}">{{ s.mobile }}</a></p>{{ s.facts(t).html(t) }}</section>
{%- if s.stands == ShipmentStands::Shipped %}<p><a href="{{ t.path("/hub/shipments/") }}{{ s.id }}/label">{{ t.get("label-again") }}</a></p>{% endif -%}
<p><a href="{{ t.path("/hub") }}">{{ t.get("hub-back") }}</a></p>
"#
);
