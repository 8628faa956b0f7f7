//! Every kind of page on one page, as GIGW asks.

use crate::page::{Link, Site, View, Width, view};
use crate::text::Text;
use crate::views::LegalPage;

/// The site map for people.
#[derive(Clone, Copy, Debug)]
pub struct SiteMap;

impl SiteMap {
    fn mart(&self, t: &Text) -> [Link; 11] {
        [
            Link::new(t.get("crumbs-home"), t.path("/")),
            Link::new(t.get("home-all-goods"), t.path("/search")),
            Link::new(t.get("cart"), t.path("/cart")),
            Link::new(t.get("footer-orders"), t.path("/orders")),
            Link::new(t.get("track-title"), t.path("/track")),
            Link::new(t.get("lost-title"), t.path("/money")),
            Link::new(t.get("footer-questions"), t.path("/help")),
            Link::new(t.get("ranking-title"), t.path("/help/ranking")),
            Link::new(t.get("open-title"), t.path("/open")),
            Link::new(t.get("inst-link"), t.path("/bulk")),
            Link::new(t.get("press-title"), t.path("/press")),
        ]
    }
    fn rules(&self, t: &Text) -> Vec<Link> {
        let key = |page: &LegalPage| Link::new(t.get(&format!("footer-{page}")), t.path(&format!("/{page}")));
        LegalPage::ALL.iter().map(key).collect()
    }
}

impl View for SiteMap {
    fn title(&self, t: &Text) -> String {
        t.get("footer-site-map")
    }
    fn description(&self, t: &Text) -> Option<String> {
        Some(t.get("home-description"))
    }
    fn canonical(&self) -> Option<String> {
        Some("/site-map".to_owned())
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    SiteMap as map,
    r#"
<h1>{{ t.get("footer-site-map") }}</h1>
<ul class="plain">{% for link in map.mart(t) %}<li><a href="{{ link.href }}">{{ link.label }}</a></li>{% endfor %}</ul>
<h2>{{ t.get("crafts") }}</h2><ul class="plain">{% for (key, name) in site.crafts %}<li><a href="{{ t.path("/crafts/") }}{{ key }}">{{ t.words(name) }}</a></li>{% endfor %}</ul>
<h2>{{ t.get("footer-rules") }}</h2><ul class="plain">{% for link in map.rules(t) %}<li><a href="{{ link.href }}">{{ link.label }}</a></li>{% endfor %}</ul>
"#
);
