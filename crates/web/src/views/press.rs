//! The page for the press: the same figures as the open page, where goods have gone, pictures with their makers' names, whom to ask.

use kernel::{Paise, Time, Words};

use crate::page::{Site, View, Width, linked, view};
use crate::parts::picture::Place;
use crate::parts::{Column, Facts, Figure, Figures, Picture, Table, TableRow};
use crate::text::Text;

/// A picture that may be taken along.
#[derive(Clone, Debug)]
pub struct PressPicture {
    /// What it shows.
    pub name: Words,
    /// Whose work it is; she is named beside it.
    pub maker: Words,
    /// As the page shows it.
    pub picture: Picture,
    /// Its largest file.
    pub largest: String,
}

/// The page for the press.
#[derive(Clone, Debug)]
pub struct Press {
    /// Makers who have been paid.
    pub makers_ever: i64,
    /// What has reached them.
    pub paid_ever: Paise,
    /// Of a hundred parcels so many came on time.
    pub on_time: Option<i64>,
    /// Of a hundred payouts so many were there in time.
    pub payouts_in_time: Option<i64>,
    /// When it was counted.
    pub at: Time,
    /// Where goods have gone: a State and how many parcels.
    pub states: Vec<(Words, i64)>,
    /// How many went to States with too few to be named.
    pub elsewhere: i64,
    /// Pictures to take along.
    pub pictures: Vec<PressPicture>,
}

impl Press {
    fn figures(&self, t: &Text) -> Figures {
        let figure = |value: String, key: &str| Figure { value, label: t.get(key), href: None };
        let percent = |share: Option<i64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share} %"));
        Figures {
            figures: vec![
                figure(self.makers_ever.to_string(), "open-makers-ever"),
                figure(t.money(&self.paid_ever), "open-paid-ever"),
                figure(percent(self.on_time), "open-on-time"),
                figure(percent(self.payouts_in_time), "open-payouts"),
            ],
        }
    }
    fn counted(&self, t: &Text) -> String {
        t.say("open-counted").set("moment", t.moment(&self.at)).to_string()
    }
    fn gone(&self, t: &Text) -> Table {
        let row =
            |name: String, parcels: i64| TableRow { href: None, cells: vec![name, parcels.to_string()] };
        let states = self.states.iter().map(|(name, parcels)| row(t.pick(name).to_owned(), *parcels));
        let few = (self.elsewhere > 0).then(|| row(t.get("press-elsewhere"), self.elsewhere));
        Table {
            caption: t.get("press-gone"),
            columns: vec![
                Column { label: t.get("press-state"), figures: false },
                Column { label: t.get("press-parcels"), figures: true },
            ],
            rows: states.chain(few).collect(),
        }
    }
    fn is_none_gone(&self) -> bool {
        self.states.is_empty() && self.elsewhere == 0
    }
    fn contact(&self, t: &Text, site: &Site) -> Facts {
        let d = &site.district;
        Facts::default()
            .and(t.get("press-office"), t.pick(&d.office))
            .and(t.get("press-phone"), d.phone.clone())
            .and(t.get("press-mail"), d.email.clone())
            .and(t.get("press-hours"), t.pick(&d.hours))
    }
}

impl View for Press {
    fn title(&self, t: &Text) -> String {
        t.get("press-title")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("press-lead"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/press".to_owned())
    }
    fn linked(&self, t: &Text, site: &Site) -> Vec<serde_json::Value> {
        vec![linked::mart(t, site)]
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    Press as p,
    r#"
<h1>{{ t.get("press-title") }}</h1><p class="lead">{{ t.get("press-lead") }}</p>
{{ p.figures(t).html(t) }}<p class="hint">{{ p.counted(t) }} <a href="{{ t.path("/open") }}">{{ t.get("press-more-figures") }}</a></p>
<h2>{{ t.get("press-short") }}</h2><p>{{ t.get("press-short.text") }}</p>
<h2>{{ t.get("press-gone") }}</h2>
{%- if p.is_none_gone() %}<p>{{ t.get("press-gone-none") }}</p>{% else %}{{ p.gone(t).html(t) }}<p class="hint">{{ t.get("press-gone-few") }}</p>{% endif -%}
<h2>{{ t.get("press-pictures") }}</h2><p>{{ t.get("press-pictures.text") }}</p>
<p><a href="{{ site.assets.url("art/logo.svg") }}" download>{{ t.get("press-logo") }}</a></p><ul class="shelf">
{%- for one in p.pictures %}<li>{{ one.picture.html(t, Place::Stamp) }}<a href="{{ one.largest }}" download>{{ t.say("press-picture").set("name", t.pick(one.name)).set("maker", t.pick(one.maker)) }}</a></li>{% endfor %}</ul>
<h2>{{ t.get("press-contact") }}</h2>{{ p.contact(t, site).html(t) }}
"#
);
