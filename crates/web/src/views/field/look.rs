//! An inspection as a plain form: which good, then the checks of its craft.

use kernel::Words;

use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Choice, Field, FormKey, Kind, PhotoAsk, Radios, Select, Wrongs};
use crate::text::Text;
use crate::views::desk::Desk;

/// Which good is looked at.
#[derive(Clone, Debug)]
pub struct InspectionAsk {
    /// Goods of the officer's blocks: id, name, maker.
    pub goods: Vec<(String, Words, Words)>,
}

impl InspectionAsk {
    fn goods(&self, t: &Text) -> Select {
        let choice = |(id, name, maker): &(String, Words, Words)| {
            Choice::new(id.as_str(), format!("{} – {}", t.pick(name), t.pick(maker)))
        };
        Select {
            name: "product".to_owned(),
            label: t.get("ask-product"),
            any: Some(t.get("ask-product-choose")),
            error: None,
            choices: self.goods.iter().map(choice).collect(),
        }
    }
}

impl View for InspectionAsk {
    fn title(&self, t: &Text) -> String {
        t.get("fieldwork-new-inspection")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Officer.navigation(t, &super::whose(t), "/officer/field")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    InspectionAsk as p,
    r#"
<h1>{{ t.get("fieldwork-new-inspection") }}</h1>
<form class="tall" action="{{ t.path("/officer/field/inspection") }}">{{ p.goods(t).html(t) }}<button type="submit" class="button">{{ t.get("fieldwork-next") }}</button></form>
"#
);

/// The checks of a good.
#[derive(Clone, Debug)]
pub struct InspectionForm {
    /// The good's id.
    pub product: String,
    /// Its name.
    pub name: Words,
    /// Who makes it.
    pub maker: Words,
    /// Which version of the craft's template the checks are of.
    pub template: String,
    /// What is looked at.
    pub checks: Vec<Words>,
    /// What was found, in the order of the checks.
    pub found: Vec<String>,
    /// The remark.
    pub note: String,
    /// When it is looked at again.
    pub recheck: String,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl InspectionForm {
    fn checks(&self, t: &Text) -> Vec<String> {
        let choices = |found: &str| {
            let choice = |word: &&str| Choice::new(*word, t.get(super::finding_key(word))).chosen_if(found);
            ["right", "mend", "stop"].iter().map(choice).collect()
        };
        let check = |(place, words): (usize, &Words)| {
            let name = format!("check_{}", place + 1);
            let error = self.wrongs.of(&name).map(str::to_owned);
            let found = self.found.get(place).map_or("", String::as_str);
            let radios = Radios { name, label: t.pick(words).to_owned(), error, choices: choices(found) };
            radios.html(t).to_string()
        };
        self.checks.iter().enumerate().map(check).collect()
    }
    fn note(&self, t: &Text) -> Field {
        super::ask(t, "note", Kind::Lines, &self.note, &self.wrongs)
    }
    fn recheck(&self, t: &Text) -> Field {
        super::ask(t, "recheck", Kind::Day, &self.recheck, &self.wrongs)
    }
    fn photo(&self, t: &Text) -> PhotoAsk {
        super::screens::photo(t, "finding", self.wrongs.of("file-finding"))
    }
}

impl View for InspectionForm {
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
        Desk::Officer.navigation(t, &super::whose(t), "/officer/field")
    }
    fn script(&self) -> Option<&'static str> {
        Some("script/officer.js")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    InspectionForm as p,
    r#"
{{ p.wrongs.html(t) }}<h1>{{ t.words(p.name) }} <small>{{ t.words(p.maker) }}</small></h1>
<form class="tall" action="{{ t.path("/officer/field/inspection") }}" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(p.form_key).html(t) }}<input type="hidden" name="product" value="{{ p.product }}"><input type="hidden" name="template" value="{{ p.template }}">
{%- for check in p.checks(t) %}{{ check|safe }}{% endfor -%}
{{ p.note(t).html(t) }}{{ p.photo(t).html(t) }}{{ p.recheck(t).html(t) }}<button type="submit" class="button">{{ t.get("fieldwork-send") }}</button></form>
"#
);
