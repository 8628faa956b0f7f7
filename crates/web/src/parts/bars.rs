//! A drawn chart of bars, with its figures in a table beside it: for the eye, for a screen reader, on paper, in grey.

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
    /// The bars.
    pub bars: Vec<Bar>,
}

/// The width of the drawing.
const WIDTH: i64 = 320;
/// The height of an upright chart.
const HEIGHT: i64 = 110;
/// From one lying bar to the next.
const LINE: i64 = 44;

impl Bars {
    fn most(&self) -> i64 {
        if self.standing == Standing::Share {
            return 100;
        }
        self.bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1)
    }
    fn count(&self) -> i64 {
        i64::try_from(self.bars.len()).unwrap_or(1).max(1)
    }
    fn height(&self) -> i64 {
        if self.standing == Standing::Upright { HEIGHT } else { LINE * self.count() }
    }
    /// Each bar with the top of its line and its length.
    fn lying(&self) -> impl Iterator<Item = (&Bar, i64, i64)> {
        let most = self.most();
        (0..).zip(&self.bars).map(move |(at, bar)| (bar, at * LINE, bar.value.max(0) * WIDTH / most))
    }
    /// Each bar's left edge, top, width and height.
    fn upright(&self) -> impl Iterator<Item = (i64, i64, i64, i64)> {
        let (most, step) = (self.most(), WIDTH / self.count());
        (0..).zip(&self.bars).map(move |(at, bar)| {
            let high = bar.value.max(0) * (HEIGHT - 4) / most;
            (at * step + 2, HEIGHT - high, step - 4, high)
        })
    }
}

part!(
    Bars as chart,
    r#"<figure class="chart"><figcaption>{{ chart.title }}</figcaption>
<svg viewBox="0 0 {{ WIDTH }} {{ chart.height() }}" role="img" aria-label="{{ chart.told }}"><title>{{ chart.title }}</title><desc>{{ chart.told }}</desc>
{%- if chart.standing != Standing::Upright %}{% for (bar, y, long) in chart.lying() %}<text x="0" y="{{ y + 15 }}">{{ bar.label }}</text><text x="{{ WIDTH }}" y="{{ y + 15 }}" text-anchor="end">{{ bar.shown }}</text><rect x="0" y="{{ y + 21 }}" width="{{ WIDTH }}" height="14" class="rest"/><rect x="0" y="{{ y + 21 }}" width="{{ long }}" height="14"/>{% endfor %}
{%- else %}{% for (x, y, wide, high) in chart.upright() %}<rect x="{{ x }}" y="{{ y }}" width="{{ wide }}" height="{{ high }}"/>{% endfor %}<line x1="0" y1="{{ HEIGHT }}" x2="{{ WIDTH }}" y2="{{ HEIGHT }}"/>{% endif -%}
</svg>
<details><summary>{{ t.get("chart-table") }}</summary><table><caption class="hidden">{{ chart.title }}</caption><tbody>{% for bar in chart.bars %}<tr><th scope="row">{{ bar.label }}</th><td class="n">{% if let Some(href) = bar.href %}<a href="{{ href }}">{{ bar.shown }}</a>{% else %}{{ bar.shown }}{% endif %}</td></tr>{% endfor %}</tbody></table></details></figure>"#
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
            title: "आय".to_owned(), told: "आय, ब्लॉक के अनुसार".to_owned(), standing, bars
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
        assert_eq!(html.matches("<a href=").count(), 2);
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
