//! `GET /{lang}/office/report/tables`: the tables of the DC's page and the tasks, as a workbook.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::Paise;
use market::meetings::{self, Task};
use market::places;
use market::reports::{self, Count, Cut, Measure, Value as Told};
use market::sheets::{self, Sheet, Value};
use market::targets::{self, What};
use store::Read;

use crate::app::App;
use crate::bills::{XLSX, attachment};
use crate::error::WebError;
use crate::reports::{Wanted, names};
use crate::text::Text;
use crate::who::DcOffice;

/// The cuts, each a sheet, with the name of its tab.
const CUTS: [(Cut, &str); 6] = [
    (Cut::Whole, "Figures"),
    (Cut::Department, "Departments"),
    (Cut::Block, "Blocks"),
    (Cut::Officer, "Officers"),
    (Cut::Craft, "Crafts"),
    (Cut::Who, "Who"),
];

pub(super) async fn tables(
    State(app): State<App>,
    t: Text,
    _office: DcOffice,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let read = &mut *app.db().snapshot().await?;
    let span = wanted.span(read.now());
    let mut book = Vec::new();
    for (cut, name) in CUTS {
        let mut lines = vec![heads(&t, cut)];
        lines.extend(cut_lines(&app, read, &t, cut, span).await?);
        book.push(Sheet { name: name.to_owned(), widths: vec![34, 12, 16, 12, 16, 16, 16], lines });
    }
    book.push(targets_sheet(read, &t).await?);
    let (_, tasks) = meetings::standing(read).await?;
    let heads = ["note-what", "task-owner", "task-department", "task-due", "task-stands", "task-said"];
    let mut lines: Vec<Vec<Value>> = vec![heads.iter().map(|key| Value::words(&t.get(key))).collect()];
    lines.extend(tasks.iter().map(|task| task_line(&t, task)));
    book.push(Sheet { name: "Tasks".to_owned(), widths: vec![48, 22, 26, 12, 14, 40], lines });
    let file = sheets::xlsx(&book).map_err(|cause| WebError::Ours(cause.to_string()))?;
    Ok(attachment(file, XLSX, &format!("review-{}.xlsx", span.to.day().plus(-1).iso())))
}

/// This month's targets, a line for each department, block and thing that is counted.
async fn targets_sheet(read: &mut Read, t: &Text) -> Result<Sheet, WebError> {
    let today = read.now().day();
    let all = targets::of_month(read, None, reports::month_of(today)).await?;
    let blocks = places::read::blocks(read).await?;
    let heads =
        ["task-department", "report-by-block", "note-measure", "target-wanted-head", "target-reached"];
    let mut lines: Vec<Vec<Value>> = vec![heads.iter().map(|key| Value::words(&t.get(key))).collect()];
    let amount =
        |what, number| if what == What::Rupees { Value::Rupees(Paise(number)) } else { Value::Count(number) };
    for (target, reached) in &all {
        let block = blocks.iter().find(|block| block.code == target.block);
        let name = block.map(|block| t.pick(&block.name)).unwrap_or_default();
        lines.push(vec![
            Value::words(&t.department(target.department)),
            Value::words(name),
            Value::words(&t.get(&format!("target-what-{}", target.what))),
            amount(target.what, target.wanted),
            amount(target.what, *reached),
        ]);
    }
    Ok(Sheet { name: "Targets".to_owned(), widths: vec![34, 18, 26, 14, 14], lines })
}

fn heads(t: &Text, cut: Cut) -> Vec<Value> {
    let first = if cut == Cut::Whole { "note-measure".to_owned() } else { format!("report-by-{cut}") };
    let measures = Measure::ALL.iter().map(|measure| format!("report-measure-{measure}"));
    let keys = [first, "report-makers-paid".to_owned()].into_iter().chain(measures);
    keys.map(|key| Value::words(&t.get(&key))).collect()
}

async fn cut_lines(
    app: &App,
    read: &mut Read,
    t: &Text,
    cut: Cut,
    span: reports::Span,
) -> Result<Vec<Vec<Value>>, WebError> {
    let mut all = Vec::new();
    for measure in Measure::ALL {
        all.push((*measure, reports::counts(read, *measure, cut, span).await?));
    }
    let counted: Vec<Count> = all.iter().flat_map(|(_, lines)| lines).cloned().collect();
    let names = names(app, read, t, cut, &counted).await?;
    let mut keys: Vec<&String> = counted.iter().map(|line| &line.cut).collect();
    keys.sort_unstable();
    keys.dedup();
    let line = |key: &String| {
        let of = |lines: &[Count]| lines.iter().find(|line| line.cut == *key).cloned().unwrap_or_default();
        let name = names.get(key).filter(|name| !name.is_empty()).cloned();
        let whole = if cut == Cut::Whole { "report-whole" } else { "funnel-unknown" };
        let mut cells = vec![Value::words(&name.unwrap_or_else(|| t.get(whole)))];
        for (measure, lines) in &all {
            let count = of(lines);
            if *measure == Measure::Paid {
                cells.push(Value::Count(count.keys));
            }
            cells.push(value(*measure, &count));
        }
        cells
    };
    Ok(keys.into_iter().map(line).collect())
}

/// A figure as a spreadsheet can go on with it; an empty cell where there is none.
fn value(measure: Measure, count: &Count) -> Value {
    match measure.value(count) {
        Told::Rupees(amount) => Value::Rupees(Paise(amount.0)),
        Told::Number(number) | Told::Percent(Some(number)) | Told::Days(Some(number)) => Value::Count(number),
        Told::Percent(None) | Told::Days(None) => Value::words(""),
    }
}

fn task_line(t: &Text, task: &Task) -> Vec<Value> {
    let department = task.department().map(|key| t.department(key)).unwrap_or_default();
    [
        task.what.clone(),
        task.owner_name.clone(),
        department,
        task.due.iso(),
        t.get(&format!("task-state-{}", task.state)),
        task.said.clone(),
    ]
    .iter()
    .map(|words| Value::words(words))
    .collect()
}
