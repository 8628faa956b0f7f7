//! A maker's first page and the list of her parcels.

use kernel::{Day, Paise, Words};

use super::{Desk, Door, Doors, Faces, Goods, SignOut, Stands, spaced};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Empty, Icon, Notice, Row, Rows, Tone};
use crate::text::Text;

/// A parcel in a maker's lists.
#[derive(Clone, Debug)]
pub struct ParcelLine {
    /// The last part of its address.
    pub id: String,
    /// What is written on it.
    pub code: String,
    /// What is in it.
    pub goods: Goods,
    /// What she earns with it.
    pub share: Paise,
    /// How it stands.
    pub stands: Stands,
    /// The day she named.
    pub ready_by: Option<Day>,
    /// Whether that day is over and the parcel is not packed.
    pub late: bool,
}

impl ParcelLine {
    fn when(&self, t: &Text) -> String {
        match (self.stands, self.ready_by) {
            (Stands::Accepted, Some(day)) if self.late => {
                t.say("mine-was-due").set("day", t.day(&day)).to_string()
            }
            (Stands::Accepted, Some(day)) => t.say("mine-due").set("day", t.day(&day)).to_string(),
            _ => t.get(self.stands.key()),
        }
    }
    fn row(&self, t: &Text) -> Row {
        let brief = self.goods.brief(t);
        Row {
            href: t.path(&format!("/maker/parcels/{}", self.id)),
            title: if brief.is_empty() { spaced(&self.code) } else { brief },
            figure: t.money(&self.share),
            note: self.when(t),
            standing: spaced(&self.code),
        }
    }
    /// What the button that opens it says.
    const fn open_key(&self) -> &'static str {
        match self.stands {
            Stands::Asked => "mine-open-asked",
            Stands::Accepted => "mine-open-accepted",
            _ => "mine-open",
        }
    }
}

/// A maker's first page: three numbers and the one thing to do first.
#[derive(Clone, Debug)]
pub struct Today {
    /// Whose desk it is.
    pub maker: Words,
    /// The day it is.
    pub today: Day,
    /// Parcels that wait for her answer.
    pub asked: usize,
    /// Parcels to be packed and brought to the hub.
    pub to_pack: usize,
    /// What she has earned this month.
    pub month: Paise,
    /// What her bank has received so far.
    pub paid: Paise,
    /// The most pressing parcel.
    pub first: Option<ParcelLine>,
    /// The other makers of her telephone.
    pub others: Faces,
    /// One-time key of the forms.
    pub form_key: Option<String>,
}

impl Today {
    fn doors(&self, t: &Text) -> Doors {
        let door = |path: &str, figure: String, (key, icon): (&str, Icon), waits| Door {
            href: t.path(path),
            figure,
            label: t.get(key),
            icon,
            waits,
        };
        let asked = ("mine-door-asked", Icon::Letter);
        Doors {
            doors: vec![
                door("/maker/parcels", self.asked.to_string(), asked, self.asked > 0),
                door("/maker/parcels", self.to_pack.to_string(), ("mine-door-pack", Icon::Parcel), false),
                door("/maker/money", t.money(&self.month), ("mine-door-month", Icon::Rupee), false),
            ],
        }
    }
    fn rest(&self, t: &Text) -> Notice {
        Notice::new(Tone::Good, t.get("mine-nothing"), t.get("mine-nothing.text"))
    }
    fn out(&self) -> SignOut {
        SignOut { form_key: self.form_key.clone() }
    }
}

impl View for Today {
    fn title(&self, t: &Text) -> String {
        t.get("room-today")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        let says = t.say("aloud-today").set("asked", self.asked).set("pack", self.to_pack);
        Some(("today", says.set("amount", self.month).to_string()))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Today as d,
    r#"
<h1>{{ t.get("room-today") }} <small>{{ t.day_and_weekday(d.today) }}</small></h1>
{{ d.doors(t).html(t) }}
{%- match d.first -%}
{%- when Some(first) -%}
<section class="parcel first"><h2>{{ t.get("mine-first") }} <small>{{ first.when(t) }}</small></h2>
{{ first.goods.html(t) }}
<p class="earn"><b>{{ first.share }}</b> {{ t.get("mine-earn") }}</p>
<a class="button" href="{{ t.path("/maker/parcels/") }}{{ first.id }}">{{ t.get(first.open_key()) }}</a></section>
{%- when None -%}{{ d.rest(t).html(t) }}
{%- endmatch -%}
{%- if d.paid.0 > 0 %}<p class="so-far">{{ t.say("mine-so-far").set("amount", d.paid) }} <a href="{{ t.path("/maker/money") }}">{{ t.get("mine-see-money") }}</a></p>{% endif -%}
<p><a href="{{ t.path("/maker/pin") }}">{{ t.get("pin-title") }}</a></p>
{%- if !d.others.faces.is_empty() %}<section><h2>{{ t.get("who-others") }}</h2>{{ d.others.html(t) }}</section>{% endif -%}
{{ d.out().html(t) }}
"#
);

/// All parcels of a maker, what has to be done first.
#[derive(Clone, Debug)]
pub struct MakerParcels {
    /// Whose desk it is.
    pub maker: Words,
    /// Parcels that wait for her answer, the longest waiting first.
    pub asked: Vec<ParcelLine>,
    /// Parcels to be packed, by the day she named.
    pub to_pack: Vec<ParcelLine>,
    /// Parcels to be brought to the hub.
    pub packed: Vec<ParcelLine>,
    /// Parcels on their way.
    pub travelling: Vec<ParcelLine>,
    /// Parcels that have ended, newest first.
    pub ended: Vec<ParcelLine>,
}

impl MakerParcels {
    fn groups<'a>(&'a self, t: &Text) -> Vec<(String, Rows)> {
        let groups: [(&str, &'a [ParcelLine]); 5] = [
            ("mine-list-asked", &self.asked),
            ("mine-list-pack", &self.to_pack),
            ("mine-list-packed", &self.packed),
            ("mine-list-travelling", &self.travelling),
            ("mine-list-ended", &self.ended),
        ];
        let filled = groups.into_iter().filter(|(_, lines)| !lines.is_empty());
        filled
            .map(|(key, lines)| (t.get(key), Rows { rows: lines.iter().map(|line| line.row(t)).collect() }))
            .collect()
    }
    fn empty(&self, t: &Text) -> Empty {
        Empty { title: t.get("mine-empty"), text: t.get("mine-empty.text"), next: None }
    }
}

impl View for MakerParcels {
    fn title(&self, t: &Text) -> String {
        t.get("room-parcels")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Maker.navigation(t, &self.maker, "/maker/parcels")
    }
    fn aloud(&self, t: &Text) -> Option<(&'static str, String)> {
        let says = t.say("aloud-parcels").set("asked", self.asked.len()).set("pack", self.to_pack.len());
        Some(("parcels", says.set("bring", self.packed.len()).to_string()))
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    MakerParcels as d,
    r#"
<h1>{{ t.get("room-parcels") }}</h1>
{%- for (title, rows) in d.groups(t) %}<section><h2>{{ title }} <small>{{ rows.rows.len() }}</small></h2>{{ rows.html(t) }}</section>{% endfor -%}
{%- if d.groups(t).is_empty() %}{{ d.empty(t).html(t) }}{% endif -%}
"#
);
