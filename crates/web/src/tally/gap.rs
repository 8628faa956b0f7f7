//! One gap: what each side says, what to do, and the word of one person or two.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Paise;
use kernel::ids::GapId;
use market::cash::Decision;
use market::tally::{self, GapKind, GapState, GapView, TallyError};

use super::list::state_key;
use super::{HERE, in_question, kind_key};
use crate::app::App;
use crate::desk::{SecondWord, YesOrNo, id_of, send, to, told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Facts, Field, Figure, Figures, Kind, Notice, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::Finance;

/// `GET /{lang}/finance/tally/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &finance, id_of(&id)?, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `POST /{lang}/finance/tally/{id}/explanation`: a person says why; nothing is moved.
pub(super) async fn explain(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: GapId = id_of(&id)?;
    let done = tally::explain(app.db(), finance.buyer.who.person, id, typed.get("gap_explained")).await;
    after(&app, t, &finance, &asked, (id, "gap_explained", &typed), done).await
}

/// `POST /{lang}/finance/tally/{id}/booking`: a person wants it booked as a fee or a charge.
pub(super) async fn book(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: GapId = id_of(&id)?;
    let done = tally::ask(app.db(), finance.buyer.who.person, id, typed.get("gap_word")).await;
    after(&app, t, &finance, &asked, (id, "gap_word", &typed), done).await
}

async fn after(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    (id, field, typed): (GapId, &str, &Typed),
    done: Result<(), TallyError>,
) -> Result<Response, WebError> {
    let here = format!("{HERE}/{id}");
    match done {
        Ok(()) => Ok(to(&t, &here)),
        Err(TallyError::NoWord) => {
            let wrongs = Wrongs::none().and(field, t.get("tally-wrong-word"));
            let board = page(app, &t, finance, id, typed, wrongs).await?;
            send(app, t, asked, &here, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/finance/tally/{id}/decision`: a second person.
pub(super) async fn decide(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(says): Filled<SecondWord>,
) -> Result<Response, WebError> {
    let id: GapId = id_of(&id)?;
    let decision = match says.decision {
        YesOrNo::Yes => Decision::Agrees,
        YesOrNo::No => Decision::Refuses,
    };
    tally::decide(app.db(), finance.buyer.who.person, id, decision).await?;
    Ok(to(&t, &format!("{HERE}/{id}")))
}

async fn page(
    app: &App,
    t: &Text,
    finance: &Finance,
    id: GapId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let found = tally::gap(&mut app.db().read().await?, id).await?;
    let (gap, words) = found.ok_or(WebError::Missing)?;
    let mut blocks = vec![Block::Figures(sides(t, &gap))];
    if matches!(gap.state, GapState::Open | GapState::Asked) {
        let next = t.get(&format!("{}.next", kind_key(gap.kind)));
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("gap-next"), next)));
    }
    blocks.push(Block::Facts(facts(t, &gap, &words)));
    blocks.push(Block::Button(Button::second(t.get("gap-entries")).to(t.path(&entries(&gap)))));
    blocks.extend(deeds(t, finance, &gap, typed, &wrongs));
    let whose = told::name_of(&finance.buyer);
    let amount = t.money(&in_question(gap.kind, [gap.ours, gap.gateway, gap.bank]));
    Ok(Board::of(Desk::Finance, whose, HERE, t.get(kind_key(gap.kind)), blocks)
        .led(t.say("gap-lead").set("amount", amount).to_string())
        .wrong(wrongs))
}

/// What each side says.
fn sides(t: &Text, gap: &GapView) -> Figures {
    let figure = |amount: Option<Paise>, key: &str| Figure {
        value: amount.map_or_else(|| t.get("gap-nothing"), |amount| t.money(&amount)),
        label: t.get(key),
        href: None,
    };
    Figures {
        figures: vec![
            figure(gap.ours, "gap-ours"),
            figure(gap.gateway, "gap-gateway"),
            figure(gap.bank, "gap-bank"),
        ],
    }
}

fn facts(t: &Text, gap: &GapView, words: &str) -> Facts {
    let said = match (&gap.asked_by_name, gap.word.is_empty()) {
        (Some(name), false) => format!("{}\n{name}", gap.word),
        _ => String::new(),
    };
    Facts::default()
        .and(t.get("gap-stands"), t.get(state_key(gap.state)))
        .and(t.get("gap-day"), t.date(&gap.day))
        .and(t.get("gap-found"), t.moment(&gap.found_at))
        .and(t.get("gap-reference"), gap.reference.clone())
        .and(t.get("gap-bank-words"), words.to_owned())
        .and(t.get("gap-said"), said)
        .and(t.get("gap-decided"), gap.decided_by_name.clone().unwrap_or_default())
        .and(t.get("gap-ended"), gap.ended_at.map(|at| t.moment(&at)).unwrap_or_default())
}

/// Where the entries behind it stand: its own, or those of the account it is about.
fn entries(gap: &GapView) -> String {
    match (gap.entry, gap.kind) {
        (Some(entry), _) => format!("/finance/entries/{entry}"),
        (None, GapKind::UpiUnseen) => "/finance/accounts/upi_due".to_owned(),
        (None, GapKind::NotAtBank | GapKind::BankOther | GapKind::BankNotOurs) => {
            "/finance/accounts/bank".to_owned()
        }
        (None, _) => "/finance/accounts/gateway".to_owned(),
    }
}

/// What the reader may do.
fn deeds(t: &Text, finance: &Finance, gap: &GapView, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let form = |act: &str, asks: Vec<Ask>, with: Vec<(String, String)>, button: Button| BoardForm {
        action: t.path(&format!("{HERE}/{}/{act}", gap.id)),
        method: "post",
        asks,
        with,
        button,
        form_key: Some(key_for(&finance.buyer.session)),
    };
    let word = |name: &str| vec![Ask::Field(Field::named(t, name, Kind::Words, typed.get(name), wrongs))];
    match gap.state {
        GapState::Open => {
            let mut blocks = Vec::new();
            if gap.kind.can_be_booked() {
                let button = Button::main(t.get("gap-book"));
                blocks.push(Block::Text(t.get("gap-book-two")));
                blocks.push(Block::Form(form("booking", word("gap_word"), Vec::new(), button)));
            }
            let button = Button::second(t.get("gap-explain"));
            blocks.push(Block::Folded(Folded {
                summary: t.get("gap-explain-fold"),
                open: wrongs.of("gap_explained").is_some(),
                form: form("explanation", word("gap_explained"), Vec::new(), button),
            }));
            blocks
        }
        GapState::Asked if gap.asked_by == Some(finance.buyer.who.person) => {
            vec![Block::Text(t.get("gap-yours"))]
        }
        GapState::Asked => {
            let says = |word: &str, button| {
                let with = vec![("decision".to_owned(), word.to_owned())];
                Block::Form(form("decision", Vec::new(), with, button))
            };
            vec![
                says("agrees", Button::main(t.get("gap-agree"))),
                says("refuses", Button::second(t.get("gap-refuse"))),
            ]
        }
        GapState::Explained | GapState::Booked | GapState::Gone => Vec::new(),
    }
}
