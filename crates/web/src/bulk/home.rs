//! Where a bulk edit begins: goods chosen on the page, or a table.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use market::bulk::{self, BulkError, Edit, Field, Now, Wish};
use market::catalogue::Making;
use serde::Deserialize;

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::{WebError, encoded};
use crate::form::{Filled, Typed, key_for};
use crate::parts::{self, Choice, FileField, Kind, Pager, Row, Rows, Select, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::bulk::{BulkChoice, BulkHome};
use crate::who::Officer;

/// Where it stands.
const HERE: &str = "/officer/bulk";
/// Sizes and colours on a page.
const SHOWN: usize = 20;
/// The box that stands for all that was found, on whatever page.
const ALL: &str = "bulk_all";

/// Whose name, or which good's, is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    named: String,
    after: String,
}

/// `GET /{lang}/officer/bulk`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &officer, &wanted, &Typed::default(), Wrongs::none()).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// `POST /{lang}/officer/bulk`: the chosen sizes and what shall change; it is shown first.
pub(super) async fn choose(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let chosen = chosen(&app, &officer, &typed).await?;
    let wrongs = match (typed.get("bulk_field").parse::<Field>(), chosen.is_empty()) {
        (Err(_), _) => Wrongs::none().and("bulk_field", t.get("bulk-wrong-field")),
        (_, true) => Wrongs::none().and("", t.get("bulk-wrong-none")),
        (Ok(field), false) => {
            let to = typed.get("bulk_to");
            let wish = |variant: &String| Wish { variant: variant.clone(), field, to: to.to_owned() };
            let wishes: Vec<Wish> = chosen.iter().map(wish).collect();
            match draft(&app, &t, &officer, "", &wishes).await? {
                Ok(response) => return Ok(response),
                Err(key) => Wrongs::none().and("bulk_to", t.get(key)),
            }
        }
    };
    again(&app, t, &officer, &asked, &typed, wrongs).await
}

/// The ticked sizes, or all that were found by the words typed before.
async fn chosen(app: &App, officer: &Officer, typed: &Typed) -> Result<Vec<String>, WebError> {
    if typed.get(ALL).is_empty() {
        return Ok(typed.0.keys().filter(|name| name.starts_with("var_")).cloned().collect());
    }
    let goods =
        bulk::goods(&mut app.db().read().await?, &officer.post.blocks, typed.get("bulk_named")).await?;
    Ok(goods.iter().map(|good| good.variant.to_string()).collect())
}

/// `POST /{lang}/officer/bulk/file`: a table from elsewhere; it is shown first.
pub(super) async fn send_file(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    let wishes = match &uploaded.file {
        None => Err("bulk-wrong-file"),
        Some(file) => bulk::read(file).map_err(|cause| match cause {
            BulkError::TooMany => "bulk-wrong-many",
            _ => "bulk-wrong-file",
        }),
    };
    let key = match wishes {
        Err(key) => key,
        Ok(wishes) => match draft(&app, &t, &officer, &uploaded.file_name, &wishes).await? {
            Ok(response) => return Ok(response),
            Err(key) => key,
        },
    };
    let wrongs = Wrongs::none().and("file", t.get(key));
    again(&app, t, &officer, &asked, &Typed::default(), wrongs).await
}

/// What would change is written down; or the key of why not.
async fn draft(
    app: &App,
    t: &Text,
    officer: &Officer,
    file_name: &str,
    wishes: &[Wish],
) -> Result<Result<Response, &'static str>, WebError> {
    let by = (officer.buyer.who.person, &officer.post.blocks);
    match bulk::draft(app.db(), by, file_name, wishes).await {
        Ok(id) => Ok(Ok(to(t, &format!("{HERE}/{id}")))),
        Err(BulkError::Nothing) => Ok(Err("bulk-wrong-nothing")),
        Err(BulkError::TooMany) => Ok(Err("bulk-wrong-many")),
        Err(cause) => Err(cause.into()),
    }
}

async fn again(
    app: &App,
    t: Text,
    officer: &Officer,
    asked: &Asked,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let wanted =
        Wanted { named: typed.get("bulk_named").to_owned(), after: typed.get("bulk_after").to_owned() };
    let page = load(app, &t, officer, &wanted, typed, wrongs).await?;
    answer(app, t, asked, HERE, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /{lang}/officer/bulk/sheet`: her goods as a table.
pub(super) async fn sheet(State(app): State<App>, t: Text, officer: Officer) -> Result<Response, WebError> {
    let goods = bulk::goods(&mut app.db().read().await?, &officer.post.blocks, "").await?;
    let mut response = bulk::sheet(&goods, t.lang).into_response();
    let headers = response.headers_mut();
    respond::set(headers, "content-type", "text/csv; charset=utf-8");
    respond::set(headers, "content-disposition", "attachment; filename=\"goods.csv\"");
    respond::set(headers, "cache-control", "private, no-store");
    Ok(response)
}

async fn load(
    app: &App,
    t: &Text,
    officer: &Officer,
    wanted: &Wanted,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<BulkHome, WebError> {
    let mut read = app.db().read().await?;
    let goods = bulk::goods(&mut read, &officer.post.blocks, &wanted.named).await?;
    let edits = bulk::mine(&mut read, officer.buyer.who.person).await?;
    drop(read);
    let found = goods.len();
    let from = goods.iter().position(|good| good.variant.to_string() == wanted.after).map_or(0, |at| at + 1);
    let shown = &goods[from..found.min(from + SHOWN)];
    let here = |rest: &str| t.path(&format!("{HERE}?named={}{rest}", encoded(&wanted.named)));
    let pager = Pager {
        next: shown
            .last()
            .filter(|_| from + SHOWN < found)
            .map(|last| here(&format!("&after={}", last.variant))),
        first: (from > 0).then(|| here("")),
    };
    let choice = |good: &Now| {
        let id = good.variant.to_string();
        let (name, label) = (t.pick(&good.good), t.pick(&good.label));
        let comma = if label.is_empty() { "" } else { ", " };
        BulkChoice {
            chosen: typed.0.contains_key(&id),
            name: format!("{name}{comma}{label}"),
            maker: t.pick(&good.maker_name).to_owned(),
            stands: stands(t, good),
            id,
        }
    };
    let field = |field: &Field| {
        Choice::new(field.as_str(), t.get(&format!("bulk-field-{field}"))).chosen_if(typed.get("bulk_field"))
    };
    Ok(BulkHome {
        whose: told::name_of(&officer.buyer),
        named: parts::Field::named(t, "named", Kind::Words, &wanted.named, &Wrongs::none()),
        with: [("bulk_named", wanted.named.clone()), ("bulk_after", wanted.after.clone())],
        found,
        all_chosen: !typed.get(ALL).is_empty(),
        goods: shown.iter().map(choice).collect(),
        pager,
        field: Select {
            name: "bulk_field".to_owned(),
            label: t.get("bulk-what"),
            any: Some(t.get("bulk-choose")),
            error: wrongs.of("bulk_field").map(str::to_owned),
            choices: Field::ALL.iter().map(field).collect(),
        },
        to: parts::Field::named(t, "bulk_to", Kind::Words, typed.get("bulk_to"), &wrongs),
        file: FileField {
            name: "file".to_owned(),
            label: t.get("bulk-file"),
            hint: t.get("bulk-file.hint"),
            accept: ".xlsx,.ods,.csv".to_owned(),
            error: wrongs.of("file").map(str::to_owned),
        },
        edits: Rows { rows: edits.iter().map(|edit| row(t, edit)).collect() },
        form_key: Some(key_for(&officer.buyer.session)),
        wrongs,
    })
}

fn stands(t: &Text, good: &Now) -> String {
    let count = u32::try_from(good.free).unwrap_or(0);
    let key = if good.making == Making::Stock { "goods-free" } else { "goods-to-order" };
    let mut said = vec![t.money(&good.price), t.say(key).set("count", count).to_string()];
    if good.paused.is_some() {
        said.push(t.get("bulk-paused"));
    }
    said.join(" · ")
}

fn row(t: &Text, edit: &Edit) -> Row {
    let title = if edit.file_name.is_empty() { t.get("bulk-by-hand") } else { edit.file_name.clone() };
    Row {
        href: t.path(&format!("{HERE}/{}", edit.id)),
        title,
        figure: String::new(),
        note: t.moment(&edit.made_at),
        standing: t.get(&format!("bulk-state-{}", edit.state)),
    }
}
