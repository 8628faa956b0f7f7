//! `GET /{lang}/office/report`: the one page for somebody without time.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::Paise;
use market::cases::{self, Cut as CaseCut, Funnel, Scope, Stage};
use market::reports::{self, CLASSES, Count, Cut, Incomes, IncomesOf, Measure, Waits};
use market::tally;
use market::targets::Total;

use super::told::{self, PERIODS, Wanted};
use crate::app::App;
use crate::desk::{send, told as desk_told};
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::{Bar, Bars, BlockFigure, Button, Facts, Figure, Figures, Row, Rows, Standing, TileMap};
use crate::respond::Asked;
use crate::targets;
use crate::text::Text;
use crate::views::board::{Block, Board, Grid, GridCell, GridRow};
use crate::views::desk::{Desk, SignOut};
use crate::who::DcOffice;

/// Where it stands.
const HERE: &str = "/office/report";

/// What the page tells, read in one go.
struct Told {
    measures: Vec<(Measure, Count, Count)>,
    lines: Vec<(Measure, Vec<Count>)>,
    blocks: Vec<Count>,
    names: BTreeMap<String, String>,
    block_names: BTreeMap<String, String>,
    incomes: Incomes,
    middles: Vec<IncomesOf>,
    targets: Vec<Total>,
    year: Vec<Count>,
    funnel: Funnel,
    waits: Waits,
    gaps: usize,
}

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let cut = if wanted.cut() == Cut::Whole { Cut::Department } else { wanted.cut() };
    let told = read(&app, &t, &wanted, cut).await?;
    let days = wanted.days();
    let mut blocks = decisions(&t, &told);
    if !told.targets.is_empty() {
        blocks.push(Block::Heading(t.get("room-targets")));
        blocks.extend(targets::charts(&t, &told.targets, "/office/targets"));
    }
    blocks.push(Block::Heading(t.say("report-period").set("count", days.to_string()).to_string()));
    blocks.push(figures(&t, &told, days));
    blocks.push(Block::Rows(periods(&t, days)));
    blocks.push(Block::TileMap(map(&t, &told, days)));
    blocks.push(if told.lines.iter().all(|(_, lines)| lines.is_empty()) {
        Block::Text(t.get("report-no-rows"))
    } else {
        Block::Grid(grid(&t, &told, (cut, days)))
    });
    for other in [Cut::Department, Cut::Block, Cut::Officer, Cut::Craft, Cut::Who] {
        if other != cut {
            let to = t.path(&format!("{HERE}?days={days}&cut={other}"));
            blocks.push(Block::Button(Button::second(t.get(&format!("report-by-{other}"))).to(to)));
        }
    }
    blocks.extend(incomes(&t, &told.incomes));
    if told.year.iter().any(|step| step.amount > 0) {
        blocks.push(Block::Bars(year(&t, &told.year)));
    }
    blocks.push(Block::Bars(funnel(&t, &told.funnel)));
    let note = Button::second(t.get("meeting-note")).to(t.path(&format!("{HERE}/note?days={days}")));
    blocks.push(Block::Button(note));
    let tables = Button::second(t.get("meeting-tables")).to(t.path(&format!("{HERE}/tables?days={days}")));
    blocks.push(Block::Button(tables));
    blocks.push(Block::Out(SignOut { form_key: Some(key_for(&office.buyer.session)) }));
    let board =
        Board::of(Desk::Office, desk_told::name_of(&office.buyer), HERE, t.get("room-report"), blocks)
            .led(t.get("report-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

async fn read(app: &App, t: &Text, wanted: &Wanted, cut: Cut) -> Result<Told, WebError> {
    let mut read = app.db().read().await?;
    let now = read.now();
    let span = wanted.span(now);
    let (mut measures, mut lines, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for measure in Measure::ALL {
        let (in_it, before) = reports::of_period(&mut read, *measure, span).await?;
        measures.push((*measure, in_it, before));
        let of_cut = reports::counts(&mut read, *measure, cut, span).await?;
        all.extend(of_cut.iter().cloned());
        lines.push((*measure, of_cut));
    }
    let blocks = reports::counts(&mut read, Measure::Paid, Cut::Block, span).await?;
    let names = told::names(app, &mut read, t, cut, &all).await?;
    let known = market::places::read::blocks(&mut read).await?;
    let block_names = known.into_iter().map(|block| (block.code, block.name.en)).collect();
    let incomes = reports::incomes(&mut read, span).await?;
    let middles = reports::incomes_by(&mut read, cut, span).await?;
    let wanted = market::targets::of_month(&mut read, None, reports::month_of(now.day())).await?;
    let targets = market::targets::totals(&wanted, now.day());
    let year = reports::year(&mut read, now).await?;
    let funnel = cases::funnel(&mut read, &Scope::District, CaseCut::Whole).await?;
    let waits = reports::waits(&mut read).await?;
    let gaps = usize::try_from(tally::open(&mut read).await?.all()).unwrap_or(0);
    Ok(Told {
        measures,
        lines,
        blocks,
        names,
        block_names,
        incomes,
        middles,
        targets,
        year,
        funnel,
        waits,
        gaps,
    })
}

/// What waits for somebody's decision, before anything else.
fn decisions(t: &Text, told: &Told) -> Vec<Block> {
    let row = |href: &str, key: &str, count: usize| Row {
        href: if href.is_empty() { String::new() } else { t.path(href) },
        title: t.get(key),
        figure: count.to_string(),
        note: t.get(&format!("{key}.text")),
        standing: String::new(),
    };
    let all = [
        ("/office/report/unpaid", "report-unpaid", told.waits.unpaid),
        ("/office/complaints", "report-complaints", told.waits.complaints),
        ("/office/funnel", "report-overdue", told.waits.overdue),
        ("/office/quality", "report-does-not-fall", told.waits.crafts),
        ("/office/anomalies", "report-anomalies", told.waits.anomalies),
        // Finance looks after them; the DC's office only sees how many there are.
        ("", "report-gaps", told.gaps),
    ];
    let rows: Vec<Row> = all
        .into_iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(href, key, count)| row(href, key, count))
        .collect();
    if rows.is_empty() {
        return vec![Block::Text(t.get("report-nothing-waits"))];
    }
    vec![Block::Heading(t.get("report-decisions")), Block::Rows(Rows { rows })]
}

fn figures(t: &Text, told: &Told, days: i64) -> Block {
    let mut figures = Vec::new();
    for (measure, now, before) in &told.measures {
        let href = (now.all > 0).then(|| told::rows(t, *measure, days, (Cut::Whole, "")));
        if *measure == Measure::Paid {
            let label =
                format!("{} · {}", t.get("report-makers-paid"), told::was(t, before.keys.to_string()));
            figures.push(Figure { value: now.keys.to_string(), label, href: href.clone() });
        }
        let was = told::was(t, told::value(t, *measure, before));
        let label = format!("{} · {was}", t.get(&format!("report-measure-{measure}")));
        figures.push(Figure { value: told::value(t, *measure, now), label, href });
    }
    Block::Figures(Figures { figures })
}

fn periods(t: &Text, days: i64) -> Rows {
    let row = |other: &i64| Row {
        href: t.path(&format!("{HERE}?days={other}")),
        title: t.say("report-period").set("count", other.to_string()).to_string(),
        figure: String::new(),
        note: String::new(),
        standing: String::new(),
    };
    Rows { rows: PERIODS.iter().filter(|other| **other != days).map(row).collect() }
}

fn map(t: &Text, told: &Told, days: i64) -> TileMap {
    let figure = |line: &Count| {
        Some(BlockFigure {
            block: told.block_names.get(&line.cut)?.clone(),
            value: line.keys,
            shown: line.keys.to_string(),
            href: told::rows(t, Measure::Paid, days, (Cut::Block, &line.cut)),
        })
    };
    TileMap { title: t.get("report-makers-paid"), figures: told.blocks.iter().filter_map(figure).collect() }
}

/// Each line of the cut with every measure.
fn grid(t: &Text, told: &Told, (cut, days): (Cut, i64)) -> Grid {
    let mut keys: Vec<&String> =
        told.lines.iter().flat_map(|(_, lines)| lines).map(|line| &line.cut).collect();
    keys.sort();
    keys.dedup();
    let cell = |key: &str, measure: Measure, lines: &[Count]| {
        let found = lines.iter().find(|line| line.cut == key);
        let href = found.map(|_| told::rows(t, measure, days, (cut, key)));
        GridCell { value: found.map_or_else(|| "–".to_owned(), |line| told::value(t, measure, line)), href }
    };
    let middle = |key: &str| {
        let found = told.middles.iter().find(|line| line.cut == key);
        let value = found.map_or_else(|| "–".to_owned(), |line| t.money(&line.median));
        GridCell { value, href: found.map(|_| told::rows(t, Measure::Paid, days, (cut, key))) }
    };
    let row = |key: &String| {
        let mut cells = Vec::new();
        for (measure, lines) in &told.lines {
            if *measure == Measure::Paid {
                let makers = lines.iter().find(|line| line.cut == *key).map_or(0, |line| line.keys);
                let href = (makers > 0).then(|| told::rows(t, *measure, days, (cut, key)));
                cells.push(GridCell { value: makers.to_string(), href });
            }
            cells.push(cell(key, *measure, lines));
            if *measure == Measure::Paid {
                cells.push(middle(key));
            }
        }
        let first = told.lines.iter().find(|(_, lines)| lines.iter().any(|line| line.cut == *key));
        let measure = first.map_or(Measure::Orders, |(measure, _)| *measure);
        let label = told.names.get(key).filter(|name| !name.is_empty()).cloned();
        GridRow {
            label: label.unwrap_or_else(|| t.get("funnel-unknown")),
            href: told::rows(t, measure, days, (cut, key)),
            cells,
        }
    };
    let mut columns = vec![t.get(&format!("report-by-{cut}")), t.get("report-makers-paid")];
    for measure in Measure::ALL {
        columns.push(t.get(&format!("report-measure-{measure}")));
        if *measure == Measure::Paid {
            columns.push(t.get("report-median"));
        }
    }
    Grid { caption: t.get(&format!("report-by-{cut}")), columns, rows: keys.into_iter().map(row).collect() }
}

/// How what makers got is spread: the middle, and how many are in each class.
fn incomes(t: &Text, incomes: &Incomes) -> Vec<Block> {
    if incomes.makers == 0 {
        return Vec::new();
    }
    let bar = |(at, makers): (usize, &i64)| Bar {
        label: match CLASSES.get(at + 1) {
            Some(below) => {
                t.say("report-class").set("from", t.money(&CLASSES[at])).set("to", t.money(below)).to_string()
            }
            None => t.say("report-class-most").set("from", t.money(&CLASSES[at])).to_string(),
        },
        value: *makers,
        shown: makers.to_string(),
        href: None,
    };
    let quarters = Facts::default()
        .and(t.get("report-lower"), t.money(&incomes.lower))
        .and(t.get("report-median"), t.money(&incomes.median))
        .and(t.get("report-upper"), t.money(&incomes.upper));
    vec![
        Block::Heading(t.get("report-incomes")),
        Block::Facts(quarters),
        Block::Bars(Bars {
            title: t.get("report-incomes-chart"),
            told: t
                .say("report-incomes-told")
                .set("count", incomes.makers.to_string())
                .set("median", t.money(&incomes.median))
                .to_string(),
            standing: Standing::Lying,
            bars: incomes.classes.iter().enumerate().map(bar).collect(),
        }),
    ]
}

fn year(t: &Text, steps: &[Count]) -> Bars {
    let ago = |at: usize| (steps.len() - at - 1).to_string();
    let bar = |(at, step): (usize, &Count)| Bar {
        label: t.say("report-months-ago").set("count", ago(at)).to_string(),
        value: step.amount,
        shown: t.money(&Paise(step.amount)),
        href: None,
    };
    let sum = Paise(steps.iter().map(|step| step.amount).sum());
    Bars {
        title: t.get("report-year"),
        told: t.say("report-year-told").set("sum", t.money(&sum)).to_string(),
        standing: Standing::Upright,
        bars: steps.iter().enumerate().map(bar).collect(),
    }
}

fn funnel(t: &Text, funnel: &Funnel) -> Bars {
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
    Bars {
        title: t.get("room-funnel"),
        told: t
            .say("report-funnel-told")
            .set("found", funnel.whole.from(Stage::Identified).to_string())
            .set("paid", funnel.whole.at(Stage::Paid).to_string())
            .to_string(),
        standing: Standing::Lying,
        bars: stages.map(bar).collect(),
    }
}
