//! One parcel at its maker's desk: what, how many, what she earns, by when, and the one thing to do next.

use kernel::{Day, Paise, Time, Words};

use super::shared::Shared;
use super::{Desk, Goods, Stands, spaced};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{
    Choice, Facts, Field, FormKey, Kind, Moment, Notice, Progress, Radios, Timeline, Tone, Wrongs,
};
use crate::text::Text;

/// Why a maker says no: what is sent, and the key of the sentence.
pub const REASONS: [(&str, &str); 4] =
    [("material", "no-material"), ("time", "no-time"), ("home", "no-home"), ("stopped", "no-stopped")];

/// Where a maker brings her parcels.
#[derive(Clone, Debug, Default)]
pub struct HubPlace {
    /// Its name.
    pub name: Words,
    /// Where it is.
    pub address: Words,
    /// When it is open.
    pub hours: String,
}

/// One parcel.
#[derive(Clone, Debug)]
pub struct ParcelPage {
    /// Whose desk it is.
    pub maker: Words,
    /// The last part of its address.
    pub id: String,
    /// What is written on it.
    pub code: String,
    /// How it stands.
    pub stands: Stands,
    /// What is in it.
    pub goods: Goods,
    /// What she earns with it.
    pub share: Paise,
    /// The buyer's district.
    pub district: String,
    /// When the buyer should have it.
    pub latest: Day,
    /// The day it is.
    pub today: Day,
    /// When she was asked.
    pub asked_at: Option<Time>,
    /// The day she named.
    pub ready_by: Option<Day>,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// Why it was declined or sent back; may be empty.
    pub reason: String,
    /// How goods of these crafts are packed, step by step.
    pub packing: Vec<Words>,
    /// Who of a group makes what; nothing for a maker who is alone.
    pub shared: Option<Shared>,
    /// Where she brings it.
    pub hub: HubPlace,
    /// Its bills: name and address.
    pub papers: Vec<(String, String)>,
    /// Labels of the packs of food in it: name and address.
    pub labels: Vec<(String, String)>,
    /// The day she chose just now: a date or `other`.
    pub chosen: String,
    /// The other day she chose just now.
    pub other_day: String,
    /// The reason she chose just now.
    pub why: String,
    /// Her own words just now.
    pub why_words: String,
    /// Whether she has just pressed a button for something that was done before.
    pub already: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl ParcelPage {
    /// Its code as it is written down.
    fn written(&self) -> String {
        spaced(&self.code)
    }
    fn late(&self) -> bool {
        self.stands == Stands::Accepted && self.ready_by.is_some_and(|day| day < self.today)
    }
    fn sent_back(&self) -> bool {
        self.stands == Stands::Accepted && !self.reason.is_empty()
    }
    /// How it stands and what is to be done.
    fn standing(&self, t: &Text) -> Notice {
        let day = self.ready_by.map(|day| t.day_and_weekday(&day)).unwrap_or_default();
        let says = |tone, key: &str| Notice::new(tone, t.get(key), t.get(&format!("{key}.text")));
        let with = |tone, key: &str, name, value: &str| {
            Notice::new(tone, t.get(key), t.with(&format!("{key}.text"), &[(name, value.into())]))
        };
        match self.stands {
            Stands::Asked => says(Tone::Care, "mine-asked"),
            Stands::Accepted if self.sent_back() => {
                with(Tone::Stop, "mine-sent-back", "reason", &self.reason)
            }
            Stands::Accepted if self.late() => with(Tone::Stop, "mine-late", "day", &day),
            Stands::Accepted => with(Tone::Care, "mine-accepted", "day", &day),
            Stands::Packed => says(Tone::Care, "mine-packed"),
            Stands::AtHub => says(Tone::Good, "mine-at-hub"),
            Stands::Shipped => says(Tone::Good, "mine-shipped"),
            Stands::Delivered => says(Tone::Good, "mine-delivered"),
            Stands::Declined => with(Tone::Stop, "mine-declined", "reason", &self.reason),
            Stands::ComingBack => says(Tone::Care, "mine-coming-back"),
            Stands::Returned => says(Tone::Stop, "mine-returned"),
        }
    }
    fn again(&self, t: &Text) -> Notice {
        Notice::new(Tone::Plain, t.get("desk-already"), t.get("desk-already.text"))
    }
    fn facts(&self, t: &Text) -> Facts {
        let ready = self.ready_by.map(|day| t.day_and_weekday(&day)).unwrap_or_default();
        Facts::default()
            .and(t.get("mine-fact-ready"), ready)
            .and(t.get("mine-fact-latest"), t.day_and_weekday(&self.latest))
            .and(t.get("mine-fact-district"), self.district.clone())
    }
    fn days(&self, t: &Text) -> Radios {
        let quick = [(0, "day-today"), (1, "day-tomorrow"), (3, "day-in-three")];
        let mut choices: Vec<Choice> = quick
            .iter()
            .map(|(ahead, key)| {
                let day = self.today.plus(*ahead);
                Choice::new(day.iso(), t.get(key)).hint(t.day(&day)).chosen_if(&self.chosen)
            })
            .collect();
        choices.push(
            Choice::new("other", t.get("day-other")).hint(t.get("day-other.hint")).chosen_if(&self.chosen),
        );
        let error = self.wrongs.of("ready").map(str::to_owned);
        Radios { name: "ready".into(), label: t.get("mine-when"), error, choices }
    }
    fn other_day(&self, t: &Text) -> Field {
        Field::named(t, "ready_day", Kind::Day, &self.other_day, &self.wrongs)
    }
    fn reasons(&self, t: &Text) -> Radios {
        let choice = |(value, key): &(&str, &str)| Choice::new(*value, t.get(key)).chosen_if(&self.why);
        Radios {
            name: "reason".into(),
            label: t.get("mine-why"),
            error: self.wrongs.of("reason").map(str::to_owned),
            choices: REASONS.iter().map(choice).collect(),
        }
    }
    fn words(&self, t: &Text) -> Field {
        Field::named(t, "words", Kind::Words, &self.why_words, &self.wrongs)
    }
    /// Whether the form that says no stands open: something in it was wrong.
    fn saying_no(&self) -> bool {
        !self.why.is_empty() || !self.why_words.is_empty() || self.wrongs.of("reason").is_some()
    }
    fn line(&self, t: &Text) -> Timeline {
        let reached = self.reached();
        let moment = |at: u8, key: &str, when: String| Moment {
            title: t.get(key),
            when,
            note: String::new(),
            progress: if at < reached || reached == 6 {
                Progress::Done
            } else if at == reached {
                Progress::Now
            } else {
                Progress::Ahead
            },
        };
        let time = |at: Option<Time>| at.map(|at| t.moment(&at)).unwrap_or_default();
        let delivered = if self.stands == Stands::Delivered { time(self.ended_at) } else { String::new() };
        Timeline {
            moments: vec![
                moment(0, "line-asked", time(self.asked_at)),
                moment(1, "line-accepted", String::new()),
                moment(2, "line-packed", String::new()),
                moment(3, "line-at-hub", String::new()),
                moment(4, "line-shipped", String::new()),
                moment(5, "line-delivered", delivered),
            ],
        }
    }
    /// The step that is happening now; 6 once all are done.
    const fn reached(&self) -> u8 {
        match self.stands {
            Stands::Asked | Stands::Declined => 1,
            Stands::Accepted => 2,
            Stands::Packed => 3,
            Stands::AtHub => 4,
            Stands::Shipped | Stands::ComingBack | Stands::Returned => 5,
            Stands::Delivered => 6,
        }
    }
    fn can_say_no(&self) -> bool {
        matches!(self.stands, Stands::Asked | Stands::Accepted)
    }
    fn shows_code(&self) -> bool {
        matches!(self.stands, Stands::Accepted | Stands::Packed)
    }
}

impl View for ParcelPage {
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
        Desk::Maker.navigation(t, &self.maker, "/maker/parcels")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        let goods: Vec<String> = self.goods.goods.iter().map(|good| good.said(t)).collect();
        let says = t.say("aloud-parcel").set("goods", goods.join(", ")).set("amount", self.share);
        Some(("parcel", format!("{}. {says}", self.standing(t).title)))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    ParcelPage as p,
    r#"
{{ p.wrongs.html(t) }}{% if p.already %}{{ p.again(t).html(t) }}{% endif %}
{%- let standing = p.standing(t) -%}
<div class="notice {{ standing.tone.word() }} standing"><h1>{{ standing.title }}</h1>{% if !standing.text.is_empty() %}<p>{{ standing.text }}</p>{% endif %}</div>
<section class="parcel">{{ p.goods.html(t) }}
{%- if p.stands != Stands::Declined %}<p class="earn"><b>{{ p.share }}</b> {% if p.stands == Stands::Delivered %}{{ t.get("mine-earned") }}{% else %}{{ t.get("mine-earn") }}{% endif %}</p>{% endif -%}
{{ p.facts(t).html(t) }}</section>
{%- if let Some(shared) = p.shared %}{{ shared.html(t) }}{% endif -%}
{%- if p.shows_code() -%}
<div class="door mark"><p>{{ t.get("mine-write-code") }}</p><b>{{ p.written() }}</b></div>
{%- endif -%}
{%- if p.stands == Stands::Asked -%}
<form action="{{ t.path("/maker/parcels/") }}{{ p.id }}/acceptance" method="post" data-once>{{ FormKey::from(p.form_key).html(t) }}{{ p.days(t).html(t) }}{{ p.other_day(t).html(t) }}<button type="submit" class="button">{{ t.get("mine-accept") }}</button></form>
{%- endif -%}
{%- if p.stands == Stands::Accepted -%}
{%- if !p.packing.is_empty() %}<section class="parcel"><h2>{{ t.get("mine-packing") }}</h2><ol class="checks">{% for step in p.packing %}<li>{{ t.words(step) }}</li>{% endfor %}</ol></section>{% endif -%}
<form action="{{ t.path("/maker/parcels/") }}{{ p.id }}/packing" method="post" data-once>{{ FormKey::from(p.form_key).html(t) }}<button type="submit" class="button">{{ t.get("mine-pack") }}</button><p class="hint">{{ t.get("mine-pack.hint") }}</p></form>
{%- endif -%}
{%- if p.stands == Stands::Packed -%}
<section class="bring"><h2>{{ t.get("mine-bring") }}</h2><p class="address"><b>{{ t.words(p.hub.name) }}</b><br>{{ t.words(p.hub.address) }}<br>{{ p.hub.hours }}</p></section>
{%- endif -%}
{%- if p.shows_code() -%}
<p><a class="button second" href="{{ t.path("/maker/parcels/") }}{{ p.id }}/slip">{{ t.get("slip-print") }}</a></p>
{%- endif -%}
{%- if !p.labels.is_empty() %}<ul class="papers">{% for (name, href) in p.labels %}<li><a href="{{ href }}">{{ name }}</a></li>{% endfor %}</ul>{% endif -%}
{%- if p.stands == Stands::Delivered -%}
<p><a class="button" href="{{ t.path("/maker/money") }}">{{ t.get("mine-see-money") }}</a></p>
{%- endif -%}
{%- if !p.papers.is_empty() %}<ul class="papers">{% for (name, href) in p.papers %}<li><a href="{{ href }}">{{ name }}</a></li>{% endfor %}</ul>{% endif -%}
{%- if p.can_say_no() -%}
<details class="question tall"{% if p.saying_no() %} open{% endif %}><summary>{{ t.get("mine-no") }}</summary>
<form action="{{ t.path("/maker/parcels/") }}{{ p.id }}/refusal" method="post" data-once>{{ FormKey::from(p.form_key).html(t) }}<p>{{ t.get("mine-no.text") }}</p>{{ p.reasons(t).html(t) }}{{ p.words(t).html(t) }}<button type="submit" class="button second">{{ t.get("mine-refuse") }}</button></form></details>
{%- endif -%}
{%- if p.stands != Stands::Declined %}<section><h2>{{ t.get("mine-way") }}</h2>{{ p.line(t).html(t) }}</section>{% endif -%}
<p><a href="{{ t.path("/maker/parcels") }}">{{ t.get("mine-all") }}</a></p>
"#
);
