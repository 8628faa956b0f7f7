//! The figures as a Markdown table: what was measured, what was expected, and whether it was met.

use crate::fault::{Because, Outcome, fault};
use std::fmt;
use std::path::Path;

const BEGIN: &str = "<!-- bench: begin -->";
const END: &str = "<!-- bench: end -->";

/// Rows in the order they were measured.
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    measured: String,
    expected: String,
    met: bool,
    note: String,
}

impl Table {
    /// No rows yet.
    pub fn new() -> Table {
        Table { rows: Vec::new() }
    }

    /// A figure that should not be above `limit`.
    pub fn at_most(&mut self, what: &str, value: f64, unit: &str, limit: f64) {
        self.row(what, format!("{} {unit}", short(value)), format!("≤ {limit} {unit}"), value <= limit, "");
    }

    /// A figure that should not be below `limit`.
    pub fn at_least(&mut self, what: &str, value: f64, unit: &str, limit: f64, note: &str) {
        self.row(what, format!("{} {unit}", short(value)), format!("≥ {limit} {unit}"), value >= limit, note);
    }

    /// A size that should not be above `limit` MB (10⁶ bytes).
    pub fn megabytes(&mut self, what: &str, bytes: u64, limit: u64) {
        let value = bytes as f64 / 1_000_000.0;
        self.row(
            what,
            format!("{} MB", short(value)),
            format!("≤ {limit} MB"),
            bytes <= limit * 1_000_000,
            "",
        );
    }

    fn row(&mut self, what: &str, measured: String, expected: String, met: bool, note: &str) {
        println!(
            "  {what}: {measured} (expected {expected}){}{note}",
            if note.is_empty() { "" } else { ": " }
        );
        self.rows.push(Row { what: what.to_owned(), measured, expected, met, note: note.to_owned() });
    }

    /// Replaces what stands between the two marks in a file.
    pub fn write_into(&self, path: &Path) -> Outcome<()> {
        let text = std::fs::read_to_string(path).because(format!("could not read {}", path.display()))?;
        let place = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
        let (before, after) =
            place.ok_or_else(|| fault(format!("{} lacks the marks {BEGIN} and {END}", path.display())))?;
        let text = format!("{before}{BEGIN}\n{self}{END}{after}");
        std::fs::write(path, text).because(format!("could not write {}", path.display()))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | measured | expected | met | figures |\n|---|--:|--:|---|---|")?;
        for row in &self.rows {
            let met = if row.met { "yes" } else { "**no**" };
            writeln!(f, "| {} | {} | {} | {met} | {} |", row.what, row.measured, row.expected, row.note)?;
        }
        Ok(())
    }
}

/// Three figures are enough.
fn short(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_figure_is_bold() {
        let mut table = Table::new();
        table.at_most("search, CPU", 0.712, "ms", 0.6);
        table.at_least("orders", 5.5, "×", 5.0, "110 against 20");
        let shown = table.to_string();
        assert!(shown.contains("| search, CPU | 0.71 ms | ≤ 0.6 ms | **no** |  |"), "{shown}");
        assert!(shown.contains("| orders | 5.50 × | ≥ 5 × | yes | 110 against 20 |"), "{shown}");
    }

    #[test]
    fn only_the_part_between_the_marks_is_replaced() {
        let scratch = crate::kept::Scratch::new("table").unwrap();
        let path = scratch.path().join("p.md");
        std::fs::write(&path, format!("a\n{BEGIN}\nold\n{END}\nz\n")).unwrap();
        Table::new().write_into(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("a\n") && text.ends_with("\nz\n") && !text.contains("old"), "{text}");
    }
}
