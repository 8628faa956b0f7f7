//! Finance's page of the rules of cash: what holds today, what is to come, a new rule that is shown before it is set, and pincodes to
//! which it does not apply as it stands.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::india::Pin;
use kernel::{Day, Paise};
use market::cash::ruling::{self, PinView, RuleView};
use market::cash::{CashError, PinRule, Reach, Rule, Token};

use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::finance_rules;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{
    Button, Choice, Column, Facts, Field, Kind, Notice, Select, Table, TableRow, Tone, Wrongs,
};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Finance;

/// Where it stands.
const HERE: &str = "/finance/cash/rules";
/// What a rule is made of, as the form names it, and how it is shown before it is set.
const RULE: finance_rules::Rule = finance_rules::Rule {
    here: HERE,
    fields: &[
        "cash_from",
        "cash_reach",
        "cash_most",
        "cash_refused",
        "cash_refused_days",
        "cash_token",
        "cash_token_share",
        "cash_token_kept",
        "cash_reason",
    ],
    says: ["cash-rule-preview", "cash-rule-preview-lead", "cash-rule-set", "cash-rule-not-so"],
};

/// `GET /{lang}/finance/cash/rules`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
) -> Result<Response, WebError> {
    page(&app, t, &finance, &asked, (&Typed::default(), Wrongs::none())).await
}

/// `GET /{lang}/finance/cash/rules/preview`: what a rule would change; nothing is written.
pub(super) async fn preview(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    let rule = match read(&t, &typed, app.db().now().day()) {
        Ok(rule) => rule,
        Err(wrongs) => return page(&app, t, &finance, &asked, (&typed, wrongs)).await,
    };
    let rules = ruling::rules(&mut app.db().read().await?).await?;
    let before = rules.iter().find(|one| one.from <= rule.from);
    let mut facts = Facts::default().and(t.get("field-cash_from"), t.day(&rule.from));
    let then = said(&t, (rule.reach, rule.most), (rule.refused_most, rule.refused_days), rule.token);
    if let Some(one) = before {
        let so_far = said(&t, (one.reach, one.most), (one.refused_most, one.refused_days), one.token());
        facts = facts.and(t.get("cash-rule-so-far"), so_far);
    }
    let facts =
        facts.and(t.get("cash-rule-then"), then).and(t.get("field-cash_reason"), typed.get("cash_reason"));
    let mut blocks = vec![Block::Facts(facts)];
    if rule.reach == Reach::Nowhere {
        let notice = Notice::new(Tone::Care, t.get("cash-rule-off"), t.get("cash-rule-off.text"));
        blocks.push(Block::Notice(notice));
    }
    let board = RULE.shown(&t, &finance, &typed, blocks);
    send(&app, t, &asked, HERE, &board)
}

/// `POST /{lang}/finance/cash/rules`: the rule that was shown is set.
pub(super) async fn set(
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
    match ruling::set_rule(app.db(), finance.buyer.who.person, &rule, typed.get("cash_reason")).await {
        Ok(()) => Ok(to(&t, HERE)),
        Err(CashError::DayTaken) => {
            let wrongs = Wrongs::none().and("cash_from", t.get("cash-wrong-day-taken"));
            page(&app, t, &finance, &asked, (&typed, wrongs)).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/finance/cash/pins`: a pincode stands otherwise from a day on.
pub(super) async fn set_pin(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let (pin, stands) = (Pin::typed(typed.get("cash_pin")), typed.get("cash_stands").parse::<PinRule>().ok());
    let from = typed.day("cash_pin_from").filter(|day| *day >= app.db().now().day());
    if pin.is_none() {
        wrongs.add("cash_pin", t.get("cash-wrong-pin"));
    }
    if stands.is_none() {
        wrongs.add("cash_stands", t.get("cash-wrong-stands"));
    }
    if from.is_none() {
        wrongs.add("cash_pin_from", t.get("cash-wrong-day"));
    }
    let why = typed.get("cash_pin_reason");
    if why.chars().count() < 3 {
        wrongs.add("cash_pin_reason", t.get("cash-rule-wrong-reason"));
    }
    if let (Some(pin), Some(stands), Some(from), true) = (&pin, stands, from, wrongs.is_empty()) {
        match ruling::set_pin(app.db(), finance.buyer.who.person, (pin, from, stands), why).await {
            Ok(()) => return Ok(to(&t, HERE)),
            Err(CashError::DayTaken) => wrongs.add("cash_pin_from", t.get("cash-wrong-day-taken")),
            Err(cause) => return Err(cause.into()),
        }
    }
    page(&app, t, &finance, &asked, (&typed, wrongs)).await
}

/// The rule that was typed, or what is wrong with it.
fn read(t: &Text, typed: &Typed, today: Day) -> Result<Rule, Wrongs> {
    let mut wrongs = Wrongs::none();
    let from = typed.day("cash_from").filter(|day| *day >= today);
    if from.is_none() {
        wrongs.add("cash_from", t.get("cash-wrong-day"));
    }
    let reach = typed.get("cash_reach").parse::<Reach>().ok();
    if reach.is_none() {
        wrongs.add("cash_reach", t.get("cash-wrong-reach"));
    }
    let most =
        Paise::typed(typed.get("cash_most")).filter(|most| *most > Paise::ZERO && *most <= ruling::MOST);
    if most.is_none() {
        wrongs.add("cash_most", t.say("cash-wrong-most").set("most", ruling::MOST).to_string());
    }
    let mut count = |name: &str| {
        let typed = kernel::digits::ascii_digits(typed.get(name)).parse::<i64>();
        let count = typed.ok().filter(|count| (0..=ruling::TIMES_MOST).contains(count));
        if count.is_none() {
            wrongs.add(name, t.get("cash-wrong-count"));
        }
        count
    };
    let (refused_most, refused_days) = (count("cash_refused"), count("cash_refused_days"));
    let token = token(t, typed, most, &mut wrongs);
    if typed.get("cash_reason").chars().count() < 3 {
        wrongs.add("cash_reason", t.get("cash-rule-wrong-reason"));
    }
    match (from, reach, most, refused_most, refused_days) {
        (Some(from), Some(reach), Some(most), Some(refused_most), Some(refused_days))
            if wrongs.is_empty() =>
        {
            Ok(Rule { from, reach, most, refused_most, refused_days, token })
        }
        _ => Err(wrongs),
    }
}

/// What is asked ahead; what is left empty is nothing.
fn token(t: &Text, typed: &Typed, most: Option<Paise>, wrongs: &mut Wrongs) -> Token {
    let mut rupees = |name: &str| match typed.get(name) {
        "" => Paise::ZERO,
        text => {
            let amount = Paise::typed(text).filter(|amount| most.is_none_or(|most| *amount <= most));
            if amount.is_none() {
                wrongs.add(name, t.get("cash-wrong-token"));
            }
            amount.unwrap_or_default()
        }
    };
    let (least, kept_most) = (rupees("cash_token"), rupees("cash_token_kept"));
    let share = match typed.get("cash_token_share") {
        "" => Some(0),
        text => {
            kernel::digits::ascii_digits(text).parse::<i64>().ok().map(|percent| percent.saturating_mul(100))
        }
    };
    let share_bp = share.filter(|bp| (0..=Token::SHARE_MOST_BP).contains(bp));
    if share_bp.is_none() {
        wrongs.add("cash_token_share", t.get("cash-wrong-token-share"));
    }
    let token = Token { least, share_bp: share_bp.unwrap_or(0), kept_most };
    if !token.is_asked() && kept_most > Paise::ZERO {
        wrongs.add("cash_token_kept", t.get("cash-wrong-token-kept"));
    }
    token
}

/// A rule in a sentence or two.
fn said(t: &Text, (reach, most): (Reach, Paise), (refused, days): (i64, i64), token: Token) -> String {
    if reach == Reach::Nowhere {
        return t.get("cash-reach-nowhere");
    }
    let rule = t
        .say("cash-rule-said")
        .set("reach", t.get(&format!("cash-reach-{reach}")))
        .set("most", t.money(&most))
        .set("refused", refused.to_string())
        .set("days", days.to_string())
        .to_string();
    if !token.is_asked() {
        return rule;
    }
    let ahead = t
        .say("cash-rule-token")
        .set("least", t.money(&token.least))
        .set("share", (token.share_bp / 100).to_string())
        .set("kept", t.money(&token.kept_most))
        .to_string();
    format!("{rule} {ahead}")
}

async fn page(
    app: &App,
    t: Text,
    finance: &Finance,
    asked: &Asked,
    (typed, wrongs): (&Typed, Wrongs),
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let (rules, pins) = (ruling::rules(&mut read).await?, ruling::pins(&mut read).await?);
    let today = read.now().day();
    drop(read);
    let mut blocks = vec![Block::Table(rule_table(&t, &rules, today))];
    if !pins.is_empty() {
        blocks.push(Block::Table(pin_table(&t, &pins)));
    }
    blocks.push(Block::Heading(t.get("cash-rule-new")));
    blocks.push(Block::Form(rule_form(&t, typed, &wrongs)));
    blocks.push(Block::Heading(t.get("cash-pin-new")));
    blocks.push(Block::Form(pin_form(&t, finance, typed, &wrongs)));
    blocks.push(Block::Button(Button::second(t.get("cash-rule-back")).to(t.path("/finance/cash"))));
    let board = Board::of(Desk::Finance, told::name_of(&finance.buyer), HERE, t.get("cash-rules"), blocks)
        .led(t.get("cash-rules-lead"))
        .wrong(wrongs);
    send(app, t, asked, HERE, &board)
}

fn columns(t: &Text, keys: [&str; 3]) -> Vec<Column> {
    keys.iter().map(|key| Column { label: t.get(key), figures: false }).collect()
}

fn set_by(t: &Text, by: &str, reason: &str) -> String {
    let by = if by.is_empty() { t.get("cash-rule-shipped") } else { by.to_owned() };
    format!("{by}: {reason}")
}

fn rule_table(t: &Text, rules: &[RuleView], today: Day) -> Table {
    let now = rules.iter().find(|one| one.from <= today).map(|one| one.from);
    let row = |one: &RuleView| {
        let holds = if now == Some(one.from) { t.get("cash-rule-holds") } else { String::new() };
        TableRow {
            href: None,
            cells: vec![
                format!("{} {holds}", t.day(&one.from)).trim().to_owned(),
                said(t, (one.reach, one.most), (one.refused_most, one.refused_days), one.token()),
                set_by(t, &one.by, &one.reason),
            ],
        }
    };
    Table {
        caption: t.get("cash-rules"),
        columns: columns(t, ["field-cash_from", "cash-rule", "field-cash_reason"]),
        rows: rules.iter().map(row).collect(),
    }
}

fn pin_table(t: &Text, pins: &[PinView]) -> Table {
    let row = |one: &PinView| TableRow {
        href: None,
        cells: vec![
            format!("{} · {}", one.pin, t.day(&one.from)),
            t.get(&format!("cash-stands-{}", one.stands)),
            set_by(t, &one.by, &one.reason),
        ],
    };
    Table {
        caption: t.get("cash-pins"),
        columns: columns(t, ["field-cash_pin", "field-cash_stands", "field-cash_pin_reason"]),
        rows: pins.iter().map(row).collect(),
    }
}

fn select(t: &Text, typed: &Typed, name: &str, words: &[(&str, String)], wrongs: &Wrongs) -> Ask {
    let choice = |(value, label): &(&str, String)| Choice::new(*value, label).chosen_if(typed.get(name));
    Ask::Select(Select {
        name: name.to_owned(),
        label: t.get(&format!("field-{name}")),
        any: None,
        error: wrongs.of(name).map(str::to_owned),
        choices: words.iter().map(choice).collect(),
    })
}

fn rule_form(t: &Text, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let reaches: Vec<(&str, String)> =
        Reach::ALL.iter().map(|reach| (reach.as_str(), t.get(&format!("cash-reach-{reach}")))).collect();
    BoardForm {
        action: t.path("/finance/cash/rules/preview"),
        method: "get",
        asks: vec![
            field("cash_from", Kind::Day),
            select(t, typed, "cash_reach", &reaches, wrongs),
            field("cash_most", Kind::Rupees),
            field("cash_refused", Kind::Count),
            field("cash_refused_days", Kind::Count),
            field("cash_token", Kind::Rupees),
            field("cash_token_share", Kind::Count),
            field("cash_token_kept", Kind::Rupees),
            field("cash_reason", Kind::Words),
        ],
        with: Vec::new(),
        button: Button::main(t.get("cash-rule-look")),
        form_key: None,
    }
}

fn pin_form(t: &Text, finance: &Finance, typed: &Typed, wrongs: &Wrongs) -> BoardForm {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let stands: Vec<(&str, String)> =
        PinRule::ALL.iter().map(|rule| (rule.as_str(), t.get(&format!("cash-stands-{rule}")))).collect();
    BoardForm {
        action: t.path("/finance/cash/pins"),
        method: "post",
        asks: vec![
            field("cash_pin", Kind::Pincode),
            select(t, typed, "cash_stands", &stands, wrongs),
            field("cash_pin_from", Kind::Day),
            field("cash_pin_reason", Kind::Words),
        ],
        with: Vec::new(),
        button: Button::main(t.get("cash-pin-set")),
        form_key: Some(key_for(&finance.buyer.session)),
    }
}
