//! A maker somebody has found: who, where, what she makes. Whoever may be the same is shown with reasons before she is
//! written down.

use axum::extract::State;
use axum::response::Response;
use kernel::india::Mobile;
use kernel::{Lang, Words};
use market::cases::{self, Found, Source};
use market::makers::MakerKind;
use market::matching::{self, Gender, Paper, PaperKind, Suggestion, Traits};
use market::places;
use store::Read;

use super::{Reader, Typed, field, select, send, told};
use crate::app::App;
use crate::desk::to;
use crate::error::WebError;
use crate::form::Filled;
use crate::parts::{Button, Choice, Kind, Notice, Radios, Row, Rows, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board};
use crate::who::Officer;

/// The answer that says: none of these is she.
const SOMEBODY_ELSE: &str = "somebody_else";

/// `GET /{lang}/officer/cases/new`.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let board = page(&app, &mut read, &t, &officer, &Typed::default(), Wrongs::none(), &[]).await?;
    drop(read);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/officer/cases`: writes her down, unless she may be somebody who is known; then those are shown first.
pub(super) async fn create(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let reader = Reader::officer(&officer);
    let (traits, mut wrongs) = told_of_her(&t, &typed);
    let mut same = Vec::new();
    if wrongs.is_empty() && typed.get("same") != SOMEBODY_ELSE {
        same = matching::suggest(&mut app.db().read().await?, &traits, None).await?;
    }
    if wrongs.is_empty() && same.is_empty() {
        let found = Found {
            traits,
            group_name: typed.get("group").to_owned(),
            lang: Lang::Hi,
            source: Source::Officer,
            note: String::new(),
        };
        match cases::identify(app.db(), &reader.by, &found).await {
            Ok(id) => return Ok(to(&t, &format!("/officer/cases/{id}"))),
            Err(cause) => {
                let (name, says) = told::refused(&t, cause)?;
                wrongs.add(name, says);
            }
        }
    }
    let mut read = app.db().read().await?;
    if !same.is_empty() {
        wrongs.add("same", t.get("case-wrong-same"));
    }
    let board = page(&app, &mut read, &t, &officer, &typed, wrongs, &same).await?;
    drop(read);
    send(&app, t, &asked, "/officer/cases/new", &board)
}

/// What was typed of her, and what is wrong with it.
fn told_of_her(t: &Text, typed: &Typed) -> (Traits, Wrongs) {
    let mut wrongs = Wrongs::none();
    let kind = typed.get("kind").parse::<MakerKind>();
    if kind.is_err() {
        wrongs.add("kind", t.get("case-wrong-kind"));
    }
    let mobile = Mobile::typed(typed.get("mobile"));
    if mobile.is_none() && !typed.get("mobile").is_empty() {
        wrongs.add("mobile", t.get("wrong-mobile"));
    }
    if typed.get("name_hi").is_empty() && typed.get("name_en").is_empty() {
        wrongs.add("name_hi", t.get("case-wrong-no-name"));
    }
    if typed.get("village_hi").is_empty() && typed.get("village_en").is_empty() {
        wrongs.add("village_hi", t.get("case-wrong-village"));
    }
    if typed.get("block").is_empty() {
        wrongs.add("block", t.get("case-wrong-block"));
    }
    let papers = PaperKind::ALL.iter().filter(|kind| **kind != PaperKind::Bank);
    let papers = papers.filter_map(|kind| Paper::typed(*kind, typed.get(&format!("paper_{kind}"))));
    let traits = Traits {
        kind: kind.unwrap_or(MakerKind::Person),
        gender: typed.get("gender").parse().unwrap_or(Gender::Unknown),
        name: Words::new(typed.get("name_hi"), typed.get("name_en")),
        kin: typed.get("kin").to_owned(),
        mobile,
        village: Words::new(typed.get("village_hi"), typed.get("village_en")),
        block: typed.get("block").to_owned(),
        craft: typed.get("craft").to_owned(),
        papers: papers.collect(),
    };
    (traits, wrongs)
}

async fn page(
    app: &App,
    read: &mut Read,
    t: &Text,
    officer: &Officer,
    typed: &Typed,
    wrongs: Wrongs,
    same: &[Suggestion],
) -> Result<Board, WebError> {
    let reader = Reader::officer(officer);
    let blocks = places::read::blocks(read).await?;
    let own = blocks.into_iter().filter(|block| officer.post.blocks.cover(&block.code));
    let own = own.map(|block| (block.code, t.pick(&block.name).to_owned()));
    let crafts = app.site().crafts.iter().map(|(key, name)| (key.clone(), t.pick(name).to_owned()));
    let mut asks = Vec::new();
    if !same.is_empty() {
        let choice = Choice::new(SOMEBODY_ELSE, t.get("case-same-none")).chosen_if(typed.get("same"));
        let error = wrongs.of("same").map(str::to_owned);
        let (name, label) = ("same".to_owned(), t.get("case-same"));
        asks.push(Ask::Radios(Radios { name, label, error, choices: vec![choice] }));
    }
    let kinds = MakerKind::ALL.iter().map(|kind| (kind.as_str(), t.get(&format!("kind-{kind}"))));
    asks.push(radios(t, "kind", typed, &wrongs, kinds));
    for (name, kind) in [("name_hi", Kind::Name), ("name_en", Kind::Words), ("kin", Kind::Words)] {
        asks.push(field(t, name, kind, typed, &wrongs));
    }
    let genders = [Gender::Female, Gender::Male, Gender::Other];
    let genders = genders.iter().map(|one| (one.as_str(), t.get(&format!("gender-{one}"))));
    asks.push(radios(t, "gender", typed, &wrongs, genders));
    asks.push(field(t, "mobile", Kind::Mobile, typed, &wrongs));
    asks.push(select(t, "block", typed, &wrongs, own));
    asks.push(field(t, "village_hi", Kind::Area, typed, &wrongs));
    asks.push(field(t, "village_en", Kind::Words, typed, &wrongs));
    asks.push(select(t, "craft", typed, &wrongs, crafts));
    asks.push(field(t, "group", Kind::Words, typed, &wrongs));
    for paper in ["paper_pan", "paper_shg", "paper_udyam", "paper_pehchan", "paper_vishwakarma"] {
        asks.push(field(t, paper, Kind::Words, typed, &wrongs));
    }
    let form = reader.form(t.path("/officer/cases"), asks, Button::main(t.get("case-save")));
    let mut parts = vec![];
    if !same.is_empty() {
        parts.push(Block::Notice(Notice::new(
            Tone::Care,
            t.get("case-same-found"),
            t.get("case-same-found.text"),
        )));
        parts.push(Block::Rows(Rows { rows: same.iter().map(|one| row(t, one)).collect() }));
    }
    parts.push(Block::Form(form));
    let mut board = reader.board(t.get("room-new-case"), "/officer/cases/new", parts);
    board.lead = t.get("case-new-lead");
    board.wrongs = wrongs;
    Ok(board)
}

/// Somebody who may be the same: opened, it is the case, or the word of who met her and a way to take part.
pub(super) fn row(t: &Text, one: &Suggestion) -> Row {
    Row {
        href: t.path(&format!("/officer/cases/{}", one.case)),
        title: format!("{}, {}", t.pick(&one.name), t.pick(&one.village)),
        figure: t.get(&format!("same-strength-{}", one.strength)),
        note: told::met(t, one.department, &one.officer, one.found_at),
        standing: told::reasons(t, one),
    }
}

fn radios<'a>(
    t: &Text,
    name: &str,
    typed: &Typed,
    wrongs: &Wrongs,
    answers: impl Iterator<Item = (&'a str, String)>,
) -> Ask {
    let choices =
        answers.map(|(value, label)| Choice::new(value, label).chosen_if(typed.get(name))).collect();
    let (label, error) = (t.get(&format!("field-{name}")), wrongs.of(name).map(str::to_owned));
    Ask::Radios(Radios { name: name.to_owned(), label, error, choices })
}
