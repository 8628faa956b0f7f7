//! `GET /{lang}/office/report`: the one page for somebody without time.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::response::Response;
use market::cases::{self, Cut as CaseCut, Funnel, Scope};
use market::reports::{self, Count, Cut, Incomes, IncomesOf, Measure, Span, Wait, Waits};
use market::targets::Total;

use super::charts;
use super::told::{self, PERIODS, Wanted};
use crate::app::App;
use crate::desk::{send, told as desk_told};
use crate::error::WebError;
use crate::form::key_for;
use crate::parts::{Button, Gauge, Gauges, Row, Rows, Was, Way, Ways};
use crate::respond::Asked;
use crate::targets;
use crate::text::Text;
use crate::views::board::{Block, Board, Grid, GridCell, GridRow};
use crate::views::desk::{Desk, SignOut};
use crate::who::DcOffice;

/// Where it stands.
const HERE: &str = "/office/report";

/// The cuts the table can stand in.
const CUTS: [Cut; 5] = [Cut::Department, Cut::Block, Cut::Officer, Cut::Craft, Cut::Who];

/// A measure by the lines of a cut, and the same in the period before.
struct Lines {
    measure: Measure,
    now: Vec<Count>,
    before: Vec<Count>,
}

/// What the page tells, read in one go.
struct Told {
    span: Span,
    measures: Vec<(Measure, Count, Count)>,
    lines: Vec<Lines>,
    blocks: Vec<Count>,
    names: BTreeMap<String, String>,
    block_names: BTreeMap<String, String>,
    incomes: Incomes,
    middles: Vec<IncomesOf>,
    targets: Vec<Total>,
    year: Vec<(kernel::Day, Count)>,
    funnel: Funnel,
    waits: Waits,
}

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let cut = if wanted.cut() == Cut::Whole { Cut::Department } else { wanted.cut() };
    let told = read(&app, &t, &office, &wanted, cut).await?;
    let days = wanted.days();
    let mut blocks = decisions(&t, &told);
    blocks.push(Block::Heading(period(&t, told.span, days)));
    blocks.push(Block::Ways(periods(&t, days, cut)));
    blocks.push(Block::Gauges(gauges(&t, &told, days)));
    let name = |code: &str| told.block_names.get(code).cloned();
    blocks.push(Block::TileMap(charts::map(&t, &told.blocks, days, name)));
    if told.incomes.makers > 0 {
        blocks.push(Block::Bars(charts::incomes(&t, &told.incomes, days)));
    }
    if told.year.iter().any(|(_, step)| step.amount > 0) {
        blocks.push(Block::Bars(charts::year(&t, &told.year)));
    }
    if told.incomes.makers > 0 {
        blocks.push(Block::Heading(t.get("report-incomes")));
        blocks.push(Block::Figures(charts::quarters(&t, &told.incomes, days)));
    }
    blocks.push(Block::Heading(t.get("report-cuts")));
    blocks.push(Block::Ways(cuts(&t, days, cut)));
    blocks.push(if told.lines.iter().all(|lines| lines.now.is_empty()) {
        Block::Text(t.get("report-no-rows"))
    } else {
        Block::Grid(grid(&t, &told, (cut, days)))
    });
    if !told.targets.is_empty() {
        blocks.push(Block::Heading(t.get("room-targets")));
        blocks.extend(targets::charts(&t, &told.targets, "/office/targets"));
    }
    blocks.push(Block::Heading(t.get("room-funnel")));
    blocks.extend(charts::funnel(&t, &told.funnel));
    let note = Button::second(t.get("meeting-note")).to(t.path(&format!("{HERE}/note?days={days}")));
    blocks.push(Block::Button(note));
    let tables = Button::second(t.get("meeting-tables")).to(t.path(&format!("{HERE}/tables?days={days}")));
    blocks.push(Block::Button(tables));
    blocks.push(Block::Out(SignOut { form_key: Some(key_for(&office.buyer.session)) }));
    let whose = desk_told::name_of(&office.buyer);
    let board =
        Board::of(Desk::Office, whose, HERE, t.get("room-report"), blocks).led(t.get("report-lead")).spread();
    send(&app, t, &asked, &asked.rest, &board)
}

async fn read(app: &App, t: &Text, office: &DcOffice, wanted: &Wanted, cut: Cut) -> Result<Told, WebError> {
    let mut read = app.db().read().await?;
    let now = read.now();
    let span = wanted.span(now);
    let (mut measures, mut lines, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for measure in Measure::ALL {
        let (in_it, before) = reports::of_period(&mut read, *measure, span).await?;
        measures.push((*measure, in_it, before));
        let now = reports::counts(&mut read, *measure, cut, span).await?;
        let before = reports::counts(&mut read, *measure, cut, span.before()).await?;
        all.extend(now.iter().cloned());
        lines.push(Lines { measure: *measure, now, before });
    }
    let blocks = reports::counts(&mut read, Measure::Paid, Cut::Block, span).await?;
    let names = told::names(app, &mut read, t, cut, &all).await?;
    let known = market::places::read::blocks(&mut read).await?;
    let wanted = market::targets::of_month(&mut read, None, reports::month_of(now.day())).await?;
    Ok(Told {
        span,
        measures,
        lines,
        blocks,
        names,
        block_names: known.into_iter().map(|block| (block.code, block.name.en)).collect(),
        incomes: reports::incomes(&mut read, span).await?,
        middles: reports::incomes_by(&mut read, cut, span).await?,
        targets: market::targets::totals(&wanted, now.day()),
        year: reports::year(&mut read, now).await?,
        funnel: cases::funnel(&mut read, &Scope::District, CaseCut::Whole).await?,
        waits: reports::waits(&mut read, office.buyer.who.person).await?,
    })
}

/// Where one sees what waits.
const fn room_of(wait: Wait) -> &'static str {
    match wait {
        Wait::Unpaid => "/office/report/unpaid",
        Wait::Complaints => "/office/complaints",
        Wait::Overdue => "/office/health/cases/more",
        Wait::Crafts => "/office/quality",
        Wait::Anomalies => "/office/anomalies",
        Wait::Gaps => "/office/report/gaps",
    }
}

/// What waits for somebody's decision, before anything else.
fn decisions(t: &Text, told: &Told) -> Vec<Block> {
    let row = |(wait, count): (Wait, usize)| Row {
        href: t.path(room_of(wait)),
        title: t.get(&format!("wait-{wait}")),
        figure: count.to_string(),
        note: t.get(&format!("wait-{wait}.text")),
        standing: String::new(),
    };
    let rows: Vec<Row> = told.waits.all().map(row).collect();
    if rows.is_empty() {
        return vec![Block::Text(t.get("report-nothing-waits"))];
    }
    vec![Block::Heading(t.get("report-decisions")), Block::Rows(Rows { rows })]
}

/// «पिछले 30 दिन: 31 अक्टूबर से 29 नवंबर».
fn period(t: &Text, span: Span, days: i64) -> String {
    let (from, to) = (t.day(&span.from.day()), t.day(&span.to.day().plus(-1)));
    t.say("report-period-of").set("count", days.to_string()).set("from", from).set("to", to).to_string()
}

fn gauges(t: &Text, told: &Told, days: i64) -> Gauges {
    let whole = (Cut::Whole, "");
    let mut gauges = Vec::new();
    for (measure, now, before) in &told.measures {
        let href = (now.all > 0).then(|| told::rows(t, *measure, days, whole));
        let was = told::was_of(t, *measure, days, whole, before);
        if *measure == Measure::Paid {
            let was = Was { shown: told::was(t, before.keys.to_string()), href: was.href.clone() };
            let (value, label) = (now.keys.to_string(), t.get("report-makers-paid"));
            gauges.push(Gauge { value, label, href: href.clone(), was });
        }
        let label = t.get(&format!("report-measure-{measure}"));
        gauges.push(Gauge { value: told::value(t, *measure, now), label, href, was });
    }
    Gauges { gauges }
}

fn periods(t: &Text, days: i64, cut: Cut) -> Ways {
    let way = |other: &i64| Way {
        label: t.say("report-days").set("count", other.to_string()).to_string(),
        href: t.path(&format!("{HERE}?days={other}&cut={cut}")),
        is_here: *other == days,
    };
    Ways { label: t.get("report-periods"), ways: PERIODS.iter().map(way).collect() }
}

fn cuts(t: &Text, days: i64, cut: Cut) -> Ways {
    let way = |other: &Cut| Way {
        label: t.get(&format!("report-by-{other}")),
        href: t.path(&format!("{HERE}?days={days}&cut={other}")),
        is_here: *other == cut,
    };
    Ways { label: t.get("report-cuts"), ways: CUTS.iter().map(way).collect() }
}

/// Each line of the cut with every measure, what it was, and how what its makers got is spread.
fn grid(t: &Text, told: &Told, (cut, days): (Cut, i64)) -> Grid {
    let mut keys: Vec<&String> =
        told.lines.iter().flat_map(|lines| &lines.now).map(|line| &line.cut).collect();
    keys.sort();
    keys.dedup();
    let row = |key: &String| {
        let mut cells = Vec::new();
        for lines in &told.lines {
            let of = |all: &[Count]| all.iter().find(|line| line.cut == *key).cloned();
            let (now, before) = (of(&lines.now), of(&lines.before).unwrap_or_default());
            if lines.measure == Measure::Paid {
                cells.push(makers(t, now.as_ref(), &before, (cut, key, days)));
            }
            cells.push(cell(t, lines.measure, now.as_ref(), &before, (cut, key, days)));
            if lines.measure == Measure::Paid {
                cells.push(middle(t, told, (cut, key, days)));
            }
        }
        let first = told.lines.iter().find(|lines| lines.now.iter().any(|line| line.cut == *key));
        let measure = first.map_or(Measure::Orders, |lines| lines.measure);
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

/// One measure of one line.
fn cell(
    t: &Text,
    measure: Measure,
    now: Option<&Count>,
    before: &Count,
    (cut, key, days): (Cut, &str, i64),
) -> GridCell {
    let was = told::was_of(t, measure, days, (cut, key), before);
    match now {
        None => {
            GridCell { value: "–".to_owned(), href: None, was: Some(was).filter(|was| was.href.is_some()) }
        }
        Some(now) => GridCell {
            value: told::value(t, measure, now),
            href: Some(told::rows(t, measure, days, (cut, key))),
            was: Some(was),
        },
    }
}

/// How many makers of one line were paid.
fn makers(t: &Text, now: Option<&Count>, before: &Count, (cut, key, days): (Cut, &str, i64)) -> GridCell {
    let count = now.map_or(0, |now| now.keys);
    let href = (count > 0).then(|| told::rows(t, Measure::Paid, days, (cut, key)));
    let was = told::was_of(t, Measure::Paid, days, (cut, key), before);
    let was = Was { shown: told::was(t, before.keys.to_string()), ..was };
    GridCell { value: count.to_string(), href, was: Some(was) }
}

/// What the maker in the middle of one line got, with the quarters below and above her.
fn middle(t: &Text, told: &Told, (cut, key, days): (Cut, &str, i64)) -> GridCell {
    let Some(of) = told.middles.iter().find(|line| line.cut == key) else {
        return GridCell::of("–".to_owned(), None);
    };
    let to = told::earners(t, days, (cut, key), None);
    let shown = format!("{}–{}", t.money(&of.lower), t.money(&of.upper));
    GridCell { value: t.money(&of.median), href: Some(to), was: Some(Was { shown, href: None }) }
}
