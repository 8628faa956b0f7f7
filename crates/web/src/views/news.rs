//! News by SMS: a page that asks, and the page its link opens.

use crate::page::{Site, View, Width, view};
use crate::parts::Deed;
use crate::text::Text;

/// What is said of news, and one deed.
#[derive(Clone, Debug)]
pub struct NewsPage {
    /// How it stands.
    pub text: String,
    /// The page the newest letter is about: address and words.
    pub led: Option<(String, String)>,
    /// To say yes, or to stop.
    pub deed: Option<Deed>,
}

impl View for NewsPage {
    fn title(&self, t: &Text) -> String {
        t.get("news-title")
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    NewsPage as n,
    r#"
<h1>{{ t.get("news-title") }}</h1>
{%- if let Some((href, words)) = n.led %}<p class="lead"><a href="{{ href }}">{{ words }}</a></p>{% endif -%}
<p>{{ n.text }}</p>
{%- if let Some(deed) = n.deed %}{{ deed.html(t) }}{% endif -%}
"#
);
