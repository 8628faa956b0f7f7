//! What a reader abroad is told of a good, and the form in which she asks for it; then what came of that.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::digits::only_digits;
use market::catalogue::{self, ProductPage};
use market::export::EnquiryState;
use market::export::book::{self, Country};
use market::export::enquiry::{self, Ask as Asking, Buyer, Enquiry};
use market::export::ready::{self, Abroad, Ready, Reference, Verdict};
use market::orders::Order;
use serde::Deserialize;
use store::{Read, chance};

use super::told;
use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Facts, Field, Kind, Notice, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::Visitor;

/// Pieces somebody may ask for at once.
const PIECES_MOST: u32 = 50;

/// Where to, and how many.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    country: String,
    quantity: String,
}

impl Wish {
    /// How many; nothing for what is no count that may be asked for. Who has not said yet asks for one.
    fn quantity(&self) -> Option<u32> {
        if self.quantity.is_empty() {
            return Some(1);
        }
        only_digits(&self.quantity).parse().ok().filter(|n| (1..=PIECES_MOST).contains(n))
    }
}

/// `GET /{lang}/abroad/{slug}?country=DE&quantity=2`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(slug): Path<String>,
    Query(wish): Query<Wish>,
) -> Result<Response, WebError> {
    let page = page(&app, &t, &visitor, (&slug, &wish), &Typed::default(), Wrongs::none()).await?;
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// The good with its checklist.
async fn good(read: &mut Read, slug: &str) -> Result<(ProductPage, Ready), WebError> {
    let page = catalogue::read::product_page(read, slug).await?.ok_or(WebError::Missing)?;
    let ready = ready::of_product(read, page.facts.id).await?.ok_or(WebError::Missing)?;
    Ok((page, ready))
}

async fn page(
    app: &App,
    t: &Text,
    visitor: &Visitor,
    (slug, wish): (&str, &Wish),
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Leaf, WebError> {
    let mut read = app.db().read().await?;
    let (good, ready) = good(&mut read, slug).await?;
    let countries = book::countries(&mut read).await?;
    let unit = good.variants.first().map(|variant| variant.price).ok_or(WebError::Missing)?;
    let chosen = countries.iter().find(|country| country.code == wish.country).cloned();
    let told = match chosen.zip(wish.quantity()) {
        Some((country, quantity)) => Some(ready::abroad(&mut read, &ready, country, (unit, quantity)).await?),
        None => None,
    };
    drop(read);
    let mut blocks = vec![Block::Form(choose(t, slug, &countries, wish))];
    if let Some(told) = &told {
        blocks.extend(answer(t, told, &ready));
        if !matches!(told.verdict, Verdict::Stays(_) | Verdict::Stopped(..)) {
            blocks.push(Block::Heading(t.get("abroad-ask")));
            blocks.push(Block::Text(t.get("abroad-ask.text")));
            blocks.push(Block::Form(form(t, visitor, (slug, wish), typed, &wrongs)));
        }
    }
    let back = Button::second(t.get("abroad-back")).to(t.path(&format!("/products/{slug}")));
    blocks.push(Block::Button(back));
    let title = t.say("abroad-title").set("good", t.pick(&good.facts.name)).to_string();
    Ok(Leaf { title, lead: t.get("abroad-lead"), wrongs, news: None, blocks })
}

/// Which country, how many.
fn choose(t: &Text, slug: &str, countries: &[Country], wish: &Wish) -> BoardForm {
    let choice = |country: &Country| {
        Choice::new(country.code.clone(), t.pick(&country.name())).chosen_if(&wish.country)
    };
    let none = Wrongs::none();
    let wrong = wish.quantity().is_none().then(|| t.get("export-wrong-abroad_quantity"));
    BoardForm {
        action: t.path(&format!("/abroad/{slug}")),
        method: "get",
        asks: vec![
            told::select(t, ("country", "abroad-country"), countries.iter().map(choice).collect(), &none),
            Ask::Field(Field {
                name: "quantity".to_owned(),
                label: t.get("abroad-pieces"),
                hint: String::new(),
                value: if wish.quantity.is_empty() { "1".to_owned() } else { wish.quantity.clone() },
                error: wrong,
                kind: Kind::Count,
            }),
        ],
        with: Vec::new(),
        button: Button::second(t.get("abroad-see")),
        form_key: None,
    }
}

/// A price in another money, with the rate it stands on.
pub(super) fn reference(t: &Text, found: Option<&Reference>) -> String {
    found.map_or_else(
        || t.get("abroad-no-rate"),
        |one| {
            t.say("abroad-about")
                .set("amount", &one.written)
                .set("rate", &one.rate)
                .set("day", one.day.written())
                .set("source", &one.source)
                .to_string()
        },
    )
}

fn answer(t: &Text, told: &Abroad, ready: &Ready) -> Vec<Block> {
    let title = |key: &str| t.say(key).set("country", t.pick(&told.country.name())).to_string();
    let says = told::verdict(t, &told.verdict);
    let mut blocks = vec![match told.verdict {
        Verdict::Stays(_) | Verdict::Stopped(..) => {
            return vec![Block::Notice(Notice::new(Tone::Stop, title("abroad-stays"), says))];
        }
        Verdict::Unknown => Block::Notice(Notice::new(Tone::Care, title("abroad-unknown"), says)),
        Verdict::Goes | Verdict::WithCertificate(_) if ready.lacks.is_empty() => {
            Block::Notice(Notice::new(Tone::Good, title("abroad-goes"), says))
        }
        Verdict::Goes | Verdict::WithCertificate(_) => {
            Block::Notice(Notice::new(Tone::Care, title("abroad-not-ready"), t.get("abroad-not-ready.text")))
        }
    }];
    let freight = match told.freight {
        Some((service, price)) => {
            format!("{} · {}", t.money(&price), t.get(&format!("export-service-{service}")))
        }
        None => t.get("abroad-freight-asked"),
    };
    let days = t
        .say("abroad-days")
        .set("from", told.country.days_from.to_string())
        .set("to", told.country.days_to.to_string())
        .to_string();
    blocks.push(Block::Facts(
        Facts::default()
            .and(t.get("abroad-price"), t.money(&told.price))
            .and(t.get("abroad-reference"), reference(t, told.reference.as_ref()))
            .and(t.get("abroad-freight"), freight)
            .and(t.get("abroad-travels"), days)
            .and(t.get("abroad-duties"), t.get("abroad-duties.text"))
            .and(t.get("abroad-paid"), t.get("abroad-paid.text")),
    ));
    blocks
}

const FIELDS: [(&str, Kind); 7] = [
    ("abroad_name", Kind::Name),
    ("abroad_street", Kind::House),
    ("abroad_city", Kind::Words),
    ("abroad_region", Kind::Words),
    ("abroad_postal", Kind::Words),
    ("abroad_phone", Kind::Mobile),
    ("abroad_email", Kind::Words),
];

fn form(
    t: &Text,
    visitor: &Visitor,
    (slug, wish): (&str, &Wish),
    typed: &Typed,
    wrongs: &Wrongs,
) -> BoardForm {
    let field =
        |(name, kind): &(&str, Kind)| Ask::Field(Field::named(t, name, *kind, typed.get(name), wrongs));
    let once = if typed.get("once").is_empty() { chance::letters(16) } else { typed.get("once").to_owned() };
    BoardForm {
        action: t.path("/enquiries"),
        method: "post",
        asks: FIELDS.iter().map(field).collect(),
        with: vec![
            ("good".to_owned(), slug.to_owned()),
            ("country".to_owned(), wish.country.clone()),
            ("quantity".to_owned(), wish.quantity().unwrap_or(1).to_string()),
            ("once".to_owned(), once),
        ],
        button: Button::main(t.get("abroad-send")),
        form_key: visitor.0.as_ref().map(key_for),
    }
}

/// `POST /{lang}/enquiries`: takes an enquiry in.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (slug, once) = (typed.get("good"), typed.get("once"));
    if slug.is_empty() || once.is_empty() {
        return Err(WebError::Unclear("fault-unclear.text"));
    }
    let wish = Wish { country: typed.get("country").to_owned(), quantity: typed.get("quantity").to_owned() };
    let variant = {
        let (page, _) = good(&mut app.db().read().await?, slug).await?;
        page.variants.first().map(|variant| variant.id).ok_or(WebError::Missing)?
    };
    let buyer = buyer(&typed);
    let asking = Asking {
        variant,
        quantity: wish.quantity().unwrap_or(0),
        country: &wish.country,
        lang: t.lang,
        buyer: &buyer,
        once,
    };
    match enquiry::ask(app.db(), &asking).await {
        Ok(code) => Ok(Redirect::to(&t.path(&format!("/enquiries/{code}"))).into_response()),
        Err(cause) => {
            let wrongs = told::wrong(&t, cause, "abroad_name")?;
            let page = page(&app, &t, &visitor, (slug, &wish), &typed, wrongs).await?;
            let visit = visitor.visit(&format!("/abroad/{slug}"));
            respond::view(&app, t, &visit, &page, &asked.headers)
        }
    }
}

fn buyer(typed: &Typed) -> Buyer {
    let of = |name: &str| typed.get(name).to_owned();
    Buyer {
        name: of("abroad_name"),
        street: of("abroad_street"),
        city: of("abroad_city"),
        region: of("abroad_region"),
        postal: of("abroad_postal"),
        phone: of("abroad_phone"),
        email: of("abroad_email"),
    }
}

/// `GET /{lang}/enquiries/{code}`: how it stands; whoever has the code may look, as with orders. The address is not shown.
pub(super) async fn enquiry(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let found = enquiry::by_code(&mut read, &code).await?.ok_or(WebError::Missing)?;
    let country = book::country(&mut read, &found.row.country).await?.ok_or(WebError::Missing)?;
    let amount = found.row.total.or_else(|| found.row.unit.times(found.row.quantity)).unwrap_or_default();
    let about = ready::reference(&mut read, &country, amount).await?;
    drop(read);
    let page = stands(&t, &found, &country, about.as_ref());
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

fn stands(t: &Text, found: &Enquiry, country: &Country, about: Option<&Reference>) -> Leaf {
    let row = &found.row;
    let (tone, key) = match (row.state, row.order_state) {
        (EnquiryState::Asked, _) => (Tone::Plain, "enquiry-asked"),
        (EnquiryState::Refused, _) => (Tone::Stop, "enquiry-refused"),
        (EnquiryState::Offered, Some(Order::Placed)) => (Tone::Good, "enquiry-offered"),
        (EnquiryState::Offered, Some(Order::Expired)) => (Tone::Care, "enquiry-expired"),
        (EnquiryState::Offered, _) => (Tone::Good, "enquiry-paid"),
    };
    let says = if row.reason.is_empty() { t.get(&format!("{key}.text")) } else { row.reason.clone() };
    let total = row.total.map(|total| t.money(&total)).unwrap_or_default();
    let freight = row.freight.map(|freight| t.money(&freight)).unwrap_or_default();
    let until = row.expires.filter(|_| row.order_state == Some(Order::Placed));
    let facts = Facts::default()
        .and(t.get("enquiry-code"), row.code.clone())
        .and(t.get("enquiry-good"), format!("{} × {}", t.pick(&found.good()), row.quantity))
        .and(t.get("abroad-country"), t.pick(&country.name()).to_owned())
        .and(t.get("abroad-freight"), freight)
        .and(t.get("enquiry-total"), total)
        .and(t.get("abroad-reference"), reference(t, about))
        .and(t.get("abroad-duties"), t.get("abroad-duties.text"))
        .and(t.get("enquiry-until"), until.map(|at| t.moment(&at)).unwrap_or_default());
    let mut blocks = vec![Block::Notice(Notice::new(tone, t.get(key), says)), Block::Facts(facts)];
    match (row.order_state, &row.order_code) {
        (Some(Order::Placed), Some(code)) => {
            let pay = Button::main(t.get("enquiry-pay")).to(t.path(&format!("/orders/{code}/payment")));
            blocks.push(Block::Button(pay));
        }
        (Some(Order::Confirmed | Order::Completed | Order::Cancelled), Some(code)) => {
            let follow = Button::second(t.get("enquiry-follow")).to(t.path(&format!("/orders/{code}")));
            blocks.push(Block::Button(follow));
        }
        _ => {}
    }
    blocks.push(Block::Text(t.get("enquiry-keep")));
    Leaf { title: t.get("enquiry-title"), lead: String::new(), wrongs: Wrongs::none(), news: None, blocks }
}
