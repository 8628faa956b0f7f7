//! What is known for export and who says it: a head stops countries, finance enters rates of exchange, the desk enters exporters and
//! what the post takes.

use axum::extract::State;
use axum::response::Response;
use kernel::Words;
use market::export::book::{self, Country, Exporter, NewExporter, Stop, Word};
use market::export::{ExportError, rules};

use super::desk::{HERE, board};
use super::told;
use crate::app::App;
use crate::desk::office::form;
use crate::desk::told::name_of;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Column, Field, Kind, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{DcOffice, Finance, Head};

/// Where a head stops countries.
const COUNTRIES: &str = "/head/export";
/// Where finance enters rates of exchange.
const EXCHANGE: &str = "/finance/exchange";

/// `GET /{lang}/head/export`.
pub(super) async fn countries(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = countries_page(&app, &t, &head, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, COUNTRIES, &board)
}

async fn countries_page(
    app: &App,
    t: &Text,
    head: &Head,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let all = book::countries(&mut read).await?;
    let mut rows = Vec::with_capacity(all.len());
    for country in &all {
        let stop = book::stop_on(&mut read, &country.code, today).await?;
        let said = book::stops(&mut read, &country.code).await?;
        rows.push(country_row(t, country, stop.as_ref(), said.first()));
    }
    drop(read);
    let choice = |country: &Country| {
        Choice::new(country.code.clone(), t.pick(&country.name())).chosen_if(typed.get("stop_country"))
    };
    let word = |word: &str| {
        Choice::new(word, t.get(&format!("export-word-{word}"))).chosen_if(typed.get("stop_word"))
    };
    let asks = vec![
        told::select(t, ("stop_country", "abroad-country"), all.iter().map(choice).collect(), &wrongs),
        told::select(t, ("stop_word", "export-word"), vec![word("stop"), word("open")], &wrongs),
        Ask::Field(Field::named(
            t,
            "stop_from",
            Kind::Day,
            &day_or(typed, "stop_from", &today.iso()),
            &wrongs,
        )),
        Ask::Field(Field::named(t, "stop_reason", Kind::Lines, typed.get("stop_reason"), &wrongs)),
    ];
    let form = BoardForm {
        action: t.path(COUNTRIES),
        method: "post",
        asks,
        with: Vec::new(),
        button: Button::main(t.get("export-say")),
        form_key: Some(key_for(&head.buyer.session)),
    };
    let blocks =
        vec![Block::Form(form), Block::Heading(t.get("export-countries")), Block::Rows(Rows { rows })];
    Ok(Board::of(Desk::Head, name_of(&head.buyer), COUNTRIES, t.get("room-export"), blocks)
        .led(t.get("export-countries-lead"))
        .wrong(wrongs))
}

fn day_or(typed: &Typed, name: &str, stands: &str) -> String {
    typed.0.get(name).cloned().unwrap_or_else(|| stands.to_owned())
}

fn country_row(t: &Text, country: &Country, stop: Option<&Stop>, newest: Option<&Stop>) -> Row {
    let note = newest.map(|one| format!("{} · {}", one.from.written(), one.reason)).unwrap_or_default();
    Row {
        href: String::new(),
        title: t.pick(&country.name()).to_owned(),
        figure: t.get(if stop.is_some() { "export-word-stop" } else { "export-word-open" }),
        note,
        standing: String::new(),
    }
}

/// `POST /{lang}/head/export`.
pub(super) async fn say(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let word = match typed.get("stop_word") {
        "stop" => Ok(Word::Stop),
        "open" => Ok(Word::Open),
        _ => Err(ExportError::Typed("stop_word")),
    };
    let day = typed.day("stop_from").ok_or(ExportError::Typed("stop_from"));
    let done = match (word, day) {
        (Ok(word), Ok(day)) => {
            let (by, country) = (head.buyer.who.person, typed.get("stop_country"));
            book::say(app.db(), by, country, (word, day), typed.get("stop_reason")).await
        }
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
    };
    let done = done.map_err(|cause| match cause {
        ExportError::Missing => ExportError::Typed("stop_country"),
        other => other,
    });
    match done {
        Ok(()) => Ok(to(&t, COUNTRIES)),
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "stop_reason")?;
            let board = countries_page(&app, &t, &head, &typed, wrongs).await?;
            send(&app, t, &asked, COUNTRIES, &board)
        }
    }
}

/// `GET /{lang}/finance/exchange`.
pub(super) async fn exchange(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = exchange_page(&app, &t, &finance, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, EXCHANGE, &board)
}

async fn exchange_page(
    app: &App,
    t: &Text,
    finance: &Finance,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let all = book::exchanges(&mut app.db().read().await?).await?;
    let lines = Field::named(t, "rates_lines", Kind::Minutes, typed.get("rates_lines"), &wrongs);
    let form = BoardForm {
        action: t.path(EXCHANGE),
        method: "post",
        asks: vec![Ask::Field(lines)],
        with: Vec::new(),
        button: Button::main(t.get("export-rates-enter")),
        form_key: Some(key_for(&finance.buyer.session)),
    };
    let mut blocks = vec![Block::Form(form)];
    if !all.is_empty() {
        blocks.push(Block::Table(exchange_table(t, &all)));
    }
    Ok(Board::of(Desk::Finance, name_of(&finance.buyer), EXCHANGE, t.get("room-exchange"), blocks)
        .led(t.get("export-rates-lead"))
        .wrong(wrongs))
}

fn exchange_table(t: &Text, all: &[(String, kernel::Day, i64, String)]) -> Table {
    let column = |label: String, figures| Column { label, figures };
    let row = |(currency, day, rate, source): &(String, kernel::Day, i64, String)| TableRow {
        href: None,
        cells: vec![currency.clone(), day.written(), rules::rate_written(*rate), source.clone()],
    };
    Table {
        caption: t.get("export-rates-known"),
        columns: vec![
            column(t.get("export-currency"), false),
            column(t.get("export-rate-day"), false),
            column(t.get("export-rate"), true),
            column(t.get("export-source"), false),
        ],
        rows: all.iter().map(row).collect(),
    }
}

/// `POST /{lang}/finance/exchange`.
pub(super) async fn enter_exchange(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    match book::exchange_rates(app.db(), finance.buyer.who.person, typed.get("rates_lines")).await {
        Ok(_) => Ok(to(&t, EXCHANGE)),
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "rates_lines")?;
            let board = exchange_page(&app, &t, &finance, &typed, wrongs).await?;
            send(&app, t, &asked, EXCHANGE, &board)
        }
    }
}

/// `GET /{lang}/office/export/book`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &office, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let sellers = book::sellers(&mut app.db().read().await?).await?;
    let choice = |(id, name, _): &(String, Words, Option<Exporter>)| {
        Choice::new(id.clone(), t.pick(name)).chosen_if(typed.get("export_seller"))
    };
    let rows: Vec<Row> = sellers.iter().filter_map(|one| exporter_row(t, one)).collect();
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
    let exporter = vec![
        told::select(t, ("export_seller", "export-seller"), sellers.iter().map(choice).collect(), &wrongs),
        field("export_iec", Kind::Words),
        field("export_ad_code", Kind::Words),
        field("export_lut", Kind::Words),
        field("export_lut_until", Kind::Day),
    ];
    let mut blocks = Vec::new();
    blocks.push(Block::Heading(t.get("export-exporters")));
    if rows.is_empty() {
        blocks.push(Block::Text(t.get("export-no-exporters")));
    } else {
        blocks.push(Block::Rows(Rows { rows }));
    }
    let enter = Button::main(t.get("export-exporter-enter"));
    blocks.push(Block::Form(form(t, office, &format!("{HERE}/exporters"), exporter, enter)));
    blocks.push(Block::Heading(t.get("export-postal")));
    blocks.push(Block::Text(t.get("export-postal.text")));
    let enter = Button::main(t.get("export-postal-enter"));
    let lines = vec![field("postal_lines", Kind::Minutes)];
    blocks.push(Block::Form(form(t, office, &format!("{HERE}/rates"), lines, enter)));
    Ok(board(office, t.get("export-book"), blocks).wrong(wrongs))
}

fn exporter_row(t: &Text, (_, name, exporter): &(String, Words, Option<Exporter>)) -> Option<Row> {
    let exporter = exporter.as_ref()?;
    Some(Row {
        href: String::new(),
        title: t.pick(name).to_owned(),
        figure: exporter.iec.clone(),
        note: format!("LUT {}", exporter.lut_number),
        standing: exporter.lut_until.written(),
    })
}

/// `POST /{lang}/office/export/exporters`.
pub(super) async fn enter_exporter(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let done = match typed.day("export_lut_until") {
        Some(lut_until) => {
            let new = NewExporter {
                seller: typed.get("export_seller"),
                iec: typed.get("export_iec"),
                ad_code: typed.get("export_ad_code"),
                lut_number: typed.get("export_lut"),
                lut_until,
            };
            book::enter_exporter(app.db(), office.buyer.who.person, &new).await
        }
        None => Err(ExportError::Typed("export_lut_until")),
    };
    answer((&app, t, &asked), &office, &typed, done).await
}

/// `POST /{lang}/office/export/rates`.
pub(super) async fn enter_rates(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let lines = typed.get("postal_lines");
    let done = book::postal_rates(app.db(), office.buyer.who.person, lines).await.map(|_| ());
    answer((&app, t, &asked), &office, &typed, done).await
}

async fn answer(
    (app, t, asked): (&App, Text, &Asked),
    office: &DcOffice,
    typed: &Typed,
    done: Result<(), ExportError>,
) -> Result<Response, WebError> {
    let here = format!("{HERE}/book");
    match done {
        Ok(()) => Ok(to(&t, &here)),
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "postal_lines")?;
            let board = page(app, &t, office, typed, wrongs).await?;
            send(app, t, asked, &here, &board)
        }
    }
}
