//! Craft templates at the administrator's desk: all of them, one with its text, and what a changed text would be.

use kernel::{Lang, Words};
use market::templates::Held;

use super::desk::Desk;
use super::field::asked;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Deed, Facts, Field, FormKey, Kind, Notice, Table, Tone, Wrongs};
use crate::text::Text;

/// The room of the desk.
pub const ROOM: &str = "/admin/templates";

/// What one craft of a family is asked, packed and looked at: as officers will see it.
#[derive(Clone, Debug)]
pub struct CraftShown {
    /// The craft's key.
    pub key: String,
    /// What it is called.
    pub name: Words,
    /// The part of the template that is for it.
    pub held: Held,
    /// Its tax rates, each with how sure it is.
    pub rates: Vec<String>,
}

impl CraftShown {
    fn questions(&self, t: &Text) -> String {
        let before = format!("{}-", self.key);
        asked::questions(t, &self.held, &before, |_| String::new(), &Wrongs::none())
    }
    fn facts(&self, t: &Text) -> Facts {
        let template = &self.held.template;
        let law = template.legal.iter().map(|one| {
            let legal = &one.part;
            let needed = if legal.needed { t.get("template-needed") } else { String::new() };
            [t.pick(&legal.words), legal.source.as_str(), needed.as_str()]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" · ")
        });
        let lines = |lines: Vec<String>| lines.join("\n");
        let words = |all: &[market::templates::Only<Words>]| {
            lines(all.iter().map(|one| t.pick(&one.part).to_owned()).collect())
        };
        Facts::default()
            .and(t.get("template-checks"), words(&template.checks))
            .and(t.get("template-packing"), words(&template.packing))
            .and(t.get("template-rates"), lines(self.rates.clone()))
            .and(t.get("template-legal"), lines(law.collect()))
    }
}

/// One family: the version that holds, its text to be changed, who changed it before.
#[derive(Clone, Debug)]
pub struct TemplatePage {
    /// Whose desk.
    pub whose: Words,
    /// The family.
    pub family: String,
    /// What it is called.
    pub name: Words,
    /// The version that holds.
    pub version: i64,
    /// Its crafts.
    pub crafts: Vec<CraftShown>,
    /// The text as it was typed, else as it was kept, else as it holds.
    pub text: String,
    /// Whether a text of hers is kept and waits to be put in force.
    pub waits: Waits,
    /// Who made which version, and why.
    pub history: Table,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

/// Whether a kept text waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// One does.
    Yes,
    /// None does.
    No,
}

impl TemplatePage {
    fn path(&self, t: &Text, rest: &str) -> String {
        t.path(&format!("{ROOM}/{}{rest}", self.family))
    }
    fn text(&self, t: &Text) -> Field {
        Field {
            name: "text".to_owned(),
            label: t.get("template-text"),
            hint: t.get("template-text.hint"),
            value: self.text.clone(),
            error: self.wrongs.of("text").map(str::to_owned),
            kind: Kind::Script,
        }
    }
    fn holds(&self, t: &Text) -> String {
        t.say("template-version").set("version", self.version.to_string()).to_string()
    }
    fn kept(&self, t: &Text) -> Option<Notice> {
        let notice = || Notice::new(Tone::Care, t.get("template-waits"), t.get("template-waits.text"));
        (self.waits == Waits::Yes).then(notice)
    }
}

impl View for TemplatePage {
    fn title(&self, t: &Text) -> String {
        t.pick(&self.name).to_owned()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Administrator.navigation(t, &self.whose, ROOM)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    TemplatePage as p,
    r#"
{{ p.wrongs.html(t) }}<h1>{{ t.words(p.name) }}</h1><p class="lead">{{ p.holds(t) }}</p>
{%- if let Some(kept) = p.kept(t) %}{{ kept.html(t) }}<p><a class="button" href="{{ p.path(t, "/draft") }}">{{ t.get("template-see-draft") }}</a></p>{% endif -%}
<section><h2>{{ t.get("template-change") }}</h2>
<form class="tall" action="{{ p.path(t, "/draft") }}" method="post">{{ FormKey::from(p.form_key).html(t) }}<input type="hidden" name="of_version" value="{{ p.version }}">{{ p.text(t).html(t) }}<button type="submit" class="button">{{ t.get("template-preview") }}</button></form></section>
{%- for craft in p.crafts %}<details class="fold"><summary>{{ t.say("template-as-seen").set("craft", t.pick(craft.name)) }}</summary>{{ craft.questions(t)|safe }}{{ craft.facts(t).html(t) }}</details>{% endfor -%}
{{ p.history.html(t) }}
<p><a href="{{ t.path(ROOM) }}">{{ t.get("template-all") }}</a></p>
"#
);

/// What a part of a template was, and what it becomes.
#[derive(Clone, Debug)]
pub struct ChangeShown {
    /// Which part.
    pub part: String,
    /// How it was; empty if it is new.
    pub before: Words,
    /// How it will be; empty if it goes.
    pub after: Words,
}

/// A text that is kept, before it holds.
#[derive(Clone, Debug)]
pub struct DraftPage {
    /// Whose desk.
    pub whose: Words,
    /// The family.
    pub family: String,
    /// What it is called.
    pub name: Words,
    /// The version it would be.
    pub version: i64,
    /// What is different from the version that holds.
    pub changes: Vec<ChangeShown>,
    /// Its crafts as officers would see them.
    pub crafts: Vec<CraftShown>,
    /// The reason typed just now.
    pub why: String,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl DraftPage {
    fn path(&self, t: &Text, rest: &str) -> String {
        t.path(&format!("{ROOM}/{}{rest}", self.family))
    }
    fn lead(&self, t: &Text) -> String {
        t.say("template-would-be").set("version", self.version.to_string()).to_string()
    }
    fn why(&self, t: &Text) -> Field {
        Field {
            name: "reason".to_owned(),
            label: t.get("template-why"),
            hint: t.get("template-why.hint"),
            value: self.why.clone(),
            error: self.wrongs.of("reason").map(str::to_owned),
            kind: Kind::Words,
        }
    }
    fn drop(&self, t: &Text) -> Deed {
        Deed {
            action: self.path(t, "/draft/removal"),
            button: Button::second(t.get("template-drop")),
            with: Vec::new(),
            form_key: self.form_key.clone(),
        }
    }
    /// A line in the reader's language, and in the other where only that one changed.
    fn said(&self, t: &Text, change: &ChangeShown, words: &Words) -> String {
        let own = t.pick(words);
        if t.pick(&change.before) != t.pick(&change.after) {
            return own.to_owned();
        }
        let other = Text::new(if t.lang == Lang::Hi { Lang::En } else { Lang::Hi });
        format!("{own} / {}", other.pick(words))
    }
}

impl View for DraftPage {
    fn title(&self, t: &Text) -> String {
        t.say("template-draft-title").set("name", t.pick(&self.name)).to_string()
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Administrator.navigation(t, &self.whose, ROOM)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    DraftPage as p,
    r#"
{{ p.wrongs.html(t) }}<h1>{{ t.say("template-draft-title").set("name", t.pick(p.name)) }}</h1><p class="lead">{{ p.lead(t) }}</p>
<section class="parcel"><h2>{{ t.get("template-changes") }}</h2><ul class="apart">{% for change in p.changes %}
<li><b>{{ change.part }}</b>{% if !change.before.hi.is_empty() %}<p><small>{{ t.get("template-was") }}</small> {{ p.said(t, change, change.before) }}</p>{% endif %}{% if !change.after.hi.is_empty() %}<p><small>{{ t.get("template-becomes") }}</small> {{ p.said(t, change, change.after) }}</p>{% else %}<p><small>{{ t.get("template-goes") }}</small></p>{% endif %}</li>{% endfor %}</ul>
{%- if p.changes.is_empty() %}<p>{{ t.get("template-no-change") }}</p>{% endif %}</section>
{%- for craft in p.crafts %}<section><h2>{{ t.say("template-as-seen").set("craft", t.pick(craft.name)) }}</h2>{{ craft.questions(t)|safe }}{{ craft.facts(t).html(t) }}</section>{% endfor -%}
<section class="parcel"><h2>{{ t.get("template-enforce") }}</h2><form class="tall" action="{{ p.path(t, "/versions") }}" method="post" data-once>{{ FormKey::from(p.form_key).html(t) }}{{ p.why(t).html(t) }}<button type="submit" class="button">{{ t.get("template-enforce-go") }}</button></form></section>
<p><a class="button second" href="{{ p.path(t, "") }}">{{ t.get("template-edit-on") }}</a></p>
{{ p.drop(t).html(t) }}
"#
);
