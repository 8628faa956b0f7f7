//! The same page another way: another period, another cut. Links in a line, that of the page itself marked.

/// One way to look at a page.
#[derive(Clone, Debug)]
pub struct Way {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// Whether it is the one that is open.
    pub is_here: bool,
}

/// Ways beside each other.
#[derive(Clone, Debug)]
pub struct Ways {
    /// What they differ in.
    pub label: String,
    /// In the order they are shown.
    pub ways: Vec<Way>,
}

part!(
    Ways as all,
    r#"<nav class="chips ways" aria-label="{{ all.label }}">{% for way in all.ways %}<a href="{{ way.href }}"{% if way.is_here %} aria-current="true"{% endif %}>{{ way.label }}</a>{% endfor %}</nav>"#
);
