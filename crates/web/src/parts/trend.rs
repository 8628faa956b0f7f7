//! How something went over a year: a drawn line for the eye, and the figures beside it for everybody.

use super::{DataRow, DataTable};
use crate::text::Text;

/// One line of a year.
#[derive(Clone, Debug)]
pub struct TrendLine {
    /// What it is of.
    pub name: String,
    /// Per mille at each step, the longest ago first; nothing where nobody looked.
    pub steps: Vec<Option<i64>>,
    /// The last three months, as words: «2 / 17».
    pub now: String,
    /// The three months before, the same way.
    pub before: String,
    /// Where it goes, in words.
    pub course: String,
}

/// Lines below each other.
#[derive(Clone, Debug)]
pub struct TrendTable {
    /// What it shows: read aloud first.
    pub caption: String,
    /// What the lines are of.
    pub of: String,
    /// The lines.
    pub lines: Vec<TrendLine>,
}

/// Size of a drawn line.
const WIDTH: i64 = 120;
const HEIGHT: i64 = 32;

impl TrendLine {
    /// The drawn line as points `x,y`; a step nobody looked at is left out. Upwards is worse; half of all fills the height.
    fn points(&self) -> String {
        let last = i64::try_from(self.steps.len().max(2) - 1).unwrap_or(1);
        let point = |(at, permille): (i64, &Option<i64>)| {
            let y = HEIGHT - 2 - (permille.as_ref()?.clamp(&0, &500) * (HEIGHT - 4) / 500);
            Some(format!("{},{y}", 2 + at * (WIDTH - 4) / last))
        };
        (0..).zip(&self.steps).filter_map(point).collect::<Vec<_>>().join(" ")
    }
    /// The line in a sentence, for who does not see it.
    fn told(&self, t: &Text) -> String {
        let (before, now) = (self.before.clone(), self.now.clone());
        t.say("trend-told")
            .set("before", before)
            .set("now", now)
            .set("course", self.course.clone())
            .to_string()
    }
    /// Per cent at each step, the longest ago first.
    fn percents(&self) -> String {
        let step = |permille: &Option<i64>| match permille {
            Some(permille) => format!("{} %", (permille + 5) / 10),
            None => "–".to_owned(),
        };
        self.steps.iter().map(step).collect::<Vec<_>>().join(" · ")
    }
    /// The last point, so that a single one is seen too.
    fn end(&self) -> Option<(String, String)> {
        let points = self.points();
        let (x, y) = points.rsplit(' ').next()?.split_once(',')?;
        Some((x.to_owned(), y.to_owned()))
    }
}

impl TrendTable {
    fn data(&self, t: &Text) -> DataTable {
        let row = |line: &TrendLine| DataRow { label: line.name.clone(), shown: line.percents(), href: None };
        DataTable { caption: t.get("trend-data"), rows: self.lines.iter().map(row).collect() }
    }
}

part!(
    TrendTable as table,
    r#"<section class="sheet" tabindex="0" aria-label="{{ table.caption }}"><table><caption>{{ table.caption }}</caption>
<thead><tr><th scope="col">{{ table.of }}</th><th scope="col">{{ t.get("trend-year") }}</th><th scope="col" class="n">{{ t.get("trend-before") }}</th><th scope="col" class="n">{{ t.get("trend-now") }}</th><th scope="col">{{ t.get("trend-course") }}</th></tr></thead><tbody>
{%- for line in table.lines %}<tr><th scope="row">{{ line.name }}</th><td><svg class="trend" viewBox="0 0 120 32" width="120" height="32" role="img" aria-label="{{ line.name }}: {{ line.told(t) }}"><title>{{ line.name }}</title><desc>{{ line.told(t) }}</desc><polyline points="{{ line.points() }}"/>{% if let Some((x, y)) = line.end() %}<circle cx="{{ x }}" cy="{{ y }}" r="2"/>{% endif %}</svg></td><td class="n">{{ line.before }}</td><td class="n">{{ line.now }}</td><td>{{ line.course }}</td></tr>
{% endfor -%}
</tbody></table>{{ table.data(t).html(t) }}</section>"#
);

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Lang;

    #[test]
    fn a_line_stays_on_its_paper_and_leaves_out_what_nobody_looked_at() {
        let line = TrendLine {
            name: "लाह".into(),
            steps: vec![Some(0), None, Some(1_000)],
            now: "1 / 1".into(),
            before: "0 / 4".into(),
            course: String::new(),
        };
        assert_eq!(line.points(), "2,30 118,2");
        let table = TrendTable { caption: "c".into(), of: "o".into(), lines: vec![line] };
        let html = table.html(&Text::new(Lang::Hi)).to_string();
        assert!(html.contains(r#"points="2,30 118,2"/><circle cx="118" cy="2""#), "{html}");
        assert!(html.contains("<title>लाह</title><desc>") && html.contains("0 % · – · 100 %"), "{html}");
    }
}
