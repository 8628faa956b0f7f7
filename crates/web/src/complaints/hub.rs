//! A keeper's part of a complaint about a parcel of her hub: what the hub saw, whether it is still there, and her answer.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::HubId;
use market::complaints::{self, AtHub, Complaint, ComplaintError, HubFinding};

use super::desk::{Sitting, developed, page};
use crate::app::App;
use crate::desk::{send, to, told};
use crate::error::WebError;
use crate::form::Typed;
use crate::parts::{Button, Choice, Field, Kind, PhotoAsk, Radios, Row, Rows, Said, Talk, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, BoardForm, SendForm};
use crate::views::desk::spaced;

/// The parcels it is about, what the hub found when it looked, and the form for an answer.
pub(super) async fn blocks(
    app: &App,
    t: &Text,
    (one, hub): (&Complaint, HubId),
    key: Option<String>,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Block>, WebError> {
    let parcels = complaints::at_hub(&mut app.db().read().await?, one.id, hub).await?;
    let here = format!("/hub/complaints/{}", one.number);
    let row = |parcel: &AtHub| {
        told::stands(parcel.state).map(|stands| Row {
            href: t.path(&format!("/hub/parcels/{}", parcel.code)),
            title: spaced(&parcel.code),
            figure: t.get(stands.key()),
            note: String::new(),
            standing: String::new(),
        })
    };
    let mut blocks = vec![
        Block::Heading(t.get("hubcare-parcels")),
        Block::Rows(Rows { rows: parcels.iter().filter_map(row).collect() }),
    ];
    let looks: Vec<Said> = parcels.iter().filter_map(|parcel| look_of(t, &here, parcel)).collect();
    if !looks.is_empty() {
        blocks.extend([Block::Heading(t.get("hubcare-saw")), Block::Talk(Talk { said: looks })]);
    }
    if one.state.is_open() {
        blocks.extend([
            Block::Heading(t.get("hubcare-answer")),
            Block::Send(form(t, &here, key, typed, wrongs)),
        ]);
    }
    Ok(blocks)
}

/// What the hub found in a parcel before it left.
fn look_of(t: &Text, here: &str, parcel: &AtHub) -> Option<Said> {
    let at = parcel.looked_at?;
    let finding = match parcel.finding.as_str() {
        "passes" => "finding-passes",
        "goes_back" => "finding-goes-back",
        _ => "finding-refused",
    };
    Some(Said {
        who: spaced(&parcel.code),
        is_ours: true,
        when: t.moment(&at),
        words: t.get(finding),
        photo: parcel.picture.as_ref().map(|_| t.path(&format!("{here}/looks/{}", parcel.code))),
    })
}

fn form(t: &Text, here: &str, key: Option<String>, typed: &Typed, wrongs: &Wrongs) -> SendForm {
    let choice = |finding: &HubFinding| {
        Choice::new(finding.as_str(), t.get(&format!("hubcare-{finding}")))
            .chosen_if(typed.get("hub_finding"))
    };
    let found = Radios {
        name: "hub_finding".to_owned(),
        label: t.get("hubcare-finding"),
        error: wrongs.of("hub_finding").map(str::to_owned),
        choices: HubFinding::ALL.iter().map(choice).collect(),
    };
    let words = Field::named(t, "hub_words", Kind::Lines, typed.get("hub_words"), wrongs);
    SendForm {
        form: BoardForm {
            action: t.path(&format!("{here}/answers")),
            method: "post",
            asks: vec![Ask::Radios(found), Ask::Field(words)],
            with: Vec::new(),
            button: Button::main(t.get("complaint-answer")),
            form_key: key,
        },
        photo: Some(PhotoAsk {
            role: "complaint",
            label: t.get("hubcare-photo"),
            hint: t.get("hubcare-photo.hint"),
            error: wrongs.of("file-complaint").map(str::to_owned),
        }),
    }
}

/// `POST /{lang}/hub/complaints/{number}/answers`: what she found, into the conversation.
pub(super) async fn answer(
    State(app): State<App>,
    t: Text,
    sitting: Sitting,
    asked: Asked,
    Path(number): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, &number).await?;
    let here = format!("{}/{number}", sitting.room());
    let mut wrongs = Wrongs::none();
    let finding = form.typed.get("hub_finding").parse::<HubFinding>().ok();
    if finding.is_none() {
        wrongs.add("hub_finding", t.get("hubcare-wrong-finding"));
    }
    let photo = developed(&app, &t, &form, &mut wrongs).await?;
    if let (Some(finding), true) = (finding, wrongs.is_empty()) {
        let said = (finding, form.typed.get("hub_words"));
        match complaints::answer_at_hub(app.db(), sitting.by(), &number, said, photo.as_ref()).await {
            Ok(()) => return Ok(to(&t, &here)),
            Err(ComplaintError::NoWords) => wrongs.add("hub_words", t.get("complaint-wrong-words")),
            Err(cause) => return Err(cause.into()),
        }
    }
    let board = page(&app, &t, &sitting, &one, &form.typed, wrongs).await?;
    send(&app, t, &asked, &here, &board)
}

/// `GET /{lang}/hub/complaints/{number}/looks/{code}`: the photo of what the hub saw in a parcel.
pub(super) async fn look(
    State(app): State<App>,
    sitting: Sitting,
    Path((number, code)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let one = sitting.find(&app, &number).await?;
    let hub = sitting.hub().ok_or(WebError::Missing)?;
    let picture = complaints::look_of_hub(&mut app.db().read().await?, one.id, hub, &code).await?;
    super::picture(&app, picture).await
}
