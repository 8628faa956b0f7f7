//! A buyer sends back: from the page of her order, one form, which good, what is wrong, a photo.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Words;
use kernel::digits::ascii_digits;
use kernel::ids::{LineId, OrderId};
use market::media::Eyes;
use market::returns::{
    self, Ask as Wanted, OwnReturn, Reason, ReturnError, ReturnState, Returnable, Way, Wish,
};
use serde::Deserialize;

use super::told;
use crate::app::App;
use crate::basket::orders::own;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::{id_of, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Field, Kind, Moment, PhotoAsk, Progress, Radios, Timeline, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, BoardForm, SendForm};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Visitor};

/// `GET /{lang}/orders/{code}/returns`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let (order, code) = own(&app, &buyer, &code).await?;
    let page = page(&app, &t, &buyer, (order, &code), &Typed::default(), Wrongs::none()).await?;
    let visit = Visitor(Some(buyer.session)).visit(&asked.rest);
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// `POST /{lang}/orders/{code}/returns`.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let (order, code) = own(&app, &buyer, &code).await?;
    let here = format!("/orders/{code}/returns");
    let typed = &form.typed;
    let mut wrongs = Wrongs::none();
    let line = typed.get("return_line").parse::<LineId>();
    if line.is_err() {
        wrongs.add("return_line", t.get("return-wrong-line"));
    }
    let reason = typed.get("return_reason").parse::<Reason>();
    if reason.is_err() {
        wrongs.add("return_reason", t.get("return-wrong-why"));
    }
    let quantity = ascii_digits(typed.get("pieces")).parse::<u32>();
    if quantity.is_err() {
        wrongs.add("pieces", t.get("return-wrong-pieces"));
    }
    if let (Ok(line), Ok(reason), Ok(quantity)) = (line, reason, quantity) {
        let photo = match &form.photo {
            None => None,
            Some(photo) => match darkroom::develop(&app, photo.clone(), Eyes::Few).await? {
                Ok(kept) => Some(kept),
                Err(why) => {
                    wrongs.add("file-return", t.get(key_of(why)));
                    None
                }
            },
        };
        let wish = typed.get("return_wish").parse().unwrap_or(Wish::Money);
        let wanted = Wanted { line, quantity, reason, words: typed.get("return_words"), wish };
        if wrongs.is_empty() {
            match returns::ask(app.db(), buyer.who.person, &wanted, photo.as_ref()).await {
                Ok(_) => return Ok(to(&t, &here)),
                Err(cause) => wrong(&t, cause, &mut wrongs)?,
            }
        }
    }
    let page = page(&app, &t, &buyer, (order, &code), typed, wrongs).await?;
    let visit = Visitor(Some(buyer.session)).visit(&here);
    respond::view(&app, t, &visit, &page, &asked.headers)
}

/// What was wrong, beside the question it is about.
fn wrong(t: &Text, cause: ReturnError, wrongs: &mut Wrongs) -> Result<(), WebError> {
    match cause {
        ReturnError::NotInTime => wrongs.add("return_line", t.get("return-wrong-time")),
        ReturnError::TooMany { left } => {
            wrongs.add("pieces", t.say("return-wrong-left").set("left", left).to_string());
        }
        ReturnError::BadReason => wrongs.add("return_reason", t.get("return-wrong-reason")),
        ReturnError::NoPiece => wrongs.add("return_wish", t.get("return-wrong-piece")),
        ReturnError::NoPhoto => wrongs.add("file-return", t.get("return-wrong-photo")),
        other => return Err(other.into()),
    }
    Ok(())
}

/// Which of them she keeps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    id: String,
}

/// `POST /{lang}/orders/{code}/returns/withdrawal`: she keeps it after all.
pub(super) async fn withdraw(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Path(code): Path<String>,
    Filled(kept): Filled<Kept>,
) -> Result<Response, WebError> {
    let (_, code) = own(&app, &buyer, &code).await?;
    returns::withdraw(app.db(), buyer.who.person, id_of(&kept.id)?).await?;
    Ok(to(&t, &format!("/orders/{code}/returns")))
}

/// `POST /{lang}/orders/{code}/returns/fetching`: a runner is to fetch it.
pub(super) async fn want_fetched(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    Path(code): Path<String>,
    Filled(kept): Filled<Kept>,
) -> Result<Response, WebError> {
    let (_, code) = own(&app, &buyer, &code).await?;
    returns::wants_fetched(app.db(), buyer.who.person, id_of(&kept.id)?).await?;
    Ok(to(&t, &format!("/orders/{code}/returns")))
}

async fn page(
    app: &App,
    t: &Text,
    buyer: &Buyer,
    (order, code): (OrderId, &str),
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Leaf, WebError> {
    let mut read = app.db().read().await?;
    let lines = returns::returnable(&mut read, buyer.who.person, order).await?;
    let asked = returns::of_order(&mut read, order).await?;
    drop(read);
    let key = key_for(&buyer.session);
    let mut blocks = Vec::new();
    for one in &asked {
        blocks.extend(stands(t, one, code, &key));
    }
    if lines.is_empty() {
        if asked.is_empty() {
            blocks.push(Block::Text(t.get("return-nothing")));
        }
        let complain = Button::second(t.get("complaint-new"));
        blocks.push(Block::Button(complain.to(t.path(&format!("/complaints/new?order={code}")))));
    } else {
        if !asked.is_empty() {
            blocks.push(Block::Heading(t.get("return-another")));
        }
        blocks.push(Block::Send(form(t, &lines, code, &key, typed, &wrongs)));
    }
    let rules = Button::second(t.get("broken-title")).to(t.path("/help/broken"));
    blocks.push(Block::Button(rules));
    let back = Button::second(t.get("quality-to-order")).to(t.path(&format!("/orders/{code}")));
    blocks.push(Block::Button(back));
    Ok(Leaf { title: t.get("return-title"), lead: t.get("return-lead"), wrongs, news: None, blocks })
}

/// A return that was asked for, with what comes next.
fn stands(t: &Text, one: &OwnReturn, code: &str, key: &str) -> Vec<Block> {
    let progress = match one.state {
        ReturnState::Asked | ReturnState::Awaited => Progress::Now,
        ReturnState::Granted => Progress::Done,
        ReturnState::Refused | ReturnState::Withdrawn | ReturnState::Lapsed => Progress::Stopped,
    };
    let moment = Moment {
        title: told::title(t, one),
        when: told::standing(t, one),
        note: told::next(t, one),
        progress,
    };
    let mut blocks = vec![Block::Timeline(Timeline { moments: vec![moment] })];
    let deed = |to: &str, button: Button| {
        Block::Deed(Deed {
            action: t.path(&format!("/orders/{code}/returns/{to}")),
            button,
            with: vec![("id".to_owned(), one.id.to_string())],
            form_key: Some(key.to_owned()),
        })
    };
    if one.state == ReturnState::Awaited && one.can_be_fetched && one.fetch_asked_at.is_none() {
        blocks.push(deed("fetching", Button::second(t.get("return-fetch"))));
    }
    if matches!(one.state, ReturnState::Asked | ReturnState::Awaited) {
        let button =
            Button { weight: crate::parts::Weight::Quiet, ..Button::second(t.get("return-withdraw")) };
        blocks.push(deed("withdrawal", button));
    }
    blocks
}

fn form(t: &Text, lines: &[Returnable], code: &str, key: &str, typed: &Typed, wrongs: &Wrongs) -> SendForm {
    let only = (lines.len() == 1).then(|| lines[0].line.to_string());
    let chosen = match typed.get("return_line") {
        "" => only.unwrap_or_default(),
        chosen => chosen.to_owned(),
    };
    let label = |good: &Words, left: u32| format!("{left} × {}", t.pick(good));
    let line = |line: &Returnable| {
        let key = match line.rule.way {
            Way::Photo => "return-rule-photo",
            Way::Back => "return-rule-back",
        };
        Choice::new(line.line.to_string(), label(&line.good, line.left))
            .hint(t.say(key).set("day", t.day(&line.until)).to_string())
            .chosen_if(&chosen)
    };
    let fits = |reason: &&Reason| lines.iter().any(|line| returns::rules::fits(&line.rule, **reason));
    let reason = |reason: &Reason| {
        Choice::new(reason.as_str(), t.get(&format!("return-reason-{reason}")))
            .chosen_if(typed.get("return_reason"))
    };
    let radios = |name: &str, label: &str, choices: Vec<Choice>| {
        Ask::Radios(Radios {
            name: name.to_owned(),
            label: t.get(label),
            error: wrongs.of(name).map(str::to_owned),
            choices,
        })
    };
    let pieces = if typed.get("pieces").is_empty() { "1" } else { typed.get("pieces") };
    let wish =
        if typed.get("return_wish").is_empty() { Wish::Money.as_str() } else { typed.get("return_wish") };
    let wishes = Wish::ALL
        .iter()
        .map(|one| {
            let key = format!("return-wish-{one}");
            Choice::new(one.as_str(), t.get(&key)).hint(t.get(&format!("{key}.hint"))).chosen_if(wish)
        })
        .collect();
    let mut asks = vec![
        radios("return_line", "return-line", lines.iter().map(line).collect()),
        Ask::Field(Field::named(t, "pieces", Kind::Count, pieces, wrongs)),
        radios("return_reason", "return-reason", Reason::ALL.iter().filter(fits).map(reason).collect()),
        Ask::Field(Field::named(t, "return_words", Kind::Words, typed.get("return_words"), wrongs)),
    ];
    if lines.iter().any(|line| line.can_come_anew) {
        asks.insert(3, radios("return_wish", "return-wish", wishes));
    }
    SendForm {
        form: BoardForm {
            action: t.path(&format!("/orders/{code}/returns")),
            method: "post",
            asks,
            with: Vec::new(),
            button: Button::main(t.get("return-send")),
            form_key: Some(key.to_owned()),
        },
        photo: Some(PhotoAsk {
            role: "return",
            label: t.get("return-photo"),
            hint: t.get("return-photo.hint"),
            error: wrongs.of("file-return").map(str::to_owned),
        }),
    }
}
