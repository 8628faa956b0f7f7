//! The page of targets: how the month stands, and the form of one block; and how one target came about.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::Day;
use kernel::ids::TargetId;
use market::accounts::DepartmentKey;
use market::places;
use market::targets::{self, Target, Way, What, Wish, pace, rules, sheet as read_sheet};

use super::seat::{Seat, Wanted, month_written};
use super::{sheet, told};
use crate::app::App;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed};
use crate::parts::{Button, Choice, Facts, Field, Kind, Moment, Progress, Select, Timeline, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::who::{DcOffice, Head};

/// `GET /{lang}/head/targets`.
pub(super) async fn of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &Seat::of_head(&t, &head), &wanted, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/office/targets`.
pub(super) async fn of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &Seat::of_office(&office), &wanted, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// The page, with what was typed into its form and what was wrong with it.
pub(super) async fn page(
    app: &App,
    t: &Text,
    seat: &Seat,
    wanted: &Wanted,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let first = wanted.first(today);
    let all = targets::of_month(&mut read, seat.setter.department, first).await?;
    let known = places::read::blocks(&mut read).await?;
    drop(read);
    let names: BTreeMap<String, String> =
        known.into_iter().map(|block| (block.code, t.pick(&block.name).to_owned())).collect();
    let mut blocks = vec![Block::Form(choose(t, seat, wanted, &names, today))];
    if let Some(department) = wanted.department(seat).filter(|_| names.contains_key(&wanted.block)) {
        let own: Vec<&(Target, i64)> = all
            .iter()
            .filter(|(target, _)| target.department == department && target.block == wanted.block)
            .collect();
        let place = names.get(&wanted.block).cloned().unwrap_or_default();
        blocks.push(Block::Heading(format!("{} · {place}", t.department(department))));
        if !own.is_empty() {
            blocks.push(told::rows(t, seat, &own, today));
        }
        if rules::may_be_set(first, today) {
            blocks.push(Block::Form(form(t, seat, (department, wanted, first), &own, typed, &wrongs)));
        } else {
            blocks.push(Block::Text(t.get("target-wrong-month")));
        }
    }
    blocks.push(Block::Heading(t.say("target-month").set("month", t.month(&first)).to_string()));
    if all.is_empty() {
        blocks.push(Block::Text(t.get("target-none")));
    } else {
        let here = format!("{}?month={}", seat.at, month_written(first));
        blocks.extend(told::charts(t, &targets::totals(&all, today), &here));
        blocks.push(Block::Grid(told::grid(t, seat, &all, &names, today)));
    }
    blocks.extend(sheet::blocks(t, seat, first, &wrongs));
    Ok(seat.board(t.get("room-targets"), blocks, wrongs).led(t.get("target-lead")).spread())
}

/// Which month and block.
fn choose(t: &Text, seat: &Seat, wanted: &Wanted, names: &BTreeMap<String, String>, today: Day) -> BoardForm {
    let first = wanted.first(today);
    let mut months = rules::months(today);
    if !months.contains(&first) {
        months.insert(0, first);
    }
    let select = |name: &str, label: &str, any: Option<String>, choices| {
        Ask::Select(Select { name: name.to_owned(), label: t.get(label), any, error: None, choices })
    };
    let month = |first: &Day| Choice::new(month_written(*first), t.month(first));
    let months = months.iter().map(|one| month(one).chosen_if(&month_written(first))).collect();
    let mut asks = vec![select("month", "target-ask-month", None, months)];
    if seat.setter.department.is_none() {
        let of =
            |key: &DepartmentKey| Choice::new(key.as_str(), t.department(*key)).chosen_if(&wanted.department);
        let choices = DepartmentKey::ALL.iter().map(of).collect();
        asks.push(select("department", "task-department", Some(t.get("case-choose")), choices));
    }
    let of =
        |(code, name): (&String, &String)| Choice::new(code.clone(), name.clone()).chosen_if(&wanted.block);
    let choices = names.iter().map(of).collect();
    asks.push(select("block", "target-ask-block", Some(t.get("case-choose")), choices));
    BoardForm {
        action: t.path(seat.at),
        method: "get",
        asks,
        with: Vec::new(),
        button: Button::second(t.get("target-see")),
        form_key: None,
    }
}

/// The four numbers of one block; what stands is filled in.
fn form(
    t: &Text,
    seat: &Seat,
    (department, wanted, first): (DepartmentKey, &Wanted, Day),
    own: &[&(Target, i64)],
    typed: &Typed,
    wrongs: &Wrongs,
) -> BoardForm {
    let field = |what: &What| {
        let name = format!("target_{what}");
        let stands = own.iter().find(|(target, _)| target.what == *what).map(|(target, _)| target.wanted);
        let number = |wanted| if *what == What::Rupees { wanted / 100 } else { wanted };
        let value = match typed.0.get(&name) {
            Some(typed) => typed.clone(),
            None => stands.map(|wanted| number(wanted).to_string()).unwrap_or_default(),
        };
        let kind = if *what == What::Rupees { Kind::Rupees } else { Kind::Count };
        Ask::Field(Field::named(t, &name, kind, &value, wrongs))
    };
    BoardForm {
        action: t.path(seat.at),
        method: "post",
        asks: What::ALL.iter().map(field).collect(),
        with: vec![
            ("month".to_owned(), month_written(first)),
            ("department".to_owned(), department.to_string()),
            ("block".to_owned(), wanted.block.clone()),
        ],
        button: Button::main(t.get("target-set")),
        form_key: Some(seat.form_key.clone()),
    }
}

/// `POST /{lang}/head/targets`.
pub(super) async fn set_by_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    set(&app, t, &Seat::of_head(&t, &head), &asked, &typed).await
}

/// `POST /{lang}/office/targets`.
pub(super) async fn set_by_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    set(&app, t, &Seat::of_office(&office), &asked, &typed).await
}

async fn set(app: &App, t: Text, seat: &Seat, asked: &Asked, typed: &Typed) -> Result<Response, WebError> {
    let wanted = Wanted {
        month: typed.get("month").to_owned(),
        department: typed.get("department").to_owned(),
        block: typed.get("block").to_owned(),
    };
    let department = wanted.department(seat).ok_or(WebError::Unclear("target-wrong-department"))?;
    let first = read_sheet::month(&wanted.month).ok_or(WebError::Unclear("target-wrong-month"))?;
    let (mut wrongs, mut wishes) = (Wrongs::none(), Vec::new());
    for what in What::ALL {
        let name = format!("target_{what}");
        // An emptied field wants nothing any more.
        let written = if typed.get(&name).is_empty() { "0" } else { typed.get(&name) };
        match read_sheet::number(*what, written) {
            Some(number) => {
                let block = wanted.block.clone();
                wishes.push(Wish { department, block, first, what: *what, wanted: number });
            }
            None => wrongs.add(&name, t.get("target-wrong-number")),
        }
    }
    if wrongs.is_empty() {
        targets::set(app.db(), seat.setter, Way::Page, &wishes).await?;
        let (at, month) = (seat.at, month_written(first));
        return Ok(to(&t, &format!("{at}?month={month}&department={department}&block={}", wanted.block)));
    }
    let board = page(app, &t, seat, &wanted, typed, wrongs).await?;
    send(app, t, asked, seat.at, &board)
}

/// `GET /{lang}/head/targets/{id}`.
pub(super) async fn one_of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = one(&app, &t, &Seat::of_head(&t, &head), &id).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// `GET /{lang}/office/targets/{id}`.
pub(super) async fn one_of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let board = one(&app, &t, &Seat::of_office(&office), &id).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// One target, and who wanted how much when.
async fn one(app: &App, t: &Text, seat: &Seat, id: &str) -> Result<Board, WebError> {
    let id: TargetId = id_of(id)?;
    let mut read = app.db().read().await?;
    let (target, reached) = targets::one(&mut read, id).await?.ok_or(WebError::Missing)?;
    if seat.setter.department.is_some_and(|own| own != target.department) {
        return Err(WebError::Missing);
    }
    let versions = targets::versions(&mut read, id).await?;
    let known = places::read::blocks(&mut read).await?;
    let today = read.now().day();
    drop(read);
    let block = known.into_iter().find(|block| block.code == target.block);
    let facts = Facts::default()
        .and(t.get("task-department"), t.department(target.department))
        .and(t.get("target-ask-block"), block.map(|block| t.pick(&block.name).to_owned()).unwrap_or_default())
        .and(t.get("target-ask-month"), t.month(&target.first))
        .and(t.get("target-reached"), told::reached_of(t, target.what, target.wanted, reached))
        .and(
            t.get("target-stands"),
            told::in_words(t, target.what, pace(target.wanted, reached, target.first, today)),
        );
    let moment = |version: &targets::Version| Moment {
        title: if version.wanted == 0 {
            t.get("target-dropped")
        } else {
            let wanted = told::amount(t, target.what, version.wanted);
            t.say("target-wanted").set("wanted", wanted).to_string()
        },
        when: t.moment(&version.at),
        note: format!("{} · {}", version.by, t.get(&format!("target-way-{}", version.way))),
        progress: Progress::Done,
    };
    let moments = versions.iter().rev().map(moment).collect();
    let blocks = vec![
        Block::Facts(facts),
        Block::Timeline(Timeline { moments }),
        Block::Button(Button::second(t.get("room-targets")).to(t.path(seat.at))),
    ];
    Ok(seat.board(t.get(&format!("target-what-{}", target.what)), blocks, Wrongs::none()))
}
