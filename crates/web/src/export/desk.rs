//! The export desk: enquiries that wait, cases by how they stand and what they lack; one enquiry with its offer.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::ExportEnquiryId;
use kernel::{Paise, Time};
use market::export::book;
use market::export::case::{self, CaseRow};
use market::export::enquiry::{self, Enquiry};
use market::export::ready::{self, Abroad, Ready};
use market::export::{CaseState, EnquiryState, ExportError};
use market::orders::Order;

use super::told;
use crate::app::App;
use crate::desk::office::{self, form};
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Deed, Facts, Field, Kind, Notice, Row, Rows, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, Folded};
use crate::who::DcOffice;

/// Where the desk stands.
pub(super) const HERE: &str = "/office/export";

/// A page of the desk.
pub(super) fn board(office: &DcOffice, title: String, blocks: Vec<Block>) -> Board {
    office::board(office, HERE, title, blocks)
}

/// One press of the desk.
pub(super) fn deed(t: &Text, office: &DcOffice, action: &str, button: Button) -> Block {
    Block::Deed(Deed {
        action: t.path(action),
        button,
        with: Vec::new(),
        form_key: Some(key_for(&office.buyer.session)),
    })
}

/// Days since a moment.
fn days_since(now: Time, since: Time) -> i64 {
    now.day().0 - since.day().0
}

/// `GET /{lang}/office/export`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let now = read.now();
    let enquiries = enquiry::list(&mut read).await?;
    let cases = case::list(&mut read).await?;
    drop(read);
    let book = Button::second(t.get("export-book")).to(t.path(&format!("{HERE}/book")));
    let mut blocks = vec![Block::Heading(t.get("export-enquiries"))];
    let open: Vec<Row> = enquiries
        .iter()
        .filter(|one| one.state != EnquiryState::Refused)
        .map(|one| Row {
            href: t.path(&format!("{HERE}/enquiries/{}", one.id)),
            title: format!("{} × {}", t.pick(&kernel::Words::new(&one.name_hi, &one.name_en)), one.quantity),
            figure: one.country.clone(),
            note: waits(&t, now, one.asked_at),
            standing: t.get(enquiry_key(one.state, one.order_state)),
        })
        .collect();
    blocks.push(if open.is_empty() {
        Block::Text(t.get("export-no-enquiries"))
    } else {
        Block::Rows(Rows { rows: open })
    });
    blocks.push(Block::Heading(t.get("export-cases")));
    let rows: Vec<Row> = cases.iter().map(|one| case_row(&t, now, one)).collect();
    blocks.push(if rows.is_empty() {
        Block::Text(t.get("export-no-cases"))
    } else {
        Block::Rows(Rows { rows })
    });
    blocks.push(Block::Button(book));
    let board = board(&office, t.get("room-export"), blocks).led(t.get("export-lead"));
    send(&app, t, &asked, HERE, &board)
}

fn waits(t: &Text, now: Time, since: Time) -> String {
    t.say("export-days").set("days", days_since(now, since).to_string()).to_string()
}

fn case_row(t: &Text, now: Time, one: &CaseRow) -> Row {
    Row {
        href: t.path(&format!("{HERE}/cases/{}", one.id)),
        title: one.order_code.clone(),
        figure: one.country.clone(),
        note: waits(t, now, one.opened_at),
        standing: format!(
            "{} · {}",
            t.get(&format!("export-state-{}", one.state)),
            t.get(&format!("export-next-{}", one.state))
        ),
    }
}

const fn enquiry_key(state: EnquiryState, order: Option<Order>) -> &'static str {
    match (state, order) {
        (EnquiryState::Asked, _) => "enquiry-asked",
        (EnquiryState::Refused, _) => "enquiry-refused",
        (EnquiryState::Offered, Some(Order::Placed)) => "enquiry-offered",
        (EnquiryState::Offered, Some(Order::Expired)) => "enquiry-expired",
        (EnquiryState::Offered, _) => "enquiry-paid",
    }
}

/// `GET /{lang}/office/export/enquiries/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let board = page(&app, &t, &office, id, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &asked.rest, &board)
}

async fn page(
    app: &App,
    t: &Text,
    office: &DcOffice,
    id: ExportEnquiryId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let one = enquiry::one(&mut read, id).await?.ok_or(WebError::Missing)?;
    let ready = ready::of_slug(&mut read, &one.row.slug).await?.ok_or(WebError::Missing)?;
    let country = book::country(&mut read, &one.row.country).await?.ok_or(WebError::Missing)?;
    let told = ready::abroad(&mut read, &ready, country, (one.row.unit, one.row.quantity)).await?;
    let open = case::of_enquiry(&mut read, id).await?;
    drop(read);
    let here = format!("{HERE}/enquiries/{id}");
    let mut blocks = vec![Block::Facts(facts(t, &one, &told))];
    if one.may_be_offered() {
        blocks.extend(offering(t, office, (&here, &ready, &told), typed, &wrongs));
    }
    if let Some(code) = &one.row.order_code {
        let order = Button::second(t.get("export-order")).to(t.path(&format!("/orders/{code}")));
        blocks.push(Block::Button(order));
    }
    match (open, one.row.order_state) {
        (Some(case), _) => {
            let to_case = Button::main(t.get("export-to-case")).to(t.path(&format!("{HERE}/cases/{case}")));
            blocks.push(Block::Button(to_case));
        }
        (None, Some(Order::Confirmed | Order::Completed)) => {
            blocks.push(deed(t, office, &format!("{here}/case"), Button::main(t.get("export-open"))));
        }
        (None, _) => {}
    }
    if one.row.state == EnquiryState::Asked {
        let reason = Field::named(t, "refuse_reason", Kind::Lines, typed.get("refuse_reason"), &wrongs);
        let refuse = Button::second(t.get("export-refuse"));
        blocks.push(Block::Folded(Folded {
            summary: t.get("export-refuse"),
            open: typed.0.contains_key("refuse_reason"),
            form: form(t, office, &format!("{here}/refusal"), vec![Ask::Field(reason)], refuse),
        }));
    }
    let title = format!("{} × {}", t.pick(&one.good()), one.row.quantity);
    let lead = t.get(enquiry_key(one.row.state, one.row.order_state));
    Ok(board(office, title, blocks).led(lead).wrong(wrongs))
}

fn facts(t: &Text, one: &Enquiry, told: &Abroad) -> Facts {
    let (row, buyer) = (&one.row, &one.buyer);
    let address = format!("{}\n{}\n{}\n{}", buyer.name, buyer.street, buyer.town(), told.country.name_en);
    Facts::default()
        .and(t.get("enquiry-code"), row.code.clone())
        .and(t.get("export-asked-at"), t.moment(&row.asked_at))
        .and(t.get("export-buyer"), address)
        .and(t.get("field-abroad_phone"), buyer.phone.clone())
        .and(t.get("field-abroad_email"), buyer.email.clone())
        .and(t.get("abroad-price"), t.money(&told.price))
        .and(t.get("abroad-reference"), super::abroad::reference(t, told.reference.as_ref()))
        .and(t.get("enquiry-total"), row.total.map(|total| t.money(&total)).unwrap_or_default())
        .and(t.get("export-reason"), row.reason.clone())
}

/// Whether it may go, what it lacks, and the form of an offer.
fn offering(
    t: &Text,
    office: &DcOffice,
    (here, ready, told): (&str, &Ready, &Abroad),
    typed: &Typed,
    wrongs: &Wrongs,
) -> Vec<Block> {
    let goes = told.verdict.goes() && ready.lacks.is_empty();
    let tone = if goes { Tone::Good } else { Tone::Care };
    let title = t.get(if goes { "export-may-go" } else { "export-may-not-go" });
    let mut blocks = vec![Block::Notice(Notice::new(tone, title, told::verdict(t, &told.verdict)))];
    if !ready.lacks.is_empty() {
        blocks.push(Block::Rows(Rows { rows: told::lacks(t, ready) }));
        return blocks;
    }
    let by_table = told.freight.map(|(_, price)| (price.0 / 100).to_string()).unwrap_or_default();
    let value = typed.0.get("offer_freight").cloned().unwrap_or(by_table);
    let freight = Field::named(t, "offer_freight", Kind::Rupees, &value, wrongs);
    let offer = Button::main(t.get("export-offer"));
    blocks.push(Block::Form(form(t, office, &format!("{here}/offer"), vec![Ask::Field(freight)], offer)));
    blocks
}

/// A step about the enquiry an address names.
pub(super) type Step = office::Step<ExportEnquiryId>;

impl Step {
    /// To where it leads; with what was typed and why, if it was refused.
    async fn end(
        self,
        done: Result<(), ExportError>,
        (to_page, typed, field): (&str, &Typed, &'static str),
    ) -> Result<Response, WebError> {
        let Err(cause) = done else { return Ok(to(&self.t, to_page)) };
        let wrongs = told::wrong(&self.t, cause, field)?;
        let board = page(&self.app, &self.t, &self.office, self.id, typed, wrongs).await?;
        send(&self.app, self.t, &self.asked, &format!("{HERE}/enquiries/{}", self.id), &board)
    }
}

/// `POST /{lang}/office/export/enquiries/{id}/offer`.
pub(super) async fn offer(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let (app, by) = (&step.app, step.by());
    let freight = Paise::typed(typed.get("offer_freight")).ok_or(ExportError::Typed("offer_freight"));
    let done = match freight {
        Ok(freight) => enquiry::offer(app.db(), app.books(), by, step.id, freight).await.map(drop),
        Err(cause) => Err(cause),
    };
    let here = format!("{HERE}/enquiries/{}", step.id);
    step.end(done, (&here, &typed, "offer_freight")).await
}

/// `POST /{lang}/office/export/enquiries/{id}/refusal`.
pub(super) async fn refuse(step: Step, Filled(typed): Filled<Typed>) -> Result<Response, WebError> {
    let done = enquiry::refuse(step.app.db(), step.by(), step.id, typed.get("refuse_reason")).await;
    step.end(done, (HERE, &typed, "refuse_reason")).await
}

/// `POST /{lang}/office/export/enquiries/{id}/case`.
pub(super) async fn open(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let case = case::open(app.db(), office.buyer.who.person, id_of(&id)?).await?;
    Ok(to(&t, &format!("{HERE}/cases/{case}")))
}

/// Whether a state comes before the post has it.
pub(super) const fn is_being_packed(state: CaseState) -> bool {
    matches!(state, CaseState::Opened | CaseState::Ready)
}
