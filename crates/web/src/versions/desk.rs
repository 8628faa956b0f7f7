//! Whoever looks at what is proposed: an officer for her blocks, a head for the makers of his department. Old and new stand side
//! by side; a yes publishes exactly what was looked at.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::response::Response;
use http::request::Parts;
use kernel::ids::ProposalId;
use market::proposals::{self, Proposal, ProposalError, Reviewer, State as Stands};
use serde::Deserialize;

use super::told;
use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{
    Button, Deed, Facts, Field, Kind, Moment, Notice, Progress, Row, Rows, Timeline, Tone, Wrongs,
};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::views::desk::Desk;
use crate::who::{Buyer, Head, Officer};

/// A reviewer at her desk.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    buyer: Buyer,
    reviewer: Reviewer,
    desk: Desk,
}

impl FromRequestParts<App> for Seat {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Ok(asked) = Asked::from_request_parts(parts, app).await;
        if asked.rest.starts_with("/head/") {
            let Head { buyer, department } = Head::from_request_parts(parts, app).await?;
            let reviewer = Reviewer::head(buyer.who.person, department);
            return Ok(Seat { buyer, reviewer, desk: Desk::Head });
        }
        let Officer { buyer, post } = Officer::from_request_parts(parts, app).await?;
        let reviewer = Reviewer::officer(buyer.who.person, post.blocks);
        Ok(Seat { buyer, reviewer, desk: Desk::Officer })
    }
}

impl Seat {
    const fn room(&self) -> &'static str {
        if matches!(self.desk, Desk::Head) { "/head/proposals" } else { "/officer/proposals" }
    }

    fn board(&self, title: String, lead: String, wrongs: Wrongs, blocks: Vec<Block>) -> Board {
        let whose = desk::told::name_of(&self.buyer);
        Board::of(self.desk, whose, self.room(), title, blocks).led(lead).wrong(wrongs)
    }
}

/// What was decided just now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    done: String,
}

/// `GET …/proposals`: what waits, the longest waiting first.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    seat: Seat,
    asked: Asked,
    Query(done): Query<Done>,
) -> Result<Response, WebError> {
    let waiting = proposals::waiting(&mut app.db().read().await?, &seat.reviewer).await?;
    let mut blocks = Vec::new();
    for (word, key) in [("approved", "versions-is-approved"), ("refused", "versions-is-refused")] {
        if done.done == word {
            blocks.push(Block::Notice(Notice::new(Tone::Good, t.get(key), "")));
        }
    }
    if waiting.is_empty() {
        blocks.push(Block::Text(t.get("versions-none")));
    } else {
        let row = |proposal: &Proposal| row(&t, &seat, proposal);
        blocks.push(Block::Rows(Rows { rows: waiting.iter().map(row).collect() }));
    }
    let board = seat.board(t.get("room-proposals"), t.get("versions-lead"), Wrongs::none(), blocks);
    send(&app, t, &asked, &asked.rest, &board)
}

fn row(t: &Text, seat: &Seat, proposal: &Proposal) -> Row {
    let own = proposal.asked_by == seat.reviewer.person;
    Row {
        href: t.path(&format!("{}/{}", seat.room(), proposal.id)),
        title: told::title(t, proposal),
        figure: String::new(),
        note: format!("{}, {}", t.pick(&proposal.maker_name), t.pick(&proposal.village)),
        standing: if own { t.get("versions-own") } else { told::asked(t, proposal) },
    }
}

/// `GET …/proposals/{id}`: old beside new.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    seat: Seat,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &seat, id_of(&id)?, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    seat: &Seat,
    id: ProposalId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let proposal = proposals::seen(&mut read, &seat.reviewer, id).await?.ok_or(WebError::Missing)?;
    let changes = proposals::changes(&mut read, id).await?;
    let newer = proposals::newest(&mut read, proposal.topic, &proposal.about).await?;
    let history = proposals::history(&mut read, proposal.product).await?;
    let mut blocks = Vec::new();
    if let Some(newer) = newer.filter(|newer| newer.id != id) {
        let notice = Notice::new(Tone::Care, t.get("versions-wrong-newer"), "");
        let to = t.path(&format!("{}/{}", seat.room(), newer.id));
        blocks.extend([
            Block::Notice(notice),
            Block::Button(Button::second(t.get("versions-to-newer")).to(to)),
        ]);
    }
    let facts = Facts::default()
        .and(
            t.get("versions-maker"),
            format!("{}, {}", t.pick(&proposal.maker_name), t.pick(&proposal.village)),
        )
        .and(t.get("versions-asked"), told::asked(t, &proposal))
        .and(t.get("versions-stands"), told::stands(t, &proposal))
        .and(t.get("versions-why-not"), proposal.reason.as_str());
    blocks.push(Block::Facts(facts));
    if proposal.state == Stands::Waiting || proposal.topic != proposals::Topic::Photo {
        blocks.push(Block::Compare(told::compare(t, &changes)));
    }
    blocks.extend(decision(t, seat, &proposal, typed, &wrongs));
    blocks.push(Block::Heading(t.get("versions-history")));
    let mut moments = Vec::new();
    for one in &history {
        let changes = proposals::changes(&mut read, one.id).await?;
        moments.push(moment(t, one, &told::brief(t, &changes)));
    }
    blocks.push(Block::Timeline(Timeline { moments }));
    Ok(seat.board(told::title(t, &proposal), String::new(), wrongs, blocks))
}

/// One line of a good's history.
pub(super) fn moment(t: &Text, proposal: &Proposal, changes: &str) -> Moment {
    let progress = match proposal.state {
        Stands::Approved => Progress::Done,
        Stands::Waiting => Progress::Now,
        Stands::Refused | Stands::TakenBack | Stands::Replaced => Progress::Stopped,
    };
    let number =
        proposal.becomes.map(|number| t.say("versions-number").set("number", number.to_string()).to_string());
    let title = number.unwrap_or_else(|| told::stands(t, proposal));
    let mut notes = vec![changes.to_owned(), told::asked(t, proposal)];
    if !proposal.decider.is_empty() {
        notes.push(t.say("versions-decided-by").set("name", proposal.decider.clone()).to_string());
    }
    if !proposal.reason.is_empty() {
        notes.push(format!("{} {}", t.get("versions-why-not"), proposal.reason));
    }
    let when = proposal.decided_at.unwrap_or(proposal.asked_at);
    Moment { title, when: t.moment(&when), note: notes.join(" · "), progress }
}

/// Yes, or no with a reason; nobody on her own wish.
fn decision(t: &Text, seat: &Seat, proposal: &Proposal, typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    if proposal.state != Stands::Waiting {
        return Vec::new();
    }
    if !proposal.waits_for(seat.reviewer.person) {
        return vec![Block::Text(t.get("versions-wrong-same-person"))];
    }
    let to = |end: &str| t.path(&format!("{}/{}/{end}", seat.room(), proposal.id));
    let form_key = || Some(key_for(&seat.buyer.session));
    let ask = Field::named(t, "refusal", Kind::Words, typed.get("refusal"), wrongs);
    let refusal = BoardForm {
        action: to("refusal"),
        method: "post",
        asks: vec![Ask::Field(ask)],
        with: vec![],
        button: Button::second(t.get("versions-refuse-go")),
        form_key: form_key(),
    };
    vec![
        Block::Deed(Deed {
            action: to("approval"),
            button: Button::main(t.get("versions-approve")),
            with: vec![],
            form_key: form_key(),
        }),
        Block::Folded(Folded {
            summary: t.get("versions-refuse"),
            open: wrongs.of("refusal").is_some(),
            form: refusal,
        }),
    ]
}

/// `POST …/approval`: buyers see it.
pub(super) async fn approve(
    State(app): State<App>,
    t: Text,
    seat: Seat,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: ProposalId = id_of(&id)?;
    let done = proposals::approve(app.db(), &seat.reviewer, id).await;
    after(&app, t, &seat, &asked, id, (&Typed::default(), "approved"), done).await
}

/// `POST …/refusal`: it stays as it was; the maker reads why.
pub(super) async fn refuse(
    State(app): State<App>,
    t: Text,
    seat: Seat,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: ProposalId = id_of(&id)?;
    let done = proposals::refuse(app.db(), &seat.reviewer, id, typed.get("refusal")).await;
    after(&app, t, &seat, &asked, id, (&typed, "refused"), done).await
}

/// After a decision: to the list with the news, or the page again with what stands in the way.
async fn after(
    app: &App,
    t: Text,
    seat: &Seat,
    asked: &Asked,
    id: ProposalId,
    (typed, word): (&Typed, &str),
    done: Result<(), ProposalError>,
) -> Result<Response, WebError> {
    let (field, key) = match done {
        Ok(()) => return Ok(to(&t, &format!("{}?done={word}", seat.room()))),
        Err(ProposalError::NoWords) => ("refusal", "versions-wrong-no-words"),
        Err(ProposalError::Changed) => ("", "versions-wrong-changed"),
        Err(ProposalError::Newer(_)) => ("", "versions-wrong-newer"),
        Err(ProposalError::NotNow(_)) => ("", "versions-wrong-decided"),
        Err(ProposalError::SamePerson) => ("", "versions-wrong-same-person"),
        Err(cause) => return Err(cause.into()),
    };
    let board = page(app, &t, seat, id, typed, Wrongs::none().and(field, t.get(key))).await?;
    send(app, t, asked, &format!("{}/{id}", seat.room()), &board)
}
