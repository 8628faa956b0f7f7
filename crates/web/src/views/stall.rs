//! The page of a stall, and the poster whose code leads to it.

use kernel::Words;

use super::desk::Paper;
use crate::page::{Site, View, Width, view};
use crate::parts::{Qr, Shelf};
use crate::text::Text;

/// What a pilgrim sees who has scanned the code of a stall.
#[derive(Clone, Debug)]
pub struct StallPage {
    /// What the stall is called.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
    /// The counter at which one can fetch instead, if there is one.
    pub counter: Option<Words>,
    /// The goods that lie there.
    pub here: Shelf,
    /// Others of the mart.
    pub others: Shelf,
}

impl View for StallPage {
    fn title(&self, t: &Text) -> String {
        t.pick(&self.name).to_owned()
    }
    fn width(&self) -> Width {
        Width::Full
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    StallPage as s,
    r#"
<h1>{{ t.words(s.name) }}</h1><p class="lead">{{ t.get("stall-lead") }}</p>
<p>{{ t.words(s.place) }}{% if let Some(counter) = s.counter %} · <a href="{{ t.path("/counters") }}">{{ t.say("stall-or-fetch").set("counter", t.pick(counter)) }}</a>{% endif %}</p>
{%- if !s.here.cards.is_empty() %}<section><h2>{{ t.get("stall-here") }}</h2>{{ s.here.html(t) }}</section>{% endif -%}
{%- if !s.others.cards.is_empty() %}<section><h2>{% if s.here.cards.is_empty() %}{{ t.get("stall-all") }}{% else %}{{ t.get("stall-others") }}{% endif %}</h2>{{ s.others.html(t) }}</section>{% endif -%}
"#
);

/// The sheet that hangs at a stall or lies in a hotel, A4.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The last part of the stall's own page for whoever keeps the list.
    pub id: String,
    /// What its code is.
    pub code: String,
    /// What the stall is called.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
}

impl Poster {
    /// The sheet.
    ///
    /// # Errors
    /// Only if a template is broken.
    pub fn paper(&self, t: &Text, site: &Site) -> askama::Result<Paper> {
        let mut sheet = String::new();
        self.write_main(t, site, &mut sheet)?;
        let back = format!("/admin/stalls/{}", self.id);
        let title = t.say("stall-poster-of").set("name", t.pick(&self.name)).to_string();
        Ok(Paper { title, here: format!("{back}/poster"), back, sheet })
    }
    /// What the code leads to: short, so that the picture is coarse and reads from afar.
    fn address(&self, site: &Site) -> String {
        format!("{}/s/{}", site.url, self.code)
    }
    fn qr(&self, t: &Text, site: &Site) -> Qr {
        Qr::of(&self.address(site), t.get("stall-qr")).wide()
    }
}

view!(
    Poster as p,
    r#"
<article class="stub pack"><header><b>{{ t.get("label-mart") }}</b><span>{{ t.words(p.place) }}</span></header>
<h1>{{ t.words(p.name) }}</h1><p class="address">{{ t.get("stall-poster-scan") }}</p>{{ p.qr(t, site).html(t) }}<p class="address">{{ t.get("stall-poster-home") }}</p>
<footer>{{ p.address(site) }} · ☎ {{ site.district.phone }}</footer></article>
"#
);

/// The sheet with the mart's own UPI address, for when the payment company cannot be reached, A4.
#[derive(Clone, Debug)]
pub struct UpiSheet {
    /// The last part of the stall's desk.
    pub id: String,
    /// The address.
    pub address: String,
    /// What the stall is called.
    pub name: Words,
    /// How one finds it.
    pub place: Words,
}

impl UpiSheet {
    /// The sheet.
    ///
    /// # Errors
    /// Only if a template is broken.
    pub fn paper(&self, t: &Text, site: &Site) -> askama::Result<Paper> {
        let mut sheet = String::new();
        self.write_main(t, site, &mut sheet)?;
        let back = format!("/hub/stalls/{}", self.id);
        let title = format!("{}: {}", t.get("hand-upi-title"), t.pick(&self.name));
        Ok(Paper { title, here: format!("{back}/upi"), back, sheet })
    }
    /// What an app reads: to whom, in rupees; the buyer types how much. Source: NPCI, UPI linking specification.
    fn qr(&self, t: &Text) -> Qr {
        let text = format!("upi://pay?pa={}&pn=DeogharMart&cu=INR", self.address);
        Qr::of(&text, t.get("hand-qr")).wide()
    }
}

view!(
    UpiSheet as u,
    r#"
<article class="stub pack"><header><b>{{ t.get("label-mart") }}</b><span>{{ t.words(u.place) }}</span></header>
<h1>{{ t.get("hand-upi-title") }}</h1><p class="address">{{ t.get("hand-upi-do") }}</p>{{ u.qr(t).html(t) }}<p class="address">{{ u.address }}</p>
<footer>{{ t.words(u.name) }} · ☎ {{ site.district.phone }}</footer></article>
"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::qr::tests::read;
    use kernel::Lang;

    #[test]
    fn the_poster_leads_to_the_stall() {
        let site = Site { url: "https://mart.example.in".to_owned(), ..crate::views::sample::site() };
        let (name, place) = (Words::new("शिवगंगा", "Shivganga"), Words::new("घाट 2", "Ghat 2"));
        let poster = Poster { id: "stl_1".to_owned(), code: "7K3F9QXT".to_owned(), name, place };
        let html = poster.paper(&Text::new(Lang::Hi), &site).expect("a sheet").sheet;
        assert_eq!(read(&html), Some(format!("{}/s/7K3F9QXT", site.url)));
        assert!(html.contains("शिवगंगा"), "{html}");
    }
}
