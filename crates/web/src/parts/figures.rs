//! A few big numbers with their words: read by everybody, even by those who read little.

/// One number.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The number as it is shown: «2», «₹4,250».
    pub value: String,
    /// What it counts.
    pub label: String,
    /// The list behind it.
    pub href: Option<String>,
}

/// Numbers beside each other; three fit on a phone.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// In the order they are shown.
    pub figures: Vec<Figure>,
}

part!(
    Figures as all,
    r#"<ul class="figures">{% for f in all.figures %}
<li>{% if let Some(href) = f.href %}<a href="{{ href }}"><b>{{ f.value }}</b> {{ f.label }}</a>{% else %}<b>{{ f.value }}</b> {{ f.label }}{% endif %}</li>{% endfor %}
</ul>"#
);
