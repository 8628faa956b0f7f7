//! People and roles: heads ask for officers, administrators and the DC's office for the rest, a second person approves, and
//! either ends a role at once.
//!
//! Reads and writes: through `roles`. What is none of the reader's business does not exist for her.
//!
//! Start at [`show`].

mod told;

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::ids::{RoleGrantId, RoleRequestId};
use kernel::india::Mobile;
use kernel::{Limit, Words};
use market::accounts::{Blocks, DepartmentKey, Role, Who};
use market::places;
use market::roles::{self, Kind, RequestLine, RoleError, StaffLine, State as Stands, Wanted, rules};
use serde::Deserialize;

use crate::app::App;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::page::{View, Visit};
use crate::parts::Wrongs;
use crate::respond::{self, Asked};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::desk::Desk;
use crate::views::people::{Asking, PeoplePage, RequestShown, StaffShown};
use crate::who::Buyer;

/// People and requests on a page; a district has fewer.
const SHOWN: Limit = Limit::of(300);

/// The rooms of those who give roles.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/admin", Right::Administrator, show)
        .get("/office", Right::DcOffice, show)
        .get("/head/officers", Right::Head, show)
        .post("/people/requests", Right::Giver, ask)
        .post("/people/requests/{id}/approval", Right::Giver.own(Thing::RoleRequest), approve)
        .post("/people/requests/{id}/refusal", Right::Giver.own(Thing::RoleRequest), decline)
        .post("/people/requests/{id}/withdrawal", Right::Giver.own(Thing::RoleRequest), withdraw)
        .post("/people/roles/{id}/end", Right::Giver.own(Thing::Role), end)
        .post("/people/roles/{id}/reset", Right::Giver.own(Thing::Role), reset)
}

/// The first page of somebody who gives roles.
pub(crate) fn home(who: &Who) -> &'static str {
    match desk_of(who) {
        Desk::Office => "/office",
        Desk::Administrator => "/admin",
        Desk::Head | Desk::Officer | Desk::Maker | Desk::Hub | Desk::Finance => "/head/officers",
    }
}

fn desk_of(who: &Who) -> Desk {
    if who.is(Role::DcOffice) {
        Desk::Office
    } else if who.is(Role::Administrator) {
        Desk::Administrator
    } else {
        Desk::Head
    }
}

/// What a form had in it when it was refused.
#[derive(Debug, Default)]
struct Refused {
    asked: Asking,
    wrongs: Wrongs,
}

/// `GET /{lang}/admin`, `/office`, `/head/officers`: who works here, what waits, and the form to ask.
async fn show(State(app): State<App>, t: Text, buyer: Buyer, asked: Asked) -> Result<Response, WebError> {
    page(&app, t, &buyer, &asked, Refused::default()).await
}

async fn page(
    app: &App,
    t: Text,
    buyer: &Buyer,
    asked: &Asked,
    refused: Refused,
) -> Result<Response, WebError> {
    let who = &buyer.who;
    let sees_all = who.is(Role::DcOffice) || who.is(Role::Administrator);
    let department = if sees_all { None } else { who.heads() };
    let mut read = app.db().read().await?;
    let blocks = places::read::blocks(&mut read).await?;
    let hubs = places::read::hubs(&mut read).await?;
    let staff = roles::staff(&mut read, department, SHOWN).await?;
    let requests = roles::requests(&mut read, department, SHOWN).await?;
    drop(read);
    let names: BTreeMap<String, Words> = blocks.into_iter().map(|block| (block.code, block.name)).collect();
    let view = PeoplePage {
        desk: desk_of(who),
        whose: Words::new(&who.name, &who.name),
        requests: requests.iter().map(|line| request_shown(&t, who, line, &names)).collect(),
        staff: staff.iter().map(|line| staff_shown(&t, who, line, &names)).collect(),
        roles: Role::ALL.iter().copied().filter(|role| rules::may_ask(who, *role, who.heads())).collect(),
        department,
        blocks: names.into_iter().collect(),
        hubs: hubs.into_iter().map(|hub| (hub.id.to_string(), hub.name)).collect(),
        asking: refused.asked,
        form_key: Some(key_for(&buyer.session)),
        wrongs: refused.wrongs,
    };
    let status = if view.went_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let visit = Visit { path: home(who).to_owned(), signed_in: Some(true), ..Visit::default() };
    Ok(respond::private(status, crate::page::page(app.site(), t, &visit, &view)?, &asked.headers))
}

/// What a role is about: «JSLPS · Sarath, Sarwan».
fn about(
    t: &Text,
    department: Option<DepartmentKey>,
    blocks: &Blocks,
    hub: Option<&Words>,
    names: &BTreeMap<String, Words>,
) -> String {
    let of_blocks = blocks.0.iter().map(|code| names.get(code).map_or(code.as_str(), |name| t.pick(name)));
    let blocks = of_blocks.collect::<Vec<_>>().join(", ");
    let parts =
        [department.map(|key| t.department(key)), hub.map(|hub| t.pick(hub).to_owned()), Some(blocks)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn request_shown(t: &Text, who: &Who, line: &RequestLine, names: &BTreeMap<String, Words>) -> RequestShown {
    let waits = line.state == Stands::Asked;
    let mine = line.asked_by == who.person;
    let may_decide = rules::may_decide(who, line.kind) && !mine && line.person != who.person;
    RequestShown {
        id: line.id.to_string(),
        name: told::somebody(t, &line.name),
        wants: match (line.kind, line.role) {
            (Kind::Grant, Some(role)) => t.role(role),
            (Kind::Grant | Kind::Reset, _) => t.get("people-reset"),
        },
        about: about(t, line.department, &line.blocks, line.hub.as_ref(), names),
        asked: t
            .say("people-asked")
            .set("name", told::somebody(t, &line.asked_by_name))
            .set("day", t.date(&line.asked_at.day()))
            .to_string(),
        reason: line.reason.clone(),
        decided: told::decided(t, line),
        may_decide: waits && may_decide,
        may_withdraw: waits && mine,
    }
}

fn staff_shown(t: &Text, who: &Who, line: &StaffLine, names: &BTreeMap<String, Words>) -> StaffShown {
    StaffShown {
        id: line.grant.to_string(),
        name: told::somebody(t, &line.name),
        role: t.role(line.role),
        about: about(t, line.department, &line.blocks, line.hub.as_ref(), names),
        since: t.date(&line.since.day()),
        may_end: rules::may_end(who, line.role, line.department),
        may_reset: rules::may_ask_reset(who, line.role, line.department) && line.person != who.person,
    }
}

/// A role that is asked for; each block is a field of its own.
#[derive(Debug, Deserialize)]
struct AskForm {
    mobile: String,
    name: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    department: String,
    #[serde(default)]
    hub: String,
    reason: String,
    #[serde(flatten)]
    blocks: BTreeMap<String, String>,
}

impl AskForm {
    /// The codes of the chosen blocks; any other field is none of ours.
    fn codes(&self) -> Result<Blocks, WebError> {
        let code = |field: &String| {
            let code = field.strip_prefix("block-").filter(|code| code.bytes().all(|b| b.is_ascii_digit()));
            code.map(str::to_owned).ok_or(WebError::Unclear("fault-unclear.text"))
        };
        self.blocks.keys().map(code).collect::<Result<_, _>>().map(Blocks)
    }
}

/// `POST /{lang}/people/requests`: asks for a role.
async fn ask(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Filled(form): Filled<AskForm>,
) -> Result<Response, WebError> {
    let blocks = form.codes()?;
    let wanted = wanted(&t, &buyer.who, &form, &blocks);
    let done = match wanted {
        Ok(wanted) => roles::ask(app.db(), &buyer.who, &wanted, &form.reason).await.map(drop),
        Err(cause) => Err(cause),
    };
    let AskForm { mobile, name, role, department, hub, reason, .. } = form;
    let asking = Asking { mobile, name, role, department, hub, reason, blocks: blocks.0 };
    finish(&app, t, &buyer, &asked, done, asking).await
}

fn wanted(t: &Text, who: &Who, form: &AskForm, blocks: &Blocks) -> Result<Wanted, RoleError> {
    let mobile = Mobile::typed(&form.mobile).ok_or(RoleError::AboutNothing("mobile"))?;
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > 120 {
        return Err(RoleError::AboutNothing("name"));
    }
    let role: Role = form.role.parse().map_err(|_| RoleError::AboutNothing("role"))?;
    let hub = form.hub.parse().ok();
    let department = form.department.parse().ok().or_else(|| who.heads());
    let scope = rules::about(role, hub, department, blocks.clone())?;
    Ok(Wanted { mobile, name: name.to_owned(), lang: t.lang, role, scope })
}

/// After a form: back to the list, or the list with what was wrong.
async fn finish(
    app: &App,
    t: Text,
    buyer: &Buyer,
    asked: &Asked,
    done: Result<(), RoleError>,
    asking: Asking,
) -> Result<Response, WebError> {
    match done {
        Ok(()) => Ok(Redirect::to(&t.path(home(&buyer.who))).into_response()),
        Err(cause) => {
            let (field, says) = told::refused(&t, cause)?;
            let wrongs = Wrongs::none().and(field, says);
            page(app, t, buyer, asked, Refused { asked: asking, wrongs }).await
        }
    }
}

/// A reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    reason: String,
}

fn request_id(text: &str) -> Result<RoleRequestId, WebError> {
    text.parse().map_err(|_| WebError::Missing)
}

fn grant_id(text: &str) -> Result<RoleGrantId, WebError> {
    text.parse().map_err(|_| WebError::Missing)
}

/// `POST /{lang}/people/requests/{id}/approval`.
async fn approve(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let done = roles::approve(app.db(), &buyer.who, request_id(&id)?).await;
    finish(&app, t, &buyer, &asked, done, Asking::default()).await
}

/// `POST /{lang}/people/requests/{id}/refusal`.
async fn decline(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(why): Filled<Reason>,
) -> Result<Response, WebError> {
    let done = roles::decline(app.db(), &buyer.who, request_id(&id)?, &why.reason).await;
    finish(&app, t, &buyer, &asked, done, Asking::default()).await
}

/// `POST /{lang}/people/requests/{id}/withdrawal`.
async fn withdraw(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let done = roles::withdraw(app.db(), &buyer.who, request_id(&id)?).await;
    finish(&app, t, &buyer, &asked, done, Asking::default()).await
}

/// `POST /{lang}/people/roles/{id}/end`.
async fn end(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(why): Filled<Reason>,
) -> Result<Response, WebError> {
    let done = roles::end(app.db(), &buyer.who, grant_id(&id)?, &why.reason).await;
    finish(&app, t, &buyer, &asked, done, Asking::default()).await
}

/// `POST /{lang}/people/roles/{id}/reset`: asks that a lost second factor is forgotten.
async fn reset(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(id): Path<String>,
    Filled(why): Filled<Reason>,
) -> Result<Response, WebError> {
    let done = roles::ask_reset(app.db(), &buyer.who, grant_id(&id)?, &why.reason).await.map(drop);
    finish(&app, t, &buyer, &asked, done, Asking::default()).await
}
