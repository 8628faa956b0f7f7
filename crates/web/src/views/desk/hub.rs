//! A keeper's first page: a code to type or scan, and what is expected, to be looked at, here, to be sent, on its way.

use kernel::{Day, Words};

use super::{Desk, SignOut, spaced};
use crate::page::{Navigation, Site, View, Width, view};
use crate::parts::{Empty, Field, Figure, Figures, Kind, Row, Rows, Wrongs};
use crate::text::Text;

/// A parcel in a keeper's list.
#[derive(Clone, Debug)]
pub struct HubLine {
    /// What is written on it.
    pub code: String,
    /// Who makes it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
    /// The day she named.
    pub ready_by: Option<Day>,
}

/// A shipment in a keeper's list.
#[derive(Clone, Debug)]
pub struct ShipmentLine {
    /// The last part of its address.
    pub id: String,
    /// For whom.
    pub name: String,
    /// District and PIN code: «Ranchi 834001».
    pub place: String,
    /// Who carries it.
    pub carrier: String,
    /// When it should have arrived.
    pub latest: Day,
    /// How many parcels it has.
    pub parcels: i64,
    /// How many of them are here.
    pub here: i64,
}

/// A keeper's first page.
#[derive(Clone, Debug)]
pub struct HubHome {
    /// The hub.
    pub hub: Words,
    /// The code typed just now.
    pub code: String,
    /// Packed parcels: they may be at the door.
    pub to_inspect: Vec<HubLine>,
    /// Shipments whose parcels are all here.
    pub ready: Vec<ShipmentLine>,
    /// Shipments that wait for a parcel.
    pub waiting: Vec<ShipmentLine>,
    /// Parcels still being made.
    pub expected: Vec<HubLine>,
    /// Parcels that have passed.
    pub here: Vec<HubLine>,
    /// Shipments on their way to buyers.
    pub on_way: Vec<ShipmentLine>,
    /// One-time key of the forms.
    pub form_key: Option<String>,
    /// What was wrong with the code.
    pub wrongs: Wrongs,
}

/// The box for a parcel's code.
pub(super) fn code_field(t: &Text, code: &str, wrongs: &Wrongs) -> Field {
    Field::named(t, "parcel", Kind::Words, code, wrongs)
}

impl HubHome {
    fn field(&self, t: &Text) -> Field {
        code_field(t, &self.code, &self.wrongs)
    }
    fn figures(&self, t: &Text) -> Figures {
        let figure = |count: usize, key: &str, to: &str| Figure {
            value: count.to_string(),
            label: t.get(key),
            href: (count > 0).then(|| format!("#{to}")),
        };
        Figures {
            figures: vec![
                figure(self.to_inspect.len(), "hub-n-inspect", "inspect"),
                figure(self.ready.len(), "hub-n-ready", "ready"),
                figure(self.on_way.len(), "hub-n-on-way", "on-way"),
            ],
        }
    }
    fn parcels(&self, t: &Text, lines: &[HubLine]) -> Rows {
        let row = |line: &HubLine| Row {
            href: t.path(&format!("/hub/parcels/{}", line.code)),
            title: spaced(&line.code),
            figure: line.ready_by.map(|day| t.day(&day)).unwrap_or_default(),
            note: format!("{}, {}", t.pick(&line.maker), t.pick(&line.village)),
            standing: String::new(),
        };
        Rows { rows: lines.iter().map(row).collect() }
    }
    fn shipments(&self, t: &Text, lines: &[ShipmentLine]) -> Rows {
        let row = |line: &ShipmentLine| Row {
            href: t.path(&format!("/hub/shipments/{}", line.id)),
            title: line.place.clone(),
            figure: format!("{}/{}", line.here, line.parcels),
            note: format!("{} · {}", line.name, line.carrier),
            standing: t.say("hub-until").set("day", t.day(&line.latest)).to_string(),
        };
        Rows { rows: lines.iter().map(row).collect() }
    }
    /// Every list that holds something: its id, its title, its rows.
    fn groups(&self, t: &Text) -> Vec<(&'static str, String, Rows)> {
        let all = [
            ("inspect", t.get("hub-inspect"), self.parcels(t, &self.to_inspect)),
            ("ready", t.get("hub-ready"), self.shipments(t, &self.ready)),
            ("waiting", t.get("hub-waiting"), self.shipments(t, &self.waiting)),
            ("on-way", t.get("hub-on-way"), self.shipments(t, &self.on_way)),
            ("here", t.get("hub-here"), self.parcels(t, &self.here)),
            ("expected", t.get("hub-expected"), self.parcels(t, &self.expected)),
        ];
        all.into_iter().filter(|(_, _, rows)| !rows.rows.is_empty()).collect()
    }
    fn empty(&self, t: &Text) -> Empty {
        Empty { title: t.get("hub-empty"), text: t.get("hub-empty.text"), next: None }
    }
    fn out(&self) -> SignOut {
        SignOut { form_key: self.form_key.clone() }
    }
}

impl View for HubHome {
    fn title(&self, t: &Text) -> String {
        t.get("room-hub")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn navigation(&self, t: &Text) -> Navigation {
        Desk::Hub.navigation(t, &self.hub, "/hub")
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    HubHome as h,
    r#"
{{ h.wrongs.html(t) }}<h1>{{ t.get("room-hub") }}</h1>
<form class="find" action="{{ t.path("/hub/parcels") }}">{{ h.field(t).html(t) }}<button type="submit" class="button">{{ t.get("hub-find") }}</button></form>
{{ h.figures(t).html(t) }}
{%- for (id, title, rows) in h.groups(t) %}<section id="{{ id }}"><h2>{{ title }} <small>{{ rows.rows.len() }}</small></h2>{{ rows.html(t) }}</section>{% endfor -%}
{%- if h.groups(t).is_empty() %}{{ h.empty(t).html(t) }}{% endif -%}
{{ h.out().html(t) }}
"#
);
