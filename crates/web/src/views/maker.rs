//! The page of a maker: who, where, since when, and what can be bought of them.

use kernel::{Paise, Words};

use serde_json::json;

use crate::page::{Site, View, linked, view};
use crate::parts::{BlockMap, Crumb, Crumbs, Facts, Picture, Place, Player, Shelf};
use crate::text::Text;

/// The page of a maker.
#[derive(Clone, Debug)]
pub struct MakerPage {
    /// The last part of the address: `/makers/{slug}`.
    pub slug: String,
    /// The name of the person or group.
    pub name: Words,
    /// Village and block.
    pub place: Words,
    /// Where in the district that is.
    pub map: BlockMap,
    /// What the maker makes.
    pub craft: Words,
    /// The maker's story; paragraphs are parted by empty lines.
    pub story: Words,
    /// A picture of the maker or of the work.
    pub picture: Option<Picture>,
    /// Whether it is one person, not a group or a company.
    pub is_person: bool,
    /// How many members a group has; `None` for others, and if nobody has told.
    pub members: Option<u32>,
    /// Her own voice.
    pub voice: Option<Player>,
    /// For how many years.
    pub years: Option<u32>,
    /// Who visited and vouched: «उद्योग विभाग, 12-08-2026»; empty if nobody yet.
    pub vouched: Words,
    /// What this maker has been paid through the mart; `None` if she does not want it shown.
    pub paid: Option<Paise>,
    /// What can be bought of this maker.
    pub goods: Shelf,
}

impl MakerPage {
    fn crumbs(&self, t: &Text) -> Crumbs {
        Crumbs { way: vec![Crumb { label: t.get("crumbs-home"), href: t.path("/") }] }
    }
    fn facts(&self, t: &Text) -> Facts {
        let count = |key: &str, count: Option<u32>| {
            count.map(|n| t.say(key).set("count", n).to_string()).unwrap_or_default()
        };
        Facts::default()
            .and(t.get("maker-craft"), t.pick(&self.craft))
            .and(t.get("maker-place"), t.pick(&self.place))
            .and(t.get("maker-members"), count("maker-members-value", self.members))
            .and(t.get("maker-years"), count("maker-years-value", self.years))
            .and(t.get("maker-vouched"), t.pick(&self.vouched))
            .and(t.get("maker-paid"), self.paid.map(|paid| t.money(&paid)).unwrap_or_default())
    }
    fn paragraphs<'a>(&'a self, t: &Text) -> impl Iterator<Item = &'a str> {
        self.story.pick(t.lang).split("\n\n").filter(|p| !p.trim().is_empty())
    }
}

impl View for MakerPage {
    fn title(&self, t: &Text) -> String {
        t.say("maker-title").set("name", t.pick(&self.name)).set("craft", t.pick(&self.craft)).to_string()
    }
    fn description(&self, t: &Text) -> Option<String> {
        self.paragraphs(t).next().map(str::to_owned)
    }
    fn canonical(&self) -> Option<String> {
        Some(format!("/makers/{}", self.slug))
    }
    fn shared_picture(&self, t: &Text, site: &Site) -> Option<linked::Shared> {
        let url = linked::picture(self.picture.as_ref()?, site)?;
        Some(linked::Shared { url, size: None, alt: t.pick(&self.name).to_owned() })
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<serde_json::Value> {
        let told = [
            linked::crumbs(&self.crumbs(t), site, t.pick(&self.name)),
            json!({
                "@type": if self.is_person { "Person" } else { "Organization" },
                "name": t.pick(&self.name),
                "description": self.paragraphs(t).next(),
                "url": linked::address(t, site, &format!("/makers/{}", self.slug)),
                "image": self.picture.as_ref().and_then(|one| linked::picture(one, site)),
                "knowsAbout": t.pick(&self.craft),
                "address": { "@type": "PostalAddress", "addressLocality": t.pick(&self.place), "addressCountry": "IN" },
            }),
        ];
        told.into_iter().chain(linked::shelf(&self.goods, t, site)).collect()
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    MakerPage as m,
    r#"
{{ m.crumbs(t).html(t) }}
<div class="maker-head">{% if let Some(picture) = m.picture %}<div class="face">{{ picture.html(t, Place::CardInSight) }}</div>{% endif %}<div>
<h1>{{ t.words(m.name) }}</h1>
{%- for paragraph in m.paragraphs(t) %}<p>{{ paragraph }}</p>{% endfor -%}
{% if let Some(voice) = m.voice %}<h2>{{ t.get("clips-hear") }}</h2>{{ voice.html(t) }}{% endif -%}
<p><a href="{{ t.path("/makers/") }}{{ m.slug }}/links" rel="nofollow">{{ t.get("links-link") }}</a></p></div><div>{{ m.facts(t).html(t) }}{{ m.map.html(t) }}</div></div>
<section><h2>{{ t.get("maker-goods") }}</h2>{% if m.goods.cards.is_empty() %}<p>{{ t.get("maker-no-goods") }}</p>{% else %}{{ m.goods.html(t) }}{% endif %}</section>
"#
);
