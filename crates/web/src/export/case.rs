//! The page of one case: how it stands, what its papers lack, the next step; and its papers as files.

use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use documents::export_papers;
use kernel::ids::ExportCaseId;
use market::export::case::{self, Case};
use market::export::papers::{self, Operator};
use market::export::{CaseState, Remittance, Scheme};
use market::media::{Eyes, Format};
use market::sheets;
use serde::Deserialize;

use super::desk::{HERE, board, deed, is_being_packed};
use super::told;
use crate::app::App;
use crate::bills::{attachment, press};
use crate::desk::office::form;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Typed, key_for};
use crate::parts::{
    Button, Choice, Column, Facts, Field, Kind, Notice, PhotoAsk, Row, Rows, Table, TableRow, Tone, Wrongs,
};
use crate::respond::{Asked, set};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, Folded, PhotoForm, Seen};
use crate::who::DcOffice;

/// How wide a photo of packing is shown.
const WIDTH_PX: u32 = 640;

/// Where a case stands.
pub(super) fn path_of(id: ExportCaseId) -> String {
    format!("{HERE}/cases/{id}")
}

/// `GET /{lang}/office/export/cases/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &office, id_of(&id)?, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

pub(super) async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    id: ExportCaseId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let case = case::one(&mut app.db().read().await?, id).await?.ok_or(WebError::Missing)?;
    let state = case.row.state;
    let mut blocks = vec![Block::Facts(facts(t, &case)), Block::Table(lines(t, &case))];
    if is_being_packed(state) {
        blocks.push(faults(t, &case));
    }
    blocks.extend(photos(t, &case));
    blocks.extend(next(t, office, &case, typed, &wrongs));
    if case::has_papers(state) {
        let papers = Button::second(t.get("export-papers")).to(t.path(&format!("{}/papers", path_of(id))));
        let sheet = Button::second(t.get("export-sheet")).to(t.path(&format!("{}/sheet", path_of(id))));
        blocks.extend([
            Block::Heading(t.get("export-papers-title")),
            Block::Button(papers),
            Block::Button(sheet),
        ]);
    }
    if is_being_packed(state) {
        let field = Field::named(t, "cancel_reason", Kind::Lines, typed.get("cancel_reason"), &wrongs);
        let button = Button::second(t.get("export-cancel"));
        blocks.push(Block::Folded(Folded {
            summary: t.get("export-cancel"),
            open: typed.0.contains_key("cancel_reason"),
            form: form(t, office, &format!("{}/cancellation", path_of(id)), vec![Ask::Field(field)], button),
        }));
    }
    let lead =
        format!("{} · {}", t.get(&format!("export-state-{state}")), t.get(&format!("export-next-{state}")));
    Ok(board(office, case.row.order_code.clone(), blocks).led(lead).wrong(wrongs))
}

fn facts(t: &Text, case: &Case) -> Facts {
    let row = &case.row;
    let sides = [row.length_mm, row.breadth_mm, row.height_mm];
    let sides: Vec<String> = sides.iter().flatten().map(|side| (side / 10).to_string()).collect();
    let weighed = row.gross_g.map(|g| format!("{g} g · {} cm", sides.join(" × "))).unwrap_or_default();
    let minutes = case.minutes_to_ready();
    let minutes = minutes.map(|n| t.say("export-minutes").set("minutes", n.to_string()).to_string());
    let money = row.remittance.map(|amount| {
        let charges = t.money(&row.bank_charges.unwrap_or_default());
        format!("{} + {charges}", t.money(&amount))
    });
    let proof = match (&row.bill_number, row.bill_day) {
        (Some(number), Some(day)) => format!("{number} · {}", day.written()),
        _ => String::new(),
    };
    let scheme = match row.scheme {
        Scheme::None => String::new(),
        scheme => format!(
            "{} · {} · {}",
            t.get(&format!("export-scheme-{scheme}")),
            row.scheme_reference,
            t.money(&row.scheme_amount)
        ),
    };
    Facts::default()
        .and(
            t.get("export-buyer"),
            format!(
                "{}\n{}\n{}\n{}",
                case.buyer.name,
                case.buyer.street,
                case.buyer.town(),
                t.pick(&case.country)
            ),
        )
        .and(t.get("export-exporter"), format!("{} · IEC {}", case.exporter.name, case.exporter.iec))
        .and(t.get("export-form"), case.form().as_str().to_uppercase())
        .and(t.get("export-box"), weighed)
        .and(t.get("export-certificate"), row.certificate.clone())
        .and(t.get("export-took"), minutes.unwrap_or_default())
        .and(
            t.get("export-article"),
            row.article.clone().or_else(|| row.posted_as.clone()).unwrap_or_default(),
        )
        .and(t.get("export-proof"), proof)
        .and(t.get("export-came-in"), t.money(&case.came_in))
        .and(t.get("export-remitted"), money.unwrap_or_default())
        .and(t.get("export-scheme"), scheme)
        .and(t.get("export-reason"), row.reason.clone())
}

fn lines(t: &Text, case: &Case) -> Table {
    let rows = case.lines.iter().map(|line| {
        let cells = vec![
            format!("{}, {}", line.describes, line.material),
            line.hs8.clone(),
            line.quantity.to_string(),
            t.money(&line.value),
        ];
        TableRow { href: None, cells }
    });
    let column = |label: String, figures| Column { label, figures };
    Table {
        caption: t.get("export-lines"),
        columns: vec![
            column(t.get("export-line-good"), false),
            column("HS".to_owned(), false),
            column(t.get("export-line-pieces"), true),
            column(t.get("export-line-value"), true),
        ],
        rows: rows.collect(),
    }
}

fn faults(t: &Text, case: &Case) -> Block {
    if case.faults.is_empty() {
        return Block::Notice(Notice::new(Tone::Good, t.get("export-agree"), t.get("export-agree.text")));
    }
    let row = |fault: &market::export::Fault| Row {
        href: String::new(),
        title: t.get(&format!("export-fault-{fault}")),
        figure: String::new(),
        note: String::new(),
        standing: t.get("export-lacking"),
    };
    Block::Rows(Rows { rows: case.faults.iter().map(row).collect() })
}

fn photos(t: &Text, case: &Case) -> Option<Block> {
    let seen = |(number, (_, at)): (usize, &(String, kernel::Time))| Seen {
        file: t.path(&format!("{}/photo?number={number}", path_of(case.row.id))),
        shows: t.get("export-photo-shows"),
        when: t.moment(at),
    };
    let all: Vec<Seen> = case.photos.iter().enumerate().map(seen).collect();
    (!all.is_empty()).then_some(Block::Photos(all))
}

/// The form of the next step.
fn next(t: &Text, office: &DcOffice, case: &Case, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let at = |step: &str| format!("{}/{step}", path_of(case.row.id));
    match case.row.state {
        CaseState::Opened | CaseState::Ready => {
            let mut blocks = Vec::new();
            match (case.row.state, case.faults.is_empty()) {
                (CaseState::Ready, true) => {
                    blocks.push(deed(t, office, &at("departure"), Button::main(t.get("export-hand-over"))));
                }
                (_, true) => {
                    blocks.push(deed(t, office, &at("readiness"), Button::main(t.get("export-make-ready"))));
                }
                (_, false) => {}
            }
            blocks.extend(packing(t, office, case, typed, wrongs));
            blocks
        }
        CaseState::HandedOver => {
            let asks = vec![
                ask(t, "bill_number", Kind::Words, typed, wrongs),
                ask(t, "bill_day", Kind::Day, typed, wrongs),
                ask(t, "office_code", Kind::Words, typed, wrongs),
            ];
            let button = Button::main(t.get("export-prove"));
            vec![Block::Form(form(t, office, &at("proof"), asks, button))]
        }
        CaseState::Exported => {
            let mut blocks = vec![Block::Form(form(
                t,
                office,
                &at("remittance"),
                remitting(t, typed, wrongs),
                Button::main(t.get("export-remit")),
            ))];
            blocks.push(claiming(t, office, &at("scheme"), typed, wrongs));
            blocks
        }
        CaseState::Remitted => vec![
            deed(t, office, &at("closing"), Button::main(t.get("export-close"))),
            claiming(t, office, &at("scheme"), typed, wrongs),
        ],
        CaseState::Closed | CaseState::Cancelled => Vec::new(),
    }
}

fn ask(t: &Text, name: &str, kind: Kind, typed: &Typed, wrongs: &Wrongs) -> Ask {
    Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs))
}

/// What was packed, and a photo of it.
fn packing(t: &Text, office: &DcOffice, case: &Case, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let row = &case.row;
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let filled = |name: &str, kind, stands: String| {
        let value = typed.0.get(name).cloned().unwrap_or(stands);
        Ask::Field(Field::named(t, name, kind, &value, wrongs))
    };
    let centimetres = |side: Option<i64>| number(side.map(|side| side / 10));
    let asks = vec![
        filled("box_name", Kind::Name, case.box_name.clone()),
        filled("box_gross_g", Kind::Count, number(row.gross_g)),
        filled("box_length", Kind::Count, centimetres(row.length_mm)),
        filled("box_breadth", Kind::Count, centimetres(row.breadth_mm)),
        filled("box_height", Kind::Count, centimetres(row.height_mm)),
        filled("box_certificate", Kind::Words, row.certificate.clone()),
    ];
    let id = row.id;
    let button = Button::second(t.get("export-pack"));
    let photo = PhotoForm {
        action: t.path(&format!("{}/photos", path_of(id))),
        which: None,
        photo: PhotoAsk {
            role: "box",
            label: t.get("export-photo"),
            hint: t.get("export-photo.hint"),
            error: wrongs.of("file-box").map(str::to_owned),
        },
        button: Button::second(t.get("export-photo-keep")),
        form_key: Some(key_for(&office.buyer.session)),
    };
    vec![
        Block::Heading(t.get("export-packing")),
        Block::Form(form(t, office, &format!("{}/packing", path_of(id)), asks, button)),
        Block::PhotoForm(photo),
    ]
}

fn remitting(t: &Text, typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let kind = |kind: &Remittance| {
        Choice::new(kind.as_str(), t.get(&format!("export-remittance-{kind}")))
            .chosen_if(typed.get("remittance_kind"))
    };
    vec![
        told::select(
            t,
            ("remittance_kind", "export-remittance-kind"),
            Remittance::ALL.iter().map(kind).collect(),
            wrongs,
        ),
        ask(t, "remittance_number", Kind::Words, typed, wrongs),
        ask(t, "remittance_day", Kind::Day, typed, wrongs),
        ask(t, "remittance_amount", Kind::Rupees, typed, wrongs),
        ask(t, "remittance_charges", Kind::Rupees, typed, wrongs),
    ]
}

fn claiming(t: &Text, office: &DcOffice, action: &str, typed: &Typed, wrongs: &Wrongs) -> Block {
    let scheme = |scheme: &Scheme| {
        Choice::new(scheme.as_str(), t.get(&format!("export-scheme-{scheme}"))).chosen_if(typed.get("scheme"))
    };
    let asks = vec![
        told::select(t, ("scheme", "export-scheme"), Scheme::ALL.iter().map(scheme).collect(), wrongs),
        ask(t, "scheme_reference", Kind::Words, typed, wrongs),
        ask(t, "scheme_amount", Kind::Rupees, typed, wrongs),
    ];
    Block::Folded(Folded {
        summary: t.get("export-claim"),
        open: typed.0.contains_key("scheme"),
        form: form(t, office, action, asks, Button::second(t.get("export-claim"))),
    })
}

/// `GET /{lang}/office/export/cases/{id}/papers`: invoice, packing list, form of customs, in one file.
pub(super) async fn papers(
    State(app): State<App>,
    t: Text,
    _office: DcOffice,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let case = case::one(&mut app.db().read().await?, id_of(&id)?).await?.ok_or(WebError::Missing)?;
    if !case::has_papers(case.row.state) {
        return Ok(to(&t, &path_of(case.row.id)));
    }
    press::answer(export_papers(&case), &format!("export-{}", case.row.order_code)).await
}

/// `GET /{lang}/office/export/cases/{id}/sheet`: the postal bill of export, form III, as a file for the portal.
pub(super) async fn sheet(
    State(app): State<App>,
    t: Text,
    _office: DcOffice,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let case = case::one(&mut app.db().read().await?, id_of(&id)?).await?.ok_or(WebError::Missing)?;
    if !case::has_papers(case.row.state) {
        return Ok(to(&t, &path_of(case.row.id)));
    }
    let operator = Operator { url: &app.site().url, gstin: "" };
    let file = sheets::csv(&papers::pbe3(&case, operator));
    Ok(attachment(file, "text/csv; charset=utf-8", &format!("pbe-iii-{}.csv", case.row.order_code)))
}

/// Which photo.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    number: usize,
}

/// `GET /{lang}/office/export/cases/{id}/photo?number=0`.
pub(super) async fn photo(
    State(app): State<App>,
    _office: DcOffice,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, WebError> {
    let picture = case::picture(&mut app.db().read().await?, id_of(&id)?, which.number).await?;
    let name = Eyes::Few.file_name(&picture.ok_or(WebError::Missing)?, WIDTH_PX, Format::Webp);
    let found = app.parts.media.get(&name).await.map_err(|cause| {
        tracing::warn!(%cause, "a photo cannot be read");
        WebError::Busy
    })?;
    let mut response = found.ok_or(WebError::Missing)?.into_response();
    set(response.headers_mut(), "content-type", "image/webp");
    response.headers_mut().insert("cache-control", HeaderValue::from_static("private, no-store"));
    Ok(response)
}
