//! The hub's phone: scans and looks with or without signal, what waits to be sent, and the parcels of the day.
//!
//! It is the same for every keeper but for the hub's name, so a phone keeps it; parcels come by themselves. Without script it leads to
//! the hub's ordinary page.

use kernel::Words;

use super::{Desk, hub::code_field};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Choice, Field, Kind, PhotoAsk, Radios, Wrongs};
use crate::text::Text;

/// The words the phone needs when nobody can be asked.
const WORDS: [&str; 26] = [
    "to-send",
    "finish",
    "keep",
    "sent-at",
    "kept-at",
    "kept-none",
    "old",
    "unsent",
    "signed-out",
    "refused",
    "waits",
    "no-code",
    "no-camera",
    "unknown",
    "put-away",
    "photo-kept",
    "missing-finding",
    "missing-why",
    "accepted",
    "packed",
    "is-accepted",
    "is-at_hub",
    "state-draft",
    "state-waiting",
    "state-sending",
    "state-sent",
];

/// The page of a hub's phone.
#[derive(Clone, Debug)]
pub struct ScanPage {
    /// The hub.
    pub hub: Words,
}

impl ScanPage {
    fn words(&self, t: &Text) -> String {
        let mut words: std::collections::BTreeMap<&str, String> =
            WORDS.iter().map(|key| (*key, t.get(&format!("scan-{key}")))).collect();
        words.insert("state-conflict", t.get("scan-state-conflict"));
        for (finding, key) in FINDINGS {
            words.insert(finding, t.get(key));
        }
        serde_json::to_string(&words).unwrap_or_default()
    }
    fn field(&self, t: &Text) -> Field {
        code_field(t, "", &Wrongs::none())
    }
    fn findings(&self, t: &Text) -> Radios {
        let choice =
            |(value, key): (&str, &str)| Choice::new(value, t.get(key)).hint(t.get(&format!("{key}.hint")));
        Radios {
            name: "finding".into(),
            label: t.get("hub-finding"),
            error: None,
            choices: FINDINGS.into_iter().map(choice).collect(),
        }
    }
    fn reason(&self, t: &Text) -> Field {
        Field::named(t, "why", Kind::Words, "", &Wrongs::none())
    }
    fn photo(&self, t: &Text) -> PhotoAsk {
        PhotoAsk { role: "hub", label: t.get("hub-photo"), hint: t.get("hub-photo.hint"), error: None }
    }
}

/// What can be found, and its sentence.
const FINDINGS: [(&str, &str); 3] =
    [("passes", "finding-passes"), ("goes_back", "finding-goes-back"), ("refused", "finding-refused")];

impl View for ScanPage {
    fn title(&self, t: &Text) -> String {
        t.get("room-scan")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Hub.navigation(t, &self.hub, "/hub/scan")
    }
    fn script(&self) -> Option<&'static str> {
        Some("script/hub.js")
    }
    fn manifest(&self, t: &Text) -> Option<String> {
        Some(t.path("/hub/manifest.webmanifest"))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    ScanPage as p,
    r##"
<div data-scan="{{ t.path("/hub/scan") }}" data-outbox="{{ t.path("/hub/outbox") }}" data-scope="{{ t.path("/hub") }}" data-words="{{ p.words(t) }}">
<p class="notice care line-off" role="status" data-line hidden>{{ t.get("scan-offline") }}</p>
<p class="notice stop" role="alert" data-told hidden></p>
<div data-list><h1>{{ t.get("room-scan") }}</h1>
<form class="find" action="{{ t.path("/hub/parcels") }}" data-find>{{ p.field(t).html(t) }}<button type="submit" class="button second">{{ t.get("hub-find") }}</button></form>
<div data-script hidden>
<div class="doors-two"><button type="button" class="button second" data-camera hidden>{{ t.get("scan-camera") }}</button>
<video width="640" height="480" playsinline muted hidden></video>
<button type="button" class="button second" data-stop hidden>{{ t.get("scan-stop") }}</button></div>
<p class="sum-line"><b data-count-waiting></b></p><p class="hint" data-sent-at></p>
<div class="doors-two"><button type="button" class="button second" data-send hidden>{{ t.get("scan-send-now") }}</button></div>
<h2>{{ t.get("scan-on-phone") }}</h2><p class="hint" data-none>{{ t.get("scan-none") }}</p><ul class="outbox" data-records></ul>
<h2>{{ t.get("scan-expected") }} <small data-count-expected></small></h2><p class="hint" data-kept-at></p><ul class="outbox" data-expected></ul>
</div>
<p data-no-script>{{ t.get("scan-no-script") }} <a href="{{ t.path("/hub") }}">{{ t.get("room-hub") }}</a></p></div>
<form class="tall" data-look hidden><p class="code-line">{{ t.get("parcel") }} <b class="order-code" data-written></b></p>
<p class="error" data-mend></p><p class="notice care" data-is hidden></p>
<section class="parcel"><h2 tabindex="-1">{{ t.get("hub-inside") }}</h2><ul class="checks" data-goods></ul><p data-whose></p></section>
<section class="parcel" data-checks-part hidden><h2>{{ t.get("hub-standard") }}</h2><ul class="checks" data-checks></ul></section>
{{ p.findings(t).html(t) }}{{ p.reason(t).html(t) }}{{ p.photo(t).html(t) }}
<p class="error" role="alert" data-missing hidden></p>
<button type="submit" class="button" data-finish>{{ t.get("scan-finish") }}</button>
<div class="two-links"><button type="button" class="link" data-later>{{ t.get("scan-later") }}</button><button type="button" class="link" data-drop>{{ t.get("scan-drop") }}</button></div></form>
<template data-record><li><b data-title></b><span data-stands></span><p data-reason></p><button type="button" class="button second" data-go-on hidden>{{ t.get("scan-go-on") }}</button><button type="button" class="button second" data-again hidden>{{ t.get("scan-again") }}</button><button type="button" class="button second" data-away hidden>{{ t.get("scan-drop") }}</button></li></template>
<template data-parcel><li><b data-title></b><span data-stands></span><small data-day></small><p data-reason></p><button type="button" class="button second" data-look-at>{{ t.get("scan-look") }}</button></li></template>
</div>
"##
);
