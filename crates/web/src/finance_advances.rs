//! Finance's page of advances: which share of a parcel is a maker's when a hub has accepted it, what lies in the fund, money put in or
//! taken out. A rule is shown before it is set.
//!
//! Reads and writes: through [`market::advances`]. Start at [`routes`].

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::{BasisPoints, Day, Paise};
use market::advances::{self, AdvanceError, Fund, FundMove, Lying, RuleView, SHARE_MOST, Way, rules};

use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::finance_rules::Rule;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{
    Button, Choice, Column, Facts, Field, Figure, Figures, Kind, Notice, Select, Table, TableRow, Tone,
    Wrongs,
};
use crate::respond::Asked;
use crate::routes::{Right, Routes};
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Where it stands.
const HERE: &str = "/finance/advances";
/// Where a rule is shown before it is set.
const SHOWN: &str = "/finance/advances/preview";
/// What a rule is made of, as the form names it, and how it is shown before it is set.
const RULE: Rule = Rule {
    here: HERE,
    fields: &["advance_from", "advance_share", "advance_reason"],
    says: ["advance-preview", "advance-preview-lead", "advance-set", "advance-not-so"],
};
/// A per cent in the hundredths of it that rules are kept in.
const PER_CENT: u32 = 100;

/// The addresses of advances.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/finance/advances", Right::Finance, show)
        .get("/finance/advances/preview", Right::Finance, preview)
        .post("/finance/advances", Right::Finance, set)
        .post("/finance/advances/fund", Right::Finance, move_fund)
}

impl From<AdvanceError> for WebError {
    fn from(cause: AdvanceError) -> WebError {
        match cause {
            AdvanceError::DayOver => WebError::Unclear("advance-wrong-day"),
            AdvanceError::DayTaken => WebError::Conflict("advance-wrong-day-taken"),
            AdvanceError::ShareTooLarge => WebError::Unclear("advance-wrong-share"),
            AdvanceError::NoReason => WebError::Unclear("advance-wrong-reason"),
            AdvanceError::NoAmount => WebError::Unclear("advance-wrong-amount"),
            AdvanceError::NoReference => WebError::Unclear("advance-wrong-reference"),
            AdvanceError::ReferenceUsed => WebError::Conflict("advance-wrong-reference-used"),
            AdvanceError::TooMuch { .. } => WebError::Conflict("advance-wrong-too-much"),
            AdvanceError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/finance/advances`.
async fn show(State(app): State<App>, t: Text, finance: Finance, asked: Asked) -> Result<Response, WebError> {
    page(&app, t, &finance, &asked, (&Typed::default(), Wrongs::none())).await
}

/// `GET /{lang}/finance/advances/preview`: what a rule would change; nothing is written.
async fn preview(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    let (from, share) = match read(&t, &typed, app.db().now().day()) {
        Ok(rule) => rule,
        Err(wrongs) => return page(&app, t, &finance, &asked, (&typed, wrongs)).await,
    };
    let mut reads = app.db().read().await?;
    let rules = advances::rules_set(&mut reads).await?;
    let (fund, lying) = (advances::fund(&mut reads).await?, advances::lying(&mut reads).await?);
    drop(reads);
    let before = rules.iter().find(|one| one.from <= from).map_or(BasisPoints(0), |one| one.share);
    let wanted = rules::ahead(share, lying.part);
    let at_hubs = t.say("advance-lying-says").set("amount", lying.part).set("share", wanted).to_string();
    let facts = Facts::default()
        .and(t.get("field-advance_from"), t.day(&from))
        .and(t.get("advance-so-far"), said(&t, before))
        .and(t.get("advance-then"), said(&t, share))
        .and(t.get("advance-lying"), at_hubs)
        .and(t.get("advance-free"), t.money(&fund.free()))
        .and(t.get("field-advance_reason"), typed.get("advance_reason"));
    let mut blocks = vec![Block::Facts(facts)];
    if wanted > fund.free() {
        let notice = Notice::new(Tone::Care, t.get("advance-short"), t.get("advance-short.text"));
        blocks.push(Block::Notice(notice));
    }
    let board = RULE.shown(&t, &finance, &typed, blocks);
    send(&app, t, &asked, SHOWN, &board)
}

/// `POST /{lang}/finance/advances`: the rule that was shown is set.
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
    match advances::set_rule(app.db(), finance.buyer.who.person, rule, typed.get("advance_reason")).await {
        Ok(()) => Ok(to(&t, HERE)),
        Err(AdvanceError::DayTaken) => {
            let wrongs = Wrongs::none().and("advance_from", t.get("advance-wrong-day-taken"));
            page(&app, t, &finance, &asked, (&typed, wrongs)).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/finance/advances/fund`: money was put in, or taken out.
async fn move_fund(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let way = typed.get("fund_way").parse::<Way>().ok();
    if way.is_none() {
        wrongs.add("fund_way", t.get("advance-wrong-way"));
    }
    let amount = Paise::typed(typed.get("fund_amount"));
    if let (Some(way), true) = (way, wrongs.is_empty()) {
        let wanted = (way, amount.unwrap_or(Paise::ZERO));
        let by = finance.buyer.who.person;
        match advances::move_fund(app.db(), by, wanted, typed.get("fund_reference")).await {
            Ok(()) => return Ok(to(&t, HERE)),
            Err(AdvanceError::NoAmount) => wrongs.add("fund_amount", t.get("advance-wrong-amount")),
            Err(AdvanceError::TooMuch { free }) => {
                let says = t.say("advance-wrong-only").set("free", free).to_string();
                wrongs.add("fund_amount", says);
            }
            Err(AdvanceError::NoReference) => wrongs.add("fund_reference", t.get("advance-wrong-reference")),
            Err(AdvanceError::ReferenceUsed) => {
                wrongs.add("fund_reference", t.get("advance-wrong-reference-used"));
            }
            Err(cause) => return Err(cause.into()),
        }
    }
    page(&app, t, &finance, &asked, (&typed, wrongs)).await
}

/// The rule that was typed, or what is wrong with it.
fn read(t: &Text, typed: &Typed, today: Day) -> Result<(Day, BasisPoints), Wrongs> {
    let mut wrongs = Wrongs::none();
    let from = typed.day("advance_from").filter(|day| *day >= today);
    if from.is_none() {
        wrongs.add("advance_from", t.get("advance-wrong-day"));
    }
    let share = kernel::digits::ascii_digits(typed.get("advance_share")).parse::<u32>().ok();
    let share = share.and_then(|share| share.checked_mul(PER_CENT)).map(BasisPoints);
    let share = share.filter(|share| *share <= SHARE_MOST);
    if share.is_none() {
        wrongs.add("advance_share", t.get("advance-wrong-share"));
    }
    if typed.get("advance_reason").chars().count() < 3 {
        wrongs.add("advance_reason", t.get("advance-wrong-reason"));
    }
    match (from, share) {
        (Some(from), Some(share)) if wrongs.is_empty() => Ok((from, share)),
        _ => Err(wrongs),
    }
}

/// A share in one sentence.
fn said(t: &Text, share: BasisPoints) -> String {
    if share == BasisPoints(0) {
        return t.get("advance-none");
    }
    t.say("advance-share-says").set("share", share.to_string()).to_string()
}

async fn page(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    (typed, wrongs): (&Typed, Wrongs),
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let (rules, moves) = (advances::rules_set(&mut read).await?, advances::fund_moves(&mut read).await?);
    let (fund, lying) = (advances::fund(&mut read).await?, advances::lying(&mut read).await?);
    let today = read.now().day();
    drop(read);
    let mut blocks = vec![Block::Figures(figures(&t, &fund))];
    blocks.extend(no_room(&t, &lying).map(Block::Notice));
    if rules.is_empty() {
        let notice = Notice::new(Tone::Plain, t.get("advance-none"), t.get("advance-none-yet"));
        blocks.push(Block::Notice(notice));
    } else {
        blocks.push(Block::Table(rule_table(&t, &rules, today)));
    }
    blocks.push(Block::Heading(t.get("advance-new")));
    blocks.push(Block::Form(rule_form(&t, typed, &wrongs)));
    blocks.push(Block::Heading(t.get("advance-fund-new")));
    blocks.push(Block::Form(fund_form(&t, finance, typed, &wrongs)));
    if !moves.is_empty() {
        blocks.push(Block::Table(move_table(&t, &moves)));
    }
    let board = Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, t.get("room-advances"), blocks)
        .led(t.get("advance-lead"))
        .wrong(wrongs);
    send(app, t, asked, HERE, &board)
}

fn figures(t: &Text, fund: &Fund) -> Figures {
    let figure = |amount: Paise, key: &str| Figure { value: t.money(&amount), label: t.get(key), href: None };
    Figures { figures: vec![figure(fund.free(), "advance-free"), figure(fund.out, "advance-out")] }
}

/// Parcels that got nothing because the fund was empty.
fn no_room(t: &Text, lying: &Lying) -> Option<Notice> {
    let count = usize::try_from(lying.without_room).ok().filter(|count| *count > 0)?;
    let title = t.say("advance-no-room").set("count", count).to_string();
    Some(Notice::new(Tone::Care, title, t.get("advance-no-room-text")))
}

fn columns(t: &Text, keys: [&str; 3]) -> Vec<Column> {
    keys.iter().map(|key| Column { label: t.get(key), figures: false }).collect()
}

fn rule_table(t: &Text, rules: &[RuleView], today: Day) -> Table {
    let now = rules.iter().find(|one| one.from <= today).map(|one| one.from);
    let row = |one: &RuleView| {
        let holds = if now == Some(one.from) { t.get("advance-holds") } else { String::new() };
        let cells = vec![
            format!("{} {holds}", t.day(&one.from)).trim().to_owned(),
            said(t, one.share),
            format!("{}: {}", one.by, one.reason),
        ];
        TableRow { href: None, cells }
    };
    Table {
        caption: t.get("advance-rules"),
        columns: columns(t, ["field-advance_from", "field-advance_share", "field-advance_reason"]),
        rows: rules.iter().map(row).collect(),
    }
}

fn move_table(t: &Text, moves: &[FundMove]) -> Table {
    let row = |one: &FundMove| {
        let (way, amount) =
            if one.amount.is_negative() { (Way::Out, one.amount.negated()) } else { (Way::In, one.amount) };
        let cells = vec![
            t.day(&one.at.day()),
            format!("{} {}", t.get(&format!("advance-way-{way}")), t.money(&amount)),
            format!("{}: {}", one.by, one.reference),
        ];
        TableRow { href: None, cells }
    };
    Table {
        caption: t.get("advance-moves"),
        columns: columns(t, ["advance-moved-on", "field-fund_amount", "field-fund_reference"]),
        rows: moves.iter().map(row).collect(),
    }
}

fn rule_form(t: &Text, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    BoardForm {
        action: t.path(SHOWN),
        method: "get",
        asks: vec![
            field("advance_from", Kind::Day),
            field("advance_share", Kind::Count),
            field("advance_reason", Kind::Words),
        ],
        with: Vec::new(),
        button: Button::main(t.get("advance-look")),
        form_key: None,
    }
}

fn fund_form(t: &Text, finance: &Finance, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let choice = |way: &Way| {
        Choice::new(way.as_str(), t.get(&format!("advance-way-{way}"))).chosen_if(typed.get("fund_way"))
    };
    let ways = Select {
        name: "fund_way".to_owned(),
        label: t.get("field-fund_way"),
        any: None,
        error: wrongs.of("fund_way").map(str::to_owned),
        choices: Way::ALL.iter().map(choice).collect(),
    };
    BoardForm {
        action: t.path("/finance/advances/fund"),
        method: "post",
        asks: vec![
            Ask::Select(ways),
            field("fund_amount", Kind::Rupees),
            field("fund_reference", Kind::Words),
        ],
        with: Vec::new(),
        button: Button::main(t.get("advance-fund-set")),
        form_key: Some(key_for(&finance.buyer.session)),
    }
}
