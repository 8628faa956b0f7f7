//! One screen of a listing as a plain form: what is answered is kept, and one may leave and come back anywhere.

use market::templates::Eaten;

use super::screens::{Choices, Given, STEPS, Screen, questions};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{FormKey, Steps};
use crate::text::Text;
use crate::views::desk::Desk;

/// One screen.
#[derive(Clone, Debug)]
pub struct ScreenPage {
    /// The record's id.
    pub id: String,
    /// Which screen.
    pub screen: Screen,
    /// What can be chosen.
    pub choices: Choices,
    /// The answers so far.
    pub given: Given,
    /// What the price helper says; nothing on other screens.
    pub helper: Option<String>,
    /// Whether the price typed is below her own cost.
    pub is_loss: bool,
    /// The photo that is kept for this screen: the address of its smallest file.
    pub photo: Option<String>,
    /// What could be better about it.
    pub advice: Option<String>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

impl ScreenPage {
    fn steps(&self, t: &Text) -> Steps {
        Steps { names: STEPS.iter().map(|key| t.get(key)).collect(), now: self.screen.step() }
    }
    fn questions(&self, t: &Text) -> String {
        questions(t, self.screen, &self.choices, &self.given)
    }
    const fn role(&self) -> Option<&'static str> {
        match self.screen {
            Screen::Face => Some("maker"),
            Screen::Photo => Some("goods"),
            _ => None,
        }
    }
    fn before(&self) -> Option<Screen> {
        let eaten = self.choices.asked.as_ref().map_or(Eaten::Asked, |held| held.template.eaten);
        self.screen.before(&self.given.answers, eaten)
    }
    fn address(&self, t: &Text) -> String {
        t.path(&format!("/officer/field/records/{}", self.id))
    }
}

impl View for ScreenPage {
    fn title(&self, t: &Text) -> String {
        t.get(STEPS[self.screen.step() - 1])
    }
    fn went_wrong(&self) -> bool {
        !self.given.wrongs.is_empty()
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
    ScreenPage as p,
    r#"
{{ p.given.wrongs.html(t) }}{{ p.steps(t).html(t) }}<h1>{{ t.get(STEPS[p.screen.step() - 1]) }}</h1>
{%- if let Some(photo) = p.photo %}<p class="seen"><img src="{{ photo }}" alt="{{ t.get("photo-here") }}" width="160" height="160"></p>{% endif -%}
{%- if let Some(advice) = p.advice %}<div class="notice care"><p>{{ advice }}</p></div>{% endif -%}
{%- match p.role() -%}
{%- when Some(role) -%}
<form class="tall" action="{{ p.address(t) }}/files/{{ role }}" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(p.form_key).html(t) }}{{ p.questions(t)|safe }}<button type="submit" class="button">{{ t.get("fieldwork-next") }}</button></form>
{%- when None -%}
<form class="tall" action="{{ p.address(t) }}/{{ p.screen }}" method="post">{{ FormKey::from(p.form_key).html(t) }}
{%- if let Some(helper) = p.helper %}<div class="notice plain"><p>{{ helper }}</p>{% if p.is_loss %}<p class="error">{{ t.get("price-loss") }}</p>{% endif %}</div>{% endif -%}
{{ p.questions(t)|safe }}<button type="submit" class="button">{{ t.get("fieldwork-next") }}</button></form>
{%- endmatch -%}
<p class="two-links">{% if let Some(before) = p.before() %}<a href="{{ p.address(t) }}/{{ before }}">{{ t.get("fieldwork-back") }}</a>{% endif %} <a href="{{ t.path("/officer/field") }}">{{ t.get("fieldwork-later") }}</a></p>
"#
);
