//! A maker's papers: a ladder of cards, each there or missing, and an officer who can be asked to come.

use kernel::Words;

use super::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{FormKey, Icon};
use crate::text::Text;

/// How a paper stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperStands {
    /// It is on record; a few words more, such as until when it holds.
    There(String),
    /// It is missing.
    Missing,
    /// It is missing, and the officer has been asked.
    Asked,
}

/// One rung of the ladder.
#[derive(Clone, Debug)]
pub struct PaperCard {
    /// Its name's key; `{key}.text` says what it is good for.
    pub key: &'static str,
    /// What is sent to ask for help with it.
    pub about: &'static str,
    /// How it stands.
    pub stands: PaperStands,
}

impl PaperCard {
    fn is_there(&self) -> bool {
        matches!(self.stands, PaperStands::There(_))
    }
    fn says(&self, t: &Text) -> String {
        match &self.stands {
            PaperStands::There(more) if more.is_empty() => t.get("paper-there"),
            PaperStands::There(more) => more.clone(),
            PaperStands::Missing => t.get("paper-missing"),
            PaperStands::Asked => t.get("paper-asked"),
        }
    }
    fn text(&self, t: &Text) -> String {
        t.get(&format!("{}.text", self.key))
    }
}

/// The page of papers.
#[derive(Clone, Debug)]
pub struct PapersPage {
    /// Whose desk it is.
    pub maker: Words,
    /// In the order they are needed.
    pub cards: Vec<PaperCard>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

impl PapersPage {
    fn left(&self) -> usize {
        self.cards.iter().filter(|card| !card.is_there()).count()
    }
}

impl View for PapersPage {
    fn title(&self, t: &Text) -> String {
        t.get("room-papers")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/papers")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        Some(("papers", t.say("aloud-papers").set("count", self.left()).to_string()))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    PapersPage as p,
    r#"
<h1>{{ t.get("room-papers") }} <small>{{ t.say("papers-left").set("count", p.left()) }}</small></h1>
<ol class="ladder">{% for card in p.cards %}
<li class="{% if card.is_there() %}good{% else %}care{% endif %}"><h2>{% if card.is_there() %}{{ Icon::Tick }} {% endif %}{{ t.get(card.key) }}</h2><p><b>{{ card.says(t) }}</b></p>{% if !card.is_there() %}<p>{{ card.text(t) }}</p>{% endif %}
{%- if card.stands == PaperStands::Missing %}<form action="{{ t.path("/maker/requests") }}" method="post">{{ FormKey::from(p.form_key).html(t) }}<input type="hidden" name="about" value="{{ card.about }}"><button type="submit" class="button second">{{ t.get("paper-call") }}</button></form>{% endif -%}
</li>{% endfor %}
</ol>
"#
);
