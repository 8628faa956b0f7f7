//! A list of what is what: label and value, readable down the page and as a table on a desk.

/// One line.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The value. Line breaks are kept.
    pub value: String,
    /// Where it can be changed: an address and the words of the link.
    pub change: Option<(String, String)>,
}

/// A list of facts.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In the order they are shown.
    pub rows: Vec<Fact>,
}

impl Facts {
    /// The list with one more line; an empty value is left out.
    #[must_use]
    pub fn and(mut self, label: impl Into<String>, value: impl Into<String>) -> Facts {
        let (label, value) = (label.into(), value.into());
        if !value.is_empty() {
            self.rows.push(Fact { label, value, change: None });
        }
        self
    }
}

part!(
    Facts as facts,
    r#"<dl class="facts">{% for row in facts.rows %}
<div><dt>{{ row.label }}</dt><dd>{{ row.value }}{% if let Some((href, words)) = row.change %} <a href="{{ href }}">{{ words }}</a>{% endif %}</dd></div>{% endfor %}
</dl>"#
);
