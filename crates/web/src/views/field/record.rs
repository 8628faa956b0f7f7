//! One field record as the mart has it: read back to the maker, her yes, what came back, what had changed meanwhile.

use market::fieldwork::Standing;

use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Deed, Facts, Field, FormKey, Kind, Notice, PhotoAsk, Tone, Wrongs};
use crate::text::Text;
use crate::views::desk::Desk;

/// Something that had changed here while the phone had no signal.
#[derive(Clone, Debug)]
pub struct Apart {
    /// What it is.
    pub what: String,
    /// As the phone had it.
    pub then: String,
    /// As it is here.
    pub now: String,
    /// The maker who is known already, if that is what it is.
    pub maker: Option<String>,
    /// The case that may be hers, if that is what it is.
    pub case: Option<String>,
}

impl Apart {
    /// What says that it is she: a maker's id before a case's.
    fn same(&self) -> Option<(&'static str, &str)> {
        let maker = self.maker.as_deref().map(|id| ("maker", id));
        maker.or_else(|| self.case.as_deref().map(|id| ("case", id)))
    }
}

/// Everything a record tells, in words.
#[derive(Clone, Debug)]
pub struct Told {
    /// The record's id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// How it stands.
    pub state: Standing,
    /// Whether it is a listing.
    pub is_listing: bool,
    /// What was answered: question and answer.
    pub facts: Vec<(String, String)>,
    /// Its photos: the address of the smallest file, and what it shows.
    pub photos: Vec<(String, String)>,
    /// What could be better about its photos.
    pub advice: Vec<String>,
    /// Why it came back.
    pub reasons: Vec<String>,
    /// What had changed here meanwhile.
    pub apart: Vec<Apart>,
    /// What the price helper says; empty for an inspection.
    pub helper: String,
    /// How an inspection or a visit ended; empty for a listing.
    pub verdict: String,
    /// The case a visit was noted to.
    pub case: Option<String>,
    /// The good it became, if it is on the shelf.
    pub product: Option<String>,
}

impl Told {
    fn facts(&self) -> Facts {
        self.facts
            .iter()
            .fold(Facts::default(), |facts, (label, value)| facts.and(label.as_str(), value.as_str()))
    }
}

/// A record's page for the officer.
#[derive(Clone, Debug)]
pub struct RecordShown {
    /// What it tells.
    pub told: Told,
    /// Where a code would go, masked; nothing if there is no number.
    pub reach: Option<String>,
    /// Whether a recorded yes to these answers is here.
    pub has_voice: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong with the form just sent.
    pub wrongs: Wrongs,
}

impl RecordShown {
    fn standing(&self, t: &Text) -> Notice {
        let tone = match self.told.state {
            Standing::Done => Tone::Good,
            Standing::SentBack | Standing::Dropped => Tone::Stop,
            Standing::Waiting | Standing::Draft => Tone::Care,
            Standing::Receiving | Standing::Review => Tone::Plain,
        };
        let key = format!("record-{}", self.told.state);
        let text =
            if self.told.is_listing { t.get(&format!("{key}.text")) } else { self.told.verdict.clone() };
        Notice::new(tone, t.get(&key), text)
    }
    fn address(&self, t: &Text) -> String {
        t.path(&format!("/officer/field/records/{}", self.told.id))
    }
    fn code(&self, t: &Text) -> Field {
        super::ask(t, "code", Kind::Code, "", &self.wrongs)
    }
    fn voice(&self, t: &Text) -> PhotoAsk {
        super::screens::photo(t, "voice", self.wrongs.of("file-voice"))
    }
    fn can_mend(&self) -> bool {
        self.told.is_listing
            && matches!(self.told.state, Standing::Waiting | Standing::SentBack | Standing::Draft)
    }
    fn can_drop(&self) -> bool {
        matches!(
            self.told.state,
            Standing::Draft | Standing::Waiting | Standing::SentBack | Standing::Receiving
        )
    }
    fn can_withdraw(&self) -> bool {
        self.told.is_listing && matches!(self.told.state, Standing::Review | Standing::Done)
    }
    fn deed(&self, t: &Text, path: &str, key: &str) -> Deed {
        Deed {
            action: format!("{}/{path}", self.address(t)),
            button: Button::second(t.get(key)),
            with: Vec::new(),
            form_key: self.form_key.clone(),
        }
    }
}

impl View for RecordShown {
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
        Desk::Officer.navigation(t, &super::whose(t), "/officer/field")
    }
    fn manifest(&self, t: &Text) -> Option<String> {
        Some(t.path("/officer/manifest.webmanifest"))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    RecordShown as r,
    r#"
{{ r.wrongs.html(t) }}<h1>{{ r.told.title }}</h1>{{ r.standing(t).html(t) }}
{%- for reason in r.told.reasons %}<p class="error">{{ reason }}</p>{% endfor -%}
{%- if !r.told.apart.is_empty() %}<section class="parcel"><h2>{{ t.get("apart") }}</h2><p class="hint">{{ t.get("apart.text") }}</p><ul class="apart">{% for a in r.told.apart %}
<li><b>{{ a.what }}</b><p><small>{{ t.get("apart-then") }}</small>{{ a.then }}</p><p><small>{{ t.get("apart-now") }}</small>{{ a.now }}</p>
{%- if let Some((name, id)) = a.same() %}{% if r.can_mend() %}<form action="{{ r.address(t) }}/sameness" method="post">{{ FormKey::from(r.form_key).html(t) }}<input type="hidden" name="{{ name }}" value="{{ id }}"><button type="submit" class="button second">{{ t.get("apart-same") }}</button></form>{% endif %}{% endif %}
{%- if let Some(case) = a.case %}<a class="button second" href="{{ t.path("/officer/cases/") }}{{ case }}">{{ t.get("apart-look") }}</a>{% endif %}</li>{% endfor %}</ul></section>{% endif -%}
<section class="parcel"><h2>{{ t.get("read-back") }}</h2>
{%- if !r.told.photos.is_empty() %}<p class="seen">{% for (photo, shows) in r.told.photos %}<img src="{{ photo }}" alt="{{ shows }}" width="160" height="160" loading="lazy">{% endfor %}</p>{% endif -%}
{%- for advice in r.told.advice %}<div class="notice care"><p>{{ advice }}</p></div>{% endfor -%}
{{ r.told.facts().html(t) }}{% if !r.told.helper.is_empty() %}<p class="hint">{{ r.told.helper }}</p>{% endif %}</section>
{%- if r.told.state == Standing::Waiting -%}
<section class="parcel"><h2>{{ t.get("consent") }}</h2><div class="notice plain"><p>{{ t.get("consent-listing-1") }}</p></div>
{%- if let Some(reach) = r.reach -%}
<form action="{{ r.address(t) }}/codes" method="post" data-once>{{ FormKey::from(r.form_key).html(t) }}<button type="submit" class="button second">{{ t.say("consent-send").set("mobile", reach.as_str()) }}</button></form>
<form class="tall" action="{{ r.address(t) }}/consent" method="post" data-once>{{ FormKey::from(r.form_key).html(t) }}{{ r.code(t).html(t) }}<button type="submit" class="button">{{ t.get("consent-agrees") }}</button></form>
{%- endif -%}
<details class="filter"><summary>{{ t.get("consent-by-voice") }}</summary><form action="{{ r.address(t) }}/files/voice" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(r.form_key).html(t) }}{{ r.voice(t).html(t) }}<button type="submit" class="button second">{{ t.get("consent-agrees") }}</button></form></details></section>
{%- endif -%}
{%- if r.told.state == Standing::Draft %}<form class="tall" action="{{ r.address(t) }}/completion" method="post" data-once>{{ FormKey::from(r.form_key).html(t) }}<button type="submit" class="button">{{ t.get("record-finish") }}</button></form>{% endif -%}
{%- if let Some(product) = r.told.product %}<p><a class="button second" href="{{ t.path("/products/") }}{{ product }}">{{ t.get("record-see") }}</a></p>{% endif -%}
{%- if let Some(case) = r.told.case %}<p><a class="button second" href="{{ t.path("/officer/cases/") }}{{ case }}">{{ t.get("record-case") }}</a></p>{% endif -%}
{%- if r.can_mend() %}<p><a class="button second" href="{{ r.address(t) }}/maker">{{ t.get("record-mend") }}</a></p>{% endif -%}
{%- if r.can_withdraw() %}<details class="filter"><summary>{{ t.get("consent-withdraw") }}</summary>{{ r.deed(t, "withdrawal", "consent-withdraw-go").html(t) }}</details>{% endif -%}
{%- if r.can_drop() %}<details class="filter"><summary>{{ t.get("record-drop") }}</summary>{{ r.deed(t, "removal", "record-drop-go").html(t) }}</details>{% endif -%}
<p><a href="{{ t.path("/officer/field") }}">{{ t.get("record-back") }}</a></p>
"#
);
