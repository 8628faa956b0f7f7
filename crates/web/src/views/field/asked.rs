//! The questions of a craft, each with its drawing: as an officer's phone asks them, and as an administrator sees them
//! before they hold.

use market::fieldwork::question_keys;
use market::templates::{Held, How, Question, Sign};

use crate::parts::{Choice, Field, Kind, Radios, Wrongs};
use crate::text::Text;

/// The strokes of a drawing inside a box of 24 × 24.
const fn strokes(sign: Sign) -> &'static str {
    match sign {
        Sign::Unit => "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM16.5 13v7M13 16.5h7",
        Sign::Size => "M3 9h18v6H3zM7 9v3M11 9v3M15 9v3M19 9v3",
        Sign::Colour => "M12 3s6 6.5 6 11a6 6 0 0 1-12 0c0-4.5 6-11 6-11zM9 14a3 3 0 0 0 3 3",
        Sign::Weight => "M12 4v16M5 20h14M4 8h16M4 8l-2 6h5zM20 8l-3 6h5z",
        Sign::Material => "M4 8l8-4 8 4-8 4zM4 12l8 4 8-4M4 16l8 4 8-4",
        Sign::Work => "M7 21v-6l-3-4 2-2 3 3V4h3v7h5a3 3 0 0 1 3 3v7",
        Sign::Pattern => "M12 3l3 6 6 3-6 3-3 6-3-6-6-3 6-3zM12 10v4M10 12h4",
        Sign::Use => "M4 20V10l8-6 8 6v10zM10 20v-6h4v6",
        Sign::Person => "M12 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 21a7 7 0 0 1 14 0",
        Sign::Time => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 3",
        Sign::Fire => "M12 3c1 4 5 6 5 11a5 5 0 0 1-10 0c0-2 1-3 2-4 0 2 1 3 2 3 1-3-1-6 1-10z",
        Sign::Water => "M3 9c3-3 6 3 9 0s6 3 9 0M3 15c3-3 6 3 9 0s6 3 9 0",
        Sign::Edge => "M4 17C10 17 17 12 20 4c-8 1-14 5-16 13zM4 17l-1 4 4-1",
        Sign::Handle => "M5 19L16 8M14 4l6 6-3 3-6-6zM4 20l2-2",
        Sign::Pack => "M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9",
        Sign::Taste => "M5 12h14a7 7 0 0 1-14 0zM9 9c0-2 2-2 2-4M14 9c0-2 2-2 2-4",
        Sign::Leaf => "M5 19C4 10 10 4 20 4c0 10-6 16-15 15zM5 19l8-8",
        Sign::Holds => "M6 5h12l-1.5 15h-9zM7 10h10",
    }
}

fn drawing(sign: Sign) -> String {
    format!(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{}\"/></svg>",
        strokes(sign)
    )
}

/// The questions of a craft as HTML, with the answers so far. A preview says where its own names begin, so that two on a
/// page do not meet.
pub fn questions(
    t: &Text,
    held: &Held,
    before: &str,
    answer: impl Fn(&str) -> String,
    wrongs: &Wrongs,
) -> String {
    let asked = held.template.asked();
    let ask = |(key, question): (&&str, &Question)| {
        let name = format!("{before}{key}");
        let needed = if question.needed { format!(" data-needed=\"{key}\"") } else { String::new() };
        let inside = one(t, question, &name, &answer(key), wrongs.of(key));
        format!("<div class=\"asked\"{needed}>{}{inside}</div>", drawing(question.sign))
    };
    question_keys().iter().zip(&asked).map(ask).collect()
}

fn one(t: &Text, question: &Question, name: &str, value: &str, error: Option<&str>) -> String {
    let words = t.pick(&question.words);
    let label = if question.needed {
        words.to_owned()
    } else {
        t.say("ask-if-known").set("question", words).to_string()
    };
    let error = error.map(str::to_owned);
    let kind = match question.how {
        How::Choice => {
            let choice = |named: &market::templates::Named| {
                Choice::new(&*named.key, t.pick(&named.words)).chosen_if(value)
            };
            let choices = question.choices.iter().map(choice).collect();
            return Radios { name: name.to_owned(), label, error, choices }.html(t).to_string();
        }
        How::Count => Kind::Count,
        How::Words => Kind::Words,
    };
    let hint = [t.pick(&question.hint), t.pick(&question.unit)].into_iter().find(|hint| !hint.is_empty());
    let hint = hint.unwrap_or("").to_owned();
    Field { name: name.to_owned(), label, hint, value: value.to_owned(), error, kind }.html(t).to_string()
}
