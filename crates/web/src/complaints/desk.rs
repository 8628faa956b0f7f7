//! The desks of complaints: an officer's, a head's, the DC's office's; a hub's list, whose page goes on in `hub`. One handler per verb; the address says whose desk it is.

use axum::extract::{FromRequestParts, OriginalUri, Path, State};
use axum::http::request::Parts;
use axum::response::Response;
use kernel::Limit;
use kernel::ids::HubId;
use market::complaints::{self, By, Complaint, ComplaintError, ComplaintState, Outcome, Scope, Side};
use market::media::Eyes;
use market::media::act::Kept;

use super::told;
use crate::app::App;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::{self, send, to};
use crate::error::{WebError, split_language};
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Field, Kind, PhotoAsk, Radios, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded, SendForm};
use crate::views::desk::Desk;
use crate::who::{Buyer, DcOffice, Head, Keeper, Officer};

/// Complaints in a list.
const LIST: Limit = Limit::of(100);

/// Somebody at one of the three desks.
pub(super) struct Sitting {
    desk: Desk,
    buyer: Buyer,
    by: By,
}

impl FromRequestParts<App> for Sitting {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0).clone();
        let at = split_language(uri.path()).map_or("", |(_, rest)| rest);
        let (desk, buyer, scope) = match at.split('/').nth(1) {
            Some("officer") => {
                let officer = Officer::from_request_parts(parts, app).await?;
                (Desk::Officer, officer.buyer, Scope::Officer(officer.post.blocks))
            }
            Some("head") => (Desk::Head, Head::from_request_parts(parts, app).await?.buyer, Scope::Head),
            Some("office") => {
                (Desk::Office, DcOffice::from_request_parts(parts, app).await?.buyer, Scope::Office)
            }
            Some("hub") => {
                let keeper = Keeper::from_request_parts(parts, app).await?;
                (Desk::Hub, keeper.buyer, Scope::Hub(keeper.hub))
            }
            _ => return Err(WebError::Missing),
        };
        let by = By { person: buyer.who.person, scope };
        Ok(Sitting { desk, buyer, by })
    }
}

impl Sitting {
    pub(super) const fn room(&self) -> &'static str {
        match self.desk {
            Desk::Head => "/head/complaints",
            Desk::Office => "/office/complaints",
            Desk::Hub => "/hub/complaints",
            Desk::Officer | Desk::Maker | Desk::Finance | Desk::Administrator => "/officer/complaints",
        }
    }

    /// What the list is for.
    fn lead(&self, t: &Text) -> String {
        t.get(if self.desk == Desk::Hub { "hubcare-lead" } else { "complaint-desk-lead" })
    }

    /// The hub she keeps, if this is its desk.
    pub(super) const fn hub(&self) -> Option<HubId> {
        match self.by.scope {
            Scope::Hub(hub) => Some(hub),
            Scope::Officer(_) | Scope::Head | Scope::Office => None,
        }
    }

    pub(super) const fn by(&self) -> &By {
        &self.by
    }

    fn board(&self, title: String, lead: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
        let whose = desk::told::name_of(&self.buyer);
        Board::of(self.desk, whose, self.room(), title, blocks).led(lead).wrong(wrongs)
    }

    pub(super) async fn find(&self, app: &App, number: &str) -> Result<Complaint, WebError> {
        let found = complaints::by_number(&mut app.db().read().await?, Some(&self.by), number).await?;
        found.ok_or(WebError::Missing)
    }
}

/// `GET /{lang}/officer/complaints`, and the other desks': what is open, what climbed highest first.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let open = complaints::waiting(&mut read, &sitting.by, LIST).await?;
    let known = complaints::counterfeiters(&mut read, LIST).await?;
    drop(read);
    let mut blocks = Vec::new();
    if open.is_empty() {
        blocks.push(Block::Text(t.get("complaint-none-open")));
    } else {
        blocks.push(Block::Rows(told::rows(&t, &open, sitting.room(), app.db().now())));
    }
    if matches!(sitting.desk, Desk::Head | Desk::Office) && !known.is_empty() {
        let row = |one: &complaints::Counterfeiter| Row {
            href: t.path(&format!("/makers/{}", one.slug)),
            title: t.pick(&one.maker).to_owned(),
            figure: one.count.to_string(),
            note: t.day(&one.last_at.day()),
            standing: String::new(),
        };
        blocks.push(Block::Heading(t.get("complaint-counterfeiters")));
        blocks.push(Block::Rows(Rows { rows: known.iter().map(row).collect() }));
    }
    if sitting.desk == Desk::Office {
        blocks.push(Block::Heading(t.get("complaint-register")));
        blocks.push(Block::Form(super::register::form(&t, app.db().now().day())));
    }
    let board = sitting.board(t.get("room-complaints"), sitting.lead(&t), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET …/complaints/{number}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(number): Path<String>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, &number).await?;
    let board = page(&app, &t, &sitting, &one, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

pub(super) async fn page(
    app: &App,
    t: &Text,
    sitting: &Sitting,
    one: &Complaint,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let here = format!("{}/{}", sitting.room(), one.number);
    let mut blocks = vec![told::facts(t, one)];
    if one.counterfeits > 0 {
        let told = t
            .say("complaint-counterfeits")
            .set("count", usize::try_from(one.counterfeits).unwrap_or(0))
            .to_string();
        blocks.push(Block::Notice(crate::parts::Notice::new(crate::parts::Tone::Care, told, String::new())));
    }
    blocks.push(Block::Heading(t.get("complaint-clocks")));
    blocks.push(told::clocks(t, one, app.db().now()));
    blocks.push(Block::Heading(t.get("complaint-talk")));
    blocks.push(told::talk(t, one, &format!("{here}/photos"), Side::Desk));
    let key = Some(key_for(&sitting.buyer.session));
    if let Some(hub) = sitting.hub() {
        blocks.extend(super::hub::blocks(app, t, (one, hub), key, typed, &wrongs).await?);
        return Ok(sitting.board(one.number.clone(), String::new(), wrongs, blocks));
    }
    if one.state == ComplaintState::Opened {
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("{here}/acknowledgement")),
            button: Button::second(t.get("complaint-acknowledge")),
            with: Vec::new(),
            form_key: key.clone(),
        }));
    }
    if one.state.is_open() {
        blocks.push(Block::Send(answer_form(t, &here, key.clone(), typed, &wrongs)));
        blocks.push(Block::Folded(closing(t, sitting, one, key, typed, &wrongs)));
    }
    Ok(sitting.board(one.number.clone(), String::new(), wrongs, blocks))
}

fn answer_form(t: &Text, here: &str, key: Option<String>, typed: &Typed, wrongs: &Wrongs) -> SendForm {
    let field = Field::named(t, "complaint_answer", Kind::Lines, typed.get("complaint_answer"), wrongs);
    SendForm {
        form: BoardForm {
            action: t.path(&format!("{here}/answers")),
            method: "post",
            asks: vec![Ask::Field(field)],
            with: Vec::new(),
            button: Button::main(t.get("complaint-answer")),
            form_key: key,
        },
        photo: Some(PhotoAsk {
            role: "complaint",
            label: t.get("complaint-photo"),
            hint: String::new(),
            error: wrongs.of("file-complaint").map(str::to_owned),
        }),
    }
}

fn closing(
    t: &Text,
    sitting: &Sitting,
    one: &Complaint,
    key: Option<String>,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Folded {
    // An officer finds nothing counterfeit alone, and without a maker nobody does.
    let may = |outcome: &&Outcome| {
        **outcome != Outcome::Counterfeit || (sitting.desk != Desk::Officer && one.maker_id.is_some())
    };
    let choice = |outcome: &Outcome| {
        Choice::new(outcome.as_str(), t.get(&format!("complaint-outcome-{outcome}")))
            .chosen_if(typed.get("complaint_outcome"))
    };
    let radios = Radios {
        name: "complaint_outcome".to_owned(),
        label: t.get("complaint-outcome"),
        error: wrongs.of("complaint_outcome").map(str::to_owned),
        choices: Outcome::ALL.iter().filter(may).map(choice).collect(),
    };
    let words = Field::named(t, "complaint_end", Kind::Lines, typed.get("complaint_end"), wrongs);
    Folded {
        summary: t.get("complaint-close"),
        open: wrongs.of("complaint_outcome").is_some() || wrongs.of("complaint_end").is_some(),
        form: BoardForm {
            action: t.path(&format!("{}/{}/closing", sitting.room(), one.number)),
            method: "post",
            asks: vec![Ask::Radios(radios), Ask::Field(words)],
            with: Vec::new(),
            button: Button::main(t.get("complaint-close")),
            form_key: key,
        },
    }
}

/// `POST …/acknowledgement`.
pub(super) async fn acknowledge(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    Path(number): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    complaints::acknowledge(app.db(), &sitting.by, &number).await?;
    Ok(to(&t, &format!("{}/{number}", sitting.room())))
}

/// The photo beside an answer, if there is one and it is one.
pub(super) async fn developed(
    app: &App,
    t: &Text,
    form: &WithPhoto,
    wrongs: &mut Wrongs,
) -> Result<Option<Kept>, WebError> {
    let Some(photo) = &form.photo else { return Ok(None) };
    match darkroom::develop(app, photo.clone(), Eyes::Few).await? {
        Ok(kept) => Ok(Some(kept)),
        Err(why) => {
            wrongs.add("file-complaint", t.get(key_of(why)));
            Ok(None)
        }
    }
}

/// `POST …/answers`.
pub(super) async fn answer(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(number): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, &number).await?;
    let mut wrongs = Wrongs::none();
    let photo = developed(&app, &t, &form, &mut wrongs).await?;
    let here = format!("{}/{number}", sitting.room());
    if wrongs.is_empty() {
        let words = form.typed.get("complaint_answer");
        match complaints::answer(app.db(), &sitting.by, &number, words, photo.as_ref()).await {
            Ok(()) => return Ok(to(&t, &here)),
            Err(ComplaintError::NoWords) => wrongs.add("complaint_answer", t.get("complaint-wrong-words")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &sitting, &one, &form.typed, wrongs).await?;
    send(&app, t, &asked, &here, &board)
}

/// `POST …/closing`.
pub(super) async fn close(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(number): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, &number).await?;
    let mut wrongs = Wrongs::none();
    match typed.get("complaint_outcome").parse::<Outcome>() {
        Err(_) => wrongs.add("complaint_outcome", t.get("complaint-wrong-outcome")),
        Ok(outcome) => {
            let words = typed.get("complaint_end");
            match complaints::close(app.db(), &sitting.by, &number, outcome, words).await {
                Ok(()) => return Ok(to(&t, sitting.room())),
                Err(ComplaintError::NoWords) => wrongs.add("complaint_end", t.get("complaint-wrong-words")),
                Err(ComplaintError::NotYours) => {
                    wrongs.add("complaint_outcome", t.get("complaint-wrong-counterfeit"));
                }
                Err(cause) => return Err(cause.into()),
            }
        }
    }
    let board = page(&app, &t, &sitting, &one, &typed, wrongs).await?;
    send(&app, t, &asked, &format!("{}/{number}", sitting.room()), &board)
}

/// `GET …/complaints/{number}/photos/{seq}`.
pub(super) async fn photo(
    State(app): State<App>,
    sitting: Sitting,
    Path((number, seq)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, &number).await?;
    let seq = seq.parse().map_err(|_| WebError::Missing)?;
    let picture = complaints::picture(&mut app.db().read().await?, one.id, seq).await?;
    super::picture(&app, picture).await
}
