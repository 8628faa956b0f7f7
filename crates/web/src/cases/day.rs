//! An officer's day: what is due, what is late, what nobody carries, her villages.

use axum::extract::State;
use axum::response::Response;
use kernel::Words;
use market::cases::{self, CaseLine};

use super::{Reader, send, told};
use crate::app::App;
use crate::dispatch;
use crate::error::{WebError, encoded};
use crate::life;
use crate::meetings;
use crate::parts::{Button, Figure, Figures, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::Block;
use crate::views::desk::SignOut;
use crate::who::Officer;

/// `GET /{lang}/officer`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    officer: Officer,
    asked: Asked,
) -> Result<Response, WebError> {
    let reader = Reader::officer(&officer);
    let mut read = app.db().read().await?;
    let day = cases::my_day(&mut read, &reader.by.scope, reader.by.person).await?;
    let calls = dispatch::of_day(&mut read, &t, &officer).await?;
    let tasks = meetings::of_desk(&mut read, &t, reader.by.person).await?;
    let licences = life::of_day(&mut read, &t, &officer.post.blocks).await?;
    drop(read);
    let today = app.db().now().day();
    let figure = |value: usize, key: &str| Figure { value: value.to_string(), label: t.get(key), href: None };
    let mut blocks = vec![
        Block::Figures(Figures {
            figures: vec![
                figure(day.late.len(), "myday-n-late"),
                figure(day.today.len(), "myday-n-today"),
                figure(day.coming.len(), "myday-n-coming"),
            ],
        }),
        Block::Button(Button::main(t.get("myday-new")).to(t.path("/officer/cases/new"))),
    ];
    blocks.extend(tasks);
    let groups: [(&str, &Vec<CaseLine>); 5] = [
        ("myday-late", &day.late),
        ("myday-today", &day.today),
        ("myday-coming", &day.coming),
        ("myday-asked", &day.asked),
        ("myday-nobodys", &day.nobodys),
    ];
    for (key, lines) in groups.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        blocks.push(Block::Heading(t.get(key)));
        blocks.push(Block::Rows(told::rows(&t, &reader, lines, today)));
    }
    let nothing = calls.is_none() && licences.is_empty() && groups.iter().all(|(_, lines)| lines.is_empty());
    blocks.extend(calls.into_iter().flatten());
    blocks.extend(licences);
    if nothing {
        blocks.push(Block::Text(t.get("myday-nothing")));
    }
    if !day.villages.is_empty() {
        blocks.push(Block::Heading(t.get("myday-villages")));
        let rows = day.villages.iter().map(|line| {
            let village = Words::new(&line.village_hi, &line.village_en);
            let block = Words::new(&line.block_hi, &line.block_en);
            let asked = if line.village_hi.is_empty() { &line.village_en } else { &line.village_hi };
            Row {
                href: t.path(&format!("/officer/cases?village={}", encoded(asked))),
                title: t.pick(&village).to_owned(),
                figure: line.cases.to_string(),
                note: t.pick(&block).to_owned(),
                standing: String::new(),
            }
        });
        blocks.push(Block::Rows(Rows { rows: rows.collect() }));
    }
    blocks.push(Block::Out(SignOut { form_key: Some(reader.key.clone()) }));
    send(&app, t, &asked, &asked.rest, &reader.board(t.get("room-my-day"), "/officer", blocks))
}
