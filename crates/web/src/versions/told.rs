//! Changes of goods told in the reader's words: what a field is called, how its value is written, who asked.

use kernel::Paise;
use market::audit::Part;
use market::proposals::{Change, Field, Proposal, State, Topic, Unfit};

use crate::parts::{Compare, Compared, Kind};
use crate::text::Text;

/// What a field is called.
pub(super) fn label(t: &Text, field: Field) -> String {
    t.get(&format!("claim-{field}"))
}

/// A value as it is typed into a form: rupees, centimetres.
pub(super) fn typed(field: Field, value: &str) -> String {
    let number = || value.parse::<i64>().ok();
    if field.is_money() {
        number().map_or_else(String::new, |paise| Paise(paise).to_string().replace('₹', ""))
    } else if field.is_length() {
        number().map_or_else(String::new, centimetres)
    } else {
        value.to_owned()
    }
}

fn centimetres(mm: i64) -> String {
    if mm % 10 == 0 { (mm / 10).to_string() } else { format!("{}.{}", mm / 10, mm % 10) }
}

/// A value as it is read.
pub(super) fn value(t: &Text, field: Field, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    match field {
        Field::Price | Field::Mrp => format!("₹{}", typed(field, value)),
        Field::Length | Field::Breadth | Field::Height => {
            format!("{} {}", typed(field, value), t.get("measure-cm"))
        }
        Field::Weight => t.say("versions-grams").set("count", value.to_owned()).to_string(),
        Field::Making => t.get(&format!("ask-making-{value}")),
        Field::Photo => format!("/pictures/{value}/320.jpg"),
        _ => value.to_owned(),
    }
}

/// Old beside new.
pub(super) fn compare(t: &Text, changes: &[Change]) -> Compare {
    let row = |change: &Change| Compared {
        label: label(t, change.field),
        old: value(t, change.field, &change.from),
        new: value(t, change.field, &change.to),
        is_picture: change.field == Field::Photo,
    };
    Compare {
        old: t.get("versions-old"),
        new: t.get("versions-new"),
        rows: changes.iter().map(row).collect(),
    }
}

/// The changes in a line of a history.
pub(super) fn brief(t: &Text, changes: &[Change]) -> String {
    let one = |change: &Change| {
        let what = label(t, change.field);
        match change.field {
            // Its files may be gone by now.
            Field::Photo => what,
            field => format!(
                "{what}: {} → {}",
                or_dash(value(t, field, &change.from)),
                or_dash(value(t, field, &change.to))
            ),
        }
    };
    changes.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

/// What a proposal is about: «दाम: लाल लहठी, 2.6 इंच».
pub(super) fn title(t: &Text, proposal: &Proposal) -> String {
    let topic = match proposal.topic {
        Topic::Price => "versions-topic-price",
        Topic::Words => "versions-topic-words",
        Topic::Photo => "versions-topic-photo",
        Topic::Size => "versions-topic-size",
    };
    let (good, label) = (t.pick(&proposal.good), t.pick(&proposal.label));
    let comma = if label.is_empty() { "" } else { ", " };
    format!("{}: {good}{comma}{label}", t.get(topic))
}

/// Who asked, in which part, and when.
pub(super) fn asked(t: &Text, proposal: &Proposal) -> String {
    let key = if proposal.asked_as == Part::Maker { "versions-by-maker" } else { "versions-by-officer" };
    let name = match (proposal.asked_as, proposal.asker.is_empty()) {
        (Part::Maker, _) | (_, true) => t.pick(&proposal.maker_name).to_owned(),
        (_, false) => proposal.asker.clone(),
    };
    let said = t.say(key).set("name", name).to_string();
    format!("{said} · {}", t.moment(&proposal.asked_at))
}

/// How it stands.
pub(super) fn stands(t: &Text, proposal: &Proposal) -> String {
    let key = match proposal.state {
        State::Waiting => "versions-state-waiting",
        State::Approved => "versions-state-approved",
        State::Refused => "versions-state-refused",
        State::TakenBack => "versions-state-taken-back",
        State::Replaced => "versions-state-replaced",
    };
    t.get(key)
}

/// Why something typed cannot stand there, and what to do.
pub(super) fn unfit(t: &Text, why: Unfit) -> String {
    t.get(match why {
        Unfit::Missing => "versions-unfit-missing",
        Unfit::TooLong => "versions-unfit-too-long",
        Unfit::NoNumber => "versions-unfit-no-number",
        Unfit::AboveMrp => "versions-unfit-above-mrp",
        Unfit::Aadhaar => "fault-aadhaar",
    })
}

/// Which keyboard a field wants.
pub(super) const fn kind(field: Field) -> Kind {
    if field.is_money() {
        return Kind::Rupees;
    }
    match field {
        Field::WordsHi | Field::WordsEn | Field::IngredientsHi | Field::IngredientsEn => Kind::Lines,
        Field::Weight | Field::LeadDays | Field::Capacity | Field::Pieces => Kind::Count,
        _ => Kind::Words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_typed_as_it_is_read_by_people() {
        assert_eq!(typed(Field::Price, "125000"), "1,250");
        assert_eq!(typed(Field::Length, "95"), "9.5");
        assert_eq!(typed(Field::Height, "40"), "4");
        assert_eq!(typed(Field::NameHi, "लहठी"), "लहठी");
    }
}
