//! Narrowing a list: a plain GET form, folded away on a phone, beside the goods on a desk; active filters as chips.

use super::{Choice, Field, Kind, Select, Wrongs};
use crate::text::Text;

/// A filter that is on, and the address of the list without it.
#[derive(Clone, Debug)]
pub struct Chip {
    /// «प्रखंड: मोहनपुर».
    pub label: String,
    /// The same list without this filter.
    pub without: String,
}

/// A band of prices, and the address of the list within it.
#[derive(Clone, Debug)]
pub struct Band {
    /// «₹101 – ₹250 (12)».
    pub label: String,
    /// The same list with these prices; without them if they are chosen.
    pub href: String,
    /// Whether the list is within it now.
    pub chosen: bool,
}

/// The filters of a list of goods, as they stand. Labels of choices tell how many goods are behind them.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Where the form goes: the path of the list.
    pub action: String,
    /// What must be sent along: the search words, say.
    pub keep: Vec<(String, String)>,
    /// The crafts to choose from; empty where the craft is given. Sent as `craft`.
    pub crafts: Vec<Choice>,
    /// The blocks of the district. Sent as `block`.
    pub blocks: Vec<Choice>,
    /// What was typed as the lowest price in rupees. Sent as `from`.
    pub from: String,
    /// What was typed as the highest price in rupees. Sent as `to`.
    pub to: String,
    /// Where the goods should go; what was typed. Sent as `pincode`.
    pub pincode: String,
    /// Bands of prices that have goods, as links.
    pub bands: Vec<Band>,
    /// Whether only ready goods are wanted. Sent as `ready=1`.
    pub ready: bool,
    /// How many goods are ready now.
    pub ready_goods: u32,
    /// The orders a list can stand in. Sent as `sort`.
    pub sorts: Vec<Choice>,
    /// The filters that are on.
    pub chips: Vec<Chip>,
    /// What was wrong with the prices and the pincode typed.
    pub wrongs: Wrongs,
}

impl Filter {
    fn craft(&self, t: &Text) -> Select {
        Select {
            name: "craft".into(),
            label: t.get("filter-craft"),
            any: Some(t.get("filter-any-craft")),
            error: None,
            choices: self.crafts.clone(),
        }
    }
    fn block(&self, t: &Text) -> Select {
        Select {
            name: "block".into(),
            label: t.get("filter-block"),
            any: Some(t.get("filter-any-block")),
            error: None,
            choices: self.blocks.clone(),
        }
    }
    fn sort(&self, t: &Text) -> Select {
        Select {
            name: "sort".into(),
            label: t.get("filter-sort"),
            any: None,
            error: None,
            choices: self.sorts.clone(),
        }
    }
    fn ready_label(&self, t: &Text) -> String {
        t.say("filter-counted").set("what", t.get("filter-ready")).set("count", self.ready_goods).to_string()
    }
    fn pincode(&self, t: &Text) -> Field {
        Field::named(t, "pincode", Kind::Pincode, &self.pincode, &self.wrongs)
    }
    fn price(&self, t: &Text, name: &str, value: &str) -> Field {
        Field::named(t, name, Kind::Rupees, value, &self.wrongs)
    }
}

part!(
    Filter as filter,
    r#"<details class="filter"{% if !filter.wrongs.is_empty() %} open{% endif %}><summary>{{ t.get("filter-title") }}</summary>
<form action="{{ filter.action }}">
{%- for (name, value) in filter.keep %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor -%}
{%- if !filter.crafts.is_empty() %}{{ filter.craft(t).html(t) }}{% endif -%}
{%- if !filter.blocks.is_empty() %}{{ filter.block(t).html(t) }}{% endif -%}
<div class="pair">{{ filter.price(t, "from", filter.from).html(t) }}{{ filter.price(t, "to", filter.to).html(t) }}</div>
<div class="check"><input type="checkbox" id="ready" name="ready" value="1"{% if filter.ready %} checked{% endif %}><label for="ready">{{ filter.ready_label(t) }}</label></div>
{%- if !filter.sorts.is_empty() %}{{ filter.sort(t).html(t) }}{% endif -%}
{{ filter.pincode(t).html(t) }}<button type="submit" class="button second">{{ t.get("filter-show") }}</button></form>
{%- if !filter.bands.is_empty() %}<nav class="bands" aria-label="{{ t.get("filter-bands") }}"><p>{{ t.get("filter-bands") }}</p><ul class="chips">{% for band in filter.bands %}<li><a href="{{ band.href }}"{% if band.chosen %} aria-current="true"{% endif %}>{{ band.label }}</a></li>{% endfor %}</ul></nav>{% endif -%}
</details>
{%- if !filter.chips.is_empty() %}<ul class="chips">{% for chip in filter.chips %}<li><a href="{{ chip.without }}">{{ chip.label }}<span class="hidden"> {{ t.get("filter-remove") }}</span></a></li>{% endfor %}</ul>{% endif -%}"#
);
