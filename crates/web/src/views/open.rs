//! What reached makers, for everybody: big numbers and a table, from the same count as the DC's page.

use kernel::{Paise, Time, Words};

use crate::api::LICENCE_URL;
use crate::page::{Site, View, Width, view};
use crate::parts::{Column, Figure, Figures, Table, TableRow};
use crate::text::Text;

/// The public figures.
#[derive(Clone, Debug)]
pub struct OpenFigures {
    /// What reached makers in the last thirty days.
    pub paid_month: Paise,
    /// How many makers.
    pub makers_month: i64,
    /// What has since the mart began.
    pub paid_ever: Paise,
    /// How many makers.
    pub makers_ever: i64,
    /// Of a hundred parcels of the last thirty days so many came on time.
    pub on_time: Option<i64>,
    /// Of a hundred payouts that were due in the last thirty days so many were there in time.
    pub payouts_in_time: Option<i64>,
    /// Complaints for a thousand parcels of the last thirty days.
    pub complaints: Option<i64>,
    /// Of a hundred complaints that ended in the last thirty days so many did in time.
    pub complaints_in_time: Option<i64>,
    /// The same since the beginning by craft: its name, makers, rupees.
    pub crafts: Vec<(Words, i64, Paise)>,
    /// When it was counted.
    pub at: Time,
}

impl OpenFigures {
    fn figures(&self, t: &Text) -> Figures {
        // Large sums are read in rupees; the open data has the paise.
        let rupees = |paise: &Paise| t.money(&Paise::rupees(paise.0 / 100));
        let figure = |value: String, key: &str| Figure { value, label: t.get(key), href: None };
        let percent = |share: Option<i64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
        Figures {
            figures: vec![
                figure(self.makers_month.to_string(), "open-makers-month"),
                figure(rupees(&self.paid_month), "open-paid-month"),
                figure(self.makers_ever.to_string(), "open-makers-ever"),
                figure(rupees(&self.paid_ever), "open-paid-ever"),
                figure(percent(self.on_time), "open-on-time"),
                figure(percent(self.payouts_in_time), "open-payouts"),
                figure(percent(self.complaints_in_time), "open-complaints-in-time"),
            ],
        }
    }
    fn table(&self, t: &Text) -> Table {
        let row = |(name, makers, paid): &(Words, i64, Paise)| TableRow {
            href: None,
            cells: vec![t.pick(name).to_owned(), makers.to_string(), t.money(paid)],
        };
        let column = |key: &str, figures| Column { label: t.get(key), figures };
        Table {
            caption: t.get("open-by-craft"),
            columns: vec![
                column("open-craft", false),
                column("open-makers", true),
                column("open-paid", true),
            ],
            rows: self.crafts.iter().map(row).collect(),
        }
    }
    /// A share of so little is a sentence, not a big number.
    fn complained(&self, t: &Text) -> Option<String> {
        let share = self.complaints?;
        Some(t.say("open-complaints").set("count", share.to_string()).to_string())
    }
    fn counted(&self, t: &Text) -> String {
        t.say("open-counted").set("moment", t.moment(&self.at)).to_string()
    }
}

impl View for OpenFigures {
    fn title(&self, t: &Text) -> String {
        t.get("open-title")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("open-lead"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/open".to_owned())
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    OpenFigures as o,
    r#"
<h1>{{ t.get("open-title") }}</h1><p class="lead">{{ t.get("open-lead") }}</p>
{{ o.figures(t).html(t) }}
{%- if let Some(complained) = o.complained(t) %}<p>{{ complained }}</p>{% endif -%}
{%- if !o.crafts.is_empty() %}{{ o.table(t).html(t) }}<p class="hint">{{ t.get("open-few") }}</p>{% endif -%}
<p class="hint">{{ o.counted(t) }}</p>
<h2>{{ t.get("open-data-title") }}</h2><p>{{ t.get("open-data-lead") }} <a href="{{ LICENCE_URL }}" rel="license">{{ t.get("open-licence") }}</a></p>
<ul><li><a href="/api/v1/open/figures">{{ t.get("open-data") }}</a></li><li><a href="/api/v1/open/figures.csv">{{ t.get("open-data-csv") }}</a></li><li><a href="/api/v1/open/goods">{{ t.get("open-goods") }}</a></li><li><a href="/api/v1/open/goods.csv">{{ t.get("open-goods-csv") }}</a></li></ul>
"#
);
