//! What a craft is: how it is made, of what, how to look after it, what to look for.

use kernel::Words;
use market::catalogue::teaching::Told;

use crate::page::{Site, View, Width, linked, view};
use crate::parts::{Button, Crumb, Crumbs};
use crate::text::Text;

/// The page that teaches about a craft.
#[derive(Clone, Debug)]
pub struct CraftPage {
    /// The last part of the address of its list.
    pub key: String,
    /// What it is called.
    pub name: Words,
    /// What is told.
    pub told: Vec<&'static Told>,
}

impl CraftPage {
    fn crumbs(&self, t: &Text) -> Crumbs {
        let list =
            Crumb { label: t.pick(&self.name).to_owned(), href: t.path(&format!("/crafts/{}", self.key)) };
        Crumbs { way: vec![Crumb { label: t.get("crumbs-home"), href: t.path("/") }, list] }
    }
    fn said(&self, t: &Text) -> String {
        t.say("craft-title").set("craft", t.pick(&self.name)).to_string()
    }
    fn heading(&self, t: &Text, told: &Told) -> String {
        t.get(&format!("craft-part-{}", told.part))
    }
    fn to_goods(&self, t: &Text) -> Button {
        let label = t.say("craft-to-goods").set("craft", t.pick(&self.name)).to_string();
        Button::main(label).to(t.path(&format!("/crafts/{}", self.key)))
    }
}

impl View for CraftPage {
    fn title(&self, t: &Text) -> String {
        self.said(t)
    }
    fn description(&self, t: &Text) -> Option<String> {
        self.told.first().map(|told| t.pick(&told.words).to_owned())
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/crafts/{}/about", self.key))
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<serde_json::Value> {
        vec![linked::crumbs(&self.crumbs(t), site, &self.said(t))]
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    CraftPage as c,
    r#"
{{ c.crumbs(t).html(t) }}<h1>{{ c.said(t) }}</h1>
{%- for told in c.told %}<section><h2>{{ c.heading(t, told) }}</h2><p>{{ t.words(told.words) }}</p></section>{% endfor -%}
<p>{{ c.to_goods(t).html(t) }}</p>
"#
);
