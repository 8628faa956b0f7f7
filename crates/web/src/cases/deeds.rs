//! What an officer does with a case: one form and one POST for each deed. A refused form comes back on the case's page with
//! what was typed.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::digits::only_digits;
use kernel::ids::{CaseId, HubId, MergeId, PersonId};
use kernel::india::Pin;
use market::cases::{
    self, CaseError, CaseState, CaseView, ConsentBy, NextWhat, Proof, Seen, Standing, StopWhy, Terms,
};
use market::matching::Suggestion;
use market::places;
use store::Read;

use super::case::{deed, page};
use super::{Reader, Typed, field, select, selling, send, told};
use crate::app::App;
use crate::desk::{id_of, to};
use crate::error::WebError;
use crate::form::Filled;
use crate::parts::{Kind, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block};
use crate::who::Officer;

/// What a page of a case is made of.
pub(super) struct Made<'a> {
    pub t: &'a Text,
    pub reader: &'a Reader,
    pub view: &'a CaseView,
    pub same: &'a [Suggestion],
    pub typed: &'a Typed,
    pub wrongs: &'a Wrongs,
}

impl Made<'_> {
    fn add(&self, blocks: &mut Vec<Block>, what: (&str, &str), asks: Vec<Ask>) {
        blocks.push(deed(self.t, self.reader, self.view.head.id, what, asks, self.wrongs));
    }
    fn words(&self, name: &str) -> Ask {
        field(self.t, name, Kind::Words, self.typed, self.wrongs)
    }
    fn choose(&self, name: &str, choices: impl IntoIterator<Item = (String, String)>) -> Ask {
        select(self.t, name, self.typed, self.wrongs, choices)
    }
    fn carries(&self) -> bool {
        self.reader.by.scope.department() == Some(self.view.head.department)
    }
    /// Open items of the reader's own department of which something holds.
    fn open_items(&self, holds: impl Fn(&cases::CheckLine) -> bool) -> Vec<(String, String)> {
        let own = self.reader.by.scope.department();
        let lines = self.view.checks.iter().filter(|line| Some(line.department) == own);
        let lines = lines.filter(|line| line.standing == Standing::Open && holds(line));
        lines.map(|line| (line.item.key.clone(), self.t.pick(&line.item.name).to_owned())).collect()
    }
}

/// Every deed the officer may do as the case stands, each folded away.
pub(super) async fn forms(app: &App, read: &mut Read, made: &Made<'_>) -> Result<Vec<Block>, WebError> {
    let state = made.view.head.state;
    let mut blocks = Vec::new();
    if state == CaseState::Stopped && made.carries() {
        made.add(&mut blocks, ("reopenings", "case-reopen"), vec![made.words("reopen_note")]);
    }
    if state.is_open() {
        made.add(&mut blocks, ("visits", "case-visit"), visit_asks(app, made.t, made.typed, made.wrongs));
        let attestable = made.open_items(|line| line.item.proof == Proof::Attested);
        if !attestable.is_empty() {
            let asks = vec![made.choose("item", attestable), made.words("document")];
            made.add(&mut blocks, ("attestations", "case-attest"), asks);
        }
        let waivable = made.open_items(|line| line.item.asks.waivable);
        if !waivable.is_empty() {
            let asks = vec![made.choose("waived_item", waivable), made.words("waive_reason")];
            made.add(&mut blocks, ("waivers", "case-waive"), asks);
        }
        if made.carries() {
            carrying(read, made, &mut blocks).await?;
        }
    }
    merging(made, &mut blocks);
    Ok(blocks)
}

/// What the department that carries the case may do.
async fn carrying(read: &mut Read, made: &Made<'_>, blocks: &mut Vec<Block>) -> Result<(), WebError> {
    let (t, view) = (made.t, made.view);
    let (id, state) = (view.head.id, view.head.state);
    if state == CaseState::Visited {
        let hows = ConsentBy::ALL.iter().map(|how| (how.to_string(), t.get(&format!("consent-{how}"))));
        let asks = vec![made.choose("consent_by", hows), made.words("consent_note")];
        made.add(blocks, ("consents", "case-consent"), asks);
    }
    if state == CaseState::Consented && view.checks.iter().all(|line| !line.blocks_listing()) {
        let asks = propose_asks(read, t, view, made.typed, made.wrongs).await?;
        made.add(blocks, ("proposals", "case-propose"), asks);
    }
    if matches!(state, CaseState::Consented | CaseState::Verified | CaseState::Listed) {
        made.add(blocks, ("withdrawals", "case-withdraw"), vec![made.words("withdraw_reason")]);
    }
    if state == CaseState::Listed {
        let now = selling::as_it_is(read, view, made.typed).await?;
        let asks = selling::asks(read, t, &now, made.wrongs).await?;
        made.add(blocks, ("sellings", "case-selling"), asks);
    }
    let whats = NextWhat::ALL.iter().map(|what| (what.to_string(), t.get(&format!("case-next-{what}"))));
    let due = field(t, "due", Kind::Day, made.typed, made.wrongs);
    made.add(
        blocks,
        ("next-actions", "case-plan"),
        vec![made.choose("next", whats), due, made.words("next_note")],
    );
    let officers = cases::officers(read, &made.reader.by.scope, id).await?;
    let others = officers.into_iter().filter(|officer| Some(officer.person) != view.head.officer);
    let name = |o: market::accounts::Officer| {
        (o.person.to_string(), format!("{}, {}", o.name, told::department(t, o.department)))
    };
    let others: Vec<_> = others.map(name).collect();
    if !others.is_empty() {
        let asks = vec![made.choose("officer", others), made.words("handover_note")];
        made.add(blocks, ("handovers", "case-hand-over"), asks);
    }
    let whys = StopWhy::ALL.iter().map(|why| (why.to_string(), t.get(&format!("case-why-{why}"))));
    made.add(blocks, ("stops", "case-stop"), vec![made.choose("stop_why", whys), made.words("stop_note")]);
    Ok(())
}

/// Merging with whoever may be the same, and taking apart.
fn merging(made: &Made<'_>, blocks: &mut Vec<Block>) {
    let t = made.t;
    if !made.same.is_empty() {
        let name = |one: &Suggestion| {
            (one.case.to_string(), format!("{}, {}", t.pick(&one.name), t.pick(&one.village)))
        };
        let asks = vec![made.choose("survivor", made.same.iter().map(name)), made.words("merge_reason")];
        made.add(blocks, ("merges", "case-merge"), asks);
    }
    if !made.view.merges.is_empty() {
        let merges = made.view.merges.iter().map(|merge| {
            let name = kernel::Words::new(&merge.name_hi, &merge.name_en);
            (merge.id.to_string(), t.pick(&name).to_owned())
        });
        let asks = vec![made.choose("merge", merges), made.words("separate_reason")];
        made.add(blocks, ("separations", "case-separate"), asks);
    }
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
    let mut asks =
        vec![select(t, "hub", &typed, wrongs, hubs), field(t, "pincode", Kind::Pincode, &typed, wrongs)];
    asks.extend(selling::asks(read, t, &typed, wrongs).await?);
    Ok(asks)
}

/// A form as it came: who sent it, for which case, what was typed.
type Came = (State<App>, Text, Officer, Asked, Path<String>, Filled<Typed>);

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
            day: typed.day("visited").ok_or(Refusal::Field("visited", "case-wrong-day"))?,
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
        let due = typed.day("due").ok_or(Refusal::Field("due", "case-wrong-day"))?;
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
        let selling = selling::typed(typed).map_err(|name| Refusal::Field(name, "case-wrong-choose"))?;
        let terms = Terms { hub, pincode, selling };
        cases::propose(app.db(), &reader.by, id, &terms).await?;
        Ok(id)
    }
    /// `POST …/sellings`: in whose name she sells from now on.
    sell_as by "tax_number" |app, reader, id, typed| {
        let selling = selling::typed(typed).map_err(|name| Refusal::Field(name, "case-wrong-choose"))?;
        cases::set_selling(app.db(), &reader.by, id, &selling).await?;
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
