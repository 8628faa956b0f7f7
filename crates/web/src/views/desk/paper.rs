//! A sheet to be printed: no header, no footer, only the paper and, on a screen, the way back.

use crate::page::Site;
use crate::text::Text;

/// A sheet to be printed. Its content is HTML that a template has written.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The title of the window, which browsers print at the edge.
    pub title: String,
    /// Where one came from: a path behind the language.
    pub back: String,
    /// Where it stands: a path behind the language.
    pub here: String,
    /// What is printed.
    pub sheet: String,
}

#[derive(askama::Template)]
#[template(
    ext = "html",
    source = r##"<!DOCTYPE html>
<html lang="{{ t.lang }}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ paper.title }}</title><meta name="robots" content="noindex">
<link rel="icon" href="{{ site.assets.url("art/logo.svg") }}" type="image/svg+xml"><link rel="stylesheet" href="{{ site.assets.url("css/mart.css") }}"></head>
<body class="paper"><header><nav aria-label="{{ t.get("paper-nav") }}"><a href="{{ t.path(paper.back) }}">{{ t.get("paper-back") }}</a><a lang="{{ t.lang.other() }}" hreflang="{{ t.lang.other() }}" href="{{ other }}">{{ t.get("other-language") }}</a></nav>
<p>{{ t.get("paper-print") }}</p></header>
<main>{{ paper.sheet|safe }}</main></body></html>
"##
)]
struct Html<'a> {
    t: Text,
    site: &'a Site,
    paper: &'a Paper,
    other: String,
}

impl Paper {
    /// The whole document in the reader's language.
    ///
    /// # Errors
    /// Only if a template is broken; a test renders every paper.
    pub fn html(&self, t: Text, site: &Site) -> askama::Result<String> {
        let other = Text::new(t.lang.other()).path(&self.here);
        askama::Template::render(&Html { t, site, paper: self, other })
    }
}
