//! Who in a group makes how many of a parcel, and whose money it is.

use kernel::{Paise, Words};
use market::groups::Rule;

use crate::parts::{Facts, Field, Kind, Wrongs, part};
use crate::text::Text;

/// What one member makes of a line.
#[derive(Clone, Debug)]
pub struct Part {
    /// The end of its fields' names: the line and the member.
    pub key: String,
    /// What she is called.
    pub name: String,
    /// How many.
    pub pieces: i64,
    /// How many, as typed just now, else as it stands.
    pub typed_pieces: String,
    /// Hours of work, as typed just now, else as they stand.
    pub typed_hours: String,
    /// What is hers.
    pub share: Paise,
}

/// A line of a parcel.
#[derive(Clone, Debug)]
pub struct SharedLine {
    /// What the good is called.
    pub name: Words,
    /// How many.
    pub quantity: u32,
    /// By which rule it was shared; nothing before it is packed.
    pub rule: Option<Rule>,
    /// Who makes it.
    pub parts: Vec<Part>,
}

/// The lines of a group's parcel.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// The last part of the parcel's address.
    pub parcel: String,
    /// In the order they were bought.
    pub lines: Vec<SharedLine>,
    /// What the leader may do now.
    pub stands: SharedStands,
    /// Whether hours are asked for too.
    pub by_hours: bool,
    /// One-time key of the form.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

/// What a leader may do about who makes what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SharedStands {
    /// Look: it has not been said yes to, or it is packed.
    #[default]
    Seen,
    /// Change it.
    Open,
    /// Nobody can make it: the group has no members yet.
    Nobody,
}

impl Shared {
    fn facts(&self, t: &Text, line: &SharedLine) -> Facts {
        let busy = line.parts.iter().filter(|part| part.pieces > 0 || part.share.0 > 0);
        busy.fold(Facts::default(), |facts, part| {
            let count = u32::try_from(part.pieces).unwrap_or(0);
            let pieces = t.say("group-pieces").set("count", count).to_string();
            let said =
                if line.rule.is_some() { format!("{pieces} · {}", t.money(&part.share)) } else { pieces };
            facts.and(part.name.as_str(), said)
        })
    }
    fn fields(&self, t: &Text, line: &SharedLine) -> String {
        let ask = |what: &str, part: &Part, value: &str, label: String| Field {
            name: format!("{what}-{}", part.key),
            label,
            hint: String::new(),
            value: value.to_owned(),
            error: self.wrongs.of(&format!("{what}-{}", part.key)).map(str::to_owned),
            kind: Kind::Count,
        };
        let mut html = String::new();
        for part in &line.parts {
            let label = t.say("group-ask-pieces").set("name", &*part.name).to_string();
            html += &ask("pieces", part, &part.typed_pieces, label).html(t).to_string();
            if self.by_hours {
                let label = t.say("group-ask-hours").set("name", &*part.name).to_string();
                html += &ask("hours", part, &part.typed_hours, label).html(t).to_string();
            }
        }
        html
    }
    fn ruled(&self, t: &Text, line: &SharedLine) -> Option<String> {
        line.rule.map(|rule| t.get(&format!("group-ruled-{rule}")))
    }
}

part!(
    Shared as s,
    r#"<section class="parcel"><h2>{{ t.get("group-who-makes") }}</h2>
{%- if s.stands == SharedStands::Nobody %}<p>{{ t.get("group-nobody") }}</p><p><a class="button second" href="{{ t.path("/maker/members") }}">{{ t.get("group-add") }}</a></p>{% else -%}
{%- for line in s.lines %}<h3>{{ line.quantity }} × {{ t.words(line.name) }}</h3>{{ s.facts(t, line).html(t) }}{% if let Some(ruled) = s.ruled(t, line) %}<p class="hint">{{ ruled }}</p>{% endif %}{% endfor -%}
{%- if s.stands == SharedStands::Open -%}
<details class="fold"{% if !s.wrongs.is_empty() %} open{% endif %}><summary>{{ t.get("group-change") }}</summary><form action="{{ t.path("/maker/parcels/") }}{{ s.parcel }}/allotment" method="post">{{ crate::parts::FormKey::from(s.form_key).html(t) }}{% for line in s.lines %}<h3>{{ line.quantity }} × {{ t.words(line.name) }}</h3>{{ s.fields(t, line)|safe }}{% endfor %}<button type="submit" class="button second">{{ t.get("group-change-go") }}</button></form></details>
{%- endif -%}
<p><a href="{{ t.path("/maker/members") }}">{{ t.get("group-members") }}</a></p>
{%- endif -%}</section>"#
);
