//! Following an order without signing in.

use crate::page::{Site, View, Width, view};
use crate::parts::{Field, Wrongs};
use crate::text::Text;

/// The form.
#[derive(Clone, Debug)]
pub struct TrackPage {
    /// The beginning of the order's code.
    pub code: Field,
    /// The number it was ordered with.
    pub mobile: Field,
    /// What was wrong.
    pub wrongs: Wrongs,
}

impl View for TrackPage {
    fn title(&self, t: &Text) -> String {
        t.get("track-title")
    }
    fn went_wrong(&self) -> bool {
        !self.wrongs.is_empty()
    }
    fn width(&self) -> Width {
        Width::Column
    }
    fn write(&self, t: &Text, site: &Site, out: &mut String) -> askama::Result<()> {
        self.write_main(t, site, out)
    }
}

view!(
    TrackPage as p,
    r#"
{{ p.wrongs.html(t) }}
<h1>{{ t.get("track-title") }}</h1><p class="lead">{{ t.get("track-guest-lead") }}</p>
<form action="{{ t.path("/track") }}" method="post">{{ p.code.html(t) }}{{ p.mobile.html(t) }}<button type="submit" class="button">{{ t.get("track-find") }}</button></form>
<p class="hint">{{ t.get("track-guest-hint") }}</p>
"#
);
