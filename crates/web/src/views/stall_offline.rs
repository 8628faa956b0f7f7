//! The page a stall sells with where there is no line. What it does stands in `assets/script/stall.js`.

use kernel::{Paise, Time, Words};

use super::desk::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Choice, Field, Kind, Radios, Wrongs};
use crate::text::Text;

/// Words the script says, by the name it asks for them.
const WORDS: [(&str, &str); 19] = [
    ("nothing", "hand-wrong-nothing"),
    ("pieces", "hand-wrong-pieces"),
    ("short", "hand-off-short"),
    ("way", "hand-wrong-way"),
    ("utr", "hand-wrong-utr"),
    ("too-much", "hand-off-too-much"),
    ("mobile", "wrong-mobile"),
    ("kept", "hand-off-kept"),
    ("signed-out", "hand-off-signed-out"),
    ("offline", "hand-off-line"),
    ("total", "hand-off-total"),
    ("left", "hand-off-left"),
    ("to-tell", "hand-off-to-tell"),
    ("state-waiting", "hand-off-waiting"),
    ("state-sent", "hand-off-sent"),
    ("state-refused", "hand-off-refused"),
    ("none", "hand-off-none"),
    ("no-room", "hand-off-no-room"),
    ("unsaid", "hand-wrong-unclear"),
];

/// A good that was set aside.
#[derive(Clone, Debug)]
pub struct OfflineGood {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What one costs.
    pub unit: Paise,
    /// How many are left by what the mart knows.
    pub left: u32,
}

/// The page.
#[derive(Clone, Debug)]
pub struct StallOffline {
    /// Who keeps the stall.
    pub whose: Words,
    /// The stall.
    pub id: String,
    /// What it is called.
    pub name: Words,
    /// What was set aside; nothing if no slice is open.
    pub goods: Vec<OfflineGood>,
    /// When the page was made.
    pub at: Time,
    /// The most that is taken to the printed code.
    pub printed_most: Paise,
    /// Whether the mart has a printed code.
    pub can_print: bool,
}

impl StallOffline {
    fn path(&self, t: &Text, end: &str) -> String {
        t.path(&format!("/hub/stalls/{}/{end}", self.id))
    }
    fn words(&self, t: &Text) -> String {
        let words = WORDS.iter().map(|(name, key)| ((*name).to_owned(), t.get(key).into()));
        serde_json::Value::Object(words.collect()).to_string()
    }
    fn goods(&self) -> String {
        let good = |good: &OfflineGood| serde_json::json!({ "id": good.id, "name": good.name, "unit": good.unit.0, "left": good.left });
        serde_json::Value::Array(self.goods.iter().map(good).collect()).to_string()
    }
    fn ways(&self, t: &Text) -> Radios {
        let cash = Choice::new("cash", t.get("hand-way-cash"));
        let printed = self.can_print.then(|| Choice::new("printed", t.get("hand-way-printed")));
        let choices = [Some(cash), printed].into_iter().flatten().collect();
        Radios { name: "way".to_owned(), label: t.get("hand-way"), error: None, choices }
    }
    fn field(&self, t: &Text, name: &str, label: &str, kind: Kind) -> Field {
        Field { name: name.to_owned(), ..Field::named(t, label, kind, "", &Wrongs::none()) }
    }
}

impl View for StallOffline {
    fn title(&self, t: &Text) -> String {
        t.get("hand-offline")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Hub.navigation(t, &self.whose, "/hub/stalls")
    }
    fn script(&self) -> Option<&'static str> {
        Some("script/stall.js")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    StallOffline as s,
    r##"
<h1>{{ t.get("hand-offline") }}</h1><p class="lead">{{ t.words(s.name) }}</p>
{%- if s.goods.is_empty() %}<p>{{ t.get("hand-wrong-no-slice") }}</p><p><a class="button" href="{{ s.path(t, "slice") }}">{{ t.get("hand-set-aside") }}</a></p>{% endif %}
<div data-stall="{{ s.id }}" data-post="{{ s.path(t, "outbox") }}" data-scope="{{ t.path("/hub/stalls/") }}" data-at="{{ s.at.0 }}" data-most="{{ s.printed_most.0 }}" data-goods="{{ s.goods() }}" data-words="{{ s.words(t) }}" data-leaving="{{ t.get("hand-off-leaving") }}">
<p class="notice care line-off" role="status" data-line hidden></p>
<p class="notice plain" role="status" data-told hidden></p>
<div data-no-script><p>{{ t.get("hand-off-no-script") }}</p></div>
<div data-script hidden>
<form class="tall" data-sale{% if s.goods.is_empty() %} hidden{% endif %}>
{%- for good in s.goods %}<div class="field"><label for="good-{{ loop.index }}">{{ good.name }}</label><p class="hint" data-left="{{ good.id }}"></p><input id="good-{{ loop.index }}" type="text" inputmode="numeric" class="short" autocomplete="off" maxlength="5" data-good="{{ good.id }}"></div>{% endfor -%}
<p class="sum-line"><b data-total></b></p>
{{ s.ways(t).html(t) }}{{ s.field(t, "utr", "utr", Kind::Count).html(t) }}{{ s.field(t, "mobile", "hand_mobile", Kind::Mobile).html(t) }}
<p class="error" role="alert" tabindex="-1" data-wrong hidden></p>
<p class="notice care" role="status" data-mending hidden>{{ t.get("hand-off-mending") }}</p>
<button type="submit" class="button">{{ t.get("hand-off-sell") }}</button>
<button type="button" class="link" data-mending hidden>{{ t.get("hand-off-leave") }}</button></form>
<h2>{{ t.get("hand-off-on-phone") }}</h2>
<p class="sum-line" data-waiting></p>
<button type="button" class="button" data-send hidden>{{ t.get("hand-off-send") }}</button>
<p class="hint" data-none>{{ t.get("hand-off-none") }}</p>
<ul class="outbox" data-sales></ul>
<template data-row><li><b data-title></b><span data-stands></span><p class="error" data-reason></p><div class="two-links" data-deeds hidden><button type="button" class="link" data-again>{{ t.get("hand-off-again") }}</button><button type="button" class="link" data-mend>{{ t.get("hand-off-mend") }}</button></div></li></template>
</div></div>
"##
);
