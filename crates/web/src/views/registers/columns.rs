//! What each column of a register holds: guessed, shown with examples, corrected.

use super::Place;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Choice, Field, FormKey, Kind, Select, Wrongs};
use crate::text::Text;

/// A sheet that could be read.
#[derive(Clone, Debug)]
pub struct SheetChoice {
    /// Its place, from 0.
    pub place: usize,
    /// What its tab says; may be empty.
    pub name: String,
    /// Lines with something in them.
    pub lines: usize,
}

/// One column.
#[derive(Clone, Debug)]
pub struct ColumnLine {
    /// Its letter: A, B, …
    pub letter: String,
    /// What its heading says; may be empty.
    pub heading: String,
    /// What stands in it, a few examples.
    pub examples: Vec<String>,
    /// The word of what it holds.
    pub field: &'static str,
}

/// The page on which columns are matched.
#[derive(Clone, Debug)]
pub struct ColumnsPage {
    /// Whose desk.
    pub place: Place,
    /// The last part of the register's address.
    pub id: String,
    /// The file's name.
    pub file_name: String,
    /// The sheets of the file.
    pub sheets: Vec<SheetChoice>,
    /// Which of them is read.
    pub sheet: usize,
    /// The row the headings stand in.
    pub heading: usize,
    /// The columns.
    pub columns: Vec<ColumnLine>,
    /// Words a column may hold, in the order they are offered.
    pub fields: Vec<&'static str>,
    /// Blocks all rows may lie in.
    pub blocks: Vec<Choice>,
    /// Crafts all rows may tell of.
    pub crafts: Vec<Choice>,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl ColumnsPage {
    fn here(&self, t: &Text) -> String {
        t.path(&format!("{}/columns", self.place.of(&self.id)))
    }
    fn sheet_label(&self, t: &Text, sheet: &SheetChoice) -> String {
        let name = match sheet.name.as_str() {
            "" => t.say("reg-sheet-one").set("number", sheet.place + 1).to_string(),
            name => name.to_owned(),
        };
        t.say("reg-sheet").set("name", &name).set("count", sheet.lines).to_string()
    }
    fn select(&self, t: &Text, place: &usize, column: &ColumnLine) -> Select {
        let choice = |field: &&'static str| {
            Choice::new(*field, t.get(&format!("reg-field-{field}"))).chosen_if(column.field)
        };
        let name = format!("column-{place}");
        Select {
            error: self.wrongs.of(&name).map(str::to_owned),
            name,
            label: match column.heading.as_str() {
                "" => t.say("reg-column").set("letter", &column.letter).to_string(),
                heading => heading.to_owned(),
            },
            any: None,
            choices: self.fields.iter().map(choice).collect(),
        }
    }
    fn examples(&self, t: &Text, column: &ColumnLine) -> Option<String> {
        let some: Vec<&str> =
            column.examples.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        (!some.is_empty()).then(|| t.say("reg-as").set("examples", some.join(" · ")).to_string())
    }
    fn for_all(&self, t: &Text, name: &str, label: &str, choices: &[Choice]) -> Select {
        Select {
            name: name.to_owned(),
            label: t.get(label),
            any: Some(t.get("reg-each-row")),
            error: self.wrongs.of(name).map(str::to_owned),
            choices: choices.to_vec(),
        }
    }
    fn block(&self, t: &Text) -> Select {
        self.for_all(t, "block", "reg-block", &self.blocks)
    }
    fn craft(&self, t: &Text) -> Select {
        self.for_all(t, "craft", "reg-craft", &self.crafts)
    }
    fn heading_field(&self, t: &Text) -> Field {
        Field {
            name: "heading".into(),
            label: t.get("reg-heading-line"),
            hint: String::new(),
            value: self.heading.to_string(),
            error: None,
            kind: Kind::Count,
        }
    }
    fn heading_button(&self, t: &Text) -> Button {
        Button::second(t.get("reg-heading-again"))
    }
    fn key(&self) -> FormKey {
        FormKey(self.form_key.clone())
    }
    fn settle(&self, t: &Text) -> Button {
        Button::main(t.get("reg-settle"))
    }
    fn lines(&self) -> impl Iterator<Item = (usize, &ColumnLine)> {
        self.columns.iter().enumerate()
    }
}

impl View for ColumnsPage {
    fn title(&self, t: &Text) -> String {
        t.get("reg-columns")
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
    ColumnsPage as c,
    r#"
{{ c.wrongs.html(t) }}<h1>{{ t.get("reg-columns") }}</h1>
<p><strong>{{ c.file_name }}</strong></p><p>{{ t.get("reg-columns-intro") }}</p>
{%- if c.sheets.len() > 1 %}<section><h2>{{ t.get("reg-sheets") }}</h2><ul class="plain">{% for sheet in c.sheets %}
<li>{% if sheet.place == c.sheet %}<strong>{{ c.sheet_label(t, sheet) }}</strong>{% else %}<a href="{{ c.here(t) }}?sheet={{ sheet.place }}">{{ c.sheet_label(t, sheet) }}</a>{% endif %}</li>{% endfor %}
</ul></section>{% endif -%}
<details class="filter"><summary>{{ t.get("reg-heading-other") }}</summary><form action="{{ c.here(t) }}#columns" method="get"><input type="hidden" name="sheet" value="{{ c.sheet }}">{{ c.heading_field(t).html(t) }}{{ c.heading_button(t).html(t) }}</form></details>
<form id="columns" action="{{ c.here(t) }}" method="post">{{ c.key().html(t) }}<input type="hidden" name="sheet" value="{{ c.sheet }}"><input type="hidden" name="heading-row" value="{{ c.heading }}">
{%- for (place, column) in c.lines() %}<div class="told">{{ c.select(t, place, column).html(t) }}{% if let Some(examples) = c.examples(t, column) %}<p class="hint">{{ examples }}</p>{% endif %}</div>{% endfor -%}
<h2>{{ t.get("reg-for-all") }}</h2><p class="hint">{{ t.get("reg-for-all-hint") }}</p>{{ c.block(t).html(t) }}{{ c.craft(t).html(t) }}{{ c.settle(t).html(t) }}</form>
"#
);
