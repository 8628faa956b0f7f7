//! What is stuck today, on one page for the DC's office and the administrator; and the same figures for machines.
//!
//! Reads and writes: through `market::health`. Never: shows whose order or number something is about; only the DC's office opens the
//! orders and cases that are late.
//!
//! Start at [`routes`].

mod more;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::Limit;
use kernel::ids::JobId;
use kernel::proof::sign;
use market::backups;
use market::gateways;
use market::health::{self, HealthError, Line, Message, Standing, What, When};

use crate::app::App;
use crate::basket::pay::name_key;
use crate::cookies::bearer;
use crate::desk::{id_of, send, to, told};
use crate::error::WebError;
use crate::finance_gateways::stands;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Deed, Facts, Notice, Row, Rows, Tone};
use crate::respond::{Asked, set};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::{Desk, SignOut};
use crate::who::{Administrator, Buyer, DcOffice};

/// Where the page stands on each desk.
const OFFICE: &str = "/office/health";
const ADMIN: &str = "/admin/health";
/// People named for one line.
const NAMES: Limit = Limit::of(2);
/// Messages shown of one line.
const SHOWN: usize = 50;

/// The addresses of health.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/office/health", Right::DcOffice, page)
        .get("/office/health/{what}", Right::DcOffice.any(Thing::Check), line_page)
        .get("/office/health/{what}/more", Right::DcOffice.any(Thing::Check), more::page)
        .get("/admin/health", Right::Administrator, page)
        .get("/admin/health/{what}", Right::Administrator.any(Thing::Check), line_page)
        .get("/admin/health/{what}/more", Right::Administrator.any(Thing::Check), more::page)
        .post("/admin/health/{id}/retry", Right::Administrator.any(Thing::Message), retry)
}

impl From<HealthError> for WebError {
    fn from(cause: HealthError) -> WebError {
        match cause {
            HealthError::Missing => WebError::Missing,
            HealthError::NotParked => WebError::Conflict("health-not-parked"),
            HealthError::Db(cause) => cause.into(),
        }
    }
}

/// Whose desk the page is on: the address says it, and the table of routes who may come there.
struct Here {
    desk: Desk,
    at: &'static str,
    buyer: Buyer,
}

impl FromRequestParts<App> for Here {
    type Rejection = WebError;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Ok(asked) = Asked::from_request_parts(parts, app).await;
        Ok(if asked.rest.starts_with(OFFICE) {
            let buyer = DcOffice::from_request_parts(parts, app).await?.buyer;
            Here { desk: Desk::Office, at: OFFICE, buyer }
        } else {
            let buyer = Administrator::from_request_parts(parts, app).await?.buyer;
            Here { desk: Desk::Administrator, at: ADMIN, buyer }
        })
    }
}

/// `POST /{lang}/admin/health/{id}/retry`: a message that was set aside is tried again.
async fn retry(
    State(app): State<App>,
    t: Text,
    admin: Administrator,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: JobId = id_of(&id)?;
    health::try_again(app.db(), admin.buyer.who.person, id).await?;
    Ok(to(&t, ADMIN))
}

/// The lines as they stand now.
async fn lines(app: &App) -> Result<Vec<Line>, WebError> {
    let room = app.parts.media.room();
    Ok(health::look(&mut app.db().read().await?, room).await?)
}

/// All lines, those that are stuck at the head.
async fn page(State(app): State<App>, t: Text, here: Here, asked: Asked) -> Result<Response, WebError> {
    let lines = lines(&app).await?;
    let stuck = lines.iter().filter(|line| line.standing == Standing::Stuck).count();
    let notice = if stuck == 0 {
        Notice::new(Tone::Good, t.get("health-all-well"), "")
    } else {
        let count = u32::try_from(stuck).unwrap_or(u32::MAX);
        Notice::new(
            Tone::Stop,
            t.say("health-stuck").set("count", count).to_string(),
            t.get("health-stuck.text"),
        )
    };
    let mut blocks = vec![Block::Notice(notice)];
    for standing in [Standing::Stuck, Standing::Well] {
        let mut rows = Vec::new();
        for line in lines.iter().filter(|line| line.standing == standing) {
            rows.push(row(&app, &t, line, &here).await?);
        }
        if !rows.is_empty() {
            blocks.push(Block::Heading(t.get(&format!("health-are-{standing}"))));
            blocks.push(Block::Rows(Rows { rows }));
        }
    }
    blocks.push(Block::Out(SignOut { form_key: Some(key_for(&here.buyer.session)) }));
    let board = Board::of(here.desk, told::name_of(&here.buyer), here.at, t.get("room-health"), blocks)
        .led(t.get("health-lead"));
    send(&app, t, &asked, here.at, &board)
}

/// One line: what, how much, since when, who.
async fn row(app: &App, t: &Text, line: &Line, here: &Here) -> Result<Row, WebError> {
    let names = health::people(&mut app.db().read().await?, line.what, NAMES).await?;
    let who = if names.is_empty() { t.get("health-nobody") } else { names.join(", ") };
    let acts = t.say("health-acts").set("role", t.role(line.what.role())).set("names", who).to_string();
    let note = [moment(t, line), acts].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    Ok(Row {
        href: t.path(&format!("{}/{}", here.at, line.what)),
        title: t.get(&format!("health-{}", line.what)),
        figure: figure(t, line),
        note: note.join(" · "),
        standing: t.get(word_of(line.standing)),
    })
}

const fn word_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Well => "health-well",
        Standing::Stuck => "health-stuck-word",
    }
}

/// Since when, or when last; what should happen again and again and never has is said too.
fn moment(t: &Text, line: &Line) -> String {
    let moment = match (line.since, line.when) {
        (Some(since), _) => t.moment(&since),
        (None, When::Last | When::Proven) => t.get("health-never"),
        (None, When::Since | When::Until) => return String::new(),
    };
    t.say(&format!("health-{}", line.when)).set("moment", moment).to_string()
}

fn figure(t: &Text, line: &Line) -> String {
    match line.what {
        What::Disk => format!("{} %", line.count),
        What::Backups if line.since.is_none() => t.get("health-never"),
        What::Backups => String::new(),
        _ => t.count(&u32::try_from(line.count).unwrap_or(u32::MAX)),
    }
}

/// One line with what it means, who acts, and what is behind it.
async fn line_page(
    State(app): State<App>,
    t: Text,
    here: Here,
    Path(what): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let what: What = what.parse().map_err(|_| WebError::Missing)?;
    let line = lines(&app).await?.into_iter().find(|line| line.what == what).ok_or(WebError::Missing)?;
    let row = row(&app, &t, &line, &here).await?;
    let tone = if line.standing == Standing::Stuck { Tone::Stop } else { Tone::Good };
    let how = [row.standing, row.figure].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let mut blocks = vec![
        Block::Notice(Notice::new(tone, how.join(" · "), row.note)),
        Block::Text(t.get(&format!("health-{what}.text"))),
    ];
    if what == What::Backups {
        blocks.extend(backup_facts(&app, &t).await?);
    }
    if what == What::Companies {
        blocks.push(Block::Facts(companies(&app, &t).await?));
    }
    if what == What::Certificate {
        blocks.push(Block::Facts(certificate(&app, &t).await?));
    }
    if what.is_queue() {
        blocks.extend(queue(&app, &t, &here, what).await?);
    }
    blocks.push(more::button(&t, &here, what));
    blocks.push(Block::Button(Button::second(t.get("health-back")).to(t.path(here.at))));
    let title = t.get(&format!("health-{what}"));
    let board = Board::of(here.desk, told::name_of(&here.buyer), here.at, title, blocks);
    send(&app, t, &asked, &format!("{}/{what}", here.at), &board)
}

/// How each payment company answers that the mart is set up for.
async fn companies(app: &App, t: &Text) -> Result<Facts, WebError> {
    let standings = gateways::standings(&mut app.db().read().await?).await?;
    let here = standings.iter().filter(|one| one.is_here);
    Ok(here.fold(Facts::default(), |facts, one| facts.and(t.get(name_key(one.gateway)), stands(t, one))))
}

/// What a buyer's phone meets at the mart's own address.
async fn certificate(app: &App, t: &Text) -> Result<Facts, WebError> {
    let last = health::certificate(&mut app.db().read().await?).await?.ok_or(WebError::Missing)?;
    let (until, fault) = match last.seen {
        Ok(until) => (t.moment(&until), String::new()),
        Err(why) => (String::new(), t.get(&format!("health-unwelcome-{why}"))),
    };
    Ok(Facts::default()
        .and(t.get("health-site"), last.site)
        .and(t.get("health-certificate-until"), until)
        .and(t.get("health-phones-say"), fault)
        .and(t.get("health-looked"), t.moment(&last.looked_at)))
}

/// How backups go.
async fn backup_facts(app: &App, t: &Text) -> Result<Vec<Block>, WebError> {
    let mut read = app.db().read().await?;
    let how = backups::standing(&mut read).await?;
    let alarm = backups::rules::alarm(&how, read.now());
    let moment = |at: Option<kernel::Time>| at.map_or_else(|| t.get("health-never"), |at| t.moment(&at));
    let failing = how.failing.map(|(since, why)| format!("{} · {why}", t.moment(&since)));
    let facts = Facts::default()
        .and(t.get("health-newest"), moment(how.newest))
        .and(t.get("health-newest-proven"), moment(how.proven))
        .and(t.get("health-failing"), failing.unwrap_or_default())
        .and(t.get("health-breach"), how.breach.unwrap_or_default());
    let mut blocks = vec![Block::Facts(facts)];
    if let Some(alarm) = alarm {
        blocks.push(Block::Text(t.get(&format!("health-alarm-{alarm}"))));
    }
    Ok(blocks)
}

/// The messages behind a line; the administrator lets those that were set aside be tried again.
async fn queue(app: &App, t: &Text, here: &Here, what: What) -> Result<Vec<Block>, WebError> {
    let messages = health::messages(&mut app.db().read().await?, what).await?;
    if messages.is_empty() {
        return Ok(vec![Block::Text(t.get("health-no-message"))]);
    }
    let is_admin = here.desk == Desk::Administrator;
    let mut blocks = Vec::new();
    for message in messages.iter().take(SHOWN) {
        blocks.push(Block::Heading(message.kind.clone()));
        blocks.push(Block::Facts(message_facts(t, message, is_admin.then_some(message.why.as_str()))));
        if is_admin && message.state == "parked" {
            blocks.push(Block::Deed(Deed {
                action: t.path(&format!("{ADMIN}/{}/retry", message.id)),
                button: Button::main(t.get("health-retry")),
                with: Vec::new(),
                form_key: Some(key_for(&here.buyer.session)),
            }));
        }
    }
    Ok(blocks)
}

fn message_facts(t: &Text, message: &Message, why: Option<&str>) -> Facts {
    let tries = u32::try_from(message.attempts).unwrap_or(u32::MAX);
    Facts::default()
        .and(t.get("health-put"), t.moment(&message.put_at))
        .and(t.get("health-tries"), t.count(&tries))
        .and(t.get("health-stands"), t.get(&format!("health-message-{}", message.state)))
        .and(t.get("health-why"), why.unwrap_or_default())
}

/// Whether whoever asks has the token of the configuration; nobody has where it names none.
fn has_token(app: &App, headers: &HeaderMap) -> bool {
    let (Some(token), Some(given)) = (app.parts.metrics_token.as_ref(), bearer(headers)) else {
        return false;
    };
    sign(token, given.as_bytes()) == sign(token, token.reveal().as_bytes())
}

/// `GET /readyz`: the database answers and its schema is ours, so a purchase can be made. Whoever has the token of the figures is also told
/// what is stuck, a line each; that somebody must act is no reason to send buyers elsewhere.
pub(crate) async fn ready(State(app): State<App>, headers: HeaderMap) -> (StatusCode, String) {
    let closed = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"));
    match app.db().is_migrated().await {
        Ok(true) => {}
        Ok(false) => return closed("the database is not migrated"),
        Err(_) => return closed("the database does not answer"),
    }
    let mut told = "ready\n".to_owned();
    if has_token(&app, &headers) {
        let Ok(lines) = lines(&app).await else { return closed("the database does not answer") };
        told.extend(lines.iter().map(|line| format!("{} {} {}\n", line.what, line.standing, line.count)));
    }
    (StatusCode::OK, told)
}

/// `GET /metrics`: the same figures in Prometheus' text format, for whoever has the token of the configuration. Without a token nobody
/// reads them. Source: Prometheus, «Exposition formats», text format 0.0.4.
pub(crate) async fn metrics(State(app): State<App>, headers: HeaderMap) -> Result<Response, WebError> {
    if !has_token(&app, &headers) {
        return Err(WebError::Missing);
    }
    let lines = lines(&app).await?;
    let now = app.db().now();
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, value: &dyn Fn(&Line) -> Option<i64>| {
        text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} gauge\n"));
        for line in &lines {
            if let Some(value) = value(line) {
                text.push_str(&format!("{name}{{what=\"{}\"}} {value}\n", line.what));
            }
        }
    };
    gauge("mart_stuck", "1 if somebody must act.", &|line| Some(i64::from(line.standing == Standing::Stuck)));
    gauge(
        "mart_waiting",
        "How much stands still; of the disk, per cent used; of the certificate, days left.",
        &|line| Some(line.count),
    );
    gauge(
        "mart_since_seconds",
        "Age of the oldest; of payouts the last sweep, of backups the newest proven, of the certificate its end (below 0: still to come).",
        &|line| line.since.map(|since| (now.0 - since.0) / 1_000),
    );
    text.push_str("# HELP mart_gateway_up 1 if new payments may go to a payment company.\n# TYPE mart_gateway_up gauge\n");
    for one in gateways::standings(&mut app.db().read().await?).await?.iter().filter(|one| one.is_here) {
        let up = i64::from(one.serves());
        text.push_str(&format!("mart_gateway_up{{gateway=\"{}\"}} {up}\n", one.gateway));
    }
    let mut response = text.into_response();
    set(response.headers_mut(), "content-type", "text/plain; version=0.0.4; charset=utf-8");
    Ok(response)
}
