//! What the pages of both simulators share: turning a template into an answer, and two languages.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use kernel::Lang;

/// The language of a page, as templates use it: `{{ t.say("हाँ", "Yes") }}`.
#[derive(Clone, Copy, Debug)]
pub struct Tongue(pub Lang);

impl Tongue {
    /// The words for this reader.
    pub fn say(&self, hi: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Hi => hi,
            Lang::En => en,
        }
    }

    /// `hi` or `en`, for the `lang` attribute.
    pub fn code(&self) -> &'static str {
        self.0.as_str()
    }

    /// The other language's code, for the switch.
    pub fn other(&self) -> &'static str {
        self.0.other().as_str()
    }
}

/// The page, never cached: what it shows changes under it.
pub fn show<T: Template>(page: &T) -> Response {
    match page.render() {
        Ok(html) => ([(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
