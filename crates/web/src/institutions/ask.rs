//! The form for whoever wants many pieces; an officer types into the same for a caller.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::Words;
use kernel::digits::only_digits;
use kernel::ids::PersonId;
use kernel::india::Pin;
use market::catalogue;
use market::institutions::enquiry::{self, Ask as Asking, Contact, Wish};
use market::institutions::{Channel, InstitutionError, InstitutionKind};
use store::chance;

use super::desk::HERE;
use super::told;
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Radios, Select, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::{DcOffice, Visitor};

/// Goods one form has room for; more go into words.
const ROWS: usize = 3;

/// `GET /{lang}/bulk`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = page(&app, &t, &visitor, &Typed::default(), Wrongs::none()).await?;
    respond::view(&app, t, &visitor.visit("/bulk"), &page, &asked.headers)
}

async fn page(
    app: &App,
    t: &Text,
    visitor: &Visitor,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Leaf, WebError> {
    let crafts = crafts(app).await?;
    let form = BoardForm {
        action: t.path("/bulk"),
        method: "post",
        asks: asks(t, &crafts, typed, &wrongs),
        with: vec![("once".to_owned(), once(typed))],
        button: Button::main(t.get("inst-send")),
        form_key: visitor.0.as_ref().map(key_for),
    };
    let blocks = vec![Block::Text(t.get("inst-how")), Block::Form(form), Block::Text(t.get("inst-abroad"))];
    Ok(Leaf { title: t.get("inst-title"), lead: t.get("inst-lead"), wrongs, news: None, blocks })
}

async fn crafts(app: &App) -> Result<Vec<(String, Words)>, WebError> {
    Ok(catalogue::read::craft_names(&mut app.db().read().await?).await?)
}

fn once(typed: &Typed) -> String {
    if typed.get("once").is_empty() { chance::letters(16) } else { typed.get("once").to_owned() }
}

/// What is asked of everybody who wants many pieces.
fn asks(t: &Text, crafts: &[(String, Words)], typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let kinds = InstitutionKind::ALL.iter().map(|kind| {
        Choice::new(kind.as_str(), t.get(&format!("inst-kind-{kind}"))).chosen_if(typed.get("inst_kind"))
    });
    let mut asks = vec![Ask::Radios(Radios {
        name: "inst_kind".to_owned(),
        label: t.get("field-inst_kind"),
        error: wrongs.of("inst_kind").map(str::to_owned),
        choices: kinds.collect(),
    })];
    for row in 1..=ROWS {
        asks.extend(wish_asks(t, row, crafts, typed, wrongs));
    }
    asks.extend([
        field("inst_day", Kind::Day),
        field("inst_words", Kind::Lines),
        field("inst_organisation", Kind::Words),
        field("inst_name", Kind::Name),
        field("inst_mobile", Kind::Mobile),
        field("inst_house", Kind::House),
        field("inst_area", Kind::Area),
        field("inst_pin", Kind::Pincode),
        field("inst_gstin", Kind::Words),
    ]);
    asks
}

/// One good: of which craft, what, how many. What is wrong is said at the first.
fn wish_asks(t: &Text, row: usize, crafts: &[(String, Words)], typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let name = |of: &str| format!("{of}_{row}");
    let label = |key: &str| t.say(key).set("no", row.to_string()).to_string();
    let wrong = |of: &str| wrongs.of(of).filter(|_| row == 1).map(str::to_owned);
    let craft = name("inst_craft");
    let choices =
        crafts.iter().map(|(key, name)| Choice::new(key.clone(), t.pick(name)).chosen_if(typed.get(&craft)));
    let text = |of: &str, key: &str, kind| {
        let name = name(of);
        let value = typed.get(&name).to_owned();
        Ask::Field(Field { name, label: label(key), hint: String::new(), value, error: wrong(of), kind })
    };
    vec![
        Ask::Select(Select {
            label: label("inst-craft-no"),
            any: Some(t.get("case-choose")),
            error: wrong("inst_craft"),
            choices: choices.collect(),
            name: craft,
        }),
        text("inst_what", "inst-what-no", Kind::Words),
        text("inst_pieces", "inst-pieces-no", Kind::Count),
    ]
}

/// `POST /{lang}/bulk`.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    match take(&app, &t, &typed, (Channel::Web, None)).await {
        Ok(code) => Ok(Redirect::to(&t.path(&format!("/bulk/{code}"))).into_response()),
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "inst_kind")?;
            let page = page(&app, &t, &visitor, &typed, wrongs).await?;
            respond::view(&app, t, &visitor.visit("/bulk"), &page, &asked.headers)
        }
    }
}

async fn take(
    app: &App,
    t: &Text,
    typed: &Typed,
    (channel, typed_by): (Channel, Option<PersonId>),
) -> Result<String, InstitutionError> {
    let of = |name: &str| typed.get(name).to_owned();
    let kind: InstitutionKind =
        typed.get("inst_kind").parse().map_err(|_| InstitutionError::Typed("inst_kind"))?;
    let contact = Contact {
        organisation: of("inst_organisation"),
        name: of("inst_name"),
        mobile: of("inst_mobile"),
        house: of("inst_house"),
        area: of("inst_area"),
        gstin: of("inst_gstin"),
        words: of("inst_words"),
    };
    let wishes = wishes(typed)?;
    let day = typed.day("inst_day").ok_or(InstitutionError::Typed("inst_day"))?;
    let pin = Pin::typed(typed.get("inst_pin")).ok_or(InstitutionError::Typed("inst_pin"))?;
    if typed.get("once").is_empty() {
        return Err(InstitutionError::Typed("inst_kind"));
    }
    let asking = Asking {
        kind,
        channel,
        typed_by,
        lang: t.lang,
        contact: &contact,
        pin: &pin,
        day,
        wishes: &wishes,
        once: typed.get("once"),
    };
    enquiry::ask(app.db(), &asking).await
}

/// The goods that were filled in; a row that is empty is none.
fn wishes(typed: &Typed) -> Result<Vec<Wish>, InstitutionError> {
    let mut wishes = Vec::with_capacity(ROWS);
    for row in 1..=ROWS {
        let of = |name: &str| typed.get(&format!("{name}_{row}")).to_owned();
        let (craft, words, pieces) = (of("inst_craft"), of("inst_what"), of("inst_pieces"));
        if craft.is_empty() && words.is_empty() && pieces.is_empty() {
            continue;
        }
        let pieces = only_digits(&pieces).parse().map_err(|_| InstitutionError::Typed("inst_pieces"))?;
        wishes.push(Wish { craft, words, pieces });
    }
    Ok(wishes)
}

/// `GET /{lang}/office/institutions/call`: the same for who calls or writes.
pub(super) async fn call(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let block = call_form(&app, &t, &office, &Typed::default(), &Wrongs::none()).await?;
    let board = super::desk::board(&office, t.get("inst-call"), vec![block]).led(t.get("inst-call.text"));
    send(&app, t, &asked, &format!("{HERE}/call"), &board)
}

async fn call_form(
    app: &App,
    t: &Text,
    office: &DcOffice,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Block, WebError> {
    let crafts = crafts(app).await?;
    let channels = [Channel::Phone, Channel::Whatsapp].iter().map(|channel| {
        Choice::new(channel.as_str(), t.get(&format!("inst-channel-{channel}")))
            .chosen_if(typed.get("inst_channel"))
    });
    let mut all = vec![Ask::Radios(Radios {
        name: "inst_channel".to_owned(),
        label: t.get("field-inst_channel"),
        error: wrongs.of("inst_channel").map(str::to_owned),
        choices: channels.collect(),
    })];
    all.extend(asks(t, &crafts, typed, wrongs));
    let button = Button::main(t.get("inst-take-down"));
    let mut form = crate::desk::office::form(t, office, &format!("{HERE}/call"), all, button);
    form.with = vec![("once".to_owned(), once(typed))];
    Ok(Block::Form(form))
}

/// `POST /{lang}/office/institutions/call`.
pub(super) async fn take_down(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let by = Some(office.buyer.who.person);
    let channel: Option<Channel> = typed.get("inst_channel").parse().ok();
    let taken = match channel.filter(|channel| *channel != Channel::Web) {
        Some(channel) => take(&app, &t, &typed, (channel, by)).await,
        None => Err(InstitutionError::Typed("inst_channel")),
    };
    match taken {
        Ok(code) => {
            let found = enquiry::by_code(&mut app.db().read().await?, &code).await?;
            let id = found.ok_or(WebError::Missing)?.row.id;
            Ok(to(&t, &format!("{HERE}/{id}")))
        }
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "inst_kind")?;
            let block = call_form(&app, &t, &office, &typed, &wrongs).await?;
            let board = super::desk::board(&office, t.get("inst-call"), vec![block]).wrong(wrongs);
            send(&app, t, &asked, &format!("{HERE}/call"), &board)
        }
    }
}
