//! A page for visitors, put together of the same parts as a desk's board, under the shop's header.
//!
//! Reads: the struct, the reader's language. Never: decides anything. Start at [`Leaf`].

use super::board::Block;
use crate::page::{Site, View, Width, view};
use crate::parts::{Notice, Wrongs};
use crate::text::Text;

/// A page.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Its title.
    pub title: String,
    /// A line under the title; may be empty.
    pub lead: String,
    /// What was wrong with a form.
    pub wrongs: Wrongs,
    /// What has just happened.
    pub news: Option<Notice>,
    /// The page, top to bottom.
    pub blocks: Vec<Block>,
}

impl View for Leaf {
    fn title(&self, _t: &Text) -> String {
        self.title.clone()
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
    Leaf as leaf,
    r#"
{{ leaf.wrongs.html(t) }}{% if let Some(news) = leaf.news %}{{ news.html(t) }}{% endif -%}
<h1>{{ leaf.title }}</h1>{% if !leaf.lead.is_empty() %}<p class="lead">{{ leaf.lead }}</p>{% endif %}
{%- for block in leaf.blocks %}{{ block.html(t) }}{% endfor %}
"#
);
