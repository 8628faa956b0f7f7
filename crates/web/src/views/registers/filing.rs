//! One register: how far it is, what came of its rows, and what can be done now.

use super::Place;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Deed, Empty, Figure, Figures, Notice, Pager, Tone, Wrongs};
use crate::text::Text;

/// How a register stands, with what the page needs for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Its columns are to be matched.
    Read,
    /// The worker is at it.
    UnderWay,
    /// A person decides.
    Checked,
    /// Rows are entered.
    Entered,
    /// Rows were taken back.
    TakenBack,
    /// Its rows are forgotten.
    Emptied,
}

/// Somebody who may be the same as a row tells of.
#[derive(Clone, Debug)]
pub struct TwinLine {
    /// Who, as a sentence.
    pub who: String,
    /// Why, a few words each.
    pub reasons: Vec<String>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct FilingRow {
    /// Its number.
    pub row: usize,
    /// The name in it; may be empty.
    pub name: String,
    /// What is wrong, whole sentences.
    pub faults: Vec<String>,
    /// What is only to be noted.
    pub remarks: Vec<String>,
    /// Who may be the same person.
    pub twins: Vec<TwinLine>,
}

/// The page of one register.
#[derive(Clone, Debug)]
pub struct FilingPage {
    /// Whose desk.
    pub place: Place,
    /// The last part of its address.
    pub id: String,
    /// The file's name.
    pub file_name: String,
    /// How it stands.
    pub stands: Stands,
    /// The word of its state.
    pub state: &'static str,
    /// How many rows have which fate: the word and the count, in the order shown.
    pub counts: Vec<(&'static str, usize)>,
    /// Rows the worker has done, of how many.
    pub done: (usize, usize),
    /// The word of the fate whose rows are shown.
    pub shown: &'static str,
    /// The rows shown.
    pub rows: Vec<FilingRow>,
    /// Where the list goes on.
    pub pager: Pager,
    /// Until when it can be taken back; empty if it cannot.
    pub undo_until: String,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl FilingPage {
    fn at(&self, t: &Text, rest: &str) -> String {
        t.path(&format!("{}{rest}", self.place.of(&self.id)))
    }
    fn count(&self, fate: &str) -> usize {
        self.counts.iter().find(|(own, _)| *own == fate).map_or(0, |(_, count)| *count)
    }
    fn figures(&self, t: &Text) -> Figures {
        let figure = |(fate, count): &(&'static str, usize)| Figure {
            value: count.to_string(),
            label: t.get(&format!("reg-n-{fate}")),
            href: (*count > 0).then(|| self.at(t, &format!("?show={fate}"))),
        };
        let some = self.counts.iter().filter(|(fate, count)| {
            // That nothing is fit is news while it can be mended.
            *count > 0 || (*fate == "fit" && self.stands == Stands::Checked)
        });
        Figures { figures: some.map(figure).collect() }
    }
    fn news(&self, t: &Text) -> Option<Notice> {
        match self.stands {
            Stands::Entered => {
                let said = t.say("reg-entered").set("count", self.count("entered")).to_string();
                Some(Notice::new(Tone::Good, said, ""))
            }
            Stands::TakenBack => {
                let said = t.say("reg-taken-back").set("count", self.count("taken_back")).to_string();
                Some(Notice::new(Tone::Plain, said, ""))
            }
            Stands::Read | Stands::UnderWay | Stands::Checked | Stands::Emptied => None,
        }
    }
    /// What waits for an answer while something can still be entered.
    fn waits(&self, t: &Text) -> Option<Notice> {
        let twins = self.count("twin");
        (self.can_enter() && twins > 0)
            .then(|| Notice::new(Tone::Care, "", t.say("reg-twins-wait").set("count", twins).to_string()))
    }
    const fn can_enter(&self) -> bool {
        matches!(self.stands, Stands::Checked | Stands::Entered)
    }
    fn deed(&self, t: &Text, rest: &str, button: Button, with: Vec<(String, String)>) -> Deed {
        Deed { action: self.at(t, rest), button, with, form_key: self.form_key.clone() }
    }
    fn enter(&self, t: &Text) -> Option<Deed> {
        let fit = self.count("fit");
        let label = t.say("reg-enter").set("count", fit).to_string();
        (self.can_enter() && fit > 0).then(|| self.deed(t, "/entry", Button::main(label), vec![]))
    }
    fn match_columns(&self, t: &Text) -> Option<Button> {
        match self.stands {
            Stands::Read => Some(Button::main(t.get("reg-columns")).to(self.at(t, "/columns"))),
            Stands::Checked => Some(Button::second(t.get("reg-change-columns")).to(self.at(t, "/columns"))),
            Stands::UnderWay | Stands::Entered | Stands::TakenBack | Stands::Emptied => None,
        }
    }
    fn undo(&self, t: &Text) -> Option<Deed> {
        let can = !self.undo_until.is_empty();
        can.then(|| self.deed(t, "/undo", Button::second(t.get("reg-undo")), vec![]))
    }
    fn throw_away(&self, t: &Text) -> Option<Deed> {
        let can = matches!(self.stands, Stands::Read | Stands::Checked) || self.state == "checking";
        can.then(|| self.deed(t, "/removal", Button::second(t.get("reg-throw-away")), vec![]))
    }
    fn answers(&self, t: &Text, row: &FilingRow) -> Vec<Deed> {
        if !self.can_enter() || row.twins.is_empty() || !matches!(self.shown, "twin" | "same") {
            return Vec::new();
        }
        let deed = |answer: &str, key: &str| {
            let with =
                vec![("row".to_owned(), row.row.to_string()), ("answer".to_owned(), answer.to_owned())];
            self.deed(t, "/answers", Button::second(t.get(key)), with)
        };
        let another = deed("another", "reg-another");
        if self.shown == "same" { vec![another] } else { vec![another, deed("same", "reg-same")] }
    }
    fn all_same(&self, t: &Text) -> Option<Deed> {
        let can = self.can_enter() && self.shown == "twin" && self.rows.len() > 1;
        let with = vec![("answer".to_owned(), "same".to_owned())];
        can.then(|| self.deed(t, "/answers", Button::second(t.get("reg-all-same")), with))
    }
    fn has_left_out(&self) -> bool {
        self.stands != Stands::Emptied
            && self.count("faulty") + self.count("refused") + self.count("twin") > 0
    }
    fn emptied(&self, t: &Text) -> Empty {
        Empty {
            title: t.get("reg-emptied"),
            text: t.get("reg-emptied.text"),
            next: Some(Button::second(t.get("reg-back")).to(t.path(&self.place.home()))),
        }
    }
    fn row_title(&self, t: &Text, row: &FilingRow) -> String {
        let number = t.say("reg-row").set("row", row.row).to_string();
        if row.name.is_empty() { number } else { format!("{number}: {}", row.name) }
    }
    fn is_under_way(&self) -> bool {
        self.stands == Stands::UnderWay
    }
    fn state_words(&self, t: &Text) -> String {
        t.get(&format!("reg-state-{}", self.state))
    }
    fn working_on(&self, t: &Text) -> String {
        t.get(&format!("reg-working-{}", self.state))
    }
    fn shown_words(&self, t: &Text) -> String {
        t.get(&format!("reg-show-{}", self.shown))
    }
    fn home(&self, t: &Text) -> String {
        t.path(&self.place.home())
    }
    fn working(&self, t: &Text) -> String {
        let (done, all) = self.done;
        t.say("reg-working-text").set("done", done).set("all", all).to_string()
    }
}

impl View for FilingPage {
    fn title(&self, t: &Text) -> String {
        format!("{} – {}", self.file_name, self.state_words(t))
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        self.place.navigation(t)
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    FilingPage as f,
    r#"
{{ f.wrongs.html(t) }}<h1>{{ f.file_name }}</h1><p class="standing">{{ f.state_words(t) }}</p>
{%- if let Some(news) = f.news(t) %}{{ news.html(t) }}{% endif -%}
{%- if f.stands == Stands::Emptied %}{{ f.emptied(t).html(t) }}{% else if f.is_under_way() -%}
<section><h2>{{ t.get("reg-working") }}</h2><p>{{ f.working_on(t) }}</p>
<p><progress max="{{ f.done.1 }}" value="{{ f.done.0 }}" aria-label="{{ t.get("reg-working") }}"></progress></p><p>{{ f.working(t) }}</p><p><a href="{{ f.at(t, "") }}">{{ t.get("reg-look-again") }}</a></p></section>
{%- else -%}
{%- if f.stands != Stands::Read %}{{ f.figures(t).html(t) }}{% endif -%}
{%- if let Some(waits) = f.waits(t) %}{{ waits.html(t) }}{% endif -%}
{%- if let Some(deed) = f.enter(t) %}{{ deed.html(t) }}<p class="hint">{{ t.get("reg-enter-hint") }}</p>{% else if f.stands == Stands::Checked %}<p>{{ t.get("reg-nothing-fit") }}</p>{% endif -%}
{%- if !f.rows.is_empty() %}<section><h2>{{ f.shown_words(t) }}</h2><ul class="book">{% for row in f.rows %}
<li><span>{{ f.row_title(t, row) }}</span>
{%- for fault in row.faults %}<p class="stop">{{ fault }}</p>{% endfor -%}
{%- for remark in row.remarks %}<p class="care">{{ t.get("reg-remark") }}: {{ remark }}</p>{% endfor -%}
{%- for twin in row.twins %}<p class="care">{{ twin.who }}<br><small>{{ twin.reasons.join(" · ") }}</small></p>{% endfor -%}
{%- let answers = f.answers(t, row) -%}
{%- if !answers.is_empty() %}<div class="pair">{% for answer in answers %}{{ answer.html(t) }}{% endfor %}</div>{% endif -%}
</li>{% endfor %}
</ul>{{ f.pager.html(t) }}{% if let Some(deed) = f.all_same(t) %}{{ deed.html(t) }}{% endif %}</section>{% endif -%}
{%- if f.has_left_out() %}<section><h2>{{ t.get("reg-hand-back") }}</h2><p>{{ t.get("reg-hand-back-text") }}</p><p><a class="button second" href="{{ f.at(t, "/left-out/xlsx") }}">{{ t.get("reg-download-xlsx") }}</a></p><p><a href="{{ f.at(t, "/left-out/csv") }}">{{ t.get("reg-download-csv") }}</a></p></section>{% endif -%}
{%- if let Some(button) = f.match_columns(t) %}<p>{{ button.html(t) }}</p>{% endif -%}
{%- if let Some(deed) = f.undo(t) %}<section><h2>{{ t.get("reg-undo") }}</h2><p>{{ t.say("reg-undo-text").set("until", f.undo_until) }}</p>{{ deed.html(t) }}</section>{% endif -%}
{%- endif -%}
{%- if let Some(deed) = f.throw_away(t) %}<section><h2>{{ t.get("reg-throw-away") }}</h2><p>{{ t.get("reg-throw-away-text") }}</p>{{ deed.html(t) }}</section>{% endif -%}
<p><a href="{{ f.home(t) }}">{{ t.get("reg-back") }}</a></p>
"#
);
