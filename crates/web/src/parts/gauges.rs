//! A few big numbers, each with what it was in the period before: read by whoever asks whether it grows.

/// What something was before.
#[derive(Clone, Debug)]
pub struct Was {
    /// «पहले ₹12,400».
    pub shown: String,
    /// The list behind it; none where there was nothing.
    pub href: Option<String>,
}

part!(
    Was as was,
    r#"<small>{% if let Some(href) = was.href %}<a href="{{ href }}">{{ was.shown }}</a>{% else %}{{ was.shown }}{% endif %}</small>"#
);

/// One number.
#[derive(Clone, Debug)]
pub struct Gauge {
    /// The number as it is shown: «₹4,250».
    pub value: String,
    /// What it counts.
    pub label: String,
    /// The list behind it.
    pub href: Option<String>,
    /// What it was.
    pub was: Was,
}

/// Numbers beside each other.
#[derive(Clone, Debug, Default)]
pub struct Gauges {
    /// In the order they are shown.
    pub gauges: Vec<Gauge>,
}

part!(
    Gauges as all,
    r#"<ul class="figures">{% for g in all.gauges %}
<li>{% if let Some(href) = g.href %}<a href="{{ href }}"><b>{{ g.value }}</b> {{ g.label }}</a>{% else %}<b>{{ g.value }}</b> {{ g.label }}{% endif %}{{ g.was.html(t) }}</li>{% endfor %}
</ul>"#
);
