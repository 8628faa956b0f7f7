//! The questions of a visit on the officer's phone: whom, where, what was seen. Online the same is a form on the case's page.

use super::screens::{Choices, gps, photo};
use crate::parts::{Choice, Field, Kind, Radios, Select};
use crate::text::Text;

/// One screen of a visit: its word, what has to be answered before a phone goes on, its questions as HTML.
pub(super) struct VisitScreen {
    pub word: &'static str,
    pub needs: &'static str,
    pub html: String,
}

/// The key of a question's words.
pub fn question_key(key: &str) -> String {
    match key {
        "kin" | "visited" | "place" | "tools" | "sample_seen" | "crafts" | "years" | "who_makes"
        | "visit_note" => format!("field-{key}"),
        "per_week" => "field-capacity".to_owned(),
        "raw_material" => "field-material".to_owned(),
        asked if asked.starts_with("ask_") => "ask-question".to_owned(),
        other => format!("ask-{other}"),
    }
}

/// The screens of a visit in their order.
pub(super) fn screens(t: &Text, choices: &Choices) -> Vec<VisitScreen> {
    let field = |key: &str, kind: Kind| {
        let field = Field {
            name: key.to_owned(),
            label: t.get(&question_key(key)),
            hint: String::new(),
            value: String::new(),
            error: None,
            kind,
        };
        field.html(t).to_string()
    };
    let fields = |of: &[(&str, Kind)]| of.iter().map(|(key, kind)| field(key, *kind)).collect::<String>();
    let blocks = choices.blocks.iter().map(|(code, name)| Choice::new(code.as_str(), t.pick(name)));
    let crafts = choices.crafts.iter().map(|(key, name)| Choice::new(key.as_str(), t.pick(name)));
    let who =
        [("name_hi", Kind::Words), ("name_en", Kind::Words), ("kin", Kind::Words), ("mobile", Kind::Mobile)];
    let home = [("village_hi", Kind::Area), ("village_en", Kind::Area)];
    let seen = [
        ("visited", Kind::Day),
        ("place", Kind::Words),
        ("tools", Kind::Words),
        ("sample_seen", Kind::Words),
    ];
    let makes = [
        ("crafts", Kind::Words),
        ("years", Kind::Count),
        ("per_week", Kind::Count),
        ("raw_material", Kind::Words),
        ("who_makes", Kind::Lines),
        ("visit_note", Kind::Lines),
    ];
    let screens = [
        ("case", "", choose(t, "case", "ask-case-new", Vec::new())),
        ("met", "name_hi/name_en", fields(&who) + &kinds(t)),
        (
            "home",
            "block village_hi/village_en",
            choose(t, "block", "ask-block-choose", blocks.collect())
                + &fields(&home)
                + &choose(t, "craft", "ask-craft-choose", crafts.collect()),
        ),
        ("seen", "", fields(&seen) + &gps(t, ["", "", ""])),
        ("work", "", photo(t, "maker", None).html(t).to_string()),
        ("makes", "", fields(&makes)),
    ];
    screens.map(|(word, needs, html)| VisitScreen { word, needs, html: apart(&html) }).into()
}

fn choose(t: &Text, key: &str, any: &str, choices: Vec<Choice>) -> String {
    let (name, label) = (key.to_owned(), t.get(&question_key(key)));
    Select { name, label, any: Some(t.get(any)), error: None, choices }.html(t).to_string()
}

fn kinds(t: &Text) -> String {
    let kinds = ["person", "shg", "cooperative", "workshop", "company"];
    let choices = kinds.iter().map(|kind| Choice::new(*kind, t.get(&format!("ask-maker_kind-{kind}"))));
    let (name, label) = ("maker_kind".to_owned(), t.get("ask-maker_kind"));
    Radios { name, label, error: None, choices: choices.collect() }.html(t).to_string()
}

/// A listing on the same page asks some of the same questions: the ids of these are told apart from those.
fn apart(html: &str) -> String {
    ["id", "for", "aria-describedby"].iter().fold(html.to_owned(), |html, name| {
        html.replace(&format!(" {name}=\""), &format!(" {name}=\"visit-"))
    })
}

#[cfg(test)]
mod tests {
    use market::fieldwork::{Kind as Record, keys_of};

    use super::*;

    #[test]
    fn every_question_of_a_visit_stands_on_a_screen_with_words() {
        let t = Text::new(kernel::Lang::En);
        let all: String = screens(&t, &Choices::default()).into_iter().map(|screen| screen.html).collect();
        for key in keys_of(Record::Visit).iter().filter(|key| **key != "seen_name") {
            assert!(all.contains(&format!("name=\"{key}\"")), "{key} is asked nowhere");
        }
        assert!(!all.contains(" id=\"name_hi\"") && all.contains(" id=\"visit-name_hi\""));
        assert!(t.maybe(&question_key("per_week")).is_some());
    }
}
