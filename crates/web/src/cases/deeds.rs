//! What an officer does with a case: one form and one POST for each deed. A refused form comes back on the case's page with
//! what was typed.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Day;
use kernel::digits::only_digits;
use kernel::ids::{AggregatorId, CaseId, HubId, MergeId, PersonId};
use kernel::india::Pin;
use market::cases::{self, CaseError, CaseState, CaseView, ConsentBy, NextWhat, Proof, Seen, Standing, StopWhy, Terms};
use market::makers::TaxClass;
use market::matching::Suggestion;
use market::places;
use store::Read;

use super::case::{deed, page};
use super::{Reader, Typed, field, select, send, told};
use crate::app::App;
use crate::desk::{id_of, to};
use crate::error::WebError;
use crate::form::Filled;
use crate::parts::{Kind, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block};
use crate::who::Officer;

/// Every deed the officer may do as the case stands, each folded away.
#[expect(clippy::too_many_arguments, reason = "the page's parts, handed on")]
pub(super) async fn forms(
    app: &App,
    read: &mut Read,
    t: &Text,
    reader: &Reader,
    view: &CaseView,
    same: &[Suggestion],
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Block>, WebError> {
    let (id, state) = (view.head.id, view.head.state);
    let carries = reader.by.scope.department() == Some(view.head.department);
    let mut blocks = Vec::new();
    let mut add = |what, asks| blocks.push(deed(t, reader, id, what, asks, wrongs));
    let words = |name: &str| field(t, name, Kind::Words, typed, wrongs);
    if state == CaseState::Stopped && carries {
        add(("reopenings", "case-reopen"), vec![words("reopen_note")]);
    }
    if state.is_open() {
        add(("visits", "case-visit"), visit_asks(app, t, typed, wrongs));
        let open = |attested: &dyn Fn(&cases::CheckLine) -> bool| {
            let own = view.checks.iter().filter(|line| Some(line.department) == reader.by.scope.department());
            let lines = own.filter(|line| line.standing == Standing::Open && attested(line));
            lines.map(|line| (line.item.key.clone(), t.pick(&line.item.name).to_owned())).collect::<Vec<_>>()
        };
        let attestable = open(&|line| line.item.proof == Proof::Attested);
        if !attestable.is_empty() {
            add(("attestations", "case-attest"), vec![select(t, "item", typed, wrongs, attestable), words("document")]);
        }
        let waivable = open(&|line| line.item.asks.waivable);
        if !waivable.is_empty() {
            let asks = vec![select(t, "waived_item", typed, wrongs, waivable), words("waive_reason")];
            add(("waivers", "case-waive"), asks);
        }
    }
    if state.is_open() && carries {
        if state == CaseState::Visited {
            let hows = ConsentBy::ALL.iter().map(|how| (how.to_string(), t.get(&format!("consent-{how}"))));
            add(("consents", "case-consent"), vec![select(t, "consent_by", typed, wrongs, hows), words("consent_note")]);
        }
        if state == CaseState::Consented && view.checks.iter().all(|line| !line.blocks_listing()) {
            add(("proposals", "case-propose"), propose_asks(read, t, view, typed, wrongs).await?);
        }
        if matches!(state, CaseState::Consented | CaseState::Verified | CaseState::Listed) {
            add(("withdrawals", "case-withdraw"), vec![words("withdraw_reason")]);
        }
        let whats = NextWhat::ALL.iter().map(|what| (what.to_string(), t.get(&format!("case-next-{what}"))));
        let asks =
            vec![select(t, "next", typed, wrongs, whats), field(t, "due", Kind::Day, typed, wrongs), words("next_note")];
        add(("next-actions", "case-plan"), asks);
        let officers = cases::officers(read, &reader.by.scope, id).await?;
        let others = officers.into_iter().filter(|officer| Some(officer.person) != view.head.officer);
        let others: Vec<_> = others
            .map(|o| (o.person.to_string(), format!("{}, {}", o.name, told::department(t, o.department))))
            .collect();
        if !others.is_empty() {
            let asks = vec![select(t, "officer", typed, wrongs, others), words("handover_note")];
            add(("handovers", "case-hand-over"), asks);
        }
        let whys = StopWhy::ALL.iter().map(|why| (why.to_string(), t.get(&format!("case-why-{why}"))));
        add(("stops", "case-stop"), vec![select(t, "stop_why", typed, wrongs, whys), words("stop_note")]);
    }
    if !same.is_empty() {
        let others = same.iter().map(|one| {
            (one.case.to_string(), format!("{}, {}", t.pick(&one.name), t.pick(&one.village)))
        });
        add(("merges", "case-merge"), vec![select(t, "survivor", typed, wrongs, others), words("merge_reason")]);
    }
    if !view.merges.is_empty() {
        let merges = view.merges.iter().map(|merge| {
            let name = kernel::Words::new(&merge.name_hi, &merge.name_en);
            (merge.id.to_string(), t.pick(&name).to_owned())
        });
        let asks = vec![select(t, "merge", typed, wrongs, merges), words("separate_reason")];
        add(("separations", "case-separate"), asks);
    }
    Ok(blocks)
}

fn visit_asks(app: &App, t: &Text, typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let mut day = typed.clone();
    day.0.entry("visited".to_owned()).or_insert_with(|| app.db().now().day().iso());
    let mut asks = vec![field(t, "visited", Kind::Day, &day, wrongs)];
    for (name, kind) in [
        ("place", Kind::Words),
        ("tools", Kind::Words),
        ("sample_seen", Kind::Words),
        ("crafts", Kind::Words),
        ("years", Kind::Count),
        ("capacity", Kind::Count),
        ("material", Kind::Words),
        ("who_makes", Kind::Lines),
        ("visit_note", Kind::Lines),
    ] {
        asks.push(field(t, name, kind, typed, wrongs));
    }
    asks
}

async fn propose_asks(
    read: &mut Read,
    t: &Text,
    view: &CaseView,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Ask>, WebError> {
    let mut hubs = places::read::hubs(read).await?;
    hubs.sort_by_key(|hub| hub.block_code != view.head.block_code);
    let mut typed = typed.clone();
    if let Some(near) = hubs.first() {
        typed.0.entry("hub".to_owned()).or_insert_with(|| near.id.to_string());
        typed.0.entry("pincode".to_owned()).or_insert_with(|| near.pincode.as_str().to_owned());
    }
    let hubs = hubs.into_iter().map(|hub| (hub.id.to_string(), t.pick(&hub.name).to_owned()));
    let classes = TaxClass::ALL.iter().map(|class| (class.to_string(), t.get(&format!("tax-class-{class}"))));
    let sellers = market::makers::read::aggregators(read).await?;
    let sellers = sellers.into_iter().map(|one| (one.id.to_string(), t.pick(&one.name).to_owned()));
    Ok(vec![
        select(t, "hub", &typed, wrongs, hubs),
        field(t, "pincode", Kind::Pincode, &typed, wrongs),
        select(t, "tax_class", &typed, wrongs, classes),
        field(t, "tax_number", Kind::Words, &typed, wrongs),
        select(t, "aggregator", &typed, wrongs, sellers),
    ])
}

/// A form as it came: who sent it, for which case, what was typed.
type Came = (State<App>, Text, Officer, Asked, Path<String>, Filled<Typed>);

/// A day as it was picked or written.
fn day_of(text: &str) -> Option<Day> {
    Day::from_iso(text).or_else(|| {
        let parts: Vec<i32> = text.split(['-', '/', '.']).filter_map(|part| only_digits(part).parse().ok()).collect();
        let [day, month, year] = parts.as_slice() else { return None };
        Day::of(*year, u8::try_from(*month).ok()?, u8::try_from(*day).ok()?)
    })
}

/// An answer that must be one of a list; the field it is missing from.
fn chosen<T: std::str::FromStr>(typed: &Typed, name: &'static str) -> Result<T, Refusal> {
    typed.get(name).parse().map_err(|_| Refusal::Field(name, "case-wrong-choose"))
}

/// Why a deed was not done.
enum Refusal {
    /// An answer is missing or wrong: the field and the sentence.
    Field(&'static str, &'static str),
    /// The market says no.
    Market(CaseError),
}

impl From<CaseError> for Refusal {
    fn from(cause: CaseError) -> Refusal {
        Refusal::Market(cause)
    }
}

/// Does a deed, and answers with the case's page: fresh if it was done, with what is wrong if not.
async fn does(
    came: Came,
    note: &'static str,
    deed: impl AsyncFn(&App, &Reader, CaseId, &Typed) -> Result<CaseId, Refusal>,
) -> Result<Response, WebError> {
    let (State(app), t, officer, asked, Path(id), Filled(typed)) = came;
    let (id, reader): (CaseId, _) = (id_of(&id)?, Reader::officer(&officer));
    let mut wrongs = Wrongs::none();
    match deed(&app, &reader, id, &typed).await {
        Ok(id) => return Ok(to(&t, &format!("/officer/cases/{id}"))),
        Err(Refusal::Field(name, key)) => wrongs.add(name, t.get(key)),
        Err(Refusal::Market(cause)) => {
            let is_note = matches!(cause, CaseError::NoReason);
            let (name, says) = told::refused(&t, cause)?;
            wrongs.add(if is_note { note } else { name }, says);
        }
    }
    let board = page(&app, &t, &reader, id, &typed, wrongs).await?;
    send(&app, t, &asked, &format!("/officer/cases/{id}"), &board)
}

macro_rules! deeds {
    ($($(#[$about:meta])* $name:ident by $note:literal |$app:ident, $reader:ident, $id:ident, $typed:ident| $body:block)+) => {$(
        $(#[$about])*
        pub(super) async fn $name(
            app: State<App>,
            t: Text,
            officer: Officer,
            asked: Asked,
            id: Path<String>,
            typed: Filled<Typed>,
        ) -> Result<Response, WebError> {
            does((app, t, officer, asked, id, typed), $note, async |$app, $reader, $id, $typed| $body).await
        }
    )+};
}

deeds! {
    /// `POST …/visits`.
    visit by "visit_note" |app, reader, id, typed| {
        let number = |name: &'static str| match typed.get(name) {
            "" => Ok(None),
            text => only_digits(text).parse().map(Some).map_err(|_| Refusal::Field(name, "case-wrong-number")),
        };
        let seen = Seen {
            day: day_of(typed.get("visited")).ok_or(Refusal::Field("visited", "case-wrong-day"))?,
            place: typed.get("place").to_owned(),
            spot: None,
            tools: typed.get("tools").to_owned(),
            sample_seen: typed.get("sample_seen").to_owned(),
            crafts: typed.get("crafts").to_owned(),
            years: number("years")?,
            capacity_per_week: number("capacity")?,
            raw_material: typed.get("material").to_owned(),
            who_makes: typed.get("who_makes").to_owned(),
            note: typed.get("visit_note").to_owned(),
            once_key: None,
        };
        cases::visit(app.db(), &reader.by, id, &seen).await?;
        Ok(id)
    }
    /// `POST …/consents`.
    consent by "consent_note" |app, reader, id, typed| {
        let how: ConsentBy = chosen(typed, "consent_by")?;
        cases::consent(app.db(), &reader.by, id, how, typed.get("consent_note")).await?;
        Ok(id)
    }
    /// `POST …/withdrawals`.
    withdraw by "withdraw_reason" |app, reader, id, typed| {
        cases::withdraw_consent(app.db(), &reader.by, id, typed.get("withdraw_reason")).await?;
        Ok(id)
    }
    /// `POST …/attestations`.
    attest by "document" |app, reader, id, typed| {
        let item: String = chosen(typed, "item")?;
        cases::attest(app.db(), &reader.by, id, &item, typed.get("document")).await?;
        Ok(id)
    }
    /// `POST …/waivers`.
    waive by "waive_reason" |app, reader, id, typed| {
        let item: String = chosen(typed, "waived_item")?;
        cases::waive(app.db(), &reader.by, id, &item, typed.get("waive_reason")).await?;
        Ok(id)
    }
    /// `POST …/next-actions`.
    plan by "next_note" |app, reader, id, typed| {
        let what: NextWhat = chosen(typed, "next")?;
        let due = day_of(typed.get("due")).ok_or(Refusal::Field("due", "case-wrong-day"))?;
        cases::plan(app.db(), &reader.by, id, what, due, typed.get("next_note")).await?;
        Ok(id)
    }
    /// `POST …/joinings`.
    join by "join_note" |app, reader, id, typed| {
        cases::join(app.db(), &reader.by, id, typed.get("join_note")).await?;
        Ok(id)
    }
    /// `POST …/handovers`.
    hand_over by "handover_note" |app, reader, id, typed| {
        let officer: PersonId = chosen(typed, "officer")?;
        cases::hand_over(app.db(), &reader.by, id, officer, typed.get("handover_note")).await?;
        Ok(id)
    }
    /// `POST …/stops`.
    stop by "stop_note" |app, reader, id, typed| {
        let why: StopWhy = chosen(typed, "stop_why")?;
        cases::stop(app.db(), &reader.by, id, why, typed.get("stop_note")).await?;
        Ok(id)
    }
    /// `POST …/reopenings`.
    reopen by "reopen_note" |app, reader, id, typed| {
        cases::reopen(app.db(), &reader.by, id, typed.get("reopen_note")).await?;
        Ok(id)
    }
    /// `POST …/proposals`.
    propose by "tax_number" |app, reader, id, typed| {
        let hub: HubId = chosen(typed, "hub")?;
        let pincode = Pin::typed(typed.get("pincode")).ok_or(Refusal::Field("pincode", "case-wrong-pin"))?;
        let tax_class: TaxClass = chosen(typed, "tax_class")?;
        let aggregator = match typed.get("aggregator") {
            "" => None,
            _ => Some(chosen::<AggregatorId>(typed, "aggregator")?),
        };
        let tax_number = Some(typed.get("tax_number").to_uppercase()).filter(|number| !number.is_empty());
        let terms = Terms { hub, pincode, tax_class, tax_number, aggregator };
        cases::propose(app.db(), &reader.by, id, &terms).await?;
        Ok(id)
    }
    /// `POST …/merges`: this case goes, the other one stays.
    merge by "merge_reason" |app, reader, id, typed| {
        let survivor: CaseId = chosen(typed, "survivor")?;
        cases::merge(app.db(), &reader.by, id, survivor, typed.get("merge_reason")).await?;
        Ok(id)
    }
    /// `POST …/separations`: two people after all.
    unmerge by "separate_reason" |app, reader, id, typed| {
        let merge: MergeId = chosen(typed, "merge")?;
        cases::unmerge(app.db(), &reader.by, merge, typed.get("separate_reason")).await?;
        Ok(id)
    }
}
