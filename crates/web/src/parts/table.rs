//! Figures in rows and columns: ledgers, batches, registers. On a phone the table scrolls by itself, not the page.

/// One column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Whether it holds figures, which stand at the end of the cell.
    pub figures: bool,
}

/// One row of cells, as many as there are columns. The first cell names the row.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// Where the first cell leads.
    pub href: Option<String>,
    /// The cells.
    pub cells: Vec<String>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it shows: read aloud first.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, at most a page of them.
    pub rows: Vec<TableRow>,
}

impl Table {
    fn placed<'a>(&'a self, row: &'a TableRow) -> impl Iterator<Item = (&'a Column, &'a String)> {
        self.columns.iter().zip(&row.cells)
    }
}

part!(
    Table as table,
    r#"<section class="sheet" tabindex="0" aria-label="{{ table.caption }}"><table><caption>{{ table.caption }}</caption>
<thead><tr>{% for column in table.columns %}<th scope="col"{% if column.figures %} class="n"{% endif %}>{{ column.label }}</th>{% endfor %}</tr></thead><tbody>
{%- for row in table.rows %}<tr>{% for (column, cell) in table.placed(row) %}{% if loop.first %}<th scope="row">{% if let Some(href) = row.href %}<a href="{{ href }}">{{ cell }}</a>{% else %}{{ cell }}{% endif %}</th>{% else %}<td{% if column.figures %} class="n"{% endif %}>{{ cell }}</td>{% endif %}{% endfor %}</tr>
{% endfor -%}
</tbody></table></section>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use kernel::Lang;

    #[test]
    fn the_first_cell_names_the_row() {
        let column = |label: &str, figures| Column { label: label.into(), figures };
        let table = Table {
            caption: "Payouts".into(),
            columns: vec![column("Maker", false), column("Amount", true)],
            rows: vec![TableRow { href: Some("/x".into()), cells: vec!["Sunita".into(), "₹494".into()] }],
        };
        let html = table.html(&Text::new(Lang::En)).to_string();
        assert!(
            html.contains(r#"<th scope="row"><a href="/x">Sunita</a></th><td class="n">₹494</td>"#),
            "{html}"
        );
    }
}
