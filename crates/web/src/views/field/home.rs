//! The officer's recording page: what waits to be sent, what has come of it, and the forms that work without signal.
//!
//! It is the same for every officer but for her blocks, so a phone keeps it; whatever is about a maker comes by itself.
//! Without script it leads to the forms of the mart.

use kernel::Words;
use market::templates::Held;

use super::screens::{Choices, Given, STEPS, Screen, photo, questions};
use super::visit::{self, VisitScreen};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Field, Kind, Row, Rows, Wrongs};
use crate::text::Text;
use crate::views::desk::Desk;

/// The words the phone needs when nobody can be asked.
const WORDS: [&str; 34] = [
    "offline",
    "to-send",
    "send",
    "keep",
    "sent-at",
    "space",
    "old",
    "unsent",
    "signed-out",
    "refused",
    "look",
    "both",
    "mend",
    "go-on",
    "photo-kept",
    "voice-kept",
    "floor",
    "kind-listing",
    "kind-inspection",
    "kind-visit",
    "cases-none",
    "state-draft",
    "state-waiting",
    "state-sending",
    "state-sent",
    "state-back",
    "state-conflict",
    "stands-receiving",
    "stands-waiting",
    "stands-review",
    "stands-done",
    "stands-sent_back",
    "stands-draft",
    "stands-dropped",
];

/// A record of hers as the mart has it.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// When it was recorded.
    pub when: String,
    /// How it stands, in words.
    pub stands: String,
}

/// The recording page.
#[derive(Clone, Debug)]
pub struct FieldHome {
    /// What can be chosen.
    pub choices: Choices,
    /// What is asked of each craft and looked at in it; that of `other` is for whatever is not among them.
    pub templates: Vec<(String, Held)>,
    /// Her records at the mart; for the page without script.
    pub records: Vec<RecordLine>,
    /// The wage of an hour, in paise.
    pub wage_paise: i64,
}

impl FieldHome {
    fn words(&self, t: &Text) -> String {
        let said = |key: &&'static str| (*key, t.get(&format!("fieldwork-{key}")));
        let words: std::collections::BTreeMap<&str, String> = WORDS.iter().map(said).collect();
        serde_json::to_string(&words).unwrap_or_default()
    }
    fn records(&self, t: &Text) -> Rows {
        let row = |line: &RecordLine| Row {
            href: t.path(&format!("/officer/field/records/{}", line.id)),
            title: line.title.clone(),
            figure: String::new(),
            note: line.when.clone(),
            standing: line.stands.clone(),
        };
        Rows { rows: self.records.iter().map(row).collect() }
    }
    fn steps(&self, t: &Text) -> Vec<(usize, String)> {
        STEPS.iter().enumerate().map(|(place, key)| (place + 1, t.get(key))).collect()
    }
    fn screens(&self, t: &Text) -> Vec<(Screen, String)> {
        let given = Given::default();
        Screen::ALL.iter().map(|screen| (*screen, questions(t, *screen, &self.choices, &given))).collect()
    }
    fn visit(&self, t: &Text) -> Vec<VisitScreen> {
        visit::screens(t, &self.choices)
    }
    fn filter(&self, t: &Text, of: &str) -> String {
        format!(
            "<div class=\"field\" data-filtering data-script><label for=\"filter-{of}\">{}</label><input id=\"filter-{of}\" type=\"search\" data-filter=\"{of}\" autocomplete=\"off\"></div>",
            t.get("ask-filter")
        )
    }
    fn file(&self, t: &Text, role: &'static str) -> String {
        photo(t, role, None).html(t).to_string()
    }
    fn note(&self, t: &Text) -> Field {
        super::ask(t, "note", Kind::Lines, "", &Wrongs::none())
    }
    fn recheck(&self, t: &Text) -> Field {
        super::ask(t, "recheck", Kind::Day, "", &Wrongs::none())
    }
    fn checks(&self) -> Vec<(&str, String, Vec<Words>)> {
        let templates = self.templates.iter();
        templates
            .map(|(craft, held)| (craft.as_str(), held.stamp.to_string(), held.template.standard()))
            .collect()
    }
    fn asked(&self, t: &Text) -> Vec<(&str, &Held, String)> {
        let html = |held| super::asked::questions(t, held, "", |_| String::new(), &Wrongs::none());
        self.templates.iter().map(|(craft, held)| (craft.as_str(), held, html(held))).collect()
    }
}

impl View for FieldHome {
    fn title(&self, t: &Text) -> String {
        t.get("room-field")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Officer.navigation(t, &super::whose(t), "/officer/field")
    }
    fn script(&self) -> Option<&'static str> {
        Some("script/officer.js")
    }
    fn manifest(&self, t: &Text) -> Option<String> {
        Some(t.path("/officer/manifest.webmanifest"))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FieldHome as h,
    r##"
<div data-field="{{ t.path("/officer/field") }}" data-outbox="{{ t.path("/officer/outbox") }}" data-scope="{{ t.path("/officer") }}" data-words="{{ h.words(t) }}">
<p class="notice care line-off" role="status" data-line hidden></p>
<p class="notice stop" role="alert" data-told hidden></p>
<section data-list><h1 tabindex="-1">{{ t.get("room-field") }}</h1>
<div data-script hidden>
<p class="sum-line"><b data-count-waiting></b></p>
<p class="hint" data-sent-at></p><p class="hint" data-space></p>
<button type="button" class="button" data-send hidden>{{ t.get("fieldwork-send-now") }}</button>
<div class="doors-two"><button type="button" class="button second" data-begin="listing">{{ t.get("fieldwork-new-listing") }}</button>
<button type="button" class="button second" data-begin="inspection">{{ t.get("fieldwork-new-inspection") }}</button>
<button type="button" class="button second" data-begin="visit">{{ t.get("fieldwork-new-visit") }}</button></div>
<h2>{{ t.get("fieldwork-on-phone") }}</h2>
<p class="hint" data-none>{{ t.get("fieldwork-none") }}</p>
<ul class="outbox" data-records></ul>
<details class="fold" data-open-cases><summary>{{ t.get("fieldwork-cases") }}</summary>{{ h.filter(t, "open-cases")|safe }}<p class="hint" data-no-cases></p><ul class="outbox" data-cases></ul></details>
</div>
<div data-no-script>
<form class="tall" action="{{ t.path("/officer/field/records") }}" method="post"><button type="submit" class="button">{{ t.get("fieldwork-new-listing") }}</button></form>
<p><a class="button second" href="{{ t.path("/officer/field/inspection") }}">{{ t.get("fieldwork-new-inspection") }}</a></p>
<p><a class="button second" href="{{ t.path("/officer/cases") }}">{{ t.get("fieldwork-new-visit") }}</a></p>
{%- if !h.records.is_empty() %}<section><h2>{{ t.get("fieldwork-at-mart") }}</h2>{{ h.records(t).html(t) }}</section>{% endif -%}
</div></section>
<form data-kind="listing" hidden><nav class="steps" aria-label="{{ t.get("fieldwork-steps") }}"><ol>{% for (n, name) in h.steps(t) %}<li data-step="{{ n }}"><span>{{ name }}</span></li>{% endfor %}</ol></nav>
<p class="error" data-mend></p>
{%- for (screen, html) in h.screens(t) %}
<div data-screen="{{ screen }}" data-step="{{ screen.step() }}" data-needs="{{ screen.needs() }}" hidden>{% if screen.as_str() == "maker" %}{{ h.filter(t, "maker")|safe }}{% endif %}{{ html|safe }}
{%- if screen.as_str() == "price" %}<div class="notice plain" data-helper data-wage="{{ h.wage_paise }}"><p data-floor></p><p class="error" data-loss hidden>{{ t.get("price-loss") }}</p></div>{% endif %}</div>{% endfor %}
<div data-screen="yes" data-step="6" hidden><h2>{{ t.get("read-back") }}</h2><dl class="facts" data-read-back></dl><div class="notice plain"><p>{{ t.get("consent-listing-1") }}</p></div>{{ h.file(t, "voice")|safe }}<p class="hint">{{ t.get("consent-later") }}</p></div>
<p class="error" role="alert" data-missing hidden>{{ t.get("fieldwork-missing") }}</p>
<button type="submit" class="button" data-next hidden>{{ t.get("fieldwork-next") }}</button>
<button type="submit" class="button" data-finish hidden>{{ t.get("fieldwork-send") }}</button>
<div class="two-links"><button type="button" class="link" data-back hidden>{{ t.get("fieldwork-back") }}</button><button type="button" class="link" data-later>{{ t.get("fieldwork-later") }}</button></div></form>
<form data-kind="inspection" hidden><p class="error" data-mend></p>
<div data-screen="product" data-step="1" data-needs="product" hidden>{{ h.filter(t, "product")|safe }}<div class="field"><label for="product">{{ t.get("ask-product") }}</label><select id="product" name="product"><option value="">{{ t.get("ask-product-choose") }}</option></select></div></div>
<div data-screen="checks" data-step="2" data-needs="checks" hidden><div data-checks></div></div>
<div data-screen="found" data-step="3" data-needs="found" hidden>{{ h.note(t).html(t) }}{{ h.file(t, "finding")|safe }}{{ h.recheck(t).html(t) }}</div>
<p class="error" role="alert" data-missing hidden>{{ t.get("fieldwork-missing") }}</p>
<button type="submit" class="button" data-next hidden>{{ t.get("fieldwork-next") }}</button>
<button type="submit" class="button" data-finish hidden>{{ t.get("fieldwork-send") }}</button>
<div class="two-links"><button type="button" class="link" data-back hidden>{{ t.get("fieldwork-back") }}</button><button type="button" class="link" data-later>{{ t.get("fieldwork-later") }}</button></div></form>
<form data-kind="visit" hidden><p class="error" data-mend></p>
{%- for screen in h.visit(t) %}
<div data-screen="{{ screen.word }}" data-step="1" data-needs="{{ screen.needs }}" hidden>{% if screen.word == "case" %}{{ h.filter(t, "case")|safe }}{% endif %}{{ screen.html|safe }}</div>{% endfor %}
<p class="error" role="alert" data-missing hidden>{{ t.get("fieldwork-missing") }}</p>
<button type="submit" class="button" data-next hidden>{{ t.get("fieldwork-next") }}</button>
<button type="submit" class="button" data-finish hidden>{{ t.get("fieldwork-send") }}</button>
<div class="two-links"><button type="button" class="link" data-back hidden>{{ t.get("fieldwork-back") }}</button><button type="button" class="link" data-later>{{ t.get("fieldwork-later") }}</button></div></form>
<template data-case><li><b data-title></b><span data-stands></span><button type="button" class="button second" data-visit>{{ t.get("fieldwork-new-visit") }}</button></li></template>
<template data-row><li><b data-title></b><span data-stands></span><p class="error" data-reason></p><a class="button second" data-open href="#main">{{ t.get("fieldwork-look") }}</a></li></template>
{%- for (craft, held, html) in h.asked(t) %}<template data-asks="{{ craft }}" data-stamp="{{ held.stamp }}" data-eaten="{{ held.template.eaten }}">{{ html|safe }}</template>{% endfor -%}
{%- for (craft, stamp, checks) in h.checks() %}<template data-craft="{{ craft }}" data-stamp="{{ stamp }}">{% for check in checks %}<p>{{ t.words(check) }}</p>{% endfor %}</template>{% endfor -%}
<template data-check><fieldset class="field"><legend>–</legend><div class="radios">{% for found in ["right", "mend", "stop"] %}<div class="radio"><input type="radio" id="found-{{ found }}" name="found" value="{{ found }}"><label for="found-{{ found }}">{{ t.get(super::finding_key(found)) }}</label></div>{% endfor %}</div></fieldset></template>
</div>
"##
);
