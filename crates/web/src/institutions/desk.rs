//! The desk of bulk orders in the DC's office: what waits, one enquiry with its plan and offer, samples, the deal, and calling off.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use kernel::ids::{InstitutionEnquiryId, InstitutionSampleId};
use market::institutions::deal::{self, Deal, MakerShare};
use market::institutions::enquiry::{self, Enquiry};
use market::institutions::offer;
use market::institutions::sample::{self, Sample};
use market::institutions::{InstitutionError, OfferState, SampleEvent, SampleState, money};

use super::offer::Shape;
use super::{status, told};
use crate::app::App;
use crate::desk::office::{self, form};
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed};
use crate::parts::{Button, Facts, Field, Kind, Row, Rows, Table, TableRow, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, Folded};
use crate::who::DcOffice;

/// Where the desk stands.
pub(super) const HERE: &str = "/office/institutions";

/// A page of the desk.
pub(super) fn board(office: &DcOffice, title: String, blocks: Vec<Block>) -> Board {
    office::board(office, HERE, title, blocks)
}

/// `GET /{lang}/office/institutions`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let all = enquiry::list(&mut app.db().read().await?).await?;
    let rows: Vec<Row> = all
        .iter()
        .map(|one| Row {
            href: t.path(&format!("{HERE}/{}", one.id)),
            title: format!("{} · {}", t.get(&format!("inst-kind-{}", one.kind)), one.district),
            figure: t.say("inst-so-many").set("pieces", one.pieces.to_string()).to_string(),
            note: format!("{} · {}", t.date(&one.day), t.get(&format!("inst-channel-{}", one.channel))),
            standing: told::standing(&t, one.state),
        })
        .collect();
    let call = Button::second(t.get("inst-call")).to(t.path(&format!("{HERE}/call")));
    let found = if rows.is_empty() { Block::Text(t.get("inst-none")) } else { Block::Rows(Rows { rows }) };
    let board = board(&office, t.get("room-institutions"), vec![found, Block::Button(call)]);
    send(&app, t, &asked, HERE, &board.led(t.get("inst-desk-lead")))
}

/// `GET /{lang}/office/institutions/{id}?stages=2`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
    Query(shape): Query<Shape>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let board = page(&app, &t, &office, (id, &shape), &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

/// One enquiry.
pub(super) async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    (id, shape): (InstitutionEnquiryId, &Shape),
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let one = enquiry::one(&mut read, id).await?.ok_or(WebError::Missing)?;
    let current = offer::current(&mut read, id).await?;
    let samples = sample::of_enquiry(&mut read, id).await?;
    let deal = match &current {
        Some(offer) if offer.row.state == OfferState::Accepted => {
            Some(deal::of_offer(&mut read, offer).await?)
        }
        _ => None,
    };
    drop(read);
    let mut blocks = vec![Block::Facts(facts(t, &one))];
    if let Some(deal) = &deal {
        blocks.extend(deal_blocks(t, deal));
        blocks.push(reason(t, office, (id, "calling-off", "inst-call-off"), typed, &wrongs));
    }
    if let Some(offer) = current.as_ref() {
        blocks.push(Block::Heading(t.get("inst-offer")));
        blocks.extend(told::offer(t, offer));
    }
    if one.may_be_offered() {
        blocks.extend(super::offer::planned(app, t, office, (&one, shape), typed, &wrongs).await?);
    }
    blocks.extend(sample_blocks(t, office, (id, &samples), typed, &wrongs));
    if one.may_be_offered() {
        blocks.push(reason(t, office, (id, "refusal", "inst-refuse"), typed, &wrongs));
    }
    let kind = t.get(&format!("inst-kind-{}", one.row.kind));
    let title = format!("{kind}: {}", one.contact.organisation);
    Ok(board(office, title, blocks).led(told::standing(t, one.row.state)).wrong(wrongs))
}

fn facts(t: &Text, one: &Enquiry) -> Facts {
    let (row, who) = (&one.row, &one.contact);
    let wishes: Vec<String> = one
        .wishes
        .iter()
        .map(|wish| format!("{} × {} {}", wish.pieces, t.pick(&wish.craft()), wish.words))
        .collect();
    let address = format!("{}\n{}\n{} {}", who.house, who.area, row.district, row.pin.as_str());
    Facts::default()
        .and(t.get("inst-wishes"), wishes.join("\n"))
        .and(t.get("field-inst_day"), t.date(&row.day))
        .and(t.get("field-inst_words"), who.words.clone())
        .and(t.get("field-inst_name"), who.name.clone())
        .and(t.get("field-inst_mobile"), who.mobile.clone())
        .and(t.get("inst-to"), address)
        .and(t.get("field-inst_gstin"), who.gstin.clone())
        .and(t.get("inst-code"), row.code.clone())
        .and(t.get("inst-asked-at"), t.moment(&row.asked_at))
        .and(t.get("field-inst_channel"), t.get(&format!("inst-channel-{}", row.channel)))
        .and(t.get("inst-reason"), row.reason.clone())
}

/// A form that is folded away and asks for a reason.
fn reason(
    t: &Text,
    office: &DcOffice,
    (id, path, key): (InstitutionEnquiryId, &str, &str),
    typed: &Typed,
    wrongs: &Wrongs,
) -> Block {
    let why = Field::named(t, "inst_reason", Kind::Lines, typed.get("inst_reason"), wrongs);
    let mut form = form(
        t,
        office,
        &format!("{HERE}/{id}/{path}"),
        vec![Ask::Field(why)],
        Button::second(t.get(&format!("{key}.button"))),
    );
    form.with = vec![("of".to_owned(), path.to_owned())];
    Block::Folded(Folded { summary: t.get(key), open: typed.get("of") == path, form })
}

/// Money, milestones, and who makes what for how much.
fn deal_blocks(t: &Text, deal: &Deal) -> Vec<Block> {
    let mut blocks =
        vec![Block::Facts(status::money_facts(t, deal)), Block::Table(status::milestones(t, deal))];
    let row = |share: &MakerShare| TableRow {
        href: None,
        cells: vec![
            t.pick(&share.maker_name()).to_owned(),
            share.no.to_string(),
            t.pick(&share.name()).to_owned(),
            share.pieces.to_string(),
            t.money(&share.share),
            t.get(crate::basket::told::parcel_key(share.state)),
            share.ready_by.map(|day| t.date(&day)).unwrap_or_default(),
        ],
    };
    let mut rows: Vec<TableRow> = deal.shares.iter().map(row).collect();
    let pieces: i64 = deal.shares.iter().filter(|share| !share.is_off()).map(|share| share.pieces).sum();
    let mut sum = vec![t.get("inst-stage-sum"), String::new(), String::new(), pieces.to_string()];
    sum.extend([t.money(&deal.earned()), String::new(), String::new()]);
    rows.push(TableRow { href: None, cells: sum });
    let heads = [
        ("inst-maker", false),
        ("inst-delivery", true),
        ("inst-good", false),
        ("inst-pieces", true),
        ("inst-hers", true),
        ("inst-stands", false),
        ("inst-ready-by", false),
    ];
    let columns = heads.iter().map(|(key, figures)| told::column(t, key, *figures)).collect();
    blocks.push(Block::Table(Table { caption: t.get("inst-allotted"), columns, rows }));
    blocks
}

fn sample_blocks(
    t: &Text,
    office: &DcOffice,
    (id, samples): (InstitutionEnquiryId, &[Sample]),
    typed: &Typed,
    wrongs: &Wrongs,
) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(t.get("inst-samples"))];
    let steps = format!("{HERE}/{id}/samples/step");
    for one in samples {
        let row = Row {
            href: String::new(),
            title: one.words.clone(),
            figure: t.get(&format!("inst-sample-{}", one.state)),
            note: one.sent_by.clone(),
            standing: one.answer.clone(),
        };
        blocks.push(Block::Rows(Rows { rows: vec![row] }));
        let (event, field) = match one.state {
            SampleState::Asked => (SampleEvent::Sends, Some("inst_sent_by")),
            SampleState::Sent => (SampleEvent::Arrives, None),
            SampleState::Received | SampleState::Approved | SampleState::Refused => continue,
        };
        let asks: Vec<Ask> = field
            .map(|name| Ask::Field(Field::named(t, name, Kind::Words, typed.get(name), wrongs)))
            .into_iter()
            .collect();
        let button = Button::second(t.get(&format!("inst-{}", event.as_str().replace('.', "-"))));
        let mut form = form(t, office, &steps, asks, button);
        form.with =
            vec![("sample".to_owned(), one.id.to_string()), ("event".to_owned(), event.as_str().to_owned())];
        blocks.push(Block::Form(form));
    }
    let words = Field::named(t, "inst_sample", Kind::Words, typed.get("inst_sample"), wrongs);
    let ask = Button::second(t.get("inst-sample-ask.button"));
    blocks.push(Block::Folded(Folded {
        summary: t.get("inst-sample-ask"),
        open: typed.0.contains_key("inst_sample"),
        form: form(t, office, &format!("{HERE}/{id}/samples"), vec![Ask::Field(words)], ask),
    }));
    blocks
}

/// A step about the enquiry an address names.
pub(super) type Step = office::Step<InstitutionEnquiryId>;

impl Step {
    /// Back to the enquiry; with what was typed and why, if it was refused.
    pub(super) async fn end(
        self,
        done: Result<(), InstitutionError>,
        typed: &Typed,
        field: &str,
    ) -> Result<Response, WebError> {
        let here = format!("{HERE}/{}", self.id);
        let Err(cause) = done else { return Ok(to(&self.t, &here)) };
        let wrongs = told::wrong(&self.t, cause, field)?;
        let shape = Shape::of(typed);
        let board = page(&self.app, &self.t, &self.office, (self.id, &shape), typed, wrongs).await?;
        send(&self.app, self.t, &self.asked, &here, &board)
    }
}

/// `POST /{lang}/office/institutions/{id}/refusal`.
pub(super) async fn refuse(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let result = enquiry::refuse(step.app.db(), step.by(), step.id, typed.get("inst_reason")).await;
    step.end(result, &typed, "inst_reason").await
}

/// `POST /{lang}/office/institutions/{id}/calling-off`.
pub(super) async fn call_off(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let result = money::call_off(step.app.db(), step.by(), step.id, typed.get("inst_reason")).await.map(drop);
    step.end(result, &typed, "inst_reason").await
}

/// `POST /{lang}/office/institutions/{id}/samples`.
pub(super) async fn ask_sample(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let result = sample::ask(step.app.db(), step.by(), step.id, typed.get("inst_sample")).await.map(drop);
    step.end(result, &typed, "inst_sample").await
}

/// `POST /{lang}/office/institutions/{id}/samples/step`: it left, or is there.
pub(super) async fn step_sample(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let of: InstitutionSampleId = typed.get("sample").parse().map_err(|_| WebError::Missing)?;
    let event: SampleEvent = typed.get("event").parse().map_err(|_| WebError::Missing)?;
    let result = sample::step(step.app.db(), step.by(), of, event, typed.get("inst_sent_by")).await.map(drop);
    step.end(result, &typed, "inst_sent_by").await
}
