//! The way back: where this page stands in the mart.

/// One step of the way.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// The name of the place.
    pub label: String,
    /// Its address.
    pub href: String,
}

/// The way from the first page to this one; the page itself is not repeated.
#[derive(Clone, Debug, Default)]
pub struct Crumbs {
    /// From the first page down.
    pub way: Vec<Crumb>,
}

part!(
    Crumbs as crumbs,
    r#"{% if !crumbs.way.is_empty() %}<nav class="crumbs" aria-label="{{ t.get("crumbs") }}"><ol>{% for c in crumbs.way %}<li><a href="{{ c.href }}">{{ c.label }}</a></li>{% endfor %}</ol></nav>{% endif %}"#
);
