//! Finance's page of cash: what lies at hubs, what carriers hold, their sheets, and counts that need a second person.

use axum::extract::{Path, State};
use axum::response::Response;
use market::cash::{
    self, CashError, CountLine, Decision, Fate, HubCash, OpenShipment, Remittance, RemittanceLine,
};
use market::delivery::Carrier;
use market::intake::grid::{self, Unreadable};

use super::boxes::count_told;
use crate::app::App;
use crate::desk::{SecondWord, YesOrNo, id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, key_for};
use crate::parts::{Button, Column, Field, FileField, Kind, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::board::{Ask, Block, Board, BoardForm, FileForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Where it stands.
const HERE: &str = "/finance/cash";

/// `GET /{lang}/finance/cash`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &finance, "", Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/finance/cash/sheets`: what the post says it has handed on.
pub(super) async fn take_in(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let reference = uploaded.get("bank_reference").to_owned();
    let wrongs = match &uploaded.file {
        None => Wrongs::none().and("sheet", t.get("reg-wrong-no-file")),
        Some(file) => match grid::read(file) {
            Err(why) => Wrongs::none().and("sheet", unreadable(&t, &why)),
            Ok(book) => {
                let sheet = book.sheets.into_iter().next().unwrap_or_default();
                let by = finance.buyer.who.person;
                match cash::take_in(app.db(), by, Carrier::IndiaPost, &reference, &sheet).await {
                    Ok(_) => return Ok(to(&t, HERE)),
                    Err(CashError::NoColumns) => Wrongs::none().and("sheet", t.get("cash-wrong-columns")),
                    Err(CashError::NoReference) => {
                        Wrongs::none().and("bank_reference", t.get("cash-wrong-reference"))
                    }
                    Err(CashError::ReferenceUsed) => {
                        Wrongs::none().and("bank_reference", t.get("cash-wrong-reference-used"))
                    }
                    Err(cause) => return Err(cause.into()),
                }
            }
        },
    };
    let board = page(&app, &t, &finance, &reference, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}

fn unreadable(t: &Text, why: &Unreadable) -> String {
    t.pick(&why.words()).to_owned()
}

/// `POST /{lang}/finance/cash/counts/{id}/decision`.
pub(super) async fn decide(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(says): Filled<SecondWord>,
) -> Result<Response, WebError> {
    let decision = match says.decision {
        YesOrNo::Yes => Decision::Agrees,
        YesOrNo::No => Decision::Refuses,
    };
    cash::decide(app.db(), finance.buyer.who.person, id_of(&id)?, decision).await?;
    Ok(to(&t, HERE))
}

async fn page(
    app: &App,
    t: &Text,
    finance: &Finance,
    reference: &str,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let counts = cash::counts_to_decide(&mut read).await?;
    let hubs = cash::hubs(&mut read).await?;
    let open = cash::open_with_carriers(&mut read).await?;
    let (sheets, strange) = cash::remittances(&mut read).await?;
    drop(read);
    let mut blocks = Vec::new();
    if !counts.is_empty() {
        blocks.push(Block::Heading(t.get("cash-counts-wait")));
        for count in &counts {
            blocks.extend(waiting(t, finance, count));
        }
    }
    blocks.extend(some(t, at_hubs(t, &hubs)));
    blocks.extend(some(t, with_carriers(t, &open)));
    blocks.push(Block::Heading(t.get("cash-sheet")));
    blocks.push(Block::FileForm(sheet_form(t, finance, reference, &wrongs)));
    if !strange.is_empty() {
        blocks.push(Block::Table(strange_lines(t, &strange)));
    }
    if !sheets.is_empty() {
        blocks.push(Block::Table(sheets_taken(t, &sheets)));
    }
    blocks.push(Block::Button(Button::second(t.get("cash-rules-link")).to(t.path("/finance/cash/rules"))));
    Ok(Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, t.get("cash-finance-title"), blocks)
        .led(t.get("cash-finance-lead"))
        .wrong(wrongs))
}

/// A table, or its name with a word that there is nothing.
fn some(t: &Text, table: Table) -> Vec<Block> {
    if table.rows.is_empty() {
        return vec![Block::Heading(table.caption), Block::Text(t.get("cash-nothing"))];
    }
    vec![Block::Table(table)]
}

fn waiting(t: &Text, finance: &Finance, count: &CountLine) -> Vec<Block> {
    let hub = kernel::Words::new(&count.hub_hi, &count.hub_en);
    let told = t
        .say("cash-count-told")
        .set("hub", t.pick(&hub))
        .set("who", count.by_name.as_str())
        .set("time", t.moment(&count.at))
        .set("what", count_told(t, count))
        .to_string();
    let mut blocks = vec![Block::Text(told)];
    if count.by == finance.buyer.who.person {
        blocks.push(Block::Text(t.get("cash-count-yours")));
        return blocks;
    }
    for (decision, button) in [
        ("agrees", Button::main(t.get("cash-count-agree"))),
        ("refuses", Button::second(t.get("cash-count-refuse"))),
    ] {
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{HERE}/counts/{}/decision", count.id)),
            method: "post",
            asks: Vec::new(),
            with: vec![("decision".to_owned(), decision.to_owned())],
            button,
            form_key: Some(key_for(&finance.buyer.session)),
        }));
    }
    blocks
}

fn columns(t: &Text, words: &[&str], figures: &[&str]) -> Vec<Column> {
    let column = |key: &&str, figures| Column { label: t.get(key), figures };
    words.iter().map(|key| column(key, false)).chain(figures.iter().map(|key| column(key, true))).collect()
}

fn at_hubs(t: &Text, hubs: &[HubCash]) -> Table {
    let row = |hub: &HubCash| TableRow {
        href: None,
        cells: vec![
            t.pick(&kernel::Words::new(&hub.name_hi, &hub.name_en)).to_owned(),
            hub.counted_at.map_or_else(|| t.get("cash-never"), |at| t.moment(&at)),
            t.money(&hub.held),
        ],
    };
    Table {
        caption: t.get("cash-at-hubs"),
        columns: columns(t, &["cash-hub", "cash-counted-at"], &["cash-in-box"]),
        rows: hubs.iter().map(row).collect(),
    }
}

fn with_carriers(t: &Text, open: &[OpenShipment]) -> Table {
    let row = |one: &OpenShipment| TableRow {
        href: None,
        cells: vec![
            one.article.clone(),
            one.order_code.clone(),
            t.moment(&one.since),
            t.money(&one.collected),
            t.money(&one.collected.minus(one.handed).unwrap_or_default()),
        ],
    };
    Table {
        caption: t.get("cash-with-carriers"),
        columns: columns(t, &["ship-article", "ship-order", "cash-when"], &["cash-collected", "cash-open"]),
        rows: open.iter().map(row).collect(),
    }
}

fn sheet_form(t: &Text, finance: &Finance, reference: &str, wrongs: &Wrongs) -> FileForm {
    FileForm {
        action: t.path(&format!("{HERE}/sheets")),
        asks: vec![Ask::Field(Field::named(t, "bank_reference", Kind::Words, reference, wrongs))],
        file: FileField {
            name: "sheet".to_owned(),
            label: t.get("field-sheet"),
            hint: t.get("field-sheet.hint"),
            accept: ".csv,.xlsx,.xls,.ods".to_owned(),
            error: wrongs.of("sheet").map(str::to_owned),
        },
        button: Button::main(t.get("cash-sheet-take")),
        form_key: Some(key_for(&finance.buyer.session)),
    }
}

fn strange_lines(t: &Text, lines: &[RemittanceLine]) -> Table {
    let row = |line: &RemittanceLine| TableRow {
        href: None,
        cells: vec![
            line.article.clone(),
            format!("{} · {}", line.reference, line.no),
            t.get(match line.fate {
                Fate::Matched => "cash-fate-matched",
                Fate::TooMuch => "cash-fate-too-much",
                Fate::Unknown => "cash-fate-unknown",
                Fate::Unclear => "cash-fate-unclear",
            }),
            t.money(&line.amount),
        ],
    };
    Table {
        caption: t.get("cash-strange"),
        columns: columns(t, &["ship-article", "cash-sheet-line", "cash-stands"], &["cash-amount"]),
        rows: lines.iter().map(row).collect(),
    }
}

fn sheets_taken(t: &Text, sheets: &[Remittance]) -> Table {
    let row = |sheet: &Remittance| TableRow {
        href: None,
        cells: vec![
            sheet.reference.clone(),
            t.moment(&sheet.at),
            sheet.matched.to_string(),
            t.money(&sheet.amount),
        ],
    };
    Table {
        caption: t.get("cash-sheets"),
        columns: columns(t, &["field-bank_reference", "cash-when"], &["cash-lines", "cash-amount"]),
        rows: sheets.iter().map(row).collect(),
    }
}
