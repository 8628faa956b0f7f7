//! The second person's desk: listings that wait for a head, and one of them with her yes or no.

use kernel::Words;
use market::fieldwork::Standing;

use super::record::Told;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Choice, Empty, Field, FormKey, Kind, Row, Rows, Select, Wrongs};
use crate::text::Text;
use crate::views::board::Ask;
use crate::views::desk::Desk;
use crate::views::field::RecordLine;

/// Listings that wait for a head.
#[derive(Clone, Debug)]
pub struct HeadListings {
    /// Which department.
    pub whose: Words,
    /// The oldest first.
    pub records: Vec<RecordLine>,
}

impl HeadListings {
    fn rows(&self, t: &Text) -> Rows {
        let row = |line: &RecordLine| Row {
            href: t.path(&format!("/head/listings/{}", line.id)),
            title: line.title.clone(),
            figure: String::new(),
            note: line.when.clone(),
            standing: line.stands.clone(),
        };
        Rows { rows: self.records.iter().map(row).collect() }
    }
    fn nothing(&self, t: &Text) -> Empty {
        Empty { title: t.get("review-nothing"), text: t.get("review-nothing.text"), next: None }
    }
}

impl View for HeadListings {
    fn title(&self, t: &Text) -> String {
        t.get("room-listings")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Head.navigation(t, &self.whose, "/head/listings")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    HeadListings as h,
    r#"
<h1>{{ t.get("room-listings") }}</h1>
{%- if h.records.is_empty() %}{{ h.nothing(t).html(t) }}{% else %}<p class="hint">{{ t.get("review-two") }}</p>{{ h.rows(t).html(t) }}{% endif -%}
"#
);

/// One listing before a head.
#[derive(Clone, Debug)]
pub struct HeadListing {
    /// Which department.
    pub whose: Words,
    /// What it tells.
    pub told: Told,
    /// Who recorded it, and how the maker said yes.
    pub officer: String,
    /// How she said yes; empty if she has not.
    pub yes: String,
    /// The recording of her yes, if that is how.
    pub voice: Option<String>,
    /// The tax rates a good of this craft can have: key, and the rate with how sure it is.
    pub rates: Vec<(String, String)>,
    /// What its photo shows, to be confirmed in both languages; nothing if it has none.
    pub alt: Option<Words>,
    /// In whose name a maker sells who sells nowhere yet; nothing if that is settled.
    pub selling: Vec<Ask>,
    /// Whether the head has recorded it herself and so may not decide.
    pub is_own: bool,
    /// The reason typed just now.
    pub why: String,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl HeadListing {
    fn rates(&self, t: &Text) -> Select {
        let choice = |(key, rate): &(String, String)| Choice::new(key.as_str(), rate.as_str());
        let mut choices: Vec<Choice> = self.rates.iter().map(choice).collect();
        if let [only] = choices.as_mut_slice() {
            only.chosen = true;
        }
        Select {
            name: "hsn_key".to_owned(),
            label: t.get("ask-hsn_key"),
            any: (self.rates.len() > 1).then(|| t.get("ask-hsn-choose")),
            error: self.wrongs.of("hsn_key").map(str::to_owned),
            choices,
        }
    }
    fn alts(&self, t: &Text) -> Vec<String> {
        let Some(Words { hi, en }) = &self.alt else { return Vec::new() };
        let ask = |key, value| super::ask(t, key, Kind::Words, value, &self.wrongs).html(t).to_string();
        vec![ask("alt_hi", hi), ask("alt_en", en)]
    }
    fn why(&self, t: &Text) -> Field {
        super::ask(t, "send_back", Kind::Lines, &self.why, &self.wrongs)
    }
    fn can_decide(&self) -> bool {
        self.told.state == Standing::Review && !self.is_own
    }
    fn address(&self, t: &Text) -> String {
        t.path(&format!("/head/listings/{}", self.told.id))
    }
    fn facts(&self) -> crate::parts::Facts {
        let facts = crate::parts::Facts::default();
        self.told.facts.iter().fold(facts, |facts, (label, value)| facts.and(label.as_str(), value.as_str()))
    }
}

impl View for HeadListing {
    fn title(&self, _: &Text) -> String {
        self.told.title.clone()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Head.navigation(t, &self.whose, "/head/listings")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    HeadListing as h,
    r#"
{{ h.wrongs.html(t) }}<h1>{{ h.told.title }}</h1><p>{{ h.officer }}</p>
<div class="notice {% if h.yes.is_empty() %}stop{% else %}good{% endif %}"><p>{% if h.yes.is_empty() %}{{ t.get("review-no-yes") }}{% else %}{{ h.yes }}{% endif %}{% if let Some(voice) = h.voice %} <a href="{{ voice }}" download>{{ t.get("review-hear") }}</a>{% endif %}</p></div>
{%- for a in h.told.apart %}<div class="notice care"><p><strong>{{ a.what }}</strong></p><p>{{ t.get("apart-then") }} {{ a.then }}</p><p>{{ t.get("apart-now") }} {{ a.now }}</p></div>{% endfor -%}
<section class="parcel"><h2>{{ t.get("read-back") }}</h2>
{%- if !h.told.photos.is_empty() %}<p class="seen">{% for (photo, shows) in h.told.photos %}<img src="{{ photo }}" alt="{{ shows }}" width="160" height="160" loading="lazy">{% endfor %}</p>{% endif -%}
{%- for advice in h.told.advice %}<div class="notice care"><p>{{ advice }}</p></div>{% endfor -%}
{{ h.facts().html(t) }}{% if !h.told.helper.is_empty() %}<p class="hint">{{ h.told.helper }}</p>{% endif %}</section>
{%- if h.is_own %}<p class="error">{{ t.get("review-own") }}</p>{% endif -%}
{%- if h.can_decide() -%}
<form class="tall" action="{{ h.address(t) }}/approval" method="post" data-once>{{ FormKey::from(h.form_key).html(t) }}{{ h.rates(t).html(t) }}{% for alt in h.alts(t) %}{{ alt|safe }}{% endfor %}{% if !h.selling.is_empty() %}<p class="hint">{{ t.get("review-selling") }}</p>{% for ask in h.selling %}{{ ask.html(t) }}{% endfor %}{% endif %}<button type="submit" class="button">{{ t.get("review-approve") }}</button></form>
<details class="filter"{% if h.wrongs.of("send_back").is_some() %} open{% endif %}><summary>{{ t.get("review-send-back") }}</summary><form action="{{ h.address(t) }}/return" method="post" data-once>{{ FormKey::from(h.form_key).html(t) }}{{ h.why(t).html(t) }}<button type="submit" class="button second">{{ t.get("review-send-back-go") }}</button></form></details>
{%- endif -%}
<p><a href="{{ t.path("/head/listings") }}">{{ t.get("review-back") }}</a></p>
"#
);
