//! The slip a maker puts on a parcel: its code in the largest letters, where it goes, what is in it.

use documents::code128::{self, QUIET};
use kernel::{Day, Words};

use super::{Goods, Paper, spaced};
use crate::page::{Site, view};
use crate::parts::Qr;
use crate::text::Text;

/// The slip of a parcel.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The last part of the parcel's address.
    pub id: String,
    /// The parcel's code.
    pub code: String,
    /// What is in it.
    pub goods: Goods,
    /// Who made it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
    /// The hub it goes to.
    pub hub: Words,
    /// The day it is to be ready.
    pub ready_by: Option<Day>,
    /// Where the code in the box leads: a path behind the language.
    pub leads: String,
    /// What the law wants on a pack of food: batch, days, licence.
    pub labels: Vec<String>,
}

impl Slip {
    /// The sheet.
    ///
    /// # Errors
    /// Only if a template is broken.
    pub fn paper(&self, t: &Text, site: &Site) -> askama::Result<Paper> {
        let mut sheet = String::new();
        self.write_main(t, site, &mut sheet)?;
        let back = format!("/maker/parcels/{}", self.id);
        let title = t.say("parcel-title").set("code", spaced(&self.code)).to_string();
        Ok(Paper { title, here: format!("{back}/slip"), back, sheet })
    }
    /// What leads whoever opens the box to its maker.
    fn qr(&self, t: &Text, site: &Site) -> Qr {
        Qr::of(&format!("{}{}", site.url, t.path(&self.leads)), t.get("pack-qr-maker"))
    }
    /// Its code as bars, for the hub's camera or reader: where each bar begins and how wide it is, and how wide all is.
    fn bars(&self) -> (Vec<(u16, u16)>, u16) {
        let (mut bars, mut at) = (Vec::new(), QUIET);
        for (place, width) in code128::widths(&self.code).unwrap_or_default().into_iter().enumerate() {
            if place % 2 == 0 {
                bars.push((at, width));
            }
            at += width;
        }
        (bars, at + QUIET)
    }
    /// Its code as it is written down.
    fn written(&self) -> String {
        spaced(&self.code)
    }
}

view!(
    Slip as s,
    r#"
<article class="stub"><header><b>{{ t.get("mart") }}</b><span>{{ t.get("slip-title") }}</span></header>
<h1>{{ s.written() }}</h1>
{%- let (bars, wide) = s.bars() %}<svg viewBox="0 0 {{ wide }} 34" width="100%" height="72" preserveAspectRatio="none" aria-hidden="true">{% for (at, width) in bars %}<rect x="{{ at }}" y="0" width="{{ width }}" height="34"/>{% endfor %}</svg>
<p class="to">{{ t.get("slip-to") }}</p><p><b>{{ t.words(s.hub) }}</b></p>
{{ s.goods.html(t) }}{% for label in s.labels %}<p class="to">{{ label }}</p>{% endfor %}
<footer><b>{{ t.words(s.maker) }}</b>, {{ t.words(s.village) }}{% if let Some(day) = s.ready_by %}<br>{{ t.say("mine-due").set("day", t.date(day)) }}{% endif %}</footer></article>
<article class="stub pack"><header><b>{{ t.get("slip-made-in") }}</b></header>{{ s.qr(t, site).html(t) }}<p class="address">{{ t.words(s.maker) }}, {{ t.words(s.village) }}</p><footer>{{ t.get("pack-scan-maker") }}</footer></article>
"#
);
