//! A head or somebody of finance asks for an offer, and decides on what another has asked for.

use axum::extract::{FromRequestParts, Path, State};
use axum::response::Response;
use kernel::ids::PersonId;
use kernel::{BasisPoints, Day, Paise, Words, digits};
use market::audit::Part;
use market::offers::{self, Decision, Draft, Funding, Kind, OfferError, OfferState, OfferView, Scope};
use store::Read;

use super::told;
use crate::app::App;
use crate::desk::{id_of, send, to, told as desk_told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Facts, Field, Kind as Shape, Radios, Row, Rows, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Buyer, Finance, Head};

/// Who makes offers: two desks with the same pages.
pub(crate) trait Offerer: FromRequestParts<App, Rejection = WebError> + Send {
    /// Where her list is.
    const HERE: &'static str;
    /// Whose desk it is.
    const DESK: Desk;
    /// The part she plays.
    const PART: Part;
    /// Who she is.
    fn buyer(&self) -> &Buyer;

    /// For the trail.
    fn by(&self) -> (PersonId, Part) {
        (self.buyer().who.person, Self::PART)
    }
}

impl Offerer for Head {
    const HERE: &'static str = "/head/offers";
    const DESK: Desk = Desk::Head;
    const PART: Part = Part::DepartmentHead;
    fn buyer(&self) -> &Buyer {
        &self.buyer
    }
}

impl Offerer for Finance {
    const HERE: &'static str = "/finance/offers";
    const DESK: Desk = Desk::Finance;
    const PART: Part = Part::Finance;
    fn buyer(&self) -> &Buyer {
        &self.buyer
    }
}

fn board<W: Offerer>(who: &W, title: String, blocks: Vec<Block>) -> Board {
    Board::of(W::DESK, desk_told::name_of(who.buyer()), W::HERE, title, blocks)
}

/// `GET …/offers`.
pub(super) async fn list<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    asked: Asked,
) -> Result<Response, WebError> {
    let all = offers::all(&mut app.db().read().await?).await?;
    let row = |view: &OfferView| Row {
        href: t.path(&format!("{}/{}", W::HERE, view.offer.id)),
        title: t.pick(&view.offer.name()).to_owned(),
        figure: view.offer.code.clone().unwrap_or_else(|| t.get("offer-by-itself")),
        note: format!("{} · {}", told::takes(&t, view), told::payer(&t, view)),
        standing: told::standing(&t, view.offer.state),
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    let new = Button::main(t.get("offer-new")).to(t.path(&format!("{}/new", W::HERE)));
    let none = || Block::Text(t.get("offer-none"));
    let blocks = vec![Block::Button(new), if rows.is_empty() { none() } else { Block::Rows(Rows { rows }) }];
    send(&app, t, &asked, &asked.rest, &board(&who, t.get("room-offers"), blocks).led(t.get("offer-lead")))
}

/// `GET …/offers/new`.
pub(super) async fn blank<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = new_page(&t, &who, &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &page)
}

fn new_page<W: Offerer>(t: &Text, who: &W, typed: &Typed, wrongs: Wrongs) -> Board {
    let form = form(t, who, typed, &wrongs);
    board(who, t.get("offer-new"), vec![Block::Form(form)]).led(t.get("offer-lead-new")).wrong(wrongs)
}

fn form<W: Offerer>(t: &Text, who: &W, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, shape| Ask::Field(Field::named(t, name, shape, typed.get(name), wrongs));
    let choice =
        |name: &str, code: &str, key: String| Choice::new(code, t.get(&key)).chosen_if(typed.get(name));
    let kinds = Kind::ALL.iter().map(|one| choice("offer_kind", one.as_str(), format!("offer-kind-{one}")));
    let payers = ["mart", "party", "maker"].into_iter();
    let payers = payers.map(|one| choice("offer_payer", one, format!("offer-payer-{one}")));
    // A kit is put together on a page of its own.
    let scopes = Scope::ALL.iter().filter(|one| **one != Scope::Kit);
    let scopes = scopes.map(|one| choice("offer_scope", one.as_str(), format!("offer-scope-{one}")));
    let radios = |name: &str, choices: Vec<Choice>| {
        let (label, error) = (t.get(&format!("field-{name}")), wrongs.of(name).map(str::to_owned));
        Ask::Radios(Radios { name: name.to_owned(), label, error, choices })
    };
    BoardForm {
        action: t.path(&format!("{}/new", W::HERE)),
        method: "post",
        asks: vec![
            field("offer_hi", Shape::Words),
            field("offer_en", Shape::Words),
            field("offer_code", Shape::Words),
            radios("offer_kind", kinds.collect()),
            field("offer_percent", Shape::Count),
            field("offer_most", Shape::Rupees),
            radios("offer_payer", payers.collect()),
            field("offer_party_hi", Shape::Words),
            field("offer_party_en", Shape::Words),
            field("offer_maker", Shape::Words),
            Ask::Select(Select {
                name: "offer_scope".to_owned(),
                label: t.get("field-offer_scope"),
                any: None,
                error: wrongs.of("offer_scope").map(str::to_owned),
                choices: scopes.collect(),
            }),
            field("offer_goods", Shape::Words),
            field("offer_least", Shape::Rupees),
            field("offer_from", Shape::Day),
            field("offer_to", Shape::Day),
            field("offer_uses", Shape::Count),
            field("offer_each", Shape::Count),
        ],
        with: Vec::new(),
        button: Button::main(t.get("offer-ask")),
        form_key: Some(key_for(&who.buyer().session)),
    }
}

/// What was typed. What is left empty or cannot be read becomes what no offer may have, so that it is told at its field.
fn draft(typed: &Typed) -> Draft {
    let words = |hi: &str, en: &str| Words { hi: typed.get(hi).to_owned(), en: typed.get(en).to_owned() };
    let number = |name: &str| digits::ascii_digits(typed.get(name)).parse::<i64>().unwrap_or(0);
    let last = |name: &str| {
        let path = typed.get(name).split(['?', '#']).next().unwrap_or_default().to_lowercase();
        path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
    };
    let funding = match typed.get("offer_payer") {
        "maker" => Funding::Maker(last("offer_maker")),
        "party" => Funding::Party(words("offer_party_hi", "offer_party_en")),
        _ => Funding::Mart,
    };
    let percent = u32::try_from(number("offer_percent")).ok().and_then(|percent| percent.checked_mul(100));
    let least = typed.get("offer_least");
    let least = if least.is_empty() { Some(Paise::ZERO) } else { Paise::typed(least) };
    Draft {
        code: Some(typed.get("offer_code").to_owned()).filter(|code| !code.is_empty()),
        name: words("offer_hi", "offer_en"),
        kind: typed.get("offer_kind").parse().unwrap_or(Kind::Percent),
        percent: BasisPoints(percent.unwrap_or(0)),
        most: Paise::typed(typed.get("offer_most")).unwrap_or_default(),
        funding,
        scope: (typed.get("offer_scope").parse().unwrap_or(Scope::All), last("offer_goods")),
        least: least.unwrap_or(Paise(-1)),
        window: (typed.day("offer_from").unwrap_or(Day(1)), typed.day("offer_to").unwrap_or(Day(0))),
        uses_most: number("offer_uses"),
        per_person_most: number("offer_each"),
    }
}

/// `POST …/offers/new`.
pub(super) async fn make<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let wrongs = match offers::ask(app.db(), who.by(), &draft(&typed)).await {
        Ok(id) => return Ok(to(&t, &format!("{}/{id}", W::HERE))),
        Err(cause) => wrong(&t, cause)?,
    };
    let here = format!("{}/new", W::HERE);
    send(&app, t, &asked, &here, &new_page(&t, &who, &typed, wrongs))
}

/// What is wrong, at the field it is wrong in.
fn wrong(t: &Text, cause: OfferError) -> Result<Wrongs, WebError> {
    let (field, key) = match cause {
        OfferError::BadWords => ("offer_hi", "offer-wrong-words"),
        OfferError::BadCode => ("offer_code", "offer-wrong-code"),
        OfferError::CodeTaken => ("offer_code", "offer-wrong-taken"),
        OfferError::BadSize => ("offer_most", "offer-wrong-size"),
        OfferError::BadWindow => ("offer_to", "offer-wrong-window"),
        OfferError::BadLimit => ("offer_uses", "offer-wrong-limit"),
        OfferError::NoScope => ("offer_goods", "offer-wrong-goods"),
        OfferError::NoMaker => ("offer_maker", "offer-wrong-maker"),
        OfferError::NotHers => ("offer_payer", "offer-wrong-freight"),
        cause => return Err(cause.into()),
    };
    Ok(Wrongs::none().and(field, t.get(key)))
}

async fn find(read: &mut Read, id: &str) -> Result<OfferView, WebError> {
    offers::one(read, id_of(id)?).await?.ok_or(WebError::Missing)
}

/// `GET …/offers/{id}`.
pub(super) async fn show<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let view = find(&mut app.db().read().await?, &id).await?;
    let offer = &view.offer;
    let by_itself = || t.get("offer-by-itself");
    let limit = t
        .say("offer-limit-of")
        .set("used", offer.used.to_string())
        .set("most", offer.uses_most.to_string())
        .to_string();
    let facts = Facts::default()
        .and(t.get("offer-fact-code"), offer.code.clone().unwrap_or_else(by_itself))
        .and(t.get("offer-fact-takes"), told::takes(&t, &view))
        .and(t.get("offer-fact-payer"), told::payer(&t, &view))
        .and(t.get("offer-fact-goods"), told::goods(&t, &view))
        .and(t.get("offer-fact-least"), t.money(&offer.least))
        .and(t.get("offer-fact-days"), told::days(&t, &view))
        .and(t.get("offer-fact-limit"), limit)
        .and(t.get("offer-fact-each"), offer.per_person_most.to_string())
        .and(t.get("offer-fact-given"), t.money(&view.given))
        .and(t.get("offer-fact-standing"), told::standing(&t, offer.state));
    let mut blocks = vec![Block::Facts(facts)];
    let deed = |way: &str, button: Button| {
        Block::Deed(Deed {
            action: t.path(&format!("{}/{}/{way}", W::HERE, offer.id)),
            button,
            with: Vec::new(),
            form_key: Some(key_for(&who.buyer().session)),
        })
    };
    let is_own = offer.asked_by == who.buyer().who.person;
    match offer.state {
        OfferState::WaitsSecond | OfferState::WaitsMaker if is_own => {
            blocks.push(Block::Text(t.get("offer-second")));
        }
        OfferState::WaitsSecond => {
            blocks.push(deed("approval", Button::main(t.get("offer-approve"))));
            blocks.push(deed("refusal", Button::second(t.get("offer-refuse"))));
        }
        OfferState::WaitsMaker => blocks.push(deed("refusal", Button::second(t.get("offer-refuse")))),
        OfferState::Running => blocks.push(deed("end", Button::second(t.get("offer-end")))),
        OfferState::Refused | OfferState::Ended => {}
    }
    if let (Scope::Kit, Desk::Head) = (offer.scope, W::DESK) {
        let kit = t.path(&format!("/head/kits/{}", offer.scope_key));
        blocks.push(Block::Button(Button::second(t.get("kit-of-offer")).to(kit)));
    }
    let page = board(&who, t.pick(&offer.name()).to_owned(), blocks);
    send(&app, t, &asked, &asked.rest, &page)
}

/// `POST …/offers/{id}/approval`.
pub(super) async fn approve<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    offers::decide(app.db(), who.by(), id_of(&id)?, Decision::Approves).await?;
    Ok(to(&t, &format!("{}/{id}", W::HERE)))
}

/// `POST …/offers/{id}/refusal`.
pub(super) async fn refuse<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    offers::decide(app.db(), who.by(), id_of(&id)?, Decision::Refuses).await?;
    Ok(to(&t, &format!("{}/{id}", W::HERE)))
}

/// `POST …/offers/{id}/end`.
pub(super) async fn end<W: Offerer>(
    State(app): State<App>,
    t: Text,
    who: W,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    offers::end(app.db(), who.by(), id_of(&id)?).await?;
    Ok(to(&t, &format!("{}/{id}", W::HERE)))
}
