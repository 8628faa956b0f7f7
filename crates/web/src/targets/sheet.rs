//! Many targets in one sheet: handed out as it stands, filled in, brought back.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::{Day, Paise};
use market::accounts::DepartmentKey;
use market::intake::grid;
use market::places::{self, Block as Place};
use market::sheets::{self, Value};
use market::targets::sheet::{Fault, Wrong, headings, wishes};
use market::targets::{self, Target, TargetError, Way, What};

use super::page::page;
use super::seat::{Seat, Wanted, month_written};
use crate::app::App;
use crate::bills::attachment;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::Typed;
use crate::parts::{Button, FileField, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::board::{Block, FileForm};
use crate::who::{DcOffice, Head};

/// Lines with faults that are told; the rest come up once these are mended.
const FAULTS_TOLD: usize = 12;

/// The way to the sheet and back.
pub(super) fn blocks(t: &Text, seat: &Seat, first: Day, wrongs: &Wrongs) -> Vec<Block> {
    let sheet = t.path(&format!("{}/sheet?month={}", seat.at, month_written(first)));
    vec![
        Block::Heading(t.get("target-sheet")),
        Block::Button(Button::second(t.get("target-sheet-get")).to(sheet)),
        Block::FileForm(FileForm {
            action: t.path(&format!("{}/sheet", seat.at)),
            asks: Vec::new(),
            file: FileField {
                name: "target_sheet".to_owned(),
                label: t.get("target-sheet-file"),
                hint: t.get("target-sheet-file.hint"),
                accept: ".csv,.xlsx,.ods".to_owned(),
                error: wrongs.of("target_sheet").map(str::to_owned),
            },
            button: Button::main(t.get("target-sheet-take")),
            form_key: Some(seat.form_key.clone()),
        }),
    ]
}

/// `GET /{lang}/head/targets/sheet`.
pub(super) async fn for_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    hand_out(&app, &Seat::of_head(&t, &head), &wanted).await
}

/// `GET /{lang}/office/targets/sheet`.
pub(super) async fn for_office(
    State(app): State<App>,
    office: DcOffice,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    hand_out(&app, &Seat::of_office(&office), &wanted).await
}

/// The month as it stands: a row for each department and block, also those without a target.
async fn hand_out(app: &App, seat: &Seat, wanted: &Wanted) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let first = wanted.first(read.now().day());
    let all = targets::of_month(&mut read, seat.setter.department, first).await?;
    let blocks = places::read::blocks(&mut read).await?;
    drop(read);
    let mut lines = vec![headings().iter().map(|word| Value::words(word)).collect::<Vec<_>>()];
    for department in
        DepartmentKey::ALL.iter().filter(|key| seat.setter.department.is_none_or(|own| own == **key))
    {
        lines.extend(blocks.iter().map(|block| line(first, *department, block, &all)));
    }
    let name = format!("targets-{}.csv", month_written(first));
    Ok(attachment(sheets::csv(&lines), "text/csv; charset=utf-8", &name))
}

fn line(first: Day, department: DepartmentKey, block: &Place, all: &[(Target, i64)]) -> Vec<Value> {
    let of = |what: &What| {
        let is_it = |(target, _): &&(Target, i64)| {
            target.department == department && target.block == block.code && target.what == *what
        };
        match (all.iter().find(is_it), what) {
            (Some((target, _)), What::Rupees) => Value::Rupees(Paise(target.wanted)),
            (Some((target, _)), What::Listed | What::FirstSale | What::Paid) => Value::Count(target.wanted),
            (None, _) => Value::words(""),
        }
    };
    let words = [month_written(first), department.to_string(), block.name.en.clone()];
    words.iter().map(|word| Value::words(word)).chain(What::ALL.iter().map(of)).collect()
}

/// `POST /{lang}/head/targets/sheet`.
pub(super) async fn take_of_head(
    State(app): State<App>,
    t: Text,
    head: Head,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    take(&app, t, &Seat::of_head(&t, &head), &asked, &uploaded).await
}

/// `POST /{lang}/office/targets/sheet`.
pub(super) async fn take_of_office(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    take(&app, t, &Seat::of_office(&office), &asked, &uploaded).await
}

async fn take(
    app: &App,
    t: Text,
    seat: &Seat,
    asked: &Asked,
    uploaded: &Uploaded,
) -> Result<Response, WebError> {
    let wrong = match &uploaded.file {
        None => t.get("reg-wrong-no-file"),
        Some(file) => match grid::read(file) {
            Err(why) => t.pick(&why.words()).to_owned(),
            Ok(book) => {
                let sheet = book.sheets.into_iter().next().unwrap_or_default();
                let blocks = places::read::blocks(&mut app.db().read().await?).await?;
                match wishes(&sheet, seat.setter.department, &blocks) {
                    Err(faults) => in_words(&t, &faults),
                    Ok(wishes) => match targets::set(app.db(), seat.setter, Way::Sheet, &wishes).await {
                        Ok(_) => {
                            let month = wishes.first().map(|wish| month_written(wish.first));
                            let month = month.unwrap_or_default();
                            return Ok(to(&t, &format!("{}?month={month}", seat.at)));
                        }
                        Err(TargetError::BadMonth) => t.get("target-wrong-month"),
                        Err(cause) => return Err(cause.into()),
                    },
                }
            }
        },
    };
    let wrongs = Wrongs::none().and("target_sheet", wrong);
    let board = page(app, &t, seat, &Wanted::default(), &Typed::default(), wrongs).await?;
    send(app, t, asked, seat.at, &board)
}

/// Each line that is wrong, and how.
fn in_words(t: &Text, faults: &[Fault]) -> String {
    let told = |fault: &Fault| {
        let why = match fault.wrong {
            Wrong::NoHeadings => t.get("target-wrong-headings"),
            Wrong::Month => t.get("target-wrong-month"),
            Wrong::Department => t.get("target-wrong-department"),
            Wrong::Block => t.get("target-wrong-block"),
            Wrong::Number => t.get("target-wrong-number"),
        };
        t.say("target-fault").set("line", fault.line.to_string()).set("why", why).to_string()
    };
    faults.iter().take(FAULTS_TOLD).map(told).collect::<Vec<_>>().join(" ")
}
