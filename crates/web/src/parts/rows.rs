//! A list of things one can open: orders, parcels, payouts. A whole row is the link.

/// One thing.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it opens; empty if there is nothing more to see.
    pub href: String,
    /// What it is, in a few words.
    pub title: String,
    /// What it comes to or how many, at the end of the line; may be empty.
    pub figure: String,
    /// The number or the date; may be empty.
    pub note: String,
    /// How it stands; may be empty.
    pub standing: String,
}

/// Things below each other.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// In the order they are shown.
    pub rows: Vec<Row>,
}

part!(
    Rows as list,
    r#"<ul class="rows">{% for row in list.rows %}
<li>{% if row.href.is_empty() %}<div>{% else %}<a href="{{ row.href }}">{% endif %}<b>{{ row.title }}</b><span>{{ row.figure }}</span><small>{{ row.note }}</small><small>{{ row.standing }}</small>{% if row.href.is_empty() %}</div>{% else %}</a>{% endif %}</li>{% endfor %}
</ul>"#
);
