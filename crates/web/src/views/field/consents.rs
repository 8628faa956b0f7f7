//! What a maker has said yes to through an officer, each with one press to take it back.

use kernel::Words;

use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Deed, Empty};
use crate::text::Text;
use crate::views::desk::Desk;

/// One yes.
#[derive(Clone, Debug)]
pub struct ConsentLine {
    /// The record's id.
    pub id: String,
    /// What, and for how much.
    pub title: String,
    /// When and how it was given, and to which officer.
    pub given: String,
    /// When it was taken back; nothing while it holds.
    pub ended: Option<String>,
}

/// All that a maker has said yes to.
#[derive(Clone, Debug)]
pub struct MakerConsents {
    /// Whose desk it is.
    pub maker: Words,
    /// A bank account that is being added, masked, with its id; nothing if none is.
    pub bank: Option<(String, String)>,
    /// The newest first.
    pub lines: Vec<ConsentLine>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

impl MakerConsents {
    fn deed(&self, t: &Text, line: &ConsentLine) -> Deed {
        let action = t.path(&format!("/maker/consents/{}/withdrawal", line.id));
        let button = Button::second(t.get("consent-take-back"));
        Deed { action, button, with: Vec::new(), form_key: self.form_key.clone() }
    }
    fn stop(&self, t: &Text, id: &str) -> Deed {
        let action = t.path(&format!("/maker/bank/{id}/stop"));
        let button = Button::second(t.get("bank-stop-mine"));
        Deed { action, button, with: Vec::new(), form_key: self.form_key.clone() }
    }
    fn nothing(&self, t: &Text) -> Empty {
        Empty { title: t.get("consents-none"), text: t.get("consents-none.text"), next: None }
    }
}

impl View for MakerConsents {
    fn title(&self, t: &Text) -> String {
        t.get("room-consents")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/consents")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    MakerConsents as m,
    r#"
<h1>{{ t.get("room-consents") }}</h1>
{%- if let Some((id, account)) = m.bank %}<section class="parcel"><h2>{{ t.get("bank-account") }} {{ account }}</h2><p>{{ t.get("bank-mine") }}</p>{{ m.stop(t, id).html(t) }}</section>{% endif -%}
<p>{{ t.get("consents-text") }}</p>
{%- if m.lines.is_empty() %}{{ m.nothing(t).html(t) }}{% endif -%}
{%- for line in m.lines %}<section class="parcel"><h2>{{ line.title }}</h2><p class="hint">{{ line.given }}</p>
{%- match line.ended %}{% when Some(ended) %}<p>{{ ended }}</p>{% when None %}{{ m.deed(t, line).html(t) }}{% endmatch %}</section>{% endfor -%}
<p><a href="{{ t.path("/my-data") }}">{{ t.get("mydata-title") }}</a></p>
"#
);
