//! The figures of a drawing as a table folded away below it: for a screen reader, for whoever wants to press one of them.

/// One figure.
#[derive(Clone, Debug)]
pub struct DataRow {
    /// What it is of.
    pub label: String,
    /// The figure as it is read: «₹12,400».
    pub shown: String,
    /// The list behind it.
    pub href: Option<String>,
}

/// The figures of a drawing.
#[derive(Clone, Debug)]
pub struct DataTable {
    /// What the drawing shows.
    pub caption: String,
    /// The figures, in the order they are drawn.
    pub rows: Vec<DataRow>,
}

part!(
    DataTable as table,
    r#"<details><summary>{{ t.get("chart-table") }}</summary><table><caption class="hidden">{{ table.caption }}</caption><tbody>{% for row in table.rows %}<tr><th scope="row">{{ row.label }}</th><td class="n">{% if let Some(href) = row.href %}<a href="{{ href }}">{{ row.shown }}</a>{% else %}{{ row.shown }}{% endif %}</td></tr>{% endfor %}</tbody></table></details>"#
);
