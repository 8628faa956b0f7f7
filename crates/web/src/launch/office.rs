//! `GET /{lang}/office/launch`: at which stage the mart stands, what the trial has shown, who is invited.

use axum::extract::State;
use axum::response::Response;
use kernel::ids::PersonId;
use kernel::india::{Mobile, Pin};
use market::gateways;
use market::launch::gate::{self, Proof};
use market::launch::{self, Feedback, Guest, LaunchError, Stage, StageEvent, Standing, Trial, Wish};

use crate::app::App;
use crate::desk::{office, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{
    Button, Choice, Deed, Facts, Field, Figure, Figures, Kind, Moment, Notice, Progress, Row, Rows, Select,
    Timeline, Tone, Wrongs,
};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm, Folded};
use crate::who::DcOffice;

/// Where it stands.
pub(super) const HERE: &str = "/office/launch";

/// A page of the DC's office in this room.
pub(super) fn board(office: &DcOffice, title: String, blocks: Vec<Block>) -> Board {
    office::board(office, HERE, title, blocks)
}

/// What the page tells, read in one go.
struct Told {
    stages: Vec<Standing>,
    stage: Stage,
    trial: Trial,
    guests: Vec<Guest>,
    pins: Vec<Pin>,
    wishes: Vec<Wish>,
    said: Vec<Feedback>,
    proofs: Vec<Proof>,
    signed: Vec<Proof>,
    is_real: bool,
}

async fn read(app: &App) -> Result<Told, WebError> {
    let read = &mut *app.db().snapshot().await?;
    Ok(Told {
        stages: launch::stages(read).await?,
        stage: launch::stage(read).await?,
        trial: launch::report(read).await?,
        guests: launch::guests(read).await?,
        pins: launch::pins(read).await?,
        wishes: launch::wishes(read).await?,
        said: launch::feedback(read).await?,
        proofs: gate::proofs(read, app.configured()).await?,
        signed: gate::signed_with(read).await?,
        is_real: gateways::moves_money(read).await?,
    })
}

/// `GET /{lang}/office/launch`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &office, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// The page, with what was typed into one of its forms.
pub(super) async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let told = read(app).await?;
    let ask = Asking { t, office, typed, wrongs: &wrongs };
    let mut blocks = Vec::new();
    if told.stage == Stage::Trial && told.is_real {
        blocks.push(Block::Notice(Notice::new(
            Tone::Stop,
            t.get("launch-real-keys"),
            t.get("launch-real-keys.text"),
        )));
    }
    blocks.push(Block::Facts(stands(t, &told)));
    blocks.push(Block::Folded(ask.stage(told.stage)));
    blocks.extend(super::gate::blocks(t, told.stage, &told.proofs, &ask));
    if told.trial.orders > 0 || told.stage == Stage::Trial {
        blocks.extend(trial(t, &told.trial));
    }
    if told.stage == Stage::Trial {
        blocks.extend(ask.guests(&told));
        blocks.extend(ask.pins(&told));
    }
    if !told.said.is_empty() {
        blocks.push(Block::Heading(t.get("feedback-all")));
        blocks.push(Block::Rows(Rows { rows: told.said.iter().map(|one| said(t, one)).collect() }));
    }
    if !told.stages.is_empty() {
        blocks.push(Block::Heading(t.get("launch-history")));
        blocks.push(Block::Timeline(history(t, &told.stages)));
        blocks.extend(super::gate::signed(t, &told.signed));
    }
    Ok(board(office, t.get("room-launch"), blocks).led(t.get("launch-lead")).wrong(wrongs))
}

fn stands(t: &Text, told: &Told) -> Facts {
    let facts = Facts::default().and(t.get("launch-stage"), t.get(&format!("launch-stage-{}", told.stage)));
    match told.stages.first() {
        Some(now) => facts
            .and(t.get("launch-since"), t.moment(&now.since))
            .and(t.get("launch-by"), &now.by)
            .and(t.get("launch-reason"), &now.reason),
        None => facts.and(t.get("launch-since"), t.get("launch-always")),
    }
}

fn history(t: &Text, stages: &[Standing]) -> Timeline {
    let moment = |one: &Standing| Moment {
        title: t.get(&format!("launch-stage-{}", one.stage)),
        when: t.moment(&one.since),
        note: format!("{}: {}", one.by, one.reason),
        progress: Progress::Done,
    };
    Timeline { moments: stages.iter().rev().map(moment).collect() }
}

/// What came of the trial: in no other figure of the mart.
fn trial(t: &Text, trial: &Trial) -> Vec<Block> {
    let figure = |value: String, key: &str| Figure { value, label: t.get(key), href: None };
    let in_time =
        if trial.arrived == 0 { "–".to_owned() } else { format!("{} / {}", trial.in_time, trial.arrived) };
    let walked = trial.crafts.iter().filter(|(_, parcels)| *parcels > 0).count();
    vec![
        Block::Heading(t.get("trial-report")),
        Block::Text(t.get("trial-uncounted")),
        Block::Figures(Figures {
            figures: vec![
                figure(trial.orders.to_string(), "trial-orders"),
                figure(trial.paid.to_string(), "trial-paid"),
                figure(t.money(&trial.amount), "trial-amount"),
                figure(in_time, "trial-in-time"),
                figure(format!("{walked} / {}", trial.crafts.len()), "trial-crafts"),
            ],
        }),
    ]
}

fn said(t: &Text, one: &Feedback) -> Row {
    Row {
        href: t.path(&format!("{HERE}/feedback/{}", one.id)),
        title: one.words.chars().take(120).collect(),
        figure: String::new(),
        note: format!("{} · {}", one.page, t.moment(&one.at)),
        standing: t.get(if one.task.is_some() { "feedback-taken" } else { "feedback-open" }),
    }
}

/// The forms of the page, with what was typed into them.
pub(super) struct Asking<'a> {
    t: &'a Text,
    office: &'a DcOffice,
    typed: &'a Typed,
    wrongs: &'a Wrongs,
}

impl Asking<'_> {
    pub(super) fn form(&self, at: &str, asks: Vec<Ask>, button: &str) -> BoardForm {
        let button = Button::main(self.t.get(button));
        office::form(self.t, self.office, &format!("{HERE}/{at}"), asks, button)
    }

    pub(super) fn field(&self, name: &str, kind: Kind) -> Ask {
        Ask::Field(Field::named(self.t, name, kind, self.typed.get(name), self.wrongs))
    }

    fn folded(&self, summary: &str, field: &str, form: BoardForm) -> Folded {
        Folded { summary: self.t.get(summary), open: self.wrongs.of(field).is_some(), form }
    }

    /// Where the mart may go from here.
    fn stage(&self, stage: Stage) -> Folded {
        let may = StageEvent::ALL
            .iter()
            .filter(|event| **event != StageEvent::GoesLive && stage.after(**event).is_ok());
        let choice = |event: &StageEvent| {
            let key = event.as_str().replace('.', "-");
            Choice::new(event.as_str(), self.t.get(&format!("launch-{key}")))
                .chosen_if(self.typed.get("launch_event"))
        };
        let select = Ask::Select(Select {
            name: "launch_event".to_owned(),
            label: self.t.get("field-launch_event"),
            any: None,
            error: self.wrongs.of("launch_event").map(str::to_owned),
            choices: may.map(choice).collect(),
        });
        let reason = self.field("launch_reason", Kind::Lines);
        self.folded(
            "launch-move",
            "launch_reason",
            self.form("stage", vec![select, reason], "launch-move-it"),
        )
    }

    /// Who is invited, who would like to be, and the forms to do and undo it.
    fn guests(&self, told: &Told) -> Vec<Block> {
        let t = self.t;
        let row = |guest: &Guest| Row {
            href: String::new(),
            title: format!("…{}", guest.last_digits),
            figure: String::new(),
            note: t.moment(&guest.at),
            standing: String::new(),
        };
        let mut blocks = vec![Block::Heading(t.get("trial-guests"))];
        if told.guests.is_empty() {
            blocks.push(Block::Text(t.get("trial-no-guests")));
        } else {
            blocks.push(Block::Rows(Rows { rows: told.guests.iter().map(row).collect() }));
        }
        blocks.push(Block::Form(self.form(
            "guests",
            vec![self.field("guest_mobile", Kind::Mobile)],
            "trial-invite",
        )));
        let removal =
            self.form("guests/removal", vec![self.field("gone_mobile", Kind::Mobile)], "trial-uninvite-it");
        blocks.push(Block::Folded(self.folded("trial-uninvite", "gone_mobile", removal)));
        for wish in &told.wishes {
            let name = if wish.name.is_empty() { t.get("trial-nameless") } else { wish.name.clone() };
            blocks.push(Block::Deed(Deed {
                action: t.path(&format!("{HERE}/wishes")),
                button: Button::second(t.say("trial-invite-her").set("name", name).to_string()),
                with: vec![("person".to_owned(), wish.person.to_string())],
                form_key: Some(key_for(&self.office.buyer.session)),
            }));
        }
        blocks
    }

    /// Where the trial sends to.
    fn pins(&self, told: &Told) -> Vec<Block> {
        let t = self.t;
        let named: Vec<_> = told.pins.iter().map(ToString::to_string).collect();
        let all = if named.is_empty() { t.get("trial-all-pins") } else { named.join(", ") };
        let open = self.form("pins", vec![self.field("trial_pin", Kind::Pincode)], "trial-open-pin");
        let close =
            self.form("pins/removal", vec![self.field("gone_pin", Kind::Pincode)], "trial-close-pin-it");
        let mut blocks = vec![Block::Heading(t.get("trial-pins")), Block::Text(all), Block::Form(open)];
        if !named.is_empty() {
            blocks.push(Block::Folded(self.folded("trial-close-pin", "gone_pin", close)));
        }
        blocks
    }
}

async fn again(
    app: &App,
    t: Text,
    (office, asked): (&DcOffice, &Asked),
    typed: &Typed,
    (field, key): (&str, &str),
) -> Result<Response, WebError> {
    let wrongs = Wrongs::none().and(field, t.get(key));
    let board = page(app, &t, office, typed, wrongs).await?;
    send(app, t, asked, HERE, &board)
}

/// Back to the page; or the form again, if what was typed into `field` was refused.
async fn after(
    app: &App,
    t: Text,
    by: (&DcOffice, &Asked),
    typed: &Typed,
    (done, wrong): (Result<(), LaunchError>, (&str, &str)),
) -> Result<Response, WebError> {
    match done {
        Ok(()) => Ok(to(&t, HERE)),
        Err(LaunchError::NoWords | LaunchError::NoPin | LaunchError::Missing) => {
            again(app, t, by, typed, wrong).await
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/office/launch/stage`.
pub(super) async fn set_stage(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let Ok(event) = typed.get("launch_event").parse::<StageEvent>() else {
        return again(&app, t, (&office, &asked), &typed, ("launch_event", "launch-wrong-event")).await;
    };
    let reason = typed.get("launch_reason");
    let done = launch::set_stage(app.db(), office.buyer.who.person, event, reason).await.map(drop);
    if done.is_ok() {
        app.look_again_at_stage().await;
    }
    let wrong = ("launch_reason", "launch-wrong-words");
    after(&app, t, (&office, &asked), &typed, (done, wrong)).await
}

/// `POST /{lang}/office/launch/guests`.
pub(super) async fn invite(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let Some(mobile) = Mobile::typed(typed.get("guest_mobile")) else {
        return again(&app, t, (&office, &asked), &typed, ("guest_mobile", "wrong-mobile")).await;
    };
    launch::invite(app.db(), office.buyer.who.person, &mobile).await?;
    Ok(to(&t, HERE))
}

/// `POST /{lang}/office/launch/guests/removal`.
pub(super) async fn uninvite(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let Some(mobile) = Mobile::typed(typed.get("gone_mobile")) else {
        return again(&app, t, (&office, &asked), &typed, ("gone_mobile", "wrong-mobile")).await;
    };
    let done = launch::uninvite(app.db(), &mobile).await;
    after(&app, t, (&office, &asked), &typed, (done, ("gone_mobile", "trial-wrong-guest"))).await
}

/// `POST /{lang}/office/launch/wishes`: somebody who asked is invited.
pub(super) async fn invite_asked(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let person: PersonId = typed.get("person").parse().map_err(|_| WebError::Unclear("trial-wrong-guest"))?;
    launch::invite_person(app.db(), office.buyer.who.person, person).await?;
    Ok(to(&t, HERE))
}

/// `POST /{lang}/office/launch/pins`.
pub(super) async fn open_pin(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let opened = match Pin::typed(typed.get("trial_pin")) {
        Some(pin) => launch::open_pin(app.db(), office.buyer.who.person, &pin).await,
        None => Err(LaunchError::NoPin),
    };
    after(&app, t, (&office, &asked), &typed, (opened, ("trial_pin", "wrong-no-such-pin"))).await
}

/// `POST /{lang}/office/launch/pins/removal`.
pub(super) async fn close_pin(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let closed = match Pin::typed(typed.get("gone_pin")) {
        Some(pin) => launch::close_pin(app.db(), &pin).await,
        None => Err(LaunchError::Missing),
    };
    after(&app, t, (&office, &asked), &typed, (closed, ("gone_pin", "trial-wrong-pin"))).await
}
