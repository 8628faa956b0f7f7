//! Finance's page of payment companies: how each answers, what came through it today, who serves whom from which day on, and a new rule,
//! which is shown before it is set.
//!
//! Reads and writes: through [`market::gateways`]. Start at [`routes`].

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::Day;
use kernel::payment::Gateway;
use market::gateways::{self, NewRule, Order, Payers, RuleError, Standing};

use crate::app::App;
use crate::basket::pay::name_key;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::finance_rules::Rule;
use crate::form::{Filled, Typed};
use crate::parts::{
    Button, Choice, Column, Facts, Field, Kind, Notice, Select, Table, TableRow, Tone, Wrongs,
};
use crate::respond::Asked;
use crate::routes::{Right, Routes};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Where it stands.
const HERE: &str = "/finance/gateways";
/// Where a rule is shown before it is set.
const SHOWN: &str = "/finance/gateways/preview";
/// What a rule is made of, as the form names it, and how it is shown before it is set.
const RULE: Rule = Rule {
    here: HERE,
    fields: &["gateway_from", "gateway_payers", "gateway_first", "gateway_second", "gateway_reason"],
    says: ["gateway-preview", "gateway-preview-lead", "gateway-set", "gateway-not-so"],
};
/// Rules shown.
const RULES_SHOWN: usize = 20;

/// The addresses of payment companies.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/finance/gateways", Right::Finance, show)
        .get("/finance/gateways/preview", Right::Finance, preview)
        .post("/finance/gateways", Right::Finance, set)
}

impl From<RuleError> for WebError {
    fn from(cause: RuleError) -> WebError {
        match cause {
            RuleError::DayOver => WebError::Unclear("gateway-wrong-day"),
            RuleError::Twice => WebError::Unclear("gateway-wrong-twice"),
            RuleError::NotHere(_) => WebError::Conflict("gateway-wrong-not-here"),
            RuleError::NoReason => WebError::Unclear("gateway-wrong-reason"),
            RuleError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/finance/gateways`.
async fn show(State(app): State<App>, t: Text, finance: Finance, asked: Asked) -> Result<Response, WebError> {
    page(&app, t, &finance, &asked, (&Typed::default(), Wrongs::none())).await
}

/// `GET /{lang}/finance/gateways/preview`: what a rule would change; nothing is written.
async fn preview(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    let today = app.db().now().day();
    let rule = match read(&t, &typed, today) {
        Ok(rule) => rule,
        Err(wrongs) => return page(&app, t, &finance, &asked, (&typed, wrongs)).await,
    };
    let orders = gateways::orders(&mut app.db().read().await?).await?;
    let before = gateways::in_force(&orders, rule.payers, rule.from);
    let names = |all: &[Gateway]| named(&t, all);
    let then: Vec<Gateway> = std::iter::once(rule.first).chain(rule.second).collect();
    let facts = Facts::default()
        .and(t.get("field-gateway_from"), t.day(&rule.from))
        .and(t.get("field-gateway_payers"), t.get(&format!("gateway-payers-{}", rule.payers)))
        .and(t.get("gateway-so-far"), before.map(|order| names(&order.gateways)).unwrap_or_default())
        .and(t.get("gateway-then"), names(&then))
        .and(t.get("field-gateway_reason"), rule.reason);
    let mut blocks = vec![Block::Facts(facts)];
    if rule.second.is_none() {
        let notice = Notice::new(Tone::Care, t.get("gateway-alone"), t.get("gateway-alone.text"));
        blocks.push(Block::Notice(notice));
    }
    let board = RULE.shown(&t, &finance, &typed, blocks);
    send(&app, t, &asked, SHOWN, &board)
}

/// `POST /{lang}/finance/gateways`: the rule that was shown is set.
async fn set(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let rule = match read(&t, &typed, app.db().now().day()) {
        Ok(rule) => rule,
        Err(wrongs) => return page(&app, t, &finance, &asked, (&typed, wrongs)).await,
    };
    match gateways::enter(app.db(), finance.buyer.who.person, &rule).await {
        Ok(_) => Ok(to(&t, HERE)),
        Err(RuleError::NotHere(gateway)) => {
            let company = t.get(name_key(gateway));
            let says = t.say("gateway-wrong-not-set-up").set("company", company).to_string();
            let field = if gateway == rule.first { "gateway_first" } else { "gateway_second" };
            page(&app, t, &finance, &asked, (&typed, Wrongs::none().and(field, says))).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// The rule that was typed, or what is wrong with it.
fn read<'a>(t: &Text, typed: &'a Typed, today: Day) -> Result<NewRule<'a>, Wrongs> {
    let mut wrongs = Wrongs::none();
    let from = typed.day("gateway_from").filter(|day| *day >= today);
    if from.is_none() {
        wrongs.add("gateway_from", t.get("gateway-wrong-day"));
    }
    let (payers, first) = (typed.get("gateway_payers").parse().ok(), typed.get("gateway_first").parse().ok());
    if payers.is_none() {
        wrongs.add("gateway_payers", t.get("gateway-wrong-payers"));
    }
    if first.is_none() {
        wrongs.add("gateway_first", t.get("gateway-wrong-first"));
    }
    let second = typed.get("gateway_second").parse::<Gateway>().ok();
    if second.is_some() && second == first {
        wrongs.add("gateway_second", t.get("gateway-wrong-twice"));
    }
    let reason = typed.get("gateway_reason");
    if reason.chars().count() < 3 {
        wrongs.add("gateway_reason", t.get("gateway-wrong-reason"));
    }
    match (from, payers, first) {
        (Some(from), Some(payers), Some(first)) if wrongs.is_empty() => {
            Ok(NewRule { from, payers, first, second, reason })
        }
        _ => Err(wrongs),
    }
}

async fn page(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    (typed, wrongs): (&Typed, Wrongs),
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let standings = gateways::standings(&mut read).await?;
    let today = read.now().day();
    let came = gateways::came_today(&mut read).await?;
    let orders = gateways::orders(&mut read).await?;
    drop(read);
    let here: Vec<Standing> = standings.into_iter().filter(|one| one.is_here).collect();
    let mut blocks = vec![Block::Table(companies(&t, &here, &came))];
    if here.iter().any(|one| !one.serves()) {
        let notice = Notice::new(Tone::Care, t.get("gateway-some-down"), t.get("gateway-some-down.text"));
        blocks.push(Block::Notice(notice));
    }
    blocks.push(Block::Table(rules(&t, &orders, today)));
    blocks.push(Block::Heading(t.get("gateway-new-rule")));
    blocks.push(Block::Form(form(&t, &here, typed, &wrongs)));
    let title = t.get("room-gateways");
    let board = Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, title, blocks)
        .led(t.get("gateway-lead"))
        .wrong(wrongs);
    send(app, t, asked, HERE, &board)
}

/// How a company answers, in words.
pub(crate) fn stands(t: &Text, one: &Standing) -> String {
    match (one.down_since, one.up_since) {
        (Some(since), _) => t.say("gateway-is-down").set("moment", t.moment(&since)).to_string(),
        (None, Some(since)) => t.say("gateway-is-back").set("moment", t.moment(&since)).to_string(),
        (None, None) => t.get("gateway-is-up"),
    }
}

fn named(t: &Text, all: &[Gateway]) -> String {
    all.iter().map(|gateway| t.get(name_key(*gateway))).collect::<Vec<_>>().join(", ")
}

fn companies(t: &Text, here: &[Standing], came: &[gateways::Came]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |one: &Standing| {
        let of = came.iter().find(|came| came.gateway == one.gateway);
        TableRow {
            href: None,
            cells: vec![
                t.get(name_key(one.gateway)),
                stands(t, one),
                of.map_or_else(|| "0".to_owned(), |came| came.count.to_string()),
                t.money(&of.map(|came| came.amount).unwrap_or_default()),
            ],
        }
    };
    Table {
        caption: t.get("gateway-companies"),
        columns: vec![
            column("gateway-company", false),
            column("gateway-stands", false),
            column("gateway-count", true),
            column("gateway-amount", true),
        ],
        rows: here.iter().map(row).collect(),
    }
}

fn rules(t: &Text, orders: &[Order], today: Day) -> Table {
    let column = |key: &str| Column { label: t.get(key), figures: false };
    let row = |order: &Order| {
        let holds = gateways::in_force(orders, order.payers, today) == Some(order);
        let when = if holds { t.get("gateway-holds") } else { String::new() };
        let by = if order.by.is_empty() { t.get("gateway-shipped") } else { order.by.clone() };
        TableRow {
            href: None,
            cells: vec![
                format!("{} {when}", t.day(&order.from)).trim().to_owned(),
                t.get(&format!("gateway-payers-{}", order.payers)),
                named(t, &order.gateways),
                format!("{by}: {}", order.reason),
            ],
        }
    };
    Table {
        caption: t.get("gateway-rules"),
        columns: ["gateway-from", "field-gateway_payers", "gateway-order", "field-gateway_reason"]
            .map(column)
            .into(),
        rows: orders.iter().take(RULES_SHOWN).map(row).collect(),
    }
}

fn form(t: &Text, here: &[Standing], typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let company = |name: &str, any: Option<String>| {
        let choice = |one: &Standing| {
            Choice::new(one.gateway.as_str(), t.get(name_key(one.gateway))).chosen_if(typed.get(name))
        };
        Ask::Select(Select {
            name: name.to_owned(),
            label: t.get(&format!("field-{name}")),
            any,
            error: wrongs.of(name).map(str::to_owned),
            choices: here.iter().map(choice).collect(),
        })
    };
    let payers = |one: &Payers| {
        Choice::new(one.as_str(), t.get(&format!("gateway-payers-{one}")))
            .chosen_if(typed.get("gateway_payers"))
    };
    let whom = Ask::Select(Select {
        name: "gateway_payers".to_owned(),
        label: t.get("field-gateway_payers"),
        any: None,
        error: wrongs.of("gateway_payers").map(str::to_owned),
        choices: Payers::ALL.iter().map(payers).collect(),
    });
    BoardForm {
        action: t.path(SHOWN),
        method: "get",
        asks: vec![
            field("gateway_from", Kind::Day),
            whom,
            company("gateway_first", None),
            company("gateway_second", Some(t.get("gateway-nobody-second"))),
            field("gateway_reason", Kind::Words),
        ],
        with: Vec::new(),
        button: Button::main(t.get("gateway-look")),
        form_key: None,
    }
}
