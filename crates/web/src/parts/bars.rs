//! A drawn chart of bars, with its figures in a table beside it: for the eye, for a screen reader, on paper, in grey.

use super::{DataRow, DataTable};

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// How long it is, in any unit.
    pub value: i64,
    /// The figure as it is read: «₹12,400».
    pub shown: String,
    /// The list behind it.
    pub href: Option<String>,
}

/// How the bars stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Below each other, each with its words: a funnel, classes.
    Lying,
    /// Below each other, each value so many of a hundred: how much of a target is reached.
    Share,
    /// Beside each other from left to right: time.
    Upright,
}

/// A chart of bars.
#[derive(Clone, Debug)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// The same in a sentence, for who does not see it.
    pub told: String,
    /// How the bars stand.
    pub standing: Standing,
    /// Heights that are marked on an upright chart, each with its words: «₹10,000».
    pub scale: Vec<(i64, String)>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// The width of the drawing.
const WIDTH: i64 = 320;
/// The height of an upright chart, and the room for the words of its highest mark.
const HEIGHT: i64 = 130;
const ROOF: i64 = 18;
/// The room below an upright chart for the words of its bars.
const FOOT: i64 = 20;
/// Of the bars of an upright chart so many share one word below them.
const WORD_EVERY: usize = 3;
/// From one lying bar to the next.
const LINE: i64 = 44;

impl Bars {
    fn most(&self) -> i64 {
        if self.standing == Standing::Share {
            return 100;
        }
        let marked = self.scale.iter().map(|(value, _)| *value);
        self.bars.iter().map(|bar| bar.value).chain(marked).max().unwrap_or(0).max(1)
    }
    fn count(&self) -> i64 {
        i64::try_from(self.bars.len()).unwrap_or(1).max(1)
    }
    fn height(&self) -> i64 {
        if self.standing == Standing::Upright { HEIGHT + FOOT } else { LINE * self.count() }
    }
    /// Each bar with the top of its line and its length.
    fn lying(&self) -> impl Iterator<Item = (&Bar, i64, i64)> {
        let most = self.most();
        (0..).zip(&self.bars).map(move |(at, bar)| (bar, at * LINE, bar.value.max(0) * WIDTH / most))
    }
    fn table(&self) -> DataTable {
        let row = |bar: &Bar| DataRow {
            label: bar.label.clone(),
            shown: bar.shown.clone(),
            href: bar.href.clone(),
        };
        DataTable { caption: self.title.clone(), rows: self.bars.iter().map(row).collect() }
    }
    /// Each bar with its left edge, top, width and height.
    fn upright(&self) -> impl Iterator<Item = (&Bar, i64, i64, i64, i64)> {
        let step = WIDTH / self.count();
        (0..).zip(&self.bars).map(move |(at, bar)| {
            let top = self.height_of(bar.value);
            (bar, at * step + 2, top, step - 4, HEIGHT - top)
        })
    }
    /// How far below the top of an upright chart a value ends.
    fn height_of(&self, value: i64) -> i64 {
        HEIGHT - value.max(0).saturating_mul(HEIGHT - ROOF) / self.most()
    }
    /// Each marked height with its words.
    fn marks(&self) -> impl Iterator<Item = (i64, &String)> {
        self.scale.iter().map(|(value, words)| (self.height_of(*value), words))
    }
    /// The first word of every third bar, where the bar begins: a month without its year.
    fn words(&self) -> impl Iterator<Item = (i64, &str)> {
        let step = WIDTH / self.count();
        let begins = (0..).zip(&self.bars).step_by(WORD_EVERY);
        begins.map(move |(at, bar)| (at * step + 2, bar.label.split(' ').next().unwrap_or_default()))
    }
    /// A drawing whose bars lead somewhere is not one picture.
    fn role(&self) -> &'static str {
        if self.bars.iter().any(|bar| bar.href.is_some()) { "group" } else { "img" }
    }
}

part!(
    Bars as chart,
    r#"<figure class="chart"><figcaption>{{ chart.title }}</figcaption>
<svg viewBox="0 0 {{ WIDTH }} {{ chart.height() }}" role="{{ chart.role() }}" aria-label="{{ chart.told }}"><title>{{ chart.title }}</title><desc>{{ chart.told }}</desc>
{%- if chart.standing != Standing::Upright %}{% for (bar, y, long) in chart.lying() %}{% if let Some(href) = bar.href %}<a href="{{ href }}">{% endif %}<text x="0" y="{{ y + 15 }}">{{ bar.label }}</text><text x="{{ WIDTH }}" y="{{ y + 15 }}" text-anchor="end">{{ bar.shown }}</text><rect x="0" y="{{ y + 21 }}" width="{{ WIDTH }}" height="14" class="rest"/><rect x="0" y="{{ y + 21 }}" width="{{ long }}" height="14"/>{% if bar.href.is_some() %}</a>{% endif %}{% endfor %}
{%- else %}{% for (y, words) in chart.marks() %}<line class="rest" x1="0" y1="{{ y }}" x2="{{ WIDTH }}" y2="{{ y }}"/><text x="0" y="{{ y - 4 }}">{{ words }}</text>{% endfor %}
{%- for (bar, x, y, wide, high) in chart.upright() %}{% if let Some(href) = bar.href %}<a href="{{ href }}" aria-label="{{ bar.label }}: {{ bar.shown }}"><rect class="room" x="{{ x }}" y="{{ ROOF }}" width="{{ wide }}" height="{{ HEIGHT - ROOF }}"/>{% endif %}<rect x="{{ x }}" y="{{ y }}" width="{{ wide }}" height="{{ high }}"><title>{{ bar.label }}: {{ bar.shown }}</title></rect>{% if bar.href.is_some() %}</a>{% endif %}{% endfor %}
{%- for (x, word) in chart.words() %}<text x="{{ x }}" y="{{ HEIGHT + 16 }}">{{ word }}</text>{% endfor %}<line x1="0" y1="{{ HEIGHT }}" x2="{{ WIDTH }}" y2="{{ HEIGHT }}"/>{% endif -%}
</svg>
{{ chart.table().html(t) }}</figure>"#
);

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::text::Text;

    fn chart(standing: Standing, values: &[i64]) -> String {
        let bar = |value: &i64| Bar {
            label: format!("ब्लॉक {value}"),
            value: *value,
            shown: value.to_string(),
            href: Some("/hi/office".to_owned()),
        };
        let bars = values.iter().map(bar).collect();
        Bars {
            title: "आय".to_owned(),
            told: "आय, ब्लॉक के अनुसार".to_owned(),
            standing,
            scale: vec![(10, "₹10".to_owned())],
            bars,
        }
        .html(&Text::new(Lang::Hi))
        .to_string()
    }

    #[test]
    fn the_longest_bar_fills_the_width_and_each_figure_stands_in_the_table() {
        let html = chart(Standing::Lying, &[5, 10]);
        assert!(
            html.contains(r#"width="160" height="14"/>"#) && html.contains(r#"width="320" height="14"/>"#),
            "{html}"
        );
        assert_eq!(html.matches("<a href=").count(), 4, "the bars lead where the figures of the table do");
        assert!(html.contains(r#"role="group""#), "who does not see it gets to the links: {html}");
    }

    #[test]
    fn upright_bars_stand_under_a_scale_with_a_word_below_every_third() {
        let html = chart(Standing::Upright, &[5, 10, 0, 1]);
        assert!(html.contains("<text x=\"0\" y=\"14\">₹10</text>"), "{html}");
        assert!(html.contains(r#"y="74" width="76" height="56""#), "half as high as the scale: {html}");
        assert_eq!(html.matches(">ब्लॉक</text>").count(), 2, "the first and the fourth: {html}");
        assert!(html.contains(r#"aria-label="ब्लॉक 5: 5""#), "{html}");
    }

    #[test]
    fn a_share_is_drawn_of_a_hundred() {
        let html = chart(Standing::Share, &[25, 100]);
        assert!(html.contains(r#"width="80" height="14"/>"#), "a quarter of the width: {html}");
    }

    #[test]
    fn nothing_is_drawn_without_falling_over() {
        for standing in [Standing::Lying, Standing::Share, Standing::Upright] {
            assert!(chart(standing, &[]).contains("<svg"));
            assert!(!chart(standing, &[0, 0]).contains("NaN"));
        }
    }
}
