//! A department's checklists: its head adds and removes items; each change is a new version, held against every case at once.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Words;
use market::cases::{self, Asks, CaseError, Item, List, NeededFor, Proof};
use market::makers::MakerKind;

use super::{Reader, Typed, field, folded, select, send, told};
use crate::app::App;
use crate::desk::to;
use crate::error::WebError;
use crate::form::Filled;
use crate::parts::{Button, Kind, Moment, Progress, Row, Rows, Timeline, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::who::Head;

/// `GET /{lang}/head/checklists`.
pub(super) async fn all(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
) -> Result<Response, WebError> {
    let reader = Reader::head(&head);
    let lists = cases::checklists(&mut app.db().read().await?, head.department).await?;
    let row = |list: &List| Row {
        href: t.path(&format!("/head/checklists/{}", list.kind)),
        title: t.get(&format!("kind-{}", list.kind)),
        figure: list.items.len().to_string(),
        note: version(&t, list),
        standing: String::new(),
    };
    let blocks = vec![Block::Rows(Rows { rows: lists.iter().map(row).collect() })];
    let mut board = reader.board(t.get("room-checklists"), "/head/checklists", blocks);
    board.lead = t.get("list-lead");
    send(&app, t, &asked, &asked.rest, &board)
}

fn version(t: &Text, list: &List) -> String {
    let version = list.version.to_string();
    t.say("list-version").set("version", version).set("day", t.day(&list.made_at.day())).to_string()
}

async fn list_of(app: &App, head: &Head, kind: &str) -> Result<List, WebError> {
    let kind: MakerKind = kind.parse().map_err(|_| WebError::Missing)?;
    let lists = cases::checklists(&mut app.db().read().await?, head.department).await?;
    lists.into_iter().find(|list| list.kind == kind).ok_or(WebError::Missing)
}

/// `GET /{lang}/head/checklists/{kind}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(kind): Path<String>,
) -> Result<Response, WebError> {
    let list = list_of(&app, &head, &kind).await?;
    let board = page(&t, &Reader::head(&head), &list, &Typed::default(), Wrongs::none());
    send(&app, t, &asked, &asked.rest, &board)
}

fn page(t: &Text, reader: &Reader, list: &List, typed: &Typed, wrongs: Wrongs) -> Board {
    let moments = list.items.iter().map(|item| {
        let mut words = vec![t.get(&format!("case-needed-{}", item.needed_for))];
        if item.proof != Proof::Attested {
            words.push(t.get("list-computed"));
        }
        if item.asks.document {
            words.push(t.get("list-document"));
        }
        if item.asks.waivable {
            words.push(t.get("list-waivable"));
        }
        let (title, note) = (t.pick(&item.name).to_owned(), words.join(" · "));
        Moment { title, when: String::new(), note, progress: Progress::Ahead }
    });
    let mut blocks = vec![Block::Timeline(Timeline { moments: moments.collect() })];
    let action = t.path(&format!("/head/checklists/{}", list.kind));
    let with = vec![("version".to_owned(), list.version.to_string())];
    let yes_no =
        || [("yes", "list-yes"), ("no", "list-no")].map(|(value, key)| (value.to_owned(), t.get(key)));
    let needed = NeededFor::ALL.iter().map(|when| (when.to_string(), t.get(&format!("case-needed-{when}"))));
    let asks = vec![
        field(t, "item_hi", Kind::Words, typed, &wrongs),
        field(t, "item_en", Kind::Words, typed, &wrongs),
        select(t, "needed_for", typed, &wrongs, needed),
        select(t, "needs_document", typed, &wrongs, yes_no()),
        select(t, "may_waive", typed, &wrongs, yes_no()),
    ];
    let mut form = reader.form(action.clone(), asks, Button::main(t.get("list-add")));
    form.with.clone_from(&with);
    blocks.push(folded(t.get("list-add"), form, &wrongs));
    let items = list.items.iter().map(|item| (item.key.clone(), t.pick(&item.name).to_owned()));
    let asks = vec![select(t, "removed_item", typed, &wrongs, items)];
    let mut form = reader.form(action, asks, Button::second(t.get("list-remove")));
    form.with = with;
    blocks.push(folded(t.get("list-remove"), form, &wrongs));
    let mut board = reader.board(t.get(&format!("kind-{}", list.kind)), "/head/checklists", blocks);
    board.lead = version(t, list);
    board.wrongs = wrongs;
    board
}

/// `POST /{lang}/head/checklists/{kind}`: one item more or one less.
pub(super) async fn save(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    Path(kind): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let reader = Reader::head(&head);
    let list = list_of(&app, &head, &kind).await?;
    let mut items = list.items.clone();
    if typed.get("removed_item").is_empty() {
        items.push(Item {
            key: String::new(),
            name: Words::new(typed.get("item_hi"), typed.get("item_en")),
            proof: Proof::Attested,
            needed_for: typed.get("needed_for").parse().unwrap_or(NeededFor::Listing),
            asks: Asks {
                document: typed.get("needs_document") == "yes",
                waivable: typed.get("may_waive") == "yes",
            },
        });
    } else {
        items.retain(|item| item.key != typed.get("removed_item"));
    }
    let version = typed.get("version").parse().unwrap_or(0);
    let here = format!("/head/checklists/{}", list.kind);
    match cases::save_checklist(app.db(), &reader.by, list.kind, version, &items).await {
        Ok(()) => Ok(to(&t, &here)),
        Err(cause) => {
            let is_name = matches!(cause, CaseError::BadChecklist);
            let (name, says) = told::refused(&t, cause)?;
            let wrongs = Wrongs::none().and(if is_name { "item_hi" } else { name }, says);
            send(&app, t, &asked, &here, &page(&t, &reader, &list, &typed, wrongs))
        }
    }
}
