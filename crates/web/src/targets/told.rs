//! How targets are told: in words, in a table, in bars; on their own page and on the DC's.

use std::collections::BTreeMap;

use kernel::{Day, Paise};
use market::accounts::DepartmentKey;
use market::reports::Cut;
use market::targets::{Pace, Target, Total, What, pace, rules};

use super::seat::{Seat, month_written};
use crate::error::encoded;
use crate::parts::{Bar, Bars, Row, Rows, Standing};
use crate::text::Text;
use crate::views::board::{Block, Grid, GridCell, GridRow};

/// So much of what: money in whole rupees, makers as a number.
pub(super) fn amount(t: &Text, what: What, number: i64) -> String {
    if what == What::Rupees { t.money(&Paise::rupees(number / 100)) } else { number.to_string() }
}

/// «30 में से 12».
pub(super) fn reached_of(t: &Text, what: What, wanted: i64, reached: i64) -> String {
    t.say("target-of")
        .set("wanted", amount(t, what, wanted))
        .set("reached", amount(t, what, reached))
        .to_string()
}

/// Whether it keeps pace, in words.
pub(super) fn in_words(t: &Text, what: What, pace: Pace) -> String {
    let with = |key: &str, number| t.say(key).set("count", amount(t, what, number)).to_string();
    match pace {
        Pace::ToCome => t.get("pace-to-come"),
        Pace::Met => t.get("pace-met"),
        Pace::OnPace => t.get("pace-on"),
        Pace::Behind(missing) => with("pace-behind", missing),
        Pace::Missed(missing) => with("pace-missed", missing),
    }
}

/// What departments want in all blocks together: a chart for each thing that is counted, each bar of a hundred.
pub(crate) fn charts(t: &Text, totals: &[Total], at: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for what in What::ALL {
        let of: Vec<&Total> = totals.iter().filter(|total| total.what == *what).collect();
        if of.is_empty() {
            continue;
        }
        let bar = |total: &&Total| Bar {
            label: t.get(&format!("department-short-{}", total.department)),
            value: rules::percent(total.wanted, total.reached),
            shown: format!(
                "{} · {}",
                reached_of(t, *what, total.wanted, total.reached),
                in_words(t, *what, total.pace)
            ),
            href: Some(t.path(at)),
        };
        let behind = of.iter().filter(|total| total.pace.is_behind()).count();
        blocks.push(Block::Bars(Bars {
            title: t.get(&format!("target-what-{what}")),
            told: t
                .say("target-told")
                .set("count", of.len().to_string())
                .set("behind", behind.to_string())
                .to_string(),
            standing: Standing::Share,
            scale: Vec::new(),
            bars: of.iter().map(bar).collect(),
        }));
    }
    blocks
}

/// The table of a month: a row for each department and block, each figure opens its rows where one may see them.
pub(super) fn grid(
    t: &Text,
    seat: &Seat,
    targets: &[(Target, i64)],
    names: &BTreeMap<String, String>,
    today: Day,
) -> Grid {
    let mut posts: Vec<(DepartmentKey, &str)> =
        targets.iter().map(|(target, _)| (target.department, target.block.as_str())).collect();
    posts.dedup();
    let row = |(department, block): &(DepartmentKey, &str)| {
        let of = |what: &What| {
            let is_it = |(target, _): &&(Target, i64)| {
                target.department == *department && target.block == *block && target.what == *what
            };
            targets.iter().find(is_it).map_or_else(
                || GridCell::of("–".to_owned(), None),
                |(target, reached)| cell(t, seat, target, *reached, today),
            )
        };
        let first = targets.first().map_or(today, |(target, _)| target.first);
        let name = names.get(*block).cloned().unwrap_or_default();
        let label = if seat.setter.department.is_some() {
            name
        } else {
            format!("{} · {name}", t.department(*department))
        };
        GridRow {
            label,
            href: edit(t, seat, first, *department, block),
            cells: What::ALL.iter().map(of).collect(),
        }
    };
    let first = if seat.setter.department.is_some() { "report-by-block" } else { "target-whose" };
    let mut columns = vec![t.get(first)];
    columns.extend(What::ALL.iter().map(|what| t.get(&format!("target-what-{what}"))));
    Grid { caption: t.get("target-by-block"), columns, rows: posts.iter().map(row).collect() }
}

fn cell(t: &Text, seat: &Seat, target: &Target, reached: i64, today: Day) -> GridCell {
    let stands = pace(target.wanted, reached, target.first, today);
    let mark = match stands {
        Pace::Behind(missing) | Pace::Missed(missing) => {
            format!(" ({})", t.say("target-less").set("count", amount(t, target.what, missing)))
        }
        Pace::Met => " ✓".to_owned(),
        Pace::OnPace | Pace::ToCome => String::new(),
    };
    let href = format!(
        "/office/report/{}?month={}&cut={}&line={}",
        target.what.measure(),
        month_written(target.first),
        Cut::Post,
        encoded(&target.post())
    );
    let (reached_of, wanted) = (amount(t, target.what, reached), amount(t, target.what, target.wanted));
    GridCell::of(
        format!("{reached_of} / {wanted}{mark}"),
        (seat.opens_rows() && reached > 0).then(|| t.path(&href)),
    )
}

/// The page on which the targets of a block are set.
fn edit(t: &Text, seat: &Seat, first: Day, department: DepartmentKey, block: &str) -> String {
    t.path(&format!(
        "{}?month={}&department={department}&block={}",
        seat.at,
        month_written(first),
        encoded(block)
    ))
}

/// The targets of one block, each with its pace; each opens how it came about.
pub(super) fn rows(t: &Text, seat: &Seat, targets: &[&(Target, i64)], today: Day) -> Block {
    let row = |(target, reached): &&(Target, i64)| Row {
        href: t.path(&format!("{}/{}", seat.at, target.id)),
        title: t.get(&format!("target-what-{}", target.what)),
        figure: reached_of(t, target.what, target.wanted, *reached),
        note: String::new(),
        standing: in_words(t, target.what, pace(target.wanted, *reached, target.first, today)),
    };
    Block::Rows(Rows { rows: targets.iter().map(row).collect() })
}
