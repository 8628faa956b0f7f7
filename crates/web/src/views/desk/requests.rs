//! What makers ask the officer of their block for.

use kernel::{Time, Words};

use super::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Empty, FormKey, Notice, Tone, Wrongs};
use crate::text::Text;

/// A maker who wants help.
#[derive(Clone, Debug)]
pub struct HelpLine {
    /// The last part of the address of its form.
    pub id: String,
    /// Since when.
    pub asked_at: Time,
    /// The key of what she wants help with.
    pub about: &'static str,
    /// Who.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
    /// Her number, as it is dialled.
    pub mobile: String,
}

impl HelpLine {
    fn field(&self) -> String {
        format!("words-{}", self.id)
    }
}

/// The officer's list.
#[derive(Clone, Debug)]
pub struct RequestsPage {
    /// Who is at work.
    pub whose: Words,
    /// Makers, the longest waiting first.
    pub helps: Vec<HelpLine>,
    /// Whether something was answered just now.
    pub answered: bool,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl RequestsPage {
    fn empty(&self, t: &Text) -> Empty {
        Empty { title: t.get("requests-empty"), text: t.get("requests-empty.text"), next: None }
    }
    fn done(&self, t: &Text) -> Notice {
        Notice::new(Tone::Good, t.get("requests-done"), "")
    }
}

impl View for RequestsPage {
    fn title(&self, t: &Text) -> String {
        t.get("room-requests")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Officer.navigation(t, &self.whose, "/officer/requests")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    RequestsPage as r,
    r#"
{{ r.wrongs.html(t) }}{% if r.answered %}{{ r.done(t).html(t) }}{% endif %}
<h1>{{ t.get("room-requests") }}</h1>
{%- if r.helps.is_empty() %}{{ r.empty(t).html(t) }}{% endif -%}
{%- if !r.helps.is_empty() -%}
<section><h2>{{ t.get("requests-helps") }} <small>{{ r.helps.len() }}</small></h2>{% for h in r.helps %}
<article class="parcel"><h3>{{ t.words(h.maker) }} <small>{{ t.words(h.village) }}</small></h3><p>{{ t.get(h.about) }} · <small>{{ t.moment(h.asked_at) }}</small></p><p class="call"><a href="tel:{{ h.mobile }}">{{ h.mobile }}</a></p>
<form action="{{ t.path("/officer/requests/help/") }}{{ h.id }}" method="post">{{ FormKey::from(r.form_key).html(t) }}<div class="field{% if r.wrongs.of(h.field().as_str()).is_some() %} bad{% endif %}"><label for="{{ h.field() }}">{{ t.get("requests-what") }}</label><input id="{{ h.field() }}" name="words" type="text" maxlength="300"></div><button type="submit" class="button second">{{ t.get("requests-answer") }}</button></form></article>{% endfor %}
</section>{% endif -%}
"#
);
