//! The drawings of the DC's page: the district in tiles, what makers got, the year, the funnel.

use kernel::{Day, Paise};
use market::cases::{Funnel, Stage};
use market::reports::{CLASSES, Count, Cut, Incomes, Measure};

use super::told;
use crate::parts::{Bar, Bars, BlockFigure, BlockMap, Figure, Figures, Row, Rows, Standing, TileMap};
use crate::text::Text;
use crate::views::board::Block;

/// Reasons of the funnel on the page.
const REASONS: usize = 3;

/// How many makers of each block were paid; `code` is what a block's line is called, `name` its name in English.
pub(super) fn map(t: &Text, blocks: &[Count], days: i64, name: impl Fn(&str) -> Option<String>) -> TileMap {
    let figure = |line: &Count| {
        Some(BlockFigure {
            block: name(&line.cut)?,
            value: line.keys,
            shown: line.keys.to_string(),
            href: told::rows(t, Measure::Paid, days, (Cut::Block, &line.cut)),
        })
    };
    let figures: Vec<BlockFigure> = blocks.iter().filter_map(figure).collect();
    let told = match figures.iter().max_by_key(|one| one.value) {
        None => t.get("report-map-none"),
        Some(most) => t
            .say("report-map-told")
            .set("blocks", figures.len().to_string())
            .set("count", most.shown.clone())
            .set("block", BlockMap::called(t, &most.block))
            .to_string(),
    };
    TileMap { title: t.get("report-makers-paid"), told, figures }
}

/// A class of incomes: «₹500 से ₹1,000».
pub(super) fn class_name(t: &Text, class: usize) -> String {
    let from = CLASSES.get(class).map(|from| t.money(from)).unwrap_or_default();
    match CLASSES.get(class + 1) {
        Some(below) => t.say("report-class").set("from", from).set("to", t.money(below)).to_string(),
        None => t.say("report-class-most").set("from", from).to_string(),
    }
}

/// The three quarters, each opening the makers in the order of what they got.
pub(super) fn quarters(t: &Text, incomes: &Incomes, days: i64) -> Figures {
    let figure = |key: &str, amount: &Paise| Figure {
        value: t.money(amount),
        label: t.get(key),
        href: Some(told::earners(t, days, (Cut::Whole, ""), None)),
    };
    Figures {
        figures: vec![
            figure("report-lower", &incomes.lower),
            figure("report-median", &incomes.median),
            figure("report-upper", &incomes.upper),
        ],
    }
}

/// How many makers got how much.
pub(super) fn incomes(t: &Text, incomes: &Incomes, days: i64) -> Bars {
    let bar = |(at, makers): (usize, &i64)| Bar {
        label: class_name(t, at),
        value: *makers,
        shown: makers.to_string(),
        href: (*makers > 0).then(|| told::earners(t, days, (Cut::Whole, ""), Some(at))),
    };
    Bars {
        title: t.get("report-incomes-chart"),
        told: t
            .say("report-incomes-told")
            .set("count", incomes.makers.to_string())
            .set("median", t.money(&incomes.median))
            .to_string(),
        standing: Standing::Lying,
        scale: Vec::new(),
        bars: incomes.classes.iter().enumerate().map(bar).collect(),
    }
}

/// What reached makers month by month, under a scale of round rupees.
pub(super) fn year(t: &Text, months: &[(Day, Count)]) -> Bars {
    let bar = |(first, step): &(Day, Count)| Bar {
        label: t.month(first),
        value: step.amount,
        shown: t.money(&Paise(step.amount)),
        href: (step.all > 0).then(|| {
            let written: String = first.iso().chars().take(7).collect();
            t.path(&format!("/office/report/{}?month={written}", Measure::Paid))
        }),
    };
    let sum = Paise(months.iter().map(|(_, step)| step.amount).sum());
    let top = round_above(months.iter().map(|(_, step)| step.amount).max().unwrap_or(0));
    let edge = |at: Option<&(Day, Count)>| at.map(|(first, _)| t.month(first)).unwrap_or_default();
    Bars {
        title: t
            .say("report-year")
            .set("from", edge(months.first()))
            .set("to", edge(months.last()))
            .to_string(),
        told: t.say("report-year-told").set("sum", t.money(&sum)).to_string(),
        standing: Standing::Upright,
        scale: [top, top / 2].map(|amount| (amount, t.money(&Paise(amount)))).to_vec(),
        bars: months.iter().map(bar).collect(),
    }
}

/// The next of 1, 2, 5, 10, 20 … rupees that is not below an amount; never less than two rupees, so that half of it is whole.
fn round_above(paise: i64) -> i64 {
    let mut step = 200;
    for factor in [5, 4, 4].iter().cycle().take(50) {
        if step >= paise {
            break;
        }
        step = step * factor / 2;
    }
    step
}

/// How many makers have come how far, and why the others rest.
pub(super) fn funnel(t: &Text, funnel: &Funnel) -> Vec<Block> {
    let bar = |stage: &Stage| {
        let come = funnel.whole.from(*stage);
        Bar {
            label: t.get(&format!("case-stage-{stage}")),
            value: come,
            shown: come.to_string(),
            href: Some(t.path(&format!("/office/cases?stage={stage}"))),
        }
    };
    let stages = Stage::ALL.iter().filter(|stage| **stage != Stage::Stopped);
    let mut blocks = vec![Block::Bars(Bars {
        title: t.get("room-funnel"),
        told: t
            .say("report-funnel-told")
            .set("found", funnel.whole.from(Stage::Identified).to_string())
            .set("paid", funnel.whole.at(Stage::Paid).to_string())
            .to_string(),
        standing: Standing::Lying,
        scale: Vec::new(),
        bars: stages.map(bar).collect(),
    })];
    let reasons = funnel.resting.iter().take(REASONS).map(|line| Row {
        href: t.path(&format!("/office/cases?why={}", line.why)),
        title: t.get(&format!("case-why-{}", line.why)),
        figure: line.cases.to_string(),
        note: String::new(),
        standing: String::new(),
    });
    let rows: Vec<Row> = reasons.collect();
    if !rows.is_empty() {
        blocks.push(Block::Heading(t.get("report-reasons")));
        blocks.push(Block::Rows(Rows { rows }));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_round_rupees() {
        let all = [0, 200, 201, 500_00, 501_00, 1_234_56, 41_250_00, 99_999_99].map(round_above);
        assert_eq!(all, [200, 200, 500, 500_00, 1_000_00, 2_000_00, 50_000_00, 100_000_00]);
    }
}
