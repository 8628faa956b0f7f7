//! Choosing goods for a bulk edit: a list with a box for each size, what shall change, or a table from elsewhere.

use kernel::Words;

use super::desk::Desk;
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Field, FileField, FormKey, Pager, Rows, Select, Wrongs};
use crate::text::Text;

/// One size or colour that can be chosen.
#[derive(Clone, Debug)]
pub struct BulkChoice {
    /// Its id, as it is sent.
    pub id: String,
    /// The good and its size.
    pub name: String,
    /// Its maker.
    pub maker: String,
    /// How it stands: price, pieces, pause.
    pub stands: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// The page.
#[derive(Clone, Debug)]
pub struct BulkHome {
    /// Who is at work.
    pub whose: Words,
    /// What is looked for.
    pub named: Field,
    /// What is sent along: the words it was found by, and the page.
    pub with: [(&'static str, String); 2],
    /// How many sizes were found.
    pub found: usize,
    /// Whether all of them were chosen.
    pub all_chosen: bool,
    /// Those of this page.
    pub goods: Vec<BulkChoice>,
    /// Where the others are.
    pub pager: Pager,
    /// What shall change.
    pub field: Select,
    /// What shall stand there.
    pub to: Field,
    /// A table from elsewhere.
    pub file: FileField,
    /// Earlier edits.
    pub edits: Rows,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl View for BulkHome {
    fn title(&self, t: &Text) -> String {
        t.get("room-bulk")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Officer.navigation(t, &self.whose, "/officer/bulk")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    BulkHome as b,
    r#"
{{ b.wrongs.html(t) }}<h1>{{ t.get("room-bulk") }}</h1><p class="lead">{{ t.get("bulk-lead") }}</p>
<form action="{{ t.path("/officer/bulk") }}" method="get">{{ b.named.html(t) }}<button type="submit" class="button second">{{ t.get("versions-find") }}</button></form>
<form class="tall" action="{{ t.path("/officer/bulk") }}" method="post" data-once>{{ FormKey::from(b.form_key).html(t) }}
{%- for (name, value) in b.with %}<input type="hidden" name="{{ name }}" value="{{ value }}">{% endfor -%}
{{ b.field.html(t) }}{{ b.to.html(t) }}
{%- if b.found > 0 %}<ul class="ticks"><li><input type="checkbox" id="bulk_all" name="bulk_all" value="on"{% if b.all_chosen %} checked{% endif %}><label for="bulk_all"><b>{{ t.say("bulk-all").set("count", b.found) }}</b></label></li></ul><button type="submit" class="button">{{ t.get("bulk-look") }}</button>{% endif -%}
<fieldset class="field"><legend>{{ t.get("bulk-which") }}</legend>{% if b.goods.is_empty() %}<p>{{ t.get("versions-no-goods") }}</p>{% endif %}<ul class="ticks">{% for good in b.goods %}
<li><input type="checkbox" id="{{ good.id }}" name="{{ good.id }}" value="on"{% if good.chosen %} checked{% endif %}><label for="{{ good.id }}"><b>{{ good.name }}</b> <small>{{ good.maker }} · {{ good.stands }}</small></label></li>{% endfor %}
</ul></fieldset>{% if !b.goods.is_empty() %}<button type="submit" class="button second">{{ t.get("bulk-look-ticked") }}</button>{% endif %}</form>{{ b.pager.html(t) }}
<section><h2>{{ t.get("bulk-table") }}</h2><p>{{ t.get("bulk-table.text") }}</p>
<p><a class="button second" href="{{ t.path("/officer/bulk/sheet") }}">{{ t.get("bulk-sheet") }}</a></p>
<form class="tall" action="{{ t.path("/officer/bulk/file") }}" method="post" enctype="multipart/form-data" data-once>{{ FormKey::from(b.form_key).html(t) }}{{ b.file.html(t) }}<button type="submit" class="button second">{{ t.get("bulk-send") }}</button></form></section>
{%- if !b.edits.rows.is_empty() %}<section><h2>{{ t.get("bulk-mine") }}</h2>{{ b.edits.html(t) }}</section>{% endif -%}
"#
);
