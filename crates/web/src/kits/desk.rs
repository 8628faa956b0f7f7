//! A head puts a kit together and looks at it as everybody will see it; who approves it does so at its offer.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::{Day, Paise, Words, digits};
use market::audit::Part;
use market::kits::{self, Draft, Kit, KitError, KitView, PartTyped};
use market::offers::{self, Funding, OfferError};
use serde::Deserialize;
use store::Read;

use super::{shop, told};
use crate::app::App;
use crate::desk::{id_of, send, to, told as desk_told};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::offers::told as offers_told;
use crate::parts::{Button, Choice, Facts, Field, Kind, Notice, Radios, Row, Rows, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::{Head, Visitor};

const HERE: &str = "/head/kits";
const NEW: &str = "/head/kits/new";

fn board(head: &Head, title: String, blocks: Vec<Block>) -> Board {
    Board::of(Desk::Head, desk_told::name_of(&head.buyer), HERE, title, blocks)
}

/// `GET /{lang}/head/kits`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let all = kits::all(&mut app.db().read().await?).await?;
    let row = |kit: &Kit| Row {
        href: t.path(&format!("{HERE}/{}", kit.id)),
        title: t.pick(&kit.name).to_owned(),
        figure: t.money(&kit.price),
        note: told::sold(&t, kit),
        standing: offers_told::standing(&t, kit.state),
    };
    let rows: Vec<Row> = all.iter().map(row).collect();
    let mut blocks = vec![Block::Button(Button::main(t.get("kit-new")).to(t.path(NEW)))];
    blocks.push(if rows.is_empty() { Block::Text(t.get("kit-none")) } else { Block::Rows(Rows { rows }) });
    send(&app, t, &asked, &asked.rest, &board(&head, t.get("room-kits"), blocks).led(t.get("kit-lead")))
}

/// Another kit to begin with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct From {
    from: String,
}

/// `GET /{lang}/head/kits/new`, empty or as another kit is.
pub(super) async fn blank(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Query(from): Query<From>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let typed = match from.from.parse() {
        Ok(id) => kits::one(&mut read, id).await?.map(|view| typed_of(&view)).unwrap_or_default(),
        Err(_) => Typed::default(),
    };
    drop(read);
    send(&app, t, &asked, &asked.rest, &new_page(&t, &head, &typed, Wrongs::none()))
}

fn new_page(t: &Text, head: &Head, typed: &Typed, wrongs: Wrongs) -> Board {
    let form = form(t, head, typed, &wrongs);
    board(head, t.get("kit-new"), vec![Block::Form(form)]).led(t.get("kit-lead-new")).wrong(wrongs)
}

fn typed_of(view: &KitView) -> Typed {
    let good =
        |part: &kits::PartView| format!("{} {}?variant={}", part.pieces, part.good.slug, part.good.variant);
    let goods: Vec<String> = view.parts.iter().map(good).collect();
    let kit = &view.kit;
    let pairs = [
        ("kit_hi", kit.name.hi.clone()),
        ("kit_en", kit.name.en.clone()),
        ("kit_words_hi", kit.words.hi.clone()),
        ("kit_words_en", kit.words.en.clone()),
        ("kit_goods", goods.join("\n")),
        ("kit_price", (kit.price.0 / 100).to_string()),
    ];
    Typed(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn form(t: &Text, head: &Head, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let payer = |one: &str| {
        Choice::new(one, t.get(&format!("offer-payer-{one}"))).chosen_if(typed.get("offer_payer"))
    };
    let payers = Radios {
        name: "offer_payer".to_owned(),
        label: t.get("kit-payer"),
        error: wrongs.of("offer_payer").map(str::to_owned),
        choices: ["mart", "party", "maker"].map(payer).into(),
    };
    BoardForm {
        action: t.path(NEW),
        method: "post",
        asks: vec![
            field("kit_hi", Kind::Words),
            field("kit_en", Kind::Words),
            field("kit_words_hi", Kind::Lines),
            field("kit_words_en", Kind::Lines),
            field("kit_slug", Kind::Words),
            field("kit_goods", Kind::Minutes),
            field("kit_price", Kind::Rupees),
            Ask::Radios(payers),
            field("offer_party_hi", Kind::Words),
            field("offer_party_en", Kind::Words),
            field("offer_maker", Kind::Words),
            field("offer_from", Kind::Day),
            field("offer_to", Kind::Day),
            field("kit_limit", Kind::Count),
            field("kit_feast", Kind::Words),
        ],
        with: Vec::new(),
        button: Button::main(t.get("kit-ask")),
        form_key: Some(key_for(&head.buyer.session)),
    }
}

/// The last part of an address, without what follows it.
fn last(typed: &str) -> String {
    let path = typed.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().trim().to_owned()
}

/// «2 https://…/products/peda?variant=var_…»: how many, and the good by its address; one piece if no number is typed.
fn part(line: &str) -> PartTyped {
    let mut part = PartTyped { slug: String::new(), variant: String::new(), pieces: 1 };
    for word in line.split_whitespace() {
        match digits::ascii_digits(word).parse() {
            Ok(pieces) => part.pieces = pieces,
            Err(_) => {
                part.slug = last(word);
                let variant = word.split("variant=").nth(1).unwrap_or_default();
                variant.split(['&', '#']).next().unwrap_or_default().clone_into(&mut part.variant);
            }
        }
    }
    part
}

/// What was typed. What is left empty or cannot be read becomes what no kit may have, so that it is told at its field.
fn draft(typed: &Typed) -> Draft {
    let words = |name: &str| {
        let of = |lang: &str| typed.get(&format!("{name}_{lang}")).to_owned();
        Words { hi: of("hi"), en: of("en") }
    };
    let funding = match typed.get("offer_payer") {
        "maker" => Funding::Maker(last(typed.get("offer_maker"))),
        "party" => Funding::Party(words("offer_party")),
        _ => Funding::Mart,
    };
    let limit = digits::ascii_digits(typed.get("kit_limit"));
    Draft {
        slug: typed.get("kit_slug").to_lowercase(),
        name: words("kit"),
        words: words("kit_words"),
        parts: typed.get("kit_goods").lines().filter(|line| !line.trim().is_empty()).map(part).collect(),
        price: Paise::typed(typed.get("kit_price")).unwrap_or_default(),
        funding,
        window: (typed.day("offer_from").unwrap_or(Day(1)), typed.day("offer_to").unwrap_or(Day(0))),
        limit: (!limit.is_empty()).then(|| limit.parse().unwrap_or(0)),
        collection: last(typed.get("kit_feast")),
    }
}

/// `POST /{lang}/head/kits/new`.
pub(super) async fn make(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let by = (head.buyer.who.person, Part::DepartmentHead);
    let wrongs = match kits::ask(app.db(), by, &draft(&typed)).await {
        Ok(id) => return Ok(to(&t, &format!("{HERE}/{id}"))),
        Err(cause) => wrong(&t, cause)?,
    };
    send(&app, t, &asked, NEW, &new_page(&t, &head, &typed, wrongs))
}

/// What is wrong, at the field it is wrong in.
fn wrong(t: &Text, cause: KitError) -> Result<Wrongs, WebError> {
    let (field, says) = match cause {
        KitError::BadWords => ("kit_words_hi", t.get("feast-wrong-words")),
        KitError::BadSlug => ("kit_slug", t.get("feast-wrong-slug")),
        KitError::SlugTaken => ("kit_slug", t.get("feast-wrong-taken")),
        KitError::BadCount => ("kit_goods", t.get("kit-wrong-count")),
        KitError::OneMaker => ("kit_goods", t.get("kit-wrong-one-maker")),
        KitError::NoGood(slug) => ("kit_goods", t.say("feast-wrong-good").set("good", slug).to_string()),
        KitError::BadPrice { least, most } => {
            ("kit_price", t.say("kit-wrong-bounds").set("least", least).set("most", most).to_string())
        }
        KitError::NotHers => ("offer_maker", t.get("kit-wrong-not-hers")),
        KitError::NoCollection => ("kit_feast", t.get("kit-wrong-feast")),
        KitError::Offer(OfferError::BadWords) => ("kit_hi", t.get("offer-wrong-words")),
        KitError::Offer(OfferError::BadWindow) => ("offer_to", t.get("offer-wrong-window")),
        KitError::Offer(OfferError::BadLimit) => ("kit_limit", t.get("offer-wrong-limit")),
        KitError::Offer(OfferError::NoMaker) => ("offer_maker", t.get("offer-wrong-maker")),
        cause => return Err(cause.into()),
    };
    Ok(Wrongs::none().and(field, says))
}

async fn find(read: &mut Read, id: &str) -> Result<KitView, WebError> {
    kits::one(read, id_of(id)?).await?.ok_or(WebError::Missing)
}

/// `GET /{lang}/head/kits/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let view = find(&mut read, &id).await?;
    let offer = offers::one(&mut read, view.kit.offer).await?.ok_or(WebError::Missing)?;
    drop(read);
    let part = |part: &kits::PartView| Row {
        href: t.path(&format!("/products/{}", part.good.slug)),
        title: format!("{} × {}", part.pieces, t.pick(&part.good.name)),
        figure: t.money(&part.good.price.times(part.pieces).unwrap_or_default()),
        note: t.pick(&part.good.maker_name).to_owned(),
        standing: part.why_not.map(|why| crate::basket::told::own(&t, why)).unwrap_or_default(),
    };
    let facts = Facts::default()
        .and(t.get("kit-fact-price"), t.money(&view.kit.price))
        .and(t.get("kit-fact-parts"), t.money(&view.of_parts()))
        .and(t.get("offer-fact-payer"), offers_told::payer(&t, &offer))
        .and(t.get("offer-fact-days"), offers_told::days(&t, &offer))
        .and(t.get("offer-fact-limit"), told::sold(&t, &view.kit))
        .and(t.get("offer-fact-given"), t.money(&offer.given))
        .and(t.get("offer-fact-standing"), offers_told::standing(&t, view.kit.state));
    let mut blocks = Vec::new();
    if let (true, Some(why)) = (view.kit.is_seen(), told::closed(&t, &view)) {
        blocks.push(Block::Notice(Notice::new(Tone::Care, t.get("kit-closed"), why)));
    }
    let look = Button::second(t.get("feast-look")).to(t.path(&format!("{HERE}/{}/preview", view.kit.id)));
    let decide = Button::main(t.get("kit-offer")).to(t.path(&format!("/head/offers/{}", view.kit.offer)));
    let again = Button::second(t.get("kit-again")).to(t.path(&format!("{NEW}?from={}", view.kit.id)));
    blocks.extend([
        Block::Facts(facts),
        Block::Rows(Rows { rows: view.parts.iter().map(part).collect() }),
        Block::Button(look),
        Block::Button(decide),
        Block::Button(again),
    ]);
    send(&app, t, &asked, &asked.rest, &board(&head, t.pick(&view.kit.name).to_owned(), blocks))
}

/// `GET /{lang}/head/kits/{id}/preview`: the page as everybody will see it.
pub(super) async fn preview(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    _head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let view = find(&mut app.db().read().await?, &id).await?;
    let page = shop::page(&app, t, &view, "").await?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}
