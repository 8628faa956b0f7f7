//! The desks of returns: an officer's and finance's decide, a keeper looks at what came back. The address says whose desk it is.

use axum::extract::{FromRequestParts, OriginalUri, Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use kernel::Limit;
use kernel::ids::ReturnId;
use market::returns::{self, Decision, Fault, Finding, Return, ReturnError, ReturnState, Scope};

use super::told;
use crate::app::App;
use crate::complaints::picture;
use crate::desk::{self, id_of, send, to};
use crate::error::{WebError, split_language};
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Facts, Field, Kind, Radios, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded, Seen};
use crate::views::desk::Desk;
use crate::who::{Buyer, Finance, Keeper, Officer};

/// Returns in a list.
const LIST: Limit = Limit::of(100);

/// Somebody at one of the three desks.
pub(super) struct Sitting {
    desk: Desk,
    buyer: Buyer,
    scope: Scope,
}

impl FromRequestParts<App> for Sitting {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0).clone();
        let at = split_language(uri.path()).map_or("", |(_, rest)| rest);
        match at.split('/').nth(1) {
            Some("officer") => {
                let officer = Officer::from_request_parts(parts, app).await?;
                let scope = Scope::Officer(officer.post.blocks);
                Ok(Sitting { desk: Desk::Officer, buyer: officer.buyer, scope })
            }
            Some("finance") => {
                let buyer = Finance::from_request_parts(parts, app).await?.buyer;
                Ok(Sitting { desk: Desk::Finance, buyer, scope: Scope::Finance })
            }
            Some("hub") => {
                let keeper = Keeper::from_request_parts(parts, app).await?;
                Ok(Sitting { desk: Desk::Hub, buyer: keeper.buyer, scope: Scope::Hub(keeper.hub) })
            }
            _ => Err(WebError::Missing),
        }
    }
}

impl Sitting {
    const fn room(&self) -> &'static str {
        match self.desk {
            Desk::Hub => "/hub/returns",
            Desk::Finance => "/finance/returns",
            Desk::Officer | Desk::Maker | Desk::Head | Desk::Office | Desk::Administrator => {
                "/officer/returns"
            }
        }
    }

    fn board(&self, title: String, lead: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
        let whose = desk::told::name_of(&self.buyer);
        Board::of(self.desk, whose, self.room(), title, blocks).led(lead).wrong(wrongs)
    }

    fn form(&self, t: &Text, one: &Return, to: &str, asks: Vec<Ask>, button: Button) -> BoardForm {
        BoardForm {
            action: t.path(&format!("{}/{}/{to}", self.room(), one.own.id)),
            method: "post",
            asks,
            with: Vec::new(),
            button,
            form_key: Some(key_for(&self.buyer.session)),
        }
    }

    async fn find(&self, app: &App, id: ReturnId) -> Result<Return, WebError> {
        returns::one(&mut app.db().read().await?, &self.scope, id).await?.ok_or(WebError::Missing)
    }
}

/// `GET /{lang}/officer/returns`, and the other desks': what waits here, the oldest first.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let all = match &sitting.scope {
        Scope::Hub(hub) => returns::awaited_at(&mut read, *hub, LIST).await?,
        scope => returns::waiting(&mut read, scope, LIST).await?,
    };
    drop(read);
    let row = |one: &Return| Row {
        href: t.path(&format!("{}/{}", sitting.room(), one.own.id)),
        title: told::title(&t, &one.own),
        figure: t.money(&one.gross),
        note: format!("{} · {}", one.order, t.moment(&one.own.asked_at)),
        standing: told::standing(&t, &one.own),
    };
    let blocks = if all.is_empty() {
        vec![Block::Text(t.get("return-none"))]
    } else {
        vec![Block::Rows(Rows { rows: all.iter().map(row).collect() })]
    };
    let lead = t.get(if sitting.desk == Desk::Hub { "return-hub-lead" } else { "return-desk-lead" });
    let board = sitting.board(t.get("room-returns"), lead, Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET …/returns/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, id_of(&id)?).await?;
    let board = page(&t, &sitting, &one, &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

fn page(t: &Text, sitting: &Sitting, one: &Return, typed: &Typed, wrongs: Wrongs) -> Board {
    let own = &one.own;
    let fault = one.fault.map(|fault| t.get(&format!("return-fault-{fault}"))).unwrap_or_default();
    let facts = Facts::default()
        .and(t.get("return-reason"), t.get(&format!("return-reason-{}", own.reason)))
        .and(t.get("return-says"), &own.words)
        .and(t.get("field-order"), &one.order)
        .and(t.get("return-parcel"), &one.parcel)
        .and(t.get("complaint-maker"), t.pick(&one.maker))
        .and(t.get("return-worth"), t.money(&one.gross))
        .and(t.get("return-wish"), t.get(&format!("return-wish-{}", own.wish)))
        .and(t.get("return-way"), t.get(&format!("return-way-{}", own.way)))
        .and(t.get("field-fault"), fault)
        .and(t.get("return-stands"), told::standing(t, own))
        .and(t.get("return-why"), t.reason(&own.why));
    let mut blocks = vec![Block::Facts(facts)];
    let at = format!("{}/{}/photos", sitting.room(), own.id);
    let seen = |which: &str| Seen {
        file: t.path(&format!("{at}/{which}")),
        shows: t.get(&format!("return-photo-{which}")),
        when: String::new(),
    };
    let photos: Vec<Seen> = [(one.has_photo, "buyer"), (one.has_hub_photo, "hub")]
        .into_iter()
        .filter(|(there, _)| *there)
        .map(|(_, which)| seen(which))
        .collect();
    if photos.is_empty() {
        blocks.push(Block::Text(t.get("return-no-photo")));
    } else {
        blocks.push(Block::Photos(photos));
    }
    match (sitting.desk, own.state) {
        (Desk::Hub, ReturnState::Awaited) => {
            if own.fetch_asked_at.is_some() && own.fetched_at.is_none() {
                let form =
                    sitting.form(t, one, "fetching", Vec::new(), Button::second(t.get("return-fetched")));
                blocks.push(Block::Form(form));
            }
            blocks.push(Block::Form(inspection(t, sitting, one, typed, &wrongs)))
        }
        (Desk::Officer | Desk::Finance, ReturnState::Asked) => {
            blocks.extend(decision(t, sitting, one, typed, &wrongs));
        }
        _ => {}
    }
    sitting.board(told::title(t, own), String::new(), wrongs, blocks)
}

/// Whose fault it was, or why not.
fn decision(t: &Text, sitting: &Sitting, one: &Return, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let likely = returns::rules::likely(one.own.reason).as_str();
    let chosen = if typed.get("return_fault").is_empty() { likely } else { typed.get("return_fault") };
    let choice = |fault: &Fault| {
        let key = format!("return-fault-{fault}");
        Choice::new(fault.as_str(), t.get(&key)).hint(t.get(&format!("{key}.hint"))).chosen_if(chosen)
    };
    let radios = Radios {
        name: "return_fault".to_owned(),
        label: t.get("field-fault"),
        error: wrongs.of("return_fault").map(str::to_owned),
        choices: Fault::ALL.iter().map(choice).collect(),
    };
    let button = Button::main(t.get(&format!("return-right-{}", one.own.way)));
    let why = Field::named(t, "return_why", Kind::Words, typed.get("return_why"), wrongs);
    let refuse = Button::second(t.get("return-refuse"));
    vec![
        Block::Form(sitting.form(t, one, "decision", vec![Ask::Radios(radios)], button)),
        Block::Folded(Folded {
            summary: t.get("return-refuse"),
            open: wrongs.of("return_why").is_some(),
            form: sitting.form(t, one, "decision", vec![Ask::Field(why)], refuse),
        }),
    ]
}

/// What a keeper finds.
fn inspection(t: &Text, sitting: &Sitting, one: &Return, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let choice = |word: &str| {
        let key = format!("return-found-{word}");
        Choice::new(word, t.get(&key)).chosen_if(typed.get("return_found"))
    };
    let words: &[&str] =
        if one.lies_ready { &["shelf", "written_off", "fails"] } else { &["written_off", "fails"] };
    let radios = Radios {
        name: "return_found".to_owned(),
        label: t.get("return-found"),
        error: wrongs.of("return_found").map(str::to_owned),
        choices: words.iter().map(|word| choice(word)).collect(),
    };
    let why = Field::named(t, "return_why", Kind::Words, typed.get("return_why"), wrongs);
    let asks = vec![Ask::Radios(radios), Ask::Field(why)];
    sitting.form(t, one, "inspection", asks, Button::main(t.get("return-inspected")))
}

/// `POST …/decision`.
pub(super) async fn decide(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, id_of(&id)?).await?;
    let says = match typed.get("return_fault") {
        "" => Some(Decision::Refused(typed.get("return_why"))),
        fault => fault.parse().ok().map(Decision::Right),
    };
    let mut wrongs = Wrongs::none();
    match says {
        None => wrongs.add("return_fault", t.get("claim-wrong-fault")),
        Some(says) => {
            let by = (sitting.buyer.who.person, &sitting.scope);
            match returns::decide(app.db(), by, one.own.id, says).await {
                Ok(()) => return Ok(to(&t, sitting.room())),
                Err(ReturnError::NoWords) => wrongs.add("return_why", t.get("return-wrong-words")),
                Err(cause) => return Err(cause.into()),
            }
        }
    }
    let board = page(&t, &sitting, &one, &typed, wrongs);
    send(&app, t, &asked, &format!("{}/{id}", sitting.room()), &board)
}

/// `POST /{lang}/hub/returns/{id}/inspection`.
pub(super) async fn inspect(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, id_of(&id)?).await?;
    let Scope::Hub(hub) = sitting.scope else { return Err(WebError::Missing) };
    let finding = match typed.get("return_found") {
        "shelf" => Some(Finding::ToShelf),
        "written_off" => Some(Finding::WrittenOff),
        "fails" => Some(Finding::Fails(typed.get("return_why"))),
        _ => None,
    };
    let mut wrongs = Wrongs::none();
    match finding {
        None => wrongs.add("return_found", t.get("return-wrong-found")),
        Some(finding) => {
            match returns::inspect(app.db(), (sitting.buyer.who.person, hub), one.own.id, finding).await {
                Ok(()) => return Ok(to(&t, sitting.room())),
                Err(ReturnError::NoWords) => wrongs.add("return_why", t.get("return-wrong-words")),
                Err(cause) => return Err(cause.into()),
            }
        }
    }
    let board = page(&t, &sitting, &one, &typed, wrongs);
    send(&app, t, &asked, &format!("{}/{id}", sitting.room()), &board)
}

/// `POST /{lang}/hub/returns/{id}/fetching`: a runner has brought it.
pub(super) async fn fetched(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    Path(id): Path<String>,
    _: Filled<Nothing>,
) -> Result<Response, WebError> {
    let Scope::Hub(hub) = sitting.scope else { return Err(WebError::Missing) };
    returns::fetched(app.db(), (sitting.buyer.who.person, hub), id_of(&id)?).await?;
    Ok(to(&t, &format!("{}/{id}", sitting.room())))
}

/// `GET …/returns/{id}/photos/{which}`: the buyer's, or what the hub saw before it left.
pub(super) async fn photo(
    State(app): State<App>,
    sitting: Sitting,
    Path((id, which)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let found = returns::picture(&mut app.db().read().await?, &sitting.scope, id_of(&id)?, &which).await?;
    picture(&app, found).await
}
