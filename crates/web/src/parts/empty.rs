//! Nothing here yet: says why, and what one can do instead.

use super::Button;

/// An empty list, told kindly.
#[derive(Clone, Debug)]
pub struct Empty {
    /// What is not there.
    pub title: String,
    /// Why, and what one can do.
    pub text: String,
    /// The next step.
    pub next: Option<Button>,
}

part!(
    Empty as empty,
    r#"<div class="empty"><h2>{{ empty.title }}</h2><p>{{ empty.text }}</p>{% if let Some(next) = empty.next %}<p>{{ next.html(t) }}</p>{% endif %}</div>"#
);
