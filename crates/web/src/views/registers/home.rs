//! All registers of a desk, and the form for a new one.

use super::Place;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Button, Empty, FileField, FormKey, Row, Rows, Wrongs};
use crate::text::Text;

/// Files that can be chosen.
const ACCEPT: &str = ".xlsx,.ods,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.oasis.opendocument.spreadsheet";

/// A register in the list.
#[derive(Clone, Debug)]
pub struct FilingLine {
    /// The last part of its address.
    pub id: String,
    /// The file's name.
    pub file_name: String,
    /// The key of how it stands.
    pub stands: String,
    /// When it came.
    pub day: String,
    /// Who handed it in.
    pub by: String,
    /// How many of its rows are entered.
    pub entered: usize,
}

/// The first page of registers.
#[derive(Clone, Debug)]
pub struct RegistersHome {
    /// Whose desk.
    pub place: Place,
    /// The newest registers.
    pub filings: Vec<FilingLine>,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl RegistersHome {
    fn action(&self, t: &Text) -> String {
        t.path(&self.place.home())
    }
    fn file(&self, t: &Text) -> FileField {
        FileField {
            name: "file".into(),
            label: t.get("field-file"),
            hint: t.maybe("field-file.hint").unwrap_or_default(),
            accept: ACCEPT.into(),
            error: self.wrongs.of("file").map(str::to_owned),
        }
    }
    fn key(&self) -> FormKey {
        FormKey(self.form_key.clone())
    }
    fn send(&self, t: &Text) -> Button {
        Button::main(t.get("reg-send"))
    }
    fn rows(&self, t: &Text) -> Rows {
        let row = |line: &FilingLine| Row {
            href: t.path(&self.place.of(&line.id)),
            title: line.file_name.clone(),
            figure: match line.entered {
                0 => String::new(),
                count => t.say("reg-rows-entered").set("count", count).to_string(),
            },
            note: t.say("reg-by").set("day", &line.day).set("name", &line.by).to_string(),
            standing: t.get(&line.stands),
        };
        Rows { rows: self.filings.iter().map(row).collect() }
    }
    fn nothing(&self, t: &Text) -> Empty {
        Empty { title: t.get("reg-none"), text: t.get("reg-none.text"), next: None }
    }
}

impl View for RegistersHome {
    fn title(&self, t: &Text) -> String {
        t.get("room-registers")
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
    RegistersHome as r,
    r#"
{{ r.wrongs.html(t) }}<h1>{{ t.get("room-registers") }}</h1>
<p>{{ t.get("reg-intro") }}</p>
<form action="{{ r.action(t) }}" method="post" enctype="multipart/form-data">{{ r.key().html(t) }}{{ r.file(t).html(t) }}<p class="hint">{{ t.get("reg-no-aadhaar") }}</p>{{ r.send(t).html(t) }}</form>
<section><h2>{{ t.get("reg-list") }}</h2>
{%- if r.filings.is_empty() %}{{ r.nothing(t).html(t) }}{% else %}{{ r.rows(t).html(t) }}{% endif -%}
</section>
"#
);
