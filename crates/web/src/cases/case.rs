//! One case: how far she has come, what is next, the checklist, what happened, and every deed as a form folded away.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::ids::CaseId;
use market::cases::{self, CaseState, CaseView, Item, Stage, Standing, Step};
use store::Read;

use super::deeds::{Made, forms};
use super::{Reader, Typed, field, folded, send, told};
use crate::app::App;
use crate::desk::{Seen, id_of};
use crate::error::WebError;
use crate::parts::{Button, Facts, Kind, Moment, Notice, Progress, Rows, Timeline, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::{DcOffice, Head, Officer};

/// `GET /{lang}/officer/cases/{id}`.
pub(super) async fn of_officer(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::officer(&officer), &asked, &id, &seen).await
}

/// `GET /{lang}/head/cases/{id}`.
pub(super) async fn of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::head(&head), &asked, &id, &seen).await
}

/// `GET /{lang}/office/cases/{id}`.
pub(super) async fn of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    show(&app, t, &Reader::office(&office), &asked, &id, &seen).await
}

async fn show(
    app: &App,
    t: Text,
    reader: &Reader,
    asked: &Asked,
    id: &str,
    seen: &Seen,
) -> Result<Response, WebError> {
    let board = page(app, &t, reader, id_of(id)?, &Typed::default(), Wrongs::none()).await?;
    send(app, t, asked, &asked.rest, &Board { already: seen.already(), ..board })
}

/// The page of a case, also as the answer to a form that was refused. A case of another department in the officer's
/// blocks is told as met before, with a way to take part; any other does not exist.
pub(super) async fn page(
    app: &App,
    t: &Text,
    reader: &Reader,
    id: CaseId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let Some(view) = cases::case(&mut read, &reader.by.scope, id).await? else {
        return stranger(&mut read, t, reader, id, typed, wrongs).await;
    };
    let mut blocks = standing(app, t, &view);
    if reader.desk == Desk::Officer {
        let same = cases::same_person(&mut read, &reader.by.scope, id).await?;
        if !same.is_empty() {
            blocks.push(Block::Heading(t.get("case-same-found")));
            blocks
                .push(Block::Rows(Rows { rows: same.iter().map(|one| super::found::row(t, one)).collect() }));
        }
        let made = Made { t, reader, view: &view, same: &same, typed, wrongs: &wrongs };
        blocks.extend(forms(app, &mut read, &made).await?);
    } else if reader.desk == Desk::Head {
        blocks.extend(super::head::forms(&mut read, t, reader, &view, typed, &wrongs).await?);
    }
    blocks.push(Block::Heading(t.get("case-checklist")));
    blocks.push(checklist(t, &view));
    blocks.push(Block::Heading(t.get("case-known")));
    blocks.push(Block::Facts(known(t, &view)));
    blocks.extend(visits(t, &view));
    blocks.push(Block::Heading(t.get("case-history")));
    blocks.push(history(t, &view));
    let mut board = reader.board(t.pick(&view.head.name).to_owned(), reader.cases(), blocks);
    board.lead = format!("{}, {}", t.pick(&view.head.village), t.pick(&view.head.block));
    board.wrongs = wrongs;
    Ok(board)
}

/// Somebody else's case in the officer's blocks.
async fn stranger(
    read: &mut Read,
    t: &Text,
    reader: &Reader,
    id: CaseId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    if reader.desk != Desk::Officer {
        return Err(WebError::Missing);
    }
    let met = cases::met_before(read, &reader.by.scope, id).await?.ok_or(WebError::Missing)?;
    let said = told::met(t, met.department, &met.officer, met.found_at);
    let asks = vec![field(t, "join_note", Kind::Words, typed, &wrongs)];
    let action = t.path(&format!("/officer/cases/{id}/joinings"));
    let form = reader.form(action, asks, Button::main(t.get("case-join")));
    let blocks =
        vec![Block::Notice(Notice::new(Tone::Care, said, t.get("case-met-text"))), Block::Form(form)];
    let mut board = reader.board(t.pick(&met.name).to_owned(), reader.cases(), blocks);
    board.lead = t.pick(&met.village).to_owned();
    board.wrongs = wrongs;
    Ok(board)
}

/// How she stands: the news, and how far she has come.
fn standing(app: &App, t: &Text, view: &CaseView) -> Vec<Block> {
    let today = app.db().now().day();
    let (tone, title) = match (&view.stop, view.head.state) {
        (Some(stop), _) => (Tone::Stop, t.get(&format!("case-why-{}", stop.why))),
        (None, CaseState::Merged) => (Tone::Stop, t.get("case-state-merged")),
        (None, CaseState::Verified) => (Tone::Care, t.get("case-state-verified")),
        (None, state) => (Tone::Plain, t.get(&format!("case-state-{state}"))),
    };
    let next = view.next.as_ref().map(|next| {
        let said = told::next(t, next.what, next.due, next.climbed(today));
        let who =
            if next.person.is_empty() { told::department(t, next.department) } else { next.person.clone() };
        [said, who, next.note.clone()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    });
    let note = view.stop.as_ref().map(|stop| stop.note.clone());
    let text = next.or(note).unwrap_or_default();
    let mut blocks = vec![Block::Notice(Notice::new(tone, title, text))];
    let reached = |step: Step| view.steps.iter().find(|(other, _)| *other == step).map(|(_, at)| *at);
    let furthest = Step::ALL.iter().rposition(|step| reached(*step).is_some());
    let moment = |(place, step): (usize, &Step)| {
        let at = reached(*step);
        let progress = match (at, furthest) {
            (Some(_), Some(furthest)) if furthest == place => Progress::Now,
            (Some(_), _) => Progress::Done,
            (None, _) => Progress::Ahead,
        };
        let when = at.map(|at| t.day(&at.day())).unwrap_or_default();
        Moment { title: t.get(&format!("case-step-{step}")), when, note: String::new(), progress }
    };
    blocks.push(Block::Timeline(Timeline { moments: Step::ALL.iter().enumerate().map(moment).collect() }));
    blocks
}

/// One line for each item: what must be so, and how it stands; for which department, if there are several.
fn checklist(t: &Text, view: &CaseView) -> Block {
    let needed = |item: &Item| t.get(&format!("case-needed-{}", item.needed_for));
    let several = view.checks.iter().any(|line| line.department != view.head.department);
    let moments = view.checks.iter().map(|line| {
        let (progress, note) = match &line.standing {
            Standing::Open => (Progress::Ahead, needed(&line.item)),
            Standing::Proven => (Progress::Done, t.get("case-proven")),
            Standing::Attested(said) => (Progress::Done, format!("{} · {}", said.who, said.note)),
            Standing::Waived(said) => {
                let words = t.say("case-waived").set("who", &said.who).set("why", &said.note);
                (Progress::Done, words.to_string())
            }
        };
        let when = if several { told::department(t, line.department) } else { String::new() };
        Moment { title: t.pick(&line.item.name).to_owned(), when, note, progress }
    });
    Block::Timeline(Timeline { moments: moments.collect() })
}

/// What is known of her. Numbers of papers show only their ends.
fn known(t: &Text, view: &CaseView) -> Facts {
    let head = &view.head;
    let joined: Vec<String> = view.joined.iter().map(|other| told::department(t, *other)).collect();
    let officer = if head.officer_name.is_empty() { t.get("case-nobody") } else { head.officer_name.clone() };
    let mut facts = Facts::default()
        .and(t.get("field-kind"), t.get(&format!("kind-{}", head.kind)))
        .and(t.get("field-kin"), head.kin.clone())
        .and(
            t.get("field-mobile"),
            head.mobile
                .as_ref()
                .and_then(store::Personal::get)
                .map(|m| m.ten_digits().to_owned())
                .unwrap_or_default(),
        )
        .and(t.get("field-craft"), t.pick(&head.craft).to_owned())
        .and(t.get("field-group"), head.group_name.clone())
        .and(t.get("case-department"), told::department(t, head.department))
        .and(t.get("field-officer"), officer)
        .and(t.get("case-joined"), joined.join(", "));
    for (kind, ends) in &view.papers {
        facts = facts.and(t.get(&format!("paper-{kind}")), ends.clone());
    }
    facts
}

/// What was seen on visits.
fn visits(t: &Text, view: &CaseView) -> Vec<Block> {
    let mut blocks = Vec::new();
    for visit in &view.visits {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let facts = Facts::default()
            .and(t.get("field-place"), visit.place.clone())
            .and(t.get("field-tools"), visit.tools.clone())
            .and(t.get("field-sample_seen"), visit.sample_seen.clone())
            .and(t.get("field-crafts"), visit.crafts.clone())
            .and(t.get("field-years"), number(visit.years))
            .and(t.get("field-capacity"), number(visit.capacity_per_week))
            .and(t.get("field-material"), visit.raw_material.clone())
            .and(t.get("field-who_makes"), visit.who_makes.clone())
            .and(t.get("field-visit_note"), visit.note.clone());
        let by = format!("{}, {}", visit.who, told::department(t, visit.department));
        let title = t.say("case-visit-of").set("day", t.day(&visit.day)).set("who", by).to_string();
        blocks.push(Block::Heading(title));
        if let Some(picture) = &visit.photo {
            blocks.push(Block::Photo(format!("/pictures/{picture}/160.jpg"), t.get("case-visit-photo")));
        }
        blocks.push(Block::Facts(facts));
    }
    blocks
}

/// What happened, the latest first.
fn history(t: &Text, view: &CaseView) -> Block {
    let moments = view.history.iter().map(|moment| {
        let department = t.maybe(&format!("department-{}", moment.department)).unwrap_or_default();
        let parts = [moment.who.clone(), department, moment.note.clone()];
        let note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let (title, when) = (told::happened(t, moment), t.moment(&moment.at));
        Moment { title, when, note, progress: Progress::Done }
    });
    Block::Timeline(Timeline { moments: moments.collect() })
}

/// The words of a stage, for lists and the funnel.
pub(super) fn stage(t: &Text, stage: Stage) -> String {
    t.get(&format!("case-stage-{stage}"))
}

/// A form folded away on this page.
pub(super) fn deed(
    t: &Text,
    reader: &Reader,
    id: CaseId,
    what: (&str, &str),
    asks: Vec<crate::views::board::Ask>,
    wrongs: &Wrongs,
) -> Block {
    let (path, key) = what;
    let action = t.path(&format!("{}/{id}/{path}", reader.cases()));
    let form = reader.form(action, asks, Button::main(t.get(key)));
    folded(t.get(key), form, wrongs)
}
