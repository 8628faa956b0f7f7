//! The note of a review meeting on two pages: what needs a decision, what became of the last meeting's tasks, then the figures.
//!
//! Its sentences are those of the DC's page: whoever prints it hands them in, in one language.

use kernel::{Paise, Words};
use market::accounts::DepartmentKey;
use market::cases::Stage;
use market::meetings::{Note, Task};
use market::reports::{CLASSES, Count, Measure, Value, Wait};
use market::targets::{Pace, Total, What, rules};

use crate::{Block, Cell, Column, Moment, Paper, Row, RowKind, Sheet, Side, Table, Width};

/// Tasks on the note; more stand on the page.
const TASKS_MOST: usize = 10;
/// Targets on the note, those behind first; more stand on the page.
const TARGETS_MOST: usize = 6;
/// Reasons why cases rest, the most frequent first.
const REASONS: usize = 3;
/// Letters of a task, and of what was said of it, in the note.
const TASK_LETTERS: usize = 90;

/// The sentence of a key with its words, in the language of the note.
pub type Say<'a> = &'a dyn Fn(&str, &[(&'static str, String)]) -> String;

/// In which language a note is, and its sentences.
#[derive(Clone, Copy)]
pub struct Spoken<'a> {
    /// `hi` or `en`.
    pub lang: &'static str,
    /// The sentences.
    pub say: Say<'a>,
}

impl Spoken<'_> {
    fn get(self, key: &str) -> String {
        (self.say)(key, &[])
    }

    fn with(self, key: &str, words: &[(&'static str, String)]) -> String {
        (self.say)(key, words)
    }

    fn pick(self, words: &Words) -> String {
        if self.lang == "hi" { words.hi.clone() } else { words.en.clone() }
    }

    fn value(self, measure: Measure, count: &Count) -> String {
        let none = || "–".to_owned();
        match measure.value(count) {
            Value::Rupees(amount) => amount.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Percent(percent) => percent.map_or_else(none, |percent| format!("{percent} %")),
            Value::Days(days) => {
                days.map_or_else(none, |days| self.with("report-days", &[("count", days.to_string())]))
            }
        }
    }
}

/// The note.
pub fn review_note(note: &Note, spoken: Spoken<'_>) -> Paper {
    let (from, to) = (note.span.from.day().written(), note.span.to.day().plus(-1).written());
    let lead = spoken.with("note-lead", &[("from", from), ("to", to), ("day", note.at.day().written())]);
    let mut blocks = vec![Block::Title(spoken.get("note-title")), Block::Small(lead), Block::Rule];
    blocks.push(Block::Framed(decisions(note, spoken)));
    blocks.extend(tasks(note, spoken));
    blocks.extend(targets(note, spoken));
    blocks.extend(figures(note, spoken));
    blocks.extend(departments(note, spoken));
    blocks.extend(places(note, spoken));
    blocks.push(Block::Columns(vec![incomes(note, spoken), funnel(note, spoken)]));
    Paper {
        title: spoken.get("note-title"),
        lang: spoken.lang,
        made: Moment::of(note.at),
        sheet: Sheet::A4,
        blocks,
        foot: spoken.get("note-foot"),
    }
}

/// What waits for a decision; said too if nothing does.
fn decisions(note: &Note, spoken: Spoken<'_>) -> Vec<Block> {
    let row =
        |(wait, count): (Wait, usize)| Row::plain([count.to_string(), spoken.get(&format!("wait-{wait}"))]);
    let rows: Vec<Row> = note.waits.all().map(row).collect();
    let heading = Block::Heading(spoken.get("report-decisions"));
    if rows.is_empty() {
        return vec![heading, Block::Words(spoken.get("report-nothing-waits"))];
    }
    vec![heading, Block::Table(Table { columns: vec![Column::number(""), Column::words("")], rows })]
}

/// What the last meeting gave and what is open still, the latest first; of more than fit, only how many.
fn tasks(note: &Note, spoken: Spoken<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(spoken.get("note-tasks"))];
    if note.tasks.is_empty() {
        blocks.push(Block::Words(spoken.get("note-no-tasks")));
        return blocks;
    }
    let columns = vec![
        Column::words(spoken.get("note-what")),
        Column::short(spoken.get("note-owner")),
        Column::short(spoken.get("note-due")),
        Column::short(spoken.get("note-stands")),
    ];
    let today = note.at.day();
    let brief = |words: &str| match words.char_indices().nth(TASK_LETTERS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    };
    let row = |task: &Task| {
        let key =
            if task.is_late(today) { "task-late".to_owned() } else { format!("task-state-{}", task.state) };
        let said = if task.said.is_empty() { String::new() } else { format!(" – {}", brief(&task.said)) };
        Row::plain([
            format!("{}{said}", brief(&task.what)),
            task.owner_name.clone(),
            task.due.written(),
            spoken.get(&key),
        ])
    };
    let rows = note.tasks.iter().take(TASKS_MOST).map(row).collect();
    blocks.push(Block::Table(Table { columns, rows }));
    let rest = note.tasks.len().saturating_sub(TASKS_MOST);
    if rest > 0 {
        blocks.push(Block::Small(spoken.with("note-more-tasks", &[("count", rest.to_string())])));
    }
    blocks
}

/// The month's targets: who is behind first; of more than fit, only how many.
fn targets(note: &Note, spoken: Spoken<'_>) -> Vec<Block> {
    if note.targets.is_empty() {
        return Vec::new();
    }
    let amount = |total: &Total, number: i64| {
        if total.what == What::Rupees { Paise(number).to_string() } else { number.to_string() }
    };
    let pace = |total: &Total| {
        let with = |key: &str, missing| spoken.with(key, &[("count", amount(total, missing))]);
        match total.pace {
            Pace::ToCome => spoken.get("pace-to-come"),
            Pace::Met => spoken.get("pace-met"),
            Pace::OnPace => spoken.get("pace-on"),
            Pace::Behind(missing) => with("pace-behind", missing),
            Pace::Missed(missing) => with("pace-missed", missing),
        }
    };
    let row = |total: &Total| {
        let words = [
            spoken.get(&format!("department-{}", total.department)),
            spoken.get(&format!("target-what-{}", total.what)),
            format!("{} / {}", amount(total, total.reached), amount(total, total.wanted)),
            pace(total),
        ];
        charted(words, rules::percent(total.wanted, total.reached), 100)
    };
    let mut ordered: Vec<&Total> = note.targets.iter().collect();
    ordered.sort_by_key(|total| !total.pace.is_behind());
    let columns = vec![
        Column::words(spoken.get("note-department")),
        Column::short(spoken.get("note-measure")),
        Column::number(spoken.get("target-reached")),
        Column::short(spoken.get("target-stands")),
        Column { head: String::new(), side: Side::Left, width: Width::Fills },
    ];
    let rows = ordered.iter().take(TARGETS_MOST).map(|total| row(total)).collect();
    let mut blocks = vec![Block::Heading(spoken.get("note-targets")), Block::Table(Table { columns, rows })];
    let rest = ordered.len().saturating_sub(TARGETS_MOST);
    if rest > 0 {
        blocks.push(Block::Small(spoken.with("note-more-targets", &[("count", rest.to_string())])));
    }
    blocks
}

/// Every measure, with what it was in the period before.
fn figures(note: &Note, spoken: Spoken<'_>) -> [Block; 2] {
    let columns = vec![
        Column::words(spoken.get("note-measure")),
        Column::number(spoken.get("note-now")),
        Column::number(spoken.get("note-before")),
    ];
    let mut rows = Vec::new();
    for (measure, now, before) in &note.figures {
        if *measure == Measure::Paid {
            let makers = [now, before].map(|count| count.keys.to_string());
            rows.push(Row::plain([spoken.get("report-makers-paid")].into_iter().chain(makers)));
        }
        let values = [now, before].map(|count| spoken.value(*measure, count));
        rows.push(Row::plain([spoken.get(&format!("report-measure-{measure}"))].into_iter().chain(values)));
    }
    [Block::Heading(spoken.get("note-figures")), Block::Table(Table { columns, rows })]
}

/// The four departments, each measure beside the other.
fn departments(note: &Note, spoken: Spoken<'_>) -> [Block; 2] {
    let mut columns = vec![Column::words(spoken.get("note-department"))];
    for (measure, _) in &note.departments {
        columns.push(Column::number(spoken.get(&format!("report-measure-{measure}"))));
    }
    let row = |key: &DepartmentKey| {
        let name = spoken.get(&format!("department-{key}"));
        let cells = note.departments.iter().map(|(measure, lines)| {
            let found = lines.iter().find(|line| line.cut == key.as_str());
            found.map_or_else(|| "–".to_owned(), |line| spoken.value(*measure, line))
        });
        Row::plain(std::iter::once(name).chain(cells))
    };
    let rows = DepartmentKey::ALL.iter().map(row).collect();
    [Block::Heading(spoken.get("report-by-department")), Block::Table(Table { columns, rows })]
}

/// The blocks, with what reached their makers as bars.
fn places(note: &Note, spoken: Spoken<'_>) -> [Block; 2] {
    let columns = vec![
        Column::short(spoken.get("note-block")),
        Column::number(spoken.get("report-measure-orders")),
        Column::number(spoken.get("report-makers-paid")),
        Column::number(spoken.get("report-measure-paid")),
        Column { head: String::new(), side: Side::Left, width: Width::Fills },
    ];
    let most = note.blocks.iter().map(|line| line.paid.amount).max().unwrap_or(0);
    let rows = note.blocks.iter().map(|line| {
        let words = [
            spoken.pick(&line.name),
            line.orders.keys.to_string(),
            line.paid.keys.to_string(),
            Paise(line.paid.amount).to_string(),
        ];
        charted(words, line.paid.amount, most)
    });
    [Block::Heading(spoken.get("report-by-block")), Block::Table(Table { columns, rows: rows.collect() })]
}

/// How many makers got how much.
fn incomes(note: &Note, spoken: Spoken<'_>) -> Vec<Block> {
    let incomes = &note.incomes;
    let told = [("count", incomes.makers.to_string()), ("median", incomes.median.to_string())];
    let most = incomes.classes.iter().copied().max().unwrap_or(0);
    let rows = incomes.classes.iter().enumerate().map(|(at, makers)| {
        let from = CLASSES.get(at).map(ToString::to_string).unwrap_or_default();
        let class = match CLASSES.get(at + 1) {
            Some(below) => spoken.with("report-class", &[("from", from), ("to", below.to_string())]),
            None => spoken.with("report-class-most", &[("from", from)]),
        };
        charted([class, makers.to_string()], *makers, most)
    });
    vec![
        Block::Heading(spoken.get("report-incomes")),
        Block::Small(spoken.with("report-incomes-told", &told)),
        chart(rows.collect()),
    ]
}

/// How many makers have come so far, and why the others rest: the three most frequent reasons.
fn funnel(note: &Note, spoken: Spoken<'_>) -> Vec<Block> {
    let whole = &note.funnel.whole;
    let told =
        [("found", whole.from(Stage::Identified).to_string()), ("paid", whole.at(Stage::Paid).to_string())];
    let most = whole.from(Stage::Identified);
    let stages = Stage::ALL.iter().filter(|stage| **stage != Stage::Stopped);
    let rows = stages.map(|stage| {
        let come = whole.from(*stage);
        charted([spoken.get(&format!("case-stage-{stage}")), come.to_string()], come, most)
    });
    let mut blocks = vec![
        Block::Heading(spoken.get("room-funnel")),
        Block::Small(spoken.with("report-funnel-told", &told)),
        chart(rows.collect()),
    ];
    let reasons = note.funnel.resting.iter().take(REASONS);
    let told: Vec<String> = reasons
        .map(|line| format!("{}: {}", spoken.get(&format!("case-why-{}", line.why)), line.cases))
        .collect();
    if !told.is_empty() {
        blocks.push(Block::Small(format!("{} – {}", spoken.get("report-reasons"), told.join("; "))));
    }
    blocks
}

fn chart(rows: Vec<Row>) -> Block {
    let bar = Column { head: String::new(), side: Side::Left, width: Width::Fills };
    Block::Table(Table { columns: vec![Column::short(""), Column::number(""), bar], rows })
}

/// Words with a bar as long as a value is of the greatest.
fn charted<const N: usize>(words: [String; N], value: i64, most: i64) -> Row {
    let part = if most > 0 { value.max(0).saturating_mul(1_000) / most } else { 0 };
    let cells = words.into_iter().map(Cell::Words);
    let bar = Cell::Bar(u16::try_from(part).unwrap_or(1_000));
    Row { cells: cells.chain([bar]).collect(), kind: RowKind::Plain }
}
