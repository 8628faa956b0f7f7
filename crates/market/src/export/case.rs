//! The case of what goes abroad in one shipment: packed, its papers found to agree, handed to the post, let out by customs, paid for.

use kernel::ids::{ExportCaseId, ExportEnquiryId, PersonId};
use kernel::{Day, Limit, Paise, Words};
use store::{Db, DbError, Read, Spot, Tx, transaction};

use super::case_sql::{self as sql, New, Ordered};
pub use super::case_sql::{CaseRow, Line, Printed};
use super::enquiry::{self, Buyer};
use super::machine::{CaseEvent, CaseState, EnquiryState};
use super::ready::{self, Verdict};
use super::rules::{self, Facts, Weighed};
use super::{ExportError, Fault, Lack, Remittance, Scheme, book, book_sql};
use crate::audit::{self, Actor, Entry, Part, Trail};
use crate::media;
use crate::media::act::Kept;
use crate::orders::Order;
use crate::personal::EXPORT_BOX;

/// Cases of a list.
const LIST: Limit = Limit::of(100);
/// Photos of one case; more show nothing new.
const PHOTOS_MOST: i64 = 8;
/// The money in which the Universal Postal Union counts.
const SDR: &str = "XDR";

/// A case with everything its page and its papers say.
#[derive(Clone, Debug)]
pub struct Case {
    /// As it is written.
    pub row: CaseRow,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Who receives it.
    pub buyer: Buyer,
    /// The language of the buyer.
    pub lang: kernel::Lang,
    /// The country's name.
    pub country: Words,
    /// The name on the box; empty before it is packed.
    pub box_name: String,
    /// In whose name it leaves.
    pub exporter: Printed,
    /// Photos of packing, and since when.
    pub photos: Vec<(String, kernel::Time)>,
    /// What its country asks of its goods.
    pub verdicts: Vec<Verdict>,
    /// What is missing or would be said twice differently.
    pub faults: Vec<Fault>,
    /// What the ledger says came in for it.
    pub came_in: Paise,
    /// The bill of its goods, once they have left.
    pub bill: Option<(String, kernel::Time)>,
    /// Under which number its buyer paid.
    pub paid_as: Option<String>,
}

impl Case {
    /// Its goods as the papers have them.
    pub fn value(&self) -> Paise {
        Paise::sum(self.lines.iter().map(|line| line.value)).unwrap_or_default()
    }

    /// The form of customs that lies on the box.
    pub fn form(&self) -> rules::Form {
        rules::form_for(self.value(), self.row.sdr_e4, self.row.gross_g.unwrap_or(rules::HEAVIEST_G))
    }

    /// Minutes from the opening of the case to its papers.
    pub fn minutes_to_ready(&self) -> Option<i64> {
        self.row.ready_at.map(|ready| (ready.0 - self.row.opened_at.0) / 60_000)
    }
}

/// The desk opens the case of an order that is paid; a second press finds the same one.
///
/// # Errors
/// [`ExportError::NotNow`] before it is paid; [`ExportError::NotReady`] if something stopped being known of its goods.
pub async fn open(db: &Db, by: PersonId, id: ExportEnquiryId) -> Result<ExportCaseId, ExportError> {
    transaction!(db, tx => {
        let enquiry = enquiry::one(tx, id).await?.ok_or(ExportError::Missing)?;
        if let Some(open) = sql::of_enquiry(tx, id).await? {
            return Ok(open.id);
        }
        let is_paid = matches!(enquiry.row.order_state, Some(Order::Confirmed | Order::Completed));
        let (EnquiryState::Offered, Some(order), true) = (enquiry.row.state, enquiry.row.order, is_paid) else {
            return Err(ExportError::NotNow);
        };
        let shipments = sql::shipments(tx, order).await?;
        let (shipment,) = *shipments.first().ok_or(ExportError::NotNow)?;
        let country = book::country(tx, &enquiry.row.country).await?.ok_or(ExportError::Missing)?;
        let today = tx.now().day();
        let lines = sql::ordered(tx, shipment).await?;
        let exporter = exporter_of(tx, &lines, today).await?;
        let rate = book::exchange_on(tx, &country.currency, today).await?;
        let sdr = book::exchange_on(tx, SDR, today).await?;
        let case: ExportCaseId = tx.new_id();
        let trail = note(tx, by, &case, (1, &Trail::default()), ("export.open", "", "opened"), &country.code).await?;
        let (rupees_e4, sdr_e4) = (rate.map(|rate| rate.rupees_e4), sdr.map(|rate| rate.rupees_e4));
        let (currency, enquiry) = (country.currency.as_str(), id);
        let new = New { id: case, enquiry, order, shipment, exporter, currency, rupees_e4, sdr_e4, trail };
        if !sql::insert(tx, new).await? {
            return Err(ExportError::Raced);
        }
        write_lines(tx, case, &lines).await?;
        Ok(case)
    })
}

/// Whoever sells the lines must be one exporter whose papers hold.
async fn exporter_of(
    tx: &mut Tx,
    lines: &[Ordered],
    today: Day,
) -> Result<kernel::ids::ExporterId, ExportError> {
    let mut sellers: Vec<String> = lines
        .iter()
        .map(|line| line.aggregator.map_or_else(|| line.maker.to_string(), |id| id.to_string()))
        .collect();
    sellers.dedup();
    let lacking = || ExportError::NotReady(vec![Lack::Exporter]);
    let [seller] = sellers.as_slice() else { return Err(lacking()) };
    let exporter = book_sql::exporter(tx, seller).await?.filter(|exporter| exporter.stands(today));
    exporter.map(|exporter| exporter.id).ok_or_else(lacking)
}

async fn write_lines(tx: &mut Tx, case: ExportCaseId, lines: &[Ordered]) -> Result<(), ExportError> {
    for (position, line) in (1..).zip(lines) {
        let sheet = book_sql::sheet(tx, line.product).await?;
        let sheet = sheet.ok_or_else(|| ExportError::NotReady(vec![Lack::Hs8]))?;
        sql::insert_line(tx, case, position, line, &sheet).await?;
    }
    Ok(())
}

async fn note(
    tx: &mut Tx,
    by: PersonId,
    case: &ExportCaseId,
    (seq, trail): (i64, &Trail),
    (act, from, to): (&'static str, &'static str, &'static str),
    note: &str,
) -> Result<Trail, DbError> {
    let actor = Actor::Person(by, Part::DcOffice);
    audit::note(tx, trail, &Entry { subject: case.to_string(), seq, actor, act, from, to, note }).await
}

/// Moves a case by an event: `change` writes what the event brings.
async fn by_event(
    tx: &mut Tx,
    by: PersonId,
    was: &CaseRow,
    (event, said): (CaseEvent, &str),
    change: impl FnOnce(&mut CaseRow),
) -> Result<(), ExportError> {
    let state = was.state.after(event).ok_or(ExportError::NotNow)?;
    let mut to = was.clone();
    change(&mut to);
    to.state = state;
    let step = (event.as_str(), was.state.as_str(), state.as_str());
    let trail = note(tx, by, &was.id, (was.version + 1, &was.trail), step, said).await?;
    if sql::change(tx, was, &to, &trail).await? { Ok(()) } else { Err(ExportError::Raced) }
}

/// What was packed.
#[derive(Clone, Debug)]
pub struct Packed<'a> {
    /// The name as it stands on the box.
    pub box_name: &'a str,
    /// What the whole box weighs.
    pub gross_g: i64,
    /// Length, breadth, height.
    pub size_mm: [i64; 3],
    /// The number of the certificate that travels with it; may be empty.
    pub certificate: &'a str,
}

/// The desk writes down what was packed; papers that were ready are looked at again.
///
/// # Errors
/// [`ExportError::Typed`] with the field that does not read; [`ExportError::NotNow`] once the post has it.
pub async fn pack(db: &Db, by: PersonId, id: ExportCaseId, packed: &Packed<'_>) -> Result<(), ExportError> {
    let box_name = packed.box_name.trim();
    if !(2..=80).contains(&box_name.chars().count()) {
        return Err(ExportError::Typed("box_name"));
    }
    if !(1..=rules::HEAVIEST_G * 2).contains(&packed.gross_g) {
        return Err(ExportError::Typed("box_gross_g"));
    }
    if packed.size_mm.iter().any(|side| !(10..=3_000).contains(side)) {
        return Err(ExportError::Typed("box_size"));
    }
    let certificate: String = packed.certificate.trim().chars().take(60).collect();
    transaction!(db, tx => {
        let was = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        let today = tx.now().day();
        // The rate is that of the day on which it was packed, if somebody has entered one meanwhile.
        let rate = book::exchange_on(tx, &was.currency, today).await?.map(|rate| rate.rupees_e4);
        let sdr = book::exchange_on(tx, SDR, today).await?.map(|rate| rate.rupees_e4);
        let sealed = tx.seal_for_house(Spot { column: EXPORT_BOX, row: &id.to_string() }, box_name)?;
        by_event(tx, by, &was, (CaseEvent::Packs, ""), |to| {
            (to.box_name, to.gross_g, to.ready_at) = (Some(sealed), Some(packed.gross_g), None);
            [to.length_mm, to.breadth_mm, to.height_mm] = packed.size_mm.map(Some);
            to.certificate = certificate.clone();
            (to.rupees_e4, to.sdr_e4) = (rate.or(to.rupees_e4), sdr.or(to.sdr_e4));
        })
        .await
    })
}

/// The desk keeps a photo of how it was packed.
///
/// # Errors
/// [`ExportError::NotNow`] once the post has it, or if there are many.
pub async fn add_photo(db: &Db, by: PersonId, id: ExportCaseId, photo: &Kept) -> Result<(), ExportError> {
    transaction!(db, tx => {
        let case = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        if case.state.after(CaseEvent::Packs).is_none() || case.photos >= PHOTOS_MOST {
            return Err(ExportError::NotNow);
        }
        media::act::record_photo(tx, photo).await?;
        Ok(sql::insert_photo(tx, id, &photo.id, by).await?)
    })
}

/// The papers are looked at: they agree, or each fault is told and nothing changes.
///
/// # Errors
/// [`ExportError::Faulty`] with every fault.
pub async fn make_ready(db: &Db, by: PersonId, id: ExportCaseId) -> Result<(), ExportError> {
    transaction!(db, tx => {
        let case = one(tx, id).await?.ok_or(ExportError::Missing)?;
        if case.row.state.after(CaseEvent::Readies).is_none() {
            return Err(ExportError::NotNow);
        }
        if !case.faults.is_empty() {
            return Err(ExportError::Faulty(case.faults));
        }
        let now = tx.now();
        by_event(tx, by, &case.row, (CaseEvent::Readies, ""), |to| to.ready_at = Some(now)).await
    })
}

/// The post has it: under the number with which its hub has handed it over.
///
/// # Errors
/// [`ExportError::Faulty`] if something changed since the papers were made; [`ExportError::Typed`] while the hub has not handed it over.
pub async fn hand_over(db: &Db, by: PersonId, id: ExportCaseId) -> Result<(), ExportError> {
    transaction!(db, tx => {
        let case = one(tx, id).await?.ok_or(ExportError::Missing)?;
        if case.row.state.after(CaseEvent::HandsOver).is_none() {
            return Err(ExportError::NotNow);
        }
        if !case.faults.is_empty() {
            return Err(ExportError::Faulty(case.faults));
        }
        let number = case.row.posted_as.clone().ok_or(ExportError::Typed("article"))?;
        let said = number.clone();
        by_event(tx, by, &case.row, (CaseEvent::HandsOver, &said), |to| to.article = Some(number)).await
    })
}

/// Customs have let it out: their number, its day, the foreign post office.
///
/// # Errors
/// [`ExportError::Typed`] with the field that does not read.
pub async fn prove(
    db: &Db,
    by: PersonId,
    id: ExportCaseId,
    (number, day, office): (&str, Day, &str),
) -> Result<(), ExportError> {
    let number = numbered(number, "bill_number")?;
    let office = numbered(office, "office_code")?;
    transaction!(db, tx => {
        let was = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        if day > tx.now().day() || day < was.opened_at.day() {
            return Err(ExportError::Typed("bill_day"));
        }
        by_event(tx, by, &was, (CaseEvent::Proves, number), |to| {
            (to.bill_number, to.bill_day) = (Some(number.to_owned()), Some(day));
            to.office_code = Some(office.to_owned());
        })
        .await
    })
}

fn numbered<'a>(text: &'a str, field: &'static str) -> Result<&'a str, ExportError> {
    let text = text.trim();
    let reads = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.');
    if (3..=40).contains(&text.len()) && text.chars().all(reads) {
        Ok(text)
    } else {
        Err(ExportError::Typed(field))
    }
}

/// What the bank's paper says.
#[derive(Clone, Copy, Debug)]
pub struct Money<'a> {
    /// Which paper.
    pub kind: Remittance,
    /// Its number.
    pub number: &'a str,
    /// Its day.
    pub day: Day,
    /// What reached the bank.
    pub amount: Paise,
    /// What banks and the payment company kept on the way.
    pub charges: Paise,
}

/// The money is in the bank: with what was kept on the way it is what the ledger says came in.
///
/// # Errors
/// [`ExportError::OtherMoney`] with what the ledger says, if it is not the same to the paisa.
pub async fn remit(db: &Db, by: PersonId, id: ExportCaseId, money: &Money<'_>) -> Result<(), ExportError> {
    let number = numbered(money.number, "remittance_number")?;
    transaction!(db, tx => {
        let was = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        if was.state.after(CaseEvent::Remits).is_none() {
            return Err(ExportError::NotNow);
        }
        if money.day > tx.now().day() {
            return Err(ExportError::Typed("remittance_day"));
        }
        let came_in = sql::came_in(tx, was.order).await?;
        if money.amount.is_negative() || money.charges.is_negative() || money.amount.plus(money.charges) != Some(came_in) {
            return Err(ExportError::OtherMoney(came_in));
        }
        by_event(tx, by, &was, (CaseEvent::Remits, number), |to| {
            (to.remittance_kind, to.remittance_number) = (Some(money.kind), Some(number.to_owned()));
            (to.remittance_day, to.remittance) = (Some(money.day), Some(money.amount));
            to.bank_charges = Some(money.charges);
        })
        .await
    })
}

/// The desk writes down what the State gives back.
///
/// # Errors
/// [`ExportError::Typed`] with the field that does not read.
pub async fn claim(
    db: &Db,
    by: PersonId,
    id: ExportCaseId,
    (scheme, reference, amount): (Scheme, &str, Paise),
) -> Result<(), ExportError> {
    let is_none = scheme == Scheme::None;
    let reference = if is_none { "" } else { numbered(reference, "scheme_reference")? };
    let amount = if is_none { Paise::ZERO } else { amount };
    transaction!(db, tx => {
        let was = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        by_event(tx, by, &was, (CaseEvent::Claims, scheme.as_str()), |to| {
            (to.scheme, to.scheme_reference, to.scheme_amount) = (scheme, reference.to_owned(), amount);
        })
        .await
    })
}

/// All is done.
///
/// # Errors
/// [`ExportError::NotNow`] before its money is in the bank.
pub async fn close(db: &Db, by: PersonId, id: ExportCaseId) -> Result<(), ExportError> {
    transaction!(db, tx => {
        let was = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        by_event(tx, by, &was, (CaseEvent::Closes, ""), |_| ()).await
    })
}

/// It does not go; the order is called off where orders are.
///
/// # Errors
/// [`ExportError::Typed`] without a reason; [`ExportError::NotNow`] once the post has it.
pub async fn cancel(db: &Db, by: PersonId, id: ExportCaseId, reason: &str) -> Result<(), ExportError> {
    let reason = reason.trim();
    if !(3..=300).contains(&reason.chars().count()) {
        return Err(ExportError::Typed("cancel_reason"));
    }
    transaction!(db, tx => {
        let was = sql::one(tx, id).await?.ok_or(ExportError::Missing)?;
        by_event(tx, by, &was, (CaseEvent::Cancels, reason), |to| to.reason = reason.to_owned()).await
    })
}

/// A case with everything its page and its papers say.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: ExportCaseId) -> Result<Option<Case>, DbError> {
    let Some(row) = sql::one(read, id).await? else { return Ok(None) };
    let enquiry = enquiry::one(read, row.enquiry).await?;
    let enquiry = enquiry.ok_or_else(|| DbError::Failed(format!("{} has no enquiry", row.id)))?;
    let lines = sql::lines(read, row.id).await?;
    let exporter = sql::exporter(read, row.exporter).await?;
    let exporter = exporter.ok_or_else(|| DbError::Failed(format!("{} has no exporter", row.id)))?;
    let country = book::country(read, &row.country).await?;
    let mut verdicts = Vec::with_capacity(lines.len());
    for line in &lines {
        verdicts.push(ready::verdict(read, Some(&line.hs8), &row.country).await?);
    }
    let spot = Spot { column: EXPORT_BOX, row: &row.id.to_string() };
    let box_name = row.box_name.as_ref().map(|sealed| read.open_for_house(spot, sealed)).transpose()?;
    let mut case = Case {
        lines,
        buyer: enquiry.buyer,
        lang: enquiry.row.lang,
        country: country.map(|country| country.name()).unwrap_or_default(),
        box_name: box_name.unwrap_or_default(),
        exporter,
        photos: sql::photos(read, row.id).await?,
        verdicts,
        faults: Vec::new(),
        came_in: sql::came_in(read, row.order).await?,
        bill: sql::bills(read, row.shipment).await?.into_iter().next(),
        paid_as: sql::paid_as(read, row.order).await?,
        row,
    };
    case.faults = rules::faults(&facts(&case), read.now().day());
    Ok(Some(case))
}

fn facts(case: &Case) -> Facts {
    use crate::delivery::Shipment;
    let weighed = |line: &Line| Weighed {
        quantity: line.quantity,
        ordered: line.ordered,
        value: line.value,
        paid: line.paid,
        net_g: line.net_g,
        gross_g: line.gross_g,
    };
    let is_paid = matches!(case.row.order_state, Order::Confirmed | Order::Completed);
    let lives =
        matches!(case.row.shipment_state, Shipment::Planned | Shipment::Shipped | Shipment::Delivered);
    Facts {
        lines: case.lines.iter().map(weighed).collect(),
        gross_g: case.row.gross_g,
        box_name: case.box_name.clone(),
        buyer_name: case.buyer.name.clone(),
        photos: case.row.photos,
        needs_certificate: case.verdicts.iter().any(|one| matches!(one, Verdict::WithCertificate(_))),
        certificate: case.row.certificate.clone(),
        goes: case.verdicts.iter().all(Verdict::goes),
        lut_until: case.exporter.lut_until,
        has_iec: rules::is_iec(&case.exporter.iec),
        has_rate: case.row.rupees_e4.is_some(),
        is_living: is_paid && lives,
    }
}

/// The case of an enquiry's order, if it was opened.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_enquiry(read: &mut Read, id: ExportEnquiryId) -> Result<Option<ExportCaseId>, DbError> {
    Ok(sql::of_enquiry(read, id).await?.map(|row| row.id))
}

/// Cases that are not done, the oldest first, then the newest that are.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn list(read: &mut Read) -> Result<Vec<CaseRow>, DbError> {
    sql::list(read, LIST).await
}

/// The picture of a photo of a case; another's does not exist.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn picture(read: &mut Read, id: ExportCaseId, number: usize) -> Result<Option<String>, DbError> {
    Ok(sql::photos(read, id).await?.into_iter().nth(number).map(|(picture, _)| picture))
}

/// Whether a case has papers that may be printed for the box.
pub const fn has_papers(state: CaseState) -> bool {
    !matches!(state, CaseState::Opened | CaseState::Cancelled)
}
