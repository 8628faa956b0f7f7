//! What came of an enquiry, for whoever has its code: the offer, its proforma, the deal stage by stage, and what is to be paid.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Paise;
use kernel::ids::{InstitutionOfferId, InstitutionSampleId};
use market::institutions::deal::{self, Deal};
use market::institutions::enquiry::{self, Enquiry};
use market::institutions::offer::{self, Offer};
use market::institutions::sample;
use market::institutions::{
    EnquiryState, InstitutionError, OfferState, SampleEvent, SampleState, accept, money,
};

use super::told;
use crate::app::App;
use crate::bills::press;
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Deed, Facts, Field, Kind, Notice, Row, Rows, Table, TableRow, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm, Folded};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Visitor};

/// `GET /{lang}/bulk/{code}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let page = page(&app, &t, &visitor, &code, Wrongs::none()).await?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// `GET /{lang}/bulk/{code}/mine`: signs in and comes back.
pub(super) async fn mine(
    State(app): State<App>,
    t: Text,
    _buyer: Buyer,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    found(&app, &code).await?;
    Ok(Redirect::to(&t.path(&format!("/bulk/{code}"))).into_response())
}

async fn found(app: &App, code: &str) -> Result<(Enquiry, Option<Offer>), WebError> {
    let mut read = app.db().read().await?;
    let one = enquiry::by_code(&mut read, code).await?.ok_or(WebError::Missing)?;
    let current = offer::current(&mut read, one.row.id).await?;
    Ok((one, current))
}

async fn page(app: &App, t: &Text, visitor: &Visitor, code: &str, wrongs: Wrongs) -> Result<Leaf, WebError> {
    let (one, current) = found(app, code).await?;
    let mut read = app.db().read().await?;
    let samples = sample::of_enquiry(&mut read, one.row.id).await?;
    let deal = match &current {
        Some(offer) if offer.row.state == OfferState::Accepted => {
            Some(deal::of_offer(&mut read, offer).await?)
        }
        _ => None,
    };
    let now = read.now();
    drop(read);
    let mut blocks =
        vec![stands(t, &one, current.as_ref().is_some_and(|offer| offer.row.valid_until <= now))];
    if let Some(deal) = &deal {
        blocks.extend(agreed(t, visitor, &one, deal));
    }
    if let Some(offer) = &current {
        blocks.push(Block::Heading(t.get("inst-offer")));
        blocks.extend(told::offer(t, offer));
        let proforma = t.path(&format!("/bulk/{}/proforma", one.row.code));
        blocks.push(Block::Button(Button::second(t.get("inst-proforma")).to(proforma)));
        if offer.row.state == OfferState::Sent && offer.row.valid_until > now {
            blocks.push(accepting(t, visitor, &one.row.code, offer));
        }
    }
    blocks.push(Block::Heading(t.get("inst-asked")));
    blocks.push(Block::Facts(asked_facts(t, &one)));
    if !samples.is_empty() {
        blocks.push(Block::Heading(t.get("inst-samples")));
        for one_sample in &samples {
            blocks.extend(sample_blocks(t, visitor, &one.row.code, one_sample, &wrongs));
        }
    }
    blocks.push(Block::Text(t.get("inst-keep")));
    let title = t.say("inst-of").set("code", one.row.code.clone()).to_string();
    Ok(Leaf { title, lead: String::new(), wrongs, news: None, blocks })
}

fn stands(t: &Text, one: &Enquiry, is_over: bool) -> Block {
    let (tone, key) = match one.row.state {
        EnquiryState::Asked => (Tone::Plain, "inst-asked-now"),
        EnquiryState::Offered if is_over => (Tone::Care, "inst-over-now"),
        EnquiryState::Offered => (Tone::Good, "inst-offered-now"),
        EnquiryState::Agreed => (Tone::Good, "inst-agreed-now"),
        EnquiryState::Ended => (Tone::Good, "inst-ended-now"),
        EnquiryState::Refused => (Tone::Stop, "inst-refused-now"),
    };
    let says = if one.row.reason.is_empty() { t.get(&format!("{key}.text")) } else { one.row.reason.clone() };
    Block::Notice(Notice::new(tone, t.get(key), says))
}

fn asked_facts(t: &Text, one: &Enquiry) -> Facts {
    let wishes: Vec<String> = one
        .wishes
        .iter()
        .map(|wish| format!("{} × {} {}", wish.pieces, t.pick(&wish.craft()), wish.words))
        .collect();
    Facts::default()
        .and(t.get("inst-code"), one.row.code.clone())
        .and(t.get("inst-asked-at"), t.moment(&one.row.asked_at))
        .and(t.get("inst-wishes"), wishes.join("\n"))
        .and(t.get("field-inst_day"), t.date(&one.row.day))
        .and(t.get("inst-to"), format!("{} {}", one.row.district, one.row.pin.as_str()))
}

/// One button: to accept if she has signed in, else to sign in first.
fn accepting(t: &Text, visitor: &Visitor, code: &str, offer: &Offer) -> Block {
    let Some(session) = visitor.0.as_ref().filter(|session| session.person.is_some()) else {
        let sign_in = Button::main(t.get("inst-sign-in")).to(t.path(&format!("/bulk/{code}/mine")));
        return Block::Button(sign_in);
    };
    Block::Deed(Deed {
        action: t.path(&format!("/bulk/{code}/acceptance")),
        button: Button::main(t.say("inst-accept").set("amount", t.money(&offer.ahead())).to_string()),
        with: vec![("offer".to_owned(), offer.row.id.to_string())],
        form_key: Some(key_for(session)),
    })
}

/// Where the money stands and how far each stage has come.
fn agreed(t: &Text, visitor: &Visitor, one: &Enquiry, deal: &Deal) -> Vec<Block> {
    let mut blocks = Vec::new();
    let code = &one.row.code;
    let due = deal.money.due();
    if let Some(waits) = &deal.waits {
        let text = t.say("inst-pay").set("amount", t.money(&waits.total)).to_string();
        blocks.push(Block::Text(t.say("inst-pay-until").set("until", t.moment(&waits.expires)).to_string()));
        blocks.push(Block::Button(Button::main(text).to(t.path(&format!("/orders/{}/payment", waits.code)))));
    } else if deal.money.paid != Paise::ZERO && due != Paise::ZERO {
        blocks.push(Block::Text(t.get("inst-balance.text")));
        let label = t.say("inst-balance").set("amount", t.money(&due)).to_string();
        blocks.push(match visitor.0.as_ref().filter(|session| session.person.is_some()) {
            Some(session) => Block::Deed(Deed {
                action: t.path(&format!("/bulk/{code}/balance")),
                button: Button::main(label),
                with: Vec::new(),
                form_key: Some(key_for(session)),
            }),
            None => Block::Button(Button::main(label).to(t.path(&format!("/bulk/{code}/mine")))),
        });
    }
    blocks.push(Block::Facts(money_facts(t, deal)));
    blocks.push(Block::Table(milestones(t, deal)));
    blocks
}

/// Where the money of a deal stands.
pub(super) fn money_facts(t: &Text, deal: &Deal) -> Facts {
    let money = deal.money;
    let some = |amount: Paise| if amount == Paise::ZERO { String::new() } else { t.money(&amount) };
    Facts::default()
        .and(t.get("inst-whole"), t.money(&money.whole))
        .and(t.get("inst-paid"), t.money(&money.paid))
        .and(t.get("inst-used"), some(money.used))
        .and(t.get("inst-held"), some(money.held()))
        .and(t.get("inst-due"), some(money.due()))
        .and(t.get("inst-returned"), some(money.returned))
}

/// How far each stage has come, piece by piece.
pub(super) fn milestones(t: &Text, deal: &Deal) -> Table {
    let row = |stage: &deal::Milestone| TableRow {
        href: Some(t.path(&format!("/orders/{}", stage.code))),
        cells: vec![
            told::stage_name(t, stage.no, &stage.day),
            stage.pieces.to_string(),
            stage.accepted.to_string(),
            stage.ready.to_string(),
            stage.at_hub.to_string(),
            stage.sent.to_string(),
            stage.delivered.to_string(),
        ],
    };
    let figures = ["inst-accepted", "inst-ready", "inst-at-hub", "inst-gone", "inst-there"];
    let mut columns = vec![told::column(t, "inst-delivery", false), told::column(t, "inst-pieces", true)];
    columns.extend(figures.map(|key| told::column(t, key, true)));
    Table { caption: t.get("inst-milestones"), columns, rows: deal.stages.iter().map(row).collect() }
}

fn sample_blocks(
    t: &Text,
    visitor: &Visitor,
    code: &str,
    one: &sample::Sample,
    wrongs: &Wrongs,
) -> Vec<Block> {
    let row = Row {
        href: String::new(),
        title: one.words.clone(),
        figure: t.get(&format!("inst-sample-{}", one.state)),
        note: one.sent_by.clone(),
        standing: one.answer.clone(),
    };
    let mut blocks = vec![Block::Rows(Rows { rows: vec![row] })];
    let session = visitor.0.as_ref().filter(|session| session.person.is_some());
    let Some(session) = session.filter(|_| matches!(one.state, SampleState::Sent | SampleState::Received))
    else {
        return blocks;
    };
    let form = |answer: &'static str, asks: Vec<Ask>, button: Button| BoardForm {
        action: t.path(&format!("/bulk/{code}/samples")),
        method: "post",
        asks,
        with: vec![("sample".to_owned(), one.id.to_string()), ("said".to_owned(), answer.to_owned())],
        button,
        form_key: Some(key_for(session)),
    };
    let why = Ask::Field(Field::named(t, "inst_answer", Kind::Words, "", wrongs));
    blocks.push(Block::Form(form("yes", Vec::new(), Button::main(t.get("inst-sample-yes")))));
    blocks.push(Block::Folded(Folded {
        summary: t.get("inst-sample-no"),
        open: wrongs.of("inst_answer").is_some(),
        form: form("no", vec![why], Button::second(t.get("inst-sample-no-send"))),
    }));
    blocks
}

/// `GET /{lang}/bulk/{code}/proforma`.
pub(super) async fn proforma(State(app): State<App>, Path(code): Path<String>) -> Result<Response, WebError> {
    let (one, current) = found(&app, &code).await?;
    let offer = current.ok_or(WebError::Missing)?;
    press::answer(vec![documents::proforma(&one, &offer)], &format!("proforma-{}", one.row.code)).await
}

/// `POST /{lang}/bulk/{code}/acceptance`.
pub(super) async fn accept(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: InstitutionOfferId = typed.get("offer").parse().map_err(|_| WebError::Missing)?;
    match accept::accept(app.db(), app.books(), buyer.who.person, id).await {
        Ok(order) => Ok(Redirect::to(&t.path(&format!("/orders/{order}/payment"))).into_response()),
        Err(cause) => again((&app, t, &asked), buyer, &code, cause).await,
    }
}

/// The same page with what was wrong.
async fn again(
    (app, t, asked): (&App, Text, &Asked),
    buyer: Buyer,
    code: &str,
    cause: InstitutionError,
) -> Result<Response, WebError> {
    let wrongs = told::wrong(&t, cause, "inst_answer")?;
    let visitor = Visitor(Some(buyer.session));
    let page = page(app, &t, &visitor, code, wrongs).await?;
    respond::view(app, t, &visitor.visit(&format!("/bulk/{code}")), &page, &asked.headers)
}

/// `POST /{lang}/bulk/{code}/balance`.
pub(super) async fn balance(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Path(code): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let (one, _) = found(&app, &code).await?;
    let order = money::ask_balance(app.db(), buyer.who.person, one.row.id).await?;
    Ok(Redirect::to(&t.path(&format!("/orders/{order}/payment"))).into_response())
}

/// `POST /{lang}/bulk/{code}/samples`: she wants it like this, or not.
pub(super) async fn judge(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: InstitutionSampleId = typed.get("sample").parse().map_err(|_| WebError::Missing)?;
    let event = if typed.get("said") == "yes" { SampleEvent::Approves } else { SampleEvent::Refuses };
    match sample::answer(app.db(), buyer.who.person, id, event, typed.get("inst_answer")).await {
        Ok(()) => Ok(Redirect::to(&t.path(&format!("/bulk/{code}"))).into_response()),
        Err(cause) => again((&app, t, &asked), buyer, &code, cause).await,
    }
}
